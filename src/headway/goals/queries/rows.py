"""Small typed rows that several screens show, read as values rather than as model instances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from headway.db.prepared import prepared
from headway.goals.calendar import working_days
from headway.goals.models import KeyResult, Milestone, Objective
from headway.goals.rules import elapsed_share, expected
from headway.people.models import Organisation, initials

type Values = tuple[Any, ...]  # as values_list gives them


@dataclass(frozen=True, slots=True)
class Face:
    """A person as an avatar and a name."""

    id: int
    name: str

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def hue(self) -> int:
        return self.id % 8


def face(pk: int | None, name: str | None) -> Face | None:
    return None if pk is None or name is None else Face(pk, name)


@dataclass(frozen=True, slots=True)
class Step:
    id: int
    title: str
    weight: Decimal
    due: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class KeyResultRow:
    """A key result as a row or a card."""

    id: int
    title: str
    objective_id: int
    objective_title: str
    kind: str
    state: str
    owner: Face | None
    delegate: Face | None
    objective_owner_id: int
    unit_kind: str
    unit: str
    decimals: int
    start: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    current: Decimal | None
    weight: Decimal | None
    progress: Decimal | None
    progress_agreed: Decimal | None
    expected: Decimal | None
    confidence: int | None
    status: str
    computed_status: str
    hand_note: str
    stuck: bool
    due_from: date | None
    due_by: date | None
    checked_in_on: date | None
    check_ins_count: int
    last_change: Decimal | None
    spark: str
    driver: str
    due: date | None
    version: int
    proposer_id: int
    created_at: datetime
    cycle_state: str
    objective_state: str
    score: Decimal | None
    score_note: str
    steps: Sequence[Step] = ()

    @property
    def points(self) -> list[float]:
        return [float(point) for point in self.spark.split(",")] if self.spark else []

    def is_due(self, today: date) -> bool:
        return self.due_from is not None and self.due_from <= today

    def is_overdue(self, today: date) -> bool:
        return self.due_by is not None and self.due_by < today


KEY_RESULT = (
    "id",
    "title",
    "objective_id",
    "objective__title",
    "kind",
    "state",
    "owner_id",
    "owner__name",
    "delegate_id",
    "delegate__name",
    "objective__owner_id",
    "unit_kind",
    "unit",
    "decimals",
    "start",
    "target",
    "low",
    "high",
    "current",
    "weight",
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
    "checked_in_on",
    "check_ins_count",
    "last_change",
    "spark",
    "driver",
    "due",
    "version",
    "proposer_id",
    "created_at",
    "planned",
    "objective__ambition",
    "objective__joined_on",
    "objective__cycle__starts",
    "objective__cycle__ends",
    "objective__cycle__state",
    "objective__state",
    "score",
    "score_note",
)


def key_result_rows(
    rows: QuerySet[KeyResult] | Sequence[Values], org: Organisation, today: date
) -> list[KeyResultRow]:
    """One query, or none for values that were read as ``KEY_RESULT``.

    What is expected today is worked out here, so that it is never of yesterday.
    """
    found = []
    for (
        pk,
        title,
        objective_id,
        objective_title,
        kind,
        state,
        owner_id,
        owner,
        delegate_id,
        delegate,
        objective_owner,
        unit_kind,
        unit,
        decimals,
        start,
        target,
        low,
        high,
        current,
        weight,
        progress,
        agreed,
        stored,
        confidence,
        status,
        hand,
        hand_note,
        stuck,
        due_from,
        due_by,
        checked,
        count,
        change,
        spark,
        driver,
        due,
        version,
        proposer,
        created,
        planned,
        ambition,
        joined,
        starts,
        ends,
        cycle_state,
        objective_state,
        score,
        score_note,
    ) in _values(rows, KEY_RESULT):
        pace = (
            stored
            if planned or kind != "number"
            else expected_today(org, ambition, starts, ends, joined, today)
        )
        found.append(
            KeyResultRow(
                pk,
                title,
                objective_id,
                objective_title,
                kind,
                state,
                face(owner_id, owner),
                face(delegate_id, delegate),
                objective_owner,
                unit_kind,
                unit,
                decimals,
                start,
                target,
                low,
                high,
                current,
                weight,
                progress,
                agreed,
                pace,
                confidence,
                hand or status,
                status,
                hand_note,
                stuck,
                due_from,
                due_by,
                checked,
                count,
                change,
                spark,
                driver,
                due,
                version,
                proposer,
                created,
                cycle_state,
                objective_state,
                score,
                score_note,
            )
        )
    return found


def with_steps(rows: Iterable[KeyResultRow]) -> list[KeyResultRow]:
    """The same rows with their milestones; one query however many there are."""
    known = list(rows)
    steps: dict[int, list[Step]] = {row.id: [] for row in known if row.kind == "milestones"}
    for parent, pk, title, weight, due, done_on in _steps_of(tuple(steps)):
        steps[parent].append(Step(pk, title, weight, due, done_on))
    return [replace(row, steps=steps[row.id]) if row.id in steps else row for row in known]


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective as a row of a list."""

    id: int
    title: str
    holder: str
    place: str
    owner: Face | None
    ambition: str
    state: str
    outcome: str
    progress: Decimal | None
    expected: Decimal | None
    confidence: int | None
    status: str
    key_results: int
    red: int
    score: Decimal | None
    cycle_id: int
    cycle_kind: str
    cycle_starts: date
    cycle_ends: date
    cycle_name: str
    cycle_state: str


