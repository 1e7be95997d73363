"""Whether a line says what is done rather than what changes."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re

from okr_coach.text.cues import (
    ACT,
    ARTEFACT,
    BENEFIT,
    CLAUSE,
    COVER,
    DEED,
    DONE,
    FALL,
    HEAD_ONLY,
    IMPROVE,
    KEEP,
    LEVEL,
    METRIC,
    OPEN,
    PROOF,
    REACH,
    RISE,
    VAGUE,
    VANITY,
    WIN,
    WORDS,
    Cue,
    Line,
)
from okr_coach.text.later import later
from okr_coach.text.units import CURRENCY_UNITS, SHARE_UNITS, TIMES, is_plural


def deed_of(line: Line) -> Cue | None:
    """The words that make it a deed, unless what follows tells an outcome."""
    if line.deed is False:
        deed = _han_deed(line) if line.han else _english_deed(line)
        line.deed = None if deed is None or _tells_outcome(line, deed) else deed
    return line.deed or None


_DELIVERED = later(
    r"(?:deliver|ship|produce|give|present)(?:ing|s)?\s+(?:all\s+|every\s+|our\s+)?(?:orders?|value|growth|results?|savings|revenue|parcels?|goods|returns|impact|profits?|gains)\b"
)


def _names_a_measure(line: Line, word: str, end: int) -> bool:
    """Training completion rate, review time, design score: the verb is part of a measure's name."""
    following = [token[0] for token in line.tokens if token[1] >= end][:3]
    if word.endswith(("ing", "s")) or word in HEAD_ONLY or following[:1] in (["time"], ["times"]):
        for place, noun in enumerate(following):
            if noun in _RATES or (noun == "times" and not line.amounts):
                return place == 0 or following[place - 1] not in ("the", "a", "an", "our", "new")
            if noun in ("the", "a", "an", "of", "for", "to", "and", "our", "new", "with", "all"):
                return False
    return False


_RATE_NAMES = (
    "rate rates ratio score scores time completion coverage accuracy velocity cost costs index quality attendance satisfaction turnaround "
    "throughput efficiency"
)
_RATES = frozenset(_RATE_NAMES.split())
_RESULT_VERBS = frozenset(
    [
        "pass",
        "passes",
        "win",
        "wins",
        "get",
        "gets",
        "have",
        "find",
        "obtain",
        "gain",
        "understand",
        "prove",
        "own",
        "lead",
        "leads",
        "be",
        "become",
        "survive",
        "make",
        "stop",
        "end",
    ]
)
_WITH_OBJECT = later(
    r"\s+(?:a|an|the|our|all|every|each|their|this|these|those|on|up|out|with|over|off|through|together)\s+[a-z]"
)
_DEED_NOUN = later(
    r"[a-z]{4,}(?:ation|ition|ution|ction|sion|ment|ysis|roval|ewal|aining|anning|eting)\s+of\s"
)


def _imperative(line: Line, word: str, start: int, end: int) -> bool:
    """A verb we do not know: what begins a line and is followed by an article or a particle tells somebody what to do;
    so does a noun of doing with “of” (preparation of the tender)."""
    if (
        _RESULTING_HEADS.match(word)
        or word in _RESULT_VERBS
        or (line.flags & METRIC and not _DEED_NOUN.match(line.low, start))
    ):
        return False
    if any(
        cue.start == start and cue.flags & (RISE | FALL | IMPROVE | KEEP | REACH | WIN | METRIC | VAGUE)
        for cue in line.cues
    ):
        return False
    if _DEED_NOUN.match(line.low, start):
        return True
    if is_plural(word) or word.endswith(("er", "est", "ly", "ness", "ity", "ed")) or len(word) < 3:
        return False
    return word not in _NO_VERBS and _WITH_OBJECT.match(line.low, end) is not None


