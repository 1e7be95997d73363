"""The team tree. ``lft`` and ``rgt`` number it, so every change of shape waits for one lock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import F, Max, Q

from headway.activity.record import record
from headway.core.errors import N_, Refusal
from headway.core.text import clean_line, clean_text
from headway.db import locks
from headway.people.access import must_administer
from headway.people.actions.checks import checked_choice, checked_weekday
from headway.people.actions.people import TeamArchived
from headway.people.models import Person, Team, TeamLead


class TeamCircle(Refusal):
    code = "team_circle"
    sentence = N_("“%(parent)s” belongs to “%(team)s” itself. Choose a team outside it.")


class TeamNameTaken(Refusal):
    code = "team_name_taken"
    sentence = N_("There is a team called “%(name)s” in the same place already. Give this one another name.")


class TeamHasTeams(Refusal):
    code = "team_has_teams"
    sentence = N_("“%(team)s” still has teams below it. Move or archive those first.")


class TeamHasPeople(Refusal):
    code = "team_has_people"
    sentence = N_("“%(team)s” is still somebody's home team (%(people)s). Give them another home team first.")


class ParentArchived(Refusal):
    code = "parent_archived"
    sentence = N_("The team above it, “%(parent)s”, is archived. Restore that one first, or move this one.")


class LeadInactive(Refusal):
    code = "lead_inactive"
    sentence = N_("%(name)s is no longer active and cannot lead a team.")


class TeamFields(TypedDict, total=False):
    name: str
    kind: str
    purpose: str
    check_in_weekday: int | None


@transaction.atomic
def create_team(
    *,
    name: str,
    parent: Team | None = None,
    kind: str = Team.Kind.DEPARTMENT,
    purpose: str = "",
    leads: Iterable[Person] = (),
    actor: Person | None,
    at: datetime,
    door: str,
) -> Team:
    """Stands last among its siblings."""
    locks.take("team-tree")
    must_administer(actor, door=door)
    if parent is not None:
        parent = _open_parent(parent)
    name = _free_name(clean_line(name, limit=120, field="name"), parent)
    kind = checked_choice(kind, Team.Kind.values, field="kind")
    purpose = clean_text(purpose, limit=2000, field="purpose")
    place = _last_place(parent)
    _make_room(place, 2)
    team = Team.objects.create(
        name=name,
        kind=kind,
        purpose=purpose,
        parent=parent,
        lft=place,
        rgt=place + 1,
        depth=parent.depth + 1 if parent else 0,
    )
    after = {"name": name, "kind": kind, "parent": parent}
    record("added", team, actor=actor, at=at, door=door, team_id=team.pk, after=after)
    people = list(leads)
    if people:
        set_leads(team, people, actor=actor, at=at, door=door)
    return team


@transaction.atomic
def edit_team(
    team: Team, *, actor: Person | None, at: datetime, door: str, **changes: Unpack[TeamFields]
) -> Team:
    team = Team.objects.select_for_update().get(pk=team.pk)
    must_administer(actor, door=door)
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for field, given in changes.items():
        was = getattr(team, field)
        value = _checked(team, field, given)
        if value != was:
            setattr(team, field, value)
            before[field], after[field] = was, value
    if after:
        team.save(update_fields=list(after))
        record("edited", team, actor=actor, at=at, door=door, team_id=team.pk, before=before, after=after)
    return team


@transaction.atomic
def move_team(team: Team, parent: Team | None, *, actor: Person | None, at: datetime, door: str) -> Team:
    """The team with everything below it becomes the last child of ``parent``, or of the company."""
    locks.take("team-tree")
    must_administer(actor, door=door)
    team = Team.objects.get(pk=team.pk)
    was = team.parent_id
    if (parent.pk if parent else None) == was:
        return team
    if parent is not None:
        parent = Team.objects.get(pk=parent.pk)
        if team.lft <= parent.lft and parent.rgt <= team.rgt:
            raise TeamCircle(field="parent", parent=parent.name, team=team.name)
        parent = _open_parent(parent)
    _free_name(team.name, parent, field="parent")
    width = team.rgt - team.lft + 1
    deeper = (parent.depth + 1 if parent else 0) - team.depth
    place = _last_place(parent)
    _make_room(place, width)
    start = team.lft + width if team.lft >= place else team.lft
    Team.objects.filter(lft__gte=start, rgt__lt=start + width).update(
        lft=F("lft") + (place - start), rgt=F("rgt") + (place - start), depth=F("depth") + deeper
    )
    _make_room(start, -width)
    Team.objects.filter(pk=team.pk).update(parent=parent)
    team.refresh_from_db()
    record(
        "moved",
        team,
        actor=actor,
        at=at,
        door=door,
        team_id=team.pk,
        before={"parent": was},
        after={"parent": team.parent_id},
    )
    return team


@transaction.atomic
def archive_team(team: Team, *, actor: Person | None, at: datetime, door: str) -> Team:
    """It keeps its place, its goals and its history, and takes part in nothing new."""
    locks.take("team-tree")
    must_administer(actor, door=door)
    team = Team.objects.get(pk=team.pk)
    if team.archived:
        return team
    if Team.objects.filter(parent=team, archived=False).exists():
        raise TeamHasTeams(team=team.name)
    people = Person.objects.filter(home_team=team, is_active=True).count()
    if people:
        raise TeamHasPeople(team=team.name, people=people)
    return _set_archived(team, True, verb="archived", actor=actor, at=at, door=door)


@transaction.atomic
def restore_team(team: Team, *, actor: Person | None, at: datetime, door: str) -> Team:
    locks.take("team-tree")
    must_administer(actor, door=door)
    team = Team.objects.select_related("parent").get(pk=team.pk)
    if not team.archived:
        return team
    if team.parent is not None and team.parent.archived:
        raise ParentArchived(parent=team.parent.name)
    _free_name(team.name, team.parent)
    return _set_archived(team, False, verb="restored", actor=actor, at=at, door=door)


@transaction.atomic
def set_leads(team: Team, people: Iterable[Person], *, actor: Person | None, at: datetime, door: str) -> Team:
    """The people who lead the team from now on; none is allowed, the lead above stands in."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    must_administer(actor, door=door)
    chosen = {person.pk: person for person in people}
    for person in chosen.values():
        if not person.is_active:
            raise LeadInactive(field="leads", name=person.name)
    was = set(TeamLead.objects.filter(team=team).values_list("person_id", flat=True))
    if was == set(chosen):
        return team
    TeamLead.objects.filter(team=team).exclude(person_id__in=chosen).delete()
    TeamLead.objects.bulk_create([TeamLead(team=team, person_id=pk) for pk in chosen if pk not in was])
    record(
        "led_by",
        team,
        actor=actor,
        at=at,
        door=door,
        team_id=team.pk,
        before={"leads": sorted(was)},
        after={"leads": sorted(chosen)},
    )
    return team


