"""Who may look at a cycle as the coach sees it, and for whom the coaching questions of a goal are."""

from __future__ import annotations

from dataclasses import dataclass

from headway.core.errors import NotFound
from headway.goals.access import require_open
from headway.goals.models import Objective
from headway.people.models import Team
from headway.people.queries.lines import leads_to
from headway.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Reach:
    """The teams somebody coaches: all of them, or those at and below ``top``."""

    top: Team | None

    def holds(self, team: Team | None) -> bool:
        if self.top is None:
            return True
        return team is not None and self.top.lft <= team.lft and team.rgt <= self.top.rgt


def coaches(viewer: Viewer) -> bool:
    """Administrators, the company's OKR champion, and the champions of departments. No query."""
    me = viewer.person
    return not me.is_guest and (me.is_admin or me.champion or me.champion_of_id is not None)


def reach_of(viewer: Viewer) -> Reach:
    """One query for the champion of a department; ``NotOpen`` for who coaches nobody."""
    require_open(coaches(viewer))
    me = viewer.person
    return Reach(None if me.is_admin or me.champion else me.champion_of)


def team_in_reach(reach: Reach, pk: int | None) -> Team | None:
    """The team asked for; without one all that is in reach."""
    if pk is None:
        return reach.top
    team = Team.objects.filter(pk=pk).first()
    if team is None:
        raise NotFound()
    require_open(reach.holds(team))
    return team


def may_ask(viewer: Viewer, objective: Objective) -> bool:
    """The questions are for its owner, who stands above the owner, and champions. At most one query."""
    me, owner = viewer.person, objective.owner
    if me.is_guest:
        return False
    if me.pk in (objective.owner_id, objective.person_id, owner.manager_id) or me.is_admin or me.champion:
        return True
    if me.champion_of_id is not None and Reach(me.champion_of).holds(objective.counted_in):
        return True
    if owner.manager_id is None:
        return viewer.leads(objective.counted_in)
    return leads_to(owner, me)
