"""S303, S306, S310: counterweights, leading and lagging, numbers shared out."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections.abc import Iterable
from itertools import repeat

from okr_coach.draft import KeyResult
from okr_coach.rules.rule import NOTHING, Hit, Place, rule, whole
from okr_coach.rules.set.copies import key_of
from okr_coach.text.cues import Line
from okr_coach.text.deeds import deed_of
from okr_coach.text.flags import CARE, FALL, LATE, LONG, RISE, VOLUME
from okr_coach.text.later import later
from okr_coach.text.units import CURRENCY_UNITS

_NOT_VOLUME = later(r"满意|留存|续约|复购|毛利率|转化率|周期|%|churn|margin|conversion|share")


_OF_WHICH = frozenset(["订单", "销售", "出货"])
_COUNTED = later(
    r"\s*(?:$|[0-9，,。；;、:：≥≤><总额量数收业增达从由自突超破翻提涨升再每月日年季同环较比至到为保完过不均]|(?:金额|单量|笔数|规模))"
)


def _is_volume(line: Line, key_result: KeyResult | None = None) -> bool:
    if line.flags & CARE or _NOT_VOLUME.search(line.low) or _is_to_fall(line, key_result):
        return False
    if any(amount.unit in CURRENCY_UNITS for amount in line.amounts):
        return True
    return any(
        cue.flags & VOLUME and (cue.word not in _OF_WHICH or _COUNTED.match(line.low, cue.end) is not None)
        for cue in line.cues
    )  # 询问订单的来电, 销售流程: the word is there, the volume is not


def _is_to_fall(line: Line, key_result: KeyResult | None) -> bool:
    """Whoever asks for less asks for no volume: orders cancelled fall from 3 to 1."""
    if line.moves:
        return all(second.value < first.value for first, second in line.moves)
    if key_result is not None and key_result.start is not None and key_result.target is not None:
        return key_result.target < key_result.start
    return bool(line.flags & FALL) and not line.flags & RISE


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
    fields = place.objective.key_results if place.objective is not None else None
    told: Iterable[KeyResult | None] = fields if fields and len(fields) == len(lines) else repeat(None)
    if not lines or not all(
        _is_volume(line, key_result) for line, key_result in zip(lines, told, strict=False)
    ):
        return NOTHING
    if len(lines) < 2 and not (_is_volume(place.line) and place.line.amounts):
        return NOTHING
    return whole(place.line)


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
    by_title = {key_of(line.text): (index, line) for index, (line, _) in enumerate(rows)}
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
        if parent and key_of(parent) in by_title and key_of(parent) != key_of(line.text):
            children.setdefault(key_of(parent), []).extend([line, *lines])
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
