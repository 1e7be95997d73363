"""Personal bearer tokens of the API. Only a digest is stored; the text is shown once."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from headway.activity.record import record
from headway.core.errors import N_, Refusal
from headway.core.text import clean_line
from headway.db.prepared import Word, made, names, prepared
from headway.people.access import must_be_self_or_administer
from headway.people.models import Person, Token

PREFIX = "hw_"
MOST_TOKENS = 50


class TokenExpiresFirst(Refusal):
    code = "token_expires_first"
    sentence = N_("This day is over already. Choose a later one, or none.")


class TooManyTokens(Refusal):
    code = "too_many_tokens"
    sentence = N_("You have %(limit)s tokens already. Revoke one that is no longer used.")


class NewToken(NamedTuple):
    token: Token
    text: str


@transaction.atomic
def create_token(
    person: Person,
    *,
    name: str,
    expires_at: datetime | None = None,
    actor: Person | None,
    at: datetime,
    door: str,
) -> NewToken:
    person = Person.objects.select_for_update().get(pk=person.pk)
    must_be_self_or_administer(person, actor, door=door)
    if expires_at is not None and expires_at <= at:
        raise TokenExpiresFirst(field="expires_on")
    if person.tokens.filter(revoked_at__isnull=True).count() >= MOST_TOKENS:
        raise TooManyTokens(limit=MOST_TOKENS)
    text = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=person,
        name=clean_line(name, limit=80, field="name"),
        digest=_digest(text),
        hint=text[-4:],
        created_at=at,
        expires_at=expires_at,
    )
    record(
        "created",
        token,
        actor=actor,
        at=at,
        door=door,
        after={"person": person.pk, "name": token.name, "expires_at": expires_at},
    )
    return NewToken(token, text)


@transaction.atomic
def revoke_token(token: Token, *, actor: Person | None, at: datetime, door: str) -> Token:
    token = Token.objects.select_for_update().select_related("person").get(pk=token.pk)
    must_be_self_or_administer(token.person, actor, door=door)
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record("revoked", token, actor=actor, at=at, door=door, before={"name": token.name})
    return token


def person_of_token(text: str, *, at: datetime) -> Person | None:
    """The active person a token speaks for. One query, and one write on a token's first use of a day."""
    if not text.startswith(PREFIX):
        return None
    found = next(iter(_live_token(Word(_digest(text)))), None)
    if found is None:
        return None
    pk, expires_at, last_used_on, *person = found
    if isinstance(expires_at, datetime) and expires_at <= at:
        return None
    if last_used_on != at.date():
        Token.objects.filter(pk=int(str(pk))).update(last_used_on=at.date())
    return made(Person, person)


@prepared
def _live_token(digest: Word) -> QuerySet[Token, tuple[object, ...]]:
    return Token.objects.filter(digest=digest, revoked_at__isnull=True, person__is_active=True).values_list(
        "id", "expires_at", "last_used_on", *names(Person, "person__")
    )


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
