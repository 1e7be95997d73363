"""S304, S305, S309: the same again."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections import Counter
from collections.abc import Iterable

from okr_coach.rules.rule import NOTHING, Hit, Place, rule, short
from okr_coach.rules.set.words import parts_of, plain_words
from okr_coach.text.cues import Line


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
            hits.append(Hit(0, len(line.text), None, short(other[1].text, 60), path=path))
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
        parts = parts_of(line)
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
    own = plain_words(place.line)
    if len(own) < 3:
        return NOTHING
    hits = []
    for index, line in enumerate(place.lines):
        theirs = plain_words(line)
        if theirs and len(own & theirs) >= 0.8 * len(own) and len(own & theirs) >= 0.6 * len(theirs):
            hits.append(Hit(0, len(line.text), path=f"{place.path}/key_results/{index}"))
    return hits


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
    before = {key_of(title) for title in place.draft.previous}
    return [
        Hit(0, len(line.text), path=path)
        for path, line in _all_lines(place)
        if path.count("/") == 1 and key_of(line.text) in before and line.text.strip()
    ]


def key_of(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
