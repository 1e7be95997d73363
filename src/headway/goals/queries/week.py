"""My week: what is due, my key results and objectives, and what changed in my teams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from headway.db.prepared import prepared
from headway.goals.models import Draft, KeyResult, Objective
from headway.goals.queries.feed import Happening, happenings, together
from headway.goals.queries.rows import (
    KEY_RESULT,
    OBJECTIVE,
    KeyResultRow,
    ObjectiveRow,
    Values,
    key_result_rows,
    objective_rows,
    with_steps,
)
from headway.goals.queries.shell import due_for
from headway.people.viewer import Viewer

MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Week:
    due: Sequence[KeyResultRow]
    others: Sequence[KeyResultRow]
    objectives: Sequence[ObjectiveRow]
    drafts: Sequence[ObjectiveRow]
    feed: Sequence[Sequence[Happening]]
    kept: dict[int, dict[str, object]]


def week(viewer: Viewer) -> Week:
    """Five queries, however much there is."""
    me = viewer.id
    rows = with_steps(key_result_rows(_carried(me), viewer.org, viewer.today))
    due = [row for row in rows if row.is_due(viewer.today) and row.driver == "check_ins"]
    objectives = objective_rows(_owned(me), viewer.org, viewer.today)
    shown = {row.id for row in due}
    kept = {int(key.rpartition("/")[2]): body for key, body in _kept(me)}
    return Week(
        due=due,
        others=[row for row in rows if row.id not in shown],
        objectives=[row for row in objectives if row.state == Objective.State.AGREED],
        drafts=[row for row in objectives if row.state != Objective.State.AGREED],
        feed=together(happenings(viewer, limit=24, teams=viewer.team_ids))[:6],
        kept=kept,
    )


@prepared
def _carried(me: int) -> QuerySet[KeyResult, Values]:
    return (
        KeyResult.objects.filter(
            due_for(me),
            state=KeyResult.State.LIVE,
            objective__state=Objective.State.AGREED,
            objective__cycle__state__in=["running", "reviewing"],
        )
        .order_by("due_by", "id")
        .values_list(*KEY_RESULT)[:MOST_ROWS]
    )


@prepared
def _owned(me: int) -> QuerySet[Objective, Values]:
    return (
        Objective.objects.filter(Q(owner=me) | Q(person=me))
        .filter(
            Q(state=Objective.State.AGREED, cycle__state__in=["running", "reviewing"])
            | Q(state__in=[Objective.State.DRAFT, Objective.State.PROPOSED])
        )
        .order_by("cycle__ends", "position", "id")
        .values_list(*OBJECTIVE)[:MOST_ROWS]
    )


@prepared
def _kept(me: int) -> QuerySet[Draft, Values]:
    return Draft.objects.filter(person=me, key__startswith="check-in/").values_list("key", "body")