def _habitual(line: Line, word: str, start: int) -> bool:
    """Meditate 20 minutes every morning: an unknown verb and how often, not what customers do."""
    if line.flags & (RISE | FALL | IMPROVE | METRIC | REACH | WIN | KEEP) & ~LEVEL and not _HABIT.search(
        line.low
    ):
        return False
    if is_plural(word) or word in _NO_VERBS or word.endswith(("er", "ly", "ed", "ity", "ness", "ion")):
        return False
    if any(
        cue.start == start and cue.flags & (RISE | FALL | IMPROVE | REACH | WIN | KEEP | METRIC)
        for cue in line.cues
    ):
        return False
    return _HABIT.search(line.low) is not None and word not in _RESULT_VERBS - {"get"}


_RESULTING_HEADS = later(
    r"(?:lose|avoid|prevent|beat|overtake|qualify|rank|enter|expand|break|land|turn|let|allow|see|feel|know|want|need|convince|persuade|"
    r"delight|surprise|free|cover|serve|feed|house|help|ensure|enable|guarantee|eradicate|attract|appear|remain|stand|catch|climb|bring|take|"
    r"put|push|pull|go|come|look|respond|answer|trust|recover|outperform|dominate|control|rid|change|transform|inspire|empower|stabili[sz]e)s?$"
)
_NO_VERBS = frozenset(
    [
        "no",
        "not",
        "none",
        "more",
        "less",
        "fewer",
        "better",
        "higher",
        "lower",
        "most",
        "some",
        "any",
        "many",
        "much",
        "several",
        "one",
        "two",
        "three",
        "every",
        "each",
        "all",
        "both",
        "only",
        "first",
        "next",
        "last",
        "other",
        "same",
        "such",
        "well",
        "very",
        "for",
        "with",
        "from",
        "into",
        "over",
        "under",
        "about",
        "after",
        "before",
        "between",
        "during",
        "what",
        "who",
        "how",
        "when",
        "where",
        "why",
        "which",
        "that",
        "this",
        "these",
        "those",
        "there",
        "here",
        "they",
        "it",
        "its",
        "his",
        "her",
        "our",
        "your",
        "half",
        "twice",
        "nobody",
        "everyone",
        "everybody",
    ]
)
_COUNTING = later(r"\b(?:number of|# of|share of|percentage of|rate of|proportion of|how many)\b")


