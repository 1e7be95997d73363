"""Whether a deed tells of an outcome after all: 完成25万交易额, a pipeline built worth $4M."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re

from okr_coach.text.cues import CLAUSE, Cue, Line
from okr_coach.text.deeds.chinese_shapes import HAN_FINISHED, RESULTING
from okr_coach.text.deeds.english_shapes import CREATES
from okr_coach.text.flags import ACT, DEED, FALL, LEVEL, METRIC, REACH, RISE, WIN
from okr_coach.text.later import later
from okr_coach.text.units import TIMES

_EFFECT = later(
    r"\b(?:opportunit(?:y|ies)|(?:qualified |sales |marketing |warm )?leads|jobs|apprenticeships?|places|customers|clients|subscribers|members|users|followers|sign-?ups|"
    r"wait(?:ing )?list|pipeline of|backlog of|list of subscribers|bookings|meetings booked|demand|savings|hours saved)\b"
)
_EARNED = later(
    r"\b(?:customers?|clients?|users?|merchants?|restaurants?|shops|retailers|sellers|subscribers|members|families|households|tenants|advertisers|accounts|schools|hospitals|clinics)\b"
)


def english_outcome(line: Line, deed: Cue) -> bool:
    """Counted things are an outcome when the sentence goes on to what they bring."""
    first = line.amounts[0]
    rest = line.low[first.end :]
    if CREATES.match(deed.word) and _EFFECT.search(line.low, deed.end):
        return True
    if deed.word.startswith("onboard") and _EARNED.search(line.low, deed.end):
        return True
    if re.search(
        r"\b(?:in under|in less than|below|under|faster than)\s+$", line.low[: line.amounts[-1].start]
    ):
        return line.amounts[-1].unit in TIMES
    if re.search(
        r"\b(?:resulting|leading to|generating|yielding|so that|which|that (?:each|bring|generate|lead|reach|result)|used by|adopted by)",
        rest,
    ):
        return True
    if deed.word in (
        "deliver",
        "ship",
        "complete",
        "convert",
        "move",
        "migrate",
        "onboard",
        "enable",
        "activate",
    ) and re.search(r"\b(?:on time|on schedule|on budget)\b", rest):
        return True
    return bool(len(line.amounts) > 1 and first.unit in TIMES and deed.start > first.start)


_GATHERERS = "开发 拓展 引入 引进 发展 沉淀 积累 接入 入驻 招募 撬动 激活 储备 导入 吸引"
_GATHERING = frozenset(_GATHERERS.split())
_GATHERED = later(
    r"客户|渠道|经销商|代理|商户|商家|会员|用户|伙伴|供应商|捐赠人|好友|粉丝|线索|买家|卖家|车主|家庭"
)
_SHOPS = later(r"商户|商家|客户|用户|门店|车主|家庭")
_OF_THOSE = later(r"的(?:[^，,。；;0-9]{0,8})(?:达到?|超过|突破|不少于|不低于|至少|≥|>|有)?\s*$")


def _names_doing(line: Line, start: int, end: int) -> bool:
    """满意度调研2次: between the measure and the number stands a deed."""
    return any(start <= cue.start and cue.end <= end and cue.flags & DEED for cue in line.cues)


_BROUGHT = ("收回", "回笼", "回款", "节约", "节省", "创收", "赢得", "募集", "筹集", "带来", "挽回")
_OFTEN = ("次", "场", "轮", "遍", "期")
_HAN_ADJUNCT = later(r"(?:在|对|为|向|给|与|面向|针对|于)\s*$")


def han_outcome(line: Line, deed: Cue) -> bool:
    low = line.low
    first = line.amounts[0]
    if first.word in ("笔", "单", "票") and deed.word in ("完成", "落地", "交付", "达成", "促成"):
        return True
    if first.end == deed.start and first.unit == "%" and first.value == 100:
        return False
    if first.end <= deed.start and deed.flags & ACT and low[deed.start - 1 : deed.start] not in "将把":
        adjunct = _HAN_ADJUNCT.search(low[: first.start])
        return not adjunct and not HAN_FINISHED.search(low)
    object_of = low[deed.end : first.start]
    clause = CLAUSE.search(low, deed.end)
    clause_end = clause.start() if clause else len(low)
    after = low[first.end : first.end + 14]
    if deed.word in ("完成", "达成", "交付", "收集", "引入", "引进", "发展", "贡献"):
        metric = next(
            (
                cue
                for cue in line.cues
                if cue.flags & (METRIC | WIN)
                and deed.end <= cue.start < clause_end
                and cue.word not in ("度", "分", "量", "质量", "客户", "用户", "会员", "值", "线索")
                and not any(
                    cue.end <= next_one.start <= cue.end + 1 and next_one.flags & (ACT | DEED)
                    for next_one in line.cues
                )
            ),
            None,
        )
        if metric is not None:
            return True
        if not first.unit and not re.match(r"\s*[a-z]", after):
            return True
        if first.word in ("单", "笔", "票"):
            return True
    if any(
        cue.flags & METRIC
        and cue.end - cue.start > 1
        and cue.start >= deed.end
        and 0 <= amount.start - cue.end <= 1
        for cue in line.cues
        if cue.word.endswith(("额", "收入", "利润", "业绩", "营收", "产值", "销量"))
        for amount in line.amounts
    ):
        return True  # 直播成交额500万
    if any(
        cue.word in _BROUGHT and cue.start >= deed.end and 0 <= amount.start - cue.end <= 1
        for cue in line.cues
        for amount in line.amounts
    ):
        return True  # 处置闲置资产收回200万
    if deed.word in _GATHERING and (_SHOPS if deed.word == "接入" else _GATHERED).search(object_of + after):
        return True
    if line.amounts[-1].start > deed.end and _OF_THOSE.search(low[deed.end : line.amounts[-1].start]):
        return True  # 购买并使用满30天的用户达到500名: the deed is theirs
    if RESULTING.search(low[deed.end :]) and any(
        cue.flags & (RISE | FALL | REACH | WIN)
        and cue.start >= deed.end
        and any(amount.start >= cue.end and amount.start - cue.end < 14 for amount in line.amounts)
        for cue in line.cues
        if cue.word
        not in ("为", "到", "至", "以上", "以内", "超过", "不少于", "不低于", "至少", "达到", "增")
    ):
        return True
    return any(
        cue.flags & LEVEL
        and cue.start >= deed.end
        and any(
            0 <= amount.start - cue.end < 6
            and amount.word not in _OFTEN
            and not _names_doing(line, cue.end, amount.start)
            for amount in line.amounts
        )
        for cue in line.cues
        if cue.word not in ("度", "率")
    ) and deed.word not in ("培训", "访谈", "招聘")
