"""The daily job: what changes with the calendar, and only the rows that are due; and the proof of it all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from headway.goals.actions.cycles import open_due_cycles
from headway.goals.actions.figures import (
    key_result_figures,
    objective_figures,
    refresh_key_result,
    refresh_objective,
)
from headway.goals.actions.ripples import count_teams, settle, team_figures
from headway.goals.models import Cycle, KeyResult, Objective, Ripple, TeamFigure
from headway.people.models import Organisation
from headway.people.queries.organisation import company_day, organisation

MOST_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored figure that is not what the rules compute."""

    noun: str
    id: int
    figure: str
    stored: object
    computed: object


def turn_day(*, at: datetime, still_at_it: Callable[[], None] = lambda: None) -> int:
    """Open the cycles whose day has come, refresh what has changed by itself; how many rows were touched.

    ``still_at_it`` is called now and then, for whoever must know that this has not died.
    """
    org = organisation()
    today = company_day(org, at)
    touched = len(open_due_cycles(org, today, at=at))
    for _ in range(MOST_ROUNDS):  # thresholds may change meanwhile, and make rows due that were done
        again = _refresh_due(org, today, still_at_it)
        touched += again
        if not again:
            break
        org = organisation()
    Organisation.objects.filter(pk=1).update(settled_on=today)
    settle(at=at)
    return touched


def _refresh_due(org: Organisation, today: date, still_at_it: Callable[[], None]) -> int:
    touched = 0
    due = KeyResult.objects.filter(status_until__lte=today).values_list("pk", flat=True)
    # What a level or a dated plan says moves on every day.
    planned = KeyResult.objects.filter(
        Q(planned=True) | Q(kind=KeyResult.Kind.HOLD),
        status_on__lt=today,
        objective__state="agreed",
        objective__cycle__state__in=["running", "reviewing"],
    ).values_list("pk", flat=True)
    for pk in sorted({*due, *planned}):
        still_at_it()
        with transaction.atomic():
            row = (
                KeyResult.objects.select_for_update(of=("self",))
                .select_related("objective__cycle", "objective__counted_in", "objective__owner")
                .get(pk=pk)
            )
            if refresh_key_result(row, row.objective, org, today):
                _refresh(row.objective_id, org, today)
            touched += 1
    for pk in list(Objective.objects.filter(status_until__lte=today).values_list("pk", flat=True)):
        still_at_it()
        with transaction.atomic():
            _refresh(pk, org, today)
            touched += 1
    return touched


def _refresh(pk: int, org: Organisation, today: date) -> None:
    objective = (
        Objective.objects.select_for_update(of=("self",)).select_related("cycle", "counted_in").get(pk=pk)
    )
    refresh_objective(objective, org, today)
    Ripple.objects.create(objective_id=pk, team_id=objective.counted_in_id, cycle_id=objective.cycle_id)


# Figures that speak of a day; compared as of the day on which they were stored.
_DATED = {"status_on"}


def differences(
    *,
    at: datetime,
    progress: Callable[[int], None] = lambda count: None,
    among: Collection[int] | None = None,
) -> Iterator[Difference]:
    """Every stored figure that differs from what the rules compute of check-ins, parts and links.

    ``among``: of these objectives, their key results and the teams that count them; nothing is settled first.
    """
    org = organisation()
    if among is None:
        settle(at=at)
    asked = Objective.objects.all() if among is None else Objective.objects.filter(pk__in=among)
    every = KeyResult.objects.all() if among is None else KeyResult.objects.filter(objective__in=among)
    rows = every.select_related(
        "objective__cycle", "objective__counted_in", "objective__owner", "objective__baseline"
    ).order_by("id")
    for count, row in enumerate(rows.iterator(chunk_size=1000)):
        day = row.status_on or company_day(org, at)
        yield from _compare(row, key_result_figures(row, row.objective, org, day))
        progress(count)
    objectives = asked.select_related("cycle", "counted_in", "baseline").order_by("id")
    for count, objective in enumerate(objectives.iterator(chunk_size=1000)):
        day = objective.status_on or company_day(org, at)
        yield from _compare(objective, objective_figures(objective, org, day))
        progress(count)
    places: set[tuple[int | None, int]] = set(asked.order_by().values_list("counted_in", "cycle").distinct())
    stored = {(figure.team_id, figure.cycle_id): _sums(figure) for figure in TeamFigure.objects.all()}
    for team, cycle in sorted(places, key=lambda place: (place[1], place[0] or 0)):
        computed = team_figures(cycle, None if team is None else [team])[team]
        was = stored.get((team, cycle))
        if was is None and any(computed.values()):
            yield Difference("team", team or 0, "figures", None, computed)
        elif was is not None:
            yield from (
                Difference("team", team or 0, name, was[name], value)
                for name, value in computed.items()
                if was[name] != value
            )


def recompute(*, at: datetime) -> int:
    """Write every stored figure afresh; returns how many rows there are."""
    org = organisation()
    today = company_day(org, at)
    count = 0
    for row in KeyResult.objects.select_related(
        "objective__cycle", "objective__counted_in", "objective__owner", "objective__baseline"
    ).iterator(chunk_size=1000):
        refresh_key_result(row, row.objective, org, today)
        count += 1
    # Shortest cycles first, so that contributors stand before what they contribute to.
    cycles = sorted(Cycle.objects.all(), key=lambda cycle: (cycle.ends - cycle.starts, cycle.pk))
    for _ in range(2):
        for cycle in cycles:
            for objective in Objective.objects.filter(cycle=cycle).select_related(
                "cycle", "counted_in", "baseline"
            ):
                if refresh_objective(objective, org, today):
                    Ripple.objects.create(
                        objective_id=objective.pk, team_id=objective.counted_in_id, cycle_id=cycle.pk
                    )
                count += 1
    settle(at=at)
    count_teams(set(Objective.objects.order_by().values_list("counted_in", "cycle").distinct()))
    return count


def _compare(thing: KeyResult | Objective, computed: dict[str, object]) -> Iterator[Difference]:
    noun = thing._meta.model_name or ""
    for name, value in computed.items():
        stored = getattr(thing, name)
        if name not in _DATED and stored != value:
            yield Difference(noun, thing.pk, name, stored, value)


def _sums(figure: TeamFigure) -> dict[str, object]:
    return {
        field.attname: getattr(figure, field.attname)
        for field in TeamFigure._meta.concrete_fields
        if field.attname not in ("id", "team_id", "cycle_id")
    }
