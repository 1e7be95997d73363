"""The day turns once, in one process, and is tried again when it fails."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from headway.api.models import IdempotencyKey
from headway.config import day
from headway.people.models import Organisation
from tests.conftest import NOW, Company


def settled_on() -> date | None:
    return Organisation.objects.get().settled_on


def test_the_day_is_turned_once(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    row.refresh_from_db()
    assert row.status_until is not None
    later = NOW + timedelta(days=(row.status_until - NOW.date()).days)
    assert (day.turn_if_due(at=later) or 0) > 0
    assert settled_on() == later.date()
    assert day.turn_if_due(at=later) is None
    assert day.turn_if_due(at=later + timedelta(days=1)) is not None


def test_the_companys_day_counts_not_the_servers(company: Company) -> None:
    Organisation.objects.update(time_zone="Asia/Shanghai", settled_on=NOW.date())
    assert day.turn_if_due(at=NOW.replace(hour=15, minute=59)) is None
    assert day.turn_if_due(at=NOW.replace(hour=16)) is not None


def test_without_a_company_there_is_no_day_to_turn(db: None) -> None:
    assert day.turn_if_due(at=NOW) is None


def test_a_day_that_failed_is_due_again(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    before = NOW.date() - timedelta(days=1)
    Organisation.objects.update(settled_on=before)

    def broken(**of: object) -> int:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("headway.config.day.turn_day", broken)
        with pytest.raises(ZeroDivisionError):
            day.turn_if_due(at=NOW)
    assert settled_on() == before
    assert day.turn_if_due(at=NOW) is not None


def test_a_day_that_died_halfway_is_taken_up_when_its_lease_has_run_out(company: Company) -> None:
    Organisation.objects.update(settled_on=NOW.date() - timedelta(days=1), settling_until=NOW + day.LEASE)
    assert day.turn_if_due(at=NOW + day.LEASE / 2) is None
    assert settled_on() != NOW.date()
    assert day.turn_if_due(at=NOW + day.LEASE) is not None
    assert settled_on() == NOW.date()
    assert Organisation.objects.get().settling_until is None


def test_old_idempotency_keys_go_with_the_day(company: Company) -> None:
    for key, at in (("old", NOW - timedelta(days=8)), ("new", NOW)):
        IdempotencyKey.objects.create(person=company.bo, key=key, digest="", at=at)
    day.turn_if_due(at=NOW)
    assert [one.key for one in IdempotencyKey.objects.all()] == ["new"]
