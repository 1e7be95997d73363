"""What every web view goes through: sign-in, and refusals turned into pages or fragments."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from headway.core.errors import Refusal, Refusals
from headway.web.page import SignedInRequest, render


def signed_in[**P](
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only for somebody signed in; unseen is 404, refused is 403, anything else refused is 422."""

    @wraps(view)
    def through(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if getattr(request, "viewer", None) is None:
            if request.headers.get("HX-Request"):
                return HttpResponse(status=204, headers={"HX-Redirect": reverse("account_login")})
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
        try:
            return view(request, *args, **kwargs)  # type: ignore[arg-type]
        except (Refusal, Refusals) as refusal:
            return refused(request, refusal)

    return through  # type: ignore[return-value]


def refused(request: HttpRequest, refusal: Refusal | Refusals) -> HttpResponse:
    """A page that says what cannot be done; forms show their own refusals before it comes to this."""
    errors = list(refusal) if isinstance(refusal, Refusals) else [refusal]
    status = errors[0].status
    template = {404: "errors/404.html", 403: "errors/403.html"}.get(status, "errors/refused.html")
    if status in (403, 404):
        return render(request, template, {"errors": errors}, status=status)
    if request.headers.get("HX-Request"):
        response = render(request, "errors/refused.html", {"errors": errors}, status=status, block="sentence")
        response["HX-Retarget"] = "#toast"
        response["HX-Reswap"] = "innerHTML"
        return response
    return render(request, template, {"errors": errors}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", {}, status=404)


def broke(request: HttpRequest) -> HttpResponse:
    """Something went wrong on our side: a page that asks the database for nothing."""
    request.viewer = None  # type: ignore[attr-defined]
    return render(request, "errors/500.html", {}, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is of another session, mostly because the page was open since before signing in."""
    return render(request, "errors/stale.html", {}, status=403)
