"""Check in: confirm where a key result stands. A correction supersedes; nothing is overwritten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain, islice

from django.db import connection, transaction
from django.db.models import QuerySet

from headway.activity.record import record
from headway.core.decimals import significant
from headway.core.errors import N_, Forbidden, NotFound, Refusal
from headway.core.text import clean_text
from headway.db.cursors import steady_cursor, wide
from headway.db.prepared import made, names, prepared
from headway.db.rows import add
from headway.goals.access import may_check_in, may_see
from headway.goals.actions.figures import (
    Reading,
    keep_key_result,
    key_result_figures_from,
    leaves_in,
    readings_of,
    refresh_objective,
    standing_of,
)
from headway.goals.actions.refusals import CycleClosed
from headway.goals.actions.ripples import ripple
from headway.goals.models import CheckIn, Cycle, Draft, KeyResult, Milestone, Objective
from headway.people.models import Team
from headway.people.viewer import Viewer


class CycleNotStarted(Refusal):
    code = "cycle_not_started"
    sentence = N_("This cycle starts on %(day)s; check-ins begin then.")


class NotAgreedYet(Refusal):
    code = "not_agreed_yet"
    sentence = N_("This objective is not agreed yet; check-ins begin when it is.")


class NotYours(Refusal):
    code = "not_yours"
    sentence = N_("Only the owner of this key result or their delegate checks in.")
    status = 403


class DrivenByOthers(Refusal):
    code = "driven_by_others"
    sentence = N_("This key result follows the key results below it; check in there.")


class ValueMissing(Refusal):
    code = "value_missing"
    sentence = N_("Say the value it has now.")


class ConfidenceOutOfRange(Refusal):
    code = "confidence_out_of_range"
    sentence = N_("Confidence is a whole number from 1 to 10.")


class DayOutsideCycle(Refusal):
    code = "day_outside_cycle"
    sentence = N_("%(day)s lies outside the cycle (%(starts)s to %(ends)s).")


class DayInFuture(Refusal):
    code = "day_in_future"
    sentence = N_("%(day)s is still to come.")


class AlreadyCorrected(Refusal):
    code = "already_corrected"
    sentence = N_("This check-in has been corrected already; correct the newer one.")
    status = 409


class ValueTooLong(Refusal):
    code = "number_too_long"
    sentence = N_("At most 15 significant digits can be kept. Use a larger unit, such as thousands.")


@transaction.atomic
def check_in(
    pk: int,
    *,
    by: Viewer,
    door: str,
    value: Decimal | None = None,
    confidence: int | None = None,
    steps: Sequence[int] | None = None,
    changed: str = "",
    obstacles: str = "",
    next: str = "",
    on: date | None = None,
    corrects: int | None = None,
) -> CheckIn:
    """Record where a key result stands. Value and confidence suffice.

    ``value`` is the metric's (1 or 0 for *done*); ``steps`` are the ids of all milestones finished by
    now; ``on`` back-dates inside the cycle; ``corrects`` names the check-in this one supersedes.
    """
    row = _locked(pk, by)
    objective = row.objective
    cycle = objective.cycle
    if not may_check_in(by, row):
        raise NotYours()
    must_be_open(row, by.today)
    check_confidence(confidence)
    day = on or min(by.today, cycle.ends)
    if on is not None and on > by.today:
        raise DayInFuture(field="on", day=on)
    if not cycle.starts <= day <= cycle.ends:
        raise DayOutsideCycle(field="on", day=day, starts=cycle.starts, ends=cycle.ends)
    old = _corrected(row, corrects) if corrects is not None else None
    value, finished = _metric(row, value, steps, day)
    if confidence is None:
        confidence = old.confidence if old else row.confidence
    made = CheckIn(
        key_result=row,
        author=by.person,
        on=old.on if old and on is None else day,
        at=by.at,
        value=value,
        steps=finished,
        confidence=confidence,
        changed=clean_text(changed, limit=5_000, field="changed"),
        obstacles=clean_text(obstacles, limit=5_000, field="obstacles"),
        next=clean_text(next, limit=5_000, field="next"),
        back_dated=day < by.today and by.today <= cycle.ends,
        corrects=old,
        door=door,
        status=row.status,
    )
    if old is not None:
        CheckIn.objects.filter(pk=old.pk).update(superseded=True)
    before = {"value": row.current, "confidence": row.confidence, "progress": row.progress}
    _store(made, row, by)
    refresh_objective(objective, by.org, by.today)
    record(
        "checked_in" if old is None else "corrected",
        row,
        actor=by.person,
        at=by.at,
        door=door,
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
        before=before,
        after={"check_in": made.pk, "value": value, "confidence": confidence, "progress": row.progress},
    )
    if door == "web":
        Draft.objects.filter(person=by.person, key=f"check-in/{row.pk}").delete()
    ripple(objective, by=by)
    return made


def _store(made: CheckIn, row: KeyResult, by: Viewer) -> None:
    """The check-in with the progress and status it brings, and the key result's figures with it."""
    objective = row.objective
    steps = list(Milestone.objects.filter(key_result=row)) if row.kind == KeyResult.Kind.MILESTONES else []
    readings = readings_of(row)
    place = bisect_right([reading.on for reading in readings], made.on)
    reading = Reading(
        made.on, made.value, _progress_at(row, made.value, made.steps), made.confidence, made.at
    )
    readings.insert(place, reading)
    if row.kind == KeyResult.Kind.HOLD:
        standing = standing_of(row, objective, readings, steps, by.today)
        readings[place] = replace(reading, progress=standing.progress)
    away = leaves_in(objective.cycle, [row.owner_id or objective.owner_id])
    figures = key_result_figures_from(row, objective, readings, steps, away, by.org, by.today)
    made.progress, made.status = readings[place].progress, str(figures["status"])
    add(made)
    keep_key_result(row, figures)


