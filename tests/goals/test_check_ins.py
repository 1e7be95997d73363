"""Checking in: result, event, refusal; and what rolls up from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from headway.activity.models import Event
from headway.core.errors import NotFound, Refusal
from headway.goals.actions.alignment import align
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import step_cycle
from headway.goals.actions.daily import differences
from headway.goals.actions.ripples import settle_for
from headway.goals.models import CheckIn, Objective, Ripple, TeamFigure
from tests.conftest import NOW, Company, number


def test_a_check_in_moves_its_key_result_and_its_objective(company: Company) -> None:
    objective = company.objective(
        company.bo, key_results=(number("A", 0, 40, company.bo), number("B", 10, 5, company.bo))
    )
    first = company.key_result(objective)
    made = check_in(
        first.pk,
        by=company.by(company.bo),
        door="web",
        value=Decimal(10),
        confidence=7,
        changed="Ten signed.",
    )
    first.refresh_from_db()
    objective.refresh_from_db()
    assert (first.current, first.progress, first.confidence, first.check_ins_count) == (
        10,
        Decimal("0.25"),
        7,
        1,
    )
    assert (objective.progress, objective.confidence) == (Decimal("0.125"), 7)
    assert (made.value, made.on, made.changed, made.door) == (10, date(2026, 11, 18), "Ten signed.", "web")


def test_a_check_in_is_recorded_with_what_was_before_and_after(company: Company) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    check_in(row.pk, by=company.by(company.bo), door="api", value=Decimal(10), confidence=7)
    check_in(row.pk, by=company.by(company.bo), door="api", value=Decimal("12.5"), confidence=6)
    event = Event.objects.filter(verb="checked_in").latest("id")
    assert (event.actor, event.noun, event.noun_id, event.door) == (company.bo, "keyresult", row.pk, "api")
    assert event.before == {"value": "10", "confidence": 7, "progress": "0.25"}
    assert (event.after["value"], event.after["progress"]) == ("12.5", "0.3125")


def test_what_it_contributes_to_and_the_teams_follow(company: Company, settled: Callable[[], int]) -> None:
    top = company.objective(
        company.ann, "Be the first choice", holder="company", key_results=(number("N", 0, 10, company.ann),)
    )
    middle = company.objective(company.bo, "Sell", holder="team", team=company.sales)
    low = company.objective(company.cy, "Call")
    align(middle.pk, top.pk, kind="contributes", by=company.by(company.ann), door="web")
    align(low.pk, middle.pk, kind="contributes", by=company.by(company.bo), door="web")
    check_in(
        company.key_result(low).pk, by=company.by(company.cy), door="web", value=Decimal(20), confidence=8
    )
    assert settled() > 0
    for row in (top, middle, low):
        row.refresh_from_db()
    assert (low.progress, middle.progress, top.progress) == (
        Decimal("0.5"),
        Decimal("0.25"),
        Decimal("0.125"),
    )
    figure = TeamFigure.objects.get(team=company.sales, cycle=company.quarter)
    assert (figure.objectives, figure.own, figure.progress_sum, figure.own_progress) == (
        2,
        1,
        750_000,
        250_000,
    )
    assert list(differences(at=NOW)) == []


def test_whoever_acted_sees_exact_figures_next(company: Company) -> None:
    parent = company.objective(company.bo, "Sell", holder="team", team=company.sales)
    child = company.objective(company.cy, "Call")
    align(child.pk, parent.pk, kind="contributes", by=company.by(company.bo), door="web")
    check_in(
        company.key_result(child).pk, by=company.by(company.cy), door="web", value=Decimal(40), confidence=8
    )
    settle_for(company.cy)
    assert Objective.objects.get(pk=parent.pk).progress == Decimal("0.5")
    assert Ripple.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "given", "code"),
    [
        ("cy", {"value": Decimal(1)}, "not_yours"),
        ("gus", {"value": Decimal(1)}, "not_yours"),
        ("bo", {}, "value_missing"),
        ("bo", {"value": Decimal(1), "confidence": 11}, "confidence_out_of_range"),
        ("bo", {"value": Decimal("NaN")}, "number_too_long"),
        ("bo", {"value": Decimal("1" * 40)}, "number_too_long"),
        ("bo", {"value": Decimal(1), "on": date(2026, 9, 30)}, "day_outside_cycle"),
        ("bo", {"value": Decimal(1), "on": date(2026, 11, 19)}, "day_in_future"),
    ],
)
def test_a_check_in_that_cannot_be_is_refused(
    company: Company, who: str, given: dict[str, object], code: str
) -> None:
    row = company.key_result(company.objective(company.bo))
    with pytest.raises(Refusal) as refused:
        check_in(row.pk, by=company.by(getattr(company, who)), door="web", **given)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert CheckIn.objects.count() == 0


def test_a_closed_cycle_takes_no_check_in(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    for state in ("reviewing", "closed"):
        step_cycle(company.quarter.pk, state=state, by=company.by(company.ann), door="web")
    with pytest.raises(Refusal) as refused:
        check_in(row.pk, by=company.by(company.bo), door="web", value=Decimal(1))
    assert refused.value.code == "cycle_closed"


def test_a_cycle_still_to_come_takes_no_check_in(company: Company) -> None:
    from headway.goals.actions.cycles import create_cycle

    coming = create_cycle(
        kind="quarter",
        starts=date(2027, 1, 1),
        ends=date(2027, 3, 31),
        state="drafting",
        by=company.by(company.ann),
        door="test",
    )
    row = company.key_result(company.objective(company.bo, cycle=coming))
    with pytest.raises(Refusal) as refused:
        check_in(row.pk, by=company.by(company.bo), door="web", value=Decimal(1))
    assert refused.value.code == "cycle_not_started"


def test_a_restricted_key_result_does_not_exist_for_others(company: Company) -> None:
    objective = company.objective(company.bo, visibility="named", viewer_ids=(company.ann.pk,))
    with pytest.raises(NotFound):
        check_in(company.key_result(objective).pk, by=company.by(company.eve), door="web", value=Decimal(1))


def test_a_correction_supersedes_and_nothing_is_overwritten(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    wrong = check_in(row.pk, by=company.by(company.bo), door="web", value=Decimal(30), confidence=7)
    right = check_in(row.pk, by=company.by(company.bo), door="web", value=Decimal(3), corrects=wrong.pk)
    row.refresh_from_db()
    wrong.refresh_from_db()
    assert (row.current, row.check_ins_count, wrong.superseded, wrong.value) == (3, 1, True, 30)
    assert (right.corrects, right.confidence) == (wrong, 7)


def test_the_latest_day_rules_however_late_an_earlier_one_is_sent(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    check_in(row.pk, by=company.by(company.bo), door="web", value=Decimal(12))
    late = check_in(row.pk, by=company.by(company.bo), door="web", value=Decimal(4), on=date(2026, 11, 2))
    row.refresh_from_db()
    assert (row.current, late.back_dated, row.spark) == (12, True, "10,30")


def test_three_check_ins_of_one_value_are_stuck(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    for day in (2, 9, 16):
        at = datetime(2026, 11, day, 9, tzinfo=UTC)
        check_in(row.pk, by=company.by(company.bo, at), door="web", value=Decimal(4), confidence=6)
    row.refresh_from_db()
    assert row.stuck
