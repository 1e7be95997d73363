"""Amounts spelt in English words: a dozen, twice as many, a third of them."""

import re
from decimal import Decimal

from okr_coach.text.later import later
from okr_coach.text.numbers.amounts import Amount, Mark
from okr_coach.text.numbers.measures import FREQUENCY, with_unit
from okr_coach.text.numbers.names import LEFT, NAMING
from okr_coach.text.numbers.spelt import WORD_VALUES
from okr_coach.text.units import ONE_IN

_RELATIVE_WORDS = {
    "doubl": 2,
    "tripl": 3,
    "quadr": 4,
    "twice": 2,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "ten": 10,
}
_PARTS = ("fifth", "fifths", "tenth", "sixth", "eighth")
_PARTS_OF = {"fifth": 5, "tenth": 10, "sixth": 6, "eighth": 8}
_BY_A_PART = later(r"\b(?:by|up|down)\s$")
_HALF_THE_COST = later(
    r"\s(?:the|its|our|their)\s(?:time|cost|price|effort|size|weight|energy|space|number|amount|volume)\b"
)
_HALVES = {"thousand": 500, "million": 500_000, "billion": 500_000_000}
_AND_A_HALF = later(r"\sand\sa\shalf\b")
_NOT_DOUBLING = later(r"\s(?:down|check|digit|entry|opt|sided|blind|room|degree|standard)")


def in_english(half: str, low: str, start: int, end: int) -> Amount | Mark | None:
    word = " ".join(low[start:end].replace("-third", " third").split())
    if word.endswith(_PARTS):
        of_many, part = word.replace("-", " ").split()
        share = Decimal(100) / _PARTS_OF[part.rstrip("s")] * (WORD_VALUES[of_many] if of_many != "a" else 1)
        near = low.startswith(" of ", end) or _BY_A_PART.search(low[max(0, start - 6) : start])
        return Amount(start, end, share.quantize(Decimal("0.01")).normalize(), "%") if near else None
    if word.startswith(("doubl", "tripl", "quadr", "twice")):
        if _NOT_DOUBLING.match(low, end):
            return Mark(start, end, "name")
        if word == "twice" and not re.match(r"\s(?:as|the)\b", low[end : end + 5]):
            often = FREQUENCY.match(low, end)
            return Amount(start, end, Decimal(2), "times", word="times") if often else None
        return Amount(start, end, Decimal(_RELATIVE_WORDS[word[:5]]), "x", word="verb")
    if word.endswith("fold"):
        return Amount(start, end, Decimal(_RELATIVE_WORDS[word[:-4].rstrip("-")]), "x")
    if word.startswith("halv"):
        return Amount(start, end, Decimal(50), "%", word="verb")
    if word.startswith("half a ") and not word.endswith("dozen"):
        return with_unit(half, low, start, end, Decimal(_HALVES[word[7:]]), "", "", False)
    if word == "half" and _HALF_THE_COST.match(low, end):
        return Amount(start, end, Decimal(50), "%", word="verb")  # half the time it takes now
    if word == "half":
        if re.match(r"\s(?:of|the|our|all|its)\b", low[end : end + 5]) or re.search(
            r"\b(?:by|in)\s$", low[max(0, start - 4) : start]
        ):
            return Amount(start, end, Decimal(50), "%")
        return None
    if "third" in word:
        value = Decimal("66.67") if word.startswith("two") else Decimal("33.33")
        near = _BY_A_PART.search(low[max(0, start - 6) : start]) or re.match(
            r"\s(?:of|fewer|less|more|lower)\b", low[end : end + 8]
        )
        return Amount(start, end, value, "%") if near else None
    if "quarter" in word:
        return Amount(start, end, Decimal(75 if word.startswith("three") else 25), "%")
    if word.endswith("dozen"):
        value = Decimal({"half": 6, "two ": 24, "thre": 36}.get(word[:4], 12))
    elif word.startswith("a "):
        value = Decimal({"hundred": 100, "thousand": 1000, "million": 1000000}[word[2:]])
    else:
        value = Decimal(WORD_VALUES[word])
        tens = re.match(r"[\s-](one|two|three|four|five|six|seven|eight|nine)(?![a-z-])", low[end : end + 8])
        if value >= 20 and tens:
            value, end = value + WORD_VALUES[tens[1]], end + tens.end()
        if value <= 12 and (and_a_half := _AND_A_HALF.match(low, end)):
            value, end = value + Decimal("0.5"), and_a_half.end()
    if low.startswith("-", end):
        return Mark(start, end, "name")
    if value == 1 and not ONE_IN.match(low, end):
        if re.match(
            r"\s(?:of|another|view|version|language|roof|picture|goal|place|stop|side|day|time|source|voice|more|who|that|by)\b",
            low[end : end + 10],
        ) or re.search(
            r"\b(?:no|any|every|each|this|that|the|some|our|its|their|only)\s$",
            low[max(0, start - 6) : start],
        ):
            return None
        following = re.match(r"\s([a-z]+)", low[end : end + 30])
        if following is None or following[1] in ("and", "or", "to", "for", "in"):
            return None
    left = LEFT.search(half[max(0, start - 24) : start])
    if (
        left
        and left[0].lower() in NAMING
        and left[0].lower()
        not in ("no", "plan", "act", "q", "p", "h", "o", "team", "form", "schedule", "office")
    ):
        return Mark(start, end, "name")
    return with_unit(half, low, start, end, value, "", "", False)
