"""Closing a cycle: what its objectives contribute to stands on what they closed with."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from headway.goals.actions.alignment import align, answer_alignment
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import create_cycle, step_cycle
from headway.goals.actions.daily import differences
from headway.goals.actions.fields import KeyResultFields
from headway.goals.actions.ripples import settle
from headway.goals.models import Cycle, Objective
from tests.conftest import Company, number

START = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
CLOSE = datetime(2026, 10, 31, 18, 0, tzinfo=UTC)


def month(company: Company) -> Cycle:
    return create_cycle(
        kind="month",
        starts=date(2026, 10, 1),
        ends=date(2026, 10, 31),
        state="running",
        by=company.by(company.ann, START),
        door="test",
    )


def level(company: Company) -> KeyResultFields:
    return KeyResultFields(title="Answered", kind="hold", low=Decimal(90), owner_id=company.cy.pk)


def close(company: Company, cycle: Cycle) -> None:
    for state in ("reviewing", "closed"):
        step_cycle(cycle.pk, state=state, by=company.by(company.ann, CLOSE), door="test")


def test_levels_of_one_cycle_close_together_in_whatever_order_they_were_set(company: Company) -> None:
    """A level that is held moves on with every day, up to the one on which it is frozen."""
    cycle = month(company)
    above, middle, below = (
        company.objective(owner, title, cycle=cycle, key_results=rows, at=START, holder=holder, team=team)
        for owner, title, rows, holder, team in (
            (company.ann, "Be trusted", (number("N", 0, 10, company.ann),), "company", None),
            (company.bo, "Be there", (number("N", 0, 10, company.bo),), "team", company.sales),
            (company.cy, "Pick up", (level(company),), "person", None),
        )
    )
    align(middle.pk, above.pk, kind="contributes", by=company.by(company.ann, START), door="test")
    align(below.pk, middle.pk, kind="contributes", by=company.by(company.bo, START), door="test")
    row = company.key_result(below)
    for day, value in ((2, 95), (10, 50)):
        at = datetime(2026, 10, day, 9, 0, tzinfo=UTC)
        check_in(row.pk, value=Decimal(value), confidence=7, by=company.by(company.cy, at), door="test")
    settle(at=datetime(2026, 10, 10, 9, 0, tzinfo=UTC))
    close(company, cycle)
    progress = [Objective.objects.get(pk=one.pk).progress for one in (above, middle, below)]
    assert progress == [Decimal("0.066667"), Decimal("0.133334"), Decimal("0.266667")]
    assert list(differences(at=CLOSE)) == []


def test_a_longer_cycle_follows_the_shorter_one_that_closes(company: Company) -> None:
    cycle = month(company)
    above = company.objective(company.bo, "Be there", key_results=(number("N", 0, 10, company.bo),), at=START)
    below = company.objective(company.cy, "Pick up", cycle=cycle, key_results=(level(company),), at=START)
    align(below.pk, above.pk, kind="contributes", by=company.by(company.cy, START), door="test")
    answer_alignment(below.aligned_to.get().pk, accept=True, by=company.by(company.bo, START), door="test")
    row = company.key_result(below)
    for day, value in ((2, 95), (10, 50)):
        at = datetime(2026, 10, day, 9, 0, tzinfo=UTC)
        check_in(row.pk, value=Decimal(value), confidence=7, by=company.by(company.cy, at), door="test")
    settle(at=datetime(2026, 10, 10, 9, 0, tzinfo=UTC))
    before = Objective.objects.get(pk=above.pk).progress
    close(company, cycle)
    settle(at=CLOSE)
    after = Objective.objects.get(pk=above.pk).progress
    assert before is not None and after is not None and after < before
    assert list(differences(at=CLOSE)) == []
