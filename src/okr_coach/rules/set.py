"""S301–S310: what only shows when objectives and key results are seen together."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections import Counter
from collections.abc import Iterable

from okr_coach.rules.rule import NOTHING, Hit, Place, rule, whole
from okr_coach.text.cues import CARE, LATE, LONG, VOLUME, Line
from okr_coach.text.deeds import deed_of
from okr_coach.text.later import later
from okr_coach.text.units import CURRENCY_UNITS


@rule(
    "S301",
    "info",
    "draft",
    en=("Too many objectives", "{found} objectives share one cycle.", "Which three would you keep if you had to?", "Cut to three; keep the others for the next cycle."),
    zh=("目标太多", "一个周期里有{found}个目标。", "如果只能留三个，留哪三个？", "留三个，其余放到下个周期。"),
)  # fmt: skip
def too_many(place: Place) -> Iterable[Hit]:
    """Focus is what OKRs are for: at most three objectives for one holder and cycle. More than three is a note, more
    than five a warning. Nothing is blocked.

    聚焦是OKR的意义：一个周期里最多三个目标。超过三个提示，超过五个提醒，但不阻止。
    """
    count = len(place.draft.objectives)
    if count <= 3:
        return NOTHING
    return (Hit(0, 0, "warning" if count > 5 else None, str(count), path=""),)


@rule(
    "S302",
    "warning",
    "set",
    en=("Too few or too many key results", "{found} under this objective.", "Which two to four together would convince you?", "Two to four key results; add a counterweight, or trim."),
    zh=("关键结果太少或太多", "这个目标下有{found}条关键结果。", "哪两到四条合在一起能让你信服？", "留两到四条；补一条制衡的，或精简。"),
)  # fmt: skip
def how_many(place: Place) -> Iterable[Hit]:
    """One key result is easily reached at the cost of what it does not mention; more than five are a list of work. Few
    key results that hold each other in balance say more.

    Bad: O: Close the funding gap | KR: Sell 800 screen repair plans
    Good: O: Close the funding gap | KR: Sell 800 screen repair plans | KR: Returned plans stay under 3%, today 5%

    只有一条，容易牺牲没写到的东西去达成它；超过五条就成了工作清单。少数几条相互制约，才说明问题。

    不好：O：解决资金缺口 | KR：销售掉800份碎屏保修服务
    好：O：解决资金缺口 | KR：销售掉800份碎屏保修服务 | KR：保修退订率从5%降到3%
    """
    if place.objective is None or place.objective.key_results is None:
        return NOTHING
    count = len(place.objective.key_results)
    return (Hit(0, len(place.line.text), None, str(count)),) if count < 2 or count > 5 else NOTHING


_NOT_VOLUME = later(r"满意|留存|续约|复购|毛利率|转化率|周期|%|churn|margin|conversion|share")


def _is_volume(line: Line) -> bool:
    if line.flags & CARE or _NOT_VOLUME.search(line.low):
        return False
    return bool(line.flags & VOLUME) or any(amount.unit in CURRENCY_UNITS for amount in line.amounts)


@rule(
    "S303",
    "warning",
    "set",
    en=("No counterweight", "Every key result asks for more volume, none for what it may cost.", "How could these numbers be reached in a way you would regret?", "Add quality, churn, complaints or margin beside them."),
    zh=("终局误区：没有制衡", "每一条都只要更多销量，没有一条看住代价。", "怎样做到这些数字，你反而会后悔？", "旁边加一条：质量、流失、投诉或毛利。"),
)  # fmt: skip
def no_counterweight(place: Place) -> Iterable[Hit]:
    """When only sales count, stock is pushed onto dealers and comes back next month. One key result for what must not
    suffer keeps the others honest.

    Bad: O: A record month | KR: Sales of $200k in the shop | KR: Sales of $300k online
    Good: O: A record month | KR: Sales of $200k in the shop | KR: Returns fall from 8% to 5%

    只看销售额，就会向渠道压货，下个月再退回来。有一条看住不该牺牲的东西，别的数字才可信。

    不好：O：本月销售额达到200万元 | KR：一组销售额120万元 | KR：二组销售额80万元
    好：O：打赢开门红 | KR：门店销售额120万元 | KR：退货率从8%降到5%
    """
    lines = place.lines
    if not lines or not all(_is_volume(line) for line in lines):
        return NOTHING
    if len(lines) < 2 and not (_is_volume(place.line) and place.line.amounts):
        return NOTHING
    return whole(place.line)


_WORDS = later(r"[a-z]+|[0-9.]+|[㐀-鿿]")


def alike(first: frozenset[int], second: frozenset[int]) -> float:
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared) if shared else 0.0


ALIKE = 0.85
_KEYS = 2
_CROWDED = 3


@rule(
    "S304",
    "warning",
    "draft",
    en=("Duplicates", "Almost the same as “{found}”.", "What does the second one add?", "Merge them, or say what differs."),
    zh=("重复", "和“{found}”几乎一样。", "第二条多了什么？", "合并，或写清区别。"),
)  # fmt: skip
def duplicates(place: Place) -> Iterable[Hit]:
    """The same sentence twice counts its progress twice. Found by hashed shingles, so that thousands of lines cost no
    more than their own length; lines that differ in their numbers only are left alone.

    Bad: O: Calm mornings | KR: 90% of buses leave the depot on time, today 80% | KR: 90% of buses leave depot on time, today 80%
    Good: O: Calm mornings | KR: 90% of buses leave the depot on time, today 80% | KR: Missed connections fall from 40 to 10 a week

    同一句写两遍，进展就算了两遍。按片段哈希比对，几千条也不慢；只是数字不同的不算重复。

    不好：O：清晨不慌张 | KR：公交准点发车率从80%提升到90% | KR：公交准点发车率从80%提升至90%
    好：O：清晨不慌张 | KR：公交准点发车率从80%提升到90% | KR：每周误点换乘从40次降到10次
    """
    rows = _shingled(place)
    known = Counter(number for _, _, kept in rows for number in kept)
    buckets: dict[int, list[int]] = {}
    entries: list[tuple[str, Line, frozenset[int]]] = []
    hits: list[Hit] = []
    for path, line, kept in rows:
        shared = [number for number in kept if known[number] > 1]
        if len(shared) < ALIKE * len(kept) or not shared:
            continue
        keys = sorted((known[number], number) for number in shared)[:_KEYS]
        candidates = {index for _, key in keys for index in buckets.get(key, ())}
        other = next(
            (entries[index] for index in sorted(candidates) if _same(path, line, kept, entries[index])), None
        )
        if other is not None:
            hits.append(Hit(0, len(line.text), None, other[1].text[:60], path=path))
            continue
        for _, key in keys:
            bucket = buckets.setdefault(key, [])
            if len(bucket) < _CROWDED:
                bucket.append(len(entries))
        entries.append((path, line, kept))
    return hits


def _shingled(place: Place) -> list[tuple[str, Line, frozenset[int]]]:
    """Each line with the numbers of its shingles: neighbouring words (English) or characters (中文), without small
    words. A shingle's number is the order in which it was first met, so that every run finds the same."""
    numbered: dict[tuple[str, str], int] = {}
    rows = []
    for path, line in _all_lines(place):
        parts = _parts(line)
        pairs = zip(parts, parts[1:] or parts, strict=False)
        rows.append((path, line, frozenset([numbered.setdefault(pair, len(numbered)) for pair in pairs])))
    return rows


