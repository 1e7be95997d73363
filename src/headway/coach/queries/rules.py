"""The coach's rules as a reader sees them: name, question, an example, and how loudly each speaks here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from headway.coach.queries.notes import language_of_reader
from headway.coach.queries.settings import Coach
from okr_coach.pages import Page, page
from okr_coach.rules.rule import RULES, Rule


@dataclass(frozen=True, slots=True)
class RuleRow:
    """``own``: as the rule comes; ``usual``: as the profile has it; ``chosen``: what the organisation said,
    or empty; ``severity``: what holds. Off is written “off”."""

    code: str
    name: str
    scope: str
    own: str
    usual: str
    chosen: str
    severity: str
    question: str
    mend: str
    prose: str
    bad: Sequence[str]
    good: Sequence[str]


def rule_rows(settings: Coach, *, language: str | None = None) -> list[RuleRow]:
    """All of them in the order of their codes, in the reader's language (en or zh)."""
    speak = language or language_of_reader()
    return [_row(RULES[code], settings, speak) for code in sorted(RULES, key=_order)]


def rule_row(code: str, settings: Coach, *, language: str | None = None) -> RuleRow | None:
    rule = RULES.get(code)
    return None if rule is None else _row(rule, settings, language or language_of_reader())


def _order(code: str) -> tuple[int, str]:
    """Objectives, key results, sets, how it goes, feedback."""
    return "OKSTF".find(code[0]), code


def _row(rule: Rule, settings: Coach, language: str) -> RuleRow:
    words = rule.zh if language == "zh" else rule.en
    told = _page(rule.code, language)
    chosen = settings.severities.get(rule.code, "")
    plain = settings.config._replace(select=("O", "K", "S", "F", "T"), severity={})
    usual = plain.severity_of(rule.code, rule.severity, rule.off_in) or "off"
    return RuleRow(
        rule.code,
        words.name,
        rule.scope,
        rule.severity,
        usual,
        chosen,
        chosen or usual,
        words.question.replace("{found}", "…"),
        words.mend.replace("{found}", "…").replace("{other}", "…"),
        told.prose,
        told.bad,
        told.good,
    )


@lru_cache(maxsize=256)
def _page(code: str, language: str) -> Page:
    return page(RULES[code], language)
