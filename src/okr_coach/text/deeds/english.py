"""Deeds in English: a verb at the head, a noun of doing, something done."""

import re

from okr_coach.text.cues import Cue, Line
from okr_coach.text.deeds.english_shapes import (
    AFTER_ARTICLE,
    AGREES,
    AN_ARTICLE,
    AN_OBJECT,
    AS_MEASURE,
    AS_NOUN,
    AS_SUBJECT,
    BE_THERE,
    BY_THEM,
    BY_WAY,
    CALLS_MADE,
    COMPLETED,
    COUNT_OF,
    COUNTING,
    CREATES,
    DELIVERED,
    DOINGS,
    EACH_OWNS,
    ENABLES,
    FASTER,
    FEWER,
    FILLED,
    FIND_ONE,
    GET_APPROVED,
    HANDLED,
    HAS_DONE,
    HAVE_IT,
    HAVE_TALKS,
    HELD_WITH,
    IN_USE,
    ING_SUBJECT,
    MADE_TO,
    MAKES_BETTER,
    MAKES_MONEY,
    MEETS,
    NONE_OF,
    NOW_LIVE,
    OPENED,
    PARTICLE,
    PUT_INTO,
    REGULAR,
    REGULARLY,
    RESULT_VERBS,
    RETIRES,
    RISES,
    SETTLED,
    SOMEBODY_DOES,
    STAFF_DO,
    STATE,
    SUBJECT_OF,
    THE_TEAM,
    THERE,
    THROUGH_IT,
    TO_A_LEVEL,
    TWO_VERBS,
    habitual,
    imperative,
    names_a_measure,
)
from okr_coach.text.flags import (
    ACT,
    ARTEFACT,
    COVER,
    DEED,
    DONE,
    FALL,
    IMPROVE,
    KEEP,
    METRIC,
    OPEN,
    REACH,
    RISE,
    WIN,
)
from okr_coach.text.lexicon.english import ARTICLE_HEADS, BARE_HEADS, HEAD_ONLY
from okr_coach.text.lexicon.forms import WORDS
from okr_coach.text.units import TIMES


