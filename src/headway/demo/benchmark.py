"""The benchmark company: any size, always the same, with figures that ``recompute --check`` agrees with.

Teams stand eight deep with ten people each. Everybody has four objectives a quarter with three key results
each: two that contribute to their team's, one that supports it, and one that contributes straight to one
of the company's five, so that 80,000 people put 16,000 contributors under each of those. Team objectives
contribute to those of the team above. Seven quarters are closed; the running one has a check-in a week.

Goals are cast from a few hundred moulds a quarter whose figures the rules compute once; what is rolled up
from others is computed one by one.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import models

from headway.activity.models import Event
from headway.coach.actions.upkeep import nothing_waits, review_again
from headway.core.decimals import millionths, to_text
from headway.demo.bulk import Mould, Row, Value, loading, no_value
from headway.goals.actions.figures import (
    Contribution,
    Part,
    Reading,
    key_result_figures_from,
    objective_figures_from,
    standing_of,
    thresholds_of,
)
from headway.goals.calendar import slots_of, working_days
from headway.goals.models import Alignment, Baseline, CheckIn, Cycle, KeyResult, Objective, TeamFigure
from headway.goals.rules import Totals, cycle_bounds, key_result_status
from headway.people.models import Organisation, Person, Strategy, Team, TeamLead

LEVELS = 8
QUARTERS = 8
OBJECTIVES_A_PERSON = 4
OBJECTIVES_A_TEAM = 2
OBJECTIVES_OF_THE_COMPANY = 5
KEY_RESULTS = 3
PEOPLE_A_TEAM = 10
CASTS = 240
METRICS = 96
STRATEGIES = 4
_MILLION = 1_000_000
_NOON = time(12, tzinfo=UTC)

# How a row's own columns are called, table by table.
_OBJECTIVE = ("id", "team_id", "person_id", "counted_in_id", "owner_id", "proposer_id")
_KEY_RESULT = ("id", "objective_id", "owner_id", "proposer_id")
_CHECK_IN = ("id", "key_result_id", "author_id")
_EVENT = ("id", "actor_id", "noun_id", "objective_id", "team_id", "after")
_ALIGNMENT = ("id", "child_id", "parent_id", "made_by_id")
_BASELINE = ("id", "objective_id", "key_results")

type Told = Callable[[str, int, int], None]  # what, rows done now, rows in all


@dataclass(frozen=True, slots=True)
class Metric:
    """One key result's course: its last reading is what stands."""

    kind: str
    title: str
    start: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit_kind: str
    unit: str
    decimals: int
    gone: tuple[Decimal | None, ...]  # the value of each slot, None where it was missed
    confidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CastKeyResult:
    """A metric under an objective of one ambition, with its figures and the moulds of its rows."""

    metric: Metric
    part: Part
    mould: Mould
    check_ins: tuple[tuple[Mould, Mould, str] | None, ...]  # a slot's check-in, its Event, and its “after”
    stuck: bool
    agreed: str  # its place in a baseline, without the id


@dataclass(frozen=True, slots=True)
class Cast:
    """An objective with its three key results, as many people hold it."""

    ambition: str
    key_results: tuple[CastKeyResult, ...]
    mould: Mould
    progress: int | None  # millionths
    held: int  # clamped, none counting 0
    status: str
    stuck: int


@dataclass(frozen=True, slots=True)
class Place:
    """A team in the tree; ids start at 1 in order of depth, so a parent comes before its children."""

    id: int
    parent: int
    depth: int
    lft: int
    rgt: int


@dataclass(frozen=True, slots=True)
class Rolled:
    """An objective of a team or of the company, with what others contribute to it."""

    mould: Mould
    key_results: tuple[CastKeyResult, ...]
    progress: int | None
    held: int
    status: str
    ambition: str
    stuck: int


