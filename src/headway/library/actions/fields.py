"""What one gives to set a template, checked field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from headway.core.decimals import parse_number
from headway.core.errors import N_, Refusal
from headway.core.text import clean_text
from headway.core.units import Unit, parse_unit
from headway.goals.actions.fields import BoundMissing, MilestonesMissing, TargetMissing
from headway.goals.rules import StartEqualsTarget
from headway.library.rules import NAME, SLOT, Body, KeyResultBody, Number, Values, used

MOST_KEY_RESULTS = 10
MOST_STEPS = 12
MOST_PLACEHOLDERS = 30
MOST_TAGS = 12
LONGEST_NAME = 120
LONGEST_TITLE = 500
LONGEST_STEP = 300
LONGEST_TEXT = 4_000
LONGEST_LABEL = 60
LONGEST_VALUE = 200
LONGEST_TAG = 30


class PlaceholderUndefined(Refusal):
    code = "placeholder_undefined"
    sentence = N_("{%(name)s} stands in the text, but nobody says what belongs there. Describe it below.")


class PlaceholderUnused(Refusal):
    code = "placeholder_unused"
    sentence = N_("{%(name)s} stands nowhere in the text. Use it or take it away.")


class PlaceholderNameUnfit(Refusal):
    code = "placeholder_name_unfit"
    sentence = N_("“%(name)s” cannot name a placeholder: a letter first, then letters, digits and _.")


class PlaceholderNotANumber(Refusal):
    code = "placeholder_not_a_number"
    sentence = N_("{%(name)s} stands where a number belongs. Make it a number placeholder.")


class BracesLoose(Refusal):
    code = "braces_loose"
    sentence = N_("A brace that opens or closes no {placeholder} is left over.")


class NoKeyResult(Refusal):
    code = "template_without_key_results"
    sentence = N_("A template has at least one key result.")


class CycleKindMissing(Refusal):
    code = "cycle_kind_missing"
    sentence = N_("Say for which cycles this template is meant.")


class TooMany(Refusal):
    code = "template_too_long"
    sentence = N_("At most %(limit)s fit here.")


def faults(body: Body) -> list[Refusal]:
    """Everything that keeps this from being a whole template, each with the field it stands in."""
    found: list[Refusal] = []
    for name, written, limit, required in _texts(body):
        found += _text_faults(written, limit=limit, field=name, required=required)
    if not body.key_results:
        found.append(NoKeyResult(field="key_results"))
    for name, many, limit in (
        ("key_results", len(body.key_results), MOST_KEY_RESULTS),
        ("placeholders", len(body.placeholders), MOST_PLACEHOLDERS),
        ("tags", len(body.tags), MOST_TAGS),
    ):
        if many > limit:
            found.append(TooMany(field=name, limit=limit))
    if not body.cycle_kinds:
        found.append(CycleKindMissing(field="cycle_kinds"))
    for place, each in enumerate(body.key_results):
        found += _key_result_faults(body, each, f"key_results.{place}")
    found += _placeholder_faults(body)
    return found


def _texts(body: Body) -> Iterator[tuple[str, str, int, bool]]:
    """Field, text, length, whether something must stand there."""
    yield "name", body.name, LONGEST_NAME, True
    yield "role", body.role, LONGEST_NAME, True
    yield "objective", body.objective, LONGEST_TITLE, True
    yield "background", body.background, LONGEST_TEXT, False
    yield "why_good", body.why_good, LONGEST_TEXT, False
    for place, tag in enumerate(body.tags):
        yield f"tags.{place}", tag, LONGEST_TAG, True
    for place, each in enumerate(body.key_results):
        yield f"key_results.{place}.title", each.title, LONGEST_TITLE, True
        for number, step in enumerate(each.steps):
            yield f"key_results.{place}.steps.{number}", step, LONGEST_STEP, True
    for name, each_one in body.placeholders.items():
        yield f"placeholders.{name}.label", each_one.label, LONGEST_LABEL, True
        yield f"placeholders.{name}.help", each_one.help, LONGEST_VALUE, False
        yield f"placeholders.{name}.example", str(each_one.example), LONGEST_VALUE, True


def _text_faults(written: str, *, limit: int, field: str, required: bool) -> Iterator[Refusal]:
    try:
        clean_text(written, limit=limit, field=field, required=required)
    except Refusal as refusal:
        yield refusal
    if not field.startswith("placeholders") and re.search(r"[{}]", SLOT.sub("", written)):
        yield BracesLoose(field=field)


def _key_result_faults(body: Body, each: KeyResultBody, field: str) -> Iterator[Refusal]:
    try:
        unit = parse_unit(each.unit, field=f"{field}.unit")
    except Refusal as refusal:
        yield refusal
        unit = Unit()
    for name in ("start", "target", "low", "high"):
        yield from _number_faults(body, getattr(each, name), unit, f"{field}.{name}")
    if each.kind == "number":
        if each.target is None:
            yield TargetMissing(field=f"{field}.target")
        elif each.start is not None and str(each.start) == str(each.target):
            same = StartEqualsTarget()
            same.field = f"{field}.target"
            yield same
    if each.kind == "hold" and each.low is None and each.high is None:
        yield BoundMissing(field=f"{field}.low")
    if each.kind == "milestones" and not each.steps:
        yield MilestonesMissing(field=f"{field}.steps")
    if len(each.steps) > MOST_STEPS:
        yield TooMany(field=f"{field}.steps", limit=MOST_STEPS)


def _number_faults(body: Body, written: Number, unit: Unit, field: str) -> Iterator[Refusal]:
    if written is None:
        return
    slot = SLOT.fullmatch(str(written).strip())
    if slot is None:
        try:
            parse_number(str(written), field=field, unit=unit)
        except Refusal as refusal:
            yield refusal
        return
    known = body.placeholders.get(slot[1])
    if known is None:
        return  # said once, beside the placeholders
    if known.kind != "number":
        yield PlaceholderNotANumber(field=field, name=slot[1])


def _placeholder_faults(body: Body) -> Iterator[Refusal]:
    standing = used(body)
    for name in sorted(standing - set(body.placeholders)):
        yield PlaceholderUndefined(field="placeholders", name=name)
    for name, each in body.placeholders.items():
        if not NAME.fullmatch(name):
            yield PlaceholderNameUnfit(field=f"placeholders.{name[:40]}", name=name[:40])
        elif name not in standing:
            yield PlaceholderUnused(field=f"placeholders.{name}", name=name)
        if each.kind == "number":
            try:
                parse_number(str(each.example), field=f"placeholders.{name}.example")
            except Refusal as refusal:
                yield refusal


# Values


class PlaceholderUnknown(Refusal):
    code = "placeholder_unknown"
    sentence = N_("This template asks for no {%(name)s}.")


def value_faults(body: Body, values: Values) -> list[Refusal]:
    """What keeps these values from being filled in: names that it does not ask for, numbers that are none."""
    found: list[Refusal] = []
    for name, value in values.items():
        field = f"values.{name}"
        known = body.placeholders.get(name)
        if known is None:
            found.append(PlaceholderUnknown(field=field, name=name[:40]))
            continue
        try:
            clean_text(value, limit=LONGEST_VALUE, field=field)
            if known.kind == "number" and value.strip():
                parse_number(value, field=field)
        except Refusal as refusal:
            found.append(refusal)
    return found
