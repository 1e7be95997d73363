"""A rule is one function: a code, a docstring that is its handbook page, a sentence, a question and a mend."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from okr_coach.draft import Draft, KeyResult, Objective
from okr_coach.report import Edit, Severity
from okr_coach.text.cues import Cue, Line

type Scope = Literal["objective", "key_result", "set", "draft", "feedback", "course"]


class Words(NamedTuple):
    """What the reader is told in one language; `{found}` and the like are filled in."""

    name: str
    sentence: str
    question: str
    mend: str


class Hit(NamedTuple):
    start: int
    end: int
    severity: Severity | None = None
    found: str = ""
    other: str = ""
    edit: Edit | None = None
    path: str | None = None


class Place(NamedTuple):
    """A line where it stands: its objective, its key result, its siblings."""

    line: Line
    draft: Draft
    objective: Objective | None = None
    key_result: KeyResult | None = None
    lines: tuple[Line, ...] = ()
    objective_line: Line | None = None
    path: str = ""
    rows: tuple[tuple[Line, tuple[Line, ...]], ...] = ()


type Check = Callable[[Place], Iterable[Hit]]


class Rule(NamedTuple):
    code: str
    severity: Severity
    scope: Scope
    en: Words
    zh: Words
    check: Check
    off_in: tuple[str, ...]
    needs: int = 0  # flags of which the line has one, or the rule is not asked

    @property
    def page(self) -> str:
        return self.check.__doc__ or ""


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    scope: Scope,
    *,
    en: tuple[str, str, str, str],
    zh: tuple[str, str, str, str],
    off_in: tuple[str, ...] = (),
    needs: int = 0,
) -> Callable[[Check], Check]:
    def keep(check: Check) -> Check:
        RULES[code] = Rule(code, severity, scope, Words(*en), Words(*zh), check, off_in, needs)
        return check

    return keep


NOTHING: tuple[Hit, ...] = ()


def whole(line: Line, severity: Severity | None = None) -> tuple[Hit, ...]:
    return (Hit(0, len(line.text), severity),)


def hit_at(line: Line, cue: Cue) -> Hit:
    return Hit(cue.start, cue.end, None, line.text[cue.start : cue.end])


def short(text: str, most: int = 24) -> str:
    text = text.strip(" ,，;；、")
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
