"""Long lists of people in pages found by a key: the thousandth costs as much as the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from headway.goals.queries.rows import Face, Values
from headway.people.models import Person


@dataclass(frozen=True, slots=True)
class Listed:
    """A person in a list."""

    id: int
    name: str
    title: str
    mail: str
    team_id: int | None
    team: str

    @property
    def face(self) -> Face:
        return Face(self.id, self.name)


@dataclass(frozen=True, slots=True)
class People:
    """One page by name. ``before`` and ``after`` lead to its neighbours; empty where there is none."""

    rows: Sequence[Listed]
    before: str
    after: str


LISTED = ("id", "name", "title", "mail", "home_team_id", "home_team__name")


def people_by_name(
    people: QuerySet[Person],
    *,
    size: int,
    before: str = "",
    after: str = "",
    first: Callable[[], Sequence[Values]] | None = None,
) -> People:
    """One query. ``first`` reads the first page, and one row more, as ``LISTED``.

    ``before`` and ``after`` are as ``People`` gave them; anything else starts at the first.
    """
    backwards = bool(before) and not after
    mark = _read(before if backwards else after)
    order = ("-name", "-id") if backwards else ("name", "id")
    if mark is not None:
        pk, name = mark
        past = (
            Q(name__lte=name) & (Q(name__lt=name) | Q(id__lt=pk))
            if backwards
            else Q(name__gte=name) & (Q(name__gt=name) | Q(id__gt=pk))
        )
        people = people.filter(past)
    if mark is None and not backwards and first is not None:
        found = list(first())
    else:
        found = list(people.order_by(*order).values_list(*LISTED)[: size + 1])
    more = len(found) > size
    rows = listed(found[:size])
    if backwards:
        rows.reverse()
    has_before = more if backwards else mark is not None
    has_after = mark is not None if backwards else more
    return People(
        rows,
        before=_mark(rows[0]) if rows and has_before else "",
        after=_mark(rows[-1]) if rows and has_after else "",
    )


def listed(found: Sequence[Values]) -> list[Listed]:
    """People as they were read by the names of ``LISTED``."""
    return [
        Listed(pk, name, title, mail, team_id, team or "") for pk, name, title, mail, team_id, team in found
    ]


def _mark(row: Listed) -> str:
    return f"{row.id}~{row.name}"


def _read(mark: str) -> tuple[int, str] | None:
    pk, _, name = mark.partition("~")
    return (int(pk), name) if pk.isascii() and pk.isdecimal() and len(pk) < 19 and name else None
