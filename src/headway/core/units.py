"""What a value is counted in, as people write it and as it is shown."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.numbers import format_currency, get_currency_precision, get_currency_symbol

from headway.core.errors import N_, Refusal
from headway.core.text import clean_line

LONGEST_WORD = 12


class UnitTooLong(Refusal):
    code = "unit_too_long"
    sentence = N_(
        "“%(typed)s” is too long for a unit; at most %(limit)s characters fit. Put the rest into the title."
    )


class UnitUnreadable(Refusal):
    code = "unit_unreadable"
    sentence = N_("“%(typed)s” holds a number. A unit is a word or a sign, such as %%, USD, min or clients.")


class UnitKind(StrEnum):
    NUMBER = "number"
    PERCENT = "percent"
    CURRENCY = "currency"
    DURATION = "duration"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Unit:
    """`code` is an ISO currency, one of s min h d w, or the word itself; empty for numbers and percent."""

    kind: UnitKind = UnitKind.NUMBER
    code: str = ""

    @property
    def text(self) -> str:
        """Short and canonical; `parse_unit` reads it back."""
        return "%" if self.kind == UnitKind.PERCENT else self.code

    def label(self, lang: str) -> str:
        """Beside a field: "%", "¥", "minutes", "份"; empty for a plain number."""
        match self.kind:
            case UnitKind.CURRENCY:
                return get_currency_symbol(self.code, locale=_locale(lang))
            case UnitKind.DURATION:
                return _duration_labels(self.code)[_locale(lang) == "zh_Hans"]
            case _:
                return self.text

    def accepts(self, typed: str) -> bool:
        """Whether `typed`, written beside a number, means this unit."""
        return _folded(typed) in _spellings(self)


def parse_unit(text: str, *, field: str = "unit") -> Unit:
    """Nothing is a plain number; percent, currencies and durations are known by name; the rest is a word."""
    word = clean_line(text, limit=200, field=field, required=False)
    folded = _folded(word)
    if not folded:
        return Unit()
    if folded in _PERCENT:
        return Unit(UnitKind.PERCENT)
    if word in currencies():
        return Unit(UnitKind.CURRENCY, word)
    if folded in CURRENCY_SIGNS:
        return Unit(UnitKind.CURRENCY, CURRENCY_SIGNS[folded][0])
    for code, names in DURATIONS.items():
        if folded == code or folded in names:
            return Unit(UnitKind.DURATION, code)
    if len(word) > LONGEST_WORD:
        raise UnitTooLong(field=field, typed=word if len(word) <= 40 else word[:39] + "…", limit=LONGEST_WORD)
    if word[0].isdigit():
        raise UnitUnreadable(field=field, typed=word)
    return Unit(UnitKind.WORD, word)


def format_value(value: Decimal | None, unit: Unit, decimals: int | None, lang: str) -> str:
    """Exact, grouped, with its unit: "2,140", "52%", "$1,200,000", "0.95 s", "800 份"; "—" for none.

    `decimals` are shown at least; what is more exact is not rounded away.
    """
    if value is None:
        return "—"
    locale = _locale(lang)
    if unit.kind == UnitKind.CURRENCY:
        before, after = _around_currency(unit.code, locale)
        if not decimals and value != value.to_integral_value():
            decimals = get_currency_precision(unit.code)
        number = _grouped(abs(value), decimals)
        return ("-" if value < 0 else "") + before + number + after
    number = _grouped(value, decimals)
    match unit.kind:
        case UnitKind.NUMBER:
            return number
        case UnitKind.PERCENT:
            return f"{number}%"
        case UnitKind.DURATION:
            return f"{number} {_duration_name(unit.code, locale, one=number in ('1', '-1'))}"
        case UnitKind.WORD:
            return f"{number} {unit.code}"


@cache
def currencies() -> frozenset[str]:
    """ISO codes that are somewhere legal tender today."""
    return frozenset(
        code
        for uses in get_global("territory_currencies").values()
        for code, _, ended, is_tender in uses
        if ended is None and is_tender
    )


DOLLARS = ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN")
CURRENCY_SIGNS: dict[str, tuple[str, ...]] = {
    "$": DOLLARS,
    "us$": ("USD",),
    "hk$": ("HKD",),
    "nt$": ("TWD",),
    "s$": ("SGD",),
    "dollar": DOLLARS,
    "dollars": DOLLARS,
    "美元": ("USD",),
    "美金": ("USD",),
    "¥": ("CNY", "JPY"),
    "￥": ("CNY", "JPY"),
    "元": ("CNY",),
    "块": ("CNY",),
    "人民币": ("CNY",),
    "rmb": ("CNY",),
    "yuan": ("CNY",),
    "日元": ("JPY",),
    "yen": ("JPY",),
    "円": ("JPY",),
    "港元": ("HKD",),
    "港币": ("HKD",),
    "€": ("EUR",),
    "euro": ("EUR",),
    "euros": ("EUR",),
    "欧元": ("EUR",),
    "£": ("GBP",),
    "pounds": ("GBP",),
    "英镑": ("GBP",),
    "₹": ("INR",),
    "₩": ("KRW",),
    "₽": ("RUB",),
}
DURATIONS: dict[str, tuple[str, ...]] = {
    "s": ("sec", "secs", "second", "seconds", "秒", "秒钟"),
    "min": ("mins", "minute", "minutes", "分钟"),
    "h": ("hr", "hrs", "hour", "hours", "小时", "钟头"),
    "d": ("day", "days", "天"),
    "w": ("wk", "wks", "week", "weeks", "周", "星期"),
}
_LOOSE_DURATIONS = {"min": ("m", "分"), "h": ("时",), "d": ("日",)}
_DURATION_LABELS = {
    "s": ("seconds", "秒"),
    "min": ("minutes", "分钟"),
    "h": ("hours", "小时"),
    "d": ("days", "天"),
    "w": ("weeks", "周"),
}
_SHORT_DURATIONS = frozenset({"s", "min", "h"})
_PERCENT = frozenset({"%", "％", "percent", "per cent", "pct", "百分点", "百分比"})


@cache
def _spellings(unit: Unit) -> frozenset[str]:
    match unit.kind:
        case UnitKind.NUMBER:
            return frozenset()
        case UnitKind.PERCENT:
            return _PERCENT
        case UnitKind.CURRENCY:
            signs = {sign for sign, codes in CURRENCY_SIGNS.items() if unit.code in codes}
            return frozenset({unit.code.casefold(), *signs})
        case UnitKind.DURATION:
            return frozenset(
                {_folded(unit.code), *DURATIONS.get(unit.code, ()), *_LOOSE_DURATIONS.get(unit.code, ())}
            )
        case UnitKind.WORD:
            folded = _folded(unit.code)
            return frozenset({folded, folded + "s", folded.removesuffix("s")})


def _folded(typed: str) -> str:
    return " ".join(typed.casefold().split())


def _locale(lang: str) -> str:
    return "zh_Hans" if lang.casefold().startswith("zh") else "en"


def _grouped(value: Decimal, decimals: int | None) -> str:
    """Both languages group by three with a comma and have a decimal point (babel's data: en, zh_Hans)."""
    whole, _, fraction = format(value, ",f").partition(".")
    fraction = fraction.rstrip("0")
    if decimals:
        fraction = fraction.ljust(decimals, "0")
    return f"{'0' if whole == '-0' and not fraction.strip('0') else whole}.{fraction}".rstrip(".")


@cache
def _around_currency(code: str, locale: str) -> tuple[str, str]:
    pattern = Locale.parse(locale).currency_formats["standard"].pattern
    before, _, after = format_currency(0, code, pattern.split(";")[0], locale=locale).partition("0")
    return before + "\u00a0" if before[-1:].isalpha() else before, after.lstrip("0.")


def _duration_labels(code: str) -> tuple[str, str]:
    return _DURATION_LABELS.get(code, (code, code))


def _duration_name(code: str, locale: str, *, one: bool) -> str:
    english, chinese = _duration_labels(code)
    if locale == "zh_Hans":
        return chinese
    if code in _SHORT_DURATIONS:
        return code
    return english.removesuffix("s") if one else english
