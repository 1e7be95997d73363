"""Whether a deed tells of an outcome after all: 完成25万交易额, a pipeline built worth $4M."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re

from okr_coach.text.cues import CLAUSE, Cue, Line
from okr_coach.text.deeds.chinese_shapes import HAN_ACCEPTED, HAN_FINISHED, RESULTING
from okr_coach.text.deeds.english_shapes import CREATES
from okr_coach.text.flags import ACT, DEED, FALL, LEVEL, METRIC, REACH, RISE, WIN
from okr_coach.text.later import later
from okr_coach.text.numbers import Amount
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
    ) and re.search(
        r"\b(?:on time|on schedule|on budget|in time|within (?:the )?(?:sla|target|deadline|agreed))\b", rest
    ):
        return True
    return bool(len(line.amounts) > 1 and first.unit in TIMES and deed.start > first.start)


_GATHERERS = "开发 拓展 引入 引进 发展 沉淀 积累 接入 入驻 招募 撬动 激活 储备 导入 吸引"
_GATHERING = frozenset(_GATHERERS.split())
_GATHERED = later(
    r"客户|渠道|经销商|代理|商户|商家|会员|用户|伙伴|供应商|捐赠人|好友|粉丝|线索|买家|卖家|车主|家庭"
)
_SHOPS = later(r"商户|商家|客户|用户|门店|车主|家庭")
_OF_THOSE = later(r"的(?:[^，,。；;0-9]{0,8})(?:达到?|超过|突破|不少于|不低于|至少|≥|>|有)?\s*$")


_BROUGHT = ("收回", "回笼", "回款", "节约", "节省", "创收", "赢得", "募集", "筹集", "带来", "挽回")
_SUMS = ("额", "收入", "利润", "业绩", "营收", "产值", "销量")
_PLAIN_REACH = ("为", "到", "至", "以上", "以内", "超过", "不少于", "不低于", "至少", "达到", "增")
_OFTEN = ("次", "场", "轮", "遍", "期")
_DOES_SOME = later(r"(?:做|办|开|讲|搞)[一二两三四五六七八九十0-9]{1,3}(?:次|场|轮|期|堂)[^，,。；;率到]*$")
_OF_DOING = later(
    r"的(?:发放|回收|访谈|调研|培训|整改|验收|审核|梳理|整理|清理|测试|开发|设计|搭建|采购|安装|部署|迁移|更新|上线|交付|签署|归档|盘点|评审|评估|分析|编写|撰写|录入|标注)(?:[与和及、][㐀-鿿]{2})?[。！!]?$"
)  # 完成1000份敬业度问卷的发放与回收
_HAN_ADJUNCT = later(r"(?:在|对|为|向|给|与|面向|针对|于|赴|前往|走进|将|把)\s*$")


def han_outcome(line: Line, deed: Cue) -> bool:
    low = line.low
    first = line.amounts[0]
    if first.word in ("笔", "单", "票") and deed.word in ("完成", "落地", "交付", "达成", "促成"):
        return True
    if first.end == deed.start and first.unit == "%" and first.value == 100:
        return False
    if first.end <= deed.start and deed.flags & ACT and low[deed.start - 1 : deed.start] not in "将把":
        adjunct = _HAN_ADJUNCT.search(low[: first.start])
        return (
            not adjunct
            and not _DOES_SOME.search(low)
            and not HAN_FINISHED.search(low)
            and not HAN_ACCEPTED.search(low)
        )
    object_of = low[deed.end : first.start]
    clause = CLAUSE.search(low, deed.end)
    clause_end = clause.start() if clause else len(low)
    after = low[first.end : first.end + 14]
    if deed.word in ("完成", "达成", "交付", "收集", "引入", "引进", "发展", "贡献"):
        metric = next(
            (
                cue
                for place, cue in enumerate(line.cues)
                if cue.flags & (METRIC | WIN)
                and deed.end <= cue.start < clause_end
                and cue.word not in ("度", "分", "量", "质量", "客户", "用户", "会员", "值", "线索")
                and not _doing_follows(line, place)
            ),
            None,
        )
        if metric is not None and not _OF_DOING.search(low, deed.end):
            return True
        if not first.unit and not re.match(r"\s*[a-z]", after):
            return True
        if first.word in ("单", "笔", "票"):
            return True
    pairs = _before_numbers(line, deed.end, 14)
    for cue, amount, _ in pairs:
        if amount.start - cue.end > 1:
            continue
        if cue.word in _BROUGHT or (cue.flags & METRIC and len(cue.word) > 1 and cue.word.endswith(_SUMS)):
            return True  # 处置闲置资产收回200万, 直播成交额500万
    if deed.word in _GATHERING and (_SHOPS if deed.word == "接入" else _GATHERED).search(object_of + after):
        return True
    if line.amounts[-1].start > deed.end and _OF_THOSE.search(low[deed.end : line.amounts[-1].start]):
        return True  # 购买并使用满30天的用户达到500名: the deed is theirs
    if any(cue.flags & (RISE | FALL | REACH | WIN) and cue.word not in _PLAIN_REACH for cue, _, _ in pairs):
        if RESULTING.search(low[deed.end :]):
            return True
    if deed.word in ("培训", "访谈", "招聘"):
        return False
    return any(
        cue.flags & LEVEL
        and cue.word not in ("度", "率")
        and amount.start - cue.end < 6
        and amount.word not in _OFTEN
        and not doing
        for cue, amount, doing in pairs
    )


def _doing_follows(line: Line, place: int) -> bool:
    """可用性测试: the measure only names what is done."""
    after = line.cues[place + 1] if place + 1 < len(line.cues) else None
    return after is not None and after.start <= line.cues[place].end + 1 and bool(after.flags & (ACT | DEED))


def _before_numbers(line: Line, least: int, gap: int) -> list[tuple[Cue, Amount, bool]]:
    """Each number with the cues close before it, and whether a deed stands between (满意度调研2次)."""
    pairs: list[tuple[Cue, Amount, bool]] = []
    index = 0
    for amount in line.amounts:
        while index < len(line.cues) and line.cues[index].end <= amount.start:
            index += 1
        doing = False
        for cue in reversed(line.cues[max(0, index - gap) : index]):
            if amount.start - cue.end >= gap or cue.start < least:
                break
            pairs.append((cue, amount, doing))
            doing = doing or bool(cue.flags & DEED)
    return pairs
