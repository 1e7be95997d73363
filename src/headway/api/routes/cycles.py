from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from ninja.params.functions import Query

from headway.api.auth import Call
from headway.api.errors import refused
from headway.api.idempotency import once
from headway.api.reads.people import cycle_out, cycle_read, cycles_read
from headway.api.replies import reply
from headway.api.schemas.cycles import (
    CycleChange,
    CycleIn,
    CycleKind,
    CycleOut,
    CyclesAhead,
    CyclesOut,
    CycleState,
    CycleStep,
)
from headway.core.errors import Conflict, NotFound
from headway.goals.actions.cycles import create_cycle, edit_cycle, generate_ahead, step_cycle
from headway.goals.models import Cycle

router = Router(tags=["Cycles"])


@router.get("/cycles", response=CyclesOut, operation_id="listCycles", summary="Cycles")
def list_cycles(
    request: Call,
    state: Annotated[CycleState | None, Query(None)] = None,
    kind: Annotated[CycleKind | None, Query(None)] = None,
) -> HttpResponse:
    """All of them, latest first; they are few."""
    return reply(CyclesOut(cycles_read(state=state, kind=kind)))


@router.post("/cycles", response={201: CycleOut}, operation_id="createCycle", summary="Set a cycle")
@once
def set_cycle(request: Call, body: CycleIn) -> HttpResponse:
    """It nests in the shortest longer cycle that holds its days. For administrators and OKR champions."""
    cycle = create_cycle(
        kind=body.kind,
        starts=body.starts,
        ends=body.ends,
        name=body.name,
        practice=body.practice,
        state=body.state,
        by=request.auth,
        door="api",
    )
    return reply(cycle_out(cycle), 201)


@router.post(
    "/cycles/generation",
    response={201: CyclesOut},
    operation_id="generateCycles",
    summary="Generate cycles ahead",
)
@once
def generate_cycles(request: Call, body: CyclesAhead) -> HttpResponse:
    """Every cycle of these kinds between two days that is not there yet."""
    made = generate_ahead(kinds=body.kinds, first=body.first, last=body.last, by=request.auth, door="api")
    return reply(CyclesOut([cycle_out(cycle) for cycle in made]), 201)


@router.get("/cycles/{int:pk}", response=CycleOut, operation_id="readCycle", summary="A cycle")
def read_cycle(request: Call, pk: int) -> HttpResponse:
    return reply(cycle_read(pk))


@router.patch("/cycles/{int:pk}", response=CycleOut, operation_id="editCycle", summary="Edit a cycle")
def change_cycle(request: Call, pk: int, body: CycleChange) -> HttpResponse:
    """What is left out stays as it is. A closed cycle stays closed and as it is.

    If somebody saved since the version you read: 409, with the cycle as it stands in `current`.
    """
    now = Cycle.objects.filter(pk=pk).first()
    if now is None:
        raise NotFound()
    said = body.model_fields_set
    reveal = [
        getattr(body, name) if name in said else getattr(now, name)
        for name in ("reveal_company", "reveal_teams", "reveal_people")
    ]
    starts = body.starts or now.starts
    opens = body.drafting_opens or (now.drafting_opens if starts == now.starts else None)
    try:
        cycle = edit_cycle(
            pk,
            starts=starts,
            ends=body.ends or now.ends,
            name=now.name if body.name is None else body.name,
            practice=now.practice if body.practice is None else body.practice,
            opens=opens,
            reveal=reveal,
            pilots=[team.pk for team in now.pilots.all()] if body.pilots is None else body.pilots,
            version=body.version,
            by=request.auth,
            door="api",
        )
    except Conflict as conflict:
        return refused(conflict, current=cycle_read(pk))
    return reply(cycle_out(cycle))


@router.post(
    "/cycles/{int:pk}/state",
    response={200: CycleOut},
    operation_id="stepCycle",
    summary="Step a cycle on or back",
)
@once
def change_state(request: Call, pk: int, body: CycleStep) -> HttpResponse:
    """planned → drafting → running → reviewing → closed, one step at a time; back takes a reason."""
    return reply(cycle_out(step_cycle(pk, state=body.state, reason=body.reason, by=request.auth, door="api")))
