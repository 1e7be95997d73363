"""Goals follow what changes below them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine

from headway.goals.actions.check_ins import check_in
from headway.goals.actions.daily import differences, turn_day
from headway.goals.models import TeamFigure
from headway.people.models import Leave
from tests.conftest import NOW, Company


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_objective_moves_with_its_person_to_another_team(
    company: Company, settled: Callable[[], int]
) -> None:
    objective = company.objective(company.cy)
    settled()
    company.cy.home_team = company.product
    company.cy.save()
    settled()
    objective.refresh_from_db()
    counts = dict(TeamFigure.objects.filter(cycle=company.quarter).values_list("team__name", "objectives"))
    assert (objective.counted_in, counts) == (company.product, {"Sales": 0, "Product": 1})


def test_a_sign_in_moves_nothing(
    company: Company, django_assert_num_queries: Callable[[int], object]
) -> None:
    company.objective(company.cy)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        company.cy.save(update_fields=["last_login"])


def test_new_thresholds_reach_every_running_goal_with_the_daily_job(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    check_in(row.pk, by=company.by(company.bo), door="web", value=Decimal(19), confidence=9)
    row.refresh_from_db()
    assert row.status == "on_track"
    company.org.on_track_ratio = Decimal("0.99")
    company.org.save()
    turn_day(at=NOW)
    row.refresh_from_db()
    assert row.status == "at_risk"
    assert list(differences(at=NOW)) == []


def test_no_check_in_falls_due_while_its_owner_is_away(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    assert row.due_by == date(2026, 11, 23)
    Leave.objects.create(person=company.bo, first=date(2026, 11, 19), last=date(2026, 11, 29))
    turn_day(at=NOW)
    row.refresh_from_db()
    assert row.due_by == date(2026, 11, 30)
