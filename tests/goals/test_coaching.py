"""Rows of a holder become the coach's draft, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from headway.goals.coaching import Goal, course_of, draft_of
from headway.goals.models import KeyResult, Objective
from headway.goals.rules import Thresholds
from headway.people.models import Strategy
from okr_coach import review
from okr_coach.draft import Course
from okr_coach.draft import KeyResult as ReadKeyResult
from okr_coach.draft import Objective as ReadObjective

MONDAYS = [date(2026, 10, 5) + timedelta(days=7 * week) for week in range(12)]
TODAY = date(2026, 11, 18)


def row(**fields: object) -> KeyResult:
    return KeyResult(**{"pk": 7, "title": "Orders a week", "kind": "number", **fields})


def objective(**fields: object) -> Objective:
    return Objective(**{"pk": 3, "cycle_id": 5, "holder": "person", "title": "Shops come back", **fields})


def test_every_field_that_is_known_is_handed_over() -> None:
    goal = Goal(
        objective(why="Three left.", ambition="aspirational"),
        [
            row(start=Decimal(12), target=Decimal(40), unit_kind="percent", due=date(2026, 12, 1)),
            row(pk=8, title="Steps", kind="milestones", unit_kind="word", unit="shops"),
        ],
        "Every region has a shop",
        {7: Course(missed_slots=2)},
    )
    draft = draft_of([goal], previous=["Shops come home"])
    assert draft.objectives == (
        ReadObjective(
            "Shops come back",
            why="Three left.",
            parent="Every region has a shop",
            ambition="aspirational",
            key_results=(
                ReadKeyResult(
                    "Orders a week",
                    start=Decimal(12),
                    target=Decimal(40),
                    unit="%",
                    due="2026-12-01",
                    kind="number",
                    course=Course(missed_slots=2),
                ),
                ReadKeyResult("Steps", unit="shops", kind="milestones"),
            ),
        ),
    )
    assert (draft.cycle, draft.previous) == ("5", ("Shops come home",))


@pytest.mark.parametrize(
    ("fields", "parent", "found"),
    [
        ({"holder": "person"}, "", True),
        ({"holder": "team"}, "", True),
        ({"holder": "company"}, "", False),
        ({"holder": "person"}, "Every region has a shop", False),
        ({"holder": "team", "strategy": Strategy(pk=1, title="Closer to shops")}, "", False),
    ],
)
def test_a_goal_stands_alone_without_parent_and_strategy_unless_the_company_holds_it(
    fields: dict[str, object], parent: str, found: bool
) -> None:
    report = review(draft_of([Goal(objective(**fields), [], parent)]))
    assert ("O108" in {each.code for each in report.findings}) is found


def test_a_key_result_open_to_be_claimed_is_not_without_an_owner_nor_is_one_without_a_day_overdue() -> None:
    report = review(draft_of([Goal(objective(), [row(owner=None, due=None)])]))
    assert not {"K214", "K215"} & {each.code for each in report.findings}


@pytest.mark.parametrize(
    ("due_by", "missed"),
    [
        (None, 0),
        (date(2026, 11, 23), 0),
        (TODAY, 0),
        (date(2026, 11, 16), 1),
        (date(2026, 11, 2), 3),
    ],
)
def test_missed_slots_are_those_that_went_by_since_the_one_that_is_owed(
    due_by: date | None, missed: int
) -> None:
    course = course_of(
        row(due_by=due_by), ambition="committed", thresholds=Thresholds(), slots=MONDAYS, today=TODAY
    )
    assert course.missed_slots == missed


@pytest.mark.parametrize(
    ("fields", "ambition", "forecast"),
    [
        ({"progress": Decimal("0.2"), "expected": Decimal("0.5")}, "committed", Decimal("0.4")),
        ({"progress": Decimal("0.5"), "expected": Decimal("0.5")}, "committed", Decimal(1)),
        # The silent first days: 15 % of a committed goal, of an aspirational one 15 % of 0.7.
        ({"progress": Decimal(0), "expected": Decimal("0.15")}, "committed", None),
        ({"progress": Decimal(0), "expected": Decimal("0.12")}, "committed", None),
        ({"progress": Decimal(0), "expected": Decimal("0.12")}, "aspirational", Decimal(0)),
        ({"progress": None, "expected": Decimal("0.5")}, "committed", None),
        ({"progress": Decimal(1), "expected": None}, "committed", None),
        ({"kind": "done", "progress": Decimal(0), "expected": Decimal("0.5")}, "committed", None),
        ({"kind": "hold", "progress": Decimal(0), "expected": Decimal("0.5")}, "committed", None),
    ],
)
def test_the_forecast_goes_on_at_the_pace_so_far(
    fields: dict[str, object], ambition: str, forecast: Decimal | None
) -> None:
    course = course_of(row(**fields), ambition=ambition, thresholds=Thresholds(), slots=MONDAYS, today=TODAY)
    assert course.forecast == forecast


def test_what_is_stuck_by_the_figures_is_flat_for_the_coach() -> None:
    stuck = row(stuck=True, current=Decimal(4))
    course = course_of(stuck, ambition="committed", thresholds=Thresholds(), slots=MONDAYS, today=TODAY)
    report = review(draft_of([Goal(objective(), [stuck], "", {7: course})]))
    assert "T402" in {each.code for each in report.findings}
