"""O108, O109: what it supports, and why."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections.abc import Iterable

from okr_coach.rules.rule import NOTHING, Hit, Place, rule, whole


@rule(
    "O108",
    "warning",
    "objective",
    en=("Not aligned", "It supports no other goal and no strategy.", "Whose goal comes nearer when you reach this?", "Link it, or say why it stands alone."),
    zh=("没有对齐", "它没有支撑任何目标或战略。", "你达成之后，谁的目标会更近一步？", "建立对齐，或说明为什么独立。"),
)  # fmt: skip
def not_aligned(place: Place) -> Iterable[Hit]:
    """Goals that support nothing compete with those that do. Only a parent given as empty is missing; the company's own
    objectives point at a strategy.

    Bad: O: New drivers feel at home | Parent:
    Good: O: New drivers feel at home | Parent: Be the fleet drivers stay with

    不支撑任何目标的目标，会和别的目标抢资源。只有上级目标写了却为空时才提醒；公司级目标指向战略。

    不好：O：新司机有归属感 | 上级目标：
    好：O：新司机有归属感 | 上级目标：成为司机愿意留下来的车队
    """
    objective = place.objective
    return (
        whole(place.line)
        if objective is not None and objective.parent is not None and not objective.parent.strip()
        else NOTHING
    )


@rule(
    "O109",
    "info",
    "objective",
    en=("No why", "The background and value are empty.", "Who notices when it is done?", "Add a sentence: what calls for it, what it is worth."),
    zh=("没写为什么", "背景与价值是空的。", "做到之后，谁会注意到？", "补一句：什么现实要求它，它值什么。"),
)  # fmt: skip
def no_why(place: Place) -> Iterable[Hit]:
    """The reality that calls for it and what it is worth: two lines that decide whether others will help. Only a
    background given as empty is missing.

    Bad: O: Move into shopping malls | Why:
    Good: O: Move into shopping malls | Why: Our customers buy there now

    现实是什么、价值在哪里：两句话决定别人愿不愿意帮忙。只有背景与价值写了却为空时才提示。

    不好：O：进驻购物中心，改变获客渠道 | 背景：
    好：O：进驻购物中心，改变获客渠道 | 背景：原来的获客渠道正被购物中心改变
    """
    objective = place.objective
    return (
        whole(place.line)
        if objective is not None and objective.why is not None and not objective.why.strip()
        else NOTHING
    )
