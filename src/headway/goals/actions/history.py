"""Past check-ins in bulk: what a tool of before kept, or a company's story.

Each row is what ``check_in`` would have stored at that moment: progress, status and all. Stored
figures are derived once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from headway.activity.models import Event
from headway.activity.record import plain
from headway.core.errors import N_, NotFound, Refusal
from headway.core.text import clean_text
from headway.goals.actions.check_ins import ValueMissing, check_confidence, checked_value, must_be_open
from headway.goals.actions.figures import (
    Reading,
    leaves_in,
    refresh_key_results,
    refresh_objectives,
    slots_for,
    standing_of,
    thresholds_of,
)
from headway.goals.actions.ripples import wake
from headway.goals.calendar import working_days
from headway.goals.models import CheckIn, KeyResult, Milestone, Objective, Ripple
from headway.goals.rules import key_result_status
from headway.people.models import Organisation
from headway.people.queries.organisation import company_day, organisation

BATCH = 500


class OutOfOrder(Refusal):
    code = "history_out_of_order"
    sentence = N_("The check-in of %(day)s lies before one that is here already. Load the older ones first.")
    status = 409


@dataclass(frozen=True, slots=True)
class PastCheckIn:
    """``value``, ``confidence`` and ``steps`` as ``check_in`` takes them; it speaks of the day of ``at``."""

    key_result_id: int
    author_id: int
    at: datetime
    value: Decimal | None = None
    confidence: int | None = None
    steps: Sequence[int] | None = None
    changed: str = ""
    obstacles: str = ""
    next: str = ""


@transaction.atomic
def load_history(rows: Iterable[PastCheckIn], *, door: str, at: datetime | None = None) -> list[CheckIn]:
    """Write past check-ins, then derive the figures of their key results and objectives as of ``at`` (now).

    Later than what a key result has already. Who might check in then is not asked: owners change.
    Refused as ``check_in`` refuses, but for that; nothing is written if one row is.
    """
    made = write_history(rows, door=door)
    refresh_after({check_in.key_result_id for check_in in made}, at=at or timezone.now())
    return made


@transaction.atomic
def write_history(rows: Iterable[PastCheckIn], *, door: str) -> list[CheckIn]:
    """As ``load_history``, but the figures are left for ``refresh_after``: for those who write in pieces."""
    given = sorted(rows, key=lambda row: row.at)
    org = organisation()
    courses = _courses({row.key_result_id for row in given}, org)
    events = []
    made = []
    for row in given:
        course = courses.get(row.key_result_id)
        if course is None:
            raise NotFound(field="key_result")
        check_in, before = course.follow(row, door=door)
        made.append(check_in)
        events.append(_event(check_in, course.row, before))
    CheckIn.objects.bulk_create(made, batch_size=BATCH)
    for check_in, event in zip(made, events, strict=True):
        event.after["check_in"] = check_in.pk
    Event.objects.bulk_create(events, batch_size=BATCH)
    Milestone.objects.bulk_update(
        [step for course in courses.values() for step in course.steps], ["done_on"], batch_size=BATCH
    )
    return made


@transaction.atomic
def refresh_after(key_results: Iterable[int], *, at: datetime) -> None:
    """Derive the figures of these key results and of their objectives; whatever they feed follows."""
    org = organisation()
    today = company_day(org, at)
    rows = (
        KeyResult.objects.filter(pk__in=set(key_results))
        .select_related(
            "objective__cycle", "objective__counted_in", "objective__owner", "objective__baseline"
        )
        .order_by("objective__cycle", "objective", "id")
    )
    for _, group in groupby(rows, key=lambda row: row.objective.cycle_id):
        parts = list(group)
        objectives: dict[int, Objective] = {}
        for row in parts:
            row.objective = objectives.setdefault(row.objective_id, row.objective)
        refresh_key_results(parts, org, today)
        refresh_objectives(list(objectives.values()), org, today)
        Ripple.objects.bulk_create(
            [
                Ripple(objective_id=pk, team_id=one.counted_in_id, cycle_id=one.cycle_id)
                for pk, one in objectives.items()
            ],
            batch_size=BATCH,
        )
    transaction.on_commit(wake)


@dataclass(slots=True)
class _Course:
    """A key result with its check-ins so far, followed from one to the next."""

    row: KeyResult
    org: Organisation
    slots: Sequence[date]
    steps: list[Milestone]
    readings: list[Reading] = field(default_factory=list)

    def follow(self, given: PastCheckIn, *, door: str) -> tuple[CheckIn, dict[str, object]]:
        """The check-in as it is stored, and what stood before it."""
        row, cycle = self.row, self.row.objective.cycle
        today = company_day(self.org, given.at)
        day = min(today, cycle.ends)
        must_be_open(row, today)
        if self.readings and (day, given.at) < (self.readings[-1].on, self.readings[-1].at):
            raise OutOfOrder(field="at", day=day)
        check_confidence(given.confidence)
        before = self._before(today)
        value, finished = self._metric(given, day)
        confidence = given.confidence
        if confidence is None and self.readings:
            confidence = self.readings[-1].confidence
        reading = Reading(day, value, None, confidence, given.at)
        standing = standing_of(row, row.objective, [*self.readings, reading], self.steps, today)
        status = key_result_status(
            standing.facts,
            today=today,
            slots=self.slots,
            working=working_days(self.org.country, cycle.starts, cycle.ends),
            thresholds=thresholds_of(self.org),
        )
        self.readings.append(Reading(day, value, standing.progress, confidence, given.at))
        check_in = CheckIn(
            key_result=row,
            author_id=given.author_id,
            on=day,
            at=given.at,
            value=value,
            steps=finished,
            progress=standing.progress,
            confidence=confidence,
            status=str(status),
            changed=clean_text(given.changed, limit=5_000, field="changed"),
            obstacles=clean_text(given.obstacles, limit=5_000, field="obstacles"),
            next=clean_text(given.next, limit=5_000, field="next"),
            door=door,
        )
        return check_in, before

    def _before(self, today: date) -> dict[str, object]:
        """Measured afresh: the target may have been amended since, and a held level moves on every day."""
        standing = standing_of(self.row, self.row.objective, self.readings, self.steps, today)
        return {
            "value": standing.current,
            "confidence": standing.facts.confidence,
            "progress": standing.progress,
        }

    def _metric(self, given: PastCheckIn, day: date) -> tuple[Decimal | None, list[int] | None]:
        if self.row.kind != KeyResult.Kind.MILESTONES:
            return checked_value(self.row, given.value), None
        if given.steps is None and given.value is None:
            raise ValueMissing(field="value")
        wanted = (
            {step.pk for step in self.steps[: int(given.value or 0)]}
            if given.steps is None
            else set(given.steps)
        )
        if wanted - {step.pk for step in self.steps}:
            raise NotFound(field="steps")
        for step in self.steps:
            step.done_on = (step.done_on or day) if step.pk in wanted else None
        return None, [step.pk for step in self.steps if step.pk in wanted]


def _courses(ids: set[int], org: Organisation) -> dict[int, _Course]:
    rows = KeyResult.objects.filter(pk__in=ids).select_related(
        "objective__cycle", "objective__counted_in", "objective__owner"
    )
    courses: dict[int, _Course] = {}
    by_cycle = sorted(rows, key=lambda row: row.objective.cycle_id)
    for cycle, group in groupby(by_cycle, key=lambda row: row.objective.cycle):
        held = list(group)
        away = leaves_in(cycle, [row.owner_id or row.objective.owner_id for row in held])
        for row in held:
            courses[row.pk] = _Course(row, org, slots_for(row, row.objective, org, away), [])
    for step in Milestone.objects.filter(key_result__in=ids):
        courses[step.key_result_id].steps.append(step)
    stored = (
        CheckIn.objects.filter(key_result__in=ids, superseded=False)
        .order_by("on", "id")
        .values_list("key_result_id", "on", "value", "progress", "confidence", "at")
    )
    for pk, on, value, reached, confidence, at in stored:
        courses[pk].readings.append(Reading(on, value, reached, confidence, at))
    return courses


def _event(check_in: CheckIn, row: KeyResult, before: Mapping[str, object]) -> Event:
    after = {
        "check_in": None,
        "value": check_in.value,
        "confidence": check_in.confidence,
        "progress": check_in.progress,
    }
    return Event(
        at=check_in.at,
        actor_id=check_in.author_id,
        verb="checked_in",
        noun=row._meta.model_name or "",
        noun_id=row.pk,
        objective_id=row.objective_id,
        team_id=row.objective.counted_in_id,
        before=plain(before),
        after=plain(after),
        door=check_in.door,
        # Nobody is to be told of it now.
        handled=True,
    )
