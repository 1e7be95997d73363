"""What the coach says of one objective, to one reader."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.utils import translation

from headway.activity.models import Event
from headway.coach.actions.dismissals import (
    RuleOfFeedback,
    RuleOfKeyResults,
    RuleOfObjectives,
    RuleUnknown,
    dismiss,
    take_back,
)
from headway.coach.actions.settings import ProfileUnknown, SeverityUnknown, change_coach_settings
from headway.coach.models import Dismissal
from headway.coach.queries.notes import Notes, dismissed_of, notes_of
from headway.coach.rules import places_of
from headway.core.errors import Forbidden, NotFound, Refusal
from headway.core.text import TextMissing
from headway.goals.actions.cycles import create_cycle, step_cycle
from headway.goals.actions.refusals import CycleClosed
from headway.goals.models import Objective
from headway.people.models import Person
from okr_coach import review
from okr_coach.pages import as_draft, page
from okr_coach.readers import read
from okr_coach.rules.rule import RULES
from tests.conftest import NOW, Company, number

ROWS = (
    number("Shops that order a second time rise from 12 to 40", 12, 40),
    number("Complaints per 100 orders fall from 9 to 3", 9, 3),
)


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def notes(company: Company, person: Person, objective: Objective) -> Notes:
    found = notes_of(company.by(person), objective)
    assert found is not None
    return found


def codes(found: Notes) -> list[str]:
    return [note.finding.code for note in found.all]


def test_a_set_is_counted_as_the_reader_sees_it(company: Company) -> None:
    for title in ("Orders arrive whole", "Buyers know our prices"):
        company.objective(company.cy, title, key_results=ROWS)
    open_to_all = company.objective(company.cy, "Shops come back", key_results=ROWS)
    company.objective(company.cy, "Warehouses open on Sundays", key_results=ROWS, agreed=False)
    assert "S301" in codes(notes(company, company.cy, open_to_all))
    assert "S301" not in codes(notes(company, company.eve, open_to_all))


def test_notes_come_in_the_readers_language_whatever_the_title_is_in(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    with translation.override("zh-hans"):
        chinese = notes(company, company.cy, objective).all[0].finding.message
    english = notes(company, company.cy, objective).all[0].finding.message
    assert chinese != english and english.isascii() is not chinese.isascii()


def test_a_key_results_note_names_the_key_result(company: Company) -> None:
    objective = company.objective(company.cy, key_results=(*ROWS, number("Launch the website", 0, 1)))
    row = company.key_result(objective, 2)
    found = notes(company, company.cy, objective)
    assert [note.finding.path for note in found.of(row.pk) if note.finding.code == "K202"] == [
        "objectives/0/key_results/2"
    ]
    assert {note.finding.path for note in found.of(None)} == {"objectives/0"} or found.of(None)


def test_the_score_of_the_handbooks_example(company: Company) -> None:
    objective = company.objective(
        company.cy, "Improve quality", key_results=(number("Launch the shop", 0, 4),)
    )
    found = notes(company, company.cy, objective)
    assert codes(found) == ["O102", "O108", "O109", "S302", "K202"]
    assert found.score == 57


def test_how_it_goes_costs_the_score_nothing(company: Company) -> None:
    objective = company.objective(company.cy, "Shops come back", key_results=ROWS)
    before = notes(company, company.cy, objective)
    objective.key_results.update(due_by=date(2026, 11, 2))
    after = notes(company, company.cy, objective)
    assert sorted(set(codes(after)) - set(codes(before))) == ["T401"]
    assert after.score == before.score


def test_stretch_goals_that_were_always_reached_in_full_are_asked_about_once(company: Company) -> None:
    for place, month in enumerate((7, 8, 9)):
        cycle = create_cycle(
            kind="month",
            starts=date(2026, month, 1),
            ends=date(2026, month, 30),
            state="running",
            by=company.by(company.ann),
            door="test",
        )
        old = company.objective(
            company.cy, f"Past {place}", cycle=cycle, ambition="aspirational", key_results=ROWS
        )
        Objective.objects.filter(pk=old.pk).update(score=Decimal(1))
    cycle = create_cycle(
        kind="month",
        starts=date(2026, 11, 1),
        ends=date(2026, 11, 30),
        state="running",
        by=company.by(company.ann),
        door="test",
    )
    now = company.objective(
        company.cy, "Shops come back", cycle=cycle, ambition="aspirational", key_results=ROWS
    )
    plain = company.objective(company.cy, "Orders arrive whole", cycle=cycle, key_results=ROWS)
    assert codes(notes(company, company.cy, now)).count("T403") == 1
    assert "T403" not in codes(notes(company, company.cy, plain))
    Objective.objects.filter(title="Past 1").update(score=Decimal("0.7"))
    assert "T403" not in codes(notes(company, company.cy, now))


def test_a_dropped_objective_is_still_read(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    Objective.objects.filter(pk=objective.pk).update(outcome="dropped", state="closed")
    assert "O102" in codes(notes(company, company.cy, Objective.objects.get(pk=objective.pk)))


def test_where_the_coach_is_off_nothing_is_said(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    change_coach_settings(on=False, by=company.by(company.ann), door="test")
    assert notes_of(company.by(company.cy), objective) is None


def test_a_dismissal_is_for_those_who_may_edit_and_keeps_who_said_why(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    by = company.by(company.cy)
    with pytest.raises(Forbidden):
        dismiss(objective.pk, code="O102", reason="No.", by=company.by(company.eve), door="test")
    with pytest.raises(TextMissing):
        dismiss(objective.pk, code="O102", reason=" ", by=by, door="test")
    with pytest.raises(RuleUnknown):
        dismiss(objective.pk, code="O999", reason="No.", by=by, door="test")
    with pytest.raises(NotFound):
        other = company.key_result(company.objective(company.eve))
        dismiss(objective.pk, code="K201", key_result_id=other.pk, reason="No.", by=by, door="test")
    dismiss(objective.pk, code="O102", reason="First.", by=by, door="test")
    kept = dismiss(objective.pk, code="O102", reason="Better said.", by=company.by(company.bo), door="test")
    assert [(each.by, each.reason) for each in objective.dismissals.all()] == [(company.bo, "Better said.")]
    assert dismissed_of([objective.pk]) == {(objective.pk, None, "O102")}
    shown = next(note for note in notes(company, company.cy, objective).all if note.finding.code == "O102")
    assert shown.dismissed == kept
    with pytest.raises(Forbidden):
        take_back(kept.pk, by=company.by(company.eve), door="test")


@pytest.mark.parametrize(
    ("code", "at_a_row", "refused"),
    [
        ("O102", True, RuleOfObjectives),
        ("S308", True, RuleOfObjectives),
        ("S301", True, RuleOfObjectives),
        ("K201", False, RuleOfKeyResults),
        ("S305", False, RuleOfKeyResults),
        ("T401", False, RuleOfKeyResults),
        ("F501", False, RuleOfFeedback),
        ("F501", True, RuleOfFeedback),
    ],
)
def test_a_note_is_dismissed_only_where_it_can_stand(
    company: Company, code: str, at_a_row: bool, refused: type[Refusal]
) -> None:
    objective = company.objective(company.cy, "Improve quality")
    row = company.key_result(objective).pk if at_a_row else None
    with pytest.raises(refused) as refusal:
        dismiss(
            objective.pk, code=code, key_result_id=row, reason="So.", by=company.by(company.cy), door="test"
        )
    assert (refusal.value.field, refusal.value.code) == ("code", "rule_out_of_place")
    assert not Dismissal.objects.exists() and not Event.objects.filter(verb="note_dismissed").exists()


def test_every_note_the_coach_makes_stands_where_it_may_be_dismissed() -> None:
    made = set()
    for code, rule in RULES.items():
        for text in (*page(rule, "en").bad, *page(rule, "zh").bad):
            for found in review(read(as_draft(text, code), "markdown").draft).findings:
                if not found.path.startswith("feedback"):
                    at = "key_result" if "/key_results/" in found.path else "objective"
                    made.add((found.code, at))
    data_rules = {"S301", "S309", "T401", "T402", "T403", "T404"}
    assert {code for code, _ in made} >= RULES.keys() - data_rules - {"F501"}
    assert [each for each in sorted(made) if each[1] not in places_of(each[0])] == []


def test_a_closed_cycle_takes_no_dismissal(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    for state in ("reviewing", "closed"):
        step_cycle(company.quarter.pk, state=state, by=company.by(company.ann), door="test")
    with pytest.raises(CycleClosed):
        dismiss(objective.pk, code="O102", reason="No.", by=company.by(company.cy), door="test")


def test_only_administrators_set_the_coach_and_only_to_what_there_is(company: Company) -> None:
    by = company.by(company.ann)
    with pytest.raises(Forbidden):
        change_coach_settings(on=False, by=company.by(company.bo), door="test")
    with pytest.raises(ProfileUnknown):
        change_coach_settings(profile="loud", by=by, door="test")
    with pytest.raises(SeverityUnknown):
        change_coach_settings(severities={"K202": "loud"}, by=by, door="test")
    with pytest.raises(RuleUnknown):
        change_coach_settings(severities={"K999": "off"}, by=by, door="test")


def test_a_company_that_speaks_chinese_gets_the_chinese_profile_until_it_chooses(company: Company) -> None:
    by = company.by(company.ann)
    company.org.language = "zh-hans"
    company.org.save()
    assert change_coach_settings(by=by, door="test").profile == "zh"
    assert change_coach_settings(profile="default", by=by, door="test").profile == "default"