def _same(path: str, line: Line, kept: frozenset[int], other: tuple[str, Line, frozenset[int]]) -> bool:
    if path.count("/") != other[0].count("/") or alike(kept, other[2]) < ALIKE:
        return False
    return [each[2:4] for each in line.amounts] == [each[2:4] for each in other[1].amounts]


def _all_lines(place: Place) -> Iterable[tuple[str, Line]]:
    for index, (objective_line, lines) in enumerate(place.rows):
        yield f"objectives/{index}", objective_line
        for number, line in enumerate(lines):
            yield f"objectives/{index}/key_results/{number}", line


@rule(
    "S305",
    "warning",
    "set",
    en=("Key result restates the objective", "It says again what the objective says.", "What would you see happening on the way there?", "Break it down into two or three signs that it comes true."),
    zh=("关键结果重复了目标", "说的和目标一样。", "在路上会看到什么？", "拆成两三个能看出它在实现的迹象。"),
)  # fmt: skip
def restates(place: Place) -> Iterable[Hit]:
    """Then the objective has only a number more, and nobody has thought about what leads there.

    Bad: O: Raise our market share in the north | KR: Raise market share in the north from 10% to 20% | KR: Open rate from 20% to 30%
    Good: O: Raise our market share in the north | KR: 30 dealers in the north reorder every month | KR: Returns fall from 8% to 5%

    那样目标只是多了一个数字，没有人想过怎么才会到那里。

    不好：O：提高北区市场份额 | KR：北区市场份额从10%提高到20% | KR：退货率从8%降到5%
    好：O：赢回北区小零售商 | KR：北区30家经销商每月补货 | KR：退货率从8%降到5%
    """
    own = _plain_words(place.line)
    if len(own) < 3:
        return NOTHING
    hits = []
    for index, line in enumerate(place.lines):
        theirs = _plain_words(line)
        if theirs and len(own & theirs) >= 0.8 * len(own) and len(own & theirs) >= 0.6 * len(theirs):
            hits.append(Hit(0, len(line.text), path=f"{place.path}/key_results/{index}"))
    return hits


