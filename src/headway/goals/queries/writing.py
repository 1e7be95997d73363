"""What the editor of an objective needs: the stored words, and what one may choose from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import (
    Case,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from headway.db.prepared import prepared
from headway.goals.access import (
    Sight,
    agreeing_people,
    may_agree,
    may_hold_for,
    objectives_for,
    open_to_everyone,
    sight,
    visible,
)
from headway.goals.models import Alignment, Amendment, Cycle, KeyResult, Objective
from headway.goals.naming import cycle_name
from headway.goals.queries.rows import Face
from headway.people.models import Person, Strategy, Team
from headway.people.viewer import Viewer

MOST_OPTIONS = 8
MOST_CONTRIBUTORS = 50  # that are listed with their weights
MOST_LOOKED_INTO = 1_000  # goals whose key results are searched


@dataclass(frozen=True, slots=True)
class CycleChoice:
    id: int
    name: str
    kind: str
    state: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a picker: ``value`` is what is sent, ``text`` what stands in the field."""

    value: str
    text: str
    beside: str
    face: Face | None = None
    icon: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An objective (or key result) that the one being written serves."""

    id: int
    kind: str
    to: str
    title: str
    beside: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Contributor:
    """An objective that contributes to the one being written, by its link."""

    id: int
    title: str
    beside: str
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class Written:
    """An objective with everything its editor shows. ``others`` weigh in without being listed."""

    objective: Objective
    key_results: Sequence[KeyResult]
    links: Sequence[Link]
    viewers: Sequence[Person]
    waiting: Sequence[Amendment]
    contributors: Sequence[Contributor]
    others: Sequence[Decimal | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """How an objective would stand with its holder: how many there are, and whose yes it takes."""

    count: int
    level: str
    agreeing: Sequence[str]
    alone: bool
    proposal: bool


def written(viewer: Viewer, objective: Objective) -> Written:
    """Eight queries, however many key results there are."""
    rows = (
        objective.key_results.filter(state=KeyResult.State.LIVE)
        .select_related("owner", "delegate")
        .prefetch_related("milestones", "phased_targets")
        .order_by("position", "id")
    )
    links = (
        Alignment.objects.filter(
            visible(viewer, "parent__"),
            child=objective,
            state__in=[Alignment.State.ASKED, Alignment.State.ACTIVE],
        )
        .select_related("parent__team", "parent__person", "key_result")
        .order_by("id")
    )
    contributing = Alignment.objects.filter(
        parent=objective,
        key_result=None,
        kind=Alignment.Kind.CONTRIBUTES,
        state=Alignment.State.ACTIVE,
        child__state__in=[Objective.State.AGREED, Objective.State.CLOSED],
    ).exclude(child__outcome=Objective.Outcome.DROPPED)
    listed = contributing.filter(visible(viewer, "child__")).select_related("child__team", "child__person")
    contributors = [
        Contributor(link.pk, link.child.title, _beside(link.child), link.weight)
        for link in listed.order_by("id")[:MOST_CONTRIBUTORS]
    ]
    shown = {each.id for each in contributors}
    return Written(
        objective=objective,
        key_results=list(rows),
        links=[_link(row) for row in links],
        viewers=list(objective.viewers.order_by("name", "id")) if objective.visibility == "named" else [],
        waiting=list(
            objective.amendments.filter(state=Amendment.State.ASKED)
            .select_related("key_result", "asked_by")
            .order_by("id")
        )
        if objective.state == Objective.State.AGREED
        else [],
        contributors=contributors,
        others=[weight for pk, weight in contributing.values_list("id", "weight") if pk not in shown],
    )


def cycle_choices(viewer: Viewer, *, also: Cycle | None = None) -> list[CycleChoice]:
    """Cycles in which objectives are set now, and the one that is chosen already; one query."""
    rows = list(
        Cycle.objects.filter(state__in=[Cycle.State.DRAFTING, Cycle.State.RUNNING]).order_by(
            "starts", "-ends"
        )
    )
    if also is not None and also.pk not in {row.pk for row in rows}:
        rows.insert(0, also)
    return [
        CycleChoice(
            row.pk,
            cycle_name(row.kind, row.starts, row.ends, row.name),
            row.kind,
            row.state,
            row.starts,
            row.ends,
        )
        for row in rows
    ]


def usual_cycle(choices: Sequence[CycleChoice], today: date) -> CycleChoice | None:
    """The quarter of today, else the shortest cycle of today, else the first to come."""
    now = [each for each in choices if each.starts <= today <= each.ends]
    quarters = [each for each in now if each.kind == Cycle.Kind.QUARTER]
    shortest = sorted(now, key=lambda each: each.ends - each.starts)
    return next(iter([*quarters, *shortest, *choices]), None)


def strategy_choices(also: int | None = None) -> list[tuple[int, str]]:
    rows = Strategy.objects.filter(Q(retired=False) | Q(pk=also)).order_by("-year", "position", "id")
    return [(row.pk, f"{row.year} · {row.title}") for row in rows]


def assisted_people(viewer: Viewer) -> list[Person]:
    """Whom the viewer may draft for."""
    return list(Person.objects.filter(assistant=viewer.id, is_active=True).order_by("name", "id")[:20])


def standing(
    viewer: Viewer,
    *,
    holder: str,
    team: Team | None,
    person: Person | None,
    cycle_id: int | None,
    owner_id: int | None,
    besides: int | None = None,
) -> Standing:
    """Counts only what the viewer may see, so that no restricted goal is betrayed."""
    draft = Objective(
        holder=holder,
        team=team,
        person=person,
        counted_in=team or (person.home_team if person else None),
        owner_id=owner_id or (person.pk if person else viewer.id),
    )
    among = objectives_for(viewer).filter(cycle=cycle_id, holder=holder, team=team, person=person)
    count = 1 + among.exclude(outcome=Objective.Outcome.DROPPED).exclude(pk=besides or 0).count()
    level = "strong" if count > viewer.org.focus_strong else "note" if count > viewer.org.focus_note else ""
    people = (
        [pk for pk in agreeing_people(draft, viewer) if pk != draft.owner_id] if viewer.org.agreement else []
    )
    may_hold = may_hold_for(viewer, holder=holder, team=team, person=person)
    return Standing(
        count=count,
        level=level,
        agreeing=list(Person.objects.filter(pk__in=people).order_by("name").values_list("name", flat=True)),
        alone=may_agree(viewer, draft) or (not people and may_hold and not _assists(viewer, person)),
        proposal=not may_hold,
    )


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another live objective of the same holder and cycle, as far as the coach compares with it."""

    id: int
    title: str
    parent: str
    key_results: Sequence[str]


