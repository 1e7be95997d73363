"""Any text at all: no exception, spans inside the title, time in proportion to its length."""

from __future__ import annotations

import subprocess
import sys
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okr_coach import Draft, KeyResult, Objective, review, review_line
from okr_coach.readers import CannotRead, read

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
    "mixed": "提升NPS from 3 到 5万 launch上线 ",
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("kind", ["objective", "key_result", "feedback"])
def test_a_hundred_thousand_characters_take_no_more_than_their_length(name: str, kind: str) -> None:
    piece = LONG[name]
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    started = process_time()
    found = review_line(
        "objective" if kind == "objective" else "feedback" if kind == "feedback" else "key_result", text
    )
    assert process_time() - started < 3
    assert all(finding.span[1] <= len(text) for finding in found)


def test_the_coach_needs_neither_django_nor_headway_and_is_there_at_once() -> None:
    program = (
        "import sys, time; t = time.process_time(); import okr_coach; okr_coach.review;"
        "t = time.process_time() - t;"
        "heavy = ('django', 'headway', 'yaml', 'dataclasses', 'pathlib');"
        "bad = [name for name in sys.modules if name.split('.')[0] in heavy];"
        "print(t, bad)"
    )
    taken, others = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split(" ", 1)
    assert others.strip() == "[]"
    assert float(taken) < 0.5  # 60 ms from bytecode on a free core; here it may be compiled first


@pytest.mark.bench
def test_ten_thousand_key_results_a_second() -> None:
    lines = (
        "Raise the share of trial accounts that convert to paid from 18% to 26%",
        "Roll out the new CRM to the field sales team by end of Q2",
        "试用转付费率从18%提升到26%",
        "为夜班员工举办四场安全培训",
    )
    objectives = tuple(
        Objective(
            f"Make mornings calm in town {number}",
            key_results=tuple(KeyResult(line) for line in lines),
        )
        for number in range(2500)
    )
    review(Draft(objectives[:10]))
    started = process_time()
    for objective in objectives:
        review(Draft((objective,)))
    assert process_time() - started < 1
