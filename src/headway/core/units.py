"""What a value is counted in, as people write it and as it is shown."""

from dataclasses import dataclass
from enum import StrEnum


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
        return "%" if self.kind is UnitKind.PERCENT else self.code

    def accepts(self, typed: str) -> bool:
        """Whether `typed`, written beside a number, means this unit."""
        return _folded(typed) in self._spellings()

    def _spellings(self) -> frozenset[str]:
        match self.kind:
            case UnitKind.NUMBER:
                return frozenset()
            case UnitKind.PERCENT:
                return frozenset({"%", "％", "percent", "per cent", "pct", "百分点"})
            case UnitKind.CURRENCY:
                signs = {sign for sign, codes in CURRENCY_SIGNS.items() if self.code in codes}
                return frozenset({self.code.casefold(), *signs})
            case UnitKind.DURATION:
                return frozenset({self.code, *DURATIONS[self.code]})
            case UnitKind.WORD:
                folded = _folded(self.code)
                return frozenset({folded, folded + "s", folded.removesuffix("s")})


def _folded(typed: str) -> str:
    return " ".join(typed.casefold().split())


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
    "руб": ("RUB",),
}
DURATIONS: dict[str, tuple[str, ...]] = {
    "s": ("sec", "secs", "second", "seconds", "秒", "秒钟"),
    "min": ("m", "mins", "minute", "minutes", "分钟", "分"),
    "h": ("hr", "hrs", "hour", "hours", "小时", "时", "钟头"),
    "d": ("day", "days", "天", "日"),
    "w": ("wk", "wks", "week", "weeks", "周", "星期"),
}
