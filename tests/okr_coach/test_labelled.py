"""The bars of the coach, held on both halves of the labelled lines."""

from __future__ import annotations

import pytest

from tools.coach_report import JUDGED, agreement, figures, rows

BARS = {"K201": (0.92, 0.80), "K202": (0.92, 0.80)}
OTHERS = (0.80, 0.0)


@pytest.mark.parametrize("half", ["development", "held_out"])
def test_what_the_coach_says_is_right_and_it_misses_little(half: str) -> None:
    short = {
        key: each
        for key, each in figures(half).items()
        if each.precision < BARS.get(key[0], OTHERS)[0] or each.recall < BARS.get(key[0], OTHERS)[1]
    }
    assert short == {}


@pytest.mark.parametrize("half", ["development", "held_out"])
def test_numbers_and_units_are_recognised(half: str) -> None:
    assert agreement(half) >= 0.98


def test_there_are_four_hundred_lines_half_of_them_chinese_every_rule_in_both_halves() -> None:
    development, held_out = rows("development"), rows("held_out")
    lines = development + held_out
    assert len({row.text for row in lines}) == len(lines) >= 400
    assert 0.45 <= sum(row.language == "zh" for row in lines) / len(lines) <= 0.55
    for half in (development, held_out):
        said = {(row.language, code) for row in half for code in row.codes}
        assert {
            (language, code) for codes in JUDGED.values() for code in codes for language in ("en", "zh")
        } <= said
