"""Before anybody is signed in: founding the company, and accepting an invitation."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from headway.core.errors import Refusal
from headway.people.actions.invitations import accept_invitation, invitation_of
from headway.people.actions.organisation import AlreadyFounded, found_company
from headway.people.models import Person
from headway.people.queries.organisation import organisation, the_organisation
from headway.web.forms.start import InvitationForm, StartForm
from headway.web.page import render

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    if the_organisation() is not None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    language = _language(request)
    zone = "Asia/Shanghai" if language == "zh-hans" else "UTC"
    form = StartForm(request.POST or None, initial={"language": language, "time_zone": zone})
    if request.method == "POST" and form.is_valid():
        try:
            person = found_company(**form.cleaned_data, at=timezone.now(), door="web")
        except AlreadyFounded:
            return redirect(settings.LOGIN_URL)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _enter(request, person)
    return _door(request, "start/start.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        invited = invitation_of(secret, at=timezone.now())
    except Refusal as refusal:
        return _door(request, "start/closed.html", {"refusal": refusal}, status=refusal.status)
    form = InvitationForm(
        request.POST or None, initial={"name": invited.name, "language": _language(request)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            person = accept_invitation(secret, **form.cleaned_data, at=timezone.now(), door="web")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _enter(request, person)
    context = {"form": form, "invitation": invited, "company": organisation().name}
    return _door(request, "start/invitation.html", context, status=422 if form.errors else 200)


def _door(request: HttpRequest, template: str, context: dict[str, object], *, status: int) -> HttpResponse:
    return render(request, template, {"language_url": reverse("language"), **context}, status=status)


def _enter(request: HttpRequest, person: Person) -> HttpResponse:
    login(request, person, backend=_BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))
