"""docs/handbook/pace-and-status.md: the status of goals, and when it changes by itself"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict, Unpack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.goals.rules import (
    KeyResultFacts,
    Plan,
    Status,
    Thresholds,
    WorkingDays,
    elapsed_share,
    expected,
    key_result_expected,
    key_result_status,
    objective_changes_on,
    objective_status,
    severity,
    slots,
    status_changes_on,
)

unhurried = settings(deadline=None, max_examples=300)

# A quarter of 90 days that are all worked, so that day n is n/90 of it; slots every Friday from day 2 on.
STARTS = date(2026, 1, 1)
ENDS = date(2026, 3, 31)
EVERY_DAY = WorkingDays.between(
    STARTS - timedelta(days=60), ENDS + timedelta(days=60), lambda day: day > date.min
)
FRIDAYS = slots(every="week", weekday=4, starts=STARTS, ends=ENDS, working=EVERY_DAY)


def day(number: int) -> date:
    return STARTS + timedelta(days=number - 1)


class Known(TypedDict, total=False):
    ambition: str
    progress: Decimal | None
    confidence: int | None
    joined: date | None
    due: date | None
    last_check_in: date | None
    owes_check_ins: bool
    in_bounds: bool | None
    slots_out: int
    out_since: date | None
    expected: Decimal | None
    plan: Plan | None


def facts(kind: str = "number", **known: Unpack[Known]) -> KeyResultFacts:
    return replace(KeyResultFacts(kind=kind, ambition="committed", starts=STARTS, ends=ENDS), **known)


def status(known: KeyResultFacts, today: int) -> Status:
    return key_result_status(known, today=day(today), slots=FRIDAYS, working=EVERY_DAY)


def changes(known: KeyResultFacts, today: int) -> date | None:
    return status_changes_on(known, today=day(today), slots=FRIDAYS, working=EVERY_DAY)


def at(reached: str, checked: int, **known: Unpack[Known]) -> KeyResultFacts:
    """A number that stands at `reached` since a check-in on day `checked`."""
    return replace(facts(**known), progress=Decimal(reached), last_check_in=day(checked))


def test_a_key_result_is_not_started_until_its_first_slot_has_passed() -> None:
    assert [status(facts(), today) for today in (-5, 1, 2, 3)] == [
        "not_started",
        "not_started",
        "not_started",
        "overdue",
    ]


def test_a_first_check_in_starts_it_before_the_slot() -> None:
    assert status(at("0", 1), 1) == "on_track"


def test_who_joins_midway_is_not_late_for_the_slots_before() -> None:
    joined = facts(joined=day(10))
    assert [status(joined, today) for today in (10, 16, 17)] == ["not_started", "not_started", "overdue"]


@pytest.mark.parametrize(
    ("progress", "confidence", "expected"),
    [
        ("0.5", None, "on_track"),
        ("0.5", 10, "on_track"),
        ("0.5", 5, "at_risk"),  # the worse of both
        ("0.5", 3, "off_track"),
        ("0.4", 10, "at_risk"),
        ("0.4", 2, "off_track"),
        ("0.2", 10, "off_track"),
        ("1", 1, "done"),
        ("1.2", None, "done"),
    ],
)
def test_the_status_is_the_worse_of_pace_and_confidence(
    progress: str, confidence: int | None, expected: str
) -> None:
    assert status(at(progress, 45, confidence=confidence), 45) == expected


def test_an_aspirational_key_result_aims_lower() -> None:
    assert key_result_expected(facts(ambition="aspirational"), today=day(45), working=EVERY_DAY) == Decimal(
        "0.35"
    )
    assert status(at("0.3", 45, ambition="aspirational", confidence=5), 45) == "on_track"
    assert status(at("0.3", 45, confidence=10), 45) == "at_risk"


def test_a_missed_slot_ranks_as_at_risk() -> None:
    missed = 46  # day 44 is a Friday, and so is day 37
    assert status(at("0.6", 37), missed) == "overdue"
    assert status(at("0.4", 37), missed) == "overdue"
    assert status(at("0.2", 37), missed) == "off_track"
    assert status(at("1", 37), missed) == "done"


def test_pace_counts_from_joining() -> None:
    joined = at("0.25", 66, joined=day(43))
    assert key_result_expected(joined, today=day(66), working=EVERY_DAY) == Decimal("0.5")
    assert status(replace(joined, progress=Decimal("0.45")), 66) == "on_track"
    assert status(joined, 66) == "off_track"


def test_a_given_share_or_a_plan_goes_before_the_elapsed_share() -> None:
    given_share = at("0.2", 45, expected=Decimal("0.2"))
    assert key_result_expected(given_share, today=day(45), working=EVERY_DAY) == Decimal("0.2")
    assert status(given_share, 45) == "on_track"
    plan = Plan.phased([(day(46), Decimal(10))], Decimal(0), Decimal(100), ENDS)
    planned = at("0.1", 46, plan=plan, expected=Decimal("0.9"))
    assert key_result_expected(planned, today=day(46), working=EVERY_DAY) == Decimal("0.1")
    assert status(planned, 46) == "on_track"


def test_after_the_cycle_nothing_more_is_expected() -> None:
    plan = Plan.phased([(ENDS, Decimal(80)), (day(120), Decimal(100))], Decimal(0), Decimal(100), ENDS)
    assert key_result_expected(at("0.8", 90, plan=plan), today=day(120), working=EVERY_DAY) == Decimal("0.8")


def test_a_level_within_its_bounds_is_on_track_and_done_only_after_the_cycle() -> None:
    held = facts("hold", progress=Decimal(1), in_bounds=True, last_check_in=day(90))
    assert [status(held, today) for today in (2, 45, 90, 91)] == ["on_track", "on_track", "on_track", "done"]


def test_a_level_out_of_bounds_is_at_risk_from_the_first_day_and_off_track_after_two_slots() -> None:
    out = facts("hold", progress=Decimal(0), in_bounds=False, last_check_in=day(1), out_since=day(1))
    assert status(out, 1) == "at_risk"
    assert status(replace(out, last_check_in=day(2)), 2) == "at_risk"
    assert status(replace(out, last_check_in=day(8)), 8) == "at_risk"
    assert status(replace(out, last_check_in=day(9)), 9) == "off_track"  # its second slot, and still out
    assert status(replace(out, last_check_in=day(8)), 10) == "off_track"
    assert status(replace(out, last_check_in=day(90)), 95) == "off_track"


def test_slots_out_may_be_counted_by_the_caller() -> None:
    out = facts("hold", in_bounds=False, last_check_in=day(9))
    assert [status(replace(out, slots_out=count), 9) for count in (0, 1, 2, 3)] == [
        "at_risk",
        "at_risk",
        "off_track",
        "off_track",
    ]


def test_a_level_left_without_a_check_in_counts_the_slots_that_pass() -> None:
    read_elsewhere = facts(
        "hold", progress=Decimal(0), in_bounds=False, out_since=day(1), owes_check_ins=False
    )
    assert [status(read_elsewhere, today) for today in (1, 3, 9, 10)] == [
        "at_risk",
        "at_risk",
        "at_risk",
        "off_track",
    ]


def test_a_level_nobody_read_says_nothing() -> None:
    assert status(facts("hold", last_check_in=day(2)), 5) == "on_track"
    assert status(facts("hold", last_check_in=day(90)), 95) == "on_track"


def test_milestones_without_dates_have_no_pace() -> None:
    undated = facts("milestones", progress=Decimal(0), last_check_in=day(79))
    assert key_result_expected(undated, today=day(79), working=EVERY_DAY) is None
    assert status(undated, 79) == "on_track"


def test_dated_milestones_are_due_by_their_days() -> None:
    plan = Plan.milestones([(Decimal(1), day(30)), (Decimal(1), day(60))])
    begun = facts("milestones", progress=Decimal("0.5"), last_check_in=day(59), plan=plan)
    assert [status(begun, today) for today in (29, 59, 60)] == ["on_track", "on_track", "off_track"]


def test_done_or_not_has_no_pace_until_it_is_due() -> None:
    open_still = facts("done", progress=Decimal(0), last_check_in=day(87))
    assert key_result_expected(open_still, today=day(80), working=EVERY_DAY) is None
    assert [status(open_still, today) for today in (80, 90, 91)] == ["on_track", "on_track", "off_track"]
    due = replace(open_still, due=day(40), last_check_in=day(41))
    assert [status(due, today) for today in (40, 41)] == ["on_track", "off_track"]
    assert status(replace(due, progress=Decimal(1)), 41) == "done"
    assert status(replace(due, confidence=4), 40) == "at_risk"


def test_what_is_driven_by_something_else_owes_no_check_in() -> None:
    driven = facts(owes_check_ins=False)
    assert status(driven, 45) == "not_started"
    assert status(replace(driven, progress=Decimal("0.5")), 45) == "on_track"
    assert status(replace(driven, progress=Decimal("0.1")), 45) == "off_track"


OFF, RISK, ON, LATE, DONE, NEW = (
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.ON_TRACK,
    Status.OVERDUE,
    Status.DONE,
    Status.NOT_STARTED,
)


@pytest.mark.parametrize(
    ("progress", "share", "ambition", "parts", "expected"),
    [
        (None, "0.5", "committed", [], NEW),
        (None, "0.5", "committed", [(NEW, 1), (NEW, 1)], NEW),
        (None, "0.5", "committed", [(NEW, 1), (LATE, 1)], LATE),  # nothing is known, and it should be
        (None, "0.5", "committed", [(NEW, 1), (ON, 1)], ON),
        (None, "0.5", "committed", [(LATE, 1), (OFF, 1)], OFF),
        ("0.5", "0.5", "committed", [(ON, 1), (ON, 1)], ON),
        ("0.5", "0.5", "committed", [(ON, 1), (LATE, 1)], ON),
        ("0.4", "0.5", "committed", [(ON, 1), (ON, 1)], RISK),
        ("0.2", "0.5", "committed", [(ON, 1), (ON, 1)], OFF),
        ("0.3", "0.5", "aspirational", [(ON, 1)], ON),
        ("0", "0.1", "committed", [(ON, 1), (RISK, 1)], ON),  # silent
        ("0.5", "0.5", "committed", [(ON, 1), (ON, 1), (OFF, 1)], RISK),
        ("0.5", "0.5", "committed", [(ON, 1), (OFF, 1)], OFF),  # half the weight
        ("0.5", "0.5", "committed", [(ON, 3), (OFF, 1)], RISK),
        ("0.5", "0.5", "committed", [(ON, 1), (OFF, 3)], OFF),
        ("0.5", "0.5", "committed", [(ON, 1), (OFF, 0)], RISK),  # no weight, still red
        ("0.5", "0.5", "committed", [(ON, 0), (OFF, 0), (ON, 0)], RISK),  # all zero: equal
        ("0.5", "0.5", "committed", [(ON, 0), (OFF, 0)], OFF),
        ("0.2", "0.5", "committed", [(ON, 3), (OFF, 1)], OFF),  # its own pace is worse
        ("0.7", "0.666666", "committed", [(ON, 3), (OFF, 1)], RISK),
        ("0.7", "0.666667", "committed", [(ON, 3), (OFF, 1)], OFF),  # the last third
        ("0.7", "0.9", "aspirational", [(ON, 3), (OFF, 1)], RISK),
        ("1", "0.5", "committed", [(DONE, 1), (DONE, 1)], DONE),
        ("1", "0.5", "committed", [], DONE),
        ("1", "0.5", "committed", [(DONE, 1), (ON, 1)], ON),  # a level that is still to be held
        ("1", "0.5", "committed", [(DONE, 1), (ON, 1), (OFF, 0)], RISK),
        ("0.97", "0.97", "committed", [(DONE, 1), (DONE, 1)], ON),
    ],
)
def test_an_objective_is_no_better_than_its_red_key_results_allow(
    progress: str | None, share: str, ambition: str, parts: list[tuple[Status, int]], expected: Status
) -> None:
    aim = Decimal("0.7") if ambition == "aspirational" else Decimal(1)
    got = objective_status(
        progress=None if progress is None else Decimal(progress),
        expected=aim * Decimal(share),
        share=Decimal(share),
        ambition=ambition,
        parts=[(part, Decimal(weight)) for part, weight in parts],
        thresholds=Thresholds(),
    )
    assert got is expected


def test_the_next_change_is_the_end_of_not_started() -> None:
    assert changes(facts(), 1) == day(3)
    assert changes(facts(), -5) == day(3)


def test_the_next_change_is_the_slot_that_will_be_missed() -> None:
    assert changes(at("0.9", 15), 15) == day(
        24
    )  # the check-in of day 15 serves day 16; day 23 is the next Friday
    assert changes(at("0.9", 9), 9) == day(17)


def test_the_next_change_is_pace_falling_behind() -> None:
    # 0.2 against n/90: at risk from the first n with 0.2 < 0.85 × n/90, that is 22
    driven = facts(progress=Decimal("0.2"), owes_check_ins=False)
    assert [changes(driven, today) for today in (1, 21, 22)] == [day(22), day(22), day(31)]
    # off track from the first n with 0.2 < 0.6 × n/90, that is 31; then it stays
    assert changes(driven, 31) is None


def test_the_next_change_is_the_end_of_silence() -> None:
    # 15 % of 90 days are 13.5
    assert changes(facts(progress=Decimal(0), owes_check_ins=False), 1) == day(14)


def test_the_next_change_is_a_milestone_falling_due() -> None:
    plan = Plan.milestones([(Decimal(1), day(30)), (Decimal(1), day(60))])
    begun = facts("milestones", progress=Decimal("0.5"), owes_check_ins=False, plan=plan)
    assert changes(begun, 20) == day(60)


def test_the_next_change_is_a_level_held_to_the_end() -> None:
    held = facts("hold", progress=Decimal(1), in_bounds=True, owes_check_ins=False)
    assert changes(held, 20) == day(91)


def test_the_next_change_is_the_second_slot_out_of_bounds() -> None:
    out = facts("hold", progress=Decimal(0), in_bounds=False, out_since=day(20), owes_check_ins=False)
    assert changes(out, 20) == day(31)


def test_the_next_change_is_a_due_date_that_passes() -> None:
    assert changes(facts("done", progress=Decimal(0), owes_check_ins=False, due=day(40)), 20) == day(41)


def test_what_is_done_or_over_does_not_change_by_itself() -> None:
    assert changes(at("1", 20), 20) is None
    assert changes(at("0.5", 90), 95) is None


progresses = st.none() | st.decimals("-0.5", "1.2", places=2)
days_of_the_quarter = st.integers(-10, 100)
ambitions = st.sampled_from(["committed", "aspirational"])
phased_plans = st.lists(
    st.tuples(st.integers(-5, 100).map(day), st.integers(-20, 120).map(Decimal)),
    max_size=4,
    unique_by=lambda point: point[0],
).map(lambda points: Plan.phased(points, Decimal(0), Decimal(100), ENDS))
milestone_plans = st.lists(
    st.tuples(st.integers(1, 5).map(Decimal), st.none() | st.integers(-5, 100).map(day)), max_size=5
).map(Plan.milestones)


@st.composite
def any_facts(draw: st.DrawFn) -> tuple[KeyResultFacts, int]:
    kind = draw(st.sampled_from(["number", "hold", "milestones", "done"]))
    today = draw(days_of_the_quarter)
    past = st.integers(1, max(1, min(today, 90))).map(day)
    plans = {"number": phased_plans, "milestones": milestone_plans}
    known = facts(
        kind,
        ambition=draw(ambitions),
        progress=draw(progresses),
        confidence=draw(st.none() | st.integers(1, 10)),
        joined=draw(st.none() | st.integers(-5, 80).map(day)),
        due=draw(st.none() | st.integers(1, 100).map(day)),
        last_check_in=draw(st.none() | past),
        owes_check_ins=draw(st.booleans()),
        in_bounds=draw(st.none() | st.booleans()),
        slots_out=draw(st.integers(0, 3)),
        out_since=draw(st.none() | past),
        expected=draw(st.none() | st.decimals(0, 1, places=2)),
        plan=draw(st.none() | plans[kind]) if kind in plans else None,
    )
    return known, today


calendars = st.sampled_from([EVERY_DAY, WorkingDays.between(STARTS, ENDS, lambda day: day.weekday() < 5)])
thresholds_of_any_kind = st.sampled_from(
    [
        Thresholds(),
        Thresholds(silent=Decimal(0)),
        Thresholds(on_track=Decimal(1), at_risk=Decimal("0.95"), silent=Decimal("0.5"), hold_slots_out=3),
    ]
)


@unhurried
@given(any_facts(), calendars, thresholds_of_any_kind, st.sampled_from(["week", "month"]))
def test_a_key_result_stays_as_it_is_until_the_day_it_changes(
    drawn: tuple[KeyResultFacts, int], calendar: WorkingDays, thresholds: Thresholds, every: str
) -> None:
    known, number = drawn
    due = slots(
        every="month" if every == "month" else "week", weekday=4, starts=STARTS, ends=ENDS, working=calendar
    )

    def on(when: date) -> Status:
        return key_result_status(known, today=when, slots=due, working=calendar, thresholds=thresholds)

    change = status_changes_on(known, today=day(number), slots=due, working=calendar, thresholds=thresholds)
    following = [day(number + ahead) for ahead in range(1, 130)]
    assert change == next((when for when in following if on(when) is not on(day(number))), None)


parts_of_any_kind = st.lists(st.tuples(st.sampled_from(Status), st.integers(0, 5).map(Decimal)), max_size=4)


@unhurried
@given(
    progresses,
    ambitions,
    parts_of_any_kind,
    st.none() | st.integers(-5, 80).map(day),
    days_of_the_quarter,
    calendars,
    thresholds_of_any_kind,
)
def test_an_objective_stays_as_it_is_until_the_day_it_changes(
    progress: Decimal | None,
    ambition: str,
    parts: list[tuple[Status, Decimal]],
    joined: date | None,
    number: int,
    calendar: WorkingDays,
    thresholds: Thresholds,
) -> None:
    origin = max(STARTS, joined or STARTS)

    def on(when: date) -> Status:
        share = elapsed_share(origin, ENDS, when, calendar)
        due = expected(ambition=ambition, share=share, aspirational=thresholds.aspirational_aim)
        return objective_status(
            progress=progress,
            expected=due,
            share=share,
            ambition=ambition,
            parts=parts,
            thresholds=thresholds,
        )

    change = objective_changes_on(
        progress=progress,
        ambition=ambition,
        parts=parts,
        starts=STARTS,
        ends=ENDS,
        joined=joined,
        today=day(number),
        working=calendar,
        thresholds=thresholds,
    )
    following = [day(number + ahead) for ahead in range(1, 130)]
    assert change == next((when for when in following if on(when) is not on(day(number))), None)


@unhurried
@given(any_facts(), st.lists(st.decimals("-0.5", "1.2", places=2), min_size=2, max_size=5))
def test_more_progress_never_makes_a_key_result_worse(
    drawn: tuple[KeyResultFacts, int], made: list[Decimal]
) -> None:
    known, number = drawn
    severities = [severity(status(replace(known, progress=value), number)) for value in sorted(made)]
    assert severities == sorted(severities, reverse=True)


@unhurried
@given(
    parts_of_any_kind,
    ambitions,
    st.decimals(0, 1, places=2),
    st.lists(st.decimals(0, 1, places=2), min_size=2, max_size=5),
)
def test_more_progress_never_makes_an_objective_worse(
    parts: list[tuple[Status, Decimal]], ambition: str, share: Decimal, made: list[Decimal]
) -> None:
    severities = [
        severity(
            objective_status(
                progress=value,
                expected=expected(ambition=ambition, share=share),
                share=share,
                ambition=ambition,
                parts=parts,
                thresholds=Thresholds(),
            )
        )
        for value in sorted(made)
    ]
    assert severities == sorted(severities, reverse=True)
