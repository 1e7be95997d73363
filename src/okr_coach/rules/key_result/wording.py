"""K205, K217, K218: words that stand where a measure should."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from collections.abc import Iterable

from okr_coach.rules.rule import NOTHING, Hit, Place, hit_at, rule, short
from okr_coach.text.cues import Cue, Line
from okr_coach.text.deeds import deed_of
from okr_coach.text.flags import SOON, VAGUE, VANITY
from okr_coach.text.later import later
from okr_coach.text.units import CURRENCY_UNITS, TIMES


@rule(
    "K205",
    "warning",
    "key_result",
    en=("Vague qualifier", "“{found}” means something else to everyone who reads it.", "How much, or by when, would satisfy you?", "Put a number or a date in its place."),
    zh=("模糊的修饰词", "“{found}”每个人理解都不一样。", "多少才算？什么时候之前才算？", "换成数字或日期。"),
    needs=VAGUE | SOON,
)  # fmt: skip
def vague_qualifier(place: Place) -> Iterable[Hit]:
    """Significantly, many, as soon as possible: words that stand where a number or a date should. Where the number is
    given in the same clause they do no harm and are left alone.

    Bad: Significantly increase registrations
    Bad: Answer parents as soon as possible
    Good: Average daily registrations exceed 100
    Good: Answer parents within 24 hours

    “大幅、若干、尽快”站在了数字或日期该站的地方。同一句里已经写明数字的，不再提醒。

    不好：大幅提升转化率
    不好：尽快回复家长邮件
    好：转化率从3%提升到5%
    好：24小时内回复家长邮件
    """
    line = place.line
    hits = []
    for cue in line.cues:
        if cue.flags & (SOON | VAGUE) and _in_a_title(line, cue):
            continue
        if cue.flags & SOON:
            dated = any(mark.kind != "name" for mark in line.marks)
            if not dated and not any(amount.unit in TIMES for amount in line.amounts):
                hits.append(hit_at(line, cue))
        elif cue.word.endswith(" most") and not _MOST_OF_THEM.match(line.low, cue.end):
            continue  # in most used features
        elif cue.word.endswith("most") and cue.flags & VAGUE:
            hits.append(hit_at(line, cue))  # the share is missing, whatever else is counted
        elif cue.flags & VAGUE and not _clause_has_amount(line, cue):
            hits.append(hit_at(line, cue))
    return _as_one(line, hits) if len(hits) > 1 else hits


_AS_POSSIBLE = later(r"\bas\s+[a-z]+\b[^,;.]{0,60}?\bas\s+(?:possible|we\s+can)\b")


def _as_one(line: Line, hits: list[Hit]) -> list[Hit]:
    """As many shops as possible: one thing said, however many words say it."""
    for found in _AS_POSSIBLE.finditer(line.low):
        inside = [hit for hit in hits if found.start() <= hit.start and hit.end <= found.end()]
        if inside:
            place = hits.index(inside[0])
            hits = [hit for hit in hits if hit not in inside]
            hits.insert(place, Hit(*found.span(), None, line.text[slice(*found.span())]))
    return hits


_MOST_OF_THEM = later(
    r"\s(?:(?!common|severe|modern|remote|[a-z]+(?:ed|ing|ive|ant|ent|ous|ful|al|able|ible|ar|ic|ly)\s)[a-z-]+\s)?(?:[a-z]+[^s\W]s|people|staff|children|women|men)\b"
)
_FROM = later(r"(?:\bfrom\s(?:about\s|around\s|over\s)?|(?<!自)[从由](?:约|近)?)$")
_THE = later(r"\b(?:the|our|this|that|its|their)\s(?:current\s|present\s|annual\s)?$")


def _in_a_title(line: Line, cue: Cue) -> bool:
    """印发《关于进一步……的意见》: the words are another's."""
    return line.low.rfind("《", 0, cue.start) > line.low.rfind("》", 0, cue.start)


