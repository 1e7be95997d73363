"""Signing in and out, second steps, sessions, language and appearance."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.conf import settings as configured
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from headway.activity.models import Event
from headway.people.actions.people import verify_addresses
from headway.people.models import Person
from tests.conftest import Company

PASSWORD = "a quiet sheet of progress"
STATIC = Path(configured.PACKAGE) / "web" / "static"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def bo(company: Company) -> Person:
    company.bo.set_password(PASSWORD)
    company.bo.save()
    verify_addresses([company.bo])
    return company.bo


def enter(client: Client, person: Person, password: str = PASSWORD) -> tuple[int, str, str]:
    answer = client.post("/account/login/", {"login": person.mail, "password": password})
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


def test_mail_and_password_let_in(bo: Person, client: Client) -> None:
    assert enter(client, bo) == (302, "/", "")
    assert client.get("/profile").status_code == 200


def test_a_page_that_needs_sign_in_is_where_it_leads_back_to(bo: Person, client: Client) -> None:
    asked = client.get("/profile/tokens")
    assert asked.headers["Location"] == "/account/login/?next=%2Fprofile%2Ftokens"
    answer = client.post(
        asked.headers["Location"], {"login": bo.mail, "password": PASSWORD, "next": "/profile/tokens"}
    )
    assert answer.headers["Location"] == "/profile/tokens"


def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(bo: Person, client: Client) -> None:
    for person, password in ((bo, "wrong"), (Person(mail="nobody@example.com"), PASSWORD)):
        status, _, page = enter(client, person, password)
        assert status == 200
        assert "Mail address and password do not match." in page
        assert f'value="{person.mail}"' in page
        assert PASSWORD not in page


def test_somebody_deactivated_is_not_let_in(bo: Person, client: Client) -> None:
    Person.objects.filter(pk=bo.pk).update(is_active=False)
    assert enter(client, bo)[1] == "/account/inactive/"
    assert "This account has been deactivated." in client.get("/account/inactive/").content.decode()
    assert client.get("/profile").status_code == 302


def test_nobody_signs_up_alone(company: Company, client: Client) -> None:
    assert "People come in by invitation here." in client.get("/account/signup/").content.decode()
    client.post("/account/signup/", {"email": "new@example.com", "password1": PASSWORD})
    assert not Person.objects.filter(mail="new@example.com").exists()


def test_the_sign_in_page_is_light_and_holds_nothing_inline(company: Company, client: Client) -> None:
    page = client.get("/account/login/").content
    assert b"htmx" not in page
    assert re.findall(rb"<script(?![^>]*\bsrc=)", page) == []
    assert re.findall(rb"<style|\sstyle=|\son\w+=", page) == []
    css = (STATIC / "css/signin.css").read_text()
    parts = [STATIC / "css" / name for name in re.findall(r'@import url\("([\w-]+\.css)"\)', css)]
    others = [STATIC / "js/passkeys.js", STATIC / "icons.svg", STATIC / "favicon.svg"]
    styles = "".join(part.read_text() for part in parts).encode()
    sent = [page, styles, *[path.read_bytes() for path in others if path.exists()]]
    assert len(parts) >= 5
    assert sum(len(gzip.compress(each)) for each in sent) <= 30_000


def test_only_the_demo_shows_people_and_its_password(
    bo: Person, client: Client, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "demo-password").write_text(PASSWORD)
    listed = [[f"{name}@example.com", name, "works here"] for name in ("bo", "cy", "dee", "ann", "nobody")]
    (tmp_path / "demo-people.json").write_text(json.dumps(listed))
    settings.DATA = tmp_path
    page = client.get("/account/login/").content.decode()
    assert "demo company" not in page
    assert PASSWORD not in page
    settings.DEMO = True
    page = client.get("/account/login/").content.decode()
    assert re.findall(r'demo-person[^"]*"><span>(\w+)</span>', page) == ["Bo", "Cy", "Ann"]
    assert page.count(f'name="password" value="{PASSWORD}"') == 3
    assert "Administrator" in page


def test_a_forgotten_password_is_replaced_through_a_mail(
    bo: Person, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    client.post("/account/password/reset/", {"email": bo.mail}, headers={"Accept-Language": "zh-CN"})
    (letter,) = mailoutbox
    assert letter.subject == "重设前行的密码"
    found = re.search(r"http://[^/]+(/account/password/reset/key/\S+)", str(letter.body))
    assert found is not None
    form = client.get(found[1], follow=True)
    assert "Choose a new password" in form.content.decode()
    where = form.redirect_chain[-1][0]
    refused = client.post(where, {"password1": "84629571640382", "password2": "84629571640382"})
    assert "made of digits alone" in refused.content.decode()
    client.post(where, {"password1": "another quiet sheet", "password2": "another quiet sheet"})
    assert enter(client, bo, "another quiet sheet")[1] == "/"
    assert Event.objects.filter(verb="changed_password", noun_id=bo.pk, actor=bo).count() == 1


def test_a_reset_for_an_unknown_address_looks_the_same_and_mails_nobody(
    company: Company, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    answer = client.post("/account/password/reset/", {"email": "nobody@example.com"})
    assert answer.headers["Location"] == "/account/password/reset/done/"
    assert mailoutbox == []


def test_an_authenticator_app_is_set_up_with_a_picture_in_the_page_and_asked_for_afterwards(
    bo: Person, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    enter(client, bo)
    asked = client.get("/account/2fa/totp/activate/")
    assert asked.headers["Location"].startswith("/account/reauthenticate/")
    assert "Is it you?" in client.get(asked.headers["Location"]).content.decode()
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/").content.decode()
    assert '<svg class="qr"' in page
    assert "data:" not in page
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    wrong = client.post("/account/2fa/totp/activate/", {"code": "000000" if code != "000000" else "111111"})
    assert "This code is not right." in wrong.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/2fa/totp/activate/", {"code": code}).status_code == 302
    assert Authenticator.objects.filter(user=bo, type="totp").exists()
    codes = client.get("/account/2fa/recovery-codes/").content.decode()
    one = re.findall(r"<li><code>(\w+)</code></li>", codes)
    assert len(one) == 10
    verbs = Event.objects.filter(noun="person", noun_id=bo.pk, actor=bo).values_list("verb", flat=True)
    assert set(verbs) == {"added_totp", "added_recovery_codes"}

    again = Client()
    assert enter(again, bo)[1] == "/account/2fa/authenticate/"
    assert again.get("/profile").status_code == 302
    assert "Second step" in again.get("/account/2fa/authenticate/").content.decode()
    assert again.post("/account/2fa/authenticate/", {"code": one[0]}).headers["Location"] == "/"
    assert again.get("/profile").status_code == 200


def test_a_passkey_is_offered_without_inline_script(bo: Person, client: Client) -> None:
    assert 'data-passkey="login"' in client.get("/account/login/").content.decode()
    offered = client.get("/account/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert set(offered.json()["request_options"]["publicKey"]) >= {"challenge", "rpId"}
    enter(client, bo)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/webauthn/add/").content.decode()
    assert "data-passkey-options='{" in page
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []


def test_the_others_are_signed_out_from_the_list_of_sessions(bo: Person, client: Client) -> None:
    other = Client(headers={"User-Agent": FIREFOX})
    enter(other, bo)
    enter(client, bo)
    page = client.get("/account/sessions/").content.decode()
    assert "Firefox on Windows" in page
    assert page.count("This browser") == 1
    client.post("/account/sessions/")
    assert UserSession.objects.filter(user=bo).count() == 1
    assert other.get("/profile").status_code == 302
    assert client.get("/profile").status_code == 200


def test_signing_out_asks_and_ends_the_session(bo: Person, client: Client) -> None:
    enter(client, bo)
    assert "Sign out?" in client.get("/account/logout/").content.decode()
    assert client.get("/profile").status_code == 200
    client.post("/account/logout/")
    assert client.get("/profile").status_code == 302


def test_language_and_appearance_are_kept_with_the_person(bo: Person, client: Client) -> None:
    client.force_login(bo)
    answer = client.post("/language", {"language": "zh-hans", "next": "/profile"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/profile")
    client.post("/theme", {"theme": "dark", "next": "/profile"})
    bo.refresh_from_db()
    assert (bo.language, bo.theme) == ("zh-hans", "dark")
    page = client.get("/profile").content.decode()
    assert '<html lang="zh-Hans" data-theme="dark">' in page
    assert [event.after for event in Event.objects.filter(noun="person").order_by("id")] == [
        {"language": "zh-hans"},
        {"theme": "dark"},
    ]


def test_only_known_languages_and_our_own_pages_are_taken(bo: Person, client: Client) -> None:
    assert client.post("/language", {"language": "tlh"}).status_code == 422
    away = client.post("/language", {"language": "en", "next": "//evil.example/x"})
    assert away.headers["Location"] == "/"
    client.force_login(bo)
    assert client.post("/theme", {"theme": "purple"}).status_code == 422
    assert client.get("/theme").status_code == 405
