"""Ancestors follow what has changed, and following ends though others go on changing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from headway.goals.actions.alignment import align
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.daily import differences
from headway.goals.actions.ripples import settle
from headway.goals.models import Objective, Ripple
from tests.conftest import NOW, Company

type Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@pytest.fixture
def chain(company: Company) -> Callable[[int], list[Objective]]:
    """So many goals, each contributing to the one before it."""

    def made(length: int) -> list[Objective]:
        goals = [company.objective(company.ann, f"Goal {place}", holder="company") for place in range(length)]
        for above, below in pairwise(goals):
            align(below.pk, above.pk, kind="contributes", by=company.by(company.ann), door="test")
        settle()
        return goals

    return made


def say(company: Company, goal: Objective) -> None:
    row = company.key_result(goal)
    check_in(row.pk, by=company.by(company.ann), door="test", value=Decimal(20), confidence=7)


def test_settling_ends_though_others_go_on_checking_in(
    company: Company, chain: Callable[[int], list[Objective]], settings: Settings
) -> None:
    settings.HEADWAY_SETTLE = "later"
    goal = chain(1)[0]
    say(company, goal)
    came: list[int] = []

    def somebody_else(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        done = execute(sql, params, many, context)
        if sql.startswith("DELETE") and "goals_ripple" in sql and len(came) < 20:
            came.append(Ripple.objects.create(objective_id=goal.pk, cycle_id=goal.cycle_id).pk)
        return done

    with connection.execute_wrapper(somebody_else):
        assert settle() == 1
    assert list(Ripple.objects.values_list("pk", flat=True)) == came
    assert len(came) == 1


def test_what_lies_above_is_found_by_as_many_queries_however_high(
    company: Company, chain: Callable[[int], list[Objective]], settings: Settings
) -> None:
    settings.HEADWAY_SETTLE = "later"
    asked = []
    for length in (2, 6):
        goals = chain(length)
        say(company, goals[-1])
        with CaptureQueriesContext(connection) as queries:
            settle()
        asked.append(sum("RECURSIVE" in query["sql"] for query in queries))
        assert all(goal.progress for goal in Objective.objects.filter(pk__in=[goal.pk for goal in goals]))
    assert asked == [1, 1]
    assert list(differences(at=NOW)) == []
