"""K201–K218: one key result."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice

from okr_coach.report import Edit
from okr_coach.rules.rule import NOTHING, Hit, Place, hit_at, rule, short, whole
from okr_coach.text.changes import is_relative, levels
from okr_coach.text.cues import (
    FALL,
    IMPROVE,
    KEEP,
    LATE,
    LEVEL,
    LONG,
    METRIC,
    PROOF,
    REACH,
    RISE,
    SOON,
    VAGUE,
    VANITY,
    WIN,
    Cue,
    Line,
)
from okr_coach.text.deeds import deed_of
from okr_coach.text.later import later
from okr_coach.text.numbers import Amount
from okr_coach.text.units import CURRENCY_UNITS, SHARE_UNITS, TIMES, known_time

_NO_MORE = later(
    r"^\W*(?:no|nobody|no-?one)\s+[a-z]|\bwithout (?:any|findings?|incidents?|errors?|defects?|complaints?|delays?|accidents?|outages?|exceptions?|rework|losses)\b|\bwith no\b|\bnone of\b|[无没][^，,。；;]{0,8}(?:事故|事件|投诉|差错|故障|违规|缺陷|逾期|工伤|伤亡|泄[露漏]|宕机|漏洞|返工|退货)|无(?:投诉|事故|差错|故障|违规|重大|安全|逾期|一例|人)|未发生|不发生|零"
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


@rule(
    "K202",
    "error",
    "key_result",
    en=("Activity, not a result", "“{found}” says what will be done, not what will be different afterwards.", "When it is done, then what moves?", "Make it a task, and write the change it should bring as the key result."),
    zh=("写的是任务，不是结果", "“{found}”说的是要做的事，不是做完之后的变化。", "做完之后，什么会因此变化？", "把它列为关键任务，把它要带来的变化写成关键结果。"),
)  # fmt: skip
def activity(place: Place) -> Iterable[Hit]:
    """Done is not the same as worth doing: a launch that nobody uses still ticks its box. A key result names what
    changes for somebody; the work towards it belongs among the tasks. Counted work (hire 5, hold 3) is a warning.

    Bad: Launch the new customer portal
    Bad: Hold 12 webinars
    Good: 300 customers order through the portal every week
    Good: Win $1.2M in new contracts

    做完不等于有用：没有人用的新系统也算“上线”了。关键结果写给谁带来什么变化，为此要做的事放进关键任务。带数量的任务（招聘5人、
    举办3场）只作提醒。“完成25万交易额”是结果，不是任务。

    不好：上线新版会员系统
    不好：举办3场客户活动
    好：完成25万交易额
    好：会员每月复购率从20%提升到30%
    """
    deed = deed_of(place.line)
    if deed is None or balances(place):
        return NOTHING
    steps = place.key_result is not None and place.key_result.kind == "milestones"
    counted = steps or any(amount.value > 0 for amount in place.line.amounts)
    return (
        Hit(deed.start, deed.end, "warning" if counted else None, place.line.text[deed.start : deed.end]),
    )


_THRESHOLD = later(
    r"(?:\breach(?:es|ed|ing)?|\bexceed(?:s|ed|ing)?|\bat\s+least|\bat\s+most|\bof|\bat|\babove|\bbelow|\bunder|\bover|\bwithin|\bless\s+than|\bfewer\s+than|\bmore\s+than|\bhits?|\bis|\bno\s+(?:more|less)\s+than|\b(?:down|up)\s+to|[≥≤><:]|>=|<=|\bmax(?:imum)?\.?|\bmin(?:imum)?\.?|"
    r"达到?了?|超过|突破|不低于|不少于|不超过|不高于|低于|高于|大于|小于|少于|超|控制在|为|于|以内)\s*(?:an?\s+|the\s+|average\s+of\s+|约|at\s+least\s+|over\s+|under\s+|above\s+|below\s+)*$"
)
_THRESHOLD_AFTER = later(
    r"\s*(?:[及或]?以[上内下]|之内|内|(?:or|and)\s+(?:more|less|better|fewer|higher|lower|above|below|up|over)\b)"
)
_CEILING = later(
    r"(?:\bno more than|\bat most|\bfewer than|\bless than|\bunder|\bbelow|\bnot (?:more|higher) than|\bmax(?:imum)?\.?:?|不超过|不高于|不多于|低于|少于|控制在|[≤<])\s*$"
)
_STOCK = later(r"\b(?:mrr|arr|valuation|balance|cash reserves?)\b|库存|余额|欠款")
_OUT_OF_THEM = later(r"\s+(?:of\s+(?:our\s+|the\s+)?)?[a-z]+s\b")
_PER_HEAD = later(r"\b(?:average|median|mean|per)\b|人均|平均|单价|客单|坪效|件均|笔均|单均|场均|户均")
_MOVE_TO = later(
    r"(?:\b(?:to|above|over|below|under|up to|down to)\s+(?:at\s+least\s+|about\s+|around\s+|over\s+|under\s+|above\s+|below\s+|less\s+than\s+|more\s+than\s+|an?\s+|the\s+)?|(?:至|到|为|达|成|超过|低于|高于|突破)(?:每[^，,0-9]{1,4})?\s*)$"
)
_DAILY = later(
    r"\b(?:monthly|daily|weekly|annual|yearly|per\s+(?:month|day|week|year)|average|mean|median|a\s+(?:month|day|week))\b|月|日均|周均|年度|平均|人均|日活|单|每"
)
_REVENUE = later(
    r"\b(?:revenue|sales|turnover|income|profit|mrr|arr|gmv)\b|营收|收入|销售额|利润|产值|业绩|gmv|现金流"
)
_AMONG_NEW = later(r"\bnew(?:ly)?\b|\badditional\b|新增|新签|新客|回款|筹|节约|节省|签约|新开|新客户")


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
    starts at nothing and needs no baseline.

    Bad: Raise retention to 90%
    Bad: Inventory accuracy of 98%
    Good: Raise retention from 82% to 90%
    Good: 85% of enquiries answered within a day, up from 60%
    Good: Win 40 new customers

    进展是起点到目标之间走过的路；没有起点，90%可能是飞跃，也可能是倒退。用了“提升至”这类变化动词时为提醒，只写门槛时仅作提示。
    新增、新签的从零开始，不需要基线。

    不好：将用户留存率提升至90%
    不好：客户续约率达到70%
    好：将用户留存率从82%提升至90%
    好：新签40家客户
    """
    line, key_result = place.line, place.key_result
    if line.based or not line.amounts:
        return NOTHING
    if key_result is not None and (key_result.start is not None or key_result.kind == "hold"):
        return NOTHING
    if line.flags & KEEP and _keeping(line) is not None:
        return NOTHING
    deed = deed_of(line)
    if deed is not None:
        return NOTHING
    changing = line.flags & (RISE | FALL | IMPROVE)
    for amount in levels(line):
        if amount.value == 0:
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
        if _is_level(line, amount, before):
            return (_target(line, amount, "warning" if _brings(before) else "info"),)
    return NOTHING


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
    if unit in SHARE_UNITS or (unit.startswith("/") and unit != "/1"):
        if unit.startswith("/") and not line.flags & METRIC and not _OUT_OF_THEM.match(low, amount.end):
            return False
        return not _AMONG_NEW.search(before[-12:])
    if unit == "rank":
        return True
    if unit not in CURRENCY_UNITS and _brings(before):
        return True
    threshold = (
        _THRESHOLD.search(before)
        or low.endswith("+", amount.start, amount.end)
        or _THRESHOLD_AFTER.match(low, amount.end)
    )
    if unit in TIMES:
        return (
            bool(threshold)
            and not any(other.unit in SHARE_UNITS or other.word for other in line.amounts)
            and unit in ("ms", "s", "min", "h", "d", "w", "mo")
        )
    if not threshold:
        if unit in CURRENCY_UNITS:
            return bool(line.flags & METRIC and _PER_HEAD.search(before)) and not _AMONG_NEW.search(low)
        return (not unit or unit == "分") and any(
            cue.flags & LEVEL and 0 <= amount.start - cue.end <= 2 for cue in line.cues
        )
    if amount.word and amount.value and _CEILING.search(before) and not line.flags & (WIN | IMPROVE):
        return True  # no more than 2 rollbacks: there is some number of them today
    if unit in CURRENCY_UNITS:
        if _PER_HEAD.search(low) or _CEILING.search(before) or _STOCK.search(low):
            return not _AMONG_NEW.search(low)
        return bool(
            _REVENUE.search(low)
            and (_DAILY.search(low) or re.search(r"\b(?:reach|exceed|hit)|达到?|突破|超过", before))
        ) and not _AMONG_NEW.search(low)
    if not unit or unit in ("分", "星", "points", "stars", "point", "pts"):
        return bool(
            line.flags & LEVEL or re.search(r"\b(?:nps|csat|score|index|turns)\b|指数", low)
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
    if (
        not line.amounts
        or line.based
        or (key_result is not None and key_result.start is not None and key_result.target is not None)
    ):
        return NOTHING
    loose = [amount for amount in line.amounts if is_relative(line, amount)]
    if len(loose) < len(line.amounts):  # sales of 120 million, 30 % up on last year: the level is there
        loose = [
            amount
            for amount in loose
            if not _YEARLY.search(line.low[max(0, amount.start - 10) : amount.end + 20])
        ]
    if not loose:
        return NOTHING
    amount = loose[0]
    if deed_of(line) is not None and amount.word != "verb" and not line.flags & (RISE | FALL | IMPROVE):
        return NOTHING
    return (Hit(amount.start, amount.end, None, line.text[amount.start : amount.end].strip()),)


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
        if cue.flags & SOON:
            dated = any(mark.kind != "name" for mark in line.marks)
            if not dated and not any(amount.unit in TIMES for amount in line.amounts):
                hits.append(hit_at(line, cue))
        elif cue.flags & VAGUE and not _clause_has_amount(line, cue):
            hits.append(hit_at(line, cue))
    return hits


def _clause_has_amount(line: Line, cue: Cue) -> bool:
    if not line.amounts:
        return False
    for amount in line.amounts:
        low, high = (cue.end, amount.start) if amount.start >= cue.end else (amount.end, cue.start)
        if high - low < 200 and not re.search(r"[,;，；。]", line.low[max(0, low) : max(0, high)]):
            return True
    return False


_YEARLY = later(r"同比|环比|\byoy\b|\bqoq\b|year[- ]o[nv]|last (?:year|quarter)|previous (?:year|quarter)")
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
        (first.value, second.value, min(first.start, second.start), max(first.start, second.start))
        for first, second in line.moves
    ]
    if (
        not pairs
        and key_result is not None
        and key_result.start is not None
        and key_result.target is not None
    ):
        pairs = [(key_result.start, key_result.target, len(line.text), len(line.text))]
    if not pairs:
        return NOTHING
    hits = []
    reached = index = 0
    for start, target, place_of, second in pairs:
        while index < len(line.cues) and line.cues[index].start < reached:
            index += 1
        verb = _governing(line, index, place_of)
        if verb is None and line.han:  # 由45天提高到30天
            verb = next(
                (cue for cue in _between(line, index, place_of, second) if cue.flags & (RISE | FALL)), None
            )
        reached = place_of
        if verb is None or start == target:
            continue
        if (verb.flags & RISE and target < start) or (
            verb.flags & FALL and target > start and not verb.flags & RISE
        ):
            hits.append(hit_at(line, verb))
    return hits if hits and not _RANKED.search(line.low) else NOTHING


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
            and found is None
            and cue.word not in ("控制", "better")
            and not _ASIDE.search(line.low[max(0, cue.start - 8) : cue.start])
        ):
            found = cue
    if found is not None and re.search(r"[;；。]|[,，](?!\s*[从由自]|\s*from)", line.low[found.end : place]):
        return None
    return found


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
    "K209",
    "warning",
    "key_result",
    en=("Seen only at the end", "“{found}” speaks once, when nothing can be changed any more.", "What would tell you half-way that it is going well?", "Add a measure that moves every week, such as churn or referrals."),
    zh=("到最后才见分晓", "“{found}”只在最后揭晓一次，那时已来不及调整。", "走到一半时，看什么能知道它进展顺利？", "换成或加上随时可查的指标，如流失率、转介绍率。"),
    needs=LATE,
)  # fmt: skip
def seen_at_the_end(place: Place) -> Iterable[Hit]:
    """A yearly survey, an audit, an award: the result comes in one piece, at the end. A good key result can be looked
    at any week; churn and referrals tell of satisfaction long before the survey does. A proof that balances another
    key result with a number is exempt.

    Bad: 90% satisfaction in the yearly customer survey
    Good: Customer churn falls from 3% to 2% a month

    年度调研、审计、评奖，结果一次揭晓，期中看不到进展。好的关键结果随时能检查：流失率、转介绍率早就说明了满意度。
    对另一条有数字的关键结果起制衡作用的认证不在此列。

    不好：年度客户满意度调研得分达到90分
    好：客户月流失率从3%降到2%
    """
    line = place.line
    if balances(place) or any(first.unit in TIMES for first, _ in line.moves):
        return NOTHING  # hours per audit go down all the time
    if place.key_result is not None and place.key_result.kind == "milestones":
        return NOTHING
    deed = deed_of(line)
    if deed is not None and line.amounts:
        return NOTHING
    cue = line.first(LATE)
    return (hit_at(line, cue),) if cue else NOTHING


