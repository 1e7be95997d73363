"""docs/handbook/slots.md"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.goals.rules import (
    CYCLE_MONTHS,
    CYCLE_STATES,
    OBJECTIVE_STATES,
    Working,
    WorkingDays,
    cycle_bounds,
    drafting_opens,
    elapsed_share,
    generate_cycles,
    may_step,
    next_slot,
    objective_may_step,
    overdue,
    slots,
)

unhurried = settings(deadline=None)
Q1 = (date(2026, 1, 1), date(2026, 3, 31))
FRIDAY = 4


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def always(day: date) -> bool:
    return day > date.min


def never(day: date) -> bool:
    return day < date.min


def days_off(*days: date) -> WorkingDays:
    return WorkingDays.between(*Q1, lambda day: is_weekday(day) and day not in days)


dates = st.dates(date(2025, 6, 1), date(2026, 12, 31))


@unhurried
@given(dates, dates)
def test_counted_working_days_agree_with_counting_them(one: date, other: date) -> None:
    counted = WorkingDays.between(*Q1, is_weekday)
    each = [one + timedelta(days=place) for place in range((other - one).days + 1)]
    assert counted.count(one, other) == sum(map(is_weekday, each))
    assert [counted(day) for day in each] == [is_weekday(day) for day in each]


@unhurried
@given(dates, dates, dates)
def test_counted_or_asked_working_days_give_the_same_share(one: date, other: date, today: date) -> None:
    starts, ends = sorted((one, other))
    counted = WorkingDays.between(*Q1, is_weekday)
    assert elapsed_share(starts, ends, today, counted) == elapsed_share(starts, ends, today, is_weekday)


@unhurried
@given(dates, dates, st.sampled_from([is_weekday, always, never]))
def test_the_elapsed_share_only_grows_from_nothing_to_everything(
    one: date, other: date, calendar: Working
) -> None:
    starts, ends = sorted((one, other))
    working = WorkingDays.between(starts, ends, calendar)
    each = [starts + timedelta(days=place) for place in range(-1, (ends - starts).days + 2)]
    grown = [elapsed_share(starts, ends, day, working) for day in each]
    assert [grown[0], *grown[-2:]] == [Decimal(0), Decimal(1), Decimal(1)]
    assert grown == sorted(grown)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 12, 31), "0"),
        (date(2026, 1, 1), "0.015625"),  # one of 64 working days, and today counts
        (date(2026, 1, 2), "0.03125"),
        (date(2026, 1, 4), "0.03125"),  # a weekend adds nothing
        (date(2026, 2, 13), "0.5"),
        (date(2026, 3, 31), "1"),
        (date(2026, 4, 20), "1"),
    ],
)
def test_the_elapsed_share_counts_working_days_including_today(today: date, expected: str) -> None:
    assert elapsed_share(*Q1, today, is_weekday) == Decimal(expected)


def test_a_cycle_without_a_working_day_elapses_by_all_its_days() -> None:
    weekend = (date(2026, 1, 3), date(2026, 1, 4))
    assert elapsed_share(*weekend, date(2026, 1, 3), is_weekday) == Decimal("0.5")


def test_weekly_slots_fall_on_the_teams_day() -> None:
    assert slots(every="week", weekday=FRIDAY, starts=Q1[0], ends=date(2026, 1, 31), working=is_weekday) == [
        date(2026, 1, 2),
        date(2026, 1, 9),
        date(2026, 1, 16),
        date(2026, 1, 23),
        date(2026, 1, 30),
    ]


def test_the_first_day_of_a_cycle_is_no_slot_and_its_last_may_be() -> None:
    got = slots(every="week", weekday=3, starts=date(2026, 1, 1), ends=date(2026, 1, 15), working=is_weekday)
    assert got == [date(2026, 1, 8), date(2026, 1, 15)]


def test_a_slot_on_a_day_off_moves_within_its_week() -> None:
    working = days_off(date(2026, 1, 7), date(2026, 1, 8))
    got = slots(every="week", weekday=2, starts=date(2026, 1, 5), ends=date(2026, 1, 16), working=working)
    assert got == [date(2026, 1, 9), date(2026, 1, 14)]


def test_a_slot_on_a_day_off_is_skipped_when_its_week_has_no_later_working_day() -> None:
    got = slots(
        every="week",
        weekday=FRIDAY,
        starts=date(2026, 1, 5),
        ends=date(2026, 1, 16),
        working=days_off(date(2026, 1, 9)),
    )
    assert got == [date(2026, 1, 16)]


def test_a_saturday_worked_in_exchange_takes_the_fridays_slot() -> None:
    exchanged = {date(2026, 1, 9): False, date(2026, 1, 10): True}
    got = slots(
        every="week",
        weekday=FRIDAY,
        starts=date(2026, 1, 5),
        ends=date(2026, 1, 16),
        working=lambda day: exchanged.get(day, is_weekday(day)),
    )
    assert got == [date(2026, 1, 10), date(2026, 1, 16)]


def test_a_slot_never_moves_past_the_end_of_the_cycle() -> None:
    got = slots(
        every="week",
        weekday=1,
        starts=date(2026, 3, 23),
        ends=Q1[1],
        working=lambda day: is_weekday(day) and day != Q1[1],
    )
    assert got == [date(2026, 3, 24)]


def test_monthly_slots_fall_on_the_last_such_day_of_the_month() -> None:
    got = slots(
        every="month", weekday=FRIDAY, starts=date(2026, 1, 1), ends=date(2026, 4, 15), working=is_weekday
    )
    assert got == [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27)]


def test_a_monthly_slot_on_a_day_off_moves_within_its_month_or_is_skipped() -> None:
    working = days_off(date(2026, 2, 27), date(2026, 3, 27))
    got = slots(every="month", weekday=FRIDAY, starts=Q1[0], ends=Q1[1], working=working)
    assert got == [date(2026, 1, 30), date(2026, 3, 30)]


@unhurried
@given(st.sampled_from(["week", "month"]), st.integers(0, 6), dates, st.integers(0, 370))
def test_slots_are_working_days_of_the_cycle_in_order(
    every: str, weekday: int, starts: date, length: int
) -> None:
    ends = starts + timedelta(days=length)
    got = slots(
        every="month" if every == "month" else "week",
        weekday=weekday,
        starts=starts,
        ends=ends,
        working=is_weekday,
    )
    assert all(starts < day <= ends and is_weekday(day) for day in got)
    assert all(earlier < later for earlier, later in pairwise(got))


FRIDAYS = [date(2026, 1, 9), date(2026, 1, 16), date(2026, 1, 23)]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 1, 1), date(2026, 1, 9)),
        (date(2026, 1, 9), date(2026, 1, 9)),
        (date(2026, 1, 10), date(2026, 1, 16)),
        (date(2026, 1, 24), None),
    ],
)
def test_the_next_slot_may_be_today(today: date, expected: date | None) -> None:
    assert next_slot(FRIDAYS, today) == expected


@pytest.mark.parametrize(
    ("last_check_in", "today", "since", "expected"),
    [
        (None, date(2026, 1, 9), None, False),  # due today is not late
        (None, date(2026, 1, 10), None, True),
        (date(2026, 1, 5), date(2026, 1, 10), None, False),  # early, for the first slot
        (date(2026, 1, 9), date(2026, 1, 16), None, False),
        (date(2026, 1, 9), date(2026, 1, 17), None, True),  # it served the slot before
        (date(2026, 1, 12), date(2026, 1, 17), None, False),
        (date(2026, 1, 17), date(2026, 1, 17), None, False),  # late, but made good
        (date(2026, 1, 12), date(2026, 2, 20), None, True),  # after the cycle the last slot is still owed
        (date(2026, 1, 17), date(2026, 2, 20), None, False),  # and was served by any check-in after the 16th
        (None, date(2026, 1, 10), date(2026, 1, 9), False),  # joined on the slot's day
        (None, date(2026, 1, 17), date(2026, 1, 9), True),
        (None, date(2026, 1, 10), date(2026, 1, 8), True),
    ],
)
def test_a_check_in_is_overdue_once_its_slot_has_passed_without_one(
    last_check_in: date | None, today: date, since: date | None, expected: bool
) -> None:
    assert overdue(slots=FRIDAYS, last_check_in=last_check_in, today=today, since=since) is expected


def test_without_slots_nothing_is_overdue() -> None:
    assert not overdue(slots=[], last_check_in=None, today=date(2026, 6, 1), since=None)


@pytest.mark.parametrize(
    ("kind", "fiscal_month", "day", "bounds"),
    [
        ("year", 1, date(2026, 7, 9), (date(2026, 1, 1), date(2026, 12, 31))),
        ("year", 4, date(2026, 3, 31), (date(2025, 4, 1), date(2026, 3, 31))),
        ("half", 1, date(2026, 7, 9), (date(2026, 7, 1), date(2026, 12, 31))),
        ("quarter", 1, date(2026, 2, 28), (date(2026, 1, 1), date(2026, 3, 31))),
        ("quarter", 2, date(2026, 1, 15), (date(2025, 11, 1), date(2026, 1, 31))),
        ("two_months", 1, date(2026, 2, 1), (date(2026, 1, 1), date(2026, 2, 28))),
        ("two_months", 12, date(2026, 1, 1), (date(2025, 12, 1), date(2026, 1, 31))),
        ("month", 7, date(2028, 2, 29), (date(2028, 2, 1), date(2028, 2, 29))),
    ],
)
def test_cycles_follow_the_fiscal_year(
    kind: str, fiscal_month: int, day: date, bounds: tuple[date, date]
) -> None:
    assert cycle_bounds(kind, fiscal_month, day) == bounds


def test_generated_cycles_are_those_that_touch_the_given_days() -> None:
    assert generate_cycles("quarter", 1, date(2026, 3, 31), date(2026, 7, 1)) == [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)),
    ]
    assert generate_cycles("year", 1, date(2026, 3, 31), date(2026, 3, 30)) == []


@unhurried
@given(st.sampled_from(list(CYCLE_MONTHS)), st.integers(1, 12), dates, st.integers(0, 800))
def test_generated_cycles_leave_no_gap_and_nest_in_their_year(
    kind: str, fiscal_month: int, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    cycles = generate_cycles(kind, fiscal_month, first, last)
    assert cycles[0][0] <= first
    assert cycles[-1][0] <= last <= cycles[-1][1]
    assert all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in pairwise(cycles))
    for starts, ends in cycles:
        assert cycle_bounds("year", fiscal_month, starts) == cycle_bounds("year", fiscal_month, ends)


@pytest.mark.parametrize(
    ("kind", "opens"),
    [
        ("year", date(2026, 2, 15)),
        ("half", date(2026, 3, 2)),
        ("quarter", date(2026, 3, 17)),
        ("two_months", date(2026, 3, 22)),
        ("month", date(2026, 3, 27)),
        ("custom", date(2026, 3, 17)),
    ],
)
def test_drafting_opens_some_days_before_a_cycle(kind: str, opens: date) -> None:
    assert drafting_opens(kind, date(2026, 4, 1)) == opens


def test_the_days_before_may_be_set_for_some_kinds() -> None:
    assert drafting_opens("quarter", date(2026, 4, 1), {"quarter": 10}) == date(2026, 3, 22)
    assert drafting_opens("month", date(2026, 4, 1), {"quarter": 10}) == date(2026, 3, 27)


def test_a_cycle_goes_one_step_on_or_one_step_back() -> None:
    assert {(one, other) for one in CYCLE_STATES for other in CYCLE_STATES if may_step(one, other)} == {
        *pairwise(CYCLE_STATES),
        *pairwise(reversed(CYCLE_STATES)),
    }


def test_an_objective_is_agreed_step_by_step_unless_agreement_is_off() -> None:
    every = [(one, other) for one in OBJECTIVE_STATES for other in OBJECTIVE_STATES]
    stepwise = {step for step in every if objective_may_step(*step)}
    assert stepwise == {*pairwise(OBJECTIVE_STATES), *pairwise(reversed(OBJECTIVE_STATES))}
    directly = {step for step in every if objective_may_step(*step, agreement=False)}
    assert directly - stepwise == {("draft", "agreed"), ("agreed", "draft")}


@pytest.mark.parametrize("step", [("planned", "lost"), ("lost", "planned")])
def test_there_is_no_step_into_or_out_of_an_unknown_state(step: tuple[str, str]) -> None:
    assert not may_step(*step)
