"""``render``: a whole page with the shell around it, or one block of it for htmx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template import engines
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from headway.coach.access import coaches
from headway.goals.actions.cycles import may_keep_cycles
from headway.goals.queries.shell import CycleCard, Place, cycle_card, due_count
from headway.people.models import Person
from headway.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class NavItem:
    key: str
    label: str
    icon: str
    url: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every signed-in page."""

    person: Person
    viewer: Viewer
    nav: Sequence[NavItem]
    teams: Sequence[Place]
    cycle: CycleCard | None
    is_admin: bool
    organisation: str
    account: Sequence[NavItem] = ()
    theme_url: str = ""
    language_url: str = ""
    sign_out_url: str = ""


class SignedInRequest(HttpRequest):
    """A request that ``signed_in`` has let through."""

    viewer: Viewer


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
    block: str | None = None,
    nav: str = "",
    due: int | None = None,
) -> HttpResponse:
    """Render ``template`` whole, or only its ``block`` (an htmx fragment)."""
    env = engines["jinja2"].env  # type: ignore[attr-defined]
    viewer: Viewer | None = getattr(request, "viewer", None)
    values: dict[str, object] = {
        "request": request,
        "csrf_token": get_token(request),
        "csrf_input": format_html(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
        ),
        "lang": "zh-Hans" if getattr(request, "LANGUAGE_CODE", "en").startswith("zh") else "en",
        "theme": viewer.person.theme if viewer else "auto",
        "viewer": viewer,
        "shell": None,
        "messages": [],
        **context,
    }
    compiled = env.get_template(template)
    if block is not None:
        fragment = "".join(compiled.blocks[block](compiled.new_context(values)))
        return HttpResponse(fragment, status=status)
    values["messages"] = list(get_messages(request))
    if viewer is not None:
        values["shell"] = shell(viewer, nav, due)
    return HttpResponse(compiled.render(values), status=status)


def shell(viewer: Viewer, nav: str, due: int | None = None) -> Shell:
    """Two queries: what is due (unless the page knows), and the running cycle."""
    due = due_count(viewer) if due is None else due
    items = [
        NavItem("week", _("My week"), "calendar-check", reverse("week"), count=due),
        NavItem("outline", _("Objectives"), "target", reverse("outline")),
        NavItem("company", _("Company"), "house", reverse("company")),
        NavItem("teams", _("Teams"), "network", reverse("teams")),
        NavItem("people", _("People"), "users", reverse("people")),
        NavItem("templates", _("Templates"), "book-open", reverse("templates")),
    ]
    if coaches(viewer):
        items.append(NavItem("coach", _("Coach"), "compass", reverse("coach")))
    if viewer.person.is_admin:
        items.append(NavItem("settings", _("Settings"), "settings", reverse("settings")))
    elif may_keep_cycles(viewer):
        items.append(NavItem("cycles", _("Cycles"), "calendar-clock", reverse("settings-cycles")))
    return Shell(
        person=viewer.person,
        viewer=viewer,
        nav=[
            NavItem(item.key, item.label, item.icon, item.url, item.count, item.key == nav) for item in items
        ],
        teams=[Place(team.name, reverse("team", args=[team.id]), team.id % 4) for team in viewer.teams[:8]],
        cycle=cycle_card(viewer),
        is_admin=viewer.person.is_admin,
        organisation=viewer.org.name,
        account=[NavItem("profile", _("Profile and security"), "user-round", reverse("profile"))],
        theme_url=reverse("theme"),
        language_url=reverse("language"),
        sign_out_url=reverse("account_logout"),
    )


def back(request: HttpRequest, default: str) -> HttpResponse:
    """Redirect to where the form says it came from, if that is a page of ours; else to ``default``."""
    where = request.POST.get("next", "")
    if where.startswith("/") and not where.startswith(("//", "/\\")):
        return redirect(where)
    return redirect(default)
