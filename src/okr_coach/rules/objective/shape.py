"""O101, O105, O106: number, topic, length."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

import re
from collections.abc import Iterable

from okr_coach.report import Edit
from okr_coach.rules.rule import NOTHING, Hit, Place, rule, whole
from okr_coach.text.deeds.english_shapes import NO_VERBS
from okr_coach.text.flags import ACT, BENEFIT, FALL, IMPROVE, KEEP, REACH, RISE, WIN
from okr_coach.text.later import later
from okr_coach.text.lexicon.english import HEAD_ONLY
from okr_coach.text.lexicon.forms import WORDS
from okr_coach.text.units import CURRENCY_UNITS, TIMES, is_plural


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
    if len(words) > 2 and words[1] in _ARTICLES and head not in _NO_HEADS and not is_plural(head):
        return NOTHING  # relaunch the newsletter: what takes an object is a verb
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


_ARTICLES = frozenset(["the", "a", "an", "our", "your", "their", "this", "every", "each"])
_NO_HEADS = NO_VERBS | {
    "beyond",
    "behind",
    "around",
    "towards",
    "inside",
    "outside",
    "across",
    "through",
    "off",
}
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