@transaction.atomic
def renumber_teams() -> int:
    """Number the whole tree anew from the parents, for teams that were loaded in bulk; how many there are."""
    locks.take("team-tree")
    below: dict[int | None, list[Team]] = {}
    for team in Team.objects.order_by("lft", "id"):
        below.setdefault(team.parent_id, []).append(team)
    numbered: list[Team] = []
    place = 1
    waiting: list[tuple[Team, int, bool]] = [(team, 0, True) for team in reversed(below.get(None, []))]
    while waiting:
        team, depth, enters = waiting.pop()
        if enters:
            team.lft, team.depth = place, depth
            waiting.append((team, depth, False))
            waiting.extend((child, depth + 1, True) for child in reversed(below.get(team.pk, [])))
        else:
            team.rgt = place
            numbered.append(team)
        place += 1
    Team.objects.bulk_update(numbered, ["lft", "rgt", "depth"], batch_size=200)
    return len(numbered)


def _set_archived(
    team: Team, archived: bool, *, verb: str, actor: Person | None, at: datetime, door: str
) -> Team:
    team.archived = archived
    team.save(update_fields=["archived"])
    record(verb, team, actor=actor, at=at, door=door, team_id=team.pk)
    return team


def _checked(team: Team, field: str, given: object) -> object:
    if field == "name":
        name = clean_line(str(given), limit=120, field=field)
        return _free_name(name, team.parent, besides=team)
    if field == "kind":
        return checked_choice(str(given), Team.Kind.values, field=field)
    if field == "purpose":
        return clean_text(str(given), limit=2000, field=field)
    if given is not None:
        return checked_weekday(int(str(given)), field=field)
    return None


def _open_parent(parent: Team) -> Team:
    parent = Team.objects.get(pk=parent.pk)
    if parent.archived:
        raise TeamArchived(field="parent", team=parent.name)
    return parent


def _free_name(name: str, parent: Team | None, *, besides: Team | None = None, field: str = "name") -> str:
    siblings = Team.objects.filter(Q(parent=parent) if parent else Q(parent__isnull=True), archived=False)
    if besides is not None:
        siblings = siblings.exclude(pk=besides.pk)
    if siblings.filter(name=name).exists():
        raise TeamNameTaken(field=field, name=name)
    return name


def _last_place(parent: Team | None) -> int:
    """The number a new last child would start with."""
    if parent is not None:
        return parent.rgt
    last: int | None = Team.objects.aggregate(last=Max("rgt"))["last"]
    return (last or 0) + 1


def _make_room(place: int, width: int) -> None:
    """Shift every number from ``place`` on; a negative width closes the gap that ends there."""
    Team.objects.filter(lft__gte=place).update(lft=F("lft") + width)
    Team.objects.filter(rgt__gte=place).update(rgt=F("rgt") + width)
