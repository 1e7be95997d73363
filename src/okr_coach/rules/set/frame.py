"""S301, S302, S307, S308: how many, how ambitious, enough?"""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections.abc import Iterable

from okr_coach.rules.rule import NOTHING, Hit, Place, rule, whole
from okr_coach.rules.set.words import plain_words


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
    noted, warned = place.draft.focus
    if count <= noted:
        return NOTHING
    return (Hit(0, 0, "warning" if count > warned else None, str(count), path=""),)


@rule(
    "S302",
    "warning",
    "set",
    en=("Too few or too many key results", "Number of key results under this objective: {found}.", "Which two to four together would convince you?", "Two to four key results; add a counterweight, or trim."),
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
    own = plain_words(place.line)
    if place.line.han:
        pairs = {place.line.low[index : index + 2] for index in range(len(place.line.low[:200]) - 1)}
        if any(pair in line.low for line in place.lines for pair in pairs):
            return NOTHING
        return whole(place.line)
    stems = tuple({word.rstrip("s")[:5] for word in own if len(word) > 3})
    if not stems or any(word.startswith(stems) for line in place.lines for word in plain_words(line)):
        return NOTHING
    return whole(place.line)
