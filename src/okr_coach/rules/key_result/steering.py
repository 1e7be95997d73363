"""K209, K210, K211: can one steer by it?"""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections.abc import Iterable

from okr_coach.rules.key_result.measure import balances, is_measured
from okr_coach.rules.rule import NOTHING, Hit, Place, hit_at, rule
from okr_coach.text.cues import Cue, Line
from okr_coach.text.deeds import deed_of
from okr_coach.text.flags import FALL, KEEP, LATE, LONG, REACH, RISE, WIN
from okr_coach.text.units import TIMES


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


def keeping(line: Line) -> Cue | None:
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
    cue = keeping(line)
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
