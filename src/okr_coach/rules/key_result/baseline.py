"""K203, K204: from what to what?"""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from collections.abc import Iterable

from okr_coach.rules.key_result.steering import keeping
from okr_coach.rules.rule import NOTHING, Hit, Place, rule
from okr_coach.text.changes import is_relative, levels
from okr_coach.text.cues import Line
from okr_coach.text.deeds import deed_of
from okr_coach.text.flags import ACT, FALL, IMPROVE, KEEP, LEVEL, METRIC, RISE, WIN
from okr_coach.text.later import later
from okr_coach.text.numbers import Amount
from okr_coach.text.units import CURRENCY_UNITS, SHARE_UNITS, TIMES

MOST_WEIGHED = 12  # each is held against the whole line

_THRESHOLD = later(
    r"(?:\breach(?:es|ed|ing)?|\bexceed(?:s|ed|ing)?|\bat\s+least|\bat\s+most|\bof|\bat|\babove|\bbelow|\bunder|\bover|\bwithin|\bpast|\bbeyond|\bnorth\s+of|\bless\s+than|\bfewer\s+than|\bmore\s+than|\bhits?|\bis|\bno\s+(?:more|less)\s+than|\b(?:down|up)\s+to|[≥≤><:]|>=|<=|\bmax(?:imum)?\.?|\bmin(?:imum)?\.?|"
    r"达到?了?|超过|突破|不低于|不少于|不超过|不高于|低于|高于|大于|小于|少于|超|破|控制在|为|于|以内)\s*(?:每[^，,。；;0-9]{1,3}|an?\s+|the\s+|average\s+of\s+|约|at\s+least\s+|over\s+|under\s+|above\s+|below\s+)*$"
)
_THRESHOLD_AFTER = later(
    r"\s*(?:[及或]?以[上内下]|之内|内|(?:or|and)\s+(?:more|less|better|fewer|higher|lower|above|below|up|over)\b)"
)
_CEILING = later(
    r"(?:\bno more than|\bat most|\bfewer than|\bless than|\bunder|\bbelow|\bnot (?:more|higher) than|\bmax(?:imum)?\.?:?|不超过|不高于|不多于|低于|少于|控制在|[≤<])\s*(?:每[^，,。；;0-9]{1,3})?$"
)
_STOCK = later(r"\b(?:mrr|arr|valuation|balance|cash reserves?)\b|库存|余额|欠款")
_STANDING = later(r"\s*(?:in\s)?(?:mrr|arr)(?:\W*$|\s+(?:by|before|at|in\s+(?:q[1-4]|[a-z]{3,9}\s+20))\b)")
_BY_SO_MUCH = later(
    r"\s(?:shorter|faster|slower|earlier|sooner|later|less|fewer|more|higher|lower|cheaper|longer)\b(?!\sthan\s[0-9])"
)
_RATED = later(r"[0-9]+(?:\.[0-9]+)?\s?(?:/\s?|out\sof\s)(?:5|7|10|100)\b|[a-z0-9]+\stimes\sout\sof\s")
_OUT_OF_THEM = later(r"\s+(?:of\s+(?:our\s+|the\s+)?)?[a-z]+s\b")
_PER_HEAD = later(
    r"\b(?:average|avg|median|mean|per|cac|cpl|cpa|cpc|cpm|arpu|arppu|aov|asp|ltv)\b|人均|平均|单价|客单|坪效|件均|笔均|单均|场均|户均"
)
_MOVE_TO = later(
    r"(?:\b(?:to|above|over|below|under|past|beyond|up to|down to)\s+(?:at\s+least\s+|about\s+|around\s+|over\s+|under\s+|above\s+|below\s+|less\s+than\s+|more\s+than\s+|an?\s+|the\s+)?|(?:至|到|为|达|成|超过|低于|高于|突破)(?:每[^，,0-9]{1,4})?\s*)$"
)
_DAILY = later(
    r"\b(?:monthly|daily|weekly|annual|yearly|per\s+(?:month|day|week|year)|average|mean|median|a\s+(?:month|day|week))\b|月|日均|周均|年度|平均|人均|日活|单|每"
)
_REVENUE = later(
    r"\b(?:revenue|sales|turnover|income|profit|mrr|arr|gmv|merchandise value|bookings|billings|assets under management|aum)\b|营收|收入|销售额|利润|产值|业绩|gmv|现金流"
)
_OLDER = later(r"以[上下]的?[㐀-鿿]")  # 90天以上呆滞料
_HAN_SHARE = later(
    r"(?:率|占比|比例|比重|占[^，,。；;0-9]{1,10}的?)(?:达到?|提升|提高|为|至|到|不低于|超过|[:≥>=])*\s*$"
)
_HAN_STOCK = later(
    r"(?:粉丝|用户|会员|客户|商户|商家|学员|成员|户)(?:总|数|量|规模)|注册(?:用户|会员|商家)|保有量|存量|aum|余额|[在管]理?规模|在[管册校网保](?:客户|规模|人数|学生|用户)"
)
_AMONG_NEW = later(
    r"\bnew(?:ly)?\b|\badditional\b|新增|新签|新客|回款(?!率)|筹|节约|节省|签约(?!率)|净增|新开|新客户"
)


