from typing import Annotated

import msgspec
from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Router
from ninja.params.functions import Query

from headway.api.auth import Call
from headway.api.cursors import USUAL, cursor_of, place_of
from headway.api.errors import refused
from headway.api.idempotency import once
from headway.api.reads.library import filled_out, template_out
from headway.api.replies import reply
from headway.api.routes.people import Cursor, Limit, Search
from headway.api.schemas.library import (
    FilledOut,
    Origin,
    PlaceholderIn,
    TemplateChange,
    TemplateIn,
    TemplateKeyResultIn,
    TemplateOut,
    TemplatesPage,
    ValuesIn,
)
from headway.core.errors import Conflict, NotFound, Refusals
from headway.core.text import clean_line
from headway.library.actions.fields import value_faults
from headway.library.actions.templates import (
    archive_template,
    bring_back,
    edit_template,
    make_template,
    put_away,
    restore_template,
)
from headway.library.queries.shelf import Asked, entry, own_entry, stretch
from headway.library.queries.verdict import verdict
from headway.library.rules import Body, CycleKind, Department, KeyResultBody, Language, Placeholder, fill

router = Router(tags=["Templates"])


@router.get("/templates", response=TemplatesPage, operation_id="listTemplates", summary="Templates")
def list_templates(
    request: Call,
    q: Search = "",
    language: Annotated[Language | None, Query(None)] = None,
    department: Annotated[Department | None, Query(None)] = None,
    role: Annotated[str, Query("", max_length=120, description="Exactly this role.")] = "",
    cycle_kind: Annotated[CycleKind | None, Query(None, description="Meant for such cycles.")] = None,
    origin: Annotated[Origin | None, Query(None)] = None,
    away: Annotated[
        bool, Query(False, description="Those that are not offered, for whoever may bring them back.")
    ] = False,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> HttpResponse:
    """The organisation's own by name, then the built-in ones by department."""
    asked = Asked(
        text=clean_line(q, limit=200, field="q", required=False),
        department=department or "",
        role=role,
        language=language or "",
        cycle=cycle_kind or "",
        origin=origin or "",
        away=away,
    )
    place = place_of(cursor, 1)
    after = max(0, min(place[0], 10**9)) if place else 0
    rows, more = stretch(request.auth, asked, after=after, limit=limit)
    following = cursor_of(after + limit) if more else None
    return reply(TemplatesPage([template_out(each) for each in rows], following))


@router.get("/templates/{slug:slug}", response=TemplateOut, operation_id="readTemplate", summary="A template")
def read_template(request: Call, slug: str) -> HttpResponse:
    return reply(template_out(entry(request.auth, slug)))


@router.post(
    "/templates", response={201: TemplateOut}, operation_id="createTemplate", summary="Make a template"
)
@once
def set_template(request: Call, body: TemplateIn) -> HttpResponse:
    """One of the organisation's own. For administrators and OKR champions; the coach refuses nothing."""
    made = make_template(_body(body), by=request.auth, door="api")
    return reply(template_out(own_entry(made)), 201)


@router.patch(
    "/templates/{slug:slug}", response=TemplateOut, operation_id="editTemplate", summary="Edit a template"
)
def change_template(request: Call, slug: str, body: TemplateChange) -> HttpResponse:
    """What is left out stays as it is. Built-in ones are not edited: make your own from one.

    If somebody saved since the version you read: 409, with the template as it stands in `current`.
    """
    found = entry(request.auth, slug)
    if not found.own:
        raise NotFound()
    changed = _changed(found.body, body)
    try:
        made = edit_template(found.pk, changed, version=body.version, by=request.auth, door="api")
    except Conflict as conflict:
        return refused(conflict, current=template_out(entry(request.auth, slug)))
    return reply(template_out(own_entry(made)))


@router.delete(
    "/templates/{slug:slug}",
    response=TemplateOut,
    operation_id="archiveTemplate",
    summary="Offer a template no longer",
)
def take_away(request: Call, slug: str) -> HttpResponse:
    """An own one is archived, a built-in one put away (by an administrator); both can be brought back."""
    found = entry(request.auth, slug)
    if found.own:
        archive_template(found.pk, by=request.auth, door="api")
    else:
        put_away(slug, by=request.auth, door="api")
    return reply(template_out(entry(request.auth, slug)))


@router.post(
    "/templates/{slug:slug}/restoration",
    response={200: TemplateOut},
    operation_id="restoreTemplate",
    summary="Offer it again",
)
@once
def offer_again(request: Call, slug: str) -> HttpResponse:
    found = entry(request.auth, slug)
    if found.own:
        restore_template(found.pk, by=request.auth, door="api")
    else:
        bring_back(slug, by=request.auth, door="api")
    return reply(template_out(entry(request.auth, slug)))


@router.post(
    "/templates/{slug:slug}/filled",
    response={200: FilledOut},
    operation_id="fillTemplate",
    summary="Fill it in",
)
@once
def fill_template(request: Call, slug: str, body: ValuesIn) -> HttpResponse:
    """Stores nothing: the objective to set, and what the coach says of it."""
    found = entry(request.auth, slug)
    wrong = value_faults(found.body, body.values)
    if wrong:
        raise Refusals(wrong)
    filled = fill(found.body, body.values)
    report = verdict(found.body, filled, language=get_language() or "en")
    return reply(filled_out(found.body, filled, report))


def _body(given: TemplateIn) -> Body:
    return Body(
        language=given.language,
        department=given.department,
        role=given.role,
        name=given.name,
        objective=given.objective,
        key_results=_key_results(given.key_results),
        background=given.background,
        why_good=given.why_good,
        ambition=given.ambition,
        cycle_kinds=tuple(dict.fromkeys(given.cycle_kinds)),
        placeholders=_placeholders(given.placeholders),
        tags=tuple(given.tags),
    )


def _changed(body: Body, given: TemplateChange) -> Body:
    changes: dict[str, object] = {
        name: value
        for name in (
            "language",
            "department",
            "role",
            "name",
            "objective",
            "background",
            "why_good",
            "ambition",
        )
        if (value := getattr(given, name)) is not None
    }
    if given.cycle_kinds is not None:
        changes["cycle_kinds"] = tuple(dict.fromkeys(given.cycle_kinds))
    if given.key_results is not None:
        changes["key_results"] = _key_results(given.key_results)
    if given.placeholders is not None:
        changes["placeholders"] = _placeholders(given.placeholders)
    if given.tags is not None:
        changes["tags"] = tuple(given.tags)
    return msgspec.structs.replace(body, **changes)


def _key_results(given: list[TemplateKeyResultIn]) -> tuple[KeyResultBody, ...]:
    return tuple(
        KeyResultBody(
            each.title,
            each.kind,
            each.unit,
            each.start,
            each.target,
            each.low,
            each.high,
            tuple(each.steps),
            each.counterweight,
        )
        for each in given
    )


def _placeholders(given: dict[str, PlaceholderIn]) -> dict[str, Placeholder]:
    return {name: Placeholder(each.label, each.example, each.kind, each.help) for name, each in given.items()}
