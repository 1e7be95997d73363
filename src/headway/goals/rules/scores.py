"""Scores at the end of a cycle: handbook/score.md."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from headway.goals.rules.decimals import ZERO, Progress, clamp

_HUNDREDTH = Decimal("0.01")


def score_proposal(progress: Progress | None) -> Decimal:
    """What the owner is offered: the clamped progress, to two places."""
    return ZERO if progress is None else _two_places(clamp(progress))


def score_band(score: Decimal, ambition: str) -> Literal["green", "amber", "red"]:
    green, amber = ("0.6", "0.3") if ambition == "aspirational" else ("0.95", "0.7")
    if score >= Decimal(green):
        return "green"
    return "amber" if score >= Decimal(amber) else "red"


def sweet_spot(score: Decimal) -> bool:
    """Of an aspirational goal: hard enough, and well met."""
    return Decimal("0.6") <= score <= Decimal("0.7")


def score_of_mean(mean: Progress | None) -> Decimal | None:
    """An objective's score from the roll-up of its parts' scores; none without parts."""
    return None if mean is None else _two_places(mean)


def _two_places(score: Decimal) -> Decimal:
    return score.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
