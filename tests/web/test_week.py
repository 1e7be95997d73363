"""My week and checking in from it, through the browser's door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import step_cycle
from headway.goals.actions.fields import KeyResultFields, MilestoneFields
from headway.goals.models import Baseline, CheckIn, Draft, KeyResult
from tests.conftest import NOW, Company, number


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    # The Friday before the slot on Monday: what was agreed on Wednesday is asked for.
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        yield


@pytest.fixture
def bo(company: Company, client: Client) -> Client:
    client.force_login(company.bo)
    return client


def test_my_week_shows_what_is_due_and_where_things_stand(company: Company, bo: Client) -> None:
    company.objective(company.bo, "Win the shops that turned us down")
    page = bo.get("/").content.decode()
    assert "Shops signed" in page
    assert "Win the shops that turned us down" in page
    assert "check-in is waiting" in page


def test_a_guest_is_offered_to_read_and_not_to_write(company: Company, client: Client) -> None:
    client.force_login(company.gus)
    page = client.get("/").content.decode()
    assert "Guests read and do not write." in page and "Read the company's goals" in page
    assert "/objectives/new" not in page and "Everything is checked in" not in page


def test_a_check_in_takes_one_form_and_two_inputs(company: Company, bo: Client) -> None:
    row = company.key_result(company.objective(company.bo))
    answer = bo.post(
        f"/key-results/{row.pk}/check-in", {"value": "１２.５", "confidence": "7", "from": "week"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    row.refresh_from_db()
    assert (row.current, row.confidence) == (Decimal("12.5"), 7)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("12,5", "12.5"), ("abc", "number"), ("", "value"), ("1" * 40, "15"), ("NaN", "NaN"), ("70%", "%")],
)
def test_what_cannot_be_read_comes_back_with_a_sentence_and_what_was_typed(
    company: Company, bo: Client, typed: str, sentence: str
) -> None:
    row = company.key_result(company.objective(company.bo))
    answer = bo.post(
        f"/key-results/{row.pk}/check-in",
        {"value": typed, "confidence": "7", "note": "Kept <b>words</b>", "from": "week"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{typed}"' in page
    assert "Kept &lt;b&gt;words&lt;/b&gt;" in page
    assert f'id="ci-{row.pk}-value-error"' in page
    assert sentence in page
    assert CheckIn.objects.count() == 0


def test_a_stranger_is_refused(company: Company, client: Client) -> None:
    row = company.key_result(company.objective(company.bo))
    client.force_login(company.eve)
    answer = client.post(f"/key-results/{row.pk}/check-in", {"value": "3", "from": "week"})
    assert answer.status_code == 403
    assert "Only the owner of this key result" in answer.content.decode()
    assert CheckIn.objects.count() == 0


def test_what_is_typed_is_kept_for_its_person_alone(company: Company, bo: Client, client: Client) -> None:
    row = company.key_result(company.objective(company.bo))
    assert (
        bo.post(f"/key-results/{row.pk}/check-in/kept", {"value": "17", "note": "half a sent"}).status_code
        == 204
    )
    assert "half a sent" in bo.get("/").content.decode()
    bo.post(f"/key-results/{row.pk}/check-in", {"value": "17", "confidence": "5", "from": "week"})
    assert Draft.objects.count() == 0


def test_milestones_are_ticked_and_done_is_done(company: Company, bo: Client) -> None:
    steps = KeyResultFields(
        title="Open the shop",
        kind="milestones",
        owner_id=company.bo.pk,
        milestones=(MilestoneFields("Lease"), MilestoneFields("Staff", Decimal(3))),
    )
    done = KeyResultFields(title="Licence granted", kind="done", owner_id=company.bo.pk)
    objective = company.objective(company.bo, key_results=(steps, done))
    first, second = company.key_result(objective, 0), company.key_result(objective, 1)
    staff = first.milestones.get(title="Staff")
    bo.post(f"/key-results/{first.pk}/check-in", {"steps": [str(staff.pk)], "confidence": "8"})
    bo.post(f"/key-results/{second.pk}/check-in", {"value": "1", "confidence": "9"})
    assert list(KeyResult.objects.order_by("position").values_list("progress", "status")) == [
        (Decimal("0.75"), "on_track"),
        (Decimal(1), "done"),
    ]


@pytest.mark.parametrize("count", [1, 3, 100])
def test_my_week_asks_the_database_as_often_however_much_there_is(
    company: Company, bo: Client, count: int
) -> None:
    per = [_steps(company)] + [number(f"KR {n}", 0, 10, company.bo) for n in range(1, min(count, 10))]
    for n in range(max(1, count // 10)):
        objective = company.objective(company.bo, f"Objective {n}", key_results=tuple(per))
        place = min(1, count - 1)
        check_in(
            company.key_result(objective, place).pk, by=company.by(company.bo), door="web", value=Decimal(1)
        )
    bo.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert bo.get("/").status_code == 200
    assert len(queries) == 11, "\n".join(query["sql"][:200] for query in queries)


@pytest.mark.parametrize("count", [1, 3, 100])
def test_an_objective_asks_the_database_as_often_however_much_there_is(
    company: Company, bo: Client, count: int
) -> None:
    objective = company.objective(
        company.bo,
        key_results=(_steps(company), *(number(f"KR {n}", 0, 10, company.bo) for n in range(1, count))),
    )
    for place in range(min(count, 12)):
        check_in(
            company.key_result(objective, place).pk, by=company.by(company.bo), door="web", value=Decimal(1)
        )
    bo.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert bo.get(f"/objectives/{objective.pk}").status_code == 200
    assert len(queries) == 21, "\n".join(query["sql"][:200] for query in queries)


def test_a_restricted_objective_is_not_there_for_others(company: Company, client: Client) -> None:
    objective = company.objective(company.bo, "Secret plan", visibility="named", viewer_ids=(company.ann.pk,))
    client.force_login(company.eve)
    assert client.get(f"/objectives/{objective.pk}").status_code == 404


def _steps(company: Company) -> KeyResultFields:
    return KeyResultFields(
        title="Open the shop",
        kind="milestones",
        owner_id=company.bo.pk,
        milestones=(MilestoneFields("Lease"),),
    )


def test_an_earlier_day_is_marked_and_a_mistake_is_corrected_with_both_kept(
    company: Company, bo: Client
) -> None:
    row = company.key_result(company.objective(company.bo))
    address = f"/key-results/{row.pk}/check-in"
    bo.post(address, {"value": "30", "confidence": "6", "on": "2026-11-19"})
    wrong = CheckIn.objects.get()
    form = bo.get(f"/objectives/{row.objective_id}?check-in={row.pk}&corrects={wrong.pk}").content.decode()
    assert f'name="corrects" value="{wrong.pk}"' in form
    bo.post(address, {"value": "3", "confidence": "6", "corrects": str(wrong.pk)})
    row.refresh_from_db()
    assert (row.current, wrong.back_dated, CheckIn.objects.filter(superseded=True).count()) == (3, True, 1)


def test_a_key_result_is_scored_in_review(company: Company, bo: Client) -> None:
    row = company.key_result(company.objective(company.bo))
    assert bo.post(f"/key-results/{row.pk}/score", {"score": "0.7"}).status_code == 422
    step_cycle(company.quarter.pk, state="reviewing", by=company.by(company.ann), door="test")
    assert "Score it" in bo.get(f"/objectives/{row.objective_id}").content.decode()
    bo.post(f"/key-results/{row.pk}/score", {"score": "0.8", "note": "The two largest came late."})
    row.refresh_from_db()
    row.objective.refresh_from_db()
    assert (row.score, row.objective.score) == (Decimal("0.8"), Decimal("0.8"))


def test_the_feed_says_done_and_not_a_number(company: Company, bo: Client) -> None:
    answer = KeyResultFields(title="The workshop has its licence", kind="done", owner_id=company.bo.pk)
    objective = company.objective(company.bo, key_results=(answer,))
    check_in(
        company.key_result(objective).pk,
        by=company.by(company.bo, NOW + timedelta(days=1)),
        door="test",
        value=Decimal(1),
        confidence=9,
    )
    page = bo.get(f"/people/{company.bo.pk}").content.decode()
    assert '<span class="moved"><b>Done</b></span>' in page


def test_an_objective_was_agreed_when_somebody_said_yes(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo)
    Baseline.objects.filter(objective=objective).update(taken_at=NOW + timedelta(days=1))
    page = bo.get(f"/objectives/{objective.pk}").content.decode()
    assert "On Nov 18, 2026 by Ann" in page
