"""Whether an amount says by how much, or to which level."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re

from okr_coach.text.cues import CLAUSE, Line
from okr_coach.text.flags import FALL, IMPROVE, RISE
from okr_coach.text.later import later
from okr_coach.text.numbers import Amount
from okr_coach.text.units import CHANGE_UNITS

_BY_BEFORE = later(
    r"\bby\s+(?:at\s+least\s+|about\s+|around\s+|up\s+to\s+|another\s+|an?\s+(?:additional|further|extra)\s+|over\s+|more\s+than\s+|approximately\s+)?$"
)
_TO_BEFORE = later(
    r"(?:\bto|\bat|\bof|\breach(?:es|ed)?|\bexceeds?|\bover|\babove|\bunder|\bbelow|\bwithin|\bis|\bare|\bhits?|\bthan|\bleast|\bmost|\bpast|\bbeyond|\bnorth\s+of|\bsouth\s+of|\bbetween|\bachieve[sd]?|\battain|[:≥≤><=]|至|到|为|达|成|于|过|破|在|有|占|是|以|满|第|前)\s*(?:an?\s+|about\s+|around\s+|at\s+least\s+|over\s+|under\s+|below\s+|above\s+|less\s+than\s+|more\s+than\s+|the\s+|约)?$"
)
_RELATIVE_AFTER = later(
    r"\s*(?:\+\s*)?(?:(?:lower|higher|more|fewer|less|faster|slower|shorter|cheaper|better|increase|decrease|reduction|growth|improvement|drop|rise|gain|uplift|lift|boost|jump|decline|fall|surge|cut|savings?|yoy|mom|year[- ]over[- ]year|year[- ]on[- ]year|qoq|up|down|as many|as much|as fast)\b|[↑↓▲▼⬆⬇]|的?(?:增长|提升|降幅|增幅|下降|提高|减少|降低|改善|涨幅))"
)
_CHANGE_IN = later(
    r"\s(?:lift|boost|jump|rise|gain|uplift|increase|decrease|reduction|decline|fall|drop|cut|improvement|growth|surge)\sin\s"
)
_OF_THEM = later(r"\s+of\s+(?:all\s+|our\s+|the\s+)?[a-z]")  # used daily by 40% of managers
_UP_BEFORE = later(r"(?<!\bend )\b(?:up|down)\s+(?:by\s+)?$|[↑↓▲▼⬆⬇]\s?(?:by\s)?$")
_HAN_BY = later(
    r"(?:提升|提高|增长|增加|上升|上涨|下降|降低|减少|缩短|压缩|节省|节约|下调|上调|改善|优化|削减|缩减|压降|增幅|降幅|涨幅|涨|降|增|减|翻|砍掉|砍|省下|压掉|裁掉|快|(?<![至最不])(?:少|多|高|低)|同比|环比|改进|加快|扩大)(?:了|约|近|至少|超过|不少于|不低于|幅度|速度|大于|超|再)*\s*$"
)


def is_relative(line: Line, amount: Amount) -> bool:
    """Says by how much, not to what."""
    unit = amount.unit
    if unit in ("points", "point", "pts"):
        before = line.low[max(0, amount.start - 40) : amount.start]
        return bool(amount.sign) or (_BY_BEFORE.search(before) or _UP_BEFORE.search(before)) is not None
    if unit not in CHANGE_UNITS:
        return False
    if amount.sign and unit != "pp":
        return True
    before = line.low[max(0, amount.start - 40) : amount.start]
    if unit == "x":
        if amount.word == "verb":
            return True
        if _TO_BEFORE.search(before) and not line.flags & (RISE | FALL | IMPROVE):
            return False  # a burn multiple under 1.5x
        return not re.search(
            r"(?:roi|roas|coverage|ltv|cac|ratio|周转|覆盖|杠杆|比例|投入产出)[^,，]{0,16}$", before
        )
    if amount.word == "verb":
        return True
    if unit in ("pp", "bps"):
        return True
    if _BY_BEFORE.search(before):
        return not (_OF_THEM.match(line.low, amount.end) and not line.flags & (RISE | FALL | IMPROVE))
    if _UP_BEFORE.search(before):
        return True
    if line.han and _HAN_BY.search(before):
        return True
    if _CHANGE_IN.match(line.low, amount.end):
        return True  # a 15% lift in order value
    if _TO_BEFORE.search(before):
        return bool(
            re.search(
                r"(?:增长率?|增速|增幅|降幅|growth|increase|reduction|decrease|drop|improvement)\s*(?:of|达|达到|为|至少|不低于|不高于|不超过|控制在|超过|[≥≤<>]=?)?\s*$",
                before,
            )
            and not re.search(r"(?:率|rate)\s*(?:of|达到?|为|不低于|超过)?\s*$", before)
        )
    if _RELATIVE_AFTER.match(line.low, amount.end):
        after = _RELATIVE_AFTER.match(line.low, amount.end)
        return after is not None and after.end() > amount.end
    head = line.before(amount.start, RISE | FALL | IMPROVE)
    if head is None:
        return False
    if head.word.startswith("driv") and _OF_THEM.match(line.low, amount.end):
        return False  # drive 25% of the pipeline from partners
    between = line.low[head.end : amount.start]
    if line.han and between.endswith(("各", "均", "分别")):
        return head.flags & (RISE | FALL) != 0  # 降低采购、物流成本各5%
    if line.han:
        return (
            len(between) <= 12
            and head.flags & (RISE | FALL) != 0
            and not _HAN_LEVEL_WORD.search(head.word + between)
        )
    return (
        len(between) < 40
        and not CLAUSE.search(between)
        and not re.search(r"\b(?:for|among|that|who|where|when|so)\b", between)
    )


_HAN_LEVEL_WORD = later(r"[至到为达破，,。；;、:：≥≤><]|超过|低于|高于|控制|以[上内下]")


def levels(line: Line) -> list[Amount]:
    """Targets that are levels or shares, not changes, counts of new things, or parts of a from–to."""
    moved = {amount for pair in line.moves for amount in pair}
    return [amount for amount in line.amounts if amount not in moved and not is_relative(line, amount)]
