"""People: found, added, edited, deactivated; and their invitations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from headway.core.errors import NotFound, Refusal
from headway.people.actions.invitations import invite, send_again, withdraw_invitation
from headway.people.actions.people import (
    deactivate_person,
    edit_person,
    join_team,
    leave_team,
    reactivate_person,
)
from headway.people.models import Invitation, Person, Team
from headway.people.queries.invitations import invitation_page
from headway.people.queries.people import PersonSheet, people_page, person_sheet
from headway.web.forms.base import PageForm, suggested_people, team_choices
from headway.web.forms.settings import InviteForm, JoinForm, PersonForm
from headway.web.page import SignedInRequest
from headway.web.views.settings.shared import administrators, page_number, settings_page

_FIELDS = (
    "name",
    "mail",
    "title",
    "role",
    "home_team",
    "manager",
    "champion",
    "champion_of",
    "joined_on",
)


@administrators
def people(request: SignedInRequest) -> HttpResponse:
    text, role = request.GET.get("q", "").strip()[:120], request.GET.get("role", "")
    inactive = "inactive" in request.GET
    found = people_page(text=text, role=role, inactive=inactive, page=page_number(request))
    roles = {key: str(label) for key, label in Person.Role.choices}
    asked: dict[str, str] = {"q": text, "role": role, **({"inactive": "on"} if inactive else {})}
    context = {
        "found": found,
        "q": text,
        "role": role,
        "inactive": inactive,
        "role_names": roles,
        "roles": [("", _("Every role")), *roles.items()],
        "newer": _page_link(asked, found.page - 1) if found.page > 1 else None,
        "older": _page_link(asked, found.page + 1) if found.page < found.pages else None,
    }
    return settings_page(request, "settings/people.html", context, at="settings-people")


def _page_link(asked: dict[str, str], page: int) -> str:
    return "?" + urlencode({**{key: value for key, value in asked.items() if value}, "page": str(page)})


@require_http_methods(["GET", "POST"])
@administrators
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    sheet, viewer = _sheet(pk), request.viewer
    form = PersonForm(request.POST or None, initial=_initial(sheet.person))
    if request.method == "POST" and form.is_valid():
        try:
            edit_person(sheet.person, actor=viewer.person, at=viewer.at, door="web", **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("settings-person", pk)
    return _page(request, sheet, form=form)


@require_POST
@administrators
def person_deactivation(request: SignedInRequest, pk: int) -> HttpResponse:
    sheet = _sheet(pk)
    try:
        deactivate_person(sheet.person, actor=request.viewer.person, at=request.viewer.at, door="web")
    except Refusal as refusal:
        return _page(request, sheet, refusal=refusal)
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": sheet.person.name})
    return redirect("settings-person", pk)


@require_POST
@administrators
def person_reactivation(request: SignedInRequest, pk: int) -> HttpResponse:
    reactivate_person(_sheet(pk).person, actor=request.viewer.person, at=request.viewer.at, door="web")
    return redirect("settings-person", pk)


@require_POST
@administrators
def person_teams(request: SignedInRequest, pk: int) -> HttpResponse:
    sheet, form = _sheet(pk), JoinForm(request.POST)
    if form.is_valid():
        viewer = request.viewer
        try:
            join_team(sheet.person, form.cleaned_data["team"], actor=viewer.person, at=viewer.at, door="web")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("settings-person", pk)
    return _page(request, sheet, join=form)


@require_POST
@administrators
def person_team_departure(request: SignedInRequest, pk: int, team: int) -> HttpResponse:
    left = Team.objects.filter(pk=team).first()
    if left is None:
        raise NotFound()
    leave_team(_sheet(pk).person, left, actor=request.viewer.person, at=request.viewer.at, door="web")
    return redirect("settings-person", pk)


def _sheet(pk: int) -> PersonSheet:
    sheet = person_sheet(pk)
    if sheet is None:
        raise NotFound()
    return sheet


def _initial(person: Person) -> dict[str, object]:
    return {field: getattr(person, field) for field in _FIELDS}


def _page(
    request: SignedInRequest,
    sheet: PersonSheet,
    *,
    form: PageForm | None = None,
    join: PageForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    wrong = refusal or any(each is not None and each.errors for each in (form, join))
    context = {
        "sheet": sheet,
        "form": form or PersonForm(initial=_initial(sheet.person)),
        "join": join or JoinForm(),
        "refusal": refusal,
        "choices": team_choices(_("none")),
        "suggestions": suggested_people(),
    }
    status = 422 if wrong else 200
    return settings_page(request, "settings/person.html", context, at="settings-people", status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@administrators
def invitations(request: SignedInRequest) -> HttpResponse:
    """The link stands on the answer to the invitation and in its mail, and nowhere else."""
    form = InviteForm(request.POST or None)
    link, mail = "", ""
    if request.method == "POST" and form.is_valid():
        viewer = request.viewer
        try:
            invited = invite(actor=viewer.person, at=viewer.at, door="web", **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            link, mail = invited.link, invited.invitation.mail
            form = InviteForm()
    return _invitations(request, form=form, link=link, mail=mail)


@never_cache
@require_POST
@administrators
def invitation_sending(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        invited = send_again(_invitation(pk), actor=request.viewer.person, at=request.viewer.at, door="web")
    except Refusal as refusal:
        return _invitations(request, refusal=refusal)
    return _invitations(request, link=invited.link, mail=invited.invitation.mail)


@require_POST
@administrators
def invitation_withdrawal(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        withdraw_invitation(_invitation(pk), actor=request.viewer.person, at=request.viewer.at, door="web")
    except Refusal as refusal:
        return _invitations(request, refusal=refusal)
    messages.success(request, _("The invitation is withdrawn; its link no longer opens."))
    return redirect("settings-invitations")


def _invitation(pk: int) -> Invitation:
    found = Invitation.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def _invitations(
    request: SignedInRequest,
    *,
    form: InviteForm | None = None,
    link: str = "",
    mail: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    form = form or InviteForm()
    found = invitation_page(at=request.viewer.at, page=page_number(request))
    context = {
        "form": form,
        "found": found,
        "link": link,
        "mail": mail,
        "refusal": refusal,
        "choices": team_choices(_("none yet")),
        "newer": _page_link({}, found.page - 1) if found.page > 1 else None,
        "older": _page_link({}, found.page + 1) if found.page < found.pages else None,
    }
    status = 422 if form.errors or refusal else 200
    return settings_page(
        request, "settings/invitations.html", context, at="settings-invitations", status=status
    )
