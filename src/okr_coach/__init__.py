"""Reads an OKR as a good coach would: findings with a question and a mend, in English and 简体中文.

    from okr_coach import Draft, Objective, KeyResult, review

    report = review(Draft((Objective("Improve quality", key_results=(KeyResult("Launch X"),)),)))

Plain Python, offline, deterministic; nothing is loaded before it is used.
"""

TYPE_CHECKING = False  # not from typing: importing that takes longer than all the rest
if TYPE_CHECKING:
    from okr_coach.coach import is_result, review, review_line
    from okr_coach.config import Config
    from okr_coach.draft import Course, Draft, KeyResult, Objective
    from okr_coach.report import Edit, Finding, Report

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
    "is_result": "coach",
    "review": "coach",
    "review_line": "coach",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"okr_coach.{home}"), name)
