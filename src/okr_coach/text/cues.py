"""Lexicons of both languages, weighed by the rules, and the line they are found in."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from typing import Literal, NamedTuple

from okr_coach.text.later import later
from okr_coach.text.numbers import SPELT, Amount, half_width, lowered, recognise
from okr_coach.text.units import TIMES

RISE = 1 << 0
FALL = 1 << 1
IMPROVE = 1 << 2  # better, without saying whether up or down
KEEP = 1 << 3
REACH = 1 << 4
ACT = 1 << 5  # a deed: launch, 上线
DONE = 1 << 6  # the deed as done: launched, is live
DEED = 1 << 7  # the deed as a noun at the end: roll-out, 改造
WIN = 1 << 8  # acquire, sign, sell, 新增, 签约: what comes newly into being
METRIC = 1 << 9
LEVEL = 1 << 10  # a metric that has a value every day: a rate, a score, an average
VAGUE = 1 << 11
SOON = 1 << 12
ABSTRACT = 1 << 13  # quality, efficiency, 水平: could be anyone's
LATE = 1 << 14  # survey, audit, award: seen at the end
LONG = 1 << 15  # overall, culture: moves over years
VANITY = 1 << 16
VOLUME = 1 << 17  # revenue, orders
CARE = 1 << 18  # churn, complaints, quality: what a volume may cost
DULL = 1 << 19
BENEFIT = 1 << 20  # so that, for, 让
COVER = 1 << 21  # train, interview, document: a share of them done is still a deed
FINE = 1 << 22  # loved, first choice, trust: says what it will be like
ARTEFACT = 1 << 23  # process, system, page
PROOF = 1 << 24  # certification, audit passed
COST = 1 << 25
OPEN = 1 << 27  # a verb that is in no lexicon
ASPECT = 1 << 26  # morale, usability: nothing measured, yet one of two things in one sentence

_KEPT_DOUBLE = frozenset(
    [
        "cut",
        "run",
        "set",
        "get",
        "put",
        "win",
        "hit",
        "drop",
        "plan",
        "ship",
        "stop",
        "map",
        "step",
        "let",
        "chat",
        "trim",
        "swap",
        "scan",
        "split",
        "begin",
    ]
)
_IRREGULAR = {
    "build": "built", "hold": "held", "write": "written wrote", "run": "run ran", "give": "given gave", "send": "sent",
    "make": "made", "set": "set", "cut": "cut", "win": "won", "sell": "sold", "get": "got", "keep": "kept", "grow": "grown grew",
    "draw": "drawn drew", "teach": "taught", "find": "found", "bring": "brought", "raise": "raised", "rise": "risen rose",
    "fall": "fallen fell", "shrink": "shrunk", "drive": "driven drove", "meet": "met", "hit": "hit", "go": "gone went", "film": "filmed",
}  # fmt: skip


def _forms(verb: str) -> tuple[str, str, list[str]]:
    """Third person, -ing and past forms."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb + "ing", [verb[:-1] + "ied"]
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    stem = verb + verb[-1] if verb in _KEPT_DOUBLE and verb[-1] in "tnpm" else stem
    third = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else verb + "s"
    past = _IRREGULAR[verb].split() if verb in _IRREGULAR else [stem + "ed"]
    return third, stem + "ing", past


WORDS: dict[str, int] = {}
PHRASES: dict[str, list[tuple[tuple[str, ...], int]]] = {}
HAN: dict[str, list[tuple[str, int]]] = {}


def _words(flags: int, text: str) -> None:
    for word in text.split():
        WORDS[word] = WORDS.get(word, 0) | flags


def _verbs(flags: int, done: int, text: str) -> None:
    for verb in text.split():
        third, ing, past = _forms(verb)
        for word in (verb, third, ing):
            WORDS[word] = WORDS.get(word, 0) | flags
        for word in past:
            WORDS[word] = WORDS.get(word, 0) | (done or flags)


def _phrases(flags: int, text: str) -> None:
    for phrase in text.split("|"):
        first, *rest = phrase.split()
        PHRASES.setdefault(first, []).append((tuple(rest), flags))


def _verb_phrases(flags: int, done: int, text: str) -> None:
    for phrase in text.split("|"):
        verb, *rest = phrase.split()
        third, ing, past = _forms(verb)
        for word in (verb, third, ing):
            PHRASES.setdefault(word, []).append((tuple(rest), flags))
        for word in past:
            PHRASES.setdefault(word, []).append((tuple(rest), flags if word == verb else done))


def _han(flags: int, text: str) -> None:
    for word in text.split():
        entries = HAN.setdefault(word[0], [])
        for place, (known, old) in enumerate(entries):
            if known == word:
                entries[place] = (word, old | flags)
                break
        else:
            entries.append((word, flags))