MOST_NEIGHBOURS = 12


def neighbours(
    viewer: Viewer, *, holder: str, place: int | None, cycle_id: int, besides: int | None = None
) -> list[Neighbour]:
    """What the holder has beside the one being written, as far as the viewer may see it; one query."""
    found: dict[int, Neighbour] = {}
    for pk, title, above, row in _beside_it(sight(viewer), cycle_id, holder, place or 0, besides or 0):
        each = found.get(pk) or Neighbour(pk, title, above or "", ())
        found[pk] = replace(each, key_results=(*each.key_results, row)) if row else each
    return list(found.values())[:MOST_NEIGHBOURS]


def titles_before(
    *, holder: str, place: int | None, cycle_id: int, carried_from: int | None = None
) -> list[str]:
    """What everybody may read of the holder's cycle before, of the same length; one query."""
    return _of_the_cycle_before(cycle_id, holder, place or 0, carried_from or 0)


@prepared
def _beside_it(
    seen: Sight, cycle: int, holder: str, place: int, besides: int
) -> QuerySet[Objective, tuple[int, str, str | None, str | None]]:
    first_parent = (
        Alignment.objects.filter(
            child=OuterRef("pk"), state__in=[Alignment.State.ASKED, Alignment.State.ACTIVE]
        )
        .order_by("id")
        .values("parent__title")[:1]
    )
    live = FilteredRelation("key_results", condition=Q(key_results__state=KeyResult.State.LIVE))
    return (
        _held(objectives_for(seen), holder, place)
        .filter(cycle=cycle)
        .exclude(outcome=Objective.Outcome.DROPPED)
        .exclude(state=Objective.State.CLOSED, agreed_at__isnull=True)
        .exclude(pk=besides)
        .annotate(live=live, above=Subquery(first_parent))
        .order_by("position", "id", "live__position", "live__id")
        .values_list("pk", "title", "above", "live__title")[: MOST_NEIGHBOURS * 10]
    )


