"""The status of a goal, and the day on which it next changes by itself: handbook/pace-and-status.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from headway.goals.rules.days import Working, elapsed_share, overdue
from headway.goals.rules.decimals import Progress
from headway.goals.rules.pace import (
    DEFAULT_THRESHOLDS,
    Plan,
    Status,
    Thresholds,
    confidence_status,
    expected,
    pace_status,
    severity,
)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KeyResultFacts:
    """What the status of a key result is made of, without the day it is asked for.

    `starts` and `ends` are the cycle's. `expected` is a fixed share of the way due, before the aim; `plan`,
    which knows every day's share, goes before it. `out_since` goes before `slots_out` for the same reason.
    """

    kind: str  # number, hold, milestones, done
    ambition: str
    starts: date
    ends: date
    progress: Progress | None = None
    confidence: int | None = None
    joined: date | None = None
    due: date | None = None  # kind done only
    last_check_in: date | None = None
    owes_check_ins: bool = True  # False when driven by something else
    in_bounds: bool | None = None
    slots_out: int = 0
    out_since: date | None = None
    expected: Decimal | None = None
    plan: Plan | None = None

    @property
    def origin(self) -> date:
        """The day pace counts from."""
        return self.starts if self.joined is None else max(self.starts, self.joined)


def key_result_expected(
    facts: KeyResultFacts, *, today: date, working: Working, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> Progress | None:
    """Expected today; none for kinds without a pace."""
    return _expected(facts, today, elapsed_share(facts.origin, facts.ends, today, working), thresholds)


def key_result_status(
    facts: KeyResultFacts,
    *,
    today: date,
    slots: Sequence[date],
    working: Working,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Status:
    if _is_done(facts, today):
        return Status.DONE
    missed = _is_overdue(facts, slots, today)
    if _is_not_started(facts, missed):
        return Status.NOT_STARTED
    said = (
        Status.OVERDUE if missed else None,
        _pace(facts, today, slots, working, thresholds),
        confidence_status(facts.confidence, facts.ambition),
        Status.ON_TRACK,
    )
    return max((status for status in said if status is not None), key=severity)


def objective_status(
    *,
    progress: Progress | None,
    expected: Progress | None,
    share: Decimal,
    ambition: str,
    parts: Sequence[tuple[Status, Decimal]],
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Status:
    """`parts` are the live key results: (status, effective weight)."""
    if progress is not None and progress >= 1 and all(status is Status.DONE for status, _ in parts):
        return Status.DONE
    if progress is None and all(status is Status.NOT_STARTED for status, _ in parts):
        return Status.NOT_STARTED
    said = (
        Status.OVERDUE if progress is None and any(status is Status.OVERDUE for status, _ in parts) else None,
        pace_status(progress, expected, share=share, thresholds=thresholds),
        _cap(parts, ambition, share),
        Status.ON_TRACK,
    )
    return max((status for status in said if status is not None), key=severity)


def status_changes_on(
    facts: KeyResultFacts,
    *,
    today: date,
    slots: Sequence[date],
    working: Working,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> date | None:
    """The first day after today on which `key_result_status` differs from today's if nobody does anything."""

    def status(day: date) -> Status:
        return key_result_status(facts, today=day, slots=slots, working=working, thresholds=thresholds)

    return _next_change(status, today, _turns_of_key_result(facts, today, slots, working, thresholds))


