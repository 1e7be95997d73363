"""Where a goal should be today, and what pace and confidence say about it: handbook/pace-and-status.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from headway.goals.rules.decimals import EXACT, ONE, ZERO, Progress, quantise
from headway.goals.rules.metrics import milestone_expected, progress


class Status(StrEnum):
    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Thresholds:
    on_track: Decimal = Decimal("0.85")
    at_risk: Decimal = Decimal("0.6")
    silent: Decimal = Decimal("0.15")
    aspirational_aim: Decimal = Decimal("0.7")
    stuck_after: int = 3
    hold_slots_out: int = 2
    focus_note: int = 3
    focus_strong: int = 5


DEFAULT_THRESHOLDS = Thresholds()
_SEVERITY = {
    Status.DONE: 0,
    Status.NOT_STARTED: 0,
    Status.ON_TRACK: 1,
    Status.AT_RISK: 2,
    Status.OVERDUE: 2,
    Status.OFF_TRACK: 3,
}


def severity(status: Status) -> int:
    """0 asks for nothing, 3 for most; overdue ranks as at risk."""
    return _SEVERITY[status]


def aim(ambition: str, aspirational: Decimal = DEFAULT_THRESHOLDS.aspirational_aim) -> Progress:
    """What counts as reaching it: all of a committed goal, most of an aspirational one."""
    return aspirational if ambition == "aspirational" else ONE


def expected(
    *, ambition: str, share: Decimal, aspirational: Decimal = DEFAULT_THRESHOLDS.aspirational_aim
) -> Progress:
    """`share` of the way that is due today: of the working days, of phased targets or of milestones."""
    return quantise(EXACT.multiply(aim(ambition, aspirational), share))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due by when, as shares of the way in order of their days.

    Between phased targets the way is a straight line; dated milestones are steps.
    """

    points: tuple[tuple[date, Progress], ...]
    steps: bool = False

    @classmethod
    def phased(
        cls, points: Sequence[tuple[date, Decimal]], start: Decimal, target: Decimal, ends: date | None = None
    ) -> Plan:
        """`points` are (day, value); with `ends`, the last leg leads to the target on that day."""
        way = sorted((day, progress(start=start, target=target, current=value)) for day, value in points)
        if ends is not None and (not way or way[-1][0] < ends):
            way.append((ends, ONE))
        return cls(tuple(way))

    @classmethod
    def milestones(cls, steps: Sequence[tuple[Decimal, date | None]]) -> Plan | None:
        """`steps` are (weight, due); none without a date."""
        days = sorted({due for _, due in steps if due is not None})
        points = tuple((day, milestone_expected(steps, day) or ZERO) for day in days)
        return cls(points, steps=True) if points else None

    def share(self, starts: date, today: date) -> Progress:
        if self.steps:
            return max((share for day, share in self.points if day <= today), default=ZERO)
        before, passed = starts, ZERO
        for day, share in self.points:
            if day <= starts:
                continue
            if day > today:
                gone = Decimal(max(0, (today - before).days))
                leg = EXACT.divide(EXACT.multiply(share - passed, gone), Decimal((day - before).days))
                return quantise(EXACT.add(passed, leg))
            before, passed = day, share
        return passed


def phased_expected(
    points: Sequence[tuple[date, Decimal]],
    start: Decimal,
    target: Decimal,
    starts: date,
    today: date,
    ends: date | None = None,
) -> Progress:
    """The share of the way due today: straight lines from the start through the phased values."""
    return Plan.phased(points, start, target, ends).share(starts, today)


def pace_status(
    progress: Progress | None, expected: Progress | None, *, share: Decimal, thresholds: Thresholds
) -> Status | None:
    """None while nothing can be said: no value, nothing to expect, or the first days of the cycle."""
    if progress is None or expected is None or share <= thresholds.silent:
        return None
    if progress >= expected:
        return Status.ON_TRACK
    if expected <= 0:
        return Status.OFF_TRACK
    if progress >= EXACT.multiply(thresholds.on_track, expected):
        return Status.ON_TRACK
    if progress >= EXACT.multiply(thresholds.at_risk, expected):
        return Status.AT_RISK
    return Status.OFF_TRACK


def confidence_status(confidence: int | None, ambition: str) -> Status | None:
    """What 1 to 10, the owner's chances in ten of reaching the aim, says; none when not given."""
    if confidence is None:
        return None
    off_track, at_risk = (2, 3) if ambition == "aspirational" else (3, 5)
    if confidence <= off_track:
        return Status.OFF_TRACK
    return Status.AT_RISK if confidence <= at_risk else Status.ON_TRACK


def stuck(values: Sequence[Decimal], after: int = DEFAULT_THRESHOLDS.stuck_after) -> bool:
    """Whether the last `after` check-ins, oldest first, brought the same value."""
    return len(values) >= after and len(set(values[-after:])) == 1
