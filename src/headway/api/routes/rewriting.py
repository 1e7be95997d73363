from django.http import HttpResponse
from ninja import Router

from headway.api.auth import Call
from headway.api.numbers import number
from headway.api.reads.coach import finding_out
from headway.api.reads.rewriting import endpoint_out
from headway.api.replies import reply
from headway.api.schemas.coach import FindingOut
from headway.api.schemas.rewriting import (
    EndpointChange,
    EndpointOut,
    RewriteIn,
    RewritesOut,
    SuggestionOut,
    TrialOut,
    WordingOut,
)
from headway.coach.queries.notes import language_of_reader
from headway.people.access import must_administer
from headway.rewriting.actions.endpoint import change_endpoint
from headway.rewriting.actions.suggestions import Suggestions, agree_to_send, suggest, try_endpoint
from headway.rewriting.rules.judging import Judged, Subject
from okr_coach import KeyResult, Objective

router = Router(tags=["Coach"])


# Without `once`, which would hold a transaction open while the model thinks; nothing is carried out here.
@router.post(
    "/coach/rewrites", response={200: RewritesOut}, operation_id="suggestWordings", summary="Suggest wordings"
)
def suggest_wordings(request: Call, body: RewriteIn) -> HttpResponse:
    """Other wordings of one sentence by the language model that the organisation has set up, each with the
    coach's findings. Sent are the sentence and the coach's questions about it. Nothing is stored."""
    if body.send_to is not None:
        agree_to_send(place=body.send_to, by=request.auth, door="api")
    found = suggest(_subject(body), by=request.auth, speak=language_of_reader())
    return reply(RewritesOut(found.place, found.model, *_judged(found), found.left_out))


@router.get(
    "/rewriting/settings",
    response=EndpointOut,
    operation_id="readRewritingSettings",
    summary="How rewriting help is set up",
)
def read_settings(request: Call) -> HttpResponse:
    """Where the language model answers, and whether writers may ask it. The key is never shown. For
    administrators."""
    must_administer(request.auth.person, door="api")
    return reply(endpoint_out())


@router.patch(
    "/rewriting/settings",
    response=EndpointOut,
    operation_id="changeRewritingSettings",
    summary="Set rewriting help up",
)
def change_settings(request: Call, body: EndpointChange) -> HttpResponse:
    """What is left out stays as it is. The key can be written, not read. For administrators."""
    change_endpoint(
        address=body.address,
        model=body.model,
        key=body.key,
        seconds=body.seconds,
        notice=body.notice,
        on=body.on,
        by=request.auth,
        door="api",
    )
    return reply(endpoint_out())


# Without `once`, as above.
@router.post(
    "/rewriting/trial",
    response={200: TrialOut},
    operation_id="tryRewriting",
    summary="Try the language model",
)
def try_it(request: Call) -> HttpResponse:
    """Sends one harmless sentence of ours, whether it is switched on or not. For administrators."""
    found = try_endpoint(by=request.auth, language=language_of_reader(), door="api")
    seconds = f"{found.seconds:.1f}"
    return reply(TrialOut(found.place, found.model, seconds, *_judged(found), found.left_out))


def _judged(found: Suggestions) -> tuple[WordingOut, list[SuggestionOut]]:
    return WordingOut(*_plain(found.original)), [
        SuggestionOut(*_plain(each.judged), each.is_open, list(each.invented)) for each in found.suggestions
    ]


def _subject(body: RewriteIn) -> Subject:
    if body.kind == "objective":
        return Objective(body.text)
    start, target = number(body.start, field="start"), number(body.target, field="target")
    return KeyResult(body.text, start=start, target=target)


def _plain(wording: Judged) -> tuple[str, int, list[FindingOut]]:
    return wording.text, wording.score, [finding_out(each) for each in wording.findings]
