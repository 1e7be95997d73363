"""The people of the company, and one of them: what they set themselves and what they carry for others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from headway.core.errors import NotFound
from headway.db.prepared import prepared
from headway.goals.access import Sight, objectives_for, seen_through, sight
from headway.goals.models import KeyResult, Objective
from headway.goals.queries.cycles import CycleChoice, Cycles, cycles_for_switcher
from headway.goals.queries.feed import Happening, happenings
from headway.goals.queries.figures import Figure, Pace, figures_of_people, key_results_of_people, pace_of
from headway.goals.queries.paging import LISTED, Listed, People, listed, people_by_name
from headway.goals.queries.rows import (
    KEY_RESULT,
    OBJECTIVE,
    Face,
    KeyResultRow,
    ObjectiveRow,
    Values,
    key_result_rows,
    objective_rows,
)
from headway.goals.queries.shell import carried_by, due_for, in_cycles
from headway.people.models import Membership, Person, Team, TeamLead
from headway.people.queries.lines import manager_line, people_with
from headway.people.viewer import Viewer

PEOPLE_A_PAGE = 50
MOST_OBJECTIVES = 60
MOST_KEY_RESULTS = 60
MOST_REPORTS = 30
MOST_TEAMS_FOUND = 100
TEAMS_OF_A_LARGE_ONE = 300
FEED = 8


@dataclass(frozen=True, slots=True)
class PeopleView:
    cycles: Cycles | None
    pace: Pace | None
    page: People
    figures: dict[int, Figure]
    key_results: dict[int, int]
    text: str
    team: tuple[int, str] | None
    count: int | None


def people_view(
    viewer: Viewer, *, text: str = "", team_id: int | None = None, before: str = "", after: str = ""
) -> PeopleView:
    """At most seven queries. ``text`` is looked for in names, mail addresses and names of teams."""
    cycles = cycles_for_switcher(viewer.today)
    people = Person.objects.filter(is_active=True)
    team = None
    if team_id is not None:
        team = Team.objects.filter(pk=team_id).first()
        if team is None:
            raise NotFound()
        people = people.filter(_in_and_below(team))
    words = " ".join(text.split())[:120]
    if words:
        teams = Team.objects.filter(name__icontains=words).values_list("pk", flat=True)[:MOST_TEAMS_FOUND]
        people = people.filter(
            Q(name__icontains=words) | Q(mail__icontains=words) | Q(home_team__in=list(teams))
        )
    page = people_by_name(people, size=PEOPLE_A_PAGE, before=before, after=after)
    return PeopleView(
        cycles=cycles,
        pace=pace_of(cycles.chosen, viewer.org, viewer.today) if cycles else None,
        page=page,
        figures=figures_of_people([row.id for row in page.rows], cycles.chosen.id) if cycles else {},
        key_results=key_results_of_people([row.id for row in page.rows], cycles.chosen.id) if cycles else {},
        text=words,
        team=(team.pk, team.name) if team else None,
        count=None if words else people.count(),
    )


def _in_and_below(team: Team) -> Q | Exists:
    """Small teams are found by their people; in large ones the list by name meets them soon enough."""
    if (team.rgt - team.lft) // 2 < TEAMS_OF_A_LARGE_ONE:
        return Q(home_team__lft__gte=team.lft, home_team__lft__lte=team.rgt)
    return Exists(Team.objects.filter(pk=OuterRef("home_team"), lft__gte=team.lft, lft__lte=team.rgt))


@dataclass(frozen=True, slots=True)
class Place:
    """A team somebody is in."""

    id: int
    name: str
    home: bool
    lead: bool


@dataclass(frozen=True, slots=True)
class Held:
    objective: ObjectiveRow
    key_results: Sequence[KeyResultRow]


@dataclass(frozen=True, slots=True)
class PersonView:
    person: Person
    face: Face
    places: Sequence[Place]
    line: Sequence[tuple[Face, str]]
    reports: Sequence[Listed]
    cycles: Cycles | None
    held: Sequence[tuple[CycleChoice, Sequence[Held]]]
    elsewhere: Sequence[KeyResultRow]
    due: Sequence[KeyResultRow]
    feed: Sequence[Happening]
    is_me: bool


def person_view(viewer: Viewer, pk: int, cycle_id: int | None = None) -> PersonView:
    """Eleven queries, whatever they hold; ``NotFound`` for somebody who does not exist."""
    person = next(iter(people_with((pk,))), None)
    if person is None:
        raise NotFound()
    cycles = cycles_for_switcher(viewer.today, cycle_id)
    around = cycles.ids if cycles else []
    seen = sight(viewer)
    objectives = objective_rows(_objectives_of(seen, pk, tuple(around)), viewer.org, viewer.today)
    ids = [row.id for row in objectives]
    key_results = key_result_rows(_key_results_of(tuple(ids)), viewer.org, viewer.today)
    elsewhere = key_result_rows(
        _carried_elsewhere(seen, pk, tuple(around), tuple(ids)), viewer.org, viewer.today
    )
    due = key_result_rows(_due_of(seen, pk, viewer.today), viewer.org, viewer.today)
    return PersonView(
        person=person,
        face=Face(person.pk, person.name),
        places=_places(person),
        line=[(Face(each.pk, each.name), each.title) for each in manager_line(person)],
        reports=listed(_reports_to(pk)),
        cycles=cycles,
        held=[
            (cycle, held)
            for cycle in (cycles.around if cycles else ())
            if (
                held := [
                    Held(row, [each for each in key_results if each.objective_id == row.id])
                    for row in objectives
                    if row.cycle_id == cycle.id
                ]
            )
        ],
        elsewhere=elsewhere,
        due=due,
        feed=happenings(viewer, limit=FEED, objectives=[*ids, *{row.objective_id for row in elsewhere}]),
        is_me=pk == viewer.id,
    )


@prepared
def _objectives_of(seen: Sight, person: int, cycles: tuple[int, ...]) -> QuerySet[Objective, Values]:
    """Found first and joined then: the other way round a planner without statistics reads the whole cycle."""
    held = Objective.objects.filter(person=person, cycle__in=cycles).values("pk")
    owned = Objective.objects.filter(owner=person, cycle__in=cycles).values("pk")
    return (
        objectives_for(seen)
        .filter(pk__in=held.union(owned))
        .order_by("holder", "position", "id")
        .values_list(*OBJECTIVE)[:MOST_OBJECTIVES]
    )


@prepared
def _key_results_of(objectives: tuple[int, ...]) -> QuerySet[KeyResult, Values]:
    rows = KeyResult.objects.filter(objective__in=objectives, state=KeyResult.State.LIVE)
    return rows.order_by("position", "id").values_list(*KEY_RESULT)


@prepared
def _carried_elsewhere(
    seen: Sight, person: int, cycles: tuple[int, ...], shown: tuple[int, ...]
) -> QuerySet[KeyResult, Values]:
    return (
        KeyResult.objects.filter(carried_by(person), state=KeyResult.State.LIVE)
        .filter(seen_through(seen, "objective"), in_cycles(carried_by(person), cycles))
        .exclude(objective__in=shown)
        .order_by("objective__cycle__ends", "id")
        .values_list(*KEY_RESULT)[:MOST_KEY_RESULTS]
    )


@prepared
def _due_of(seen: Sight, person: int, today: date) -> QuerySet[KeyResult, Values]:
    return (
        KeyResult.objects.filter(
            due_for(person),
            seen_through(seen, "objective"),
            state=KeyResult.State.LIVE,
            driver=KeyResult.Driver.CHECK_INS,
            objective__state=Objective.State.AGREED,
            objective__cycle__state__in=["running", "reviewing"],
            due_from__lte=today,
        )
        .order_by("due_by", "id")
        .values_list(*KEY_RESULT)[:MOST_KEY_RESULTS]
    )


def _places(person: Person) -> list[Place]:
    """The home team first; one query."""
    rows = _teams_of(person.pk, person.home_team_id)
    places = [Place(pk, name, pk == person.home_team_id, led) for pk, name, led in rows]
    return sorted(places, key=lambda place: not place.home)


@prepared
def _teams_of(person: int, home: int | None) -> QuerySet[Team, tuple[int, str, bool]]:
    led = TeamLead.objects.filter(person=person)
    joined = Membership.objects.filter(person=person)
    return (
        Team.objects.filter(
            Q(pk=home) | Q(pk__in=led.values("team_id")) | Q(pk__in=joined.values("team_id")), archived=False
        )
        .order_by("lft")
        .values_list("id", "name", Exists(led.filter(team=OuterRef("pk"))))
    )


@prepared
def _reports_to(manager: int) -> QuerySet[Person, Values]:
    people = Person.objects.filter(manager=manager, is_active=True)
    return people.order_by("name", "id").values_list(*LISTED)[:MOST_REPORTS]
