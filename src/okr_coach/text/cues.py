"""Cues found in a line, weighed by the rules."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from typing import Literal, NamedTuple

from okr_coach.text.labels import around
from okr_coach.text.later import later
from okr_coach.text.lexicon import HAN_CUE, HAN_FLAGS, LATIN
from okr_coach.text.numbers import SPELT, Amount, half_width, lowered, recognise
from okr_coach.text.units import TIMES

CLAUSE = later(r"[,;，；。、]|\s-\s|\bwhile\b|\bso that\b")


class Cue(NamedTuple):
    start: int
    end: int
    flags: int
    word: str


_TOKEN = later(r"[a-z]+(?:[-'][a-z]+)*")
_HAN_LETTER = later(r"[㐀-䶿一-鿿]")
_OPENERS = frozenset(
    [
        "finally",
        "eventually",
        "jointly",
        "together",
        "actively",
        "now",
        "again",
        "to",
        "we",
        "will",
        "shall",
        "should",
        "our",
        "the",
        "a",
        "an",
        "and",
        "then",
        "i",
        "must",
        "need",
        "please",
        "successfully",
        "fully",
        "quickly",
        "team",
        "also",
        "be",
        "by",
        "can",
        "help",
        "all",
        "try",
    ]
)


class Line:
    """A title, read once: amounts, marks, cues in order, from–to pairs."""

    __slots__ = (
        "amounts",
        "based",
        "cues",
        "deed",
        "flags",
        "half",
        "han",
        "low",
        "marks",
        "moves",
        "parts",
        "text",
        "tokens",
        "words",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.half = half_width(text)
        self.low = lowered(self.half)
        for start, end in around(self.low):
            gap = " " * (end - start)
            self.half = self.half[:start] + gap + self.half[end:]
            self.low = self.low[:start] + gap + self.low[end:]
        self.han = False if text.isascii() else _HAN_LETTER.search(text) is not None
        self.tokens: list[tuple[str, int, int]] = [
            (found[0], *found.span()) for found in _TOKEN.finditer(self.low)
        ]
        words = [token[0] for token in self.tokens]
        spelt = not SPELT.isdisjoint(words) or (
            "-" in self.low and any(word.partition("-")[0] in SPELT for word in words if "-" in word)
        )
        self.amounts, self.marks = recognise(self.half, self.low, spelt=spelt)
        self.deed: Cue | Literal[False] | None = False  # not looked for yet
        self.words: frozenset[str] | None = None
        self.parts: list[str] | None = None
        cues = self._latin_cues() if self.tokens else []
        if self.han:
            cues += [
                Cue(*found.span(), HAN_FLAGS[found[0]], found[0]) for found in HAN_CUE.finditer(self.low)
            ]
            if self.tokens:
                cues.sort()
        self.cues: list[Cue] = cues
        flags = 0
        for cue in cues:
            flags |= cue.flags
        self.flags: int = flags
        self.moves: list[tuple[Amount, Amount]] = (
            _moves(self.low, self.amounts) if len(self.amounts) > 1 else []
        )
        self.based: bool = bool(self.moves) or _has_baseline(self.low, self.amounts)

    @property
    def language(self) -> str:
        return "zh" if self.han else "en"

    def _latin_cues(self) -> list[Cue]:
        cues: list[Cue] = []
        tokens = self.tokens
        known = LATIN.get
        skip = 0
        for place, (word, start, end) in enumerate(tokens):
            entry = known(word)
            if entry is None or place < skip:
                continue
            flags, phrases = entry
            for rest, meant in phrases:
                size = len(rest)
                if place + size < len(tokens) and all(
                    tokens[place + 1 + index][0] == other for index, other in enumerate(rest)
                ):
                    skip = place + size + 1
                    cues.append(Cue(start, tokens[place + size][2], meant, " ".join((word, *rest))))
                    break
            else:
                if flags:
                    cues.append(Cue(start, end, flags, word))
        return cues

    def forget(self) -> None:
        """Lets go of words and cues: thousands of lines kept whole keep the garbage collector busy."""
        self.tokens.clear()
        self.cues.clear()

    def first(self, flag: int) -> Cue | None:
        for cue in self.cues:
            if cue.flags & flag:
                return cue
        return None

    def before(self, place: int, flag: int) -> Cue | None:
        """The nearest cue of this kind that ends at or before `place`."""
        found = None
        for cue in self.cues:
            if cue.end > place:
                break
            if cue.flags & flag:
                found = cue
        return found

    def head(self) -> tuple[str, int, int] | None:
        """The first Latin word that is no opener."""
        for token in self.tokens:
            if token[0] not in _OPENERS:
                return token
        return None


_TO = r"\bto\b|→|->|=>|➔|⇒|\s>\s"
_FROM_BEFORE = later(r"(?:\bfrom\b[^,;，；。]{0,24}|[从由自][^,;，；。]{0,12})$")
_BETWEEN = later(rf"[^;；。]{{0,36}}?(?:{_TO}|到|至|为|成|达)[^,;，；。]{{0,16}}")
_EACH = r"(?:\s?/\s?(?:[a-z]+|[月天周年日人单件次台])|\s(?:per|a|each)\s[a-z]+)?"  # 14 h/month → 5 h/month
_BOUND = r"(?:(?:max|min)(?:imum)?\.?|under|below|above|over|(?:less|more)\s+than|at\s+(?:least|most)|[<>≤≥~]=?)?\s*"  # 17 → max 2
_ARROW = later(rf"{_EACH}\s*(?:→|-+>|=+>|➔|⇒|⟶)\s*{_BOUND}")
_WITHIN = later(r"\b(?:in|within|after|for|every|under|first|last)\s+(?:the\s+|about\s+)?$")
_AND_THEN = later(
    r"[^;；。0-9]{0,16}[，,](?:我们|年底|期末|本季度|今年|目标)?(?:要|将|力争|希望)(?:降|减|压|缩短|提升?|升|做|提高|降低|减少|增加)[到至为]\s*"
)  # 要点7次才能改密码，我们要降到3次
_DATED_ARROW = later(
    r"\s*(?:\([^()0-9]{0,3}(?:q[1-4]|h[12])?\)\s*)?(?:→|-+>|=+>|➔|⇒|⟶)\s*(?:\(?(?:q[1-4]|h[12]|[0-9]{1,2}月[份底末]?|年底|年末|期末|季末|季度末|目标|今年|明年|本[年季月]度?)\)?\s*[:为]?\s*)"
)  # Q2 88% → Q3 93%
_BY_RANGE = later(r"(?:降低|减少|下降|提升|提高|增长|增加|节约|节省|缩短)(?:了|约|至少)?\s*$|\bby\s+$")
_PLAIN_TO = later(rf"{_EACH}\s*(?:to|到|至)\s*{_BOUND}")
_HAN_CHANGE = later(
    r"\s*(?:左右)?\s*(?:提升|提高|增长|增加|上升|降低|下降|减少|缩短|压缩|压降|收窄|扩大|延长|拉升|攀升|跃升|回升|回落|改善|优化|做|冲|拉|压|推|涨|降|升|增|减|提)(?:到|至|为)\s*"
)
_BACK = later(
    r"\s*[^;；。0-9]{0,70}?(?:\bfrom\b|\bwas\b|\binstead of\b|\bup from\b|\bdown from\b|\bversus\b|\bvs\b|\bagainst\b|\brather than\b|,\snot\b|\bcompared (?:to|with)\b|\btoday\b|\bcurrently\b|\bcurrent\b|\bnow\b|\bbaseline\b"
    r"|\blast (?:year|quarter|month)\b|\bprevious|\bat present\b|目前|当前|现状|现有|现在|现为|基线|原来|原为|原|去年|上年|上季度|上月|上期|此前|起点|而非|而不是)[^;；。0-9]{0,12}"
)
_BASE_FROM = later(r"\bfrom\s(?:about\s|around\s|roughly\s|currently\s|a\sbaseline\sof\s|today's\s)?$")
_BASE = later(
    r"(?:\bwas\b|\btoday\b|\bcurrently\b|\bcurrent\b|\bnow\b|\bbaseline\b|\blast (?:year|quarter|month)\b|\bstart(?:ing|s)?\b|目前|当前|现状|现有|现在|基线|原来|原为|去年|上年|上季度|上月|起点|上半年|上学[期年]|同期|以往|现(?:为|有)?(?=\s?$)|原(?:先)?(?=\s?$))(?:(?!提升|提高|增长|增加|下降|降低|减少|基础|同比|相比|[多少高低快](?:出|了|约|近)?$|more|less|higher|lower)[^;；。0-9]){0,14}$"
)


def _moves(low: str, amounts: list[Amount]) -> list[tuple[Amount, Amount]]:
    """Pairs (from, to), whichever stands first in the sentence."""
    moves: list[tuple[Amount, Amount]] = []
    used = -1
    for place in range(len(amounts) - 1):
        if place <= used:
            continue
        first, second = amounts[place], amounts[place + 1]
        between = low[first.end : min(second.start, first.end + 80)]
        if second.start - first.end > 79:
            continue
        before = low[max(0, first.start - 32) : first.start]
        alike = (
            first.unit == second.unit
            or not first.unit
            or not second.unit
            or (first.unit in TIMES and second.unit in TIMES)  # 3 days to 4 hours
        )
        if not alike:
            continue
        if (
            _ARROW.fullmatch(between)
            or _DATED_ARROW.fullmatch(between)
            or _AND_THEN.fullmatch(between)
            or (between[:2].strip()[:1] > "⺀" and _HAN_CHANGE.fullmatch(between))
            or (_FROM_BEFORE.search(before) and _BETWEEN.fullmatch(between))
        ):
            moves.append((first, second))
            used = place + 1
        elif _BACK.fullmatch(between):
            moves.append((second, first))
            used = place + 1
        elif (
            _PLAIN_TO.fullmatch(between)
            and first.unit not in ("pp", "bps")
            and not _BY_RANGE.search(before)
            and (not first.word or before.rstrip()[-1:] in (":", "："))
            and (first.unit not in TIMES or (second.unit in TIMES and not _WITHIN.search(before)))
        ):
            moves.append((first, second))
            used = place + 1
    return moves


_BASE_AFTER = later(
    r"\s*(?:[a-z]+\s){0,2}?(?:today|now|currently|at present|so far|as of now)\b|\s*的?基础上"
)
_AIMED = later(
    r"target|goal|stretch|aim|at least|目标|挑战|满分|保底|以上|以内|其中|incl|of which|each|per\b"
)


_AHEAD_OF = later(
    r"(?:较|比|相比)(?:[^，,。；;]{0,4}(?:年|季度|月|期|初|前|目前|现在))[^，,。；;0-9]{0,4}(?:提高|提升|增长|增加|上升|下降|降低|减少|缩短|高|低|多|少)"
    r"|\b(?:up|down)\s[0-9.]+\s?(?:points|pts|pp|percentage points|%)\s(?:from|on|over|since|versus|vs)\b"
)


_ONLY = later(r"(?:只有|仅有?|才)\s*$")


def _has_baseline(low: str, amounts: list[Amount]) -> bool:
    if len(amounts) > 1 and amounts[0].unit == amounts[1].unit:
        if _ONLY.search(low[max(0, amounts[0].start - 4) : amounts[0].start]):
            return True  # 完课率只有23%，年底要做到40%
    if len(amounts) > 1 and _AHEAD_OF.search(low):
        return True  # 96.5%，较一季度提高4个百分点
    for place, amount in enumerate(amounts):
        before = low[max(0, amount.start - 32) : amount.start]
        if _BASE.search(before) or (not amount.word and _BASE_FROM.search(before)):
            return True
        if _BASE_AFTER.match(low, amount.end):
            return True
        if place and _in_brackets(low, amount) and amount.unit == amounts[place - 1].unit:
            return True
    return False


def _in_brackets(low: str, amount: Amount) -> bool:
    """Conversion at 5% (Q1: 3.2%): what stands in brackets behind the target is where one comes from."""
    before = low[max(0, amount.start - 24) : amount.start]
    opened = max(before.rfind("("), before.rfind("["))
    if opened < 0 or ")" in before[opened:]:
        return False
    return _AIMED.search(before[opened:] + low[amount.end : amount.end + 16].partition(")")[0]) is None
