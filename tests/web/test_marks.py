"""The small marks: what they say to the eye and to a screen reader."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from headway.web import marks


@pytest.mark.parametrize(
    ("fraction", "text"),
    [
        (None, "—"),
        (Decimal("0.544"), "54%"),
        (Decimal("0.9999"), "99%"),
        (Decimal(1), "100%"),
        (Decimal("1.203"), "120%"),
        (Decimal("-0.25"), "−25%"),
        (Decimal("12.5"), "1,250%"),
    ],
)
def test_a_percentage_is_whole_and_never_rounds_up_to_done(fraction: Decimal | None, text: str) -> None:
    assert marks.percent(fraction) == text


def test_a_track_says_progress_and_what_is_expected() -> None:
    with translation.override("en"):
        drawn = marks.track(Decimal("0.54"), Decimal("0.6"), "on_track", label="Open more shops")
    assert 'aria-valuenow="54" aria-valuetext="54%, expected 60%" aria-label="Open more shops"' in drawn
    assert '<rect class="f" y="3" height="8" rx="4" width="54.00%"/>' in drawn
    assert '<rect class="x" x="60.00%"' in drawn


def test_a_track_without_a_value_is_empty_and_says_so() -> None:
    with translation.override("en"):
        drawn = marks.track(None, Decimal("0.6"))
    assert "aria-valuenow" not in drawn
    assert 'aria-valuetext="No value yet"' in drawn
    assert 'class="f"' not in drawn


def test_a_track_beyond_its_end_is_full_and_says_the_true_number() -> None:
    with translation.override("en"):
        drawn = marks.track(Decimal("1.2"))
    assert 'width="100.00%"' in drawn
    assert 'aria-valuenow="100"' in drawn
    assert 'aria-valuetext="120%"' in drawn


def test_a_label_cannot_break_out_of_its_mark() -> None:
    drawn = marks.track(Decimal("0.5"), label='"><script>')
    assert "<script>" not in drawn


def test_a_status_is_a_shape_and_a_word_in_the_reader_s_language() -> None:
    with translation.override("zh-hans"):
        assert marks.status_word("at_risk") == "存在风险"
        assert 'aria-label="存在风险"' in marks.glyph("at_risk", word=True)
    assert "st-not_started" in marks.chip(None)


@pytest.mark.parametrize(
    ("points", "drawn"),
    [
        ([], 0),
        ([1], 0),
        ([1, 2, 3], 2),
        ([5, 5, 5], 2),
    ],
)
def test_a_sparkline_needs_two_points_for_a_line(points: list[float], drawn: int) -> None:
    assert marks.sparkline(points).count("<path") == drawn


def test_a_sparkline_runs_from_its_lowest_to_its_highest_point() -> None:
    assert 'd="M2.0 26.0L45.0 15.0L88.0 4.0"' in marks.sparkline([Decimal(0), Decimal("0.5"), Decimal(1)])


def test_a_portrait_shows_initials_and_nobody_shows_a_hand() -> None:
    assert (
        marks.avatar(SimpleNamespace(initials="林", hue=9))
        == '<span class="av hue-1 " aria-hidden="true">林</span>'
    )
    assert "#hand" in marks.avatar(None)
