"""Days and weeks, and which days people work."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache

import holidays

from headway.core.errors import N_, Refusal


class DayMissing(Refusal):
    code = "day_missing"
    sentence = N_("Choose a day.")


class DayUnreadable(Refusal):
    code = "day_unreadable"
    sentence = N_("“%(typed)s” is not a day we can read. Write it as year-month-day, such as 2026-03-31.")


class DayImpossible(Refusal):
    code = "day_impossible"
    sentence = N_("There is no %(typed)s in the calendar. Check the month and the day.")


class CalendarUnknown(Refusal):
    code = "calendar_unknown"
    sentence = N_(
        "We have no holidays for “%(country)s”. Choose a country from the list, or none for weekends only."
    )


def parse_day(text: str, *, field: str = "day") -> date:
    """2026-03-31, 2026/3/31, 2026.3.31, 2026年3月31日, full-width digits too. Day-first dates are refused."""
    typed = "".join(text.translate(_PLAIN).split())
    shown = typed if len(typed) <= 24 else typed[:23] + "…"
    if not typed:
        raise DayMissing(field=field)
    parts = _DAY.fullmatch(typed)
    if parts is None:
        raise DayUnreadable(field=field, typed=shown)
    try:
        return date(*(int(part) for part in parts.groups() if part and part.isdigit()))
    except ValueError:
        raise DayImpossible(field=field, typed=shown) from None


def week_of(day: date, first_weekday: int = 0) -> tuple[date, date]:
    """First and last day of the week around `day`; weeks begin on `first_weekday`, 0 being Monday."""
    into = (day.weekday() - first_weekday) % 7
    first = date.fromordinal(max(date.min.toordinal(), day.toordinal() - into))
    return first, date.fromordinal(min(date.max.toordinal(), day.toordinal() - into + 6))


def iso_week(day: date) -> str:
    """2026-W05; for addresses and keys."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working days of a country ("CN"), of a part of it ("DE-BY"), or of no country: weekends only.

    Make-up working days on weekends (调休) are known where the country announces them.
    """

    country: str = ""

    def __post_init__(self) -> None:
        if self.country and not is_calendar(self.country):
            raise CalendarUnknown(field="country", country=self.country[:24])

    def is_working(self, day: date) -> bool:
        return day.toordinal() in _year(self.country, day.year).members

    def working_days(self, first: date, last: date) -> int:
        """How many, both ends included; 0 when `last` comes before `first`."""
        if last < first:
            return 0
        return sum(
            _year(self.country, year).between(first.toordinal(), last.toordinal())
            for year in range(first.year, last.year + 1)
        )

    def next_working(self, day: date) -> date:
        """`day` itself when it is one; a calendar without any within a year gives `day` back."""
        for ordinal in range(day.toordinal(), min(day.toordinal() + 366, date.max.toordinal() + 1)):
            candidate = date.fromordinal(ordinal)
            if self.is_working(candidate):
                return candidate
        return day

    def holiday(self, day: date, lang: str = "en") -> str | None:
        """Its name where one is celebrated, in the country's own words if there is no translation."""
        if not self.country:
            return None
        return _holidays(self.country, day.year, _language(self.country, lang)).get(day)


def is_calendar(country: str) -> bool:
    code, _, part = country.partition("-")
    supported = holidays.list_supported_countries(include_aliases=False)
    return code in supported and (not part or part in supported[code])


def calendars() -> list[str]:
    """Country codes to choose from, without their parts."""
    return sorted(holidays.list_supported_countries(include_aliases=False))


_DAY = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})[日号]?)")
_PLAIN: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x2212, 0x2013, 0x2010, 0x2011), "-"),
}


@dataclass(frozen=True, slots=True)
class _WorkingYear:
    ordinals: tuple[int, ...]
    members: frozenset[int]

    def between(self, first: int, last: int) -> int:
        return bisect_right(self.ordinals, last) - bisect_right(self.ordinals, first - 1)


@cache
def _year(country: str, year: int) -> _WorkingYear:
    days = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    if country:
        known = _holidays(country, year, "")
        working = tuple(day for day in days if known.is_working_day(date.fromordinal(day)))
    else:
        working = tuple(day for day in days if date.fromordinal(day).weekday() < 5)
    return _WorkingYear(working, frozenset(working))


@cache
def _holidays(country: str, year: int, language: str) -> holidays.HolidayBase:
    code, _, part = country.partition("-")
    return holidays.country_holidays(
        code, subdiv=part or None, years=year, expand=False, language=language or None
    )


@cache
def _language(country: str, lang: str) -> str:
    known = holidays.list_localized_countries().get(country.partition("-")[0], [])
    wanted = ("zh_CN", "zh") if lang.casefold().startswith("zh") else ("en_US", "en")
    return next((language for language in wanted if language in known), "")
