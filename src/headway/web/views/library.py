"""The templates library: browse, try one out, begin an objective with it, and write one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.core.errors import Conflict, Forbidden, NotFound, Refusal, Refusals
from headway.core.text import clean_line
from headway.goals.access import require
from headway.goals.actions.objectives import keep_draft, kept_draft
from headway.goals.queries import writing
from headway.library.access import may_make, may_use, must_make
from headway.library.actions.templates import (
    archive_template,
    bring_back,
    edit_template,
    make_template,
    put_away,
    restore_template,
)
from headway.library.queries.drawn import drawn_from
from headway.library.queries.shelf import Asked, Entry, browse, entry, suggested
from headway.library.queries.verdict import verdict, with_examples
from headway.library.rules import CYCLE_KINDS, DEPARTMENTS, LANGUAGES, Body
from headway.web.doors import signed_in
from headway.web.forms import library as form
from headway.web.forms import objectives as editor
from headway.web.forms.library import RowTyped, TemplateTyped
from headway.web.library import (
    DEPARTMENT_NAMES,
    blanks,
    cycle_choices,
    department_choices,
    language_choices,
    on_a_card,
    own_language,
    shown,
)
from headway.web.links import here, whole
from headway.web.page import SignedInRequest, render
from headway.web.views import write

# What an objective begun with a template takes over from the page one came from.
_ALONG = ("cycle", "holder", "team", "person", "parent")


@require_GET
@signed_in
def shelf(request: SignedInRequest) -> HttpResponse:
    viewer = request.viewer
    asked = _asked(request)
    found = browse(viewer, asked, page=whole(request.GET, "page") or 1)
    return render(
        request,
        "library/shelf.html",
        {
            "asked": asked,
            "shelf": found,
            "rows": [on_a_card(each) for each in found.rows],
            "departments": [(key, DEPARTMENT_NAMES[key], count) for key, count in found.departments],
            "languages": language_choices(),
            "cycles": cycle_choices(),
            "narrowed": any(
                (asked.text, asked.department, asked.role, asked.cycle, asked.origin, asked.away)
            ),
            "along": _along(request.GET),
            "may_make": may_make(viewer),
            "here": here(request),
        },
        nav="templates",
    )


@require_GET
@signed_in
def near(request: SignedInRequest) -> HttpResponse:
    """A few that fit one's work, for the editor; opened as a page it leads to all of them."""
    if not request.headers.get("HX-Request"):
        return redirect("templates")
    found = suggested(request.viewer, own_language())
    context = {
        "rows": [on_a_card(each) for each in found],
        "along": _along(request.GET),
        "departments": department_choices(),
    }
    return render(request, "library/_near.html", context, block="near")


@require_GET
@signed_in
def template(request: SignedInRequest, slug: str) -> HttpResponse:
    viewer = request.viewer
    found = entry(viewer, slug)
    values = _values(found.body, request.GET)
    key = _key(slug)
    begun = kept_draft(key, by=viewer) if may_use(viewer) else None
    filled = with_examples(found.body, values)
    live = bool(request.headers.get("HX-Request"))
    return render(
        request,
        "library/template.html",
        {
            "each": shown(found, values),
            "blanks": blanks(found.body, values),
            "given": len(values),
            "report": verdict(found.body, filled, language=translation.get_language() or "en"),
            "rows_said": [row.title for row in filled.key_results],
            "begun": write.moment(begun.saved_at, viewer) if begun and not begun.body.get("fresh") else "",
            "begun_url": write.address(key),
            "along": _along(request.GET),
            "may_use": may_use(viewer),
            "may_make": may_make(viewer),
            "may_put_away": may_make(viewer) if found.own else viewer.person.is_admin,
        },
        nav="templates",
        block="filled" if live else None,
    )


@require_POST
@signed_in
def use(request: SignedInRequest, slug: str) -> HttpResponse:
    """The editor, with everything filled in; what has no value yet stands as its [label]. Without script
    ``show`` leads back to the template with what was typed."""
    viewer = request.viewer
    found = entry(viewer, slug)
    values = _values(found.body, request.POST)
    if request.POST.get("do") == "show":
        asked = {**_along(request.POST), **{f"v.{name}": text for name, text in values.items()}}
        return redirect(f"{reverse('template', args=[slug])}?{urlencode(asked)}")
    require(may_use(viewer))
    fresh = write.fresh(viewer, _along(request.POST))
    begun = form.begun(found.body, values, fresh, writing.cycle_choices(viewer))
    key = _key(slug)
    keep_draft(key, {"typed": editor.flat(begun), "fresh": True}, by=viewer)
    return redirect(write.address(key))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """Empty, or begun with another template (``from``) or with an objective."""
    viewer = request.viewer
    must_make(viewer)
    if request.method == "POST":
        return _sent(request, None)
    source = request.GET.get("from", "")
    objective = whole(request.GET, "objective")
    if source:
        typed = form.stored_form(entry(viewer, source).body)
    elif objective is not None:
        typed = form.stored_form(drawn_from(objective, by=viewer))
    else:
        typed = TemplateTyped(language=own_language(), rows=[RowTyped(), RowTyped()])
    return _page(request, None, typed)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    must_make(request.viewer)
    found = _own(request, slug)
    if request.method == "POST":
        return _sent(request, found)
    return _page(request, found, form.stored_form(found.body, found.version))