class Quarter:
    """One quarter of the company: its cycle, its casts, who holds which, and what is rolled up."""

    def __init__(self, company: BenchmarkCompany, place: int, cycle: Cycle) -> None:
        self.company, self.place, self.cycle = company, place, cycle
        self.running = cycle.state == Cycle.State.RUNNING
        self.random = Random(f"headway/{place}")
        org, today = company.org, company.today
        if self.running:
            every = slots_of(org.country, cycle.starts, cycle.ends, org.check_in_weekday)
            self.days = [day for day in every if day <= today]
        else:
            self.days = [cycle.ends]
        share = (min(today, cycle.ends) - cycle.starts).days / (cycle.ends - cycle.starts).days
        metrics = [_metric(self.random, share, len(self.days), self.running) for _ in range(METRICS)]
        self.cast_key_results = {
            ambition: [self._cast_key_result(metric, ambition) for metric in metrics]
            for ambition in ("committed", "aspirational")
        }
        self.casts = [self._cast() for _ in range(CASTS)]
        self.picked = array("H", self.random.choices(range(CASTS), k=company.people * OBJECTIVES_A_PERSON))

    @cached_property
    def rolled(self) -> list[Rolled]:
        """The company's objectives, then each team's two, in order of their ids."""
        return self._roll_up()

    @property
    def state(self) -> str:
        return str(Objective.State.AGREED if self.running else Objective.State.CLOSED)

    @property
    def first_objective(self) -> int:
        return 1 + self.place * self.company.objectives_a_quarter

    def cast_of(self, person: int, place: int) -> Cast:
        return self.casts[self.picked[(person - 1) * OBJECTIVES_A_PERSON + place]]

    def objective_of_company(self, place: int) -> int:
        return self.first_objective + place

    def objective_of_team(self, team: int, place: int) -> int:
        return self.first_objective + OBJECTIVES_OF_THE_COMPANY + (team - 1) * OBJECTIVES_A_TEAM + place

    def objective_of_person(self, person: int, place: int) -> int:
        above = OBJECTIVES_OF_THE_COMPANY + self.company.teams * OBJECTIVES_A_TEAM
        return self.first_objective + above + (person - 1) * OBJECTIVES_A_PERSON + place

    def parent_of_person(self, person: int, place: int) -> int:
        if place == 3:
            return self.objective_of_company(person % OBJECTIVES_OF_THE_COMPANY)
        return self.objective_of_team(self.company.team_of(person), place % OBJECTIVES_A_TEAM)

    def parent_of_team(self, place: Place, number: int) -> int:
        if place.depth == 0:
            return self.objective_of_company(number)
        if place.depth == 1:
            return self.objective_of_company((place.id * 2 + number) % OBJECTIVES_OF_THE_COMPANY)
        return self.objective_of_team(place.parent, number)

    def objectives(self) -> Iterator[tuple[int, int | None, int | None, Sequence[CastKeyResult], Mould]]:
        """(id, team, person, key results, mould) in order of ids."""
        company = self.company
        number = self.first_objective
        for place, rolled in enumerate(self.rolled):
            team = None
            if place >= OBJECTIVES_OF_THE_COMPANY:
                team = (place - OBJECTIVES_OF_THE_COMPANY) // OBJECTIVES_A_TEAM + 1
            yield number, team, None, rolled.key_results, rolled.mould
            number += 1
        casts, picked = self.casts, self.picked
        for place in range(company.people * OBJECTIVES_A_PERSON):
            cast = casts[picked[place]]
            yield number, None, place // OBJECTIVES_A_PERSON + 1, cast.key_results, cast.mould
            number += 1

    def _objective(self, ambition: str, holder: str = "person") -> Objective:
        cycle = self.cycle
        return Objective(
            cycle=cycle,
            holder=holder,
            ambition=ambition,
            state=self.state,
            outcome="" if self.running else "partly",
            agreed_at=datetime.combine(cycle.starts, _NOON),
            created_at=datetime.combine(cycle.starts - timedelta(days=9), _NOON),
            changed_at=datetime.combine(cycle.starts, _NOON),
            agreed_by_id=1,
        )

    def _cast_key_result(self, metric: Metric, ambition: str) -> CastKeyResult:
        org, today, cycle = self.company.org, self.company.today, self.cycle
        objective = self._objective(ambition)
        created = datetime.combine(cycle.starts - timedelta(days=9), _NOON)
        row = KeyResult(
            objective=objective,
            title=metric.title,
            kind=metric.kind,
            unit_kind=metric.unit_kind,
            unit=metric.unit,
            decimals=metric.decimals,
            start=metric.start,
            target=metric.target,
            low=metric.low,
            high=metric.high,
            created_at=created,
            changed_at=created,
            due=cycle.ends if metric.kind == "done" else None,
        )
        calendar = working_days(org.country, cycle.starts, cycle.ends)
        slots = slots_of(org.country, cycle.starts, cycle.ends, org.check_in_weekday)
        readings: list[Reading] = []
        rows: list[tuple[Mould, Mould, str] | None] = []
        for place, day in enumerate(self.days):
            value = metric.gone[place]
            if value is None:
                rows.append(None)
                continue
            at = datetime.combine(
                day, time(9, self.random.randrange(60), self.random.randrange(60), tzinfo=UTC)
            )
            confidence = metric.confidence[place]
            before = readings[-1] if readings else None
            reading = Reading(day, value, None, confidence, at)
            standing = standing_of(row, objective, [*readings, reading], (), day)
            status = key_result_status(
                standing.facts, today=day, slots=slots, working=calendar, thresholds=thresholds_of(org)
            )
            readings.append(Reading(day, value, standing.progress, confidence, at))
            check_in = CheckIn(
                on=day,
                at=at,
                value=value,
                progress=standing.progress,
                confidence=confidence,
                status=str(status),
                changed=self.random.choice(_CHANGED),
                obstacles=self.random.choice(_OBSTACLES),
                door="web",
            )
            event = Event(
                at=at,
                verb="checked_in",
                noun="keyresult",
                door="web",
                handled=True,
                before=_said(before.value, before.confidence, before.progress)
                if before
                else _said(None, None, None),
            )
            said = json.dumps(_said(value, confidence, standing.progress))
            rows.append((Mould(check_in, _CHECK_IN), Mould(event, _EVENT), said[1:]))
        figures = key_result_figures_from(row, objective, readings, (), {}, org, today)
        for name, figure in figures.items():
            setattr(row, name, figure)
        agreed = {
            "title": row.title,
            "kind": row.kind,
            "weight": None,
            **{name: _number(getattr(row, name)) for name in ("start", "target", "low", "high")},
        }
        return CastKeyResult(
            metric=metric,
            part=Part(
                0,
                "live",
                None,
                row.progress,
                row.progress_agreed,
                row.confidence,
                row.status,
                row.check_ins_count,
                row.checked_in_at,
            ),
            mould=Mould(row, _KEY_RESULT),
            check_ins=tuple(rows),
            stuck=row.stuck,
            agreed=json.dumps(agreed)[1:],
        )

    def _cast(self) -> Cast:
        ambition = "aspirational" if self.random.random() < 0.3 else "committed"
        key_results = tuple(self.random.choices(self.cast_key_results[ambition], k=KEY_RESULTS))
        objective = self._objective(ambition)
        objective.title = f"{self.random.choice(_VERBS)} {self.random.choice(_MATTERS)}"
        objective.why = self.random.choice(_WHY)
        self._figure(objective, key_results, ())
        progress = millionths(objective.progress)
        return Cast(
            ambition,
            key_results,
            Mould(objective, _OBJECTIVE),
            progress,
            _held(progress),
            objective.status,
            sum(part.stuck for part in key_results),
        )

    def _figure(
        self, objective: Objective, key_results: Sequence[CastKeyResult], links: Sequence[Contribution]
    ) -> None:
        parts = [part.part for part in key_results]
        figures = objective_figures_from(objective, parts, links, self.company.org, self.company.today)
        for name, figure in figures.items():
            setattr(objective, name, figure)
        if not self.running and objective.progress is not None:
            objective.score = min(Decimal(1), max(Decimal(0), objective.progress)).quantize(Decimal("0.01"))

    def _roll_up(self) -> list[Rolled]:
        """From the lowest teams up; sums are integers, so their order cannot matter."""
        company = self.company
        first = self.first_objective
        size = OBJECTIVES_OF_THE_COMPANY + company.teams * OBJECTIVES_A_TEAM
        count, valued, plain = [0] * size, [0] * size, [0] * size

        def contributes(parent: int, progress: int | None, held: int) -> None:
            place = parent - first
            count[place] += 1
            valued[place] += progress is not None
            plain[place] += held

        for person in range(1, company.people + 1):
            for number in (0, 1, 3):
                cast = self.cast_of(person, number)
                contributes(self.parent_of_person(person, number), cast.progress, cast.held)
        made: list[Rolled | None] = [None] * size
        for team in reversed(company.tree):
            for number in range(OBJECTIVES_A_TEAM):
                place = self.objective_of_team(team.id, number) - first
                rolled = self._rolled(place, team, number, (count[place], valued[place], plain[place]))
                made[place] = rolled
                contributes(self.parent_of_team(team, number), rolled.progress, rolled.held)
        for place in range(OBJECTIVES_OF_THE_COMPANY):
            made[place] = self._rolled(place, None, place, (count[place], valued[place], plain[place]))
        return [rolled for rolled in made if rolled is not None]

    def _rolled(self, place: int, team: Place | None, number: int, sums: tuple[int, int, int]) -> Rolled:
        random = Random(place * QUARTERS + self.place)
        ambition = "aspirational" if random.random() < 0.3 else "committed"
        key_results = tuple(random.choices(self.cast_key_results[ambition], k=KEY_RESULTS))
        objective = self._objective(ambition, "team" if team else "company")
        objective.position = number
        objective.title = f"{random.choice(_VERBS)} {random.choice(_MATTERS)}"
        objective.why = random.choice(_WHY)
        if team is None or team.depth <= 3:
            objective.strategy_id = 1 + place % STRATEGIES
        contributors, valued, plain = sums
        links: tuple[Contribution, ...] = ()
        if contributors:
            links = (
                Contribution(
                    self.cycle.starts, self.cycle.ends, None, contributors, valued, Decimal(plain).scaleb(-6)
                ),
            )
        self._figure(objective, key_results, links)
        progress = millionths(objective.progress)
        return Rolled(
            Mould(objective, _OBJECTIVE),
            key_results,
            progress,
            _held(progress),
            objective.status,
            ambition,
            sum(part.stuck for part in key_results),
        )


