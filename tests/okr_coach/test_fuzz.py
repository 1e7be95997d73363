"""Any text at all: no exception, spans inside the title, time in proportion to its length.

Time is measured against something else that ran in the same process or beside it, never in seconds."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okr_coach import Draft, KeyResult, Objective, review, review_line
from okr_coach.coach import LONGEST_READ
from okr_coach.readers import CannotRead, read
from okr_coach.rules.rule import Scope

WORDS = (
    "increase reduce from to by and 10 % 5M $ X TBD launch one half dozen a quarter of top Q3 2026 9,50 "
    "完成 提升 从 到 百分之 二十 三 万 亿 翻番 八成 （ ） ， 。 和 并 让 年 月 底前 前 第 名 / 5 - → >= ≥ "
    "1,2,3 iPhone ISO İ ß ﬁ ٣ 𝟙 \u202e \ud800 \x00 \n"
)
PIECES = st.sampled_from(WORDS.split(" "))
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=60).map(" ".join),
    st.lists(PIECES, max_size=60).map("".join),
)


@settings(max_examples=300, deadline=None)
@given(objective=TEXTS, key_results=st.lists(TEXTS, max_size=6), feedback=TEXTS)
def test_no_text_breaks_the_coach(objective: str, key_results: list[str], feedback: str) -> None:
    titles = tuple(KeyResult(title) for title in key_results)
    report = review(Draft((Objective(objective, key_results=titles),), feedback=(feedback,)))
    lengths = {"objectives/0": len(objective), "": 0, "feedback/0": len(feedback)}
    lengths |= {f"objectives/0/key_results/{index}": len(title) for index, title in enumerate(key_results)}
    for finding in report.findings:
        start, end = finding.span
        assert 0 <= start <= end <= lengths[finding.path]
        assert finding.message and finding.question and finding.mend
    assert 0 <= report.score <= 100


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=80).map("\n".join)))
def test_no_file_breaks_a_reader(text: str) -> None:
    for form in ("json", "yaml", "markdown", "csv"):
        try:
            source = read(text, form)
        except CannotRead:
            continue
        for line, column in source.lines.values():
            assert line >= 1 and column >= 1


LONG = {
    "words": "increase the share of customers and ",
    "汉字": "完成新系统的建设并提升客户满意度，",
    "digits": "9",
    "numbers": "12,5 ",
    "percents": "从10%到20%",
    "spaces": " ",
    "letters": "a",
    "ands": " and and",
    "numerals": "一二三百万",
    "brackets": "[<{（",
    "exes": "X",
    "dashes": "a-",
    "froms": "from 1 ",
    "为": "为",
    "增加": "增加",
    "ranks": "第3天 top 5 前10% #1 in ",
    "spans": "1:30 7m40s 1万5千 2 in 3 ",
    "baselines": "5% (Q1: 3%) 较去年提高2个点，",
    "shapes": "make it the best of open bugs under 100 and ",
    "上线": "上线首日完成2笔的",
    "mixed": "提升NPS from 3 到 5万 launch上线 ",
}


def quickest(do: Callable[[], object], times: int = 3) -> float:
    """Processor seconds of the fastest of several runs."""
    taken = []
    for _ in range(times):
        started = process_time()
        do()
        taken.append(process_time() - started)
    return min(taken)


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("kind", ["objective", "key_result", "feedback"])
def test_a_hundred_thousand_characters_take_no_more_than_their_length(name: str, kind: str) -> None:
    piece = LONG[name]
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    scope: Scope = "objective" if kind == "objective" else "feedback" if kind == "feedback" else "key_result"
    found = review_line(scope, text)
    assert all(finding.span[1] <= len(text) for finding in found)
    # the coach reads 20,000 of them: five times 4,000 would be 5, a quadratic reader would take 25
    short, whole = text[: LONGEST_READ // 5], text[:LONGEST_READ]
    noise = quickest(lambda: re.findall(r"\w+|\W", text))
    long = quickest(lambda: review_line(scope, text))
    assert long < 12 * quickest(lambda: review_line(scope, short)) + 5 * noise
    assert long < 3 * quickest(lambda: review_line(scope, whole)) + 5 * noise


def beside(program: str) -> tuple[float, str]:
    """Processor seconds of `program` in an interpreter of its own, and what it printed."""
    measured = (
        f"import sys, time; t = time.process_time(); {program}; t = time.process_time() - t;"
        "print(t, sorted({name.split('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", measured], capture_output=True, text=True, check=True)
    taken, modules = run.stdout.split(" ", 1)
    return float(taken), modules


def test_the_coach_needs_neither_django_nor_headway_and_is_there_as_soon_as_a_standard_package() -> None:
    _, modules = beside("import okr_coach; okr_coach.review")
    for heavy in ("django", "headway", "yaml", "dataclasses", "pathlib"):
        assert f"'{heavy}'" not in modules
    coach = min(beside("from okr_coach import Draft, KeyResult, Objective, review")[0] for _ in range(5))
    standard = min(beside("import asyncio, unittest.mock")[0] for _ in range(5))
    assert coach < standard  # a tenth of it, even where nothing has been compiled before
    first = "from okr_coach import review_line; review_line('key_result', '上线10个site')"
    assert min(beside(first)[0] for _ in range(3)) < 6 * standard  # rules, lexicons and patterns come here


LINES = (
    "Raise the share of trial accounts that convert to paid from 18% to 26%",
    "Roll out the new CRM to the field sales team by end of Q2",
    "试用转付费率从18%提升到26%",
    "为夜班员工举办四场安全培训",
)


def test_a_key_result_costs_at_most_as_much_as_taking_its_words_apart_120_times() -> None:
    """About 50 times, which is 10,000 and more a second on one core of 2024."""
    objectives = [
        Draft((Objective(f"Make mornings calm in town {number}", key_results=tuple(map(KeyResult, LINES))),))
        for number in range(250)
    ]
    words = re.compile(r"\w+|\W")

    def read_all() -> None:
        for draft in objectives:
            review(draft)

    def take_apart() -> None:
        for _ in objectives:
            for line in LINES:
                words.findall(line)

    read_all()
    coach, yardstick = quickest(read_all, 5), quickest(take_apart, 5)
    count = len(objectives) * len(LINES)
    print(f"{count / coach:,.0f} key results a second, {coach / yardstick:.0f} times the yardstick")
    assert coach < 120 * yardstick
