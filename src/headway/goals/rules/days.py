"""Working days, slots and cycles: handbook/slots.md."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Literal

from headway.goals.rules.decimals import ONE, ZERO, Progress, ratio

Working = Callable[[date], bool]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A working calendar counted ahead: any stretch is two look-ups. Days outside are asked of `beyond`."""

    first: date
    before: tuple[int, ...]  # before[n]: working days among the n days from `first`
    beyond: Working

    @classmethod
    def between(cls, first: date, last: date, working: Working) -> WorkingDays:
        counted = accumulate((1 if working(day) else 0 for day in _each(first, last)), initial=0)
        return cls(first, tuple(counted), working)

    def __call__(self, day: date) -> bool:
        place = (day - self.first).days
        if 0 <= place < len(self.before) - 1:
            return self.before[place + 1] > self.before[place]
        return self.beyond(day)

    def count(self, starts: date, ends: date) -> int:
        """Both days included."""
        begins, stops = (starts - self.first).days, (ends - self.first).days + 1
        if begins >= 0 and stops < len(self.before):
            return max(0, self.before[stops] - self.before[begins]) if stops > begins else 0
        return sum(map(self, _each(starts, ends)))


def elapsed_share(starts: date, ends: date, today: date, working: Working) -> Progress:
    """The share of working days up to and including today; of all days where none is a working day."""
    if today < starts:
        return ZERO
    if today >= ends:
        return ONE
    total = _count(starts, ends, working)
    if not total:
        return ratio(Decimal((today - starts).days + 1), Decimal((ends - starts).days + 1))
    return ratio(Decimal(_count(starts, today, working)), Decimal(total))


def slots(
    *, every: Literal["week", "month"], weekday: int, starts: date, ends: date, working: Working
) -> list[date]:
    """The days on which check-ins are due; `weekday` 0 is Monday. The first day of the cycle is never one."""
    due = []
    for planned, last in (_weeks if every == "week" else _months)(starts, ends, weekday):
        day = next(filter(working, _each(planned, last)), None)
        if planned > starts and day is not None and day <= ends:
            due.append(day)
    return due


def next_slot(slots: Sequence[date], today: date) -> date | None:
    """The first slot from today on."""
    place = bisect_left(slots, today)
    return slots[place] if place < len(slots) else None


def overdue(*, slots: Sequence[date], last_check_in: date | None, today: date, since: date | None) -> bool:
    """Whether the latest slot before today went by without a check-in after the slot before it.

    Slots up to and including `since` are not owed.
    """
    place = bisect_left(slots, today) - 1
    if place < 0 or (since is not None and slots[place] <= since):
        return False
    return last_check_in is None or (place > 0 and last_check_in <= slots[place - 1])


CYCLE_MONTHS: Mapping[str, int] = {"year": 12, "half": 6, "quarter": 3, "two_months": 2, "month": 1}
DRAFTING_DAYS: Mapping[str, int] = {
    "year": 45,
    "half": 30,
    "quarter": 15,
    "two_months": 10,
    "month": 5,
    "custom": 15,
}


def cycle_bounds(kind: str, fiscal_month: int, day: date) -> tuple[date, date]:
    """First and last day of the cycle of this kind that `day` falls into; years begin in `fiscal_month`."""
    length = CYCLE_MONTHS[kind]
    month = day.year * 12 + day.month - 1
    begins = month - (month - (fiscal_month - 1)) % length
    return _first_of(begins), _first_of(begins + length) - _DAY


def generate_cycles(kind: str, fiscal_month: int, first: date, last: date) -> list[tuple[date, date]]:
    """Every cycle of this kind that shares a day with `first` to `last`."""
    cycles = []
    day = first
    while day <= last:
        starts, ends = cycle_bounds(kind, fiscal_month, day)
        cycles.append((starts, ends))
        day = ends + _DAY
    return cycles


def drafting_opens(kind: str, starts: date, days: Mapping[str, int] = DRAFTING_DAYS) -> date:
    """`days` may name some kinds only; the others keep their defaults."""
    return starts - timedelta(days=days.get(kind, DRAFTING_DAYS[kind]))


def _each(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=place) for place in range((last - first).days + 1))


def _count(starts: date, ends: date, working: Working) -> int:
    if isinstance(working, WorkingDays):
        return working.count(starts, ends)
    return sum(1 for day in _each(starts, ends) if working(day))


def _weeks(starts: date, ends: date, weekday: int) -> Iterator[tuple[date, date]]:
    monday = starts - timedelta(days=starts.weekday())
    while monday <= ends:
        yield monday + timedelta(days=weekday), monday + timedelta(days=6)
        monday += timedelta(days=7)


def _months(starts: date, ends: date, weekday: int) -> Iterator[tuple[date, date]]:
    """The month's last such weekday, and the month's last day."""
    month = starts.year * 12 + starts.month - 1
    while _first_of(month) <= ends:
        last = _first_of(month + 1) - _DAY
        yield last - timedelta(days=(last.weekday() - weekday) % 7), last
        month += 1


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
