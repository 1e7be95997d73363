"""The coach beside the writer: what it says of a form as it is typed, what is set aside, its rules."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from headway.coach.access import may_ask
from headway.coach.actions.dismissals import dismiss, take_back
from headway.coach.models import Dismissal
from headway.coach.queries.notes import language_of_reader, notes_of
from headway.coach.queries.settings import coach_config
from headway.coach.rules import digest
from headway.core.errors import NotFound
from headway.goals.access import may_edit, require, require_open, see_objective
from headway.goals.models import KeyResult, Objective
from headway.goals.queries import writing
from headway.people.actions.people import edit_person
from headway.people.viewer import Viewer
from headway.web.doors import signed_in
from headway.web.forms import coaching
from headway.web.forms import objectives as form
from headway.web.forms.coaching import Around, Aside, Said
from headway.web.forms.objectives import ObjectiveInput
from headway.web.page import SignedInRequest, render
from okr_coach import is_result, review_line
from okr_coach.pages import SCOPES, SEVERITIES, page
from okr_coach.rules.rule import RULES, Scope

VERBS = ("coach", "mend", "dismiss", "recall")
LINES: dict[str, Scope] = {"objective": "objective", "key_result": "key_result", "feedback": "feedback"}


@require_POST
@signed_in
def notes(request: SignedInRequest) -> HttpResponse:
    """What is to be said of the editor's form as it was sent; nothing is saved but what is set aside."""
    viewer = request.viewer
    require(not viewer.person.is_guest)
    objective = _written(viewer, request.GET.get("objective", ""))
    typed = form.typed_in(dict(request.POST.lists()))
    if objective is not None:
        form.hold_fixed(typed, objective)
    if is_verb(do := request.POST.get("do", "")):
        obey(do, typed, objective, request)
    said = beside(viewer, typed, objective)
    if said is None:
        return HttpResponse(status=204)
    return render(request, "coach/notes.html", {"form": typed, "coach": said}, block="notes")


def beside(viewer: Viewer, typed: ObjectiveInput, objective: Objective | None) -> Said | None:
    """None where the organisation has switched the coach off. Four queries, however long the form is."""
    config = coach_config()
    if config is None:
        return None
    if not viewer.person.coached:
        return Said(hidden=True)
    if coaching.untouched(typed):
        return Said()
    stored = list(_stored(objective)) if objective is not None else []
    around = _around(viewer, typed, objective)
    return coaching.read(typed, around, config=config, stored=stored, begun=objective is not None)


def is_verb(do: str) -> bool:
    return do.partition(":")[0] in VERBS


def obey(do: str, typed: ObjectiveInput, objective: Objective | None, request: SignedInRequest) -> str:
    """One press of a button of the coach's; says where one goes on."""
    viewer = request.viewer
    verb, _colon, key = do.partition(":")
    if verb == "coach" and key in ("hide", "show"):
        person = edit_person(
            viewer.person, coached=key == "show", actor=viewer.person, at=viewer.at, door="web"
        )
        viewer.person.coached = person.coached
    elif verb == "mend" and (said := beside(viewer, typed, objective)):
        return coaching.mended(typed, said, key)
    elif verb == "dismiss":
        note, _colon, chosen = key.rpartition(":")
        reason = coaching.REASONS.get(chosen) or coaching.reason_of(request.POST.get(f"aside.{note}", ""))
        if reason:
            _set_aside(typed, objective, note, reason, viewer)
    elif verb == "recall":
        coaching.take_back(typed, key)
        for each in _stored(objective) if objective is not None else ():
            if each.key == key and each.stored:
                take_back(each.stored, by=viewer, door="web")
    return ""


def keep_asides(objective: Objective, typed: ObjectiveInput, viewer: Viewer) -> None:
    """What was set aside while the form was written, now that there is something stored to say it of."""
    kept = coaching.holding(typed, coaching.asides(typed))
    if not kept:
        return
    rows = {
        digest(title): pk
        for pk, title in objective.key_results.filter(state=KeyResult.State.LIVE).values_list("pk", "title")
    }
    for each in kept:
        row = rows.get(each.digest) if each.place else None
        if (each.place and row is not None) or (not each.place and each.digest == digest(objective.title)):
            dismiss(
                objective.pk, code=each.code, key_result_id=row, reason=each.reason, by=viewer, door="web"
            )


def _written(viewer: Viewer, text: str) -> Objective | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 18):
        raise NotFound(field="objective")
    objective = see_objective(viewer, int(text))
    require(may_edit(viewer, objective))
    return objective


def _set_aside(
    typed: ObjectiveInput, objective: Objective | None, key: str, reason: str, viewer: Viewer
) -> None:
    """At once where the words are stored as they stand; else with the form, until it is saved."""
    kept = coaching.set_aside(typed, key, reason)
    if kept is None or objective is None:
        return
    row = next((each for each in typed.rows if each.token == kept.place and each.id), None)
    if kept.place and row is None:
        return
    pk = int(row.id) if row is not None and row.id.isascii() and row.id.isdecimal() else None
    title = objective.title
    if row is not None:
        title = objective.key_results.filter(pk=pk or 0).values_list("title", flat=True).first() or ""
    if digest(title) == kept.digest:
        dismiss(objective.pk, code=kept.code, key_result_id=pk, reason=reason, by=viewer, door="web")
        coaching.take_back(typed, key)


def _stored(objective: Objective) -> list[Aside]:
    rows = Dismissal.objects.filter(objective=objective.pk).values_list(
        "pk", "code", "key_result_id", "digest", "reason", "by__name"
    )
    return [
        Aside(code, f"k{row}" if row else "", said_about, reason, stored=pk, by=by)
        for pk, code, row, said_about, reason, by in rows
        if code in RULES
    ]