_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "to",
        "our",
        "and",
        "for",
        "from",
        "by",
        "with",
        "on",
        "at",
        "is",
        "are",
        "be",
        "we",
        "will",
        "的",
        "了",
        "从",
        "到",
        "至",
        "由",
        "将",
        "把",
        "和",
        "与",
        "为",
        "达",
        "在",
        "以",
        "上",
        "个",
    ]
)


def _plain_words(line: Line) -> frozenset[str]:
    if line.words is None:
        line.words = frozenset(part for part in _parts(line) if not "0" <= part[0] <= "9")
    return line.words


def _parts(line: Line) -> list[str]:
    """Words (English) and characters (中文) in order, small ones left out."""
    if line.parts is None:
        line.parts = [part for part in _WORDS.findall(line.low[:4000]) if part not in _SMALL]
    return line.parts


@rule(
    "S306",
    "warning",
    "set",
    en=("All activity, or all lagging", "{found}", "Which one would show that it works while it can still be changed?", "Have at least one outcome, and one sign that comes early."),
    zh=("全是任务，或全是滞后指标", "{found}", "哪一条能在还来得及调整的时候说明它有效？", "至少有一条结果，一条早期信号。"),
)  # fmt: skip
def one_sided(place: Place) -> Iterable[Hit]:
    """Only deeds, and one can be done with all of them and nothing has changed. Only what shows at the end, and one
    learns it when it is too late.

    Bad: O: Nurses stay with us | KR: Hold 5 workshops | KR: Hire 3 coaches
    Good: O: Nurses stay with us | KR: Hold 5 workshops | KR: Monthly turnover falls from 3% to 2%

    全是任务，做完了可能什么都没变；全是最后才揭晓的，知道时已来不及。

    不好：O：让护士愿意留下来 | KR：举办5场工作坊 | KR：招聘3名教练
    好：O：让护士愿意留下来 | KR：举办5场工作坊 | KR：月离职率从3%降到2%
    """
    lines = place.lines
    if len(lines) < 2:
        return NOTHING
    han = place.line.han
    if all(deed_of(line) is not None for line in lines):
        return (
            Hit(
                0,
                len(place.line.text),
                None,
                "每一条都是要做的事。" if han else "Every key result is a deed.",
            ),
        )
    if all(line.flags & (LATE | LONG) for line in lines):
        return (
            Hit(
                0,
                len(place.line.text),
                None,
                "每一条都到最后才看得出。" if han else "Every key result shows at the end only.",
            ),
        )
    return NOTHING


@rule(
    "S307",
    "info",
    "set",
    en=("Committed or aspirational?", "It is not said how far it must be reached.", "If it ended at 70%, would that be a success or a broken promise?", "Mark it committed or aspirational."),
    zh=("承诺型还是挑战型", "没写必须做到什么程度。", "如果只做到70%，算成功，还是算没守住承诺？", "标明承诺型或挑战型。"),
)  # fmt: skip
def ambition_unsaid(place: Place) -> Iterable[Hit]:
    """A committed objective is kept in full and others build on it; of an aspirational one 0.7 is good. Who reads it
    has to know which. Only an ambition given as empty is missing.

    Bad: O: New drivers feel at home | Ambition:
    Good: O: New drivers feel at home | Ambition: aspirational

    承诺型要全部做到，别人会依赖它；挑战型做到0.7就很好。读的人得知道是哪一种。只有写了却为空时才提示。

    不好：O：新司机有归属感 | 类型：
    好：O：新司机有归属感 | 类型：挑战型
    """
    objective = place.objective
    return (
        whole(place.line)
        if objective is not None and objective.ambition is not None and not objective.ambition.strip()
        else NOTHING
    )


@rule(
    "S308",
    "info",
    "set",
    en=("Enough?", "The key results share no word with the objective.", "If all of these reach 1.0, is the objective true?", "Add what is missing, or rest assured."),
    zh=("够了吗", "关键结果和目标没有共同的词。", "如果它们全部达到1.0，目标就实现了吗？", "缺什么补什么；不缺就放心。"),
)  # fmt: skip
def enough(place: Place) -> Iterable[Hit]:
    """Only people can say whether the key results together make the objective true. The coach asks, it never asserts,
    and only where nothing in the words connects them. The question costs no points.

    Bad: O: Nurses stay with us | KR: 40 parking spaces are free at night | KR: Rosters come 6 weeks ahead instead of 2
    Good: O: Nurses stay with us | KR: 90% of nurses stay a second year, today 75% | KR: Rosters come 6 weeks ahead instead of 2

    关键结果合在一起是否让目标成真，只有人说得准。教练只问不断言，而且只在字面上毫无联系时才问，不扣分。

    不好：O：护士愿意留下来 | KR：夜间有40个空车位 | KR：排班提前6周公布，原来2周
    好：O：护士愿意留下来 | KR：90%的护士留任满两年，目前75% | KR：排班提前6周公布，原来2周
    """
    if len(place.lines) < 2:
        return NOTHING
    own = _plain_words(place.line)
    if place.line.han:
        pairs = {place.line.low[index : index + 2] for index in range(len(place.line.low[:200]) - 1)}
        if any(pair in line.low for line in place.lines for pair in pairs):
            return NOTHING
        return whole(place.line)
    stems = tuple({word.rstrip("s")[:5] for word in own if len(word) > 3})
    if not stems or any(word.startswith(stems) for line in place.lines for word in _plain_words(line)):
        return NOTHING
    return whole(place.line)


