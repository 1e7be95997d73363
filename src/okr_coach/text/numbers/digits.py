"""Amounts written in digits."""

import re
from decimal import Decimal

from okr_coach.text.later import later
from okr_coach.text.numbers.amounts import Amount, Mark
from okr_coach.text.numbers.measures import with_unit
from okr_coach.text.numbers.names import (
    A_NAME,
    ACRONYMS,
    DATE,
    GLUED,
    LEFT,
    NAMELESS,
    OF_A_YEAR,
    OF_YEARS,
    ORDINAL,
    PLACE_IN,
    PLACED,
    PLACING,
    RANK_BEFORE,
    RANKING,
    YEAR,
    is_name,
    names_listed,
    rank_of,
)
from okr_coach.text.units import CURRENCIES, MONEY_SIGNS, POWER, classifier, counted_noun, known_unit

_SIGN_BEFORE = later(
    r"(?:(?<![a-z])rs\.?|(?:us|hk|nt|[acs])?\$|[€£¥₹₩₽]|(?<![a-z])(?:rmb|chf|[a-z]{3})(?=\s?$))\s?$"
)
_LASTING = later(r"(?:time|duration|pace|时长|用时|耗时|时间)[^,;，；]*$")


def in_digits(half: str, low: str, start: int, end: int, reached: int) -> Amount | Mark | None:
    if end - start > 24:
        return Mark(start, end, "name")
    if low.startswith("万", end) and (myriads := _MYRIADS.match(low, start)):  # 1万5千人
        both = Decimal(myriads[1]) * 10_000 + Decimal(myriads[2]) * 1000
        word, stop = classifier(low, myriads.end()) or ("", myriads.end())
        return Amount(start, stop, both, word, word=word)
    if (
        low.startswith("%", end)
        and (start == 0 or low[start - 1] in " 到至为达>≥从由于的率")
        and low[start:end].isdigit()
    ):
        return Amount(start, end + 1, Decimal(low[start:end]), "%")
    date = DATE.match(low, start)
    if (
        date
        and ":" in date[0]
        and _RATIO_SAID.search(low[max(0, start - 12) : start])
        and (ratio := _RATIO.match(low, start))
    ):
        return Amount(start, ratio.end(), Decimal(ratio[1]))
    if date and ":" in date[0] and _LASTING.search(low[max(0, start - 40) : start]):
        minutes, _, seconds = date[0].partition(":")
        return Amount(
            start, date.end(), (Decimal(minutes) + Decimal(seconds) / 60).quantize(Decimal("0.01")), "min"
        )
    if date:
        return Mark(start, date.end(), "date")
    name = A_NAME.match(low, start) if low[end : end + 1] not in NAMELESS else None
    if name:
        ordinal = ORDINAL.match(low, start)
        if ordinal and (PLACED.match(low, ordinal.end()) or PLACING.search(low[max(0, start - 40) : start])):
            return Amount(start, ordinal.end(), Decimal(ordinal[1]), "rank")
        return Mark(start, name.end(), "name")
    before = half[max(0, start - 24) : start]
    spaced = before.endswith(" ")
    near = before[-2:-1] if spaced else before[-1:]  # the letter before, over one space
    latin = near.isascii() and (near.isalnum() or near in "_#@.-")
    follows = low[end : end + 2].lstrip()[:1]
    if follows == ":" and (ratio := _RATIO.match(low, start)):
        if not (start and low[start - 1].isascii() and low[start - 1].isalnum()):
            return Amount(start, ratio.end(), Decimal(ratio[1]))
    if follows == ":" and (against := _TO_ONE.match(low, start)) and not low[start - 1 : start].isalnum():
        return Amount(start, against.end(), Decimal(against[1]))
    if follows in ("h", "m", "小", "分") and (lasting := _LASTS.match(low, start)):
        return _duration(lasting)
    if near == "x" and before.endswith((" x", " ×")) and end - start < 3 and not low[end:].strip(" .)"):
        return Amount(start - 1, end, Decimal(low[start:end]))  # video case studies x4
    rank = RANK_BEFORE.search(before.lower()) if near in "前第pP-" else None
    named = classifier(low, end) if rank and rank[0].startswith("前") else None
    if rank and (named is None or named[0] in "名位"):
        return rank_of(half, low, start, end)
    money = _money(low, max(reached, start - 5), start) if latin or near in "$€£¥₹₩₽" else None
    sign = ""
    begin = start
    if near == "-" and before[-2:-1] in _CURRENCY_SIGNS and len(before) > 1:
        money = _money(low, max(reached, start - 5), start - 1)  # €-900,000
        sign = "-" if money else ""
    if money:
        begin = money[1]
        if not sign and begin and low[begin - 1] in "+-":
            sign = low[begin - 1]
    elif before:
        last = before[-1]
        if last == "+" and before[-2:-1].isascii() and before[-2:-1].isalpha():
            return Mark(start - 2, end, "name")  # T+1
        if last in "+-" and not GLUED.search(before):
            if last == "+" or len(before) == 1 or before[-2] in " (:,;，；：（、~" or before[-2] > "⺀":
                sign, begin = last, start - 1
        if last == "双" and end - start == 2:
            return Mark(start - 1, end, "name")
        if last == "." and len(before) > 1 and before[-2].isalnum():
            return Mark(start, end, "name")
        if last == "#" and end - start < 4 and (PLACE_IN.match(low, end) or RANKING.search(before)):
            return Amount(start - 1, end, Decimal(low[start:end]), "rank")
        glued = GLUED.search(before) if latin and not spaced else None
        if glued and glued[0].lower().rstrip("-.") not in ACRONYMS and not (last == "-" and sign):
            return Mark(max(reached, start - len(glued[0])), end, "name")
        if not glued and latin:
            left = LEFT.search(before)
            if left and (named_so := names_listed(left[0], low, start)):
                return Mark(start, named_so, "name")  # lines 2 and 5
            if left and is_name(left[0], before, half, low, start, end):
                return Mark(max(reached, start - len(before) + left.start()), end, "name")
    year = YEAR.match(low, start)
    if (
        year
        and year.end() == end
        and not money
        and known_unit(low, end) is None
        and not classifier(low, end)
        and not POWER.match(low, end)
    ):
        counts = counted_noun(half, low, end)[0]
        if not counts or counts in OF_YEARS or OF_A_YEAR.search(before.lower()):
            return Mark(start, end, "date")
    value, odd = _value(low[start:end])
    if value is None:
        return Mark(start, end, "name")
    return with_unit(half, low, begin, end, value, money[0] if money else "", sign, odd)