@prepared
def _of_the_cycle_before(cycle: int, holder: str, place: int, besides: int) -> QuerySet[Objective, str]:
    now = Cycle.objects.filter(pk=cycle)
    before = Cycle.objects.filter(
        kind=Subquery(now.values("kind")[:1]),
        practice=Subquery(now.values("practice")[:1]),
        ends__lt=Subquery(now.values("starts")[:1]),
    ).order_by("-ends")
    return (
        _held(open_to_everyone(), holder, place)
        .filter(cycle=Subquery(before.values("pk")[:1]), agreed_at__isnull=False)
        .exclude(pk=besides)
        .order_by("id")
        .values_list("title", flat=True)[:50]
    )


def _held(rows: QuerySet[Objective], holder: str, place: int) -> QuerySet[Objective]:
    rows = rows.filter(holder=holder)
    return rows if holder == Objective.Holder.COMPANY else rows.filter(**{holder: place})


def people_by(*, ids: Iterable[int], names: Iterable[str], mails: Iterable[str]) -> list[Person]:
    """Everybody meant by an id, a full name or a mail address; one query."""
    wanted = Q(pk__in=set(ids)) | Q(name__in=set(names)) | Q(mail__in=set(mails))
    return list(Person.objects.filter(wanted, is_active=True).order_by("id")[:500])


def teams_named(name: str) -> list[Team]:
    return list(Team.objects.filter(name=name, archived=False).order_by("lft")[:2])


def people_options(viewer: Viewer, q: str) -> list[Option]:
    """By the beginnings of a name's words or of a mail address; without a query those nearby."""
    people = Person.objects.filter(is_active=True).select_related("home_team")
    if q:
        people = people.filter(Q(name__icontains=q) | Q(mail__istartswith=q)).order_by(
            _first(Q(name__istartswith=q) | Q(mail__istartswith=q)), "name", "id"
        )
    else:
        near = Q(pk=viewer.id) | Q(manager=viewer.id) | Q(pk=viewer.person.manager_id)
        if viewer.person.home_team_id:
            near |= Q(home_team=viewer.person.home_team_id)
        people = people.filter(near).order_by(_first(Q(pk=viewer.id)), "name", "id")
    return [
        Option(
            str(each.pk),
            each.name,
            each.mail if q and q in each.mail else _place(each),
            Face(each.pk, each.name),
            mail=each.mail,
        )
        for each in people[:MOST_OPTIONS]
    ]


def team_options(viewer: Viewer, q: str) -> list[Option]:
    teams = Team.objects.filter(archived=False).select_related("parent")
    teams = teams.filter(name__icontains=q) if q else teams.filter(pk__in=viewer.team_ids)
    ordered = teams.order_by(_first(Q(name__istartswith=q)), "depth", "lft")
    return [
        Option(f"team:{each.pk}", each.name, each.parent.name if each.parent else "", icon="users-round")
        for each in ordered[:MOST_OPTIONS]
    ]


def holder_options(viewer: Viewer, q: str) -> list[Option]:
    """Teams first, then people."""
    teams = team_options(viewer, q)[:4]
    people = people_options(viewer, q)[: MOST_OPTIONS - len(teams)]
    return [*teams, *(Option(f"person:{each.value}", each.text, each.beside, each.face) for each in people)]


