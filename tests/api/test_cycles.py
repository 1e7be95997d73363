"""Cycles over the API: what is edited by two at once is noticed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headway.goals.actions.cycles import step_cycle
from headway.goals.models import Cycle
from headway.people.models import Person
from tests.api.conftest import Caller
from tests.conftest import Company

type Calls = Callable[[Person], Caller]


def test_a_cycle_is_edited_with_the_version_that_was_read(company: Company, caller: Calls) -> None:
    ann, path = caller(company.ann), f"/cycles/{company.quarter.pk}"
    version = ann.get(path)["version"]
    saved = ann.patch(path, {"version": version, "reveal_teams": "2026-10-05"})
    assert (saved.status, saved["reveal_teams"], saved["version"]) == (200, "2026-10-05", 2)
    assert saved["ends"] == company.quarter.ends.isoformat()


def test_who_saves_over_somebody_is_told_and_shown_theirs(company: Company, caller: Calls) -> None:
    ann, path = caller(company.ann), f"/cycles/{company.quarter.pk}"
    ann.patch(path, {"version": 1, "name": "The long one"})
    late = ann.patch(path, {"version": 1, "name": "The short one", "practice": True})
    assert late.error == (409, "conflict")
    assert late.fields == [("version", "conflict")]
    error = late["error"]
    assert isinstance(error, dict)
    assert error["current"] == ann.get(path).body
    company.quarter.refresh_from_db()
    assert (company.quarter.name, company.quarter.practice) == ("The long one", False)


def test_an_edit_says_which_version_it_is_of(company: Company, caller: Calls) -> None:
    refused = caller(company.ann).patch(f"/cycles/{company.quarter.pk}", {"name": "The long one"})
    assert refused.status == 422
    assert refused.fields == [("version", "field_missing")]


@pytest.mark.parametrize("state", ["reviewing", "drafting"])
def test_a_step_is_a_change_that_an_edit_must_have_seen(company: Company, caller: Calls, state: str) -> None:
    step_cycle(company.quarter.pk, state=state, reason="So.", by=company.by(company.ann), door="test")
    late = caller(company.ann).patch(f"/cycles/{company.quarter.pk}", {"version": 1, "name": "Late"})
    assert late.error == (409, "conflict")


def test_a_closed_cycle_says_that_it_is_closed(company: Company, caller: Calls) -> None:
    Cycle.objects.filter(pk=company.quarter.pk).update(state="closed")
    refused = caller(company.ann).patch(f"/cycles/{company.quarter.pk}", {"version": 1, "name": "Late"})
    assert refused.error == (422, "cycle_closed")
