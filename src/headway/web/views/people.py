"""The people, and one person."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from headway.goals.queries.person import people_view, person_view
from headway.web.doors import signed_in
from headway.web.links import here, whole
from headway.web.page import SignedInRequest, render


@require_GET
@signed_in
def people(request: SignedInRequest) -> HttpResponse:
    asked = request.GET
    screen = people_view(
        request.viewer,
        text=asked.get("q", ""),
        team_id=whole(asked, "team"),
        before=asked.get("before", ""),
        after=asked.get("after", ""),
    )
    return render(request, "person/people.html", {"screen": screen, "here": here(request)}, nav="people")


@require_GET
@signed_in
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    screen = person_view(request.viewer, pk, whole(request.GET, "cycle"))
    context = {"screen": screen, "here": here(request), "today": request.viewer.today}
    return render(request, "person/person.html", context, nav="people")
