"""An empty installation, and the links that let people in."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from headway.activity.models import Event
from headway.people.actions.invitations import Invited, invite, withdraw_invitation
from headway.people.models import Organisation, Person
from tests.conftest import NOW, Company

PASSWORD = "a quiet sheet of progress"
FIRST = {
    "company": "Lanternworks",
    "time_zone": "Asia/Shanghai",
    "language": "en",
    "name": "Zhou Ming",
    "mail": "zhou@lantern.example",
    "password": PASSWORD,
}


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def still_clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def invited(company: Company, mail: str = "wei@lantern.example") -> tuple[Invited, str]:
    sent = invite(mail=mail, name="Wei", team=company.sales, actor=company.ann, at=NOW, door="web")
    return sent, f"/invitations/{sent.link.rsplit('/', 1)[1]}"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/settings/", "/account/login/"])
def test_every_page_of_an_empty_installation_leads_to_its_start(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/start")


@pytest.mark.django_db
def test_whoever_founds_the_company_is_its_administrator_and_signed_in(client: Client) -> None:
    assert "Begin with your company" in client.get("/start").content.decode()
    answer = client.post("/start", FIRST)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    person = Person.objects.get()
    assert (person.name, person.role, Organisation.objects.get().time_zone) == (
        "Zhou Ming",
        "admin",
        "Asia/Shanghai",
    )
    assert client.get("/").status_code == 200
    assert client.get("/settings/").status_code == 200


@pytest.mark.django_db
def test_what_is_wrong_at_the_start_stands_beside_its_field_and_what_was_typed_stays(client: Client) -> None:
    answer = client.post("/start", {**FIRST, "mail": "zhou at lantern", "password": "short"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Lanternworks"' in page
    assert 'id="id_mail-error"' in page
    assert "“zhou at lantern” is not a mail address." in page
    answer = client.post("/start", {**FIRST, "company": "", "password": "short"})
    page = answer.content.decode()
    assert 'id="id_company-error"' in page
    assert "short" not in page
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_the_start_speaks_the_language_that_was_chosen(client: Client) -> None:
    answer = client.post("/language", {"language": "zh-hans", "next": "/start"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/start")
    page = client.get("/start").content.decode()
    assert '<html lang="zh-Hans"' in page
    assert "创建你的公司" in page
    refused = client.post("/start", {**FIRST, "password": "84629571640382"}).content.decode()
    assert "密码不能全是数字" in refused


def test_a_company_that_is_there_is_not_founded_again(company: Company, client: Client) -> None:
    answer = client.post("/start", FIRST)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert Organisation.objects.get().name == "Small Company"


def test_an_invitation_opens_and_lets_in(company: Company, client: Client) -> None:
    _, path = invited(company)
    page = client.get(path).content.decode()
    assert "Welcome to Small Company" in page
    assert "Ann has invited you as wei@lantern.example." in page
    answer = client.post(path, {"name": "陈薇", "password": PASSWORD, "language": "zh-hans"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    person = Person.objects.get(mail="wei@lantern.example")
    assert (person.name, person.home_team_id, person.language) == ("陈薇", company.sales.pk, "zh-hans")
    assert '<html lang="zh-Hans"' in client.get("/profile").content.decode()
    assert Event.objects.latest("id").verb == "accepted"


def test_a_poor_password_keeps_the_invitation_open_and_the_name(company: Company, client: Client) -> None:
    _, path = invited(company)
    answer = client.post(path, {"name": "Wei Chen", "password": "password1234", "language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Wei Chen"' in page
    assert "This password is on the lists that are tried first." in page
    assert client.get(path).status_code == 200


def test_a_used_invitation_says_so(company: Company, client: Client) -> None:
    _, path = invited(company)
    client.post(path, {"name": "Wei", "password": PASSWORD, "language": "en"})
    client.logout()
    for answer in (
        client.get(path),
        client.post(path, {"name": "Wei", "password": PASSWORD, "language": "en"}),
    ):
        assert answer.status_code == 422
        assert "This invitation has been used already." in answer.content.decode()
    assert Person.objects.filter(mail="wei@lantern.example").count() == 1


def test_an_expired_a_withdrawn_and_an_unknown_invitation_say_so(company: Company, client: Client) -> None:
    _, expired = invited(company)
    withdrawn, path = invited(company, "mira@lantern.example")
    withdraw_invitation(withdrawn.invitation, actor=company.ann, at=NOW, door="web")
    answers = [client.get(path), client.get("/invitations/nothing")]
    with time_machine.travel(NOW + timedelta(days=15), tick=False):
        answers.append(client.get(expired, headers={"Accept-Language": "zh-CN"}))
    assert [answer.status_code for answer in answers] == [422, 404, 422]
    withdrawn_page, unknown_page, expired_page = [answer.content.decode() for answer in answers]
    assert "This invitation was withdrawn." in withdrawn_page
    assert "We do not know this invitation." in unknown_page
    assert "邀请已过期，请联系邀请人重新发送。" in expired_page
