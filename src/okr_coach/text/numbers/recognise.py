"""Everything is found from left to right in one pass; a place is looked at a bounded number of times."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from okr_coach.text.later import later
from okr_coach.text.numbers.amounts import Amount, Mark
from okr_coach.text.numbers.chinese import NUMERAL, in_han
from okr_coach.text.numbers.digits import in_digits
from okr_coach.text.numbers.english import in_english
from okr_coach.text.numbers.ranges import inherited

_PLAIN_START = (
    r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9.,])(?! ?[-/年月])|[0-9]+(?:[.,'][0-9]+)*"
    r"|百分百|百分之百|半(?=个?(?:小时|天|分钟|工作日)(?:之内|以内|内))"
    rf"|[千万]分之[{NUMERAL}]+"
    rf"|百分之[{NUMERAL}]+(?:点[零〇一二三四五六七八九]+)?"
    r"|翻(?:了|上)?(?:[一两三四]?番|倍|[一两二三四五六七八九十]倍)|减半|过半|一半|半数|归零|清零"
    rf"|[{NUMERAL}]+"
)
_START = later(_PLAIN_START)
_START_OR_WORD = later(
    _PLAIN_START
    + r"|(?<![a-z-])(?:(?:a|one|two)[\s-]+thirds?|(?:a|one|two|three|four)[\s-]+fifths?(?=\s(?:of|fewer|less|more|lower|higher)\b|\W*$)|(?:a|one)[\s-]+(?:tenth|sixth|eighth)(?=\s(?:of|fewer|less|more|lower|higher)\b|\W*$)|(?:a|one|three)\s+quarters?(?=\s+of\b)|half\s+a\s+(?:million|billion|thousand)|(?:two|three)\s+dozen|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|a\s+hundred|a\s+thousand|a\s+million|half\s+a\s+(?:million|billion|thousand)|(?:a\s+|half\s+a\s+|two\s+|three\s+)?dozen|half|double[sd]?|doubling"
    r"|tripl(?:e[sd]?|ing)|quadruple[sd]?|twice|halv(?:e[sd]?|ing)|(?:two|three|four|five|ten)-?fold"
    r")(?![a-z])(?!-(?!(?:one|two|three|four|five|six|seven|eight|nine)\b))"
    r"|(?:(?<=\bby\s)|(?<=\bup\s)|(?<=\bdown\s))a\s+quarter(?![a-z])"
)


def recognise(half: str, low: str, *, spelt: bool = True) -> tuple[list[Amount], list[Mark]]:
    """Amounts and marks of a line in `half` width and in lower case, both of the same length. `spelt` is whether an
    English number word may be in it."""
    amounts: list[Amount] = []
    marks: list[Mark] = []
    reached = 0
    for found in (_START_OR_WORD if spelt else _START).finditer(low):
        start = found.start()
        if start < reached:
            continue
        if "0" <= low[start] <= "9":
            thing = in_digits(half, low, start, found.end(), reached)
        elif low[start] < "{":
            thing = in_english(half, low, start, found.end())
        else:
            thing = in_han(low, start, found.end())
        if thing is None:
            continue
        reached = thing.end
        if isinstance(thing, Amount):
            amounts.append(thing)
        else:
            marks.append(thing)
    return inherited(low, amounts) if len(amounts) > 1 else amounts, marks
