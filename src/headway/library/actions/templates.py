"""Verbs of templates: own ones are made, edited and archived; built-in ones put away and brought back."""

from __future__ import annotations

import msgspec
from django.db import transaction

from headway.activity.record import record
from headway.core.errors import Conflict, NotFound, Refusals
from headway.core.text import clean_line, clean_text
from headway.db.locks import take
from headway.library.access import must_make
from headway.library.actions.fields import faults
from headway.library.built_in import built_in
from headway.library.models import PutAway, Template
from headway.library.rules import Body, KeyResultBody, Number, Placeholder, words
from headway.people.access import must_administer
from headway.people.viewer import Viewer


@transaction.atomic
def make_template(body: Body, *, by: Viewer, door: str) -> Template:
    """One of the organisation's own. Raises ``Refusals`` with every field that is not right."""
    must_make(by)
    made = Template(made_by=by.person, made_at=by.at, **_stored(body, by))
    made.save()
    record("added", made, actor=by.person, at=by.at, door=door, after={"name": made.name})
    return made


@transaction.atomic
def edit_template(pk: int, body: Body, *, version: int, by: Viewer, door: str) -> Template:
    """``version`` is the one that was read; raises ``Conflict`` if somebody saved since."""
    template = _locked(pk)
    must_make(by)
    if template.version != version:
        raise Conflict()
    before = template.body
    for name, value in _stored(body, by).items():
        setattr(template, name, value)
    if template.body == before:
        return Template.objects.get(pk=pk)
    template.version += 1
    template.save()
    changed = [name for name in template.body if template.body.get(name) != before.get(name)]
    changed += [name for name in before if name not in template.body]
    record(
        "edited",
        template,
        actor=by.person,
        at=by.at,
        door=door,
        before={name: before.get(name) for name in changed},
        after={name: template.body.get(name) for name in changed},
    )
    return template


def archive_template(pk: int, *, by: Viewer, door: str) -> Template:
    """Offered no longer; nothing that was written from it changes."""
    return _set_archived(pk, True, verb="archived", by=by, door=door)


def restore_template(pk: int, *, by: Viewer, door: str) -> Template:
    return _set_archived(pk, False, verb="restored", by=by, door=door)


@transaction.atomic
def _set_archived(pk: int, archived: bool, *, verb: str, by: Viewer, door: str) -> Template:
    template = _locked(pk)
    must_make(by)
    if template.archived != archived:
        template.archived = archived
        template.changed_at = by.at
        template.save(update_fields=["archived", "changed_at"])
        record(verb, template, actor=by.person, at=by.at, door=door)
    return template


@transaction.atomic
def put_away(slug: str, *, by: Viewer, door: str) -> PutAway:
    """A built-in template is not offered here any more."""
    take("built-in templates")
    _known(slug)
    must_administer(by.person, door=door)
    row, new = PutAway.objects.get_or_create(slug=slug, defaults={"by": by.person, "at": by.at})
    if new:
        record("put_away", row, actor=by.person, at=by.at, door=door, after={"slug": slug})
    return row


@transaction.atomic
def bring_back(slug: str, *, by: Viewer, door: str) -> None:
    take("built-in templates")
    _known(slug)
    must_administer(by.person, door=door)
    row = PutAway.objects.filter(slug=slug).first()
    if row is not None:
        record("brought_back", row, actor=by.person, at=by.at, door=door, after={"slug": slug})
        row.delete()


def _known(slug: str) -> None:
    if slug not in built_in():
        raise NotFound()


def _locked(pk: int) -> Template:
    template = Template.objects.select_for_update().filter(pk=pk).first()
    if template is None:
        raise NotFound()
    return template


def _stored(body: Body, by: Viewer) -> dict[str, object]:
    kept = _cleaned(body)
    wrong = faults(kept)
    if wrong:
        raise Refusals(wrong)
    return {
        "language": kept.language,
        "department": kept.department,
        "role": kept.role,
        "name": kept.name,
        "body": msgspec.json.decode(msgspec.json.encode(kept)),
        "words": words(kept),
        "cycles": f"|{'|'.join(kept.cycle_kinds)}|",
        "changed_at": by.at,
    }


def _cleaned(body: Body) -> Body:
    """As it is kept: composed, trimmed, one line where one belongs; without what its kind has no use for."""

    def line(text: str) -> str:
        return clean_line(text, limit=4 * len(text) + 16, field="", required=False)

    def several(text: str) -> str:
        return clean_text(text, limit=4 * len(text) + 16, field="")

    def number(written: Number) -> Number:
        return line(str(written)) or None if written is not None else None

    def key_result(each: KeyResultBody) -> KeyResultBody:
        steps = tuple(line(step) for step in each.steps) if each.kind == "milestones" else ()
        moves, holds = each.kind == "number", each.kind == "hold"
        return KeyResultBody(
            line(each.title),
            each.kind,
            line(each.unit) if moves or holds else "",
            start=number(each.start) if moves else None,
            target=number(each.target) if moves else None,
            low=number(each.low) if holds else None,
            high=number(each.high) if holds else None,
            steps=steps,
            counterweight=each.counterweight,
        )

    return Body(
        language=body.language,
        department=body.department,
        role=line(body.role),
        name=line(body.name),
        objective=line(body.objective),
        key_results=tuple(key_result(each) for each in body.key_results),
        background=several(body.background),
        why_good=several(body.why_good),
        ambition=body.ambition,
        cycle_kinds=body.cycle_kinds,
        placeholders={
            name: Placeholder(line(each.label), line(str(each.example)), each.kind, line(each.help))
            for name, each in body.placeholders.items()
        },
        tags=tuple(dict.fromkeys(line(tag) for tag in body.tags)),
    )
