"""K206, K212, K213: do the numbers go where the words do, and is the way worth going?"""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice

from okr_coach.rules.rule import NOTHING, Hit, Place, hit_at, rule, whole
from okr_coach.text.changes import is_relative
from okr_coach.text.cues import Cue, Line
from okr_coach.text.flags import FALL, RISE
from okr_coach.text.later import later
from okr_coach.text.numbers.amounts import Amount
from okr_coach.text.units import TIMES, known_time

_RANKED = later(r"rank|排名|名次|position|位次|placement|\bdefaults?\b")


@rule(
    "K206",
    "error",
    "key_result",
    en=("Direction conflict", "“{found}” says one thing, the numbers go the other way.", "Should it go up or down?", "Correct the verb or the numbers."),
    zh=("方向相反", "“{found}”说的是一个方向，数字走的是另一个方向。", "应该变大还是变小？", "改动词，或改数字。"),
    needs=RISE | FALL,
)  # fmt: skip
def direction_conflict(place: Place) -> Iterable[Hit]:
    """A verb that rises over numbers that fall, or the reverse: half of the readers will believe the verb.

    Bad: Increase the response time to requests from 15 to 10 minutes
    Bad: Reduce onboarding from 5 to 8 days
    Good: Shorten the response time to requests from 15 to 10 minutes
    Good: Improve latency from 300 ms to 120 ms

    动词往上、数字往下，或者相反，读的人一半会信动词。

    不好：平均响应时间提升，从15分钟降到10分钟
    不好：将投诉量减少，从20件到35件
    好：平均响应时间从15分钟缩短到10分钟
    """
    line, key_result = place.line, place.key_result
    pairs = [
        (
            _signed(first),
            _signed(second),
            min(first.start, second.start),
            max(first.start, second.start),
            first.unit in TIMES or second.unit in TIMES,
        )
        for first, second in line.moves
    ]
    if (
        not pairs
        and key_result is not None
        and key_result.start is not None
        and key_result.target is not None
    ):
        timed = key_result.unit is not None and known_time(key_result.unit.strip().lower())
        pairs = [(key_result.start, key_result.target, len(line.text), len(line.text), timed)]
    if not pairs:
        return NOTHING
    hits = []
    reached = index = 0
    for start, target, place_of, second, timed in pairs:
        while index < len(line.cues) and line.cues[index].start < reached:
            index += 1
        verb = _governing(line, index, place_of)
        if verb is None and line.han:  # 由45天提高到30天
            verb = next(
                (cue for cue in _between(line, index, place_of, second) if cue.flags & (RISE | FALL)), None
            )
        reached = place_of
        if verb is None or start == target or _RISEN.search(line.low[verb.end : place_of]):
            continue
        rises = bool(verb.flags & RISE)
        if timed and rises and _FASTER.match(line.low, verb.start):
            rises = False  # faster is fewer days
        if (rises and target < start) or (
            not rises and target > start and (verb.flags & FALL or verb.flags & RISE)
        ):
            hits.append(hit_at(line, verb))
    return hits if hits and not _RANKED.search(line.low) else NOTHING


def _signed(amount: Amount) -> Decimal:
    return -amount.value if amount.sign == "-" else amount.value


_RISEN = later(
    r"\b(?:rises?|rose|climbs?|climbed|goes up|go up|went up)\b"
)  # ideas dropped early rise from 1 to 8
_FASTER = later(
    r"加快|提速|accelerat|(?:提升|提高|增加|拉升)[^，,。；;0-9]{0,10}(?:速度|时效|效率)|(?:increas|rais|boost|lift)[a-z]*\s(?:[a-z-]+\s){0,3}(?:speed|pace|velocity)\b"
)
_ATTRIBUTE = later(
    r"的(?:重量|成本|费用|时间|用时|工时|人数|数量|金额|部分|投入|工作量|库存|开支|体积)|(?<=的(?:增加|新增|提高|减少|节约))(?:重量|成本|费用|时间|工时|开支)"
)  # 加强前叉增加的重量从900克降到400克
_ASIDE = later(r"\b(?:who|that|which|of|for|by)\s+$")  # the person who raised it, the cost of raising


def _between(line: Line, index: int, left: int, right: int) -> Iterable[Cue]:
    for cue in islice(line.cues, index, None):
        if cue.end > right:
            return
        if cue.start >= left:
            yield cue


