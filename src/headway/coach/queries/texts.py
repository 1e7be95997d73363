"""A single text while it is typed: feedback to somebody, the title of a task or of a key result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from headway.coach.queries.notes import language_of_reader
from headway.coach.queries.settings import config_or_refusal
from okr_coach import Finding, is_result, review_line

type TextKind = Literal["feedback", "task", "key_result", "objective"]


@dataclass(frozen=True, slots=True)
class TextNotes:
    """``reads_as``: “result” or “task”, or empty where it cannot be told; ``question`` asks when that is not
    what it stands as."""

    findings: Sequence[Finding]
    reads_as: str
    question: str


def text_notes(kind: TextKind, text: str, *, language: str | None = None) -> TextNotes:
    """One query. Raises ``CoachOff``."""
    config = config_or_refusal()
    speak = language or language_of_reader()
    findings = () if kind == "task" else review_line(kind, text, config=config, language=speak)
    if kind not in ("task", "key_result"):
        return TextNotes(findings, "", "")
    result = is_result(text)
    reads_as = "" if result is None else "result" if result else "task"
    return TextNotes(findings, reads_as, _question(kind, reads_as))


def _question(kind: TextKind, reads_as: str) -> str:
    if kind == "task" and reads_as == "result":
        return _("This reads like a result. Would it be better as a key result, with tasks that lead to it?")
    if kind == "key_result" and reads_as == "task":
        return _("This reads like a task. What changes once it is done? That would be the key result.")
    return ""
