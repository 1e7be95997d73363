"""The handbook says what the rules say."""

from __future__ import annotations

from tools.coach_pages import FOLDER, pages


def test_every_rule_has_its_page_and_no_page_is_stale() -> None:
    written = pages()
    assert {path.name for path in FOLDER.glob("*.md")} == set(written)
    assert [name for name, text in written.items() if (FOLDER / name).read_text("utf-8") != text] == []
