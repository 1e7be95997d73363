"""Objectives as the coach reads them: one holder's rows of one cycle become a ``Draft``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from headway.goals.models import KeyResult, Objective
from headway.goals.rules import Thresholds
from headway.goals.rules.pace import aim
from okr_coach.draft import Course, Draft, Language
from okr_coach.draft import KeyResult as ReadKeyResult
from okr_coach.draft import Objective as ReadObjective

FLAT = 3  # as many equal values say that it does not move


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective with its live key results in order. ``parent``: the title of a goal that it serves."""

    objective: Objective
    key_results: Sequence[KeyResult]
    parent: str = ""
    courses: Mapping[int, Course] = field(default_factory=dict)


def draft_of(
    goals: Sequence[Goal],
    *,
    previous: Sequence[str] | None = None,
    focus: tuple[int, int] = (3, 5),
    language: Language = "auto",
) -> Draft:
    """``objectives/0/key_results/1`` is the second key result of the first goal. Nothing here is without an
    owner or a deadline: a key result that nobody holds is open to be claimed, and the cycle has an end."""
    return Draft(
        objectives=tuple(_objective(goal) for goal in goals),
        language=language,
        cycle=str(goals[0].objective.cycle_id) if goals else None,
        previous=None if previous is None else tuple(previous),
        focus=focus,
    )


def _objective(goal: Goal) -> ReadObjective:
    row = goal.objective
    return ReadObjective(
        title=row.title,
        why=row.why,
        parent=_parent(goal),
        ambition=row.ambition,
        key_results=tuple(_key_result(each, goal.courses.get(each.pk)) for each in goal.key_results),
    )


def _parent(goal: Goal) -> str | None:
    """What a company objective serves is the company: nothing is missing there."""
    if goal.parent:
        return goal.parent
    if goal.objective.strategy_id is not None:
        return goal.objective.strategy.title if goal.objective.strategy else None
    return None if goal.objective.holder == Objective.Holder.COMPANY else ""


def _key_result(row: KeyResult, course: Course | None) -> ReadKeyResult:
    return ReadKeyResult(
        title=row.title,
        start=row.start,
        target=row.target,
        unit="%" if row.unit_kind == KeyResult.UnitKind.PERCENT else row.unit,
        due=None if row.due is None else row.due.isoformat(),
        kind=row.kind,
        course=course,
    )


def course_of(
    row: KeyResult,
    *,
    ambition: str,
    thresholds: Thresholds,
    slots: Sequence[date],
    today: date,
    scores: Sequence[Decimal] = (),
) -> Course:
    """How it goes, by the figures that are stored with it. The forecast goes on at the pace so far; it is
    unknown in the silent first days of a cycle and for what has no pace."""
    missed = 0
    if row.due_by is not None and row.due_by < today:
        missed = bisect_left(slots, today) - bisect_left(slots, row.due_by)
    return Course(
        missed_slots=missed,
        values=(row.current,) * FLAT if row.stuck and row.current is not None else (),
        confidence=row.confidence,
        forecast=_forecast(row, aim(ambition, thresholds.aspirational_aim), thresholds.silent),
        scores=tuple(scores),
    )


def _forecast(row: KeyResult, reached: Decimal, silent: Decimal) -> Decimal | None:
    if row.kind not in (KeyResult.Kind.NUMBER, KeyResult.Kind.MILESTONES):
        return None
    if row.progress is None or row.expected is None or row.expected <= silent * reached:
        return None
    forecast: Decimal = row.progress / row.expected
    return forecast
