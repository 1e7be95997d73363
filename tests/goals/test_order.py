"""Whatever the order in which things happen and figures follow, the stored result is the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.activity.models import Event
from headway.goals.actions.alignment import align
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.daily import differences
from headway.goals.actions.ripples import settle
from headway.goals.models import Alignment, Baseline, CheckIn, KeyResult, Objective, Ripple, TeamFigure
from tests.conftest import NOW, Company, number

FIRST = datetime(2026, 10, 5, 9, tzinfo=UTC)
# One check-in of each key result in each of two weeks, by place in the tree.
CHECK_INS = [(place, week, Decimal(place + 3 * week + 1)) for place in range(4) for week in range(2)]


def grow(company: Company) -> list[Objective]:
    """A company goal above a team's above two of people; and one that serves both."""
    top = company.objective(
        company.ann,
        "Top",
        holder="company",
        at=FIRST,
        key_results=(number("T", 0, 20, company.ann, Decimal(30)),),
    )
    team = company.objective(company.bo, "Team", holder="team", team=company.sales, at=FIRST)
    cy = company.objective(company.cy, "Cy's", at=FIRST, key_results=(number("C", 50, 5, company.cy),))
    eve = company.objective(company.eve, "Eve's", at=FIRST, ambition="aspirational")
    for child, parent in ((team, top), (cy, team), (eve, team), (eve, top)):
        align(child.pk, parent.pk, kind="contributes", by=company.by(company.ann, FIRST), door="test")
    return [top, team, cy, eve]


def figures() -> list[tuple[object, ...]]:
    return [
        *KeyResult.objects.order_by("title", "objective__title").values_list(
            "title", "current", "progress", "status", "spark", "confidence"
        ),
        *Objective.objects.order_by("title").values_list(
            "title", "progress", "status", "confidence", "key_results_red"
        ),
        *TeamFigure.objects.order_by("team__name").values_list(
            "team__name", "objectives", "progress_sum", "own_progress"
        ),
    ]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(CHECK_INS))), pauses=st.sets(st.integers(0, len(CHECK_INS) - 1)))
@pytest.mark.django_db
def test_the_order_of_check_ins_and_of_settling_never_changes_what_is_stored(
    company: Company, order: list[int], pauses: set[int]
) -> None:
    tree = _fresh(company)
    owners = [company.ann, company.bo, company.cy, company.eve]
    for step, which in enumerate(order):
        place, week, value = CHECK_INS[which]
        day = (FIRST + timedelta(days=7 * week + 1)).date()
        check_in(
            company.key_result(tree[place]).pk,
            by=company.by(owners[place]),
            door="test",
            value=value,
            confidence=6,
            on=day,
        )
        if step in pauses:
            settle()
    settle()
    stored = figures()
    assert list(differences(at=NOW)) == []
    if not hasattr(company, "first_figures"):
        company.first_figures = stored  # type: ignore[attr-defined]
    assert stored == company.first_figures  # type: ignore[attr-defined]


def _fresh(company: Company) -> list[Objective]:
    """The tree as it was before any check-in."""
    for table in (Event, CheckIn, Alignment, Baseline, Ripple, TeamFigure, KeyResult, Objective):
        table.objects.all().delete()
    return grow(company)
