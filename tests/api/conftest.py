"""Callers of the API: people of the small company with a token, on a clock that stands still."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from headway.people.actions.tokens import create_token
from headway.people.models import Person
from tests.conftest import NOW
from tests.rewriting.fixtures import direct, helped, model  # noqa: F401

type Json = dict[str, "Json"] | list["Json"] | str | int | bool | None


@dataclass
class Answer:
    status: int
    body: Json
    headers: dict[str, str]

    def __getitem__(self, name: str) -> Json:
        assert isinstance(self.body, dict), self.body
        return self.body[name]

    @property
    def error(self) -> tuple[int, Json]:
        """Status and code."""
        error = self["error"]
        assert isinstance(error, dict)
        return self.status, error["code"]

    @property
    def fields(self) -> list[tuple[Json, Json]]:
        error = self["error"]
        assert isinstance(error, dict) and isinstance(error["fields"], list)
        return [(one["field"], one["code"]) for one in error["fields"] if isinstance(one, dict)]


@dataclass
class Caller:
    """Speaks to /api/v1 as one person; a body is JSON text or something that becomes it."""

    token: str | None
    client: Client = field(default_factory=Client)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        return self.ask("POST", path, body, **headers)

    def patch(self, path: str, body: object) -> Answer:
        return self.ask("PATCH", path, body)

    def delete(self, path: str) -> Answer:
        return self.ask("DELETE", path)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        if self.token is not None:
            headers = {"Authorization": f"Bearer {self.token}", **headers}
        content = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        response = self.client.generic(
            method,
            f"/api/v1{path}",
            content,
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        assert response.headers["Content-Type"] == "application/json", response.content
        return Answer(response.status_code, json.loads(response.content), dict(response.headers))


@pytest.fixture(autouse=True)
def _static(settings: Settings, tmp_path: Path) -> None:
    """No folder of collected files is needed to answer."""
    settings.STATIC_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def caller() -> Callable[[Person], Caller]:
    def as_person(person: Person) -> Caller:
        return Caller(create_token(person, name="Tests", actor=person, at=NOW, door="test").text)

    return as_person
