"""One's own profile, days away and API tokens."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from headway.core.errors import NotFound, Refusal
from headway.people.actions.people import add_leave, edit_person, remove_leave
from headway.people.actions.tokens import create_token, revoke_token
from headway.people.models import Leave, Person, Token
from headway.people.queries.people import leaves_from, tokens_of
from headway.web.doors import signed_in
from headway.web.forms.base import suggested_people
from headway.web.forms.profile import LeaveForm, ProfileForm, TokenForm
from headway.web.page import SignedInRequest, render

_FIELDS = ("name", "title", "language", "time_zone", "country", "week_start", "theme", "coached")


def _initial(person: Person) -> dict[str, object]:
    assistant = Person.objects.filter(pk=person.assistant_id or 0).first()
    return {**{field: getattr(person, field) for field in _FIELDS}, "assistant": assistant}


@require_http_methods(["GET", "POST"])
@signed_in
def profile(request: SignedInRequest) -> HttpResponse:
    person = request.viewer.person
    form = ProfileForm(request.POST or None, initial=_initial(person))
    if request.method == "POST" and form.is_valid():
        try:
            edit_person(person, actor=person, at=request.viewer.at, door="web", **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("profile")
    return _profile(request, form, LeaveForm())


@require_POST
@signed_in
def leave(request: SignedInRequest) -> HttpResponse:
    person = request.viewer.person
    form = LeaveForm(request.POST)
    if form.is_valid():
        try:
            add_leave(person, actor=person, at=request.viewer.at, door="web", **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. No check-in falls due on these days."))
            return redirect("profile")
    return _profile(request, ProfileForm(initial=_initial(person)), form)


@require_POST
@signed_in
def leave_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    person = request.viewer.person
    gone = Leave.objects.filter(pk=pk, person=person).select_related("person").first()
    if gone is None:
        raise NotFound()
    remove_leave(gone, actor=person, at=request.viewer.at, door="web")
    return redirect("profile")


def _profile(request: SignedInRequest, form: ProfileForm, leave_form: LeaveForm) -> HttpResponse:
    context = {
        "form": form,
        "leave_form": leave_form,
        "suggestions": suggested_people(),
        "leaves": leaves_from(request.viewer.person, request.viewer.today),
    }
    return render(
        request, "profile/profile.html", context, status=422 if form.errors or leave_form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def tokens(request: SignedInRequest) -> HttpResponse:
    """The text of a new token stands on the answer to its creation and nowhere else."""
    viewer = request.viewer
    form = TokenForm(request.POST or None)
    text = ""
    if request.method == "POST" and form.is_valid():
        last_day = form.cleaned_data["expires_on"]
        zone = ZoneInfo(viewer.person.time_zone or viewer.org.time_zone)
        expires_at = last_day and datetime.combine(last_day + timedelta(days=1), time(), zone)
        try:
            text = create_token(
                viewer.person,
                name=form.cleaned_data["name"],
                expires_at=expires_at,
                actor=viewer.person,
                at=viewer.at,
                door="web",
            ).text
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            form = TokenForm()
    context = {
        "form": form,
        "tokens": tokens_of(viewer.person, viewer.at),
        "text": text,
        "second": timedelta(seconds=1),  # a token ends as its last day does, at midnight
    }
    return render(request, "profile/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def token_revocation(request: SignedInRequest, pk: int) -> HttpResponse:
    person = request.viewer.person
    token = Token.objects.filter(pk=pk, person=person).first()
    if token is None:
        raise NotFound()
    revoke_token(token, actor=person, at=request.viewer.at, door="web")
    messages.success(request, _("The token no longer works."))
    return redirect("profile-tokens")
