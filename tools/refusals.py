"""Writes docs/reference/refusals.md from the Refusal classes; `--check` says whether it is stale."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headway.core.errors import Refusal

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "refusals.md"
AREAS = ("core", "people", "goals", "coach", "library", "rewriting", "transfer", "api", "web")

HEAD = """# Refusals

What Headway says when it cannot do what was asked: one sentence for the person, in the reader's language,
and one code that stays the same for programs. On a page the sentence stands next to its field. The API says
`{"error": {"code", "message", "fields": [{"field", "code", "message"}]}}` with the HTTP status of this table.
`%(name)s` stands for a word that is filled in. A code may come with more than one sentence.

This page is generated from the source by `python tools/refusals.py`; a test fails while it is stale.
"""


def main() -> int:
    text = page()
    if "--check" in sys.argv[1:]:
        fresh = PAGE.exists() and PAGE.read_text("utf-8") == text
        if not fresh:
            print(f"{PAGE.relative_to(ROOT)} is stale: run python tools/refusals.py")
        return 0 if fresh else 1
    PAGE.write_text(text, "utf-8")
    return 0


def page() -> str:
    """The whole page; missing Chinese shows as “—”, which the tests of the messages complain about."""
    from headway.config.messages import joined

    chinese = {singular: found.texts[0] for (context, singular), found in joined().items() if context is None}
    by_area: dict[str, set[tuple[str, int, str]]] = defaultdict(set)
    for refusal in refusals():
        by_area[refusal.__module__.split(".")[1]].add((refusal.code, refusal.status, refusal.sentence))
    parts = [HEAD]
    for area in sorted(by_area, key=AREAS.index):
        rows = [
            f"| `{code}` | {status} | {_cell(sentence)} | {_cell(_translated(chinese, sentence))} |"
            for code, status, sentence in sorted(by_area[area])
        ]
        table = ["| code | status | English | 简体中文 |", "|---|---|---|---|", *rows]
        parts.append("\n".join([f"## {area}", "", *table, ""]))
    return "\n".join(parts)


def refusals() -> list[type[Refusal]]:
    """Every Refusal class of the package, in no particular order."""
    import headway
    from headway.core.errors import Refusal

    for module in pkgutil.walk_packages(headway.__path__, "headway."):
        parts = module.name.split(".")
        if parts[1] not in ("config", "demo") and "migrations" not in parts:
            importlib.import_module(module.name)
    return list(_below(Refusal))


def _below(parent: type[Refusal]) -> Iterator[type[Refusal]]:
    for child in parent.__subclasses__():
        if child.__module__.startswith("headway."):
            yield child
            yield from _below(child)


def _translated(chinese: Mapping[str, str], sentence: str) -> str:
    return chinese.get(sentence) or "—"


def _cell(text: str) -> str:
    return text.replace("%%", "%").replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.config.settings")
    sys.path.insert(0, str(ROOT / "src"))
    import django

    django.setup()
    sys.exit(main())
