"""Working days and slots of a cycle, counted once a process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from headway.core.dates import WorkingCalendar
from headway.goals.rules import WorkingDays, slots

MONTHLY_FROM_DAYS = 200


@lru_cache(maxsize=4096)
def working_days(country: str, starts: date, ends: date) -> WorkingDays:
    """The working days of a cycle by a country's calendar (empty: Monday to Friday)."""
    return WorkingDays.between(starts, ends, WorkingCalendar(country).is_working)


@lru_cache(maxsize=4096)
def slots_of(
    country: str, starts: date, ends: date, weekday: int, away: tuple[tuple[date, date], ...] = ()
) -> Sequence[date]:
    """Days on which check-ins fall due: weekly, or monthly in a cycle of more than 200 days."""
    every: Literal["week", "month"] = "month" if (ends - starts).days > MONTHLY_FROM_DAYS else "week"
    calendar = working_days(country, starts, ends)
    return tuple(
        slots(
            every=every,
            weekday=weekday,
            starts=starts,
            ends=ends,
            working=lambda day: calendar(day) and not any(first <= day <= last for first, last in away),
        )
    )
