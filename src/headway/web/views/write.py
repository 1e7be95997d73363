"""The editor: an objective and its key results on one page, kept on the server while one types."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import token_hex

from babel.dates import format_time
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.activity.models import Event
from headway.core.errors import Conflict, Forbidden, NotFound, Refusal, Refusals
from headway.db.locks import take
from headway.goals.access import may_edit, require, see_objective
from headway.goals.actions.alignment import align, end_alignment, weigh_alignment
from headway.goals.actions.objectives import (
    create_objective,
    edit_objective,
    finish_draft,
    forget_draft,
    keep_draft,
    kept_draft,
    propose_objective,
    publish_objective,
    sent_draft,
)
from headway.goals.actions.refusals import WrongState
from headway.goals.models import Cycle, KeyResult, Objective
from headway.goals.queries import writing
from headway.goals.queries.writing import Standing, Written
from headway.goals.rules import shares
from headway.library.queries.shelf import entry
from headway.people.models import Person, Team
from headway.people.viewer import Viewer
from headway.rewriting.queries import offer_to
from headway.web.doors import signed_in
from headway.web.forms import objectives as form
from headway.web.forms.library import begun
from headway.web.forms.objectives import LinkInput, ObjectiveInput, RowInput, StepInput, Unread
from headway.web.jinja import babel_locale, day
from headway.web.page import SignedInRequest, render
from headway.web.views import coaching

_PREFILL = ("cycle", "holder", "team", "person", "parent", "from", "template")
_KEY = re.compile(r"objective/(new(/[a-z0-9=&-]{1,60})?|[0-9]{1,18})")
_ROW_TOKEN, _STEP_TOKEN = "z000000000", "y000000000"  # what the script puts a new token in place of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_objective(request: SignedInRequest) -> HttpResponse:
    asked = {
        name: text
        for name in _PREFILL
        if (text := request.GET.get(name, "")) and re.fullmatch(r"[a-z0-9-]+", text)
    }
    if "template" in asked:  # its slug fills the key
        asked = {"template": asked["template"]}
    key = f"objective/new/{urlencode(asked)}"[:72] if asked else "objective/new"
    if request.method == "POST":
        return _sent(request, key, None)
    require(not request.viewer.person.is_guest)
    typed, at = _kept(key, request.viewer)
    return _page(request, key, None, typed or fresh(request.viewer, asked), kept_at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    stored = _stored(request.viewer, pk)
    key = f"objective/{pk}"
    if request.method == "POST":
        return _sent(request, key, stored)
    if stored.objective.state == Objective.State.CLOSED:
        raise WrongState(state=stored.objective.get_state_display())
    typed, at = _kept(key, request.viewer)
    shown = form.hold_fixed(typed, stored.objective) if typed else form.stored_form(stored)
    focus = ""
    if request.GET.get("add") == "key-result" and not typed:
        focus = form.change(shown, "add", owner=request.viewer.person)
    return _page(request, key, stored, shown, kept_at=at, focus=focus)


@require_POST
@signed_in
def keep(request: SignedInRequest) -> HttpResponse:
    """What is typed into an editor, kept for this person alone until it is sent; or thrown away."""
    key, viewer = request.GET.get("key", ""), request.viewer
    if not _KEY.fullmatch(key):
        raise NotFound(field="key")
    if request.POST.get("do") == "forget":
        forget_draft(key, by=viewer)
        return redirect(address(key))
    typed = form.typed_in(dict(request.POST.lists()))
    if sent_draft(key, typed.form, by=viewer) is None:
        body = form.flat(typed)
        if sum(len(text) for texts in body.values() for text in texts) > form.MOST_KEPT:
            return HttpResponse(status=413)
        keep_draft(key, {"typed": body}, by=viewer)
    return HttpResponse(status=204)


@require_GET
@signed_in
def standing_of(request: SignedInRequest) -> HttpResponse:
    """How many objectives the chosen holder has in the chosen cycle, and whose yes this one takes."""
    typed = form.typed_in(dict(request.GET.lists()))
    pk = request.GET.get("objective", "")
    stored = _stored(request.viewer, int(pk)) if pk.isascii() and pk.isdecimal() and len(pk) < 18 else None
    values = {"form": typed, "objective": stored.objective if stored else None, "verbs": _verbs(stored)}
    return render(
        request,
        "write/edit.html",
        {**values, "standing": _standing(request.viewer, typed, stored)},
        block="standing",
    )


@require_GET
@signed_in
def people(request: SignedInRequest) -> HttpResponse:
    return _options(request, writing.people_options(request.viewer, _asked(request)))


@require_GET
@signed_in
def teams(request: SignedInRequest) -> HttpResponse:
    return _options(request, writing.team_options(request.viewer, _asked(request)))


@require_GET
@signed_in
def holders(request: SignedInRequest) -> HttpResponse:
    return _options(request, writing.holder_options(request.viewer, _asked(request)))


@require_GET
@signed_in
def goals(request: SignedInRequest) -> HttpResponse:
    cycle = Cycle.objects.filter(pk=_id(request.GET.get("cycle", "")) or 0).first()
    besides = _id(request.GET.get("objective", ""))
    return _options(
        request, writing.goal_options(request.viewer, _asked(request), cycle=cycle, besides=besides)
    )


def _sent(request: SignedInRequest, key: str, stored: Written | None) -> HttpResponse:
    typed = form.typed_in(dict(request.POST.lists()))
    if stored is not None:
        form.hold_fixed(typed, stored.objective)
    do = request.POST.get("do", "save")
    if coaching.is_verb(do):
        focus = coaching.obey(do, typed, stored.objective if stored else None, request)
        return _page(request, key, stored, typed, focus=focus)
    if do not in ("save", "propose", "publish", "merge", "mine"):
        focus = form.change(typed, do, owner=request.viewer.person)
        return _page(request, key, stored, typed, focus=focus)
    if do in ("merge", "mine") and stored is not None:
        picks = {name[5:]: str(text) for name, text in request.POST.items() if name.startswith("pick.")}
        typed = form.merged(typed, form.stored_form(stored), picks)
        if do == "mine":
            return _page(request, key, stored, typed)
        do = request.POST.get("then", "save")
    try:
        with transaction.atomic():
            take(f"{request.viewer.id}/{key}")
            done = sent_draft(key, typed.form, by=request.viewer) if stored is None else None
            objective = (
                Objective.objects.get(pk=done) if done else _save(typed, key, do, stored, request.viewer)
            )
    except Unread as unread:
        return _page(request, key, stored, typed, errors=unread.errors, status=422)
    except Conflict:
        return (
            _conflict(request, key, _stored(request.viewer, stored.objective.pk), typed, do)
            if stored
            else redirect(key)
        )
    except (Refusal, Refusals) as refusal:
        if isinstance(refusal, NotFound | Forbidden) and refusal.field is None:
            raise
        return _page(request, key, stored, typed, errors=form.located(typed, refusal), status=422)
    messages.success(request, _said(objective, stored, do))
    return redirect("objective", objective.pk)


def _save(typed: ObjectiveInput, key: str, do: str, stored: Written | None, viewer: Viewer) -> Objective:
    """Everything the page says, or nothing."""
    given = form.read(typed, viewer=viewer, stored=stored)
    if stored is None:
        objective = create_objective(given.objective, given.key_results, by=viewer, door="web")
    else:
        objective = edit_objective(
            stored.objective.pk,
            given.objective,
            given.key_results,
            version=given.version,
            reason=given.reason,
            by=viewer,
            door="web",
        )
    _save_links(objective, given, stored, viewer)
    _save_weights(given, stored, viewer)
    coaching.keep_asides(objective, typed, viewer)
    if do == "propose":
        objective = propose_objective(objective.pk, by=viewer, door="web")
    elif do == "publish":
        objective = publish_objective(objective.pk, by=viewer, door="web")
    finish_draft(key, typed.form, objective=objective, by=viewer)
    return objective


def _save_links(objective: Objective, given: form.Read, stored: Written | None, viewer: Viewer) -> None:
    """New links are made, those taken away are ended; one of another kind is made anew."""
    before = {link.id: link for link in stored.links} if stored else {}
    for pk in given.ended:
        if pk in before:
            end_alignment(pk, by=viewer, door="web")
    for link in given.links:
        old = before.get(link.id) if link.id else None
        if (old is not None and old.kind == link.kind) or (link.id and old is None):
            continue
        if old is not None:
            end_alignment(old.id, by=viewer, door="web")
        parent, key_result = _target(link.to)
        at = link.token if link.token == "link_new" else f"{link.token}.kind"
        try:
            align(objective.pk, parent, key_result_id=key_result, kind=link.kind, by=viewer, door="web")
        except (Refusal, Refusals) as refusal:
            first = next(iter(refusal)) if isinstance(refusal, Refusals) else refusal
            raise Unread({at: first}) from refusal


def _save_weights(given: form.Read, stored: Written | None, viewer: Viewer) -> None:
    """What counts in is weighed; a link that has ended since, or was never shown, is left alone."""
    shown = {f"c{each.id}": each.id for each in stored.contributors} if stored else {}
    errors: dict[str, Refusal] = {}
    for token, weight in given.weighed.items():
        if token in shown:
            try:
                weigh_alignment(shown[token], weight=weight, by=viewer, door="web")
            except Refusal as refusal:
                errors[f"{token}.weight"] = refusal
    if errors:
        raise Unread(errors)


def _target(to: str) -> tuple[int, int | None]:
    if to.startswith("k"):
        row = KeyResult.objects.filter(pk=_id(to[1:]) or 0).values_list("objective_id", "pk").first()
        return row if row else (0, None)
    return _id(to[1:]) or 0, None


def _page(
    request: SignedInRequest,
    key: str,
    stored: Written | None,
    typed: ObjectiveInput,
    *,
    errors: Mapping[str, Refusal] | None = None,
    kept_at: datetime | None = None,
    focus: str = "",
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    objective = stored.objective if stored else None
    cycles = writing.cycle_choices(viewer, also=objective.cycle if objective else None)
    typed.form = typed.form or token_hex(8)
    if stored is not None:
        form.list_fed(typed, stored)
    return render(
        request,
        "write/edit.html",
        {
            "form": typed,
            "key": key,
            "address": address(key),
            "objective": objective,
            "cycles": cycles,
            "holders": _holders(viewer, typed, objective),
            "strategies": writing.strategy_choices(_id(typed.strategy)),
            "standing": _standing(viewer, typed, stored),
            "verbs": _verbs(stored),
            "coach": coaching.beside(viewer, typed, objective),
            "rewriting": offer_to(viewer),
            "waiting": stored.waiting if stored else (),
            "others": stored.others if stored else (),
            "shares": _shares(typed, stored),
            "fed_open": "weigh" in request.GET
            or any(f"{each.token}.weight" in (errors or {}) for each in typed.fed),
            "agreed": objective is not None and objective.state == Objective.State.AGREED,
            "reviewing": objective is not None and objective.cycle.state == Cycle.State.REVIEWING,
            "errors": errors or {},
            "first_error": next(iter(errors or ()), ""),
            "kept_at": moment(kept_at, viewer) if kept_at else "",
            "stale": objective is not None and typed.version != str(objective.version),
            "focus": focus,
            "row": RowInput(_ROW_TOKEN, owner=viewer.person.name, owner_id=str(viewer.id)),
            "blank_step": StepInput(_STEP_TOKEN),
            "blank_link": LinkInput(_ROW_TOKEN),
        },
        nav="outline",
        status=status,
    )


def _conflict(
    request: SignedInRequest, key: str, stored: Written, typed: ObjectiveInput, do: str
) -> HttpResponse:
    """Somebody saved first: what differs, side by side, to choose from. Nothing is saved until then."""
    names = form.flat(typed)
    now = form.stored_form(stored)
    return render(
        request,
        "write/conflict.html",
        {
            "objective": stored.objective,
            "address": address(key),
            "differences": form.differences(typed, now),
            "marked": form.marked,
            "saved": Event.objects.filter(objective_id=stored.objective.pk)
            .select_related("actor")
            .order_by("-id")
            .first(),
            "labels": _labels(request.viewer, typed, now, stored.objective),
            "typed": [(name, text) for name, texts in names.items() for text in texts],
            "do": do,
        },
        nav="outline",
        status=409,
    )


def _labels(
    viewer: Viewer, mine: ObjectiveInput, now: ObjectiveInput, objective: Objective
) -> dict[str, dict[str, str]]:
    """Words for what the form only has numbers for."""
    cycles = {str(each.id): each.name for each in writing.cycle_choices(viewer, also=objective.cycle)}
    strategies = {str(pk): title for pk, title in writing.strategy_choices(objective.strategy_id)}
    holders = dict(_holders(viewer, mine, objective)) | dict(_holders(viewer, now, objective))
    return {"cycle": cycles, "strategy": strategies, "holder": holders}


def _stored(viewer: Viewer, pk: int) -> Written:
    objective = see_objective(viewer, pk)
    require(may_edit(viewer, objective))
    return writing.written(viewer, objective)


def _kept(key: str, viewer: Viewer) -> tuple[ObjectiveInput | None, datetime | None]:
    draft = kept_draft(key, by=viewer)
    if draft is None:
        return None, None
    # What a template has put there is no unsent change.
    return form.typed_in(draft.body["typed"]), None if draft.body.get("fresh") else draft.saved_at


def fresh(viewer: Viewer, asked: Mapping[str, str]) -> ObjectiveInput:
    """An empty form, with what the address asks for filled in."""
    cycles = writing.cycle_choices(viewer)
    chosen = next((each for each in cycles if str(each.id) == asked.get("cycle")), None)
    usual = chosen or writing.usual_cycle(cycles, viewer.today)
    me = viewer.person
    made = ObjectiveInput(
        holder=_asked_holder(asked) or f"person:{me.pk}",
        owner=me.name,
        owner_id=str(me.pk),
        cycle=str(usual.id) if usual else "",
    )
    if made.holder.startswith("person:") and made.holder != f"person:{me.pk}":
        other = Person.objects.filter(pk=_id(made.holder[7:]) or 0, is_active=True).first()
        made.owner, made.owner_id = (other.name, str(other.pk)) if other else ("", "")
    if parent := asked.get("parent"):
        found = writing.goals_at(viewer, [f"o{parent}"]).get(f"o{parent}")
        made.links = [form.link_input("n1", found, "supports")] if found else []
    if source := _id(asked.get("from", "")):
        stored = writing.written(viewer, see_objective(viewer, source))
        old = form.stored_form(stored)
        made.title, made.why, made.ambition, made.strategy = (
            old.title,
            old.why,
            old.ambition,
            old.strategy,
        )
        made.holder, made.owner, made.owner_id = old.holder, old.owner, old.owner_id
        made.rows = form.copied(stored)
    if slug := asked.get("template"):
        made = begun(entry(viewer, slug).body, {}, made, cycles)
    if not made.rows:
        form.change(made, "add", owner=me)
    return made


def _asked_holder(asked: Mapping[str, str]) -> str:
    for kind in ("team", "person"):
        if asked.get(kind, "").isdecimal():
            return f"{kind}:{asked[kind]}"
    return "company" if asked.get("holder") == "company" else ""


def _holders(viewer: Viewer, typed: ObjectiveInput, objective: Objective | None) -> list[tuple[str, str]]:
    """Oneself, one's teams, those one drafts for, the company where one may; whoever is chosen already."""
    me = viewer.person
    found = {f"person:{me.pk}": _("Me (%(name)s)") % {"name": me.name}}
    found |= {f"team:{team.id}": team.name for team in viewer.teams}
    found |= {f"person:{each.pk}": each.name for each in writing.assisted_people(viewer)}
    if me.is_admin or typed.holder == "company":
        found["company"] = viewer.org.name
    if objective is not None and (place := objective.team or objective.person):
        found.setdefault(form.holder_of(objective), place.name)
    if typed.holder and typed.holder not in found and typed.holder != "other":
        team, person = _place(typed.holder)
        if place := team or person:
            found[typed.holder] = place.name
    return [*found.items(), ("other", _("Another team or person…"))]


