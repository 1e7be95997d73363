"""What to ask about one objective this week, by what is stored with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from headway.coach.access import may_ask
from headway.coach.models import Review
from headway.coach.queries.notes import language_of_reader
from headway.coach.questions import (
    Facts,
    KeyResultFacts,
    Question,
    Situation,
    questions_for,
    situations_of,
)
from headway.db.prepared import prepared
from headway.goals.access import Sight, objectives_for, require_open, sight
from headway.goals.calendar import working_days
from headway.goals.models import Objective
from headway.goals.queries.objective import ObjectiveView, objective_view
from headway.goals.queries.rows import KeyResultRow
from headway.goals.rules import elapsed_share
from headway.people.viewer import Viewer

_SET = (Objective.State.DRAFT, Objective.State.PROPOSED, Objective.State.AGREED)


@dataclass(frozen=True, slots=True)
class Asked:
    """The situations a goal is in, and this week's questions."""

    objective_id: int
    week: str
    situations: Sequence[Situation]
    questions: Sequence[Question]


def questions_about(viewer: Viewer, view: ObjectiveView) -> Asked | None:
    """None for whom they are not meant. At most three queries beside those of the page."""
    if not may_ask(viewer, view.objective):
        return None
    pk, week = view.objective.pk, week_of(viewer.today)
    found = situations_of(facts_of(viewer, view))
    return Asked(pk, week, found, questions_for(found, language_of_reader(), seed=f"{pk}/{week}"))


def coaching_questions(viewer: Viewer, objective_id: int) -> Asked:
    """``NotFound`` if the objective is not seen, ``NotOpen`` for whom the questions are not meant."""
    asked = questions_about(viewer, objective_view(viewer, objective_id))
    require_open(asked is not None)
    assert asked is not None
    return asked


def facts_of(viewer: Viewer, view: ObjectiveView) -> Facts:
    """Two queries: how much its holder has, and what the coach found."""
    row, cycle, org = view.objective, view.objective.cycle, viewer.org
    calendar = working_days(org.country, cycle.starts, cycle.ends)
    begins = max(cycle.starts, row.joined_on or cycle.starts)
    held = _held(sight(viewer), row.cycle_id, row.holder, row.team_id or row.person_id or 0)
    return Facts(
        state=row.state,
        cycle_state=cycle.state,
        holder=row.holder,
        ambition=row.ambition,
        status=row.status,
        score=row.score,
        key_results=[_facts(each) for each in view.key_results],
        elapsed=elapsed_share(begins, cycle.ends, viewer.today, calendar),
        days_agreed=None if row.agreed_at is None else (viewer.at - row.agreed_at).days,
        supports=bool(view.above) or row.strategy_id is not None,
        held=len(held),
        focus=org.focus_note,
        amendments=sum(1 for each in view.amendments if each.state == "agreed"),
        codes=frozenset(code for stored in _found(row.pk) for each in stored for code, _, _ in each),
    )


def _facts(row: KeyResultRow) -> KeyResultFacts:
    return KeyResultFacts(
        status=row.status,
        confidence=row.confidence,
        progress=row.progress,
        expected=row.expected,
        claimed=row.owner is not None,
        stuck=row.stuck,
        score=row.score,
    )


@prepared
def _held(seen: Sight, cycle: int, holder: str, pk: int) -> QuerySet[Objective, int]:
    rows = objectives_for(seen).filter(cycle=cycle, holder=holder, state__in=_SET)
    if holder != Objective.Holder.COMPANY:
        rows = rows.filter(**{holder: pk})
    return rows.values_list("id", flat=True)


@prepared
def _found(pk: int) -> QuerySet[Review, tuple[list[tuple[str, str, int | None]], ...]]:
    return Review.objects.filter(pk=pk).values_list("findings", "course")


def week_of(today: date) -> str:
    year, week, _ = today.isocalendar()
    return f"{year}-W{week:02}"
