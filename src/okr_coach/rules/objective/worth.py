"""O104, O107: business as usual, duty."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections.abc import Iterable

from okr_coach.rules.rule import NOTHING, Hit, Place, hit_at, rule
from okr_coach.text.flags import DULL, FINE, KEEP
from okr_coach.text.later import later

_ROUTINE = later(
    r"\bbusiness as usual\b|\bday-to-day (?:business|operations|work)\b|\bsmooth running\b|\bdaily operations\b|按部就班|日常(?:各项)?工作|例行工作|(?:确保|保障)[^，,]{1,10}(?:正常|平稳|稳定)(?:运行|运转|开展)?$"
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
    for cue in line.cues:
        if cue.flags & DULL and not (cue.word == "日常" and _DAILY_LIFE.search(line.low)):
            return (hit_at(line, cue),)
    return NOTHING


_DAILY_LIFE = later(
    r"(?:的|成为|变成|走进|走入|进入|融入|写进)日常(?:生活)?(?:[，,。.！!]|\s*$)|日常生活"
)  # somebody's everyday, not our daily work
