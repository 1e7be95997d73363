"""Past check-ins loaded in bulk are those that would have been typed then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from headway.activity.models import Event
from headway.core.errors import Refusal
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import create_cycle, step_cycle
from headway.goals.actions.daily import differences, turn_day
from headway.goals.actions.fields import KeyResultFields, MilestoneFields
from headway.goals.actions.history import PastCheckIn, load_history, refresh_after, write_history
from headway.goals.actions.key_results import answer_amendment, edit_key_result
from headway.goals.models import Amendment, CheckIn, Cycle, KeyResult, Milestone, Objective
from headway.people.models import Leave
from tests.conftest import NOW, Company, number

AFTER = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
FIGURES = [
    field.attname
    for field in KeyResult._meta.concrete_fields
    if field.attname not in ("id", "objective_id", "title")
]


def everything(company: Company) -> tuple[KeyResultFields, ...]:
    me = company.cy.pk
    return (
        number("Shops signed", 0, 40, company.cy),
        number("Days of waiting", "9.5", 3, company.cy),
        KeyResultFields(title="Calls answered", kind="hold", low=Decimal(80), high=Decimal(100), owner_id=me),
        KeyResultFields(
            title="Open the shop",
            kind="milestones",
            owner_id=me,
            milestones=(
                MilestoneFields("Sign", Decimal(1), date(2026, 8, 14)),
                MilestoneFields("Fit out", Decimal(3)),
                MilestoneFields("Open", Decimal(2), date(2026, 9, 25)),
            ),
        ),
        KeyResultFields(title="Licence granted", kind="done", due=date(2026, 8, 31), owner_id=me),
        KeyResultFields(
            title="Visitors",
            start=Decimal(100),
            target=Decimal(900),
            owner_id=me,
            phased_targets=((date(2026, 8, 1), Decimal(200)), (date(2026, 9, 1), Decimal(700))),
        ),
    )


@pytest.fixture
def summer(company: Company) -> Cycle:
    return create_cycle(
        kind="quarter",
        starts=date(2026, 7, 1),
        ends=date(2026, 9, 30),
        state="running",
        by=company.by(company.ann),
        door="test",
    )


def told(company: Company, objective: Objective) -> list[PastCheckIn]:
    """Late ones, missed weeks, one without confidence, one after the last day."""
    rows = list(objective.key_results.order_by("position"))
    steps = list(rows[3].milestones.values_list("pk", flat=True))
    values: list[tuple[int, list[tuple[int, object, int | None]]]] = [
        (0, [(6, "2", 6), (13, "2", 6), (20, "2.5", None), (34, "19.25", 4), (48, "19", 2), (92, "41", 9)]),
        (1, [(8, "9.5", 7), (29, "8", 3), (57, "10", 5), (85, "4", 6)]),
        (2, [(6, "85", 7), (13, "79", 7), (20, "70", 5), (27, "82", 5), (62, "101", 4), (90, "90", 8)]),
        (3, [(6, [], 6), (41, [0], 6), (55, [0, 1], 7), (69, [0], 5), (88, [0, 1, 2], 9)]),
        (4, [(6, "0", 5), (48, "0", 3), (70, "1", 10)]),
        (5, [(13, "120", 7), (40, "260", 5), (80, "950", 9)]),
    ]
    found = []
    for place, course in values:
        for days, value, confidence in course:
            found.append(
                PastCheckIn(
                    key_result_id=rows[place].pk,
                    author_id=company.cy.pk,
                    at=datetime(2026, 7, 1, 9, place, tzinfo=UTC) + timedelta(days=days),
                    value=Decimal(value) if isinstance(value, str) else None,
                    steps=[steps[step] for step in value] if isinstance(value, list) else None,
                    confidence=confidence,
                    changed=f"After {days} days.  ",
                    obstacles="Rain" if days % 2 else "",
                    next="Go on",
                )
            )
    return sorted(found, key=lambda row: row.at)


def typed(company: Company, rows: list[PastCheckIn]) -> None:
    for row in rows:
        turn_day(at=row.at)
        check_in(
            row.key_result_id,
            by=company.by(company.cy, row.at),
            door="load",
            value=row.value,
            steps=row.steps,
            confidence=row.confidence,
            changed=row.changed,
            obstacles=row.obstacles,
            next=row.next,
        )


def places(objective: Objective) -> dict[int, int]:
    """Ids of key results by a number that is the same in both objectives."""
    return {row.pk: row.position for row in objective.key_results.all()}


def step_places(objective: Objective) -> dict[int, int]:
    return dict(Milestone.objects.filter(key_result__objective=objective).values_list("pk", "position"))


def stored(objective: Objective) -> Iterator[dict[str, object]]:
    same, steps = places(objective), step_places(objective)
    for row in CheckIn.objects.filter(key_result__objective=objective).order_by("id"):
        yield {
            "key_result": same[row.key_result_id],
            "author": row.author_id,
            "on": row.on,
            "at": row.at,
            "value": row.value,
            "steps": row.steps and [steps[step] for step in row.steps],
            "progress": row.progress,
            "confidence": row.confidence,
            "status": row.status,
            "changed": row.changed,
            "obstacles": row.obstacles,
            "next": row.next,
            "back_dated": row.back_dated,
            "corrects": row.corrects_id,
            "superseded": row.superseded,
            "door": row.door,
        }


def recorded(objective: Objective) -> Iterator[dict[str, object]]:
    same = places(objective)
    for event in Event.objects.filter(objective_id=objective.pk, verb="checked_in").order_by("id"):
        made = CheckIn.objects.get(pk=event.after["check_in"])
        yield {
            "key_result": same[event.noun_id],
            "of": same[made.key_result_id],
            "noun": event.noun,
            "at": event.at,
            "actor": event.actor_id,
            "team": event.team_id,
            "before": event.before,
            "door": event.door,
            "after": {name: value for name, value in event.after.items() if name != "check_in"},
        }


def figures(objective: Objective) -> Iterator[dict[str, object]]:
    for row in objective.key_results.order_by("position"):
        yield {name: getattr(row, name) for name in FIGURES}
        yield {"done": list(row.milestones.values_list("done_on", flat=True))}


def test_a_loaded_history_is_the_history_that_was_typed(company: Company, summer: Cycle) -> None:
    Leave.objects.create(person=company.cy, first=date(2026, 8, 3), last=date(2026, 8, 16))
    start = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    one, other = (
        company.objective(company.cy, title, key_results=everything(company), cycle=summer, at=start)
        for title in ("One", "Other")
    )
    typed(company, told(company, one))
    loaded = load_history(reversed(told(company, other)), door="load", at=AFTER)
    refresh_after(one.key_results.values_list("pk", flat=True), at=AFTER)
    assert len(loaded) == 27
    assert list(stored(other)) == list(stored(one))
    assert {row["status"] for row in stored(one)} == {"on_track", "at_risk", "off_track", "done"}
    assert list(recorded(other)) == list(recorded(one))
    assert list(figures(other)) == list(figures(one))
    one.refresh_from_db()
    other.refresh_from_db()
    assert (other.progress, other.status, other.check_ins_count) == (one.progress, one.status, 27)
    assert list(differences(at=AFTER)) == []


def test_a_history_may_be_written_in_pieces_around_an_amendment(company: Company, summer: Cycle) -> None:
    start = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    between = datetime(2026, 8, 6, 12, 0, tzinfo=UTC)
    one, other = (
        company.objective(company.cy, title, key_results=everything(company), cycle=summer, at=start)
        for title in ("One", "Other")
    )

    def amend(objective: Objective) -> None:
        row = company.key_result(objective)
        fields = number("Shops signed", 0, 25, company.cy)
        edit_key_result(
            row.pk,
            fields,
            version=row.version,
            by=company.by(company.cy, between),
            door="test",
            reason="Two districts closed.",
        )
        asked = Amendment.objects.get(key_result=row)
        answer_amendment(asked.pk, agree=True, by=company.by(company.ann, between), door="test")

    history = told(company, one)
    typed(company, [row for row in history if row.at < between])
    amend(one)
    typed(company, [row for row in history if row.at > between])
    again = told(company, other)
    write_history([row for row in again if row.at < between], door="load")
    amend(other)
    write_history([row for row in again if row.at > between], door="load")
    refresh_after([row.key_result_id for row in again], at=AFTER)
    refresh_after([row.key_result_id for row in history], at=AFTER)
    assert list(stored(other)) == list(stored(one))
    assert list(recorded(other)) == list(recorded(one))
    assert list(figures(other)) == list(figures(one))
    assert list(differences(at=AFTER)) == []


def test_nobody_is_told_of_what_was_loaded(company: Company, summer: Cycle) -> None:
    objective = company.objective(company.cy, cycle=summer, at=datetime(2026, 7, 1, 8, 0, tzinfo=UTC))
    row = company.key_result(objective)
    at = datetime(2026, 7, 8, tzinfo=UTC)
    load_history([PastCheckIn(row.pk, company.cy.pk, at, Decimal(3), 7)], door="load", at=AFTER)
    assert list(Event.objects.filter(verb="checked_in").values_list("handled", flat=True)) == [True]


@pytest.mark.parametrize(
    ("at", "value", "confidence", "code"),
    [
        (datetime(2026, 6, 30, 12, 0, tzinfo=UTC), Decimal(3), 7, "cycle_not_started"),
        (datetime(2026, 7, 8, tzinfo=UTC), None, 7, "value_missing"),
        (datetime(2026, 7, 8, tzinfo=UTC), Decimal("1234567890.123456"), 7, "number_too_long"),
        (datetime(2026, 7, 8, tzinfo=UTC), Decimal(3), 11, "confidence_out_of_range"),
        (datetime(2026, 7, 2, tzinfo=UTC), Decimal(3), 7, "history_out_of_order"),
    ],
)
def test_a_row_that_could_not_have_been_typed_is_refused_and_nothing_is_written(
    company: Company, summer: Cycle, at: datetime, value: Decimal | None, confidence: int, code: str
) -> None:
    objective = company.objective(company.cy, cycle=summer, at=datetime(2026, 7, 1, 8, 0, tzinfo=UTC))
    row = company.key_result(objective)
    first = PastCheckIn(row.pk, company.cy.pk, datetime(2026, 7, 3, tzinfo=UTC), Decimal(1), 7)
    load_history([first], door="load", at=NOW)
    good = PastCheckIn(row.pk, company.cy.pk, datetime(2026, 7, 20, tzinfo=UTC), Decimal(2), 7)
    with pytest.raises(Refusal) as refused:
        load_history([good, PastCheckIn(row.pk, company.cy.pk, at, value, confidence)], door="load", at=NOW)
    assert refused.value.code == code
    assert [made.value for made in CheckIn.objects.all()] == [1]


def test_a_closed_cycle_takes_no_history(company: Company, summer: Cycle) -> None:
    objective = company.objective(company.cy, cycle=summer, at=datetime(2026, 7, 1, 8, 0, tzinfo=UTC))
    for state in ("reviewing", "closed"):
        step_cycle(summer.pk, state=state, by=company.by(company.ann), door="test")
    row = PastCheckIn(
        company.key_result(objective).pk, company.cy.pk, datetime(2026, 7, 8, tzinfo=UTC), Decimal(3), 7
    )
    with pytest.raises(Refusal) as refused:
        load_history([row], door="load", at=NOW)
    assert refused.value.code == "cycle_closed"
