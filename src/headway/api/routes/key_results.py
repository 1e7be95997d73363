from django.http import HttpResponse
from ninja import Router

from headway.api.auth import Call
from headway.api.errors import refused
from headway.api.given import changed_key_result
from headway.api.idempotency import once
from headway.api.numbers import number
from headway.api.reads.key_results import amendment_out, claim_out, claims_of, key_result_read
from headway.api.replies import reply
from headway.api.schemas.key_results import (
    ClaimAnswer,
    ClaimOut,
    ClaimsOut,
    Delegate,
    HandStatus,
    KeyResultChange,
    KeyResultDropped,
    KeyResultOut,
    KeyResultScore,
)
from headway.api.schemas.shared import Reason
from headway.core.errors import Conflict
from headway.goals.access import see_key_result
from headway.goals.actions.key_results import (
    answer_claim,
    claim_key_result,
    drop_key_result,
    edit_key_result,
    release_key_result,
    set_delegate,
    set_hand_status,
)
from headway.goals.actions.scores import score_key_result
from headway.goals.models import Claim

router = Router(tags=["Key results"])


@router.get(
    "/key-results/{int:pk}", response=KeyResultOut, operation_id="readKeyResult", summary="A key result"
)
def read_key_result(request: Call, pk: int) -> HttpResponse:
    see_key_result(request.auth, pk)
    return reply(key_result_read(pk))


@router.patch(
    "/key-results/{int:pk}", response=KeyResultOut, operation_id="editKeyResult", summary="Edit a key result"
)
def change_key_result(request: Call, pk: int, body: KeyResultChange) -> HttpResponse:
    """What is left out stays as it is. Once agreed, a changed metric is an amendment, with a reason.

    If somebody saved since the version you read: 409, with the key result as it stands in `current`.
    """
    fields = changed_key_result(see_key_result(request.auth, pk), body)
    try:
        edit_key_result(pk, fields, version=body.version, by=request.auth, door="api", reason=body.reason)
    except Conflict as conflict:
        return refused(conflict, current=key_result_read(pk))
    return reply(key_result_read(pk))


@router.post(
    "/key-results/{int:pk}/drop",
    response={200: KeyResultDropped, 202: KeyResultDropped},
    operation_id="dropKeyResult",
    summary="Drop a key result",
)
@once
def drop(request: Call, pk: int, body: Reason) -> HttpResponse:
    """At once while it is not agreed; else 202 with the amendment that waits for a yes."""
    amendment = drop_key_result(pk, reason=body.reason, by=request.auth, door="api")
    waits = amendment is not None and amendment.state == "asked"
    shown = None if amendment is None else amendment_out(amendment)
    return reply(KeyResultDropped(key_result_read(pk), shown), 202 if waits else 200)


@router.post(
    "/key-results/{int:pk}/claim",
    response={201: ClaimOut},
    operation_id="claimKeyResult",
    summary="Claim a key result",
)
@once
def claim(request: Call, pk: int) -> HttpResponse:
    """Ask to take on one that nobody owns; the objective's owner confirms."""
    return reply(claim_out(claim_key_result(pk, by=request.auth, door="api")), 201)


@router.get("/key-results/{int:pk}/claims", response=ClaimsOut, operation_id="listClaims", summary="Claims")
def list_claims(request: Call, pk: int) -> HttpResponse:
    """Newest first."""
    see_key_result(request.auth, pk)
    return reply(ClaimsOut(claims_of(pk)))


@router.post(
    "/claims/{int:pk}/answer", response={200: ClaimOut}, operation_id="answerClaim", summary="Answer a claim"
)
@once
def answer(request: Call, pk: int, body: ClaimAnswer) -> HttpResponse:
    """The objective's owner confirms it or declines it with a sentence."""
    answer_claim(pk, confirm=body.confirm, reason=body.reason, by=request.auth, door="api")
    return reply(claim_out(Claim.objects.select_related("person").get(pk=pk)))


@router.post(
    "/key-results/{int:pk}/release",
    response={200: KeyResultOut},
    operation_id="releaseKeyResult",
    summary="Give a key result back",
)
@once
def release(request: Call, pk: int, body: Reason) -> HttpResponse:
    """Open to be claimed again; takes a sentence."""
    release_key_result(pk, reason=body.reason, by=request.auth, door="api")
    return reply(key_result_read(pk))


@router.post(
    "/key-results/{int:pk}/delegate",
    response={200: KeyResultOut},
    operation_id="delegateKeyResult",
    summary="Name who checks in",
)
@once
def delegate(request: Call, pk: int, body: Delegate) -> HttpResponse:
    """Somebody who checks in beside the owner, or nobody."""
    set_delegate(pk, person_id=body.person, by=request.auth, door="api")
    return reply(key_result_read(pk))


@router.post(
    "/key-results/{int:pk}/status",
    response={200: KeyResultOut},
    operation_id="setKeyResultStatus",
    summary="Set the status by hand",
)
@once
def status(request: Call, pk: int, body: HandStatus) -> HttpResponse:
    """With a sentence, beside the computed one; null lifts it again."""
    set_hand_status(pk, status=body.status or "", note=body.note, by=request.auth, door="api")
    return reply(key_result_read(pk))


@router.post(
    "/key-results/{int:pk}/score",
    response={200: KeyResultOut},
    operation_id="scoreKeyResult",
    summary="Score a key result",
)
@once
def score(request: Call, pk: int, body: KeyResultScore) -> HttpResponse:
    """While the cycle is in review; a red score asks for a sentence."""
    value = number(body.score, field="score")
    assert value is not None
    score_key_result(pk, score=value, note=body.note, by=request.auth, door="api")
    return reply(key_result_read(pk))
