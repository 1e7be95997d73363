"""What holds for every route: who is let in, the shape of errors, languages, the description."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.api.app import described
from headway.people.actions.tokens import create_token, revoke_token
from headway.people.models import Token
from tests.api.conftest import Caller
from tests.conftest import NOW, Company

type Callers = Callable[..., Caller]

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"


def test_me_is_the_tokens_person(company: Company, caller: Callers) -> None:
    assert caller(company.bo).get("/me").body == {
        "id": company.bo.pk,
        "name": "Bo",
        "mail": "bo@example.com",
        "title": "",
        "role": "member",
        "language": "en",
        "time_zone": "UTC",
        "teams": [{"id": company.sales.pk, "name": "Sales", "lead": True, "home": True}],
        "organisation": {
            "name": "Small Company",
            "mission": "",
            "vision": "",
            "time_zone": "UTC",
            "today": "2026-11-18",
            "agreement": True,
        },
        "check_ins_due": 0,
    }


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "token_missing"),
        ("", "token_missing"),
        ("Bearer", "token_missing"),
        ("Basic Ym86Ym8=", "token_missing"),
        ("Bearer hw_nobody", "token_unknown"),
        ("Bearer something else", "token_unknown"),
    ],
)
def test_without_a_token_that_is_known_nobody_is_let_in(
    company: Company, header: str | None, code: str
) -> None:
    headers = {} if header is None else {"Authorization": header}
    refused = Caller(None).get("/me", **headers)
    assert refused.error == (401, code)
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="headway"'


def test_a_revoked_an_expired_and_a_leavers_token_are_unknown(company: Company, caller: Callers) -> None:
    revoked = create_token(company.bo, name="t", actor=company.bo, at=NOW, door="test")
    revoke_token(revoked.token, actor=company.bo, at=NOW, door="test")
    expired = create_token(
        company.bo, name="t", expires_at=NOW, actor=company.bo, at=NOW - timedelta(days=1), door="test"
    )
    leaver = caller(company.cy)
    company.cy.is_active = False
    company.cy.save()
    for who in (Caller(revoked.text), Caller(expired.text), leaver):
        assert who.get("/me").error == (401, "token_unknown")


def test_a_session_of_the_pages_is_not_enough(company: Company) -> None:
    who = Caller(None)
    who.client.force_login(company.bo, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert who.get("/me").error == (401, "token_missing")


def test_a_token_remembers_its_last_day_of_use_and_no_session_is_read(
    company: Company, caller: Callers
) -> None:
    bo = caller(company.bo)
    with CaptureQueriesContext(
        connection,
    ) as first:
        bo.get("/cycles")
    with CaptureQueriesContext(connection) as second:
        bo.get("/cycles")
    assert Token.objects.get().last_used_on == NOW.date()
    assert len(first) == len(second) + 1
    assert "session" not in " ".join(query["sql"] for query in second.captured_queries)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/objectives/abc", 404, "not_found"),
        ("GET", "/objectives/0", 404, "not_found"),
        ("GET", "/objectives/99999999999999999999999", 404, "not_found"),
        ("GET", "/teams/999999999", 404, "not_found"),
        ("GET", "/cycles/999999999", 404, "not_found"),
        ("POST", "/amendments/999999999/answer", 404, "not_found"),
        ("DELETE", "/objectives/1", 405, "method_not_allowed"),
        ("PUT", "/me", 405, "method_not_allowed"),
    ],
)
def test_what_is_not_there_is_said_in_the_same_shape(
    company: Company, caller: Callers, method: str, path: str, status: int, code: str
) -> None:
    body = {"agree": True} if method == "POST" else None
    refused = caller(company.bo).ask(method, path, body)
    assert refused.error == (status, code)
    if status == 405:
        assert refused.headers["Allow"]


def test_a_body_of_three_megabytes_is_too_large(company: Company, caller: Callers) -> None:
    refused = caller(company.bo).post("/objectives", json.dumps({"title": "x" * 3_000_000}))
    assert refused.error == (413, "body_too_large")


@pytest.mark.parametrize(
    ("header", "own", "sentence"),
    [
        (None, "", "There is nothing here, or it is not open to you."),
        (None, "zh-hans", "这里没有内容，或者你没有权限查看。"),
        ("en-GB,en;q=0.9", "zh-hans", "There is nothing here, or it is not open to you."),
        ("zh-CN,zh;q=0.9,en;q=0.8", "", "这里没有内容，或者你没有权限查看。"),
        ("fr, zh;q=0.5", "", "这里没有内容，或者你没有权限查看。"),
        ("fr", "", "There is nothing here, or it is not open to you."),
    ],
)
def test_sentences_come_in_the_callers_language(
    company: Company, caller: Callers, header: str | None, own: str, sentence: str
) -> None:
    company.bo.language = own
    company.bo.save()
    headers = {} if header is None else {"Accept-Language": header}
    error = caller(company.bo).get("/cycles/999999999", **headers)["error"]
    assert isinstance(error, dict) and error["message"] == sentence


def test_what_breaks_on_our_side_is_a_sentence_too(
    company: Company, caller: Callers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("headway.api.routes.me.me_read", broken)
    assert caller(company.bo).get("/me").error == (500, "internal_error")
    assert "ZeroDivisionError" in caplog.text


def test_the_description_needs_no_token_and_names_all_there_is(company: Company) -> None:
    answer = Caller(None).get("/openapi.json")
    assert answer.status == 200 and answer["openapi"] == "3.1.0"
    assert answer["components"]["securitySchemes"]["Token"]["scheme"] == "bearer"  # type: ignore[index, call-overload]


def operations() -> list[tuple[str, str, dict[str, object]]]:
    return [
        (method.upper(), path, operation)
        for path, methods in json.loads(described())["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_operation_is_described() -> None:
    for method, path, operation in operations():
        assert operation.get("summary") and operation.get("operationId") and operation.get("tags"), path
        assert operation["security"] == [{"Token": []}]
        assert {"401", "422"} <= set(operation["responses"]), (method, path)  # type: ignore[call-overload]


def test_every_route_is_on_the_reference_page() -> None:
    page = (DOCS / "api.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `(GET|POST|PATCH|DELETE) (/[^`?]*)", page, re.M))
    there = {(method, path.removeprefix("/api/v1")) for method, path, _ in operations()}
    assert documented == there
