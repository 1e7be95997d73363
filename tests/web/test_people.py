"""The list of people and a person's page."""

from __future__ import annotations

import pytest

from headway.goals.models import Objective
from headway.people.models import Person
from tests.conftest import Company, number
from tests.web.reading import EARLY, page, queries, status
from tests.web.test_company import without_token


def test_people_are_searched_and_what_was_typed_stays(company: Company) -> None:
    text = page(company.cy, "/people?q=%3Cb%3E")
    assert "Nobody found" in text
    assert 'value="&lt;b&gt;"' in text
    text = page(company.cy, "/people?q=eve")
    assert f'href="/people/{company.eve.pk}"' in text
    assert f'href="/people/{company.dee.pk}"' not in text


def test_the_next_page_keeps_the_search(company: Company) -> None:
    Person.objects.bulk_create(Person(mail=f"p{n}@example.com", name=f"Person {n:03}") for n in range(60))
    text = page(company.cy, "/people?q=person")
    assert 'rel="next" href="/people?q=person&amp;after=' in text


def test_a_person_shows_their_goals_with_key_results(company: Company) -> None:
    made = company.objective(company.cy, "Win the shops", at=EARLY)
    company.objective(company.dee, "Ship it", key_results=(number("For Dee", 0, 5, company.cy),), at=EARLY)
    kr = company.key_result(made)
    text = page(company.eve, f"/people/{company.cy.pk}")
    for each in (
        "Win the shops",
        f'href="/objectives/{made.pk}#kr-{kr.pk}"',
        "For Dee",
        "Manager line",
        "Ann",
    ):
        assert each in text


def test_somebody_without_goals_is_taught_to_write_the_first(company: Company) -> None:
    assert "You have set no objective for Q4 2026 yet" in page(company.cy, f"/people/{company.cy.pk}")
    text = page(company.cy, f"/people/{company.eve.pk}")
    assert "Eve has set no objective for Q4 2026 yet" in text
    assert "Write an objective" not in text


@pytest.mark.parametrize(
    "path", ["/people/999999999", "/people?team=999999999", "/people?team=x", "/people/1?cycle=999999999"]
)
def test_what_does_not_exist_is_not_found(company: Company, path: str) -> None:
    assert status(company.cy, path) == 404


def test_a_restricted_objective_leaves_no_trace_on_peoples_pages(company: Company) -> None:
    paths = ["/people", f"/people/{company.cy.pk}", f"/people/{company.dee.pk}"]
    before = [without_token(page(company.eve, path)) for path in paths]
    company.objective(
        company.cy,
        "Secret merger",
        visibility="named",
        viewer_ids=(company.ann.pk,),
        at=EARLY,
        key_results=(number("Secret number", 0, 5, company.dee),),
    )
    assert [without_token(page(company.eve, path)) for path in paths] == before
    assert "Secret merger" in page(company.ann, f"/people/{company.cy.pk}")


@pytest.mark.parametrize("count", [1, 3, 100])
def test_people_take_twelve_queries(company: Company, count: int) -> None:
    Person.objects.bulk_create(Person(mail=f"p{n}@example.com", name=f"Person {n}") for n in range(count))
    assert queries(company.cy, "/people") == 12


@pytest.mark.parametrize("count", [1, 3, 100])
def test_a_person_takes_eighteen_queries(company: Company, count: int) -> None:
    made = company.objective(company.cy, at=EARLY)
    for place in range(count - 1):
        again = Objective.objects.get(pk=made.pk)
        again.pk, again.position = None, place + 1
        again.save()
    company.objective(company.dee, key_results=(number("For Dee", 0, 5, company.cy),), at=EARLY)
    assert queries(company.eve, f"/people/{company.cy.pk}") == 18
