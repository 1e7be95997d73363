from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from headway.core.decimals import (
    from_millionths,
    millionths,
    pack,
    parse_number,
    significant,
    to_text,
    unpack,
)
from headway.core.errors import Refusal
from headway.core.units import Unit, UnitKind

PLAIN = Unit()
PERCENT = Unit(UnitKind.PERCENT)
DOLLARS = Unit(UnitKind.CURRENCY, "USD")
YUAN = Unit(UnitKind.CURRENCY, "CNY")
MINUTES = Unit(UnitKind.DURATION, "min")
CLIENTS = Unit(UnitKind.WORD, "clients")
UNITS = [None, PLAIN, PERCENT, DOLLARS, YUAN, MINUTES, CLIENTS, Unit(UnitKind.WORD, "万元")]


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("12.5", None, "12.5"),
        (" 12.50 ", None, "12.5"),
        ("-3", None, "-3"),
        ("−3", None, "-3"),
        ("+3", None, "3"),
        ("- 5", None, "-5"),
        ("0", None, "0"),
        ("-0.0", None, "0"),
        (".5", None, "0.5"),
        ("5.", None, "5"),
        ("007", None, "7"),
        ("１２.５", None, "12.5"),
        ("１２．５", None, "12.5"),
        ("1,234.5", None, "1234.5"),
        ("1，234", None, "1234"),
        ("1 234.5", None, "1234.5"),
        ("1\u2009234\u202f567", None, "1234567"),
        ("1'234", None, "1234"),
        ("1’234’567.25", None, "1234567.25"),
        ("3.5 万", None, "35000"),
        ("2亿", None, "200000000"),
        ("1.2k", None, "1200"),
        ("1.5bn", None, "1500000000"),
        ("2m", None, "2000000"),
        ("70%", PERCENT, "70"),
        ("70％", PERCENT, "70"),
        ("70 percent", PERCENT, "70"),
        ("70", PERCENT, "70"),
        ("$1.2M", DOLLARS, "1200000"),
        ("-$5", DOLLARS, "-5"),
        ("$-5", DOLLARS, "-5"),
        ("5 usd", DOLLARS, "5"),
        ("25万元", YUAN, "250000"),
        ("￥25万", YUAN, "250000"),
        ("15 minutes", MINUTES, "15"),
        ("15分钟", MINUTES, "15"),
        ("5m", MINUTES, "5"),
        ("40 Clients", CLIENTS, "40"),
        ("1 client", CLIENTS, "1"),
        ("2k clients", CLIENTS, "2000"),
        ("25万元", Unit(UnitKind.WORD, "万元"), "25"),
        ("123456789012345", None, "123456789012345"),
        ("0.000000000000001", None, "0.000000000000001"),
        ("1.50000000000000000000", None, "1.5"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, unit: Unit | None, value: str) -> None:
    assert to_text(parse_number(typed, unit=unit)) == value


