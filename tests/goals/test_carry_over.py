"""What was reached is not carried on; what has to be kept is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import create_cycle
from headway.goals.actions.fields import KeyResultFields
from headway.goals.actions.objectives import carry_over
from tests.conftest import Company


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
