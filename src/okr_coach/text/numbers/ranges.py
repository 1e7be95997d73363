"""From–to and ranges: the first takes unit and power of the second."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from decimal import Decimal

from okr_coach.text.later import later
from okr_coach.text.numbers.amounts import Amount
from okr_coach.text.units import CURRENCY_UNITS, POWERS, known_unit

_JOINED = later(
    r"\s*(?:-|~|–|→|->|=>|>|➔|⇒|to|up to|down to|instead of|rather than|,\s?not|versus|vs\.?|到|至|或)\s*(?:max\.?|min\.?|under|below|above|over|at\s+(?:least|most)|[<>≤≥~]=?)?\s*"
)
_BASE_JOINED = later(
    r"\s*(?:on average)?[,，]?\s*[(（]?\s*(?:is\s|it\sis\s)?(?:currently|now|today|was|were|from|up from|down from|vs\.?|baseline|目前|现在|当前|原来|现|原|去年|上季度|上月|基线)(?:\s(?:at|is|of)|为|是|[:：])?\s*"
)
_TO_JOINED = later(
    r"[^,;，；。]{0,24}?(?:\bto|→|到|至|为)\s*(?:at\s+least\s|about\s|around\s|over\s|under\s|below\s|above\s|less\s+than\s|more\s+than\s)?"
)


def inherited(low: str, amounts: list[Amount]) -> list[Amount]:
    """From 15 to 10 minutes, 从10到20万, 三到五家: the first takes the unit (and the power) of the second."""
    kept = list(amounts)
    if any(amount.unit in ("s", "min", "h") for amount in kept):  # from 7m40s to 6m
        kept = [each._replace(unit="min", word="") if each.unit == "m" else each for each in kept]
    for place in range(len(kept) - 1):
        first, second = kept[place], kept[place + 1]
        between = low[first.end : second.start]
        if not (first.unit or second.unit) and _JOINED.fullmatch(between):
            ahead = _UNIT_AHEAD.search(low[max(0, first.start - 60) : first.start])
            unit = known_unit(ahead["unit"], 0) if ahead else None
            if unit:
                kept[place], kept[place + 1] = first._replace(unit=unit[0]), second._replace(unit=unit[0])
                continue
        if len(between) > 40 or (first.unit and second.unit):
            if first.unit == second.unit in CURRENCY_UNITS and _JOINED.fullmatch(between):
                kept[place] = first._replace(value=_in_the_power_of(low, first, second))
            continue
        before = low[max(0, first.start - 12) : first.start]
        if not (
            _JOINED.fullmatch(between)
            or _BASE_JOINED.fullmatch(between)
            or (_TO_JOINED.fullmatch(between) and _FROM.search(before))
        ):
            continue
        if not first.unit:
            value = _in_the_power_of(low, first, second)
            kept[place] = first._replace(unit=second.unit, value=value, word=second.word)
        else:
            kept[place + 1] = second._replace(unit=first.unit, word=first.word)
            if _JOINED.fullmatch(between):  # $1-2M
                kept[place] = first._replace(value=_in_the_power_of(low, first, second))
    return kept


_FROM = later(r"\bfrom\b|[从由自]")
_UNIT_AHEAD = later(
    r"\b(?P<unit>seconds|minutes|hours|days|weeks)\s(?:[a-z]+\s){0,2}?per\s(?!week|day|month|quarter|year)[a-z]+(?:\s[a-z]+)?\sfrom\s(?:about\s)?$"
)  # rework hours per hull from 410 to 300
_POWER_OF = later(
    r"[0-9.]\s?(万亿|千万|百万|万|亿|k|m|mm|mn|mln|mil|cr|crores?|lakhs?|bn|b|thousand|million|billion)(?![a-z])"
)


def _in_the_power_of(low: str, first: Amount, second: Amount) -> Decimal:
    """从10到20万 means 10万; 从5000到2万 means 5000."""
    power = _POWER_OF.search(low[second.start : second.end])
    if power is None or first.value >= 1000 or (power[1] in ("m", "b") and second.value < 100_000):
        return first.value
    scaled = first.value.scaleb(POWERS[power[1]])
    return scaled if scaled < second.value * 20 else first.value
