"""What is typed into a check-in, read as values; every sentence next to its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import QueryDict

from headway.core.dates import parse_day
from headway.core.decimals import parse_number
from headway.core.errors import Refusal, Refusals
from headway.core.units import Unit, UnitKind
from headway.goals.actions.check_ins import ConfidenceOutOfRange

KEPT = ("value", "confidence", "note", "obstacles", "next", "on", "corrects")


@dataclass(frozen=True, slots=True)
class CheckInInput:
    value: Decimal | None
    steps: list[int] | None
    confidence: int | None
    changed: str
    obstacles: str
    next: str
    on: date | None
    corrects: int | None


def typed(post: QueryDict) -> dict[str, object]:
    """What was typed, as it is kept and shown again."""
    body: dict[str, object] = {name: post.get(name, "") for name in KEPT if name in post}
    if "steps" in post or "steps_shown" in post:
        body["steps"] = [int(step) for step in post.getlist("steps") if step.isdecimal()]
    return body


def read(post: QueryDict, *, kind: str, unit_kind: str, unit: str) -> CheckInInput:
    """Raises ``Refusals`` naming each field that cannot be read."""
    errors: list[Refusal] = []
    value: Decimal | None = None
    steps: list[int] | None = None
    if kind == "milestones":
        steps = [int(step) for step in post.getlist("steps") if step.isdecimal()]
    elif kind == "done":
        value = Decimal(1) if post.get("value") == "1" else Decimal(0)
    else:
        try:
            value = parse_number(post.get("value", ""), field="value", unit=Unit(UnitKind(unit_kind), unit))
        except Refusal as refusal:
            errors.append(refusal)
    confidence: int | None = None
    chosen = post.get("confidence", "")
    if chosen:
        if chosen.isascii() and chosen.isdecimal():
            confidence = int(chosen)
        else:
            errors.append(ConfidenceOutOfRange(field="confidence"))
    on: date | None = None
    typed_day = post.get("on", "")
    if typed_day:
        try:
            on = parse_day(typed_day, field="on")
        except Refusal as refusal:
            errors.append(refusal)
    if errors:
        raise Refusals(errors)
    corrects = post.get("corrects", "")
    return CheckInInput(
        value,
        steps,
        confidence,
        post.get("note", ""),
        post.get("obstacles", ""),
        post.get("next", ""),
        on,
        int(corrects) if corrects.isdecimal() else None,
    )


def by_field(refusal: Refusal | Refusals, rename: Mapping[str, str] | None = None) -> dict[str, Refusal]:
    """The first refusal of each field; those of no field under ""."""
    rename = rename or {}
    errors: dict[str, Refusal] = {}
    for each in refusal if isinstance(refusal, Refusals) else [refusal]:
        errors.setdefault(rename.get(each.field or "", each.field or ""), each)
    return errors
