"""Verbs of cycles: set, generate ahead by rule, edit, and step from state to state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import batched

from django.db import transaction
from django.db.models import Q

from headway.activity.models import Event
from headway.activity.record import record
from headway.core.errors import N_, Conflict, NotFound, Refusal, Refusals
from headway.core.text import clean_line, clean_text
from headway.goals.access import require
from headway.goals.actions.fields import ChoiceUnknown
from headway.goals.actions.figures import refresh_key_results, refresh_objectives
from headway.goals.actions.key_results import take_baselines
from headway.goals.actions.refusals import CycleClosed, ReasonMissing
from headway.goals.actions.ripples import count_team, wake
from headway.goals.models import Alignment, Cycle, KeyResult, Objective, Ripple
from headway.goals.rules import drafting_opens, generate_cycles, may_step
from headway.people.models import Organisation
from headway.people.viewer import Viewer

BATCH = 500
MOST_LEVELS = 64


class EndsBeforeStart(Refusal):
    code = "cycle_ends_before_it_starts"
    sentence = N_("The last day lies before the first.")


class CycleTooLong(Refusal):
    code = "cycle_too_long"
    sentence = N_("A cycle lasts at most two years.")


class TooFarAhead(Refusal):
    code = "cycles_too_far"
    sentence = N_("Generate at most five years at a time.")


class StepTooFar(Refusal):
    code = "cycle_step_too_far"
    sentence = N_("A cycle goes one step at a time: from %(now)s to the one before or after.")
    status = 409


class SameCycleExists(Refusal):
    code = "cycle_exists"
    sentence = N_("There is a cycle of this kind on these days already.")
    status = 409


def may_keep_cycles(by: Viewer) -> bool:
    return by.person.is_admin or by.person.champion


@transaction.atomic
def create_cycle(
    *,
    kind: str,
    starts: date,
    ends: date,
    name: str = "",
    practice: bool = False,
    state: str = Cycle.State.PLANNED,
    by: Viewer,
    door: str,
) -> Cycle:
    """Set a cycle on its days (both inclusive); it nests in the shortest longer one that holds it."""
    require(may_keep_cycles(by))
    title = _check(kind, starts, ends, name)
    if state not in Cycle.State.values:
        raise ChoiceUnknown(field="state", given=state, choices=", ".join(Cycle.State.values))
    if kind != Cycle.Kind.CUSTOM and Cycle.objects.filter(kind=kind, starts=starts, ends=ends).exists():
        raise SameCycleExists(field="starts")
    cycle = Cycle.objects.create(
        kind=kind,
        name=title,
        starts=starts,
        ends=ends,
        practice=practice,
        state=state,
        drafting_opens=drafting_opens(kind, starts),
    )
    nest_all()
    cycle.refresh_from_db()
    record(
        "created",
        cycle,
        actor=by.person,
        at=by.at,
        door=door,
        after={"kind": kind, "starts": starts, "ends": ends, "state": state},
    )
    return cycle


@transaction.atomic
def edit_cycle(
    pk: int,
    *,
    starts: date,
    ends: date,
    name: str = "",
    practice: bool = False,
    opens: date | None = None,
    reveal: Sequence[date | None] = (None, None, None),
    pilots: Sequence[int] = (),
    version: int,
    by: Viewer,
    door: str,
) -> Cycle:
    """``version`` is the one the person read: if somebody saved since, ``Conflict`` and nothing changes."""
    require(may_keep_cycles(by))
    cycle = Cycle.objects.select_for_update().filter(pk=pk).first()
    if cycle is None:
        raise NotFound()
    if cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    if cycle.version != version:
        raise Conflict(field="version", version=cycle.version)
    title = _check(cycle.kind, starts, ends, name)
    before = {"starts": cycle.starts, "ends": cycle.ends, "name": cycle.name, "practice": cycle.practice}
    moved = (starts, ends) != (cycle.starts, cycle.ends)
    cycle.starts, cycle.ends, cycle.name, cycle.practice = starts, ends, title, practice
    cycle.drafting_opens = opens or drafting_opens(cycle.kind, starts)
    cycle.reveal_company, cycle.reveal_teams, cycle.reveal_people = reveal
    cycle.version += 1
    cycle.save()
    cycle.pilots.set(pilots)
    if moved:
        nest_all()
        refresh_cycle(cycle, by.org, by.today, actor=by)
    record(
        "edited",
        cycle,
        actor=by.person,
        at=by.at,
        door=door,
        before=before,
        after={"starts": starts, "ends": ends, "name": title, "practice": practice},
    )
    return cycle


@transaction.atomic
def step_cycle(pk: int, *, state: str, reason: str = "", by: Viewer, door: str) -> Cycle:
    """One step on, or one back with a reason. Running takes baselines; closing freezes every figure."""
    require(may_keep_cycles(by))
    cycle = Cycle.objects.select_for_update().filter(pk=pk).first()
    if cycle is None:
        raise NotFound()
    if not may_step(cycle.state, state):
        raise StepTooFar(field="state", now=cycle.get_state_display())
    states = list(Cycle.State.values)
    backwards = states.index(state) < states.index(cycle.state)
    if backwards:
        require(by.person.is_admin)
    sentence = clean_text(reason, limit=2_000, field="reason")
    if backwards and not sentence:
        raise ReasonMissing(field="reason")
    before = cycle.state
    _enter(cycle, state, at=by.at)
    refresh_cycle(cycle, by.org, by.today, actor=by)
    record(
        "reopened" if backwards else "stepped",
        cycle,
        actor=by.person,
        at=by.at,
        door=door,
        reason=sentence,
        before={"state": before},
        after={"state": state},
    )
    return cycle


@transaction.atomic
def generate_ahead(*, kinds: Sequence[str], first: date, last: date, by: Viewer, door: str) -> list[Cycle]:
    """Every cycle of these kinds that shares a day with ``first`` to ``last`` and is not there yet.

    Each gets the state its days ask for: drafting once that opens, running from its first day, in review
    where its last has passed.
    """
    require(may_keep_cycles(by))
    if last < first:
        raise EndsBeforeStart(field="last")
    if last - first > timedelta(days=5 * 366):
        raise TooFarAhead(field="last")
    made = []
    for kind in kinds:
        if kind not in Cycle.Kind.values or kind == Cycle.Kind.CUSTOM:
            raise ChoiceUnknown(field="kinds", given=kind, choices=", ".join(Cycle.Kind.values[:-1]))
        for starts, ends in generate_cycles(kind, by.org.fiscal_month, first, last):
            if Cycle.objects.filter(kind=kind, starts=starts, ends=ends).exists():
                continue
            opens = drafting_opens(kind, starts)
            made.append(
                Cycle.objects.create(
                    kind=kind,
                    starts=starts,
                    ends=ends,
                    drafting_opens=opens,
                    state=_state_by_day(opens, starts, ends, by.today),
                )
            )
    nest_all()
    for cycle in made:
        record(
            "created",
            cycle,
            actor=by.person,
            at=by.at,
            door=door,
            after={"kind": cycle.kind, "starts": cycle.starts, "ends": cycle.ends, "state": cycle.state},
        )
    return made


@transaction.atomic
def open_due_cycles(org: Organisation, today: date, *, at: datetime) -> list[Cycle]:
    """What the calendar does: drafting opens on its day, and what is drafted runs from its first day.

    Nothing ends by itself, and a cycle that was taken back by hand waits for a hand.
    """
    taken_back = Event.objects.filter(noun="cycle", verb="reopened").values("noun_id")
    opened = []
    for before, state, due in (
        (Cycle.State.PLANNED, Cycle.State.DRAFTING, Q(drafting_opens__lte=today)),
        (Cycle.State.DRAFTING, Cycle.State.RUNNING, Q(starts__lte=today)),
    ):
        cycles = Cycle.objects.select_for_update().filter(due, state=before).exclude(pk__in=taken_back)
        for cycle in cycles.order_by("id"):
            _enter(cycle, state, at=at)
            refresh_cycle(cycle, org, today)
            record(
                "stepped",
                cycle,
                actor=None,
                at=at,
                door="day",
                before={"state": before},
                after={"state": state},
            )
            opened.append(cycle)
    return opened


def _enter(cycle: Cycle, state: str, *, at: datetime) -> None:
    """Into the next state; what runs keeps what was agreed."""
    cycle.state = state
    cycle.version += 1
    cycle.save(update_fields=["state", "version"])
    if state == Cycle.State.RUNNING:
        waiting = Objective.objects.filter(cycle=cycle, state=Objective.State.AGREED, baseline__isnull=True)
        for pks in batched(list(waiting.values_list("pk", flat=True)), 1_000):
            take_baselines(pks, at=at)


def nest_all() -> None:
    """Put every cycle inside the shortest longer one that holds all its days."""
    cycles = list(Cycle.objects.all())
    for cycle in cycles:
        around = [
            other
            for other in cycles
            if other.pk != cycle.pk
            and other.starts <= cycle.starts
            and cycle.ends <= other.ends
            and (other.ends - other.starts) > (cycle.ends - cycle.starts)
        ]
        parent = min(around, key=lambda other: (other.ends - other.starts, other.pk), default=None)
        if cycle.parent_id != (parent.pk if parent else None):
            cycle.parent = parent
            cycle.save(update_fields=["parent"])


def refresh_cycle(cycle: Cycle, org: Organisation, today: date, *, actor: Viewer | None = None) -> None:
    """Derive every stored figure of a cycle again: key results, objectives, teams; longer cycles follow."""
    rows = KeyResult.objects.filter(objective__cycle=cycle).select_related(
        "objective__counted_in", "objective__owner", "objective__baseline"
    )
    for batch in batched(rows.iterator(chunk_size=BATCH), BATCH):
        for row in batch:
            row.objective.cycle = cycle
        refresh_key_results(batch, org, today)
    teams: set[int | None] = set()
    objectives = Objective.objects.filter(cycle=cycle).select_related("counted_in", "baseline")
    for several in batched(objectives.iterator(chunk_size=BATCH), BATCH):
        for objective in several:
            objective.cycle = cycle
            teams.add(objective.counted_in_id)
        refresh_objectives(several, org, today)
    _roll_up(cycle, org, today, actor)
    for team in teams:
        count_team(team, cycle.pk)


def _roll_up(cycle: Cycle, org: Organisation, today: date, actor: Viewer | None) -> None:
    """What the objectives of a cycle contribute to: here level by level, in other cycles by ripples."""
    links = Alignment.objects.filter(
        child__cycle=cycle,
        kind=Alignment.Kind.CONTRIBUTES,
        state=Alignment.State.ACTIVE,
        key_result__isnull=True,
    )
    parents = list(
        Objective.objects.filter(
            cycle=cycle, pk__in=links.filter(parent__cycle=cycle).values("parent")
        ).select_related("counted_in", "baseline")
    )
    for parent in parents:
        parent.cycle = cycle
    for _ in range(MOST_LEVELS):
        if not refresh_objectives(parents, org, today):
            break
    beyond = links.exclude(parent__cycle=cycle).values_list("parent_id", flat=True).distinct()
    whose = actor.id if actor else None
    Ripple.objects.bulk_create([Ripple(rolled_id=pk, actor_id=whose) for pk in beyond], batch_size=BATCH)
    transaction.on_commit(wake)


def _state_by_day(opens: date, starts: date, ends: date, today: date) -> str:
    if today > ends:
        return Cycle.State.REVIEWING
    if today >= starts:
        return Cycle.State.RUNNING
    return Cycle.State.DRAFTING if today >= opens else Cycle.State.PLANNED


def _check(kind: str, starts: date, ends: date, name: str) -> str:
    errors: list[Refusal] = []
    if kind not in Cycle.Kind.values:
        errors.append(ChoiceUnknown(field="kind", given=kind, choices=", ".join(Cycle.Kind.values)))
    if ends < starts:
        errors.append(EndsBeforeStart(field="ends"))
    elif ends - starts > timedelta(days=731):
        errors.append(CycleTooLong(field="ends"))
    if errors:
        raise Refusals(errors)
    return clean_line(name, limit=80, field="name", required=False)