class BenchmarkCompany:
    def __init__(self, people: int, today: date) -> None:
        self.people = people
        self.today = today
        self.teams = max(LEVELS, people // PEOPLE_A_TEAM)
        self.tree = team_tree(self.teams)
        self.objectives_a_quarter = (
            OBJECTIVES_OF_THE_COMPANY + self.teams * OBJECTIVES_A_TEAM + people * OBJECTIVES_A_PERSON
        )
        self.org = Organisation(
            pk=1,
            name="Benchmark Company",
            mission="Bring every journey home.",
            time_zone="UTC",
            sponsor_id=1,
            vision="A city in which nobody waits for a bus that does not come.",
            settled_on=today,
        )

    def team_of(self, person: int) -> int:
        return (person - 1) % self.teams + 1

    @cached_property
    def quarters(self) -> list[Quarter]:
        bounds = [cycle_bounds("quarter", 1, self.today)]
        while len(bounds) < QUARTERS:
            bounds.insert(0, cycle_bounds("quarter", 1, bounds[0][0] - timedelta(days=1)))
        years = sorted({starts.year for starts, _ in bounds})
        return [
            Quarter(
                self,
                place,
                Cycle(
                    pk=len(years) + place + 1,
                    kind="quarter",
                    starts=starts,
                    ends=ends,
                    parent_id=years.index(starts.year) + 1,
                    drafting_opens=starts - timedelta(days=15),
                    state=Cycle.State.RUNNING if place == QUARTERS - 1 else Cycle.State.CLOSED,
                ),
            )
            for place, (starts, ends) in enumerate(bounds)
        ]

    def years(self) -> list[Cycle]:
        first, last = self.quarters[0].cycle.starts.year, self.today.year
        return [
            Cycle(
                pk=place + 1,
                kind="year",
                starts=date(year, 1, 1),
                ends=date(year, 12, 31),
                drafting_opens=date(year - 1, 11, 17),
                state=Cycle.State.RUNNING if year == last else Cycle.State.CLOSED,
            )
            for place, year in enumerate(range(first, last + 1))
        ]

    def load(self, told: Told) -> None:
        """Into an empty, migrated database."""
        self._frame()
        bulk = loading()
        tables: list[type[models.Model]] = [
            Person,
            Objective,
            KeyResult,
            CheckIn,
            Alignment,
            Baseline,
            Event,
            TeamFigure,
        ]
        bulk.begin(tables)
        objectives = QUARTERS * self.objectives_a_quarter
        running = self.quarters[-1]
        weekly = self.objectives_a_quarter * KEY_RESULTS * len(running.days)
        closed = (QUARTERS - 1) * self.objectives_a_quarter * KEY_RESULTS
        for model, varying, rows, total in (
            (Person, ("id", "mail", "name", "home_team_id", "manager_id"), self._people(), self.people),
            (Objective, _OBJECTIVE, self._objectives(), objectives),
            (KeyResult, _KEY_RESULT, self._key_results(), objectives * KEY_RESULTS),
            (CheckIn, _CHECK_IN, self._check_ins(), closed + weekly),
            (Event, _EVENT, self._events(), weekly),
            (Alignment, _ALIGNMENT, self._alignments(), objectives),
            (Baseline, _BASELINE, self._baselines(), self.objectives_a_quarter),
        ):
            name = str(model._meta.verbose_name_plural)
            bulk.load(model, varying, rows, lambda done, name=name, total=total: told(name, done, total))  # type: ignore[misc]
            told(name, 0, -1)
        figures = [figure for quarter in self.quarters for figure in self._team_figures(quarter)]
        TeamFigure.objects.bulk_create(figures, batch_size=5_000)
        TeamLead.objects.bulk_create(
            (TeamLead(team_id=team.id, person_id=team.id) for team in self.tree), batch_size=5_000
        )
        Organisation.objects.filter(pk=1).update(sponsor=1)
        bulk.finish(lambda statement: told(statement, 0, 0))
        self._review(running.cycle, told)

    def _review(self, cycle: Cycle, told: Told) -> None:
        """The coach reads the running cycle; those before it are closed, and nobody looks back that far."""
        done = 0

        def read(count: int) -> None:
            nonlocal done
            told("reviews", count - done, self.objectives_a_quarter)
            done = count

        review_again(cycle=cycle.pk, at=datetime.combine(self.today, time(12), UTC), progress=read)
        nothing_waits()
        told("reviews", 0, -1)

    def _frame(self) -> None:
        org = self.org
        org.sponsor_id = None
        org.save(force_insert=True)
        Strategy.objects.bulk_create(
            Strategy(pk=place + 1, year=self.today.year, title=title, position=place)
            for place, title in enumerate(_STRATEGIES)
        )
        Cycle.objects.bulk_create([*self.years(), *(quarter.cycle for quarter in self.quarters)])
        Team.objects.bulk_create(
            (
                Team(
                    pk=place.id,
                    name=_team_name(place),
                    parent_id=place.parent or None,
                    depth=place.depth,
                    lft=place.lft,
                    rgt=place.rgt,
                    purpose="Keeps the buses on time where people wait for them.",
                )
                for place in self.tree
            ),
            batch_size=2_000,
        )

    def _people(self) -> Iterator[Row]:
        none = no_value()
        shut = make_password(None)
        boss = Mould(Person(role="admin", title="Managing director", password=shut), _PERSON)
        lead = Mould(Person(title="Team lead", password=shut), _PERSON)
        member = Mould(Person(title="Engineer", password=shut), _PERSON)
        for person in range(1, self.people + 1):
            team = self.team_of(person)
            manager: Value = team if person > self.teams else self.tree[team - 1].parent or none
            name = f"{_FIRST[person % len(_FIRST)]} {_LAST[person // len(_FIRST) % len(_LAST)]}"
            own = (person, f"person{person}@bench.example", name, team, manager)
            yield own, boss if person == 1 else lead if person <= self.teams else member

    def _objectives(self) -> Iterator[Row]:
        none = no_value()
        for quarter in self.quarters:
            for pk, team, person, _, mould in quarter.objectives():
                if person is not None:
                    yield (pk, none, person, self.team_of(person), person, person), mould
                else:
                    owner = team or 1
                    yield (pk, team or none, none, team or none, owner, owner), mould

    def _key_results(self) -> Iterator[Row]:
        for quarter in self.quarters:
            for pk, team, person, parts, _ in quarter.objectives():
                owner = person or team or 1
                for number, part in enumerate(parts):
                    yield ((pk - 1) * KEY_RESULTS + number + 1, pk, owner, owner), part.mould

    def _check_ins(self) -> Iterator[Row]:
        """In the order in which they came: week by week, everybody's."""
        number = 0
        for quarter in self.quarters:
            for slot in range(len(quarter.days)):
                for pk, team, person, parts, _ in quarter.objectives():
                    for place, part in enumerate(parts):
                        made = part.check_ins[slot]
                        if made is not None:
                            number += 1
                            yield (number, (pk - 1) * KEY_RESULTS + place + 1, person or team or 1), made[0]

    def _events(self) -> Iterator[Row]:
        """Of the running quarter; every check-in left one."""
        none = no_value()
        running = self.quarters[-1]
        check_in = sum(
            1
            for quarter in self.quarters[:-1]
            for _, _, _, parts, _ in quarter.objectives()
            for part in parts
            if part.check_ins[0] is not None
        )
        number = 0
        for slot in range(len(running.days)):
            for pk, team, person, parts, _ in running.objectives():
                counted = team or (self.team_of(person) if person else none)
                owner = person or team or 1
                for place, part in enumerate(parts):
                    made = part.check_ins[slot]
                    if made is not None:
                        number += 1
                        after = f'{{"check_in": {check_in + number}, {made[2]}'
                        yield (number, owner, (pk - 1) * KEY_RESULTS + place + 1, pk, counted, after), made[1]

    def _alignments(self) -> Iterator[Row]:
        number = 0
        for quarter in self.quarters:
            at = datetime.combine(quarter.cycle.starts, _NOON)
            kinds = [
                Mould(Alignment(kind=kind, state="active", made_at=at), _ALIGNMENT)
                for kind in ("contributes", "contributes", "supports", "contributes")
            ]
            for team in self.tree:
                for place in range(OBJECTIVES_A_TEAM):
                    number += 1
                    child = quarter.objective_of_team(team.id, place)
                    yield (number, child, quarter.parent_of_team(team, place), team.id), kinds[0]
            for person in range(1, self.people + 1):
                for place in range(OBJECTIVES_A_PERSON):
                    number += 1
                    child = quarter.objective_of_person(person, place)
                    yield (number, child, quarter.parent_of_person(person, place), person), kinds[place]

    def _baselines(self) -> Iterator[Row]:
        quarter = self.quarters[-1]
        mould = Mould(Baseline(taken_at=datetime.combine(quarter.cycle.starts, _NOON)), _BASELINE)
        for number, (pk, _, _, parts, _) in enumerate(quarter.objectives(), 1):
            agreed = ", ".join(
                f'{{"id": {(pk - 1) * KEY_RESULTS + place + 1}, {part.agreed}'
                for place, part in enumerate(parts)
            )
            yield (number, pk, f"[{agreed}]"), mould

    def _team_figures(self, quarter: Quarter) -> Iterator[TeamFigure]:
        by_team: list[list[tuple[str, int | None, int, str, int]]] = [[] for _ in range(self.teams + 1)]
        for place, rolled in enumerate(quarter.rolled):
            team = max(0, (place - OBJECTIVES_OF_THE_COMPANY) // OBJECTIVES_A_TEAM + 1)
            by_team[team].append((rolled.ambition, rolled.progress, rolled.held, rolled.status, rolled.stuck))
        for person in range(1, self.people + 1):
            for place in range(OBJECTIVES_A_PERSON):
                cast = quarter.cast_of(person, place)
                by_team[self.team_of(person)].append(
                    (cast.ambition, cast.progress, cast.held, cast.status, cast.stuck)
                )
        for team, held in enumerate(by_team):
            own = held[: OBJECTIVES_A_TEAM if team else OBJECTIVES_OF_THE_COMPANY]
            mean = Totals.of(
                (None if progress is None else Decimal(progress).scaleb(-6), Decimal(1))
                for _, progress, _, _, _ in own
            )
            progress = mean.progress()
            yield TeamFigure(
                team_id=team or None,
                cycle=quarter.cycle,
                objectives=len(held),
                valued=sum(each[1] is not None for each in held),
                progress_sum=sum(each[2] for each in held),
                aspirational=sum(each[0] == "aspirational" for each in held),
                own=len(own),
                own_valued=mean.valued,
                own_progress=millionths(progress),
                stuck=sum(each[4] for each in held) if quarter.running else 0,
                **{name: sum(each[3] == name for each in held) for name in _STATUSES},
            )


def team_tree(teams: int) -> list[Place]:
    """``LEVELS`` deep, each level larger than the one above by the same ratio, numbered from the top."""
    ratio, step = 1.0, 1.0
    while step > 1e-9:
        while sum((ratio + step) ** level for level in range(LEVELS)) <= teams:
            ratio += step
        step /= 2
    sizes = [max(1, round(ratio**level)) for level in range(LEVELS)]
    sizes[-1] += teams - sum(sizes)
    parents = [0]
    starts = [1]
    for level in range(1, LEVELS):
        above = starts[-1]
        starts.append(above + sizes[level - 1])
        parents.extend(above + place * sizes[level - 1] // sizes[level] for place in range(sizes[level]))
    children: list[list[int]] = [[] for _ in range(teams + 1)]
    for place, parent in enumerate(parents):
        children[parent].append(place + 1)
    found: dict[int, Place] = {}

    def number(team: int, depth: int, lft: int) -> int:
        inside = lft + 1
        for child in children[team]:
            inside = number(child, depth + 1, inside)
        found[team] = Place(team, parents[team - 1], depth, lft, inside)
        return inside + 1

    number(1, 0, 1)
    return [found[team] for team in range(1, teams + 1)]


def _metric(random: Random, share: float, slots: int, running: bool) -> Metric:
    """A course that mostly keeps pace, sometimes falls behind, stands still or stops being told of."""
    kind = random.choices(("number", "done", "hold"), (86, 8, 6))[0]
    pace = random.choices((1.25, 1.0, 0.8, 0.5, 0.2), (15, 45, 20, 12, 8))[0] * (share if running else 0.9)
    told = slots if random.random() < 0.88 else max(0, slots - random.randrange(1, 4))
    stands = random.random() < 0.08
    title, unit_kind, unit, start, target, decimals = random.choice(_METRICS)
    confidence = tuple(
        max(1, min(10, round(4 + 5 * min(1.0, pace / max(share, 0.01)) + random.uniform(-2, 2))))
        for _ in range(slots)
    )
    gone: list[Decimal | None] = []
    for place in range(slots):
        if running and (place >= told or random.random() < 0.04):
            gone.append(None)
            continue
        way = Decimal(str(round(pace * ((slots // 2 if stands else place) + 1) / slots, 3)))
        if kind == "done":
            gone.append(Decimal(int(way > Decimal("0.98"))))
        elif kind == "hold":
            gone.append(Decimal("99.2") if random.random() < 0.8 else Decimal("96.4"))
        else:
            place_value = Decimal(1).scaleb(-decimals)
            gone.append((Decimal(start) + (Decimal(target) - Decimal(start)) * way).quantize(place_value))
    if kind == "hold":
        return Metric(
            kind,
            "Buses that leave within two minutes of the timetable",
            None,
            None,
            Decimal(98),
            None,
            "percent",
            "",
            1,
            tuple(gone),
            confidence,
        )
    if kind == "done":
        return Metric(
            kind,
            "The new depot takes its first bus",
            None,
            None,
            None,
            None,
            "number",
            "",
            0,
            tuple(gone),
            confidence,
        )
    return Metric(
        kind,
        title,
        Decimal(start),
        Decimal(target),
        None,
        None,
        unit_kind,
        unit,
        decimals,
        tuple(gone),
        confidence,
    )


def _said(value: Decimal | None, confidence: int | None, progress: Decimal | None) -> dict[str, object]:
    return {"value": _number(value), "confidence": confidence, "progress": _number(progress)}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else to_text(value)


def _held(progress: int | None) -> int:
    return 0 if progress is None else max(0, min(_MILLION, progress))


def _team_name(place: Place) -> str:
    area = _AREAS[place.id % len(_AREAS)]
    return "Operations" if place.depth == 0 else f"{area} {place.id}"


_PERSON = ("id", "mail", "name", "home_team_id", "manager_id")
_STATUSES = ("not_started", "on_track", "at_risk", "off_track", "overdue", "done")
_FIRST = (
    "Ada",
    "Bao",
    "Carla",
    "Deniz",
    "Elif",
    "Femi",
    "Grace",
    "Hugo",
    "Ines",
    "Jun",
    "Kofi",
    "Lena",
    "Mei",
    "Nils",
    "Olga",
    "Paul",
    "Qi",
    "Rosa",
    "Sven",
    "Tomas",
    "Uma",
    "Vera",
    "Wei",
    "Xenia",
    "Yusuf",
    "Zoe",
)
_LAST = (
    "Almeida",
    "Becker",
    "Chen",
    "Diaz",
    "Eriksen",
    "Fischer",
    "Garcia",
    "Huang",
    "Ito",
    "Jansen",
    "Kim",
    "Larsen",
    "Moreau",
    "Nowak",
    "Okafor",
    "Petrov",
    "Quint",
    "Rossi",
    "Sato",
    "Tan",
    "Ueda",
    "Vogel",
    "Wang",
    "Yilmaz",
    "Zhang",
)
_AREAS = (
    "Depot",
    "Line planning",
    "Fleet",
    "Ticketing",
    "Stations",
    "Night service",
    "Charging",
    "Safety",
    "Drivers",
    "Customer desk",
    "Timetables",
    "Workshop",
    "Data",
    "Purchasing",
)
_VERBS = (
    "Make",
    "Give riders",
    "Win back",
    "Halve the effort behind",
    "Prove the worth of",
    "Open up",
    "Put calm into",
    "Take the guesswork out of",
    "Speed up",
    "Share",
)
_MATTERS = (
    "night buses people trust",
    "a ticket that needs no manual",
    "the morning rush on the ring line",
    "repairs that are done the same day",
    "the handover between shifts",
    "charging without queues",
    "stations one likes to wait at",
    "the first week of a new driver",
    "answers riders get at once",
    "the cost of an empty seat",
    "a timetable that survives the winter",
    "spare parts before they are missed",
)
_WHY = (
    "Every third complaint is about this, and each costs twelve minutes at the desk.",
    "Two towns have put their lines out to tender; whoever runs on time will win them.",
    "Drivers leave in their first year because nobody shows them how the depot works.",
)
_STRATEGIES = (
    "On time, every time",
    "Electric by the end of the decade",
    "Tickets without thinking",
    "A place people stay at",
)
_CHANGED = (
    "Two depots joined the trial; the third waits for its chargers.",
    "Rode along on line 7 for a morning and moved the stop at the market.",
    "Fewer cancellations after the roster was drawn up a week earlier.",
    "",
    "The supplier delivered; we are catching up on what was late.",
    "Talked to twenty riders; the sign was the problem.",
)
_OBSTACLES = (
    "",
    "",
    "",
    "The permit for the new lane has been postponed twice.",
    "Two of the team are on parental leave.",
)
_METRICS = (
    ("Riders who took the night bus again within a month", "percent", "", "31", "45", 1),
    ("Complaints about missed connections a week", "number", "", "420", "150", 0),
    ("Minutes from a report to the repair", "duration", "min", "95", "40", 0),
    ("Tickets bought without help at the machine", "percent", "", "62", "85", 1),
    ("Drivers who have ridden every line of their depot", "number", "", "0", "120", 0),
    ("Cost of an empty kilometre", "currency", "EUR", "2.40", "1.90", 2),
    ("Buses charged before five in the morning", "word", "buses", "12", "60", 0),
    ("Stations with a working sign in three languages", "word", "stations", "0", "34", 0),
    ("Answers given within the hour", "percent", "", "48", "90", 0),
    ("Shifts handed over with a written note", "percent", "", "20", "95", 0),
)
