"""Setting up the language model: where it is, its key, trying it, switching it on and off."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from headway.activity.record import record
from headway.core.errors import N_, Refusal, Refusals
from headway.core.text import clean_line
from headway.db import locks
from headway.people.access import must_administer
from headway.people.actions.organisation import OutOfBounds
from headway.people.viewer import Viewer
from headway.rewriting.models import LEAST_SECONDS, MOST_SECONDS, Endpoint
from headway.rewriting.queries import where
from headway.rewriting.rules.addresses import address_of
from headway.rewriting.sealing import seal, unseal


class NotSetUp(Refusal):
    code = "rewriting_not_set_up"
    sentence = N_("No language model is set up. An administrator can do that in the settings.")
    status = 409


class KeyUnreadable(Refusal):
    code = "rewriting_key_unreadable"
    sentence = N_("A key has up to %(limit)s plain characters and no spaces. Copy it once more.")


class KeyLost(Refusal):
    code = "rewriting_key_lost"
    sentence = N_(
        "The kept key can no longer be read, since the server has another SECRET_KEY now. Type it in again."
    )
    status = 409


LONGEST_KEY = 1_000


@transaction.atomic
def set_endpoint(
    *,
    address: str,
    model: str,
    key: str = "",
    forget_key: bool = False,
    seconds: int,
    notice: str = "",
    by: Viewer,
    door: str,
) -> Endpoint:
    """An empty `key` leaves the kept one, unless the address leads to another place: a key is for the server
    that it was given for. Raises Refusals."""
    locks.take("rewriting")
    endpoint = _locked()
    must_administer(by.person, door=door)
    before = _plain(endpoint)
    was_at = endpoint.address
    errors: list[Refusal] = []
    try:
        is_at = address_of(address, hosts=settings.HEADWAY_REWRITING_HOSTS, field="address")
        endpoint.address = is_at.base
    except Refusal as refusal:
        is_at = None
        errors.append(refusal)
    for name, typed, limit, required in (("model", model, 200, True), ("notice", notice, 500, False)):
        try:
            setattr(endpoint, name, clean_line(typed, limit=limit, field=name, required=required))
        except Refusal as refusal:
            errors.append(refusal)
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        errors.append(OutOfBounds(field="seconds", low=LEAST_SECONDS, high=MOST_SECONDS))
    endpoint.seconds = seconds
    key = key.strip()
    if key and not is_key(key):
        errors.append(KeyUnreadable(field="key", limit=LONGEST_KEY))
    if errors:
        raise Refusals(errors)
    moved = is_at is not None and _origin(was_at) != is_at[:3]
    kept = "kept"
    if key:
        endpoint.sealed_key, kept = seal(key), "replaced"
    elif endpoint.sealed_key and (forget_key or moved):
        endpoint.sealed_key, kept = "", "forgotten"
    after = _plain(endpoint)
    if after != before or kept != "kept":
        endpoint.save()
        record(
            "edited",
            endpoint,
            actor=by.person,
            at=by.at,
            door=door,
            before=before,
            after={**after, "key": kept},
        )
    return endpoint


@transaction.atomic
def change_endpoint(
    *,
    address: str | None = None,
    model: str | None = None,
    key: str | None = None,
    seconds: int | None = None,
    notice: str | None = None,
    on: bool | None = None,
    by: Viewer,
    door: str,
) -> Endpoint:
    """Only what is given changes; an empty `key` forgets the kept one. Raises Refusals."""
    locks.take("rewriting")
    endpoint = _locked()
    must_administer(by.person, door=door)
    if (address, model, key, seconds, notice) != (None,) * 5:
        endpoint = set_endpoint(
            address=endpoint.address if address is None else address,
            model=endpoint.model if model is None else model,
            key=key or "",
            forget_key=key is not None and not key.strip(),
            seconds=endpoint.seconds if seconds is None else seconds,
            notice=endpoint.notice if notice is None else notice,
            by=by,
            door=door,
        )
    return endpoint if on is None else _switch(on, by=by, door=door)


def switch_on(*, by: Viewer, door: str) -> Endpoint:
    return _switch(True, by=by, door=door)


def switch_off(*, by: Viewer, door: str) -> Endpoint:
    return _switch(False, by=by, door=door)


@transaction.atomic
def _switch(on: bool, *, by: Viewer, door: str) -> Endpoint:
    locks.take("rewriting")
    endpoint = _locked()
    must_administer(by.person, door=door)
    if on and where(endpoint) is None:
        raise NotSetUp()
    if endpoint.on != on:
        endpoint.on, endpoint.switched_by, endpoint.switched_at = on, by.person, by.at
        endpoint.save()
        verb = "switched_on" if on else "switched_off"
        record(verb, endpoint, actor=by.person, at=by.at, door=door, after=_plain(endpoint))
    return endpoint


def is_key(key: str) -> bool:
    """What can stand in a header."""
    return len(key) <= LONGEST_KEY and key.isascii() and key.isprintable() and " " not in key


def key_of(endpoint: Endpoint) -> str:
    """The operator's, else the kept one, else none (many servers of one's own ask for none)."""
    if settings.HEADWAY_REWRITING_KEY:
        return str(settings.HEADWAY_REWRITING_KEY)
    if not endpoint.sealed_key:
        return ""
    key = unseal(endpoint.sealed_key)
    if key is None:
        raise KeyLost()
    return key


def _origin(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port."""
    try:
        return address_of(address)[:3]
    except Refusal:
        return None


def _locked() -> Endpoint:
    return Endpoint.objects.select_for_update().filter(pk=1).first() or Endpoint(pk=1)


def _plain(endpoint: Endpoint) -> dict[str, object]:
    return {name: getattr(endpoint, name) for name in ("address", "model", "seconds", "notice")}
