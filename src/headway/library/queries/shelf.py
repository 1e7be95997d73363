"""The templates one may choose from: the organisation's own first, then the built-in ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from headway.core.errors import NotFound
from headway.library.access import may_make
from headway.library.built_in import built_in
from headway.library.models import PutAway, Template
from headway.library.queries.folk import Nearness, nearness
from headway.library.rules import DEPARTMENTS, OWN, Body, words
from headway.people.viewer import Viewer

A_PAGE = 24
MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Empty is any. ``away`` shows what is archived or put away instead; ``origin``: own or built-in."""

    text: str = ""
    department: str = ""
    role: str = ""
    language: str = ""
    cycle: str = ""
    origin: str = ""
    away: bool = False

    @property
    def terms(self) -> list[str]:
        return self.text.casefold().split()[:8]


@dataclass(frozen=True, slots=True)
class Entry:
    """A template as it stands on the shelf; what it is known by apart from its body only an own one has."""

    slug: str
    body: Body
    own: bool
    away: bool = False
    pk: int = 0
    version: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    rows: Sequence[Entry]
    count: int
    page: int
    pages: int
    departments: Sequence[tuple[str, int]]
    roles: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Spine:
    """What a template is found by: an own one by its key, a built-in one by its slug."""

    department: str
    role: str
    pk: int = 0
    slug: str = ""


def browse(viewer: Viewer, asked: Asked, *, page: int = 1) -> Shelf:
    """Three queries: what is put away, what own ones are found by, and the bodies of those on the page.

    Departments and roles are counted with everything else that is asked, but not with themselves.
    """
    found = _spines(viewer, asked)
    departments = Counter(each.department for each in found if asked.role in ("", each.role))
    in_department = [each for each in found if asked.department in ("", each.department)]
    roles = sorted({each.role for each in in_department})
    fit = [each for each in in_department if asked.role in ("", each.role)]
    pages = max(1, -(-len(fit) // A_PAGE))
    page = min(max(1, page), pages)
    return Shelf(
        rows=_entries(fit[(page - 1) * A_PAGE : page * A_PAGE], away=asked.away),
        count=len(fit),
        page=page,
        pages=pages,
        departments=[(key, departments[key]) for key in DEPARTMENTS if departments[key]],
        roles=roles,
    )


def stretch(viewer: Viewer, asked: Asked, *, after: int, limit: int) -> tuple[Sequence[Entry], bool]:
    """Entries from place ``after`` on, and whether more follow. The same three queries."""
    fit = [
        each
        for each in _spines(viewer, asked)
        if asked.department in ("", each.department) and asked.role in ("", each.role)
    ]
    return _entries(fit[after : after + limit], away=asked.away), after + limit < len(fit)


def suggested(viewer: Viewer, language: str) -> Sequence[Entry]:
    """A few that fit what one does and where; none where nothing speaks for one rather than another."""
    near = nearness(viewer)
    ranked = sorted(
        (
            (_fit(each, near), -place, each)
            for place, each in enumerate(_spines(viewer, Asked(language=language)))
        ),
        key=lambda each: each[:2],
        reverse=True,
    )
    return _entries([each for fit, _, each in ranked if fit > 0][:MOST_SUGGESTED], away=False)


def entry(viewer: Viewer, slug: str) -> Entry:
    """One template, or ``NotFound``. What is put away only those see who may bring it back."""
    if slug.startswith(OWN):
        number = slug.removeprefix(OWN)
        known = number.isascii() and number.isdecimal() and len(number) < 18
        row = Template.objects.filter(pk=int(number)).first() if known else None
        if row is None or (row.archived and not may_make(viewer)):
            raise NotFound()
        return own_entry(row)
    found = built_in().get(slug)
    if found is None:
        raise NotFound()
    away = PutAway.objects.filter(slug=slug).exists()
    if away and not viewer.person.is_admin:
        raise NotFound()
    return Entry(slug, found.body, own=False, away=away)


def own_entry(row: Template) -> Entry:
    return Entry(
        row.slug,
        row.shape,
        own=True,
        away=row.archived,
        pk=row.pk,
        version=row.version,
        changed_at=row.changed_at,
    )


def _spines(viewer: Viewer, asked: Asked) -> list[_Spine]:
    """Everything that fits all but department and role; two queries."""
    away = asked.away and may_make(viewer)
    found: list[_Spine] = []
    if asked.origin != "built-in":
        rows = Template.objects.filter(archived=away)
        if asked.language:
            rows = rows.filter(language=asked.language)
        if asked.cycle:
            rows = rows.filter(cycles__contains=f"|{asked.cycle}|")
        for term in asked.terms:
            rows = rows.filter(words__contains=term)
        found += [
            _Spine(department, role, pk=pk)
            for pk, department, role in rows.order_by("name", "id").values_list("id", "department", "role")
        ]
    if asked.origin != "own" and (not away or viewer.person.is_admin):
        hidden = set(PutAway.objects.values_list("slug", flat=True))
        found += [
            _Spine(each.body.department, each.body.role, slug=slug)
            for slug, each in built_in().items()
            if (slug in hidden) == away and _fits(each.body, asked)
        ]
    return found


def _fits(body: Body, asked: Asked) -> bool:
    if asked.language not in ("", body.language) or (asked.cycle and asked.cycle not in body.cycle_kinds):
        return False
    if not asked.terms:
        return True
    said = words(body)
    return all(term in said for term in asked.terms)


def _entries(spines: Sequence[_Spine], *, away: bool) -> list[Entry]:
    """In the order of ``spines``; one query if an own one is among them."""
    keys = [each.pk for each in spines if each.pk]
    own = {row.pk: own_entry(row) for row in Template.objects.filter(pk__in=keys)} if keys else {}
    library = built_in()
    made = [
        own.get(each.pk) if each.pk else Entry(each.slug, library[each.slug].body, own=False, away=away)
        for each in spines
    ]
    return [each for each in made if each is not None]


def _fit(each: _Spine, near: Nearness) -> int:
    return near.to(each.department, each.role)
