"""T401–T404: how a running key result goes; from the data, not from the text."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections.abc import Iterable
from decimal import Decimal

from okr_coach.rules.rule import NOTHING, Hit, Place, rule

STALE_SLOTS = 2
FLAT_VALUES = 3
ALWAYS_FULL = 3
CONFIDENT, DOUBTFUL = 7, 3
BEHIND, THERE = Decimal("0.6"), Decimal(1)


@rule(
    "T401",
    "warning",
    "course",
    en=("Stale", "No check-in for {found} slots.", "What has happened since, that nobody wrote down?", "Check in with today's value, even if it has not moved."),
    zh=("很久没有更新", "已经{found}次没有更新进展。", "这段时间发生了什么没有记下来？", "用今天的值更新一次，没变也写。"),
)  # fmt: skip
def stale(place: Place) -> Iterable[Hit]:
    """Two missed slots in a row: what nobody looks at has stopped being a goal. A value that has not moved is worth a
    check-in, too.

    连续两次没有更新：没人看的目标已经不是目标。没变的值也值得更新一次。
    """
    course = place.key_result.course if place.key_result else None
    if course is None or course.missed_slots < STALE_SLOTS:
        return NOTHING
    return (Hit(0, len(place.line.text), None, str(course.missed_slots)),)


@rule(
    "T402",
    "warning",
    "course",
    en=("Flat for three check-ins", "The last {found} check-ins brought the same value.", "What is in the way, and who could move it?", "Name the obstacle, ask for help, or try another way."),
    zh=("连续三次没有变化", "最近{found}次更新的值都一样。", "卡在哪里？谁能帮忙挪开？", "写出障碍，请求协作，或换个办法。"),
)  # fmt: skip
def flat(place: Place) -> Iterable[Hit]:
    """Three check-ins with one value: the work does not reach the number. Better asked in the third week than in the
    twelfth.

    连续三次同一个值：做的事没有影响到数字。第三周问，好过第十二周问。
    """
    course = place.key_result.course if place.key_result else None
    if course is None or len(course.values) < FLAT_VALUES or len(set(course.values[-FLAT_VALUES:])) != 1:
        return NOTHING
    return (Hit(0, len(place.line.text), None, str(FLAT_VALUES)),)


@rule(
    "T403",
    "warning",
    "course",
    en=("Always 1.0", "The last {found} scores were all 1.0.", "Was it ambitious enough?", "Set the next target where confidence is an honest 50%."),
    zh=("总是1.0", "最近{found}个周期都是1.0分。", "目标够有挑战吗？", "下次把目标定在把握五成的地方。"),
)  # fmt: skip
def always_full(place: Place) -> Iterable[Hit]:
    """Who always scores 1.0 sets targets that are sure to be reached. The best scores lie between 0.6 and 0.7 for what
    is meant to stretch. Nobody is to blame; the next target may be bolder.

    总是1.0，说明目标总是稳拿。挑战型的最佳得分在0.6到0.7之间。没有人该受责备，下次可以更大胆。
    """
    course = place.key_result.course if place.key_result else None
    if (
        course is None
        or len(course.scores) < ALWAYS_FULL
        or any(score < 1 for score in course.scores[-ALWAYS_FULL:])
    ):
        return NOTHING
    return (Hit(0, len(place.line.text), None, str(ALWAYS_FULL)),)


@rule(
    "T404",
    "warning",
    "course",
    en=("Confidence against the forecast", "Confidence is {found}, the pace so far leads to {other} of the aim.", "What do you know that the numbers do not show yet?", "Write it into the check-in, or move the confidence."),
    zh=("信心与预测不符", "信心指数是{found}，按目前节奏会到目标的{other}。", "你知道什么是数字还没体现的？", "写进更新里，或调整信心指数。"),
)  # fmt: skip
def against_the_forecast(place: Place) -> Iterable[Hit]:
    """High confidence (7 and more) while the pace leads to less than 60% of the aim, or low confidence (3 and less)
    while it leads all the way: one of the two knows something. The question is worth more than either number.

    信心很高（7及以上）而节奏只够六成，或信心很低（3及以下）而节奏足够：其中必有一个知道些什么。
    """
    course = place.key_result.course if place.key_result else None
    if course is None or course.confidence is None or course.forecast is None:
        return NOTHING
    hopeful = course.confidence >= CONFIDENT and course.forecast < BEHIND
    gloomy = course.confidence <= DOUBTFUL and course.forecast >= THERE
    if not (hopeful or gloomy):
        return NOTHING
    return (Hit(0, len(place.line.text), None, str(course.confidence), f"{round(course.forecast * 100)}%"),)
