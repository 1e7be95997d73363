"""The company's page."""

from __future__ import annotations

import pytest
from django.test import Client

from headway.goals.models import Cycle, Objective
from headway.people.models import Strategy
from tests.conftest import Company
from tests.web.reading import EARLY, page, queries, status


def test_the_company_page_shows_what_it_is_for_and_what_it_set_itself(company: Company) -> None:
    company.org.mission, company.org.vision = "Mend <everything>", "Nothing thrown away"
    company.org.save()
    Strategy.objects.create(year=2026, title="Repair before replace", text="Every part can be bought.")
    made = company.objective(company.ann, "Win the shops", holder="company", at=EARLY)
    text = page(company.cy, "/company")
    for each in (
        "Mend &lt;everything&gt;",
        "Nothing thrown away",
        "Repair before replace",
        "Win the shops",
        f'href="/objectives/{made.pk}"',
        f'href="/teams/{company.sales.pk}?cycle={company.quarter.pk}"',
    ):
        assert each in text


def test_another_cycle_is_one_link_away_and_stays_in_the_address(company: Company) -> None:
    company.objective(company.ann, "Of the year", holder="company", cycle=company.year, at=EARLY)
    text = page(company.cy, f"/company?cycle={company.year.pk}")
    assert f'href="/company?cycle={company.quarter.pk}"' in text
    assert f'<a href="/company?cycle={company.year.pk}" aria-current="true">' in text


def test_an_empty_company_teaches_its_admin_how_to_begin(company: Company) -> None:
    text = page(company.ann, "/company")
    assert "The company has set no objective for Q4 2026 yet" in text
    assert 'href="/objectives/new?holder=company' in text
    assert "/objectives/new?holder=company" not in page(company.cy, "/company")


def test_without_a_cycle_the_page_says_what_comes_first(company: Company) -> None:
    Cycle.objects.filter(parent__isnull=False).delete()
    Cycle.objects.all().delete()
    assert "No cycle yet" in page(company.cy, "/company")


@pytest.mark.parametrize(
    "path", ["/company?cycle=999999999", "/company?cycle=abc", "/company?cycle=-1", "/company?cycle=１"]
)
def test_a_cycle_that_does_not_exist_is_not_found(company: Company, path: str) -> None:
    assert status(company.cy, path) == 404


def test_nobody_reads_the_company_without_signing_in(company: Company, client: Client) -> None:
    assert client.get("/company").status_code == 302


def test_a_restricted_objective_leaves_no_trace_on_the_company_page(company: Company) -> None:
    before = page(company.eve, "/company")
    company.objective(
        company.ann,
        "Secret merger",
        holder="company",
        visibility="named",
        viewer_ids=(company.bo.pk,),
        at=EARLY,
    )
    assert without_token(page(company.eve, "/company")) == without_token(before)
    assert "Secret merger" in page(company.bo, "/company")


def test_the_page_speaks_chinese(company: Company) -> None:
    company.cy.language = "zh-hans"
    company.cy.save()
    company.objective(company.ann, "Win the shops", holder="company", at=EARLY)
    text = page(company.cy, "/company")
    assert "公司目标" in text
    assert "2026 年第 4 季度" in text


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_company_page_takes_twenty_one_queries(company: Company, count: int) -> None:
    grow = Strategy.objects.create(year=2026, title="Grow")
    made = company.objective(company.ann, "Win the shops", holder="company", at=EARLY)
    Objective.objects.filter(pk=made.pk).update(strategy=grow)
    for place in range(count - 1):
        again = Objective.objects.get(pk=made.pk)
        again.pk, again.position = None, place + 1
        again.save()
    assert queries(company.cy, "/company") == 21


def without_token(text: str) -> list[str]:
    """The page without what changes with every request."""
    return [line for line in text.splitlines() if "csrf" not in line.lower()]
