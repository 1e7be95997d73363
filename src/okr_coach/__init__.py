"""Reads an OKR as a good coach would: findings with a question and a mend, in English and 简体中文.

    from okr_coach import Draft, Objective, KeyResult, review

    report = review(Draft((Objective("Improve quality", key_results=(KeyResult("Launch X"),)),)))

Plain Python, offline, deterministic. Importing names loads next to nothing; rules, lexicons and
patterns come with the first line that is read.
"""

from __future__ import annotations

TYPE_CHECKING = False  # not from typing: importing that takes longer than all the rest
if TYPE_CHECKING:
    from okr_coach.coach import Ignored
    from okr_coach.config import Config
    from okr_coach.draft import Course, Draft, KeyResult, Objective
    from okr_coach.report import Edit, Finding, Report
    from okr_coach.rules.rule import Scope

__all__ = [
    "Config",
    "Course",
    "Draft",
    "Edit",
    "Finding",
    "KeyResult",
    "Objective",
    "Report",
    "is_result",
    "review",
    "review_line",
]

_HOMES = {
    "Config": "config",
    "Course": "draft",
    "Draft": "draft",
    "Edit": "report",
    "Finding": "report",
    "KeyResult": "draft",
    "Objective": "draft",
    "Report": "report",
}


def review(
    draft: Draft,
    profile: str = "default",
    *,
    config: Config | None = None,
    language: str | None = None,
    ignored: Ignored | None = None,
) -> Report:
    """`language` is that of the sentences (else the draft's, else the title's); `ignored`: codes by path."""
    from okr_coach import coach

    return coach.review(draft, profile, config=config, language=language, ignored=ignored)


def review_line(
    kind: Scope, text: str, *, config: Config | None = None, language: str | None = None
) -> tuple[Finding, ...]:
    """One field while it is typed: kind is objective, key_result or feedback. The path is empty."""
    from okr_coach import coach

    return coach.review_line(kind, text, config=config, language=language)


def is_result(text: str) -> bool | None:
    """True for what reads like a key result, False for what reads like a task, else None."""
    from okr_coach import coach

    return coach.is_result(text)


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f"okr_coach.{home}"), name)
    return found
