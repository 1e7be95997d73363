"""What the frame around every page shows: how much is due, and where the cycle stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from headway.db.prepared import prepared
from headway.goals.calendar import working_days
from headway.goals.models import Cycle, KeyResult, Objective
from headway.goals.naming import cycle_name
from headway.goals.rules import elapsed_share
from headway.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    url: str
    hue: int = 0


@dataclass(frozen=True, slots=True)
class CycleCard:
    id: int
    name: str
    elapsed: float
    starts: date
    ends: date
    days_left: int
    week: int


def cycle_card(viewer: Viewer) -> CycleCard | None:
    """The running cycle a person works in: the quarter if there is one, else the shortest."""
    found = [_Running(*row) for row in _running(viewer.today)]
    cycle = _current(found, viewer.today)
    if cycle is None:
        return None
    share = elapsed_share(
        cycle.starts, cycle.ends, viewer.today, working_days(viewer.org.country, cycle.starts, cycle.ends)
    )
    return CycleCard(
        id=cycle.id,
        name=cycle_name(cycle.kind, cycle.starts, cycle.ends, cycle.name),
        elapsed=float(share),
        starts=cycle.starts,
        ends=cycle.ends,
        days_left=max(0, (cycle.ends - viewer.today).days),
        week=viewer.today.isocalendar().week,
    )


@dataclass(frozen=True, slots=True)
class _Running:
    id: int
    kind: str
    starts: date
    ends: date
    name: str


@prepared
def _running(today: date) -> QuerySet[Cycle, tuple[int, str, date, date, str]]:
    states = [Cycle.State.RUNNING, Cycle.State.REVIEWING]
    running = Cycle.objects.filter(state__in=states, starts__lte=today, practice=False)
    return running.order_by("-starts").values_list("id", "kind", "starts", "ends", "name")[:12]


def _current(found: Sequence[_Running], today: date) -> _Running | None:
    here = [cycle for cycle in found if cycle.ends >= today] or found
    quarters = [cycle for cycle in here if cycle.kind == Cycle.Kind.QUARTER]
    return next(iter(quarters or sorted(here, key=lambda cycle: cycle.ends - cycle.starts)), None)


def due_for(person_id: int) -> Q:
    """Key results whose check-in is this person's to make."""
    if connection.vendor == "sqlite":
        # SQLite reads an OR from several indexes only when all of it is about one table.
        owned = Objective.objects.filter(owner=person_id)
        mine = Q(owner=person_id) | Q(delegate=person_id) | Q(owner__isnull=True, objective__in=owned)
        return Q(pk__in=KeyResult.objects.filter(mine).values("pk"))
    return Q(owner=person_id) | Q(delegate=person_id) | Q(owner__isnull=True, objective__owner=person_id)


def carried_by(person_id: int) -> Q:
    """Key results this person owns or checks in for."""
    mine = Q(owner=person_id) | Q(delegate=person_id)
    return Q(pk__in=KeyResult.objects.filter(mine).values("pk")) if connection.vendor == "sqlite" else mine


def in_cycles(carried: Q, cycles: tuple[int, ...]) -> Q:
    """In these cycles. SQLite is led there from what is carried; by itself it starts from all of a cycle."""
    if connection.vendor == "sqlite":
        theirs = KeyResult.objects.filter(carried).values("objective")
        return Q(objective__in=Objective.objects.filter(cycle__in=cycles, pk__in=theirs))
    return Q(objective__cycle__in=cycles)


def due_count(viewer: Viewer) -> int:
    """How many live key results of running cycles wait for this person: slot near or missed; one query."""
    return len(_due(viewer.id, viewer.today))


@prepared
def _due(me: int, today: date) -> QuerySet[KeyResult, int]:
    return KeyResult.objects.filter(
        due_for(me),
        state=KeyResult.State.LIVE,
        driver=KeyResult.Driver.CHECK_INS,
        objective__state="agreed",
        objective__cycle__state__in=["running", "reviewing"],
        due_from__lte=today,
    ).values_list("id", flat=True)
