"""From the parts of an objective to its progress: handbook/roll-up.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from headway.goals.rules.decimals import EXACT, ONE, ZERO, Progress, clamp, ratio
from headway.goals.rules.weights import WeightOutOfRange


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums behind a roll-up; those of any grouping of the parts add up to the same."""

    parts: int = 0
    valued: int = 0
    weight: Decimal = ZERO
    weighted: Decimal = ZERO
    plain: Decimal = ZERO

    @classmethod
    def of(cls, parts: Iterable[tuple[Progress | None, Decimal]]) -> Totals:
        """`parts` are (progress, weight); a part without a value counts 0."""
        count = valued = 0
        weight_sum = weighted = plain = ZERO
        for value, weight in parts:
            if weight < 0:
                raise WeightOutOfRange
            count += 1
            weight_sum = EXACT.add(weight_sum, weight)
            if value is not None:
                valued += 1
                held = clamp(value)
                weighted = EXACT.fma(held, weight, weighted)
                plain = EXACT.add(plain, held)
        return cls(count, valued, weight_sum, weighted, plain)

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.parts + other.parts,
            self.valued + other.valued,
            EXACT.add(self.weight, other.weight),
            EXACT.add(self.weighted, other.weighted),
            EXACT.add(self.plain, other.plain),
        )

    def progress(self) -> Progress | None:
        if not self.valued:
            return None
        return ratio(self.weighted, self.weight) if self.weight else ratio(self.plain, Decimal(self.parts))


def roll_up(parts: Iterable[tuple[Progress | None, Decimal]]) -> Progress | None:
    """The weighted mean of (progress, weight), each clamped to [0, 1]; none when no part has a value."""
    return Totals.of(parts).progress()


def roll_up_over_time(
    whole: Totals, shorter: Iterable[tuple[date, date, Totals]], *, starts: date, ends: date
) -> Progress | None:
    """`whole` are the parts that run as long as the parent; `shorter` are (first day, last day, parts).

    The shorter ones form one line beside the others: what they reached, spread over the parent's days,
    days that none of them covers counting 0.
    """
    lines = [(_shared_days(begins, stops, starts, ends), totals) for begins, stops, totals in shorter]
    everything = sum((totals for _, totals in lines), whole)
    if not everything.valued:
        return None
    equal = not everything.weight
    weight, reached = _measure(whole, equal)
    stretched = reached_days = ZERO
    spans = []
    for (begins, stops), totals in lines:
        line_weight, line_reached = _measure(totals, equal)
        if line_weight and begins <= stops:
            spans.append((begins, stops))
            stretched = EXACT.fma(line_weight, _days(begins, stops), stretched)
            reached_days = EXACT.fma(line_reached, _days(begins, stops), reached_days)
    if spans:
        weight = EXACT.add(weight, EXACT.divide(stretched, Decimal(_covered_days(spans))))
        reached = EXACT.add(reached, EXACT.divide(reached_days, _days(starts, ends)))
    return ratio(reached, weight) if weight else ZERO


def time_share(child_starts: date, child_ends: date, parent_starts: date, parent_ends: date) -> Progress:
    """How much of its parent's time a contributor's cycle covers; 1 unless the cycle is shorter."""
    if child_ends - child_starts >= parent_ends - parent_starts:
        return ONE
    begins, stops = _shared_days(child_starts, child_ends, parent_starts, parent_ends)
    return ratio(_days(begins, stops), _days(parent_starts, parent_ends)) if begins <= stops else ZERO


def _measure(totals: Totals, equal: bool) -> tuple[Decimal, Decimal]:
    return (Decimal(totals.parts), totals.plain) if equal else (totals.weight, totals.weighted)


def _shared_days(starts: date, ends: date, parent_starts: date, parent_ends: date) -> tuple[date, date]:
    return max(starts, parent_starts), min(ends, parent_ends)


def _covered_days(spans: Sequence[tuple[date, date]]) -> int:
    covered = 0
    fresh = date.min
    for begins, stops in sorted(spans):
        fresh = max(fresh, begins)
        if stops >= fresh:
            covered += (stops - fresh).days + 1
            fresh = stops + timedelta(days=1)
    return covered


def _days(starts: date, ends: date) -> Decimal:
    return Decimal((ends - starts).days + 1)