# --- English -------------------------------------------------------------------------------------------------------
_verbs(RISE, 0, "increase grow raise boost expand lift gain elevate accelerate multiply")
_phrases(RISE, "scale up|scale|go up|bring up|drive up|push up|step up")
_verbs(
    FALL,
    0,
    "reduce decrease cut lower shorten drop shrink decline slash trim minimise minimize fall halve eliminate lessen curb",
)
_phrases(FALL, "bring down|go down|drive down|push down|get rid of")
_verbs(
    IMPROVE,
    0,
    "improve enhance strengthen optimise optimize better advance upgrade streamline refine deepen foster uplift bolster modernise modernize elevate increase boost drive maximise maximize",
)
_phrases(IMPROVE, "work on|focus on|become better|become more|be more|be better|do better|get better")
_verbs(KEEP, 0, "keep maintain sustain retain preserve remain stay continue")
WORDS["retain"] = WORDS["retained"] = WORDS["retains"] = WORDS["retaining"] = WIN
_phrases(KEEP, "hold steady|hold at|no worse than")
_verbs(REACH, 0, "reach achieve hit exceed attain surpass")
_phrases(
    REACH, "get to|at least|no less than|no fewer than|more than|not below|up to|of at|is above|stay above"
)
_words(REACH, "above over under below within minimum maximum")
_verbs(
    ACT,
    DONE,
    "launch implement build create develop deploy introduce organise organize host hold conduct publish hire recruit train write "
    "draft design redesign migrate deliver complete finish finalise finalize establish install perform execute run attend prepare document "
    "evaluate research investigate analyse analyze review audit map define plan start begin produce record film shoot translate renovate construct "
    "negotiate visit interview survey send upgrade refactor rewrite replace automate integrate test pilot prototype configure onboard coach mentor "
    "teach certify update revise formulate compile assess inspect monitor schedule coordinate arrange participate present promote advertise "
    "outsource procure purchase buy rent lease appoint assign consolidate standardise standardize digitise digitize restructure reorganise reorganize "
    "relocate rebrand release ship submit apply register file archive clean collate circulate distribute disseminate invite facilitate moderate speak post "
    "tweet blog print explore identify select choose validate benchmark import export connect rework unify localise localize roll make "
    "move give open demo showcase kick staff adopt talk call contact brainstorm enable ensure draw set transition convert perform",
)
for _w in ("convert", "converts", "converting", "converted", "open", "opens", "opened", "opening", "make", "makes", "making", "made",
           "draw", "draws", "drawn", "enable", "enables", "ensure", "ensures", "ensuring", "ensured", "start", "starts", "adopt", "adopts",
           "adopted", "register", "registers", "registered", "apply", "applies", "buy", "buys", "choose", "chooses", "speak", "set", "sets",
           "give", "gives", "delivers", "attends", "attend", "moves", "promote", "begins", "started", "runs", "connect",
           "purchases", "purchase", "orders", "visits", "reviews", "plans", "surveys", "tests", "records", "posts", "reports", "updates", "designs",
           "releases", "demos", "rolls", "roll", "kick", "completes", "speaks", "review", "survey", "audit", "staff", "demo", "start", "audits", "plan",
           "test", "research", "record", "update", "print", "clean", "opened", "rolling", "rolled", "onboarding", "training", "set", "upgrades"):  # fmt: skip
    WORDS[_w] = WORDS.get(_w, 0) & ~(ACT | DONE)
_verbs(
    ACT,
    DONE,
    "read learn practise experiment provide assist advise consult educate inform announce "
    "gather catalogue catalog classify deprecate delete decommission sunset rename embed adapt align discuss "
    "propose recommend nominate incorporate merge calibrate sterilise sterilize "
    "examine refurbish rehearse simulate digest curate enrol enroll reconcile cook debrief audition "
    "communicate initiate undertake oversee supervise overhaul outline devise compose shortlist inaugurate lobby notify instruct remodel "
    "summarise summarize synthesise synthesize harmonise harmonize scout upload dismantle decide equip specify dispatch enforce wireframe "
    "formalise formalize institute prioritise prioritize proofread rebuild reconfigure retrain upskill backfill",
)
for _w in ("learned", "learning", "enrolled"):
    WORDS[_w] = WORDS.get(_w, 0) & ~(ACT | DONE)
