"""Who may see and do what. Unseen is ``NotFound``; seen but not theirs is ``Forbidden``.

Leads act on their team's goals and those below; company goals need an admin or their owner;
restricted goals are seen by those named alone; drafts by those who work on them.
"""

from __future__ import annotations

from datetime import date
from itertools import chain, islice
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from headway.core.errors import Forbidden, NotFound, NotOpen
from headway.db.prepared import made, names, prepared
from headway.goals.models import Cycle, KeyResult, Objective
from headway.people.models import Membership, Person, Team
from headway.people.viewer import Viewer

PUBLISHED = (Objective.State.AGREED, Objective.State.CLOSED)
_NAMED = Objective.viewers.through


class Sight(NamedTuple):
    """All of a viewer that decides what they see: plain values, so that queries can be prepared for it."""

    me: int
    today: date
    teams: tuple[tuple[int, int], ...]
    led: tuple[tuple[int, int], ...]
    is_guest: bool
    oversees: bool
    champion_of: int | None


def sight(viewer: Viewer) -> Sight:
    person = viewer.person
    return Sight(
        viewer.id,
        viewer.today,
        tuple((team.lft, team.rgt) for team in viewer.teams),
        tuple(viewer.led),
        person.is_guest,
        person.is_admin or person.champion or viewer.org.sponsor_id == viewer.id,
        person.champion_of_id,
    )


def visible(viewer: Viewer | Sight, prefix: str = "") -> Q:
    """The objectives a viewer may see, as a condition on Objective (or on ``prefix`` of another table)."""
    seen = viewer if isinstance(viewer, Sight) else sight(viewer)

    def q(**conditions: object) -> Q:
        return Q(**{f"{prefix}{name}": wanted for name, wanted in conditions.items()})

    me = seen.me
    mine = q(owner=me) | q(proposer=me) | q(person=me)
    open_to_me = q(visibility="everyone")
    for lft, rgt in seen.teams:
        # Members of the visible team and of its sub-teams see it: the viewer's team lies inside it.
        open_to_me |= q(visibility="team", visible_team__lft__lte=lft, visible_team__rgt__gte=rgt)
    for lft, rgt in seen.led:
        open_to_me |= q(visibility="team", visible_team__lft__gte=lft, visible_team__rgt__lte=rgt)
    open_to_me |= q(visibility="named", pk__in=_NAMED._default_manager.filter(person=me).values("objective"))
    # A draft that was thrown away is closed too, but was never agreed.
    published = q(state__in=list(PUBLISHED), agreed_at__isnull=False)
    if seen.is_guest:
        return mine | (published & q(visibility="everyone"))
    at_work = q(owner__manager=me) | q(owner__assistant=me)
    for lft, rgt in seen.led:
        at_work |= q(counted_in__lft__gte=lft, counted_in__rgt__lte=rgt)
    if seen.oversees:
        at_work |= q(visibility="everyone")
    if seen.champion_of:
        at_work |= q(counted_in=seen.champion_of)
    today = seen.today
    revealed = (
        q(holder="company", cycle__reveal_company__lte=today)
        | q(holder="team", cycle__reveal_teams__lte=today)
        | q(holder="person", cycle__reveal_people__lte=today)
    )
    return mine | (open_to_me & (published | at_work | revealed))


def seen_through(seen: Sight, name: str) -> Q:
    """``visible`` for the objective that another table points at by ``name``.

    What is open to everyone is settled by its own three columns; the rest is asked the full condition.
    """
    plain = Q(
        **{
            f"{name}__visibility": Objective.Visibility.EVERYONE,
            f"{name}__state__in": list(PUBLISHED),
            f"{name}__agreed_at__isnull": False,
        }
    )
    return plain | Q(Exists(Objective.objects.filter(visible(seen), pk=OuterRef(f"{name}_id"))))


def objectives_for(viewer: Viewer | Sight) -> QuerySet[Objective]:
    return Objective.objects.filter(visible(viewer))


def open_to_everyone() -> QuerySet[Objective]:
    """What totals and summaries shown to everyone count: published and unrestricted."""
    return Objective.objects.filter(state__in=PUBLISHED, visibility=Objective.Visibility.EVERYONE).exclude(
        outcome=Objective.Outcome.DROPPED
    )


def open_through(name: str) -> Q:
    """The same as a condition on a table that points at an objective by ``name``."""
    dropped = Q(**{f"{name}__outcome": Objective.Outcome.DROPPED})
    everyone = {f"{name}__visibility": Objective.Visibility.EVERYONE}
    return Q(**{f"{name}__state__in": list(PUBLISHED)}, **everyone) & ~dropped


def see_objective(viewer: Viewer, pk: int, *, lock: bool = False) -> Objective:
    """The objective with cycle, holder and owner; ``NotFound`` if the viewer may not see it."""
    objective: Objective | None
    if lock:
        rows = Objective.objects.filter(pk=pk)
        rows = rows.select_related("cycle", "owner", "team", "person", "counted_in")
        objective = rows.select_for_update(of=("self",)).first()
    else:
        objective = next(iter(map(_whole, _objective(pk))), None)
    if objective is None or not may_see(viewer, objective):
        raise NotFound()
    return objective


_RELATED = (
    ("cycle", Cycle), ("owner", Person), ("team", Team), ("person", Person), ("counted_in", Team),
)  # fmt: skip


