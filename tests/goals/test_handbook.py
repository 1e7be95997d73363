"""The examples of the handbook, worked out by the product."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from headway.core.errors import Refusal
from headway.goals.actions.alignment import align
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.fields import KeyResultFields, ObjectiveFields
from headway.goals.actions.key_results import add_key_result, drop_key_result, edit_key_result
from headway.goals.actions.objectives import edit_objective
from headway.goals.models import KeyResult, Objective
from headway.goals.queries.figures import figures_below, own_figures
from headway.people.models import Person, Team
from tests.conftest import NOW, Company, number

D = Decimal


def objective_at(
    company: Company,
    *values: str,
    owner: Person | None = None,
    team: Team | None = None,
    weight: str | None = None,
) -> Objective:
    """Agreed, with a key result from 0 to 100 at each value."""
    person = owner or company.ann
    made = company.objective(
        person,
        key_results=tuple(number(f"From nothing to all, {value}", 0, 100, person) for value in values),
        holder="team" if team else "person",
        team=team,
    )
    for place, value in enumerate(values):
        row = company.key_result(made, place)
        check_in(row.pk, by=company.by(person), door="test", value=D(value), confidence=6)
    if weight is not None:
        Objective.objects.filter(pk=made.pk).update(weight=D(weight))
    return Objective.objects.get(pk=made.pk)


def test_a_lowered_target_stands_beside_what_was_agreed(company: Company) -> None:
    objective = objective_at(company, "40")
    row = company.key_result(objective)
    lowered = KeyResultFields(title=row.title, start=D(0), target=D(50), owner_id=row.owner_id)
    by = company.by(company.ann)
    edit_key_result(row.pk, lowered, version=row.version, by=by, door="test", reason="Half the shops closed.")
    objective.refresh_from_db()

    assert (objective.progress, objective.progress_agreed) == (D("0.8"), D("0.4"))


def test_a_late_drop_does_not_lift_what_was_agreed(company: Company) -> None:
    objective = objective_at(company, "90", "10")
    row = company.key_result(objective, 1)
    drop_key_result(row.pk, reason="Hard.", by=company.by(company.ann), door="test")
    objective.refresh_from_db()

    assert (objective.progress, objective.progress_agreed) == (D("0.9"), D("0.5"))


def test_what_is_added_later_does_not_count_in_what_was_agreed(company: Company) -> None:
    objective = objective_at(company, "50")
    by = company.by(company.ann)
    late = number("Late", 0, 100, company.ann)
    added = add_key_result(objective, late, by=by, door="test", reason="Forgotten.")
    assert isinstance(added, KeyResult)
    check_in(added.pk, by=by, door="test", value=D(10), confidence=6)
    objective.refresh_from_db()

    assert (objective.progress, objective.progress_agreed) == (D("0.3"), D("0.5"))


def test_a_team_with_its_people_and_the_team_below(company: Company, settled: Callable[[], int]) -> None:
    shops = Team.objects.create(name="Shops", parent=company.sales, lft=3, rgt=4, depth=2)
    Team.objects.filter(pk=company.product.pk).update(lft=6, rgt=7)
    Team.objects.filter(pk=company.sales.pk).update(rgt=5)
    Team.objects.filter(pk=company.top.pk).update(rgt=8)
    sales = Team.objects.get(pk=company.sales.pk)
    objective_at(company, "40", team=sales, weight="3")
    objective_at(company, "80", team=sales, weight="1")
    objective_at(company, "90", team=shops, owner=company.bo)
    objective_at(company, "60", owner=company.cy)
    company.objective(company.cy, "Without a value")
    settled()

    own, counted = own_figures(company.sales.pk, company.quarter.pk)
    figure = figures_below([company.sales.pk], company.quarter.pk)[company.sales.pk]

    assert (own.objectives, own.progress, counted.objectives) == (2, D("0.5"), 4)
    assert (figure.objectives, figure.progress) == (5, D("0.54"))


@pytest.mark.parametrize(
    ("last", "asked_from", "due_by"),
    [
        (date(2026, 10, 9), date(2026, 10, 12), date(2026, 10, 16)),
        (date(2026, 10, 7), date(2026, 10, 12), date(2026, 10, 16)),
        (date(2026, 10, 10), date(2026, 10, 19), date(2026, 10, 23)),
    ],
)
def test_a_check_in_is_asked_for_four_days_before_its_slot(
    company: Company, last: date, asked_from: date, due_by: date
) -> None:
    company.org.check_in_weekday = 4
    company.org.save()
    row = company.key_result(company.objective(company.bo, at=datetime(2026, 10, 1, 9, tzinfo=UTC)))
    day = datetime(last.year, last.month, last.day, 9, tzinfo=UTC)
    check_in(row.pk, by=company.by(company.bo, day), door="test", value=D(1), confidence=6)
    row.refresh_from_db()

    assert (row.due_from, row.due_by) == (asked_from, due_by)


@pytest.mark.parametrize(
    ("child", "parent", "may"),
    [
        ("everyone", "everyone", True),
        ("sales", "everyone", False),
        ("sales", "sales", True),
        ("ann bo cy", "ann bo", True),
        ("ann bo", "ann bo cy", False),
        ("ann bo", "sales", False),
    ],
)
def test_an_objective_contributes_only_to_what_is_no_more_visible(
    company: Company, child: str, parent: str, may: bool
) -> None:
    ends = {}
    for end, seen in (("child", child), ("parent", parent)):
        made = company.objective(company.ann, end)
        kind = "everyone" if seen == "everyone" else "team" if seen == "sales" else "named"
        named = [getattr(company, name).pk for name in seen.split()] if kind == "named" else []
        edit_objective(
            made.pk,
            ObjectiveFields(
                cycle_id=made.cycle_id,
                holder="person",
                person_id=company.ann.pk,
                title=end,
                visibility=kind,
                visible_team_id=company.sales.pk if kind == "team" else None,
                viewer_ids=named,
            ),
            version=made.version,
            by=company.by(company.ann),
            door="test",
        )
        ends[end] = made.pk

    def link() -> None:
        align(ends["child"], ends["parent"], kind="contributes", by=company.by(company.ann, NOW), door="test")

    if may:
        link()
    else:
        with pytest.raises(Refusal) as caught:
            link()
        assert caught.value.code == "parent_more_visible"
