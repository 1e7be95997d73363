"""What the tests of the reading pages share: a signed-in reader on the day the small company stands still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from headway.people.models import Person
from tests.conftest import NOW

EARLY = datetime(2026, 10, 2, 9, tzinfo=UTC)


@contextmanager
def reading(person: Person) -> Iterator[Client]:
    with time_machine.travel(NOW, tick=False):
        client = Client()
        client.force_login(person)
        yield client


def page(person: Person, path: str, *, fragment: bool = False) -> str:
    """The page as text; it must be there."""
    with reading(person) as client:
        answer = client.get(path, headers={"HX-Request": "true"} if fragment else {})
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def status(person: Person, path: str) -> int:
    with reading(person) as client:
        return int(client.get(path).status_code)


def queries(person: Person, path: str) -> int:
    """Every query of the request: session, person, viewer, frame and page."""
    with reading(person) as client:
        client.get(path)  # what is read once a process is read now
        with CaptureQueriesContext(connection) as counted:
            client.get(path)
    return len(counted)
