"""docs/handbook/pace-and-status.md: what is expected, and what pace and confidence say"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.goals.rules import (
    Plan,
    Status,
    Thresholds,
    aim,
    confidence_status,
    expected,
    pace_status,
    phased_expected,
    severity,
    stuck,
)

unhurried = settings(deadline=None)
MARCH = date(2026, 3, 1)


def day(number: int) -> date:
    return MARCH + timedelta(days=number - 1)


def test_the_defaults_are_those_of_the_method() -> None:
    assert Thresholds() == Thresholds(
        on_track=Decimal("0.85"),
        at_risk=Decimal("0.6"),
        silent=Decimal("0.15"),
        aspirational_aim=Decimal("0.7"),
        stuck_after=3,
        hold_slots_out=2,
        focus_note=3,
        focus_strong=5,
    )


def test_the_aim_is_all_of_a_committed_goal_and_most_of_an_aspirational_one() -> None:
    assert aim("committed") == 1
    assert aim("aspirational") == Decimal("0.7")
    assert aim("aspirational", Decimal("0.65")) == Decimal("0.65")
    assert aim("committed", Decimal("0.65")) == 1


@pytest.mark.parametrize(
    ("ambition", "share", "due"),
    [
        ("committed", "0", "0"),
        ("committed", "0.5", "0.5"),
        ("aspirational", "0.5", "0.35"),
        ("aspirational", "1", "0.7"),
        ("aspirational", "0.333333", "0.233333"),
    ],
)
def test_expected_today_is_the_aim_times_the_share_that_is_due(ambition: str, share: str, due: str) -> None:
    assert expected(ambition=ambition, share=Decimal(share)) == Decimal(due)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (-3, "0"),
        (1, "0"),
        (6, "0.1"),  # half-way to 20 of 100
        (11, "0.2"),
        (16, "0.4"),  # half-way from 20 to 60
        (21, "0.6"),
        (26, "0.8"),  # half-way from 60 to the target on the 31st
        (31, "1"),
    ],
)
def test_between_phased_targets_the_way_is_a_straight_line(today: int, due: str) -> None:
    points = [(day(21), Decimal(60)), (day(11), Decimal(20))]
    got = phased_expected(points, Decimal(0), Decimal(100), day(1), day(today), day(31))
    assert got == Decimal(due)


def test_without_an_end_the_last_phased_target_stays() -> None:
    points = [(day(11), Decimal(20))]
    assert phased_expected(points, Decimal(0), Decimal(100), day(1), day(28)) == Decimal("0.2")


def test_a_phased_target_on_the_last_day_is_the_last_leg() -> None:
    points = [(day(31), Decimal(80))]
    assert phased_expected(points, Decimal(0), Decimal(100), day(1), day(31), day(31)) == Decimal("0.8")


def test_phased_targets_of_a_falling_key_result_fall() -> None:
    points = [(day(11), Decimal(12))]
    assert phased_expected(points, Decimal(15), Decimal(10), day(1), day(11)) == Decimal("0.6")


def test_who_joins_midway_starts_from_the_day_of_joining() -> None:
    points = [(day(11), Decimal(20)), (day(21), Decimal(60))]
    assert phased_expected(points, Decimal(0), Decimal(100), day(11), day(16), day(31)) == Decimal("0.3")


def test_without_phased_targets_one_line_leads_to_the_end() -> None:
    assert phased_expected([], Decimal(0), Decimal(100), day(1), day(16), day(31)) == Decimal("0.5")


def test_dated_milestones_are_steps() -> None:
    plan = Plan.milestones([(Decimal(1), day(10)), (Decimal(2), None), (Decimal(1), day(20))])
    assert plan == Plan(((day(10), Decimal("0.25")), (day(20), Decimal("0.5"))), steps=True)
    assert [plan.share(day(1), day(number)) for number in (9, 10, 19, 20, 31)] == [
        Decimal(0),
        Decimal("0.25"),
        Decimal("0.25"),
        Decimal("0.5"),
        Decimal("0.5"),
    ]


def test_milestones_without_a_date_make_no_plan() -> None:
    assert Plan.milestones([(Decimal(1), None)]) is None
    assert Plan.milestones([]) is None


@pytest.mark.parametrize(
    ("progress", "due", "share", "status"),
    [
        (None, "0.5", "0.5", None),
        ("0.5", None, "0.5", None),
        ("0", "0.15", "0.15", None),  # the first 15 % are silent
        ("0", "0.16", "0.16", "off_track"),
        ("0.5", "0.5", "0.5", "on_track"),
        ("0.425", "0.5", "0.5", "on_track"),  # r = 0.85
        ("0.424999", "0.5", "0.5", "at_risk"),
        ("0.3", "0.5", "0.5", "at_risk"),  # r = 0.6
        ("0.299999", "0.5", "0.5", "off_track"),
        ("-0.1", "0.5", "0.5", "off_track"),
        ("1.4", "0.5", "0.5", "on_track"),
        ("0", "0", "0.5", "on_track"),  # nothing is due yet
        ("-0.1", "0", "0.5", "off_track"),  # the wrong way
        ("-0.1", "-0.2", "0.5", "on_track"),  # a planned dip
        ("-0.3", "-0.2", "0.5", "off_track"),
    ],
)
def test_pace_compares_progress_with_what_is_expected(
    progress: str | None, due: str | None, share: str, status: str | None
) -> None:
    got = pace_status(
        None if progress is None else Decimal(progress),
        None if due is None else Decimal(due),
        share=Decimal(share),
        thresholds=Thresholds(),
    )
    assert got == status


def test_an_organisation_sets_its_own_thresholds() -> None:
    strict = Thresholds(on_track=Decimal(1), at_risk=Decimal("0.9"), silent=Decimal(0))
    ratios = ("0.5", "0.49", "0.45", "0.449")
    got = [pace_status(Decimal(r), Decimal("0.5"), share=Decimal("0.01"), thresholds=strict) for r in ratios]
    assert got == ["on_track", "at_risk", "at_risk", "off_track"]


@unhurried
@given(
    st.lists(st.decimals(-2, 2, places=6), min_size=2, max_size=6),
    st.decimals(-1, 1, places=6),
    st.decimals("0.2", 1, places=6),
)
def test_more_progress_never_makes_the_pace_worse(made: list[Decimal], due: Decimal, share: Decimal) -> None:
    said = [pace_status(value, due, share=share, thresholds=Thresholds()) for value in sorted(made)]
    severities = [severity(status) for status in said if status is not None]
    assert len(severities) == len(made)
    assert severities == sorted(severities, reverse=True)


@pytest.mark.parametrize(
    ("ambition", "statuses"),
    [
        ("committed", ["off_track"] * 3 + ["at_risk"] * 2 + ["on_track"] * 5),
        ("aspirational", ["off_track"] * 2 + ["at_risk"] + ["on_track"] * 7),
    ],
)
def test_confidence_speaks_by_ambition(ambition: str, statuses: list[str]) -> None:
    assert [confidence_status(confidence, ambition) for confidence in range(1, 11)] == statuses


def test_without_a_confidence_nothing_is_said() -> None:
    assert confidence_status(None, "committed") is None


def test_overdue_ranks_as_at_risk() -> None:
    assert sorted(Status, key=lambda status: (severity(status), status.value)) == [
        Status.DONE,
        Status.NOT_STARTED,
        Status.ON_TRACK,
        Status.AT_RISK,
        Status.OVERDUE,
        Status.OFF_TRACK,
    ]


@pytest.mark.parametrize(
    ("values", "after", "still"),
    [
        ([], 3, False),
        (["4", "4"], 3, False),
        (["4", "4", "4"], 3, True),
        (["4", "4.0", "4.00"], 3, True),
        (["4", "4", "4", "5"], 3, False),
        (["1", "2", "4", "4", "4"], 3, True),
        (["4", "4"], 2, True),
    ],
)
def test_a_key_result_is_stuck_when_check_ins_bring_the_same_value(
    values: list[str], after: int, still: bool
) -> None:
    assert stuck([Decimal(value) for value in values], after) is still