# Verbs that are as often nouns: a deed only as the first word of the line.
_HEADS = (
    "knock sit listen talk ring phone shadow host stage task queue spec scope chart "
    "open draw start adopt register buy set give attend move review survey audit plan test research record update print clean onboard "
    "onboarding purchase apply speak connect visit deliver post demo begin train training run upgrade design report present map "
    "file release pilot schedule film interview ship order work partner practice exercise share supply request transfer screen repair "
    "sponsor tender networking engage make fix check track measure meet study patch pitch brief volunteer label commission journal walk swim "
    "exhibit support offer use try source sketch script structure chair paint issue join vet"
)
HEAD_ONLY: dict[str, int] = dict.fromkeys(_HEADS.split(), ACT)
_verb_phrases(
    ACT,
    DONE,
    "get feedback|gather feedback|obtain feedback|collect feedback|collect data|collect requirements|collect input|collect insights|collect user feedback|collect customer feedback|work with|partner with|roll out|reach out|meet with|set up|carry out|put in place|kick off|sign off|go live with|draw up|take part|write up|stand up|spin up|work out|follow up|team up|sum up|rolled out|phase out|hand over|switch to|move to|change over|wrap up|cut over|switch off|turn off|shut down|take down|close down|roll back",
)
_phrases(
    DONE,
    "is live|are live|in place|is in place|are in place|up and running|goes live|in production|is done|are done|is finished",
)
_words(
    DEED,
    "launch rollout roll-out implementation deployment migration redesign relaunch installation completion introduction publication "
    "construction renovation organisation organization workshop workshops training campaign development creation set-up setup pilot "
    "integration roadshow roadshows conference seminar seminars webinar webinars hackathon study studies analysis assessment roadmap playbook prototype proposal upgrade review audit survey restructuring rebranding recruitment hiring kickoff kick-off refactoring automation",
)
_verbs(
    COVER,
    COVER,
    "train interview document certify coach mentor attend conduct translate audit visit inspect review hire recruit complete teach survey assess",
)
for _w in ("completed", "attended"):
    WORDS[_w] = WORDS.get(_w, 0) & ~COVER
_verbs(
    WIN,
    0,
    "acquire win close sign sell generate earn collect attract secure convert resolve solve renew save book retain regain recover raise receive obtain activate solve find reactivate land capture recruit-in add gain fill retire",
)
_words(WIN, "new won additional newly extra referrals donors signatures raised")
_words(
    METRIC | LEVEL,
    "rate rates ratio share score scores average median mean turns margin utilisation utilization accuracy latency uptime availability "
    "throughput dau mau wau nps enps csat ces satisfaction retention churn conversion attrition otif turnover yield occupancy ltv cac roi roas arpu aov dso lead-time "
    "downtime percentage proportion per adoption coverage quality loyalty engagement completeness frequency p50 p90 p95 p99 productivity absenteeism "
    "attendance literacy mortality readmission effectiveness efficiency reliability speed stability daily weekly monthly hourly penetration index rating ratings",
)
_phrases(
    METRIC | LEVEL,
    "response time|lead time|cycle time|waiting time|wait time|load time|length of stay|time to|page load|market share|net promoter|resolution time|delivery time|handling time|turnaround time|on time|first contact|life time|lifetime value|processing time|waiting times|response times",
)
_words(
    METRIC,
    "revenue sales income profit cost costs mrr arr gmv dau mau wau volume number traffic registrations signups sign-ups sign-up "
    "defects errors complaints incidents tickets leads downloads orders usage awareness scrap waste consumption emissions energy footprint cash backlog "
    "debt users customers subscribers visitors registration deliveries returns refunds bugs outages cancellations applications applicants bookings spend spending turnover time times price value",
)
_words(
    ASPECT,
    "morale happiness wellbeing well-being visibility scalability usability performance transparency collaboration communication safety stability "
    "consistency predictability maintainability security agility creativity trust credibility",
)
_words(
    VOLUME,
    "revenue sales gmv arr mrr bookings deals orders contracts income turnover sell selling sold invoices quota",
)
_phrases(VOLUME, "units sold|new business|annual contracts")
_words(
    CARE,
    "churn complaints quality satisfaction nps csat retention returns refunds errors defects renewals renewal renew loyalty accuracy margin profit "
    "incidents cost costs cancellations stock collected paid overdue referrals repeat adoption engagement uptime attrition share conversion",
)
_words(COST, "cost costs spend expenses")
_words(
    VAGUE,
    "significantly significant substantially substantial considerably dramatically drastically greatly noticeably markedly massively vastly "
    "several numerous various many lots plenty enough sufficient sufficiently adequate adequately appropriate appropriately reasonable reasonably few "
    "quickly promptly regularly frequently often somewhat largely mostly strongly seriously hugely tremendously meaningful meaningfully remarkably "
    "visibly clearly noticeable sizeable sizable decent good-enough periodically occasionally continually radically steadily gradually optimal optimally some more-or-less",
)
_phrases(
    VAGUE,
    "a lot|much better|much faster|much more|much less|much higher|much lower|much fewer|as much as possible|as many as possible|as far as possible|as possible|a few|a number of|a bit|far more|far fewer|far better|dozens of|hundreds of|thousands of|in general|where appropriate|if possible|to some extent|best effort|a good number|a couple of|a handful of|the majority of|a majority of|most of|almost all|on a regular basis|without undue delay|highest possible|lowest possible|best possible|fewest possible|much quicker|much cheaper|way more|way less|way better|lots more|an acceptable level|acceptable levels|a reasonable level",
)
_words(SOON, "asap soon")
_phrases(
    SOON,
    "as soon as possible|as quickly as possible|as fast as possible|in a timely manner|at the earliest|in due course|in time|in the near future|in a timely fashion|in the short term|sooner or later",
)
for _w in ("clearly", "some", "strongly", "visibly", "largely"):
    WORDS[_w] &= ~VAGUE
