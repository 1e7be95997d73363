"""How the organisation sets the coach: on or off, which profile, how loudly each rule speaks."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from headway.activity.record import record
from headway.coach.actions.dismissals import RuleUnknown
from headway.coach.models import CoachSettings
from headway.coach.queries.settings import Coach, coach
from headway.coach.rules import fingerprint
from headway.core.errors import N_, Forbidden, Refusal
from headway.goals.actions.ripples import wake
from headway.people.viewer import Viewer
from okr_coach.config import PROFILES
from okr_coach.rules.rule import RULES

LEVELS = ("error", "warning", "info", "off")


class ProfileUnknown(Refusal):
    code = "profile_unknown"
    sentence = N_("There is no profile “%(given)s”. The coach knows %(known)s.")


class SeverityUnknown(Refusal):
    code = "severity_unknown"
    sentence = N_("“%(given)s” is no severity. Choose error, warning, info or off.")


@transaction.atomic
def change_coach_settings(
    *,
    on: bool | None = None,
    profile: str | None = None,
    severities: Mapping[str, str | None] | None = None,
    by: Viewer,
    door: str,
) -> Coach:
    """Only what is given changes; a severity of None is the rule's own again, an empty profile the one that
    goes with the company's language. Every review of an open cycle is due; the settling thread makes them."""
    if not by.person.is_admin:
        raise Forbidden()
    if profile is not None and profile != "" and profile not in PROFILES:
        raise ProfileUnknown(field="profile", given=profile[:20], known=", ".join(PROFILES))
    for code, level in (severities or {}).items():
        if code not in RULES:
            raise RuleUnknown(field="severities", given=code[:20])
        if level is not None and level not in LEVELS:
            raise SeverityUnknown(field="severities", given=level[:20])
    CoachSettings.objects.get_or_create(organisation=by.org, defaults={"release": fingerprint()})
    row = CoachSettings.objects.select_for_update(of=("self",)).get(organisation=by.org)
    before = {"on": row.on, "profile": row.profile, "severities": dict(row.severities)}
    row.on = row.on if on is None else on
    row.profile = row.profile if profile is None else profile
    said = {**row.severities, **(severities or {})}
    row.severities = {code: level for code, level in sorted(said.items()) if level is not None}
    after = {"on": row.on, "profile": row.profile, "severities": row.severities}
    if after == before:
        return coach()
    row.edition += 1
    row.due_after = 0
    row.save()
    record(
        "edited",
        row,
        actor=by.person,
        at=by.at,
        door=door,
        before={name: value for name, value in before.items() if value != after[name]},
        after={name: value for name, value in after.items() if value != before[name]},
    )
    transaction.on_commit(wake)
    return coach()
