"""A small company: an administrator, two teams one below the other, three people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypedDict

import pytest
from pytest_django import Settings

from headway.people.actions.organisation import found_company
from headway.people.actions.people import add_person
from headway.people.actions.teams import create_team, set_leads
from headway.people.models import Person, Team

NOW = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=15)
PASSWORD = "a quiet sheet of progress"


class By(TypedDict):
    actor: Person | None
    at: datetime
    door: str


def by(person: Person | None, at: datetime = NOW) -> By:
    return {"actor": person, "at": at, "door": "web"}


@dataclass(frozen=True)
class Company:
    admin: Person
    product: Team
    platform: Team
    mei: Person
    jonas: Person
    priya: Person


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def admin(db: None) -> Person:
    return found_company(
        company="Lanternworks",
        name="Zhou Ming",
        mail="zhou@lantern.example",
        password=PASSWORD,
        time_zone="Asia/Shanghai",
        at=NOW,
        door="web",
    )


@pytest.fixture
def company(admin: Person) -> Company:
    add = partial(add_person, password=PASSWORD, actor=admin, at=NOW, door="web")
    team = partial(create_team, actor=admin, at=NOW, door="web")
    product = team(name="Product")
    platform = team(name="Platform", parent=product)
    mei = add(mail="mei@lantern.example", name="Mei Lin", home_team=product, manager=admin)
    jonas = add(mail="jonas@lantern.example", name="Jonas Weber", home_team=platform, manager=mei)
    priya = add(mail="priya@lantern.example", name="Priya Nair", home_team=platform)
    set_leads(product, [mei], actor=admin, at=NOW, door="web")
    set_leads(platform, [jonas], actor=admin, at=NOW, door="web")
    product.refresh_from_db()
    platform.refresh_from_db()
    return Company(admin, product, platform, mei, jonas, priya)


type Row = tuple[str, str, int]


@pytest.fixture
def last_events() -> Callable[[int], list[Row]]:
    """Verb, noun and noun's id of the newest events, oldest of them first."""
    from headway.activity.models import Event

    def newest(count: int) -> list[Row]:
        rows = Event.objects.order_by("-id").values_list("verb", "noun", "noun_id")[:count]
        return list(rows)[::-1]

    return newest
