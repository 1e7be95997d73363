"""The team tree and a team's page."""

from __future__ import annotations

import pytest

from headway.goals.models import Objective
from headway.people.models import Person, Team
from tests.conftest import Company
from tests.goals.test_queries_team import deep
from tests.web.reading import EARLY, page, queries, status
from tests.web.test_company import without_token


def test_the_tree_is_a_treegrid_whose_rows_lead_to_teams(company: Company) -> None:
    text = page(company.cy, "/teams")
    assert 'role="treegrid"' in text
    assert f'href="/teams/{company.sales.pk}?cycle={company.quarter.pk}"' in text
    assert text.count('role="row"') == 4


def test_what_lies_deeper_comes_as_rows_and_also_as_a_page(company: Company) -> None:
    deep(company)
    north = Team.objects.get(name="North")
    path = f"/teams?under={north.pk}&cycle={company.quarter.pk}"
    assert f'data-children="{path.replace("&", "&amp;")}"' in page(company.cy, "/teams")
    fragment = page(company.cy, path, fragment=True)
    assert fragment.lstrip().startswith("<tr") and 'aria-level="4"' in fragment and "Coast" in fragment
    assert "<html" not in fragment
    assert "<html" in page(company.cy, path)


def test_a_team_shows_purpose_leads_goals_sub_teams_and_members(company: Company) -> None:
    Team.objects.filter(pk=company.top.pk).update(purpose="Everything & everybody")
    company.objective(company.ann, "Of the top", holder="team", team=company.top, at=EARLY)
    text = page(company.cy, f"/teams/{company.top.pk}")
    for each in ("Everything &amp; everybody", "Of the top", "Sub-teams", f'href="/people/{company.ann.pk}'):
        assert each in text


def test_a_team_without_goals_says_where_to_start(company: Company) -> None:
    text = page(company.bo, f"/teams/{company.sales.pk}")
    assert "This team has set no objective for Q4 2026 yet" in text
    assert f"/objectives/new?holder=team&amp;team={company.sales.pk}" in text
    assert "/objectives/new" not in page(company.gus, f"/teams/{company.sales.pk}")


@pytest.mark.parametrize(
    "path", ["/teams/999999999", "/teams?under=999999999", "/teams?under=x", "/teams/1?cycle=999999999"]
)
def test_what_does_not_exist_is_not_found(company: Company, path: str) -> None:
    assert status(company.cy, path) == 404


def test_a_restricted_objective_leaves_no_trace_on_the_pages_of_its_team(company: Company) -> None:
    paths = ["/teams", f"/teams/{company.sales.pk}", f"/teams/{company.top.pk}"]
    before = [without_token(page(company.eve, path)) for path in paths]
    company.objective(
        company.bo,
        "Secret merger",
        holder="team",
        team=company.sales,
        visibility="named",
        viewer_ids=(company.ann.pk,),
        at=EARLY,
    )
    assert [without_token(page(company.eve, path)) for path in paths] == before
    assert "Secret merger" in page(company.ann, f"/teams/{company.sales.pk}")


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_tree_takes_eleven_queries(company: Company, count: int) -> None:
    Team.objects.bulk_create(
        Team(name=f"Team {n}", lft=100 + 2 * n, rgt=101 + 2 * n, depth=0) for n in range(count)
    )
    assert queries(company.cy, "/teams") == 11


@pytest.mark.parametrize("count", [1, 3, 100])
def test_a_team_takes_twenty_one_queries(company: Company, count: int) -> None:
    made = company.objective(company.bo, holder="team", team=company.sales, at=EARLY)
    for place in range(count - 1):
        again = Objective.objects.get(pk=made.pk)
        again.pk, again.position = None, place + 1
        again.save()
    Person.objects.bulk_create(
        Person(mail=f"p{n}@example.com", name=f"Person {n}", home_team=company.sales) for n in range(count)
    )
    assert queries(company.cy, f"/teams/{company.sales.pk}") == 21
