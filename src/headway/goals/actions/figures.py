"""Stored figures: what the rules say of a key result and of an objective, written where it is read.

Every figure is derived afresh from check-ins, parts and links, never from its former self, so the
order of changes cannot matter and ``recompute`` can prove what is stored.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, QuerySet, Sum, Value, When

from headway.db.prepared import prepared
from headway.db.rows import write
from headway.goals.calendar import slots_of, working_days
from headway.goals.models import (
    Alignment,
    CheckIn,
    Cycle,
    KeyResult,
    Milestone,
    Objective,
    PhasedTarget,
)
from headway.goals.rules import (
    KeyResultFacts,
    Plan,
    Status,
    Thresholds,
    Totals,
    below,
    effective_weights,
    elapsed_share,
    expected,
    hold_progress,
    hold_within,
    key_result_expected,
    key_result_status,
    milestone_progress,
    objective_changes_on,
    objective_status,
    out_since,
    progress,
    roll_up_over_time,
    severity,
    status_changes_on,
    stuck,
)
from headway.people.models import Leave, Organisation
from headway.people.queries.organisation import company_day

SPARK_POINTS = 26
ASKED_DAYS_BEFORE = 4

type Written = dict[str, object]


def thresholds_of(org: Organisation) -> Thresholds:
    return Thresholds(
        on_track=Decimal(org.on_track_ratio),
        at_risk=Decimal(org.at_risk_ratio),
        silent=Decimal(org.silent_share),
        aspirational_aim=Decimal(org.aspirational_aim),
        stuck_after=org.stuck_after,
        hold_slots_out=org.hold_slots_out,
        focus_note=org.focus_note,
        focus_strong=org.focus_strong,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """One check-in that stands (not superseded), in the order (day, id)."""

    on: date
    value: Decimal | None
    progress: Decimal | None
    confidence: int | None
    at: datetime


def readings_of(key_result: KeyResult) -> list[Reading]:
    return [Reading(*row) for row in _readings(key_result.pk)]


@prepared
def _readings(
    pk: int,
) -> QuerySet[CheckIn, tuple[date, Decimal | None, Decimal | None, int | None, datetime]]:
    return _standing_check_ins(key_result=pk).values_list(*READ)


READ = ("on", "value", "progress", "confidence", "at")


def _standing_check_ins(**of: object) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(superseded=False, **of).order_by("on", "id")


def refresh_key_result(key_result: KeyResult, objective: Objective, org: Organisation, today: date) -> bool:
    """Derive and store the key result's figures; say whether anything that parents see changed."""
    return keep_key_result(key_result, key_result_figures(key_result, objective, org, today))


def refresh_key_results(key_results: Sequence[KeyResult], org: Organisation, today: date) -> set[int]:
    """The same for many of one cycle, with their objectives, in three queries. Ids of those that changed."""
    if not key_results:
        return set()
    ids = [row.pk for row in key_results]
    cycle = key_results[0].objective.cycle
    away = leaves_in(cycle, [row.owner_id or row.objective.owner_id for row in key_results])
    readings: dict[int, list[Reading]] = {}
    for pk, *reading in _standing_check_ins(key_result__in=ids).values_list("key_result_id", *READ):
        readings.setdefault(pk, []).append(Reading(*reading))
    steps: dict[int, list[Milestone]] = {}
    for step in Milestone.objects.filter(key_result__in=ids):
        steps.setdefault(step.key_result_id, []).append(step)
    return {
        row.pk
        for row in key_results
        if keep_key_result(
            row,
            key_result_figures_from(
                row, row.objective, readings.get(row.pk, ()), steps.get(row.pk, ()), away, org, today
            ),
        )
    }


def keep_key_result(key_result: KeyResult, written: Written) -> bool:
    changed = {name: value for name, value in written.items() if getattr(key_result, name) != value}
    if changed:
        write(KeyResult, key_result.pk, changed)
        for name, value in changed.items():
            setattr(key_result, name, value)
    return not changed.keys().isdisjoint({"progress", "progress_agreed", "status", "confidence", "current"})