OBJECTIVE = (
    "id",
    "title",
    "holder",
    "team__name",
    "person__name",
    "owner_id",
    "owner__name",
    "ambition",
    "state",
    "outcome",
    "progress",
    "confidence",
    "status",
    "key_results_live",
    "key_results_red",
    "score",
    "joined_on",
    "cycle_id",
    "cycle__kind",
    "cycle__starts",
    "cycle__ends",
    "cycle__name",
    "cycle__state",
)


def objective_rows(
    rows: QuerySet[Objective] | Sequence[Values], org: Organisation, today: date
) -> list[ObjectiveRow]:
    """One query, or none for values that were read as ``OBJECTIVE``; expected is worked out for today."""
    found = []
    for (
        pk,
        title,
        holder,
        team,
        person,
        owner_id,
        owner,
        ambition,
        state,
        outcome,
        progress,
        confidence,
        status,
        live,
        red,
        score,
        joined,
        cycle_id,
        kind,
        starts,
        ends,
        name,
        cycle_state,
    ) in _values(rows, OBJECTIVE):
        pace = expected_today(org, ambition, starts, ends, joined, today)
        found.append(
            ObjectiveRow(
                pk,
                title,
                holder,
                team or person or "",
                face(owner_id, owner),
                ambition,
                state,
                outcome,
                progress,
                pace,
                confidence,
                status,
                live,
                red,
                score,
                cycle_id,
                kind,
                starts,
                ends,
                name,
                cycle_state,
            )
        )
    return found


def _values(
    rows: QuerySet[KeyResult] | QuerySet[Objective] | Sequence[Values], names: Sequence[str]
) -> Iterable[Values]:
    return rows.values_list(*names) if isinstance(rows, QuerySet) else rows


def expected_today(
    org: Organisation, ambition: str, starts: date, ends: date, joined: date | None, today: date
) -> Decimal:
    """Aim × elapsed share of the working days, from the day one joined."""
    share = elapsed_share(max(starts, joined or starts), ends, today, working_days(org.country, starts, ends))
    return expected(ambition=ambition, share=share, aspirational=Decimal(str(org.aspirational_aim)))


@prepared
def _steps_of(key_results: tuple[int, ...]) -> QuerySet[Milestone, Values]:
    rows = Milestone.objects.filter(key_result__in=key_results)
    return rows.values_list("key_result_id", "id", "title", "weight", "due", "done_on")
