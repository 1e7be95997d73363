"""What every page's door does: sign-in first, then 404 for the unseen, 403 for what is not theirs."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import Company


def test_nobody_reads_without_signing_in(company: Company, client: Client) -> None:
    answer = client.get("/", follow=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/?next=%2F")


def test_a_fragment_sends_somebody_signed_out_to_sign_in(company: Company, client: Client) -> None:
    answer = client.get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/account/login/")


def test_an_address_that_does_not_exist_says_so_in_the_readers_language(
    company: Company, client: Client
) -> None:
    company.bo.language = "zh-hans"
    company.bo.save()
    client.force_login(company.bo)
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "这里没有内容" in answer.content.decode()


def test_a_form_of_another_session_is_explained(company: Company) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(company.bo)
    answer = client.post("/key-results/1/check-in", {"value": "1"})
    assert answer.status_code == 403
    assert "out of date" in answer.content.decode()


def test_every_page_carries_the_strict_content_policy(company: Company, client: Client) -> None:
    client.force_login(company.bo)
    policy = client.get("/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("path", "english", "chinese"),
    [
        ("/coach", "This is not open to you", "这项内容未对你开放"),
        ("/settings/cycles", "This is not open to you", "这项内容未对你开放"),
        ("/objectives/{goal}/coach", "This is not open to you", "这项内容未对你开放"),
        ("/objectives/{goal}/edit", "This is not yours to change", "你无权修改这项内容"),
    ],
)
def test_who_may_not_read_is_told_about_reading_and_who_may_not_write_about_changing(
    company: Company, client: Client, path: str, english: str, chinese: str
) -> None:
    goal = company.objective(company.bo)
    client.force_login(company.eve)
    said = client.get(path.format(goal=goal.pk))
    assert (said.status_code, english in said.content.decode()) == (403, True)
    company.eve.language = "zh-hans"
    company.eve.save()
    assert chinese in client.get(path.format(goal=goal.pk)).content.decode()
