"""K201, K208, K216: is there a number, and can it be read?"""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from collections.abc import Iterable

from okr_coach.report import Edit
from okr_coach.rules.rule import NOTHING, Hit, Place, rule, whole
from okr_coach.text.changes import is_relative
from okr_coach.text.cues import Line
from okr_coach.text.flags import PROOF
from okr_coach.text.later import later
from okr_coach.text.numbers import Amount
from okr_coach.text.units import CURRENCY_UNITS, TIMES, known_time

_NO_MORE = later(
    r"^\W*(?:no|nobody|no-?one)\s+[a-z]|\bwithout (?:any|findings?|incidents?|errors?|defects?|complaints?|delays?|accidents?|outages?|exceptions?|rework|losses)\b|\bwith no\b|\bnone of\b|[从由][一二三四五六七八九十两]+([级道层关环])[^，,。；;]{0,6}[到至为][一二三四五六七八九十两]+\1?|没有(?:一[位名个起例次人家件]|任何|发生)|无一[例人起家]|[无没][^，,。；;]{0,8}(?:事故|事件|投诉|差错|故障|违规|缺陷|逾期|工伤|伤亡|泄[露漏]|宕机|漏洞|返工|退货)|无(?:投诉|事故|差错|故障|违规|重大|安全|逾期|一例|人)|未发生|不发生|零"
)


def is_measured(place: Place) -> bool:
    """A count, share, level or zero in the words, or a target beside them."""
    key_result = place.key_result
    if place.line.amounts:
        return True
    if key_result is not None and (
        key_result.target is not None or key_result.kind in ("milestones", "hold")
    ):
        return True
    return _NO_MORE.search(place.line.low) is not None


@rule(
    "K201",
    "error",
    "key_result",
    en=("No number", "Nothing here can be counted, so nobody can say how far it is.", "How will you see that it has moved: from what to what?", "Name a measure, today's value and the target."),
    zh=("没有数字", "这里没有可以衡量的数字，谁也说不清进展到了哪里。", "怎样看出它变了？从多少到多少？", "写明衡量什么、现在多少、要到多少。"),
)  # fmt: skip
def no_number(place: Place) -> Iterable[Hit]:
    """A key result says how anyone can see that the objective has come nearer. Without a count, a share, a level or a
    zero it cannot be checked, only argued about. Dates, versions and names are no measures.

    Bad: Improve the onboarding flow
    Good: Raise the share of new users who finish set-up from 40% to 65%
    Good: No critical bug is open on release day

    没有数量、比例、水平或“零”，关键结果就无法检查，只能争论。日期、版本号和名称不算衡量。对另一条有数字的关键结果起制衡作用的
    认证、验收（如“通过ISO认证”）不在此列。

    不好：提升客服响应速度
    好：客服首次响应时间从8小时缩短到2小时
    """
    line = place.line
    if not line.text.strip() or is_measured(place) or _placeholder_in(line) or balances(place):
        return NOTHING
    return whole(line)


def balances(place: Place) -> bool:
    """A proof of quality (通过ISO认证) beside a key result with a number."""
    line = place.line
    if not line.flags & PROOF or not _PASSED.search(line.low):
        return False
    return any(other is not line and other.amounts for other in place.lines)


_PASSED = later(
    r"通过|取得|获得|拿到|达到|\b(?:pass|passes|passed|obtain|obtains|achieve|achieves|earn|receive|gain|get|become|are|is|renew)\b"
)


_PLACEHOLDER = later(
    r"(?<![A-Za-z0-9])[XxN]{2,4}(?![A-Za-z0-9])|(?<![A-Za-z0-9])[XYZN](?=\s?(?:%|％|万|亿|元|家|个|名|次|人|天|分|percent|million|k\b|customers|users|clients|days|hours|people|new)|\s(?:to|from)\s[XYZN0-9])"
    r"|[$€£¥]\s?[XYZ]{1,3}(?![A-Za-z])|\b(?:to|from|by)\s[XYZ](?![A-Za-z0-9])|\b(?:TBD|TBC|TODO|tbd|tbc|todo|Tbd|N/A)\b|_{2,}|\?{2,}|？{2,}|\*{3,}|某某|待定|待补充|待确认|待填|占位"
    r"|\[[^\[\]0-9]{0,24}(?:date|number|name|target|amount|value|metric|insert|fill|baseline|日期|数字|姓名|目标|数值|填写|基线)[^\[\]]{0,24}\]|\[\s?[XYxy#.…]*\s?\]|(?!^\[[^\[\]]{1,30}\]\s+[A-Z\u4e00-\u9fff])\[(?!(?i:stretch|commit|aspir|moonshot|draft|wip|new|carr|owner|承诺|挑战|草稿|负责人|新增))(?=[^\[\]]*[a-z\u4e00-\u9fff])[^\[\]()0-9]{2,60}\](?!\()"
    r"|【\s?[xX.…]*(?:日期|数字|数值|填写|待填)?\s?】"
    r"|<(?:date|number|name|target|amount|value|metric|insert|x|y|baseline|日期|数字)[^<>]{0,20}>|\{\{?[^{}]{0,30}\}?\}|○○|〇〇|xx[%万家个名]"
)


