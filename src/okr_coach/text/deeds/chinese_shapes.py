"""Deeds in Chinese known by their shape, and words that only look like one."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from okr_coach.text.cues import Cue, Line
from okr_coach.text.flags import ACT, FALL, IMPROVE, KEEP, METRIC, OPEN, REACH, RISE, VANITY, WIN
from okr_coach.text.later import later

_WHO = r"(?:法务|财务|采购|人事|行政|it|hr|市场|销售|售前|研发|产品|测试|客服|运营|设计|生产|质量|仓储|物流)"
_ACTING = (  # who does it, where what is done comes right after
    rf"由?(?:[㐀-鿿a-z]{{0,6}}(?:部门|(?<![内全外干])部(?![署分门])|中心|团队|小组|办公室|委员会|科室|车间|分公司)|我们|{_WHO}(?:[和与、及]{_WHO}){{0,3}})(?:三方|双方|各方)?"
    r"(?=要|将[要会]?|会|须|需要|应|计划|共同|一起|联合|牵头|负责|每[周月季年两半双]|在[^，,。；;]{1,12}[前内中上里]|把|为|给|向|就|完成|上线|制定|设计|编制|搭建|建立|举办|召开|组织|开展|输出|提交|梳理)"
)
_EVERYONE = r"(?:全员|全体(?:员工|教师|成员|党员|干部)?|每[位名](?:员工|老师|教师|经理|主管|店长|医生|护士|销售|干部|党员|导师))都?(?=参加|参与|学习|完成|接受|提交|撰写|掌握)"
HAN_LEAD = later(
    rf"^[\s\"“【《(（]*(?:kr[0-9.]*[:：]?)?(?:(?:{_ACTING}|{_EVERYONE}|一起|重新|要|将要|将会|计划|需要|应当|(?:尽可能|尽量|尽快|尽早|及时|定期|扎实|有序|稳步|深入|不断|逐步|进一步|大力)[多早快]?地?|高质量|高效|高标准|圆满|超额|保质保量|有效|常态化|规范|截至|全年|今年|本年度?|年度|力争|争取|确保|全力|共同|并|继续|全面|正式|顺利|成功|按时|如期|持续|积极|牵头|主导|负责|独立|"
    r"联合|协同|每(?:周|星期)[一二三四五六日天]|每(?:双周|两周|半月|旬|工作日)|每[年月周日季]度?|年内|季内|结束前|结束之前|线上|线下|至少|不少于|每天|每周至少|本[季年月]度?|[一二三四上下]半?[季年]度?[末底]?前?|年底前?|月底前?|前|之前|以前|底前|末|内|暑假前|雨季前|春节前|节前|期间)[，,、\s]*)*"
)
HAN_FOR = later(
    r"(?:为|向|面向|针对|对|给|围绕|在|与|和|将|把|联合|联动|携手|协同|跟|同|通过|依托|根据)[^，,。；;]{1,16}?$"
)
RESULTING = later(
    r"(?:实现|使|让|达到|达成|提升|提高|降低|减少|增长|突破|缩短|转化|带来|获得|提升至|产生|增加)"
)


HAN_BEFORE = later(r"[^，,。；;0-9]{1,8}?(?<![目当面提眼以])(?:之前|以前|前|期间|之后)(?![端台期往景沿三十])")
HAN_DOING = later(
    r"(?:做|进行|开展|组织)[^，,。；;0-9]{0,4}?(?:访谈|培训|调研|评估|分析|检查|审计|复盘|回访|演练|测试|宣讲|路演|走访)"
    r"|(?:做|办|开|讲|搞)[一二两三四五六七八九十0-9]{1,3}(?:次|场|轮|期|堂)(?![^，,。；;]*[率到])"  # 做三次主题分享
)
HAN_FINISHED = later(
    r"(?:方案|预案|计划|规划|预算|设计|图纸|合同|立项|制度|标准|报告|文件|章程)[^，,。；;]{0,4}?((?:评审|审核|审批|审议|验收|会审)通过|通过(?:专家|董事会|客户)?(?:评审|审核|审批|审议|验收|会审))[。！!]?$|((?:做|建|搭|写|捋|改|配|谈|签|编|装|备|选|排|招|补|修|调)(?:好|完|齐|妥|通|顺)|过会|获批|获得批复|配置到位|配备到位)[。！!]?$|(?:全部|均已?|都|全面|正式|顺利)(上线|落地|投产|启用|完成|交付|到位|建成|切换|部署)[。！!]?$|^[把将][^，,。；;]{2,20}?((?:做|建|搭|写|理|整理|跑|弄|改|定|搬|拿)(?:出来|起来|完|好|下来|到位|顺))"
)
UNITS_OF_WORK = frozenset(
    ["交付", "研发", "测试", "采购", "审计", "设计", "审核", "巡检", "检修", "维修", "推广", "宣传", "开发"]
)
HAN_TITLE = later(r"中心|部(?!署)|经理|主管|专员|顾问|工程师|团队(?!建)|人员的")  # 交付中心的同事
HAN_PRAISED = later(
    r"(?:口碑|质量|体验|效果|成果|水平|反馈|氛围)[^，,。；;0-9]{0,4}(?:好|高|佳|强|稳定|优秀|良好|顺畅)[。！!]?$"
)
HAN_AIMS = later(
    r"[^，,。；;0-9]{0,12}?(?:目标|指标|业绩|(?:销售|经营|生产|业务|回款|利润|产值)任务|预算|销售计划)[。！!]?$"
)  # 完成年度销售目标
HAN_ACCEPTED = later(
    r"(?:项目|工程|课题|标段)(?![^，,。；;]{0,4}[一首]次)[^，,。；;0-9]{0,4}?(通过(?:竣工|最终|终期|结题)?验收|(?:竣工|最终|终期|结题)?验收通过|(?:顺利|正式)结项|结题)[。！!]?$"
)  # 3个信息化项目通过验收
HAN_TURNOUT = later(
    r"(?:参训|参与|参加|参会|出勤|出席|到课|到会|到场|签到|完训|覆盖)率(?:达到?|为|不低于|超过|≥|>=|至少|保持|均|[:：])*\s*$"
)
HAN_GAINED = later(r"^[^，,。；;]{0,6}?(?:通过|取得|获得|拿到|获批|获评|赢得)")
HAN_GOODS = later(r"(?:所有|全部|客户)?(?:订单|货物|货品|包裹|商品)")  # 交付订单 is the daily business
_BY_OTHERS = later(
    r"人均|日均|月均|(?:用户|客户|学员|会员|顾客|家长|居民|读者|粉丝)每|被|获|收到|赢|来自|引用|报道|提及"
)


_HAN_WHEN = later(
    r"(?:首[日周月季年]|当[天日月]|次[日月]|后|前|以来|期间|满[0-9一二三两]+(?:天|个?月|年|周|次))[^，,。；;]*"
)


def names_a_rate(line: Line, end: int) -> bool:
    """招聘到岗率达到95%: the verb is part of a measure's name."""
    if line.amounts and _HAN_WHEN.match(line.low, end) and line.flags & (METRIC | REACH | WIN | RISE | FALL):
        return True  # 上线首日订单超过3000单
    rate = _HAN_RATE.match(line.low, end)
    return rate is not None and (
        bool(line.amounts)
        or not line.low[rate.end() :].strip(" 。.！!")
        or any(cue.start >= rate.end() and cue.flags & (RISE | FALL | REACH | KEEP) for cue in line.cues)
    )


