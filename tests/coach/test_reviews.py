"""Stored reviews follow what is written, and what is stored is what a review made anew says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
import time_machine
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from headway.coach.actions.dismissals import dismiss, take_back
from headway.coach.actions.proof import differences
from headway.coach.actions.settings import change_coach_settings
from headway.coach.actions.upkeep import review_again, settle_reviews, turn_reviews
from headway.coach.models import CoachSettings, Due, Review, TeamFinding, TeamQuality
from headway.coach.queries.notes import notes_of
from headway.goals.actions.alignment import align, end_alignment
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import create_cycle, edit_cycle
from headway.goals.actions.fields import ObjectiveFields
from headway.goals.actions.key_results import (
    add_key_result,
    answer_amendment,
    drop_key_result,
    edit_key_result,
)
from headway.goals.actions.objectives import (
    carry_over,
    close_objective,
    delete_draft_objective,
    edit_objective,
    lift_objective,
    reopen_objective,
)
from headway.goals.models import Alignment, Amendment, KeyResult, Objective
from headway.people.actions.organisation import add_strategy, edit_organisation, edit_strategy
from tests.conftest import NOW, Company, number

# Written so that the coach has nothing to ask of it but its place in the house.
GOOD = "Shops that turned us down come back to us"
CLEAN = (
    number("Shops that order a second time rise from 12 to 40", 12, 40),
    number("Complaints per 100 orders fall from 9 to 3", 9, 3),
)


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def codes(objective: Objective) -> list[str]:
    return [code for code, _, _ in Review.objects.get(objective=objective).findings]


def fields_of(objective: Objective, **changes: object) -> ObjectiveFields:
    given = ObjectiveFields(
        cycle_id=objective.cycle_id,
        holder=objective.holder,
        title=objective.title,
        team_id=objective.team_id,
        person_id=objective.person_id,
        owner_id=objective.owner_id,
        why=objective.why,
        ambition=objective.ambition,
        visibility=objective.visibility,
    )
    return replace(given, **changes)  # type: ignore[arg-type]


def edit(company: Company, objective: Objective, **changes: object) -> None:
    edit_objective(
        objective.pk,
        fields_of(objective, **changes),
        version=Objective.objects.get(pk=objective.pk).version,
        by=company.by(company.cy),
        door="test",
    )


def a_parent(company: Company) -> Objective:
    return company.objective(company.ann, "Every region has a shop that sells us", holder="company")


def align_it(company: Company, objective: Objective) -> None:
    align(objective.pk, a_parent(company).pk, by=company.by(company.cy), door="test")


def end_it(company: Company, objective: Objective) -> None:
    align_it(company, objective)
    settle_reviews()
    end_alignment(Alignment.objects.get(child=objective).pk, by=company.by(company.cy), door="test")


def carry_it(company: Company, objective: Objective) -> None:
    following = create_cycle(
        kind="quarter",
        starts=date(2027, 1, 1),
        ends=date(2027, 3, 31),
        state="drafting",
        by=company.by(company.ann),
        door="test",
    )
    carry_over(objective.pk, cycle_id=following.pk, by=company.by(company.cy), door="test")


def close_it(company: Company, objective: Objective) -> None:
    close_objective(objective.pk, outcome="dropped", note="no more", by=company.by(company.cy), door="test")


def reopen_it(company: Company, objective: Objective) -> None:
    close_it(company, objective)
    settle_reviews()
    reopen_objective(objective.pk, reason="after all", by=company.by(company.ann), door="test")


def amend_it(company: Company, objective: Objective) -> None:
    by = company.by(company.cy)
    asked = add_key_result(objective, number("Improve quality", 0, 1), by=by, door="test", reason="more")
    assert isinstance(asked, Amendment)
    settle_reviews()
    assert list(differences()) == []
    answer_amendment(asked.pk, agree=True, by=company.by(company.ann), door="test")


def move_person(company: Company, objective: Objective) -> None:
    company.cy.home_team = company.product
    company.cy.save()


VERBS: dict[str, Callable[[Company, Objective], object]] = {
    "reworded": lambda company, objective: edit(company, objective, title="Launch the shop"),
    "given a why": lambda company, objective: edit(company, objective, why="Three regions have nobody."),
    "restricted": lambda company, objective: edit(
        company, objective, visibility="team", visible_team_id=company.sales.pk
    ),
    "dropped": close_it,
    "reopened": reopen_it,
    "carried over": carry_it,
    "aligned": align_it,
    "unaligned": end_it,
    "person moved": move_person,
    "lifted": lambda company, objective: lift_objective(
        objective.pk, holder="team", team_id=company.sales.pk, by=company.by(company.bo), door="test"
    ),
    "key result added": lambda company, objective: add_key_result(
        objective, number("Improve quality", 0, 1), by=company.by(company.ann), door="test", reason="more"
    ),
    "key result reworded": lambda company, objective: edit_key_result(
        company.key_result(objective).pk,
        replace(CLEAN[0], title="Hold three workshops"),
        by=company.by(company.cy),
        door="test",
        version=company.key_result(objective).version,
    ),
    "key result dropped": lambda company, objective: drop_key_result(
        company.key_result(objective).pk, reason="no more", by=company.by(company.ann), door="test"
    ),
    "amendment agreed": lambda company, objective: amend_it(company, objective),
    "note dismissed": lambda company, objective: dismiss(
        objective.pk, code="O109", reason="said in the room", by=company.by(company.cy), door="test"
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_after_every_verb_what_is_stored_is_what_a_new_review_says(company: Company, verb: str) -> None:
    objective = company.objective(company.cy, GOOD, key_results=CLEAN)
    company.objective(company.cy, "Improve quality")
    settle_reviews()
    assert list(differences()) == []
    VERBS[verb](company, objective)
    assert Due.objects.exists()
    settle_reviews()
    assert list(differences()) == []


def test_a_draft_that_is_thrown_away_is_in_no_count(company: Company) -> None:
    draft = company.objective(company.cy, "Improve quality", agreed=False)
    settle_reviews()
    assert TeamQuality.objects.get(team=company.sales).drafts == 1
    delete_draft_objective(draft.pk, by=company.by(company.cy), door="test")
    settle_reviews()
    assert not Review.objects.filter(pk=draft.pk).exists()
    quality = TeamQuality.objects.get(team=company.sales)
    assert (quality.drafts, quality.draft_score_sum) == (0, 0)
    assert not TeamFinding.objects.exists()


def test_a_check_in_makes_no_review_due(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    settle_reviews()
    check_in(row.pk, by=company.by(company.bo), door="web", value=Decimal(19), confidence=9)
    assert not Due.objects.exists()


def test_an_edit_notes_once_what_is_due(company: Company) -> None:
    objective = company.objective(company.cy)
    Due.objects.all().delete()
    edit(company, objective, title="Launch the shop")
    assert Due.objects.count() == 1


@pytest.mark.parametrize("goals", [1, 3, 100])
def test_settling_asks_the_same_of_the_database_however_many_goals(
    company: Company, django_assert_num_queries: DjangoAssertNumQueries, goals: int
) -> None:
    for number_of in range(goals):
        company.objective(company.cy, f"Improve {sha256(bytes(number_of)).hexdigest()}", agreed=False)
    settle_reviews()
    objective = Objective.objects.latest("id")
    edit(company, objective, title="Launch the shop")
    locks = 2 if connection.vendor == "postgresql" else 0
    with django_assert_num_queries(25 + locks):
        settle_reviews()


def test_a_set_is_asked_about_once_and_restricted_goals_do_not_add_to_it(company: Company) -> None:
    for title in ("Shops come back", "Orders arrive whole", "Buyers know our prices"):
        company.objective(company.cy, title, key_results=CLEAN)
    settle_reviews()
    assert not TeamFinding.objects.filter(code="S301").exists()
    hidden = company.objective(
        company.cy,
        "The price list nobody knows",
        key_results=CLEAN,
        visibility="named",
        viewer_ids=(company.ann.pk,),
    )
    settle_reviews()
    assert codes(hidden)[-1] == "S301"
    assert not TeamFinding.objects.filter(code="S301").exists()
    assert TeamQuality.objects.get(team=company.sales).objectives == 3
    company.objective(company.cy, "Warehouses open on Sundays", key_results=CLEAN)
    settle_reviews()
    assert TeamFinding.objects.get(code="S301").found == 1


def test_a_dismissal_holds_until_the_text_changes(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    settle_reviews()
    assert "O102" in codes(objective)
    dismissal = dismiss(
        objective.pk, code="O102", reason="we all know", by=company.by(company.cy), door="test"
    )
    settle_reviews()
    assert "O102" not in codes(objective)
    edit(company, objective, title="Improve our quality")
    settle_reviews()
    assert "O102" in codes(objective)
    edit(company, objective, title="Improve quality")
    settle_reviews()
    assert "O102" not in codes(objective)
    take_back(dismissal.pk, by=company.by(company.cy), door="test")
    settle_reviews()
    assert "O102" in codes(objective)


def test_new_settings_reach_every_open_cycle_in_stretches(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    turn_reviews(at=NOW)
    change_coach_settings(severities={"O102": "off"}, by=company.by(company.ann), door="test")
    assert CoachSettings.objects.get().due_after == 0
    settle_reviews()
    assert CoachSettings.objects.get().due_after is None
    assert "O102" not in codes(objective)
    assert list(differences()) == []


def test_while_it_is_off_nothing_is_reviewed_and_it_catches_up_when_it_is_on(company: Company) -> None:
    change_coach_settings(on=False, by=company.by(company.ann), door="test")
    objective = company.objective(company.cy, "Improve quality")
    settle_reviews()
    assert not Review.objects.exists()
    change_coach_settings(on=True, by=company.by(company.ann), door="test")
    settle_reviews()
    assert "O102" in codes(objective)
    assert list(differences()) == []


def test_the_daily_job_reviews_what_was_there_before_the_coach(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    Due.objects.all().delete()
    turn_reviews(at=NOW)
    assert "O102" in codes(objective)


def test_the_companys_own_focus_holds(company: Company) -> None:
    first = company.objective(company.cy, "Shops come back", key_results=CLEAN)
    company.objective(company.cy, "Orders arrive whole", key_results=CLEAN)
    settle_reviews()
    assert "S301" not in codes(first)
    edit_organisation(focus_note=1, focus_strong=5, actor=company.ann, at=NOW, door="test")
    settle_reviews()
    assert "S301" in codes(first)
    company.org.refresh_from_db()
    notes = notes_of(company.by(company.cy), first)
    assert notes is not None and "S301" in {note.finding.code for note in notes.all}
    assert list(differences()) == []


def test_other_rules_make_every_review_of_an_open_cycle_due(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    settle_reviews()
    Review.objects.update(findings=[], score=100)
    CoachSettings.objects.update(release="rules of last year")
    turn_reviews(at=NOW)
    assert "O102" in codes(objective)
    assert list(differences()) == []


def test_everything_reviewed_again_equals_what_followed_step_by_step(company: Company) -> None:
    company.objective(company.cy, "Improve quality")
    company.objective(company.bo, GOOD, key_results=CLEAN, holder="team", team=company.sales)
    settle_reviews()
    followed = [*Review.objects.order_by("pk").values("pk", "score", "findings")]
    sums = [*TeamQuality.objects.order_by("team").values("team", "objectives", "score_sum", "faultless")]
    Review.objects.all().delete()
    TeamQuality.objects.all().delete()
    TeamFinding.objects.all().delete()
    assert list(differences()) != []
    assert review_again(at=NOW) == 2
    assert [*Review.objects.order_by("pk").values("pk", "score", "findings")] == followed
    assert [
        *TeamQuality.objects.order_by("team").values("team", "objectives", "score_sum", "faultless")
    ] == sums
    assert list(differences()) == []


def test_the_day_says_which_key_results_are_stale_flat_or_at_odds(company: Company) -> None:
    objective = company.objective(
        company.bo,
        GOOD,
        key_results=(number("Shops that order twice rise from 0 to 40", 0, 40, company.bo),) * 2,
        at=NOW - timedelta(days=40),
    )
    flat, stale = objective.key_results.order_by("id")
    for days in (14, 7, 0):
        check_in(
            flat.pk,
            by=company.by(company.bo, NOW - timedelta(days=days)),
            door="web",
            value=Decimal(2),
            confidence=8,
        )
    turn_reviews(at=NOW)
    review = Review.objects.get(objective=objective)
    assert review.course == [
        ["T402", "warning", flat.pk],
        ["T404", "warning", flat.pk],
        ["T401", "warning", stale.pk],
    ]
    assert TeamFinding.objects.get(team=company.sales, code="T402").found == 1
    KeyResult.objects.filter(pk=flat.pk).update(stuck=False, confidence=5)
    turn_reviews(at=NOW)
    review.refresh_from_db()
    assert review.course == [["T401", "warning", stale.pk]]


def test_an_objective_of_the_cycle_before_is_looked_back_at(company: Company) -> None:
    before = create_cycle(
        kind="quarter",
        starts=date(2026, 7, 1),
        ends=date(2026, 9, 30),
        state="running",
        by=company.by(company.ann),
        door="test",
    )
    old = company.objective(company.cy, "Shops come home", key_results=CLEAN, cycle=before)
    new = company.objective(company.cy, "Shops come back", key_results=CLEAN)
    settle_reviews()
    assert "S309" not in codes(new)
    edit(company, old, title="Shops come back")
    settle_reviews()
    assert "S309" in codes(new)
    assert list(differences()) == []


def test_another_cycle_before_makes_every_review_due(company: Company) -> None:
    turn_reviews(at=NOW)
    by = company.by(company.ann)
    year = company.year
    edit_cycle(year.pk, starts=year.starts, ends=year.ends, name="The year", version=1, by=by, door="test")
    assert CoachSettings.objects.get().due_after is None
    edit_cycle(year.pk, starts=year.starts, ends=date(2026, 12, 30), version=2, by=by, door="test")
    assert CoachSettings.objects.get().due_after == 0


WHOLE = "本月销售额达到200万元"


def divided(company: Company) -> tuple[Objective, Objective]:
    """A number that stands in Cy's set, and a goal of Cy's with its two halves."""
    halves = (number("一组销售额达到100万元", 0, 100), number("二组销售额达到100万元", 0, 100))
    whole = company.objective(company.cy, WHOLE)
    return whole, company.objective(company.cy, "Two teams sell", key_results=halves)


def test_what_serves_a_goal_of_another_holder_is_read_again_when_that_is_renamed(company: Company) -> None:
    above = company.objective(company.ann, "A record month", holder="company")
    whole, below = divided(company)
    align(below.pk, above.pk, by=company.by(company.cy), door="test")
    settle_reviews()
    assert "S310" not in codes(whole)
    for title, found in ((WHOLE, True), ("A record month", False)):
        edit_objective(
            above.pk,
            fields_of(above, title=title),
            version=Objective.objects.get(pk=above.pk).version,
            by=company.by(company.ann),
            door="test",
        )
        settle_reviews()
        assert ("S310" in codes(whole)) == found
        assert list(differences()) == []


def test_other_words_of_a_goal_make_no_goal_below_it_due(company: Company) -> None:
    above = company.objective(company.ann, "A record month", holder="company")
    _, below = divided(company)
    align(below.pk, above.pk, by=company.by(company.cy), door="test")
    settle_reviews()
    edit_objective(
        above.pk,
        fields_of(above, why="We were late last year."),
        version=Objective.objects.get(pk=above.pk).version,
        by=company.by(company.ann),
        door="test",
    )
    assert list(Due.objects.values_list("objective_id", flat=True)) == [above.pk]


def test_what_serves_a_strategy_is_read_again_when_that_is_renamed(company: Company) -> None:
    turn_reviews(at=NOW)
    strategy = add_strategy(year=2026, title="Every region", actor=company.ann, at=NOW, door="test")
    whole, below = divided(company)
    edit(company, below, strategy_id=strategy.pk)
    settle_reviews()
    assert "S310" not in codes(whole)
    for title, found in ((WHOLE, True), ("Every region", False)):
        edit_strategy(strategy, year=2026, title=title, actor=company.ann, at=NOW, door="test")
        settle_reviews()
        assert ("S310" in codes(whole)) == found
        assert list(differences()) == []
