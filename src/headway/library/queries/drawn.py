"""A template drawn from an objective: its numbers become placeholders."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from headway.core.decimals import parse_number, to_text
from headway.core.errors import N_, Refusal
from headway.core.units import Unit, UnitKind
from headway.goals.access import PUBLISHED, see_objective
from headway.goals.models import KeyResult, Objective
from headway.library.access import must_make
from headway.library.rules import (
    CYCLE_KINDS,
    Body,
    CycleKind,
    KeyResultBody,
    Kind,
    Language,
    Number,
    Placeholder,
)
from headway.people.viewer import Viewer


class NotOpenToAll(Refusal):
    code = "template_from_restricted"
    sentence = N_(
        "Everybody reads a template. Only an objective that everybody may read can become one; "
        "this one is a draft or is restricted."
    )


def drawn_from(objective_id: int, *, by: Viewer) -> Body:
    """The body of a template to go on writing. Raises ``NotFound``, ``ChampionsOnly`` or ``NotOpenToAll``."""
    objective = see_objective(by, objective_id)
    must_make(by)
    published = objective.state in PUBLISHED and objective.agreed_at is not None
    if objective.visibility != Objective.Visibility.EVERYONE or not published:
        raise NotOpenToAll()
    rows = (
        objective.key_results.filter(state=KeyResult.State.LIVE)
        .prefetch_related("milestones")
        .order_by("position", "id")
    )
    language = _language(objective.title)
    with override("zh-hans" if language == "zh" else "en"):
        return _body(objective, list(rows), language)


def _body(objective: Objective, rows: Sequence[KeyResult], language: Language) -> Body:
    placeholders: dict[str, Placeholder] = {}
    key_results = tuple(_key_result(row, place, placeholders) for place, row in enumerate(rows, 1))
    return Body(
        language=language,
        department="company",
        role="",
        name=objective.title[:120],
        objective=_literal(objective.title),
        key_results=key_results,
        background=_literal(objective.why),
        ambition="aspirational" if objective.ambition == "aspirational" else "committed",
        cycle_kinds=_cycles(objective.cycle.kind),
        placeholders=placeholders,
    )


def _key_result(row: KeyResult, place: int, placeholders: dict[str, Placeholder]) -> KeyResultBody:
    title = _literal(row.title)
    short = " ".join(re.sub(r"[^\w\s]|\d", " ", row.title).split())[:40].strip() or _("key result")
    numbers: dict[str, Number] = {}
    for name, label in _LABELS.items():
        value = getattr(row, name)
        if value is None:
            continue
        slot = f"kr{place}_{name}"
        title, example = _replaced(title, to_text(value), slot)
        placeholders[slot] = Placeholder(label=f"{short}: {_(label)}", example=example, kind="number")
        numbers[name] = f"{{{slot}}}"
    return KeyResultBody(
        title,
        _kind(row.kind),
        Unit(UnitKind(row.unit_kind), row.unit).text,
        start=numbers.get("start"),
        target=numbers.get("target"),
        low=numbers.get("low"),
        high=numbers.get("high"),
        steps=tuple(_literal(step.title) for step in row.milestones.all()),
    )


_LABELS = {
    "start": N_("value today"),
    "target": N_("target"),
    "low": N_("at least"),
    "high": N_("at most"),
}
_FIGURE = re.compile(
    r"(?<![A-Za-z0-9_{.,])\d[\d,]*(?:\.\d+)?\s?(?:万亿|百万|千万|万|亿|千|million|billion|thousand|[kKmM](?![a-zA-Z]))?"
)


def _replaced(title: str, value: str, slot: str) -> tuple[str, str]:
    """The title with its first figure of this value as a placeholder, and that figure as it was written."""
    for figure in _FIGURE.finditer(title):
        written = figure[0].rstrip()
        try:
            same = to_text(parse_number(written)) == value
        except Refusal:
            continue
        if same:
            at = figure.start()
            return f"{title[:at]}{{{slot}}}{title[at + len(written) :]}", written
    return title, value


def _literal(text: str) -> str:
    """Braces of the original would be taken for placeholders."""
    return text.replace("{", "(").replace("}", ")")


def _language(text: str) -> Language:
    return "zh" if re.search(r"[\u4e00-\u9fff]", text) else "en"


def _kind(kind: str) -> Kind:
    match kind:
        case "hold":
            return "hold"
        case "milestones":
            return "milestones"
        case "done":
            return "done"
    return "number"


def _cycles(kind: str) -> tuple[CycleKind, ...]:
    return tuple(each for each in CYCLE_KINDS if each == kind) or ("quarter",)
