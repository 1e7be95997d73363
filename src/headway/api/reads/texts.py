"""Decimals and references as the API writes them."""

from collections.abc import Iterable
from decimal import Decimal

from headway.api.schemas.shared import PersonRef, TeamRef
from headway.core.decimals import to_text


def text(value: Decimal | None) -> str | None:
    return None if value is None else to_text(value)


def person_ref(pk: int | None, name: str | None) -> PersonRef | None:
    return None if pk is None else PersonRef(pk, name or "")


def team_ref(pk: int | None, name: str | None) -> TeamRef | None:
    return None if pk is None else TeamRef(pk, name or "")


def gathered[T](pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
