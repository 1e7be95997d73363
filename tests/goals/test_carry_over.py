"""What was reached is not carried on; what has to be kept is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from headway.core.errors import Refusal
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import create_cycle
from headway.goals.actions.fields import KeyResultFields
from headway.goals.actions.objectives import carry_over, close_objective
from tests.conftest import Company


def test_what_was_dropped_is_not_carried_over_and_so_counted_again(company: Company) -> None:
    old = company.objective(company.bo)
    by = company.by(company.bo)
    close_objective(old.pk, outcome="dropped", note="Nobody needs it.", by=by, door="test")
    later = create_cycle(
        kind="quarter",
        starts=date(2027, 1, 1),
        ends=date(2027, 3, 31),
        state="drafting",
        by=company.by(company.ann),
        door="test",
    )
    with pytest.raises(Refusal) as refused:
        carry_over(old.pk, cycle_id=later.pk, by=by, door="test")
    assert refused.value.message() == "That cannot be done while the objective is Dropped."
    old.refresh_from_db()
    assert old.outcome == "dropped"


def test_what_is_done_stays_behind_and_a_held_level_goes_on(company: Company) -> None:
    old = company.objective(
        company.bo,
        key_results=(
            KeyResultFields(title="Licence granted", kind="done", owner_id=company.bo.pk),
            KeyResultFields(title="Answered in a day", kind="hold", low=Decimal(90), owner_id=company.bo.pk),
        ),
    )
    by = company.by(company.bo)
    check_in(company.key_result(old).pk, value=Decimal(1), by=by, door="test")
    check_in(company.key_result(old, 1).pk, value=Decimal(95), by=by, door="test")
    later = create_cycle(
        kind="quarter",
        starts=date(2027, 1, 1),
        ends=date(2027, 3, 31),
        state="drafting",
        by=company.by(company.ann),
        door="test",
    )

    new = carry_over(old.pk, cycle_id=later.pk, by=by, door="test")

    assert [(row.title, row.low) for row in new.key_results.all()] == [("Answered in a day", Decimal(90))]
