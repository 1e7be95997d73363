"""The team tree and a team's page: own and with sub-teams, members in pages, a feed one may read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from headway.core.errors import NotFound
from headway.goals.actions.check_ins import check_in
from headway.goals.models import Objective
from headway.goals.queries.team import team_view, teams_view
from headway.people.models import Membership, Person, Team
from tests.conftest import Company

type Settled = Callable[[], int]

EARLY = datetime(2026, 10, 2, 9, tzinfo=UTC)


def test_own_progress_stands_beside_progress_with_sub_teams(company: Company, settled: Settled) -> None:
    own = company.objective(company.ann, "Of the top", holder="team", team=company.top, at=EARLY)
    below = company.objective(company.bo, "Of Sales", holder="team", team=company.sales, at=EARLY)
    for made, owner, value in ((own, company.ann, 20), (below, company.bo, 40)):
        kr = company.key_result(made)
        kr.owner = owner
        kr.save()
        check_in(kr.pk, value=Decimal(value), confidence=8, by=company.by(owner), door="test")
    settled()
    view = team_view(company.by(company.eve), company.top.pk)
    assert (view.own.objectives, view.own.progress) == (1, Decimal("0.5"))
    assert (view.figure.objectives, view.figure.progress) == (2, Decimal("0.75"))
    assert view.own_expected == Decimal("0.530303")
    assert [row.title for _, rows in view.objectives for row in rows] == ["Of the top"]
    assert [(row.name, row.figure.objectives) for row in view.sub_teams] == [("Sales", 1), ("Product", 0)]


def test_members_stand_by_name_with_what_each_carries(company: Company, settled: Settled) -> None:
    company.objective(company.cy, at=EARLY)
    company.objective(company.cy, "Secret", visibility="named", viewer_ids=(company.ann.pk,), at=EARLY)
    Membership.objects.create(team=company.sales, person=company.eve)
    Person.objects.filter(pk=company.gus.pk).update(home_team=company.sales, is_active=False)
    settled()
    view = team_view(company.by(company.dee), company.sales.pk)
    told = [(each.person.name, each.leads, each.figure.objectives, each.key_results) for each in view.members]
    assert told == [("Bo", True, 0, 0), ("Cy", False, 1, 1), ("Eve", False, 0, 0)]
    assert view.members_count == 3


def test_members_are_read_in_pages_forwards_and_back(company: Company) -> None:
    Person.objects.bulk_create(
        Person(mail=f"p{n}@example.com", name=f"Person {n % 40:02}", home_team=company.product)
        for n in range(80)
    )
    by = company.by(company.ann)
    first = team_view(by, company.product.pk)
    second = team_view(by, company.product.pk, after=first.page.after)
    third = team_view(by, company.product.pk, after=second.page.after)
    names = [each.person.id for page in (first, second, third) for each in page.members]
    assert len(names) == len(set(names)) == 82
    assert (first.page.before, third.page.after) == ("", "")
    back = team_view(by, company.product.pk, before=third.page.before)
    assert back.members == second.members
    assert team_view(by, company.product.pk, before=second.page.before).page.before == ""


def test_a_feed_leaves_out_what_one_may_not_see(company: Company, settled: Settled) -> None:
    company.objective(company.bo, "Open", holder="team", team=company.sales, at=EARLY)
    company.objective(
        company.bo,
        "Secret",
        holder="team",
        team=company.sales,
        visibility="named",
        viewer_ids=(company.ann.pk,),
        at=EARLY,
    )
    company.objective(company.bo, "Still a draft", holder="team", team=company.sales, agreed=False, at=EARLY)
    settled()
    told = {row.objective for row in team_view(company.by(company.eve), company.sales.pk).feed}
    assert told == {"Open"}
    view = team_view(company.by(company.eve), company.sales.pk)
    assert [row.title for _, rows in view.objectives for row in rows] == ["Open"]
    assert view.figure.objectives == 1


def test_a_team_that_does_not_exist_is_not_found(company: Company) -> None:
    with pytest.raises(NotFound):
        team_view(company.by(company.ann), 999999999)
    with pytest.raises(NotFound):
        teams_view(company.by(company.ann), under=999999999)


def test_the_tree_opens_three_levels_and_gives_deeper_ones_on_demand(company: Company) -> None:
    deep(company)
    by = company.by(company.ann)
    view = teams_view(by)
    assert [(row.name, row.depth, row.opened) for row in view.rows] == [
        ("Company", 0, True),
        ("Sales", 1, True),
        ("North", 2, False),
        ("Product", 1, True),
    ]
    north = next(row for row in view.rows if row.name == "North")
    below = teams_view(by, under=north.id)
    assert [(row.name, row.has_children, row.opened) for row in below.rows] == [("Coast", False, False)]
    assert below.level_of_first == 4


def test_a_tree_of_many_teams_goes_on_where_it_stopped(company: Company) -> None:
    Team.objects.bulk_create(
        Team(name=f"Team {n}", lft=100 + 2 * n, rgt=101 + 2 * n, depth=0) for n in range(250)
    )
    by = company.by(company.ann)
    first = teams_view(by)
    rest = teams_view(by, after=first.after)
    assert (len(first.rows), len(rest.rows), rest.after) == (200, 53, None)


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_teams_take_four_queries(
    company: Company, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    Team.objects.bulk_create(
        Team(name=f"Team {n}", lft=100 + 2 * n, rgt=101 + 2 * n, depth=0) for n in range(count)
    )
    by = company.by(company.ann)
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        view = teams_view(by)
    assert len(view.rows) == 3 + count


@pytest.mark.parametrize("count", [1, 3, 100])
def test_a_team_takes_fourteen_queries(
    company: Company, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    made = company.objective(company.bo, holder="team", team=company.sales, at=EARLY)
    copies = []
    for place in range(count - 1):
        again = Objective.objects.get(pk=made.pk)
        again.pk, again.title = None, f"Copy {place}"
        copies.append(again)
    Objective.objects.bulk_create(copies)
    Person.objects.bulk_create(
        Person(mail=f"p{n}@example.com", name=f"Person {n}", home_team=company.sales) for n in range(count)
    )
    by = company.by(company.cy)
    with django_assert_num_queries(14):  # type: ignore[attr-defined]
        view = team_view(by, company.sales.pk)
    assert (len(view.objectives[0][1]), len(view.members)) == (min(count, 60), min(count + 2, 30))


def deep(company: Company) -> None:
    """Company > Sales > North > Coast, and Product."""
    Team.objects.filter(pk=company.top.pk).update(rgt=10)
    Team.objects.filter(pk=company.sales.pk).update(rgt=7)
    Team.objects.filter(pk=company.product.pk).update(lft=8, rgt=9)
    north = Team.objects.create(name="North", parent=company.sales, lft=3, rgt=6, depth=2)
    Team.objects.create(name="Coast", parent=north, lft=4, rgt=5, depth=3)
