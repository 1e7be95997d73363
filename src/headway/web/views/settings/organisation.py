"""Organisation, rules and strategies."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headway.core.errors import NotFound, Refusal, Refusals
from headway.goals.actions.thresholds import follow_rules
from headway.goals.follow import moves_figures
from headway.people.actions.organisation import (
    add_strategy,
    edit_organisation,
    edit_strategy,
    restore_strategy,
    retire_strategy,
)
from headway.people.models import Organisation, Person, Strategy
from headway.people.viewer import viewer_of
from headway.web.forms.base import suggested_people
from headway.web.forms.settings import OrganisationForm, RulesForm, StrategyForm
from headway.web.page import SignedInRequest
from headway.web.views.settings.shared import administrators, settings_page

_WHO = ("name", "mission", "vision", "language", "time_zone", "country", "fiscal_month")
_RULES = tuple(RulesForm.base_fields)


@require_http_methods(["GET", "POST"])
@administrators
def organisation(request: SignedInRequest) -> HttpResponse:
    org = request.viewer.org
    sponsor = Person.objects.filter(pk=org.sponsor_id).first() if org.sponsor_id else None
    initial = {**_initial(org, _WHO), "sponsor": sponsor}
    form = OrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        return redirect("settings")
    context = {"form": form, "suggestions": suggested_people()}
    status = 422 if form.errors else 200
    return settings_page(request, "settings/organisation.html", context, at="settings", status=status)


@require_http_methods(["GET", "POST"])
@administrators
def rules(request: SignedInRequest) -> HttpResponse:
    form = RulesForm(request.POST or None, initial=_initial(request.viewer.org, _RULES))
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        return redirect("settings-rules")
    status = 422 if form.errors else 200
    return settings_page(request, "settings/rules.html", {"form": form}, at="settings-rules", status=status)


def _saved(request: SignedInRequest, form: OrganisationForm | RulesForm) -> bool:
    viewer = request.viewer
    try:
        org = edit_organisation(actor=viewer.person, at=viewer.at, door="web", **form.cleaned_data)
    except (Refusal, Refusals) as refusal:
        form.refuse(refusal)
        return False
    now = viewer_of(viewer.person, at=viewer.at, org=org)
    if moves_figures(viewer.org, org) and not follow_rules(by=now):
        messages.success(request, _("Saved. Statuses of running cycles follow within a day."))
    else:
        messages.success(request, _("Saved."))
    return True


def _initial(org: Organisation, names: tuple[str, ...]) -> dict[str, object]:
    return {name: _plain(getattr(org, name)) for name in names}


def _plain(value: object) -> object:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


@require_http_methods(["GET", "POST"])
@administrators
def strategies(request: SignedInRequest) -> HttpResponse:
    viewer = request.viewer
    form = StrategyForm(request.POST or None, initial={"year": viewer.today.year})
    if request.method == "POST" and form.is_valid():
        try:
            add_strategy(actor=viewer.person, at=viewer.at, door="web", **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The strategy is added."))
            return redirect("settings-strategies")
    years: dict[int, list[Strategy]] = {}
    for strategy in Strategy.objects.all():
        years.setdefault(strategy.year, []).append(strategy)
    context = {"form": form, "years": years}
    status = 422 if form.errors else 200
    return settings_page(
        request, "settings/strategies.html", context, at="settings-strategies", status=status
    )


@require_http_methods(["GET", "POST"])
@administrators
def strategy(request: SignedInRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    kept = _strategy(pk)
    initial = {"year": kept.year, "title": kept.title, "text": kept.text}
    form = StrategyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            edit_strategy(kept, actor=viewer.person, at=viewer.at, door="web", **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("settings-strategies")
    context = {"form": form, "strategy": kept}
    status = 422 if form.errors else 200
    return settings_page(request, "settings/strategy.html", context, at="settings-strategies", status=status)


@require_POST
@administrators
def strategy_retirement(request: SignedInRequest, pk: int) -> HttpResponse:
    retire_strategy(_strategy(pk), actor=request.viewer.person, at=request.viewer.at, door="web")
    return redirect("settings-strategies")


@require_POST
@administrators
def strategy_restoration(request: SignedInRequest, pk: int) -> HttpResponse:
    restore_strategy(_strategy(pk), actor=request.viewer.person, at=request.viewer.at, door="web")
    return redirect("settings-strategies")


def _strategy(pk: int) -> Strategy:
    found = Strategy.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found
