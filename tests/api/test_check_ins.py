"""Checking in through the API: what is echoed, what is asked back, and what a retry does."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, connections
from pytest_django import DjangoAssertNumQueries

from headway.activity.models import Event
from headway.api.idempotency import prune
from headway.api.models import IdempotencyKey
from headway.goals.actions.fields import KeyResultFields, MilestoneFields
from headway.goals.models import CheckIn, KeyResult
from tests.api.conftest import Caller
from tests.conftest import NOW, Company, number

type Callers = Callable[..., Caller]


@pytest.fixture
def row(company: Company) -> KeyResult:
    return company.key_result(company.objective(company.bo))


def test_a_check_in_answers_with_where_the_key_result_stands(
    company: Company, caller: Callers, row: KeyResult
) -> None:
    made = caller(company.bo).post(
        f"/key-results/{row.pk}/check-ins", {"value": 10, "confidence": 7, "changed": "Ten signed."}
    )
    assert made.status == 201
    assert made["check_in"] == {
        "id": CheckIn.objects.get().pk,
        "key_result": row.pk,
        "author": {"id": company.bo.pk, "name": "Bo"},
        "on": "2026-11-18",
        "at": "2026-11-18T09:00:00Z",
        "value": "10",
        "steps": None,
        "progress": "0.25",
        "confidence": 7,
        "status": "off_track",
        "changed": "Ten signed.",
        "obstacles": "",
        "next": "",
        "back_dated": False,
        "corrects": None,
        "superseded": False,
        "door": "api",
    }
    assert made["key_result"] == {
        "current": "10",
        "progress": "0.25",
        "expected": "0.530303",
        "confidence": 7,
        "status": "off_track",
        "due_by": "2026-11-30",
        "check_ins": 1,
    }
    assert Event.objects.get(verb="checked_in").door == "api"


def test_the_command_line_is_a_door_of_its_own(company: Company, caller: Callers, row: KeyResult) -> None:
    caller(company.bo).post(f"/key-results/{row.pk}/check-ins", {"value": 1}, User_Agent="headway-cli/0.1")
    assert Event.objects.get(verb="checked_in").door == "cli"


@pytest.mark.parametrize(
    ("unit", "given", "read"),
    [
        (("number", ""), '"１２.５"', "12.5"),
        (("number", ""), '"1,234.5"', "1234.5"),
        (("number", ""), "12.50", "12.5"),
        (("number", ""), "0.1", "0.1"),
        (("number", ""), "1e3", "1000"),
        (("number", ""), "-3", "-3"),
        (("number", ""), "123456789.012345", "123456789.012345"),
        (("number", ""), '"1.2万"', "12000"),
        (("percent", ""), '"40 %"', "40"),
        (("percent", ""), "40", "40"),
        (("currency", "CNY"), '"¥1,200"', "1200"),
        (("duration", "min"), '"5 min"', "5"),
        (("word", "clients"), '"12 clients"', "12"),
    ],
)
def test_a_value_is_read_as_people_type_it_and_echoed(
    company: Company, caller: Callers, unit: tuple[str, str], given: str, read: str
) -> None:
    fields = KeyResultFields(
        title="It", target=Decimal(50_000), unit_kind=unit[0], unit=unit[1], owner_id=company.bo.pk
    )
    row = company.key_result(company.objective(company.bo, key_results=(fields,)))
    made = caller(company.bo).post(f"/key-results/{row.pk}/check-ins", f'{{"value": {given}}}')
    assert isinstance(made["check_in"], dict) and made["check_in"]["value"] == read
    assert CheckIn.objects.get().value == Decimal(read)


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ('{"value": "12,5"}', 422, "number_ambiguous", "value"),
        ('{"value": "many"}', 422, "number_not_a_number", "value"),
        ('{"value": "NaN"}', 422, "number_not_finite", "value"),
        ('{"value": NaN}', 400, "malformed_json", None),
        ('{"value": Infinity}', 400, "malformed_json", None),
        ('{"value": "' + "1" * 40 + '"}', 422, "number_too_long", "value"),
        ('{"value": ' + "1" * 40 + "}", 422, "number_too_long", "value"),
        ('{"value": 1e999999999}', 422, "number_not_a_number", "value"),
        ('{"value": 1.0000000000000001}', 422, "number_too_long", "value"),
        ('{"value": true}', 422, "number_not_a_number", "value"),
        ('{"value": [1]}', 422, "number_not_a_number", "value"),
        ('{"value": "40 %"}', 422, "unit_mismatch", "value"),
        ('{"value": ""}', 422, "number_missing", "value"),
        ('{"value": null}', 422, "value_missing", "value"),
        ("{}", 422, "value_missing", "value"),
        ('{"value": 1, "confidence": 11}', 422, "confidence_out_of_range", "confidence"),
        ('{"value": 1, "confidence": "7"}', 422, "not_a_whole_number", "confidence"),
        ('{"value": 1, "confidence": 6.5}', 422, "not_a_whole_number", "confidence"),
        ('{"value": 1, "on": "2026-11-19"}', 422, "day_in_future", "on"),
        ('{"value": 1, "on": "19/11/2026"}', 422, "day_unreadable", "on"),
        ('{"value": 1, "on": "2026-02-30"}', 422, "day_impossible", "on"),
        ('{"value": 1, "on": "2026-09-30"}', 422, "day_outside_cycle", "on"),
        ('{"value": 1, "corrects": 999999999}', 404, "not_found", "corrects"),
        ('{"value": 1, "note": "?"}', 422, "field_unknown", "note"),
        ('{"value": 1, "changed": 5}', 422, "not_a_text", "changed"),
        ('{"value": 1', 400, "malformed_json", None),
        ("[1]", 422, "not_an_object", None),
        ("", 422, "field_missing", None),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    company: Company, caller: Callers, row: KeyResult, body: str, status: int, code: str, field: str | None
) -> None:
    refused = caller(company.bo).post(f"/key-results/{row.pk}/check-ins", body)
    assert refused.error == (status, code)
    assert [one for one in refused.fields if one[0]] == ([(field, code)] if field else [])
    assert CheckIn.objects.count() == 0


def test_every_field_that_is_wrong_is_named_at_once(
    company: Company, caller: Callers, row: KeyResult
) -> None:
    refused = caller(company.bo).post(
        f"/key-results/{row.pk}/check-ins", {"value": True, "on": "soon", "steps": 5}
    )
    assert refused.error == (422, "fields_refused")
    assert refused.fields == [
        ("value", "number_not_a_number"),
        ("steps", "not_a_list"),
        ("on", "day_unreadable"),
    ]


def test_milestones_are_checked_in_by_their_ids(company: Company, caller: Callers) -> None:
    fields = KeyResultFields(
        title="Ship",
        kind="milestones",
        owner_id=company.bo.pk,
        milestones=(MilestoneFields("Draw"), MilestoneFields("Build", Decimal(3))),
    )
    row = company.key_result(company.objective(company.bo, key_results=(fields,)))
    last = row.milestones.last()
    assert last is not None
    made = caller(company.bo).post(f"/key-results/{row.pk}/check-ins", {"steps": [last.pk], "confidence": 8})
    assert made.status == 201
    assert isinstance(made["check_in"], dict)
    assert (made["check_in"]["steps"], made["check_in"]["progress"]) == ([last.pk], "0.75")


def test_check_ins_are_listed_newest_first_page_by_page(
    company: Company, caller: Callers, row: KeyResult
) -> None:
    bo = caller(company.bo)
    for day in (3, 17, 10):
        bo.post(f"/key-results/{row.pk}/check-ins", {"value": day, "on": f"2026-11-{day:02d}"})
    first = bo.get(f"/key-results/{row.pk}/check-ins?limit=2")
    rest = bo.get(f"/key-results/{row.pk}/check-ins?limit=2&cursor={first['next_cursor']}")
    days = [one["on"] for page in (first, rest) for one in page["items"]]  # type: ignore[index, union-attr, call-overload]
    assert days == ["2026-11-17", "2026-11-10", "2026-11-03"]
    assert rest["next_cursor"] is None


def test_the_same_key_and_request_is_carried_out_once(
    company: Company, caller: Callers, row: KeyResult
) -> None:
    bo = caller(company.bo)
    first = bo.post(f"/key-results/{row.pk}/check-ins", {"value": 10}, Idempotency_Key="monday")
    again = bo.post(f"/key-results/{row.pk}/check-ins", {"value": 10}, Idempotency_Key="monday")
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["Idempotency-Replayed"] == "true" and "Idempotency-Replayed" not in first.headers
    assert CheckIn.objects.count() == Event.objects.filter(verb="checked_in").count() == 1


def test_the_same_key_with_another_request_is_refused(
    company: Company, caller: Callers, row: KeyResult
) -> None:
    bo = caller(company.bo)
    bo.post(f"/key-results/{row.pk}/check-ins", {"value": 10}, Idempotency_Key="monday")
    refused = bo.post(f"/key-results/{row.pk}/check-ins", {"value": 11}, Idempotency_Key="monday")
    assert refused.error == (422, "idempotency_key_reused")
    assert CheckIn.objects.count() == 1


def test_a_key_is_one_persons_own(company: Company, caller: Callers) -> None:
    rows = (number("Mine", 0, 10, company.bo), number("Hers", 0, 10, company.cy))
    objective = company.objective(company.bo, key_results=rows)
    for person, place in ((company.bo, 0), (company.cy, 1)):
        address = f"/key-results/{company.key_result(objective, place).pk}/check-ins"
        assert caller(person).post(address, {"value": 1}, Idempotency_Key="monday").status == 201
    assert CheckIn.objects.count() == 2


def test_what_was_refused_may_be_sent_again_with_its_key(
    company: Company, caller: Callers, row: KeyResult
) -> None:
    bo = caller(company.bo)
    refused = bo.post(f"/key-results/{row.pk}/check-ins", {"value": 1, "confidence": 12}, Idempotency_Key="k")
    made = bo.post(f"/key-results/{row.pk}/check-ins", {"value": 1, "confidence": 2}, Idempotency_Key="k")
    assert (refused.status, made.status) == (422, 201)


@pytest.mark.parametrize("key", ["", "x" * 201, "tab\there", "键"])
def test_a_key_that_cannot_be_kept_is_refused(
    company: Company, caller: Callers, row: KeyResult, key: str
) -> None:
    given = key.encode().decode("latin-1")
    refused = caller(company.bo).post(f"/key-results/{row.pk}/check-ins", {"value": 1}, Idempotency_Key=given)
    assert refused.error == (422, "idempotency_key_invalid")


def test_keys_are_forgotten_after_a_week(company: Company, caller: Callers, row: KeyResult) -> None:
    caller(company.bo).post(f"/key-results/{row.pk}/check-ins", {"value": 1}, Idempotency_Key="k")
    assert (prune(at=NOW + timedelta(days=7)), IdempotencyKey.objects.count()) == (0, 1)
    assert (prune(at=NOW + timedelta(days=7, seconds=1)), IdempotencyKey.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="threads cannot share SQLite's test database in memory"
)
def test_retries_at_the_same_moment_write_one_check_in(
    company: Company, caller: Callers, row: KeyResult
) -> None:
    token = caller(company.bo).token

    def send(_: int) -> tuple[int, object]:
        try:
            answer = Caller(token).post(
                f"/key-results/{row.pk}/check-ins", {"value": 10, "confidence": 7}, Idempotency_Key="monday"
            )
            return answer.status, answer.body
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(16)))
    assert [status for status, _ in answers] == [201] * 16
    assert all(body == answers[0][1] for _, body in answers)
    assert CheckIn.objects.count() == 1


def test_a_check_in_costs_the_same_queries_whatever_its_history(
    company: Company, caller: Callers, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = company.key_result(company.objective(company.bo))
    bo = caller(company.bo)
    address = f"/key-results/{row.pk}/check-ins"
    for value in range(4):
        bo.post(address, {"value": value, "confidence": 7})
    # PostgreSQL holds the two rows by a statement of its own.
    with django_assert_num_queries(15 + connection.features.has_select_for_update):
        bo.post(address, {"value": 30, "confidence": 7})