@require_POST
@signed_in
def away(request: SignedInRequest, slug: str) -> HttpResponse:
    """An own template is archived, a built-in one put away."""
    viewer = request.viewer
    found = entry(viewer, slug)
    if found.own:
        archive_template(found.pk, by=viewer, door="web")
    else:
        put_away(slug, by=viewer, door="web")
    messages.success(request, _("The template is put away. What was written with it stays."))
    return redirect("templates")


@require_POST
@signed_in
def back(request: SignedInRequest, slug: str) -> HttpResponse:
    viewer = request.viewer
    found = entry(viewer, slug)
    if found.own:
        restore_template(found.pk, by=viewer, door="web")
    else:
        bring_back(slug, by=viewer, door="web")
    messages.success(request, _("The template is offered again."))
    return redirect("template", slug)


@dataclass(frozen=True, slots=True)
class _Theirs:
    """What somebody saved meanwhile, where it differs."""

    fields: list[tuple[str, str]]


def _sent(request: SignedInRequest, stored: Entry | None) -> HttpResponse:
    typed = form.typed_in(dict(request.POST.lists()))
    do = request.POST.get("do", "save")
    if do != "save":
        focus = form.change(typed, do)
        return _page(request, stored, form.settled(typed), focus=focus)
    viewer = request.viewer
    try:
        body = form.body_of(typed)
        if stored is None:
            made = make_template(body, by=viewer, door="web")
        else:
            version = int(typed.version) if typed.version.isascii() and typed.version.isdecimal() else 0
            made = edit_template(stored.pk, body, version=version, by=viewer, door="web")
    except Conflict:
        assert stored is not None
        now = form.stored_form(stored.body, stored.version)
        theirs = _Theirs(form.differing(typed, now))
        typed.version = str(stored.version)
        return _page(request, stored, typed, theirs=theirs, status=409)
    except (Refusal, Refusals) as refusal:
        if isinstance(refusal, NotFound | Forbidden):
            raise
        return _page(request, stored, typed, errors=form.located(typed, refusal), status=422)
    messages.success(request, _("The template is saved."))
    return redirect("template", made.slug)


def _page(
    request: SignedInRequest,
    stored: Entry | None,
    typed: TemplateTyped,
    *,
    errors: Mapping[str, Refusal] | None = None,
    theirs: _Theirs | None = None,
    focus: str = "",
    status: int = 200,
) -> HttpResponse:
    body = form.body_of(typed)
    filled = with_examples(body, {})
    speaks = bool(body.objective.strip()) or bool(body.key_results)
    context = {
        "form": typed,
        "stored": stored,
        "address": reverse("template-edit", args=[stored.slug]) if stored else request.get_full_path(),
        "errors": errors or {},
        "theirs": theirs,
        "focus": focus,
        "departments": department_choices(),
        "languages": language_choices(),
        "cycles": cycle_choices(),
        "report": verdict(body, filled, language=translation.get_language() or "en") if speaks else None,
        "rows_said": [row.title for row in filled.key_results],
        "blank_row": RowTyped(),
    }
    if request.headers.get("HX-Request"):
        return render(request, "library/edit.html", context, block="fields", status=status)
    return render(request, "library/edit.html", context, nav="templates", status=status)


def _own(request: SignedInRequest, slug: str) -> Entry:
    found = entry(request.viewer, slug)
    if not found.own:
        raise NotFound()
    return found


def _asked(request: SignedInRequest) -> Asked:
    asked = request.GET
    language = asked.get("language", own_language())
    return Asked(
        text=_line(asked.get("q", ""), 120),
        department=_one_of(asked.get("department", ""), DEPARTMENTS),
        role=_line(asked.get("role", ""), 120),
        language=_one_of(language, LANGUAGES),
        cycle=_one_of(asked.get("cycles", ""), CYCLE_KINDS),
        origin=_one_of(asked.get("origin", ""), ("own", "built-in")),
        away="away" in asked,
    )


def _line(typed: str, limit: int) -> str:
    return clean_line(typed[:limit], limit=limit * 4, field="", required=False)


def _one_of(given: str, choices: tuple[str, ...]) -> str:
    return given if given in choices else ""


def _values(body: Body, given: Mapping[str, str]) -> dict[str, str]:
    """What was typed for placeholders: ``v.churn_now`` and so on; empty ones left out."""
    typed = {name: _line(given.get(f"v.{name}", ""), 200) for name in body.placeholders}
    return {name: text for name, text in typed.items() if text}


def _along(given: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name in _ALONG if (text := given.get(name, "")) and text.isalnum()}


def _key(slug: str) -> str:
    """The form that an objective begun with this template is kept under."""
    return f"objective/new/{urlencode({'template': slug})}"