def english_deed(line: Line) -> Cue | None:
    head = line.head()
    if head is None:
        return None
    word, start, end = head
    if line.low[max(0, start - 3) : start] == "be ":  # be compliant: a state
        return Cue(start, end, ACT, word) if BE_THERE.match(line.low, start) else None
    first = next((cue for cue in line.cues if cue.start >= start), None)
    counted_before = bool(line.amounts) and line.amounts[0].start <= start
    if NONE_OF.match(line.low) or (" by " in line.low and BY_THEM.search(line.low)):
        return None
    if line.amounts and line.amounts[0].word.lower() in DOINGS and line.amounts[0].start <= start:
        if not line.flags & (RISE | FALL | METRIC | WIN | REACH | IMPROVE):
            return Cue(line.amounts[0].start, line.amounts[0].end, ACT | COVER, line.amounts[0].word)
    if AS_SUBJECT.match(line.low, end) or (line.amounts and AS_MEASURE.match(line.low, end)):
        return None  # open bugs under 100, volunteer hours 5,000
    if SUBJECT_OF.match(line.low, end) or (line.amounts and COUNT_OF.match(line.low, start)):
        return None
    if FASTER.match(line.low, end) or (word in HEAD_ONLY and FEWER.match(line.low, end)):
        return None  # hire faster: how it goes, not what is done
    if not line.amounts and CREATES.match(word) and STATE.match(line.low, end):
        return None
    if (word[:4] == "meet" and MEETS.match(line.low, start)) or (
        word.endswith("ing") and ING_SUBJECT.match(line.low, start)
    ):
        return None
    if word.startswith("learn") and TO_A_LEVEL.match(line.low, start):
        return None
    if word[:6] == "enable" and not line.amounts and ENABLES.match(line.low, start):
        return Cue(start, end, ACT, word)
    if word in ("make", "makes") and MAKES_MONEY.match(line.low, start):
        return None
    if word in ("make", "makes") and MAKES_BETTER.match(line.low, start):
        return None
    timed = bool(line.amounts) and all(
        amount.unit in TIMES for amount in line.amounts
    )  # roles filled in 45 days
    if (
        not timed
        and word[:1] in "fgos"
        and (found := FILLED.match(line.low, start) or FIND_ONE.match(line.low, start))
    ):
        return Cue(*found.span(), ACT, found[0])
    if not line.amounts and word[:1] in "gosrw" and (found := GET_APPROVED.match(line.low, start)):
        return Cue(*found.span(), ACT, found[0])
    if word == "have" and (found := HAVE_TALKS.match(line.low, start)):
        return Cue(*found.span(), ACT, found[0])
    if not line.amounts and " agree" in line.low and (found := AGREES.search(line.low, end)):
        return Cue(*found.span(), ACT | DONE, found[0].strip())
    if (
        not line.amounts
        and first is not None
        and first.start == start
        and first.flags & (WIN | IMPROVE | REACH)
        and (found := TWO_VERBS.match(line.low, start))
        and WORDS.get(found["other"], 0) & ACT
    ):
        return Cue(*found.span("other"), ACT, found["other"])  # acquire and integrate a start-up
    if not line.amounts and word in ("have", "has") and (found := HAVE_IT.match(line.low, start)):
        return Cue(*found.span(), ACT, word)
    if line.amounts and line.flags & (RISE | FALL) and RISES.search(line.low, end):
        return None  # reading age of the group rises by 18 months
    if (
        word in BARE_HEADS
        and not line.amounts
        and not line.flags & (RISE | FALL | IMPROVE | METRIC | REACH | KEEP)
        and AN_OBJECT.match(line.low, end)
    ):
        return Cue(start, end, ACT, word)
    if (
        word in ARTICLE_HEADS
        and not line.amounts
        and not line.flags & (RISE | FALL)
        and BY_WAY.match(line.low, end)
    ):
        return Cue(start, end, ACT, word)  # pair juniors with seniors
    if (
        word in ARTICLE_HEADS
        and not line.amounts
        and not line.flags & (RISE | FALL | IMPROVE)
        and AN_ARTICLE.match(line.low, end)
        and not names_a_measure(line, word, end)
    ):
        return Cue(start, end, ACT, word)
    if word[:6] == "retire" and RETIRES.match(line.low, start):
        return Cue(start, end, ACT, word)
    if not line.amounts and (shaped := _done_by_somebody(line, start)):
        return shaped
    if not line.amounts and (found := REGULAR.search(line.low)):
        return Cue(start, found.end(), ACT | DEED, found[0].strip())
    if counted_before and (found := OPENED.search(line.low)):
        return Cue(found.end() - 6, found.end(), ACT | DONE, "opened")
    if not counted_before and not names_a_measure(line, word, end):
        if (
            first is not None
            and first.start == start
            and first.flags & ACT
            and not (THE_TEAM.match(line.low, end) and AFTER_ARTICLE.search(line.low[:start]))
            and not DELIVERED.match(line.low, start)
        ):
            return first
        if (
            word[:2] == "re"
            and word not in ("redefine", "reconnect", "reimagine", "reinvent")
            and WORDS.get(word[2:].lstrip("-"), 0) & ACT
            and not WORDS.get(word, 0) & ~DEED
        ):
            return Cue(start, end, ACT, word)  # renegotiate, re-open
        if (
            word in HEAD_ONLY
            and not line.low.startswith("-", end)
            and not ((line.amounts or word == "fit") and AS_NOUN.match(line.low, start))
            and not AFTER_ARTICLE.search(line.low[:start])
        ):
            if not DELIVERED.match(line.low, start):
                return Cue(start, end, ACT | WORDS.get(word, 0), word)
    if (
        first is not None
        and first.start == start
        and first.flags & (RISE | FALL | IMPROVE | REACH | WIN | KEEP)
        and first.word != "new"
    ):
        return None
    if first is not None and first.start == start and first.flags & DEED:
        if line.low.startswith((" of ", " for ", " in ", " at ", " across ", " with "), end):
            return first
    if line.amounts and COUNTING.search(line.low):
        return None
    if not counted_before and line.amounts and habitual(line, word, start):
        return Cue(start, end, ACT | OPEN | COVER, word)
    if (
        not line.amounts
        and line.flags & ARTEFACT
        and not line.flags & (RISE | FALL | IMPROVE)
        and (found := THERE.search(line.low))
    ):
        return Cue(found.start(), found.end(), ACT | DONE, found[0])
    if " through " in line.low and (found := THROUGH_IT.search(line.low)):
        if line.low.startswith(("all ", "every ", "each ")) or (line.amounts[:1] and counted_before):
            return Cue(*found.span(), ACT | COVER, found[0].strip())
    if line.amounts and (found := CALLS_MADE.match(line.low)):
        return Cue(*found.span(1), ACT, found[1])
    if not line.amounts and not line.flags & (RISE | FALL | METRIC) and (found := COMPLETED.match(line.low)):
        return Cue(*found.span(1), ACT | DONE, found[1])
    if not line.amounts and imperative(line, word, start, end):
        return Cue(start, end, ACT | OPEN, word)
    if (
        len(line.amounts) == 1
        and line.amounts[0].word
        and not line.flags & (RISE | FALL | METRIC | WIN | REACH)
    ):
        held = HELD_WITH.search(line.low[: line.amounts[0].start])
        if held:  # reviews held with 20 accounts
            return Cue(*held.span(1), ACT | DONE, held[1])
    for cue in line.cues:
        if cue.flags & DONE and cue.start > start:
            follow = line.low[cue.end : cue.end + 12]
            if re.match(r"\s*(?:on time|on schedule|within|in full|late|correctly|first time)\b", follow):
                continue
            if not follow.strip(" .!;,)") or re.match(
                r"\s*(?:by|in|before|on|for|across|to|until|at|with|during|per|and)\b|[,.;(]", follow.lstrip()
            ):
                if not line.amounts or not any(cue.end < amount.start for amount in line.amounts):
                    return cue
    last = line.cues[-1] if line.cues else None
    if word in RESULT_VERBS:
        return None
    if (
        last is not None
        and last.flags & DEED
        and not line.amounts
        and not line.flags & (RISE | FALL | IMPROVE | METRIC | REACH)
    ):
        if not line.low[last.end :].strip(" .!"):
            return last
    if not line.amounts and not line.flags & (RISE | FALL | IMPROVE | METRIC | REACH | KEEP):
        for cue in line.cues:
            if cue.flags & DEED and line.low.startswith(
                (" for ", " of ", " on ", " in ", " with ", " at "), cue.end
            ):
                return cue
    return None


