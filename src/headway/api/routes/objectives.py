from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from ninja.params.functions import Query
from pydantic import AwareDatetime

from headway.api.auth import Call
from headway.api.cursors import USUAL, place_of
from headway.api.errors import refused
from headway.api.given import changed_objective, new_key_result, new_objective
from headway.api.idempotency import once
from headway.api.numbers import fraction, number
from headway.api.reads.key_results import amendment_out, amendments_of, key_result_read, key_results_of
from headway.api.reads.objectives import Wanted, objective_read, objectives_page
from headway.api.replies import reply
from headway.api.routes.people import Cursor, Limit, Pk, Search
from headway.api.schemas.key_results import (
    AmendmentAnswer,
    AmendmentOut,
    AmendmentsOut,
    KeyResultAdded,
    KeyResultMade,
    KeyResultsOut,
    Status,
)
from headway.api.schemas.objectives import (
    CarryOver,
    Closure,
    Holder,
    Lift,
    ObjectiveChange,
    ObjectiveIn,
    ObjectiveOut,
    ObjectiveScore,
    ObjectivesPage,
    Override,
    State,
)
from headway.api.schemas.shared import Reason
from headway.core.errors import Conflict
from headway.core.text import clean_line
from headway.goals.access import see_objective
from headway.goals.actions.key_results import add_key_result, answer_amendment
from headway.goals.actions.objectives import (
    agree_objective,
    carry_over,
    close_objective,
    create_objective,
    delete_draft_objective,
    edit_objective,
    lift_objective,
    propose_objective,
    publish_objective,
    reopen_objective,
    return_objective,
    set_override,
)
from headway.goals.actions.scores import score_objective
from headway.goals.models import Amendment

router = Router(tags=["Objectives"])


def _now(request: Call, pk: int, status: int = 200) -> HttpResponse:
    return reply(objective_read(request.auth, pk), status)


