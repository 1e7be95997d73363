"""My week, and checking in from it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from headway.coach.queries.questions import questions_about
from headway.coach.queries.standing import standing_of
from headway.core.errors import Refusal, Refusals
from headway.goals.access import may_check_in, see_key_result
from headway.goals.actions.check_ins import NotYours, check_in
from headway.goals.actions.objectives import forget_draft, keep_draft
from headway.goals.actions.ripples import settle_for
from headway.goals.models import KeyResult
from headway.goals.queries.objective import ObjectiveView, objective_view
from headway.goals.queries.week import week
from headway.web.doors import signed_in
from headway.web.forms import check_in as form
from headway.web.jinja import plain_number
from headway.web.page import SignedInRequest, render


@require_GET
@signed_in
def my_week(request: SignedInRequest) -> HttpResponse:
    return _week(request)


@require_POST
@signed_in
def check_in_now(request: SignedInRequest, pk: int) -> HttpResponse:
    """From My week or from the objective; what was refused comes back with what was typed."""
    row = _mine(request, pk)
    here = request.POST.get("from") == "week"
    try:
        given = form.read(request.POST, kind=row.kind, unit_kind=row.unit_kind, unit=row.unit)
        check_in(
            pk,
            by=request.viewer,
            door="web",
            value=given.value,
            steps=given.steps,
            confidence=given.confidence,
            changed=given.changed,
            obstacles=given.obstacles,
            next=given.next,
            on=given.on,
            corrects=given.corrects,
        )
    except (Refusal, Refusals) as refusal:
        errors = form.by_field(refusal, {"changed": "note"})
        typed = form.typed(request.POST)
        keep_draft(f"check-in/{pk}", typed, by=request.viewer)
        if here:
            return _week(request, errors={pk: errors}, status=422)
        return _objective(request, row.objective_id, opened=pk, errors={pk: errors}, status=422)
    if request.headers.get("HX-Request"):
        settle_for(request.viewer.person)
        return _week(request, saved=pk) if here else _objective(request, row.objective_id, saved=pk)
    messages.success(request, _("Saved."))
    return redirect(reverse("week") if here else f"{reverse('objective', args=[row.objective_id])}#kr-{pk}")


@require_POST
@signed_in
def keep_check_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is typed is kept for this person alone until it is sent."""
    _mine(request, pk)
    keep_draft(f"check-in/{pk}", form.typed(request.POST), by=request.viewer)
    return HttpResponse(status=204)


@require_POST
@signed_in
def drop_check_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget what was typed and not sent."""
    row = _mine(request, pk)
    forget_draft(f"check-in/{pk}", by=request.viewer)
    if request.POST.get("from") == "week":
        return redirect("week")
    return redirect(f"{reverse('objective', args=[row.objective_id])}#kr-{pk}")


def _mine(request: SignedInRequest, pk: int) -> KeyResult:
    row = see_key_result(request.viewer, pk)
    if not may_check_in(request.viewer, row):
        raise NotYours()
    return row


def _week(
    request: SignedInRequest,
    *,
    errors: dict[int, dict[str, Refusal]] | None = None,
    saved: int | None = None,
    status: int = 200,
) -> HttpResponse:
    screen = week(request.viewer)
    fragment = "content" if request.headers.get("HX-Request") and request.method == "POST" else None
    return render(
        request,
        "week/week.html",
        {"screen": screen, "errors": errors or {}, "saved": saved, "today": request.viewer.today},
        status=status,
        block=fragment,
        nav="week",
        due=len(screen.due),
    )


def _objective(
    request: SignedInRequest,
    pk: int,
    *,
    opened: int | None = None,
    errors: dict[int, dict[str, Refusal]] | None = None,
    saved: int | None = None,
    corrects: int | None = None,
    status: int = 200,
) -> HttpResponse:
    screen = objective_view(request.viewer, pk)
    questions = questions_about(request.viewer, screen)
    fragment = "body" if request.headers.get("HX-Request") and request.method == "POST" else None
    return render(
        request,
        "objective/objective.html",
        {
            "screen": screen,
            "o": screen.objective,
            "questions": questions,
            "coached": standing_of(request.viewer, screen.objective)
            if screen.may_edit or questions is not None
            else None,
            "opened": opened,
            "correcting": _earlier(screen, corrects),
            "errors": errors or {},
            "saved": saved,
            "today": request.viewer.today,
        },
        status=status,
        block=fragment,
        nav="outline",
    )


def _earlier(screen: ObjectiveView, pk: int | None) -> dict[str, object]:
    """What an earlier check-in said, as the form shows it to be corrected."""
    row = next((row for row in screen.check_ins if row.id == pk and not row.superseded), None)
    if row is None:
        return {}
    return {
        "corrects": row.id,
        "value": "" if row.value is None else plain_number(row.value),
        "confidence": row.confidence,
        "note": row.changed,
        "obstacles": row.obstacles,
        "next": row.next,
    }


@require_GET
@signed_in
def objective_page(request: SignedInRequest, pk: int) -> HttpResponse:
    opened, corrects = request.GET.get("check-in", ""), request.GET.get("corrects", "")
    return _objective(
        request,
        pk,
        opened=int(opened) if opened.isdecimal() else None,
        corrects=int(corrects) if corrects.isdecimal() else None,
    )
