"""Verbs of objectives: set, edit, propose, agree, publish, close, drop, lift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from headway.activity.record import record
from headway.core.errors import N_, Conflict, NotFound, Refusal, Refusals
from headway.core.text import clean_text
from headway.goals.access import (
    agreeing_people,
    is_pilot,
    may_agree,
    may_edit,
    may_hold_for,
    require,
    see_objective,
)
from headway.goals.actions.alignment import check_links, follow_above
from headway.goals.actions.fields import (
    ChoiceUnknown,
    KeyResultFields,
    MilestoneFields,
    MomentBeforeStart,
    ObjectiveFields,
    check_all,
    check_days,
    check_key_result,
)
from headway.goals.actions.figures import refresh_key_results, refresh_objective
from headway.goals.actions.key_results import check_people, edit_rows, rows_of, take_baseline, write_row
from headway.goals.actions.refusals import CycleClosed, PersonUnknown, ReasonMissing, WrongState
from headway.goals.actions.ripples import ripple
from headway.goals.models import Alignment, Cycle, Draft, Objective
from headway.people.models import Person, Strategy, Team
from headway.people.viewer import Viewer


class CycleNotOpen(Refusal):
    code = "cycle_not_open"
    sentence = N_("This cycle is %(state)s: objectives are set while it is being drafted or runs.")


class NotPilot(Refusal):
    code = "not_a_pilot"
    sentence = N_("This cycle is open to its pilot teams only; you can read along.")


class NotYourHolder(Refusal):
    code = "holder_not_yours"
    sentence = N_("You may propose this to them, but not set it for them.")
    status = 403


class AgreementNeeded(Refusal):
    code = "agreement_needed"
    sentence = N_("An objective is agreed before it runs: propose it, and its agreeing person answers.")


class NotAgreeing(Refusal):
    code = "not_agreeing"
    sentence = N_("Only the person who agrees with this objective can answer.")
    status = 403


class NoKeyResults(Refusal):
    code = "key_results_missing"
    sentence = N_("Give it at least one key result first: how would one see that it came true?")


class TeamUnknown(Refusal):
    code = "team_unknown"
    sentence = N_("There is no team here by that name.")


class StrategyUnknown(Refusal):
    code = "strategy_unknown"
    sentence = N_("There is no such strategy any more. Choose another, or none.")


class AmbitionFixed(Refusal):
    code = "ambition_fixed"
    sentence = N_("Whether it is committed or aspirational was agreed and stays.")


class AgreeingSeesNothing(Refusal):
    code = "agreeing_cannot_see"
    sentence = N_("Whoever agrees with this has to see it: name them among those who may.")


class NotAbove(Refusal):
    code = "lift_not_up"
    sentence = N_("An objective is lifted to a team above its own, or to the company.")


class NotLater(Refusal):
    code = "carried_backwards"
    sentence = N_("An objective is carried over into a cycle that ends later than its own.")


class OverrideOutOfRange(Refusal):
    code = "override_out_of_range"
    sentence = N_("Give a progress between 0 and 100 percent.")


class HolderFixed(Refusal):
    code = "holder_fixed"
    sentence = N_("An agreed objective stays where it is; lift it or set a new one instead.")


@transaction.atomic
def create_objective(
    given: ObjectiveFields, key_results: Sequence[KeyResultFields] = (), *, by: Viewer, door: str
) -> Objective:
    """Set an objective as a draft. Whoever may not act for the holder proposes it to them."""
    given, rows = check_all(given, key_results)
    cycle = _cycle_for(given.cycle_id, by)
    team, person, owner = _holder(given, by)
    allowed = may_hold_for(by, holder=given.holder, team=team, person=person)
    if not allowed and (by.person.is_guest or given.holder != Objective.Holder.TEAM):
        raise NotYourHolder(field="holder")
    strategy, joined = _strategy(given.strategy_id), _joined(given, cycle)
    _check_viewers(given)
    check_people(rows)
    check_days(cycle, rows)
    position = Objective.objects.filter(cycle=cycle, holder=given.holder, team=team, person=person).aggregate(
        last=Max("position")
    )["last"]
    objective = Objective.objects.create(
        cycle=cycle,
        holder=given.holder,
        team=team,
        person=person,
        counted_in=team or (person.home_team if person else None),
        owner=owner,
        proposer=by.person,
        strategy=strategy,
        title=given.title,
        why=given.why,
        ambition=given.ambition,
        weight=given.weight,
        visibility=given.visibility,
        visible_team_id=given.visible_team_id,
        joined_on=joined,
        position=0 if position is None else position + 1,
        created_at=by.at,
        changed_at=by.at,
    )
    if given.viewer_ids:
        objective.viewers.set(given.viewer_ids)
    for place, fields in enumerate(rows):
        write_row(objective, fields, place, by=by)
    _refresh(objective, by)
    record(
        "created",
        objective,
        actor=by.person,
        at=by.at,
        door=door,
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
        after={"title": objective.title, "cycle": cycle.pk, "key_results": len(rows)},
    )
    return objective


@transaction.atomic
def edit_objective(
    pk: int,
    given: ObjectiveFields,
    key_results: Sequence[KeyResultFields] | None = None,
    *,
    version: int,
    by: Viewer,
    door: str,
    reason: str = "",
) -> Objective:
    """Change wording and, while it is not agreed yet, everything; agreed metrics change by amendment.

    ``version`` is the one the person read: if somebody saved since, ``Conflict`` and nothing changes.
    """
    objective = see_objective(by, pk, lock=True)
    require(may_edit(by, objective))
    given, rows = check_all(given, key_results or ())
    if objective.version != version:
        raise Conflict(field="version", version=objective.version)
    if objective.cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    if objective.state == Objective.State.CLOSED:
        raise WrongState(state=objective.get_state_display())
    agreed = objective.state == Objective.State.AGREED
    team, person, owner = _holder(given, by, current=objective)
    before = _wording(objective)
    old_place = (objective.counted_in_id, objective.cycle_id)
    if agreed:
        if (given.holder, given.team_id, given.person_id, given.cycle_id) != (
            objective.holder,
            objective.team_id,
            objective.person_id,
            objective.cycle_id,
        ):
            raise HolderFixed(field="holder")
        if given.ambition != objective.ambition:
            raise AmbitionFixed(field="ambition")
    else:
        if (given.holder, given.team_id, given.person_id) != (
            objective.holder,
            objective.team_id,
            objective.person_id,
        ) and not may_hold_for(by, holder=given.holder, team=team, person=person):
            raise NotYourHolder(field="holder")
        if given.cycle_id != objective.cycle_id:
            objective.cycle = _cycle_for(given.cycle_id, by)
        objective.holder, objective.team, objective.person = given.holder, team, person
        objective.counted_in = team or (person.home_team if person else None)
    _check_viewers(given)
    check_people(rows)
    check_days(objective.cycle, rows)
    objective.owner = owner
    objective.title, objective.why = given.title, given.why
    objective.ambition = given.ambition
    objective.strategy = _strategy(given.strategy_id)
    objective.weight = given.weight
    objective.visibility, objective.visible_team_id = given.visibility, given.visible_team_id
    objective.joined_on = _joined(given, objective.cycle)
    objective.version += 1
    objective.changed_at = by.at
    objective.save()
    objective.viewers.set(given.viewer_ids)
    check_links(objective)
    if key_results is not None:
        edit_rows(objective, rows, by=by, door=door, reason=reason)
        follow_above(objective, by)
    _refresh(objective, by)
    after = _wording(objective)
    record(
        "edited",
        objective,
        actor=by.person,
        at=by.at,
        door=door,
        reason=reason,
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
        before={name: value for name, value in before.items() if value != after[name]},
        after={name: value for name, value in after.items() if value != before[name]},
    )
    ripple(objective, by=by)
    if old_place != (objective.counted_in_id, objective.cycle_id):
        ripple(objective, by=by, place=old_place)
    return objective


@transaction.atomic
def propose_objective(pk: int, *, by: Viewer, door: str) -> Objective:
    """Hand a draft to the person who agrees."""
    objective = _mine(pk, by, (Objective.State.DRAFT,))
    if not objective.key_results_live:
        raise NoKeyResults(field="key_results")
    if objective.visibility == Objective.Visibility.NAMED:
        agreeing = set(agreeing_people(objective, by))
        seeing = {objective.owner_id, objective.proposer_id, objective.person_id}
        if agreeing and agreeing.isdisjoint(seeing | set(objective.viewers.values_list("pk", flat=True))):
            raise AgreeingSeesNothing(field="viewers")
    return _to_state(objective, Objective.State.PROPOSED, "proposed", by=by, door=door)


@transaction.atomic
def agree_objective(pk: int, *, by: Viewer, door: str) -> Objective:
    """Say yes: the objective is published, and its baseline is taken once the cycle runs."""
    objective = see_objective(by, pk, lock=True)
    if not may_agree(by, objective):
        raise NotAgreeing()
    if objective.state not in (Objective.State.PROPOSED, Objective.State.DRAFT):
        raise WrongState(state=objective.get_state_display())
    return _publish(objective, "agreed", by=by, door=door)


@transaction.atomic
def publish_objective(pk: int, *, by: Viewer, door: str) -> Objective:
    """Publish without another's yes: where agreement is switched off, or the owner is who agrees."""
    objective = _mine(pk, by, (Objective.State.DRAFT, Objective.State.PROPOSED))
    if not may_publish(by, objective):
        raise AgreementNeeded()
    return _publish(objective, "published", by=by, door=door)


