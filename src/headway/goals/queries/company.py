"""The company: what it is for, where it wants to go, what it set itself, and how its departments stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from headway.db.prepared import prepared
from headway.goals.access import Sight, objectives_for, sight
from headway.goals.models import Objective
from headway.goals.queries.cycles import CycleChoice, Cycles, cycles_for_switcher
from headway.goals.queries.figures import (
    EMPTY,
    Figure,
    Pace,
    company_figure,
    figure_of_all_teams,
    figures_below,
    pace_of,
)
from headway.goals.queries.rows import OBJECTIVE, Face, ObjectiveRow, Values, objective_rows
from headway.people.models import Organisation, Strategy, Team, TeamLead
from headway.people.queries.lines import manager_line
from headway.people.viewer import Viewer

MOST_OBJECTIVES = 60
MOST_LEADERS = 4
OBJECTIVES_A_STRATEGY = 5
MOST_DEPARTMENTS = 40


@dataclass(frozen=True, slots=True)
class StrategyCard:
    id: int
    title: str
    text: str
    objectives: Sequence[ObjectiveRow]


@dataclass(frozen=True, slots=True)
class Department:
    id: int
    name: str
    purpose: str
    leads: Sequence[Face]
    figure: Figure


@dataclass(frozen=True, slots=True)
class Leader:
    person: Face
    title: str
    objectives: Sequence[ObjectiveRow]


@dataclass(frozen=True, slots=True)
class CompanyView:
    cycles: Cycles | None
    year: int
    objectives: Sequence[tuple[CycleChoice, Sequence[ObjectiveRow]]]
    strategies: Sequence[StrategyCard]
    figure: Figure
    pace: Pace | None
    departments: Sequence[Department]
    more_departments: int
    leaders: Sequence[Leader]
    may_set: bool


def company_view(viewer: Viewer, cycle_id: int | None = None) -> CompanyView:
    """Thirteen queries, whatever the size of the company."""
    cycles = cycles_for_switcher(viewer.today, cycle_id)
    day = cycles.chosen.starts if cycles else viewer.today
    year = fiscal_year(viewer.org, day)
    around = cycles.ids if cycles else []
    rows = objective_rows(_of_company(sight(viewer), tuple(around)), viewer.org, viewer.today)
    tops = _departments(cycles.chosen.id if cycles else 0)
    return CompanyView(
        cycles=cycles,
        year=year,
        objectives=[
            (cycle, held)
            for cycle in (cycles.around if cycles else ())
            if (held := [row for row in rows if row.cycle_id == cycle.id])
        ],
        strategies=_strategies(viewer, year, around),
        figure=company_figure(cycles.chosen.id) if cycles else EMPTY,
        pace=pace_of(cycles.chosen, viewer.org, viewer.today) if cycles else None,
        departments=tops[:MOST_DEPARTMENTS],
        more_departments=max(0, len(tops) - MOST_DEPARTMENTS),
        leaders=_leaders(viewer, around),
        may_set=viewer.person.is_admin,
    )


def fiscal_year(org: Organisation, day: date) -> int:
    """The year a day belongs to: the one in which the company's year began."""
    return day.year if day.month >= org.fiscal_month else day.year - 1


def _strategies(viewer: Viewer, year: int, cycles: Sequence[int]) -> list[StrategyCard]:
    """Three queries: the year's strategies, which objectives lead each, those objectives."""
    rows = _strategies_of(str(year))
    places = [
        (strategy, pk)
        for strategy, pk, _ in _pointing_at(sight(viewer), tuple(pk for pk, _, _ in rows), tuple(cycles))
    ]
    found = _these(tuple(pk for _, pk in places))
    shown = {row.id: row for row in objective_rows(found, viewer.org, viewer.today)}
    by_strategy: dict[int, list[ObjectiveRow]] = {}
    for strategy, pk in places:
        by_strategy.setdefault(strategy, []).append(shown[pk])
    return [StrategyCard(pk, title, text, by_strategy.get(pk, ())) for pk, title, text in rows]