@rule(
    "K203",
    "warning",
    "key_result",
    en=("No baseline", "The target is here, today's value is not, so progress has no beginning.", "What is it today?", "Add today's value: from … to {found}."),
    zh=("没有基线", "只写了目标值，没写现在的值，进展无从算起。", "现在是多少？", "补上现在的值：从……到{found}。"),
)  # fmt: skip
def no_baseline(place: Place) -> Iterable[Hit]:
    """From what? Progress is the way gone between a start and a target; without the start 90% may be a leap or a step
    back. A verb of change asks strongly (a warning), a bare threshold only mentions it. What is newly made or won
    starts at nothing and needs no baseline. A start of nought kept beside a rate that is to be raised is none either:
    it is what stands there when nobody has said one.

    Bad: Raise retention to 90%
    Bad: Inventory accuracy of 98%
    Good: Raise retention from 82% to 90%
    Good: 85% of enquiries answered within a day, up from 60%
    Good: Win 40 new customers

    进展是起点到目标之间走过的路；没有起点，90%可能是飞跃，也可能是倒退。用了“提升至”这类变化动词时为提醒，只写门槛时仅作提示。
    新增、新签的从零开始，不需要基线。要提升的比率若起点为 0，多半是没填，仍会提醒。

    不好：将用户留存率提升至90%
    不好：客户续约率达到70%
    好：将用户留存率从82%提升至90%
    好：新签40家客户
    """
    line, key_result = place.line, place.key_result
    if line.based or not line.amounts:
        return NOTHING
    if key_result is not None and (key_result.start or key_result.kind == "hold"):
        return NOTHING
    nought = key_result is not None and key_result.start is not None
    if line.flags & KEEP and keeping(line) is not None:
        return NOTHING
    deed = deed_of(line)
    if deed is not None:
        return NOTHING
    changing = line.flags & (RISE | FALL | IMPROVE)
    for amount in levels(line)[:MOST_WEIGHED]:
        if amount.value == 0 or (nought and not _is_rate(amount)):
            continue
        before = line.low[max(0, amount.start - 40) : amount.start]
        unit = amount.unit
        if (
            changing
            and _MOVE_TO.search(before)
            and line.before(amount.start, RISE | FALL | IMPROVE) is not None
        ):
            if unit in CURRENCY_UNITS and _AMONG_NEW.search(line.low):
                continue
            if amount.word and _AMONG_NEW.search(line.low[amount.start : amount.end]):
                continue
            return (_target(line, amount, "warning"),)
        if not nought and _is_level(line, amount, before):
            return (_target(line, amount, "warning" if _brings(before) else "info"),)
    return NOTHING


def _is_rate(amount: Amount) -> bool:
    return amount.unit in SHARE_UNITS or amount.unit[:1] == "/"


def _brings(before: str) -> bool:
    return (
        re.search(
            r"^\W*(?:bring|get|take|push|drive|move|turn|land|pull)s?\b[^,;]*\b(?:to|down to|up to|above|below|under|over)\s*$",
            before,
        )
        is not None
    )


def _target(line: Line, amount: Amount, severity: str) -> Hit:
    found = line.text[amount.start : amount.end].strip()
    return Hit(amount.start, amount.end, "warning" if severity == "warning" else "info", found)


