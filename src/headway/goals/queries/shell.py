"""What the frame around every page shows: how much is due, and where the cycle stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from headway.goals.calendar import working_days
from headway.goals.models import Cycle, KeyResult
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
    cycle = current_cycle(viewer.today)
    if cycle is None:
        return None
    share = elapsed_share(cycle.starts, cycle.ends, viewer.today, working_days(viewer.org.country, cycle.starts, cycle.ends))
    return CycleCard(
        id=cycle.pk,
        name=cycle_name(cycle.kind, cycle.starts, cycle.ends, cycle.name),
        elapsed=float(share),
        starts=cycle.starts,
        ends=cycle.ends,
        days_left=max(0, (cycle.ends - viewer.today).days),
        week=viewer.today.isocalendar().week,
    )


def current_cycle(today: date) -> Cycle | None:
    running = Cycle.objects.filter(
        state__in=[Cycle.State.RUNNING, Cycle.State.REVIEWING], starts__lte=today, practice=False
    ).order_by("-starts")
    found = list(running[:12])
    here = [cycle for cycle in found if cycle.ends >= today] or found
    quarters = [cycle for cycle in here if cycle.kind == Cycle.Kind.QUARTER]
    return (quarters or sorted(here, key=lambda cycle: cycle.ends - cycle.starts) or [None])[0]


def due_for(person_id: int) -> Q:
    """Key results whose check-in is this person's to make."""
    return Q(owner=person_id) | Q(delegate=person_id) | Q(owner__isnull=True, objective__owner=person_id)


def due_count(viewer: Viewer) -> int:
    return due_key_results(viewer).count()


def due_key_results(viewer: Viewer):  # type: ignore[no-untyped-def]
    """Live key results of running cycles whose slot is near or missed, and not checked in for it."""
    return KeyResult.objects.filter(
        due_for(viewer.id),
        state=KeyResult.State.LIVE,
        driver=KeyResult.Driver.CHECK_INS,
        objective__state="agreed",
        objective__cycle__state__in=["running", "reviewing"],
        due_from__lte=viewer.today,
    ).annotate(objective_title=F("objective__title"))
