"""What the profile and the people pages show, each with a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from headway.people.models import Leave, Membership, Person, Team, TeamLead, Token

PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: int
    name: str
    mail: str
    title: str
    role: str
    is_active: bool
    team: str
    manager: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    rows: Sequence[PersonRow]
    total: int
    page: int
    pages: int


def people_page(*, text: str = "", role: str = "", inactive: bool = False, page: int = 1) -> PeoplePage:
    """People by name, 50 a page, found by name, mail or title. Two queries."""
    people = Person.objects.filter(is_active=not inactive)
    if role in Person.Role.values:
        people = people.filter(role=role)
    for word in text.split()[:5]:
        people = people.filter(Q(name__icontains=word) | Q(mail__icontains=word) | Q(title__icontains=word))
    total = people.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = people.order_by("name", "id").values_list(
        "id", "name", "mail", "title", "role", "is_active", "home_team__name", "manager__name"
    )[(page - 1) * PAGE : page * PAGE]
    return PeoplePage(
        rows=[PersonRow(*row[:6], row[6] or "", row[7] or "") for row in rows],
        total=total,
        page=page,
        pages=pages,
    )


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """A person as an administrator sees them."""

    person: Person
    other_teams: Sequence[Team]
    led: Sequence[Team]
    reports: Sequence[Person]


def person_sheet(pk: int) -> PersonSheet | None:
    """Four queries; at most 50 reports."""
    person = (
        Person.objects.select_related("home_team", "manager", "champion_of", "assistant")
        .filter(pk=pk)
        .first()
    )
    if person is None:
        return None
    joined = Membership.objects.filter(person=person).select_related("team").order_by("team__lft")
    leads = TeamLead.objects.filter(person=person).select_related("team").order_by("team__lft")
    return PersonSheet(
        person=person,
        other_teams=[row.team for row in joined],
        led=[row.team for row in leads],
        reports=list(Person.objects.filter(manager=person, is_active=True).order_by("name")[:50]),
    )


def leaves_from(person: Person, today: date) -> Sequence[Leave]:
    """Days away that are not over yet."""
    return list(Leave.objects.filter(person=person, last__gte=today).order_by("first", "id"))


def tokens_of(person: Person, at: datetime) -> Sequence[Token]:
    """Tokens that work, newest first."""
    return list(
        Token.objects.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=at), person=person, revoked_at__isnull=True
        ).order_by("-id")
    )