_CURRENCY_SIGNS = frozenset("$€£¥₹₩₽")
_MYRIADS = later(r"([0-9]{1,4})\s?万\s?([1-9])\s?千")
_RATIO_SAID = later(r"比|ratio|roi")
_RATIO = later(r"1\s?[:：]\s?([0-9]+(?:\.[0-9]+)?)(?![0-9:])")
_TO_ONE = later(r"([2-9]|[1-9][0-9])\s?:\s?1(?![0-9:.])")
_LASTS = later(
    r"(?P<h>[0-9]{1,3})\s?(?:h|hrs?|hours?|小时)\s?(?:and\s)?(?P<hm>[0-9]{1,2})\s?(?:minutes?|mins?|m|分钟?)(?![a-z])"
    r"|(?P<m>[0-9]{1,3})\s?(?:m|mins?|minutes?|分钟?)\s?(?:and\s)?(?P<s>[0-9]{1,2})\s?(?:seconds?|secs?|s|秒)(?![a-z])"
)


def _duration(found: re.Match[str]) -> Amount:
    """7m40s in minutes, 1小时30分 in hours."""
    whole, part = (found["h"], found["hm"]) if found["h"] else (found["m"], found["s"])
    value = (Decimal(whole) + Decimal(part) / 60).quantize(Decimal("0.01")).normalize()
    return Amount(*found.span(), value, "h" if found["h"] else "min")


def _money(low: str, least: int, start: int) -> tuple[str, int] | None:
    found = _SIGN_BEFORE.search(low[least:start])
    if found is None:
        return None
    sign = found[0].strip()
    currency = MONEY_SIGNS.get(sign) or (sign.upper() if sign in CURRENCIES else None)
    return (currency, least + found.start()) if currency else None


_GROUPED = later(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?|[0-9]{1,3}(?:'[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3}){2,}"
)
_PLAIN = later(r"[0-9]+(?:\.[0-9]+)?")


def _value(text: str) -> tuple[Decimal | None, bool]:
    if _PLAIN.fullmatch(text):
        return Decimal(text), False
    if " " in text:
        return Decimal(text.replace(" ", "")), False
    if _GROUPED.fullmatch(text):
        if text.count(".") > 1:
            return Decimal(text.replace(".", "")), False
        return Decimal(text.replace(",", "").replace("'", "")), False
    marks = [letter for letter in text if letter in ".,'"]
    if len(marks) == 1:
        return Decimal(text.replace(",", ".").replace("'", ".")), True
    if len(set(marks)) == 2 and marks[-1] == "," and marks.count(",") == 1:
        return Decimal(text.replace(".", "").replace("'", "").replace(",", ".")), True
    return None, True