@rule(
    "K210",
    "warning",
    "key_result",
    en=("Long-effect trap", "“{found}” moves over years; within a cycle nobody can steer by it.", "What early sign would show within weeks that it is on its way?", "Use a leading indicator that moves within the cycle."),
    zh=("长效误区", "“{found}”要很久才会变，一个周期内没法拿它指导行动。", "几周之内，什么迹象能说明它在变好？", "换成周期内就会变化的先导指标。"),
    needs=LONG,
)  # fmt: skip
def long_effect(place: Place) -> Iterable[Hit]:
    """The overall level, the culture, the image: true aims, and too slow to steer by. People work on everything a
    little, and the cycle ends before anything shows.

    Bad: Raise the overall level of our business
    Good: Share of repeat orders from 30% to 38%

    “整体水平、企业文化、综合竞争力”是真的方向，但变得太慢：大家处处使一点劲，到期什么也看不出来。

    不好：提升企业整体业务水平
    好：复购订单占比从30%提升到38%
    """
    line = place.line
    if line.amounts or is_measured(place):
        return NOTHING
    if deed_of(line) is not None:
        return NOTHING
    cue = line.first(LONG)
    return (hit_at(line, cue),) if cue else NOTHING


def _keeping(line: Line) -> Cue | None:
    cue = line.first(KEEP)
    if cue is None:
        return None
    if line.han:
        return cue if cue.start <= 24 or line.amounts else None
    head = line.head()
    return (
        cue
        if head is not None
        and (cue.start == head[1] or line.low[max(0, cue.start - 4) : cue.start].endswith("to "))
        else None
    )


