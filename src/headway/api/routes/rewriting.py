from django.http import HttpResponse
from ninja import Router

from headway.api.auth import Call
from headway.api.numbers import number
from headway.api.reads.coach import finding_out
from headway.api.replies import reply
from headway.api.schemas.coach import FindingOut
from headway.api.schemas.rewriting import RewriteIn, RewritesOut, SuggestionOut, WordingOut
from headway.coach.queries.notes import language_of_reader
from headway.rewriting.actions.suggestions import agree_to_send, suggest
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
    return reply(
        RewritesOut(
            found.place,
            found.model,
            WordingOut(*_plain(found.original)),
            [
                SuggestionOut(*_plain(each.judged), each.is_open, list(each.invented))
                for each in found.suggestions
            ],
            found.left_out,
        )
    )


def _subject(body: RewriteIn) -> Subject:
    if body.kind == "objective":
        return Objective(body.text)
    start, target = number(body.start, field="start"), number(body.target, field="target")
    return KeyResult(body.text, start=start, target=target)


def _plain(wording: Judged) -> tuple[str, int, list[FindingOut]]:
    return wording.text, wording.score, [finding_out(each) for each in wording.findings]