_BE_BEFORE = later(r"\bbe\s+$")  # be compliant, be audited: a state
_MAKES_BETTER = later(
    r"make[s]?\s+(?!(?:an?|the)\s+[a-z]+\W*$)(?:[a-z'-]+\s+){1,8}?(?:an?\s+)?(?:[a-z]{3,}er|[a-z]{3,}est|easy|simple|safe|fun|clear|visible|happy|possible|effortless|great|better|more|less|reliable|"
    r"profitable|fast|obvious|enjoyable|transparent|predictable|sustainable|unnecessary|accessible|work|feel|a breeze|a habit|the (?:first|default|obvious))\b"
)
_HABIT = later(
    r"\b(?:every|each)\s+(?:day|morning|evening|night|week|weekday|workday|month|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|\b(?:times|minutes|hours|pages|km|reps)\s+(?:a|per|each|every)\s+(?:day|night|week|month)\b|\b(?:daily|nightly)\W*$"
)
_FILLED = later(
    r"fill(?:s|ed|ing)?\s+(?:[a-z0-9-]+\s+){0,4}?(?:positions?|vacanc(?:y|ies)|roles?|openings?|posts?|seats on the team)\b"
)
_FIND_ONE = later(
    r"(?:find|get|obtain|secure|sign)s?\s+(?:an?|the)\s+(?:new\s+)?(?:[a-z'-]+\s+){0,3}?(?:office|supplier|vendor|partner|agency|location|venue|site|warehouse|successor|provider|consultant|"
    r"contractor|candidate|tool|permit|licen[cs]e|approval|sign-?off|go-ahead|quote|lease|mou|nda|agreement)\b"
)
_NONE_OF = later(r"\W*(?:no|zero|nobody|none)\b")
_BY_THEM = later(
    r"\b(?:adopted|used|trusted|chosen|bought|loved|visited) (?:daily |weekly |regularly |actively )?by\b"
)
_DOING_NOUNS = (
    "interviews workshops webinars trainings seminars meetings articles newsletters campaigns experiments posts hackathons roadshows "
    "briefings lectures lessons rehearsals retrospectives audits inspections"
)
_DOINGS = frozenset(_DOING_NOUNS.split())
_STATE = later(
    r"\s+(?:an?\s+|the\s+|our\s+)?(?:[a-z-]+\s+){0,3}?(?:culture|trust|awareness|reputation|loyalty|momentum|confidence|relationships?|morale|motivation|excitement|goodwill|credibility|sense of|spirit|demand|love)\b"
)
_MEETS = later(
    r"meet(?:s|ing)?\s+(?:[a-z-]+\s+){0,4}?(?:budgets?|targets?|deadlines?|requirements?|standards?|demand|quotas?|goals?|plans?|expectations?|slas?|needs|forecasts?|obligations?)\b"
)
_ING_SUBJECT = later(
    r"[a-z]+ing\s+(?:and\s+[a-z]+\s+)?(?:do|does|is|are|has|have|can|becomes?|feels?|stays?|takes?|costs?|works?)\b"
)
_REGULAR = later(
    r"^\W*(?:(?:bi-?)?weekly|monthly|daily|quarterly|annual|yearly|regular)\s+(?:[a-z-]+\s+){0,3}?(?:meetings?|newsletters?|calls?|check-ins?|stand-?ups?|retros?|retrospectives?|events?|sessions?|reports?|reviews?|audits?|trainings?|workshops?|town ?halls?|lunch(?:es)?|updates?|blog posts?|one-on-ones|1:1s)(?:\s+(?:with|for|on|about|of|to|done|held|run|set up|in place|established|happening|published|sent)\b[^0-9]*)?\W*$"
)
_THERE = later(
    r"\b(?:live|launched|online|rolled out|shipped|deployed)(?:\s+(?:by|in|before|on|for|across|at)\b[^0-9%]*)?\W*$"
)
_OPENED = later(
    r"\b(?:stores?|shops?|branch(?:es)?|offices?|warehouses?|sites?|locations?|cent(?:re|er)s|depots?|clinics?|schools?|stations?|hubs?|labs?)\s+opened\b"
)


_AFTER_ARTICLE = later(r"\b(?:the|an?|our|all)\s+$")


def _english_deed(line: Line) -> Cue | None:
    head = line.head()
    if head is None:
        return None
    word, start, end = head
    if _BE_BEFORE.search(line.low[max(0, start - 4) : start]):
        return None
    first = next((cue for cue in line.cues if cue.start >= start), None)
    counted_before = bool(line.amounts) and line.amounts[0].start <= start
    if _NONE_OF.match(line.low) or _BY_THEM.search(line.low):
        return None
    if line.amounts and line.amounts[0].word.lower() in _DOINGS and line.amounts[0].start <= start:
        if not line.flags & (RISE | FALL | METRIC | WIN | REACH | IMPROVE):
            return Cue(line.amounts[0].start, line.amounts[0].end, ACT | COVER, line.amounts[0].word)
    if not line.amounts and _CREATES.match(word) and _STATE.match(line.low, end):
        return None
    if (word[:4] == "meet" and _MEETS.match(line.low, start)) or (
        word.endswith("ing") and _ING_SUBJECT.match(line.low, start)
    ):
        return None
    if word in ("make", "makes") and _MAKES_BETTER.match(line.low, start):
        return None
    if word[:1] in "fgos" and (found := _FILLED.match(line.low, start) or _FIND_ONE.match(line.low, start)):
        return Cue(*found.span(), ACT, found[0])
    if not line.amounts and (found := _REGULAR.search(line.low)):
        return Cue(start, found.end(), ACT | DEED, found[0].strip())
    if counted_before and (found := _OPENED.search(line.low)):
        return Cue(found.end() - 6, found.end(), ACT | DONE, "opened")
    if not counted_before and not _names_a_measure(line, word, end):
        if (
            first is not None
            and first.start == start
            and first.flags & ACT
            and not _DELIVERED.match(line.low, start)
        ):
            return first
        if (
            word[:2] == "re"
            and word not in ("redefine", "reconnect", "reimagine", "reinvent")
            and WORDS.get(word[2:].lstrip("-"), 0) & ACT
            and not WORDS.get(word)
        ):
            return Cue(start, end, ACT, word)  # renegotiate, re-open
        if (
            word in HEAD_ONLY
            and not line.low.startswith("-", end)
            and not _AFTER_ARTICLE.search(line.low[:start])
        ):
            if not _DELIVERED.match(line.low, start):
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
    if line.amounts and _COUNTING.search(line.low):
        return None
    if not counted_before and line.amounts and _habitual(line, word, start):
        return Cue(start, end, ACT | OPEN | COVER, word)
    if (
        not line.amounts
        and line.flags & ARTEFACT
        and not line.flags & (RISE | FALL | IMPROVE)
        and (found := _THERE.search(line.low))
    ):
        return Cue(found.start(), found.end(), ACT | DONE, found[0])
    if not line.amounts and _imperative(line, word, start, end):
        return Cue(start, end, ACT | OPEN, word)
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
    if word in _RESULT_VERBS:
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


