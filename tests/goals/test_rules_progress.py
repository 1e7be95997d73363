"""docs/handbook/progress.md"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from headway.goals.rules import (
    StartEqualsTarget,
    below,
    clamp,
    hold_progress,
    hold_within,
    milestone_expected,
    milestone_progress,
    out_since,
    progress,
    quantise,
)

unhurried = settings(deadline=None)
values = st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, allow_nan=False, places=4)


@pytest.mark.parametrize(
    ("start", "target", "current", "expected"),
    [
        ("0", "4", "1", "0.25"),
        ("10", "20", "15", "0.5"),
        ("15", "10", "12", "0.6"),  # falling
        ("15", "10", "16", "-0.2"),  # falling, and going the wrong way
        ("-40", "40", "0", "0.5"),
        ("0", "100", "130", "1.3"),  # beyond the target
        ("100", "0", "-20", "1.2"),
        ("50", "80", "44", "-0.2"),
        ("0", "3", "1", "0.333333"),
        ("0", "3", "2", "0.666667"),
        ("0", "2000000", "1", "0.000000"),  # half of the last place goes to the even neighbour
        ("0", "2000000", "3", "0.000002"),
        ("0", "0.000000000000001", "999999999999999", "999999999999999000000000000000"),
    ],
)
def test_progress_is_the_share_of_the_way_gone(start: str, target: str, current: str, expected: str) -> None:
    got = progress(start=Decimal(start), target=Decimal(target), current=Decimal(current))
    assert got == Decimal(expected)
    assert got.as_tuple().exponent == -6


def test_progress_at_the_start_of_a_falling_target_is_zero_without_a_minus() -> None:
    assert str(progress(start=Decimal(15), target=Decimal(10), current=Decimal(15))) == "0.000000"


def test_a_key_result_that_moves_nothing_is_refused_beside_its_target() -> None:
    with pytest.raises(StartEqualsTarget) as refused:
        progress(start=Decimal("7.0"), target=Decimal(7), current=Decimal(7))
    assert (refused.value.code, refused.value.field, refused.value.status) == (
        "start_equals_target",
        "target",
        422,
    )
    assert str(refused.value) == (
        "A key result moves something: choose a target that differs from the start, "
        "or the kind “Hold a level” to keep one."
    )


@unhurried
@given(start=values, target=values)
def test_the_start_is_nothing_and_the_target_is_everything(start: Decimal, target: Decimal) -> None:
    assume(start != target)
    assert progress(start=start, target=target, current=start) == 0
    assert progress(start=start, target=target, current=target) == 1


@unhurried
@given(start=values, target=values, one=values, other=values)
def test_nearer_to_the_target_is_never_less_progress(
    start: Decimal, target: Decimal, one: Decimal, other: Decimal
) -> None:
    assume(start != target)
    behind, ahead = sorted((one, other), reverse=target < start)
    assert progress(start=start, target=target, current=behind) <= progress(
        start=start, target=target, current=ahead
    )


@unhurried
@given(start=values, target=values, current=values)
def test_a_mirrored_key_result_makes_the_same_progress(
    start: Decimal, target: Decimal, current: Decimal
) -> None:
    assume(start != target)
    assert progress(start=start, target=target, current=current) == progress(
        start=-start, target=-target, current=-current
    )


@pytest.mark.parametrize(
    ("raw", "held"), [("-0.2", "0"), ("0", "0"), ("0.4", "0.4"), ("1", "1"), ("1.3", "1")]
)
def test_what_counts_above_lies_between_nothing_and_everything(raw: str, held: str) -> None:
    assert clamp(Decimal(raw)) == Decimal(held)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [("0.0000005", "0.000000"), ("0.0000015", "0.000002"), ("-0.0000004", "0.000000"), ("1", "1.000000")],
)
def test_six_places_are_kept_half_to_even(raw: str, kept: str) -> None:
    assert str(quantise(Decimal(raw))) == kept


@pytest.mark.parametrize(
    ("value", "low", "high", "within"),
    [
        ("99.9", "99.9", None, True),
        ("99.8", "99.9", None, False),
        ("5", None, "5", True),
        ("5.1", None, "5", False),
        ("3", "2", "4", True),
        ("1", "2", "4", False),
        ("5", "2", "4", False),
    ],
)
def test_a_level_on_its_bound_is_held(value: str, low: str | None, high: str | None, within: bool) -> None:
    bounds = [None if bound is None else Decimal(bound) for bound in (low, high)]
    assert hold_within(Decimal(value), *bounds) is within


JANUARY = (date(2026, 1, 1), date(2026, 1, 31))


def day(number: int) -> date:
    return date(2026, 1, 1) + timedelta(days=number - 1)


@pytest.mark.parametrize(
    ("readings", "today", "expected"),
    [
        ([], 20, None),
        ([(21, True)], 20, None),  # not yet
        ([(1, True)], 20, "1"),
        ([(1, False)], 20, "0"),
        ([(1, True), (11, False)], 20, "0.5"),  # ten days in, ten days out
        ([(6, True), (16, False)], 20, "0.666667"),  # ten in of fifteen; the first five are not counted
        ([(11, False), (1, True)], 20, "0.5"),  # in any order
        ([(1, False), (1, True)], 20, "1"),  # a later reading of the same day rules
        ([(-9, True), (11, False)], 20, "0.5"),  # a reading from before the cycle holds from its first day
        ([(1, True), (31, False)], 99, "0.967742"),  # thirty of thirty-one days; time stops with the cycle
        ([(-9, True)], -5, None),  # the cycle has not begun
    ],
)
def test_a_held_level_earns_the_time_it_was_held(
    readings: list[tuple[int, bool]], today: int, expected: str | None
) -> None:
    dated = [(day(number), within) for number, within in readings]
    got = hold_progress(dated, starts=JANUARY[0], today=day(today), ends=JANUARY[1])
    assert got == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("readings", "since"),
    [
        ([], None),
        ([(1, True)], None),
        ([(1, False), (5, True)], None),
        ([(1, True), (5, False), (9, False)], 5),
        ([(9, False), (1, False), (3, True), (7, False)], 7),
    ],
)
def test_a_level_is_out_since_the_first_reading_that_was_not_made_good(
    readings: list[tuple[int, bool]], since: int | None
) -> None:
    got = out_since([(day(number), within) for number, within in readings])
    assert got == (None if since is None else day(since))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], None),
        ([("1", False), ("1", False)], "0"),
        ([("1", True), ("1", False), ("2", True)], "0.75"),
        ([("1", True), ("1", False), ("1", False)], "0.333333"),
        ([("0", True), ("0", False)], "0.5"),
    ],
)
def test_milestones_progress_by_the_weight_of_finished_steps(
    steps: list[tuple[str, bool]], expected: str | None
) -> None:
    got = milestone_progress([(Decimal(weight), finished) for weight, finished in steps])
    assert got == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], None),
        ([("1", None), ("3", None)], None),
        ([("1", 9), ("3", 11)], "0.25"),
        ([("1", 10), ("3", None)], "0.25"),  # due today is due; without a day it is never due
        ([("1", 11), ("3", 12)], "0"),
        ([("1", 1), ("3", 10)], "1"),
    ],
)
def test_milestones_are_expected_by_their_days(
    steps: list[tuple[str, int | None]], expected: str | None
) -> None:
    dated = [(Decimal(weight), None if due is None else day(due)) for weight, due in steps]
    assert milestone_expected(dated, day(10)) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("mode", "values", "expected"),
    [
        ("sum", ["40", "35", "25"], "100"),
        ("sum", ["40", None, "25"], "65"),
        ("sum", ["999999999999999", "6"], "1000000000000000"),  # fifteen digits are kept
        ("mean", ["1", "2", None], "1.5"),
        ("mean", ["1", "1", "0"], "0.666666666666667"),
        ("mean", ["0.000000000000001", "0.000000000000002"], "0.000000000000002"),
        ("latest", ["40", "35", None], "35"),
        ("least", ["40", "35", None, "60"], "35"),
        ("greatest", ["40", None, "35"], "40"),
    ],
)
def test_a_value_may_be_made_of_those_below(mode: str, values: list[str | None], expected: str) -> None:
    known = [None if value is None else Decimal(value) for value in values]
    assert below(mode, known) == Decimal(expected)


@pytest.mark.parametrize("mode", ["sum", "mean", "latest", "least", "greatest"])
def test_nothing_below_with_a_value_leaves_none(mode: str) -> None:
    assert below(mode, [None, None]) is None


def test_an_unknown_way_of_driving_is_an_error() -> None:
    with pytest.raises(ValueError, match="median"):
        below("median", [Decimal(1)])
