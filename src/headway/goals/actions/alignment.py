"""Verbs of alignment: link an objective to what it serves, answer a request, end a link."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from headway.activity.record import record
from headway.core.errors import N_, Forbidden, NotFound, Refusal, Refusals
from headway.core.text import clean_text
from headway.db.locks import take
from headway.goals.access import may_edit, may_see, may_unlink, require, see_objective
from headway.goals.actions.fields import ChoiceUnknown, check_weight
from headway.goals.actions.figures import refresh_key_result
from headway.goals.actions.refusals import CycleClosed, WrongState
from headway.goals.actions.ripples import ripple
from headway.goals.models import Alignment, Cycle, KeyResult, Objective
from headway.people.viewer import Viewer


class ToItself(Refusal):
    code = "aligned_to_itself"
    sentence = N_("An objective cannot serve itself.")


class Circle(Refusal):
    code = "alignment_circle"
    sentence = N_("“%(title)s” already contributes to this one: the two would count each other in a circle.")


class CyclesApart(Refusal):
    code = "cycles_apart"
    sentence = N_("Their cycles do not overlap in time.")


class AlreadyAligned(Refusal):
    code = "already_aligned"
    sentence = N_("These two are linked already.")
    status = 409


class MoreVisible(Refusal):
    code = "parent_more_visible"
    sentence = N_("A restricted objective may support an open one, but not contribute to its number.")


class NotDrivenFromBelow(Refusal):
    code = "not_driven_from_below"
    sentence = N_(
        "This key result follows its own check-ins; only one driven by what is below it takes contributions."
    )


class NothingToWeigh(Refusal):
    code = "link_without_weight"
    sentence = N_(
        "Only a link that contributes to a whole objective has a weight; this one counts nothing there."
    )


@transaction.atomic
def align(
    child_id: int,
    parent_id: int,
    *,
    by: Viewer,
    door: str,
    kind: str = "supports",
    key_result_id: int | None = None,
    weight: Decimal | None = None,
) -> Alignment:
    """Link ``child`` to ``parent``: at once within one's own holder, else as a request to its owner."""
    take("alignment")
    if child_id == parent_id:
        raise ToItself(field="parent")
    child = see_objective(by, child_id)
    parent = see_objective(by, parent_id)
    require(may_edit(by, child))
    if kind not in Alignment.Kind.values:
        raise ChoiceUnknown(field="kind", given=kind, choices=", ".join(Alignment.Kind.values))
    key_result = None
    if key_result_id is not None:
        key_result = KeyResult.objects.filter(pk=key_result_id, objective=parent).first()
        if key_result is None:
            raise NotFound(field="key_result")
    if child.cycle.ends < parent.cycle.starts or parent.cycle.ends < child.cycle.starts:
        raise CyclesApart(field="parent")
    if Cycle.State.CLOSED in (child.cycle.state, parent.cycle.state):
        raise CycleClosed()
    if Alignment.objects.filter(
        child=child, parent=parent, key_result=key_result, state__in=["asked", "active"]
    ).exists():
        raise AlreadyAligned(field="parent")
    if kind == Alignment.Kind.CONTRIBUTES:
        _may_contribute(child, parent, key_result)
    own = may_edit(by, parent) or _same_holder(child, parent)
    link = Alignment.objects.create(
        child=child,
        parent=parent,
        key_result=key_result,
        kind=kind,
        weight=check_weight(weight),
        state=Alignment.State.ACTIVE if own else Alignment.State.ASKED,
        made_by=by.person,
        made_at=by.at,
    )
    record(
        "aligned" if own else "alignment_asked",
        link,
        actor=by.person,
        at=by.at,
        door=door,
        objective_id=child.pk,
        team_id=child.counted_in_id,
        after={"parent": parent.pk, "key_result": key_result_id, "kind": kind},
    )
    _follow(link, by)
    return link


