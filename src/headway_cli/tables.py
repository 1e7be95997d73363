"""Columns that line up, Chinese included."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width


def width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def shortened(text: str, limit: int) -> str:
    if width(text) <= limit:
        return text
    kept = ""
    for letter in text:
        if width(kept + letter) > limit - 1:
            break
        kept += letter
    return kept + "…"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, widest: int = 60) -> str:
    lines = [[shortened(cell, widest) for cell in row] for row in (head, *rows)]
    widths = [max(width(line[place]) for line in lines) for place in range(len(head))]
    return "\n".join(
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def percent(share: object) -> str:
    """The API's fraction as people read it: “0.3125” is 31 %."""
    from decimal import Decimal

    return "—" if share is None else f"{(Decimal(str(share)) * 100).quantize(Decimal(1))} %"