def key_result_figures(
    key_result: KeyResult, objective: Objective, org: Organisation, today: date
) -> Written:
    """Every stored figure of a key result as it should stand on ``today``."""
    steps = list(Milestone.objects.filter(key_result=key_result)) if key_result.kind == "milestones" else []
    away = leaves_in(objective.cycle, [key_result.owner_id or objective.owner_id])
    return key_result_figures_from(key_result, objective, readings_of(key_result), steps, away, org, today)


def key_result_figures_from(
    key_result: KeyResult,
    objective: Objective,
    readings: Sequence[Reading],
    steps: Sequence[Milestone],
    away: Mapping[int, Away],
    org: Organisation,
    today: date,
) -> Written:
    """The same from what was read; asks the database only where key results below or a dated plan speak."""
    cycle = objective.cycle
    limits = thresholds_of(org)
    frozen = cycle.state == Cycle.State.CLOSED
    day = min(today, cycle.ends) if frozen else today
    standing = standing_of(key_result, objective, readings, steps, day)
    current, reached, facts = standing.current, standing.progress, standing.facts
    latest = readings[-1] if readings else None
    calendar = working_days(org.country, cycle.starts, cycle.ends)
    slots = slots_for(key_result, objective, org, away)
    status = key_result_status(facts, today=day, slots=slots, working=calendar, thresholds=limits)
    live = key_result.state == KeyResult.State.LIVE and objective.state == Objective.State.AGREED
    moving = live and not frozen and cycle.state != Cycle.State.PLANNED
    due_from, due_by = (
        _due(slots, latest.on if latest else None, objective.joined_on, cycle) if moving else (None, None)
    )
    values = [reading.value for reading in readings if reading.value is not None]
    if key_result.kind == "milestones":
        values = [reading.progress for reading in readings if reading.progress is not None]
    return {
        "current": current,
        "progress": reached,
        "progress_agreed": _against_baseline(key_result, objective, current, reached),
        "expected": key_result_expected(facts, today=day, working=calendar, thresholds=limits),
        "confidence": latest.confidence if latest else None,
        "status": str(status),
        "status_on": day,
        "status_until": status_changes_on(facts, today=day, slots=slots, working=calendar, thresholds=limits)
        if moving
        else None,
        "stuck": key_result.kind in ("number", "milestones")
        and status is not Status.DONE
        and stuck(values, limits.stuck_after),
        "out_since": facts.out_since,
        "due_from": due_from,
        "due_by": due_by,
        "checked_in_on": latest.on if latest else None,
        "checked_in_at": latest.at if latest else None,
        "check_ins_count": len(readings),
        "last_change": values[-1] - values[-2] if len(values) > 1 else None,
        "spark": spark_of(readings),
    }


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a key result stands on a day, as its check-ins up to then say."""

    current: Decimal | None
    progress: Decimal | None
    facts: KeyResultFacts


def standing_of(
    key_result: KeyResult,
    objective: Objective,
    readings: Sequence[Reading],
    steps: Sequence[Milestone],
    day: date,
) -> Standing:
    cycle = objective.cycle
    current = _current(key_result, readings)
    latest = readings[-1] if readings else None
    left_on: date | None = None
    reached: Decimal | None = None
    if key_result.kind == "number" and current is not None and key_result.target is not None:
        reached = progress(start=key_result.start or Decimal(0), target=key_result.target, current=current)
    elif key_result.kind == "hold":
        held = [
            (reading.on, hold_within(reading.value, key_result.low, key_result.high))
            for reading in readings
            if reading.value is not None
        ]
        reached = hold_progress(held, starts=cycle.starts, today=day, ends=cycle.ends)
        left_on = out_since(held)
    elif key_result.kind == "milestones":
        reached = milestone_progress([(step.weight, step.done_on is not None) for step in steps])
        if not readings and not any(step.done_on for step in steps):
            reached = None
    elif key_result.kind == "done" and latest is not None:
        reached = Decimal(1) if latest.value else Decimal(0)
    facts = KeyResultFacts(
        kind=key_result.kind,
        ambition=objective.ambition,
        starts=cycle.starts,
        ends=cycle.ends,
        progress=reached,
        confidence=latest.confidence if latest else None,
        joined=objective.joined_on,
        due=key_result.due,
        last_check_in=latest.on if latest else None,
        owes_check_ins=key_result.driver == KeyResult.Driver.CHECK_INS,
        in_bounds=left_on is None if key_result.kind == "hold" and readings else None,
        out_since=left_on,
        plan=_plan(key_result, steps, cycle) if key_result.planned else None,
    )
    return Standing(current, reached, facts)


def spark_of(readings: Sequence[Reading]) -> str:
    """The progress of the latest check-ins in percent, oldest first: “0,12,30”."""
    points = [reading.progress for reading in readings if reading.progress is not None][-SPARK_POINTS:]
    return ",".join(str(max(-99, min(999, round(point * 100)))) for point in points)


def refresh_objective(objective: Objective, org: Organisation, today: date) -> bool:
    """Derive and store the objective's figures; say whether its parents or team see a change."""
    return _keep_objective(objective, objective_figures(objective, org, today))


