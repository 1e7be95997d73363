"""Who is asking: their viewer, language and time zone; the first-admin page on an empty installation."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from headway.goals.actions.ripples import settle_for
from headway.people.models import Person
from headway.people.queries.organisation import the_organisation
from headway.people.viewer import Viewer, viewer_of

LANGUAGE_COOKIE = "headway_language"


class PersonMiddleware:
    """Sets ``request.viewer`` for a signed-in person, or redirects an empty installation to its start."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = None  # type: ignore[attr-defined]
        if request.path.startswith(("/api/", "/static/", "/health")):
            return self.get_response(request)
        person = request.user
        if isinstance(person, Person):
            viewer = _viewer(person)
            request.viewer = viewer  # type: ignore[attr-defined]
            if request.method in ("GET", "HEAD"):
                settle_for(person)
            language, zone = person.language or viewer.org.language, person.time_zone or viewer.org.time_zone
        else:
            if not request.path.startswith(("/start", "/language")) and the_organisation() is None:
                return HttpResponseRedirect(reverse("start"))
            language, zone = _asked_language(request), "UTC"
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response


def _viewer(person: Person) -> Viewer:
    return viewer_of(person, at=timezone.now())


def _asked_language(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(LANGUAGE_COOKIE)
    if chosen in ("en", "zh-hans"):
        return chosen
    return "zh-hans" if translation.get_language_from_request(request).startswith("zh") else "en"
