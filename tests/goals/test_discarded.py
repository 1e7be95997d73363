"""A draft that is thrown away is not published by that."""

from __future__ import annotations

import pytest

from headway.core.errors import NotFound
from headway.goals.access import may_see, objectives_for, see_objective, seen_through
from headway.goals.actions.objectives import close_objective, delete_draft_objective
from headway.goals.models import KeyResult, Objective
from tests.conftest import Company


def test_a_discarded_draft_stays_with_those_who_worked_on_it(company: Company) -> None:
    draft = company.objective(company.bo, "Move out of the north", agreed=False)
    delete_draft_objective(draft.pk, by=company.by(company.bo), door="test")
    draft.refresh_from_db()
    stranger = company.by(company.eve)

    assert may_see(company.by(company.bo), draft)
    assert not may_see(stranger, draft)
    assert list(objectives_for(stranger)) == []
    assert list(objectives_for(company.by(company.gus))) == []
    assert not KeyResult.objects.filter(seen_through(stranger, "objective")).exists()  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        see_objective(stranger, draft.pk)


def test_what_was_agreed_and_then_dropped_stays_open(company: Company) -> None:
    objective = company.objective(company.bo)
    by = company.by(company.bo)
    close_objective(objective.pk, outcome="dropped", note="Too early.", by=by, door="test")

    assert may_see(company.by(company.eve), Objective.objects.get(pk=objective.pk))
    assert list(objectives_for(company.by(company.eve))) == [objective]