_HAN_WITH = later(
    r"(?:在(?![职途制岗编册]|线(?![上下])|校(?![园内])|库(?!房))|把|将|与(?!会)|跟|和(?!谐)|同(?![城店业期])|用(?![户时电工人量能水料车品])|给|向|对(?![公账]))(?![齐接比外内上下手])[^，,。；;]{3,}"
)
_HAN_STATE = later(
    r"更|最|不再|再也|越来越|愿意|能够|没有|都能|自己|成为|主动|看得|信任|习惯|不用|无需|受益|推荐"
)
_CHANGING = RISE | FALL | IMPROVE | KEEP | REACH | WIN | METRIC | VANITY


def han_open(line: Line, begin: int) -> Cue | None:
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


def counts_doing(line: Line) -> bool:
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


HAN_MADE = later(
    r"(打造|形成|树立|塑造|培育|孵化|建成|选树)[^，,。；;]{0,8}?[0-9一二两三四五六七八九十]+\s?(?:个|款|支|家|条|项|套|份|部|篇|门|名|位|种|座)"
    r"|(打造|形成|树立|塑造|培育|孵化|选树)[^，,。；;]{0,10}(?:案例|样板|标杆|样本|示范点|爆款)"
)
HAN_MAKES = later(
    r"(?:打造|孵化|培育|选树|塑造)(?=[^，,。；;]{0,10}(?:案例|样板|样本|示范点|示范区|爆款|单品|新品类?|课程|项目|活动|产品线|专区|ip)[。！!]?$)"
)
HAN_PLAINLY = later(
    r"(?:盘活|走通|布局|压实|确定|选定|定义|拜会|开放|配套|回收|返修|签收|缴清|界定|划分|划定|圈定|锁定|核定|固化|承接|承办|承担|主办|协办|举行|出席|赞助|捐赠|订立|谈妥|谈成|贯彻|倡导|弘扬|聚焦|围绕|关注|重视|"
    r"紧盯|严把|严格|嵌入|铺开|推开|贯通|联通|拉通|疏通|腾挪|撤回|撤销|取消|终止|停止|关闭|重启|抢修|加固|扩容|扩充|补充|填补|衔接|出一[版套份]|签订(?=[^，,。；;]{0,8}(?:责任书|承诺书|协议书)))(?=[㐀-鿿a-z0-9]{2})(?!者|率|度|性)"
)  # deeds by themselves, and something else again beside a number
HAN_THROUGH = later(
    r"[读看听写背抄画拍刷学练走跑拜访讲][完遍](?!成)(?=[^，,。；;]*[0-9一二两三四五六七八九十百]|[^，,。；;]*[本部篇节课书])"
)
SINGLE = frozenset("投做写办讲拍读招租买建跑打开发录画教改修访聊约试学看出编译种")
NEW_PARTNERS = later(r"客户|渠道|经销商|代理|商户|会员|用户|伙伴|供应商|捐赠人|订单|销售|大单|合同|融资")
_HAN_RATE = later(
    r"[^，,。；;0-9]{0,8}?(?:率|人数|次数|场次|人次|课时|学时|时数|频次|频率|规模|数量|(?<![年季月制角进调态灰])度|得分|评分|占比|周期|时长|时间|时限|工期|期限|成本|费用|单价|金额|成交额|销售额|收入|产量|销量|[㐀-鿿]量(?=[0-9达超到从由为突提降减增下上≥>]|$)|效率)(?![先领]|调研|调查|测评|分析|专项|培训|评估|访谈|问卷|竞赛|比赛|活动|会议|管理|提升[方计项])"
)
STRONG = frozenset(
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