_HAN_LEAD = later(
    r"^[\s\"“【《(（]*(?:kr[0-9.]*[:：]?)?(?:(?:(?:尽可能|尽量|尽快|尽早|及时|定期|扎实|有序|稳步|深入|不断|逐步|进一步|大力)[多早快]?地?|截至|全年|今年|本年度?|年度|力争|争取|确保|全力|共同|并|继续|全面|正式|顺利|成功|按时|如期|持续|积极|牵头|主导|负责|独立|"
    r"联合|协同|每(?:周|星期)[一二三四五六日天]|每(?:双周|两周|半月|旬|工作日)|每[年月周日季]度?|年内|季内|结束前|结束之前|线上|线下|至少|不少于|每天|每周至少|本[季年月]度?|[一二三四上下]半?[季年]度?[末底]?前?|年底前?|月底前?|前|之前|以前|底前|末|内|暑假前|雨季前|春节前|节前|期间)[，,、\s]*)*"
)
_HAN_FOR = later(
    r"(?:为|向|面向|针对|对|给|围绕|在|与|和|将|把|联合|跟|同|通过|依托|根据)[^，,。；;]{1,16}?$"
)
_RESULTING = later(
    r"(?:实现|使|让|达到|达成|提升|提高|降低|减少|增长|突破|缩短|转化|带来|获得|提升至|产生|增加)"
)


_HAN_BEFORE = later(
    r"[^，,。；;0-9]{1,8}?(?<![目当面提眼以])(?:之前|以前|前|期间|之后)(?![端台期往景沿三十])"
)
_HAN_DOING = later(
    r"(?:做|进行|开展|组织)[^，,。；;0-9]{0,4}?(?:访谈|培训|调研|评估|分析|检查|审计|复盘|回访|演练|测试|宣讲|路演|走访)"
)
_HAN_FINISHED = later(
    r"(?:全部|均已?|都|全面|正式|顺利)(上线|落地|投产|启用|完成|交付|到位|建成|切换|部署)[。！!]?$|^[把将][^，,。；;]{2,20}?((?:做|建|搭|写|理|整理|跑|弄|改|定|搬|拿)(?:出来|起来|完|好|下来|到位|顺))"
)
_UNITS_OF_WORK = frozenset(
    ["交付", "研发", "测试", "采购", "审计", "设计", "审核", "巡检", "检修", "维修", "推广", "宣传", "开发"]
)
_HAN_TITLE = later(r"中心|部(?!署)|经理|主管|专员|顾问|工程师|团队(?!建)|人员的")  # 交付中心的同事
_HAN_AIMS = later(r"[^，,。；;0-9]{0,12}?(?:目标|指标|业绩|任务|预算|销售计划)[。！!]?$")  # 完成年度销售目标
_HAN_GAINED = later(r"^[^，,。；;]{0,6}?(?:通过|取得|获得|拿到|获批|获评|赢得)")
_HAN_GOODS = later(r"(?:所有|全部|客户)?(?:订单|货物|货品|包裹|商品)")  # 交付订单 is the daily business
_BY_OTHERS = later(r"被|获|收到|赢|来自|引用|报道|提及")


