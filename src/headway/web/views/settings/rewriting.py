"""The language model that may suggest wordings: where it is, trying it, switching it on and off."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headway.coach.queries.notes import language_of_reader
from headway.coach.queries.settings import coach_config
from headway.core.errors import Refusal, Refusals
from headway.rewriting.actions.endpoint import set_endpoint, switch_off, switch_on
from headway.rewriting.actions.suggestions import Suggestions, asked_of, trial, try_endpoint
from headway.rewriting.queries import the_endpoint, where
from headway.rewriting.rules.prompt import messages as sent
from headway.web.forms.rewriting import EndpointForm
from headway.web.page import SignedInRequest
from headway.web.views.settings.shared import administrators, settings_page
from okr_coach import Config

_FIELDS = ("address", "model", "seconds", "notice")


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying it: suggestions, or the refusal."""

    found: Suggestions | None = None
    refusal: Refusal | None = None


@require_http_methods(["GET", "POST"])
@administrators
def rewriting(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    form = EndpointForm(request.POST)
    if form.is_valid():
        try:
            set_endpoint(by=request.viewer, door="web", **form.cleaned_data)
        except (Refusal, Refusals) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("settings-rewriting")
    return _page(request, form=form)


@require_POST
@administrators
def switch(request: SignedInRequest) -> HttpResponse:
    if request.POST.get("on") == "1":
        switch_on(by=request.viewer, door="web")
        messages.success(request, _("Writers may now ask for suggestions."))
    else:
        switch_off(by=request.viewer, door="web")
        messages.success(request, _("Nothing is sent any more."))
    return redirect("settings-rewriting")


@require_POST
@administrators
def attempt(request: SignedInRequest) -> HttpResponse:
    try:
        tried = Trial(found=try_endpoint(by=request.viewer, language=language_of_reader(), door="web"))
    except Refusal as refusal:
        tried = Trial(refusal=refusal)
    return _page(request, tried=tried)


def _page(
    request: SignedInRequest, *, form: EndpointForm | None = None, tried: Trial | None = None
) -> HttpResponse:
    endpoint = the_endpoint()
    address = where(endpoint)
    config = coach_config()
    example = asked_of(trial(language_of_reader()), config=config or Config())
    context = {
        "form": form or EndpointForm(initial={name: getattr(endpoint, name) for name in _FIELDS}),
        "endpoint": endpoint,
        "place": address.place if address else "",
        "is_open": address is not None and address.is_open,
        "hosts": settings.HEADWAY_REWRITING_HOSTS,
        "operator_key": bool(settings.HEADWAY_REWRITING_KEY),
        "coach_off": config is None,
        "example": sent(example),
        "trial_text": example.text,
        "tried": tried,
    }
    status = 422 if (form and form.errors) or (tried and tried.refusal) else 200
    return settings_page(request, "settings/rewriting.html", context, at="settings-rewriting", status=status)
