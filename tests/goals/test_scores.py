"""Scores: asked in review, proposed from progress, decided by the owner."""

from __future__ import annotations

from decimal import Decimal

import pytest

from headway.core.errors import Refusal
from headway.goals.actions.alignment import align
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import step_cycle
from headway.goals.actions.scores import score_key_result, score_objective
from headway.goals.models import KeyResult, Objective
from tests.conftest import Company, number


def in_review(company: Company, ambition: str = "committed") -> tuple[Objective, KeyResult, KeyResult]:
    rows = (number("A", 0, 10, company.bo, Decimal(3)), number("B", 0, 10, company.bo, Decimal(1)))
    objective = company.objective(company.bo, ambition=ambition, key_results=rows)
    first, second = company.key_result(objective), company.key_result(objective, 1)
    check_in(second.pk, by=company.by(company.bo), door="test", value=Decimal(3), confidence=5)
    step_cycle(company.quarter.pk, state="reviewing", by=company.by(company.ann), door="test")
    return objective, first, second


def code_of(caught: pytest.ExceptionInfo[Refusal]) -> tuple[str, str | None]:
    return caught.value.code, caught.value.field


def test_a_score_is_asked_for_in_review_only(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    with pytest.raises(Refusal) as caught:
        score_key_result(row.pk, score=Decimal(1), by=company.by(company.bo), door="test")
    assert code_of(caught) == ("not_in_review", None)


def test_a_promise_that_was_not_kept_asks_for_a_sentence(company: Company) -> None:
    _, first, _ = in_review(company)
    with pytest.raises(Refusal) as caught:
        score_key_result(first.pk, score=Decimal("0.69"), by=company.by(company.bo), door="test")
    assert code_of(caught) == ("score_note_missing", "note")
    scored = score_key_result(
        first.pk, score=Decimal("0.69"), note="Two shops closed.", by=company.by(company.bo), door="test"
    )
    assert (scored.score, scored.score_note) == (Decimal("0.69"), "Two shops closed.")


def test_who_aimed_out_of_reach_owes_no_reason(company: Company) -> None:
    _, first, _ = in_review(company, "aspirational")

    assert score_key_result(
        first.pk, score=Decimal("0.1"), by=company.by(company.bo), door="test"
    ).score == Decimal("0.1")


def test_an_objective_is_the_weighted_mean_one_not_scored_counting_its_proposal(company: Company) -> None:
    objective, first, _ = in_review(company)
    score_key_result(first.pk, score=Decimal("0.7"), by=company.by(company.bo), door="test")
    objective.refresh_from_db()

    assert objective.score == Decimal("0.6")  # (0.7 × 3 + 0.3) ÷ 4


def test_an_objectives_own_score_takes_a_note_and_can_be_lifted(company: Company) -> None:
    objective, first, _ = in_review(company)
    score_key_result(first.pk, score=Decimal("0.7"), by=company.by(company.bo), door="test")
    with pytest.raises(Refusal) as caught:
        score_objective(objective.pk, score=Decimal("0.9"), by=company.by(company.bo), door="test")
    assert code_of(caught) == ("score_note_missing", "note")

    by = company.by(company.bo)
    assert score_objective(
        objective.pk, score=Decimal("0.9"), note="What we learnt is worth more.", by=by, door="test"
    ).score == Decimal("0.9")
    assert score_objective(objective.pk, score=None, by=by, door="test").score == Decimal("0.6")


def test_what_contributes_counts_in_an_objectives_score_as_in_its_progress(company: Company) -> None:
    top = company.objective(
        company.ann, "Top", holder="company", key_results=(number("T", 0, 10, company.ann),)
    )
    low = company.objective(company.bo, "Low")
    align(low.pk, top.pk, kind="contributes", by=company.by(company.ann), door="test")
    step_cycle(company.quarter.pk, state="reviewing", by=company.by(company.ann), door="test")
    score_key_result(
        company.key_result(low).pk, score=Decimal("0.6"), note="Late.", by=company.by(company.bo), door="test"
    )
    score_key_result(
        company.key_result(top).pk, score=Decimal("0.9"), by=company.by(company.ann), door="test"
    )
    top.refresh_from_db()
    assert top.score == Decimal("0.75")