@prepared
def _objective(pk: int) -> QuerySet[Objective, tuple[object, ...]]:
    related = chain.from_iterable(names(model, f"{name}__") for name, model in _RELATED)
    return Objective.objects.filter(pk=pk).values_list(*names(Objective), *related)


def _whole(row: tuple[object, ...]) -> Objective:
    """An objective with what it points at."""
    values = iter(row)
    objective = made(Objective, list(islice(values, len(names(Objective)))))
    for name, model in _RELATED:
        other = made(model, list(islice(values, len(names(model)))))
        setattr(objective, name, None if other.pk is None else other)
    return objective


def see_key_result(viewer: Viewer, pk: int) -> KeyResult:
    key_result = (
        KeyResult.objects.filter(pk=pk)
        .select_related("objective__cycle", "objective__owner", "objective__counted_in", "owner")
        .first()
    )
    if key_result is None or not may_see(viewer, key_result.objective):
        raise NotFound()
    return key_result


def may_see(viewer: Viewer, objective: Objective) -> bool:
    """The same rule as ``visible``, without a query in the ordinary case."""
    me = viewer.id
    published = objective.state in PUBLISHED and objective.agreed_at is not None
    if published and objective.visibility == Objective.Visibility.EVERYONE:
        return True
    if me in (objective.owner_id, objective.proposer_id, objective.person_id):
        return True
    return Objective.objects.filter(visible(viewer), pk=objective.pk).exists()


def may_edit(viewer: Viewer, objective: Objective) -> bool:
    """Owner, holder, leads of its team and above; admins for company goals; an owner's assistant drafts."""
    me = viewer.person
    if me.is_guest:
        return False
    if me.pk in (objective.owner_id, objective.person_id):
        return True
    if objective.holder == Objective.Holder.COMPANY:
        return me.is_admin
    if viewer.leads(objective.counted_in):
        return True
    unfinished = objective.state in (Objective.State.DRAFT, Objective.State.PROPOSED)
    return unfinished and (me.pk == objective.proposer_id or objective.owner.assistant_id == me.pk)


def may_hold_for(viewer: Viewer, *, holder: str, team: Team | None, person: Person | None) -> bool:
    """Whether the viewer may set an objective for this holder (anybody may propose one to a team)."""
    me = viewer.person
    if me.is_guest:
        return False
    if holder == Objective.Holder.COMPANY:
        return me.is_admin
    if holder == Objective.Holder.TEAM:
        return viewer.leads(team)
    return person is not None and (
        person.pk == me.pk or person.assistant_id == me.pk or viewer.leads(person.home_team)
    )


def may_check_in(viewer: Viewer, key_result: KeyResult) -> bool:
    """Owner or delegate; nobody else, but for an unclaimed one the objective's owner."""
    if viewer.person.is_guest:
        return False
    if key_result.owner_id is None:
        return viewer.id in (key_result.objective.owner_id, key_result.delegate_id)
    return viewer.id in (key_result.owner_id, key_result.delegate_id)


def may_hand_on(viewer: Viewer, key_result: KeyResult) -> bool:
    """Release it, or name who else checks in: its owner, and whoever edits the objective."""
    return viewer.id == key_result.owner_id or may_edit(viewer, key_result.objective)


def may_judge(viewer: Viewer, key_result: KeyResult) -> bool:
    """Set its status by hand, or score it: whoever checks in, and whoever edits the objective."""
    return may_check_in(viewer, key_result) or may_edit(viewer, key_result.objective)


def may_unlink(viewer: Viewer, child: Objective, parent: Objective) -> bool:
    """Whoever works on one end may take the link away without seeing the other."""
    return any(may_see(viewer, each) and may_edit(viewer, each) for each in (child, parent))


def agreeing_people(objective: Objective, viewer: Viewer) -> list[int]:
    """Ids of those who may agree: manager or stand-in, the parent team's leads, or the company's sponsor."""
    if objective.holder == Objective.Holder.COMPANY:
        return [viewer.org.sponsor_id] if viewer.org.sponsor_id else []
    if objective.holder == Objective.Holder.TEAM:
        return _leads_above(objective.team, viewer) if objective.team else []
    person = objective.person
    if person is None:
        return []
    if person.manager_id:
        return [person.manager_id]
    team = person.home_team
    if team is None:
        return []
    leads = list(team.leads.values_list("pk", flat=True))
    return _leads_above(team, viewer) if person.pk in leads or not leads else leads


def may_agree(viewer: Viewer, objective: Objective) -> bool:
    """Whether the viewer's yes counts. Where nobody stands in, an admin does."""
    if viewer.person.is_guest:
        return False
    people = agreeing_people(objective, viewer)
    if not people or people == [objective.owner_id]:
        return viewer.person.is_admin or viewer.id in people
    return viewer.id in people


def _leads_above(team: Team, viewer: Viewer) -> list[int]:
    above = team.parent
    while above is not None:
        leads = list(above.leads.values_list("pk", flat=True))
        if leads:
            return leads
        above = above.parent
    return [viewer.org.sponsor_id] if viewer.org.sponsor_id else []


def require(allowed: bool) -> None:
    if not allowed:
        raise Forbidden()


def require_open(allowed: bool) -> None:
    """``require`` for what is only read."""
    if not allowed:
        raise NotOpen()


def is_pilot(cycle: Cycle, person: Person) -> bool:
    """A cycle open to pilot teams only is read by the others."""
    pilots = list(cycle.pilots.values_list("pk", flat=True))
    if not pilots or person.home_team_id in pilots:
        return True
    return Membership.objects.filter(person=person, team__in=pilots).exists()
