"""A goal that is written while its cycle runs has missed nothing yet."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from headway.goals.actions.check_ins import check_in
from headway.goals.actions.daily import differences, turn_day
from headway.goals.actions.key_results import add_key_result
from headway.goals.models import KeyResult
from tests.conftest import NOW, Company, number

MONDAY = NOW + timedelta(days=5)  # 23 November, the first slot after NOW


def test_slots_before_an_objective_was_agreed_are_not_owed(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))

    assert (row.status, row.due_from, row.due_by) == ("not_started", date(2026, 11, 19), MONDAY.date())
    turn_day(at=MONDAY + timedelta(days=1))
    row.refresh_from_db()
    assert (row.status, row.due_by) == ("overdue", MONDAY.date())
    assert list(differences(at=MONDAY + timedelta(days=1))) == []


def test_an_objective_that_is_not_agreed_owes_nothing(company: Company) -> None:
    objective = company.objective(company.bo, agreed=False)

    assert (objective.status, company.key_result(objective).status) == ("not_started", "not_started")
    assert company.key_result(objective).due_by is None


def test_a_key_result_that_is_added_later_owes_from_then_on(company: Company) -> None:
    objective = company.objective(company.ann, at=NOW - timedelta(days=40))
    added = add_key_result(
        objective, number("Shops kept", 0, 10), by=company.by(company.ann), door="web", reason="Forgotten."
    )

    assert isinstance(added, KeyResult)
    assert (added.status, company.key_result(objective).status) == ("not_started", "overdue")


def test_a_first_check_in_serves_the_slot_that_comes(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    check_in(row.pk, by=company.by(company.bo), door="web", value=Decimal(30), confidence=7)
    row.refresh_from_db()

    assert (row.status, row.due_by) == ("on_track", date(2026, 11, 30))
    turn_day(at=MONDAY + timedelta(days=1))
    row.refresh_from_db()
    assert row.status == "on_track"
