"""The settings page of the coach."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from headway.coach.queries.settings import coach
from headway.people.models import Person
from tests.conftest import Company

type SignIn = Callable[[Person], Client]


@pytest.fixture
def signed_in() -> SignIn:
    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return client_of


def test_an_administrator_sets_how_loudly_each_rule_speaks(company: Company, signed_in: SignIn) -> None:
    page = signed_in(company.ann)
    answer = page.post(
        "/settings/coach", {"on": "on", "profile": "strict", "K202": "off", "O101": "error", "K201": ""}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/settings/coach")
    found = coach()
    assert (found.on, found.profile, dict(found.severities)) == (
        True,
        "strict",
        {"K202": "off", "O101": "error"},
    )
    shown = page.get("/settings/coach").content.decode()
    assert "2 rules differ from how they come." in shown
    page.post("/settings/coach", {"on": "on", "profile": "", "K202": "", "O101": ""})
    assert dict(coach().severities) == {}


def test_what_cannot_be_chosen_is_refused_and_what_was_chosen_stays(
    company: Company, signed_in: SignIn
) -> None:
    answer = signed_in(company.ann).post("/settings/coach", {"profile": "numeric", "K202": "loud"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "“loud” is no severity. Choose error, warning, info or off." in shown
    assert '<option value="numeric" selected>' in shown
    assert coach().on


def test_it_is_switched_off_and_says_so_in_chinese(company: Company, signed_in: SignIn) -> None:
    page = signed_in(company.ann)
    page.post("/settings/coach", {"profile": ""})
    assert not coach().on
    company.ann.language = "zh-hans"
    company.ann.save(update_fields=["language"])
    shown = page.get("/settings/coach").content.decode()
    assert "启用教练" in shown and "写的是任务，不是结果" in shown and "默认：待改" in shown


def test_the_page_takes_the_same_queries_whatever_is_set(
    company: Company, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = signed_in(company.ann)
    page.post("/settings/coach", {"on": "on", "profile": "", "K202": "off"})
    page.get("/settings/coach")
    with django_assert_num_queries(10):
        page.get("/settings/coach")