def refresh_objectives(objectives: Sequence[Objective], org: Organisation, today: date) -> set[int]:
    """The same for many, in this order, as far as contributors are stored. Ids of those that changed."""
    ids = [objective.pk for objective in objectives]
    parts: dict[int, list[Part]] = {}
    for pk, part in _parts(objective__in=ids):
        parts.setdefault(pk, []).append(part)
    fed = set(
        Alignment.objects.filter(
            parent__in=ids, kind=Alignment.Kind.CONTRIBUTES, state=Alignment.State.ACTIVE
        ).values_list("parent_id", flat=True)
    )
    changed = set()
    for objective in objectives:
        links = contributions_to(objective) if objective.pk in fed else []
        written = objective_figures_from(objective, parts.get(objective.pk, []), links, org, today)
        if _keep_objective(objective, written):
            changed.add(objective.pk)
    return changed


def refresh_together(objectives: Sequence[Objective], org: Organisation, today: date) -> set[int]:
    """The same for many of which none contributes to another: read in two queries."""
    ids = tuple(objective.pk for objective in objectives)
    parts: dict[int, list[Part]] = {}
    for pk, part in _parts(objective__in=ids):
        parts.setdefault(pk, []).append(part)
    links: dict[int, list[Contribution]] = {}
    for pk, *sums in _contributions(ids):
        links.setdefault(pk, []).append(_contribution(*sums))
    changed = set()
    for objective in objectives:
        written = objective_figures_from(
            objective, parts.get(objective.pk, ()), links.get(objective.pk, ()), org, today
        )
        if _keep_objective(objective, written):
            changed.add(objective.pk)
    return changed


def _keep_objective(objective: Objective, written: Written) -> bool:
    changed = {name: value for name, value in written.items() if getattr(objective, name) != value}
    if changed:
        write(Objective, objective.pk, changed)
        for name, value in changed.items():
            setattr(objective, name, value)
    return not changed.keys().isdisjoint({"progress", "status", "key_results_red"})


@dataclass(frozen=True, slots=True)
class Part:
    """What an objective needs to know of one of its key results."""

    id: int
    state: str
    weight: Decimal | None
    progress: Decimal | None
    progress_agreed: Decimal | None
    confidence: int | None
    shown: str
    count: int
    at: datetime | None


def parts_of(objective: Objective) -> list[Part]:
    return [_part(row) for row in _parts_of(objective.pk)]


