"""K207: two things in one key result."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from collections.abc import Iterable

from okr_coach.report import Edit
from okr_coach.rules.rule import NOTHING, Hit, Place, rule, short
from okr_coach.text.cues import Cue, Line
from okr_coach.text.deeds import deed_of
from okr_coach.text.flags import ACT, ARTEFACT, ASPECT, DEED, FALL, IMPROVE, METRIC, REACH, RISE, WIN
from okr_coach.text.later import later
from okr_coach.text.lexicon.english import HEAD_ONLY
from okr_coach.text.lexicon.forms import WORDS
from okr_coach.text.units import is_plural

LONGEST_WEIGHED = 2000  # every “and” is held against every word: nobody reads a key result longer than that

_HAN_JOIN = later(r"，?(?:并且|并|且|同时|以及|与此同时|也|另外)|；|;|，|,|、")
_JOINING = (" and ", " & ", " plus ", ", ", "; ", " + ", " / ")
_WITH_IT = later(r"\b(?:them|it|their|its|those|these|each)\b")


@rule(
    "K207",
    "warning",
    "key_result",
    en=("Compound", "Two things in one: “{found}” and “{other}” can go different ways.", "Which of the two would you rather reach?", "Split it into two key results."),
    zh=("一条写了两件事", "“{found}”和“{other}”可能一个好、一个坏，放在一条里看不出来。", "只能达成一个的话，要哪个？", "拆成两条关键结果。"),
)  # fmt: skip
def compound(place: Place) -> Iterable[Hit]:
    """One key result, one measure. If loyalty rises and satisfaction falls, what has been reached? Two deeds in one
    sentence have the same trouble.

    Bad: Increase customer loyalty and satisfaction rates to 70%
    Bad: Grow revenue to $5M and bring churn down to 3%
    Good: Raise the satisfaction rate of customers from 61% to 70%
    Good: Find 100 new clients and sign contracts with them

    一条关键结果只有一个衡量。忠诚度升了、满意度降了，算达成吗？一句里写两件事也是一样。

    不好：客户忠诚度和满意度提升至70%
    不好：营收达到5000万元，同时客户流失率降到3%
    好：客户满意度从61%提升至70%
    好：招聘和培训六位合格技师
    """
    line = place.line
    if len(line.text) > LONGEST_WEIGHED or not (line.han or any(word in line.low for word in _JOINING)):
        return NOTHING
    hit = (
        _two_comparisons(line)
        or _two_counts(line)
        or _two_levels(line)
        or _two_numbers(line)
        or _two_listed(line)
        or _two_plurals(line)
        or _two_nouns(line)
        or _two_changes(line)
        or _two_clauses(line)
    )
    return (hit,) if hit else NOTHING


_EN_PAIR = later(r"\s(?:and|&)\s")
_HAN_PAIR = later(r"和|与|及|以及|、|且|\s?(?:and|&)\s?")


_HAN_CHANGES = later(
    r"([㐀-鿿]{2,8}?)(?:提升|提高|增加|增长|上升|改善|降低|下降|减少|缩短|变[好快少多])[、，,]([㐀-鿿]{2,8}?)(?:提升|提高|增加|增长|上升|改善|降低|下降|减少|缩短|变[好快少多])[。！!]?$"
)
_IDIOMS = later(
    r"\b(?:sales and marketing|marketing and sales|research and development|health and safety|search and rescue|wear and tear|"
    r"profit and loss|food and drink|supply and demand|import and export|terms and conditions|learning and development|"
    r"between [a-z ]{2,30} and|from [a-z ]{2,30} and|for [a-z ]{2,30} (?:and|&) [a-z]+\W*$)"
)


def _two_changes(line: Line) -> Hit | None:
    """流失率降低、转介绍率提升: each measure with a verb of its own."""
    if not line.han or line.amounts:
        return None
    found = _HAN_CHANGES.search(line.low)
    if found is None or found[1] == found[2]:
        return None
    return Hit(*found.span(), None, line.text[slice(*found.span(1))], line.text[slice(*found.span(2))])


_BETTER = r"(?:fewer|less|faster|quicker|shorter|lower|higher|better|cheaper|happier)"
_COMPARISONS = later(
    rf"^\W*(?P<one>{_BETTER}\s+(?P<what>[a-z-]+(?:\s[a-z-]+)?))(?:,\s*(?:and\s+)?|\s+(?:and|&|plus)\s+)(?P<other>{_BETTER}\s+(?P<that>[a-z-]+(?:\s[a-z-]+)?))\W*$"
)


def _two_comparisons(line: Line) -> Hit | None:
    """Fewer defects, faster releases."""
    found = None if line.han or line.amounts else _COMPARISONS.match(line.low)
    if found is None or found["what"] == found["that"]:
        return None
    return Hit(
        *found.span(), None, line.text[slice(*found.span("one"))], line.text[slice(*found.span("other"))]
    )


_DONE_SO_OFTEN = r"[0-9]+\s?(?:余|多)?(?:次|场|期|节|轮|堂|篇|条|课时)"
_COUNTS = later(
    rf"[^，,、；;0-9]{{2,14}}?{_DONE_SO_OFTEN}(?P<joint>[、，,；;和及])(?!其中|每|共|累计|总|覆盖|参|惠及|服务|收到|触达|人均|场均|较|同比|环比|不|平均|单)[㐀-鿿]{{2,10}}?{_DONE_SO_OFTEN}(?:以上)?[。！!]?\s*$"
)


_HAN_MEASURE = r"[㐀-鿿a-z]{2,12}?(?:率|占比|比例|得分|评分|满意度|nps|csat)(?:为|达到?|做到|不低于|不高于|不超过|控制在|提升至|降至|[:≥≤<>=])*\s*[0-9][0-9.]*\s?(?:%|分)?(?:以[上内下])?"
_LEVELS = later(
    rf"{_HAN_MEASURE}(?P<joint>[，,；;、])\s*(?!其中|较|比|同比|环比|目前|当前|现|原|去年|上|单|每|平均){_HAN_MEASURE}[。！!]?\s*$"
)


def _two_levels(line: Line) -> Hit | None:
    """巡店覆盖率100%，问题闭环率95%."""
    found = _LEVELS.search(line.low) if line.han and len(line.amounts) == 2 and not line.moves else None
    if found is None:
        return None
    left, right = found.span("joint")
    return _apart(line, left, right)


def _two_counts(line: Line) -> Hit | None:
    """巡诊24次、健康讲座12场."""
    found = _COUNTS.search(line.low) if line.han and len(line.amounts) == 2 and not line.moves else None
    if found is None or line.flags & (RISE | FALL):
        return None
    left, right = found.span("joint")
    return _apart(line, left, right)


_BARE = later(r"\W*(?:at least |over |more than )?$")
_PLUS = later(r"\s(?:and|plus|&)\s")
_WITH_NUMBER = later(
    r"(?:[a-z]+\s){0,2}?(?:of|at|under|below|above|over)\s(?:no more than\s|at least\s|at most\s|less than\s|under\s)?$"
)


def _two_numbers(line: Line) -> Hit | None:
    """$2.5M new ARR and 110% NRR: two amounts, each of something else, and no verb that holds them together."""
    if line.han or len(line.amounts) != 2 or line.based or line.flags & (ACT | DEED | RISE | FALL | IMPROVE):
        return None
    one, other = line.amounts
    joint = _PLUS.search(line.low, one.end, other.start)
    if joint is None or one.unit == other.unit or not _BARE.match(line.low[: one.start]):
        return None
    between = line.low[joint.end() : other.start]
    if not any(cue.flags & (METRIC | WIN) and cue.start < joint.start() for cue in line.cues):
        return None
    follows = _MEASURE_AFTER.match(line.low, other.end)
    precedes = _WITH_NUMBER.fullmatch(between) and any(
        cue.flags & METRIC and joint.end() <= cue.start < other.start for cue in line.cues
    )
    if not (precedes or (not between and follows)):
        return None
    return _apart(line, *joint.span())


_MEASURE_AFTER = later(
    r"\s(?:[a-z]+\s)?(?:nrr|grr|arr|mrr|churn|retention|margin|renewals?|revenue|profit|satisfaction|csat|nps|uptime|conversion|occupancy|attendance|utili[sz]ation|accuracy|gross margin|net revenue retention)\W*$"
)


_PLURALS = later(
    r"^\W*(?:increase|raise|grow|boost|reduce|cut|lower|decrease|lift|double)\s+(?:[a-z-]+\s+){0,2}?(?P<one>(?!(?:sales|news|less)\b)[a-z-]{4,}s)\s(?:and|&)\s(?P<other>[a-z-]{4,}s)(?:\W*$|\s+(?:by|to|from)\s)"
)
_PREPOSED = later(r"\b(?:to|for|from|of|with|in|on|at|by|between|among)\s")


def _two_plurals(line: Line) -> Hit | None:
    """Increase starts and completions: each can be counted alone."""
    found = None if line.han else _PLURALS.match(line.low)
    if found is None or _PREPOSED.search(line.low[: found.start("one")]):
        return None
    return Hit(
        found.start("one"),
        found.end("other"),
        None,
        line.text[slice(*found.span("one"))],
        line.text[slice(*found.span("other"))],
    )


_LISTING = later(r"\s*[,;+]\s+(?:and\s+)?|\s+(?:and|&|plus|/)\s+")
_OF_ITS_OWN = later(
    r"(?!(?:each|all|both|of|from|to|by|at|in|on|up|down|was|is|are|currently|now|today|baseline|vs|versus|against|compared|last|previous|including|incl|per|target|goal|stretch|"
    r"then|about|around|within|over|under|above|below|while|keeping|without|with|not|no|year|as|for|than|after|before|during|that|which|who|where|whose|half|only|or|but|q[1-4]|h[12]|fy[0-9]*)\b)"
    r"(?P<what>[a-z][a-z0-9'-]*(?:\s(?!(?:of|with|in|on|for|from|to|by|at|than|is|are|was|over|under|below|above)\b)[a-z][a-z0-9'-]*){0,3})"
    r"(?:\s?:)?\s?(?:(?:[<>≤≥=]=?|under|below|above|over|at\s(?:least|most)|no\smore\sthan|fewer\sthan|less\sthan|more\sthan)\s?[$€£]?[0-9]"
    r"|(?:from\s)?[$€£]?[0-9][0-9.,]*\s?(?:%|[a-z]{1,3})?\s?(?:→|-+>|=+>|to\s)\s?[$€£]?[0-9])"
)


def _two_listed(line: Line) -> Hit | None:
    """Open rate > 28%, unsubscribes < 0.3%: each with a name and a level of its own."""
    if line.han or len(line.amounts) < 2 or line.flags & ACT or deed_of(line) is not None:
        return None
    for joint in _LISTING.finditer(line.low, line.amounts[0].end):
        if joint.start() >= line.amounts[-1].start:
            return None
        other = _OF_ITS_OWN.match(line.low, joint.end())
        if other is None or any(
            amount.start < joint.start() < amount.end or amount.start < other.end("what") <= amount.end
            for amount in line.amounts
        ):
            continue
        if not any(cue.flags & METRIC and cue.end <= joint.start() for cue in line.cues) and not line.moves:
            continue
        return _apart(line, *joint.span())
    return None


_AND_NUMBER = later(r"\s(?:and|&)\s(?:the\s)?number of [a-z]+(?: [a-z]+s\b)?")
_HAN_TWINS = later(
    r"([㐀-鿿]{2,6}(性|度|率|感|额))(?:和|与|及|、)([㐀-鿿]{1,5}\2)(?![㐀-鿿]{0,2}(?:系统|平台|报表))"
)


def _two_nouns(line: Line) -> Hit | None:
    """Measure and measure: loyalty and satisfaction, 准确率和及时率."""
    low = line.low
    if line.han and (twins := _HAN_TWINS.search(low)) and not line.flags & ACT:
        return Hit(*twins.span(), None, line.text[slice(*twins.span(1))], line.text[slice(*twins.span(3))])
    if not line.flags & (METRIC | ASPECT):
        return None
    if not line.han and line.flags & (RISE | FALL | IMPROVE) and (numbered := _AND_NUMBER.search(low)):
        left = next(
            (
                cue
                for cue in line.cues
                if cue.flags & (METRIC | ASPECT) and 0 <= numbered.start() - cue.end <= 1
            ),
            None,
        )
        if left is not None:
            return Hit(
                left.start,
                numbered.end(),
                None,
                line.text[left.start : left.end],
                line.text[numbered.start() + 5 : numbered.end()],
            )
    idioms = [] if line.han else [found.span() for found in _IDIOMS.finditer(low)]
    for joint in (_HAN_PAIR if line.han else _EN_PAIR).finditer(low):
        if any(start <= joint.start() < end for start, end in idioms):
            continue
        left = right = None
        for cue in line.cues:
            if cue.word == "share" and low.startswith(
                (" one ", " a ", " an ", " the ", " their ", " our "), cue.end
            ):
                continue  # sales and support share one view
            if not cue.flags & (METRIC | ASPECT) or cue.word in (
                "time",
                "times",
                "per",
                "daily",
                "weekly",
                "monthly",
                "number",
                "value",
                "price",
                "users",
                "customers",
                "用户",
                "客户",
                "会员",
                "值",
                "每天",
                "每月",
            ):
                continue
            if cue.end <= joint.start() and joint.start() - cue.end <= (0 if line.han else 10):
                between = low[cue.end : joint.start()].strip()
                if not between or (
                    not line.han
                    and " " not in between
                    and between in ("rate", "rates", "score", "scores", "index", "level", "levels")
                ):
                    left = cue
            elif cue.start >= joint.end():
                gap = low[joint.end() : cue.start]
                if (
                    len(gap) <= (6 if line.han else 16)
                    and not re.search(r"[0-9,，;；。]", gap)
                    and (
                        line.han or (gap.count(" ") <= 2 and not any(is_plural(word) for word in gap.split()))
                    )
                ):
                    right = cue
                break
        if (
            left
            and right
            and not any(
                low.startswith(noun, right.end)
                for noun in (
                    " team",
                    " department",
                    " meeting",
                    " system",
                    " report",
                    " training",
                    " manager",
                    " standard",
                    " program",
                    " course",
                    " issue",
                    "部",
                    "团队",
                    "系统",
                    "报表",
                )
            )
        ):
            return Hit(
                left.start,
                right.end,
                None,
                line.text[left.start : left.end],
                line.text[right.start : right.end],
            )
    return None


def _two_clauses(line: Line) -> Hit | None:
    """Two verbs, each with an object of its own: launch the card and hire a manager; 营收达到…，流失率降到…."""
    low = line.low
    joints = _HAN_JOIN if line.han else _EN_PAIR
    for joint in joints.finditer(low):
        left, right = low[: joint.start()], low[joint.end() :]
        if right.startswith(("more ", "counting", "above", "over")):
            continue
        if not line.han and _WITH_IT.search(right):
            continue
        second = _clause_head(line, joint.end())
        first = _clause_head(line, 0)
        if first is not None and first.start >= joint.start():
            first = None
        twice = not line.han and _two_measures(line, joint)
        if twice:
            second = second or Cue(joint.end(), joint.end(), METRIC, "")
            first = first or Cue(0, 0, METRIC, "")
        if second is None or first is None or second.start <= joint.start():
            continue
        measured_left = any(amount.end <= joint.start() for amount in line.amounts)
        measured_right = any(amount.start >= joint.end() for amount in line.amounts)
        soft = joint[0] in ("，", ",", "；", ";", "、")
        if line.han and soft and not (measured_left and measured_right):
            continue
        gained = (
            not line.han and measured_right and second.flags & (WIN | RISE | FALL)
        )  # launch …, and sign 5
        if measured_left != measured_right and not (first.flags & ACT and (second.flags & ACT or gained)):
            continue
        if line.han and (
            len(left) - first.end < 2
            or re.match(r"[使让]", right)
            or not (second.start - joint.end() >= 3 or _has_object(line, second))
        ):
            continue
        if not line.han and not twice and not _object_of(line, first, joint.start()):
            continue
        if (
            not line.han
            and second.word.endswith("ing")
            and second.word != "bring"
            and not first.word.endswith("ing")
        ):
            continue  # scalable and robust testing
        if not line.han and second.flags & ACT and not _OBJECT.search(right[second.end - joint.end() :]):
            continue
        if line.han and soft and first.flags & (ACT | DEED) and _HAN_YIELD.match(right):
            continue  # 举办宣讲会10场,收到简历2000份: one thing and what it brings
        if measured_left and measured_right and not _own_measure(line, joint.end(), twice):
            continue
        return _apart(line, *joint.span())
    return None


def _object_of(line: Line, verb: Cue, end: int) -> bool:
    """Design, build and ship the portal: only the last verb has an object."""
    return any(
        verb.end <= start < end and len(word) > 1 and word not in HEAD_ONLY and not WORDS.get(word, 0) & ACT
        for word, start, _ in line.tokens
    )


_OBJECT = later(r"[a-z0-9]")


_HAN_YIELD = later(r"\s*(?:共|累计|预计)?(?:收到|获得|吸引|实现|节约|节省|促成|惠及|服务|带动|收获|获取)")
_NOUN_TO = later(
    r"\s*(?!each|all|with|at|within|in|then|only|no|under|over|below|above|up|down|from|to|by|between)(?:[a-z'-]+\s+){1,3}?(?:from|to|by|at|below|above|under|over)\s+(?:at least |about |less than )?"
)


def _two_measures(line: Line, joint: re.Match[str]) -> bool:
    """Costs by 10% and time to market by 20%: the second measure goes without a verb."""
    before = [amount for amount in line.amounts if amount.end <= joint.start()]
    after = [amount for amount in line.amounts if amount.start >= joint.end()]
    if not before or not after:
        return False
    said = METRIC | RISE | FALL
    if not any(cue.flags & said and cue.end <= before[0].start for cue in line.cues):
        return False
    return any(
        cue.flags & said and joint.end() <= cue.start and cue.end <= after[0].start for cue in line.cues
    ) or bool(_NOUN_TO.fullmatch(line.low[joint.end() : after[0].start]))


def _has_object(line: Line, verb: Cue) -> bool:
    """并落地执行 has none of its own: it goes on with the first one's."""
    rest = line.low[verb.end :].rstrip(" 。.！!;；")
    if verb.word == "完成":  # 完成直播间装修: what is done to what; 完成培训 is done to the first one's
        last = next((cue for cue in reversed(line.cues) if cue.flags & (ACT | DEED)), verb)
        if last.end == verb.end + len(rest):
            return last.start - verb.end >= 2
    for cue in line.cues:
        if cue.start >= verb.end and cue.flags & (ACT | DEED) and not cue.flags & (METRIC | WIN | ARTEFACT):
            rest = rest.replace(cue.word, "", 1)
    return len(rest.strip(" 。.！!;；")) >= 2


