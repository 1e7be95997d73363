"""Verbs of key results: add, edit, amend, drop, claim, release, delegate, status by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from headway.activity.record import plain, record
from headway.core.decimals import to_text
from headway.core.errors import N_, Conflict, Forbidden, NotFound, Refusal, Refusals
from headway.core.text import clean_text
from headway.goals.access import (
    agreeing_people,
    may_agree,
    may_edit,
    may_hand_on,
    may_judge,
    may_see,
    require,
    see_key_result,
)
from headway.goals.actions.alignment import follow_above
from headway.goals.actions.fields import (
    ChoiceUnknown,
    KeyResultFields,
    MilestoneFields,
    check_days,
    check_key_result,
)
from headway.goals.actions.figures import refresh_key_result, refresh_key_results, refresh_objective
from headway.goals.actions.refusals import (
    CycleClosed,
    NoAmendmentsInReview,
    PersonUnknown,
    ReasonMissing,
    WrongState,
)
from headway.goals.actions.ripples import ripple
from headway.goals.models import (
    Amendment,
    Baseline,
    Claim,
    Cycle,
    KeyResult,
    Milestone,
    Objective,
    PhasedTarget,
)
from headway.goals.models.objectives import Health
from headway.goals.rules import StartEqualsTarget
from headway.people.models import Person
from headway.people.viewer import Viewer

# Changing one of these after agreement is an amendment: a reason, and the agreeing person's yes.
AGREED_FIELDS = ("kind", "start", "target", "low", "high", "weight", "unit_kind", "unit")
WORDING_FIELDS = ("title", "decimals", "owner_id", "delegate_id", "due")


class ReasonForAmendment(Refusal):
    code = "amendment_reason_missing"
    sentence = N_("This was agreed: say why it changes, and the agreeing person is asked.")


class AlreadyClaimed(Refusal):
    code = "already_claimed"
    sentence = N_("%(name)s already asked to take this on.")
    status = 409


class HasOwner(Refusal):
    code = "has_owner"
    sentence = N_("%(name)s owns this key result.")
    status = 409


class FirstRefusal(Refusal):
    code = "first_refusal"
    sentence = N_("%(name)s proposed this and may claim it first, until %(until)s.")
    status = 409


class AlreadyAnswered(Refusal):
    code = "already_answered"
    sentence = N_("This has been answered already.")
    status = 409


class HasNoOwner(Refusal):
    code = "has_no_owner"
    sentence = N_("Nobody owns this key result: it is open to be claimed already.")
    status = 409


class GivenTwice(Refusal):
    code = "key_result_twice"
    sentence = N_("This key result stands here twice.")


class NotLive(Refusal):
    code = "key_result_dropped"
    sentence = N_("This key result was dropped.")
    status = 409


def add_row(
    objective: Objective, given: KeyResultFields, position: int, *, by: Viewer, proposer: Person | None = None
) -> KeyResult:
    """Write a new key result of cleaned and checked fields, with its figures; part of a larger verb."""
    row = write_row(objective, given, position, by=by, proposer=proposer)
    refresh_key_result(row, objective, by.org, by.today)
    return row


def write_row(
    objective: Objective, given: KeyResultFields, position: int, *, by: Viewer, proposer: Person | None = None
) -> KeyResult:
    """The same, for who derives the figures of all its key results afterwards."""
    try:
        with transaction.atomic():
            row = KeyResult.objects.create(
                objective=objective,
                proposer=proposer or by.person,
                position=position,
                created_at=by.at,
                changed_at=by.at,
                **_columns(given),
            )
    except IntegrityError as error:
        raise Conflict() from error
    _write_steps(row, given)
    return row


def rows_of(objective: Objective) -> list[KeyResult]:
    """Every key result, dropped ones too, knowing this very objective."""
    rows = list(objective.key_results.all())
    for row in rows:
        row.objective = objective
    return rows


def edit_rows(
    objective: Objective, rows: Sequence[KeyResultFields], *, by: Viewer, door: str, reason: str = ""
) -> None:
    """Bring an objective's key results to ``rows``, in that order; part of a larger verb.

    Before agreement rows come and go freely; afterwards wording changes at once and the rest is amended.
    """
    known = {row.pk: row for row in objective.key_results.select_for_update().filter(state="live")}
    ids = [given.id for given in rows]
    for place, pk in enumerate(ids):
        if pk is not None and pk not in known:
            raise NotFound(field=f"key_results.{place}.id")
        if pk is not None and pk in ids[:place]:
            raise GivenTwice(field=f"key_results.{place}.title")
    agreed = objective.state == Objective.State.AGREED
    for place, given in enumerate(rows):
        if given.id is None:
            if agreed:
                _ask_or_amend(objective, None, {}, _plain_fields(given), by=by, door=door, reason=reason)
            else:
                write_row(objective, given, place, by=by)
        else:
            edit_row(objective, known.pop(given.id), given, place, by=by, door=door, reason=reason)
    for row in known.values():
        if agreed:
            _ask_or_amend(
                objective, row, {"state": "live"}, {"state": "dropped"}, by=by, door=door, reason=reason
            )
        else:
            _drop(row, objective, by=by, door=door, reason=reason)


def edit_row(
    objective: Objective,
    row: KeyResult,
    given: KeyResultFields,
    position: int,
    *,
    by: Viewer,
    door: str,
    reason: str = "",
) -> None:
    """Bring one key result to cleaned and checked fields; once agreed, its metric by amendment."""
    columns = _columns(given)
    old_steps, new_steps = _stored_plan(row), _plan_of(given)
    before: dict[str, object] = {name: getattr(row, name) for name in columns} | old_steps
    after = columns | new_steps
    changed = [name for name in after if name != "planned" and after[name] != before[name]]
    agreed = objective.state == Objective.State.AGREED
    metric = [name for name in changed if agreed and _is_agreed(name, before[name], after[name])]
    at_once = [name for name in changed if name not in metric]
    for name in at_once:
        if name in columns:
            setattr(row, name, columns[name])
    row.position = position
    row.version += 1
    row.changed_at = by.at
    if not set(metric) & {"kind", *new_steps}:
        _write_steps(row, given)
        row.planned = bool(columns["planned"])
    row.save()
    if at_once:
        record(
            "reworded" if agreed else "edited",
            row,
            actor=by.person,
            at=by.at,
            door=door,
            reason=reason,
            objective_id=objective.pk,
            team_id=objective.counted_in_id,
            before={name: before[name] for name in at_once},
            after={name: after[name] for name in at_once},
        )
    if metric:
        _ask_or_amend(
            objective,
            row,
            {name: before[name] for name in metric},
            {name: after[name] for name in metric},
            by=by,
            door=door,
            reason=reason,
        )
    refresh_key_result(row, objective, by.org, by.today)


@transaction.atomic
def add_key_result(
    objective: Objective, given: KeyResultFields, *, by: Viewer, door: str, reason: str = ""
) -> KeyResult | Amendment:
    """Add one key result; to an agreed objective it is an amendment, which waits for a yes."""
    require(may_edit(by, objective))
    locked = (
        Objective.objects.select_for_update(of=("self",))
        .select_related("cycle", "owner", "counted_in")
        .get(pk=objective.pk)
    )
    cleaned = _checked(given, locked)
    _open(locked)
    _touch(locked, by)
    if locked.state == Objective.State.AGREED:
        amendment = _ask_or_amend(locked, None, {}, _plain_fields(cleaned), by=by, door=door, reason=reason)
        _settle_objective(locked, by)
        return amendment if amendment.key_result is None else amendment.key_result
    last = locked.key_results.aggregate(last=Max("position"))["last"]
    row = add_row(locked, cleaned, 0 if last is None else last + 1, by=by)
    record(
        "added",
        row,
        actor=by.person,
        at=by.at,
        door=door,
        objective_id=locked.pk,
        team_id=locked.counted_in_id,
        after={"title": row.title},
    )
    _settle_objective(locked, by)
    return row


@transaction.atomic
def edit_key_result(
    pk: int, given: KeyResultFields, *, version: int, by: Viewer, door: str, reason: str = ""
) -> KeyResult:
    row = _locked(pk, by)
    require(may_edit(by, row.objective))
    if row.version != version:
        raise Conflict(field="version", version=row.version)
    _open(row.objective)
    _touch(row.objective, by)
    edit_row(
        row.objective, row, _checked(given, row.objective), row.position, by=by, door=door, reason=reason
    )
    _settle_objective(row.objective, by)
    return row


@transaction.atomic
def drop_key_result(pk: int, *, reason: str, by: Viewer, door: str) -> Amendment | None:
    """Take a key result out of the live roll-up; once agreed, with a reason and the agreeing person's yes."""
    row = _locked(pk, by)
    require(may_edit(by, row.objective))
    _open(row.objective)
    amendment = None
    if row.objective.state == Objective.State.AGREED:
        amendment = _ask_or_amend(
            row.objective, row, {"state": "live"}, {"state": "dropped"}, by=by, door=door, reason=reason
        )
    else:
        _drop(row, row.objective, by=by, door=door, reason=reason)
    _touch(row.objective, by)
    _settle_objective(row.objective, by)
    return amendment


