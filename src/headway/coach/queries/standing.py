"""How much the coach asks of one stored objective, without reading it anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists

from headway.coach.models import CoachSettings, Review
from headway.coach.queries.notes import notes_of
from headway.coach.queries.sets import is_drafted
from headway.goals.access import sight
from headway.goals.models import Objective
from headway.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Standing:
    """Open notes, the same thing of the same line counted once, and the gravest of their severities (empty
    without any)."""

    objective_id: int
    open: int
    gravest: str
    score: int


def standing_of(viewer: Viewer, objective: Objective) -> Standing | None:
    """From the stored review; None where there is none or the coach is switched off. One query.

    A team's drafts were read beside each other: who does not see them all is told what is read anew."""
    if not _sees_its_set(viewer, objective):
        return _anew(viewer, objective)
    rows = Review.objects.filter(pk=objective.pk).exclude(Exists(CoachSettings.objects.filter(on=False)))
    for score, findings, course in rows.values_list("score", "findings", "course"):
        severities = {severity for _code, severity, _row in (*findings, *course)}
        said = {(code, row) for code, _severity, row in (*findings, *course)}
        return Standing(objective.pk, len(said), _gravest(severities), score)
    return None


def _sees_its_set(viewer: Viewer, objective: Objective) -> bool:
    seen = sight(viewer)
    return (
        objective.holder == Objective.Holder.PERSON
        or not is_drafted(objective)
        or seen.oversees
        or viewer.leads(objective.counted_in)
        or (seen.champion_of is not None and seen.champion_of == objective.counted_in_id)
    )


def _anew(viewer: Viewer, objective: Objective) -> Standing | None:
    notes = notes_of(viewer, objective)
    if notes is None:
        return None
    severities: set[str] = {note.finding.severity for note in notes.open}
    said = {(note.finding.code, note.key_result_id) for note in notes.open}
    return Standing(objective.pk, len(said), _gravest(severities), notes.score)


def _gravest(severities: Collection[str]) -> str:
    return next((each for each in ("error", "warning", "info") if each in severities), "")