def _names_a_rate(line: Line, end: int) -> bool:
    """招聘到岗率达到95%: the verb is part of a measure's name."""
    rate = _HAN_RATE.match(line.low, end)
    return rate is not None and (bool(line.amounts) or not line.low[rate.end() :].strip(" 。.！!"))


_HAN_WITH = later(r"(?:在|把|将|与|跟|和|同|用|给|向|对)(?![齐接比外内上下手])[^，,。；;]{3,}")
_HAN_STATE = later(
    r"更|最|不再|再也|越来越|愿意|能够|没有|都能|自己|成为|主动|看得|信任|习惯|不用|无需|受益|推荐"
)
_CHANGING = RISE | FALL | IMPROVE | KEEP | REACH | WIN | METRIC | VANITY


def _han_open(line: Line, begin: int) -> Cue | None:
    """A verb we do not know: what begins with the circumstances (在…, 与…, 把…) and tells of no change, level or state
    is something to be done."""
    if any(cue.flags & _CHANGING and cue.word not in _WEAK for cue in line.cues) or _HAN_STATE.search(
        line.low
    ):
        return None
    if line.amounts and not line.amounts[0].word:
        return None
    found = _HAN_WITH.match(line.low, begin)
    return Cue(begin, found.end(), ACT | OPEN, line.low[begin : found.end()]) if found else None


_WEAK = frozenset(
    [
        "至",
        "到",
        "为",
        "达",
        "分",
        "量",
        "度",
        "额",
        "值",
        "升级",
        "推进",
        "规范",
        "用户",
        "客户",
        "会员",
        "质量",
        "注册",
        "电话",
        "订单",
        "工单",
        "每月",
        "每天",
        "每日",
        "平均",
        "费用",
        "价格",
        "退款",
        "价值",
        "投诉",
        "产量",
    ]
)


def _counts_doing(line: Line) -> bool:
    """What is counted in times, sessions or lessons is a deed, unless it happens to one (投诉、被报道)."""
    if not line.amounts or line.flags & (RISE | FALL | METRIC | WIN | REACH | VANITY | KEEP):
        return False
    last = line.amounts[-1]
    if (
        last.word not in ("次", "场", "课时", "学时", "节", "遍", "轮", "堂")
        or last.value == 0
        or last.start < 2
    ):
        return False
    return not line.low[last.end :].strip(" 。.！!") and not _BY_OTHERS.search(line.low)