def _place(holder: str) -> tuple[Team | None, Person | None]:
    kind, _colon, text = holder.partition(":")
    team = Team.objects.filter(pk=_id(text) or 0, archived=False).first() if kind == "team" else None
    people = Person.objects.select_related("home_team").filter(pk=_id(text) or 0, is_active=True)
    return team, people.first() if kind == "person" else None


def _standing(viewer: Viewer, typed: ObjectiveInput, stored: Written | None) -> Standing | None:
    chosen = typed.holder_other_id if typed.holder == "other" else typed.holder
    kind = chosen.partition(":")[0]
    if stored is not None and form.holder_of(stored.objective) == chosen:
        team, person = stored.objective.team, stored.objective.person
    elif chosen == f"person:{viewer.id}":
        team, person = None, viewer.person
    else:
        team, person = _place(chosen)
    if kind not in ("company", "team", "person") or (kind != "company" and not (team or person)):
        return None
    return writing.standing(
        viewer,
        holder=kind,
        team=team,
        person=person,
        cycle_id=_id(typed.cycle),
        owner_id=_id(typed.owner_id),
        besides=stored.objective.pk if stored else None,
    )


def _verbs(stored: Written | None) -> Sequence[str]:
    """The ways to send this form: a saved draft may be sent on, an agreed objective is only saved."""
    if stored is None or stored.objective.state == Objective.State.DRAFT:
        return ("save", "send")
    return ("save",)


