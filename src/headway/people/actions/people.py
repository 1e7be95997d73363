"""People: who is here, in which teams, under whom, and when they are away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from headway.activity.record import record
from headway.core.errors import N_, Refusal
from headway.core.text import clean_line
from headway.db import locks
from headway.people.access import AdminsOnly, may_administer, must_administer, must_be_self_or_administer
from headway.people.actions.checks import (
    MailTaken,
    checked_choice,
    checked_language,
    checked_mail,
    checked_password,
    checked_weekday,
    checked_zone,
)
from headway.people.models import THEMES, Leave, Membership, Organisation, Person, Team
from headway.people.queries.lines import leads_to


class LastAdministrator(Refusal):
    code = "last_administrator"
    sentence = N_("%(name)s is the only administrator left. Make somebody else one first.")


class NotYourself(Refusal):
    code = "not_yourself"
    sentence = N_("You cannot deactivate yourself. Ask another administrator.")


class ManagerCircle(Refusal):
    code = "manager_circle"
    sentence = N_("%(manager)s reports to %(name)s already, directly or further up. Choose somebody else.")


class ManagerInactive(Refusal):
    code = "manager_inactive"
    sentence = N_("%(manager)s is no longer active. Choose somebody who is.")


class AssistantYourself(Refusal):
    code = "assistant_yourself"
    sentence = N_("An assistant is somebody else: you draft your own objectives anyway.")


class AssistantUnable(Refusal):
    code = "assistant_unable"
    sentence = N_("%(name)s cannot draft objectives: guests read, and who has left is gone. Choose a member.")


class TeamArchived(Refusal):
    code = "team_archived"
    sentence = N_("The team “%(team)s” is archived. Restore it first, or choose another team.")


class HomeTeamStays(Refusal):
    code = "home_team_stays"
    sentence = N_("“%(team)s” is the home team. Choose another home team instead of leaving it.")


class LeaveEndsFirst(Refusal):
    code = "leave_ends_first"
    sentence = N_("The last day comes before the first. Swap them or correct one.")


class LeaveTooLong(Refusal):
    code = "leave_too_long"
    sentence = N_("This is more than a year away. Enter it in parts if it is really so.")


class PersonFields(TypedDict, total=False):
    mail: str
    name: str
    title: str
    role: str
    champion: bool
    champion_of: Team | None
    home_team: Team | None
    manager: Person | None
    assistant: Person | None
    joined_on: date | None
    time_zone: str
    language: str
    week_start: int
    theme: str
    coached: bool
    country: str


# What everyone may change about themselves.
OWN_FIELDS = frozenset(
    {"name", "title", "time_zone", "language", "week_start", "theme", "coached", "country", "assistant"}
)


def enter(person: Person, *, password: str | None) -> Person:
    """Save a new person with a verified address to sign in with. The caller has checked the fields."""
    locks.take("person-mail")
    if Person.objects.filter(mail=person.mail).exists():
        raise MailTaken(field="mail", mail=person.mail)
    person.set_password(password)
    person.save()
    EmailAddress.objects.create(user=person, email=person.mail, verified=True, primary=True)
    return person


def verify_addresses(people: Iterable[Person]) -> None:
    """Addresses to sign in with, for people who were loaded in bulk."""
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=person, email=person.mail, verified=True, primary=True) for person in people],
        batch_size=500,
        ignore_conflicts=True,
    )


@transaction.atomic
def add_person(
    *,
    mail: str,
    name: str,
    title: str = "",
    role: str = Person.Role.MEMBER,
    home_team: Team | None = None,
    manager: Person | None = None,
    language: str = "",
    time_zone: str = "",
    password: str | None = None,
    joined_on: date | None = None,
    actor: Person | None,
    at: datetime,
    door: str,
) -> Person:
    """Without a password the person signs in after a reset link. Invitations are the usual way."""
    must_administer(actor, door=door)
    mail = checked_mail(mail)
    name = clean_line(name, limit=120, field="name")
    if manager is not None and not manager.is_active:
        raise ManagerInactive(field="manager", manager=manager.name)
    person = enter(
        Person(
            mail=mail,
            name=name,
            title=clean_line(title, limit=120, field="title", required=False),
            role=checked_choice(role, Person.Role.values, field="role"),
            home_team=_open(home_team, field="home_team"),
            manager=manager,
            language=checked_language(language),
            time_zone=checked_zone(time_zone),
            joined_on=joined_on or at.date(),
        ),
        password=None if password is None else checked_password(password, mail=mail, name=name),
    )
    record(
        "added",
        person,
        actor=actor,
        at=at,
        door=door,
        team_id=person.home_team_id,
        after={"name": name, "mail": mail, "role": person.role, "home_team": home_team, "manager": manager},
    )
    return person


@transaction.atomic
def edit_person(
    person: Person, *, actor: Person | None, at: datetime, door: str, **changes: Unpack[PersonFields]
) -> Person:
    """Everyone edits ``OWN_FIELDS`` of their own; everything else needs an administrator."""
    if "manager" in changes:
        locks.take("manager-lines")
    person = Person.objects.select_for_update().get(pk=person.pk)
    must_be_self_or_administer(person, actor, door=door)
    if not changes.keys() <= OWN_FIELDS and not may_administer(actor, door=door):
        raise AdminsOnly()
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for field, given in changes.items():
        was = getattr(person, field)
        value = _checked(person, field, given)
        if value != was:
            setattr(person, field, value)
            before[field], after[field] = was, value
    if not after:
        return person
    if before.get("role") == Person.Role.ADMIN:
        _must_leave_an_administrator(person)
    if "mail" in after:
        _change_mail(person)
    person.save(update_fields=list(after))
    if "home_team" in after and person.home_team is not None:
        Membership.objects.filter(person=person, team=person.home_team).delete()
    record(
        "edited",
        person,
        actor=actor,
        at=at,
        door=door,
        team_id=person.home_team_id,
        before=before,
        after=after,
    )
    return person


def set_manager(
    person: Person, manager: Person | None, *, actor: Person | None, at: datetime, door: str
) -> Person:
    return edit_person(person, manager=manager, actor=actor, at=at, door=door)


def change_home_team(
    person: Person, team: Team | None, *, actor: Person | None, at: datetime, door: str
) -> Person:
    """Goals counted in the old home team follow: ``goals.follow`` listens to people being saved."""
    return edit_person(person, home_team=team, actor=actor, at=at, door=door)


@transaction.atomic
def join_team(person: Person, team: Team, *, actor: Person | None, at: datetime, door: str) -> None:
    must_administer(actor, door=door)
    _open(team, field="team")
    if person.home_team_id == team.pk:
        return
    _, is_new = Membership.objects.get_or_create(person=person, team=team)
    if is_new:
        record("joined", person, actor=actor, at=at, door=door, team_id=team.pk, after={"team": team.pk})


@transaction.atomic
def leave_team(person: Person, team: Team, *, actor: Person | None, at: datetime, door: str) -> None:
    must_administer(actor, door=door)
    if person.home_team_id == team.pk:
        raise HomeTeamStays(field="team", team=team.name)
    gone, _ = Membership.objects.filter(person=person, team=team).delete()
    if gone:
        record("left", person, actor=actor, at=at, door=door, team_id=team.pk, before={"team": team.pk})


@transaction.atomic
def deactivate_person(person: Person, *, actor: Person | None, at: datetime, door: str) -> Person:
    """Ends their sessions and tokens; their goals and history stay."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    must_administer(actor, door=door)
    if actor is not None and actor.pk == person.pk:
        raise NotYourself()
    if not person.is_active:
        return person
    if person.is_admin:
        _must_leave_an_administrator(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.tokens.filter(revoked_at__isnull=True).update(revoked_at=at)
    sessions = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()
    record("deactivated", person, actor=actor, at=at, door=door, team_id=person.home_team_id)
    return person


@transaction.atomic
def reactivate_person(person: Person, *, actor: Person | None, at: datetime, door: str) -> Person:
    person = Person.objects.select_for_update().get(pk=person.pk)
    must_administer(actor, door=door)
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
        record("reactivated", person, actor=actor, at=at, door=door, team_id=person.home_team_id)
    return person


@transaction.atomic
def add_leave(
    person: Person, *, first: date, last: date, actor: Person | None, at: datetime, door: str
) -> Leave:
    must_be_self_or_administer(person, actor, door=door)
    if last < first:
        raise LeaveEndsFirst(field="last")
    if (last - first).days > 366:
        raise LeaveTooLong(field="last")
    leave = Leave.objects.create(person=person, first=first, last=last)
    record(
        "added",
        leave,
        actor=actor,
        at=at,
        door=door,
        after={"person": person.pk, "first": first, "last": last},
    )
    return leave


@transaction.atomic
def remove_leave(leave: Leave, *, actor: Person | None, at: datetime, door: str) -> None:
    must_be_self_or_administer(leave.person, actor, door=door)
    record(
        "removed",
        leave,
        actor=actor,
        at=at,
        door=door,
        before={"person": leave.person_id, "first": leave.first, "last": leave.last},
    )
    leave.delete()


def _checked(person: Person, field: str, given: object) -> object:
    match field:
        case "name":
            return clean_line(str(given), limit=120, field=field)
        case "title":
            return clean_line(str(given), limit=120, field=field, required=False)
        case "mail":
            return checked_mail(str(given))
        case "role":
            return checked_choice(str(given), Person.Role.values, field=field)
        case "theme":
            return checked_choice(str(given), [code for code, _ in THEMES], field=field)
        case "time_zone":
            return checked_zone(str(given))
        case "language":
            return checked_language(str(given))
        case "week_start":
            return checked_weekday(int(str(given)), field=field)
    if isinstance(given, Team):
        return given if given.pk == getattr(person, f"{field}_id") else _open(given, field=field)
    if field == "manager" and isinstance(given, Person):
        return _checked_manager(person, given)
    if field == "assistant" and isinstance(given, Person):
        return _checked_assistant(person, given)
    return given


def _checked_assistant(person: Person, assistant: Person) -> Person:
    if assistant.pk == person.pk:
        raise AssistantYourself(field="assistant")
    if assistant.pk != person.assistant_id and (assistant.is_guest or not assistant.is_active):
        raise AssistantUnable(field="assistant", name=assistant.name)
    return assistant


def _checked_manager(person: Person, manager: Person) -> Person:
    if manager.pk == person.manager_id:
        return manager
    if not manager.is_active:
        raise ManagerInactive(field="manager", manager=manager.name)
    if leads_to(manager, person):
        raise ManagerCircle(field="manager", manager=manager.name, name=person.name)
    return manager


def _open(team: Team | None, *, field: str) -> Team | None:
    """The team as it stands now, unless it is archived."""
    if team is None:
        return None
    team = Team.objects.get(pk=team.pk)
    if team.archived:
        raise TeamArchived(field=field, team=team.name)
    return team


def _must_leave_an_administrator(person: Person) -> None:
    """One lock for all who would step down, or two could do so at once."""
    Organisation.objects.select_for_update().filter(pk=1).first()
    others = Person.objects.filter(role=Person.Role.ADMIN, is_active=True).exclude(pk=person.pk)
    if not others.exists():
        raise LastAdministrator(field="role", name=person.name)


def _change_mail(person: Person) -> None:
    locks.take("person-mail")
    if Person.objects.filter(mail=person.mail).exclude(pk=person.pk).exists():
        raise MailTaken(field="mail", mail=person.mail)
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=person.mail, verified=True, primary=True)
