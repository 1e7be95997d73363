"""The team tree, and one team."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from headway.goals.queries.team import team_view, teams_view
from headway.web.doors import signed_in
from headway.web.links import here, whole
from headway.web.page import SignedInRequest, render


@require_GET
@signed_in
def teams(request: SignedInRequest) -> HttpResponse:
    """With ``under``, the teams right below one: as rows for the tree, or as a page of their own."""
    asked = request.GET
    under = whole(asked, "under")
    screen = teams_view(request.viewer, whole(asked, "cycle"), under=under, after=whole(asked, "after"))
    block = "rows" if request.headers.get("HX-Request") else None
    context = {"screen": screen, "under": under, "here": here(request)}
    return render(request, "team/teams.html", context, block=block, nav="teams")


@require_GET
@signed_in
def team(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = request.GET
    before, after = asked.get("before", ""), asked.get("after", "")
    screen = team_view(request.viewer, pk, whole(asked, "cycle"), before=before, after=after)
    return render(request, "team/team.html", {"screen": screen, "here": here(request)}, nav="teams")