@transaction.atomic
def return_objective(pk: int, *, sentence: str, by: Viewer, door: str) -> Objective:
    """Hand a proposed objective back to its owner with a sentence."""
    objective = see_objective(by, pk, lock=True)
    if not (may_agree(by, objective) or may_edit(by, objective)):
        raise NotAgreeing()
    if objective.state != Objective.State.PROPOSED:
        raise WrongState(state=objective.get_state_display())
    reason = (
        _reason(sentence) if by.id != objective.owner_id else clean_text(sentence, limit=2000, field="reason")
    )
    return _to_state(objective, Objective.State.DRAFT, "returned", by=by, door=door, reason=reason)


@transaction.atomic
def close_objective(pk: int, *, outcome: str, note: str = "", by: Viewer, door: str) -> Objective:
    """End it with an outcome. Dropping needs a reason; a dropped objective leaves every roll-up."""
    objective = _mine(pk, by, (Objective.State.AGREED, Objective.State.DRAFT, Objective.State.PROPOSED))
    if objective.cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    if outcome not in Objective.Outcome.values:
        raise ChoiceUnknown(field="outcome", given=outcome, choices=", ".join(Objective.Outcome.values))
    if objective.state != Objective.State.AGREED and outcome != Objective.Outcome.DROPPED:
        raise WrongState(state=objective.get_state_display())
    reason = (
        _reason(note)
        if outcome == Objective.Outcome.DROPPED
        else clean_text(note, limit=2000, field="reason")
    )
    objective.outcome = outcome
    return _to_state(objective, Objective.State.CLOSED, "closed", by=by, door=door, reason=reason)