@transaction.atomic
def answer_amendment(pk: int, *, agree: bool, sentence: str = "", by: Viewer, door: str) -> Amendment:
    """The agreeing person's yes or no to a change of something agreed."""
    amendment = (
        Amendment.objects.select_for_update(of=("self",))
        .select_related("objective__cycle", "objective__owner", "objective__counted_in", "key_result")
        .filter(pk=pk)
        .first()
    )
    if amendment is None or not may_see(by, amendment.objective):
        raise NotFound()
    objective = amendment.objective
    if not may_agree(by, objective):
        raise Forbidden()
    if amendment.state != Amendment.State.ASKED:
        raise AlreadyAnswered()
    _open(objective)
    if agree and objective.cycle.state == Cycle.State.REVIEWING:
        raise NoAmendmentsInReview()
    if agree and amendment.key_result is not None and amendment.key_result.state != KeyResult.State.LIVE:
        raise NotLive()
    amendment.state = Amendment.State.AGREED if agree else Amendment.State.DECLINED
    amendment.answered_by, amendment.answered_at = by.person, by.at
    amendment.sentence = clean_text(sentence, limit=2000, field="sentence")
    amendment.save()
    if agree:
        _apply(amendment, by)
        _touch(objective, by)
    record(
        "amendment_agreed" if agree else "amendment_declined",
        amendment,
        actor=by.person,
        at=by.at,
        door=door,
        reason=amendment.sentence,
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
        before=amendment.before,
        after=amendment.after,
    )
    _settle_objective(objective, by)
    return amendment


