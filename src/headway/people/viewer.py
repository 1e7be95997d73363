"""Who looks: a person with the teams that decide what may be seen and done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from headway.db.prepared import prepared
from headway.people.models import Membership, Organisation, Person, Team, TeamLead
from headway.people.queries.organisation import company_day, organisation


@dataclass(frozen=True, slots=True)
class OwnTeam:
    """A team the person belongs to or leads."""

    id: int
    name: str
    lft: int
    rgt: int
    lead: bool
    home: bool


@dataclass(frozen=True)
class Viewer:
    """A signed-in person at an instant, with what access needs, read once a request."""

    person: Person
    org: Organisation
    at: datetime
    today: date
    teams: Sequence[OwnTeam]

    @property
    def id(self) -> int:
        return self.person.pk

    @property
    def team_ids(self) -> list[int]:
        return [team.id for team in self.teams]

    @property
    def led(self) -> list[tuple[int, int]]:
        return [(team.lft, team.rgt) for team in self.teams if team.lead]

    def leads(self, team: Team | None) -> bool:
        """Whether the person leads the team or one above it."""
        return team is not None and any(lft <= team.lft and team.rgt <= rgt for lft, rgt in self.led)


def viewer_of(person: Person, *, at: datetime, org: Organisation | None = None) -> Viewer:
    """Read the viewer: one query for the teams, one for the organisation unless given."""
    org = org or organisation()
    rows = _teams(person.pk, person.home_team_id)
    teams = [
        OwnTeam(pk, name, lft, rgt, lead, pk == person.home_team_id) for pk, name, lft, rgt, lead in rows
    ]
    return Viewer(person=person, org=org, at=at, today=company_day(org, at), teams=teams)


@prepared
def _teams(person: int, home: int | None) -> QuerySet[Team, tuple[int, str, int, int, bool]]:
    return (
        Team.objects.filter(
            Q(pk=home)
            | Q(pk__in=Membership.objects.filter(person=person).values("team_id"))
            | Q(pk__in=TeamLead.objects.filter(person=person).values("team_id")),
            archived=False,
        )
        .annotate(is_lead=Exists(TeamLead.objects.filter(team=OuterRef("pk"), person=person)))
        .order_by("lft")
        .values_list("id", "name", "lft", "rgt", "is_lead")
    )
