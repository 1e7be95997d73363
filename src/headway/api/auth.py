"""Who calls: a personal bearer token. Cookies of the pages do not count here."""

from django.http import HttpRequest
from django.utils import timezone
from ninja.security.base import AuthBase

from headway.api.errors import use_language
from headway.core.errors import N_, Refusal
from headway.goals.actions.ripples import settle_for
from headway.people.actions.tokens import person_of_token
from headway.people.viewer import Viewer, viewer_of


class Call(HttpRequest):
    """A request that has been let in; ``auth`` is who calls."""

    auth: Viewer


class TokenMissing(Refusal):
    code = "token_missing"
    sentence = N_("Send a personal token: Authorization: Bearer hw_…. You make one on your profile page.")
    status = 401


class TokenUnknown(Refusal):
    code = "token_unknown"
    sentence = N_("This token is not known, has run out or was revoked. Make a new one on your profile page.")
    status = 401


class Token(AuthBase):
    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "A personal token: made on the profile page or by `headway token create`."

    def __call__(self, request: HttpRequest) -> Viewer:
        scheme, _, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer" or not text.strip():
            raise TokenMissing()
        at = timezone.now()
        person = person_of_token(text.strip(), at=at)
        if person is None:
            raise TokenUnknown()
        viewer = viewer_of(person, at=at)
        if not request.META.get("HTTP_ACCEPT_LANGUAGE"):
            use_language(None, person.language or viewer.org.language)
        if request.method == "GET":
            # Whoever acted reads exact figures next, here as on the pages.
            settle_for(person)
        return viewer
