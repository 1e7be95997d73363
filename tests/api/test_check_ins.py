"""Checking in through the API: what is echoed, what is asked back, and what a retry does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headway.activity.models import Event
from headway.goals.models import CheckIn, KeyResult, Objective
from tests.api.conftest import Caller
from tests.conftest import Company, number


@pytest.fixture
def row(company: Company) -> KeyResult:
    return company.key_result(company.objective(company.bo))


def test_a_check_in_answers_with_where_the_key_result_stands(
    company: Company, caller: Callable[..., Caller], row: KeyResult
) -> None:
    bo = caller(company.bo)

    made = bo.post(f"/key-results/{row.pk}/check-ins", {"value": 10, "confidence": 7, "changed": "Ten signed."})

    assert made.status == 201
    assert made["check_in"] == {
        "id": CheckIn.objects.get().pk, "key_result": row.pk, "author": {"id": company.bo.pk, "name": "Bo"},
        "on": "2026-11-18", "at": "2026-11-18T09:00:00Z", "value": "10", "steps": None, "progress": "0.25",
        "confidence": 7, "status": "off_track", "changed": "Ten signed.", "obstacles": "", "next": "",
        "back_dated": False, "corrects": None, "superseded": False, "door": "api",
    }
    assert made["key_result"] == {
        "current": "10", "progress": "0.25", "expected": "0.530303", "confidence": 7, "status": "off_track",
        "due_by": "2026-11-30", "check_ins": 1,
    }
