"""This week's questions about one objective: by what is stored with it, for whom they are meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from headway.coach.models import Review
from headway.coach.queries.questions import coaching_questions, questions_about
from headway.coach.questions import Situation
from headway.core.errors import Forbidden, NotFound
from headway.goals.actions.alignment import align
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.objectives import close_objective
from headway.goals.models import Amendment, Objective
from headway.goals.queries.objective import objective_view
from headway.people.models import Person
from tests.conftest import NOW, Company, number
from tests.web.reading import EARLY

type Change = Callable[[Company, Objective], object]
S = Situation


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def goal(company: Company) -> Objective:
    """Of Cy, agreed long ago, on its pace and serving one of Product."""
    top = company.objective(company.eve, "Elsewhere", at=EARLY)
    made = company.objective(company.cy, key_results=(number("Shops", 0, 40, company.cy),), at=EARLY)
    align(made.pk, top.pk, by=company.by(company.cy), door="test")
    check_in(
        company.key_result(made).pk, value=Decimal(22), confidence=7, by=company.by(company.cy), door="test"
    )
    return Objective.objects.get(pk=made.pk)


def situations(company: Company, goal: Objective) -> list[Situation]:
    return list(coaching_questions(company.by(company.cy), goal.pk).situations)


def _stand_still(company: Company, goal: Objective) -> None:
    goal.key_results.update(stuck=True)


def _fall_behind(company: Company, goal: Objective) -> None:
    goal.key_results.update(progress=Decimal("0.1"), status="off_track")
    Objective.objects.filter(pk=goal.pk).update(status="off_track")


def _lose_faith(company: Company, goal: Objective) -> None:
    goal.key_results.update(confidence=2)


def _leave_it(company: Company, goal: Objective) -> None:
    goal.key_results.update(owner=None)


def _serve_nothing(company: Company, goal: Objective) -> None:
    goal.aligned_to.update(state="ended")


def _take_on_more(company: Company, goal: Objective) -> None:
    for number_ in range(3):
        company.objective(company.cy, f"Another {number_}", at=EARLY)


def _change_it(company: Company, goal: Objective) -> None:
    for _ in range(3):
        Amendment.objects.create(
            objective=goal, reason="It grew", state="agreed", asked_by=company.cy, asked_at=NOW
        )


def _aim_at_the_baseline(company: Company, goal: Objective) -> None:
    Review.objects.update_or_create(
        objective=goal,
        defaults={
            "cycle_id": goal.cycle_id,
            "score": 85,
            "edition": 1,
            "holder": "person",
            "findings": [["K212", "warning", company.key_result(goal).pk]],
        },
    )


def _close_it(company: Company, goal: Objective) -> None:
    close_objective(goal.pk, outcome="partly", by=company.by(company.cy), door="test")


@pytest.mark.parametrize(
    ("change", "first"),
    [
        (_stand_still, S.STUCK),
        (_fall_behind, S.OFF_TRACK),
        (_lose_faith, S.DOUBTFUL),
        (_leave_it, S.UNCLAIMED),
        (_serve_nothing, S.UNALIGNED),
        (_take_on_more, S.OVERLOADED),
        (_change_it, S.AMENDED),
        (_aim_at_the_baseline, S.SANDBAGGED),
        (_close_it, S.REVIEW),
    ],
    ids=lambda each: getattr(each, "__name__", str(each)).strip("_"),
)
def test_what_is_stored_says_what_to_ask(
    company: Company, goal: Objective, change: Change, first: Situation
) -> None:
    assert situations(company, goal) == [S.WELL]
    change(company, goal)
    assert situations(company, goal)[0] == first


def test_a_draft_is_asked_about_as_a_draft(company: Company) -> None:
    draft = company.objective(company.cy, "Still soft", agreed=False)
    assert situations(company, draft) == [S.DRAFTING, S.UNALIGNED]


def test_questions_stay_for_a_week_and_speak_the_readers_language(company: Company, goal: Objective) -> None:
    monday = datetime(2026, 11, 16, 9, tzinfo=UTC)
    first = coaching_questions(company.by(company.cy, monday), goal.pk)
    friday = coaching_questions(company.by(company.ann, monday + timedelta(days=4)), goal.pk)
    later = {
        coaching_questions(company.by(company.cy, monday + timedelta(weeks=weeks)), goal.pk).questions
        for weeks in range(1, 9)  # two weeks may draw the same
    }
    assert first.week == "2026-W47" and first.questions == friday.questions and later != {first.questions}
    with translation.override("zh-hans"):
        chinese = coaching_questions(company.by(company.cy, monday), goal.pk)
    assert [each.id for each in chinese.questions] == [each.id for each in first.questions]
    assert all(each.text.endswith("？") for each in chinese.questions)


def test_they_are_for_the_owner_the_manager_line_and_champions(company: Company, goal: Objective) -> None:
    Person.objects.filter(pk=company.cy.pk).update(manager=company.dee)
    Person.objects.filter(pk=company.dee.pk).update(manager=company.ann)
    Person.objects.filter(pk=company.eve.pk).update(champion_of=company.sales)
    allowed = {
        name: _asked(company, getattr(company, name), goal)
        for name in ("cy", "dee", "ann", "eve", "bo", "gus")
    }
    assert allowed == {"cy": True, "dee": True, "ann": True, "eve": True, "bo": False, "gus": False}
    Person.objects.filter(pk=company.eve.pk).update(champion_of=company.product)
    Person.objects.filter(pk=company.bo.pk).update(champion=True)
    assert not _asked(company, company.eve, goal) and _asked(company, company.bo, goal)


def test_without_a_manager_the_lead_of_the_team_asks(company: Company, goal: Objective) -> None:
    assert not _asked(company, company.bo, goal)
    Person.objects.filter(pk=company.cy.pk).update(manager=None)
    assert _asked(company, company.bo, goal)


def test_what_one_may_not_see_is_not_there(company: Company) -> None:
    hidden = company.objective(company.bo, "Secret", visibility="named", viewer_ids=(company.ann.pk,))
    Person.objects.filter(pk=company.cy.pk).update(champion=True)
    with pytest.raises(NotFound):
        coaching_questions(company.by(Person.objects.get(pk=company.cy.pk)), hidden.pk)


@pytest.mark.parametrize("count", [1, 3, 100])
def test_beside_the_page_they_take_two_queries(company: Company, goal: Objective, count: int) -> None:
    for place in range(count):
        copy = Objective.objects.get(pk=goal.pk)
        copy.pk, copy.title = None, f"Another {place}"
        copy.save()
    by = company.by(company.ann)
    view = objective_view(by, goal.pk)
    with CaptureQueriesContext(connection) as counted:
        questions_about(by, view)
    assert len(counted) == 2


def _asked(company: Company, person: Person, goal: Objective) -> bool:
    by = company.by(Person.objects.get(pk=person.pk))
    try:
        coaching_questions(by, goal.pk)
    except Forbidden:
        return False
    return True
