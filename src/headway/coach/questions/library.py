"""The questions themselves, read from ``texts/*.toml`` when the first one is asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import NamedTuple, cast

from headway.coach.questions.situations import Situation

LANGUAGES = ("en", "zh")
MOST_QUESTIONS = 4


class Stage(StrEnum):
    """The way a conversation goes: GROW, and at the end of a cycle a look back before it."""

    CLOSING = "closing"
    GOAL = "goal"
    REALITY = "reality"
    OPTIONS = "options"
    WILL = "will"


class Question(NamedTuple):
    """``id`` stays; the first of ``situations`` is the one it was written for."""

    id: str
    stage: Stage
    situations: tuple[Situation, ...]
    text: str


def every_question(language: str) -> tuple[Question, ...]:
    """All there are, in the order of the situations."""
    return _library()[language]


def questions_for(
    situations: Sequence[Situation],
    language: str,
    *,
    seed: str,
    most: int = MOST_QUESTIONS,
    besides: Collection[str] = (),
) -> tuple[Question, ...]:
    """At most ``most``, one a stage, in the order of the stages; none whose id is in ``besides``.

    The same seed gives the same questions, in either language; what is asked changes with the seed. The first
    situations have the first say.
    """
    wanted = list(dict.fromkeys(situations))
    stages = _stages(wanted, seed)[:most]
    chosen: dict[str, Question] = {}
    for place, stage in enumerate(stages):
        turn = place % len(wanted)
        for situation in [wanted[turn], *wanted]:
            found = [
                question
                for question in every_question(language)
                if question.stage == stage
                and situation in question.situations
                and question.id not in chosen
                and question.id not in besides
            ]
            if found:
                best = min(found, key=lambda question: _lot(seed, question.id))
                chosen[best.id] = best
                break
    order = list(Stage)
    return tuple(sorted(chosen.values(), key=lambda question: order.index(question.stage)))


def _lot(seed: str, name: str) -> bytes:
    return blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()


def _stages(wanted: Sequence[Situation], seed: str) -> list[Stage]:
    """At the end of a cycle looking back goes first, and the goal and how things are take turns."""
    if Situation.REVIEW in wanted or Situation.NEXT_CYCLE in wanted:
        turn = sorted((Stage.GOAL, Stage.REALITY), key=lambda stage: _lot(seed, stage))
        return [Stage.CLOSING, turn[0], Stage.OPTIONS, Stage.WILL, turn[1]]
    return [Stage.REALITY, Stage.GOAL, Stage.OPTIONS, Stage.WILL] if wanted else []


@cache
def _library() -> dict[str, tuple[Question, ...]]:
    written = sorted(_written(), key=lambda row: list(Situation).index(row[2][0]))
    return {
        language: tuple(Question(name, stage, told, texts[language]) for name, stage, told, texts in written)
        for language in LANGUAGES
    }


def _written() -> Iterator[tuple[str, Stage, tuple[Situation, ...], dict[str, str]]]:
    folder = files("headway.coach.questions") / "texts"
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if not entry.name.endswith(".toml"):
            continue
        for name, rows in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            for row in cast(Iterable[dict[str, str]], rows):
                also = cast(Sequence[str], row.get("also", ()))
                yield (
                    row["id"],
                    Stage(row["stage"]),
                    (Situation(name), *map(Situation, also)),
                    {"en": row["en"], "zh": row["zh"]},
                )
