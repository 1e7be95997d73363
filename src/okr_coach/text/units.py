"""What follows a number: powers, percent, money, time, points, classifiers, and the English noun counted."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re

from okr_coach.text.later import later

POWERS: dict[str, int] = {
    "万亿": 12,
    "千亿": 11,
    "百亿": 10,
    "十亿": 9,
    "个亿": 8,
    "亿": 8,
    "千万": 7,
    "百万": 6,
    "十万": 5,
    "万": 4,
    "千": 3,
    "lakh": 5,
    "lakhs": 5,
    "lac": 5,
    "crore": 7,
    "crores": 7,
    "cr": 7,
    "hundred": 2,
    "thousand": 3,
    "k": 3,
    "million": 6,
    "mio": 6,
    "mln": 6,
    "mil": 6,
    "mn": 6,
    "mm": 6,
    "m": 6,
    "billion": 9,
    "bn": 9,
    "bln": 9,
    "trillion": 12,
    "tn": 12,
    "b": 9,
}
POWER = later(
    r"\s?(?:(?P<han>个亿|万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![克米瓦卡伏]))"
    r"|(?P<latin>lakhs?|lac|crores?|cr|hundred|thousand|million|mio|mln|mil|billion|bn|bln|trillion|tn|mn|mm|k|m|b)(?![a-z]))"
)

MONEY_SIGNS: dict[str, str] = {
    "$": "USD",
    "us$": "USD",
    "hk$": "HKD",
    "a$": "AUD",
    "c$": "CAD",
    "s$": "SGD",
    "nt$": "TWD",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "rmb": "CNY",
    "rs": "INR",
    "rs.": "INR",
    "chf": "CHF",
}
_MONEY_WORDS: dict[str, str] = {
    "元人民币": "CNY",
    "人民币": "CNY",
    "元": "CNY",
    "块钱": "CNY",
    "yuan": "CNY",
    "rmb": "CNY",
    "美元": "USD",
    "美金": "USD",
    "dollars": "USD",
    "dollar": "USD",
    "欧元": "EUR",
    "euros": "EUR",
    "euro": "EUR",
    "€": "EUR",
    "英镑": "GBP",
    "pounds": "GBP",
    "£": "GBP",
    "港元": "HKD",
    "港币": "HKD",
    "日元": "JPY",
    "yen": "JPY",
    "$": "USD",
}
_CURRENCIES_WORDS = (
    "usd eur gbp cny jpy hkd chf inr sgd aud cad krw rub twd brl mxn sek nok dkk pln zar thb idr vnd"
)
CURRENCIES = frozenset(_CURRENCIES_WORDS.split())
CURRENCY_UNITS = frozenset(code.upper() for code in CURRENCIES)
SHARE_UNITS = frozenset({"%", "‰"})
CHANGE_UNITS = frozenset({"%", "‰", "x", "pp", "bps"})
_TIME: dict[str, str] = {
    "毫秒": "ms",
    "秒钟": "s",
    "秒": "s",
    "分钟": "min",
    "个小时": "h",
    "小时": "h",
    "钟头": "h",
    "个工作日": "d",
    "工作日": "d",
    "个自然日": "d",
    "自然日": "d",
    "天": "d",
    "日": "d",
    "个星期": "w",
    "星期": "w",
    "周": "w",
    "个月": "mo",
    "个季度": "q",
    "年": "y",
    "ms": "ms",
    "milliseconds": "ms",
    "s": "s",
    "sec": "s",
    "secs": "s",
    "second": "s",
    "seconds": "s",
    "min": "min",
    "mins": "min",
    "minute": "min",
    "minutes": "min",
    "h": "h",
    "hr": "h",
    "hrs": "h",
    "hour": "h",
    "hours": "h",
    "day": "d",
    "days": "d",
    "business days": "d",
    "working days": "d",
    "business day": "d",
    "working day": "d",
    "business hours": "h",
    "working hours": "h",
    "calendar days": "d",
    "wk": "w",
    "wks": "w",
    "week": "w",
    "weeks": "w",
    "mo": "mo",
    "mos": "mo",
    "mth": "mo",
    "mths": "mo",
    "month": "mo",
    "months": "mo",
    "quarter": "q",
    "quarters": "q",
    "yr": "y",
    "yrs": "y",
    "year": "y",
    "years": "y",
}
TIMES = frozenset({"ms", "s", "min", "h", "d", "w", "mo", "q", "y"})
_SHARES: dict[str, str] = {
    "%": "%",
    "﹪": "%",
    "percent": "%",
    "per cent": "%",
    "pct": "%",
    "‰": "‰",
    "percentage points": "pp",
    "percentage point": "pp",
    "percent points": "pp",
    "ppts": "pp",
    "ppt": "pp",
    "pp": "pp",
    "p.p.": "pp",
    "个百分点": "pp",
    "个点": "pp",
    "百分点": "pp",
    "bps": "bps",
    "bp": "bps",
    "basis points": "bps",
    "个基点": "bps",
    "倍": "x",
    "x": "x",
    "×": "x",
    "times": "x",
    "fold": "x",
    "-fold": "x",
}
_STARS = {"★": "stars", "⭐": "stars", "☆": "stars"}
CLASSIFIERS = (
    "人次|人天|人日|人月|课时|学时|平方米|平米|公斤|千克|公里|千瓦时|立方米|个|家|位|份|名|人|次|件|款|条|项|篇|场|台|套|只"
    "|门|座|间|所|单|笔|户|组|支|本|张|辆|期|节|堂|轮|批|种|吨|米|瓶|箱|袋|盒|杯|桶|栋|部|册|幅|封|通|头|棵|株|亩|度|页|字"
    "|平方公里|公顷|微克|毫克|毫升|厘米|毫米|微米|分贝|兆瓦|千瓦|克|剂|针|对(?![比外接公于手口])|例|起|讲|队|倍|分|星|步|床|城|席|宗|枚|颗|味|道|处|国|村|片|站|票|店|号|升|届|首(?![次日周月季年批家页])"
)
_NOT_A_CLASSIFIER = later(
    r"人工|人民|人才|人员配|家具|家居|件套|门店|店铺|站点|票房|分之|本地|条件|项目|道路|部门|号|升[到至为级高值职学]|点位"
)

_LATIN = "|".join(
    re.escape(word)
    for word in sorted(
        {*_SHARES, *_TIME, *(word for word in _MONEY_WORDS if word.isascii()), *CURRENCIES},
        key=len,
        reverse=True,
    )
    if word.isascii() and word[0].isalpha()
)
_SIGNS = "|".join(
    re.escape(word)
    for word in sorted({*_SHARES, *_TIME, *_MONEY_WORDS, *_STARS}, key=len, reverse=True)
    if not (word.isascii() and word[0].isalpha())
)
KNOWN = later(
    rf"(?:\s|-(?=(?:hour|minute|second|day|week)s?\b))?(?:(?P<sign>{_SIGNS})|(?P<latin>{_LATIN})(?![a-z]))"
)
CLASSIFIER = later(rf"\s?(?P<word>{CLASSIFIERS}|m²|m³|km²|㎡|°c|℃)")
ONE_IN = later(
    r"\s+in\s+(?P<most>[2-9]|[1-9]0{1,6}|[1-9]0{0,2},000|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|fifty|a\s+hundred|a\s+thousand)(?:\s+(?:of\s+)?(?!(?:months?|weeks?|days?|years?|quarters?|hours?|minutes?)\b)[a-z]+|\W*$)"
)
SYMBOL = later(
    r"\s?(?P<word>kg|mg|g|km|cm|mm|ml|l|kb|mb|gb|tb|kwh|mwh|gwh|kw|mw|hz|mhz|db|rpm|ppm|fps|t|ha|m2|sqm|lbs?|oz)(?![a-z0-9])"
)
OUT_OF = later(
    r"(?:\s?分)?\s?(?:/\s?|(?:times\s+)?out\s+of\s+(?:a\s+possible\s+|the\s+|our\s+)?|of\s+(?:the\s+|our\s+|all\s+)?)(?P<most>[0-9]{1,3}|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)(?:\.0)?(?![0-9a-z/%]|[.,][0-9]|\s(?:[a-z]+est|top|most|best|leading|main)\b)"
)
SCALE_AFTER = later(
    r"[^0-9]{0,6}?(?:满分\s?(?P<a>[0-9]{1,3})|(?P<b>[0-9]{1,3})\s?分制|on\s+a\s+(?P<c>[0-9]{1,3})[- ]point|out\s+of\s+(?P<d>[0-9]{1,3}))"
)
_WORD = later(r"(?:\s+|-(?=stars?\b))([a-z][a-z0-9'’/-]*)")
_STOP_WORDS = (
    "and or to by with in per of from for at on is as this that has have was across via plus less times than which who towards always vs within "
    "until before after while be are were more down up out a an the each every all not no through into over under above below during since "
    "between against instead without about because so when where if their our its his her every fewer lower higher better faster cheaper shorter "
    "increase decrease reduction growth improvement improved drop only using"
)
_STOP = frozenset(_STOP_WORDS.split())
_PLURAL_WORDS = (
    "people staff children women men personnel kwh mwh kg km gb mb tb t pts nps faculty alumni crew police cattle media data headcount fte ftes "
    "m2 sqm tco2 co2e"
)
_PLURAL = frozenset(_PLURAL_WORDS.split())
_MODIFIER_WORDS = "sales news operations logistics analytics goods sports systems electronics savings business series customs arts data media staff nps"
_MODIFIER = frozenset(_MODIFIER_WORDS.split())
_NOT_PLURAL = ("ss", "us", "is", "ous")


def known_unit(low: str, place: int) -> tuple[str, int] | None:
    """Percent, money and time right after a number: its sign and where it ends."""
    found = KNOWN.match(low, place)
    if found is None:
        return None
    word = found["sign"] or found["latin"]
    unit = _SHARES.get(word) or _TIME.get(word) or _MONEY_WORDS.get(word) or _STARS.get(word) or word.upper()
    return unit, found.end()


def known_time(word: str) -> bool:
    return word in _TIME


def counted_noun(half: str, low: str, place: int) -> tuple[str, int]:
    """The English noun counted within five words (100 *new clients*); empty when none is near."""
    at = place
    kept = ("", place)
    for _ in range(5):
        found = _WORD.match(low, at)
        if found is None:
            break
        word = found[1]
        if word in _STOP and not (
            at == place and word in ("more", "other", "additional", "further", "extra")
        ):
            break
        at = found.end()
        if is_plural(word.partition("/")[0]) or (
            word[-1] == "s" and half[found.start(1) : found.end(1) - 1].isupper()
        ):  # 10 LOIs, 40 POs
            if word in _MODIFIER:
                kept = half[found.start(1) : found.end(1)], at
                continue
            return half[found.start(1) : found.end(1)].partition("/")[0], at
    return kept


def is_plural(word: str) -> bool:
    return word in _PLURAL or (len(word) > 3 and word[-1] == "s" and not word.endswith(_NOT_PLURAL))


def classifier(low: str, place: int) -> tuple[str, int] | None:
    found = CLASSIFIER.match(low, place)
    if found is None or _NOT_A_CLASSIFIER.match(low, found.start("word")):
        return None
    return found["word"], found.end()