@rule(
    "S309",
    "info",
    "draft",
    en=("Copied from the last cycle", "The same stood in the cycle before.", "What has changed since, and what will you do differently?", "Say what is new, or carry it over openly."),
    zh=("照搬上个周期", "上个周期写的一样。", "这段时间变了什么？这次会做什么不同的事？", "写出新的地方，或明确结转。"),
)  # fmt: skip
def copied(place: Place) -> Iterable[Hit]:
    """Sometimes a goal takes two cycles. Then it is carried over with its history; a copy pretends to start anew.

    有的目标确实要两个周期，那就带着历史结转；照抄一遍等于假装从零开始。
    """
    if not place.draft.previous:
        return NOTHING
    before = {_key(title) for title in place.draft.previous}
    return [
        Hit(0, len(line.text), path=path)
        for path, line in _all_lines(place)
        if path.count("/") == 1 and _key(line.text) in before and line.text.strip()
    ]


def _key(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@rule(
    "S310",
    "warning",
    "draft",
    en=("Parent's number split", "“{found}” has only been divided among those below.", "What will each of them do differently to get there?", "Let each say what they change, not which slice they carry."),
    zh=("指标硬拆", "“{found}”只是被分到了下面。", "为了达到它，每个人会做什么不同的事？", "让每个人写自己要改变什么，而不是分到多少。"),
)  # fmt: skip
def split_number(place: Place) -> Iterable[Hit]:
    """Two million shared out as ten times 200,000 is arithmetic, not a plan: nobody has thought about how. Looked for
    in an objective's own key results, and among objectives that name the same parent.

    Bad: O: Sales of $2M this month | KR: Team North: sales of $1M | KR: Team South: sales of $1M
    Good: O: A record month | KR: 40 new dealers order twice | KR: Returns fall from 8% to 5%

    把200万元平均拆成十个20万元，只是算术，不是办法。在一个目标自己的关键结果里找，也在指向同一上级目标的目标之间找。

    不好：O：本月销售额达到200万元 | KR：一组销售额达到100万元 | KR：二组销售额达到100万元
    好：O：打赢开门红 | KR：40家新经销商下第二单 | KR：退货率从8%降到5%
    """
    rows = place.rows
    hits: list[Hit] = []
    by_title = {_key(line.text): (index, line) for index, (line, _) in enumerate(rows)}
    children: dict[str, list[Line]] = {}
    for index, (line, lines) in enumerate(rows):
        if _shared_out(line, lines):
            amount = line.amounts[0]
            hits.append(
                Hit(
                    amount.start,
                    amount.end,
                    None,
                    line.text[amount.start : amount.end].strip(),
                    path=f"objectives/{index}",
                )
            )
        parent = place.draft.objectives[index].parent
        if parent and _key(parent) in by_title and _key(parent) != _key(line.text):
            children.setdefault(_key(parent), []).extend([line, *lines])
    for title, below in children.items():
        index, line = by_title[title]
        own = [line, *rows[index][1]]
        for number, each in enumerate(own):
            if _shared_out(each, tuple(child for child in below if child.amounts)):
                amount = each.amounts[0]
                path = f"objectives/{index}" + (f"/key_results/{number - 1}" if number else "")
                hits.append(
                    Hit(
                        amount.start,
                        amount.end,
                        None,
                        each.text[amount.start : amount.end].strip(),
                        path=path,
                    )
                )
    return hits


def _shared_out(line: Line, parts: tuple[Line, ...]) -> bool:
    if (
        len(parts) < 2
        or not line.amounts
        or line.amounts[0].unit in ("%", "x", "pp")
        or line.amounts[0].unit.startswith("/")
    ):
        return False
    whole_of = line.amounts[0]
    slices = []
    for part in parts:
        same = [
            amount
            for amount in part.amounts
            if amount.unit == whole_of.unit and amount.value < whole_of.value
        ]
        slices += same[:1]
    return len(slices) >= 2 and sum(amount.value for amount in slices) == whole_of.value