def _departments(cycle_id: int) -> list[Department]:
    """The top teams; below a single one at the top, that one and those right under it. Three queries."""
    found = _top_teams()
    roots = [row for row in found if row[3] == 0]
    tops = found if len(roots) == 1 else roots
    ids = [row[0] for row in tops]
    if len(roots) == 1:
        figures = {roots[0][0]: figure_of_all_teams(cycle_id), **figures_below(ids[1:], cycle_id)}
    else:
        figures = figures_below(ids, cycle_id)
    leads = leads_of(ids)
    return [Department(pk, name, purpose, leads.get(pk, ()), figures[pk]) for pk, name, purpose, _ in tops]


def leads_of(teams: Sequence[int]) -> dict[int, list[Face]]:
    """Who leads each of these teams; one query."""
    rows = _leads(tuple(teams))
    return {
        team: [Face(pk, name) for _, pk, name in each] for team, each in groupby(rows, key=lambda row: row[0])
    }


def _leaders(viewer: Viewer, cycles: Sequence[int]) -> list[Leader]:
    """The reader's manager line and what they answer for; three queries."""
    line = [person for person in manager_line(viewer.person) if person.is_active][:MOST_LEADERS]
    owned = _owned_by(sight(viewer), tuple(person.pk for person in line), tuple(cycles))
    rows = objective_rows(owned, viewer.org, viewer.today)
    return [
        Leader(Face(person.pk, person.name), person.title, held)
        for person in line
        if (held := [row for row in rows if row.owner and row.owner.id == person.pk])
    ]


@prepared
def _of_company(seen: Sight, cycles: tuple[int, ...]) -> QuerySet[Objective, Values]:
    rows = objectives_for(seen).filter(holder=Objective.Holder.COMPANY, cycle__in=cycles)
    return rows.order_by("position", "id").values_list(*OBJECTIVE)[:MOST_OBJECTIVES]


@prepared
def _strategies_of(year: str) -> QuerySet[Strategy, tuple[int, str, str]]:
    """The year as text: its column is too small for the marks of ``prepared``."""
    return Strategy.objects.filter(year=year, retired=False).values_list("id", "title", "text")


@prepared
def _pointing_at(
    seen: Sight, strategies: tuple[int, ...], cycles: tuple[int, ...]
) -> QuerySet[Objective, Values]:
    pointing = (
        objectives_for(seen)
        .filter(
            strategy__in=strategies,
            cycle__in=cycles,
            holder__in=[Objective.Holder.COMPANY, Objective.Holder.TEAM],
        )
        .exclude(outcome=Objective.Outcome.DROPPED)
    )
    place = Window(RowNumber(), partition_by=F("strategy"), order_by=["holder", "position", "id"])
    return (
        pointing.annotate(place=place)
        .filter(place__lte=OBJECTIVES_A_STRATEGY)
        .values_list("strategy_id", "id", "place")
        .order_by("strategy_id", "place")
    )


@prepared
def _these(objectives: tuple[int, ...]) -> QuerySet[Objective, Values]:
    return Objective.objects.filter(pk__in=objectives).values_list(*OBJECTIVE)


@prepared
def _top_teams() -> QuerySet[Team, tuple[int, str, str, int]]:
    teams = Team.objects.filter(depth__lte=1, archived=False)
    return teams.order_by("lft").values_list("id", "name", "purpose", "depth")


@prepared
def _leads(teams: tuple[int, ...]) -> QuerySet[TeamLead, tuple[int, int, str]]:
    rows = TeamLead.objects.filter(team__in=teams, person__is_active=True)
    return rows.order_by("team_id", "id").values_list("team_id", "person_id", "person__name")


@prepared
def _owned_by(seen: Sight, people: tuple[int, ...], cycles: tuple[int, ...]) -> QuerySet[Objective, Values]:
    owned = Objective.objects.filter(owner__in=people, cycle__in=cycles).values("pk")
    rows = objectives_for(seen).filter(pk__in=owned)
    kept = rows.exclude(outcome=Objective.Outcome.DROPPED)
    return kept.order_by("-holder", "position", "id").values_list(*OBJECTIVE)
