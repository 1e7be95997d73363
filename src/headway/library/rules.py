"""The shape of a template, and how its placeholders are filled.

A text holds ``{placeholders}``; a number of a key result is a number or one placeholder of kind number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

type Language = Literal["en", "zh"]
type Department = Literal[
    "company",
    "marketing",
    "pr",
    "sales",
    "presales",
    "support",
    "product",
    "design",
    "engineering",
    "data",
    "it",
    "operations",
    "supply",
    "hr",
    "finance",
    "legal",
    "public",
]
type CycleKind = Literal["year", "half", "quarter", "two_months", "month"]
type Kind = Literal["number", "hold", "milestones", "done"]
type Ambition = Literal["committed", "aspirational"]
type Number = str | int | float | None
type Values = Mapping[str, str]

LANGUAGES: tuple[Language, ...] = ("en", "zh")
DEPARTMENTS: tuple[Department, ...] = (
    "company",
    "marketing",
    "pr",
    "sales",
    "presales",
    "support",
    "product",
    "design",
    "engineering",
    "data",
    "it",
    "operations",
    "supply",
    "hr",
    "finance",
    "legal",
    "public",
)
CYCLE_KINDS: tuple[CycleKind, ...] = ("year", "half", "quarter", "two_months", "month")
KINDS: tuple[Kind, ...] = ("number", "hold", "milestones", "done")
AMBITIONS: tuple[Ambition, ...] = ("committed", "aspirational")

OWN = "own-"  # begins the slugs of the organisation's own
LONGEST_SLUG = 49
NAME = re.compile(r"[^\W\d_]\w{0,39}")
SLOT = re.compile(rf"\{{({NAME.pattern})\}}")


class Shape(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True):
    """One part of a template, as it stands in a file and in the database."""


class Placeholder(Shape, frozen=True):
    """``label`` is asked, and stands in [brackets] until it is filled; ``example`` is a likely value."""

    label: str
    example: str | int | float
    kind: Literal["text", "number"] = "text"
    help: str = ""


class KeyResultBody(Shape, frozen=True):
    """number: start (none: not known) and target; hold: low, high or both; milestones: steps."""

    title: str
    kind: Kind = "number"
    unit: str = ""
    start: Number = None
    target: Number = None
    low: Number = None
    high: Number = None
    steps: tuple[str, ...] = ()
    counterweight: bool = False


class Body(Shape, frozen=True):
    """A template: what stands in a file, in the database and in the API."""

    language: Language
    department: Department
    role: str
    name: str
    objective: str
    key_results: tuple[KeyResultBody, ...]
    background: str = ""
    why_good: str = ""
    ambition: Ambition = "committed"
    cycle_kinds: tuple[CycleKind, ...] = ("quarter",)
    placeholders: dict[str, Placeholder] = {}
    tags: tuple[str, ...] = ()


class FilledKeyResult(Shape, frozen=True):
    """Numbers as text, empty while not known."""

    title: str
    kind: Kind
    unit: str
    start: str
    target: str
    low: str
    high: str
    steps: tuple[str, ...]
    counterweight: bool


class Filled(Shape, frozen=True):
    """A template with values in its places; ``unfilled`` are the names that still stand as [labels]."""

    objective: str
    background: str
    key_results: tuple[FilledKeyResult, ...]
    unfilled: tuple[str, ...]


# Filling


def examples(body: Body) -> dict[str, str]:
    return {name: str(each.example) for name, each in body.placeholders.items()}


def fill(body: Body, values: Values) -> Filled:
    """Every placeholder by its value; one without a value stands as its label in brackets."""
    cleaned = {name: " ".join(values.get(name, "").split()) for name in body.placeholders}
    given = {name: value for name, value in cleaned.items() if value}

    def text(written: str) -> str:
        return SLOT.sub(lambda slot: given.get(slot[1]) or _bracketed(body, slot[1]), written)

    return Filled(
        objective=text(body.objective),
        background=text(body.background),
        key_results=tuple(
            FilledKeyResult(
                title=text(each.title),
                kind=each.kind,
                unit=text(each.unit),
                start=_number(each.start, given),
                target=_number(each.target, given),
                low=_number(each.low, given),
                high=_number(each.high, given),
                steps=tuple(text(step) for step in each.steps),
                counterweight=each.counterweight,
            )
            for each in body.key_results
        ),
        unfilled=tuple(name for name in body.placeholders if name not in given),
    )


def pieces(written: str) -> Iterator[tuple[str, str]]:
    """A text cut at its placeholders: ("text", …) and ("slot", name) in turn."""
    at = 0
    for slot in SLOT.finditer(written):
        if slot.start() > at:
            yield "text", written[at : slot.start()]
        yield "slot", slot[1]
        at = slot.end()
    if at < len(written):
        yield "text", written[at:]


def words(body: Body) -> str:
    """Everything one may look for, in small letters."""
    said = (body.name, body.role, *body.tags, body.objective, *(each.title for each in body.key_results))
    return "\n".join(said).casefold()


def used(body: Body) -> set[str]:
    """The names of the placeholders that its texts and numbers hold."""
    return {slot for written in _written(body) for slot in SLOT.findall(written)}


def _written(body: Body) -> Iterator[str]:
    yield from (body.objective, body.background)
    for each in body.key_results:
        yield from (each.title, each.unit, *each.steps)
        yield from (str(number) for number in _numbers(each) if number is not None)


def _numbers(each: KeyResultBody) -> tuple[Number, ...]:
    return (each.start, each.target, each.low, each.high)


def _bracketed(body: Body, name: str) -> str:
    known = body.placeholders.get(name)
    return f"[{(known.label if known else '') or name}]"


def _number(written: Number, given: Values) -> str:
    if written is None:
        return ""
    slot = SLOT.fullmatch(str(written).strip())
    return given.get(slot[1], "") if slot else str(written)