_HAN_MADE = later(
    r"(打造|形成|树立|塑造|培育|孵化|建成|选树)[^，,。；;]{0,8}?[0-9一二两三四五六七八九十]+\s?(?:个|款|支|家|条|项|套|份|部|篇|门|名|位|种|座)"
    r"|(打造|形成|树立|塑造|培育|孵化|选树)[^，,。；;]{0,10}(?:案例|样板|标杆|样本|示范点|爆款)"
)
_HAN_THROUGH = later(
    r"[读看听写背抄画拍刷学练走跑拜访讲][完遍](?!成)(?=[^，,。；;]*[0-9一二两三四五六七八九十百]|[^，,。；;]*[本部篇节课书])"
)
_SINGLE = frozenset("做写办讲拍读招租买建跑打开发录画教改修访聊约试学看出编译种")
_NEW_PARTNERS = later(r"客户|渠道|经销商|代理|商户|会员|用户|伙伴|供应商|捐赠人|订单|销售")
_HAN_RATE = later(
    r"[^，,。；;0-9]{0,8}?(?:率|人数|次数|场次|人次|课时|学时|时数|频次|频率|规模|数量|(?<![年季月制角进])度|得分|评分|占比|周期|时长|时间|效率)(?![先领]|调研|调查|测评|分析|专项|培训|评估|访谈|问卷|管理|提升[方计项])"
)
_STRONG = frozenset(
    [
        "上线",
        "发布",
        "推出",
        "搭建",
        "部署",
        "完成",
        "举办",
        "召开",
        "编制",
        "制定",
        "修订",
        "组建",
        "成立",
        "迁移",
        "切换",
        "升级",
        "改版",
        "重构",
        "落地",
        "交付",
        "投产",
        "翻修",
        "搬迁",
        "启动",
        "印发",
        "建立",
        "推行",
        "对接",
        "组织",
        "开展",
        "梳理",
        "引入",
        "导入",
    ]
)


def _han_deed(line: Line) -> Cue | None:
    low = line.low
    lead = _HAN_LEAD.match(low)
    begin = lead.end() if lead else 0
    for mark in line.marks:
        if mark.start <= begin + 1 and mark.end > begin:
            begin = mark.end
            again = _HAN_LEAD.match(low[begin:])
            begin += again.end() if again else 0
    if line.amounts and line.amounts[0].start == begin and line.amounts[0].value == 100:
        begin = line.amounts[0].end  # 100%完成员工访谈
    for cue in line.cues:
        if cue.start < begin:
            continue
        if cue.flags & ACT and not cue.flags & WIN:
            skipped = low[begin : cue.start]
            if (len(skipped) <= 1 and skipped != "把") or _HAN_FOR.fullmatch(skipped):
                if cue.word in _UNITS_OF_WORK and _HAN_TITLE.match(low, cue.end):
                    continue
                if cue.word == "完成" and _HAN_AIMS.match(low, cue.end):
                    return None
                if cue.word == "交付" and _HAN_GOODS.match(low, cue.end):
                    return None
                if not _names_a_rate(line, cue.end):
                    return cue
                if line.amounts:
                    return None
        if cue.start > begin + 1 and cue.flags & (RISE | FALL | REACH | WIN) and not cue.flags & BENEFIT:
            break
        if cue.start > begin + 18:
            break
    ahead = _HAN_BEFORE.match(low, begin)
    if ahead and any(cue.start == ahead.end() and cue.flags & ACT for cue in line.cues):
        return next(cue for cue in line.cues if cue.start == ahead.end())
    doing = _HAN_DOING.search(low)
    if doing and not line.flags & (RISE | FALL):
        return Cue(doing.start(), doing.end(), ACT | COVER, doing[0])
    if not line.flags & (RISE | FALL | METRIC | WIN | VANITY) and (finished := _HAN_FINISHED.search(low)):
        return Cue(*finished.span(1), ACT, finished[1])
    if _counts_doing(line):
        counted = line.amounts[-1]
        return Cue(begin, counted.start, ACT, low[begin : counted.start])
    if begin < len(low) and low[begin] in _SINGLE and line.amounts:
        if line.amounts[0].word and begin < line.amounts[0].start <= begin + (
            2 if low.startswith("了", begin + 1) else 1
        ):
            return Cue(begin, begin + 1, ACT, low[begin])
    if line.amounts and line.amounts[0].word and not line.flags & (RISE | FALL | METRIC | WIN | REACH):
        counted = line.amounts[0]
        for cue in line.cues:
            if cue.flags & ACT and cue.end == counted.start and not _NEW_PARTNERS.search(low):
                return cue
    if not line.amounts and not line.flags & (RISE | FALL | METRIC | WIN | BENEFIT):
        for cue in line.cues:
            if cue.word in _STRONG:
                return cue
    if line.amounts and not line.flags & METRIC and (made := _HAN_MADE.match(low, begin)):
        return Cue(begin, made.end(1), ACT, made[1])
    if finished_reading := _HAN_THROUGH.match(low, begin):
        return Cue(begin, finished_reading.end(), ACT, finished_reading[0])
    improve = line.first(IMPROVE)
    if improve is not None and improve.start <= begin + 12 and not line.amounts:
        artefact = line.first(ARTEFACT)
        if (
            improve.word in ("优化", "完善", "健全", "推进", "推动", "规范", "打磨", "升级")
            and artefact is not None
            and artefact.start >= improve.end
        ):
            return improve
    if (
        improve is not None
        and improve.word == "推动"
        and any(cue.flags & ACT and cue.start > improve.end for cue in line.cues)
        and not line.amounts
    ):
        return improve
    opened = _han_open(line, begin) or _han_open(line, lead.end() if lead else 0)
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
                and not (line.flags & PROOF and _HAN_GAINED.match(low))
            ):
                return cue
            break
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
            if deed.word in ("invest", "spend", "投放", "投入", "采购", "buy"):
                continue
            return True
        if amount.unit in ("x", "pp", "bps", "rank") or amount.unit.startswith("/"):
            return True
        if (
            amount.unit in SHARE_UNITS
            and amount.value == 100
            and (amount.start >= deed.end or amount.end == deed.start)
            and not line.flags & LEVEL
        ):
            continue  # all of it: that says only that it is done
        if amount.unit in SHARE_UNITS and not (cover and amount.start - deed.end < 12):
            return True
        if amount.unit in ("ms", "s", "min") and not cover:
            return True
    if line.han:
        return _han_outcome(line, deed)
    return _english_outcome(line, deed)