@transaction.atomic
def claim_key_result(pk: int, *, by: Viewer, door: str) -> Claim:
    """Ask to take on an unclaimed key result; the objective's owner confirms (their own at once)."""
    row = _locked(pk, by)
    if by.person.is_guest:
        raise Forbidden()
    _open(row.objective)
    if row.owner is not None:
        raise HasOwner(name=row.owner.name)
    waiting = row.claims.filter(state=Claim.State.ASKED).select_related("person").first()
    if waiting is not None:
        raise AlreadyClaimed(name=waiting.person.name)
    until = row.created_at + timedelta(days=by.org.claim_days)
    if by.at < until and by.id not in (row.proposer_id, row.objective.owner_id):
        raise FirstRefusal(name=row.proposer.name, until=until.date().isoformat())
    claim = Claim.objects.create(key_result=row, person=by.person, asked_at=by.at)
    record(
        "claimed",
        row,
        actor=by.person,
        at=by.at,
        door=door,
        objective_id=row.objective_id,
        team_id=row.objective.counted_in_id,
        after={"claim": claim.pk},
    )
    if by.id == row.objective.owner_id:
        _confirm(claim, row, by=by, door=door)
    return claim


@transaction.atomic
def answer_claim(pk: int, *, confirm: bool, reason: str = "", by: Viewer, door: str) -> Claim:
    claim = Claim.objects.filter(pk=pk).first()
    if claim is None:
        raise NotFound()
    row = _locked(claim.key_result_id, by)
    claim = Claim.objects.select_for_update().get(pk=pk)
    require(may_edit(by, row.objective))
    if claim.state != Claim.State.ASKED:
        raise AlreadyAnswered()
    _open(row.objective)
    if confirm:
        _confirm(claim, row, by=by, door=door)
    else:
        claim.state, claim.answered_at = Claim.State.DECLINED, by.at
        claim.reason = clean_text(reason, limit=2000, field="reason")
        claim.save()
        record(
            "claim_declined",
            row,
            actor=by.person,
            at=by.at,
            door=door,
            reason=claim.reason,
            objective_id=row.objective_id,
            team_id=row.objective.counted_in_id,
        )
    return claim