_words(
    ABSTRACT,
    "quality efficiency effectiveness performance productivity communication collaboration culture service services ability capability capabilities operations "
    "process processes fitness health morale engagement brand awareness image competitiveness teamwork cooperation coordination management leadership skills skill "
    "experience satisfaction results output level levels standards mindset innovation professionalism execution knowledge transparency agility excellence visibility "
    "reputation influence presence organisation organization business work success growth strength support reliability workflow workflows development sales marketing "
    "team teams company expertise competence motivation relationship relationships infrastructure security safety data technology practices governance planning posture capacity foundation foundations potential alignment growth revenue profit profits profitability costs cost transformation digitalisation digitalization",
)
_words(
    LATE,
    "survey surveys audit audits award awards certification certifications accreditation exam exams inspection yearly annually year-end certificate appraisal",
)
_phrases(LATE, "annual review|annual survey|end of year|year end|annual report|annual rating")
_words(
    PROOF,
    "certification certifications accreditation accredited certified certificate audit audits award soc iso compliance",
)
_words(LONG, "overall general comprehensive holistic culture mindset morale image reputation competitiveness")
_words(VANITY, "likes followers impressions pageviews views hits fans retweets shares reach")
_phrases(VANITY, "page views|video views|profile views|social media reach|media mentions|press mentions")
WORDS["reach"] = REACH | 0
WORDS["shares"] = 0
_words(DULL, "comply compliance policy policies requirements regulations obligations mandatory")
_phrases(
    DULL,
    "meet requirements|meet policy|meet the|as required|according to plan|as planned|business as usual|day to day|day-to-day",
)
_words(
    BENEFIT,
    "so that who which where when because makes make without whenever until instead trust recommend choose love feel know see every nobody everyone",
)
_words(
    FINE,
    "loved love loves best favourite favorite first-choice preferred delight world-class unforgettable simple effortless trusted trust proud joy confidence "
    "healthy unbeatable leading great amazing outstanding rave easiest fastest safest most greatest remarkable reliable irresistible happy happiest home",
)
_phrases(FINE, "first choice|world class|place to|stand on its own|go to")
_words(
    ARTEFACT,
    "process processes system systems website site app page portal platform tool tools flow workflow policy handbook manual dashboard database framework template guide guidelines strategy plan report",
)

