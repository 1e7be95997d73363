"""The outline: a treegrid that opens branch by branch, with and without script."""

from __future__ import annotations

import pytest

from headway.people.models import Person, Team
from tests.conftest import Company
from tests.goals.test_queries_outline import copies
from tests.web.reading import EARLY, page, queries, reading, status
from tests.web.test_company import without_token


def test_the_outline_is_a_treegrid_with_one_row_in_the_tab_order(company: Company) -> None:
    made = company.objective(company.ann, "Of the company", holder="company", at=EARLY)
    text = page(company.cy, "/outline")
    assert 'role="treegrid"' in text
    grid = text[text.index("<tbody") : text.index("</tbody>")]
    assert grid.count('tabindex="0"') == 1
    children = f"/outline/children?cycle={company.quarter.pk}&amp;at=company,o{made.pk}"
    assert f'data-children="{children}"' in grid


def test_without_script_a_branch_opens_by_its_link(company: Company) -> None:
    company.objective(company.bo, "Of Sales", holder="team", team=company.sales, at=EARLY)
    link = f"open=company&amp;open=t{company.top.pk}&amp;open=t{company.sales.pk}"
    text = page(company.cy, "/outline")
    assert link in text
    assert "Of Sales" not in text
    opened = page(company.cy, f"/outline?cycle={company.quarter.pk}&{link.replace('&amp;', '&')}")
    assert "Of Sales" in opened


def test_with_script_a_branch_comes_as_rows(company: Company) -> None:
    company.objective(company.bo, "Of Sales", holder="team", team=company.sales, at=EARLY)
    path = f"/outline/children?cycle={company.quarter.pk}&at=company,t{company.top.pk},t{company.sales.pk}"
    fragment = page(company.cy, path, fragment=True)
    assert fragment.lstrip().startswith("<tr") and 'aria-level="4"' in fragment and "Of Sales" in fragment
    with reading(company.cy) as client:
        answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/outline?cycle={company.quarter.pk}&open=company&open=t{company.top.pk}&open=t{company.sales.pk}",
    )


def test_filters_stand_in_the_address_and_in_the_form(company: Company) -> None:
    company.objective(company.cy, "Win the <north>", at=EARLY)
    text = page(company.eve, f"/outline?q=north&team={company.sales.pk}&owner=cy&status=not_started")
    assert "Win the &lt;north&gt;" in text
    for each in (
        'value="north"',
        f'<option value="{company.sales.pk}" selected>',
        'value="cy"',
        '<option value="not_started" selected>',
    ):
        assert each in text
    assert "Nothing fits" in page(company.eve, "/outline?q=south")


def test_an_outline_without_goals_teaches_what_an_objective_is(company: Company) -> None:
    Team.objects.update(archived=True)
    text = page(company.cy, "/outline")
    assert "No objective in Q4 2026 yet" in text
    assert "/objectives/new" in text


@pytest.mark.parametrize(
    "path",
    [
        "/outline?cycle=999999999",
        "/outline?team=999999999",
        "/outline?status=nonsense",
        "/outline?team=x",
        "/outline?after=x",
    ],
)
def test_what_does_not_exist_is_not_found(company: Company, path: str) -> None:
    assert status(company.cy, path) == 404


def test_the_branch_of_a_hidden_goal_is_not_found(company: Company) -> None:
    made = company.objective(
        company.bo, "Secret merger", visibility="named", viewer_ids=(company.ann.pk,), at=EARLY
    )
    with reading(company.eve) as client:
        answer = client.get(f"/outline/children?at=company,o{made.pk}", headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert "Secret" not in answer.content.decode()


def test_a_restricted_objective_leaves_no_trace_in_the_outline(company: Company) -> None:
    opened = f"open=company&open=t{company.top.pk}&open=t{company.sales.pk}"
    paths = [
        "/outline",
        f"/outline?{opened}",
        "/outline?q=secret",
        "/outline?owner=bo",
        "/outline?status=not_started",
    ]
    before = [without_token(page(company.eve, path)) for path in paths]
    company.objective(company.bo, "Secret merger", visibility="named", viewer_ids=(company.ann.pk,), at=EARLY)
    assert [without_token(page(company.eve, path)) for path in paths] == before
    assert "Secret merger" in page(company.ann, "/outline?q=secret")


@pytest.mark.parametrize("count", [1, 3, 100])
def test_three_open_branches_take_twenty_five_queries(company: Company, count: int) -> None:
    made = company.objective(company.bo, holder="team", team=company.sales, at=EARLY)
    own = company.objective(company.cy, at=EARLY)
    copies(made, count // 2)
    for place in range((count - 1) // 2):
        who = Person.objects.create_person(
            mail=f"p{place}@example.com", name=f"Person {place}", home_team=company.sales
        )
        copies(own, 1, person=who)
    assert (
        queries(company.eve, f"/outline?open=company&open=t{company.top.pk}&open=t{company.sales.pk}") == 25
    )


def test_a_hundred_rows_more_are_one_request(company: Company) -> None:
    copies(company.objective(company.bo, holder="team", team=company.sales, at=EARLY), 120)
    text = page(company.eve, f"/outline?team={company.sales.pk}")
    more = f"/outline/children?cycle={company.quarter.pk}&amp;at=t{company.sales.pk}&amp;after=o.100"
    assert f'hx-get="{more}"' in text
    rest = page(company.eve, more.replace("&amp;", "&"), fragment=True)
    assert rest.count("<tr") == 21
    assert rest.count("data-focus") == 1
