"""Drafting opens on its day, and a cycle runs from its first, without anybody having to be there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from headway.activity.models import Event
from headway.goals.actions.cycles import create_cycle, generate_ahead, step_cycle
from headway.goals.actions.daily import differences, turn_day
from headway.goals.models import Baseline, Cycle
from tests.conftest import Company

OPENS = datetime(2026, 12, 17, 9, tzinfo=UTC)  # 15 days before the quarter
STARTS = datetime(2027, 1, 1, 9, tzinfo=UTC)


def next_quarter(company: Company) -> Cycle:
    by = company.by(company.ann)
    return create_cycle(kind="quarter", starts=date(2027, 1, 1), ends=date(2027, 3, 31), by=by, door="test")


def state_after(cycle: Cycle, at: datetime) -> str:
    turn_day(at=at)
    cycle.refresh_from_db()
    return cycle.state


def test_a_cycle_is_drafted_and_runs_when_its_days_come(company: Company) -> None:
    cycle = next_quarter(company)

    assert state_after(cycle, OPENS - timedelta(days=1)) == "planned"
    assert state_after(cycle, OPENS) == "drafting"
    assert state_after(cycle, STARTS - timedelta(days=1)) == "drafting"
    assert state_after(cycle, STARTS) == "running"
    steps = Event.objects.filter(noun="cycle", noun_id=cycle.pk, verb="stepped").order_by("id")
    assert [(event.actor, event.door, event.before, event.after) for event in steps] == [
        (None, "day", {"state": "planned"}, {"state": "drafting"}),
        (None, "day", {"state": "drafting"}, {"state": "running"}),
    ]


def test_days_without_a_server_are_caught_up(company: Company) -> None:
    assert state_after(next_quarter(company), STARTS + timedelta(days=3)) == "running"


def test_what_was_agreed_while_drafting_is_kept_when_the_cycle_runs(company: Company) -> None:
    cycle = next_quarter(company)
    turn_day(at=OPENS)
    objective = company.objective(company.bo, cycle=cycle, at=OPENS)
    assert not Baseline.objects.filter(objective=objective).exists()

    turn_day(at=STARTS)

    assert [row["target"] for row in Baseline.objects.get(objective=objective).key_results] == ["40"]
    assert list(differences(at=STARTS)) == []


def test_a_cycle_that_somebody_took_back_waits_for_somebody(company: Company) -> None:
    cycle = next_quarter(company)
    turn_day(at=STARTS)
    by = company.by(company.ann, STARTS)
    step_cycle(cycle.pk, state="drafting", reason="Sales is not ready.", by=by, door="test")

    assert state_after(cycle, STARTS + timedelta(days=1)) == "drafting"


def test_nothing_ends_by_itself(company: Company) -> None:
    assert state_after(company.quarter, STARTS) == "running"


def test_cycles_generated_over_days_that_are_past_are_in_review(company: Company) -> None:
    Cycle.objects.filter(kind="quarter").delete()
    made = generate_ahead(
        kinds=["quarter"],
        first=date(2026, 1, 1),
        last=date(2026, 12, 31),
        by=company.by(company.ann),
        door="test",
    )
    assert [cycle.state for cycle in made] == ["reviewing", "reviewing", "reviewing", "running"]
