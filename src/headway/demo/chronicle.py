"""When everything in the story happened: each deed at its moment, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from headway.demo.deeds import Deeds, Said
from headway.demo.story.model import CycleKind, CycleSpec, KeyResultSpec, ObjectiveSpec
from headway.demo.story.telling import Telling, working_day
from headway.goals.models import Cycle
from headway.goals.rules import drafting_opens

# How many days before its cycle an objective is written, proposed and agreed.
SET_UP: dict[CycleKind, dict[str, tuple[int, int, int]]] = {
    "year": {"company": (30, 24, 18), "team": (28, 22, 16), "person": (26, 20, 14)},
    "quarter": {"company": (13, 11, 9), "team": (11, 8, 6), "person": (9, 6, 4)},
    "month": {"company": (4, 3, 2), "team": (4, 3, 2), "person": (4, 3, 2)},
}
LINKED = {"year": 12, "quarter": 3, "month": 1}
# How many days after its last day a cycle is closed: the shorter ones first.
CLOSED = {"month": 3, "quarter": 4, "year": 5}
AN_HOUR = timedelta(hours=1)

type Act = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Moment:
    """What lies after the day of loading waits; what cannot wait (a review) happens by then."""

    at: datetime
    act: Act
    waits: bool = True


def days(count: int) -> timedelta:
    return timedelta(days=count)


class Chronicle:
    def __init__(self, tale: Telling, deeds: Deeds, zone: ZoneInfo) -> None:
        self.tale = tale
        self.deeds = deeds
        self.zone = zone
        self.kinds = {cycle.key: cycle.kind for cycle in tale.story.cycles}
        self.known = {objective.key: objective for objective in tale.story.objectives}

    def course(self) -> list[Moment | Said]:
        found: list[Moment | Said] = []
        for cycle in self.tale.cycles():
            found.extend(self.of_cycle(cycle))
        for objective in self.tale.objectives():
            found.extend(self.set_up(objective))
            found.extend(self.under_way(objective))
            if objective.state == "closed":
                found.extend(self.review(objective))
        found.append(Moment(self.local(self.tale.today, time(7, 30)), self.deeds.generate_ahead, waits=False))
        return sorted(found, key=lambda step: step.at)

    def of_cycle(self, spec: CycleSpec) -> Iterator[Moment]:
        starts, ends = self.tale.dates(spec.key)

        def step(state: str) -> Act:
            return lambda at: self.deeds.step_cycle(spec, state, at)

        opens = drafting_opens(spec.kind, starts)
        yield Moment(self.local(opens, time(8)), lambda at: self.deeds.open_cycle(spec, at))
        yield Moment(self.local(starts, time(0, 5)), step(Cycle.State.RUNNING), waits=False)
        if spec.closed:
            closes = ends + days(CLOSED[spec.kind])
            # After the check-ins of the last day; before anything that is done in the review.
            yield Moment(self.local(ends, time(18, 10)), step(Cycle.State.REVIEWING), waits=False)
            yield Moment(self.local(closes, time(17, 55)), step(Cycle.State.CLOSED), waits=False)

    def stages(self, spec: ObjectiveSpec) -> tuple[datetime, datetime, datetime]:
        """When it is written, proposed and agreed; one that is carried over is in the review before."""
        if spec.carried_from:
            before = self.known[spec.carried_from]
            at = self.closes(before) + AN_HOUR
            return at, at + AN_HOUR, at + 2 * AN_HOUR
        kind, starts = self.kinds[spec.cycle], self.tale.dates(spec.cycle)[0]
        level = "person" if spec.holder_person else "team" if spec.holder_team else "company"
        opens = drafting_opens(kind, starts)
        written, proposed, agreed = (
            max(opens, working_day(starts - days(count))) for count in SET_UP[kind][level]
        )
        if spec.state in ("draft", "proposed"):
            written, proposed, agreed = (self.tale.today - days(count) for count in (6, 3, 2))
        at = self.minute(written, f"write {spec.key}")
        then = max(self.minute(proposed, f"propose {spec.key}"), at + AN_HOUR)
        return at, then, max(self.minute(agreed, f"agree {spec.key}"), then + AN_HOUR)

    def set_up(self, spec: ObjectiveSpec) -> Iterator[Moment]:
        deeds = self.deeds
        written, proposed, agreed = self.stages(spec)
        if spec.carried_from:
            before = self.known[spec.carried_from]
            yield Moment(written, lambda at: deeds.carry_over(spec, before, at), waits=False)
        else:
            yield Moment(written, lambda at: deeds.write_down(spec, at), waits=False)
        if spec.state != "draft":
            yield Moment(proposed, lambda at: deeds.propose(spec, at), waits=False)
        if spec.state not in ("draft", "proposed"):
            yield Moment(agreed, lambda at: deeds.agree(spec, at), waits=False)
        day = working_day(self.tale.dates(spec.cycle)[0] - days(LINKED[self.kinds[spec.cycle]]))
        for link in self.tale.links(spec):
            ready = max(agreed, self.stages(self.tale.linked(link))[2]) + AN_HOUR
            at = max(self.minute(day, f"link {spec.key} {link.to}"), ready)
            yield Moment(at, lambda at, link=link: deeds.link(spec, link, at), waits=False)  # type: ignore[misc]

    def under_way(self, spec: ObjectiveSpec) -> Iterator[Moment | Said]:
        deeds = self.deeds
        if spec.override:
            said = spec.override
            yield Moment(self.evening(spec, said.week), lambda at: deeds.override(spec, said, at))
        for row in spec.key_results:
            for check_in in self.tale.check_ins(spec, row):
                yield Said(self.local(check_in.date, check_in.at), spec, row, check_in)
            yield from self.turns(spec, row)
        dropped = [row for row in spec.key_results if row.dropped_week]
        if spec.outcome == "dropped" and dropped:
            last = max(dropped, key=lambda row: row.dropped_week or 0)
            at = self.evening(spec, last.dropped_week or 1) + days(1) + AN_HOUR
            yield Moment(at, lambda at: deeds.close(spec, "dropped", last.dropped_reason, at))

    def turns(self, spec: ObjectiveSpec, row: KeyResultSpec) -> Iterator[Moment]:
        deeds = self.deeds
        week = row.dropped_week
        if row.amended:
            change, week = row.amended, row.amended.week
            yield Moment(self.evening(spec, week), lambda at: deeds.amend(spec, row, change, at))
        elif week:
            yield Moment(self.evening(spec, week), lambda at: deeds.drop(spec, row, at))
        if week:
            yield Moment(self.evening(spec, week) + days(1), lambda at: deeds.answer(spec, row, at))
        if row.claim:
            claim = row.claim
            yield Moment(self.evening(spec, claim.week), lambda at: deeds.claim(row, claim, at))
        if row.by_hand:
            said = row.by_hand
            yield Moment(self.evening(spec, said.week), lambda at: deeds.set_by_hand(spec, row, said, at))

    def review(self, spec: ObjectiveSpec) -> Iterator[Moment]:
        """Scores on the first day after the cycle, outcomes on the second."""
        deeds = self.deeds
        ended = self.tale.dates(spec.cycle)[1]
        for row in spec.key_results:
            if not row.dropped_week:
                at = self.minute(ended + days(1), f"score {row.key}")
                yield Moment(at, lambda at, row=row: deeds.score(spec, row, at), waits=False)  # type: ignore[misc]
        closes = self.closes(spec)
        if spec.score is not None and spec.score_note is not None:
            score, note = spec.score, spec.score_note
            yield Moment(closes, lambda at: deeds.score_whole(spec, score, note, at), waits=False)
        outcome = spec.outcome or "partly"
        if outcome not in ("dropped", "carried_over"):
            yield Moment(closes, lambda at: deeds.close(spec, outcome, spec.score_note, at), waits=False)

    def closes(self, spec: ObjectiveSpec) -> datetime:
        return self.minute(self.tale.dates(spec.cycle)[1] + days(2), f"close {spec.key}")

    def local(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone)

    def minute(self, day: date, seed: str) -> datetime:
        """Some minute of the evening, when the check-ins of the day are in."""
        return self.local(day, time(18, 15)) + timedelta(minutes=crc32(seed.encode()) % 75)

    def evening(self, spec: ObjectiveSpec, week: int) -> datetime:
        return self.minute(self.tale.slot(spec.cycle, week), f"{spec.key} {week}")
