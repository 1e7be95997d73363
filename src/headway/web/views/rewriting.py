"""Other wordings of a sentence in the editor: a part of it, or a page of its own where no script runs."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from headway.coach.queries.notes import language_of_reader
from headway.core.errors import NotFound, Refusal
from headway.rewriting.access import must_be_writer
from headway.rewriting.actions.suggestions import NotTold, agree_to_send, suggest
from headway.rewriting.calling import AnswerUnreadable, Busy, ServerBusy, TimedOut, Unreachable
from headway.rewriting.queries import offer_to
from headway.rewriting.rules.judging import Subject, kind_of
from headway.web.doors import signed_in
from headway.web.forms import objectives as form
from headway.web.forms.coaching import Around, draft_of
from headway.web.page import SignedInRequest, render
from okr_coach import KeyResult, Objective

# What may go better another time.
_PASSING = (AnswerUnreadable, Busy, ServerBusy, TimedOut, Unreachable)


@require_POST
@signed_in
def rewrites(request: SignedInRequest) -> HttpResponse:
    """`rewrite` names a field of the editor's form, sent whole; else `text` and `kind` say it all."""
    viewer = request.viewer
    must_be_writer(viewer)
    subject = _subject(request)
    try:
        if place := request.POST.get("agree"):
            agree_to_send(place=place, by=viewer, door="web")
        found = suggest(subject, by=viewer, speak=language_of_reader())
    except NotTold as refusal:
        offer = offer_to(viewer)
        if offer is None:
            return _answer(request, subject, {"refusal": refusal}, status=422)
        return _answer(request, subject, {"offer": offer})
    except Refusal as refusal:
        again = isinstance(refusal, _PASSING)
        return _answer(request, subject, {"refusal": refusal, "again": again}, status=422)
    return _answer(request, subject, {"found": found})


def _answer(
    request: SignedInRequest, subject: Subject, said: dict[str, object], *, status: int = 200
) -> HttpResponse:
    part = bool(request.headers.get("HX-Request"))
    context = {
        "part": part,
        "subject": {"text": subject.title, "kind": kind_of(subject)},
        **said,
    }
    block = "rewrites" if part else None
    return render(request, "coach/rewrites.html", context, status=status, block=block)


def _subject(request: SignedInRequest) -> Subject:
    place = request.POST.get("rewrite", "")
    if not place:
        text = request.POST.get("text", "")
        return Objective(text) if request.POST.get("kind") == "objective" else KeyResult(text)
    typed = form.typed_in(dict(request.POST.lists()))
    if place == "title":
        return Objective(typed.title)
    rows = [row for row in typed.rows if row.token == place]
    if not rows:
        raise NotFound(field="rewrite")
    typed.rows = rows
    read = draft_of(typed, Around()).objectives[-1].key_results
    return read[0] if read else KeyResult("")
