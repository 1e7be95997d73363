"""From what a caller sends to what the actions take; numbers are read with their unit.

A PATCH is laid over the thing as it stands: what is left out stays, null empties.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from headway.api.numbers import number, unit_of
from headway.api.schemas.key_results import (
    KeyResultChange,
    KeyResultIn,
    KeyResultOfObjective,
    MilestoneIn,
    PhasedTargetIn,
)
from headway.api.schemas.objectives import ObjectiveChange, ObjectiveIn
from headway.core.errors import Refusal, Refusals
from headway.core.units import Unit, UnitKind
from headway.goals.actions.fields import KeyResultFields, MilestoneFields, ObjectiveFields
from headway.goals.models import KeyResult, Objective


def new_key_result(given: KeyResultIn, *, at: str = "", pk: int | None = None) -> KeyResultFields:
    """``at`` prefixes the names of fields, as in ``key_results.0.``."""
    reading = _Reading(at)
    unit = reading.of(lambda: unit_of(given.unit_kind, given.unit, field=f"{at}unit")) or Unit()
    numbers = {name: reading.number(name, getattr(given, name), unit) for name in _AMOUNTS}
    weight = reading.number("weight", given.weight)
    milestones = reading.milestones(given.milestones)
    phased = reading.phased(given.phased_targets, unit)
    reading.done()
    return KeyResultFields(
        title=given.title,
        kind=given.kind,
        start=numbers["start"],
        target=numbers["target"],
        low=numbers["low"],
        high=numbers["high"],
        unit_kind=unit.kind.value,
        unit=unit.code,
        decimals=_places(numbers.values()) if given.decimals is None else given.decimals,
        weight=weight,
        owner_id=given.owner,
        delegate_id=given.delegate,
        due=given.due,
        driver=given.driver,
        mode=given.mode,
        milestones=milestones,
        phased_targets=phased,
        id=pk,
    )


def changed_key_result(row: KeyResult, given: KeyResultChange) -> KeyResultFields:
    said = given.model_fields_set
    reading = _Reading("")
    unit = Unit(UnitKind(row.unit_kind), row.unit)
    if said & {"unit_kind", "unit"}:
        unit = reading.of(lambda: unit_of(given.unit_kind, given.unit or "", field="unit")) or unit
    fields = replace(fields_of(row), unit_kind=unit.kind.value, unit=unit.code)
    for name in said.intersection(_AMOUNTS):
        amount = reading.number(name, getattr(given, name), unit)
        match name:
            case "start":
                fields = replace(fields, start=amount)
            case "target":
                fields = replace(fields, target=amount)
            case "low":
                fields = replace(fields, low=amount)
            case "high":
                fields = replace(fields, high=amount)
    if "weight" in said:
        fields = replace(fields, weight=reading.number("weight", given.weight))
    if given.milestones is not None:
        fields = replace(fields, milestones=reading.milestones(given.milestones))
    if given.phased_targets is not None:
        fields = replace(fields, phased_targets=reading.phased(given.phased_targets, unit))
    reading.done()
    if "owner" in said:
        fields = replace(fields, owner_id=given.owner)
    if "delegate" in said:
        fields = replace(fields, delegate_id=given.delegate)
    if "due" in said:
        fields = replace(fields, due=given.due)
    return replace(
        fields,
        title=fields.title if given.title is None else given.title,
        kind=given.kind or fields.kind,
        decimals=fields.decimals if given.decimals is None else given.decimals,
        driver=given.driver or fields.driver,
        mode=given.mode or fields.mode,
    )


def fields_of(row: KeyResult) -> KeyResultFields:
    """The key result as it stands, as if somebody had given it."""
    return KeyResultFields(
        title=row.title,
        kind=row.kind,
        start=row.start,
        target=row.target,
        low=row.low,
        high=row.high,
        unit_kind=row.unit_kind,
        unit=row.unit,
        decimals=row.decimals,
        weight=row.weight,
        owner_id=row.owner_id,
        delegate_id=row.delegate_id,
        due=row.due,
        driver=row.driver,
        mode=row.mode,
        milestones=tuple(
            MilestoneFields(step.title, step.weight, step.due, step.pk) for step in row.milestones.all()
        ),
        phased_targets=tuple((phase.on, phase.value) for phase in row.phased_targets.all()),
        id=row.pk,
    )


def new_objective(given: ObjectiveIn) -> tuple[ObjectiveFields, list[KeyResultFields]]:
    reading = _Reading("")
    weight = reading.number("weight", given.weight)
    rows = reading.key_results(given.key_results)
    reading.done()
    fields = ObjectiveFields(
        cycle_id=given.cycle,
        holder=given.holder,
        title=given.title,
        team_id=given.team,
        person_id=given.person,
        owner_id=given.owner,
        strategy_id=given.strategy,
        why=given.why,
        ambition=given.ambition,
        weight=weight,
        visibility=given.visibility,
        visible_team_id=given.visible_team,
        viewer_ids=tuple(given.viewers),
        joined_on=given.joined_on,
    )
    return fields, rows


def changed_objective(
    found: Objective, given: ObjectiveChange
) -> tuple[ObjectiveFields, list[KeyResultFields] | None]:
    said = given.model_fields_set
    reading = _Reading("")
    weight = reading.number("weight", given.weight) if "weight" in said else found.weight
    rows = None
    if given.key_results is not None:
        rows = reading.key_results(given.key_results)
    reading.done()
    viewers = (
        list(found.viewers.order_by("id").values_list("pk", flat=True))
        if given.viewers is None
        else given.viewers
    )
    fields = ObjectiveFields(
        cycle_id=given.cycle or found.cycle_id,
        holder=given.holder or found.holder,
        title=found.title if given.title is None else given.title,
        team_id=given.team if "team" in said else found.team_id,
        person_id=given.person if "person" in said else found.person_id,
        owner_id=given.owner or found.owner_id,
        strategy_id=given.strategy if "strategy" in said else found.strategy_id,
        why=found.why if given.why is None else given.why,
        ambition=given.ambition or found.ambition,
        weight=weight,
        visibility=given.visibility or found.visibility,
        visible_team_id=given.visible_team if "visible_team" in said else found.visible_team_id,
        viewer_ids=tuple(viewers),
        joined_on=given.joined_on if "joined_on" in said else found.joined_on,
    )
    return fields, rows


_AMOUNTS = ("start", "target", "low", "high")


def _places(numbers: Iterable[Decimal | None]) -> int:
    exponents = [int(amount.normalize().as_tuple().exponent) for amount in numbers if amount is not None]
    return min(6, max([0, *(-exponent for exponent in exponents)]))


class _Reading:
    """Reads number after number and says at the end what was wrong with all of them."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.refusals: list[Refusal] = []

    def of[T](self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Refusal as refusal:
            self.refusals.append(refusal)
        except Refusals as refusals:
            self.refusals += refusals.errors
        return None

    def number(self, name: str, typed: str | None, unit: Unit | None = None) -> Decimal | None:
        return self.of(lambda: number(typed, unit, field=f"{self.at}{name}"))

    def milestones(self, given: Sequence[MilestoneIn]) -> tuple[MilestoneFields, ...]:
        return tuple(
            MilestoneFields(
                step.title,
                self.number(f"milestones.{place}.weight", step.weight) or Decimal(0),
                step.due,
                step.id,
            )
            for place, step in enumerate(given)
        )

    def phased(self, given: Sequence[PhasedTargetIn], unit: Unit) -> tuple[tuple[date, Decimal], ...]:
        return tuple(
            (phase.on, self.number(f"phased_targets.{place}.value", phase.value, unit) or Decimal(0))
            for place, phase in enumerate(given)
        )

    def key_results(self, given: Sequence[KeyResultOfObjective]) -> list[KeyResultFields]:
        read: list[KeyResultFields] = []
        for place, row in enumerate(given):
            try:
                read.append(new_key_result(row, at=f"key_results.{place}.", pk=row.id))
            except Refusals as refusals:
                self.refusals += refusals.errors
        return read

    def done(self) -> None:
        if self.refusals:
            raise Refusals(self.refusals)
