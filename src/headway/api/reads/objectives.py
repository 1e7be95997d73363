"""Objectives: the list in one query, one of them whole in eight, always through what the viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from headway.api.cursors import page_of
from headway.api.reads.key_results import amendments_of, key_results_of
from headway.api.reads.texts import person_ref, team_ref, text
from headway.api.schemas.cycles import CycleRef
from headway.api.schemas.objectives import (
    AlignmentOut,
    AlignmentsOut,
    ObjectiveOut,
    ObjectiveRow,
    ObjectivesPage,
)
from headway.api.schemas.shared import PersonRef
from headway.core.errors import NotFound
from headway.goals.access import objectives_for, visible
from headway.goals.models import Alignment, Objective
from headway.goals.naming import cycle_name
from headway.people.models import Team
from headway.people.viewer import Viewer

_COLUMNS = (
    "id",
    "title",
    "cycle_id",
    "cycle__name",
    "cycle__kind",
    "cycle__starts",
    "cycle__ends",
    "cycle__state",
    "holder",
    "team_id",
    "team__name",
    "person_id",
    "person__name",
    "owner_id",
    "owner__name",
    "state",
    "outcome",
    "ambition",
    "visibility",
    "weight",
    "progress",
    "expected",
    "confidence",
    "status",
    "key_results_live",
    "key_results_red",
    "amended",
    "score",
    "checked_in_at",
    "changed_at",
    "version",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; None everywhere is all that may be seen."""

    cycle: int | None = None
    team: int | None = None
    below: bool = False
    owner: int | None = None
    holder: str | None = None
    state: str | None = None
    status: str | None = None
    q: str = ""
    updated_since: datetime | None = None


def objectives_page(
    viewer: Viewer, wanted: Wanted, *, limit: int, after: Sequence[int] | None
) -> ObjectivesPage:
    rows = objectives_for(viewer).filter(_narrowed(wanted))
    if after is not None:
        rows = rows.filter(id__gt=after[0])
    found = [
        ObjectiveRow(
            pk,
            title,
            CycleRef(
                cycle,
                cycle_name(cycle_kind, starts, ends, cycle_given),
                cycle_kind,
                starts,
                ends,
                cycle_state,
            ),
            holder,
            team_ref(team, team_name),
            person_ref(person, person_name),
            PersonRef(owner, owner_name),
            state,
            outcome or None,
            ambition,
            visibility,
            text(weight),
            text(progress),
            text(expected),
            confidence,
            status,
            live,
            red,
            amended,
            text(score),
            checked_in_at,
            changed_at,
            version,
        )
        for (
            pk,
            title,
            cycle,
            cycle_given,
            cycle_kind,
            starts,
            ends,
            cycle_state,
            holder,
            team,
            team_name,
            person,
            person_name,
            owner,
            owner_name,
            state,
            outcome,
            ambition,
            visibility,
            weight,
            progress,
            expected,
            confidence,
            status,
            live,
            red,
            amended,
            score,
            checked_in_at,
            changed_at,
            version,
        ) in rows.order_by("id").values_list(*_COLUMNS)[: limit + 1]
    ]
    items, cursor = page_of(found, limit, lambda row: (row.id,))
    return ObjectivesPage(list(items), cursor)


def _narrowed(wanted: Wanted) -> Q:
    # A draft that was thrown away is in no list.
    found = ~Q(outcome=Objective.Outcome.DROPPED, agreed_at__isnull=True)
    if wanted.cycle is not None:
        found &= Q(cycle=wanted.cycle)
    if wanted.team is not None:
        found &= _of_team(wanted.team, wanted.below)
    if wanted.owner is not None:
        found &= Q(owner=wanted.owner)
    if wanted.holder is not None:
        found &= Q(holder=wanted.holder)
    if wanted.state is not None:
        found &= Q(state=wanted.state)
    if wanted.status is not None:
        found &= Q(status=wanted.status)
    if wanted.q:
        found &= Q(title__icontains=wanted.q) | Q(why__icontains=wanted.q)
    if wanted.updated_since is not None:
        found &= Q(changed_at__gte=wanted.updated_since) | Q(checked_in_at__gte=wanted.updated_since)
    return found