def _done_by_somebody(line: Line, start: int) -> Cue | None:
    """Who does it stands first (the board approves …), or nobody does (is encrypted, live in production)."""
    low = line.low
    if line.flags & (RISE | FALL | IMPROVE):
        return None
    if found := PUT_INTO.match(low, start) or SETTLED.match(low):
        return Cue(*found.span(found.lastgroup or 1), ACT | DONE, found[found.lastgroup or 1])
    if found := PARTICLE.match(low, start) or MADE_TO.match(low, start):
        return Cue(start, found.end() - 1, ACT, found[0].split()[0])
    if line.flags & REACH:
        return None
    if found := SOMEBODY_DOES.match(low, start) or SOMEBODY_DOES.match(low):
        verb = found["verb"]
        if WORDS.get(verb, 0) & (ACT | DONE) or verb in _THEY_DO or (found["has"] and not WORDS.get(verb, 0)):
            return Cue(*found.span("verb"), ACT, verb)
    if found := HAS_DONE.match(low):
        if WORDS.get(found["verb"], 0) & (ACT | DONE) or found["verb"] in _THEY_DO:
            return Cue(*found.span("verb"), ACT | DONE, found["verb"])
    if found := HANDLED.search(low) or REGULARLY.search(low):
        if WORDS.get(found["verb"], 0) & DONE or found["verb"] in _DONE_TO:
            return Cue(*found.span("verb"), ACT | DONE, found["verb"])
    if found := EACH_OWNS.match(low) or NOW_LIVE.match(low) or STAFF_DO.match(low):
        return Cue(*found.span(1), ACT | DONE, found[1])
    if found := IN_USE.match(low):
        shown = found.lastindex or 1
        return Cue(*found.span(shown), ACT | DONE, found[shown])
    return None


_THEY_DO_WORDS = (
    "approves adopts closes runs replaces rolls agrees reviews moves opens signs tests updates audits plans "
    "takes sets draws starts confirms rotates encrypts patches archives verifies switches retires selects "
    "hands signed appoints sponsors names nominates"
)
_THEY_DO = frozenset(_THEY_DO_WORDS.split())
_DONE_TO_WORDS = (
    "handed moved encrypted patched archived verified rotated shared taken signed opened adopted reviewed "
    "tested introduced carried done brought put backed updated checked logged tagged labelled stored printed "
    "equipped closed replaced given added listed offered issued"
)
_DONE_TO = frozenset(_DONE_TO_WORDS.split())
