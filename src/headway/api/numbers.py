"""What callers give for numbers, read with the unit it is counted in."""

import re
from decimal import Decimal

from headway.core.decimals import parse_number
from headway.core.errors import N_, Refusal
from headway.core.text import clean_line
from headway.core.units import Unit, UnitKind, parse_unit

# Reads the same whatever the unit is.
_BARE = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)


class UnitOfAnotherKind(Refusal):
    code = "unit_unknown"
    sentence = N_("“%(unit)s” is no %(kind)s. Leave “unit_kind” out, and it is recognised.")


def is_bare(typed: str) -> bool:
    """Whether no unit is needed to read it."""
    return _BARE.fullmatch(typed) is not None


def number(typed: str | None, unit: Unit | None = None, *, field: str) -> Decimal | None:
    return None if typed is None else parse_number(typed, field=field, unit=unit)


def fraction(typed: str | None, *, field: str) -> Decimal | None:
    """0.3 or “30 %”."""
    if typed is None:
        return None
    plain = typed.replace("％", "%").strip()
    if plain.endswith("%"):
        return parse_number(plain, field=field, unit=Unit(UnitKind.PERCENT)).scaleb(-2)
    return parse_number(plain, field=field)


def unit_of(kind: str | None, code: str, *, field: str) -> Unit:
    """The unit a caller names; its kind is recognised unless given."""
    if kind in (None, UnitKind.CURRENCY, UnitKind.DURATION):
        unit = parse_unit(code, field=field)
        if kind is not None and unit.kind != kind:
            raise UnitOfAnotherKind(field=field, unit=code[:24], kind=kind)
        return unit
    word = clean_line(code, limit=200, field=field, required=False)
    return Unit(UnitKind(kind), word if kind == UnitKind.WORD else "")