def _governing(line: Line, index: int, place: int) -> Cue | None:
    """The first verb of direction in the clause before the numbers; `index` is the first cue to look at."""
    found = None
    for cue in islice(line.cues, index, None):
        if cue.end > place:
            break
        if found is not None and re.search(
            r"[;；。]|[,，](?!\s*[从由自]|\s*from)", line.low[found.end : cue.start]
        ):
            found = None
        if (
            cue.flags & (RISE | FALL)
            and (
                found is None or found.word.endswith("ed" if found.start > 0 else "s")
            )  # lifts per bike fall
            and cue.word not in ("控制", "better")
            and not (line.han and _ATTRIBUTE.match(line.low, cue.end))
            and not _ASIDE.search(line.low[max(0, cue.start - 8) : cue.start])
        ):
            found = cue
    if found is not None and re.search(r"[;；。]|[,，](?!\s*[从由自]|\s*from)", line.low[found.end : place]):
        return None
    return found


@rule(
    "K212",
    "warning",
    "key_result",
    en=("Sandbagged", "The target asks no more than what is there, or would come by itself.", "At which target would your confidence be an honest 50%?", "Set the target where it is even odds."),
    zh=("目标定低了", "目标不高于现状，或不努力也会到。", "目标定在哪里，你的把握正好是五成？", "把目标定在把握五成的地方。"),
)  # fmt: skip
def sandbagged(place: Place) -> Iterable[Hit]:
    """A target at or under today's value, or under what the trend brings anyway, can be reached by waiting.

    Bad: Raise repeat orders from 30% to 30%
    Good: Raise repeat orders from 30% to 38%

    目标等于或低于现状，或低于自然趋势，等着就能达成。

    不好：复购率从30%提升到30%
    好：复购率从30%提升到38%
    """
    line, key_result = place.line, place.key_result
    for first, second in line.moves:
        if first.value == second.value:
            return (Hit(min(first.start, second.start), max(first.end, second.end)),)
    if (
        key_result is None
        or key_result.start is None
        or key_result.target is None
        or key_result.kind == "hold"
    ):
        return NOTHING
    start, target, trend = key_result.start, key_result.target, key_result.trend
    by_itself = trend is not None and (
        (target > start and trend >= target) or (target < start and trend <= target)
    )
    return whole(line) if start == target or by_itself else NOTHING


@rule(
    "K213",
    "info",
    "key_result",
    en=("Implausible", "“{found}” is rarely reached.", "What would have to be true for this, and does the owner believe it?", "Check with the owner; keep it if the belief is real."),
    zh=("不太可能", "“{found}”很少有人能做到。", "要做到它，什么必须成真？负责人相信吗？", "和负责人核对；真的相信就留着。"),
)  # fmt: skip
def implausible(place: Place) -> Iterable[Hit]:
    """Ten times in a quarter, exactly none, one hundred percent: sometimes meant, often a flourish. All or nothing also
    leaves no step in between.

    Bad: Grow weekly users from 500 to 9000
    Good: Grow weekly users from 500 to 900

    一个季度翻十倍、零、100%：有时是认真的，更多时候是口号。全有或全无也看不出中间的进展。

    不好：客户投诉为0件
    好：客户投诉从每月20件降到5件
    """
    line, key_result = place.line, place.key_result
    for first, second in line.moves:
        if _tenfold(first.value, second.value):
            return (
                Hit(
                    min(first.start, second.start),
                    max(first.end, second.end),
                    None,
                    line.text[min(first.start, second.start) : max(first.end, second.end)],
                ),
            )
    if (
        not line.moves
        and key_result is not None
        and key_result.start is not None
        and key_result.target is not None
        and _tenfold(key_result.start, key_result.target)
    ):
        return (Hit(0, len(line.text), None, f"{key_result.start} → {key_result.target}"),)
    for amount in line.amounts:
        if (
            (amount.value == 0 and not line.moves)
            or (amount.unit == "%" and amount.value == 100 and not is_relative(line, amount))
            or (amount.unit == "x" and amount.value >= 10)
        ):
            return (Hit(amount.start, amount.end, None, line.text[amount.start : amount.end].strip()),)
    return NOTHING


def _tenfold(start: Decimal, target: Decimal) -> bool:
    return start > 0 and target > 0 and (target >= start * 10 or start >= target * 20)
