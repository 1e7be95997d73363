"""Holders' sets: all objectives of one holder and cycle, as the coach reads them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q, QuerySet

from headway.db.prepared import made, names, prepared
from headway.goals.access import PUBLISHED, Sight, sight, visible
from headway.goals.calendar import slots_of
from headway.goals.coaching import Goal, course_of, draft_of
from headway.goals.models import Alignment, Cycle, KeyResult, Objective
from headway.goals.rules import Thresholds
from headway.people.models import Organisation, Strategy, Team
from headway.people.viewer import Viewer
from okr_coach import Draft
from okr_coach.draft import Course

PAST = 3  # cycles before this one whose scores are looked at


class Holder(NamedTuple):
    """Whose set it is, and of which cycle."""

    cycle: int
    holder: str
    team: int | None
    person: int | None

    @property
    def where(self) -> Q:
        return self.whose & Q(cycle=self.cycle)

    @property
    def whose(self) -> Q:
        """Of any cycle."""
        if self.holder == Objective.Holder.COMPANY:
            return Q(holder="company")
        return Q(holder="team", team=self.team) if self.team is not None else Q(person=self.person)


@dataclass(frozen=True, slots=True)
class HolderSet:
    """A holder's live objectives of a cycle in order, and the titles of the cycle before."""

    holder: Holder
    goals: Sequence[Goal]
    previous: Sequence[str]

    def draft(self, focus: tuple[int, int], goals: Sequence[Goal] | None = None) -> Draft:
        """``focus``: the organisation's two numbers of objectives."""
        return draft_of(self.goals if goals is None else goals, previous=self.previous, focus=focus)


def holder_of(objective: Objective) -> Holder:
    return Holder(objective.cycle_id, objective.holder, objective.team_id, objective.person_id)


def is_shown(objective: Objective) -> bool:
    """Whether totals shown to everyone may count it."""
    return objective.state in PUBLISHED and objective.visibility == Objective.Visibility.EVERYONE


def is_drafted(objective: Objective) -> bool:
    return objective.state not in PUBLISHED and objective.visibility == Objective.Visibility.EVERYONE


# What stands in a set: what was dropped or thrown away is out of it.
ALIVE = ~Q(outcome=Objective.Outcome.DROPPED) & ~Q(state=Objective.State.CLOSED, agreed_at__isnull=True)

# What everybody may read.
_OPEN = (Q(state__in=list(PUBLISHED)), Q(visibility=Objective.Visibility.EVERYONE))

_OBJECTIVE = (
    "id", "cycle_id", "holder", "team_id", "person_id", "counted_in_id", "strategy_id", "strategy__title",
    "title", "why", "ambition", "visibility", "state", "outcome", "agreed_at", "carried_from_id",
)  # fmt: skip
_KEY_RESULT = (
    "id", "objective_id", "title", "kind", "unit_kind", "unit", "start", "target", "due", "due_by", "stuck",
    "current", "progress", "expected", "confidence",
)  # fmt: skip


def sets_of(
    rows: QuerySet[Objective], *, today: date | None = None, org: Organisation | None = None
) -> list[HolderSet]:
    """The sets these objectives make; five queries, and one more with ``today`` and ``org``, which ask how
    the running ones go."""
    objectives = list(
        rows.select_related("strategy")
        .only(*(name.removesuffix("_id") if name != "id" else name for name in _OBJECTIVE))
        .order_by("cycle", "holder", "team", "person", "position", "id")
    )
    if not objectives:
        return []
    ids = [row.pk for row in objectives]
    cycles = {cycle.pk: cycle for cycle in Cycle.objects.all()}
    past = _past(objectives, cycles)
    courses = _Courses(cycles, past, today, org) if today is not None and org is not None else None
    return _sets(objectives, _key_results(ids), _parents(ids), past, courses)