@transaction.atomic
def reopen_objective(pk: int, *, reason: str, by: Viewer, door: str) -> Objective:
    """Take a close back while the cycle is still open."""
    objective = _mine(pk, by, (Objective.State.CLOSED,))
    if objective.cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    sentence = _reason(reason)
    objective.outcome = ""
    state = Objective.State.AGREED if objective.agreed_at else Objective.State.DRAFT
    return _to_state(objective, state, "reopened", by=by, door=door, reason=sentence)


@transaction.atomic
def lift_objective(
    pk: int, *, holder: str, team_id: int | None = None, reason: str = "", by: Viewer, door: str
) -> Objective:
    """Raise a personal or team objective to a team or the company, with its history and lineage."""
    objective = see_objective(by, pk, lock=True)
    if objective.cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    if objective.state == Objective.State.CLOSED:
        raise WrongState(state=objective.get_state_display())
    team = Team.objects.filter(pk=team_id or 0, archived=False).first() if holder == "team" else None
    if holder not in ("team", "company") or (holder == "team" and team is None):
        raise ChoiceUnknown(field="holder", given=holder, choices="team, company")
    if not may_hold_for(by, holder=holder, team=team, person=None):
        raise NotYourHolder(field="holder")
    if not _is_above(objective, team):
        raise NotAbove(field="holder")
    before = {"holder": objective.holder, "team": objective.team_id, "person": objective.person_id}
    old_place = (objective.counted_in_id, objective.cycle_id)
    objective.holder, objective.team, objective.person = holder, team, None
    objective.counted_in = team
    objective.version += 1
    objective.changed_at = by.at
    objective.save()
    record(
        "lifted",
        objective,
        actor=by.person,
        at=by.at,
        door=door,
        reason=clean_text(reason, limit=2000, field="reason"),
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
        before=before,
        after={"holder": holder, "team": team_id},
    )
    ripple(objective, by=by)
    ripple(objective, by=by, place=old_place)
    return objective


@transaction.atomic
def set_override(pk: int, *, progress: Decimal | None, note: str, by: Viewer, door: str) -> Objective:
    """Put a progress (fraction) by hand beside the computed one, or lift it with None."""
    objective = _mine(pk, by, (Objective.State.AGREED,))
    if objective.cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    if progress is not None and not (progress.is_finite() and 0 <= progress <= 1):
        raise OverrideOutOfRange(field="progress")
    value = None if progress is None else progress.quantize(Decimal("0.000001"))
    reason = _reason(note) if value is not None else ""
    before = objective.override
    objective.override, objective.override_note = value, reason
    objective.version += 1
    objective.save(update_fields=["override", "override_note", "version"])
    refresh_objective(objective, by.org, by.today)
    record(
        "overridden" if value is not None else "override_lifted",
        objective,
        actor=by.person,
        at=by.at,
        door=door,
        reason=reason,
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
        before={"override": before},
        after={"override": value},
    )
    ripple(objective, by=by)
    return objective


@transaction.atomic
def carry_over(pk: int, *, cycle_id: int, by: Viewer, door: str) -> Objective:
    """Start the next cycle's objective from this one: same words, from the closing values, as a draft.

    Its key results start where the old ones ended and ask for a new target. What was reached is not
    carried on, nor are finished milestones and days of the old cycle.
    """
    old = see_objective(by, pk, lock=True)
    require(may_edit(by, old))
    if old.state in (Objective.State.DRAFT, Objective.State.PROPOSED):
        raise WrongState(state=old.get_state_display())
    if old.outcome == Objective.Outcome.DROPPED:  # carried over it would count again, unseen
        raise WrongState(state=old.get_outcome_display())
    if Objective.objects.filter(carried_from=old).exists():
        raise WrongState(state=old.Outcome.CARRIED_OVER.label)
    cycle = _cycle_for(cycle_id, by)
    if cycle.ends <= old.cycle.ends:
        raise NotLater(field="cycle")
    new = Objective.objects.create(
        cycle=cycle,
        holder=old.holder,
        team=old.team,
        person=old.person,
        counted_in=old.counted_in,
        owner=old.owner,
        proposer=by.person,
        strategy=old.strategy,
        title=old.title,
        why=old.why,
        ambition=old.ambition,
        weight=old.weight,
        visibility=old.visibility,
        visible_team=old.visible_team,
        carried_from=old,
        carried=old.carried + 1,
        position=old.position,
        created_at=by.at,
        changed_at=by.at,
    )
    new.viewers.set(old.viewers.all())
    place = 0
    for row in old.key_results.filter(state="live").prefetch_related("milestones").order_by("position", "id"):
        if row.kind != "hold" and row.progress is not None and row.progress >= 1:
            continue
        steps = [step for step in row.milestones.all() if step.done_on is None]
        fields = KeyResultFields(
            title=row.title,
            kind=row.kind,
            start=row.current if row.current is not None else row.start,
            target=row.target,
            low=row.low,
            high=row.high,
            unit_kind=row.unit_kind,
            unit=row.unit,
            decimals=row.decimals,
            weight=row.weight,
            owner_id=row.owner_id,
            delegate_id=row.delegate_id,
            driver=row.driver,
            mode=row.mode,
            milestones=[MilestoneFields(step.title, step.weight) for step in steps],
        )
        write_row(new, check_key_result(fields), place, by=by)
        place += 1
    _refresh(new, by)
    links = Alignment.objects.filter(
        child=old, state=Alignment.State.ACTIVE, parent__cycle__ends__gte=cycle.starts
    ).exclude(parent__cycle__state=Cycle.State.CLOSED)
    for link in links:
        Alignment.objects.create(
            child=new,
            parent_id=link.parent_id,
            key_result_id=link.key_result_id,
            kind=link.kind,
            weight=link.weight,
            made_by=by.person,
            made_at=by.at,
        )
        link.state = Alignment.State.ENDED
        link.save(update_fields=["state"])
        ripple(new, by=by, rolled=link.parent_id)
    follow_above(old, by)
    follow_above(new, by)
    if old.state != Objective.State.CLOSED:
        old.outcome = Objective.Outcome.CARRIED_OVER
        _to_state(old, Objective.State.CLOSED, "closed", by=by, door=door)
    else:
        old.outcome = Objective.Outcome.CARRIED_OVER
        old.save(update_fields=["outcome"])
    record(
        "carried_over",
        new,
        actor=by.person,
        at=by.at,
        door=door,
        objective_id=new.pk,
        team_id=new.counted_in_id,
        before={"objective": old.pk},
        after={"title": new.title},
    )
    return new


@transaction.atomic
def delete_draft_objective(pk: int, *, by: Viewer, door: str) -> None:
    """Close a draft as dropped: nothing is ever deleted, but it leaves every list."""
    objective = _mine(pk, by, (Objective.State.DRAFT, Objective.State.PROPOSED))
    objective.outcome = Objective.Outcome.DROPPED
    _to_state(objective, Objective.State.CLOSED, "discarded", by=by, door=door)


def keep_draft(key: str, body: dict[str, object], *, by: Viewer) -> Draft:
    """Keep what was typed into the form ``key``, for this person alone, until it is sent."""
    draft, _ = Draft.objects.update_or_create(
        person=by.person, key=key, defaults={"body": body, "saved_at": by.at}
    )
    return draft


def kept_draft(key: str, *, by: Viewer) -> Draft | None:
    draft = Draft.objects.filter(person=by.person, key=key).first()
    return None if draft is None or "sent" in draft.body else draft


def forget_draft(key: str, *, by: Viewer) -> None:
    Draft.objects.filter(person=by.person, key=key).delete()


def finish_draft(key: str, form: str, *, objective: Objective, by: Viewer) -> None:
    """Forget what was typed, but remember which form was sent: neither a late keeping of it nor a second
    press of the button does anything more."""
    keep_draft(key, {"sent": form, "objective": objective.pk}, by=by)


def sent_draft(key: str, form: str, *, by: Viewer) -> int | None:
    """The objective that the form ``form`` has made or changed already."""
    draft = Draft.objects.filter(person=by.person, key=key).first()
    if not form or draft is None or draft.body.get("sent") != form:
        return None
    return int(draft.body["objective"])


def _mine(pk: int, by: Viewer, states: Sequence[str]) -> Objective:
    objective = see_objective(by, pk, lock=True)
    require(may_edit(by, objective))
    if objective.state not in states:
        raise WrongState(state=objective.get_state_display())
    return objective


def may_publish(by: Viewer, objective: Objective) -> bool:
    """Without another's yes: where agreement is off, or nobody but the owner would agree, whoever may set
    objectives for the holder; an assistant only drafts."""
    if may_agree(by, objective):
        return True
    if by.org.agreement and set(agreeing_people(objective, by)) - {objective.owner_id}:
        return False
    if objective.holder == Objective.Holder.PERSON:
        return by.id in (objective.person_id, objective.owner_id) or by.leads(objective.counted_in)
    return may_hold_for(by, holder=objective.holder, team=objective.team, person=None)


def _publish(objective: Objective, verb: str, *, by: Viewer, door: str) -> Objective:
    if not objective.key_results_live:
        raise NoKeyResults(field="key_results")
    if objective.cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    objective.agreed_by, objective.agreed_at = by.person, by.at
    _to_state(objective, Objective.State.AGREED, verb, by=by, door=door)
    if objective.cycle.state in (Cycle.State.RUNNING, Cycle.State.REVIEWING):
        take_baseline(objective, at=by.at)
    return objective


def _to_state(
    objective: Objective, state: str, verb: str, *, by: Viewer, door: str, reason: str = ""
) -> Objective:
    before = objective.state
    objective.state = state
    objective.version += 1
    objective.changed_at = by.at
    objective.save()
    if Objective.State.AGREED in (before, state):
        _refresh(objective, by)
    record(
        verb,
        objective,
        actor=by.person,
        at=by.at,
        door=door,
        reason=reason,
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
        before={"state": before},
        after={"state": state, "outcome": objective.outcome},
    )
    ripple(objective, by=by)
    return objective


def _refresh(objective: Objective, by: Viewer) -> None:
    refresh_key_results(rows_of(objective), by.org, by.today)
    refresh_objective(objective, by.org, by.today)


def _cycle_for(pk: int, by: Viewer) -> Cycle:
    cycle = Cycle.objects.filter(pk=pk).first()
    if cycle is None:
        raise NotFound(field="cycle")
    if cycle.state == Cycle.State.CLOSED:
        raise CycleClosed(field="cycle")
    if cycle.state not in (Cycle.State.DRAFTING, Cycle.State.RUNNING):
        raise CycleNotOpen(field="cycle", state=cycle.get_state_display())
    if not is_pilot(cycle, by.person):
        raise NotPilot(field="cycle")
    return cycle


def _holder(
    given: ObjectiveFields, by: Viewer, *, current: Objective | None = None
) -> tuple[Team | None, Person | None, Person]:
    team = Team.objects.filter(pk=given.team_id, archived=False).first() if given.team_id else None
    person = (
        Person.objects.select_related("home_team").filter(pk=given.person_id, is_active=True).first()
        if given.person_id
        else None
    )
    if given.team_id and team is None:
        raise Refusals([TeamUnknown(field="holder")])
    if given.person_id and person is None:
        raise Refusals([PersonUnknown(field="holder")])
    if given.owner_id is None:
        owner = current.owner if current else (person or by.person)
    elif by.id == given.owner_id:
        owner = by.person
    else:
        found = Person.objects.filter(pk=given.owner_id, is_active=True).first()
        if found is None:
            raise Refusals([PersonUnknown(field="owner")])
        owner = found
    return team, person, owner


def _strategy(pk: int | None) -> Strategy | None:
    if pk is None:
        return None
    strategy = Strategy.objects.filter(pk=pk).first()
    if strategy is None:
        raise Refusals([StrategyUnknown(field="strategy")])
    return strategy


def _check_viewers(given: ObjectiveFields) -> None:
    if given.visible_team_id and not Team.objects.filter(pk=given.visible_team_id).exists():
        raise Refusals([TeamUnknown(field="visible_team")])
    wanted = set(given.viewer_ids)
    if wanted and Person.objects.filter(pk__in=wanted).count() != len(wanted):
        raise Refusals([PersonUnknown(field="viewers")])


def _is_above(objective: Objective, team: Team | None) -> bool:
    """Whether the new holder (no team: the company) stands above the present one."""
    if team is None:
        return objective.holder != Objective.Holder.COMPANY
    now = objective.counted_in
    if objective.holder == Objective.Holder.COMPANY or now is None:
        return objective.holder == Objective.Holder.PERSON
    return team.lft <= now.lft and now.rgt <= team.rgt and objective.team_id != team.pk


def _joined(given: ObjectiveFields, cycle: Cycle) -> date | None:
    if given.joined_on is None:
        return None
    if not cycle.starts <= given.joined_on <= cycle.ends:
        raise Refusals(
            [MomentBeforeStart(field="joined_on", day=given.joined_on, starts=cycle.starts, ends=cycle.ends)]
        )
    return given.joined_on


def _wording(objective: Objective) -> dict[str, object]:
    return {
        "title": objective.title,
        "why": objective.why,
        "ambition": objective.ambition,
        "owner": objective.owner_id,
        "holder": objective.holder,
        "team": objective.team_id,
        "person": objective.person_id,
        "cycle": objective.cycle_id,
        "weight": objective.weight,
        "visibility": objective.visibility,
        "strategy": objective.strategy_id,
    }


def _reason(text: str) -> str:
    reason = clean_text(text, limit=2000, field="reason")
    if not reason:
        raise ReasonMissing(field="reason")
    return reason