def objective_changes_on(
    *,
    progress: Progress | None,
    ambition: str,
    parts: Sequence[tuple[Status, Decimal]],
    starts: date,
    ends: date,
    joined: date | None,
    today: date,
    working: Working,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> date | None:
    """As `status_changes_on`, for `objective_status` with the same parts and what is expected on each day."""
    origin = starts if joined is None else max(starts, joined)

    def status(day: date) -> Status:
        share = elapsed_share(origin, ends, day, working)
        due = expected(ambition=ambition, share=share, aspirational=thresholds.aspirational_aim)
        return objective_status(
            progress=progress,
            expected=due,
            share=share,
            ambition=ambition,
            parts=parts,
            thresholds=thresholds,
        )

    def reaches(least: Callable[[Progress], bool]) -> date | None:
        return _first_day(lambda day: least(elapsed_share(origin, ends, day, working)), today, ends)

    turns = [ends, reaches(lambda share: share > thresholds.silent), reaches(_is_last_third)]
    return _next_change(status, today, turns)


def _is_done(facts: KeyResultFacts, today: date) -> bool:
    if facts.kind == "hold":
        return today > facts.ends and facts.in_bounds is True
    return facts.progress is not None and facts.progress >= 1


def _is_not_started(facts: KeyResultFacts, missed: bool) -> bool:
    if facts.owes_check_ins:
        return facts.last_check_in is None and not missed
    return facts.progress is None


def _is_overdue(facts: KeyResultFacts, slots: Sequence[date], today: date) -> bool:
    return facts.owes_check_ins and overdue(
        slots=slots, last_check_in=facts.last_check_in, today=today, since=facts.joined
    )


def _expected(facts: KeyResultFacts, today: date, share: Progress, thresholds: Thresholds) -> Progress | None:
    if facts.kind in ("hold", "done"):
        return None
    due = facts.expected
    if facts.plan is not None:
        due = facts.plan.share(facts.origin, min(today, facts.ends))
    if due is None and facts.kind == "number":
        due = share
    if due is None:
        return None
    return expected(ambition=facts.ambition, share=due, aspirational=thresholds.aspirational_aim)


def _pace(
    facts: KeyResultFacts, today: date, slots: Sequence[date], working: Working, thresholds: Thresholds
) -> Status | None:
    if facts.kind == "hold":
        return _pace_of_hold(facts, today, slots, thresholds)
    if facts.kind == "done":
        return Status.OFF_TRACK if today > _last_day(facts) else None
    share = elapsed_share(facts.origin, facts.ends, today, working)
    due = _expected(facts, today, share, thresholds)
    return pace_status(facts.progress, due, share=share, thresholds=thresholds)


def _pace_of_hold(
    facts: KeyResultFacts, today: date, slots: Sequence[date], thresholds: Thresholds
) -> Status | None:
    if facts.in_bounds is None:
        return None
    if facts.in_bounds:
        return Status.ON_TRACK
    out = _slots_out(facts, slots, today)
    return Status.OFF_TRACK if out >= thresholds.hold_slots_out else Status.AT_RISK


def _slots_out(facts: KeyResultFacts, slots: Sequence[date], today: date) -> int:
    """Slots that passed, or were checked in on, since the level was left."""
    if facts.out_since is None:
        return facts.slots_out
    seen = facts.last_check_in or facts.out_since
    return sum(1 for slot in slots if facts.out_since <= slot and (slot < today or slot <= seen))


def _last_day(facts: KeyResultFacts) -> date:
    return facts.ends if facts.due is None else min(facts.due, facts.ends)


def _cap(parts: Sequence[tuple[Status, Decimal]], ambition: str, share: Progress) -> Status | None:
    """The best an objective can be while key results are off track."""
    off_track = [weight for status, weight in parts if status is Status.OFF_TRACK]
    if not off_track:
        return None
    if ambition == "committed" and _is_last_third(share):
        return Status.OFF_TRACK
    whole = sum((weight for _, weight in parts), Decimal(0))
    red, of = (sum(off_track, Decimal(0)), whole) if whole else (Decimal(len(off_track)), Decimal(len(parts)))
    return Status.OFF_TRACK if red * 2 >= of else Status.AT_RISK


def _is_last_third(share: Progress) -> bool:
    return share * 3 >= 2


def _turns_of_key_result(
    facts: KeyResultFacts, today: date, slots: Sequence[date], working: Working, thresholds: Thresholds
) -> Iterator[date | None]:
    """Days between which the status can only go one way."""
    after = facts.ends + _DAY
    yield after
    yield _first_day(lambda day: _is_overdue(facts, slots, day), today, after)
    if facts.kind == "hold":
        limit = thresholds.hold_slots_out
        yield _first_day(lambda day: _slots_out(facts, slots, day) >= limit, today, after)
    elif facts.kind == "done":
        yield _last_day(facts) + _DAY
    else:
        begins, ends = facts.origin, facts.ends
        yield begins
        yield _first_day(
            lambda day: elapsed_share(begins, ends, day, working) > thresholds.silent, today, after
        )
        for point, _ in facts.plan.points if facts.plan is not None else ():
            yield point
            yield point + _DAY


def _first_day(holds: Callable[[date], bool], today: date, last: date) -> date | None:
    """The first day after today on which something that stays true once it is becomes true."""
    if today >= last or holds(today) or not holds(last):
        return None
    while (last - today).days > 1:
        middle = today + (last - today) // 2
        if holds(middle):
            last = middle
        else:
            today = middle
    return last


def _next_change(status: Callable[[date], Status], today: date, turns: Iterable[date | None]) -> date | None:
    now = status(today)
    known = today
    for turn in sorted({turn for turn in turns if turn is not None and turn > today}):
        change = _first_day(lambda day: status(day) is not now, known, turn - _DAY)
        if change is not None:
            return change
        if status(turn) is not now:
            return turn
        known = turn
    return None
