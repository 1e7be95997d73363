"""From a template to the editor's form, and the form in which a template itself is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from headway.core.errors import Refusal, Refusals
from headway.goals.queries.writing import CycleChoice
from headway.library.rules import (
    AMBITIONS,
    CYCLE_KINDS,
    DEPARTMENTS,
    KINDS,
    LANGUAGES,
    Body,
    KeyResultBody,
    Number,
    Placeholder,
    Values,
    examples,
    fill,
    used,
)
from headway.web.forms.objectives import ObjectiveInput, RowInput, StepInput

type Typed = Mapping[str, Sequence[str]]

_MOST_ROWS = 12


def begun(body: Body, values: Values, fresh: ObjectiveInput, cycles: Sequence[CycleChoice]) -> ObjectiveInput:
    """An empty form with everything the template says in it; what is not filled stands as its [label]."""
    filled = fill(body, values)
    fresh.title, fresh.why, fresh.ambition = filled.objective, filled.background, body.ambition
    chosen = next((each for each in cycles if str(each.id) == fresh.cycle), None)
    if chosen is None or chosen.kind not in body.cycle_kinds:
        fits = next((each for each in cycles if each.kind in body.cycle_kinds), None)
        fresh.cycle = str(fits.id) if fits else fresh.cycle
    fresh.rows = [
        RowInput(
            f"n{place}",
            title=each.title,
            kind=each.kind,
            start=each.start,
            target=each.target,
            low=each.low,
            high=each.high,
            unit=each.unit,
            owner=fresh.owner,
            owner_id=fresh.owner_id,
            steps=[
                StepInput(f"s{number}", title=step, weight="1") for number, step in enumerate(each.steps, 1)
            ],
        )
        for place, each in enumerate(filled.key_results, 1)
    ]
    return fresh


# Writing a template


@dataclass(slots=True)
class RowTyped:
    """A key result. ``steps`` are lines."""

    title: str = ""
    kind: str = "number"
    unit: str = ""
    start: str = ""
    target: str = ""
    low: str = ""
    high: str = ""
    steps: str = ""
    counterweight: bool = False

    @property
    def blank(self) -> bool:
        return not any(getattr(self, name).strip() for name in _ROW_TEXTS if name != "kind")


@dataclass(slots=True)
class BlankTyped:
    name: str
    label: str = ""
    example: str = ""
    kind: str = "text"
    help: str = ""


@dataclass(slots=True)
class TemplateTyped:
    """What stands in the form. Placeholders follow the text: one for every {name} in it."""

    name: str = ""
    language: str = "en"
    department: str = "company"
    role: str = ""
    objective: str = ""
    background: str = ""
    why_good: str = ""
    ambition: str = "committed"
    tags: str = ""
    version: str = ""
    cycle_kinds: list[str] = field(default_factory=lambda: ["quarter"])
    rows: list[RowTyped] = field(default_factory=list)
    blanks: list[BlankTyped] = field(default_factory=list)


_ROW_TEXTS = [each.name for each in fields(RowTyped) if each.name != "counterweight"]
_TEXTS = [each.name for each in fields(TemplateTyped) if each.name not in ("cycle_kinds", "rows", "blanks")]
_BLANK_TEXTS = [each.name for each in fields(BlankTyped) if each.name != "name"]


def typed_in(given: Typed) -> TemplateTyped:
    """The form as it was typed; key results are ``kr0.title`` …, placeholders ``slot.churn.label`` …"""

    def one(name: str, usual: str = "") -> str:
        found = given.get(name) or [usual]
        return str(found[-1])

    made = TemplateTyped()
    for name in _TEXTS:
        setattr(made, name, one(name, getattr(made, name)))
    made.cycle_kinds = [str(each) for each in given.get("cycle_kinds", [])]
    for token in [str(each) for each in given.get("row", [])][: _MOST_ROWS * 2]:
        if re.fullmatch(r"kr[0-9]{1,3}", token):
            values = {name: one(f"{token}.{name}", getattr(RowTyped(), name)) for name in _ROW_TEXTS}
            made.rows.append(RowTyped(**values, counterweight=bool(one(f"{token}.counterweight"))))
    for name in [str(each)[:40] for each in given.get("slot", [])][:60]:
        values = {each: one(f"slot.{name}.{each}") for each in _BLANK_TEXTS}
        made.blanks.append(BlankTyped(name, **{**values, "kind": values["kind"] or "text"}))
    return settled(made)


def stored_form(body: Body, version: int = 0) -> TemplateTyped:
    return settled(
        TemplateTyped(
            name=body.name,
            language=body.language,
            department=body.department,
            role=body.role,
            objective=body.objective,
            background=body.background,
            why_good=body.why_good,
            ambition=body.ambition,
            tags=", ".join(body.tags),
            version=str(version) if version else "",
            cycle_kinds=list(body.cycle_kinds),
            rows=[
                RowTyped(
                    each.title,
                    each.kind,
                    each.unit,
                    _text(each.start),
                    _text(each.target),
                    _text(each.low),
                    _text(each.high),
                    "\n".join(each.steps),
                    each.counterweight,
                )
                for each in body.key_results
            ],
            blanks=[
                BlankTyped(name, each.label, str(each.example), each.kind, each.help)
                for name, each in body.placeholders.items()
            ],
        )
    )


def settled(form: TemplateTyped) -> TemplateTyped:
    """One placeholder for every {name} that stands in the text; what stands nowhere and says nothing goes."""
    standing = used(body_of(form))
    numbers = {
        text.strip("{} ")
        for row in form.rows
        for text in (row.start, row.target, row.low, row.high)
        if text.strip().startswith("{")
    }
    kept = [each for each in form.blanks if each.name in standing or each.label or each.example]
    known = {each.name for each in kept}
    missing = [name for name in _in_order(form) if name in standing and name not in known]
    kept += [BlankTyped(name, kind="number" if name in numbers else "text") for name in missing]
    return replace(form, blanks=kept)


def change(form: TemplateTyped, do: str) -> str:
    """One press of a button without script; says which field one goes on in."""
    verb, _, place = do.partition(":")
    at = int(place) if place.isascii() and place.isdecimal() and len(place) < 4 else -1
    if verb == "add" and len(form.rows) < _MOST_ROWS:
        form.rows.append(RowTyped())
        return f"kr{len(form.rows) - 1}.title"
    if not 0 <= at < len(form.rows):
        return ""
    if verb == "remove":
        del form.rows[at]
    elif verb in ("up", "down"):
        other = max(0, min(len(form.rows) - 1, at + (1 if verb == "down" else -1)))
        form.rows.insert(other, form.rows.pop(at))
        return f"kr{other}.title"
    return ""


def body_of(form: TemplateTyped) -> Body:
    """What was typed as a template; a choice that is none becomes the usual one."""
    rows = [each for each in form.rows if not each.blank]
    return Body(
        language=_choice(form.language, LANGUAGES, "en"),
        department=_choice(form.department, DEPARTMENTS, "company"),
        role=form.role,
        name=form.name,
        objective=form.objective,
        key_results=tuple(
            KeyResultBody(
                each.title,
                _choice(each.kind, KINDS, "number"),
                each.unit,
                start=_number(each.start),
                target=_number(each.target),
                low=_number(each.low),
                high=_number(each.high),
                steps=tuple(step for line in each.steps.splitlines() if (step := line.strip())),
                counterweight=each.counterweight,
            )
            for each in rows
        ),
        background=form.background,
        why_good=form.why_good,
        ambition=_choice(form.ambition, AMBITIONS, "committed"),
        cycle_kinds=tuple(kind for kind in CYCLE_KINDS if kind in form.cycle_kinds),
        placeholders={
            each.name: Placeholder(
                each.label, each.example, "number" if each.kind == "number" else "text", each.help
            )
            for each in form.blanks
        },
        tags=tuple(tag for part in re.split(r"[,，、]", form.tags) if (tag := part.strip())),
    )


def located(form: TemplateTyped, refusals: Refusal | Refusals) -> dict[str, Refusal]:
    """Each refusal by the name of the field it stands next to; the empty one is the form as a whole."""
    places = [place for place, each in enumerate(form.rows) if not each.blank]
    found: dict[str, Refusal] = {}
    for each in refusals if isinstance(refusals, Refusals) else [refusals]:
        parts = (each.field or "").split(".")
        match parts:
            case ["key_results", place, *rest]:
                name = f"kr{places[int(place)]}.{rest[0] if rest else 'title'}"
            case ["placeholders", slot, *rest]:
                name = f"slot.{slot}.{rest[0] if rest else 'label'}"
            case ["placeholders"]:
                name = f"slot.{each.params.get('name', '')}.label"
            case ["tags", *_]:
                name = "tags"
            case _:
                name = each.field or ""
        found.setdefault(name, each)
    return found


def differing(mine: TemplateTyped, stored: TemplateTyped) -> list[tuple[str, str]]:
    """Plain fields in which what is stored now differs from what was typed: name and the stored text."""
    found = [(name, getattr(stored, name)) for name in _TEXTS if name != "version"]
    found = [(name, text) for name, text in found if text != getattr(mine, name)]
    if mine.rows != stored.rows:
        found.append(("key_results", "\n".join(each.title for each in stored.rows)))
    return found


def example_values(form: TemplateTyped) -> dict[str, str]:
    return examples(body_of(form))


def _in_order(form: TemplateTyped) -> list[str]:
    texts = [form.objective, form.background]
    for row in form.rows:
        texts += [row.title, row.start, row.target, row.low, row.high, row.unit, row.steps]
    return list(dict.fromkeys(re.findall(r"\{([^\W\d_]\w{0,39})\}", "\n".join(texts))))


def _choice[T: str](given: str, choices: Sequence[T], usual: T) -> T:
    return next((each for each in choices if each == given), usual)


def _number(typed: str) -> Number:
    return typed.strip() or None


def _text(value: Number) -> str:
    return "" if value is None else str(value)