def _clause_head(line: Line, begin: int) -> Cue | None:
    for cue in line.cues:
        if cue.start < begin:
            continue
        if cue.start > begin + (14 if line.han else 8) and begin:
            return None
        if cue.flags & (
            RISE | FALL | ACT | WIN | (REACH | IMPROVE if line.han or not begin else IMPROVE)
        ) and cue.word not in ("new", "extra", "additional"):
            return cue
    if begin:
        word = re.match(r"\s*(?:to\s+)?([a-z]+)", line.low[begin:])
        if word and word[1] in HEAD_ONLY:
            return Cue(begin, begin + word.end(), ACT, word[1])
        if word and word[1] in ("bring", "get", "book"):
            return Cue(begin, begin + word.end(), RISE, word[1])
        return None
    head = line.head()
    return (
        Cue(head[1], head[2], ACT, head[0])
        if head and (head[0] in HEAD_ONLY or head[0] in ("bring", "book"))
        else None
    )


_NAMED_LEVEL = later(
    r"\s*(?![单每人店户场])[㐀-鿿a-z]{2,12}?(?:率|数|量|额|值|度|比|分|留|达到?|不低于|不高于|不超过|不少于|超过|突破|控制在|[≥≤<>])[达到为至超过在≥≤<>=]{0,3}\s*[0-9]"
)


