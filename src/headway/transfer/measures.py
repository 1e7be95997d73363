"""What a sentence says about start, target and unit. Careful rather than clever: what is guessed is noted."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import islice, pairwise

from headway.core.decimals import parse_number, to_text
from headway.core.errors import N_, Refusal, untranslated
from headway.core.units import LONGEST_WORD, Unit, UnitKind, parse_unit

NOTES: dict[str, str] = {
    "no_number": N_(
        "There is no number here, so it is read as done or not done. "
        "Say how you will know, from what to what."
    ),
    "start_assumed": N_(
        "It says where to go, not from where; the start is read as 0. Give the start if it is another."
    ),
    "start_missing": N_(
        "It says what to come down to, not from where; it is read as staying at most %(target)s. "
        "Give the start, and progress can be shown."
    ),
    "relative": N_(
        "It says by how much, not from what to what; the change itself is counted, from 0 to %(target)s."
    ),
    "several_numbers": N_("There are several numbers here; %(target)s is read as the target."),
    "words_say_more": N_(
        "The words say more, the numbers go down: read as from %(start)s down to %(target)s."
    ),
    "words_say_less": N_("The words say less, the numbers go up: read as from %(start)s up to %(target)s."),
    "start_is_target": N_("Start and target are both %(target)s; it is read as staying at least there."),
}


class Kind(StrEnum):
    NUMBER = "number"
    HOLD = "hold"
    DONE = "done"


class Direction(StrEnum):
    """Of the value for numbers, of the bound for levels that are held."""

    RISE = "rise"
    FALL = "fall"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Note:
    """`code` is stable; `sentence` an English message for gettext with `params`."""

    code: str
    sentence: str
    params: dict[str, object]

    def message(self, gettext: Callable[[str], str] = untranslated) -> str:
        return gettext(self.sentence) % self.params


@dataclass(frozen=True, slots=True)
class Measure:
    """A number has start and target; a hold its bound as target and no start; done has neither."""

    kind: Kind
    start: Decimal | None
    target: Decimal | None
    unit: Unit
    direction: Direction | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    begin: int
    end: int
    value: Decimal
    unit: Unit
    power: str = ""


def note(code: str, **params: object) -> Note:
    return Note(code, NOTES[code], params)


def read_measure(sentence: str) -> Measure:
    text = " ".join(half_width(sentence)[:_LONGEST].split())
    masked = _without_dates(text)
    outside = _BRACKETS.sub(lambda found: "·" * len(found[0]), masked)
    refused: list[Note] = []
    for candidate in (outside, masked):
        amounts = _meant(candidate, list(islice(_amounts(candidate, refused), _MOST_AMOUNTS)))
        if amounts:
            return _measure(candidate, amounts)
    return Measure(Kind.DONE, None, None, Unit(), None, tuple(refused[:1]) or (note("no_number"),))


def read_amount(cell: str) -> tuple[Decimal, Unit] | None:
    """A table's cell: an amount and nothing else."""
    text = half_width(cell).strip()[:_LONGEST]
    amount = next(_amounts(text, []), None)
    return (amount.value, amount.unit) if amount and amount.begin == 0 and amount.end == len(text) else None


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as ASCII, place for place."""
    return text.translate(_HALF)


def write_amount(value: Decimal, unit: Unit) -> str:
    if unit.kind is UnitKind.PERCENT:
        return f"{to_text(value)}%"
    return f"{to_text(value)} {unit.text}".strip()


_LONGEST = 600
_MOST_AMOUNTS = 12
_HALF: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x3000, 0x00A0, 0x2009, 0x202F), " "),
    **dict.fromkeys((0x2212, 0xFE63), "-"),
    0x2019: "'",
    0xFFE5: "¥",
}
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATES = re.compile(
    r"(?:19|20)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}(?:\s?[-/.月]\s?[0-9]{1,2}\s?[日号]?|\s?月)?"
    r"|[0-9]{1,2}\s?月\s?(?:[0-9]{1,2}\s?[日号]|份|底|初|末)?(?!活)"
    r"|[0-9]{1,2}[日号](?=[前之内])"
    r"|(?:19|20)[0-9]{2}\s?(?:年|财年)"
    r"|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?"
    r"|[0-9]{1,2}:[0-9]{1,2}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})[a-z]*\b"
    rf"|\b(?:{_MONTHS})[a-z]*\.?\s[0-9]{{1,2}}(?:st|nd|rd|th)?\b(?!\s?[%0-9])"
    r"|[0-9]+(?:st|nd|rd|th)\b"
    r"|[0-9]+\s?-\s?(?:day|week|month|year|hour|minute)s?\b"
    r"|\b(?:iso|iec|rfc|version|phase|tier|level|top|part|step|stage|no\.|wcag|tls|series|fy)[ -]?[0-9]+"
    r"(?:[.:-][0-9]+)*"
    r"|第\s?[0-9一二三四五六七八九十]+|[0-9一二三四]\s?个?季度|[前Tt][Oo]?[Pp]?\s?[0-9]+\s?名"
    r"|[0-9]+\s?(?:天|日|周|个?月|年|小时|分钟)\s?[之以]?内(?!\S{0,4}率)"
    r"|[0-9]+\s(?:month|quarter|year)s?\b|[0-9一二两三四五六七八九十]+\s?(?:个月|年)",
    re.IGNORECASE,
)
_CLASSIFIERS = (
    "人次|人天|人日|人月|家|位|个|份|名|人|次|件|款|条|项|篇|场|台|套|只|门|座|间|所|单|笔|户|组|支|本|张|辆|期|节|堂|轮"
    "|批|种|城|吨|公斤|千克|米|公里|平方米|平米|倍|分"
)
_CHINESE_UNITS = (
    rf"百分点|万元|亿元|美元|美金|欧元|英镑|港元|日元|人民币|元|块钱|秒钟|秒|分钟|小时|天|周|{_CLASSIFIERS}"
)
_NUMBER = r"[0-9]+(?:[,.'][0-9]+)*"
_DIGITS = re.compile(
    r"(?<![A-Za-z0-9_#/.,:])(?P<sign>(?<![^\s(至到为])-)?"
    r"(?P<sign_of_money>US\$|HK\$|NT\$|[$¥€£₹₩])?\s?"
    rf"(?P<number>{_NUMBER})(?![0-9])"
    r"(?:\s?(?P<power>万亿|千万|百万|亿|万|千(?![克米瓦])|(?:billion|million|thousand|bn|[kKM])(?![A-Za-z])|(?<=[0-9])m(?![A-Za-z])))?"
    rf"(?:\s?(?P<unit>%|‰|(?:{_CHINESE_UNITS})))?"
)
_NUMERALS = re.compile(
    r"(?<![第每任同统唯之几数])(?P<percent>百分之)?(?P<numeral>[零〇一二两三四五六七八九十百千万亿]+)"
    rf"(?P<unit>{_CHINESE_UNITS})?(?![零〇一二两三四五六七八九十百千万亿线流致起些定])"
)
_SMALL = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_WORDS = re.compile(r"\s+[A-Za-z][A-Za-z'-]*")
_NO_NOUN = frozenset(
    {"and", "or", "to", "by", "with", "in", "per", "of", "from", "for", "at", "on", "is", "as", "this", "has"}
    | {"was", "across", "via", "plus", "less", "times", "than", "that", "which", "who", "towards", "always"}
    | {"vs", "within", "until", "before", "after", "while", "be", "are", "were", "more", "down", "up", "out"}
)
_SHORT_NOUNS = frozenset({"ms", "kg", "km", "gb", "mb", "tb", "pts", "nps"})
_PERIODS = frozenset({"month", "months", "quarter", "quarters", "year", "years"})

_RISING = re.compile(
    r"\b(?:increas|grow|rais|boost|expand|doubl|lift|gain)\w*|增|提升|提高|上升|上涨|扩大|拉升", re.IGNORECASE
)
_FALLING = re.compile(
    r"\b(?:reduc|decreas|cut|lower|shorten|drop|shrink|halv|declin)\w*|降|减|下降|缩短|缩减|压缩|压降",
    re.IGNORECASE,
)
_KEEPING = re.compile(
    r"\b(?:keep|stay|maintain|remain|hold|sustain)\w*|保持|维持|稳定在|控制在|始终|不跌破", re.IGNORECASE
)
_FROM = re.compile(r"(?:\bfrom(?:\s+(?:about|around|roughly))?|从|由|自)\s*$", re.IGNORECASE)
_ARROW = re.compile(r"\s*(?:→|->|=>|-->|⟶|➜|⇒|➔)\s*")
_ON_TO = re.compile(
    r"\s*(?:[^\s,;.，；。]+\s+){0,4}?to(?:\s+(?:at\s+least|about|around|over|under|below|above|more\s+than))?\s*"
    r"|[^,;，；。]{0,8}?(?:到|至|为|成)\s*",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:\bto(?:\s+(?:about|around))?|\breach(?:es|ing)?(?:\s+an?)?|达到?|达成|到|至|为)\s*$", re.IGNORECASE
)
_BACK_FROM = re.compile(r"\s*,?\s*(?:up\s+|down\s+)?\(?from\s*", re.IGNORECASE)
_SIGN_LEAST = re.compile(r"(?:>=|=>|≥|⩾|≧|>)\s*$")
_SIGN_MOST = re.compile(r"(?:<=|≤|⩽|≦|<)\s*$")
_WORD_EXCEED = re.compile(
    r"(?:\b(?:exceed(?:s|ing)?|surpass(?:es)?|over|above|more\s+than)|超过?|突破|大于|高于)\s*$",
    re.IGNORECASE,
)
_WORD_LEAST = re.compile(
    r"(?:\b(?:at\s+least|no\s+(?:less|fewer)\s+than|not\s+(?:less|below)\s+than|minimum(?:\s+of)?)"
    r"|不低于|不少于|不小于|至少|最少)\s*$",
    re.IGNORECASE,
)
_WORD_MOST = re.compile(
    r"(?:\b(?:at\s+most|no\s+more\s+than|below|under|less\s+than|fewer\s+than|within|maximum(?:\s+of)?|up\s+to)"
    r"|不超过|不高于|不多于|不大于|低于|小于|少于|控制在|最多|至多)\s*$",
    re.IGNORECASE,
)
_AFTER_LEAST = re.compile(r"\s*(?:及?以上|\+|or\s+(?:more|above|higher|better))", re.IGNORECASE)
_AFTER_MOST = re.compile(
    r"\s*(?:[及之]?以内|[及之]?以下|之内|or\s+(?:less|fewer|below|lower|under))", re.IGNORECASE
)
_BY = re.compile(
    r"\b(?:by|(?:increas|grow|rais|boost|reduc|decreas|cut|lower|shorten|improv)(?:e|es|ed|ing|s)?)"
    r"(?:\s+(?:at\s+least|about|over|another))?\s*$"
    r"|(?:减少|降低|下降|缩短|缩减|压缩|提升|提高|增长|增加|上升|上涨|改善|优化|翻)了?(?:至少|超过)?\s*$",
    re.IGNORECASE,
)


def _without_dates(text: str) -> str:
    return _DATES.sub(lambda found: "·" * len(found[0]), text)


def _amounts(text: str, refused: list[Note]) -> Iterator[Amount]:
    """Left to right; numbers that cannot be read go to `refused` with their reason."""
    found = [*_DIGITS.finditer(text), *_NUMERALS.finditer(text)]
    reached = 0
    for match in sorted(found, key=lambda each: each.start()):
        if match.start() < reached:
            continue
        try:
            amount = _from_digits(match, text) if match.re is _DIGITS else _from_numeral(match)
        except Refusal as refusal:
            refused.append(Note(refusal.code, refusal.sentence, refusal.params))
            continue
        if amount:
            reached = amount.end
            yield amount


def _from_digits(match: re.Match[str], text: str) -> Amount | None:
    power, money, written = match["power"] or "", match["sign_of_money"], match["unit"] or ""
    end = match.end()
    if power == "m" and not money:
        return None
    if money or written:
        unit = parse_unit(money or written.removesuffix("钱"))
    else:
        unit, end = _unit_in_words(text, end)
    value = parse_number((match["sign"] or "") + match["number"] + power)
    bare = not (power or money or written) and unit.kind is UnitKind.NUMBER
    if bare and re.fullmatch(r"(?:19|20)[0-9]{2}", match["number"]):
        return None
    begin = match.start() + len(match[0]) - len(match[0].lstrip())
    return Amount(begin, end, value, unit, power)


def _from_numeral(match: re.Match[str]) -> Amount | None:
    """三家, 三十二万元, 百分之七十; a lone 一 is an article; without a unit it is part of a word."""
    numeral, written = match["numeral"], match["unit"] or ""
    if not (written or match["percent"]) or numeral in ("一", "万", "千", "百", "亿", "零", "〇"):
        return None
    value = Decimal(_SMALL[numeral]) if numeral in _SMALL else _long_numeral(numeral)
    if value is None:
        return None
    unit = Unit(UnitKind.PERCENT) if match["percent"] else parse_unit(written.removesuffix("钱"))
    return Amount(match.start(), match.end(), value, unit)


def _long_numeral(numeral: str) -> Decimal | None:
    import cn2an  # takes a tenth of a second, and few sentences need it

    try:
        return Decimal(cn2an.cn2an(numeral.replace("两", "二"), "smart"))
    except (ValueError, KeyError, IndexError):
        return None


def _unit_in_words(text: str, end: int) -> tuple[Unit, int]:
    """The unit in the next three English words, and where it ends; a plain number if none is a noun."""
    place = end
    for skipped in range(3):
        word = _WORDS.match(text, place)
        if word is None:
            break
        name = word[0].strip()
        folded = name.casefold()
        if skipped == 0:
            known = parse_unit(name) if len(name) <= LONGEST_WORD else Unit()
            if known.kind not in (UnitKind.WORD, UnitKind.NUMBER) and len(name) > 1:
                return known, word.end()
        if skipped == 0 and folded in _SHORT_NOUNS:
            return Unit(UnitKind.WORD, name), word.end()
        if folded in _NO_NOUN or folded in _PERIODS:
            break
        if len(name) <= LONGEST_WORD and (folded == "people" or (folded.endswith("s") and len(name) > 3)):
            return Unit(UnitKind.WORD, name), word.end()
        place = word.end()
    return Unit(), end


def _meant(text: str, amounts: list[Amount]) -> list[Amount]:
    """Without the durations that say by when (within 30 days) when something else is counted."""
    counted = [
        amount
        for amount in amounts
        if not (
            amount.unit.kind is UnitKind.DURATION
            and re.search(
                r"(?:\b(?:within|in|every|last|next|past|for)|每|在)\s*$", text[: amount.begin], re.IGNORECASE
            )
        )
    ]
    return counted or amounts


def _measure(text: str, amounts: list[Amount]) -> Measure:
    return _moving(text, amounts) or _single(text, amounts)


def _moving(text: str, amounts: list[Amount]) -> Measure | None:
    """From one amount to the next: from 10% to 20%, 从 30 秒降到 10 秒, 40 → 60, to 20% from 10%."""
    for first, second in pairwise(amounts):
        before, between = text[: first.begin], text[first.end : second.begin]
        if _ARROW.fullmatch(between) or (_FROM.search(before) and _ON_TO.fullmatch(between)):
            return _from_to(text, _in_the_power_of(second, first), second)
        if _TO.search(before) and _BACK_FROM.fullmatch(between):
            return _from_to(text, second, first)
    return None


def _in_the_power_of(target: Amount, start: Amount) -> Amount:
    """从10到20万 means 10万; from 500 to 1 million means 500."""
    if start.power or not target.power or start.unit.kind is not UnitKind.NUMBER:
        return start
    plain = parse_number("1" + target.power)
    if start.value * plain >= target.value:
        return start
    return Amount(start.begin, start.end, start.value * plain, start.unit, target.power)


def _from_to(text: str, start: Amount, target: Amount) -> Measure:
    unit = target.unit if target.unit.kind is not UnitKind.NUMBER else start.unit
    said = {"start": write_amount(start.value, unit), "target": write_amount(target.value, unit)}
    if start.value == target.value:
        return Measure(
            Kind.HOLD,
            None,
            target.value,
            unit,
            Direction.AT_LEAST,
            (note("start_is_target", target=said["target"]),),
        )
    direction = Direction.RISE if target.value > start.value else Direction.FALL
    rising, falling = _RISING.search(text), _FALLING.search(text)
    notes: tuple[Note, ...] = ()
    if direction is Direction.FALL and rising and not falling:
        notes = (note("words_say_more", **said),)
    elif direction is Direction.RISE and falling and not rising:
        notes = (note("words_say_less", **said),)
    return Measure(Kind.NUMBER, start.value, target.value, unit, direction, notes)


def _single(text: str, amounts: list[Amount]) -> Measure:
    ranked = sorted(amounts, key=lambda each: not _says_where_to(text[: each.begin]))
    amount = ranked[0]
    said = write_amount(amount.value, amount.unit)
    measure = _towards(text, amount, said)
    if len(amounts) > 1:
        several = note("several_numbers", target=said)
        return Measure(
            measure.kind,
            measure.start,
            measure.target,
            measure.unit,
            measure.direction,
            (*measure.notes, several),
        )
    return measure


def _says_where_to(before: str) -> bool:
    return any(
        pattern.search(before)
        for pattern in (_SIGN_LEAST, _SIGN_MOST, _WORD_LEAST, _WORD_MOST, _WORD_EXCEED, _TO, _BY)
    )


def _towards(text: str, amount: Amount, said: str) -> Measure:
    before, after = text[: amount.begin], text[amount.end :]
    value, unit = amount.value, amount.unit
    keeping = bool(_KEEPING.search(before))
    falling = bool(_FALLING.search(before)) and not _RISING.search(before)
    least = bool(_WORD_LEAST.search(before) or _AFTER_LEAST.match(after))
    most = bool(_SIGN_MOST.search(before) or _WORD_MOST.search(before) or _AFTER_MOST.match(after))
    reaches = bool(_TO.search(before) or _WORD_EXCEED.search(before))
    changes = bool(_RISING.search(before) or _FALLING.search(before)) and not (reaches or least)
    by = bool(_BY.search(before)) or (changes and _is_share(unit))
    if most:
        return Measure(Kind.HOLD, None, value, unit, Direction.AT_MOST)
    if _SIGN_LEAST.search(before) or keeping or (least and not by and unit.kind is UnitKind.PERCENT):
        return Measure(Kind.HOLD, None, value, unit, Direction.AT_LEAST)
    if by and (falling or _is_share(unit)):
        return _from_nothing(value, unit, note("relative", target=said))
    if falling and reaches:
        return Measure(Kind.HOLD, None, value, unit, Direction.AT_MOST, (note("start_missing", target=said),))
    if reaches or unit.kind in (UnitKind.PERCENT, UnitKind.DURATION):
        return _from_nothing(value, unit, note("start_assumed"))
    return _from_nothing(value, unit)


def _is_share(unit: Unit) -> bool:
    return unit.kind is UnitKind.PERCENT or unit.code in ("倍", "times")


def _from_nothing(value: Decimal, unit: Unit, *notes: Note) -> Measure:
    if value == 0:
        return Measure(Kind.HOLD, None, value, unit, Direction.AT_MOST)
    direction = Direction.RISE if value > 0 else Direction.FALL
    return Measure(Kind.NUMBER, Decimal(0), value, unit, direction, notes)
