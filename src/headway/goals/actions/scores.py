"""Verbs of scores: asked only in review, proposed from progress, decided by the owner with a note."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from headway.activity.record import record
from headway.core.errors import N_, Refusal
from headway.core.text import clean_text
from headway.goals.access import may_edit, may_judge, require, see_key_result, see_objective
from headway.goals.actions.figures import Contribution, contributing, pooled
from headway.goals.models import Cycle, KeyResult, Objective
from headway.goals.models.objectives import Ambition
from headway.goals.rules import score_band, score_of_mean, score_proposal
from headway.people.viewer import Viewer


class NotInReview(Refusal):
    code = "not_in_review"
    sentence = N_("Scores are asked when the cycle is in review.")
    status = 409


class ScoreOutOfRange(Refusal):
    code = "score_out_of_range"
    sentence = N_("A score lies between 0.0 and 1.0.")


class ScoreNoteMissing(Refusal):
    code = "score_note_missing"
    sentence = N_("Say in a sentence what lies behind this score.")


@transaction.atomic
def score_key_result(pk: int, *, score: Decimal, note: str = "", by: Viewer, door: str) -> KeyResult:
    """The owner's score; against the baseline the proposal stands beside it."""
    see_key_result(by, pk)
    row = (
        KeyResult.objects.select_for_update(of=("self",))
        .select_related("objective__cycle", "objective__counted_in", "objective__owner")
        .get(pk=pk)
    )
    require(may_judge(by, row))
    _in_review(row.objective.cycle)
    _check(score)
    sentence = clean_text(note, limit=5_000, field="note")
    promised = row.objective.ambition == Ambition.COMMITTED
    if promised and score_band(score, row.objective.ambition) == "red" and not sentence:
        raise ScoreNoteMissing(field="note")
    before = row.score
    row.score, row.score_note = score.quantize(Decimal("0.01")), sentence
    row.score_agreed = score_proposal(row.progress_agreed)
    row.save(update_fields=["score", "score_note", "score_agreed"])
    record(
        "scored",
        row,
        actor=by.person,
        at=by.at,
        door=door,
        reason=sentence,
        objective_id=row.objective_id,
        team_id=row.objective.counted_in_id,
        before={"score": before},
        after={"score": row.score},
    )
    _mean(row.objective)
    return row


@transaction.atomic
def score_objective(pk: int, *, score: Decimal | None, note: str = "", by: Viewer, door: str) -> Objective:
    """Override an objective's score with a note, or (None) go back to the mean of its parts."""
    objective = see_objective(by, pk, lock=True)
    require(may_edit(by, objective))
    _in_review(objective.cycle)
    before = objective.score
    if score is None:
        objective.score_note = ""
        objective.save(update_fields=["score_note"])
        _mean(objective)
    else:
        _check(score)
        sentence = clean_text(note, limit=5_000, field="note")
        if not sentence:
            raise ScoreNoteMissing(field="note")
        objective.score, objective.score_note = score.quantize(Decimal("0.01")), sentence
        objective.score_agreed = score_proposal(objective.progress_agreed)
        objective.save(update_fields=["score", "score_note", "score_agreed"])
    record(
        "scored",
        objective,
        actor=by.person,
        at=by.at,
        door=door,
        reason=note,
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
        before={"score": before},
        after={"score": objective.score},
    )
    return objective


def _mean(objective: Objective) -> None:
    """The weighted mean of its parts' scores, unless the owner's own score with a note stands.

    Key results and contributing objectives share one pool of weights, as in the roll-up of progress;
    what is not scored counts as its proposal.
    """
    if objective.score_note:
        return
    live = objective.key_results.filter(state=KeyResult.State.LIVE).order_by("position", "id")
    own = [
        (_score_of(score, reached), weight)
        for score, weight, reached in live.values_list("score", "weight", "progress")
    ]
    objective.score = score_of_mean(pooled(own, _scores_below(objective), objective.cycle))
    objective.score_agreed = score_proposal(objective.progress_agreed)
    objective.save(update_fields=["score", "score_agreed"])


def _scores_below(objective: Objective) -> list[Contribution]:
    rows = (
        contributing(parent=objective.pk)
        .filter(child__state__in=[Objective.State.AGREED, Objective.State.CLOSED])
        .exclude(child__outcome=Objective.Outcome.DROPPED)
    )
    return [
        Contribution(starts, ends, weight, 1, 1, _score_of(score, reached))
        for starts, ends, weight, score, reached in rows.values_list(
            "child__cycle__starts", "child__cycle__ends", "weight", "child__score", "child__progress"
        )
    ]


def _score_of(score: Decimal | None, reached: Decimal | None) -> Decimal:
    return score_proposal(reached) if score is None else score


def _in_review(cycle: Cycle) -> None:
    if cycle.state != Cycle.State.REVIEWING:
        raise NotInReview()


def _check(score: Decimal) -> None:
    if not score.is_finite() or not 0 <= score <= 1:
        raise ScoreOutOfRange(field="score")
