"""Exact fractions: 1 is 100 %, six places, half to even."""

from decimal import ROUND_HALF_EVEN, Context, Decimal

Progress = Decimal

ZERO = Decimal(0)
ONE = Decimal(1)
SIXTH = Decimal("0.000001")
# Wide enough for sums of 15-digit numbers of any scale to be exact, so that their order cannot matter.
EXACT = Context(prec=100, rounding=ROUND_HALF_EVEN)


def quantise(value: Decimal) -> Progress:
    """To six places, as it is stored; zero never carries a minus."""
    return EXACT.plus(EXACT.quantize(value, SIXTH))


def ratio(part: Decimal, whole: Decimal) -> Progress:
    return quantise(EXACT.divide(part, whole))


def clamp(p: Progress) -> Progress:
    return min(max(p, ZERO), ONE)
