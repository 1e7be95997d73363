"""Which situations a goal is in, by what is stored with it: handbook/coaching-questions.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Situation(StrEnum):
    """In the order in which they are asked about: what waits longest for a question comes first."""

    REVIEW = "review"
    NEXT_CYCLE = "next_cycle"
    DRAFTING = "drafting"
    STUCK = "stuck"
    OFF_TRACK = "off_track"
    SILENT = "silent"
    HOPEFUL = "hopeful"
    DOUBTFUL = "doubtful"
    AT_RISK = "at_risk"
    UNCLAIMED = "unclaimed"
    OVERLOADED = "overloaded"
    AMENDED = "amended"
    SANDBAGGED = "sandbagged"
    UNALIGNED = "unaligned"
    NEW = "new"
    WELL = "well"


CONFIDENT, DOUBTS = 7, 3  # of ten; the same bounds as the coach's T404
BEHIND, THERE = Decimal("0.6"), Decimal(1)  # of the pace
FAR_AHEAD = Decimal("1.5")  # of the pace, in the first half
MANY_AMENDMENTS = 3
NEW_DAYS = 14
_SILENT_SHARE = Decimal("0.15")
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class KeyResultFacts:
    """A live key result. ``progress`` and ``expected`` are shares of the way; ``score`` once it is given."""

    status: str = "on_track"
    confidence: int | None = None
    progress: Decimal | None = None
    expected: Decimal | None = None
    claimed: bool = True
    stuck: bool = False
    score: Decimal | None = None

    @property
    def pace(self) -> Decimal | None:
        if self.progress is None or not self.expected:
            return None
        return self.progress / self.expected


@dataclass(frozen=True, slots=True)
class Facts:
    """An objective as its columns tell it.

    ``held`` counts what its holder has in the cycle; ``elapsed`` is the share of the cycle; ``days_agreed``
    is none until it is agreed; ``codes`` are what the coach found and nobody waved aside.
    """

    state: str = "agreed"
    cycle_state: str = "running"
    holder: str = "person"
    ambition: str = "committed"
    status: str = "on_track"
    score: Decimal | None = None
    key_results: Sequence[KeyResultFacts] = ()
    elapsed: Decimal = _HALF
    days_agreed: int | None = None
    supports: bool = True
    held: int = 1
    focus: int = 3
    amendments: int = 0
    codes: frozenset[str] = frozenset()


def situations_of(facts: Facts) -> list[Situation]:
    """In the order of ``Situation``; what is agreed is always in one."""
    found = [situation for situation in Situation if _SIGNS[situation](facts)]
    if not found and facts.state == "agreed":
        begun = facts.elapsed > _SILENT_SHARE and facts.status != "not_started"
        return [Situation.WELL if begun else Situation.NEW]
    return found


def _runs(facts: Facts) -> bool:
    return facts.state == "agreed" and facts.cycle_state == "running"


def _is_reviewed(facts: Facts) -> bool:
    return facts.state == "closed" or (
        facts.state == "agreed" and facts.cycle_state in ("reviewing", "closed")
    )


def _looks_ahead(facts: Facts) -> bool:
    return _is_reviewed(facts) and (facts.state == "closed" or facts.score is not None)


def _is_drafted(facts: Facts) -> bool:
    return facts.state in ("draft", "proposed")


def _is_stuck(facts: Facts) -> bool:
    return _runs(facts) and any(each.stuck for each in facts.key_results)


def _is_off_track(facts: Facts) -> bool:
    return _runs(facts) and facts.status == "off_track"


def _is_silent(facts: Facts) -> bool:
    return _runs(facts) and (
        facts.status == "overdue" or any(each.status == "overdue" for each in facts.key_results)
    )


def _is_hopeful(facts: Facts) -> bool:
    return _speaks(facts) and any(
        each.confidence is not None
        and each.confidence >= CONFIDENT
        and each.pace is not None
        and each.pace < BEHIND
        for each in facts.key_results
    )


def _is_doubtful(facts: Facts) -> bool:
    return _speaks(facts) and any(
        each.confidence is not None
        and each.confidence <= DOUBTS
        and each.pace is not None
        and each.pace >= THERE
        for each in facts.key_results
    )


def _is_at_risk(facts: Facts) -> bool:
    return _runs(facts) and facts.status == "at_risk"


def _is_unclaimed(facts: Facts) -> bool:
    return facts.state != "closed" and any(not each.claimed for each in facts.key_results)


def _is_overloaded(facts: Facts) -> bool:
    return facts.state != "closed" and facts.held > facts.focus


def _is_amended(facts: Facts) -> bool:
    return facts.amendments >= MANY_AMENDMENTS


def _is_sandbagged(facts: Facts) -> bool:
    """Its target lies at the baseline, its scores are always 1.0, or it is there before half of the time is.

    What was promised and kept is no sign; what was to be a stretch and scores 1.0 is.
    """
    if facts.codes & {"K212", "T403"}:
        return True
    rows = facts.key_results
    if not rows:
        return False
    if _is_reviewed(facts):
        return facts.ambition == "aspirational" and all(
            each.score is not None and each.score >= 1 for each in rows
        )
    early = _speaks(facts) and facts.elapsed <= _HALF
    return early and all(
        each.status == "done" or (each.pace is not None and each.pace >= FAR_AHEAD) for each in rows
    )


def _is_unaligned(facts: Facts) -> bool:
    return facts.state != "closed" and facts.holder != "company" and not facts.supports


def _is_new(facts: Facts) -> bool:
    if facts.state != "agreed" or facts.days_agreed is None:
        return False
    return facts.cycle_state in ("planned", "drafting") or (_runs(facts) and facts.days_agreed < NEW_DAYS)


def _goes_well(facts: Facts) -> bool:
    """All of it on its way, while enough of the cycle has passed to say so."""
    return (
        _speaks(facts)
        and facts.status in ("on_track", "done")
        and bool(facts.key_results)
        and all(each.status in ("on_track", "done") and not each.stuck for each in facts.key_results)
        and not (_is_hopeful(facts) or _is_doubtful(facts))
    )


def _speaks(facts: Facts) -> bool:
    """In the first days of a cycle figures say nothing yet."""
    return _runs(facts) and facts.elapsed > _SILENT_SHARE


_SIGNS: dict[Situation, Callable[[Facts], bool]] = {
    Situation.REVIEW: _is_reviewed,
    Situation.NEXT_CYCLE: _looks_ahead,
    Situation.DRAFTING: _is_drafted,
    Situation.STUCK: _is_stuck,
    Situation.OFF_TRACK: _is_off_track,
    Situation.SILENT: _is_silent,
    Situation.HOPEFUL: _is_hopeful,
    Situation.DOUBTFUL: _is_doubtful,
    Situation.AT_RISK: _is_at_risk,
    Situation.UNCLAIMED: _is_unclaimed,
    Situation.OVERLOADED: _is_overloaded,
    Situation.AMENDED: _is_amended,
    Situation.SANDBAGGED: _is_sandbagged,
    Situation.UNALIGNED: _is_unaligned,
    Situation.NEW: _is_new,
    Situation.WELL: _goes_well,
}