@pytest.mark.parametrize(
    ("typed", "unit", "code"),
    [
        ("", None, "number_missing"),
        ("   ", None, "number_missing"),
        ("abc", None, "number_not_a_number"),
        ("0x1F", None, "number_not_a_number"),
        ("1e5", None, "number_not_a_number"),
        ("--5", None, "number_not_a_number"),
        ("+-5", None, "number_not_a_number"),
        ("1-5", None, "number_not_a_number"),
        ("1..5", None, "number_not_a_number"),
        ("5,", None, "number_not_a_number"),
        ("12:30", None, "number_not_a_number"),
        ("५", None, "number_not_a_number"),
        ("x" * 10_000, None, "number_not_a_number"),
        ("NaN", None, "number_not_finite"),
        ("-inf", None, "number_not_finite"),
        ("Infinity", None, "number_not_finite"),
        ("∞", None, "number_not_finite"),
        ("1234567890" * 4, None, "number_too_long"),
        ("1234567890123456", None, "number_too_long"),
        ("0.0000000000000001", None, "number_too_long"),
        ("1234567890123万", None, "number_too_long"),
        ("12,5", None, "number_ambiguous"),
        ("1,23", None, "number_ambiguous"),
        ("0,234", None, "number_ambiguous"),
        ("1.234,5", None, "number_ambiguous"),
        ("1.234.567", None, "number_ambiguous"),
        ("70%", None, "unit_mismatch"),
        ("12 apples", None, "unit_mismatch"),
        ("70%", DOLLARS, "unit_mismatch"),
        ("¥70", PERCENT, "unit_mismatch"),
        ("$70", YUAN, "unit_mismatch"),
        ("5 h", MINUTES, "unit_mismatch"),
        ("5k", PERCENT, "unit_mismatch"),
        ("40 people", CLIENTS, "unit_mismatch"),
    ],
)
def test_what_is_no_number_is_refused_by_name(typed: str, unit: Unit | None, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_number(typed, field="target", unit=unit)
    assert (refused.value.code, refused.value.field) == (code, "target")
    assert len(refused.value.message()) < 200


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("12,5", "Did you mean 12.5 or 125?"),
        ("-1,23", "Did you mean -1.23 or -123?"),
        ("1.234,5", "Did you mean 1234.5 or 1.2345?"),
    ],
)
def test_a_decimal_comma_is_asked_back_with_both_readings(typed: str, asked: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_number(typed)
    assert refused.value.message() == f"{asked} Write it with a point for decimals and no commas."


_MESSY = st.text(alphabet="0123456789.,'- +−%$¥万亿kmeExNaInf１２．，五年 ", max_size=24)


@given(st.one_of(st.text(), _MESSY), st.sampled_from(UNITS))
@example("9" * 5000, None)
@example("," * 5000 + "1", None)
def test_reading_a_number_raises_nothing_but_refusals(typed: str, unit: Unit | None) -> None:
    try:
        value = parse_number(typed, unit=unit)
    except Refusal as refusal:
        assert refusal.message()
    else:
        assert value.is_finite()
        assert significant(value) <= 15
        assert unpack(pack(value)) == value


numbers = st.builds(
    lambda mantissa, scale: Decimal(mantissa).scaleb(-scale),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 15),
)


@given(numbers)
def test_packing_gives_every_number_back_in_64_bits(value: Decimal) -> None:
    assert unpack(pack(value)) == value
    assert -(2**63) <= pack(value) < 2**63
    assert parse_number(to_text(value)) == value


@given(numbers, st.integers(0, 6))
def test_equal_numbers_are_packed_equally(value: Decimal, zeros: int) -> None:
    padded = Decimal(to_text(value) + ("" if "." in to_text(value) else ".") + "0" * zeros)
    assert pack(padded) == pack(value)
    assert to_text(padded) == to_text(value)


@pytest.mark.parametrize(
    "text", ["1234567890123456", "1E+15", "1E+999999", "0.0000000000000001", "NaN", "Infinity"]
)
def test_what_does_not_fit_is_not_packed(text: str) -> None:
    with pytest.raises(ValueError, match="significant|finite"):
        pack(Decimal(text))


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+3", "1000"), ("1.500", "1.5"), ("-0", "0"), ("-0.00", "0"), ("0.10", "0.1"), ("1E-7", "0.0000001")],
)
def test_numbers_are_written_without_exponents(value: str, text: str) -> None:
    assert to_text(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("0.7", 700_000),
        ("-1.0000005", -1_000_000),
        ("0.0000015", 2),
        ("1E+30", 10**12),
        ("-1E+30", -(10**12)),
    ],
)
def test_progress_is_stored_in_millionths(value: str, stored: int) -> None:
    assert millionths(Decimal(value)) == stored
    assert from_millionths(stored) == Decimal(stored) / 10**6


def test_no_progress_is_stored_as_none() -> None:
    assert millionths(None) is None
    assert from_millionths(None) is None
