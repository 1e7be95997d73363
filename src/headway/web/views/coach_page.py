"""The coach's page of a cycle, for OKR champions and administrators, and the goals behind its numbers."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from headway.coach.queries.goals import goals_view
from headway.coach.queries.page import coach_view
from headway.web.doors import signed_in
from headway.web.links import here, whole
from headway.web.page import SignedInRequest, render


@require_GET
@signed_in
def coach(request: SignedInRequest) -> HttpResponse:
    asked = request.GET
    screen = coach_view(
        request.viewer, whole(asked, "cycle"), whole(asked, "team"), after=whole(asked, "after")
    )
    return render(request, "coach/page.html", {"screen": screen, "here": here(request)}, nav="coach")


@require_GET
@signed_in
def goals(request: SignedInRequest) -> HttpResponse:
    """Those in one situation (``situation=stuck``) or of which one thing was asked (``code=K202``)."""
    asked = request.GET
    screen = goals_view(
        request.viewer,
        situation=asked.get("situation", ""),
        code=asked.get("code", ""),
        cycle_id=whole(asked, "cycle"),
        team_id=whole(asked, "team"),
        after=asked.get("after", ""),
    )
    return render(request, "coach/goals.html", {"screen": screen, "here": here(request)}, nav="coach")