# --- 中文 ----------------------------------------------------------------------------------------------------------
_han(
    RISE,
    "提升 提高 增加 增长 增至 增 上升 上涨 升至 升到 扩大 拉升 提至 提到 涨到 涨至 增进 壮大 突破至 加快 拓宽",
)
_han(
    FALL,
    "降低 减少 下降 降至 降到 降为 缩短 缩减 压缩 压降 削减 控制 减至 减到 减半 降 下调 收窄 消除 减轻 杜绝 归零 清零 压到 压至 回落",
)
_han(
    IMPROVE,
    "提升 提高 改善 加强 增强 优化 完善 强化 深化 改进 推进 推动 促进 夯实 提振 升级 加快 健全 规范 激发 增加 更好 巩固 扩大 打磨 赋能 增进",
)
_han(KEEP, "保持 维持 稳定在 继续 始终 维护 持续保持 不跌破 守住 稳住")
_han(
    REACH,
    "达到 达 实现 达成 超过 突破 不低于 不少于 不超过 不高于 低于 高于 大于 小于 超 至少 以上 以下 以内 控制在 进入 至 到 为 > < ≥ ≤ ＞ 少于 满足 过半 做到",
)
_han(
    ACT,
    "上线 完成 举办 组织 开展 制定 招聘 招募 搭建 建立 建设 建成 发布 推出 开发 研发 编制 编写 撰写 输出 部署 实施 落实 落地 推行 推广 培训 培养 走访 拜访 访谈 "
    "调研 参加 参与 翻译 翻修 装修 改造 改版 迁移 升级 设计 评估 分析 梳理 整理 产出 制作 拍摄 录制 策划 筹备 准备 执行 召开 进行 审核 审计 采购 租下 租赁 购买 引入 引进 "
    "导入 对接 接入 谈判 洽谈 洽商 成立 组建 设立 新建 扩建 启动 试运行 交付 发放 印发 下发 宣贯 宣讲 学习 编辑 更新 修订 重构 测试 验证 检查 巡检 盘点 清理 归档 申报 申请 "
    "提交 出具 投放 发表 分享 推送 宣传 汇报 跟进 配合 协助 支持 讨论 规划 构建 打通 安装 试点 选型 招标 采用 采取 联系 邀请 收集 选拔 任命 搬迁 切换 开设 开通 开办 入驻 "
    "进驻 招 面试 储备 办理 注册 演示 宣传推广 排查 整改 巡查 复盘 编排 沉淀 探索 建",
)
_han(ACT, "做好 抓好 搞好")
_han(COVER, "培训 访谈 走访 拜访 审核 审计 调研 招聘 巡检 翻译 盘点 检查 面试 排查 宣贯")
_han(
    DEED,
    "上线 落地 搬迁 建设 改造 升级 安装 修订 搭建 培训 部署 发布 迁移 扩建 改版 招聘 重构 梳理 调研 开发 推广 实施 验收 交付 投产 编制 整改 洽谈 谈判 审核 采购 切换 制定 建成 评审 试点",
)
_han(
    WIN,
    "新增 签约 新签 签下 签订 签署 售出 卖出 销售掉 销售出 卖掉 成交 获得 赢得 斩获 拿下 回款 筹款 筹集 募集 募得 节约 节省 创收 收到 带来 转介绍 征集 引流 获客 拉新 新客 转化 续签 续约 发展 达成 取得 挽回 "
    "开发客户 开发新客户 开发新客 开发渠道 开发经销商 拓展 拓客 开拓 激活 留住 促成 贡献 产生 新用户 新会员 融资 解决",
)
_han(
    METRIC | LEVEL,
    "率 占比 比例 比率 份额 评分 得分 满意度 平均 日均 人均 月均 场均 店均 单均 户均 次均 均值 中位数 时长 时间 周期 周转 净推荐值 nps enps 延迟 可用性 活跃度 覆盖率 准确率 及时率 毛利 净利 库存 住院日 等候 交期 "
    "敬业度 忠诚度 活跃 参与度 时效 净值 单价 客单价 效率 质量 速度 利用率 频次 渗透率 度 能耗 单耗 电耗 人效 坪效 月度 月销售额 日活 月活 周活 稳定性 复购 排名 响应 人日 每人 每月 每日 每天 指数 产能 良率 完好率 p95 p99",
)
_han(
    METRIC,
    "销售额 营收 收入 利润 业绩 gmv 交易额 成交额 销量 订单 回款 产值 产量 成本 费用 流量 访问量 下载量 注册 用户数 客户数 会员数 团队数 粉丝 投诉 差错 缺陷 故障 事故 工单 线索 来电 电话 "
    "退货 能源 浪费 数量 人数 次数 总量 合同额 捐款 阅读量 用户 客户 会员 额 量 分 值 金额 现金流",
)
_han(
    VOLUME,
    "销售额 营收 收入 业绩 gmv 交易额 成交 成交额 销量 订单 回款 签约 合同额 产值 销售 出货 卖出 售出 收款",
)
_han(
    CARE,
    "流失 投诉 质量 满意 满意度 nps 净推荐 留存 续约 续费 复购 退货 退款 差评 准确 不良 缺陷 忠诚 毛利 利润 成本 坏账 账期 库存 动销 退换 逾期 事故 好评 转介绍 正常率 时效 份额 转化",
)
_han(
    VAGUE,
    "大幅 大幅度 显著 明显 尽量 尽可能 若干 大量 足够 足量 充足 适当 适度 适量 较大 较多 较好 较高 很多 许多 多家 多个 多次 多项 多场 多名 多位 多种 一些 一批 进一步 不断 逐步 逐渐 有效提升 有效降低 "
    "有效改善 有效提高 数十 数百 上百 几个 几家 几次 几名 数家 数个 极大 最大限度 最大程度 大大 普遍 合理 稳步 持续优化 持续提升 持续改善 持续提高 充分 良好 大力 切实 可观 稍微 有所 一定程度 一定 部分 基本 多渠道 定期 经常 更多",
)
for _w in ("定期", "经常", "更多", "一批", "充分", "合理", "部分", "基本"):
    HAN[_w[0]] = [(word, flags & ~VAGUE if word == _w else flags) for word, flags in HAN[_w[0]]]
