from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.core.errors import Refusal
from headway.core.units import Unit, UnitKind, format_value, parse_unit


@pytest.mark.parametrize(
    ("typed", "kind", "code"),
    [
        ("", UnitKind.NUMBER, ""),
        ("%", UnitKind.PERCENT, ""),
        ("％", UnitKind.PERCENT, ""),
        ("USD", UnitKind.CURRENCY, "USD"),
        ("$", UnitKind.CURRENCY, "USD"),
        ("￥", UnitKind.CURRENCY, "CNY"),
        ("元", UnitKind.CURRENCY, "CNY"),
        ("Minutes", UnitKind.DURATION, "min"),
        ("天", UnitKind.DURATION, "d"),
        ("m", UnitKind.WORD, "m"),
        (" new  clients ", UnitKind.WORD, "new clients"),
        ("份", UnitKind.WORD, "份"),
        ("万元", UnitKind.WORD, "万元"),
    ],
)
def test_a_unit_is_known_by_its_names(typed: str, kind: UnitKind, code: str) -> None:
    assert parse_unit(typed) == Unit(kind, code)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("a very long unit", "unit_too_long"), ("5a", "unit_unreadable"), ("字" * 13, "unit_too_long")],
)
def test_a_unit_is_a_short_word(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_unit(typed)
    assert (refused.value.code, refused.value.field) == (code, "unit")
    assert refused.value.message()


@given(st.text(max_size=20))
def test_a_unit_is_read_back_from_its_text(typed: str) -> None:
    try:
        unit = parse_unit(typed)
    except Refusal:
        return
    assert parse_unit(unit.text) == unit


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "english", "chinese"),
    [
        ("2140", "", None, "2,140", "2,140"),
        ("2140.5", "", None, "2,140.5", "2,140.5"),
        ("0.123456", "", 2, "0.123456", "0.123456"),
        ("-0.0", "", 1, "0.0", "0.0"),
        ("52", "%", None, "52%", "52%"),
        ("52", "%", 1, "52.0%", "52.0%"),
        ("250000", "CNY", None, "CN¥250,000", "¥250,000"),
        ("-1200000.5", "USD", None, "-$1,200,000.50", "-US$1,200,000.50"),
        ("5", "CHF", None, "CHF\u00a05", "CHF\u00a05"),
        ("0.95", "s", None, "0.95 s", "0.95 秒"),
        ("1", "d", None, "1 day", "1 天"),
        ("39", "d", None, "39 days", "39 天"),
        ("800", "份", None, "800 份", "800 份"),
        ("123456789012345", "", 0, "123,456,789,012,345", "123,456,789,012,345"),
    ],
)
def test_a_value_is_shown_exactly(
    value: str, unit: str, decimals: int | None, english: str, chinese: str
) -> None:
    shown = [format_value(Decimal(value), parse_unit(unit), decimals, lang) for lang in ("en", "zh-hans")]
    assert shown == [english, chinese]


@pytest.mark.parametrize("kind", UnitKind)
@pytest.mark.parametrize("code", ["", "minutes", "USD", "<b>"])
def test_a_unit_that_was_stored_in_other_words_is_still_shown(kind: UnitKind, code: str) -> None:
    unit = Unit(kind, code)
    assert format_value(Decimal("-1.5"), unit, None, "zh-hans").startswith("-")
    assert unit.label("en") == unit.label("en").strip()
    assert not unit.accepts("furlongs")


def test_no_value_is_shown_as_a_dash() -> None:
    assert format_value(None, Unit(UnitKind.PERCENT), 1, "en") == "—"


def test_a_label_names_the_unit_in_the_readers_language() -> None:
    units = [Unit(), parse_unit("%"), parse_unit("CNY"), parse_unit("min"), parse_unit("份")]
    assert [unit.label("en") for unit in units] == ["", "%", "CN¥", "minutes", "份"]
    assert [unit.label("zh-hans") for unit in units] == ["", "%", "¥", "分钟", "份"]
