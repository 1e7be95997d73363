"""Everything in a cycle as a tree, and the rows below one of its branches."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from headway.goals.queries.outline import Asked, outline_children, outline_view
from headway.web.doors import signed_in
from headway.web.links import here, whole
from headway.web.page import SignedInRequest, render


@require_GET
@signed_in
def outline(request: SignedInRequest) -> HttpResponse:
    screen = outline_view(request.viewer, _asked(request))
    context = {"screen": screen, "here": here(request)}
    return render(request, "outline/outline.html", context, nav="outline")


@require_GET
@signed_in
def children(request: SignedInRequest) -> HttpResponse:
    """A fragment for the tree; opened as a page it leads to the outline with that branch open."""
    cycle, at, after = whole(request.GET, "cycle"), request.GET.get("at", ""), request.GET.get("after", "")
    if not request.headers.get("HX-Request"):
        asked = {"cycle": cycle or "", "open": at.split(",")}
        return redirect(f"{reverse('outline')}?{urlencode(asked, doseq=True)}")
    rows = outline_children(request.viewer, cycle=cycle, at=at, after=after)
    context = {"rows": rows, "cycle": cycle, "here": here(request, reverse("outline")), "focus": bool(after)}
    return render(request, "outline/children.html", context, block="rows")


def _asked(request: SignedInRequest) -> Asked:
    asked = request.GET
    return Asked(
        cycle=whole(asked, "cycle"),
        team=whole(asked, "team"),
        owner=" ".join(asked.get("owner", "").split())[:120],
        status=asked.get("status", ""),
        text=" ".join(asked.get("q", "").split())[:120],
        opened=tuple(asked.getlist("open")),
        after=whole(asked, "after"),
        before=whole(asked, "before"),
        more=asked.get("more", ""),
    )