@transaction.atomic
def answer_alignment(pk: int, *, accept: bool, sentence: str = "", by: Viewer, door: str) -> Alignment:
    """The parent's owner accepts a link or declines it with a sentence."""
    link = _held(pk, Alignment.State.ASKED)
    parent = see_objective(by, link.parent_id)
    if not may_edit(by, parent):
        raise Forbidden()
    if accept and link.kind == Alignment.Kind.CONTRIBUTES:
        _may_contribute(link.child, parent, link.key_result)
    link.state = Alignment.State.ACTIVE if accept else Alignment.State.DECLINED
    link.sentence = clean_text(sentence, limit=2_000, field="sentence", required=not accept)
    link.save()
    record(
        "alignment_accepted" if accept else "alignment_declined",
        link,
        actor=by.person,
        at=by.at,
        door=door,
        reason=link.sentence,
        objective_id=link.child_id,
        after={"parent": parent.pk},
    )
    _follow(link, by)
    return link


@transaction.atomic
def weigh_alignment(pk: int, *, weight: Decimal | None, by: Viewer, door: str) -> Alignment:
    """How much the child counts among what the parent is made of; ``None`` is automatic. For whoever
    works on the parent: it is their number. Like making and ending a link it is no amendment."""
    link = _held(pk, Alignment.State.ACTIVE, Alignment.State.ASKED)
    parent = see_objective(by, link.parent_id)
    require(may_edit(by, parent))
    if link.kind != Alignment.Kind.CONTRIBUTES or link.key_result_id is not None:
        raise NothingToWeigh(field="weight")
    if parent.cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    if parent.state == Objective.State.CLOSED:
        raise WrongState(state=parent.get_state_display())
    was, link.weight = link.weight, check_weight(weight)
    if link.weight == was:
        return link
    link.save(update_fields=["weight"])
    record(
        "alignment_weighed",
        link,
        actor=by.person,
        at=by.at,
        door=door,
        objective_id=parent.pk,
        team_id=parent.counted_in_id,
        before={"child": link.child_id, "weight": was},
        after={"child": link.child_id, "weight": link.weight},
    )
    _follow(link, by)
    return link


@transaction.atomic
def end_alignment(pk: int, *, by: Viewer, door: str) -> Alignment:
    """Either side takes a link away."""
    link = _held(pk, Alignment.State.ACTIVE, Alignment.State.ASKED)
    child, parent = _seen_end(link.child_id, link.parent_id, by)
    if parent.cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    link.state = Alignment.State.ENDED
    link.save(update_fields=["state"])
    record(
        "alignment_ended",
        link,
        actor=by.person,
        at=by.at,
        door=door,
        objective_id=child.pk,
        team_id=child.counted_in_id,
        before={"parent": parent.pk, "kind": link.kind},
    )
    _follow(link, by)
    return link


def _held(pk: int, *states: str) -> Alignment:
    """The link, if it is in one of these states, held until the end of the transaction."""
    take("alignment")
    link = Alignment.objects.select_for_update(of=("self",)).filter(pk=pk, state__in=states).first()
    if link is None:
        raise NotFound()
    return link


def _seen_end(child_id: int, parent_id: int, by: Viewer) -> tuple[Objective, Objective]:
    """Both ends; whoever works on one may take the link away without seeing the other."""
    ends = {
        each.pk: each
        for each in Objective.objects.filter(pk__in=[child_id, parent_id]).select_related(
            "cycle", "owner", "counted_in"
        )
    }
    child, parent = ends[child_id], ends[parent_id]
    if not (may_see(by, child) or may_see(by, parent)):
        raise NotFound()
    require(may_unlink(by, child, parent))
    return child, parent