def goal_options(viewer: Viewer, q: str, *, cycle: Cycle | None, besides: int | None = None) -> list[Option]:
    """Objectives and key results the viewer may see, in cycles that overlap: the company's, the teams', then
    those of people in one's teams; anybody's by number or by the address of its page.

    Eight queries at most, none of which reads the hundreds of thousands of goals that people far away hold.
    """
    if number := _NUMBER.search(q):
        found = goals_at(viewer, [f"o{number[1] or number[2]}"]).values()
        return [Option(each.to, each.title, each.beside, icon="target") for each in found]
    cycles = Cycle.objects.exclude(state=Cycle.State.CLOSED)
    if cycle is not None:
        cycles = cycles.filter(starts__lte=cycle.ends, ends__gte=cycle.starts)
    open_cycles = list(cycles.values_list("pk", flat=True))
    objectives = (
        objectives_for(viewer)
        .filter(cycle__in=open_cycles)
        .exclude(state=Objective.State.CLOSED)
        .exclude(pk=besides or 0)
    )
    options: list[Option] = []
    for near in _nearest_first(viewer, far=bool(q)):
        if len(options) < MOST_OPTIONS:
            rows = objectives.filter(near, title__icontains=q) if q else objectives.filter(near)
            rows = rows.select_related("team", "person").order_by("cycle__starts", "position", "id")
            options += [
                Option(f"o{each.pk}", each.title, _beside(each), icon="target")
                for each in rows[: MOST_OPTIONS - len(options)]
            ]
    if q and len(options) < MOST_OPTIONS:
        near_ids: list[int] = []
        for near in (_nearest_first(viewer, far=False)[0], Q(counted_in__in=viewer.team_ids)):
            near_ids += objectives.filter(near).values_list("pk", flat=True)[:MOST_LOOKED_INTO]
        found_rows = (
            KeyResult.objects.filter(state=KeyResult.State.LIVE, title__icontains=q, objective__in=near_ids)
            .select_related("objective")
            .order_by("id")
        )
        options += [
            Option(f"k{each.pk}", each.title, each.objective.title, icon="gauge")
            for each in found_rows[: MOST_OPTIONS - len(options)]
        ]
    return options


def goals_named(viewer: Viewer, title: str) -> list[Objective]:
    """Open objectives of exactly this title within the viewer's reach, nearest first; at most two."""
    cycles = list(Cycle.objects.exclude(state=Cycle.State.CLOSED).values_list("pk", flat=True))
    rows = objectives_for(viewer).filter(title=title, cycle__in=cycles).exclude(state=Objective.State.CLOSED)
    found: dict[int, Objective] = {}
    for near in _nearest_first(viewer, far=True):
        found |= {
            row.pk: row for row in rows.filter(near).select_related("team", "person").order_by("id")[:2]
        }
    return list(found.values())[:2]


def goals_at(viewer: Viewer, targets: Iterable[str]) -> dict[str, Link]:
    """The goals behind ``o12`` and ``k34``, as far as the viewer may see them; two queries at most."""
    given = [each for each in targets if each[1:].isascii() and each[1:].isdecimal() and len(each) < 18]
    objectives = {int(each[1:]) for each in given if each[0] == "o"}
    rows = {int(each[1:]) for each in given if each[0] == "k"}
    found: dict[str, Link] = {}
    if objectives:
        for each in objectives_for(viewer).filter(pk__in=objectives).select_related("team", "person"):
            found[f"o{each.pk}"] = Link(0, "", f"o{each.pk}", each.title, _beside(each), False)
    if rows:
        seen = KeyResult.objects.filter(visible(viewer, "objective__"), pk__in=rows).select_related(
            "objective"
        )
        for row in seen:
            found[f"k{row.pk}"] = Link(0, "", f"k{row.pk}", row.title, row.objective.title, False)
    return found


def _link(row: Alignment) -> Link:
    asked = row.state == Alignment.State.ASKED
    if row.key_result is not None:
        return Link(row.pk, row.kind, f"k{row.key_result_id}", row.key_result.title, row.parent.title, asked)
    return Link(row.pk, row.kind, f"o{row.parent_id}", row.parent.title, _beside(row.parent), asked)


_NUMBER = re.compile(r"^#?\s*(\d{1,17})$|/objectives/(\d{1,17})")


def _nearest_first(viewer: Viewer, *, far: bool) -> list[Q]:
    """Which goals are looked through, one after another. Each names ``counted_in`` besides the holder, so
    that the index over cycle, counted_in and holder finds it."""
    teams = Team.objects.filter(archived=False).values("pk") if far else viewer.team_ids
    return [
        Q(holder="company", counted_in__isnull=True),
        Q(holder="team", counted_in__in=teams),
        Q(person=viewer.person.manager_id or 0),
        Q(holder="person", counted_in__in=viewer.team_ids),
    ]


def _beside(objective: Objective) -> str:
    place = objective.team or objective.person
    return place.name if place else str(Objective.Holder.COMPANY.label)


def _place(person: Person) -> str:
    return " · ".join(
        part for part in (person.title, person.home_team.name if person.home_team else "") if part
    )


def _assists(viewer: Viewer, person: Person | None) -> bool:
    return person is not None and person.pk != viewer.id and person.assistant_id == viewer.id


def _first(condition: Q) -> Case:
    return Case(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField())