_GAPS = frozenset("XYZN[【<{某待占○〇_?？*")
_GAP_WORDS = ("xx", "tbd", "tbc", "todo")


def _placeholder_in(line: Line) -> re.Match[str] | None:
    """Few lines have a letter of a gap: the large pattern is for those."""
    if _GAPS.isdisjoint(line.half) and not any(word in line.low for word in _GAP_WORDS):
        return None
    return _PLACEHOLDER.search(line.half)


@rule(
    "K208",
    "error",
    "key_result",
    en=("Placeholder", "“{found}” still waits to be filled in.", "What do you know already that could stand here?", "Fill it in, even with an estimate."),
    zh=("占位未填", "“{found}”还没填。", "已经知道的信息里，哪个可以填在这里？", "先填一个估计值。"),
)  # fmt: skip
def placeholder(place: Place) -> Iterable[Hit]:
    """X, TBD, [date]: the hardest decision has been put off. An honest estimate can be amended, a gap cannot be worked
    towards.

    Bad: Grow revenue from X to Y
    Bad: Sign TBD partners
    Bad: Raise the renewal rate of [product] from [renewal rate now]% to 86%
    Good: Grow revenue from $2M to $3M
    Good: Sell 500 units of Model X

    “XX、待定”把最难的决定留到了以后。老实的估计值可以调整，空格没法努力。

    不好：销售额达到XX万元
    不好：签约待定家客户
    不好：[产品名]续约率从60%提升到75%
    好：销售额从80万元提升到120万元
    """
    found = _placeholder_in(place.line)
    if found is None:
        return NOTHING
    return (Hit(found.start(), found.end(), None, place.line.text[found.start() : found.end()]),)


@rule(
    "K216",
    "warning",
    "key_result",
    en=("Malformed number or unit", "“{found}” can be read in two ways, or its unit does not fit.", "Which number and which unit do you mean?", "Type it again: {other}."),
    zh=("数字或单位有误", "“{found}”可以有两种读法，或单位对不上。", "要写的是哪个数、哪个单位？", "重新写：{other}。"),
)  # fmt: skip
def malformed(place: Place) -> Iterable[Hit]:
    """9,50 is nine and a half to some and 950 to others; a percentage beside a key result counted in clients cannot be
    checked in.

    Bad: Cut handling to 9,50 minutes per order, today 12
    Good: Cut handling to 9.5 minutes per order, today 12

    9,50有人读作九点五，有人读作九百五；关键结果的单位是“家”，正文却写百分比，也没法更新进展。

    不好：单均处理时间从12降到9,50分钟
    好：单均处理时间从12降到9.5分钟
    """
    line, key_result = place.line, place.key_result
    hits = []
    for amount in line.amounts:
        if amount.odd:
            digits = re.search(r"[0-9][0-9.,']*", line.half[amount.start : amount.end])
            start = amount.start + (digits.start() if digits else 0)
            stop = amount.start + (digits.end() if digits else amount.end - amount.start)
            plain = f"{amount.value:f}"
            if re.search(r"[万亿kKmM]", line.half[stop : amount.end]):
                plain = line.half[start:stop].replace(",", ".").replace("'", ".")
            hits.append(
                Hit(start, stop, None, line.text[start:stop], plain, Edit("replace", (start, stop), (plain,)))
            )
    unit = key_result.unit.strip().lower() if key_result is not None and key_result.unit else ""
    if unit and line.amounts:
        kind = _kind(unit)
        mains = [
            amount
            for amount in line.amounts
            if not is_relative(line, amount) and not (kind != "time" and _says_when(line, amount))
        ]
        if mains and kind and all(_kind(amount.unit.lower()) not in (kind, "") for amount in mains):
            amount = mains[-1]
            hits.append(
                Hit(
                    amount.start,
                    amount.end,
                    None,
                    line.text[amount.start : amount.end].strip(),
                    amount.unit,
                    Edit("unit", (amount.start, amount.end), (amount.unit,)),
                )
            )
    return hits


_WHEN_BEFORE = later(
    r"\b(?:within|in|after|for|every|over|during|before|first|last|next|past|(?:longer|older|more)\s+than)\s+(?:the\s+|their\s+|its\s+)?(?:(?:first|last|next|past)\s+)?$"
)
_WHEN_AFTER = later(
    r"\s+(?:old|ago|before|after|ahead|later)\b|(?!以[上下内](?:$|[，,。；;])|左右)\s?[㐀-鿿]"
)


def _says_when(line: Line, amount: Amount) -> bool:
    """Leavers within 90 days, 四周预测准确率: the time tells which ones are counted, not how many."""
    if amount.unit not in TIMES or any(amount in pair for pair in line.moves):
        return False
    return bool(
        "-" in line.half[amount.start + 1 : amount.end]
        or _WHEN_BEFORE.search(line.low[max(0, amount.start - 24) : amount.start])
        or _WHEN_AFTER.match(line.low, amount.end)
    )


def _kind(unit: str) -> str:
    if unit in ("%", "percent", "百分比", "pp", "‰"):
        return "share"
    if unit.upper() in CURRENCY_UNITS or unit in ("$", "€", "£", "¥", "元", "万元"):
        return "money"
    if unit in TIMES or known_time(unit):
        return "time"
    return "count" if unit and not unit.startswith("/") else ""