_han(SOON, "尽快 尽早 早日 及早 抓紧 迅速 快速响应 第一时间 及时回复 及时响应 及时处理 及时完成 适时")
_han(
    ABSTRACT,
    "水平 能力 质量 效率 管理 建设 体系 服务 体验 竞争力 影响力 满意度 素质 氛围 凝聚力 协作 沟通 协同 执行力 业绩 绩效 实力 形象 知名度 品牌 文化 意识 效益 专业 技能 团队 业务 工作 运营 执行 士气 战斗力 "
    "合作 组织力 创新 活力 价值 基础 保障 机制 认知 熟练度 敬业度 归属感 积极性 技术 安全 流程 内部 整体 综合 力度 领导力 交流 培训 效能 生产力 生产 产品 客户 员工 公司 企业 部门 市场 转型 数字化 成本 费用 收入 利润",
)
_han(
    LATE, "调研 调查 问卷 审计 奖项 获奖 评奖 认证 年度评 年终评 年终考核 评优 考试 验收 年检 评级 民意 测评"
)
_han(PROOF, "认证 审核 验收 审计 资质 评审 等保 达标评定")
_han(LONG, "整体 综合 总体 全面 文化 形象 竞争力 影响力 口碑 素质 氛围 水平")
_han(VANITY, "点赞 曝光 粉丝 阅读量 浏览量 转发 播放量 点击量 关注量 关注数 访问量 围观")
_han(DULL, "符合 合规 按规定 按要求 遵守 规定 满足要求 按计划 达标 日常 例行")
_han(BENEFIT, "让 使 为 从而 以便 帮助 令 把 成为 不再 每一 每位 人人 向 证明 赢得 赢回 做出 给 用起来 所有")
_han(
    FINE,
    "首选 最受 第一选择 信任 放心 喜爱 热爱 赞不绝口 领先 一流 标杆 领跑 自豪 惊喜 归属 无忧 毫不 轻松 爱上 依赖 最好 最佳 第一 惊艳 标准",
)
_han(
    ARTEFACT,
    "流程 系统 页面 制度 方案 功能 架构 平台 手册 文档 体系 机制 工具 模板 门户 网站 应用 报告 计划 规范 标准 指南 小程序 app 中台 接口 模型 数据库 看板",
)
_han(
    ACT,
    "阅读 跑步 练习 健身 出台 制订 拟定 草拟 汇总 统计 建档 更换 维修 检修 保养 布置 拆除 启用 上架 上新 铺设 移交 交接 摸底 摸排 普查 义诊 巡讲 路演 直播 拨打 打卡 陪访 共建 "
    "讲解 督导 打样 巡店 补办 起草 调整 掌握 抽查 走查 评比 慰问 资助 捐建 出版 开办 接待 答疑 辅导 授课 家访 随访 筛查 消毒 演练 巡逻 化验",
)
# Words that begin like a deed and are none.
_han(
    0,
    "打造 打开 打赢 打响 打动 打破 打磨 建议 建筑 跑赢 跑通 开源 开放 开心 发现 发挥 学生 学员 学校 看病 看见 出货 出错 出勤 出差 统计学",
)
_han(LEVEL, "日活跃 月活跃 dau mau wau")
_han(ACT, "投稿 公布 公示 披露 刊登 寄送 递交 报送 上报 通报 张贴")
_han(ACT, "统一 敲定 定稿 写好 建好 做完 写完 搭好 理顺 编好 定下 筹建 带教 跟岗 接管 清退 整编 归集")
_han(DEED, "准备 筹备 对接 评估 撰写 起草 统计 盘点 清理 编写 布置 巡检 演练 签署")
_han(
    ACT,
    "选派 派遣 委派 配备 选举 考察 观摩 试行 重写 改写 加入 添加 面谈 座谈 发送 寄出 投递 核查 核对 督查 评选 表彰 征求 商定 协商 接洽 摸清 厘清 明确 细化 分解 拆解 置换 比选 比价 询价 招标 投标 "
    "备案 报批 立项 结项 核销 清算 对账 记录 登记 录入 拆分 合并 处置 轮岗 结对 帮扶 研读 报名 对齐 拟写 排练 采编 试制 试产 扩编 重组 调试 勘察 测绘 绘制 巩固复习",
)
_han(DEED, "研究 方案 报告 清单 白皮书 预案 草案 论证 选型 规划 纪要 手册 复审 年审 招标 谈判 计划")
_han(ACT, "迭代 研究 下线 关停 停用 压测 走查 联调")
_han(0, "研究院 研究所 研究生 研究员")
_han(
    VAGUE,
    "极致 大部分 绝大部分 绝大多数 大多数 一系列 数倍 成倍 几十 较低 较短 较快 合理范围 合理水平 可接受",
)
_han(SOON, "短期内 近期内")
_han(ACT, "到岗 补齐 补足 配齐 新开 增开 开出")
_han(WIN, "新开户 新开卡 新开通")
_han(
    DEED,
    "例会 周会 晨会 月会 年会 复盘会 评审会 分享会 座谈会 研讨会 推介会 交流会 招聘会 宣讲会 说明会 发布会 答谢会 启动会 动员会 培训会 团建 沙龙 演练 内训",
)
_han(ASPECT, "体验 士气 氛围 知名度 影响力 凝聚力")
for _entries in HAN.values():
    _entries.sort(key=lambda entry: -len(entry[0]))
for _lists in PHRASES.values():
    _lists.sort(key=lambda entry: -len(entry[0]))
