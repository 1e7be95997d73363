"""What the coach says of one objective, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from headway.coach.models import Dismissal
from headway.coach.queries.sets import set_around
from headway.coach.queries.settings import coach_config
from headway.coach.rules import digest, focus_of, found_in, score_of
from headway.db.prepared import made, names, prepared
from headway.goals.models import Objective
from headway.people.models import Person
from headway.people.viewer import Viewer
from okr_coach import Finding, review


@dataclass(frozen=True, slots=True)
class Note:
    """A finding where it stands. ``path`` of the finding begins with ``objectives/0``."""

    finding: Finding
    key_result_id: int | None
    dismissed: Dismissal | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything found, dismissed ones with who dismissed them and why. ``score``: without those, 0–100."""

    objective_id: int
    all: Sequence[Note]
    score: int

    @property
    def open(self) -> Sequence[Note]:
        return [note for note in self.all if note.dismissed is None]

    @property
    def dismissed(self) -> Sequence[Note]:
        return [note for note in self.all if note.dismissed is not None]

    @property
    def focus(self) -> Sequence[Note]:
        """At most three to begin with."""
        return focus_of(self.open, lambda note: note.finding)

    def of(self, key_result_id: int | None) -> Sequence[Note]:
        """Those of a key result, or of the objective itself."""
        return [note for note in self.all if note.key_result_id == key_result_id]


def language_of_reader() -> str:
    return "zh" if (get_language() or "en").startswith("zh") else "en"


def notes_of(viewer: Viewer, objective: Objective, *, language: str | None = None) -> Notes | None:
    """None where the coach is switched off. Set rules look at what the viewer may see of the holder's set,
    so that no count betrays another. Eight queries, however many there are."""
    config = coach_config()
    if config is None:
        return None
    held = set_around(viewer, objective)
    index = next(place for place, goal in enumerate(held.goals) if goal.objective.pk == objective.pk)
    goal = held.goals[index]
    report = review(
        held.draft((viewer.org.focus_note, viewer.org.focus_strong)),
        config=config,
        language=language or language_of_reader(),
    )
    found = found_in(report.findings, index, whole=True)
    waved = {(each.code, each.key_result_id): each for each in map(_with_author, _dismissals(objective.pk))}
    notes = []
    for each in found:
        row = None if each.place is None else goal.key_results[each.place]
        said = waved.get((each.code, None if row is None else row.pk))
        if said is not None and said.digest != digest(goal.objective.title if row is None else row.title):
            said = None
        path = "objectives/0" if each.place is None else f"objectives/0/key_results/{each.place}"
        notes.append(Note(each.finding._replace(path=path), None if row is None else row.pk, said))
    standing = [each for each, note in zip(found, notes, strict=True) if note.dismissed is None]
    return Notes(objective.pk, notes, score_of(standing, len(goal.key_results)))


@prepared
def _dismissals(objective: int) -> QuerySet[Dismissal, tuple[object, ...]]:
    rows = Dismissal.objects.filter(objective=objective)
    return rows.order_by("id").values_list(*names(Dismissal), "by__name")


def _with_author(values: tuple[object, ...]) -> Dismissal:
    *own, name = values
    row = made(Dismissal, own)
    row.by = Person(pk=row.by_id, name=str(name))
    return row


def dismissed_of(objectives: Iterable[int]) -> set[tuple[int, int | None, str]]:
    """What holds of these objectives: (objective, key result, code). One query."""
    rows = Dismissal.objects.filter(objective__in=list(objectives)).values_list(
        "objective_id", "key_result_id", "code", "digest", "objective__title", "key_result__title"
    )
    return {
        (objective, row, code)
        for objective, row, code, said, title, own in rows
        if said == digest(own or title)
    }