def check_links(objective: Objective) -> None:
    """After a change of cycle or visibility: links must still be ones that could be made."""
    links = Alignment.objects.filter(
        Q(child=objective) | Q(parent=objective), state__in=[Alignment.State.ASKED, Alignment.State.ACTIVE]
    ).select_related("child__cycle", "child__visible_team", "parent__cycle", "parent__visible_team")
    errors: list[Refusal] = []
    for link in links:
        if (
            link.child.cycle.ends < link.parent.cycle.starts
            or link.parent.cycle.ends < link.child.cycle.starts
        ):
            errors.append(CyclesApart(field="cycle"))
        elif link.kind == Alignment.Kind.CONTRIBUTES and not _no_more_visible(link.parent, link.child):
            errors.append(MoreVisible(field="visibility"))
    if errors:
        raise Refusals(errors[:1])


def _may_contribute(child: Objective, parent: Objective, key_result: KeyResult | None) -> None:
    if key_result is not None and key_result.driver != KeyResult.Driver.BELOW:
        raise NotDrivenFromBelow(field="key_result")
    if not _no_more_visible(parent, child):
        raise MoreVisible(field="kind")
    if child.pk in _ancestors(parent.pk):
        raise Circle(field="parent", title=parent.title)


def _no_more_visible(parent: Objective, child: Objective) -> bool:
    """Whether everybody who sees the parent may see the child, so that no number betrays it."""
    if child.visibility == Objective.Visibility.EVERYONE:
        return True
    if parent.visibility != child.visibility:
        return False
    if child.visibility == Objective.Visibility.TEAM:
        inner, outer = parent.visible_team, child.visible_team
        return inner is not None and outer is not None and outer.lft <= inner.lft and inner.rgt <= outer.rgt
    seen = set(child.viewers.values_list("pk", flat=True))
    return set(parent.viewers.values_list("pk", flat=True)) <= seen


def _ancestors(pk: int) -> set[int]:
    """Everything that ``pk`` contributes to, directly or through others; one query a level."""
    found: set[int] = set()
    wave = {pk}
    while wave:
        wave = (
            set(
                Alignment.objects.filter(
                    Q(state=Alignment.State.ACTIVE) | Q(state=Alignment.State.ASKED),
                    child__in=wave,
                    kind=Alignment.Kind.CONTRIBUTES,
                ).values_list("parent_id", flat=True)
            )
            - found
        )
        found |= wave
    return found


def _same_holder(child: Objective, parent: Objective) -> bool:
    return (child.holder, child.team_id, child.person_id) == (parent.holder, parent.team_id, parent.person_id)


def feed_from(objective: Objective) -> set[int]:
    """Say which key result above each of the objective's feeds: of the links that contribute to one driven
    from below, the first of the same unit. Returns the ids of those above that gained or lost something."""
    above = [
        link.key_result
        for link in Alignment.objects.filter(
            child=objective,
            kind=Alignment.Kind.CONTRIBUTES,
            state=Alignment.State.ACTIVE,
            key_result__isnull=False,
        )
        .select_related("key_result")
        .order_by("id")
        if link.key_result is not None
    ]
    changed: set[int] = set()
    for row in KeyResult.objects.filter(objective=objective):
        counted = row.state == KeyResult.State.LIVE and row.kind == KeyResult.Kind.NUMBER
        fits = [
            each.pk for each in above if counted and (each.unit_kind, each.unit) == (row.unit_kind, row.unit)
        ]
        wanted = fits[0] if fits else None
        if wanted != row.below_id:
            changed |= {pk for pk in (wanted, row.below_id) if pk is not None}
            KeyResult.objects.filter(pk=row.pk).update(below=wanted)
    return changed


def _follow(link: Alignment, by: Viewer) -> None:
    if link.kind != Alignment.Kind.CONTRIBUTES:
        return
    if link.key_result_id is not None:
        follow_above(link.child, by)
    ripple(link.child, by=by, rolled=link.parent_id)


def follow_above(objective: Objective, by: Viewer) -> None:
    """Bring key results that are driven from below up to date with what feeds them now."""
    for pk in feed_from(objective):
        row = KeyResult.objects.select_related(
            "objective__cycle", "objective__counted_in", "objective__owner"
        ).get(pk=pk)
        refresh_key_result(row, row.objective, by.org, by.today)
        ripple(row.objective, by=by, rolled=row.objective_id)
