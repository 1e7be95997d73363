"""The words that make a line a deed, unless what follows tells an outcome."""

from okr_coach.text.cues import Cue, Line
from okr_coach.text.deeds.chinese import han_deed
from okr_coach.text.deeds.chinese_shapes import HAN_TURNOUT
from okr_coach.text.deeds.english import english_deed
from okr_coach.text.deeds.english_shapes import GATHERINGS, HABIT, SIZED
from okr_coach.text.deeds.outcomes import english_outcome, han_outcome
from okr_coach.text.flags import ACT, COVER, FALL, LEVEL, RISE
from okr_coach.text.units import CURRENCY_UNITS, SHARE_UNITS


def deed_of(line: Line) -> Cue | None:
    """The words that make it a deed, unless what follows tells an outcome."""
    if line.deed is False:
        deed = han_deed(line) if line.han else english_deed(line)
        line.deed = None if deed is None or _tells_outcome(line, deed) else deed
    return line.deed or None


def _tells_outcome(line: Line, deed: Cue) -> bool:
    amounts = line.amounts
    if not amounts:
        return False
    if line.moves:
        return True
    if any(amount.value == 0 for amount in amounts):
        return True
    cover = bool(deed.flags & COVER)
    for amount in amounts:
        if amount.unit in CURRENCY_UNITS:
            if deed.word in ("invest", "spend", "投放", "投入", "采购", "buy") and "贷" not in line.low:
                continue
            if deed.flags & ACT and SIZED.match(line.low, deed.start):
                continue  # grant applications of over £100k each
            return True
        if (
            line.han
            and amount.unit in SHARE_UNITS
            and deed.word in GATHERINGS
            and amounts[0].word
            and deed.end <= amounts[0].start < amount.start
            and HAN_TURNOUT.search(line.low[max(deed.end, amount.start - 16) : amount.start])
        ):
            return False  # 举办2期训练营，参训率不低于95%: how many came to what was done
        if amount.unit in ("x", "pp", "bps", "rank") or amount.unit.startswith("/"):
            return True
        if amount.unit in SHARE_UNITS and line.low[: amount.start].rstrip().endswith(":"):
            return True  # findings closed within 30 days: 100%
        if (
            amount.unit in SHARE_UNITS
            and amount.value == 100
            and (amount.start >= deed.end or amount.end == deed.start)
            and not line.flags & LEVEL
        ):
            continue  # all of it: that says only that it is done
        if amount.unit in SHARE_UNITS and (
            not (cover and amount.start - deed.end < 12) or _measured(line, deed.end, amount.start)
        ):
            return True
        if amount.unit in ("ms", "s", "min") and not cover and not HABIT.search(line.low):
            return True
    if line.han:
        return han_outcome(line, deed)
    return english_outcome(line, deed)


def _measured(line: Line, start: int, end: int) -> bool:
    """A measure or a change stands right before the number: 关闭率100%, 隐患数下降30%."""
    return line.han and any(
        start <= cue.start and cue.end <= end <= cue.end + 3 and cue.flags & (LEVEL | RISE | FALL)
        for cue in line.cues
        if cue.word != "度"
    )
