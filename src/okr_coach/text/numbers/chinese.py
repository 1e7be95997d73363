"""Numerals written in 汉字."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from decimal import Decimal

from okr_coach.text.later import later
from okr_coach.text.numbers.amounts import Amount, Mark
from okr_coach.text.numbers.measures import is_span
from okr_coach.text.numbers.names import CLIMBING, RANKING
from okr_coach.text.units import SCALE_AFTER, TIMES, classifier, known_unit

_HAN_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "零〇一二两三四五六七八九十百千万亿"
_ZERO_OF = later(
    r"[\"”』」]?(?:重大|严重|安全|质量|客户|客诉|一般|责任|生产|人为|医疗|食品|信息|数据|网络)*"
    r"(?:事故|投诉|客诉|工伤|缺陷|差错|故障|违规|伤亡|泄[露漏]|逾期|丢失|延误|漏洞|差评|宕机|中断|死亡|感染|失误|流失|退货|误差|污染|火灾|扣分|违约|事件|召回|超期|返工|漏检|停机|新增)"
)
_TENTHS_NOT = later(r"成(?=[为功本立长果员绩交熟就分品效型都人套千年家像语因])")
_IDIOM_AFTER = later(
    r"[位][一]体|人[行]|家[万]户|次(?:元|开发|创业|性|方|函|生)|个(?:代表|统一|一批)|方|面|边|维|步走|年级|级|期|甲|农|线|流|致|起|些|定|体|样|直|旦|站|向|同|切|般|贯|带一路|代|号|大|胎|手|审|等"
)


_ROUND = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(100_000), "百万": Decimal(1_000_000),
          "千万": Decimal(10_000_000), "亿": Decimal(100_000_000)}  # fmt: skip


def in_han(low: str, start: int, end: int) -> Amount | Mark | None:
    text = low[start:end]
    if text in ("百分百", "百分之百"):
        return Amount(start, end, Decimal(100), "%")
    if text == "半":
        unit = known_unit(low, end)
        return Amount(start, unit[1], Decimal("0.5"), unit[0]) if unit else None
    if text.startswith("千分之"):
        thousandths = _numeral(text[3:])
        return None if thousandths is None else Amount(start, end, thousandths, "‰")
    if text.startswith("万分之"):
        ten_thousandths = _numeral(text[3:])
        return None if ten_thousandths is None else Amount(start, end, ten_thousandths / 100, "%")
    if text.startswith("百分之"):
        numeral, _, fraction = text[3:].partition("点")
        value = _numeral(numeral)
        if value is None:
            return None
        for place, letter in enumerate(fraction, 1):
            value += Decimal(_HAN_DIGITS.get(letter, 0)).scaleb(-place)
        return Amount(start, end, value, "%")
    if text[0] == "翻":
        if text.endswith("番"):
            return Amount(
                start, end, Decimal({"两": 4, "三": 8, "四": 16}.get(text[-2], 2)), "x", word="verb"
            )
        times = _numeral(text[-2]) if text[-2] not in "翻了上一" else Decimal(2)
        return Amount(start, end, times or Decimal(2), "x", word="verb")
    if text in ("减半", "一半", "半数", "过半"):
        return Amount(start, end, Decimal(50), "%", word="verb" if text == "减半" else "")
    if text in ("归零", "清零"):
        return Amount(start, end, Decimal(0), "")
    if text[0] == "零" and len(text) == 1:
        reached = (
            start
            and low[start - 1] in "为至到是达于"
            and low[end : end + 1] in ("", ",", "，", "。", ";", "；", ")", " ")
        )
        return Amount(start, end, Decimal(0), "") if reached or _ZERO_OF.match(low, end) else None
    before = low[start - 1] if start else ""
    if before in ("过", "破", "超", "逾") and text in _ROUND:
        return Amount(start, end, _ROUND[text])  # 月销过万
    if before in ("第", "前"):
        return _han_rank(low, start, end, text)
    if before in (
        "每",
        "任",
        "同",
        "统",
        "唯",
        "之",
        "几",
        "数",
        "某",
        "双",
        "周",
        "星",
        "期",
        "初",
        "高",
        "大",
        "小",
        "礼",
    ):
        return Mark(start, end, "name") if before in "双" else None
    return _han_count(low, start, end, text)


_STARS = later(r"星(?=好评|评价|级|酒店)")


def _han_count(low: str, start: int, end: int, text: str) -> Amount | Mark | None:
    """三家, 两三家, 三到五家, 八成, 三分之一, 三百万; a lone 一 is an article, and 万家灯火 no number."""
    value = _numeral(text)
    if value is None:
        return None
    if (
        end < len(low)
        and low[end] == "成"
        and len(text) == 1
        and 1 <= value < 10
        and not _TENTHS_NOT.match(low, end)
    ):
        stop = end + 1
        if stop < len(low) and low[stop] == "半":
            return Amount(start, stop + 1, value * 10 + 5, "%")
        if stop < len(low) and low[stop] in "一二三四五六七八九":
            return Amount(start, stop + 1, value * 10 + _HAN_DIGITS[low[stop]], "%")
        return Amount(start, stop, value * 10, "%")
    share = re.match(rf"分之([{NUMERAL}]+)", low[end : end + 8])
    if share:
        part = _numeral(share[1])
        if part is None or not value:
            return None
        return Amount(
            start, end + share.end(), (part * 100 / value).quantize(Decimal("0.01")).normalize(), "%"
        )
    quarter = re.match(r"\s?季度|月(?:份|底|末|初)?(?![活均])|[上下]半年", low[end : end + 4])
    if quarter and text in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"):
        return Mark(start, end + quarter.end(), "date")
    spread = re.match(rf"[到至]([{NUMERAL}]+)", low[end : end + 6])
    if spread and (classifier(low, end + spread.end()) or known_unit(low, end + spread.end())):
        return Amount(start, end, value, "")
    unit = known_unit(low, end)
    if text == "一" and not low.startswith("倍", end):
        within = (
            unit is not None
            and unit[0] in ("min", "h", "d", "w")
            and low.startswith(("内", "之内", "以内"), unit[1])
        )
        if unit and unit[0] in TIMES and (within or low[start - 1 : start] in ("到", "至")):
            return Amount(start, unit[1], value, unit[0])  # 缩短到一周
        return None
    if unit:
        symbol, stop = unit
        if low.startswith(("工作制", "代", "制", "无理由"), stop):
            return Mark(start, stop, "name")
        if symbol in TIMES and (text == "一" or is_span(low, start, symbol, stop)):
            return Mark(start, stop, "span")
        if (symbol == "d" and low[stop - 1] == "日" and stop - end < 3) or _IDIOM_AFTER.match(low, end):
            return None
        return Amount(start, stop, value, symbol)
    if _IDIOM_AFTER.match(low, end) or _STARS.match(low, end):
        return Mark(start, end, "name")
    counted = classifier(low, end + 1 if low.startswith("多", end) else end)
    if counted:
        word, stop = counted
        if word in ("分", "星"):
            scale = SCALE_AFTER.match(low, stop)
            if scale:
                return Amount(start, scale.end(), value, f"/{scale['a'] or scale['b']}")
        if len(text) == 1 and (word in ("期", "部", "国", "度", "道", "味") or text == "二"):
            return Mark(start, end, "name")
        return Amount(start, stop, value, word, word=word)
    if len(text) > 1 and text[-1] in "百千万亿":
        return Amount(start, end, value, "")
    return None


def _han_rank(low: str, start: int, end: int, text: str) -> Amount | Mark:
    value = _numeral(text)
    if value is not None and (
        RANKING.search(low[max(0, start - 24) : start])
        or (low.startswith(("名", "位"), end) and CLIMBING.search(low[max(0, start - 12) : end + 8]))
    ):
        if not low.startswith(
            (
                "个",
                "项",
                "条",
                "次",
                "期",
                "阶段",
                "批",
                "届",
                "方",
                "季",
                "步",
                "选择",
                "时间",
                "天",
                "线",
                "款",
                "家",
            ),
            end,
        ):
            return Amount(start, end + 1 if low.startswith(("名", "位"), end) else end, value, "rank")
    return Mark(start, end, "name")


def _numeral(text: str) -> Decimal | None:
    """一百二十万 as 1200000; None for what is no numeral, such as 千万家 or 百."""
    if not text or text[0] in "百千万亿" or len(text) > 16:
        return None
    if all(letter in _HAN_DIGITS for letter in text):
        if len(text) == 2 and "零" not in text and "〇" not in text:
            return Decimal(_HAN_DIGITS[text[1]])
        return Decimal(int("".join(str(_HAN_DIGITS[letter]) for letter in text)))
    total = section = digit = 0
    last = 0
    for letter in text:
        if letter in _HAN_DIGITS:
            digit = _HAN_DIGITS[letter]
        elif letter in _HAN_TENS:
            last = _HAN_TENS[letter]
            section += (digit or (1 if letter == "十" else 0)) * last
            digit = 0
        else:
            last = 10000 if letter == "万" else 100000000
            total = (total + section + digit) * last
            section = digit = 0
    if digit and last >= 100 and text[-2] not in "零〇":
        digit *= last // 10
    return Decimal(total + section + digit)
