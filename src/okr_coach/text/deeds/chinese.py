"""Deeds in Chinese: what stands at the beginning, behind 将 and 把, or at the end."""

import re

from okr_coach.text.cues import Cue, Line
from okr_coach.text.deeds.chinese_shapes import (
    HAN_ACCEPTED,
    HAN_AIMS,
    HAN_BEFORE,
    HAN_DOING,
    HAN_FINISHED,
    HAN_FOR,
    HAN_GAINED,
    HAN_GOODS,
    HAN_HEADED,
    HAN_INNARDS,
    HAN_LEAD,
    HAN_LISTED,
    HAN_MADE,
    HAN_MAKES,
    HAN_PLAINLY,
    HAN_PRAISED,
    HAN_SUPPLIED,
    HAN_THEIRS,
    HAN_THROUGH,
    HAN_TITLE,
    HAN_UNTIL,
    NEW_PARTNERS,
    SINGLE,
    STRONG,
    UNITS_OF_WORK,
    counts_doing,
    counts_things,
    han_open,
    names_a_rate,
    plain_verb,
)
from okr_coach.text.flags import (
    ACT,
    ARTEFACT,
    BENEFIT,
    COVER,
    DEED,
    FALL,
    IMPROVE,
    KEEP,
    LEVEL,
    METRIC,
    OPEN,
    PROOF,
    REACH,
    RISE,
    VANITY,
    WIN,
)

_THROUGHOUT = re.compile(r"(?:到位|到底|全覆盖)[。！!]?\s*$|完毕(?=[并且，,。！!]|\s*$)")
_SESSIONS = frozenset(["次", "场", "课时", "学时", "节", "轮", "堂"])
_EVERY = re.compile(r"\s*每[^，,。；;0-9]{0,4}(?:至少|不少于)?[0-9一二两三四五六七八九十]+(?:次|场|节|轮|堂)")
_THEIRS = re.compile(r"人均|日均|月均|周均|平均|(?:用户|客户|学员|会员|顾客|家长|居民|读者|粉丝)每|被|获")
_AT_LEAST = re.compile(r"(?:不少于|不低于|至少|[≥>]=?)\s*$")


def _carried_out(line: Line, low: str) -> Cue | None:
    """整改到位, 筛查全覆盖, 听课不少于30节: the deed stands right before how far or how often."""
    done = ACT | DEED
    if not line.amounts:
        end = _THROUGHOUT.search(low)
        if end is None or line.flags & (RISE | FALL | WIN):
            return None
        return next((cue for cue in line.cues if cue.end == end.start() and cue.flags & done), None)
    last = line.amounts[-1]
    if line.flags & (RISE | FALL | WIN):
        return None
    for amount in line.amounts[:2]:
        least = _AT_LEAST.search(low, max(0, amount.start - 6), amount.start) if amount.word else None
        if least:
            for cue in line.cues:
                if cue.end == least.start() and cue.flags & COVER:
                    return cue  # 用户访谈不少于40位
    regular = _EVERY.match(low)
    if regular and last.word in _SESSIONS and last.end == regular.end():
        tail = len(low.rstrip(" 。.！!"))
        if any(cue.end == tail and cue.flags & done for cue in line.cues):
            return Cue(regular.start(), tail, ACT, low[regular.start() : tail])
        return None
    if low[last.end :].strip(" 。.！!"):
        return None
    bound = _AT_LEAST.search(low, max(0, last.start - 6), last.start)
    if last.word in _SESSIONS:
        if not bound and _THEIRS.search(low):
            return None
    elif last.unit != "%" or last.value != 100 or bound:
        return None
    place = bound.start() if bound else last.start
    return next((cue for cue in line.cues if cue.end == place and cue.flags & done), None)


_CHANGED = RISE | FALL | METRIC | WIN | REACH