@rule(
    "K211",
    "warning",
    "key_result",
    en=("KPI in disguise", "“{found}” keeps a level: that is health, not a step forward.", "What would you change if it stayed exactly as it is?", "Watch it as a KPI, and let the key result move something."),
    zh=("其实是KPI", "“{found}”是守住水平，属于健康指标，不是往前走一步。", "如果它一直不变，你会做什么不同的事？", "作为KPI看着它，关键结果写要改变的。"),
    needs=KEEP,
)  # fmt: skip
def kpi_in_disguise(place: Place) -> Iterable[Hit]:
    """Keeping a level matters, and it is the daily business: a KPI beside the OKRs. As a counterweight to another key
    result that moves a number it may stand (grow orders, keep complaints under 1%).

    Bad: Maintain uptime at 99.9%
    Good: Uptime rises from 99.5% to 99.9%

    守住水平很重要，但那是日常，放在OKR旁边的KPI里。若它是用来制衡另一条有数字的关键结果（订单要增长、投诉率保持不超过1%），可以保留。

    不好：服务可用性保持在99.9%
    好：服务可用性从99.5%提升到99.9%
    """
    line = place.line
    cue = _keeping(line)
    if cue is None:
        return NOTHING
    if line.amounts and any(
        other is not line
        and other.amounts
        and not other.flags & KEEP
        and (other.moves or other.flags & (RISE | FALL | WIN | REACH))
        for other in place.lines
    ):
        return NOTHING
    return (hit_at(line, cue),)


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