def _around(viewer: Viewer, typed: ObjectiveInput, objective: Objective | None) -> Around:
    chosen = typed.holder_other_id if typed.holder == "other" else typed.holder
    kind, _colon, text = chosen.partition(":")
    place, cycle = _number(text), _number(typed.cycle)
    if cycle is None or kind not in Objective.Holder.values or (kind != "company" and place is None):
        return Around()
    return Around(
        writing.neighbours(
            viewer, holder=kind, place=place, cycle_id=cycle, besides=objective.pk if objective else None
        ),
        writing.titles_before(
            holder=kind,
            place=place,
            cycle_id=cycle,
            carried_from=objective.carried_from_id if objective else None,
        ),
        (viewer.org.focus_note, viewer.org.focus_strong),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


# On an objective's page


@dataclass(frozen=True, slots=True)
class Place:
    """An objective or one of its key results with the notes on it; ``edit``: where its field is."""

    title: str
    edit: str
    notes: list[coaching.Note]


@require_GET
@signed_in
def of_objective(request: SignedInRequest, pk: int) -> HttpResponse:
    """For those who work on it and who coach them; nobody else is shown a judgement."""
    viewer = request.viewer
    objective = see_objective(viewer, pk)
    may = may_edit(viewer, objective)
    require_open(may or may_ask(viewer, objective))
    found = notes_of(viewer, objective)
    if found is None:
        raise NotFound()
    rows = objective.key_results.filter(state=KeyResult.State.LIVE).order_by("position", "id")
    titles: list[tuple[int | None, str]] = [(None, objective.title), *rows.values_list("pk", "title")]
    places = [
        Place(
            title if row else _("Objective"),
            _field(objective, row) if may else "",
            coaching.of_line(open_ones, title),
        )
        for row, title in titles
        if (open_ones := [each.finding for each in found.of(row) if each.dismissed is None])
    ]
    aside = [
        Aside(each.finding.code, "", "", each.dismissed.reason, by=each.dismissed.by.name)
        for each in found.dismissed
        if each.dismissed is not None
    ]
    return render(
        request,
        "coach/objective.html",
        {"o": objective, "places": places, "aside": aside},
        nav="outline",
        block="said" if request.headers.get("HX-Request") else None,
    )


def _field(objective: Objective, row: int | None) -> str:
    if objective.state == Objective.State.CLOSED:
        return ""
    at = "title" if row is None else f"k{row}-title"
    return f"{reverse('objective-edit', args=[objective.pk])}#f-{at}"


# A single line, wherever one is written


@require_POST
@signed_in
def line(request: SignedInRequest) -> HttpResponse:
    """What is to be said of one text: feedback to somebody, a task, an objective or a key result alone."""
    kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
    config = coach_config()
    if config is None or not request.viewer.person.coached or not (kind == "task" or kind in LINES):
        return HttpResponse(status=204)
    if kind == "task":
        said = _of_task(text)
    else:
        language = language_of_reader()
        found = review_line(LINES[kind], text, config=config, language=language) if text.strip() else ()
        said = coaching.of_line(found, text)
    return render(request, "coach/notes.html", {"notes": said}, block="line")


def _of_task(text: str) -> list[coaching.Note]:
    """A task that names a measure and where it should go is a key result in the wrong place."""
    if not is_result(text):
        return []
    return [
        coaching.Note(
            code="",
            severity="info",
            name=_("Reads like a key result"),
            message=(_("It says what will be different, not what will be done."), "", ""),
            question=_("Should its progress count, or is it one step of several?"),
            advice=_("Make it a key result, or write the step that leads there."),
            at="title",
            place="",
        )
    ]


# The rules, to be read


@dataclass(frozen=True, slots=True)
class RulePage:
    code: str
    name: str
    scope: str
    severity: str
    weight: str
    prose: list[str]
    bad: list[list[str]]
    good: list[list[str]]
    question: str
    advice: str
    quiet_in: tuple[str, ...]


@require_GET
@signed_in
def rules(request: SignedInRequest) -> HttpResponse:
    """Every rule there is, by what it reads."""
    pages = [_rule_page(code) for code in sorted(RULES)]
    groups = {scope: [each for each in pages if RULES[each.code].scope == scope] for scope in SCOPES}
    place = _place_of_language()
    named = [(SCOPES[scope][place], of_scope) for scope, of_scope in groups.items() if of_scope]
    return render(request, "coach/rules.html", {"groups": named})


@require_GET
@signed_in
def rule(request: SignedInRequest, code: str) -> HttpResponse:
    if code not in RULES:
        raise NotFound(field="code")
    codes = sorted(RULES)
    at = codes.index(code)
    return render(
        request,
        "coach/rule.html",
        {
            "rule": _rule_page(code),
            "before": _rule_page(codes[at - 1]) if at else None,
            "after": _rule_page(codes[at + 1]) if at + 1 < len(codes) else None,
        },
    )


def _rule_page(code: str) -> RulePage:
    found = RULES[code]
    place = _place_of_language()
    words = found.zh if place else found.en
    told = page(found, "zh" if place else "en")

    def filled(text: str) -> str:
        return text.replace("{found}", "…").replace("{other}", "…")

    return RulePage(
        code=code,
        name=words.name,
        scope=SCOPES[found.scope][place],
        severity=found.severity,
        weight=SEVERITIES[found.severity][place],
        prose=told.prose.split("\n\n"),
        bad=[each.split(" | ") for each in told.bad],
        good=[each.split(" | ") for each in told.good],
        question=filled(words.question),
        advice=filled(words.mend),
        quiet_in=found.off_in,
    )


def _place_of_language() -> int:
    return 1 if language_of_reader() == "zh" else 0
