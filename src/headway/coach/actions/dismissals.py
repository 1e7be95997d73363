"""Waving a note aside with a reason, and taking that back."""

from __future__ import annotations

from django.db import transaction

from headway.activity.record import record
from headway.coach.models import Dismissal
from headway.coach.rules import digest, places_of
from headway.core.errors import N_, NotFound, Refusal
from headway.core.text import clean_text
from headway.goals.access import may_edit, require, see_objective
from headway.goals.actions.refusals import CycleClosed
from headway.goals.models import Cycle, KeyResult
from headway.people.viewer import Viewer
from okr_coach.rules.rule import RULES

LONGEST_REASON = 500


class RuleUnknown(Refusal):
    code = "rule_unknown"
    sentence = N_("The coach has no rule %(given)s. Codes look like K201.")


class RuleOfKeyResults(Refusal):
    code = "rule_out_of_place"
    sentence = N_("%(given)s speaks of a key result. Say which one.")


class RuleOfObjectives(Refusal):
    code = "rule_out_of_place"
    sentence = N_("%(given)s speaks of the objective, not of one of its key results.")


class RuleOfFeedback(Refusal):
    code = "rule_out_of_place"
    sentence = N_("%(given)s speaks of feedback, never of a goal.")


@transaction.atomic
def dismiss(
    objective_id: int,
    *,
    code: str,
    key_result_id: int | None = None,
    reason: str,
    by: Viewer,
    door: str,
) -> Dismissal:
    """A note is not shown again as long as the text it was about stays as it is; who said why is kept."""
    objective = see_objective(by, objective_id, lock=True)
    require(may_edit(by, objective))
    if objective.cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    if code not in RULES:
        raise RuleUnknown(field="code", given=code[:20])
    _must_fit(code, key_result_id)
    reason = clean_text(reason, limit=LONGEST_REASON, field="reason", required=True)
    title = objective.title
    if key_result_id is not None:
        row = KeyResult.objects.filter(
            pk=key_result_id, objective=objective, state=KeyResult.State.LIVE
        ).first()
        if row is None:
            raise NotFound(field="key_result")
        title = row.title
    found, _ = Dismissal.objects.update_or_create(
        objective=objective,
        key_result_id=key_result_id,
        code=code,
        defaults={"digest": digest(title), "reason": reason, "by": by.person, "at": by.at},
    )
    record(
        "note_dismissed",
        found,
        actor=by.person,
        at=by.at,
        door=door,
        reason=reason,
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
        after={"code": code, "key_result": key_result_id},
    )
    return found


def _must_fit(code: str, key_result_id: int | None) -> None:
    places = places_of(code)
    if not places:
        raise RuleOfFeedback(field="code", given=code)
    if ("objective" if key_result_id is None else "key_result") not in places:
        raise (RuleOfKeyResults if key_result_id is None else RuleOfObjectives)(field="code", given=code)


@transaction.atomic
def take_back(pk: int, *, by: Viewer, door: str) -> Dismissal:
    """The note stands again. Returns what was taken back, with the id it had."""
    found = Dismissal.objects.select_for_update(of=("self",)).select_related("by").filter(pk=pk).first()
    if found is None:
        raise NotFound()
    objective = see_objective(by, found.objective_id)
    require(may_edit(by, objective))
    if objective.cycle.state == Cycle.State.CLOSED:
        raise CycleClosed()
    record(
        "note_taken_back",
        found,
        actor=by.person,
        at=by.at,
        door=door,
        objective_id=objective.pk,
        team_id=objective.counted_in_id,
        before={"code": found.code, "key_result": found.key_result_id, "reason": found.reason},
    )
    Dismissal.objects.filter(pk=pk).delete()
    return found