def _of_team(pk: int, below: bool) -> Q:
    if not below:
        return Q(counted_in=pk)
    span = Team.objects.filter(pk=pk).values_list("lft", "rgt").first()
    if span is None:
        return Q(pk__in=[])
    return Q(counted_in__lft__gte=span[0], counted_in__rgt__lte=span[1])


def objective_read(viewer: Viewer, pk: int) -> ObjectiveOut:
    found = (
        objectives_for(viewer)
        .filter(pk=pk)
        .select_related("cycle", "team", "person", "owner", "proposer", "agreed_by")
        .first()
    )
    if found is None:
        raise NotFound()
    cycle, team, person, agreed_by = found.cycle, found.team, found.person, found.agreed_by
    return ObjectiveOut(
        id=found.pk,
        title=found.title,
        why=found.why,
        cycle=CycleRef(
            cycle.pk,
            cycle_name(cycle.kind, cycle.starts, cycle.ends, cycle.name),
            cycle.kind,
            cycle.starts,
            cycle.ends,
            cycle.state,
        ),
        holder=found.holder,
        team=team_ref(found.team_id, team.name if team else None),
        person=person_ref(found.person_id, person.name if person else None),
        owner=PersonRef(found.owner_id, found.owner.name),
        proposer=PersonRef(found.proposer_id, found.proposer.name),
        strategy=found.strategy_id,
        state=found.state,
        outcome=found.outcome or None,
        ambition=found.ambition,
        visibility=found.visibility,
        visible_team=found.visible_team_id,
        viewers=list(found.viewers.order_by("id").values_list("pk", flat=True)),
        weight=text(found.weight),
        joined_on=found.joined_on,
        progress=text(found.progress),
        computed=text(found.computed),
        override=text(found.override),
        override_note=found.override_note,
        progress_agreed=text(found.progress_agreed),
        expected=text(found.expected),
        confidence=found.confidence,
        status=found.status,
        key_results_live=found.key_results_live,
        key_results_red=found.key_results_red,
        amended=found.amended,
        score=text(found.score),
        score_agreed=text(found.score_agreed),
        score_note=found.score_note,
        agreed_by=person_ref(found.agreed_by_id, agreed_by.name if agreed_by else None),
        agreed_at=found.agreed_at,
        carried_from=found.carried_from_id,
        carried=found.carried,
        checked_in_at=found.checked_in_at,
        created_at=found.created_at,
        changed_at=found.changed_at,
        version=found.version,
        key_results=key_results_of(pk),
        alignments=alignments_of(viewer, pk),
        amendments=amendments_of(pk, waiting=True),
    )


def alignments_of(viewer: Viewer, pk: int) -> AlignmentsOut:
    """Both directions; the other end only where the viewer may see it."""
    live = Alignment.objects.filter(state__in=[Alignment.State.ACTIVE, Alignment.State.ASKED]).order_by("id")
    serves = live.filter(visible(viewer, "parent__"), child=pk)
    served_by = live.filter(visible(viewer, "child__"), parent=pk)
    return AlignmentsOut(
        [link_out(row, row.parent) for row in serves.select_related("parent")[:500]],
        [link_out(row, row.child) for row in served_by.select_related("child")[:500]],
    )


def alignment_read(pk: int) -> AlignmentOut:
    link = Alignment.objects.select_related("parent").filter(pk=pk).first()
    if link is None:
        raise NotFound()
    return link_out(link, link.parent)


def link_out(link: Alignment, other: Objective) -> AlignmentOut:
    """With how the one at the other end stands."""
    return AlignmentOut(
        link.pk,
        link.kind,
        link.state,
        link.child_id,
        link.parent_id,
        link.key_result_id,
        text(link.weight),
        link.sentence,
        other.title,
        text(other.progress),
        other.status,
    )
