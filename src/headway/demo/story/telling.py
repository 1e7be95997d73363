"""The story laid out around one day, in one language: dates, words and check-ins. Pure; nothing here reads a clock."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zlib import crc32

from headway.demo.story.model import (
    CheckInSpec,
    CycleKind,
    CycleSpec,
    KeyResultSpec,
    Language,
    LinkSpec,
    NoteSpec,
    ObjectiveSpec,
    Story,
    StrategySpec,
    Text,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)
ASKED_DAYS_BEFORE = 4
"""From so many days before its slot a check-in is asked for."""
SEASONS = (Text("winter", "冬季"), Text("spring", "春季"), Text("summer", "夏季"), Text("autumn", "秋季"))
QUARTERS = (Text("Q1", "一季度"), Text("Q2", "二季度"), Text("Q3", "三季度"), Text("Q4", "四季度"))
SKIPS_ONE_IN = 11
"""So many weeks without a note are simply forgotten: people do not check in like clockwork."""


class Telling:
    def __init__(self, story: Story, *, language: Language, today: date) -> None:
        self.story = story
        self.language = language
        self.today = today
        self.weekday = check_in_weekday(today)
        self._dates = {cycle.key: cycle_dates(cycle, today) for cycle in story.cycles}
        self._objectives = {objective.key: objective for objective in story.objectives}
        self._holding = {kr.key: objective for objective in story.objectives for kr in objective.key_results}

    def cycles(self) -> list[CycleSpec]:
        """The year before is told only where a closed quarter belongs to it."""
        told = [cycle for cycle in self.story.cycles if cycle.kind != "year"]
        spanned = [self._dates[cycle.key][0].year for cycle in told]
        years = [c for c in self.story.cycles if c.kind == "year" and self._dates[c.key][0].year in spanned]
        return years + told

    def dates(self, cycle: str) -> tuple[date, date]:
        """First and last day, both belonging to it."""
        return self._dates[cycle]

    def strategies(self) -> list[tuple[StrategySpec, int]]:
        """Each with its calendar year."""
        years = {self._dates[c.key][0].year for c in self.cycles() if c.kind == "year"}
        placed = [(strategy, self.today.year + strategy.year) for strategy in self.story.strategies]
        return [(strategy, year) for strategy, year in placed if year in years]

    def strategies_of(self, objective: ObjectiveSpec) -> list[StrategySpec]:
        year = self._dates[objective.cycle][0].year
        told = {strategy.key: strategy for strategy, of in self.strategies() if of == year}
        return [told[key] for key in objective.strategies if key in told]

    def objectives(self) -> list[ObjectiveSpec]:
        told = {cycle.key for cycle in self.cycles()}
        return [objective for objective in self.story.objectives if objective.cycle in told]

    def beside(self, objective: ObjectiveSpec) -> list[ObjectiveSpec]:
        """What its holder has in its cycle, itself included."""
        place = (objective.cycle, objective.holder_team, objective.holder_person)
        return [
            each
            for each in self.story.objectives
            if (each.cycle, each.holder_team, each.holder_person) == place
        ]

    def links(self, objective: ObjectiveSpec) -> list[LinkSpec]:
        """Those whose other end is told and overlaps in time (last month may lie in last quarter, or in this one)."""
        told = {cycle.key for cycle in self.cycles()}
        starts, ends = self._dates[objective.cycle]
        kept = []
        for link in objective.links:
            cycle = self.linked(link).cycle
            if cycle in told and self._dates[cycle][0] <= ends and starts <= self._dates[cycle][1]:
                kept.append(link)
        return kept

    def linked(self, link: LinkSpec) -> ObjectiveSpec:
        """The objective at the other end, or the one whose key result is."""
        return self._objectives.get(link.to) or self._holding[link.to]

    def text(self, text: Text, cycle: str | None = None) -> str:
        told = text.told(self.language)
        if cycle is None or "{" not in told:
            return told
        quarter = (self._dates[cycle][0].month - 1) // 3
        return told.format(
            season=SEASONS[quarter].told(self.language),
            last_season=SEASONS[quarter - 1].told(self.language),
            next_season=SEASONS[(quarter + 1) % 4].told(self.language),
            quarter=QUARTERS[quarter].told(self.language),
        )

    def number(self, key_result: KeyResultSpec, value: Decimal) -> Decimal:
        return value * key_result.scale_zh if self.language == "zh" else value

    def slots(self, cycle: str) -> list[date]:
        kind = next(spec.kind for spec in self.story.cycles if spec.key == cycle)
        return slots(kind, *self._dates[cycle], self.weekday)

    def slot(self, cycle: str, week: int) -> date:
        """The day of a week's slot; after the last slot, the last day."""
        days = self.slots(cycle)
        return days[week - 1] if week <= len(days) else self._dates[cycle][1]

    def open_slot(self, cycle: str) -> date | None:
        """The next slot, or after the last one that; none once the cycle is over."""
        days = self.slots(cycle)
        if self.today > self._dates[cycle][1] or not days:
            return None
        return next((day for day in days if day >= self.today), days[-1])

    def check_ins(self, objective: ObjectiveSpec, key_result: KeyResultSpec) -> list[CheckInSpec]:
        """In order of time, up to today; values in this language's money."""
        if objective.state in ("draft", "proposed"):
            return []
        who = key_result.delegate or key_result.owner or objective.owner
        leaves = who == self.story.organisation.signed_in
        return check_ins(
            key_result,
            slots=self.slots(objective.cycle),
            starts=self._dates[objective.cycle][0],
            today=self.today,
            who=who,
            leave_from=self.open_slot(objective.cycle) if leaves else None,
            scale=key_result.scale_zh if self.language == "zh" else Decimal(1),
        )