@prepared
def _parts_of(objective: int) -> QuerySet[KeyResult, tuple[Any, ...]]:
    return KeyResult.objects.filter(objective=objective).order_by("position", "id").values_list(*_PART)


_PART = (
    "id", "state", "weight", "progress", "progress_agreed", "confidence",
    "hand_status", "status", "check_ins_count", "checked_in_at", "objective_id",
)  # fmt: skip


def _part(row: tuple[Any, ...]) -> Part:
    pk, state, weight, reached, agreed, confidence, hand, status, count, at, _ = row
    return Part(pk, state, weight, reached, agreed, confidence, hand or status, count, at)


def _parts(**of: object) -> Iterator[tuple[int, Part]]:
    """With the id of the objective."""
    for row in KeyResult.objects.filter(**of).order_by("position", "id").values_list(*_PART):
        yield row[10], _part(row)


def objective_figures(objective: Objective, org: Organisation, today: date) -> Written:
    """Every stored figure of an objective as it should stand on ``today``, from its stored parts."""
    return objective_figures_from(objective, parts_of(objective), contributions_to(objective), org, today)


def objective_figures_from(
    objective: Objective, every: Sequence[Part], links: Sequence[Contribution], org: Organisation, today: date
) -> Written:
    """The same from what was read."""
    cycle = objective.cycle
    limits = thresholds_of(org)
    parts = [part for part in every if part.state == KeyResult.State.LIVE]
    computed = _rolled(parts, links, cycle)
    reached = computed if objective.override is None else objective.override
    frozen = cycle.state == Cycle.State.CLOSED
    day = min(today, cycle.ends) if frozen else today
    calendar = working_days(org.country, cycle.starts, cycle.ends)
    origin = max(cycle.starts, objective.joined_on or cycle.starts)
    share = elapsed_share(origin, cycle.ends, day, calendar)
    due = expected(ambition=objective.ambition, share=share, aspirational=limits.aspirational_aim)
    weighted = [
        (Status(part.shown), weight)
        for part, weight in zip(parts, effective_weights([part.weight for part in parts]), strict=True)
    ]
    moving = objective.state == Objective.State.AGREED and not frozen and cycle.state != Cycle.State.PLANNED
    status = objective_status(
        progress=reached,
        expected=due,
        share=share,
        ambition=objective.ambition,
        parts=weighted,
        thresholds=limits,
    )
    changes = (
        objective_changes_on(
            progress=reached,
            ambition=objective.ambition,
            parts=weighted,
            starts=cycle.starts,
            ends=cycle.ends,
            joined=objective.joined_on,
            today=day,
            working=calendar,
            thresholds=limits,
        )
        if moving
        else None
    )
    confidences = [part.confidence for part in parts if part.confidence is not None]
    times = [part.at for part in every if part.at is not None]
    return {
        "computed": computed,
        "progress": reached,
        "progress_agreed": _as_agreed(objective, every, links, cycle) if objective.amended else computed,
        "expected": due,
        "confidence": min(confidences, default=None),
        "status": str(status),
        "status_on": day,
        "status_until": changes,
        "key_results_live": len(parts),
        "key_results_red": sum(1 for part in parts if part.shown == Status.OFF_TRACK),
        "checked_in_at": max(times, default=None),
        "check_ins_count": sum(part.count for part in every),
    }


@dataclass(frozen=True, slots=True)
class Contribution:
    """Contributing objectives of one cycle and one weight, summed by the database."""

    starts: date
    ends: date
    weight: Decimal | None
    count: int
    valued: int
    plain: Decimal


def contributions_to(objective: Objective) -> list[Contribution]:
    """What contributes to an objective, by cycle and weight: two queries however many there are."""
    # Most objectives have none, and are refreshed with every check-in.
    if not _is_fed(objective.pk):
        return []
    return [_contribution(*sums) for _, *sums in _contributions((objective.pk,))]