LATIN: dict[str, tuple[int, list[tuple[tuple[str, ...], int]]]] = {
    word: (WORDS.get(word, 0), PHRASES.get(word, [])) for word in WORDS.keys() | PHRASES.keys()
}
_HAN_CUE = later("|".join(
    re.escape(first) + ("(?:" + "|".join(re.escape(word[1:]) for word, _ in entries) + ")" if entries[-1][0] != first
    else "(?:" + "|".join(re.escape(word[1:]) for word, _ in entries if len(word) > 1) + ")?" if len(entries) > 1 else "")
    for first, entries in HAN.items()
))  # fmt: skip
_HAN_FLAGS = {word: flags for entries in HAN.values() for word, flags in entries}


CLAUSE = later(r"[,;，；。、]|\s-\s|\bwhile\b|\bso that\b")


class Cue(NamedTuple):
    start: int
    end: int
    flags: int
    word: str


_TOKEN = later(r"[a-z]+(?:[-'][a-z]+)*")
_HAN_LETTER = later(r"[㐀-䶿一-鿿]")
_OPENERS = frozenset(
    [
        "finally",
        "eventually",
        "jointly",
        "together",
        "actively",
        "now",
        "again",
        "to",
        "we",
        "will",
        "shall",
        "should",
        "our",
        "the",
        "a",
        "an",
        "and",
        "then",
        "i",
        "must",
        "need",
        "please",
        "successfully",
        "fully",
        "quickly",
        "team",
        "also",
        "be",
        "by",
        "can",
        "help",
        "all",
        "try",
    ]
)
_LABELLED = frozenset("ko-*• ")
_LABEL = later(r"\s*(?:kr|o)\s?-?[0-9]{0,2}(?:\.[0-9])?\s?[:.)]\s*|\s*[-*•]\s+")