def set_around(viewer: Viewer, objective: Objective) -> HolderSet:
    """The set this objective stands in as far as the viewer may see it, and how it goes; six queries, all
    prepared, since everybody opens the page of an objective."""
    holder = holder_of(objective)
    objectives = [_with_strategy(row) for row in _seen(sight(viewer), holder, objective.pk)]
    ids = tuple(row.pk for row in objectives)
    key_results: dict[int, list[KeyResult]] = defaultdict(list)
    for values in _rows_of(ids):
        row = made(KeyResult, values)
        key_results[row.objective_id].append(row)
    parents: dict[int, str] = {}
    for child, title in _links_of(ids):
        parents.setdefault(child, title)
    cycles = {cycle.pk: cycle for cycle in (made(Cycle, values) for values in _every_cycle())}
    before = tuple(_before(cycles[holder.cycle], cycles.values()))
    past = {
        holder: [
            Past(pk, title, before.index(cycle) + 1, ambition, score)
            for cycle, pk, title, ambition, score in (_past_of(holder, before) if before else ())
        ]
    }
    courses = _Courses(cycles, past, viewer.today, viewer.org)
    (held,) = _sets(objectives, key_results, parents, past, courses)
    return held


def _sets(
    objectives: Sequence[Objective],
    key_results: Mapping[int, Sequence[KeyResult]],
    parents: Mapping[int, str],
    past: Mapping[Holder, Sequence[Past]],
    courses: _Courses | None,
) -> list[HolderSet]:
    found = []
    for holder, group in groupby(objectives, key=holder_of):
        held = list(group)
        carried = {row.carried_from_id for row in held}
        goals = [
            Goal(
                row,
                key_results.get(row.pk, ()),
                parents.get(row.pk, ""),
                courses.of(row, key_results.get(row.pk, ()), holder) if courses else {},
            )
            for row in held
        ]
        previous = [each.title for each in past.get(holder, ()) if each.back == 1 and each.id not in carried]
        found.append(HolderSet(holder, goals, previous))
    return found


@prepared
def _seen(seen: Sight, holder: Holder, pk: int) -> QuerySet[Objective, tuple[object, ...]]:
    rows = Objective.objects.filter((ALIVE & visible(seen) & holder.where) | Q(pk=pk))
    return rows.order_by("position", "id").values_list(*names(Objective), "strategy__title")


def _with_strategy(values: tuple[object, ...]) -> Objective:
    *own, title = values
    row = made(Objective, own)
    if row.strategy_id is not None:
        row.strategy = Strategy(pk=row.strategy_id, title=str(title))
    return row


@prepared
def _rows_of(objectives: tuple[int, ...]) -> QuerySet[KeyResult, tuple[object, ...]]:
    rows = KeyResult.objects.filter(objective__in=objectives, state=KeyResult.State.LIVE)
    return rows.order_by("objective", "position", "id").values_list(*names(KeyResult))


@prepared
def _links_of(objectives: tuple[int, ...]) -> QuerySet[Alignment, tuple[int, str]]:
    links = Alignment.objects.filter(
        child__in=objectives, state__in=[Alignment.State.ASKED, Alignment.State.ACTIVE]
    )
    return links.order_by("id").values_list("child_id", "parent__title")


@prepared
def _every_cycle() -> QuerySet[Cycle, tuple[object, ...]]:
    return Cycle.objects.values_list(*names(Cycle))


@prepared
def _past_of(
    holder: Holder, cycles: tuple[int, ...]
) -> QuerySet[Objective, tuple[int, int, str, str, Decimal | None]]:
    rows = Objective.objects.filter(ALIVE, *_OPEN, holder.whose, cycle__in=cycles)
    return rows.order_by("id").values_list("cycle_id", "id", "title", "ambition", "score")


def _key_results(objectives: Sequence[int]) -> dict[int, list[KeyResult]]:
    rows = KeyResult.objects.filter(objective__in=objectives, state=KeyResult.State.LIVE)
    found: dict[int, list[KeyResult]] = defaultdict(list)
    for row in rows.only(*_KEY_RESULT).order_by("objective", "position", "id"):
        found[row.objective_id].append(row)
    return found


def _parents(objectives: Sequence[int]) -> dict[int, str]:
    """The first goal that each serves or asks to serve."""
    links = Alignment.objects.filter(
        child__in=objectives, state__in=[Alignment.State.ASKED, Alignment.State.ACTIVE]
    )
    found: dict[int, str] = {}
    for child, title in links.order_by("id").values_list("child_id", "parent__title"):
        found.setdefault(child, title)
    return found