_CREATES = later(r"(?:creat|build|built|develop|establish|produc|deliver|open|mak|giv)")
_EFFECT = later(
    r"\b(?:opportunit(?:y|ies)|(?:qualified |sales |marketing |warm )?leads|jobs|apprenticeships?|places|customers|clients|subscribers|members|users|followers|sign-?ups|"
    r"wait(?:ing )?list|pipeline of|backlog of|list of subscribers|bookings|meetings booked|demand|savings|hours saved)\b"
)
_EARNED = later(
    r"\b(?:customers?|clients?|users?|merchants?|restaurants?|shops|retailers|sellers|subscribers|members|families|households|tenants|advertisers|accounts|schools|hospitals|clinics)\b"
)


def _english_outcome(line: Line, deed: Cue) -> bool:
    """Counted things are an outcome when the sentence goes on to what they bring."""
    first = line.amounts[0]
    rest = line.low[first.end :]
    if _CREATES.match(deed.word) and _EFFECT.search(line.low, deed.end):
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


_HAN_ADJUNCT = later(r"(?:在|对|为|向|给|与|面向|针对|于)\s*$")


def _han_outcome(line: Line, deed: Cue) -> bool:
    low = line.low
    first = line.amounts[0]
    if first.end == deed.start and first.unit == "%" and first.value == 100:
        return False
    if first.end <= deed.start and deed.flags & ACT and low[deed.start - 1 : deed.start] not in "将把":
        adjunct = _HAN_ADJUNCT.search(low[: first.start])
        return not adjunct and not _HAN_FINISHED.search(low)
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
    if deed.word in _GATHERING and (_SHOPS if deed.word == "接入" else _GATHERED).search(object_of + after):
        return True
    if line.amounts[-1].start > deed.end and _OF_THOSE.search(low[deed.end : line.amounts[-1].start]):
        return True  # 购买并使用满30天的用户达到500名: the deed is theirs
    if _RESULTING.search(low[deed.end :]) and any(
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
            0 <= amount.start - cue.end < 6 and not _names_doing(line, cue.end, amount.start)
            for amount in line.amounts
        )
        for cue in line.cues
        if cue.word not in ("度", "率")
    ) and deed.word not in ("培训", "访谈", "招聘")
