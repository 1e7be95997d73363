"""Countries with a calendar of public holidays."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """ISO codes the holiday calendars know. Imported late: the library is large."""
    import holidays

    return tuple(sorted(holidays.list_supported_countries(include_aliases=False)))


def is_country(code: str) -> bool:
    return code in countries()
