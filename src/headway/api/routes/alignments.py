from django.http import HttpResponse
from ninja import Router

from headway.api.auth import Call
from headway.api.idempotency import once
from headway.api.numbers import number
from headway.api.reads.objectives import alignment_read, alignments_of
from headway.api.replies import reply
from headway.api.schemas.objectives import (
    AlignmentAnswer,
    AlignmentIn,
    AlignmentOut,
    AlignmentsOut,
    AlignmentWeight,
)
from headway.goals.access import see_objective
from headway.goals.actions.alignment import align, answer_alignment, end_alignment, weigh_alignment

router = Router(tags=["Alignment"])


@router.get(
    "/objectives/{int:pk}/alignments",
    response=AlignmentsOut,
    operation_id="listAlignments",
    summary="What an objective serves and is served by",
)
def list_alignments(request: Call, pk: int) -> HttpResponse:
    """Only links whose other end you may see."""
    see_objective(request.auth, pk)
    return reply(alignments_of(request.auth, pk))


@router.post(
    "/alignments", response={201: AlignmentOut}, operation_id="createAlignment", summary="Align an objective"
)
@once
def add(request: Call, body: AlignmentIn) -> HttpResponse:
    """At once within one's own holder; else a request that the other objective's owner answers."""
    made = align(
        body.child,
        body.parent,
        kind=body.kind,
        key_result_id=body.key_result,
        weight=number(body.weight, field="weight"),
        by=request.auth,
        door="api",
    )
    return reply(alignment_read(made.pk), 201)


@router.post(
    "/alignments/{int:pk}/answer",
    response={200: AlignmentOut},
    operation_id="answerAlignment",
    summary="Answer a request to align",
)
@once
def answer(request: Call, pk: int, body: AlignmentAnswer) -> HttpResponse:
    """The served objective's owner accepts it, or declines with a sentence."""
    answer_alignment(pk, accept=body.accept, sentence=body.sentence, by=request.auth, door="api")
    return reply(alignment_read(pk))


@router.patch(
    "/alignments/{int:pk}",
    response={200: AlignmentOut},
    operation_id="weighAlignment",
    summary="Weigh a contributing link",
)
@once
def weigh(request: Call, pk: int, body: AlignmentWeight) -> HttpResponse:
    """For whoever works on the objective that is served. Null shares out what the fixed weights leave."""
    weigh_alignment(pk, weight=number(body.weight, field="weight"), by=request.auth, door="api")
    return reply(alignment_read(pk))


@router.delete(
    "/alignments/{int:pk}", response={200: AlignmentOut}, operation_id="endAlignment", summary="End a link"
)
def end(request: Call, pk: int) -> HttpResponse:
    """Either side takes it away; it stays in the history."""
    end_alignment(pk, by=request.auth, door="api")
    return reply(alignment_read(pk))
