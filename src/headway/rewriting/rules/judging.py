"""The rules stay the judge: what a model words is read like anybody's sentence, beside the original.

A number that the writer did not give is taken out and leaves [x]: nobody's goal should rest on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from headway.rewriting.rules.prompt import MOST, Kind, Language
from okr_coach import Config, Draft, Finding, KeyResult, Objective, review
from okr_coach.report import WEIGHTS
from okr_coach.text.cues import Line
from okr_coach.text.numbers import half_width

PLACEHOLDER = "[x]"
UNFILLED = "K208"

type Subject = Objective | KeyResult


class Judged(NamedTuple):
    """`score` is 0–100 for this sentence alone, by the arithmetic of the coach."""

    text: str
    findings: tuple[Finding, ...]
    score: int

    @property
    def errors(self) -> int:
        """A place that is left open for the writer's own number is a question, not a fault of the wording."""
        return sum(found.severity == "error" and found.code != UNFILLED for found in self.findings)

    @property
    def unfilled(self) -> int:
        """The points that an open place costs."""
        return sum(WEIGHTS[found.severity] for found in self.findings if found.code == UNFILLED)


class Suggestion(NamedTuple):
    """`invented` are the numbers that were taken out, as the model wrote them."""

    judged: Judged
    invented: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.judged.unfilled > 0 or PLACEHOLDER in self.judged.text

    @property
    def score_once_filled(self) -> int:
        """What the open place alone costs is given back."""
        return min(100, self.judged.score + self.judged.unfilled)


class Judgement(NamedTuple):
    """`left_out`: how many wordings were not worth showing."""

    original: Judged
    suggestions: tuple[Suggestion, ...]
    left_out: int


def kind_of(subject: Subject) -> Kind:
    return "objective" if isinstance(subject, Objective) else "key_result"


def language_of(text: str) -> Language:
    return "zh" if Line(text).language == "zh" else "en"


def judged(subject: Subject, *, config: Config, speak: str | None) -> Judged:
    """The sentence with what stands beside it in its row; no other goal is looked at. `speak` is the
    language of the findings, None for the sentence's own."""
    if isinstance(subject, Objective):
        draft, path = Draft((subject._replace(key_results=None),)), "objectives/0"
    else:
        draft, path = Draft((Objective("", key_results=(subject,)),)), "objectives/0/key_results/0"
    report = review(draft, config=config, language=speak)
    found = tuple(each._replace(path="") for each in report.findings if each.path == path)
    lost = sum(WEIGHTS[each.severity] for each in found)
    return Judged(subject.title, found, max(0, 100 - lost))


def judgement(subject: Subject, wordings: Iterable[str], *, config: Config, speak: str | None) -> Judgement:
    """Best first, at most three. Left out: what says the same, speaks another language, leads elsewhere,
    hides an invented number in a word, or has more errors than the original."""
    original = judged(subject, config=config, speak=speak)
    seen = {_plain(subject.title)}
    kept: list[Suggestion] = []
    left_out = 0
    for wording in wordings:
        text, invented = without_invented(wording, subject)
        if _plain(text) in seen:
            left_out += 1
            continue
        seen.add(_plain(text))
        suggestion = Suggestion(judged(subject._replace(title=text), config=config, speak=speak), invented)
        if _strays(text, subject) or suggestion.judged.errors > original.errors:
            left_out += 1
        else:
            kept.append(suggestion)
    kept.sort(key=lambda each: (each.judged.errors, -each.judged.score, len(each.invented)))
    return Judgement(original, tuple(kept[:MOST]), left_out + len(kept[MOST:]))


_DIGITS = re.compile(r"\d+(?:[.,'’]\d+)*")
_HAN = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*://|www\.|\bmailto:|[\w.]+@[\w.]+\.\w|\]\(", re.I)


def without_invented(text: str, subject: Subject) -> tuple[str, tuple[str, ...]]:
    """`text` with [x] for every number that is not the writer's, and those numbers."""
    allowed = _numbers(subject.title) | _beside(subject)
    half = half_width(text)
    amounts = Line(text).amounts
    places = [(found.start(), found.end()) for found in _DIGITS.finditer(half)]
    for amount in amounts:
        written = _HAN.search(half, amount.start, amount.end)
        if written and not _DIGITS.search(half, amount.start, amount.end):
            places.append((written.start(), written.end()))
    invented: list[tuple[int, int]] = []
    for start, end in sorted(places):
        covering = {amount.value for amount in amounts if amount.start <= start < amount.end}
        if not covering & allowed and _value(half[start:end]) not in allowed:
            invented.append((start, end))
    parts, last = [], 0
    for start, end in invented:
        parts += [text[last:start], PLACEHOLDER]
        last = end
    return "".join([*parts, text[last:]]), tuple(text[start:end] for start, end in invented)


def _numbers(text: str) -> set[Decimal]:
    values = {amount.value for amount in Line(text).amounts}
    written = (_value(found.group()) for found in _DIGITS.finditer(half_width(text)))
    return values | {value for value in written if value is not None}


def _beside(subject: Subject) -> set[Decimal]:
    if isinstance(subject, Objective):
        return set()
    return {value for value in (subject.start, subject.target) if value is not None}


def _value(written: str) -> Decimal | None:
    try:
        return Decimal(re.sub(r"[,'’](?=\d{3})", "", written))
    except InvalidOperation:
        return None


def _strays(text: str, subject: Subject) -> bool:
    return (
        language_of(text) != language_of(subject.title)
        or _leads_elsewhere(text, subject.title)
        or _hides_a_number(text, subject)
    )


def _leads_elsewhere(text: str, original: str) -> bool:
    return bool(_ELSEWHERE.search(text)) and not _ELSEWHERE.search(original)


def _hides_a_number(text: str, subject: Subject) -> bool:
    """“Double”, “twenty”, 翻番 that the writer did not say: there is no place in it for [x]."""
    allowed = _numbers(subject.title) | _beside(subject) | {Decimal(1)}
    return any(amount.value not in allowed for amount in Line(text).amounts)


def _plain(text: str) -> str:
    return "".join(letter for letter in half_width(text).casefold() if letter.isalnum())
