"""The frame of the settings and who may enter it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.goals.access import require_open
from headway.people.access import may_administer, must_administer
from headway.web.doors import signed_in
from headway.web.page import SignedInRequest, render


def administrators[**P](
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only for administrators; everyone else who is signed in learns that they may not."""

    @wraps(view)
    def through(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST":
            must_administer(request.viewer.person, door="web")
        else:
            require_open(may_administer(request.viewer.person, door="web"))
        return view(request, *args, **kwargs)

    return signed_in(through)


def settings_page(
    request: SignedInRequest, template: str, context: Mapping[str, object], *, at: str, status: int = 200
) -> HttpResponse:
    """`at` is the entry of the sub-navigation that is open."""
    entries = [
        ("settings", _("Organisation")),
        ("settings-rules", _("Rules")),
        ("settings-strategies", _("Strategies")),
        ("settings-cycles", _("Cycles")),
        ("settings-teams", _("Teams")),
        ("settings-people", _("People")),
        ("settings-invitations", _("Invitations")),
        ("settings-coach", _("Coach")),
        ("settings-rewriting", _("Rewriting help")),
    ]
    is_admin = request.viewer.person.is_admin
    if not is_admin:  # the company's OKR champion keeps cycles and sees nothing else of this
        entries = [entry for entry in entries if entry[0] == at]
    pages = [{"label": label, "url": reverse(name), "current": name == at} for name, label in entries]
    here = next(label for name, label in entries if name == at)
    values = {"pages": pages, "here": (here, reverse(at)), **context}
    nav = "settings" if is_admin else at.removeprefix("settings-")
    return render(request, template, values, status=status, nav=nav)


def page_number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 1