def han_deed(line: Line) -> Cue | None:
    low = line.low
    lead = HAN_LEAD.match(low)
    begin = lead.end() if lead else 0
    for mark in line.marks:
        if mark.start <= begin + 1 and mark.end > begin:
            begin = mark.end
            again = HAN_LEAD.match(low[begin:])
            begin += again.end() if again else 0
    if line.amounts and line.amounts[0].start == begin and line.amounts[0].value == 100:
        begin = line.amounts[0].end  # 100%完成员工访谈
    for cue in line.cues:
        if cue.start < begin:
            continue
        if cue.flags & ACT and not cue.flags & WIN:
            skipped = low[begin : cue.start]
            if (len(skipped) <= 1 and skipped != "把") or HAN_FOR.fullmatch(skipped):
                if cue.word == "组织" and cue.start > begin and not low[cue.end :].strip(" 。.！!"):
                    continue  # 高绩效组织
                if HAN_PRAISED.match(low, cue.end) or HAN_THEIRS.match(low, cue.start):
                    return None
                if cue.word in UNITS_OF_WORK and HAN_TITLE.match(low, cue.end):
                    continue
                if cue.word == "完成" and HAN_AIMS.match(low, cue.end):
                    return None
                if cue.word == "交付" and HAN_GOODS.match(low, cue.end):
                    return None
                if not names_a_rate(line, cue.end):
                    return cue
                if line.amounts:
                    return None
        if cue.start > begin + 1 and cue.flags & (RISE | FALL | REACH | WIN) and not cue.flags & BENEFIT:
            break
        if cue.start > begin + 18:
            break
    ahead = HAN_BEFORE.match(low, begin)
    if ahead and any(cue.start == ahead.end() and cue.flags & ACT for cue in line.cues):
        return next(cue for cue in line.cues if cue.start == ahead.end())
    doing = HAN_DOING.search(low)
    if doing and not line.flags & (RISE | FALL):
        return Cue(doing.start(), doing.end(), ACT | COVER, doing[0])
    if not line.flags & (RISE | FALL | METRIC | WIN | VANITY) and (finished := HAN_FINISHED.search(low)):
        group = finished.lastindex or 1
        return Cue(*finished.span(group), ACT, finished[group])
    if line.flags & PROOF and (accepted := HAN_ACCEPTED.search(low)):
        if all(amount.word for amount in line.amounts):
            return Cue(*accepted.span(1), ACT | DEED, accepted[1])
    if carried_out := _carried_out(line, low):
        return carried_out
    if counts_doing(line):
        counted = line.amounts[-1]
        return Cue(begin, counted.start, ACT, low[begin : counted.start])
    if begin < len(low) and low[begin] in SINGLE and line.amounts:
        if line.amounts[0].word and begin < line.amounts[0].start <= begin + (
            2 if low.startswith("了", begin + 1) else 1
        ):
            return Cue(begin, begin + 1, ACT, low[begin])
    if line.amounts and line.amounts[0].word and not line.flags & (RISE | FALL | METRIC | WIN | REACH):
        counted = line.amounts[0]
        for cue in line.cues:
            if cue.flags & ACT and cue.end == counted.start and not NEW_PARTNERS.search(low):
                return cue
    if counts_things(line, begin):
        return Cue(begin, line.amounts[0].start, ACT | OPEN, low[begin : line.amounts[0].start])
    if not line.flags & (RISE | FALL | LEVEL) and (not line.amounts or line.amounts[0].word):
        if supplied := HAN_SUPPLIED.match(low, begin):
            return Cue(begin, supplied.end(), ACT, supplied[0])
        if headed := HAN_HEADED.match(low):
            return Cue(0, headed.end(), ACT, headed[0])
    if not line.amounts and not line.flags & (RISE | FALL) and (until := HAN_UNTIL.match(low, begin)):
        for cue in line.cues:
            if until.end() <= cue.start <= until.end() + 2 and cue.flags & ACT and not cue.flags & WIN:
                return cue  # 新版结算页于6月底前上线
    if not line.amounts and not line.flags & (RISE | FALL | METRIC | WIN | BENEFIT):
        for cue in line.cues:
            if cue.word in STRONG:
                return cue
    if (
        not line.amounts
        and not line.flags & (RISE | FALL | BENEFIT | REACH)
        and (plain := HAN_PLAINLY.match(low, begin))
    ):
        return Cue(begin, plain.end(), ACT | OPEN, plain[0])
    if (
        not line.amounts
        and plain_verb(low, begin)
        and not any(
            cue.flags & (RISE | FALL | WIN | REACH | BENEFIT)
            for cue in line.cues
            if cue.start > begin and cue.word not in ("到", "至", "为", "所有", "每位")
        )
    ):
        return Cue(begin, begin + 2, ACT | OPEN, low[begin : begin + 2])
    if not line.amounts and not line.flags & _CHANGED and (made := HAN_MAKES.match(low, begin)):
        return Cue(begin, made.end(), ACT, made[0])
    if line.amounts and not line.flags & METRIC and (made := HAN_MADE.match(low, begin)):
        return Cue(begin, made.end(1), ACT, made[1])
    if finished_reading := HAN_THROUGH.match(low, begin):
        return Cue(begin, finished_reading.end(), ACT, finished_reading[0])
    improve = line.first(IMPROVE)
    if improve is not None and improve.start <= begin + 12 and not line.amounts:
        if improve.word in ("优化", "完善", "健全", "推进", "推动", "规范", "打磨", "升级") and any(
            cue.flags & ARTEFACT and cue.start >= improve.end for cue in line.cues
        ):
            return improve
        if improve.word in ("优化", "改进", "打磨", "完善") and HAN_INNARDS.match(low, improve.end):
            return improve
    if (
        improve is not None
        and improve.word == "推进"
        and improve.start <= begin + 1
        and not line.amounts
        and not line.flags & (RISE | FALL | METRIC | WIN)
    ):
        return improve  # to push something forward changes nothing yet
    if (
        improve is not None
        and improve.word == "推动"
        and any(cue.flags & ACT and cue.start > improve.end for cue in line.cues)
        and not line.amounts
    ):
        return improve
    opened = han_open(line, begin) or han_open(line, lead.end() if lead else 0)
    if opened is not None:
        return opened
    tail = low.rstrip(" 。.！!；;")
    for cue in reversed(line.cues):
        if cue.end < len(tail):
            break
        if cue.flags & DEED and cue.end == len(tail):
            if (
                not line.amounts
                and not line.flags & FALL
                and not re.search(r"按时|准时|如期|按期", low)
                and not (line.flags & PROOF and HAN_GAINED.match(low))
                and not HAN_LISTED.search(low)
            ):
                return cue
            break
    if line.amounts and line.amounts[0].word and low[begin : begin + 1] in ("将", "把"):
        if not line.flags & (RISE | FALL | METRIC | WIN | KEEP) and len(line.amounts) == 1:
            for cue in line.cues:
                if cue.start >= line.amounts[0].end and cue.flags & ACT:
                    return Cue(begin, cue.end, ACT, low[begin : cue.end])  # 将12个核心接口迁移至新网关
    if not line.amounts:
        for cue in line.cues:
            if cue.flags & ACT and cue.start > 0 and low[cue.start - 1] == "将":
                return cue
        carried = re.search(r"[将把为给向与][^，,。；;]{1,20}?", low)
        if carried:
            for cue in line.cues:
                if (
                    cue.start > carried.start() + 2
                    and cue.flags & ACT
                    and not cue.flags & (RISE | FALL)
                    and carried.start() <= begin + 1
                ):
                    return cue
    return None