@transaction.atomic
def release_key_result(pk: int, *, reason: str, by: Viewer, door: str) -> KeyResult:
    """Give a key result back, open to be claimed; takes a reason."""
    row = _locked(pk, by)
    require(may_hand_on(by, row))
    _open(row.objective)
    if row.owner_id is None:
        raise HasNoOwner()
    sentence = clean_text(reason, limit=2000, field="reason")
    if not sentence:
        raise ReasonMissing(field="reason")
    before = row.owner_id
    row.owner = None
    row.save(update_fields=["owner"])
    _touch(row.objective, by)
    Claim.objects.filter(key_result=row, state=Claim.State.CONFIRMED).update(state=Claim.State.RELEASED)
    record(
        "released",
        row,
        actor=by.person,
        at=by.at,
        door=door,
        reason=sentence,
        objective_id=row.objective_id,
        team_id=row.objective.counted_in_id,
        before={"owner": before},
        after={"owner": None},
    )
    ripple(row.objective, by=by)
    return row


@transaction.atomic
def set_delegate(pk: int, *, person_id: int | None, by: Viewer, door: str) -> KeyResult:
    """Name who checks in beside the owner; no amendment."""
    row = _locked(pk, by)
    require(may_hand_on(by, row))
    _open(row.objective)
    before = row.delegate_id
    if person_id is not None and not Person.objects.filter(pk=person_id, is_active=True).exists():
        raise PersonUnknown(field="delegate")
    row.delegate_id = person_id
    row.save(update_fields=["delegate"])
    _touch(row.objective, by)
    record(
        "delegated",
        row,
        actor=by.person,
        at=by.at,
        door=door,
        objective_id=row.objective_id,
        team_id=row.objective.counted_in_id,
        before={"delegate": before},
        after={"delegate": person_id},
    )
    return row


@transaction.atomic
def set_hand_status(pk: int, *, status: str, note: str, by: Viewer, door: str) -> KeyResult:
    """Set the status by hand with a sentence, or lift it with an empty status; both are shown."""
    row = _locked(pk, by)
    require(may_judge(by, row))
    _open(row.objective)
    if status and status not in Health.values:
        raise ChoiceUnknown(field="status", given=status, choices=", ".join(Health.values))
    sentence = clean_text(note, limit=2000, field="note")
    if status and not sentence:
        raise ReasonMissing(field="note")
    before = row.hand_status
    row.hand_status, row.hand_note = status, sentence if status else ""
    row.save(update_fields=["hand_status", "hand_note"])
    record(
        "status_set" if status else "status_lifted",
        row,
        actor=by.person,
        at=by.at,
        door=door,
        reason=sentence,
        objective_id=row.objective_id,
        team_id=row.objective.counted_in_id,
        before={"status": before or row.status},
        after={"status": status or row.status},
    )
    _settle_objective(row.objective, by)
    return row


def take_baseline(objective: Objective, *, at: datetime) -> None:
    """Keep what was agreed, once: at agreement or when the cycle starts to run, whichever is later."""
    if not Baseline.objects.filter(objective=objective).exists():
        take_baselines([objective.pk], at=at)


def take_baselines(objectives: Sequence[int], *, at: datetime) -> None:
    """The same for objectives that have none yet: two queries for up to a thousand."""
    agreed: dict[int, list[dict[str, str | int | None]]] = {pk: [] for pk in objectives}
    live = KeyResult.objects.filter(objective__in=objectives, state=KeyResult.State.LIVE)
    for row in live.order_by("objective", "position", "id"):
        agreed[row.objective_id].append(
            {
                "id": row.pk,
                "title": row.title,
                "kind": row.kind,
                "start": _text(row.start),
                "target": _text(row.target),
                "low": _text(row.low),
                "high": _text(row.high),
                "weight": _text(row.weight),
                "unit_kind": row.unit_kind,
                "unit": row.unit,
            }
        )
    Baseline.objects.bulk_create(
        [Baseline(objective_id=pk, taken_at=at, key_results=rows) for pk, rows in agreed.items()]
    )


