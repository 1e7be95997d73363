"""O102: could be anyone's."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections.abc import Iterable

from okr_coach.rules.rule import NOTHING, Hit, Place, rule, whole
from okr_coach.text.cues import Cue, Line
from okr_coach.text.flags import ABSTRACT, BENEFIT, FALL, FINE, IMPROVE, LONG, PROOF, RISE, WIN
from okr_coach.text.later import later
from okr_coach.text.lexicon.forms import WORDS

_STRIVE = later(
    r"\b(?:we\s+should\s+|we\s+will\s+|to\s+)?(?:strive|try|aim|seek|continue|work)\s+(?:hard\s+)?to\s+"
)
_SPECIFIC = later(
    r"\b(?:for|so|that|who|where|when|by|with|until|from|into|without|instead|than|among|between|because|in (?:the )?(?!general|overall|all)[a-z]+|on|at)\b"
)
_AMONG_OURSELVES = later(
    r"\b(?:between|among|across|within)\s+(?:the\s+|our\s+|all\s+)?(?:departments|teams|functions|(?:business\s+)?units|divisions|colleagues|us|team|company|organi[sz]ation)\b|\bin\s+(?:everything|all)\s+(?:that\s+)?we\s+do\b|\bfor\s+(?:all\s+)?(?:our\s+|the\s+)?(?:stakeholders|shareholders|company|business|organi[sz]ation|team)\b"
)
_HAN_BECOMING = later(
    r"^成为(?:一[个家支])?更.{1,14}的(?:公司|企业|团队|组织|部门)$|^(?:打造|成为|建设|争做|争创|锻造)(?:世界|国内|国际|行业|全国|同行业)?(?:一流|领先|优秀|卓越|知名|标杆)的?(?:企业|公司|集团|组织|团队|部门|队伍)$|^[让使](?:我们的?)?(?:产品|服务|公司|团队|企业|体验|工作|管理|组织)(?:变得|做得)?(?:更加?|越来越)(?:好|优秀|出色|强大?|完善|专业|优质)$"
    r"|^(?:[让使把]|在)(?:我们|公司|团队|企业|部门|组织|产品|服务|整体|内部|各项|各个?方面|所有方面|方方面面|都|的|管理|运营|工作|协作|沟通|流程|体验|文化|业务|经营)+(?:变得|做得|做到|再|能)?(?:更加?|越来越|上一?个?新?)(?:好|优秀|出色|强大?|完善|专业|优质|高效|规范|顺畅|上一?个?层楼|上一?个?新?台阶|台阶)$"
    r"|^把(?:本职|各项|主营|核心)?(?:工作|业务|管理|服务|产品|团队|公司|企业|品质|质量|品牌)做(?:[细实好优强精大]做?)+$|^(?:成为|做)一[家个支](?:受人?尊[敬重]|有(?:影响力|竞争力|活力|担当|温度|责任感)|伟大|卓越|优秀)的(?:企业|公司|团队|组织|部门)$"
    r"|^(?:给|为|向)(?:广大)?(?:客户|用户|员工|大家|社会|合作伙伴|顾客)(?:提供|带来|创造)(?:更加?|最)?(?:好|优质|优秀|专业|卓越|完善|满意|高效|多|大)的?(?:服务|体验|产品|价值|支持|保障)$"
)
_BETTERING = later(
    r"^(?:be|become|do|get)\s+(?:an?\s+|the\s+)?(?:more\s+[a-z-]+(?=\s+(?:company|organi[sz]ation|team|business|department|enterprise)|$)|(?:more\s+|much\s+)?(?:better|best|good|great|efficient|effective|productive|successful|stronger|innovative|agile|professional|excellent))\b"
)
_WAY_OF_WORK = later(
    r"^(?:achieve|reach|deliver|drive|ensure|create|attain)\s+(?:(?:operational|business|commercial|service|technical|organi[sz]ational|sales)\s+)?(?:excellence|success|efficiency)\W*$|^(?:improve|better|change|optimi[sz]e)\s+(?:the\s+way\s+we\s+work|how\s+we\s+work|(?:our\s+)?ways\s+of\s+working)\W*$"
)
_HAN_SPECIFIC = later(
    r"为(?!主|目标|先|重)|让|使|从而|以便|帮助|针对|面向|向[^上]|在[^，]{2,}|第一|首选|不再|每一|从[^，]{1,8}到"
)
_HAN_BUILT = later(
    r"(?:系统|平台|工程|厂房|园区|校区|项目|基地|中心|基础设施|道路|管网|网站|一期|二期|三期|新城|医院|学校|实验室|产线|站点|门店)(?:改造|升级)?建设$|(?:评审|验收|整改|申报|普查|换届|迎检|复评|搬迁|征收|改造|招标|审计)工作$"
)
_HAN_GENERALLY = later(r"打造|建设|实现|追求|确保|保证|保障|做好")
_HAN_COSTS = later(r"成本|费用|开支|浪费")
_HAN_DELIVERED = later(r"(?:项目|系统|平台|工程|方案|制度|流程)[^，]{0,4}(?:落地|上线|投产|交付|验收|实施)$")
_HAN_BREAKTHROUGH = later(
    r"实现(?:公司|企业|业务|业绩|部门|团队|整体|销售|经营|市场|跨越式|高质量|新的?|全面|持续)*(?:突破|增长|提升|发展|飞跃|卓越运营|运营卓越|卓越)$"
)
_HAN_GENERAL = later(
    r"(?:全面|全力|持续|不断|大力|进一步|切实|着力|努力|扎实|深入|有效|稳步|抓紧)*(?:提升|提高|改善|加强|增强|优化|完善|强化|深化|改进|推进|推动|促进|夯实|健全|规范|巩固|抓好|做好|抓实|做实)"
    r"(?!.*(?:的|让|使|孩子|学生|老人|患者|病人|骑手|司机|商家|医生|农户|店长|新人|家长|护士|居民|车主))[㐀-鿿]{2,5}(?:能力|水平|质量|效能|效率|作风|管理|管控|把控|治理|监管|建设|体系|机制|素养|素质|本领|意识|实力|工作|力度|基础|作用)"
)  # 提升基层治理水平
_HAN_SLOGAN = later(
    r"(?:做[大强优精专]|主营业务|核心业务|主业|产业|规模|市场|实力|更上一?层楼|再上新?台阶|迈上新?台阶|再创(?:佳绩|辉煌|新高)|勇攀高峰|追求卓越|精益求精|开拓创新|锐意进取|提[质效速][增提]?[效质速]?|降本增效|提质增效|开源节流|"
    r"变得?更?(?:好|强|健康|优秀|专业|高效|出色)|(?:成为|做|当)更好的(?:自己|团队|公司|企业|部门)|提升(?:自我|自己)|超越(?:自我|自己)|突破自我|不断进步|共同成长|再接再厉|力争上游|争创一流|稳中求进|行稳致远|创新驱动|以人为本|客户至上|追求极致|砥砺前行|凝心聚力|团结协作|务实创新|高质量发展|跨越式发展|和|与|、|，|,|并|公司|企业|团队|部门|我们|我|业务|持续|不断|全面|着力|进一步|实现)+"
)
_HAN_FILL = later(
    r"(?:深化改革|改革|高质量|稳定|平稳|自己|要|能够|希望|应该|力争|用户|口碑|资源|配置|各项|制度|优秀|卓越|高绩效|本职|打造|建设|追求|确保|保证|保障|做好|好|全面|整体|持续|不断|大力|进一步|切实|显著|有效|大幅|综合|总体|稳步|着力|努力|公司|企业|部门|团队|员工|我们|我|的|和|与|及|、|，|,|并|客户|产品|服务|内部|人员|组织|业务|各项|自身|个人|日常|基础|核心|品牌|工作|运营|生产|管理|技术|专业|市场|销售|研发|项目|"
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
    r"|^(?:operational|business|commercial|service|technical|organi[sz]ational|sales|engineering|delivery|process|financial|functional)\s+excellence\W*$"
    r"|^(?:be|become)\s+(?:the\s+)?(?:very\s+)?best\s+(?:at|in)\s+(?:what|everything|all)\s+we\s+do\W*$"
    r"|^raise\s+(?:the|our)\s+bar\W*$|^step\s+up\s+our\s+game\W*$|^(?:up|raise)\s+our\s+game\W*$|^go\s+the\s+extra\s+mile\W*$"
    r"|^(?:be|become)\s+(?:the\s+)?best(?:\s+(?:we|i)\s+can(?:\s+be)?|\s+version\s+of\s+(?:ourselves|myself))?\W*$"
    r"|^(?:be|become)\s+(?:an?|the)\s+(?:(?:truly|really|most|more)\s+)?(?:world-class|leading|great|successful|excellent|modern|top|innovative|better|strong|best-in-class|first-class|professional|admired|respected|high-performing|performance-driven|learning|agile|digital)"
    r"(?:,?\s+(?:and\s+)?[a-z-]+)?\s+(?:company|organi[sz]ation|team|business|department|enterprise|firm|group|administration|agency|authority|institution|employer|function)(?:\s+in\s+(?:the|our)\s+(?:industry|market|field|sector|world))?\W*$"
    r"|^(?:get|be|become|grow|work|do|go|feel|stay|eat|live|think|act|sell|perform|move|run|execute|deliver|operate)\s+(?:(?:much|even)\s+)?(?:[a-z]{3,}er|better|more\s+[a-z]+|fit|healthy)(?:\s+at\s+[a-z]+|\s+together|\s+(?:in|at)\s+(?:what|everything)\s+we\s+do)?\W*$"
    r"|^(?:be|become)\s+(?:an?|the)\s+(?:industry|market|global|world|sector)\s+leader\W*$"
    r"|^(?:strive|aim|work|reach|stand)\s+for\s+(?:the\s+)?(?:continuous\s+improvement|excellence|perfection|best|success|growth|quality)\W*$"
    r"|^(?:promote|pursue|achieve|drive|foster|deliver|ensure|strive\s+for)\s+(?:excellence|quality|innovation|success)\s+(?:in|across)\s+(?:all\s+|our\s+|the\s+)?(?:everything\s+we\s+do|teaching\s+and\s+learning|(?:service\s+)?delivery|operations|execution|management|leadership|research|education|health\s?care|practice|performance|the\s+workplace)\W*$"
    r"|^(?:push|drive|move|take|carry)\s+(?:(?:our|the)\s+)?(?:(?:digital|cultural|business|organi[sz]ational)\s+)?(?:transformation|innovation|digitali[sz]ation|change|agenda)\s+(?:forward|ahead|further)\W*$"
    r"|^(?:scale|grow|expand|operate|perform|work)\s+(?:sustainably|responsibly|efficiently|effectively|successfully|profitably|smartly)\W*$"
    r"|^make\s+(?:an?\s+)?(?:(?:real|big|positive|lasting|bigger|true|meaningful)\s+)?(?:difference|impact)\W*$"
    r"|^(?:excel|shine|succeed)\s+(?:at|in)\s+(?:execution|delivery|operations|everything|what\s+we\s+do|everything\s+we\s+do|all\s+we\s+do|service|performance|quality)\W*$"
    r"|^do\s+(?:a\s+)?better\s+[a-z]+\W*$"
    r"|^grow\s+(?:together\s+)?as\s+(?:an?\s+)?(?:team|company|person|leader|professional|organi[sz]ation|department|business|unit|division|function|group|firm)\W*$|^(?:succeed|win|thrive|grow|excel)(?:\s+in\s+(?:the|our|every)\s+(?:market|marketplace|business|industry|field))?\W*$"
)
_DRIVES = "drive drives driving leverage ensure unlock create deliver achieve maximise maximize foster promote realise realize generate pursue attain embrace harness accelerate sustain support enable provide develop offer"
_DRIVING = frozenset(_DRIVES.split())
_BETTERMENT = later(
    r"\s*(?:(?:continuous|continual|ongoing|further|constant|sustained|overall|general)\s+)?(?:improvement|enhancement|optimi[sz]ation|strengthening|betterment|advancement)\s+(?:of|in)\s"
)
_PRAISES = "world-class best-in-class first-class excellent outstanding superior exceptional great better strong stronger high-quality effective efficient improved"
_PRAISE = frozenset(_PRAISES.split())


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
    head = line.head()
    if head is not None and head[0] in _PRAISE and len(tokens) <= 5:
        praised = [word for word, start, _ in tokens if start > head[1] and word not in _FILLERS]
        if praised and all(word in _GENERAL or _is_abstract(line, word) for word in praised):
            return whole(line)  # world-class customer service
    if (bettering := _BETTERMENT.match(low)) and not _SPECIFIC.search(low, bettering.end()):
        nouns = [word for word, start, _ in tokens if start >= bettering.end() and word not in _FILLERS]
        if nouns and all(word in _GENERAL or _is_abstract(line, word) for word in nouns):
            return whole(line)  # continuous improvement of our processes
    improve = line.first(IMPROVE | RISE | WIN | FALL)
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
    if improve.flags & IMPROVE and not improve.flags & FALL and nouns[-1:] and nouns[-1] in _EMPTY:
        fields = [word for word in nouns[:-1] if not (word in _GENERAL or _is_abstract(line, word))]
        if len(fields) <= 1 and not line.flags & BENEFIT:
            return whole(line)  # our fleet business: any field stands before such a word
    return NOTHING


_EMPTIES = "presence business capability capabilities"
_EMPTY = frozenset(_EMPTIES.split())
_FILLERS_WORDS = "our to the a an and of overall general company team's company's my your internal all & across in areas every"
_FILLERS = frozenset(_FILLERS_WORDS.split())
_GENERAL_WORDS = (
    "customer customers employee employees staff product products user users physical team client clients people internal external operational "
    "organisational organizational business work working brand company corporate overall general financial market personal professional technical "
    "digital cross-functional core key management service delivery things everything results effectiveness decision-making decision making day- "
    "to-day significantly continuously further data happiness wellbeing well-being morale software code department departments position positions "
    "positioning value values shareholder shareholders stakeholder stakeholders strengths synergy synergies full true sustainable continuous "
    "long-term steady strong stronger greater better higher more units unit drive industry competitive advantage edge impact outcomes effort "
    "efforts activities initiatives resources human improvement digital excellence high maximum best practices"
    " accountability ownership responsibility diversity inclusion integrity curiosity respect openness learning loyalty hiring cross-team spirit structure structures balance work-life talent good visibility sustainability institutional administrative departmental managerial functional positive environment workplace inclusive collaborative supportive climate atmosphere engaged motivated motivating discipline rigour rigor cohesion maturity retention"
)
_GENERAL = frozenset(_GENERAL_WORDS.split())


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
    if _HAN_GENERAL.fullmatch(low) and not line.flags & (FINE | PROOF) and not _HAN_BUILT.search(low):
        return whole(line)
    improve = line.first(IMPROVE | FALL)
    if improve is not None and line.low.startswith("的", improve.end):
        return NOTHING  # 完善的体系
    if improve is not None and not improve.flags & IMPROVE and not _HAN_COSTS.search(low):
        return NOTHING  # 减少安全事故 says where to
    if improve is None and _HAN_BREAKTHROUGH.match(low):
        return whole(line)
    if improve is None and _HAN_GENERALLY.match(low) and not line.flags & FINE:
        return whole(line) if not _HAN_FILL.sub("", low) else NOTHING
    if (
        improve is None
        or improve.start - (len(line.low) - len(line.low.lstrip())) > 10
        or not line.flags & ABSTRACT
    ):
        return NOTHING
    if _HAN_SPECIFIC.search(low) or (line.flags & (BENEFIT | FINE) and not line.flags & LONG):
        return NOTHING
    left = _HAN_FILL.sub("", low)
    return whole(line) if len(left) <= 2 and len(low) <= 26 else NOTHING