def _contribution(
    starts: date, ends: date, weight: Decimal | None, count: int, valued: int, plain: int | None
) -> Contribution:
    return Contribution(starts, ends, weight, count, valued, Decimal(int(plain or 0)).scaleb(-6))


def contributing(**parents: object) -> QuerySet[Alignment]:
    return Alignment.objects.filter(
        kind=Alignment.Kind.CONTRIBUTES, state=Alignment.State.ACTIVE, key_result__isnull=True, **parents
    )


@prepared
def _is_fed(pk: int) -> QuerySet[Alignment, int]:
    return contributing(parent=pk).values_list("id", flat=True)[:1]


@prepared
def _contributions(parents: tuple[int, ...]) -> QuerySet[Alignment, tuple[Any, ...]]:
    """For each of these parents, each cycle and each weight: how many there are, with a value, their sum."""
    held = Case(
        When(child__progress__isnull=True, then=Value(0)),
        When(child__progress__lt=Decimal(0), then=Value(0)),
        When(child__progress__gt=Decimal(1), then=Value(1_000_000)),
        default=F("child__progress"),
        output_field=BigIntegerField(),
    )
    return (
        contributing(parent__in=parents)
        .filter(child__state__in=[Objective.State.AGREED, Objective.State.CLOSED])
        .exclude(child__outcome=Objective.Outcome.DROPPED)
        .order_by()
        .values("parent_id", "child__cycle__starts", "child__cycle__ends", "weight")
        .annotate(count=Count("id"), valued=Count("child__progress"), plain=Sum(held))
        .values_list(
            "parent_id", "child__cycle__starts", "child__cycle__ends", "weight", "count", "valued", "plain"
        )
    )


def _rolled(parts: Sequence[Part], links: Sequence[Contribution], cycle: Cycle) -> Decimal | None:
    return pooled([(part.progress, part.weight) for part in parts], links, cycle)


def pooled(
    own: Sequence[tuple[Decimal | None, Decimal | None]], links: Sequence[Contribution], cycle: Cycle
) -> Decimal | None:
    """Key results and contributing objectives in one pool of weights."""
    everything = [weight for _, weight in own] + [link.weight for link in links for _ in range(link.count)]
    automatic = _automatic(everything)

    def weight_of(given: Decimal | None) -> Decimal:
        return automatic if given is None else given

    whole = Totals.of((reached, weight_of(weight)) for reached, weight in own)
    shorter: list[tuple[date, date, Totals]] = []
    for link in links:
        weight = weight_of(link.weight)
        totals = Totals(link.count, link.valued, weight * link.count, weight * link.plain, link.plain)
        if link.ends - link.starts >= cycle.ends - cycle.starts:
            whole = whole + totals
        else:
            shorter.append((link.starts, link.ends, totals))
    if not shorter:
        return whole.progress()
    return roll_up_over_time(whole, shorter, starts=cycle.starts, ends=cycle.ends)


def _automatic(weights: Sequence[Decimal | None]) -> Decimal:
    """What an empty weight counts beside the others."""
    for weight, given in zip(effective_weights(weights), weights, strict=True):
        if given is None:
            return weight
    return Decimal(1)


def _as_agreed(
    objective: Objective, every: Sequence[Part], links: Sequence[Contribution], cycle: Cycle
) -> Decimal | None:
    """Progress against the baseline: its key results with their weights, dropped ones at their last value."""
    agreed = baseline_of(objective)
    if not agreed:
        return None
    known = {part.id: part for part in every}
    own: list[tuple[Decimal | None, Decimal | None]] = []
    for pk, row in agreed.items():
        part = known.get(pk)
        weight = row.get("weight")
        own.append((part.progress_agreed if part else None, None if weight is None else Decimal(str(weight))))
    return pooled(own, links, cycle)


def baseline_of(objective: Objective) -> dict[int, dict[str, object]]:
    """What was agreed of each key result, by its id; empty before anything was."""
    baseline = getattr(objective, "baseline", None)
    if baseline is None:
        return {}
    return {int(row["id"]): row for row in baseline.key_results}


