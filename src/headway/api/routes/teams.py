from django.http import HttpResponse
from ninja import Router

from headway.api.auth import Call
from headway.api.reads.people import team_read, teams_read
from headway.api.replies import reply
from headway.api.schemas.people import TeamRead, TeamsOut

router = Router(tags=["People and teams"])


@router.get("/teams", response=TeamsOut, operation_id="listTeams", summary="Teams")
def list_teams(request: Call) -> HttpResponse:
    """The whole tree, each team after the one above it; archived ones left out."""
    return reply(TeamsOut(teams_read()))


@router.get("/teams/{int:pk}", response=TeamRead, operation_id="readTeam", summary="A team and how it stands")
def read_team(request: Call, pk: int) -> HttpResponse:
    """Its figures in every cycle under way; restricted goals are left out of them."""
    return reply(team_read(pk))
