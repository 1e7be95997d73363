from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from ninja.params.functions import Query
from pydantic import Field

from headway.api.auth import Call
from headway.api.cursors import MOST, USUAL, place_of
from headway.api.reads.people import people_page
from headway.api.replies import reply
from headway.api.schemas.people import PeoplePage
from headway.core.text import clean_line

router = Router(tags=["People and teams"])

Limit = Annotated[int, Query(USUAL, ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[str | None, Query(None, max_length=200, description="`next_cursor` of the page before.")]
Search = Annotated[str, Query("", max_length=200, description="Part of a text.")]
Pk = Annotated[int | None, Field(ge=1, le=2**63 - 1)]


@router.get("/people", response=PeoplePage, operation_id="listPeople", summary="People")
def list_people(
    request: Call,
    q: Search = "",
    team: Annotated[Pk, Query(None, description="Id of a team they belong to.")] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> HttpResponse:
    """Everybody who is active, by id."""
    text = clean_line(q, limit=200, field="q", required=False)
    return reply(people_page(request.auth, q=text, team=team, limit=limit, after=place_of(cursor, 1)))