def _against_baseline(
    key_result: KeyResult, objective: Objective, current: Decimal | None, reached: Decimal | None
) -> Decimal | None:
    if not objective.amended or key_result.kind != "number":
        return reached
    row = baseline_of(objective).get(key_result.pk)
    if row is None or current is None or row.get("target") is None:
        return reached
    start, target = Decimal(str(row.get("start") or 0)), Decimal(str(row["target"]))
    return progress(start=start, target=target, current=current) if start != target else reached


def _current(key_result: KeyResult, readings: Sequence[Reading]) -> Decimal | None:
    if key_result.driver == KeyResult.Driver.BELOW:
        rows = list(
            KeyResult.objects.filter(below=key_result, state=KeyResult.State.LIVE)
            .exclude(objective__outcome=Objective.Outcome.DROPPED)
            .order_by(F("checked_in_at").asc(nulls_first=True), "id")
            .values_list("current", flat=True)
        )
        return below(key_result.mode, rows)
    for reading in reversed(readings):
        if reading.value is not None:
            return reading.value
    return None


def _plan(key_result: KeyResult, steps: Sequence[Milestone], cycle: Cycle) -> Plan | None:
    if key_result.kind == "milestones":
        return Plan.milestones([(step.weight, step.due) for step in steps])
    if key_result.kind != "number" or key_result.target is None:
        return None
    points = list(PhasedTarget.objects.filter(key_result=key_result).values_list("on", "value"))
    if not points:
        return None
    return Plan.phased(points, key_result.start or Decimal(0), key_result.target, cycle.ends)


type Away = tuple[tuple[date, date], ...]


def leaves_in(cycle: Cycle, people: Iterable[int]) -> dict[int, Away]:
    """Who is away when during a cycle; one query."""
    found: dict[int, Away] = {}
    for person, first, last in _leaves(tuple(sorted(set(people))), cycle.starts, cycle.ends):
        found[person] = (*found.get(person, ()), (first, last))
    return found


@prepared
def _leaves(people: tuple[int, ...], starts: date, ends: date) -> QuerySet[Leave, tuple[int, date, date]]:
    away = Leave.objects.filter(person__in=people, last__gte=starts, first__lte=ends)
    return away.order_by("person", "first").values_list("person_id", "first", "last")


def slots_for(
    key_result: KeyResult, objective: Objective, org: Organisation, away: Mapping[int, Away]
) -> Sequence[date]:
    """The days on which its owner is to check in: those after it was agreed, as nothing was owed before."""
    if objective.agreed_at is None:
        return ()
    cycle = objective.cycle
    team = objective.counted_in
    weekday = org.check_in_weekday if team is None or team.check_in_weekday is None else team.check_in_weekday
    owner = key_result.owner_id or objective.owner_id
    slots = slots_of(org.country, cycle.starts, cycle.ends, weekday, away.get(owner, ()))
    since = company_day(org, max(objective.agreed_at, key_result.created_at))
    return slots[bisect_right(slots, since) :]


def _due(
    slots: Sequence[date], last: date | None, joined: date | None, cycle: Cycle
) -> tuple[date | None, date | None]:
    """From when the next check-in is asked for, and by when it is due."""
    if last is None:
        place = bisect_left(slots, joined + timedelta(days=1)) if joined else 0
    else:
        place = bisect_left(slots, last) + 1
    if place >= len(slots):
        return None, None
    by = slots[place]
    opened = slots[place - 1] + timedelta(days=1) if place else cycle.starts
    return max(opened, by - timedelta(days=ASKED_DAYS_BEFORE)), by


def worst(statuses: Sequence[str]) -> str:
    """The status that asks for most."""
    return max(statuses, key=lambda status: severity(Status(status)), default=str(Status.NOT_STARTED))