class Line:
    """A title, read once: amounts, marks, cues in order, from–to pairs."""

    __slots__ = (
        "amounts",
        "based",
        "cues",
        "deed",
        "flags",
        "half",
        "han",
        "low",
        "marks",
        "moves",
        "parts",
        "text",
        "tokens",
        "words",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.half = half_width(text)
        self.low = lowered(self.half)
        self.han = False if text.isascii() else _HAN_LETTER.search(text) is not None
        self.tokens: list[tuple[str, int, int]] = [
            (found[0], *found.span()) for found in _TOKEN.finditer(self.low)
        ]
        words = [token[0] for token in self.tokens]
        spelt = not SPELT.isdisjoint(words) or (
            "-" in self.low and any(word.partition("-")[0] in SPELT for word in words if "-" in word)
        )
        self.amounts, self.marks = recognise(self.half, self.low, spelt=spelt)
        self.deed: Cue | Literal[False] | None = False  # not looked for yet
        self.words: frozenset[str] | None = None
        self.parts: list[str] | None = None
        cues = self._latin_cues() if self.tokens else []
        if self.han:
            cues += [
                Cue(*found.span(), _HAN_FLAGS[found[0]], found[0]) for found in _HAN_CUE.finditer(self.low)
            ]
            if self.tokens:
                cues.sort()
        self.cues: list[Cue] = cues
        flags = 0
        for cue in cues:
            flags |= cue.flags
        self.flags: int = flags
        self.moves: list[tuple[Amount, Amount]] = (
            _moves(self.low, self.amounts) if len(self.amounts) > 1 else []
        )
        self.based: bool = bool(self.moves) or _has_baseline(self.low, self.amounts)

    @property
    def language(self) -> str:
        return "zh" if self.han else "en"

    def _latin_cues(self) -> list[Cue]:
        cues: list[Cue] = []
        tokens = self.tokens
        known = LATIN.get
        skip = 0
        for place, (word, start, end) in enumerate(tokens):
            entry = known(word)
            if entry is None or place < skip:
                continue
            flags, phrases = entry
            for rest, meant in phrases:
                size = len(rest)
                if place + size < len(tokens) and all(
                    tokens[place + 1 + index][0] == other for index, other in enumerate(rest)
                ):
                    skip = place + size + 1
                    cues.append(Cue(start, tokens[place + size][2], meant, " ".join((word, *rest))))
                    break
            else:
                if flags:
                    cues.append(Cue(start, end, flags, word))
        return cues

    def forget(self) -> None:
        """Lets go of words and cues: thousands of lines kept whole keep the garbage collector busy."""
        self.tokens.clear()
        self.cues.clear()

    def first(self, flag: int) -> Cue | None:
        for cue in self.cues:
            if cue.flags & flag:
                return cue
        return None

    def before(self, place: int, flag: int) -> Cue | None:
        """The nearest cue of this kind that ends at or before `place`."""
        found = None
        for cue in self.cues:
            if cue.end > place:
                break
            if cue.flags & flag:
                found = cue
        return found

    def head(self) -> tuple[str, int, int] | None:
        """The first Latin word that is no opener."""
        label = _LABEL.match(self.low) if self.low[:1] in _LABELLED else None
        begin = label.end() if label else 0
        for token in self.tokens:
            if token[1] >= begin and token[0] not in _OPENERS:
                return token
        return None


_TO = r"\bto\b|→|->|=>|➔|⇒|\s>\s"
_FROM_BEFORE = later(r"(?:\bfrom\b[^,;，；。]{0,24}|[从由自][^,;，；。]{0,12})$")
_BETWEEN = later(rf"[^;；。]{{0,36}}?(?:{_TO}|到|至|为|成|达)[^,;，；。]{{0,16}}")
_ARROW = later(r"\s*(?:→|-+>|=+>|➔|⇒|⟶)\s*")
_WITHIN = later(r"\b(?:in|within|after|for|every|under|first|last)\s+(?:the\s+|about\s+)?$")
_PLAIN_TO = later(r"\s*(?:to|到|至)\s*")
_HAN_CHANGE = later(
    r"\s*(?:左右)?\s*(?:提升|提高|增长|增加|上升|降低|下降|减少|缩短|压缩|改善|优化|涨|降|升|增|减|提)(?:到|至|为)\s*"
)
_BACK = later(
    r"\s*[^;；。0-9]{0,70}?(?:\bfrom\b|\bwas\b|\binstead of\b|\bup from\b|\bdown from\b|\bversus\b|\bvs\b|\bagainst\b|\brather than\b|\bcompared (?:to|with)\b|\btoday\b|\bcurrently\b|\bcurrent\b|\bnow\b|\bbaseline\b"
    r"|\blast (?:year|quarter|month)\b|\bprevious|\bat present\b|目前|当前|现状|现有|现在|现为|基线|原来|原为|原|去年|上年|上季度|上月|上期|此前|起点|而非|而不是)[^;；。0-9]{0,12}"
)
_BASE_FROM = later(r"\bfrom\s(?:about\s|around\s|roughly\s|currently\s|a\sbaseline\sof\s|today's\s)?$")
_BASE = later(
    r"(?:\bwas\b|\btoday\b|\bcurrently\b|\bcurrent\b|\bnow\b|\bbaseline\b|\blast (?:year|quarter|month)\b|\bstart(?:ing|s)?\b|目前|当前|现状|现有|现在|基线|原来|原为|去年|上年|上季度|上月|起点|现(?:为|有)?(?=\s?$)|原(?:先)?(?=\s?$))(?:(?!提升|提高|增长|增加|下降|降低|减少|基础|同比|相比|more|less|higher|lower)[^;；。0-9]){0,14}$"
)


def _moves(low: str, amounts: list[Amount]) -> list[tuple[Amount, Amount]]:
    """Pairs (from, to), whichever stands first in the sentence."""
    moves: list[tuple[Amount, Amount]] = []
    used = -1
    for place in range(len(amounts) - 1):
        if place <= used:
            continue
        first, second = amounts[place], amounts[place + 1]
        between = low[first.end : min(second.start, first.end + 80)]
        if second.start - first.end > 79:
            continue
        before = low[max(0, first.start - 32) : first.start]
        alike = first.unit == second.unit or not first.unit or not second.unit
        if not alike:
            continue
        if (
            _ARROW.fullmatch(between)
            or (between[:2].strip()[:1] > "⺀" and _HAN_CHANGE.fullmatch(between))
            or (_FROM_BEFORE.search(before) and _BETWEEN.fullmatch(between))
        ):
            moves.append((first, second))
            used = place + 1
        elif _BACK.fullmatch(between):
            moves.append((second, first))
            used = place + 1
        elif (
            _PLAIN_TO.fullmatch(between)
            and (not first.word or before.rstrip()[-1:] in (":", "："))
            and (first.unit not in TIMES or (first.unit == second.unit and not _WITHIN.search(before)))
        ):
            moves.append((first, second))
            used = place + 1
    return moves


_BASE_AFTER = later(
    r"\s*(?:[a-z]+\s){0,2}?(?:today|now|currently|at present|so far|as of now)\b|\s*的?基础上"
)
_AIMED = later(
    r"target|goal|stretch|aim|at least|目标|挑战|满分|保底|以上|以内|其中|incl|of which|each|per\b"
)


def _has_baseline(low: str, amounts: list[Amount]) -> bool:
    for place, amount in enumerate(amounts):
        before = low[max(0, amount.start - 32) : amount.start]
        if _BASE.search(before) or (not amount.word and _BASE_FROM.search(before)):
            return True
        if _BASE_AFTER.match(low, amount.end):
            return True
        if place and _in_brackets(low, amount) and amount.unit == amounts[place - 1].unit:
            return True
    return False


def _in_brackets(low: str, amount: Amount) -> bool:
    """Conversion at 5% (Q1: 3.2%): what stands in brackets behind the target is where one comes from."""
    before = low[max(0, amount.start - 24) : amount.start]
    opened = max(before.rfind("("), before.rfind("["))
    if opened < 0 or ")" in before[opened:]:
        return False
    return _AIMED.search(before[opened:] + low[amount.end : amount.end + 16].partition(")")[0]) is None