def _is_level(line: Line, amount: Amount, before: str) -> bool:
    unit = amount.unit
    low = line.low
    if not line.han and _BY_SO_MUCH.match(low, amount.end):
        return False  # four minutes shorter
    if unit in SHARE_UNITS or (unit.startswith("/") and unit != "/1"):
        if _RATED.match(low, amount.start):
            return True  # 8.5 out of 10
        if unit.startswith("/") and not line.flags & METRIC and not _OUT_OF_THEM.match(low, amount.end):
            return False
        return not _AMONG_NEW.search(before[-12:]) or _HAN_SHARE.search(before) is not None
    if unit == "rank":
        return True
    if unit not in CURRENCY_UNITS and _brings(before):
        return True
    if amount.sign == "+" and not unit:
        return False  # NPS +10 says by how much
    threshold = (
        _THRESHOLD.search(before)
        or low.endswith("+", amount.start, amount.end)
        or _THRESHOLD_AFTER.match(low, amount.end)
    )
    if unit == "x":
        return bool(threshold or line.flags & LEVEL)
    if unit in TIMES:
        return (
            not _OLDER.match(low, amount.end)
            and bool(threshold or (line.flags & LEVEL and _MOVE_TO.search(before)))
            and not any(other.unit in SHARE_UNITS or other.word for other in line.amounts)
            and unit in ("ms", "s", "min", "h", "d", "w", "mo")
        )
    if not threshold:
        if unit in CURRENCY_UNITS:
            return bool(
                (line.flags & METRIC and _PER_HEAD.search(before)) or _STANDING.match(low, amount.end)
            ) and not _AMONG_NEW.search(low)
        return (not unit or unit == "分") and any(
            cue.flags & LEVEL
            and 0 <= amount.start - cue.end <= 2
            and not any(
                cue.end <= other.start < amount.start and other.flags & (RISE | FALL | ACT)
                for other in line.cues
            )
            and low[amount.start - 1] not in "少多省"  # 库存下降3000万
            for cue in line.cues
        )
    if (amount.word or not unit) and _CEILING.search(before) and not line.flags & (WIN | IMPROVE):
        return True  # no more than 2 rollbacks: there is some number of them today
    if unit in CURRENCY_UNITS:
        if _PER_HEAD.search(low) or _CEILING.search(before) or _STOCK.search(low):
            return not _AMONG_NEW.search(low)
        return bool(
            _REVENUE.search(low)
            and (
                _DAILY.search(low)
                or re.search(r"\b(?:reach|exceed|hit|past|beyond|surpass)|达到?|突破|超过", before)
            )
        ) and not _AMONG_NEW.search(low)
    if (not unit or amount.word) and amount.value and _HAN_STOCK.search(before[-12:]):
        return not _AMONG_NEW.search(low)  # 会员数达到10万: there is some number of them today
    if not unit or unit in ("分", "星", "points", "stars", "point", "pts"):
        return bool(
            line.flags & LEVEL
            or re.search(
                r"\b(?:nps|csat|score|index|turns)\b|指数|(?:[㐀-鿿a-z]值|系数|强度|浓度)(?:[达为到至不≥≤<>]|$)",
                low,
            )
        ) and not _AMONG_NEW.search(before)
    return (
        bool(line.flags & LEVEL)
        and bool(
            re.search(
                r"次数|周转|平均|日均|人均|月均|活跃|日活|月活|周活|average|daily|median|mean|active", low
            )
        )
        and not _AMONG_NEW.search(before)
    )


@rule(
    "K204",
    "info",
    "key_result",
    en=("Relative only", "It says by how much, not from what to what.", "{found} of what? What is it today?", "Write it as from … to …."),
    zh=("只有相对变化", "只说变化多少，没说从多少到多少。", "{found}是相对多少而言？现在是多少？", "写成从……到……。"),
)  # fmt: skip
def relative_only(place: Place) -> Iterable[Hit]:
    """By 20% — of what? A share or a multiple alone can be reached by arguing about the base. From–to is clear to
    everyone, and shows at a glance how much is asked.

    Bad: Cut picking errors by 30%
    Bad: Double the number of active teams
    Good: Cut picking errors from 90 to 63 a month
    Good: Reach 20% market share, up from 10%

    只写百分之几或几倍，基数可以争；写成从多少到多少，人人看得懂，也看得出要求有多高。

    不好：电话支持减少50%
    不好：活跃团队数翻番
    好：电话支持量从每月400次降到200次
    好：系统满意度达到8分（满分10分）
    """
    line, key_result = place.line, place.key_result
    if not line.amounts or line.based:
        return NOTHING
    kept = key_result is not None and key_result.start is not None and key_result.target is not None
    if kept and key_result is not None and key_result.start:
        return NOTHING
    loose = [amount for amount in line.amounts if is_relative(line, amount)]
    if any(
        amount not in loose and (_is_rate(amount) or amount.unit in CURRENCY_UNITS) for amount in line.amounts
    ):
        return NOTHING  # something else is said in full: not “only”
    if len(loose) < len(line.amounts):  # sales of 120 million, 30 % up on last year: the level is there
        loose = [
            amount
            for amount in loose
            if not _YEARLY.search(line.low[max(0, amount.start - 10) : amount.end + 20])
        ]
    if not loose:
        return NOTHING
    amount = loose[0]
    if kept and key_result is not None and key_result.target != amount.value:
        return NOTHING  # from nought to something else than the change that is named: it is said from what to what
    if deed_of(line) is not None and amount.word != "verb" and not line.flags & (RISE | FALL | IMPROVE):
        return NOTHING
    return (Hit(amount.start, amount.end, None, line.text[amount.start : amount.end].strip()),)


_YEARLY = later(r"同比|环比|\byoy\b|\bqoq\b|year[- ]o[nv]|last (?:year|quarter)|previous (?:year|quarter)")
