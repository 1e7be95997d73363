"""Digits that name: dates, versions, models, ranks."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from decimal import Decimal

from okr_coach.text.later import later
from okr_coach.text.numbers.amounts import Amount, Mark
from okr_coach.text.units import POWER, TIMES, classifier, counted_noun, known_unit

_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_MONTHS = (
    rf"(?:(?:{_MONTH})\.?|january|february|march|april|june|july|august|september|october|november|december)"
)
DATE = later(
    r"(?:19|20)[0-9]{2}\s?年(?:度|\s?[0-9]{1,2}\s?月(?:\s?[0-9]{1,2}\s?[日号])?[底末初]?|\s?(?:上半年|下半年|第?[一二三四1-4]季度|[底末初中]))?"
    r"|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?![0-9])"
    r"|(?:[0-9]{1,2}\s?[-~至到]\s?)?[0-9]{1,2}\s?月(?![活均度])(?:\s?[0-9]{1,2}\s?[日号]|份|底|末|初|[上中下]旬)?"
    r"|[0-9]{1,2}日(?=[前之起止]|以?前)"
    r"|2[0-9]\s?年(?:度|[底末初]|[上下]半年|第?[一二三四1-4]季度|\s?q[1-4](?![0-9])|\s?[0-9]{1,2}\s?月(?:[底末初]|[0-9]{1,2}[日号])?)"
    r"|(?:1[0-2]|0?[1-9])[./](?:3[01]|[12][0-9]|0?[1-9])(?![0-9.])(?=\s?(?:之|以)?前(?![提往端台沿三十]))"  # 6.30前
    r"|(?<=截[至止])\s?(?:1[0-2]|0?[1-9])[./](?:3[01]|[12][0-9]|0?[1-9])(?![0-9.%])"
    r"|[0-9]{1,2}[/.][0-9]{1,2}[/.](?:19|20)?[0-9]{2}(?![0-9])"
    r"|[0-2]?[0-9]:[0-5][0-9](?![0-9])"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?[\s-](?:of\s)?{_MONTHS}(?![a-z])(?:,?\s(?:19|20)[0-9]{{2}})?"
    r"|[1-4]\s?季度"
)
A_NAME = later(
    r"[0-9]+(?:st|nd|rd|th)(?![a-z])|(?:19|20)[0-9]0s(?![a-z])"
    r"|[0-9]+\s?[x×*]\s?[0-9]+"
    r"|(?:24/7|7/24|365/24)(?![0-9])"
    r"|[0-9]+(?:\.[0-9]{1,2}){2,}(?![0-9])"
    r"|[0-9]{1,2}\.[0-9]+\s?(?:版|改版|升级|重构|架构|上线|发布|平台|系统|战略|计划|时代|模式|version|platform|release|strategy)"
    r"|[0-9]+(?:\.[0-9]+)?-(?!fold|stars?\b|(?:hour|minute|second|day|week)s?\s(?:response|delivery|turnaround|resolution|shipping|lead|wait|reply|approval|processing))[a-z]+"
    r"|[0-9]+\s?(?:日|天|周|个月|月)(?=留存|复购|活跃|流失率|无理由|账期|存活|续费率)"
    r"|[0-9一二两三四五六七八九十]+年(?=(?:滚动|发展|行动|战略)?(?:规划|计划|预算|战略|路线图))"
    r"|[0-9]+(?:后(?=[^0-9]|$)(?!期|续)|强|级|楼|层|室|线|区|班|路|代|号|版本?|年级|年期|周年|年制)"
    r"|[0-9]+\s?(?:小时|h|日|天|周|个月)(?=(?![内之以的到至并和且及与或降升提增减缩])[㐀-鿿]{2,4}率)"  # 24小时闭环率
    r"|[0-9]{1,2}#(?![0-9])"  # 3#产线
    r"|[0-9]{1,3}\s?(?:周)?岁(?:[及或]?以[上下])?(?=[㐀-鿿])"  # 65岁以上老人
    r"|(?:12345|123[0-9]{2}|95[0-9]{3,4}|110|119|120|122)(?=热线|平台|电话|客服|工单|出警|接警|急救|诉求)"
    r"|[0-9]+\s?期(?=工程|项目|扩建|建设|厂房|改造|平台|系统)"
    r"|(?:985|211|双一流)(?=高校|院校|大学|工程|毕业)"
    r"|(?:618|1111|1212|11\.11|12\.12)(?=大促|活动|购物|期间|战役|促销|主会场|[，,。；;]|$)"
    r"|(?<=[a-z\u4e00-\u9fff])(?<![率度分到至为达≥于约超过破升降是均])\s?[1-9][0-9]?\.0(?=$|[\s，,。；;、）)的上发]|版)"
    r"|[0-9]\s?星(?=好评|评价|级|酒店)"
    r"|1\s?(?::|对|v|-on-)\s?1(?![0-9.])"
    r"|[56]s(?=管理|现场|标准|活动|理念|达标|检查|评分|改善|红牌|\s(?:method|audit|programme|standard))"
    r"|[48]k(?=\s?(?:video|screen|display|tv|content|电视|高清|超高清|视频))"
    r"|360\s?(?:°|度(?=评|反馈|考核|全)|-?degree|(?=(?:score|reviews?|feedback|surveys?|assessments?)\b))"
)
NAMELESS = frozenset("%‰$€£¥元万亿;")  # what follows an amount, never a name
ORDINAL = later(r"([0-9]{1,4})(?:st|nd|rd|th)(?![a-z])")
PLACED = later(
    r"\s+(?:place|position|rank|spot|in\s+(?:the\s+)?[a-z ]*(?:ranking|rankings|league|table|index))\b"
)
PLACE_IN = later(r"\s+(?:in|on|among|of|for|ranking|position|spot)\b|\s?(?:to|→|-+>|=+>)\s?#")
PLACING = later(
    r"\b(?:from|rank(?:s|ed|ing)?(?:\s+at|\s+of)?|[0-9]{1,4}(?:st|nd|rd|th)(?:\s+place)?\s+(?:up\s+)?to)\s+(?:the\s+)?$"
)
YEAR = later(r"(?:19[5-9]|20[0-4])[0-9](?![0-9])")
_NAMING_WORDS = (
    "iso iec rfc version ver phase tier level part step stage no series fy wcag tls ssl chapter grade class section article category type route "
    "room building floor gen generation round sprint week day year quarter soc gate zone site plant line model euro web industry iphone ipad ios "
    "android windows macos office python java php galaxy pixel mi ps xbox fortune global unit module lot hall ward station terminal platform "
    "release horizon agenda vision gb gdpr haccp iatf nist dss pci cmmi itil sox form annex schedule act rule option plan team group track wave "
    "batch visit cohort priority p severity sev falcon release studio highway interstate bus train flight apollo o kr kpi okr topic figure table "
    "question q h sdg forbes inc ftse stoxx crac sap s4 http ipv v scope covid omega vitamin formula press kiln furnace boiler mill turbine reactor pump bay dock berth runway shaft silo oven crane conveyor grade"
)
NAMING = frozenset(_NAMING_WORDS.split())
_MANY_WORDS = "lines plants phases stages wards units sites zones tiers levels grades years quarters sprints gates steps kilns presses articles sections halls routes days weeks"
_MANY_NAMING = frozenset(_MANY_WORDS.split())
_LISTED_NAMES = later(
    r"(?<=[a-z]\s)[0-9]{1,2}(?:\s?(?:,|-|and|&|to)\s?[0-9]{1,2})+(?=\W*$|\s(?:of|in|on|at|by|before|for|and|with|from)\b)"
)
_BY_ITSELF = frozenset(
    [
        "tier",
        "phase",
        "level",
        "iso",
        "iec",
        "soc",
        "version",
        "category",
        "article",
        "section",
        "chapter",
        "gate",
        "scope",
        "severity",
        "sev",
        "priority",
    ]
)
_ACRONYMS_WORDS = "nps enps csat ces dau mau wau gmv arr mrr arpu ltv cac roi roas roe cpa cpc ctr cvr aov dso dpo oee otif mttr mttd mtbf sla kpi ebitda"
ACRONYMS = frozenset(_ACRONYMS_WORDS.split())
LEFT = later(r"[A-Za-z][A-Za-z-]*(?=[ ]?$)")
GLUED = later(r"[A-Za-z_#@][A-Za-z0-9_.#@-]*$")
RANK_BEFORE = later(r"(?:\btop(?:-(?=$))?|(?<![目之当以日提月年])前|第)\s?$")
RANKING = later(
    r"rank|#[0-9]{1,3}\s?(?:to|→|-+>|=+>)\s?#?$|\breach|\benter|\bin the top|\bbecome|\bbe |\bbreak into|\bmove into|\bget into|排名|排行|位列|位居|跻身|进入|成为|居|市占|份额|行业|名列"
)


_OF_YEARS_WORDS = "accounts levels results figures goals targets priorities plans budgets elections financials objectives estimates prices"
OF_YEARS = frozenset(_OF_YEARS_WORDS.split())
CLIMBING = later(
    r"[从由][^,，]{0,4}第|[升跃进提移保稳][^,，]{0,3}第|第[^,，]{1,4}[名位][^,，]{0,3}[升跃进提移]"
)  # 由第8名升至第3名
OF_A_YEAR = later(
    r"\b(?:by|in|of|since|until|end|fy|for|during|the|our|its|their|this|year|after|before|from|vs|versus|than)\s$"
)


def names_listed(left: str, low: str, start: int) -> int:
    """Where a list of numbers that name ends (lines 2 and 5, wards 3-6); 0 if there is none."""
    found = _LISTED_NAMES.match(low, start) if left.lower() in _MANY_NAMING else None
    return found.end() if found else 0


def is_name(left: str, before: str, half: str, low: str, start: int, end: int) -> bool:
    """iPhone 15, ISO 27001, Phase 2: a number that names. `left` is the Latin word before it."""
    word = left.lower()
    if word in ACRONYMS:
        return False
    bare = "," not in low[start:end] and (left.islower() or not left.isupper() or "." not in low[start:end])
    at = start - len(before) + before.rfind(left)
    if word in NAMING:
        unit = known_unit(low, end)
        if at == 0 and word not in _BY_ITSELF and (counted_noun(half, low, end)[0] or classifier(low, end)):
            return False
        return unit is None or unit[0] in TIMES
    if not left[0].isupper() or known_unit(low, end) or not bare or end - start > 5:
        return False
    if at == 0 or half[:at].rstrip()[-1:] in (".", ":", ";", "!", "?", "-", "*", "") or POWER.match(low, end):
        return False
    return not counted_noun(half, low, end)[0] and not classifier(low, end)


_COUNTED_BEFORE = later(r"[0-9]")
_BROUGHT_FORWARD = later(r"提前到|提前至|提早到|推迟到|延后到")
_TOP_OF = later(r"\s*(?:$|[,;.(]|(?:in|of|among|for|on|ranking|position|placement|spot|finish|list)\b)")


def rank_of(half: str, low: str, start: int, end: int) -> Amount | Mark:
    if low.startswith("%", end) and low[start:end].isdigit():
        return Amount(start, end + 1, Decimal(low[start:end]), "%")  # 排名前10%
    if (
        low.startswith(("个工作日", "天", "日"), end)
        and _BROUGHT_FORWARD.search(low[max(0, start - 24) : start + 24])
        and low[start:end].isdigit()
    ):
        return Amount(start, end, Decimal(low[start:end]), "d")  # 从次月第12个工作日提前到第5个工作日
    before = low[max(0, start - 40) : start]
    if (
        before.rstrip(" -").endswith("top")
        and counted_noun(half, low, end)[0]
        and (_COUNTED_BEFORE.search(before) or _COUNTED_BEFORE.search(low, end))
    ):
        return Mark(start, end, "name")  # 12 upsells in the top 30 accounts
    if (
        RANKING.search(before)
        or (before.strip(" -") == "top" and _TOP_OF.match(low, end))
        or (low.startswith(("名", "位"), end) and CLIMBING.search(low[max(0, start - 12) : end + 8]))
    ):
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
