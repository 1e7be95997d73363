"""Stored reviews follow what is written, and what is stored is what a review made anew says."""

from __future__ import annotations

from headway.coach.actions.proof import differences
from headway.coach.actions.upkeep import settle_reviews
from headway.coach.models import Review
from headway.coach.queries.notes import notes_of
from tests.conftest import Company, number


def test_a_new_objective_is_reviewed_and_equals_a_review_made_anew(company: Company) -> None:
    made = company.objective(
        company.cy, "Improve quality", key_results=(number("Launch the shop", 0, 4, company.cy),)
    )
    settle_reviews()
    review = Review.objects.get(objective=made)
    notes = notes_of(company.by(company.cy), made)
    assert notes is not None
    print(review.findings, review.score, [(n.finding.code, n.key_result_id) for n in notes.all], notes.score)
    assert review.score == notes.score
    assert list(differences()) == []