def _ask_or_amend(
    objective: Objective,
    row: KeyResult | None,
    before: Mapping[str, object],
    after: Mapping[str, object],
    *,
    by: Viewer,
    door: str,
    reason: str,
) -> Amendment:
    if objective.cycle.state == Cycle.State.REVIEWING:
        raise NoAmendmentsInReview()
    sentence = clean_text(reason, limit=2000, field="reason")
    if not sentence:
        raise ReasonForAmendment(field="reason")
    for waiting in Amendment.objects.filter(objective=objective, key_result=row, state=Amendment.State.ASKED):
        if waiting.after == plain(after):
            return waiting  # asked once, however often the form is sent
    alone = not [person for person in agreeing_people(objective, by) if person != objective.owner_id]
    at_once = not by.org.agreement or alone or may_agree(by, objective)
    amendment = Amendment.objects.create(
        objective=objective,
        key_result=row,
        before=plain(before),
        after=plain(after),
        reason=sentence,
        state=Amendment.State.AGREED if at_once else Amendment.State.ASKED,
        asked_by=by.person,
        asked_at=by.at,
        answered_by=by.person if at_once else None,
        answered_at=by.at if at_once else None,
    )
    if at_once:
        _apply(amendment, by)
    record(
        "amended" if at_once else "amendment_asked",
        row or objective,
        actor=by.person,
        at=by.at,
        door=door,
        reason=sentence,
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
        before=before,
        after=after,
    )
    return amendment


def _apply(amendment: Amendment, by: Viewer) -> None:
    """Bring an agreed amendment into force. The baseline stays what it was."""
    objective = amendment.objective
    if not objective.amended:
        objective.amended = True
        objective.save(update_fields=["amended"])
    after = amendment.after
    row = amendment.key_result
    if row is None:
        last = objective.key_results.aggregate(last=Max("position"))["last"]
        given = _fields_of(after)
        position = 0 if last is None else last + 1
        amendment.key_result = add_row(objective, given, position, by=by, proposer=amendment.asked_by)
        amendment.save(update_fields=["key_result"])
        return
    for name, value in after.items():
        if name not in _STEPS:
            setattr(row, name, Decimal(value) if name in _NUMBERS and value is not None else value)
    if row.kind == KeyResult.Kind.NUMBER and row.start == row.target:
        raise StartEqualsTarget()
    row.version += 1
    row.changed_at = by.at
    if "kind" in after or not set(_STEPS).isdisjoint(after):
        steps = _fields_of({"title": row.title, **_stored_plan(row), **after})
        _write_steps(row, steps)
        row.planned = bool(steps.phased_targets) or any(step.due for step in steps.milestones)
    row.save()
    refresh_key_result(row, objective, by.org, by.today)


_NUMBERS = ("start", "target", "low", "high", "weight")
_STEPS = ("milestones", "phased_targets")


def _is_agreed(name: str, before: object, after: object) -> bool:
    """Whether a change of this field asks for the agreeing person: wording, owners and days do not."""
    if name == "milestones":
        return _counted(before) != _counted(after)
    return name in AGREED_FIELDS or name == "phased_targets"


def _counted(steps: object) -> list[tuple[object, object]]:
    """Of milestones only which there are and how they weigh was agreed."""
    assert isinstance(steps, list)
    return [(step["id"], step["weight"]) for step in steps]


def _stored_plan(row: KeyResult) -> dict[str, object]:
    steps = row.milestones.all() if row.kind == KeyResult.Kind.MILESTONES else ()
    phases = row.phased_targets.all() if row.kind == KeyResult.Kind.NUMBER else ()
    return {
        "milestones": plain(
            [{"id": s.pk, "title": s.title, "weight": s.weight, "due": s.due} for s in steps]
        ),
        "phased_targets": plain([(phase.on, phase.value) for phase in phases]),
    }


def _plan_of(given: KeyResultFields) -> dict[str, object]:
    return {
        "milestones": plain(
            [{"id": s.id, "title": s.title, "weight": s.weight, "due": s.due} for s in given.milestones]
        ),
        "phased_targets": plain(given.phased_targets),
    }


def _fields_of(stored: Mapping[str, object]) -> KeyResultFields:
    """What an amendment keeps as plain values, as fields again."""
    values = dict(stored)
    for name in _NUMBERS:
        if values.get(name) is not None:
            values[name] = Decimal(str(values[name]))
    if values.get("due"):
        values["due"] = date.fromisoformat(str(values["due"]))
    steps, phases = values.get("milestones", []), values.get("phased_targets", [])
    assert isinstance(steps, list) and isinstance(phases, list)
    values["milestones"] = tuple(
        MilestoneFields(
            step["title"],
            Decimal(step["weight"]),
            date.fromisoformat(step["due"]) if step["due"] else None,
            step["id"],
        )
        for step in steps
    )
    values["phased_targets"] = tuple((date.fromisoformat(on), Decimal(value)) for on, value in phases)
    return KeyResultFields(**values)  # type: ignore[arg-type]


def _plain_fields(given: KeyResultFields) -> dict[str, object]:
    return _columns_alone(given) | _plan_of(given)


