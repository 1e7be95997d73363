"""What the coach says, as the API answers it."""

from headway.api.schemas.coach import (
    CoachingOut,
    DismissalOut,
    FindingOut,
    NoteOut,
    RuleOut,
    RulesOut,
    SettingsOut,
    SeverityChosen,
)
from headway.api.schemas.shared import PersonRef
from headway.coach.models import Dismissal
from headway.coach.queries.notes import Note, Notes
from headway.coach.queries.rules import rule_rows
from headway.coach.queries.settings import coach, waiting
from okr_coach import Finding


def finding_out(found: Finding) -> FindingOut:
    return FindingOut(
        found.code,
        found.severity,
        found.path,
        list(found.span),
        found.message,
        found.question,
        found.mend,
    )


def dismissal_out(row: Dismissal) -> DismissalOut:
    by = PersonRef(row.by_id, row.by.name)
    return DismissalOut(row.pk, row.objective_id, row.key_result_id, row.code, row.reason, by, row.at)


def coaching_out(notes: Notes) -> CoachingOut:
    return CoachingOut(
        [_note(each) for each in notes.all], [_note(each) for each in notes.focus], notes.score
    )


def _note(note: Note) -> NoteOut:
    found = note.finding
    return NoteOut(
        found.code,
        found.severity,
        found.path,
        list(found.span),
        found.message,
        found.question,
        found.mend,
        note.key_result_id,
        dismissal_out(note.dismissed) if note.dismissed else None,
    )


def rules_out() -> RulesOut:
    return RulesOut(
        [
            RuleOut(
                row.code,
                row.name,
                row.scope,
                row.severity,
                row.own,
                row.question,
                row.mend,
                row.prose,
                list(row.bad),
                list(row.good),
            )
            for row in rule_rows(coach())
        ]
    )


def settings_out() -> SettingsOut:
    found = coach()
    chosen = [SeverityChosen(code, level) for code, level in sorted(found.severities.items())]
    return SettingsOut(found.on, found.profile, chosen, waiting())
