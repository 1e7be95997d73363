"""The team tree with its figures, and one team: what it holds, who is in it, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from headway.core.errors import NotFound
from headway.db.prepared import prepared
from headway.goals.access import Sight, objectives_for, sight
from headway.goals.models import Objective
from headway.goals.queries.company import leads_of
from headway.goals.queries.cycles import CycleChoice, Cycles, cycles_for_switcher
from headway.goals.queries.feed import Happening, happenings
from headway.goals.queries.figures import (
    EMPTY,
    Figure,
    Own,
    Pace,
    figures_below,
    figures_of_people,
    key_results_of_people,
    own_figures,
    pace_of,
)
from headway.goals.queries.paging import LISTED, Listed, People, people_by_name
from headway.goals.queries.rows import OBJECTIVE, Face, ObjectiveRow, Values, objective_rows
from headway.goals.rules import quantise
from headway.people.models import Membership, Person, Team
from headway.people.viewer import Viewer

MOST_OBJECTIVES = 60
MOST_SUB_TEAMS = 60
MEMBERS_A_PAGE = 30
FEED = 8
TEAMS_A_PAGE = 200
OPEN_TO_DEPTH = 2


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team in the tree or in a list, with its sub-teams' figure."""

    id: int
    name: str
    kind: str
    depth: int
    lft: int
    has_children: bool
    opened: bool
    leads: Sequence[Face]
    figure: Figure


@dataclass(frozen=True, slots=True)
class TeamsView:
    """``after`` continues the list below the last row; none at its end."""

    cycles: Cycles | None
    pace: Pace | None
    rows: Sequence[TeamRow]
    level_of_first: int
    after: int | None


def teams_view(
    viewer: Viewer, cycle_id: int | None = None, *, under: int | None = None, after: int | None = None
) -> TeamsView:
    """Four queries. Down to the third level; ``under`` gives the teams right below one, on their own."""
    cycles = cycles_for_switcher(viewer.today, cycle_id)
    teams = Team.objects.filter(archived=False)
    if under is None:
        teams = teams.filter(depth__lte=OPEN_TO_DEPTH)
    else:
        if not Team.objects.filter(pk=under).exists():
            raise NotFound()
        teams = teams.filter(parent=under)
    if after is not None:
        teams = teams.filter(lft__gt=after)
    rows = _team_rows(list(teams.order_by("lft").values_list(*_TEAM)[: TEAMS_A_PAGE + 1]), cycles)
    shown = rows[:TEAMS_A_PAGE]
    return TeamsView(
        cycles=cycles,
        pace=pace_of(cycles.chosen, viewer.org, viewer.today) if cycles else None,
        rows=[replace(row, opened=under is None and row.depth < OPEN_TO_DEPTH) for row in shown],
        level_of_first=shown[0].depth + 1 if shown else 1,
        after=shown[-1].lft if len(rows) > TEAMS_A_PAGE else None,
    )


@dataclass(frozen=True, slots=True)
class Member:
    person: Listed
    leads: bool
    figure: Figure
    key_results: int


@dataclass(frozen=True, slots=True)
class TeamView:
    team: Team
    above: Sequence[tuple[int, str]]
    leads: Sequence[Face]
    cycles: Cycles | None
    pace: Pace | None
    own: Own
    own_expected: Decimal | None
    figure: Figure
    objectives: Sequence[tuple[CycleChoice, Sequence[ObjectiveRow]]]
    sub_teams: Sequence[TeamRow]
    more_sub_teams: bool
    members: Sequence[Member]
    members_count: int
    page: People
    feed: Sequence[Happening]
    may_set: bool


