"""What the company's page reads: the right goals, the right totals, nothing restricted, few queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from headway.core.errors import NotFound
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import create_cycle
from headway.goals.models import Objective
from headway.goals.queries.company import company_view, fiscal_year
from headway.goals.queries.cycles import cycles_for_switcher
from headway.people.models import Strategy
from tests.conftest import NOW, Company, number

type Settled = Callable[[], int]

EARLY = datetime(2026, 10, 2, 9, tzinfo=UTC)


def test_the_company_shows_its_objectives_of_the_quarter_before_those_of_the_year(company: Company) -> None:
    company.objective(company.ann, "Of the year", holder="company", cycle=company.year, at=EARLY)
    company.objective(company.ann, "Of the quarter", holder="company", at=EARLY)
    view = company_view(company.by(company.cy))
    told = [(cycle.kind, [row.title for row in rows]) for cycle, rows in view.objectives]
    assert told == [("quarter", ["Of the quarter"]), ("year", ["Of the year"])]


def test_a_figure_counts_every_objective_below_once_with_its_pace(company: Company, settled: Settled) -> None:
    for owner, reached in ((company.bo, 10), (company.cy, 30)):
        made = company.objective(owner, key_results=(number("Shops", 0, 40, owner),), at=EARLY)
        row = company.key_result(made)
        check_in(row.pk, value=Decimal(reached), confidence=7, by=company.by(owner), door="test")
    company.objective(company.dee, "Bold", ambition="aspirational", at=EARLY)
    settled()
    view = company_view(company.by(company.eve))
    sums = {each.name: (each.figure.objectives, each.figure.progress) for each in view.departments}
    assert sums == {
        "Company": (3, Decimal("0.333333")),
        "Sales": (2, Decimal("0.5")),
        "Product": (1, None),
    }
    assert (view.figure.objectives, view.figure.progress) == (3, Decimal("0.333333"))
    assert view.pace is not None
    # 35 of 66 working days are gone; of the whole company two committed and one aspirational.
    assert [view.pace.of(each.figure) for each in view.departments] == [
        Decimal("0.477273"),
        Decimal("0.530303"),
        Decimal("0.371212"),
    ]


def test_a_restricted_objective_is_in_no_total_and_no_list(company: Company, settled: Settled) -> None:
    company.objective(company.bo, "Open", at=EARLY)
    company.objective(
        company.bo,
        "Secret merger",
        visibility="named",
        viewer_ids=(company.ann.pk,),
        holder="team",
        team=company.sales,
        at=EARLY,
    )
    company.objective(
        company.ann,
        "Secret of the company",
        holder="company",
        visibility="named",
        viewer_ids=(company.bo.pk,),
        at=EARLY,
    )
    settled()
    view = company_view(company.by(company.eve))
    assert (view.objectives, view.figure.objectives) == ([], 1)
    assert [each.figure.objectives for each in view.departments] == [1, 1, 0]
    seen = company_view(company.by(company.bo))
    assert [row.title for _, rows in seen.objectives for row in rows] == ["Secret of the company"]
    assert seen.figure.objectives == 1


def test_strategies_show_who_points_at_them_and_leave_out_what_one_may_not_see(company: Company) -> None:
    grow = Strategy.objects.create(year=2026, title="Grow")
    Strategy.objects.create(year=2026, title="Given up", retired=True)
    Strategy.objects.create(year=2025, title="Last year's")
    for title, visibility in (("Seen", "everyone"), ("Hidden", "named")):
        made = company.objective(
            company.ann,
            title,
            holder="company",
            visibility=visibility,
            viewer_ids=(company.bo.pk,) if visibility == "named" else (),
            at=EARLY,
        )
        Objective.objects.filter(pk=made.pk).update(strategy=grow)
    view = company_view(company.by(company.cy))
    told = [(card.title, [row.title for row in card.objectives]) for card in view.strategies]
    assert told == [("Grow", ["Seen"])]


def test_a_newcomer_reads_what_those_above_answer_for(company: Company) -> None:
    company.objective(company.ann, "Ann's own", at=EARLY)
    company.objective(company.bo, "Of a colleague", at=EARLY)
    view = company_view(company.by(company.cy))
    assert [(each.person.name, [row.title for row in each.objectives]) for each in view.leaders] == [
        ("Ann", ["Ann's own"])
    ]


def test_a_year_that_begins_in_april_names_its_strategies_by_its_first_day(company: Company) -> None:
    company.org.fiscal_month = 4
    assert [fiscal_year(company.org, day) for day in (date(2026, 3, 31), date(2026, 4, 1))] == [2025, 2026]


def test_without_a_choice_the_switcher_stands_on_the_running_quarter(company: Company) -> None:
    by = company.by(company.ann)
    november = (date(2026, 11, 1), date(2026, 11, 30))
    create_cycle(kind="month", starts=november[0], ends=november[1], state="running", by=by, door="test")
    create_cycle(kind="quarter", starts=date(2027, 4, 1), ends=date(2027, 6, 30), by=by, door="test")
    cycles = cycles_for_switcher(by.today)
    assert cycles is not None
    assert cycles.chosen.id == company.quarter.pk
    assert [each.kind for each in cycles.choices] == ["month", "quarter", "year"]
    assert [each.kind for each in cycles.around] == ["quarter", "year"]


def test_a_cycle_that_does_not_exist_is_not_found(company: Company) -> None:
    with pytest.raises(NotFound):
        company_view(company.by(company.cy), 999999999)


def test_an_empty_company_has_nothing_and_says_so(company: Company) -> None:
    view = company_view(company.by(company.ann))
    assert (view.objectives, view.strategies, view.leaders, view.figure.objectives) == ([], [], [], 0)


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_company_takes_fourteen_queries(
    company: Company, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    grow = Strategy.objects.create(year=2026, title="Grow")
    made = company.objective(company.ann, "First", holder="company", at=EARLY)
    Objective.objects.filter(pk=made.pk).update(strategy=grow)
    copies = [replace_pk(made, title=f"Copy {place}") for place in range(count - 1)]
    Objective.objects.bulk_create(copies)
    by = company.by(company.cy, NOW)
    with django_assert_num_queries(14):  # type: ignore[attr-defined]
        view = company_view(by)
    assert len(view.objectives[0][1]) == min(count, 60)


def replace_pk(objective: Objective, *, title: str) -> Objective:
    again = Objective.objects.get(pk=objective.pk)
    again.pk, again.title = None, title
    return again