class Past(NamedTuple):
    """An objective of one of the holder's cycles before this one, ``back`` cycles ago."""

    id: int
    title: str
    back: int
    ambition: str
    score: Decimal | None


def _past(objectives: Sequence[Objective], cycles: dict[int, Cycle]) -> dict[Holder, list[Past]]:
    """What everybody may read of the cycles before, of the same length."""
    before = {pk: _before(cycles[pk], cycles.values()) for pk in {row.cycle_id for row in objectives}}
    wanted = {cycle for earlier in before.values() for cycle in earlier}
    if not wanted:
        return {}
    people = {row.person_id for row in objectives if row.person_id is not None}
    teams = {row.team_id for row in objectives if row.team_id is not None}
    whose = Q(pk__in=[])
    if people:
        whose |= Q(person__in=people)
    if teams:
        whose |= Q(holder="team", team__in=teams)
    if any(row.holder == Objective.Holder.COMPANY for row in objectives):
        whose |= Q(holder="company")
    rows = (
        Objective.objects.filter(ALIVE, *_OPEN, whose, cycle__in=wanted)
        .order_by("id")
        .values_list("cycle_id", "holder", "team_id", "person_id", "id", "title", "ambition", "score")
    )
    found: dict[Holder, list[Past]] = defaultdict(list)
    back = {
        (earlier, now): place for now, each in before.items() for place, earlier in enumerate(each, start=1)
    }
    now_of: dict[int, list[int]] = defaultdict(list)
    for earlier, now in back:
        now_of[earlier].append(now)
    for cycle, holder, team, person, pk, title, ambition, score in rows:
        for now in now_of[cycle]:
            found[Holder(now, holder, team, person)].append(
                Past(pk, title, back[cycle, now], ambition, score)
            )
    return found


def _before(cycle: Cycle, among: Iterable[Cycle]) -> list[int]:
    """The last three of its kind that ended before it began, the nearest first."""
    earlier = [
        each
        for each in among
        if each.kind == cycle.kind and each.ends < cycle.starts and each.practice == cycle.practice
    ]
    return [each.pk for each in sorted(earlier, key=lambda each: each.ends, reverse=True)[:PAST]]


class _Courses:
    """How running key results go, by their stored figures."""

    def __init__(
        self, cycles: dict[int, Cycle], past: dict[Holder, list[Past]], today: date, org: Organisation
    ) -> None:
        self.cycles, self.past, self.today, self.org = cycles, past, today, org
        self.weekdays = dict(_weekdays())
        self.thresholds = Thresholds(
            aspirational_aim=Decimal(str(org.aspirational_aim)), silent=Decimal(str(org.silent_share))
        )

    def of(self, objective: Objective, rows: Sequence[KeyResult], holder: Holder) -> dict[int, Course]:
        cycle = self.cycles[objective.cycle_id]
        if objective.state != Objective.State.AGREED or cycle.state not in ("running", "reviewing"):
            return {}
        weekday = self.weekdays.get(objective.counted_in_id or 0, self.org.check_in_weekday)
        slots = slots_of(self.org.country, cycle.starts, cycle.ends, weekday)
        scores = self._scores(objective, holder)
        return {
            row.pk: course_of(
                row,
                ambition=objective.ambition,
                thresholds=self.thresholds,
                slots=slots,
                today=self.today,
                scores=scores if place == 0 else (),
            )
            for place, row in enumerate(rows)
        }

    def _scores(self, objective: Objective, holder: Holder) -> list[Decimal]:
        """Of what was meant to stretch, the lowest score of each cycle before, oldest first: a committed
        goal is meant to reach 1.0. Said once, at the first key result."""
        if objective.ambition != "aspirational":
            return []
        lowest: dict[int, Decimal] = {}
        for each in self.past.get(holder, ()):
            if each.ambition == "aspirational" and each.score is not None:
                lowest[each.back] = min(each.score, lowest.get(each.back, each.score))
        return [lowest[back] for back in sorted(lowest, reverse=True)]


@prepared
def _weekdays() -> QuerySet[Team, tuple[int, int | None]]:
    """Of teams with a day of their own for check-ins."""
    return Team.objects.filter(check_in_weekday__isnull=False).values_list("id", "check_in_weekday")