@rule(
    "K214",
    "warning",
    "key_result",
    en=("No owner", "Nobody's name stands beside it.", "Who would be sorry if it did not happen?", "Name one person, or open it to be claimed."),
    zh=("没有负责人", "没有人的名字在旁边。", "没做到的话，谁会最在意？", "写一个人的名字，或开放认领。"),
)  # fmt: skip
def no_owner(place: Place) -> Iterable[Hit]:
    """What belongs to everyone is looked after by no one. The owner need not do it alone; the owner is who asks about
    it every week. Only an owner given as empty is missing; where no owner is spoken of, nothing is found.

    Bad: O: New drivers feel at home | KR: 30 drivers stay past day 90 | Owner:
    Good: O: New drivers feel at home | KR: 30 drivers stay past day 90 | Owner: Mia

    人人负责等于没人负责。负责人不必一个人做，但每周会过问。只有负责人写了却为空时才提醒；没提到负责人的不算。

    不好：O：新司机有归属感 | KR：30名司机留任超过90天 | 负责人：
    好：O：新司机有归属感 | KR：30名司机留任超过90天 | 负责人：李敏
    """
    key_result = place.key_result
    return (
        whole(place.line)
        if key_result is not None and key_result.owner is not None and not key_result.owner.strip()
        else NOTHING
    )


