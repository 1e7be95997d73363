"""K214, K215: who looks after it, and until when."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections.abc import Iterable

from okr_coach.rules.rule import NOTHING, Hit, Place, rule, whole


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
