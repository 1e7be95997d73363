import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.core.errors import Refusal
from headway.core.text import clean_line, clean_text

KEPT = [
    "Grow <script>alert(1)</script>",
    "发布 👩🏽‍🚀 计划",
    "زيادة عدد العملاء",
    "می‌خواهم",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "x² ½ ﬁ Ａ",
    "\u2067שלום\u2069 world",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_people_write_in_any_script_is_kept_as_typed(text: str) -> None:
    assert clean_line(text, limit=200, field="title") == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two \t\n words\u3000here ", "two words here"),
        ("cafe\u0301", "café"),
        ("a\x00b\x07c\x7f", "abc"),
        ("a\ud800b", "ab"),
        ("\ufeffbom\ufffe", "bom"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("safe\u202egnp\u202c.exe", "safegnp.exe"),
        ("open \u2067rtl", "open rtl"),
        ("close\u2069 \u202c me", "close me"),
        ("\u202bok\u202c", "\u202bok\u202c"),
        ("\u2067a\u202bb\u2069c\u202c", "\u2067ab\u2069c"),
    ],
)
def test_controls_and_loose_directions_are_removed(typed: str, kept: str) -> None:
    assert clean_line(typed, limit=200, field="title") == kept


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\u2067\u2069", "\u0301", "\x00\n"])
def test_nothing_visible_is_refused_where_something_is_required(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        clean_line(text, limit=10, field="title")
    assert (refused.value.code, refused.value.field) == ("text_missing", "title")
    assert clean_line(text, limit=10, field="title", required=False) == ""


def test_a_text_that_is_too_long_is_told_by_how_much() -> None:
    with pytest.raises(Refusal) as refused:
        clean_line("字" * 5000, limit=200, field="title")
    assert refused.value.code == "text_too_long"
    assert refused.value.message() == "This is 5000 characters long; at most 200 fit. Shorten it a little."


def test_paragraphs_stay_and_their_edges_are_trimmed() -> None:
    assert clean_text("\r\n\n a  \r\nb\u2028\n\n\n\nc\x0b \n\n", limit=50, field="why") == " a\nb\n\nc"


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    line = clean_line(text, limit=500, field="title", required=False)
    assert clean_line(line, limit=500, field="title", required=False) == line
    assert unicodedata.is_normalized("NFC", line)
    lines = clean_text(text, limit=500, field="why")
    assert clean_text(lines, limit=500, field="why") == lines
