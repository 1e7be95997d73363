"""Language and appearance for anybody; the address one signs in with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from headway.people.actions.checks import checked_choice, checked_language
from headway.people.actions.people import edit_person
from headway.people.models import THEMES
from headway.people.viewer import Viewer
from headway.web.doors import signed_in
from headway.web.middleware import LANGUAGE_COOKIE
from headway.web.page import SignedInRequest, back

_YEAR = 60 * 60 * 24 * 365
_SPELLINGS = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-hans-cn": "zh-hans"}


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The profile of who is signed in, and a cookie for the pages before signing in."""
    given = request.POST.get("language", "").lower()
    chosen = _SPELLINGS.get(given, given)
    if chosen not in ("en", "zh-hans"):
        return HttpResponse(status=422)
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is not None:
        edit_person(
            viewer.person,
            language=checked_language(chosen),
            actor=viewer.person,
            at=timezone.now(),
            door="web",
        )
    response = back(request, "/")
    response.set_cookie(
        LANGUAGE_COOKIE, chosen, max_age=_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
    )
    return response


@require_POST
@signed_in
def theme(request: SignedInRequest) -> HttpResponse:
    person = request.viewer.person
    chosen = checked_choice(request.POST.get("theme", ""), [code for code, _ in THEMES], field="theme")
    edit_person(person, theme=chosen, actor=person, at=request.viewer.at, door="web")
    return back(request, "/")


def mail_addresses(request: HttpRequest) -> HttpResponse:
    """Each person has one address, which an administrator changes; allauth's own page would offer several."""
    return redirect("profile")
