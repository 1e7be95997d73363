from decimal import Decimal

from django.http import HttpResponse
from ninja import Router

from headway.api.auth import Call
from headway.api.cursors import USUAL, place_of
from headway.api.idempotency import once
from headway.api.numbers import is_bare, number
from headway.api.reads.key_results import check_in_out, check_ins_of
from headway.api.reads.texts import text
from headway.api.replies import reply
from headway.api.routes.people import Cursor, Limit
from headway.api.schemas.check_ins import CheckInIn, CheckInMade, CheckInsPage, Standing
from headway.core.units import Unit, UnitKind
from headway.goals.access import see_key_result
from headway.goals.actions.check_ins import check_in

router = Router(tags=["Check-ins"])


@router.get(
    "/key-results/{int:pk}/check-ins",
    response=CheckInsPage,
    operation_id="listCheckIns",
    summary="Check-ins of a key result",
)
def list_check_ins(request: Call, pk: int, limit: Limit = USUAL, cursor: Cursor = None) -> HttpResponse:
    """Newest day first, superseded ones marked."""
    see_key_result(request.auth, pk)
    return reply(check_ins_of(pk, limit=limit, after=place_of(cursor, 2)))


@router.post(
    "/key-results/{int:pk}/check-ins", response={201: CheckInMade}, operation_id="checkIn", summary="Check in"
)
@once
def add_check_in(request: Call, pk: int, body: CheckInIn) -> HttpResponse:
    """Say where it stands: a value and a confidence suffice. By its owner or their delegate.

    The answer echoes the value as it was read, and where the key result stands now. Objectives above and
    team figures follow within a second.
    """
    made = check_in(
        pk,
        value=_value(request, pk, body.value),
        confidence=body.confidence,
        steps=body.steps,
        changed=body.changed,
        obstacles=body.obstacles,
        next=body.next,
        on=body.on,
        corrects=body.corrects,
        by=request.auth,
        door=_door(request),
    )
    row = made.key_result
    standing = Standing(
        text(row.current),
        text(row.progress),
        text(row.expected),
        row.confidence,
        row.status,
        row.due_by,
        row.check_ins_count,
    )
    return reply(CheckInMade(check_in_out(made), standing), 201)


def _value(request: Call, pk: int, typed: str | None) -> Decimal | None:
    """A bare number reads the same in every unit; only for another one is the unit looked up."""
    if typed is None or is_bare(typed):
        return number(typed, field="value")
    row = see_key_result(request.auth, pk)
    return number(typed, Unit(UnitKind(row.unit_kind), row.unit), field="value")


def _door(request: Call) -> str:
    """The command speaks through this API, and says so."""
    return "cli" if request.META.get("HTTP_USER_AGENT", "").startswith("headway-cli/") else "api"
