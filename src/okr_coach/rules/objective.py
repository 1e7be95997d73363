"""O101–O109: one objective."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from collections.abc import Iterable

from okr_coach.report import Edit
from okr_coach.rules.rule import NOTHING, Hit, Place, hit_at, rule, whole
from okr_coach.text.cues import (
    ABSTRACT,
    ACT,
    ARTEFACT,
    BENEFIT,
    DULL,
    FALL,
    FINE,
    HEAD_ONLY,
    IMPROVE,
    KEEP,
    LONG,
    OPEN,
    REACH,
    RISE,
    WIN,
    WORDS,
    Cue,
    Line,
)
from okr_coach.text.deeds import deed_of
from okr_coach.text.later import later
from okr_coach.text.units import CURRENCY_UNITS, TIMES


@rule(
    "O101",
    "info",
    "objective",
    en=("Number in the objective", "“{found}” is a measure; an objective says where to, its key results say how far.", "If you reach this number, what will have become better, and for whom?", "Move the number to a key result."),
    zh=("目标里有数字", "“{found}”是衡量；目标说去哪里，关键结果说走多远。", "达到这个数字之后，谁的什么会变得更好？", "把数字移到关键结果里。"),
    off_in=("numeric",),
)  # fmt: skip
def number_inside(place: Place) -> Iterable[Hit]:
    """An objective is what people remember without looking it up. Numbers do better in key results, where they can be
    amended while the objective stays. Contested: some companies write numbers in objectives on purpose; the profile
    `numeric` leaves them alone.

    Bad: O: Grow revenue to $5M
    Good: O: Win back the trust of small retailers
    Good: O: Launch our 2026 collection to standing ovations

    目标要让人不查就记得住。数字放在关键结果里更合适：关键结果可以调整，目标不变。这一条有争议，习惯在目标里写数字的公司可用
    numeric配置关掉。

    不好：O：本月销售额达到200万元
    好：O：赢回小零售商的信任
    """
    line = place.line
    moved = {amount for pair in line.moves for amount in pair}
    for amount in line.amounts:
        if (
            amount in moved
            or amount.unit in CURRENCY_UNITS
            or amount.unit in ("%", "x", "pp", "rank")
            or amount.unit.startswith("/")
            or (amount.value >= 10 and amount.unit not in TIMES)
        ):
            start, end = amount.start, amount.end
            return (
                Hit(
                    start,
                    end,
                    None,
                    line.text[start:end].strip(),
                    edit=Edit("move", (start, end), (line.text,)),
                ),
            )
    return NOTHING


_STRIVE = later(
    r"\b(?:we\s+should\s+|we\s+will\s+|to\s+)?(?:strive|try|aim|seek|continue|work)\s+(?:hard\s+)?to\s+"
)
_SPECIFIC = later(
    r"\b(?:for|so|that|who|where|when|by|with|until|from|into|without|instead|than|among|between|because|in (?:the )?(?!general|overall|all)[a-z]+|on|at)\b"
)
_AMONG_OURSELVES = later(
    r"\b(?:between|among|across|within)\s+(?:the\s+|our\s+|all\s+)?(?:departments|teams|functions|units|colleagues|us|team|company|organi[sz]ation)\b|\bin\s+(?:everything|all)\s+(?:that\s+)?we\s+do\b|\bfor\s+(?:all\s+)?(?:our\s+|the\s+)?(?:stakeholders|shareholders|company|business|organi[sz]ation|team)\b"
)
_HAN_QUALITY = later(
    r"^(?:起|了)?(?:一[支批款个套条家])?(?=[^，,]{0,14}(?:不|能|会|敢|想|爱|懂|值得|最|更|离|愿))[^，,]{3,14}的[^，,]{1,6}$"
)
_HAN_TOPIC = later(
    r"^[^，,]{0,6}(?:文化|团队|梯队|队伍|品牌|组织|人才|能力|作风|班组|班子|社区|生态|口碑|党)建设$"
)
_HAN_BECOMING = later(r"^成为(?:一[个家支])?更.{1,14}的(?:公司|企业|团队|组织|部门)$")
_BETTERING = later(
    r"^(?:be|become|do|get)\s+(?:an?\s+|the\s+)?(?:more\s+[a-z-]+(?=\s+(?:company|organi[sz]ation|team|business|department|enterprise)|$)|(?:more\s+|much\s+)?(?:better|best|good|great|efficient|effective|productive|successful|stronger|innovative|agile|professional|excellent))\b"
)
_WAY_OF_WORK = later(
    r"^(?:achieve|reach|deliver|drive|ensure|create|attain)\s+(?:(?:operational|business|commercial|service|technical|organi[sz]ational|sales)\s+)?(?:excellence|success|efficiency)\W*$|^(?:improve|better|change|optimi[sz]e)\s+(?:the\s+way\s+we\s+work|how\s+we\s+work|(?:our\s+)?ways\s+of\s+working)\W*$"
)
_HAN_SPECIFIC = later(
    r"为(?!主|目标|先|重)|让|使|从而|以便|帮助|针对|面向|向[^上]|在[^，]{2,}|第一|首选|不再|每一|从[^，]{1,8}到"
)
_HAN_COSTS = later(r"成本|费用|开支|浪费")
_HAN_DELIVERED = later(r"(?:项目|系统|平台|工程|方案|制度|流程)[^，]{0,4}(?:落地|上线|投产|交付|验收|实施)$")
_HAN_BREAKTHROUGH = later(
    r"实现(?:公司|企业|业务|业绩|部门|团队|整体|销售|经营|市场|跨越式|高质量|新的?|全面|持续)*(?:突破|增长|提升|发展|飞跃|卓越运营|运营卓越|卓越)$"
)
_HAN_SLOGAN = later(
    r"(?:做[大强优精专]|更上一?层楼|再上新?台阶|迈上新?台阶|再创(?:佳绩|辉煌|新高)|勇攀高峰|追求卓越|精益求精|开拓创新|锐意进取|提[质效速][增提]?[效质速]?|降本增效|提质增效|开源节流|"
    r"变得?更?(?:好|强|健康|优秀|专业|高效|出色)|(?:成为|做|当)更好的(?:自己|团队|公司|企业|部门)|提升(?:自我|自己)|超越(?:自我|自己)|突破自我|不断进步|共同成长|再接再厉|力争上游|争创一流|稳中求进|行稳致远|创新驱动|以人为本|客户至上|追求极致|砥砺前行|凝心聚力|团结协作|务实创新|高质量发展|跨越式发展|和|与|、|，|,|并|公司|企业|团队|部门|我们|我|业务|持续|不断|全面|着力|进一步|实现)+"
)
_HAN_FILL = later(
    r"(?:全面|整体|持续|不断|大力|进一步|切实|显著|有效|大幅|综合|总体|稳步|着力|努力|公司|企业|部门|团队|员工|我们|我|的|和|与|及|、|，|,|并|客户|产品|服务|内部|人员|组织|业务|各项|自身|个人|日常|基础|核心|品牌|工作|运营|生产|管理|技术|专业|市场|销售|研发|项目|"
    r"部门间|之间|跨部门|各部门|间|降本|增效|降低|减少|成本|费用|转型|收入|利润|突破|飞跃|稳健|可持续|水平|能力|质量|效率|建设|体系|体验|竞争力|影响力|满意度|素质|氛围|凝聚力|协作|沟通|协同|执行力|业绩|绩效|实力|形象|知名度|文化|意识|效益|技能|执行|士气|战斗力|合作|创新|活力|价值|机制|认知|归属感|积极性|安全|流程|力度|领导力|交流|培训|效能|生产力|整个|更好|"
    r"提升|提高|改善|加强|增强|优化|完善|强化|深化|改进|推进|推动|促进|夯实|提振|升级|加快|健全|规范|激发|增加|巩固|打造|实现|做好|做强|搞好|抓好|满意|响应|速度|交付|度|率|发展|增长|高效|运作|数字化|信息化|精细化|标准化|专业化)"
)


@rule(
    "O102",
    "warning",
    "objective",
    en=("Vague objective", "This could be anyone's objective in any cycle.", "Who benefits, and what will be true for them at the end?", "Name who it is for and the end state you want to see."),
    zh=("目标太空", "这句话放在任何公司、任何周期都成立。", "谁会受益？到期末，对他们来说什么变成了真的？", "写明为了谁、期末要看到怎样的状态。"),
)  # fmt: skip
def vague_objective(place: Place) -> Iterable[Hit]:
    """Improve something general, for nobody in particular: everybody nods, and everybody sees something else. A good
    objective lets one picture the day it is reached.

    Bad: O: We should strive to improve our physical fitness
    Bad: O: Enhance overall efficiency
    Good: O: Make our clinics the place where patients feel heard
    Good: O: Turn one-time buyers into regulars

    “提升整体水平、加强管理”，人人点头，人人想的都不一样。好的目标让人能想象达成那天的样子。

    不好：O：提升整体水平
    不好：O：加强团队建设
    好：O：让每一位来院的患者都被认真倾听
    好：O：让在线服务更加可靠
    """
    line = place.line
    if line.amounts or len(line.text) > 400:
        return NOTHING
    return _vague_han(line) if line.han else _vague_english(line)


_SLOGAN = later(
    r"^(?:take|bring|move|lift|get)\s+(?:[a-z' ]{2,30}\s)?to\s+(?:the|a|another|its)\s+(?:next|new|higher|another)\s+level\W*$"
    r"|^raise\s+(?:the|our)\s+bar\W*$|^step\s+up\s+our\s+game\W*$|^(?:up|raise)\s+our\s+game\W*$|^go\s+the\s+extra\s+mile\W*$"
    r"|^(?:be|become)\s+(?:the\s+)?best(?:\s+(?:we|i)\s+can(?:\s+be)?|\s+version\s+of\s+(?:ourselves|myself))?\W*$"
    r"|^(?:be|become)\s+(?:an?|the)\s+(?:(?:truly|really|most|more)\s+)?(?:world-class|leading|great|successful|excellent|modern|top|innovative|better|strong|best-in-class|first-class|professional|admired|respected|high-performing|performance-driven|learning|agile|digital)"
    r"(?:\s+(?:and\s+)?[a-z-]+)?\s+(?:company|organi[sz]ation|team|business|department|enterprise|firm|group)(?:\s+in\s+(?:the|our)\s+(?:industry|market|field|sector|world))?\W*$"
    r"|^(?:get|be|become|grow|work|do|go|feel|stay|eat|live|think|act|sell|perform)\s+(?:(?:much|even)\s+)?(?:[a-z]{3,}er|better|more\s+[a-z]+|fit|healthy)(?:\s+at\s+[a-z]+|\s+together|\s+(?:in|at)\s+(?:what|everything)\s+we\s+do)?\W*$"
    r"|^do\s+(?:a\s+)?better\s+[a-z]+\W*$"
    r"|^grow\s+(?:together\s+)?as\s+(?:an?\s+)?(?:team|company|person|leader|professional|organi[sz]ation)\W*$|^(?:succeed|win|thrive|grow|excel)(?:\s+in\s+(?:the|our|every)\s+(?:market|marketplace|business|industry|field))?\W*$"
)
_DRIVES = "drive drives driving leverage ensure unlock create deliver achieve maximise maximize foster promote realise realize generate pursue attain embrace harness accelerate sustain support enable"
_DRIVING = frozenset(_DRIVES.split())


def _vague_english(line: Line) -> Iterable[Hit]:
    low = _AMONG_OURSELVES.sub("", _STRIVE.sub("", line.low.strip(), count=1))
    tokens = line.tokens
    if not tokens:
        return NOTHING
    if (
        _BETTERING.match(low.removeprefix("we ").removeprefix("will ").removeprefix("to "))
        and len(tokens) <= 6
        and not _SPECIFIC.search(low)
    ):
        return whole(line)
    if _WAY_OF_WORK.search(low) or _SLOGAN.match(
        low.removeprefix("we ").removeprefix("will ").removeprefix("to ")
    ):
        return whole(line)
    improve = line.first(IMPROVE | RISE | WIN | FALL)
    head = line.head()
    if head is not None and head[0] in _DRIVING:
        improve = Cue(head[1], head[2], IMPROVE, head[0])
    if improve is None or not improve.flags & (IMPROVE | RISE | FALL):
        return NOTHING
    if low.find(improve.word) > 12 and not _STRIVE.search(line.low):
        return NOTHING
    rest = low[low.find(improve.word) + len(improve.word) :]
    among = _AMONG_OURSELVES.search(line.low)
    limit = among.start() if among else len(line.low)
    words = [word for word, start, _ in line.tokens if improve.end <= start < limit]
    if (
        not words
        or sum(word not in _FILLERS for word in words) > 5
        or _SPECIFIC.search(rest)
        or (line.flags & FINE and "reliability" not in words)
    ):
        return NOTHING
    nouns = [word for word in words if word not in _FILLERS]
    if nouns and all(word in _GENERAL or _betters(word) or _is_abstract(line, word) for word in nouns):
        return whole(line)
    return NOTHING


_FILLERS = frozenset(
    [
        "our",
        "the",
        "a",
        "an",
        "and",
        "of",
        "overall",
        "general",
        "company",
        "team's",
        "company's",
        "my",
        "your",
        "internal",
        "all",
        "&",
        "across",
        "in",
        "areas",
        "every",
    ]
)
_GENERAL = frozenset(
    [
        "customer",
        "customers",
        "employee",
        "employees",
        "staff",
        "product",
        "products",
        "user",
        "users",
        "physical",
        "team",
        "client",
        "clients",
        "people",
        "internal",
        "external",
        "operational",
        "organisational",
        "organizational",
        "business",
        "work",
        "working",
        "brand",
        "company",
        "corporate",
        "overall",
        "general",
        "financial",
        "market",
        "personal",
        "professional",
        "technical",
        "digital",
        "cross-functional",
        "core",
        "key",
        "management",
        "service",
        "delivery",
        "things",
        "everything",
        "results",
        "effectiveness",
        "decision-making",
        "decision",
        "making",
        "day-to-day",
        "significantly",
        "continuously",
        "further",
        "data",
        "happiness",
        "wellbeing",
        "well-being",
        "morale",
        "software",
        "code",
        "department",
        "departments",
        "position",
        "positions",
        "positioning",
        "value",
        "values",
        "shareholder",
        "shareholders",
        "stakeholder",
        "stakeholders",
        "strengths",
        "synergy",
        "synergies",
        "full",
        "true",
        "sustainable",
        "continuous",
        "long-term",
        "steady",
        "strong",
        "stronger",
        "greater",
        "better",
        "higher",
        "more",
        "units",
        "unit",
        "drive",
        "industry",
        "competitive",
        "advantage",
        "edge",
        "impact",
        "outcomes",
        "effort",
        "efforts",
        "activities",
        "initiatives",
        "resources",
        "human",
        "improvement",
        "digital",
        "excellence",
        "high",
        "maximum",
        "best",
        "practices",
    ]
)


def _betters(word: str) -> bool:
    return bool(WORDS.get(word, 0) & (IMPROVE | RISE))


def _is_abstract(line: Line, word: str) -> bool:
    return any(cue.word == word and cue.flags & ABSTRACT for cue in line.cues) or word in (
        "efficiency",
        "quality",
        "reliability",
    )


def _vague_han(line: Line) -> Iterable[Hit]:
    low = line.low.strip(" 。.！!")
    if _HAN_BECOMING.match(low) or (len(low) > 2 and _HAN_SLOGAN.fullmatch(low)):
        return whole(line)
    if _HAN_DELIVERED.search(low):
        return NOTHING
    improve = line.first(IMPROVE | FALL)
    if improve is not None and line.low.startswith("的", improve.end):
        return NOTHING  # 完善的体系
    if improve is not None and not improve.flags & IMPROVE and not _HAN_COSTS.search(low):
        return NOTHING  # 减少安全事故 says where to
    if improve is None and _HAN_BREAKTHROUGH.match(low):
        return whole(line)
    if improve is None or improve.start > 10 or not line.flags & ABSTRACT:
        return NOTHING
    if _HAN_SPECIFIC.search(low) or (line.flags & (BENEFIT | FINE) and not line.flags & LONG):
        return NOTHING
    left = _HAN_FILL.sub("", low)
    return whole(line) if len(left) <= 2 and len(low) <= 26 else NOTHING


_TASK_END = later(
    r"(?:建设|上线|落地|改造|搬迁|升级|部署|迁移|扩建|修订|编制|实施|交付|投产|开发|发布|安装|验收)$"
)
_BECOMING = later(
    r"\b(?:that|which|who|where|so|loved|love|best|favou?rite|culture|habit|reputation|trust|community|momentum|future|world-class|great|better|delight|experience|healthy|thriving|strong|reliable|outstanding|remarkable|amazing|impression|delightful|unforgettable|memorable|seamless|exceptional|excellent|sustainable|high-performing|magical|winning|bridge|bridges|confidence|happy|customers rave|rave|easier|easy|simple|without|enough|never|always|anymore|any more|no longer|nobody|everyone|every|next generation|next chapter|life|lives|[a-z]{3,}ier|(?:more|less)\s+[a-z]+|the\s+(?!test|request|invest|interest|forest|guest|latest|west|rest|quest|contest|digest|harvest|protest|manifest|nest|chest|east|priest|podcast)[a-z]{3,}est)\b"
)
_MAKING = later(
    r"(?:build|creat|develop|establish|mak|mad|deliver|design|giv|open|run|writ|produc|train|prepar|work|form|draw|teach|coach|explor|adapt|align|connect|"
    r"start|speak|mov|shar|play|mentor|present|promot|enabl|educat|inform|learn|practi|engag|use|using|exercis|support|help|provid|assist|set$|sets$|hold|host|test|replac|listen|talk|call|document|hir|recruit|finish|complet|organi[sz])"
)
_DELIVERABLE = later(
    r"\b(?:systems?|platforms?|apps?|applications?|websites?|sites?|portals?|pages?|tools?|toolkits?|dashboards?|databases?|warehouses?|data lake|reports?|plans?|polic(?:y|ies)|"
    r"process(?:es)?|procedures?|handbooks?|manuals?|guides?|guidelines?|frameworks?|programmes?|programs?|offices?|departments?|divisions?|units?|committees?|councils?|boards?|"
    r"labs?|laborator(?:y|ies)|stores?|shops?|factor(?:y|ies)|plants?|prototypes?|mvp|features?|versions?|modules?|apis?|integrations?|librar(?:y|ies)|documentation|docs|"
    r"curricul(?:um|a)|courses?|trainings?|workshops?|seminars?|webinars?|conferences?|events?|campaigns?|videos?|brochures?|catalogu?es?|templates?|playbooks?|roadmaps?|budgets?|"
    r"contracts?|buildings?|facilit(?:y|ies)|schemes?|archives?|calendars?|newsletters?|podcasts?|blogs?|magazines?|intranet|wiki|chatbots?|bots?|software|back[- ]?end|front[- ]?end|"
    r"environments?|repositor(?:y|ies)|registers?|regist(?:ry|ries)|strateg(?:y|ies)|models?|structures?|infrastructure|(?:data|deployment|ci|build|delivery) pipelines?|cent(?:re|er)s?|kits?|"
    r"charters?|surveys?|stud(?:y|ies)|analys[ie]s|audits?|checklists?|backlogs?|servers?|clusters?|extensions?|plugins?|upgrades?|migrations?|releases?|redesigns?|rollouts?|"
    r"functions?|mechanisms?|schedules?|matri(?:x|ces)|slides?|decks?|presentations?|proposals?|specifications?|hubs?|mergers?|acquisitions?|relocations?|renovations?|construction|transitions?|certifications?|implementations?|projects?|phases?|restructuring|reorgani[sz]ations?|listings?|interviews?|meetings?|retreats?|fairs?|shows?|reviews?|tests?|files?|archive|forms?|kitchens?|branch(?:es)?)\b"
)
_TALENT = later(r"^\s+(?:the\s+)?(?:top|best|great|right|outstanding)\s+(?:talents?|people|minds|team)\b")
_TAKEN_ON = later(
    r"\b(?:managers?|employees|staff|teams?|reps|engineers?|developers?|designers?|operators?|directors?|head|sales(?:people|person)?|analysts?|recruiters?|consultants?|cto|cfo|ceo|coo|leads?|specialists?|assistants?|accountants?|volunteers?|people|talent)\b"
)
_CLAUSE_OF = later(
    r"\b(?:what|how|like|before|while|than|the ones?|everything|anything|hearts?|anyone|somebody|someone)\b"
)
_TRAINEES = later(
    r"\s+(?:all|every|our|the|new)\s+(?:[a-z]+\s+)?(?:managers?|employees|staff|teams?|reps|engineers|operators|colleagues|supervisors)\b"
)


@rule(
    "O103",
    "warning",
    "objective",
    en=("Objective is a task", "“{found}” is over when it has been delivered, whether or not it helped anyone.", "What changes once it ships, and for whom?", "Write the change as the objective; keep the delivery as a task."),
    zh=("目标是一项任务", "“{found}”交付了就算完，不管有没有用。", "交付之后，谁的什么会改变？", "把这个改变写成目标，交付放进关键任务。"),
)  # fmt: skip
def objective_is_task(place: Place) -> Iterable[Hit]:
    """Roll out, build, complete: deliveries are means. The objective is the difference they should make, and it allows
    of a better way than the one first thought of.

    Bad: O: Roll out the new ERP system
    Bad: O: Publish a sustainability report
    Good: O: Create a customer portal that makes calling us unnecessary
    Good: O: Small farms get a fair price for their milk

    “上线、搭建、完成……建设”都是手段。目标写它们要带来的改变，这样也容得下更好的办法。

    不好：O：上线新的ERP系统
    不好：O：完成办公室搬迁
    好：O：为供应商优化在线订单管理系统
    好：O：推出让会计准点下班的产品
    """
    line = place.line
    if len(line.text) > 400 or any(
        amount.unit in CURRENCY_UNITS or amount.unit in ("%", "x", "pp") for amount in line.amounts
    ):
        return NOTHING
    if line.han:
        return _han_task(line)
    deed = deed_of(line)
    if deed is None or deed.flags & OPEN or _BECOMING.search(line.low[deed.end :]):
        return NOTHING
    rest = line.low[deed.end :]
    if _TALENT.search(rest) or _CLAUSE_OF.search(rest):
        return NOTHING
    if " into " in rest and not deed.word.startswith(
        ("migrat", "integrat", "translat", "mov", "import", "merg")
    ):
        return NOTHING
    taught = deed.word.startswith(("train", "teach", "coach", "educat", "inform", "onboard"))
    if (
        _MAKING.match(deed.word)
        and not _DELIVERABLE.search(rest)
        and not (taught and _TRAINEES.match(rest))
        and not (deed.word.startswith(("hir", "recruit")) and _TAKEN_ON.search(rest))
    ):
        return NOTHING  # build trust, run the smoothest trains: no thing to be handed over
    if rest.strip(" .!") in ("fast", "faster", "first", "forward", "quickly", "on", "up"):
        return NOTHING
    if re.search(
        r"\b(?:to|for)\s+(?:help|let|make|give|win|become|be|reduce|increase|grow|customers|patients|pupils|children)\b",
        rest,
    ):
        return NOTHING
    if line.low.find(" into ") > 0 and deed.word in ("turn", "make"):
        return NOTHING
    return (hit_at(line, deed),)


def _han_task(line: Line) -> Iterable[Hit]:
    low = line.low.strip(" 。.！!")
    if re.search(
        r"让|使(?!用)|从而|以便|不再|首选|最[受好佳强大]|[习型]型?(?:组织|团队|企业)|一流|领先|标杆|第一|爆款|赞不绝口|信任|喜爱|口碑|^为[^，]{2,}|证明|改变|成为|归属|放心|轻松",
        low,
    ):
        return NOTHING
    deed = deed_of(line)
    if deed is None or deed.flags & OPEN:
        return NOTHING
    if deed.flags & IMPROVE and not deed.flags & ACT:
        return NOTHING
    if deed.word == "建设" and low.endswith("建设") and re.match(r"加强|增强|强化|深化|提升|加快", low):
        return NOTHING
    if deed.word in (
        "支持",
        "进驻",
        "入驻",
        "落实",
        "分享",
        "配合",
        "协助",
        "探索",
        "学习",
        "沉淀",
        "打通",
    ) or (deed.word == "推广" and not line.flags & ARTEFACT):
        return NOTHING
    if re.match(
        r"(?:了)?[^，,]{0,12}(?:文化|信任|口碑|优势|梯队|竞争力|(?<!组)团队|队伍|习惯|生态|(?<!建)品牌|信心|关系|氛围|心智|影响力|护城河|壁垒|地位|形象|默契|纽带|引擎|能力|蜕变|转身|跨越|飞跃|突破|转变|逆袭|翻身仗?)(?:$|[，,])",
        low[deed.end - line.low.find(low) if line.low.find(low) > 0 else deed.end :],
    ) and not (_TASK_END.search(low) or (deed.word in ("组建", "成立", "招聘", "招募") and "团队" in low)):
        return NOTHING
    if _HAN_QUALITY.search(low[deed.end - line.low.find(low) if line.low.find(low) > 0 else deed.end :]):
        return NOTHING  # 组建一支打不垮的铁军
    if _HAN_TOPIC.search(low) and low.endswith(deed.word):
        return NOTHING  # 文化建设 is a topic (O105)
    return (hit_at(line, deed),)


_ROUTINE = later(
    r"\bbusiness as usual\b|\bday-to-day (?:business|operations|work)\b|按部就班|日常(?:各项)?工作|例行工作|(?:确保|保障)[^，,]{1,10}(?:正常|平稳|稳定)(?:运行|运转|开展)?$"
)


@rule(
    "O104",
    "warning",
    "objective",
    en=("Business as usual", "“{found}” describes what goes on anyway.", "What should be different at the end from today?", "Keep watch over it with a KPI, and give the objective to a change."),
    zh=("日常工作", "“{found}”说的是本来就在做的事。", "到期末，和今天相比什么应该不同？", "用KPI看着它，目标留给要改变的。"),
)  # fmt: skip
def as_usual(place: Place) -> Iterable[Hit]:
    """Keep, continue, maintain: needed, and already done. Objectives are for what would not happen by itself.

    Bad: O: Keep the servers running
    Good: O: Make outages a story of the past

    “保持、维持、继续”是需要的，但本来就在做。目标留给不努力就不会发生的事。

    不好：O：保持系统稳定运行
    好：O：让宕机成为历史
    """
    line = place.line
    routine = _ROUTINE.search(line.low)
    if routine:
        return (Hit(*routine.span(), None, line.text[slice(*routine.span())]),)
    cue = line.first(KEEP)
    if cue is None:
        return NOTHING
    if line.han:
        return (hit_at(line, cue),) if cue.start <= 8 and cue.word not in ("守住", "稳住") else NOTHING
    head = line.head()
    return (
        (hit_at(line, cue),)
        if head is not None and cue.start == head[1] and "promise" not in line.low
        else NOTHING
    )


_VERBISH = later(
    r"\b(?:is|are|be|become|becomes|make|makes|made|turn|turns|win|wins|prove|proves|bring|brings|let|lets|get|gets|go|goes|feel|feels|see|sees|know|knows|lead|leads|create|creates|give|gives|"
    r"drive|drives|scale|expand|deliver|delivers|transform|accelerate|simplify|reinvent|rethink|rebuild|fix|conquer|beat|enter|crack|nail|hire|ship|move|run|play|stay|look|think|work|works|teach|learn|support|empower|engage|enable|connect|protect|save|open|close|cut|stop|start|try|keep|change|celebrate|raise|"
    r"find|finds|help|helps|build|builds|own|owns|stand|stands|leave|leaves|wait|waits|choose|chooses|trust|trusts|love|loves|want|wants|come|comes|put|puts|take|takes|treat|treats|serve|serves|reach|reaches|"
    r"delight|delights|earn|earns|solve|solves|free|frees|restore|restores|master|masters|dominate|inspire|inspires|unlock|unlocks|[a-z]{3,}(?:ise|ize|ify|ate|en)s?)\b"
)
_HAN_VERBISH = later(
    r"让|使|成|为|把|将|有|是|能|会|要|做|赢|解决|证明|打|走|开|建|提|降|增|减|改|优|推|促|加|深|强|完|达|实|创|领|拿|抓|进|出|上|下|落|找|给|帮|保|守|稳|突破|破|攻|拓|引|用|学|变|立|树|形|获|取|回|放|看|听|办|招|培|管|控|聚|夯|激|释|重|搭|启|筑|扎|构|满|超|搞|跑|追|赶|冲|争|构|发|不再|平安|毕业|见"
)


@rule(
    "O105",
    "warning",
    "objective",
    en=("Topic without action", "This names a subject, not where it should go.", "What should happen with it?", "Start with a verb."),
    zh=("只有主题，没有动作", "这里只写了一个主题，没写要往哪里去。", "希望它变成什么样？", "用动词开头。"),
)  # fmt: skip
def topic_only(place: Place) -> Iterable[Hit]:
    """“Community” is a heading. An objective is a sentence: it has a verb, and somebody who wants it.

    Bad: O: Community
    Bad: O: Customer satisfaction
    Good: O: Bring our alumni back as mentors

    “文化建设”是标题。目标是一句话：有动词，有人想要它。

    不好：O：文化建设
    不好：O：客户满意度
    好：O：把校友请回来当导师
    """
    line = place.line
    text = line.text.strip()
    if not text or len(text) > 40 or line.amounts:
        return NOTHING
    if line.han:
        low = line.low.strip(" 。.！!")
        if len(low) > 8 or re.search(r"[，,]", low):
            return NOTHING
        nominal = re.fullmatch(
            r".{1,6}(?:建设|管理|文化|满意度|品牌|质量|体系|运营|增长|发展|安全|培训|战略|转型|效率|体验|创新|市场|团队|营销|服务|协同|合作|沟通|人才|成本|收入|利润|业绩|流程|研发|供应链|客户成功|数字化|推广|宣传|工作)",
            low,
        )
        first = line.cues[0] if line.cues else None
        starts_with_verb = (
            first is not None
            and first.start <= 2
            and first.flags & (RISE | FALL | IMPROVE | ACT | WIN | KEEP | REACH | BENEFIT)
            and first.word
            not in ("为", "到", "至", "培训", "发展", "研发", "团队", "管理", "宣传", "设计", "采购", "建设")
        )
        if nominal and not starts_with_verb and not _HAN_VERBISH.match(low):
            return whole(line)
        return whole(line) if len(low) <= 4 and not _HAN_VERBISH.search(low) else NOTHING
    words = [word for word, _, _ in line.tokens]
    if not words or len(words) > 3 or _VERBISH.search(line.low):
        return NOTHING
    if any(
        cue.flags & (RISE | FALL | IMPROVE | ACT | KEEP)
        or (cue.flags & (REACH | WIN) and cue.word not in ("new", "referrals", "donors", "sales"))
        for cue in line.cues
    ):
        return NOTHING
    head = words[0]
    if head.endswith("ing") or head in (
        "be",
        "no",
        "zero",
        "more",
        "less",
        "fewer",
        "from",
        "to",
        "delight",
        "stop",
        "own",
        "rethink",
        "conquer",
        "beat",
        "simplify",
        "fix",
    ):
        return NOTHING
    return whole(line)


_HAN_AND = later(r"并且|并|同时|以及|；|;")


@rule(
    "O106",
    "info",
    "objective",
    en=("Long or compound", "More than one thought: few will remember it.", "If only one half came true, which would you want?", "Split it, or say it in one breath."),
    zh=("太长或写了两件事", "不止一个意思，记得住的人不多。", "只能实现一半的话，要哪一半？", "拆成两条，或一口气说完。"),
)  # fmt: skip
def long_or_compound(place: Place) -> Iterable[Hit]:
    """Over twenty words (forty characters in Chinese), or two aims joined. An objective should fit into one breath.

    Bad: O: Win the hobby bakers and rebuild our warehouse logistics
    Good: O: Become the first choice of hobby bakers

    超过四十个汉字（英文二十个词），或用“并、同时”连起两件事。目标要一口气说得完。

    不好：O：赢得家庭烘焙爱好者，同时重建仓储物流
    好：O：成为家庭烘焙爱好者的首选品牌
    """
    line = place.line
    if line.han:
        count = sum(1 for letter in line.text if "㐀" <= letter <= "鿿") + len(line.tokens)
        if count > 40:
            return whole(line)
        joint = _HAN_AND.search(line.low)
        if joint and joint.start() > 2 and len(line.low) - joint.end() > 3:
            return (Hit(joint.start(), joint.end()),)
        return NOTHING
    if len(line.tokens) > 20:
        return whole(line)
    head = line.head()
    if head is None or not (
        WORDS.get(head[0], 0) & (RISE | FALL | IMPROVE | ACT | WIN | KEEP | REACH) or head[0] in HEAD_ONLY
    ):
        return NOTHING  # one subject and what it does: customers choose us and bring others
    for index, (word, start, end) in enumerate(line.tokens):
        if word != "and" or index < 3 or index + 2 >= len(line.tokens):
            continue
        after = next((cue for cue in line.cues if cue.start == line.tokens[index + 1][1]), None)
        if (after is not None and after.flags & (RISE | FALL | IMPROVE | ACT | WIN)) or line.tokens[
            index + 1
        ][0] in ("become", "rebuild", "make", "get", "turn", "bring", "open"):
            return (
                Hit(
                    start,
                    end,
                    edit=Edit(
                        "split",
                        (0, len(line.text)),
                        (
                            line.text[:start].rstrip(" ,"),
                            line.text[end:].strip()[:1].upper() + line.text[end:].strip()[1:],
                        ),
                    ),
                ),
            )
    return NOTHING


@rule(
    "O107",
    "info",
    "objective",
    en=("Not inspiring", "“{found}” is what others ask for; nobody gets up early for it.", "Why does it matter, and to whom?", "Say what it makes possible."),
    zh=("不够鼓舞人", "“{found}”是别人的要求，没有人会为它早起。", "它为什么重要？对谁重要？", "写出它能带来什么。"),
    needs=DULL,
)  # fmt: skip
def not_inspiring(place: Place) -> Iterable[Hit]:
    """Meeting a policy is a duty. Behind most duties stands something people do care about; that is the objective.

    Bad: O: Meet policy requirements
    Good: O: Patients trust us with their data

    “符合规定”是义务。多数义务背后都有人真正在乎的东西，那才是目标。

    不好：O：符合监管规定
    好：O：让患者放心把数据交给我们
    """
    line = place.line
    if line.flags & FINE:
        return NOTHING
    cue = line.first(DULL)
    return (hit_at(line, cue),) if cue else NOTHING


@rule(
    "O108",
    "warning",
    "objective",
    en=("Not aligned", "It supports no other goal and no strategy.", "Whose goal comes nearer when you reach this?", "Link it, or say why it stands alone."),
    zh=("没有对齐", "它没有支撑任何目标或战略。", "你达成之后，谁的目标会更近一步？", "建立对齐，或说明为什么独立。"),
)  # fmt: skip
def not_aligned(place: Place) -> Iterable[Hit]:
    """Goals that support nothing compete with those that do. Only a parent given as empty is missing; the company's own
    objectives point at a strategy.

    Bad: O: New drivers feel at home | Parent:
    Good: O: New drivers feel at home | Parent: Be the fleet drivers stay with

    不支撑任何目标的目标，会和别的目标抢资源。只有上级目标写了却为空时才提醒；公司级目标指向战略。

    不好：O：新司机有归属感 | 上级目标：
    好：O：新司机有归属感 | 上级目标：成为司机愿意留下来的车队
    """
    objective = place.objective
    return (
        whole(place.line)
        if objective is not None and objective.parent is not None and not objective.parent.strip()
        else NOTHING
    )


@rule(
    "O109",
    "info",
    "objective",
    en=("No why", "The background and value are empty.", "Who notices when it is done?", "Add a sentence: what calls for it, what it is worth."),
    zh=("没写为什么", "背景与价值是空的。", "做到之后，谁会注意到？", "补一句：什么现实要求它，它值什么。"),
)  # fmt: skip
def no_why(place: Place) -> Iterable[Hit]:
    """The reality that calls for it and what it is worth: two lines that decide whether others will help. Only a
    background given as empty is missing.

    Bad: O: Move into shopping malls | Why:
    Good: O: Move into shopping malls | Why: Our customers buy there now

    现实是什么、价值在哪里：两句话决定别人愿不愿意帮忙。只有背景与价值写了却为空时才提示。

    不好：O：进驻购物中心，改变获客渠道 | 背景：
    好：O：进驻购物中心，改变获客渠道 | 背景：原来的获客渠道正被购物中心改变
    """
    objective = place.objective
    return (
        whole(place.line)
        if objective is not None and objective.why is not None and not objective.why.strip()
        else NOTHING
    )
