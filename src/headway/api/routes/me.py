from django.http import HttpResponse
from ninja import Router

from headway.api.auth import Call
from headway.api.reads.people import me_read
from headway.api.replies import reply
from headway.api.schemas.people import Me

router = Router(tags=["You"])


@router.get("/me", response=Me, operation_id="readMe", summary="Who you are")
def read_me(request: Call) -> HttpResponse:
    """The token's person, their teams, and the organisation."""
    return reply(me_read(request.auth))
