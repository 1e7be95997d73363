"""K202: what is done instead of what changes."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections.abc import Iterable

from okr_coach.rules.key_result.measure import balances, is_measured
from okr_coach.rules.rule import NOTHING, Hit, Place, rule
from okr_coach.text.deeds import deed_of, han_untold


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
    if deed is None and place.line.han and not is_measured(place):
        deed = han_untold(place.line)
    if deed is None or balances(place):
        return NOTHING
    steps = place.key_result is not None and place.key_result.kind == "milestones"
    counted = steps or any(amount.value > 0 for amount in place.line.amounts)
    return (
        Hit(deed.start, deed.end, "warning" if counted else None, place.line.text[deed.start : deed.end]),
    )