_HOLD = f"""
SELECT 1 FROM {KeyResult._meta.db_table} k JOIN {Objective._meta.db_table} o ON o.id = k.objective_id
WHERE k.id = %s FOR UPDATE OF k, o
"""


def _locked(pk: int, by: Viewer) -> KeyResult:
    """The key result with its objective, cycle and team; key result and objective held until the end."""
    if connection.features.has_select_for_update:
        with steady_cursor() as cursor:
            cursor.execute(_HOLD, [wide(pk)])
    found = next(iter(_read(pk)), None)
    if found is None:
        raise NotFound()
    values = iter(found)
    row, objective, cycle, team = (
        made(model, list(islice(values, len(columns)))) for model, columns in _READ
    )
    assert isinstance(row, KeyResult) and isinstance(objective, Objective) and isinstance(cycle, Cycle)
    row.objective = objective
    objective.cycle = cycle
    objective.counted_in = team if isinstance(team, Team) and team.pk is not None else None
    if not may_see(by, objective):
        raise NotFound()
    return row


_READ = (
    (KeyResult, names(KeyResult)),
    (Objective, names(Objective, "objective__")),
    (Cycle, names(Cycle, "objective__cycle__")),
    (Team, names(Team, "objective__counted_in__")),
)


@prepared
def _read(pk: int) -> QuerySet[KeyResult, tuple[object, ...]]:
    return KeyResult.objects.filter(pk=pk).values_list(*chain.from_iterable(each for _, each in _READ))


def must_be_open(row: KeyResult, today: date) -> None:
    """Whether anybody could check in on that day."""
    cycle = row.objective.cycle
    if cycle.state == Cycle.State.CLOSED or row.objective.state == Objective.State.CLOSED:
        raise CycleClosed()
    if today < cycle.starts or cycle.state in (Cycle.State.PLANNED, Cycle.State.DRAFTING):
        raise CycleNotStarted(day=cycle.starts)
    if row.objective.state != Objective.State.AGREED:
        raise NotAgreedYet()
    if row.driver != KeyResult.Driver.CHECK_INS:
        raise DrivenByOthers()
    if row.state != KeyResult.State.LIVE:
        raise Forbidden()


def _corrected(row: KeyResult, pk: int) -> CheckIn:
    old = CheckIn.objects.select_for_update().filter(pk=pk, key_result=row).first()
    if old is None:
        raise NotFound(field="corrects")
    if old.superseded:
        raise AlreadyCorrected(field="corrects")
    return old


def _metric(
    row: KeyResult, value: Decimal | None, steps: Sequence[int] | None, day: date
) -> tuple[Decimal | None, list[int] | None]:
    if row.kind == KeyResult.Kind.MILESTONES:
        rows = list(Milestone.objects.filter(key_result=row))
        if steps is None:
            if value is None:
                raise ValueMissing(field="value")
            steps = [step.pk for step in rows[: int(value)]]
        wanted = set(steps)
        if wanted - {step.pk for step in rows}:
            raise NotFound(field="steps")
        for step in rows:
            if step.pk in wanted and step.done_on is None:
                step.done_on = day
                step.save(update_fields=["done_on"])
            elif step.pk not in wanted and step.done_on is not None:
                step.done_on = None
                step.save(update_fields=["done_on"])
        return None, [step.pk for step in rows if step.pk in wanted]
    return checked_value(row, value), None


def check_confidence(confidence: int | None) -> None:
    if confidence is not None and not 1 <= confidence <= 10:
        raise ConfidenceOutOfRange(field="confidence")


def checked_value(row: KeyResult, value: Decimal | None) -> Decimal:
    """A value that can be kept; of *done* 1 or 0."""
    if value is None:
        raise ValueMissing(field="value")
    if not value.is_finite() or significant(value) > 15 or abs(value) >= Decimal(10) ** 15:
        raise ValueTooLong(field="value")
    if row.kind == KeyResult.Kind.DONE:
        return Decimal(1) if value else Decimal(0)
    return value


def _progress_at(row: KeyResult, value: Decimal | None, steps: list[int] | None) -> Decimal | None:
    """Progress as of this check-in alone; of *hold* it takes the history and follows after."""
    from headway.goals.rules import milestone_progress, progress

    if row.kind == KeyResult.Kind.NUMBER and value is not None and row.target is not None:
        return progress(start=row.start or Decimal(0), target=row.target, current=value)
    if row.kind == KeyResult.Kind.DONE:
        return value
    if row.kind == KeyResult.Kind.MILESTONES and steps is not None:
        rows = Milestone.objects.filter(key_result=row).values_list("pk", "weight")
        return milestone_progress([(weight, pk in steps) for pk, weight in rows])
    return None