def _columns_alone(given: KeyResultFields) -> dict[str, object]:
    return {name: value for name, value in asdict(given).items() if name not in ("id", *_STEPS)}


def _columns(given: KeyResultFields) -> dict[str, object]:
    columns = _columns_alone(given)
    columns["planned"] = bool(given.phased_targets) or any(step.due for step in given.milestones)
    return columns


def _write_steps(row: KeyResult, given: KeyResultFields) -> None:
    if row.kind == KeyResult.Kind.MILESTONES:
        known = {step.pk: step for step in row.milestones.all()}
        for place, step in enumerate(given.milestones):
            old = known.pop(step.id, None) if step.id else None
            if old is None:
                Milestone.objects.create(
                    key_result=row, title=step.title, weight=step.weight, due=step.due, position=place
                )
            else:
                old.title, old.weight, old.due, old.position = step.title, step.weight, step.due, place
                old.save()
        for old in known.values():
            old.delete()
    if row.kind == KeyResult.Kind.NUMBER:
        wanted = dict(given.phased_targets)
        PhasedTarget.objects.filter(key_result=row).exclude(on__in=list(wanted)).delete()
        for on, value in wanted.items():
            PhasedTarget.objects.update_or_create(key_result=row, on=on, defaults={"value": value})


def check_people(rows: Sequence[KeyResultFields], *, at: str | None = None) -> None:
    """Owners and delegates are people who are here; one query. ``at`` is the one row's prefix."""
    wanted = {pk for given in rows for pk in (given.owner_id, given.delegate_id) if pk is not None}
    found = (
        set(Person.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True))
        if wanted
        else set()
    )
    errors: list[Refusal] = [
        PersonUnknown(field=f"{f'key_results.{place}.' if at is None else at}{name}")
        for place, given in enumerate(rows)
        for name, pk in (("owner", given.owner_id), ("delegate", given.delegate_id))
        if pk is not None and pk not in found
    ]
    if errors:
        raise Refusals(errors)


def _checked(given: KeyResultFields, objective: Objective) -> KeyResultFields:
    cleaned = check_key_result(given)
    check_people([cleaned], at="")
    check_days(objective.cycle, [cleaned], at="")
    return cleaned


def _drop(row: KeyResult, objective: Objective, *, by: Viewer, door: str, reason: str) -> None:
    row.state = KeyResult.State.DROPPED
    row.save(update_fields=["state"])
    record(
        "dropped",
        row,
        actor=by.person,
        at=by.at,
        door=door,
        reason=reason,
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
    )


def _touch(objective: Objective, by: Viewer) -> None:
    """Whoever is editing the objective has to see this first."""
    Objective.objects.filter(pk=objective.pk).update(version=F("version") + 1, changed_at=by.at)


def _confirm(claim: Claim, row: KeyResult, *, by: Viewer, door: str) -> None:
    if row.owner is not None:
        raise HasOwner(name=row.owner.name)
    claim.state, claim.answered_at = Claim.State.CONFIRMED, by.at
    claim.save()
    row.owner = claim.person
    row.save(update_fields=["owner"])
    _touch(row.objective, by)
    record(
        "claim_confirmed",
        row,
        actor=by.person,
        at=by.at,
        door=door,
        objective_id=row.objective_id,
        team_id=row.objective.counted_in_id,
        before={"owner": None},
        after={"owner": claim.person_id},
    )
    ripple(row.objective, by=by)


def _locked(pk: int, by: Viewer) -> KeyResult:
    see_key_result(by, pk)
    row = (
        KeyResult.objects.select_for_update(of=("self",))
        .select_related(
            "objective__cycle",
            "objective__owner",
            "objective__counted_in",
            "objective__person__home_team",
            "objective__team",
            "owner",
            "proposer",
        )
        .get(pk=pk)
    )
    if row.state != KeyResult.State.LIVE:
        raise NotLive()
    return row


def _open(objective: Objective) -> None:
    if objective.cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    if objective.state == Objective.State.CLOSED:
        raise WrongState(state=objective.get_state_display())


def _settle_objective(objective: Objective, by: Viewer) -> None:
    Objective.objects.select_for_update().filter(pk=objective.pk).first()
    follow_above(objective, by)
    refresh_key_results(rows_of(objective), by.org, by.today)
    refresh_objective(objective, by.org, by.today)
    ripple(objective, by=by)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else to_text(value)