@router.get("/objectives", response=ObjectivesPage, operation_id="listObjectives", summary="Objectives")
def list_objectives(
    request: Call,
    cycle: Annotated[Pk, Query(None, description="Id of a cycle.")] = None,
    team: Annotated[Pk, Query(None, description="Id of a team: what it and its people hold.")] = None,
    below: Annotated[bool, Query(False, description="With `team`: those of the teams below it too.")] = False,
    owner: Annotated[Pk, Query(None, description="Id of the person who answers for it.")] = None,
    mine: Annotated[bool, Query(False, description="Only those you own.")] = False,
    holder: Annotated[Holder | None, Query(None)] = None,
    state: Annotated[State | None, Query(None)] = None,
    status: Annotated[Status | None, Query(None)] = None,
    q: Search = "",
    updated_since: Annotated[
        AwareDatetime | None, Query(None, description="Edited or checked in since this moment.")
    ] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> HttpResponse:
    """Those you may see, by id. Drafts that were thrown away are left out."""
    wanted = Wanted(
        cycle=cycle,
        team=team,
        below=below,
        owner=request.auth.id if mine else owner,
        holder=holder,
        state=state,
        status=status,
        q=clean_line(q, limit=200, field="q", required=False),
        updated_since=updated_since,
    )
    return reply(objectives_page(request.auth, wanted, limit=limit, after=place_of(cursor, 1)))


@router.post(
    "/objectives", response={201: ObjectiveOut}, operation_id="createObjective", summary="Set an objective"
)
@once
def set_objective(request: Call, body: ObjectiveIn) -> HttpResponse:
    """As a draft, with its key results. For a team you do not lead it is a proposal to that team."""
    fields, rows = new_objective(body)
    made = create_objective(fields, rows, by=request.auth, door="api")
    return _now(request, made.pk, 201)


@router.get(
    "/objectives/{int:pk}", response=ObjectiveOut, operation_id="readObjective", summary="An objective"
)
def read_objective(request: Call, pk: int) -> HttpResponse:
    """With its key results, what it serves and is served by, and amendments that wait for an answer."""
    return _now(request, pk)


@router.patch(
    "/objectives/{int:pk}", response=ObjectiveOut, operation_id="editObjective", summary="Edit an objective"
)
def change_objective(request: Call, pk: int, body: ObjectiveChange) -> HttpResponse:
    """What is left out stays as it is. Once agreed, its metric changes by amendments, with a reason.

    If somebody saved since the version you read: 409, with the objective as it stands in `current`.
    """
    fields, rows = changed_objective(see_objective(request.auth, pk), body)
    try:
        edit_objective(
            pk, fields, rows, version=body.version, by=request.auth, door="api", reason=body.reason
        )
    except Conflict as conflict:
        return refused(conflict, current=objective_read(request.auth, pk))
    return _now(request, pk)


@router.post(
    "/objectives/{int:pk}/proposal",
    response={200: ObjectiveOut},
    operation_id="proposeObjective",
    summary="Propose",
)
@once
def propose(request: Call, pk: int) -> HttpResponse:
    """Hand a draft to the person who agrees."""
    propose_objective(pk, by=request.auth, door="api")
    return _now(request, pk)


@router.post(
    "/objectives/{int:pk}/agreement",
    response={200: ObjectiveOut},
    operation_id="agreeObjective",
    summary="Agree",
)
@once
def agree(request: Call, pk: int) -> HttpResponse:
    """Say yes: it is published, and its baseline is taken once the cycle runs."""
    agree_objective(pk, by=request.auth, door="api")
    return _now(request, pk)


@router.post(
    "/objectives/{int:pk}/publication",
    response={200: ObjectiveOut},
    operation_id="publishObjective",
    summary="Publish",
)
@once
def publish(request: Call, pk: int) -> HttpResponse:
    """Without another's yes: where agreement is switched off, or you are who agrees."""
    publish_objective(pk, by=request.auth, door="api")
    return _now(request, pk)


@router.post(
    "/objectives/{int:pk}/return",
    response={200: ObjectiveOut},
    operation_id="returnObjective",
    summary="Hand back",
)
@once
def hand_back(request: Call, pk: int, body: Reason) -> HttpResponse:
    """Hand a proposed objective back to its owner with a sentence."""
    return_objective(pk, sentence=body.reason, by=request.auth, door="api")
    return _now(request, pk)


@router.post(
    "/objectives/{int:pk}/closure",
    response={200: ObjectiveOut},
    operation_id="closeObjective",
    summary="Close",
)
@once
def close(request: Call, pk: int, body: Closure) -> HttpResponse:
    """End it with an outcome. Dropping needs a sentence, and leaves every roll-up."""
    close_objective(pk, outcome=body.outcome, note=body.note, by=request.auth, door="api")
    return _now(request, pk)


@router.post(
    "/objectives/{int:pk}/reopening",
    response={200: ObjectiveOut},
    operation_id="reopenObjective",
    summary="Reopen",
)
@once
def reopen(request: Call, pk: int, body: Reason) -> HttpResponse:
    """Take a close back while the cycle is still open."""
    reopen_objective(pk, reason=body.reason, by=request.auth, door="api")
    return _now(request, pk)


@router.post(
    "/objectives/{int:pk}/discard",
    response={200: ObjectiveOut},
    operation_id="discardObjective",
    summary="Throw a draft away",
)
@once
def discard(request: Call, pk: int) -> HttpResponse:
    """It leaves every list; nothing is ever deleted."""
    delete_draft_objective(pk, by=request.auth, door="api")
    return _now(request, pk)


@router.post(
    "/objectives/{int:pk}/lift", response={200: ObjectiveOut}, operation_id="liftObjective", summary="Lift"
)
@once
def lift(request: Call, pk: int, body: Lift) -> HttpResponse:
    """Raise it to a team or the company, with its history."""
    lift_objective(pk, holder=body.holder, team_id=body.team, reason=body.reason, by=request.auth, door="api")
    return _now(request, pk)


@router.post(
    "/objectives/{int:pk}/override",
    response={200: ObjectiveOut},
    operation_id="overrideObjective",
    summary="Put progress by hand",
)
@once
def override(request: Call, pk: int, body: Override) -> HttpResponse:
    """Beside the computed one, with a sentence; null lifts it again."""
    progress = fraction(body.progress, field="progress")
    set_override(pk, progress=progress, note=body.note, by=request.auth, door="api")
    return _now(request, pk)


@router.post(
    "/objectives/{int:pk}/carry-over",
    response={201: ObjectiveOut},
    operation_id="carryObjectiveOver",
    summary="Carry over",
)
@once
def carry(request: Call, pk: int, body: CarryOver) -> HttpResponse:
    """The next cycle's objective, as a draft that starts from this one's closing values."""
    made = carry_over(pk, cycle_id=body.cycle, by=request.auth, door="api")
    return _now(request, made.pk, 201)


@router.post(
    "/objectives/{int:pk}/score",
    response={200: ObjectiveOut},
    operation_id="scoreObjective",
    summary="Score an objective",
)
@once
def score(request: Call, pk: int, body: ObjectiveScore) -> HttpResponse:
    """While the cycle is in review; null goes back to the mean of its parts."""
    value = number(body.score, field="score")
    score_objective(pk, score=value, note=body.note, by=request.auth, door="api")
    return _now(request, pk)


@router.get(
    "/objectives/{int:pk}/key-results",
    response=KeyResultsOut,
    operation_id="listKeyResults",
    summary="Key results of an objective",
)
def list_key_results(request: Call, pk: int) -> HttpResponse:
    """All of them, dropped ones too, in their order."""
    see_objective(request.auth, pk)
    return reply(KeyResultsOut(key_results_of(pk)))


@router.post(
    "/objectives/{int:pk}/key-results",
    response={201: KeyResultMade, 202: KeyResultMade},
    operation_id="addKeyResult",
    summary="Add a key result",
)
@once
def add(request: Call, pk: int, body: KeyResultAdded) -> HttpResponse:
    """201 with the key result; to an agreed objective 202 with the amendment that asks for it."""
    objective = see_objective(request.auth, pk)
    made = add_key_result(objective, new_key_result(body), by=request.auth, door="api", reason=body.reason)
    if isinstance(made, Amendment):
        return reply(KeyResultMade(None, amendment_out(made)), 202)
    return reply(KeyResultMade(key_result_read(made.pk), None), 201)


@router.get(
    "/objectives/{int:pk}/amendments",
    response=AmendmentsOut,
    operation_id="listAmendments",
    summary="Amendments",
)
def list_amendments(request: Call, pk: int) -> HttpResponse:
    """What has changed since it was agreed, or is asked for; newest first."""
    see_objective(request.auth, pk)
    return reply(AmendmentsOut(amendments_of(pk)))


@router.post(
    "/amendments/{int:pk}/answer",
    response={200: AmendmentOut},
    operation_id="answerAmendment",
    summary="Answer an amendment",
)
@once
def answer(request: Call, pk: int, body: AmendmentAnswer) -> HttpResponse:
    """The agreeing person's yes or no."""
    _see_amendment(request, pk)
    answered = answer_amendment(pk, agree=body.agree, sentence=body.sentence, by=request.auth, door="api")
    return reply(amendment_out(answered))


def _see_amendment(request: Call, pk: int) -> None:
    """Unseen is 404 here too."""
    objective = Amendment.objects.filter(pk=pk).values_list("objective_id", flat=True).first()
    see_objective(request.auth, objective or 0)
