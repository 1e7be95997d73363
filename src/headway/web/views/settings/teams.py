"""The team tree: make, edit, move, archive, choose leads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headway.core.errors import NotFound, Refusal
from headway.people.actions.teams import (
    archive_team,
    create_team,
    edit_team,
    move_team,
    restore_team,
    set_leads,
)
from headway.people.queries.teams import TeamSheet, team_sheet, team_tree
from headway.web.forms.base import PageForm, suggested_people, team_choices
from headway.web.forms.settings import LeadForm, MoveForm, NewTeamForm, TeamForm
from headway.web.page import SignedInRequest
from headway.web.views.settings.shared import administrators, settings_page


@require_http_methods(["GET", "POST"])
@administrators
def teams(request: SignedInRequest) -> HttpResponse:
    viewer = request.viewer
    typed = request.GET.get("under", "")
    under = int(typed) if typed.isdecimal() and len(typed) < 18 else None
    form = NewTeamForm(request.POST or None, initial={"parent": under})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            create_team(
                name=given["name"],
                kind=given["kind"],
                parent=given["parent"],
                leads=[given["lead"]] if given["lead"] else [],
                actor=viewer.person,
                at=viewer.at,
                door="web",
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The team is added."))
            return redirect(request.get_full_path())
    tree = team_tree(under=under, archived="archived" in request.GET)
    if tree is None:
        raise NotFound()
    context = {
        "form": form,
        "tree": tree,
        "under": under,
        "archived": "archived" in request.GET,
        "choices": team_choices(_("the company itself")),
        "suggestions": suggested_people(),
    }
    status = 422 if form.errors else 200
    return settings_page(request, "settings/teams.html", context, at="settings-teams", status=status)


@require_http_methods(["GET", "POST"])
@administrators
def team(request: SignedInRequest, pk: int) -> HttpResponse:
    sheet = _sheet(pk)
    fields = ("name", "kind", "purpose", "check_in_weekday")
    form = TeamForm(request.POST or None, initial={field: getattr(sheet.team, field) for field in fields})
    if request.method == "POST" and form.is_valid():
        viewer = request.viewer
        try:
            edit_team(sheet.team, actor=viewer.person, at=viewer.at, door="web", **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("settings-team", pk)
    return _page(request, sheet, form=form)


@require_POST
@administrators
def team_place(request: SignedInRequest, pk: int) -> HttpResponse:
    sheet, form = _sheet(pk), MoveForm(request.POST)
    if form.is_valid():
        viewer = request.viewer
        try:
            move_team(sheet.team, form.cleaned_data["parent"], actor=viewer.person, at=viewer.at, door="web")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The team has moved, with everything below it."))
            return redirect("settings-team", pk)
    return _page(request, sheet, move=form)


@require_POST
@administrators
def team_leads(request: SignedInRequest, pk: int) -> HttpResponse:
    sheet, form = _sheet(pk), LeadForm(request.POST)
    if form.is_valid():
        viewer = request.viewer
        try:
            chosen = [*sheet.leads, form.cleaned_data["person"]]
            set_leads(sheet.team, chosen, actor=viewer.person, at=viewer.at, door="web")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("settings-team", pk)
    return _page(request, sheet, lead=form)


@require_POST
@administrators
def team_lead_removal(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    sheet = _sheet(pk)
    staying = [lead for lead in sheet.leads if lead.pk != person]
    set_leads(sheet.team, staying, actor=request.viewer.person, at=request.viewer.at, door="web")
    return redirect("settings-team", pk)


@require_POST
@administrators
def team_archive(request: SignedInRequest, pk: int) -> HttpResponse:
    sheet = _sheet(pk)
    try:
        archive_team(sheet.team, actor=request.viewer.person, at=request.viewer.at, door="web")
    except Refusal as refusal:
        return _page(request, sheet, refusal=refusal)
    messages.success(request, _("The team is archived. Its goals and history stay."))
    return redirect("settings-team", pk)


@require_POST
@administrators
def team_restoration(request: SignedInRequest, pk: int) -> HttpResponse:
    sheet = _sheet(pk)
    try:
        restore_team(sheet.team, actor=request.viewer.person, at=request.viewer.at, door="web")
    except Refusal as refusal:
        return _page(request, sheet, refusal=refusal)
    return redirect("settings-team", pk)


def _sheet(pk: int) -> TeamSheet:
    sheet = team_sheet(pk)
    if sheet is None:
        raise NotFound()
    return sheet


def _page(
    request: SignedInRequest,
    sheet: TeamSheet,
    *,
    form: PageForm | None = None,
    move: PageForm | None = None,
    lead: PageForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    fields = ("name", "kind", "purpose", "check_in_weekday")
    wrong = refusal or any(each is not None and each.errors for each in (form, move, lead))
    context = {
        "sheet": sheet,
        "form": form or TeamForm(initial={field: getattr(sheet.team, field) for field in fields}),
        "move": move or MoveForm(initial={"parent": sheet.team.parent_id or ""}),
        "lead": lead or LeadForm(),
        "refusal": refusal,
        "choices": team_choices(_("the company itself")),
        "suggestions": suggested_people(),
    }
    return settings_page(
        request, "settings/team.html", context, at="settings-teams", status=422 if wrong else 200
    )
