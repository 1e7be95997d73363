"""How much the coach asks of one stored objective, without reading it anew."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists

from headway.coach.models import CoachSettings, Review


@dataclass(frozen=True, slots=True)
class Standing:
    """Open notes, and the gravest of their severities (empty without any)."""

    objective_id: int
    open: int
    gravest: str
    score: int


def standing_of(objective_id: int) -> Standing | None:
    """From the stored review; None where there is none or the coach is switched off. One query."""
    rows = Review.objects.filter(pk=objective_id).exclude(Exists(CoachSettings.objects.filter(on=False)))
    for score, findings, course in rows.values_list("score", "findings", "course"):
        severities = {severity for _code, severity, _row in (*findings, *course)}
        gravest = next((each for each in ("error", "warning", "info") if each in severities), "")
        return Standing(objective_id, len(findings) + len(course), gravest, score)
    return None