@rule(
    "K215",
    "info",
    "key_result",
    en=("No deadline", "It has neither a date nor a cycle.", "When do you want to look back at it?", "Let it inherit the cycle, or give a date."),
    zh=("没有期限", "既没有日期，也没有周期。", "打算什么时候回头看它？", "沿用周期，或写一个日期。"),
)  # fmt: skip
def no_deadline(place: Place) -> Iterable[Hit]:
    """Inside a cycle the cycle's end is the deadline and nothing need be said. Outside of one, a date is what makes it
    a promise. Only a date given as empty, without a cycle, is missing.

    Bad: O: New drivers feel at home | KR: 30 drivers stay past day 90 | Due:
    Good: O: New drivers feel at home | KR: 30 drivers stay past day 90 | Due: 2026-06-30

    在周期里，周期结束就是期限，不必再写。不在周期里，有日期才算承诺。只有日期写了却为空、又没有周期时才提醒。

    不好：O：新司机有归属感 | KR：30名司机留任超过90天 | 截止日期：
    好：O：新司机有归属感 | KR：30名司机留任超过90天 | 截止日期：2026-06-30
    """
    key_result = place.key_result
    if key_result is None or place.draft.cycle:
        return NOTHING
    missing = (key_result.due is not None and not key_result.due.strip()) or (
        key_result.due is None and place.draft.cycle == ""
    )
    if not missing or any(mark.kind in ("date", "span") for mark in place.line.marks):
        return NOTHING
    return whole(place.line)


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
        mains = [amount for amount in line.amounts if not is_relative(line, amount)]
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


def _kind(unit: str) -> str:
    if unit in ("%", "percent", "百分比", "pp", "‰"):
        return "share"
    if unit.upper() in CURRENCY_UNITS or unit in ("$", "€", "£", "¥", "元", "万元"):
        return "money"
    if unit in TIMES or known_time(unit):
        return "time"
    return "count" if unit and not unit.startswith("/") else ""


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
    cue = line.first(VANITY)
    return (hit_at(line, cue),) if cue else NOTHING
