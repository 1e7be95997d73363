"""What a number measures, by what stands behind it."""

import re
from decimal import Decimal

from okr_coach.text.later import later
from okr_coach.text.numbers.amounts import Amount, Mark
from okr_coach.text.numbers.spelt import WORD_VALUES
from okr_coach.text.units import (
    ONE_IN,
    OUT_OF,
    POWER,
    POWERS,
    SCALE_AFTER,
    SYMBOL,
    TIMES,
    classifier,
    counted_noun,
    known_unit,
)

_TIMES_AS = later(
    r"\s(?:as|the|more|higher|faster|larger|bigger|better|over|what|our|last|lower|fewer|less|cheaper|quicker)\b"
)
_GROWING = later(r"\b(?:grow|increas|rais|multipl|expand|boost|lift|scal|reduc|cut|improv)[a-z]*\b[^,;]*$")
_DEADLINE_BEFORE = later(r"\b(?:in|within)\s(?:the\s)?(?:next\s|first\s|coming\s)?$")
_SPAN_BEFORE = later(
    r"\b(?:(?:for|over|every|last|next|past|first|after|of)\s(?:the\s)?(?:next\s|last\s|first\s|past\s)?|the\s(?:next|last|first|past)\s|than\s)$|连续|近|每|过去|未来|最近|为期$"
)
_DEFINITE = later(r"\b(?:both|these|those|the|our|its|their|(?:in|at|across|of|from|for|on|with)\s+all)\s$")
FREQUENCY = later(r"\s?(?:(?:a|per|each|every)\s|/\s?(?:day|week|month|quarter|year|wk|mo)\b)")
_LETTER = later(r"(?:(?<=[0-9])[dwm]|\sd)(?![a-z0-9])")
_HAN = later(r"[㐀-鿿]")
_MINUTES = later(
    r"\b(?:mtt[a-z]|ttr|tat|aht|asa|time|times|duration|latency|wait|waits|waiting|delay|response|turnaround|downtime|pace|setup|set-up|commute|outages?)\b"
)
_MONTHS = later(r"\b(?:runway|payback|tenure)\b")
_MILLIONS = later(
    r"\b(?:revenue|sales|funding|arr|mrr|gmv|budget|savings|turnover|profit|ebitda|downloads|views|visits|users)\b"
)
_WINDOW = later(
    r"\s(?:(?:user|customer|rolling|logo)\s)?(?:retention|active|churn|readmissions?|mortality|activation|repeat|ltv|survival|roas|reactivation|average|avg|window|moving|printing|printers?|models?|scans?|scanners?|design|renders?|visuals?)\b"
)


_HELD_TO = later(r"(?:[≥≤<>]=?|不低于|不高于|不超过|低于|高于|超过|达到|降[到至])\s?$")
_MANY = {"hundred": "100", "thousand": "1000"}
_MYRIAD_W = later(r"w(?![a-z0-9])")


