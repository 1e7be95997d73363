"""Exact numbers: reading what a person types, writing them plainly, packing them into 64 bits."""

import re
from decimal import Decimal

from headway.core.errors import N_, Refusal
from headway.core.units import Unit, UnitKind

MOST_DIGITS = 15
MOST_DECIMALS = 15
_SCALES = 16
_MILLION = 10**6
MOST_MILLIONTHS = 10**12
_LONGEST_TYPED = 120


class NumberMissing(Refusal):
    code = "number_missing"
    sentence = N_("Write a number here.")


class NotANumber(Refusal):
    code = "number_not_a_number"
    sentence = N_("“%(typed)s” is not a number we can read. Write it in digits, such as 12.5 or 1,234.")


class NotFinite(Refusal):
    code = "number_not_finite"
    sentence = N_("“%(typed)s” has no size. Write the value in digits, such as 12.5.")


class NumberTooLong(Refusal):
    code = "number_too_long"
    sentence = N_(
        "This number has %(digits)s digits; at most %(limit)s are kept. Round it, or use a larger unit."
    )


class NumberAmbiguous(Refusal):
    code = "number_ambiguous"
    sentence = N_("Did you mean %(a)s or %(b)s? Write it with a point for decimals and no commas.")


class UnitMismatch(Refusal):
    code = "unit_mismatch"
    sentence = N_("This is counted in %(unit)s, and “%(typed)s” is not. Write the number in %(unit)s.")


class UnitUnexpected(Refusal):
    code = "unit_mismatch"
    sentence = N_("This is a plain number without a unit. Leave out “%(typed)s”.")


def parse_number(text: str, *, field: str = "value", unit: Unit | None = None) -> Decimal:
    """What a person types for a value; only a Refusal is raised. Without a unit only a bare number fits."""
    unit = unit or Unit()
    typed = " ".join(text.translate(_PLAIN).split())
    shown = _shortened(typed)
    if not typed:
        raise NumberMissing(field=field)
    if len(typed) > _LONGEST_TYPED:
        raise NotANumber(field=field, typed=shown)
    if typed.strip("+- ").casefold() in _NOT_FINITE:
        raise NotFinite(field=field, typed=shown)
    parts = _PARTS.fullmatch(typed)
    if parts is None:
        raise NotANumber(field=field, typed=shown)
    before, body, after = parts["before"], parts["body"].rstrip(), parts["after"].strip()
    signs, symbol = re.findall(r"[+-]", before), re.sub(r"[+\- ]", "", before)
    if len(signs) > 1 or (symbol and not _is_unit_like(symbol)) or (after and not _is_unit_like(after)):
        raise NotANumber(field=field, typed=shown)
    mantissa, scale = _read_body(body, sign=-1 if "-" in signs else 1, field=field, shown=shown)
    if symbol and not (unit.kind == UnitKind.CURRENCY and unit.accepts(symbol)):
        raise _mismatch(unit, symbol, shown=shown, field=field)
    power = _power(after, unit)
    if power is None:
        raise _mismatch(unit, after, shown=shown, field=field)
    return _bounded(mantissa, scale, power, field=field)


def to_text(value: Decimal) -> str:
    """Plain and canonical: no exponent, no trailing zeros, no minus before zero."""
    if not value.is_finite():
        raise ValueError("only finite numbers are written")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def significant(value: Decimal) -> int:
    """Digits that must be kept: those of the shortest plain notation, leading zeros not counted."""
    mantissa, _ = _canonical(value)
    return len(str(abs(mantissa)))


def pack(value: Decimal) -> int:
    """mantissa * 16 + scale, the same integer for the same number; at most 15 digits and 15 decimals."""
    mantissa, scale = _canonical(value)
    if abs(mantissa) >= 10**MOST_DIGITS or scale > MOST_DECIMALS:
        raise ValueError(
            f"{value} has more than {MOST_DIGITS} significant digits or {MOST_DECIMALS} decimals"
        )
    return mantissa * _SCALES + scale


def unpack(packed: int) -> Decimal:
    mantissa, scale = divmod(packed, _SCALES)
    return Decimal(mantissa).scaleb(-scale)


def millionths(value: Decimal | None) -> int | None:
    """Rounded half to even and held within a million times either way."""
    if value is None:
        return None
    bound = Decimal(MOST_MILLIONTHS // _MILLION)
    held = max(-bound, min(bound, value))
    return int(held.quantize(Decimal("0.000001")).scaleb(6))


def from_millionths(stored: int | None) -> Decimal | None:
    return None if stored is None else Decimal(stored).scaleb(-6)


_PLAIN: dict[int, str | None] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x2212, 0x2013, 0x2010, 0x2011, 0xFE63), "-"),
    **dict.fromkeys((0x00A0, 0x2007, 0x2009, 0x202F, 0x3000), " "),
    **dict.fromkeys((0x2019, 0x02BC), "'"),
    0xFFE5: "¥",
    0xFFE1: "£",
    **dict.fromkeys((0x200B, 0x200E, 0x200F, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF), None),
}
_NOT_FINITE = frozenset({"nan", "snan", "qnan", "inf", "infinity", "∞"})
_PARTS = re.compile(r"(?P<before>[^0-9.,]*)(?P<body>[.,]?[0-9][0-9.,' ]*)(?P<after>.*)", re.DOTALL)
_BARE = re.compile(r"([0-9]+)(?:\.([0-9]*))?|\.([0-9]+)")
_GROUPED = re.compile(r"((?!0)[0-9]{1,3}(?:([,' ])[0-9]{3})(?:\2[0-9]{3})*)(?:\.([0-9]*))?")
_SEPARATED = re.compile(r"[0-9][0-9 ']*(?:[.,][0-9]+)+")
_POWERS: tuple[tuple[str, int], ...] = (
    ("万亿", 12),
    ("千万", 7),
    ("百万", 6),
    ("亿", 8),
    ("億", 8),
    ("万", 4),
    ("萬", 4),
    ("千", 3),
    ("billion", 9),
    ("million", 6),
    ("thousand", 3),
    ("bn", 9),
    ("k", 3),
    ("m", 6),
)


