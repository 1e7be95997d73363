"""What happens beside the ordinary: cycles that open again or come between two, changes while all is read
again, what is waved aside of how it goes; and what was reviewed before it was restricted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine

from headway.coach.actions.dismissals import dismiss
from headway.coach.actions.proof import differences
from headway.coach.actions.settings import change_coach_settings
from headway.coach.actions.upkeep import BATCH, review_again, settle_reviews, turn_reviews
from headway.coach.models import CoachSettings, Review, TeamFinding, TeamQuality
from headway.coach.queries.quality import best_written
from headway.coach.queries.standing import standing_of
from headway.goals.actions.cycles import create_cycle, step_cycle
from headway.goals.actions.fields import ObjectiveFields
from headway.goals.actions.key_results import drop_key_result
from headway.goals.actions.objectives import create_objective, delete_draft_objective
from headway.goals.models import Cycle, Objective
from headway.people.models import Person, Team
from tests.coach.test_reviews import CLEAN, GOOD, align_it, close_it, codes, edit
from tests.conftest import NOW, Company, number


@pytest.fixture(autouse=True)
def still_clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def quarter(company: Company, starts: date, ends: date, *, practice: bool = False) -> Cycle:
    return create_cycle(
        kind="quarter",
        starts=starts,
        ends=ends,
        practice=practice,
        state="running",
        by=company.by(company.ann),
        door="test",
    )


def silence(company: Company) -> None:
    change_coach_settings(severities={"O102": "off"}, by=company.by(company.ann), door="test")


@pytest.mark.parametrize(
    "leaves",
    [
        lambda company, objective: edit(
            company, objective, visibility="team", visible_team_id=company.sales.pk
        ),
        close_it,
    ],
    ids=["restricted", "dropped"],
)
def test_what_left_since_it_was_reviewed_is_no_example(
    company: Company, leaves: Callable[[Company, Objective], None]
) -> None:
    objective = company.objective(company.cy, GOOD, key_results=CLEAN)
    align_it(company, objective)
    settle_reviews()
    dee, cycle = company.by(company.dee), company.quarter.pk
    assert [each.id for each in best_written(dee, cycle, company.sales.pk)] == [objective.pk]
    leaves(company, objective)
    assert list(best_written(dee, cycle, company.sales.pk)) == []


def test_a_cycle_that_opens_again_catches_up_with_the_settings(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    turn_reviews(at=NOW)
    ann = company.by(company.ann)
    for state in ("reviewing", "closed"):
        step_cycle(company.quarter.pk, state=state, by=ann, door="test")
    silence(company)
    settle_reviews()
    assert "O102" in codes(objective)
    step_cycle(company.quarter.pk, state="reviewing", reason="one is missing", by=ann, door="test")
    settle_reviews()
    assert "O102" not in codes(objective)
    assert list(differences()) == []


def test_a_practice_cycle_in_between_is_not_looked_back_at(company: Company) -> None:
    spring = quarter(company, date(2026, 4, 1), date(2026, 6, 30))
    quarter(company, date(2026, 7, 1), date(2026, 9, 30), practice=True)
    old = company.objective(company.cy, "Shops come home", key_results=CLEAN, cycle=spring)
    new = company.objective(company.cy, "Shops come back", key_results=CLEAN)
    settle_reviews()
    edit(company, old, title="Shops come back")
    settle_reviews()
    assert "S309" in codes(new)
    assert list(differences()) == []


def test_a_cycle_made_between_two_is_looked_back_at(company: Company) -> None:
    spring = quarter(company, date(2026, 4, 1), date(2026, 6, 30))
    company.objective(company.cy, "Shops come back", key_results=CLEAN, cycle=spring)
    new = company.objective(company.cy, "Shops come back", key_results=CLEAN)
    turn_reviews(at=NOW)
    assert "S309" in codes(new)
    quarter(company, date(2026, 7, 1), date(2026, 9, 30))
    settle_reviews()
    assert "S309" not in codes(new)
    assert list(differences()) == []


def test_what_is_written_while_all_is_read_again_is_read_after_it(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    turn_reviews(at=NOW)
    review_again(at=NOW, progress=lambda count: edit(company, objective, title=GOOD))
    settle_reviews()
    assert "O102" not in codes(objective)
    assert list(differences()) == []


def test_what_is_set_while_all_is_read_again_holds_after_it(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    turn_reviews(at=NOW)
    review_again(at=NOW, progress=lambda count: silence(company))
    settle_reviews()
    assert "O102" not in codes(objective)
    assert list(differences()) == []


def late(company: Company) -> Objective:
    """Two key results that nobody has ever checked in."""
    rows = (number("Shops that order twice rise from 0 to 40", 0, 40, company.bo),) * 2
    made = company.objective(company.bo, GOOD, key_results=rows, at=NOW - timedelta(days=40))
    turn_reviews(at=NOW)
    return made


def test_waving_aside_how_it_goes_holds_at_once(company: Company) -> None:
    objective = late(company)
    first, second = objective.key_results.order_by("id")
    assert Review.objects.get(pk=objective.pk).course == [
        ["T401", "warning", first.pk],
        ["T401", "warning", second.pk],
    ]
    dismiss(
        objective.pk,
        code="T401",
        key_result_id=first.pk,
        reason="Bo was ill",
        by=company.by(company.bo),
        door="test",
    )
    settle_reviews()
    assert Review.objects.get(pk=objective.pk).course == [["T401", "warning", second.pk]]
    assert TeamFinding.objects.get(code="T401").found == 1


def test_of_a_dropped_key_result_nobody_asks_how_it_goes(company: Company) -> None:
    objective = late(company)
    first, second = objective.key_results.order_by("id")
    drop_key_result(first.pk, reason="no more", by=company.by(company.ann), door="test")
    settle_reviews()
    assert Review.objects.get(pk=objective.pk).course == [["T401", "warning", second.pk]]


def propose(company: Company, who: Person) -> Objective:
    fields = ObjectiveFields(
        cycle_id=company.quarter.pk,
        holder="team",
        title=GOOD,
        team_id=company.sales.pk,
        owner_id=who.pk,
        ambition="committed",
        visibility="everyone",
    )
    return create_objective(fields, CLEAN, by=company.by(who), door="test")


def test_a_proposal_is_not_told_of_another_that_its_proposer_does_not_see(company: Company) -> None:
    alone = propose(company, company.cy)
    settle_reviews()
    before = standing_of(company.by(company.cy), alone)
    delete_draft_objective(alone.pk, by=company.by(company.cy), door="test")
    propose(company, company.eve)
    settle_reviews()
    second = propose(company, company.cy)
    settle_reviews()
    after = standing_of(company.by(company.cy), second)
    assert before is not None and after is not None
    assert (after.open, after.gravest, after.score) == (before.open, before.gravest, before.score)
    told = standing_of(company.by(company.bo), second)
    assert told is not None and told.open > after.open


@dataclass(frozen=True)
class Stored:
    reviews: list[tuple[object, ...]]
    sums: list[tuple[object, ...]]
    findings: list[tuple[object, ...]]


def stored() -> Stored:
    return Stored(
        [*Review.objects.order_by("pk").values_list("pk", "score", "findings")],
        [*TeamQuality.objects.order_by("team").values_list("team", "objectives", "score_sum", "faultless")],
        [*TeamFinding.objects.order_by("team", "code").values_list("team", "code", "found")],
    )


def many(company: Company) -> None:
    """More holders than are reviewed together."""
    first = company.objective(company.ann, "Improve quality", holder="team", team=company.sales)
    teams = Team.objects.bulk_create(
        Team(name=f"Team {n}", parent=company.top, lft=100 + 2 * n, rgt=101 + 2 * n, depth=1)
        for n in range(BATCH + 20)
    )
    for team in teams:
        Objective.objects.filter(pk=first.pk).update(team=team, counted_in=team)
        copy = Objective.objects.get(pk=first.pk)
        copy.pk = None
        copy.save(force_insert=True)
    Objective.objects.filter(pk=first.pk).update(team=company.sales, counted_in=company.sales)


class Killed(Exception):
    pass


def test_reading_all_again_that_is_broken_off_leaves_sums_that_agree_and_is_done_by_the_day(
    company: Company,
) -> None:
    many(company)
    review_again(at=NOW)
    right = stored()
    Review.objects.update(findings=[], score=1)
    TeamQuality.objects.update(score_sum=1, faultless=1)
    TeamFinding.objects.all().delete()

    def kill(count: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        review_again(at=NOW, progress=kill)
    mended = set(Review.objects.exclude(score=1).values_list("team", flat=True))
    assert len(mended) == BATCH
    assert [each for each in stored().sums if each[0] in mended] == [
        each for each in right.sums if each[0] in mended
    ]
    assert stored() != right
    turn_reviews(at=NOW)
    assert stored() == right
    assert list(differences()) == []
    release = CoachSettings.objects.values_list("edition", "due_after", "release").get()
    turn_reviews(at=NOW)
    assert CoachSettings.objects.values_list("edition", "due_after", "release").get() == release


def test_what_closed_before_there_was_a_coach_is_read_in_the_background(company: Company) -> None:
    company.objective(company.cy, "Improve quality")
    settle_reviews()
    right = stored()
    for state in ("reviewing", "closed"):
        step_cycle(company.quarter.pk, state=state, by=company.by(company.ann), door="test")
    for model in (Review, TeamQuality, TeamFinding, CoachSettings):
        model.objects.all().delete()
    turn_reviews(at=NOW)
    assert stored() == right
    assert right.reviews and right.sums and right.findings
    assert CoachSettings.objects.get().due_after is None


def test_what_is_closed_and_was_reviewed_stays_as_it_was(company: Company) -> None:
    objective = company.objective(company.cy, "Improve quality")
    settle_reviews()
    for state in ("reviewing", "closed"):
        step_cycle(company.quarter.pk, state=state, by=company.by(company.ann), door="test")
    settle_reviews()
    Review.objects.filter(pk=objective.pk).update(score=7)
    CoachSettings.objects.update(release="rules of last year")
    turn_reviews(at=NOW)
    assert Review.objects.get(pk=objective.pk).score == 7
