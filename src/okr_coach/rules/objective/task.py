"""O103: over when it has been delivered."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from collections.abc import Iterable

from okr_coach.rules.rule import NOTHING, Hit, Place, hit_at, rule
from okr_coach.text.cues import Line
from okr_coach.text.deeds import deed_of
from okr_coach.text.flags import ACT, ARTEFACT, IMPROVE, OPEN
from okr_coach.text.later import later
from okr_coach.text.units import CURRENCY_UNITS

_HAN_STRICTLY = (
    "上线 完成 举办 召开 制定 编制 编写 修订 部署 实施 落地 引入 导入 推行 迁移 切换 搬迁 投产 启动 招标 采购 升级 改版 重构 开展 成立 组建 筹备 发布 "
    "推出 改造 安装 验收 试点 招聘 装修 扩建 新建 翻修 出台 印发 申报 申请 下线 接入 对接 统一 撰写 起草"
)
_HAN_STRICT = frozenset(_HAN_STRICTLY.split())
_HAN_DELIVERABLE = later(
    r"系统|平台|版本|应用|软件|app|小程序|官网|网站|门户|中台|数据库|看板|流程|制度|体系|机制|手册|方案|报告|规范|标准|规划|预算|计划|培训|大会|会议|活动|比赛|大赛|竞赛|展会|发布会|年会|典礼|厂房|工厂|车间|产线|仓库|"
    r"门店|新店|实验室|中心|基地|项目|工程|架构|模型|工具|模块|功能|接口|课程|教材|视频|宣传片|岗位|部门|委员会|小组|新产品|新品|产品|电池|设备|认证|审计|验收|搬迁|装修|改造|迁移|升级|上线|[一二三]期|薪酬|绩效|"
    r"员工|干部|管理者|人员|队伍|仓|库|办法|细则|档案|台账|渠道|网点|园区|馆|生产线|包装线|流水线|装配线|自动线|大学|学院|庆典|晚会|仪式|展厅|食堂|驿站|停车场|充电桩|机器人|算法|芯片|样机|原型|[a-z]{2,}"
)
_HAN_OWN_WILL = later(
    r"自己|自主|互相|相互|愿意|主动|一起|真正|优先|像.*一样|省心|对的人|超出|解放|还给|榜样"
)
_HAN_WHO = later(r"(?:交付|采购|招聘|运维|开发|测试|安装|施工)(?:中心|团队|部门?|人员|同事|经理)的?[^，,]")
_HAN_QUALITY = later(
    r"^(?:起|了)?(?:一[支批款个套条家])?(?=[^，,]{0,14}(?:不|能|会|敢|想|爱|懂|值得|最|更|离|愿))[^，,]{3,14}的[^，,]{1,6}$"
)
_HAN_TOPIC = later(
    r"^[^，,]{0,6}(?:文化|团队|梯队|队伍|品牌|组织|人才|能力|作风|班组|班子|社区|生态|口碑|党|形象|管理|服务|体验|数字化)(?:建设|升级|推广|传播|转型|改造)$"
)


_HAN_MOVED = later(
    r"[把将][^，,]{2,14}(?:搬到|搬进|搬入|搬至|迁到|迁至|迁入|切换到|切换至|并入)[^，,更离最]{1,10}$"
)  # 把办公室搬到新园区
_HAN_WORK = later(
    r"(?:建设|上线|落地|改造|搬迁|升级|部署|迁移|扩建|修订|编制|实施|交付|投产|开发|发布|安装|验收|复评|评审|迎检|迎评|申报|审计|认证|整改|招标|换届|采购|试点|普查)(?:工作|事宜|进度)?$"
)
_TASK_END = later(
    r"(?:建设|上线|落地|改造|搬迁|升级|部署|迁移|扩建|修订|编制|实施|交付|投产|开发|发布|安装|验收)$"
)
_BECOMING = later(
    r"\b(?:that|which|who|where|so|loved|love|best|favou?rite|culture|habit|reputation|trust|community|momentum|future|world-class|great|better|delight|experience|healthy|thriving|strong|reliable|outstanding|remarkable|amazing|impression|delightful|unforgettable|memorable|seamless|exceptional|excellent|sustainable|high-performing|magical|winning|bridge|bridges|confidence|happy|customers rave|rave|easier|easy|simple|without|enough|never|always|anymore|any more|no longer|nobody|everyone|every|next generation|next chapter|life|lives|[a-z]{3,}ier|(?:more|less)\s+[a-z]+|(?:people|customers|users|shoppers|players|patients|teachers|parents|kids|children|developers|fans|teams|buyers|clients|guests|members|readers|teenagers)\s+(?:love|queue|want|need|trust|rave|fight|talk|pay|come|return|recommend|understand|use|enjoy|choose|ask|miss|crave|brag|swear|look|rely|can|will|would|actually|really)|the\s+(?!test|request|invest|interest|forest|guest|latest|west|rest|quest|contest|digest|harvest|protest|manifest|nest|chest|east|priest|podcast)[a-z]{3,}est)\b"
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
    r"functions?|mechanisms?|schedules?|matri(?:x|ces)|slides?|decks?|presentations?|proposals?|specifications?|hubs?|mergers?|acquisitions?|relocations?|renovations?|construction|transitions?|certifications?|implementations?|projects?|phases?|restructuring|reorgani[sz]ations?|listings?|filings?|submissions?|dossiers?|handovers?|inventor(?:y|ies)|descriptions?|specs?|rfps?|poc|erp|crm|hris|wms|lms|cms|readiness|galas?|ball|festivals?|fundraisers?|part(?:y|ies)|expos?|roadshows?|interviews?|meetings?|retreats?|fairs?|shows?|reviews?|tests?|files?|archive|forms?|kitchens?|branch(?:es)?)\b"
)
_MAKES_ONE = later(r"\s+(?:an?|[0-9]+)\s")
_MOVED_ON = later(r"\b(?:from|closer|forward|faster|beyond|market)\b")
_TALENT = later(r"^\s+(?:the\s+)?(?:top|best|great|right|outstanding)\s+(?:talents?|people|minds|team)\b")
_TAKEN_ON = later(
    r"\b(?:managers?|employees|staff|teams?|reps|engineers?|developers?|designers?|operators?|directors?|head|sales(?:people|person)?|analysts?|recruiters?|consultants?|cto|cfo|ceo|coo|leads?|specialists?|assistants?|accountants?|volunteers?|people|talent|crews?)\b"
)
_CLAUSE_OF = later(
    r"\b(?:what|how|like|before|while|than|the ones?|everything|anything|hearts?|anyone|somebody|someone)\b"
)
_OFF_IT = later(r"(?:migrat|mov|transfer)[a-z]*\s+(?:everything|anything)\s+(?:off|out of|onto|from)\b")
_CERTIFIED = later(
    r"(?:obtain|get|achieve|gain|earn|secure|receive|renew|attain|complete)\s+(?:(?!to\b|for\b|from\b)[a-z0-9:./&-]+\s+){0,4}?(?:re-?)?(?:certifications?|accreditations?|certificates?)(?:\s+(?:by|before|for|from|in)\b[^,;]*)?\W*$"
    r"|(?:complete|achieve|obtain|get|pass|renew|finish)\s+(?:our\s+|the\s+)?(?:soc|iso|pci|hipaa|fedramp|sox|iatf|cmmi|haccp|gmp|b\s?corp)\b[^,;]{0,30}$"
)
_PREMISES = later(
    r"(?:open|build|construct|establish|acquire|buy|found)(?:s|ing)?\s+(?:an?|the|our|its|[0-9]+)\s+(?:[a-z-]+\s+){0,3}?(?:schools?|hospitals?|clinics?|wards?|wings?|depots?|hotels?|restaurants?|terminals?|stations?|bridges?|yards?|quarr(?:y|ies)|farms?|campus(?:es)?|nurser(?:y|ies)|lines?|bypass|substations?|theatres?)(?=\W*$|\s+(?:in|at|on|by|for|near)\b)"
)
_LET_GO = later(
    r"releas(?:e|es|ing)\s+(?:the\s+|our\s+|their\s+)?(?:[a-z-]+\s+)?(?:brakes?|potential|energy|pressure|power|capacity|time|value|talents?|creativity)\b"
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
    certified = _CERTIFIED.match(line.low)
    if certified:
        return (Hit(*certified.span(), None, line.text[slice(*certified.span())]),)
    deed = deed_of(line)
    if deed is None or deed.flags & OPEN or _BECOMING.search(line.low[deed.end :]):
        return NOTHING
    head = line.head()
    if (
        head is not None
        and head[1] < deed.start
        and head[0] in ("let", "lets", "help", "allow", "see", "watch")
    ):
        return NOTHING
    rest = line.low[deed.end :]
    if _LET_GO.match(line.low, deed.start):
        return NOTHING
    if _TALENT.search(rest) or (_CLAUSE_OF.search(rest) and not _OFF_IT.match(line.low, deed.start)):
        return NOTHING
    if " into " in rest and not deed.word.startswith(
        ("migrat", "integrat", "translat", "mov", "import", "merg")
    ):
        return NOTHING
    taught = deed.word.startswith(("train", "teach", "coach", "educat", "inform", "onboard"))
    if deed.word.startswith("mak") and not _MAKES_ONE.match(rest):
        return NOTHING
    if deed.word.startswith("giv") and rest.rstrip(" .!").endswith(" back"):
        return NOTHING  # an evening back
    if (rest.startswith(" from ") and not deed.word.startswith("migrat")) or " free from " in rest:
        return NOTHING  # from projects to products
    moved = deed.word.startswith("mov") and " to " in rest and not _MOVED_ON.search(rest)
    if (
        not moved
        and _MAKING.match(deed.word)
        and not _DELIVERABLE.search(rest)
        and not _PREMISES.match(line.low, deed.start)
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
        r"让|使(?!用)|告别|[也就还都才]能|从而|以便|不再|首选|最[受好佳强大快稳省优美懂]|[习型]型?(?:组织|团队|企业)|一流|领先|标杆|第一|爆款|赞不绝口|信任|喜爱|口碑|^为[^，]{2,}|证明|改变|[从由][^，,]{1,16}[到向走][^，,]{1,16}(?:转变|转型|转身|跨越|蜕变|跃迁|跃升)$|成为|归属|放心|轻松",
        low,
    ):
        return NOTHING
    moved = _HAN_MOVED.match(low)
    if moved:
        begin = line.low.find(low)
        return (Hit(begin, begin + moved.end(), None, line.text[begin : begin + moved.end()]),)
    deed = deed_of(line)
    if deed is None or deed.flags & OPEN or _HAN_OWN_WILL.search(low):
        return NOTHING
    if deed.flags & IMPROVE and not deed.flags & ACT:
        if deed.word not in ("推进", "加快") or not _HAN_WORK.search(low):
            return NOTHING
        return (hit_at(line, deed),)  # 推进三甲医院复评工作
    if deed.start and _HAN_WHO.match(line.low[deed.start :]):
        return NOTHING
    if deed.word == "建设" and low.endswith("建设") and re.match(r"加强|增强|强化|深化|提升|加快", low):
        return NOTHING
    if deed.word in ("做好", "抓好", "搞好") and _HAN_WORK.search(low):
        return (hit_at(line, deed),)  # 搞好年度预算编制
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
        "做好",
        "抓好",
        "搞好",
        "跑通",
    ) or (deed.word == "推广" and not line.flags & ARTEFACT):
        return NOTHING
    if re.match(
        r"(?:了)?[^，,]{0,12}(?:文化|信任|口碑|优势|梯队|竞争力|(?<!组)团队|队伍|习惯|生态|(?<!建)品牌|信心|关系|氛围|心智|影响力|护城河|壁垒|地位|形象|默契|纽带|引擎|能力|蜕变|转身|跨越|飞跃|突破|转变|逆袭|翻身仗?)(?:$|[，,])",
        low[deed.end - line.low.find(low) if line.low.find(low) > 0 else deed.end :],
    ) and not (_TASK_END.search(low) or (deed.word in ("组建", "成立", "招聘", "招募") and "团队" in low)):
        return NOTHING
    if deed.word not in _HAN_STRICT and not _HAN_DELIVERABLE.search(low):
        return NOTHING  # 培养孩子的好奇心: nothing is handed over
    if _HAN_QUALITY.search(low[deed.end - line.low.find(low) if line.low.find(low) > 0 else deed.end :]):
        return NOTHING  # 组建一支打不垮的铁军
    if _HAN_TOPIC.search(low) and low.endswith(deed.word):
        return NOTHING  # 文化建设 is a topic (O105)
    return (hit_at(line, deed),)
