from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from pytest_django import DjangoAssertNumQueries

from headway.activity.models import Event
from headway.people.access import NotYourProfile
from headway.people.actions import tokens as actions
from headway.people.models import Token
from tests.people.conftest import LATER, NOW, Company, by


def test_a_token_speaks_for_its_person_and_only_its_digest_is_kept(
    company: Company, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token, text = actions.create_token(company.mei, name="weekly script", **by(company.mei))
    assert (text[:3], len(text), token.hint) == ("hw_", 46, text[-4:])
    assert token.digest == sha256(text.encode()).hexdigest()
    event = Event.objects.latest("id")
    assert (event.verb, event.noun, event.after) == (
        "created",
        "token",
        {"person": company.mei.pk, "name": "weekly script", "expires_at": None},
    )
    assert actions.person_of_token(text, at=NOW) == company.mei
    with django_assert_num_queries(1):
        assert actions.person_of_token(text, at=NOW) == company.mei
    assert Token.objects.get().last_used_on == NOW.date()


def test_an_unknown_revoked_or_expired_token_speaks_for_nobody(company: Company) -> None:
    token, text = actions.create_token(
        company.mei, name="short", expires_at=NOW + timedelta(days=1), **by(company.mei)
    )
    assert actions.person_of_token("hw_unknown", at=NOW) is None
    assert actions.person_of_token(text.removeprefix("hw_"), at=NOW) is None
    assert actions.person_of_token(text, at=LATER) is None
    actions.revoke_token(token, **by(company.mei))
    assert actions.person_of_token(text, at=NOW) is None
    assert Event.objects.latest("id").verb == "revoked"


def test_a_token_is_made_and_revoked_by_its_person_or_an_administrator(company: Company) -> None:
    token, _ = actions.create_token(company.mei, name="from the server", actor=None, at=NOW, door="cli")
    with pytest.raises(NotYourProfile):
        actions.create_token(company.mei, name="theirs", **by(company.jonas))
    with pytest.raises(NotYourProfile):
        actions.revoke_token(token, **by(company.jonas))
    assert actions.revoke_token(token, **by(company.admin)).revoked_at == NOW


def test_a_token_cannot_end_before_it_begins(company: Company) -> None:
    with pytest.raises(actions.TokenExpiresFirst):
        actions.create_token(company.mei, name="late", expires_at=NOW, **by(company.mei))
    assert not Token.objects.exists()


def test_there_is_a_limit_to_tokens(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_TOKENS", 1)
    actions.create_token(company.mei, name="one", **by(company.mei))
    with pytest.raises(actions.TooManyTokens):
        actions.create_token(company.mei, name="two", **by(company.mei))
