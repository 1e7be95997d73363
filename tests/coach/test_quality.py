"""How well a cycle's goals are written: sums over a tree of teams, and who may see drafts in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from headway.coach.actions.upkeep import settle_reviews
from headway.coach.models import Review, TeamQuality
from headway.coach.queries.quality import best_written, commonest_findings, quality_by_team
from headway.core.errors import NotFound
from headway.people.models import Person, Team
from tests.conftest import NOW, Company, number

ROWS = (
    number("Shops that order a second time rise from 12 to 40", 12, 40),
    number("Complaints per 100 orders fall from 9 to 3", 9, 3),
)


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def goals(company: Company) -> Company:
    """One of the company, two published in Sales, a draft in Sales, a restricted one in Product."""
    company.objective(company.ann, "Shops trust us", holder="company", key_results=ROWS)
    company.objective(company.cy, "Improve quality")
    company.objective(company.bo, "Orders arrive whole", holder="team", team=company.sales, key_results=ROWS)
    company.objective(company.cy, "Improve sales", agreed=False)
    company.objective(company.dee, "Improve the secret", visibility="named", viewer_ids=(company.ann.pk,))
    settle_reviews()
    return company


def test_teams_stand_with_what_is_below_them_and_restricted_goals_are_in_none(goals: Company) -> None:
    found = quality_by_team(goals.by(goals.ann), goals.quarter.pk)
    assert (found.whole.name, found.whole.own.objectives, found.whole.all.objectives) == (
        "Small Company",
        1,
        3,
    )
    below = quality_by_team(goals.by(goals.ann), goals.quarter.pk, goals.top.pk)
    assert [(team.name, team.all.objectives, team.all.drafts) for team in below.teams] == [
        ("Sales", 2, 1),
        ("Product", 0, 0),
    ]
    scores = Review.objects.filter(team=goals.sales, shown=True).values_list("score", flat=True)
    assert below.teams[0].all.score_sum == sum(scores)


@pytest.mark.parametrize(("name", "drafts"), [("ann", 1), ("bo", 1), ("dee", 0), ("cy", 0), ("gus", 0)])
def test_drafts_are_counted_for_those_who_see_them(goals: Company, name: str, drafts: int) -> None:
    person: Person = getattr(goals, name)
    assert quality_by_team(goals.by(person), goals.quarter.pk).whole.all.drafts == drafts
    vague = next(
        row for row in commonest_findings(goals.by(person), goals.quarter.pk, limit=50) if row.code == "O102"
    )
    assert (vague.found, vague.in_drafts) == (1, drafts)


def test_a_champion_of_a_department_sees_its_drafts(goals: Company) -> None:
    goals.eve.champion_of = goals.sales
    goals.eve.save()
    assert quality_by_team(goals.by(goals.eve), goals.quarter.pk).whole.all.drafts == 1


def test_examples_are_published_clean_and_of_as_many_teams_as_there_are(goals: Company) -> None:
    goals.objective(goals.eve, "Buyers know our prices", key_results=ROWS)
    settle_reviews()
    Review.objects.filter(shown=True).exclude(objective__title="Improve quality").update(
        score=94, findings=[]
    )
    found = best_written(goals.by(goals.cy), goals.quarter.pk)
    assert {each.title for each in found} == {
        "Shops trust us",
        "Orders arrive whole",
        "Buyers know our prices",
    }
    assert found[0].key_results == [row.title for row in ROWS]
    only = best_written(goals.by(goals.cy), goals.quarter.pk, goals.sales.pk)
    assert [each.title for each in only] == ["Orders arrive whole"]


def test_an_unknown_team_is_not_found(goals: Company) -> None:
    with pytest.raises(NotFound):
        quality_by_team(goals.by(goals.ann), goals.quarter.pk, 999999999)


@pytest.mark.parametrize("teams", [1, 3, 100])
def test_the_same_queries_however_many_teams(
    company: Company, django_assert_num_queries: DjangoAssertNumQueries, teams: int
) -> None:
    for place in range(teams):
        left = company.top.rgt + 2 * place
        team = Team.objects.create(name=f"Team {place}", lft=left, rgt=left + 1)
        TeamQuality.objects.create(team=team, cycle=company.quarter, objectives=1, score_sum=80)
    by = company.by(company.ann)
    with django_assert_num_queries(5):
        assert quality_by_team(by, company.quarter.pk).whole.all.objectives == teams
    with django_assert_num_queries(1):
        commonest_findings(by, company.quarter.pk)


@pytest.mark.parametrize("goals_shown", [1, 3, 100])
def test_the_same_queries_however_many_examples(
    company: Company, django_assert_num_queries: DjangoAssertNumQueries, goals_shown: int
) -> None:
    for place in range(goals_shown):
        company.objective(company.cy, f"Shops come back {place}", key_results=ROWS)
    settle_reviews()
    Review.objects.update(score=94, findings=[])
    by = company.by(company.ann)
    with django_assert_num_queries(3):
        assert best_written(by, company.quarter.pk)
