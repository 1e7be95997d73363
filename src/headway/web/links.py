"""Addresses of the page one is on, with something changed; and whole numbers out of an address."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, QueryDict

from headway.core.errors import NotFound

_MOST_DIGITS = 18


def here(request: HttpRequest, path: str | None = None) -> Callable[..., str]:
    """``here(cycle=3, after=None)``: this address with those parameters set or, for None, left out."""
    place = request.path if path is None else path

    def link(**changes: object) -> str:
        query = request.GET.copy()
        for name, value in changes.items():
            if value is None or value == "":
                query.pop(name, None)
            elif isinstance(value, list | tuple):
                query.setlist(name, [str(each) for each in value])
            else:
                query[name] = str(value)
        return f"{place}?{query.urlencode(safe=',~')}" if query else place

    return link


def whole(query: QueryDict, name: str) -> int | None:
    """A whole number of an address; none if it is not given, ``NotFound`` if it is no number."""
    text = query.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise NotFound()
    return int(text)
