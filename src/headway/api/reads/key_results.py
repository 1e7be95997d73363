"""Key results, their check-ins, claims and amendments; three queries however many rows."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from headway.api.cursors import page_of
from headway.api.reads.texts import gathered, person_ref, text
from headway.api.schemas.check_ins import CheckInOut, CheckInsPage
from headway.api.schemas.key_results import (
    AmendmentOut,
    ClaimOut,
    KeyResultOut,
    MilestoneOut,
    PhasedTargetOut,
)
from headway.api.schemas.shared import PersonRef
from headway.core.decimals import to_text
from headway.core.errors import NotFound
from headway.goals.models import Amendment, CheckIn, Claim, KeyResult, Milestone, PhasedTarget

_COLUMNS = (
    "id",
    "objective_id",
    "title",
    "kind",
    "start",
    "target",
    "low",
    "high",
    "current",
    "unit_kind",
    "unit",
    "decimals",
    "weight",
    "owner_id",
    "owner__name",
    "delegate_id",
    "delegate__name",
    "due",
    "driver",
    "mode",
    "state",
    "progress",
    "progress_agreed",
    "expected",
    "confidence",
    "status",
    "hand_status",
    "hand_note",
    "stuck",
    "due_from",
    "due_by",
    "checked_in_at",
    "check_ins_count",
    "last_change",
    "score",
    "score_agreed",
    "score_note",
    "version",
)


def key_results_of(objective_id: int) -> list[KeyResultOut]:
    return _read(KeyResult.objects.filter(objective=objective_id))


def key_result_read(pk: int) -> KeyResultOut:
    """The caller has seen to it that it may be seen."""
    rows = _read(KeyResult.objects.filter(pk=pk))
    if not rows:
        raise NotFound()
    return rows[0]


def _read(which: QuerySet[KeyResult]) -> list[KeyResultOut]:
    rows = which.order_by("position", "id").values_list(*_COLUMNS)
    read = [
        KeyResultOut(
            pk,
            objective,
            title,
            kind,
            text(start),
            text(target),
            text(low),
            text(high),
            text(current),
            unit_kind,
            unit,
            decimals,
            text(weight),
            person_ref(owner, owner_name),
            person_ref(delegate, delegate_name),
            due,
            driver,
            mode,
            state,
            text(progress),
            text(progress_agreed),
            text(expected),
            confidence,
            status,
            hand_status or None,
            hand_note,
            stuck,
            due_from,
            due_by,
            checked_in_at,
            check_ins,
            text(last_change),
            text(score),
            text(score_agreed),
            score_note,
            version,
            [],
            [],
        )
        for (
            pk,
            objective,
            title,
            kind,
            start,
            target,
            low,
            high,
            current,
            unit_kind,
            unit,
            decimals,
            weight,
            owner,
            owner_name,
            delegate,
            delegate_name,
            due,
            driver,
            mode,
            state,
            progress,
            progress_agreed,
            expected,
            confidence,
            status,
            hand_status,
            hand_note,
            stuck,
            due_from,
            due_by,
            checked_in_at,
            check_ins,
            last_change,
            score,
            score_agreed,
            score_note,
            version,
        ) in rows
    ]
    ids = [row.id for row in read]
    steps = gathered(
        (row[0], MilestoneOut(row[1], row[2], to_text(row[3]), row[4], row[5]))
        for row in Milestone.objects.filter(key_result__in=ids)
        .order_by("position", "id")
        .values_list("key_result_id", "id", "title", "weight", "due", "done_on")
    )
    phases = gathered(
        (row[0], PhasedTargetOut(row[1], to_text(row[2])))
        for row in PhasedTarget.objects.filter(key_result__in=ids)
        .order_by("on")
        .values_list("key_result_id", "on", "value")
    )
    for row in read:
        row.milestones = steps.get(row.id, [])
        row.phased_targets = phases.get(row.id, [])
    return read


def check_ins_of(key_result_id: int, *, limit: int, after: Sequence[int] | None) -> CheckInsPage:
    rows = CheckIn.objects.filter(key_result=key_result_id)
    if after is not None:
        try:
            day = date.fromordinal(after[0])
        except (ValueError, OverflowError):
            day = date.min
        rows = rows.filter(Q(on__lt=day) | Q(on=day, id__lt=after[1]))
    found = [check_in_out(row) for row in rows.select_related("author").order_by("-on", "-id")[: limit + 1]]
    items, cursor = page_of(found, limit, lambda row: (row.on.toordinal(), row.id))
    return CheckInsPage(list(items), cursor)


def check_in_out(row: CheckIn) -> CheckInOut:
    return CheckInOut(
        id=row.pk,
        key_result=row.key_result_id,
        author=PersonRef(row.author_id, row.author.name),
        on=row.on,
        at=row.at,
        value=text(row.value),
        steps=row.steps,
        progress=text(row.progress),
        confidence=row.confidence,
        status=row.status,
        changed=row.changed,
        obstacles=row.obstacles,
        next=row.next,
        back_dated=row.back_dated,
        corrects=row.corrects_id,
        superseded=row.superseded,
        door=row.door,
    )


def claims_of(key_result_id: int) -> list[ClaimOut]:
    rows = Claim.objects.filter(key_result=key_result_id).select_related("person").order_by("-id")[:100]
    return [claim_out(row) for row in rows]


def claim_out(row: Claim) -> ClaimOut:
    return ClaimOut(
        row.pk,
        row.key_result_id,
        PersonRef(row.person_id, row.person.name),
        row.state,
        row.asked_at,
        row.answered_at,
        row.reason,
    )


def amendments_of(objective_id: int, *, waiting: bool = False) -> list[AmendmentOut]:
    rows = Amendment.objects.filter(objective=objective_id)
    if waiting:
        rows = rows.filter(state=Amendment.State.ASKED)
    return [
        amendment_out(row) for row in rows.select_related("asked_by", "answered_by").order_by("-id")[:200]
    ]


def amendment_out(row: Amendment) -> AmendmentOut:
    answered_by = row.answered_by
    return AmendmentOut(
        row.pk,
        row.objective_id,
        row.key_result_id,
        row.before,
        row.after,
        row.reason,
        row.state,
        PersonRef(row.asked_by_id, row.asked_by.name),
        row.asked_at,
        PersonRef(answered_by.pk, answered_by.name) if answered_by else None,
        row.answered_at,
        row.sentence,
    )
