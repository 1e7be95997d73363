"""Recognises amounts and what merely looks like one: dates, versions, quarters, names, ranks.

Everything is found from left to right in one pass; a place is looked at a bounded number of times.
"""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from decimal import Decimal
from typing import NamedTuple

from okr_coach.text.later import later
from okr_coach.text.units import (
    CURRENCIES,
    CURRENCY_UNITS,
    MONEY_SIGNS,
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


class Amount(NamedTuple):
    """A measured quantity. `unit` is %, pp, x (times), an ISO currency, ms s min h d w mo q y, /5 (of five),
    rank, a counted word, or empty. `odd` is a number written so that it can be read in two ways."""

    start: int
    end: int
    value: Decimal
    unit: str = ""
    sign: str = ""
    odd: bool = False
    word: str = ""


class Mark(NamedTuple):
    """Digits that measure nothing: `kind` is date, name or span (of time)."""

    start: int
    end: int
    kind: str


_HALF: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x3000, 0x00A0, 0x2007, 0x2009, 0x202F), " "),
    **dict.fromkeys((0x2212, 0xFE63, 0x2010, 0x2011, 0x2013), "-"),
    **dict.fromkeys((0x2019, 0x02BC), "'"),
    0xFFE5: "¥",
    0xFFE1: "£",
    0x3002: "。",
}


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as ASCII, place for place."""
    return text if text.isascii() else text.translate(_HALF)


def lowered(text: str) -> str:
    """Lower case of the same length, so that places stay."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


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
_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
SPELT = frozenset(
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "dozen",
        "half",
        "double",
        "doubles",
        "doubled",
        "doubling",
        "triple",
        "triples",
        "tripled",
        "tripling",
        "quadruple",
        "quadruples",
        "quadrupled",
        "twice",
        "halve",
        "halves",
        "halved",
        "halving",
        "twofold",
        "threefold",
        "fourfold",
        "fivefold",
        "tenfold",
        "third",
        "thirds",
        "quarter",
        "quarters",
    ]
)
_PLAIN_START = (
    r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9.,])(?! ?[-/年月])|[0-9]+(?:[.,'][0-9]+)*"
    rf"|千分之[{_NUMERAL}]+"
    rf"|百分之[{_NUMERAL}]+(?:点[零〇一二三四五六七八九]+)?"
    r"|翻(?:了|上)?(?:[一两三四]?番|倍|[一两二三四五六七八九十]倍)|减半|过半|一半|半数|归零|清零"
    rf"|[{_NUMERAL}]+"
)
_START = later(_PLAIN_START)
_START_OR_WORD = later(
    _PLAIN_START
    + r"|(?<![a-z-])(?:(?:a|one|two)\s+thirds?|(?:a|one|three)\s+quarters?(?=\s+of\b)|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|a\s+hundred|a\s+thousand|a\s+million|(?:a\s+|half\s+a\s+)?dozen|half|double[sd]?|doubling"
    r"|tripl(?:e[sd]?|ing)|quadruple[sd]?|twice|halv(?:e[sd]?|ing)|(?:two|three|four|five|ten)-?fold"
    r")(?![a-z])(?!-(?!(?:one|two|three|four|five|six|seven|eight|nine)\b))"
    r"|(?<=\bby\s)a\s+quarter(?![a-z])"
)
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_MONTHS = (
    rf"(?:(?:{_MONTH})\.?|january|february|march|april|june|july|august|september|october|november|december)"
)
_DATE = later(
    r"(?:19|20)[0-9]{2}\s?年(?:度|\s?[0-9]{1,2}\s?月(?:\s?[0-9]{1,2}\s?[日号])?[底末初]?|\s?(?:上半年|下半年|第?[一二三四1-4]季度|[底末初中]))?"
    r"|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?![0-9])"
    r"|(?:[0-9]{1,2}\s?[-~至到]\s?)?[0-9]{1,2}\s?月(?![活均度])(?:\s?[0-9]{1,2}\s?[日号]|份|底|末|初|[上中下]旬)?"
    r"|[0-9]{1,2}日(?=[前之起止]|以?前)"
    r"|[0-9]{1,2}[/.][0-9]{1,2}[/.](?:19|20)?[0-9]{2}(?![0-9])"
    r"|[0-2]?[0-9]:[0-5][0-9](?![0-9])"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?[\s-](?:of\s)?{_MONTHS}(?![a-z])(?:,?\s(?:19|20)[0-9]{{2}})?"
    r"|[1-4]\s?季度"
)
_NAME = later(
    r"[0-9]+(?:st|nd|rd|th)(?![a-z])|(?:19|20)[0-9]0s(?![a-z])"
    r"|[0-9]+\s?[x×*]\s?[0-9]+"
    r"|(?:24/7|7/24|365/24)(?![0-9])"
    r"|[0-9]+(?:\.[0-9]{1,2}){2,}(?![0-9])"
    r"|[0-9]{1,2}\.[0-9]+\s?(?:版|平台|系统|战略|计划|时代|模式|version|platform|release|strategy)"
    r"|[0-9]+(?:\.[0-9]+)?-(?!fold|stars?\b)[a-z]+"
    r"|[0-9]+\s?(?:日|天|周|个月|月)(?=留存|复购|活跃|流失率|无理由|账期|存活|续费率)"
    r"|[0-9]+(?:后(?=[^0-9]|$)(?!期|续)|强|级|楼|层|室|线|区|班|路|代|号|版本?|年级|年期|周年|年制)"
    r"|[0-9]+\s?期(?=工程|项目|扩建|建设|厂房|改造|平台|系统)"
    r"|(?:985|211|双一流)(?=高校|院校|大学|工程|毕业)"
    r"|(?:618|1111|1212|11\.11|12\.12)(?=大促|活动|购物|期间|战役|促销|主会场|[，,。；;]|$)"
    r"|(?<=[a-z\u4e00-\u9fff])(?<![率度分到至为达≥于约超过破升降是均])\s?[1-9][0-9]?\.0(?=$|[\s，,。；;、）)的上发]|版)"
    r"|[0-9]\s?星(?=好评|评价|级|酒店)"
    r"|1\s?(?::|对|v|-on-)\s?1(?![0-9.])"
    r"|[56]s(?=管理|现场|标准|活动|理念|\s(?:method|audit|programme|standard))"
    r"|[48]k(?=\s?(?:video|screen|display|tv|content|电视|高清|超高清|视频))"
    r"|360\s?(?:°|度(?=评|反馈|考核|全)|-?degree)"
)
_NAMELESS = frozenset("%‰$€£¥元万亿;")  # what follows an amount, never a name
_ORDINAL = later(r"([0-9]{1,4})(?:st|nd|rd|th)(?![a-z])")
_PLACED = later(
    r"\s+(?:place|position|rank|spot|in\s+(?:the\s+)?[a-z ]*(?:ranking|rankings|league|table|index))\b"
)
_PLACE_IN = later(r"\s+(?:in|on|among|of|for|ranking|position|spot)\b")
_PLACING = later(
    r"\b(?:from|rank(?:s|ed|ing)?(?:\s+at|\s+of)?|[0-9]{1,4}(?:st|nd|rd|th)(?:\s+place)?\s+(?:up\s+)?to)\s+(?:the\s+)?$"
)
_YEAR = later(r"(?:19[5-9]|20[0-4])[0-9](?![0-9])")
_NAMING = frozenset(
    [
        "iso",
        "iec",
        "rfc",
        "version",
        "ver",
        "phase",
        "tier",
        "level",
        "part",
        "step",
        "stage",
        "no",
        "series",
        "fy",
        "wcag",
        "tls",
        "ssl",
        "chapter",
        "grade",
        "class",
        "section",
        "article",
        "category",
        "type",
        "route",
        "room",
        "building",
        "floor",
        "gen",
        "generation",
        "round",
        "sprint",
        "week",
        "day",
        "year",
        "quarter",
        "soc",
        "gate",
        "zone",
        "site",
        "plant",
        "line",
        "model",
        "euro",
        "web",
        "industry",
        "iphone",
        "ipad",
        "ios",
        "android",
        "windows",
        "macos",
        "office",
        "python",
        "java",
        "php",
        "galaxy",
        "pixel",
        "mi",
        "ps",
        "xbox",
        "fortune",
        "global",
        "unit",
        "module",
        "lot",
        "hall",
        "ward",
        "station",
        "terminal",
        "platform",
        "release",
        "horizon",
        "agenda",
        "vision",
        "gb",
        "gdpr",
        "haccp",
        "iatf",
        "nist",
        "dss",
        "pci",
        "cmmi",
        "itil",
        "sox",
        "form",
        "annex",
        "schedule",
        "act",
        "rule",
        "option",
        "plan",
        "team",
        "group",
        "track",
        "wave",
        "batch",
        "visit",
        "cohort",
        "priority",
        "p",
        "severity",
        "sev",
        "falcon",
        "release",
        "studio",
        "highway",
        "interstate",
        "bus",
        "train",
        "flight",
        "apollo",
        "o",
        "kr",
        "kpi",
        "okr",
        "topic",
        "figure",
        "table",
        "question",
        "q",
        "h",
        "sdg",
        "forbes",
        "inc",
        "ftse",
        "stoxx",
        "crac",
        "sap",
        "s4",
        "http",
        "ipv",
        "v",
        "scope",
        "covid",
        "omega",
        "vitamin",
        "formula",
    ]
)
_ACRONYMS = frozenset(
    [
        "nps",
        "enps",
        "csat",
        "ces",
        "dau",
        "mau",
        "wau",
        "gmv",
        "arr",
        "mrr",
        "arpu",
        "ltv",
        "cac",
        "roi",
        "roas",
        "roe",
        "cpa",
        "cpc",
        "ctr",
        "cvr",
        "aov",
        "dso",
        "dpo",
        "oee",
        "otif",
        "mttr",
        "mttd",
        "mtbf",
        "sla",
        "kpi",
        "ebitda",
    ]
)
_LEFT = later(r"[A-Za-z][A-Za-z-]*(?=[ ]?$)")
_GLUED = later(r"[A-Za-z_#@][A-Za-z0-9_.#@-]*$")
_SIGN_BEFORE = later(
    r"(?:(?<![a-z])rs\.?|(?:us|hk|nt|[acs])?\$|[€£¥₹₩₽]|(?<![a-z])(?:rmb|chf|[a-z]{3})(?=\s?$))\s?$"
)
_RANK_BEFORE = later(r"(?:\btop(?:-(?=$))?|(?<![目之当以日提月年])前|第)\s?$")
_RANKING = later(
    r"rank|\breach|\benter|\bin the top|\bbecome|\bbe |\bbreak into|\bmove into|\bget into|排名|排行|位列|位居|跻身|进入|成为|居|市占|份额|行业|名列"
)
_DEADLINE_BEFORE = later(r"\b(?:in|within)\s(?:the\s)?(?:next\s|first\s|coming\s)?$")
_SPAN_BEFORE = later(
    r"\b(?:(?:for|over|every|last|next|past|first|after|of)\s(?:the\s)?(?:next\s|last\s|first\s|past\s)?|the\s(?:next|last|first|past)\s|than\s)$|连续|近|每|过去|未来|最近|为期$"
)
_WORD_VALUES: dict[str, int] = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_ZERO_OF = later(
    r"[\"”』」]?(?:重大|严重|安全|质量|客户|客诉|一般|责任|生产|人为|医疗|食品|信息|数据|网络)*"
    r"(?:事故|投诉|客诉|工伤|缺陷|差错|故障|违规|伤亡|泄[露漏]|逾期|丢失|延误|漏洞|差评|宕机|中断|死亡|感染|失误|流失|退货|误差|污染|火灾|扣分|违约|事件|召回|超期|返工|漏检|停机|新增)"
)
_TENTHS_NOT = later(r"成(?=[为功本立长果员绩交熟就分品效型都人套千年家像语因])")
_DEFINITE = later(
    r"\b(?:both|these|those|the|our|its|their|(?:in|at|across|of|from|for|to|on|with)\s+all)\s$"
)
_LASTING = later(r"(?:time|duration|pace|时长|用时|耗时|时间)[^,;，；]*$")
_FREQUENCY = later(r"\s?(?:a|per|each|every)\s")
_IDIOM_AFTER = later(
    r"[位][一]体|人[行]|家[万]户|次(?:元|开发|创业|性|方|函|生)|个(?:代表|统一|一批)|方|面|边|维|步走|年级|级|期|甲|农|线|流|致|起|些|定|体|样|直|旦|站|向|同|切|般|贯|带一路|代|号|大|胎|手|审|等"
)


_OF_A_YEAR = later(
    r"\b(?:by|in|of|since|until|end|fy|for|during|the|our|its|their|this|year|after|before|from|vs|versus|than)\s$"
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
            thing = _digits(half, low, start, found.end(), reached)
        elif low[start] < "{":
            thing = _english(half, low, start, found.end())
        else:
            thing = _chinese(low, start, found.end())
        if thing is None:
            continue
        reached = thing.end
        if isinstance(thing, Amount):
            amounts.append(thing)
        else:
            marks.append(thing)
    return _inherited(low, amounts) if len(amounts) > 1 else amounts, marks


def _digits(half: str, low: str, start: int, end: int, reached: int) -> Amount | Mark | None:
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
    date = _DATE.match(low, start)
    if (
        date
        and ":" in date[0]
        and _RATIO_SAID.search(low[:start][-12:])
        and (ratio := _RATIO.match(low, start))
    ):
        return Amount(start, ratio.end(), Decimal(ratio[1]))
    if date and ":" in date[0] and _LASTING.search(low[:start][-40:]):
        minutes, _, seconds = date[0].partition(":")
        return Amount(
            start, date.end(), (Decimal(minutes) + Decimal(seconds) / 60).quantize(Decimal("0.01")), "min"
        )
    if date:
        return Mark(start, date.end(), "date")
    name = _NAME.match(low, start) if low[end : end + 1] not in _NAMELESS else None
    if name:
        ordinal = _ORDINAL.match(low, start)
        if ordinal and (
            _PLACED.match(low, ordinal.end()) or _PLACING.search(low[max(0, start - 40) : start])
        ):
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
    if follows in ("h", "m", "小", "分") and (lasting := _LASTS.match(low, start)):
        return _duration(lasting)
    rank = _RANK_BEFORE.search(before.lower()) if near in "前第pP-" else None
    named = classifier(low, end) if rank and rank[0].startswith("前") else None
    if rank and (named is None or named[0] in "名位"):
        return _rank(half, low, start, end)
    money = _money(low, max(reached, start - 5), start) if latin or near in "$€£¥₹₩₽" else None
    sign = ""
    begin = start
    if money:
        begin = money[1]
        if begin and low[begin - 1] in "+-":
            sign = low[begin - 1]
    elif before:
        last = before[-1]
        if last == "+" and before[-2:-1].isascii() and before[-2:-1].isalpha():
            return Mark(start - 2, end, "name")  # T+1
        if last in "+-" and not _GLUED.search(before):
            if last == "+" or len(before) == 1 or before[-2] in " (:,;，；：（、~" or before[-2] > "⺀":
                sign, begin = last, start - 1
        if last == "双" and end - start == 2:
            return Mark(start - 1, end, "name")
        if last == "." and len(before) > 1 and before[-2].isalnum():
            return Mark(start, end, "name")
        if last == "#" and end - start < 4 and (_PLACE_IN.match(low, end) or _RANKING.search(before)):
            return Amount(start - 1, end, Decimal(low[start:end]), "rank")
        glued = _GLUED.search(before) if latin and not spaced else None
        if glued and glued[0].lower().rstrip("-.") not in _ACRONYMS and not (last == "-" and sign):
            return Mark(max(reached, start - len(glued[0])), end, "name")
        if not glued and latin:
            left = _LEFT.search(before)
            if left and _is_name(left[0], before, half, low, start, end):
                return Mark(max(reached, start - len(before) + left.start()), end, "name")
    year = _YEAR.match(low, start)
    if (
        year
        and year.end() == end
        and not money
        and known_unit(low, end) is None
        and not classifier(low, end)
        and not POWER.match(low, end)
    ):
        counts = counted_noun(half, low, end)[0]
        if not counts or _OF_A_YEAR.search(before.lower()):
            return Mark(start, end, "date")
    value, odd = _value(low[start:end])
    if value is None:
        return Mark(start, end, "name")
    return _with_unit(half, low, begin, end, value, money[0] if money else "", sign, odd)


_MYRIADS = later(r"([0-9]{1,4})\s?万\s?([1-9])\s?千")
_RATIO_SAID = later(r"比|ratio|roi")
_RATIO = later(r"1\s?[:：]\s?([0-9]+(?:\.[0-9]+)?)(?![0-9:])")
_LASTS = later(
    r"(?P<h>[0-9]{1,3})\s?(?:h|hrs?|hours?|小时)\s?(?:and\s)?(?P<hm>[0-9]{1,2})\s?(?:minutes?|mins?|m|分钟?)(?![a-z])"
    r"|(?P<m>[0-9]{1,3})\s?(?:m|mins?|minutes?|分钟?)\s?(?:and\s)?(?P<s>[0-9]{1,2})\s?(?:seconds?|secs?|s|秒)(?![a-z])"
)


def _duration(found: re.Match[str]) -> Amount:
    """7m40s in minutes, 1小时30分 in hours."""
    whole, part = (found["h"], found["hm"]) if found["h"] else (found["m"], found["s"])
    value = (Decimal(whole) + Decimal(part) / 60).quantize(Decimal("0.01")).normalize()
    return Amount(*found.span(), value, "h" if found["h"] else "min")


_MYRIAD_W = later(r"w(?![a-z0-9])")


def _with_unit(
    half: str, low: str, begin: int, end: int, value: Decimal, money: str, sign: str, odd: bool
) -> Amount | Mark:
    power = POWER.match(low, end)
    if power and power["latin"] in ("m", "b") and not money and half[power.end() - 1].islower():
        power = None
    if (
        power is None
        and _MYRIAD_W.match(low, end)
        and (low[begin - 1 : begin] > "⺀" or low[end + 1 : end + 3].strip("+") > "⺀")
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
        most = {"five": "5", "ten": "10"}.get(out_of["most"], out_of["most"])
        if value <= int(most):
            return Amount(begin, out_of.end(), value, f"/{most}", sign, odd)
    share = ONE_IN.match(low, end) if value < 10 and not power else None
    if share:
        most = str(_WORD_VALUES.get(share["most"], share["most"]))
        if value < int(most):
            return Amount(begin, share.end("most"), value, f"/{most}", sign, odd)
    unit = known_unit(low, plus)
    if unit:
        symbol, stop = unit
        if symbol == "%" and low[stop - 1] == "t" and begin and low[begin - 1] > "⺀":
            symbol = "pp"  # 提升8pct
        if symbol == "x" and _FREQUENCY.match(low, stop):
            return Amount(begin, stop, value, "times", sign, odd, "times")
        if symbol in TIMES and _is_span(low, begin, symbol, stop):
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
        return Mark(begin, stop, "name")
    scale = SCALE_AFTER.match(low, plus)
    if scale:
        most = scale["a"] or scale["b"] or scale["c"] or scale["d"]
        return Amount(begin, scale.end(), value, f"/{most}", sign, odd)
    noun, stop = counted_noun(half, low, plus)
    if noun and value <= 100 and _DEFINITE.search(low[max(0, begin - 12) : begin]):
        return Mark(begin, stop, "name")
    return Amount(begin, stop if noun else plus, value, noun, sign, odd, noun)


def _is_span(low: str, begin: int, symbol: str, stop: int) -> bool:
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


def _money(low: str, least: int, start: int) -> tuple[str, int] | None:
    found = _SIGN_BEFORE.search(low[least:start])
    if found is None:
        return None
    sign = found[0].strip()
    currency = MONEY_SIGNS.get(sign) or (sign.upper() if sign in CURRENCIES else None)
    return (currency, least + found.start()) if currency else None


def _is_name(left: str, before: str, half: str, low: str, start: int, end: int) -> bool:
    """iPhone 15, ISO 27001, Phase 2: a number that names. `left` is the Latin word before it."""
    word = left.lower()
    if word in _ACRONYMS:
        return False
    bare = "." not in low[start:end] and "," not in low[start:end]
    at = start - len(before) + before.rfind(left)
    if word in _NAMING:
        unit = known_unit(low, end)
        if at == 0 and (counted_noun(half, low, end)[0] or classifier(low, end)):
            return False
        return unit is None or unit[0] in TIMES
    if not left[0].isupper() or known_unit(low, end) or not bare or end - start > 5:
        return False
    if at == 0 or half[:at].rstrip()[-1:] in (".", ":", ";", "!", "?", "-", "*", "") or POWER.match(low, end):
        return False
    return not counted_noun(half, low, end)[0] and not classifier(low, end)


_COUNTED_BEFORE = later(r"[0-9]")
_TOP_OF = later(r"\s*(?:$|[,;.(]|(?:in|of|among|for|on|ranking|position|placement|spot|finish|list)\b)")


def _rank(half: str, low: str, start: int, end: int) -> Amount | Mark:
    before = low[max(0, start - 40) : start]
    if (
        before.rstrip(" -").endswith("top")
        and counted_noun(half, low, end)[0]
        and _COUNTED_BEFORE.search(low[:start])
    ):
        return Mark(start, end, "name")  # 12 upsells in the top 30 accounts
    if _RANKING.search(before) or (before.strip(" -") == "top" and _TOP_OF.match(low, end)):
        stop = end + 1 if low.startswith(("名", "位"), end) else end
        if not low.startswith(("个", "项", "条", "次", "期", "阶段", "批", "届", "方", "季", "步"), end):
            return Amount(
                start,
                stop,
                Decimal(low[start:end].replace(",", "")) if low[start:end].isdigit() else Decimal(1),
                "rank",
            )
    noun, stop = counted_noun(half, low, end)
    if noun and low[start:end].isdigit():
        return Amount(start, stop, Decimal(low[start:end]), noun, word=noun)
    return Mark(start, end, "name")


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
_NOT_DOUBLING = later(r"\s(?:down|check|digit|entry|opt|sided|blind|room|degree|standard)")


def _english(half: str, low: str, start: int, end: int) -> Amount | Mark | None:
    word = " ".join(low[start:end].split())
    if word.startswith(("doubl", "tripl", "quadr", "twice")):
        if _NOT_DOUBLING.match(low, end):
            return Mark(start, end, "name")
        if word == "twice" and not re.match(r"\s(?:as|the)\b", low[end : end + 5]):
            often = _FREQUENCY.match(low, end)
            return Amount(start, end, Decimal(2), "times", word="times") if often else None
        return Amount(start, end, Decimal(_RELATIVE_WORDS[word[:5]]), "x", word="verb")
    if word.endswith("fold"):
        return Amount(start, end, Decimal(_RELATIVE_WORDS[word[:-4].rstrip("-")]), "x")
    if word.startswith("halv"):
        return Amount(start, end, Decimal(50), "%", word="verb")
    if word == "half":
        if re.match(r"\s(?:of|the)\b", low[end : end + 5]) or re.search(
            r"\b(?:by|in)\s$", low[max(0, start - 4) : start]
        ):
            return Amount(start, end, Decimal(50), "%")
        return None
    if "third" in word:
        value = Decimal("66.67") if word.startswith("two") else Decimal("33.33")
        near = re.search(r"\b(?:by)\s$", low[max(0, start - 4) : start]) or re.match(
            r"\s(?:of|fewer|less|more|lower)\b", low[end : end + 8]
        )
        return Amount(start, end, value, "%") if near else None
    if "quarter" in word:
        return Amount(start, end, Decimal(75 if word.startswith("three") else 25), "%")
    if word.endswith("dozen"):
        value = Decimal(6) if word.startswith("half") else Decimal(12)
    elif word.startswith("a "):
        value = Decimal({"hundred": 100, "thousand": 1000, "million": 1000000}[word[2:]])
    else:
        value = Decimal(_WORD_VALUES[word])
        tens = re.match(r"[\s-](one|two|three|four|five|six|seven|eight|nine)(?![a-z-])", low[end : end + 8])
        if value >= 20 and tens:
            value, end = value + _WORD_VALUES[tens[1]], end + tens.end()
    if low.startswith("-", end):
        return Mark(start, end, "name")
    if value == 1 and not ONE_IN.match(low, end):
        if re.match(
            r"\s(?:of|another|place|stop|side|day|time|source|voice|more|who|that|by)\b", low[end : end + 9]
        ) or re.search(r"\b(?:no|any|every|each|this|that|the|some)\s$", low[max(0, start - 6) : start]):
            return None
        following = re.match(r"\s([a-z]+)", low[end : end + 30])
        if following is None or following[1] in ("and", "or", "to", "for", "in"):
            return None
    left = _LEFT.search(half[max(0, start - 24) : start])
    if (
        left
        and left[0].lower() in _NAMING
        and left[0].lower()
        not in ("no", "plan", "act", "q", "p", "h", "o", "team", "form", "schedule", "office")
    ):
        return Mark(start, end, "name")
    return _with_unit(half, low, start, end, value, "", "", False)


_ROUND = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(100_000), "百万": Decimal(1_000_000),
          "千万": Decimal(10_000_000), "亿": Decimal(100_000_000)}  # fmt: skip


def _chinese(low: str, start: int, end: int) -> Amount | Mark | None:
    text = low[start:end]
    if text.startswith("千分之"):
        thousandths = _numeral(text[3:])
        return None if thousandths is None else Amount(start, end, thousandths, "‰")
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
    share = re.match(rf"分之([{_NUMERAL}]+)", low[end : end + 8])
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
    spread = re.match(rf"[到至]([{_NUMERAL}]+)", low[end : end + 6])
    if spread and (classifier(low, end + spread.end()) or known_unit(low, end + spread.end())):
        return Amount(start, end, value, "")
    unit = known_unit(low, end)
    if text == "一" and not low.startswith("倍", end):
        if unit and unit[0] in TIMES and low[start - 1 : start] in ("到", "至"):
            return Amount(start, unit[1], value, unit[0])  # 缩短到一周
        return None
    if unit:
        symbol, stop = unit
        if low.startswith(("工作制", "代", "制", "无理由"), stop):
            return Mark(start, stop, "name")
        if symbol in TIMES and (text == "一" or _is_span(low, start, symbol, stop)):
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
    if value is not None and _RANKING.search(low[max(0, start - 24) : start]):
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


_JOINED = later(
    r"\s*(?:-|~|–|→|->|=>|>|➔|⇒|to|up to|down to|instead of|rather than|versus|vs\.?|到|至|或)\s*"
)
_BASE_JOINED = later(
    r"\s*[,，]?\s*[(（]?\s*(?:is\s|it\sis\s)?(?:currently|now|today|was|were|from|up from|down from|vs\.?|baseline|目前|现在|当前|原来|现|原|去年|上季度|上月|基线)(?:\s(?:at|is|of)|为|是|[:：])?\s*"
)
_TO_JOINED = later(
    r"[^,;，；。]{0,24}?(?:\bto|→|到|至|为)\s*(?:at\s+least\s|about\s|around\s|over\s|under\s|below\s|above\s|less\s+than\s|more\s+than\s)?"
)


def _inherited(low: str, amounts: list[Amount]) -> list[Amount]:
    """From 15 to 10 minutes, 从10到20万, 三到五家: the first takes the unit (and the power) of the second."""
    kept = list(amounts)
    if any(amount.unit in ("s", "min", "h") for amount in kept):  # from 7m40s to 6m
        kept = [each._replace(unit="min", word="") if each.unit == "m" else each for each in kept]
    for place in range(len(kept) - 1):
        first, second = kept[place], kept[place + 1]
        between = low[first.end : second.start]
        if len(between) > 40 or (first.unit and second.unit):
            if first.unit == second.unit in CURRENCY_UNITS and _JOINED.fullmatch(between):
                kept[place] = first._replace(value=_in_the_power_of(low, first, second))
            continue
        before = low[max(0, first.start - 12) : first.start]
        if not (
            _JOINED.fullmatch(between)
            or _BASE_JOINED.fullmatch(between)
            or (_TO_JOINED.fullmatch(between) and _FROM.search(before))
        ):
            continue
        if not first.unit:
            value = _in_the_power_of(low, first, second)
            kept[place] = first._replace(unit=second.unit, value=value, word=second.word)
        else:
            kept[place + 1] = second._replace(unit=first.unit, word=first.word)
            if _JOINED.fullmatch(between):  # $1-2M
                kept[place] = first._replace(value=_in_the_power_of(low, first, second))
    return kept


_FROM = later(r"\bfrom\b|[从由自]")
_POWER_OF = later(r"[0-9.]\s?(万亿|千万|百万|万|亿|k|m|bn|b|thousand|million|billion)(?![a-z])")


def _in_the_power_of(low: str, first: Amount, second: Amount) -> Decimal:
    """从10到20万 means 10万; 从5000到2万 means 5000."""
    power = _POWER_OF.search(low[second.start : second.end])
    if power is None or first.value >= 1000 or (power[1] in ("m", "b") and second.value < 100_000):
        return first.value
    scaled = first.value.scaleb(POWERS[power[1]])
    return scaled if scaled < second.value * 20 else first.value
