"""A filled template as the coach reads it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from headway.core.decimals import parse_number
from headway.core.errors import Refusal
from headway.core.units import Unit, parse_unit
from okr_coach import Draft, KeyResult, Objective

if TYPE_CHECKING:
    from headway.library.rules import Body, Filled


def draft_of(body: Body, filled: Filled, *, owner: str | None = None, parent: str | None = None) -> Draft:
    """Owner and parent are the writer's to say: unknown unless they are given."""
    return Draft(
        (
            Objective(
                filled.objective,
                why=filled.background,
                owner=owner,
                parent=parent,
                ambition=body.ambition,
                key_results=tuple(
                    KeyResult(
                        each.title,
                        owner=owner,
                        start=_number(each.start, each.unit),
                        target=_number(each.target, each.unit),
                        unit=each.unit or None,
                        kind=each.kind,
                    )
                    for each in filled.key_results
                ),
            ),
        ),
        language=body.language,
    )


def _number(typed: str, unit: str) -> Decimal | None:
    if not typed:
        return None
    try:
        return parse_number(typed, unit=_unit(unit))
    except Refusal:
        return None


def _unit(typed: str) -> Unit:
    try:
        return parse_unit(typed)
    except Refusal:
        return Unit()
