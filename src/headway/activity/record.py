"""``record``: the one way an Event is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models

from headway.activity.models import Event
from headway.core.decimals import to_text
from headway.db.rows import add

if TYPE_CHECKING:
    from headway.people.models import Person

type Plain = str | int | bool | None | list[Plain] | dict[str, Plain]


def record(
    verb: str,
    thing: models.Model,
    *,
    actor: Person | None,
    at: datetime,
    door: str,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
    objective_id: int | None = None,
    team_id: int | None = None,
) -> Event:
    """Write one Event in the caller's transaction. Decimals and dates become strings."""
    event = add(
        Event(
            at=at,
            actor=actor,
            verb=verb,
            noun=thing._meta.model_name or "",
            noun_id=thing.pk,
            objective_id=objective_id,
            team_id=team_id,
            before=plain(before or {}),
            after=plain(after or {}),
            reason=reason,
            door=door,
        )
    )
    for hear in _listeners.get(event.noun, ()):
        hear(event)
    return event


type Hearing = Callable[[Event], None]

_listeners: dict[str, list[Hearing]] = {}


def listen(hear: Hearing, *, to: type[models.Model]) -> None:
    """Be told of every Event about such a thing, in the transaction of its verb. Lower rooms never know who
    listens; whoever does is quick, and leaves the work for after the commit."""
    _listeners.setdefault(to._meta.model_name or "", []).append(hear)


def plain(value: object) -> Plain:
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return to_text(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk  # type: ignore[no-any-return]
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)
