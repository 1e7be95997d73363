"""From the values of one key result to its progress: handbook/progress.md."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Context, Decimal

from headway.core.errors import N_, Refusal
from headway.goals.rules.decimals import EXACT, ONE, ZERO, Progress, ratio
from headway.goals.rules.totals import roll_up

_DAY = timedelta(days=1)
# What a key result's value can hold: see core.decimals.
_FIFTEEN_DIGITS = Context(prec=15)
_LEAST_PLACE = Decimal(1).scaleb(-15)


class StartEqualsTarget(Refusal):
    code = "start_equals_target"
    sentence = N_(
        "A key result moves something: choose a target that differs from the start, "
        "or the kind “Hold a level” to keep one."
    )

    def __init__(self) -> None:
        super().__init__(field="target")


def progress(*, start: Decimal, target: Decimal, current: Decimal) -> Progress:
    """The share of the way gone, unclamped; a falling target needs no flag."""
    if start == target:
        raise StartEqualsTarget
    return ratio(EXACT.subtract(current, start), EXACT.subtract(target, start))


def hold_within(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def hold_progress(
    readings: Sequence[tuple[date, bool]], *, starts: date, today: date, ends: date
) -> Progress | None:
    """The share of elapsed days within bounds; a reading holds until the next, of one day the last rules."""
    until = min(today, ends) + _DAY
    dated = sorted((reading for reading in readings if reading[0] < until), key=lambda reading: reading[0])
    inside = total = 0
    for place, (day, within) in enumerate(dated):
        following = dated[place + 1][0] if place + 1 < len(dated) else until
        days = max(0, (following - max(day, starts)).days)
        total += days
        inside += days if within else 0
    return ratio(Decimal(inside), Decimal(total)) if total else None


def out_since(readings: Sequence[tuple[date, bool]]) -> date | None:
    """The first day of the latest unbroken run out of bounds; none while within."""
    since = None
    for day, within in sorted(readings, key=lambda reading: reading[0]):
        since = None if within else since or day
    return since


def milestone_progress(steps: Sequence[tuple[Decimal, bool]]) -> Progress | None:
    """`steps` are (weight, finished)."""
    return roll_up((ONE if finished else ZERO, weight) for weight, finished in steps)


def milestone_expected(steps: Sequence[tuple[Decimal, date | None]], today: date) -> Progress | None:
    """`steps` are (weight, due); one without a date is never due, and none with a date expect nothing."""
    if all(due is None for _, due in steps):
        return None
    return roll_up((ONE if due is not None and due <= today else ZERO, weight) for weight, due in steps)


def below(mode: str, values: Sequence[Decimal | None]) -> Decimal | None:
    """A value made of those below it: sum, mean, latest (`values` are oldest first), least or greatest."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    match mode:
        case "sum":
            return _kept(_sum(known))
        case "mean":
            return _kept(EXACT.divide(_sum(known), Decimal(len(known))))
        case "latest":
            return known[-1]
        case "least":
            return min(known)
        case "greatest":
            return max(known)
        case _:
            raise ValueError(f"unknown mode: {mode}")


def _sum(values: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for value in values:
        total = EXACT.add(total, value)
    return total


def _kept(value: Decimal) -> Decimal:
    """At most 15 significant digits and 15 decimals."""
    short = _FIFTEEN_DIGITS.plus(value)
    exponent = short.as_tuple().exponent
    return short if isinstance(exponent, int) and exponent >= -15 else short.quantize(_LEAST_PLACE)