def with_unit(
    half: str, low: str, begin: int, end: int, value: Decimal, money: str, sign: str, odd: bool
) -> Amount | Mark:
    power = POWER.match(low, end)
    if power and power["latin"] in ("m", "b") and not money and half[power.end() - 1].islower():
        power = None
    if power and power["latin"] == "cr" and not money and low[end] == " ":
        power = None  # 2 CR are change requests
    if (
        power is None and _MYRIAD_W.match(low, end) and _HAN.search(low, max(0, begin - 40), end + 40)
    ):  # 500w of Chinese writers is 500万
        value, end = value.scaleb(4), end + 1
    if power:
        value = value.scaleb(POWERS[power["han"] or power["latin"]])
        end = power.end()
    if end < len(low) and low[end] in "+多余":
        plus = end + 1
    else:
        plus = end
    if money:
        extra = known_unit(low, plus)
        if extra and (extra[0] == money or extra[0] in ("USD", "CNY")):
            plus = extra[1]
        return Amount(begin, plus, value, money, sign, odd)
    out_of = OUT_OF.match(low, end)
    if out_of and value <= 1000 and not power:
        most = str(WORD_VALUES.get(out_of["most"], out_of["most"]))
        if value <= int(most):
            return Amount(begin, out_of.end(), value, f"/{most}", sign, odd)
    share = ONE_IN.match(low, end) if value < 10 and not power else None
    if share:
        most = _MANY.get(share["most"][2:]) or str(WORD_VALUES.get(share["most"], share["most"])).replace(
            ",", ""
        )
        if value < int(most):
            return Amount(begin, share.end("most"), value, f"/{most}", sign, odd)
    if not power and (letter := _LETTER.match(low, end)) and half[letter.end() - 1] == low[letter.end() - 1]:
        found = _by_letter(low, begin, letter.end(), value, sign, odd)
        if found:
            return found
    unit = known_unit(low, plus)
    if unit:
        symbol, stop = unit
        if symbol == "%" and low[stop - 1] == "t" and begin and low[begin - 1] > "⺀":
            symbol = "pp"  # 提升8pct
        if (
            symbol == "x"
            and low.endswith("times", end, stop)
            and not (
                value <= 100
                and (_TIMES_AS.match(low, stop) or _GROWING.search(low[max(0, begin - 48) : begin]))
            )
        ):
            return Amount(begin, stop, value, "times", sign, odd, "times")  # downloaded 50,000 times
        if symbol == "x" and FREQUENCY.match(low, stop):
            return Amount(begin, stop, value, "times", sign, odd, "times")
        if symbol in TIMES and is_span(low, begin, symbol, stop):
            return Mark(begin, stop, "span")
        if (
            symbol == "d"
            and low[stop - 1] == "日"
            and low.startswith(("志", "报", "常", "活", "均", "本", "用"), stop)
        ):
            return Amount(begin, plus, value, "", sign, odd)
        return Amount(begin, stop, value, symbol, sign, odd)
    counted = classifier(low, plus)
    if counted:
        word, stop = counted
        if word in ("分", "星"):
            scale = SCALE_AFTER.match(low, stop)
            if scale:
                most = scale["a"] or scale["b"] or scale["c"] or scale["d"]
                stop = scale.end() + (1 if low.startswith("分", scale.end()) else 0)
                return Amount(begin, stop, value, f"/{most}", sign, odd)
        return Amount(begin, stop, value, word, sign, odd, word)
    symbol_unit = SYMBOL.match(low, plus) if not power else None
    if symbol_unit and (
        half[symbol_unit.end() - 1] != "G" or symbol_unit.end() - symbol_unit.start("word") > 1
    ):
        word = half[symbol_unit.start("word") : symbol_unit.end()]
        return Amount(begin, symbol_unit.end(), value, word, sign, odd, word)
    if plus < len(low) and "a" <= low[plus] <= "z" and plus == end and not power:
        stop = plus
        while (
            stop < len(low)
            and stop - plus < 24
            and (low[stop].isascii() and (low[stop].isalnum() or low[stop] in "-/"))
        ):
            stop += 1
        word = half[plus:stop]
        if len(word) == 1 and word.isupper():  # 5G, 3D
            return Mark(begin, stop, "name")
        if _HELD_TO.search(low[max(0, begin - 4) : begin]) and _HAN.search(low, 0, begin) and word.isalpha():
            return Amount(begin, stop, value, word, sign, odd, word)  # 使用强度≤36DDDs
        return Mark(begin, stop, "name")
    scale = SCALE_AFTER.match(low, plus)
    if scale:
        most = scale["a"] or scale["b"] or scale["c"] or scale["d"]
        return Amount(begin, scale.end(), value, f"/{most}", sign, odd)
    noun, stop = counted_noun(half, low, plus)
    if (
        noun
        and value <= 100
        and not low.startswith((" most ", " top "), end)  # the 30 most used macros
        and _DEFINITE.search(low[max(0, begin - 12) : begin])
    ):
        return Mark(begin, stop, "name")
    return Amount(begin, stop if noun else plus, value, noun, sign, odd, noun)


def _by_letter(low: str, begin: int, stop: int, value: Decimal, sign: str, odd: bool) -> Amount | Mark | None:
    """5d, 6w, 30m: days, weeks, and minutes, millions or metres by what the line is about."""
    letter = low[stop - 1]
    if letter == "m":
        if _MONTHS.search(low, max(0, begin - 60), stop + 20):
            return Amount(begin, stop, value, "mo", sign, odd)
        if _MINUTES.search(low, max(0, begin - 60), begin):
            return Amount(begin, stop, value, "min", sign, odd)
        if counted_noun(low, low, stop)[0] or _MILLIONS.search(low, max(0, begin - 60), stop + 30):
            noun, end = counted_noun(low, low, stop)
            return Amount(begin, end if noun else stop, value.scaleb(6), noun, sign, odd, noun)
        return Amount(begin, stop, value, "m", sign, odd, "m")
    if _HAN.search(low):
        return None
    if _WINDOW.match(low, stop):
        return Mark(begin, stop, "name")  # 30d retention
    if letter == "w" and value > 104:
        return None
    return Amount(begin, stop, value, letter, sign, odd)


def is_span(low: str, begin: int, symbol: str, stop: int) -> bool:
    """A deadline (within three months, 三个月内) or a stretch of time (for two years) counts nothing."""
    before = low[max(0, begin - 20) : begin]
    if symbol in ("mo", "q", "y"):
        if _DEADLINE_BEFORE.search(before) or low.startswith(
            (
                "内",
                "之内",
                "以内",
                "前",
                "后",
                "合同",
                "协议",
                "期",
                "以上",
                "的",
                "规划",
                "计划",
                "来",
                "连续",
            ),
            stop,
        ):
            return True
        return bool(_SPAN_BEFORE.search(before)) or low.startswith(
            (" old", " ago", " contract", " agreement", " plan", "-"), stop
        )
    return low.startswith((" ago", " old", " a week", " per week", " in a row"), stop) or bool(
        re.search(r"(?:连续|最近|近|过去|every |last |past )$", before)
    )