def _own_measure(line: Line, right_start: int, twice: bool) -> bool:
    """Not when the second half only says how well the first is done (three plants, each above 90%)."""
    rest = line.low[right_start:]
    if re.match(
        r"\s*(?:each|all|with|累计|合计|总共|共|单场|场均|其中|均|且均|每|平均每|全部|目前|当前|较|同比|环比|比|带来|产生|吸引|触达|覆盖|转化)",
        rest,
    ):
        return False
    if line.han and _NAMED_LEVEL.match(rest):
        head = _clause_head(line, 0)
        if head is not None and not head.flags & (ACT | WIN):
            return True  # 日活达到20万，次留达到45%
    return twice or any(
        cue.flags & (METRIC | RISE | FALL | WIN | ACT) and cue.start >= right_start for cue in line.cues
    )


_JOINER = later(r"^(?:同时|并且|而且|以及|此外|并|且)(?=[^列存发行非不])\s*")


def _apart(line: Line, left: int, right: int) -> Hit:
    """Two in one, with the edit that makes two lines of it."""
    split = Edit("split", (0, len(line.text)), _split(line, left, right))
    return Hit(left, right, None, short(line.text[:left]), short(line.text[right:]), split)


def _split(line: Line, left_end: int, right_start: int) -> tuple[str, ...]:
    left = line.text[:left_end].rstrip(" ,，、;；")
    right = _JOINER.sub("", line.text[right_start:].lstrip(" ,，、;；"))
    return (left, right[:1].upper() + right[1:])
