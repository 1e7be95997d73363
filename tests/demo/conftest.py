"""The demo company, loaded once for a worker and laid out again for every module that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from headway.activity.models import Event
from headway.demo.load import DemoSummary, load_demo
from headway.goals.queries.week import Week, week
from headway.people.models import Person
from headway.people.viewer import viewer_of

MAYA = "maya@larkwell.example"  # whom the demo opens with
PASSWORD = "maple-lantern-river-stone"
TODAY = datetime(2026, 12, 9, 14, 30, tzinfo=UTC)  # a Wednesday in the tenth week of its quarter

type Table = tuple[str, list[str], list[tuple[str | int | None, ...]]]
_kept: tuple[DemoSummary, list[Table]] | None = None


@pytest.fixture(scope="module")
def demo_company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DemoSummary]:
    """Read and change it as you like: what a test changes is gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _loaded()
        transaction.set_rollback(True)


def week_of(mail: str, at: datetime) -> Week:
    return week(viewer_of(Person.objects.get(mail=mail), at=at))


def faces_of_the_week(at: datetime) -> set[str]:
    """Who in Maya's team did something in the last eight days."""
    team = Person.objects.get(mail=MAYA).home_team
    events = Event.objects.filter(
        team_id=team.pk if team else None, at__gt=at - timedelta(days=8), at__lte=at
    )
    return {event.actor.name for event in events.select_related("actor") if event.actor}


def _loaded() -> DemoSummary:
    global _kept
    if _kept is None or connection.vendor != "sqlite":
        summary = load_demo(language="en", password=PASSWORD, at=TODAY)
        _kept = summary, list(_tables())
    else:
        with connection.cursor() as cursor:
            for name, columns, rows in _kept[1]:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", rows)
    return _kept[0]


def _tables() -> Iterator[Table]:
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label in ("activity", "people", "goals", "coach", "library", "account"):
                columns = [f'"{field.column}"' for field in model._meta.concrete_fields]
                cursor.execute(f'SELECT {", ".join(columns)} FROM "{model._meta.db_table}"')
                yield f'"{model._meta.db_table}"', columns, cursor.fetchall()