def _shortened(typed: str) -> str:
    return typed if len(typed) <= 24 else typed[:23] + "…"


def _is_unit_like(text: str) -> bool:
    return (
        len(text) <= 24
        and not any(character.isdigit() for character in text)
        and any(character.isalpha() or character in "%‰$€£¥₹₩₽" for character in text)
    )


def _read_body(body: str, *, sign: int, field: str, shown: str) -> tuple[int, int]:
    bare = _BARE.fullmatch(body)
    grouped = None if bare else _GROUPED.fullmatch(body)
    if bare:
        whole, fraction = bare[1] or "0", bare[2] or bare[3] or ""
    elif grouped:
        whole, fraction = re.sub(r"[,' ]", "", grouped[1]), grouped[3] or ""
    elif _SEPARATED.fullmatch(body):
        raise _ambiguous(body, sign=sign, field=field, shown=shown)
    else:
        raise NotANumber(field=field, typed=shown)
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    if len(whole) + len(fraction.lstrip("0") if not whole else fraction) > MOST_DIGITS:
        raise NumberTooLong(field=field, digits=len(whole) + len(fraction), limit=MOST_DIGITS)
    if len(fraction) > MOST_DECIMALS:
        raise NumberTooLong(field=field, digits=len(fraction), limit=MOST_DECIMALS)
    return sign * int(whole + fraction or "0"), len(fraction)


def _ambiguous(body: str, *, sign: int, field: str, shown: str) -> Refusal:
    """Both readings of 12,5 and 1.234,5: the last mark as the decimal point, or none (or the first)."""
    tight = re.sub(r"[' ]", "", body)
    marks = [place for place, character in enumerate(tight) if character in ".,"]
    if not marks or len(tight) > 24:
        return NotANumber(field=field, typed=shown)
    readings: list[str] = []
    others = [marks[0]] if len({tight[place] for place in marks}) > 1 else []
    for point in (marks[-1:], others):
        whole = re.sub(r"[.,]", "", tight[: point[0]] if point else tight).lstrip("0") or "0"
        fraction = re.sub(r"[.,]", "", tight[point[0] :]).rstrip("0") if point else ""
        readings.append(("-" if sign < 0 else "") + whole + ("." + fraction if fraction else ""))
    if readings[0] == readings[1]:
        return NotANumber(field=field, typed=shown)
    return NumberAmbiguous(field=field, a=readings[0], b=readings[1])


def _power(after: str, unit: Unit) -> int | None:
    """The power of ten that `after` stands for (0 for a bare or matching unit), None when it does not fit."""
    if not after or unit.accepts(after):
        return 0
    if unit.kind in (UnitKind.PERCENT, UnitKind.DURATION):
        return None
    folded = after.casefold()
    for word, power in _POWERS:
        if folded.startswith(word):
            rest = after[len(word) :].strip()
            if not rest or unit.accepts(rest):
                return power
    return None


def _mismatch(unit: Unit, typed: str, *, shown: str, field: str) -> Refusal:
    if unit.kind == UnitKind.NUMBER:
        return UnitUnexpected(field=field, typed=typed)
    return UnitMismatch(field=field, typed=shown, unit=unit.text)


def _bounded(mantissa: int, scale: int, power: int, *, field: str) -> Decimal:
    moved = max(0, power - scale)
    scale = max(0, scale - power)
    mantissa *= 10**moved
    digits = len(str(abs(mantissa)))
    if digits > MOST_DIGITS:
        raise NumberTooLong(field=field, digits=digits, limit=MOST_DIGITS)
    return unpack(pack(Decimal(mantissa).scaleb(-scale)))


def _canonical(value: Decimal) -> tuple[int, int]:
    """(mantissa, scale) with value = mantissa / 10 ** scale, the smallest scale that is not negative."""
    if not value.is_finite():
        raise ValueError("only finite numbers are kept")
    sign, digits, power = value.as_tuple()
    exponent = int(power)
    if exponent > MOST_DIGITS and any(digits):
        raise ValueError(f"{value} has more than {MOST_DIGITS} significant digits")
    mantissa = int("".join(map(str, digits)) or "0")
    if mantissa == 0:
        return 0, 0
    while exponent < 0 and mantissa % 10 == 0:
        mantissa //= 10
        exponent += 1
    if exponent > 0:
        mantissa *= 10**exponent
        exponent = 0
    return (-mantissa if sign else mantissa), -exponent
