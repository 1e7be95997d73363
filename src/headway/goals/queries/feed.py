"""What has happened: Events joined on what the viewer may see, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from headway.activity.models import Event
from headway.db.prepared import prepared
from headway.goals.access import Sight, sight, visible
from headway.goals.models import KeyResult, Objective
from headway.goals.queries.rows import Face, Values, face
from headway.people.viewer import Viewer

QUIET = ("reworded", "delegated", "status_lifted", "note_dismissed", "note_taken_back")


@dataclass(frozen=True, slots=True)
class Happening:
    id: int
    at: datetime
    actor: Face | None
    verb: str
    noun: str
    objective_id: int | None
    objective: str
    key_result: str
    key_result_id: int | None
    kind: str
    unit_kind: str
    unit: str
    decimals: int
    before: dict[str, object]
    after: dict[str, object]
    reason: str


def happenings(
    viewer: Viewer,
    *,
    limit: int,
    teams: Sequence[int] | None = None,
    objective: int | None = None,
    objectives: Sequence[int] | None = None,
    without: Sequence[str] = (),
) -> list[Happening]:
    """The latest events of these teams, this objective or these objectives; one query."""
    found = _found(
        sight(viewer),
        str(limit),
        None if teams is None else tuple(teams),
        objective,
        None if objectives is None else tuple(objectives),
        tuple(without),
    )
    return [
        Happening(
            pk,
            at,
            face(actor_id, name),
            verb,
            noun,
            objective_id,
            title or "",
            (kr or "") if noun == "keyresult" else "",
            noun_id if noun == "keyresult" else None,
            kind or "number",
            unit_kind or "number",
            unit or "",
            decimals or 0,
            before,
            after,
            reason,
        )
        for (
            pk,
            at,
            actor_id,
            name,
            verb,
            noun,
            noun_id,
            objective_id,
            title,
            kr,
            kind,
            unit_kind,
            unit,
            decimals,
            before,
            after,
            reason,
        ) in found
    ]


@prepared
def _found(
    seen: Sight,
    limit: str,
    teams: tuple[int, ...] | None,
    objective: int | None,
    objectives: tuple[int, ...] | None,
    without: tuple[str, ...],
) -> QuerySet[Event, Values]:
    rows = Event.objects.filter(objective_id__isnull=False).exclude(verb__in=[*QUIET, *without])
    if teams is not None:
        rows = rows.filter(team_id__in=teams)
    if objective is not None:
        rows = rows.filter(objective_id=objective)
    if objectives is not None:
        rows = rows.filter(objective_id__in=objectives)
    key_result = KeyResult.objects.filter(pk=OuterRef("noun_id"))
    return (
        rows.filter(Exists(Objective.objects.filter(visible(seen), pk=OuterRef("objective_id"))))
        .annotate(
            objective_title=Subquery(
                Objective.objects.filter(pk=OuterRef("objective_id")).values("title")[:1]
            ),
            kr_title=Subquery(key_result.values("title")[:1]),
            kr_kind=Subquery(key_result.values("kind")[:1]),
            kr_unit_kind=Subquery(key_result.values("unit_kind")[:1]),
            kr_unit=Subquery(key_result.values("unit")[:1]),
            kr_decimals=Subquery(key_result.values("decimals")[:1]),
        )
        .order_by("-id")[: int(limit)]
        .values_list(
            "id",
            "at",
            "actor_id",
            "actor__name",
            "verb",
            "noun",
            "noun_id",
            "objective_id",
            "objective_title",
            "kr_title",
            "kr_kind",
            "kr_unit_kind",
            "kr_unit",
            "kr_decimals",
            "before",
            "after",
            "reason",
        )
    )


def together(rows: Sequence[Happening]) -> list[list[Happening]]:
    """Check-ins that one person made on one objective on one day stand together."""
    groups: list[list[Happening]] = []
    for row in rows:
        last = groups[-1][0] if groups else None
        if (
            last is not None
            and row.verb == last.verb == "checked_in"
            and (row.actor, row.objective_id, row.at.date())
            == (last.actor, last.objective_id, last.at.date())
        ):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups
