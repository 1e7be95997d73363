"""What one gives to set an objective or a key result, cleaned and checked field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from headway.core.decimals import pack
from headway.core.errors import N_, Refusal, Refusals
from headway.core.text import clean_line, clean_text
from headway.core.units import DURATIONS, currencies
from headway.goals.models import Cycle, KeyResult, Objective
from headway.goals.models.objectives import Ambition
from headway.goals.rules import StartEqualsTarget, WeightOutOfRange


class TargetMissing(Refusal):
    code = "target_missing"
    sentence = N_("Say which value you aim for.")


class BoundMissing(Refusal):
    code = "bound_missing"
    sentence = N_("Say at least one bound to stay within.")


class BoundsCrossed(Refusal):
    code = "bounds_crossed"
    sentence = N_("The lower bound lies above the upper one.")


class MilestonesMissing(Refusal):
    code = "milestones_missing"
    sentence = N_("Name at least one milestone.")


class UnitTooLong(Refusal):
    code = "unit_too_long"
    sentence = N_("A unit has at most 12 characters.")


class ChoiceUnknown(Refusal):
    code = "choice_unknown"
    sentence = N_("“%(given)s” is not one of the choices: %(choices)s.")


class DecimalsOutOfRange(Refusal):
    code = "decimals_out_of_range"
    sentence = N_("Between 0 and 6 decimals can be shown.")


class NumberTooPrecise(Refusal):
    code = "number_too_long"
    sentence = N_("At most 15 significant digits can be kept. Use a larger unit, such as thousands.")


class NoHolder(Refusal):
    code = "holder_missing"
    sentence = N_("Say who holds this objective: the company, a team or a person.")


class NobodyNamed(Refusal):
    code = "nobody_named"
    sentence = N_("Name the people who may see this, or open it to everyone.")


class NoTeamNamed(Refusal):
    code = "visible_team_missing"
    sentence = N_("Say which team may see this, or open it to everyone.")


class UnitUnknown(Refusal):
    code = "unit_unknown"
    sentence = N_(
        "“%(given)s” is no currency or duration we know. "
        "Write a code such as CNY or USD, or one of s, min, h, d, w."
    )


class TwoPhasesADay(Refusal):
    code = "two_phases_a_day"
    sentence = N_("There is another value for %(day)s already.")


class MomentBeforeStart(Refusal):
    code = "date_outside_cycle"
    sentence = N_("%(day)s lies outside the cycle (%(starts)s to %(ends)s).")


@dataclass(frozen=True, slots=True)
class MilestoneFields:
    title: str
    weight: Decimal = Decimal(1)
    due: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class KeyResultFields:
    """``id`` names an existing key result; without one it is new. Empty weight is automatic."""

    title: str
    kind: str = "number"
    start: Decimal | None = None
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit_kind: str = "number"
    unit: str = ""
    decimals: int = 0
    weight: Decimal | None = None
    owner_id: int | None = None
    delegate_id: int | None = None
    due: date | None = None
    driver: str = "check_ins"
    mode: str = "sum"
    milestones: Sequence[MilestoneFields] = ()
    phased_targets: Sequence[tuple[date, Decimal]] = ()
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveFields:
    cycle_id: int
    holder: str
    title: str
    team_id: int | None = None
    person_id: int | None = None
    owner_id: int | None = None
    strategy_id: int | None = None
    why: str = ""
    ambition: str = "committed"
    weight: Decimal | None = None
    visibility: str = "everyone"
    visible_team_id: int | None = None
    viewer_ids: Sequence[int] = ()
    joined_on: date | None = None


def check_weight(weight: Decimal | None, *, at: str = "weight") -> Decimal | None:
    if weight is None:
        return None
    if not weight.is_finite() or not 0 <= weight <= 1000:
        refusal = WeightOutOfRange()
        refusal.field = at
        raise refusal
    return weight.quantize(Decimal("0.01"))


def check_objective(given: ObjectiveFields) -> ObjectiveFields:
    """The same fields, cleaned; raises ``Refusals`` with one sentence a field."""
    errors: list[Refusal] = []
    title = _try(errors, lambda: clean_line(given.title, limit=500, field="title")) or ""
    why = _try(errors, lambda: clean_text(given.why, limit=10_000, field="why")) or ""
    _try(errors, lambda: check_weight(given.weight))
    _choice(errors, given.ambition, Ambition.values, "ambition")
    _choice(errors, given.visibility, Objective.Visibility.values, "visibility")
    held = {"company": True, "team": given.team_id is not None, "person": given.person_id is not None}
    if not held.get(given.holder, False):
        errors.append(NoHolder(field="holder"))
    if given.visibility == "named" and not given.viewer_ids:
        errors.append(NobodyNamed(field="viewers"))
    if given.visibility == "team" and given.visible_team_id is None:
        errors.append(NoTeamNamed(field="visible_team"))
    if errors:
        raise Refusals(errors)
    return ObjectiveFields(
        cycle_id=given.cycle_id,
        holder=given.holder,
        title=title,
        team_id=given.team_id if given.holder == "team" else None,
        person_id=given.person_id if given.holder == "person" else None,
        owner_id=given.owner_id,
        strategy_id=given.strategy_id,
        why=why,
        ambition=given.ambition,
        weight=check_weight(given.weight),
        visibility=given.visibility,
        visible_team_id=given.visible_team_id if given.visibility == "team" else None,
        viewer_ids=tuple(given.viewer_ids) if given.visibility == "named" else (),
        joined_on=given.joined_on,
    )


def check_key_result(given: KeyResultFields, *, at: str = "") -> KeyResultFields:
    """The same fields, cleaned; ``at`` prefixes field names, as in ``key_results.0.``."""
    errors: list[Refusal] = []
    title = _try(errors, lambda: clean_line(given.title, limit=500, field=f"{at}title")) or ""
    unit = _try(errors, lambda: clean_line(given.unit, limit=200, field=f"{at}unit", required=False)) or ""
    weight = _try(errors, lambda: check_weight(given.weight, at=f"{at}weight"))
    _choice(errors, given.kind, KeyResult.Kind.values, f"{at}kind")
    _choice(errors, given.unit_kind, KeyResult.UnitKind.values, f"{at}unit_kind")
    _choice(errors, given.driver, KeyResult.Driver.values, f"{at}driver")
    _choice(errors, given.mode, KeyResult.Mode.values, f"{at}mode")
    unit_kind = given.unit_kind
    if unit_kind in ("number", "percent"):
        unit = ""
    elif unit_kind == "word" and not unit:
        unit_kind = "number"
    elif len(unit) > 12:
        errors.append(UnitTooLong(field=f"{at}unit"))
    elif (unit_kind == "currency" and unit not in currencies()) or (
        unit_kind == "duration" and unit not in DURATIONS
    ):
        errors.append(UnitUnknown(field=f"{at}unit", given=unit))
    if not 0 <= given.decimals <= 6:
        errors.append(DecimalsOutOfRange(field=f"{at}decimals"))
    for name in ("start", "target", "low", "high"):
        amount: Decimal | None = getattr(given, name)
        if amount is not None and not _can_be_kept(amount):
            errors.append(NumberTooPrecise(field=f"{at}{name}"))
    start, target, low, high = given.start, given.target, given.low, given.high
    milestones: list[MilestoneFields] = []
    if given.kind == "number":
        low = high = None
        start = Decimal(0) if start is None else start
        if target is None:
            errors.append(TargetMissing(field=f"{at}target"))
        elif _can_be_kept(start) and start == target:
            same = StartEqualsTarget()
            same.field = f"{at}target"
            errors.append(same)
    elif given.kind == "hold":
        start = target = None
        if low is None and high is None:
            errors.append(BoundMissing(field=f"{at}low"))
        elif low is not None and high is not None and _can_be_kept(low) and _can_be_kept(high) and low > high:
            errors.append(BoundsCrossed(field=f"{at}low"))
    else:
        start = target = low = high = None
    phases: dict[date, Decimal] = {}
    if given.kind == "number":
        for place, (on, value) in enumerate(given.phased_targets):
            if on in phases:
                errors.append(TwoPhasesADay(field=f"{at}phased_targets.{place}.on", day=on))
            if not _can_be_kept(value):
                errors.append(NumberTooPrecise(field=f"{at}phased_targets.{place}.value"))
            phases[on] = value
    if given.kind == "milestones":
        for place, step in enumerate(given.milestones):
            where = f"{at}milestones.{place}."
            step_title = _try(
                errors, partial(clean_line, step.title, limit=300, field=f"{where}title", required=True)
            )
            step_weight = _try(errors, partial(check_weight, step.weight, at=f"{where}weight"))
            milestones.append(
                MilestoneFields(str(step_title or ""), step_weight or Decimal(0), step.due, step.id)
            )
        if not given.milestones:
            errors.append(MilestonesMissing(field=f"{at}milestones"))
    if errors:
        raise Refusals(errors)
    return KeyResultFields(
        title=title,
        kind=given.kind,
        start=start,
        target=target,
        low=low,
        high=high,
        unit_kind=unit_kind,
        unit=unit,
        decimals=given.decimals,
        weight=weight,
        owner_id=given.owner_id,
        delegate_id=given.delegate_id,
        due=given.due,
        driver=given.driver,
        mode=given.mode,
        milestones=tuple(milestones),
        phased_targets=tuple(sorted(phases.items())),
        id=given.id,
    )


def check_all(
    objective: ObjectiveFields, key_results: Sequence[KeyResultFields]
) -> tuple[ObjectiveFields, list[KeyResultFields]]:
    """Both at once, so that one sees every sentence of a form, not the first."""
    errors: list[Refusal] = []
    cleaned: list[KeyResultFields] = []
    try:
        objective = check_objective(objective)
    except Refusals as refusals:
        errors += refusals.errors
    for place, given in enumerate(key_results):
        try:
            cleaned.append(check_key_result(given, at=f"key_results.{place}."))
        except Refusals as refusals:
            errors += refusals.errors
    if errors:
        raise Refusals(errors)
    return objective, cleaned


def check_days(cycle: Cycle, key_results: Sequence[KeyResultFields], *, at: str | None = None) -> None:
    """Due days, milestones and phased targets lie inside the cycle; ``at`` is the one row's prefix."""
    errors: list[Refusal] = []
    for place, given in enumerate(key_results):
        where = f"key_results.{place}." if at is None else at
        days = [("due", given.due)]
        days += [(f"milestones.{step}.due", each.due) for step, each in enumerate(given.milestones)]
        days += [(f"phased_targets.{phase}.on", on) for phase, (on, _) in enumerate(given.phased_targets)]
        errors += [
            MomentBeforeStart(field=f"{where}{name}", day=day, starts=cycle.starts, ends=cycle.ends)
            for name, day in days
            if day is not None and not cycle.starts <= day <= cycle.ends
        ]
    if errors:
        raise Refusals(errors)


def _can_be_kept(amount: Decimal) -> bool:
    """Whether 15 significant digits and 15 decimals hold it exactly."""
    try:
        pack(amount)
    except ValueError:
        return False
    return True


def _choice(errors: list[Refusal], given: str, choices: Sequence[str], at: str) -> None:
    if given not in choices:
        errors.append(ChoiceUnknown(field=at, given=given, choices=", ".join(choices)))


def _try[T](errors: list[Refusal], clean: Callable[[], T]) -> T | None:
    try:
        return clean()
    except Refusal as refusal:
        errors.append(refusal)
        return None
