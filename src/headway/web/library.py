"""How templates are shown: what is filled in and what is still an example can be told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from headway.core.decimals import parse_number
from headway.core.errors import Refusal
from headway.core.units import Unit, format_value, parse_unit
from headway.goals.models import Cycle
from headway.library.queries.shelf import Entry
from headway.library.queries.verdict import with_examples
from headway.library.rules import (
    CYCLE_KINDS,
    DEPARTMENTS,
    LANGUAGES,
    Body,
    FilledKeyResult,
    Placeholder,
    pieces,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEPARTMENT_NAMES: dict[str, StrOrPromise] = {
    "company": _("Company and founders"),
    "marketing": _("Marketing"),
    "pr": _("Public relations"),
    "sales": _("Sales"),
    "presales": _("Pre-sales"),
    "support": _("Customer support"),
    "product": _("Product"),
    "design": _("Design"),
    "engineering": _("Engineering"),
    "data": _("Data"),
    "it": _("IT and security"),
    "operations": _("Operations"),
    "supply": _("Supply and production"),
    "hr": _("People and HR"),
    "finance": _("Finance"),
    "legal": _("Legal"),
    "public": _("Public and non-profit"),
}
LANGUAGE_NAMES = {"en": "English", "zh": "简体中文"}


@dataclass(frozen=True, slots=True)
class ShownKeyResult:
    title: Markup
    kind: str
    metric: str
    steps: Sequence[Markup]
    counterweight: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry ready to be drawn."""

    entry: Entry
    objective: Markup
    background: Markup
    key_results: Sequence[ShownKeyResult]
    department: StrOrPromise
    cycles: Sequence[StrOrPromise]

    @property
    def body(self) -> Body:
        return self.entry.body

    @property
    def lang(self) -> str:
        """Of its texts, which may be another than the page's."""
        return "zh-Hans" if self.body.language == "zh" else "en"


@dataclass(frozen=True, slots=True)
class Blank:
    """A placeholder as a field of the form beside the text."""

    name: str
    placeholder: Placeholder
    value: str
    error: Refusal | None

    @property
    def example(self) -> str:
        return str(self.placeholder.example)


def shown(entry: Entry, values: Mapping[str, str] | None = None) -> Shown:
    """With the values given; examples stand for the rest."""
    body = entry.body
    given = {name: text for name, text in (values or {}).items() if text.strip()}
    metrics = [metric(each) for each in with_examples(body, given).key_results]
    return _drawn(entry, given, metrics)


def on_a_card(entry: Entry) -> Shown:
    """With its examples and without metrics: the titles say them."""
    return _drawn(entry, {}, [""] * len(entry.body.key_results))


def _drawn(entry: Entry, given: Mapping[str, str], metrics: Sequence[str]) -> Shown:
    body = entry.body
    return Shown(
        entry=entry,
        objective=_marked(body, body.objective, given),
        background=_marked(body, body.background, given),
        key_results=[
            ShownKeyResult(
                title=_marked(body, each.title, given),
                kind=each.kind,
                metric=now,
                steps=[_marked(body, step, given) for step in each.steps],
                counterweight=each.counterweight,
            )
            for each, now in zip(body.key_results, metrics, strict=True)
        ],
        department=DEPARTMENT_NAMES.get(body.department, body.department),
        cycles=[Cycle.Kind(kind).label for kind in CYCLE_KINDS if kind in body.cycle_kinds],
    )


def blanks(body: Body, values: Mapping[str, str]) -> list[Blank]:
    """The form in the order of the text."""
    found = []
    for name, each in body.placeholders.items():
        value = " ".join(values.get(name, "").split())[:200]
        found.append(Blank(name, each, value, _unreadable(each, value)))
    return found


def metric(each: FilledKeyResult) -> str:
    """“78% → 86%”, “at least 99.9%”; empty for what has no number."""
    unit = _unit(each.unit)
    start, target, low, high = (_value(text, unit) for text in (each.start, each.target, each.low, each.high))
    if each.kind == "number" and target:
        return f"{start} → {target}" if start else target
    if each.kind == "hold" and low and high:
        return gettext("%(low)s to %(high)s") % {"low": low, "high": high}
    if each.kind == "hold" and low:
        return gettext("at least %(value)s") % {"value": low}
    if each.kind == "hold" and high:
        return gettext("at most %(value)s") % {"value": high}
    return ""


def department_choices() -> list[tuple[str, str]]:
    return [(key, str(DEPARTMENT_NAMES[key])) for key in DEPARTMENTS]


def cycle_choices() -> list[tuple[str, str]]:
    return [(kind, str(Cycle.Kind(kind).label)) for kind in CYCLE_KINDS]


def language_choices() -> list[tuple[str, str]]:
    return [(key, LANGUAGE_NAMES[key]) for key in LANGUAGES]


def own_language() -> str:
    """The reader's, as templates name it."""
    return "zh" if (translation.get_language() or "en").startswith("zh") else "en"


def _marked(body: Body, written: str, given: Mapping[str, str]) -> Markup:
    """The template's own words plainly; what is given and what is still an example as slots."""
    found = Markup()
    for what, text in pieces(written):
        if what == "text":
            found += text
        elif text in given:
            found += Markup('<span class="slot slot-given">{}</span>').format(given[text])
        else:
            known = body.placeholders.get(text)
            example = str(known.example) if known else text
            found += Markup('<span class="slot slot-example">{}</span>').format(example)
    return found


def _unreadable(each: Placeholder, value: str) -> Refusal | None:
    if each.kind != "number" or not value:
        return None
    try:
        parse_number(value)
    except Refusal as refusal:
        return refusal
    return None


def _unit(typed: str) -> Unit:
    try:
        return parse_unit(typed)
    except Refusal:
        return Unit()


def _value(typed: str, unit: Unit) -> str:
    if not typed:
        return ""
    try:
        return format_value(parse_number(typed, unit=unit), unit, None, translation.get_language() or "en")
    except Refusal:
        return typed