def team_view(
    viewer: Viewer, pk: int, cycle_id: int | None = None, *, before: str = "", after: str = ""
) -> TeamView:
    """Fourteen queries, whatever lies below the team; ``NotFound`` for a team that does not exist."""
    team = Team.objects.filter(pk=pk).first()
    if team is None:
        raise NotFound()
    cycles = cycles_for_switcher(viewer.today, cycle_id)
    cycle = cycles.chosen if cycles else None
    above = _above(team.lft, team.rgt)
    leads = leads_of([pk]).get(pk, [])
    own_rows = _held_by(sight(viewer), pk, tuple(cycles.ids if cycles else ()))
    objectives = objective_rows(own_rows, viewer.org, viewer.today)
    children = _below(pk)
    shown = [row[0] for row in children[:MOST_SUB_TEAMS]]
    figures = figures_below([pk, *shown], cycle.id) if cycle else {}
    own, _ = own_figures(pk, cycle.id) if cycle else (Own(), EMPTY)
    others = tuple(_other_members(pk))
    page = people_by_name(
        _people(pk, others),
        size=MEMBERS_A_PAGE,
        before=before,
        after=after,
        first=lambda: _first_people(pk, others),
    )
    theirs = figures_of_people([row.id for row in page.rows], cycle.id) if cycle else {}
    owned = key_results_of_people([row.id for row in page.rows], cycle.id) if cycle else {}
    lead_ids = {each.id for each in leads}
    return TeamView(
        team=team,
        above=above,
        leads=leads,
        cycles=cycles,
        pace=pace_of(cycle, viewer.org, viewer.today) if cycle else None,
        own=own,
        own_expected=_mean_expected(objectives, cycle),
        figure=figures.get(pk, EMPTY),
        objectives=[
            (each, held)
            for each in (cycles.around if cycles else ())
            if (held := [row for row in objectives if row.cycle_id == each.id])
        ],
        sub_teams=[_team_row(row, figures.get(row[0], EMPTY), ()) for row in children[:MOST_SUB_TEAMS]],
        more_sub_teams=len(children) > MOST_SUB_TEAMS,
        members=[
            Member(row, row.id in lead_ids, theirs.get(row.id, EMPTY), owned.get(row.id, 0))
            for row in page.rows
        ],
        members_count=sum(_count_people(pk, others)),
        page=page,
        feed=happenings(viewer, limit=FEED, teams=[pk]),
        may_set=viewer.leads(team) or not viewer.person.is_guest,
    )


@prepared
def _above(lft: int, rgt: int) -> QuerySet[Team, tuple[int, str]]:
    return Team.objects.filter(lft__lt=lft, rgt__gt=rgt).order_by("depth").values_list("id", "name")


@prepared
def _held_by(seen: Sight, team: int, cycles: tuple[int, ...]) -> QuerySet[Objective, Values]:
    rows = objectives_for(seen).filter(holder=Objective.Holder.TEAM, team=team, cycle__in=cycles)
    return rows.order_by("position", "id").values_list(*OBJECTIVE)[:MOST_OBJECTIVES]


@prepared
def _below(team: int) -> QuerySet[Team, _Values]:
    teams = Team.objects.filter(parent=team, archived=False)
    return teams.order_by("lft").values_list(*_TEAM)[: MOST_SUB_TEAMS + 1]


@prepared
def _other_members(team: int) -> QuerySet[Membership, int]:
    return Membership.objects.filter(team=team).order_by("person_id").values_list("person_id", flat=True)


def _people(team: int, others: tuple[int, ...]) -> QuerySet[Person]:
    """At home in a team or a member of it. The members are handed in: a subquery would scan everybody."""
    return Person.objects.filter(Q(home_team=team) | Q(pk__in=others), is_active=True)


@prepared
def _first_people(team: int, others: tuple[int, ...]) -> QuerySet[Person, Values]:
    return _people(team, others).order_by("name", "id").values_list(*LISTED)[: MEMBERS_A_PAGE + 1]


@prepared
def _count_people(team: int, others: tuple[int, ...]) -> QuerySet[Person, int]:
    counted = _people(team, others).order_by().values("is_active").annotate(count=Count("id"))
    return counted.values_list("count", flat=True)


_TEAM = ("id", "name", "kind", "depth", "lft", "rgt")
type _Values = tuple[int, str, str, int, int, int]


def _team_rows(found: Sequence[_Values], cycles: Cycles | None) -> list[TeamRow]:
    ids = [row[0] for row in found]
    figures = figures_below(ids, cycles.chosen.id) if cycles else {}
    leads = leads_of(ids)
    return [_team_row(row, figures.get(row[0], EMPTY), leads.get(row[0], ())) for row in found]


def _team_row(row: _Values, figure: Figure, leads: Sequence[Face]) -> TeamRow:
    pk, name, kind, depth, lft, rgt = row
    return TeamRow(pk, name, kind, depth, lft, rgt > lft + 1, False, leads, figure)


def _mean_expected(rows: Sequence[ObjectiveRow], cycle: CycleChoice | None) -> Decimal | None:
    due = [
        row.expected
        for row in rows
        if cycle is not None
        and row.cycle_id == cycle.id
        and row.expected is not None
        and row.state in (Objective.State.AGREED, Objective.State.CLOSED)
    ]
    return quantise(sum(due, Decimal(0)) / len(due)) if due else None
