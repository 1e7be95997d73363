"""Which cycles a reader can switch between, and which one a page speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from headway.core.errors import NotFound
from headway.db.prepared import prepared
from headway.goals.models import Cycle
from headway.goals.naming import cycle_name

MOST_CYCLES = 80
_UNDER_WAY = (Cycle.State.RUNNING, Cycle.State.REVIEWING)


@dataclass(frozen=True, slots=True)
class CycleChoice:
    id: int
    kind: str
    starts: date
    ends: date
    given: str
    state: str
    practice: bool

    @property
    def name(self) -> str:
        return cycle_name(self.kind, self.starts, self.ends, self.given)

    @property
    def days(self) -> int:
        return (self.ends - self.starts).days

    def contains(self, other: CycleChoice) -> bool:
        return self.starts <= other.starts and other.ends <= self.ends and self.days > other.days


@dataclass(frozen=True, slots=True)
class Cycles:
    """The chosen cycle among all that can be read."""

    chosen: CycleChoice
    choices: Sequence[CycleChoice]

    @property
    def around(self) -> list[CycleChoice]:
        """The chosen one, then the longer ones it lies in: the year a quarter serves."""
        longer = [each for each in self.choices if each.contains(self.chosen) and not each.practice]
        return [self.chosen, *sorted(longer, key=lambda each: (each.days, each.id))]

    @property
    def ids(self) -> list[int]:
        return [each.id for each in self.around]


def cycles_for_switcher(today: date, chosen: int | None = None) -> Cycles | None:
    """One query. Without a choice it is the running quarter, else the shortest running cycle.

    None while there is no cycle; ``NotFound`` for one that does not exist.
    """
    rows = [CycleChoice(*row) for row in _every_cycle()]
    if chosen is not None:
        wanted = next((row for row in rows if row.id == chosen), None)
        if wanted is None:
            raise NotFound()
    else:
        wanted = _current(rows, today)
    if wanted is None:
        return None
    return Cycles(wanted, [row for row in rows if row.state != Cycle.State.PLANNED or row.id == wanted.id])


def _current(rows: Sequence[CycleChoice], today: date) -> CycleChoice | None:
    """The same choice as ``shell.current_cycle``; before anything runs, the one that comes next."""
    begun = [row for row in rows if row.state in _UNDER_WAY and row.starts <= today and not row.practice]
    here = [row for row in begun if row.ends >= today] or begun
    quarters = [row for row in here if row.kind == Cycle.Kind.QUARTER]
    if here:
        return (quarters or sorted(here, key=lambda row: row.days))[0]
    opened = [row for row in rows if row.state == Cycle.State.DRAFTING]
    return next(iter([*opened[-1:], *rows]), None)


@prepared
def _every_cycle() -> QuerySet[Cycle, tuple[int, str, date, date, str, str, bool]]:
    columns = ("id", "kind", "starts", "ends", "name", "state", "practice")
    return Cycle.objects.order_by("-starts", "ends", "id").values_list(*columns)[:MOST_CYCLES]