def _shares(typed: ObjectiveInput, stored: Written | None) -> dict[str, str]:
    """Shares of 100 % as the weights stand; unreadable ones count as automatic until they are put right."""
    errors: dict[str, Refusal] = {}
    texts = {row.token: row.weight for row in typed.rows} | {each.token: each.weight for each in typed.fed}
    weights = [form._amount(text, "", errors) for text in texts.values()]
    fit = [weight if weight is None or 0 <= weight <= 1000 else None for weight in weights]
    found = shares([*fit, *(stored.others if stored else ())])
    return {token: str(round(share * 100)) for token, share in zip(texts, found, strict=False)}


def _said(objective: Objective, stored: Written | None, do: str) -> str:
    if do == "propose":
        return _("Proposed.")
    if do == "publish":
        return _("Published.")
    if stored is None:
        return _("Saved as a draft.")
    asked = objective.amendments.filter(state="asked").count()
    if asked > len(stored.waiting):
        return _("Saved. What was agreed changes once the agreeing person says yes.")
    return _("Saved.")


def _options(request: SignedInRequest, options: Sequence[writing.Option]) -> HttpResponse:
    return render(
        request,
        "write/_options.html",
        {"options": options, "list": request.GET.get("list", "")},
        block="options",
    )


def _asked(request: SignedInRequest) -> str:
    return " ".join(request.GET.get("q", "").split())[:80]


def address(key: str) -> str:
    """The page on which a kept form is written on."""
    tail = key.removeprefix("objective/")
    if tail.isdecimal():
        return reverse("objective-edit", args=[int(tail)])
    query = tail.removeprefix("new").removeprefix("/")
    return reverse("objective-new") + (f"?{query}" if query else "")


def moment(at: datetime, viewer: Viewer) -> str:
    """10:42 for today, else with its day; in the reader's zone."""
    here, now = timezone.localtime(at), timezone.localtime(viewer.at)
    clock = format_time(here, "short", tzinfo=here.tzinfo, locale=babel_locale())
    return clock if here.date() == now.date() else f"{day(here.date(), 'short')} {clock}"


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None
