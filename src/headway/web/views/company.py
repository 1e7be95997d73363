"""The company's page: the first screen of a newcomer."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from headway.goals.queries.company import company_view
from headway.web.doors import signed_in
from headway.web.links import here, whole
from headway.web.page import SignedInRequest, render


@require_GET
@signed_in
def company(request: SignedInRequest) -> HttpResponse:
    screen = company_view(request.viewer, whole(request.GET, "cycle"))
    return render(request, "company/company.html", {"screen": screen, "here": here(request)}, nav="company")
