"""docs/handbook/roll-up.md and weights.md"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.goals.rules import (
    Totals,
    WeightOutOfRange,
    clamp,
    effective_weights,
    generate_cycles,
    roll_up,
    roll_up_over_time,
    shares,
    time_share,
)

unhurried = settings(deadline=None)
Part = tuple[Decimal | None, Decimal]

progresses = st.none() | st.decimals(min_value=-3, max_value=3, allow_nan=False, places=6)
weights = st.decimals(min_value=0, max_value=1000, allow_nan=False, places=2)
parts_of_any_kind = st.lists(st.tuples(progresses, weights), max_size=12)
given_weights = st.lists(st.none() | weights, max_size=12)


def parts(*written: str) -> list[Part]:
    """'0.5 × 2' is a progress and a weight; '— × 1' has no value yet."""
    pairs = [text.split(" × ") for text in written]
    return [(None if value == "—" else Decimal(value), Decimal(weight)) for value, weight in pairs]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ([], None),
        (["— × 1"], None),
        (["— × 1", "— × 0"], None),
        (["0.7 × 1"], "0.7"),
        (["0.2 × 1", "0.6 × 1"], "0.4"),
        (["0.2 × 3", "0.6 × 1"], "0.3"),
        (["0.5 × 1", "— × 1"], "0.25"),  # without a value it counts 0
        (["1.3 × 1", "0.5 × 1"], "0.75"),  # beyond the target it counts 1
        (["-0.4 × 1", "0.5 × 1"], "0.25"),  # below the start it counts 0
        (["0.9 × 0", "0.5 × 2"], "0.5"),  # weight 0 is shown and does not count
        (["0.9 × 0", "0.5 × 0"], "0.7"),  # all zero: equal
        (["0.9 × 0", "— × 0"], "0.45"),
        (["0.9 × 0", "— × 2"], "0"),
        (["1 × 1", "0 × 1", "0 × 1"], "0.333333"),
        (["0.5 × 33.33", "0.5 × 33.33", "0.5 × 33.34"], "0.5"),
    ],
)
def test_an_objective_is_the_weighted_mean_of_its_parts(written: list[str], expected: str | None) -> None:
    assert roll_up(parts(*written)) == (None if expected is None else Decimal(expected))


def test_a_dropped_part_leaves_the_sum_and_its_weight() -> None:
    kept = parts("0.2 × 1", "0.6 × 1")
    dropped = parts("0 × 2")
    assert (roll_up(kept + dropped), roll_up(kept)) == (Decimal("0.2"), Decimal("0.4"))


def test_a_part_that_moves_changes_both_parents() -> None:
    moved = parts("0.9 × 1")
    old, new = parts("0.3 × 1"), parts("0.1 × 1")
    assert (roll_up(old + moved), roll_up(new)) == (Decimal("0.6"), Decimal("0.1"))
    assert (roll_up(old), roll_up(new + moved)) == (Decimal("0.3"), Decimal("0.5"))


def test_a_negative_weight_is_refused_beside_its_field() -> None:
    with pytest.raises(WeightOutOfRange) as refused:
        roll_up(parts("0.5 × 1", "0.5 × -1"))
    assert (refused.value.code, refused.value.field) == ("weight_out_of_range", "weight")
    assert str(refused.value) == "Give a weight from 0 to 1000, or leave it empty to have it shared out."


@unhurried
@given(parts_of_any_kind, st.randoms())
def test_the_order_of_parts_never_changes_the_result(given_parts: list[Part], shuffler: Random) -> None:
    shuffled = list(given_parts)
    shuffler.shuffle(shuffled)
    assert roll_up(shuffled) == roll_up(given_parts)
    assert Totals.of(shuffled) == Totals.of(given_parts)


@unhurried
@given(parts_of_any_kind)
def test_a_parent_stays_within_its_clamped_parts(given_parts: list[Part]) -> None:
    got = roll_up(given_parts)
    if all(value is None for value, _ in given_parts):
        assert got is None
    else:
        held = [clamp(value or Decimal(0)) for value, _ in given_parts]
        assert got is not None
        assert min(held) <= got <= max(held)


@unhurried
@given(st.lists(parts_of_any_kind, max_size=5))
def test_totals_of_any_grouping_add_up_to_the_same(groups: list[list[Part]]) -> None:
    everything = [part for group in groups for part in group]
    merged = sum((Totals.of(group) for group in groups), Totals())
    assert merged == Totals.of(everything)
    assert merged.progress() == roll_up(everything)


def test_totals_are_the_sums_a_database_can_make() -> None:
    assert Totals.of(parts("1.3 × 2", "0.25 × 4", "— × 3")) == Totals(
        parts=3, valued=2, weight=Decimal(9), weighted=Decimal("3.00"), plain=Decimal("1.25")
    )


YEAR = (date(2026, 1, 1), date(2026, 12, 31))
QUARTERS = generate_cycles("quarter", 1, *YEAR)
EVEN_YEAR = (date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=399))
EVEN_QUARTERS = [
    (EVEN_YEAR[0] + timedelta(days=100 * quarter), EVEN_YEAR[0] + timedelta(days=100 * quarter + 99))
    for quarter in range(4)
]


def over_even_year(whole: list[str], *quarters: list[str]) -> Decimal | None:
    """A year of four quarters of 100 days each, so that the arithmetic is plain."""
    shorter = [
        (*span, Totals.of(parts(*written))) for span, written in zip(EVEN_QUARTERS, quarters, strict=False)
    ]
    return roll_up_over_time(Totals.of(parts(*whole)), shorter, starts=EVEN_YEAR[0], ends=EVEN_YEAR[1])


@pytest.mark.parametrize(
    ("whole", "quarters", "expected"),
    [
        ([], [], None),
        ([], [["— × 1"]], None),
        ([], [["0.7 × 1"]], "0.175"),  # the future counts 0
        ([], [["0.7 × 1"], ["0.7 × 1"]], "0.35"),
        ([], [["0.7 × 1"]] * 4, "0.7"),  # a year of 0.7 is 0.7
        ([], [["0.7 × 1", "0.7 × 1"]], "0.175"),  # two beside each other are still one quarter
        ([], [["0.7 × 1"], ["— × 1"]], "0.175"),
        ([], [["0.8 × 1"], ["0.4 × 3"]], "0.25"),  # (0.8 × 1 + 0.4 × 3) / 4 over half the year
        (["1 × 1"], [["0.7 × 1"]], "0.5875"),  # (1 + 0.175) / 2
        (["1 × 1"], [["0.7 × 1"]] * 4, "0.85"),  # (1 + 0.7) / 2: four quarters weigh as one
        (["1 × 3"], [["0.6 × 1"]] * 4, "0.9"),
        (["0.4 × 1"], [], "0.4"),
        (["0.4 × 1"], [["0.9 × 0"]], "0.4"),
        (["0.4 × 0"], [["0.8 × 0"]], "0.3"),  # all zero: equal, (0.4 + 0.2) / 2
        ([], [["1.6 × 1"]] * 4, "1"),
    ],
)
def test_shorter_cycles_count_by_their_time(
    whole: list[str], quarters: list[list[str]], expected: str | None
) -> None:
    assert over_even_year(whole, *quarters) == (None if expected is None else Decimal(expected))


def test_cycles_that_overlap_cover_their_days_once() -> None:
    half = (EVEN_QUARTERS[0][0], EVEN_QUARTERS[1][1])
    shorter = [(*span, Totals.of(parts("0.6 × 1"))) for span in (half, EVEN_QUARTERS[0], EVEN_QUARTERS[1])]
    assert roll_up_over_time(Totals(), shorter, starts=EVEN_YEAR[0], ends=EVEN_YEAR[1]) == Decimal("0.3")


def test_a_contributor_whose_days_lie_elsewhere_counts_nothing() -> None:
    elsewhere = [(date(2030, 1, 1), date(2030, 3, 31), Totals.of(parts("0.6 × 1")))]
    assert roll_up_over_time(Totals(), elsewhere, starts=YEAR[0], ends=YEAR[1]) == 0
    assert roll_up_over_time(Totals.of(parts("0.4 × 1")), elsewhere, starts=YEAR[0], ends=YEAR[1]) == Decimal(
        "0.4"
    )


@unhurried
@given(parts_of_any_kind)
def test_without_shorter_cycles_time_changes_nothing(whole: list[Part]) -> None:
    assert roll_up_over_time(Totals.of(whole), [], starts=YEAR[0], ends=YEAR[1]) == roll_up(whole)


spans = st.tuples(st.integers(0, 364), st.integers(0, 120)).map(
    lambda drawn: (YEAR[0] + timedelta(days=drawn[0]), YEAR[0] + timedelta(days=drawn[0] + drawn[1]))
)


@unhurried
@given(parts_of_any_kind, st.lists(st.tuples(spans, parts_of_any_kind), max_size=5), st.randoms())
def test_over_time_a_parent_never_passes_its_best_part_whatever_the_order(
    whole: list[Part], groups: list[tuple[tuple[date, date], list[Part]]], shuffler: Random
) -> None:
    shorter = [(*span, Totals.of(group)) for span, group in groups]
    got = roll_up_over_time(Totals.of(whole), shorter, starts=YEAR[0], ends=YEAR[1])
    held = [
        clamp(value)
        for value, _ in whole + [part for _, group in groups for part in group]
        if value is not None
    ]
    if got is None:
        assert not held
    else:
        assert 0 <= got <= max(held)
    shuffler.shuffle(shorter)
    assert roll_up_over_time(Totals.of(whole), shorter, starts=YEAR[0], ends=YEAR[1]) == got


@pytest.mark.parametrize(
    ("child", "parent", "expected"),
    [
        (YEAR, YEAR, "1"),
        (YEAR, QUARTERS[1], "1"),  # longer than its parent
        (QUARTERS[0], QUARTERS[0], "1"),
        ((date(2026, 2, 1), date(2026, 5, 1)), QUARTERS[0], "1"),  # as long, if not the same days
        (QUARTERS[0], YEAR, "0.246575"),  # 90 / 365
        (QUARTERS[3], YEAR, "0.252055"),  # 92 / 365
        ((date(2025, 12, 1), date(2026, 1, 31)), YEAR, "0.084932"),  # only January: 31 / 365
        ((date(2027, 1, 1), date(2027, 3, 31)), YEAR, "0"),
    ],
)
def test_a_contributor_counts_by_its_share_of_the_parents_time(
    child: tuple[date, date], parent: tuple[date, date], expected: str
) -> None:
    assert time_share(*child, *parent) == Decimal(expected)


def test_the_quarters_of_a_year_share_all_of_it() -> None:
    assert sum(time_share(*quarter, *YEAR) for quarter in QUARTERS) == 1


@pytest.mark.parametrize(
    ("written", "effective"),
    [
        ("", ""),
        ("· ·", "1 1"),
        ("50 · ·", "50 25 25"),
        ("40 · ·", "40 30 30"),
        ("10 · · ·", "10 30 30 30"),
        ("60 60 ·", "60 60 0"),
        ("100 ·", "100 0"),
        ("0 ·", "0 100"),
        ("0 0", "0 0"),
        ("2 1", "2 1"),
        ("0 · · ·", "0 33.333333 33.333333 33.333333"),
    ],
)
def test_automatic_weights_share_what_the_fixed_ones_leave_of_a_hundred(written: str, effective: str) -> None:
    typed = [None if weight == "·" else Decimal(weight) for weight in written.split()]
    assert effective_weights(typed) == [Decimal(weight) for weight in effective.split()]


@pytest.mark.parametrize("weight", ["-1", "-0.01", "1000.01"])
def test_a_weight_below_nothing_or_above_a_thousand_is_refused(weight: str) -> None:
    with pytest.raises(WeightOutOfRange):
        effective_weights([None, Decimal(weight)])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("", ""),
        ("·", "1"),
        ("· · ·", "0.333334 0.333333 0.333333"),
        ("0 0", "0.5 0.5"),
        ("3 1", "0.75 0.25"),
        ("50 · ·", "0.5 0.25 0.25"),
        ("0 · · ·", "0 0.333334 0.333333 0.333333"),
        ("1 1 4", "0.166667 0.166667 0.666666"),
    ],
)
def test_shares_are_shown_as_fractions_of_the_whole(written: str, shown: str) -> None:
    typed = [None if weight == "·" else Decimal(weight) for weight in written.split()]
    assert shares(typed) == [Decimal(weight) for weight in shown.split()]


@unhurried
@given(given_weights)
def test_shares_sum_to_exactly_one_and_keep_the_order_of_weights(typed: list[Decimal | None]) -> None:
    got = shares(typed)
    if typed:
        assert sum(got) == 1
    ranked = [share for _, share in sorted(zip(effective_weights(typed), got, strict=True))]
    assert all(lower <= higher for lower, higher in pairwise(ranked))
