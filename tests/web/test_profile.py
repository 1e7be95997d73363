"""One's own profile, days away and API tokens."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from headway.activity.models import Event
from headway.people.actions.tokens import create_token, person_of_token
from headway.people.models import Leave, Token
from tests.conftest import NOW, Company

ME = {
    "name": "Bo Berg",
    "title": "Sells",
    "language": "",
    "time_zone": "Asia/Shanghai",
    "country": "CN",
    "week_start": "6",
    "theme": "dark",
}


@pytest.fixture(autouse=True)
def still_clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def bo(company: Company, client: Client) -> Client:
    client.force_login(company.bo)
    return client


def test_a_profile_is_saved_and_counts_at_once(company: Company, bo: Client) -> None:
    answer = bo.post("/profile", ME)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/profile")
    company.bo.refresh_from_db()
    assert (company.bo.name, company.bo.time_zone, company.bo.week_start, company.bo.theme) == (
        "Bo Berg",
        "Asia/Shanghai",
        6,
        "dark",
    )
    page = bo.get("/profile").content.decode()
    assert 'data-theme="dark"' in page
    assert "Saved." in page
    assert '<option value="6" selected>Sunday</option>' in page


def test_an_assistant_is_named_by_address_and_named_no_longer(company: Company, bo: Client) -> None:
    bo.post("/profile", {**ME, "assistant": company.eve.mail})
    company.bo.refresh_from_db()
    assert company.bo.assistant == company.eve
    assert f'value="{company.eve.name} &lt;{company.eve.mail}&gt;"' in bo.get("/profile").text
    bo.post("/profile", {**ME, "assistant": ""})
    company.bo.refresh_from_db()
    assert company.bo.assistant is None


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("bo", "An assistant is somebody else: you draft your own objectives anyway."),
        ("gus", "cannot draft objectives: guests read, and who has left is gone."),
    ],
)
def test_neither_oneself_nor_a_guest_is_an_assistant(
    company: Company, bo: Client, who: str, sentence: str
) -> None:
    answer = bo.post("/profile", {**ME, "assistant": getattr(company, who).mail})
    company.bo.refresh_from_db()
    assert (answer.status_code, company.bo.assistant) == (422, None)
    assert sentence in answer.text


def test_whether_the_coach_speaks_is_ones_own_choice(company: Company, bo: Client) -> None:
    assert 'name="coached" value="on" checked' in bo.get("/profile").content.decode()
    bo.post("/profile", ME)
    company.bo.refresh_from_db()
    assert company.bo.coached is False
    bo.post("/profile", {**ME, "coached": "on"})
    company.bo.refresh_from_db()
    assert company.bo.coached is True


def test_what_is_wrong_in_a_profile_stands_beside_its_field(company: Company, bo: Client) -> None:
    answer = bo.post("/profile", {**ME, "name": " ", "title": "x" * 130})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_name-error"' in page
    answer = bo.post("/profile", {**ME, "title": "x" * 130})
    page = answer.content.decode()
    assert "This is 130 characters long; at most 120 fit." in page
    assert "x" * 130 in page
    company.bo.refresh_from_db()
    assert company.bo.name == "Bo"


def test_days_away_are_added_and_removed(company: Company, bo: Client) -> None:
    bo.post("/profile/leave", {"first": "2026-12-21", "last": "2026-12-31"})
    leave = Leave.objects.get()
    assert (leave.person_id, leave.first, leave.last) == (
        company.bo.pk,
        date(2026, 12, 21),
        date(2026, 12, 31),
    )
    assert "Dec 21, 2026 – Dec 31, 2026" in bo.get("/profile").content.decode()
    bo.post(f"/profile/leave/{leave.pk}/removal")
    assert not Leave.objects.exists()


def test_leave_that_ends_before_it_begins_is_refused_and_stays_as_typed(company: Company, bo: Client) -> None:
    answer = bo.post("/profile/leave", {"first": "2026-12-31", "last": "2026-12-21"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The last day comes before the first." in page
    assert 'value="2026-12-31"' in page
    assert not Leave.objects.exists()


def test_nobody_touches_the_leave_or_the_tokens_of_others(company: Company, bo: Client) -> None:
    leave = Leave.objects.create(person=company.cy, first=date(2026, 12, 1), last=date(2026, 12, 2))
    token, _ = create_token(company.cy, name="theirs", actor=company.cy, at=NOW, door="web")
    assert bo.post(f"/profile/leave/{leave.pk}/removal").status_code == 404
    assert bo.post(f"/profile/tokens/{token.pk}/revocation").status_code == 404
    assert Leave.objects.count() == 1
    assert Token.objects.filter(revoked_at__isnull=True).count() == 1


def test_a_token_is_shown_once_and_works_until_it_is_revoked(company: Company, bo: Client) -> None:
    page = bo.post("/profile/tokens", {"name": "weekly script", "expires_on": "2026-12-31"}).content.decode()
    text = page.split('id="token">')[1].split("<")[0]
    assert person_of_token(text, at=NOW) == company.bo
    token = Token.objects.get()
    assert token.expires_at == datetime(2027, 1, 1, tzinfo=UTC)
    listed = bo.get("/profile/tokens").content.decode()
    assert text not in listed
    assert f"…{text[-4:]}" in listed
    assert "Dec 31, 2026" in listed
    bo.post(f"/profile/tokens/{token.pk}/revocation")
    assert person_of_token(text, at=NOW) is None
    assert "No tokens" in bo.get("/profile/tokens").content.decode()
    assert [event.verb for event in Event.objects.filter(noun="token").order_by("id")] == [
        "created",
        "revoked",
    ]


def test_a_token_that_ends_before_today_is_refused(company: Company, bo: Client) -> None:
    answer = bo.post("/profile/tokens", {"name": "late", "expires_on": "2026-11-01"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This day is over already." in page
    assert 'value="late"' in page
    assert not Token.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_list_of_tokens_takes_the_same_queries_however_long_it_is(
    company: Company, bo: Client, count: int
) -> None:
    Token.objects.bulk_create(
        [
            Token(person=company.bo, name=f"script {each}", digest=f"{each:064}", hint="abcd", created_at=NOW)
            for each in range(count)
        ]
    )
    with CaptureQueriesContext(connection) as queries:
        page = bo.get("/profile/tokens").content.decode()
    assert page.count(">script ") == count
    assert len(queries) == 8
