"""What the coach reads. An absent field (None) is unknown and finds nothing; an empty one is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

type Language = Literal["en", "zh", "auto"]


class Course(NamedTuple):
    """How a running key result goes. `values` and `scores` (of past cycles) run from old to new; `forecast`
    is the share of the aim that the pace so far leads to (1 = reached)."""

    missed_slots: int = 0
    values: tuple[Decimal, ...] = ()
    confidence: int | None = None
    forecast: Decimal | None = None
    scores: tuple[Decimal, ...] = ()


class KeyResult(NamedTuple):
    """`trend` is what would come without any effort; `kind`: number, hold, milestones or done."""

    title: str
    owner: str | None = None
    start: Decimal | None = None
    target: Decimal | None = None
    unit: str | None = None
    due: str | None = None
    kind: str | None = None
    trend: Decimal | None = None
    course: Course | None = None


class Objective(NamedTuple):
    """`parent` is the title of what it supports; `key_results` None means not known yet."""

    title: str
    why: str | None = None
    owner: str | None = None
    parent: str | None = None
    ambition: str | None = None
    key_results: tuple[KeyResult, ...] | None = None


class Draft(NamedTuple):
    """One holder's objectives of one cycle. `previous` are the titles of the cycle before; `feedback` are
    texts to people, read by F501 alone. `focus`: beyond how many objectives S301 notes, and warns."""

    objectives: tuple[Objective, ...] = ()
    language: Language = "auto"
    cycle: str | None = None
    previous: tuple[str, ...] | None = None
    feedback: tuple[str, ...] = ()
    focus: tuple[int, int] = (3, 5)