def _clause_has_amount(line: Line, cue: Cue) -> bool:
    if not line.amounts:
        return False
    moved = {amount for pair in line.moves for amount in pair}
    for amount in line.amounts:
        before = line.low[max(0, amount.start - 24) : amount.start]
        if amount not in moved and (
            _FROM.search(before) or (amount.unit in CURRENCY_UNITS and _THE.search(before))
        ):
            continue  # from 52 days, the $340k bill: today's value, no target
        low, high = (cue.end, amount.start) if amount.start >= cue.end else (amount.end, cue.start)
        if high - low < 200 and not re.search(r"[,;，；。]", line.low[max(0, low) : max(0, high)]):
            return True
    return False


_WAYS = ("by ", "through", "via", "help", "通过", "借助", "利用", "依托", "凭借")
_MEANS = later(
    r"\bby\s+(?!(?:the\s|end\b|january|monday|spring|morning))(?:[a-z]+ly\s+)?([a-z]+ing)\b[^,;]*|\b(?:through|via|by means of|with the help of)\s+(?:the\s+|an?\s+|our\s+)?[a-z]+[^,;]*|(?:通过|借助|利用|依托|凭借)(?!率)(?P<han>[^，,。；;]{2,40})(?:[，,]|来?实现|使|让|来)"
)


@rule(
    "K217",
    "info",
    "key_result",
    en=("Means in the key result", "“{found}” is the way there, not the place.", "If another way worked better, would it count?", "Keep the measured clause; put the way among the tasks."),
    zh=("把手段写进了关键结果", "“{found}”是手段，不是结果。", "换个办法做到了，算不算？", "保留可衡量的部分，把手段放进关键任务。"),
    off_in=("zh",),
)  # fmt: skip
def means_inside(place: Place) -> Iterable[Hit]:
    """“By doing …” ties the result to one way of reaching it. Left out of the key result, the way may change without an
    amendment. In the profile `zh` this is off: 通过…实现 is good style there.

    Bad: Reduce churn from 5% to 3% by calling every new customer
    Good: Reduce churn from 5% to 3%

    “通过……实现”把结果和一种做法绑在了一起；放进关键任务，做法就可以随时换。在zh配置下不提示。

    不好：通过电话回访实现月流失率从5%降到3%
    好：月流失率从5%降到3%
    """
    line = place.line
    if not line.amounts or not any(word in line.low for word in _WAYS):
        return NOTHING
    found = _MEANS.search(line.low)
    if found is None or (found[1] and found[1] in ("morning", "spring", "evening", "beginning", "spending")):
        return NOTHING
    start, end = found.span("han") if found["han"] else found.span()
    if any(start <= amount.start < end for amount in line.amounts) or deed_of(line) is not None:
        return NOTHING
    return (Hit(found.start(), end, None, short(line.text[found.start() : end])),)


@rule(
    "K218",
    "info",
    "key_result",
    en=("Vanity metric", "“{found}” feels good and says little about what people do.", "What do people do next, once they have seen it?", "Tie it to behaviour: sign-ups, orders, returns."),
    zh=("虚荣指标", "“{found}”好看，但说明不了人们做了什么。", "看到之后，人们接着做了什么？", "换成行为：注册、下单、复购。"),
    needs=VANITY,
)  # fmt: skip
def vanity(place: Place) -> Iterable[Hit]:
    """Likes, followers and views can be bought. What people do afterwards cannot.

    Bad: Get 10,000 likes on our posts
    Good: 400 visitors from our posts start a trial

    点赞、粉丝、曝光可以买来，人们之后的行为买不来。

    不好：视频获得1万次点赞
    好：来自视频的400名访客开始试用
    """
    line = place.line
    for cue in line.cues:
        if cue.flags & VANITY and not (line.han and _WHO_THEN.match(line.low, cue.end)):
            return (hit_at(line, cue),)
    return NOTHING


_WHO_THEN = later(
    r"过?(?:者|的[㐀-鿿]{0,2}(?:人|邻居|用户|客户|访客|路人|顾客))(?!人?数|人次|总|量|[0-9从由自达突超至到增提升涨破]|[，,。；;：:]|$)"
)  # 围观者当场试骑: whom it reached, and what they did then
