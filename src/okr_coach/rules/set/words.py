"""The words of a line that say something."""

from okr_coach.text.cues import Line
from okr_coach.text.later import later

_WORDS = later(r"[a-z]+|[0-9.]+|[㐀-鿿]")


_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "to",
        "our",
        "and",
        "for",
        "from",
        "by",
        "with",
        "on",
        "at",
        "is",
        "are",
        "be",
        "we",
        "will",
        "的",
        "了",
        "从",
        "到",
        "至",
        "由",
        "将",
        "把",
        "和",
        "与",
        "为",
        "达",
        "在",
        "以",
        "上",
        "个",
    ]
)


def plain_words(line: Line) -> frozenset[str]:
    if line.words is None:
        line.words = frozenset(part for part in parts_of(line) if not "0" <= part[0] <= "9")
    return line.words


def parts_of(line: Line) -> list[str]:
    """Words (English) and characters (中文) in order, small ones left out."""
    if line.parts is None:
        line.parts = [part for part in _WORDS.findall(line.low[:4000]) if part not in _SMALL]
    return line.parts