def cycle_dates(cycle: CycleSpec, anchor: date) -> tuple[date, date]:
    months = {"year": 12, "quarter": 3, "month": 1}[cycle.kind]
    month_index = anchor.year * 12 + anchor.month - 1
    first = month_index - month_index % months + cycle.offset * months
    return first_of(first), first_of(first + months) - timedelta(days=1)


def first_of(month_index: int) -> date:
    return date(month_index // 12, month_index % 12 + 1, 1)


def check_in_weekday(today: date) -> int:
    """Friday, unless at the quarter's edges or on a weekend no check-in would then be due within days."""
    first = first_of(today.year * 12 + (today.month - 1) // 3 * 3)
    last = first_of(first.year * 12 + first.month + 2) - timedelta(days=1)
    near = [today + timedelta(days=days) for days in range(ASKED_DAYS_BEFORE + 1)]
    due = {day.weekday() for day in near if first < day <= last}
    return next((day for day in (FRIDAY, MONDAY, THURSDAY, WEDNESDAY, TUESDAY) if day in due), FRIDAY)


def slots(kind: CycleKind, starts: date, ends: date, weekday: int = FRIDAY) -> list[date]:
    """Every such weekday; in a year the last one of every month."""
    first = starts + timedelta(days=(weekday - starts.weekday()) % 7)
    weekly = [first + timedelta(days=7 * week) for week in range((ends - first).days // 7 + 1)]
    if kind != "year":
        return weekly
    return [day for day in weekly if (day + timedelta(days=7)).month != day.month]


def check_ins(
    key_result: KeyResultSpec,
    *,
    slots: list[date],
    starts: date,
    today: date,
    who: str,
    leave_from: date | None = None,
    scale: Decimal = Decimal(1),
) -> list[CheckInSpec]:
    """One for each week of the path up to today, some forgotten; what is due from `leave_from` is left to be filled."""
    notes = {note.week: note for note in key_result.notes}
    last = last_week(key_result, len(slots))
    found = []
    for week, slot in enumerate(slots[:last], start=1):
        day = max(starts, working_day(slot - timedelta(days=habit(who))))
        if day > today or (leave_from is not None and slot >= leave_from):
            break
        recent = (today - slot).days < 14 or week >= last - 1
        if week in notes or week == 1 or recent or not forgotten(key_result, week):
            found.append(check_in(key_result, week, day, notes.get(week), scale))
    return found


def last_week(key_result: KeyResultSpec, count: int) -> int:
    """The last knot's week; one that reaches the last week but one (cycles differ by a slot) reaches the end."""
    ends = key_result.dropped_week or max(
        (week for week, _ in (*key_result.path, *key_result.confidence)), default=0
    )
    return count if ends >= count - 1 else ends


def check_in(
    key_result: KeyResultSpec, week: int, day: date, note: NoteSpec | None, scale: Decimal
) -> CheckInSpec:
    done = tuple(
        position
        for position, milestone in enumerate(key_result.milestones)
        if milestone.done_week is not None and milestone.done_week <= week
    )
    return CheckInSpec(
        date=day,
        at=minute_of_day(f"{key_result.key}@{week}"),
        week=week,
        value=value_of(key_result, week, scale),
        confidence=confidence_of(key_result, week),
        done=done,
        note=note,
    )


def value_of(key_result: KeyResultSpec, week: int, scale: Decimal) -> Decimal | None:
    match key_result.kind:
        case "milestones":
            return None
        case "done":
            return Decimal(int(key_result.done_week is not None and key_result.done_week <= week))
    value = between(key_result.path, week, sway=sway(f"{key_result.key}:{week}")) * scale
    return value.quantize(Decimal(1).scaleb(-key_result.decimals), ROUND_HALF_UP)


def confidence_of(key_result: KeyResultSpec, week: int) -> int:
    return int(between(key_result.confidence, week, sway=Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP))


def between(knots: tuple[tuple[int, Decimal], ...], week: int, *, sway: Decimal) -> Decimal:
    """Along the line from knot to knot, a sway of at most a third of a week earlier or later."""
    before = [knot for knot in knots if knot[0] <= week]
    after = [knot for knot in knots if knot[0] > week]
    if not before:
        return after[0][1]
    (left, value) = before[-1]
    if not after or left == week:
        return value
    (right, aim) = after[0]
    return value + (aim - value) * (Decimal(week - left) + sway) / (right - left)


def sway(seed: str) -> Decimal:
    return Decimal(crc32(seed.encode()) % 67 - 33) / 100


def weight_of[Spec: (ObjectiveSpec, KeyResultSpec)](spec: Spec, among: Sequence[Spec]) -> Decimal | None:
    """The story counts “twice as much as the others”; a weight typed beside empty ones is a percentage."""
    if spec.weight is None:
        return None
    whole = sum((each.weight or Decimal(1) for each in among), Decimal(0))
    return (spec.weight * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def forgotten(key_result: KeyResultSpec, week: int) -> bool:
    return crc32(f"{key_result.key}/{week}".encode()) % SKIPS_ONE_IN == 0


def habit(who: str) -> int:
    """Days before the slot on which this person checks in: always the same, by their name."""
    return crc32(who.encode()) % 4


def working_day(day: date) -> date:
    """The day, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def minute_of_day(seed: str) -> time:
    minutes = 8 * 60 + 20 + crc32(seed.encode()) % (9 * 60 + 30)
    return time(minutes // 60, minutes % 60)


def contributing_links(telling: Telling) -> Iterator[tuple[str, str]]:
    """(from, to) keys of objectives, for whoever checks that they form no circle."""
    for objective in telling.objectives():
        for link in telling.links(objective):
            if link.kind == "contributes":
                yield objective.key, telling.linked(link).key
