"""Relative weights and the shares they are shown as: handbook/weights.md."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from headway.core.errors import N_, Refusal
from headway.goals.rules.decimals import EXACT, ONE, SIXTH, ZERO, quantise

MOST_WEIGHT = Decimal(1000)
_HUNDRED = Decimal(100)


class WeightOutOfRange(Refusal):
    code = "weight_out_of_range"
    sentence = N_("Give a weight from 0 to 1000, or leave it empty to have it shared out.")

    def __init__(self) -> None:
        super().__init__(field="weight")


def check_weight(weight: Decimal) -> None:
    if not ZERO <= weight <= MOST_WEIGHT:
        raise WeightOutOfRange


def effective_weights(weights: Sequence[Decimal | None]) -> list[Decimal]:
    """None is automatic: they share equally what fixed ones leave of 100; each is 1 when none is fixed."""
    fixed = [weight for weight in weights if weight is not None]
    for weight in fixed:
        check_weight(weight)
    automatic = len(weights) - len(fixed)
    if not automatic:
        return fixed
    left = max(ZERO, _HUNDRED - sum(fixed)) if fixed else Decimal(automatic)
    each = quantise(EXACT.divide(left, Decimal(automatic)))
    return [each if weight is None else weight for weight in weights]


def shares(weights: Sequence[Decimal | None]) -> list[Decimal]:
    """For display: fractions of six places that sum to exactly 1, the largest remainders rounded up."""
    effective = effective_weights(weights)
    if not effective:
        return []
    total = sum(effective, ZERO)
    if not total:
        effective, total = [ONE] * len(effective), Decimal(len(effective))
    exact = [EXACT.divide(weight, total) for weight in effective]
    floors = [fraction.quantize(SIXTH, rounding=ROUND_FLOOR, context=EXACT) for fraction in exact]
    missing = int((ONE - sum(floors, ZERO)) / SIXTH)
    by_remainder = sorted(range(len(exact)), key=lambda place: (floors[place] - exact[place], place))
    for place in by_remainder[:missing]:
        floors[place] += SIXTH
    return floors
