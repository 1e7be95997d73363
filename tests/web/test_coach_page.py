"""The coach's page of a cycle: for champions, by team in the tree's order, and nobody is ranked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from markupsafe import escape

from headway.coach.actions.dismissals import dismiss
from headway.coach.actions.upkeep import review_again, settle_reviews
from headway.coach.models import CoachSettings
from headway.coach.queries.questions import coaching_questions
from headway.goals.actions.cycles import create_cycle
from headway.goals.actions.fields import KeyResultFields
from headway.goals.actions.ripples import settle
from headway.goals.models import Cycle, KeyResult, Objective, TeamFigure
from headway.people.models import Person, Team
from tests.conftest import NOW, Company, number
from tests.web.reading import EARLY, page, queries, status
from tests.web.test_company import without_token

type Settled = Callable[[], int]


@pytest.fixture
def settled() -> Settled:
    """Figures and reviews follow, as the server's thread lets them."""
    return lambda: settle() + settle_reviews()


@pytest.fixture
def champion(company: Company) -> Person:
    """Cy is the company's OKR champion."""
    Person.objects.filter(pk=company.cy.pk).update(champion=True)
    return Person.objects.get(pk=company.cy.pk)


@pytest.fixture
def goals(company: Company) -> list[Objective]:
    """Three of Sales and one of Product; one is an activity, and one names no parent and stands still."""
    rows = (
        number("Shops signed rise", 0, 40, company.bo),
        number("Shops lost a month fall", 9, 3, company.bo),
    )
    made = [
        company.objective(company.bo, title, key_results=rows, at=EARLY)
        for title in ("Win the shops that turned us down", "Be the first call of a shop owner")
    ]
    made.append(
        company.objective(
            company.cy,
            "Make returns painless for shops",
            key_results=(number("Launch the returns desk", 0, 4, company.cy),),
            at=EARLY,
        )
    )
    made.append(company.objective(company.eve, "Let a rider mend a flat in minutes", at=EARLY))
    return made


def test_the_page_says_how_goals_are_written_by_team_and_what_is_asked(
    company: Company, champion: Person, goals: list[Objective], settled: Settled
) -> None:
    settled()
    text = page(champion, "/coach")
    assert f'href="/coach?team={company.sales.pk}"' in text
    assert 'href="/coach/rules/K202"' in text
    assert f'href="/coach/goals?code=K202&amp;cycle={company.quarter.pk}"' in text
    assert re.search(r"<b>Clearly written|Clearly written", text)
    assert "nobody is ranked" in text


def test_teams_stand_in_the_order_of_the_tree_whatever_their_scores(
    company: Company, champion: Person, goals: list[Objective], settled: Settled
) -> None:
    settled()
    table = page(champion, "/coach").partition('class="table quality"')[2].partition("</table>")[0]
    assert re.findall(r'<a href="/coach\?team=(\d+)">', table) == [
        str(company.sales.pk),
        str(company.product.pk),
    ]
    assert [each.name for each in (company.bo, company.cy, company.eve) if f">{each.name}<" in table] == []


def test_a_mean_needs_three_objectives(
    company: Company, champion: Person, goals: list[Objective], settled: Settled
) -> None:
    settled()
    table = page(champion, "/coach").partition('class="table quality"')[2].partition("</table>")[0]
    sales, product = table.partition("Product")[0], table.partition("Product")[2]
    assert re.search(r"<b>\d+</b>", sales) and not re.search(r"<b>\d+</b>", product)
    assert "it would speak of one person" in product


def test_a_team_can_be_opened_and_left_again(
    company: Company, champion: Person, goals: list[Objective], settled: Settled
) -> None:
    settled()
    text = page(champion, f"/coach?team={company.sales.pk}")
    assert "Sales" in text and 'href="/coach"' in text
    assert f'href="/coach?team={company.top.pk}"' in text
    assert "There is no team below this one." not in text  # what is its own is listed


def test_the_champion_of_a_department_reads_its_teams_and_no_other(
    company: Company, goals: list[Objective], settled: Settled
) -> None:
    settled()
    Person.objects.filter(pk=company.eve.pk).update(champion_of=company.product)
    eve = Person.objects.get(pk=company.eve.pk)
    text = page(eve, "/coach")
    assert "Product" in text and "Launch the returns desk" not in text and ">Sales<" not in text
    assert status(eve, f"/coach?team={company.product.pk}") == 200
    for path in (f"/coach?team={company.sales.pk}", f"/coach?team={company.top.pk}"):
        assert status(eve, path) == 403
    assert status(eve, f"/coach/goals?code=K202&team={company.sales.pk}") == 403
    assert "Make returns painless" not in page(eve, "/coach/goals?code=K202")


def test_champions_find_the_coach_and_their_cycles_in_the_menu(company: Company, champion: Person) -> None:
    text = page(champion, "/outline")
    assert 'href="/coach"' in text and 'href="/settings/cycles"' in text
    assert 'href="/settings/"' not in text
    plain = page(company.bo, "/outline")
    assert 'href="/coach"' not in plain and 'href="/settings/cycles"' not in plain
    cycles = page(champion, "/settings/cycles")
    assert 'href="/settings/people"' not in cycles and 'href="/settings/"' not in cycles


@pytest.mark.parametrize(
    "path",
    [
        "/coach?team=999999999",
        "/coach?cycle=999999999",
        "/coach?team=x",
        "/coach/goals",
        "/coach/goals?situation=lazy",
        "/coach/goals?situation=well",
        "/coach/goals?code=K999",
        "/coach/goals?code=K202&situation=stuck",
    ],
)
def test_what_does_not_exist_is_not_found(company: Company, path: str) -> None:
    assert status(company.ann, path) == 404


def test_an_empty_cycle_teaches(company: Company) -> None:
    assert "Nothing to read in Q4 2026 yet" in page(company.ann, "/coach")


def test_without_a_cycle_the_page_says_what_comes_first(company: Company) -> None:
    Cycle.objects.filter(parent__isnull=False).delete()
    Cycle.objects.all().delete()
    assert "No cycle yet" in page(company.ann, "/coach")
    assert status(company.ann, "/coach/goals?situation=stuck") == 404


def test_a_coach_that_is_switched_off_says_so(company: Company, goals: list[Objective]) -> None:
    CoachSettings.objects.update_or_create(organisation=company.org, defaults={"on": False})
    assert "The coach is switched off for this company" in page(company.ann, "/coach")


def test_a_restricted_objective_leaves_no_trace(
    company: Company, champion: Person, goals: list[Objective], settled: Settled
) -> None:
    settled()
    paths = ["/coach", f"/coach?team={company.sales.pk}", "/coach/goals?code=K202"]
    before = [without_token(page(champion, path)) for path in paths]
    company.objective(
        company.bo,
        "Secret merger",
        key_results=(number("Launch the merged shop", 0, 4, company.bo),),
        visibility="named",
        viewer_ids=(company.ann.pk,),
        at=EARLY,
    )
    settled()
    assert [without_token(page(champion, path)) for path in paths] == before


def test_what_was_waved_aside_stands_by_rule_with_its_reasons(
    company: Company, champion: Person, goals: list[Objective], settled: Settled
) -> None:
    row = company.key_result(goals[2])
    dismiss(
        goals[2].pk,
        code="K202",
        key_result_id=row.pk,
        reason="Four desks are the <result>",
        by=company.by(company.cy),
        door="test",
    )
    settled()
    text = page(champion, "/coach")
    rail = text.partition('class="waved"')[2]
    assert "Four desks are the &lt;result&gt;" in rail and 'href="/coach/rules/K202"' in rail
    assert f'href="/objectives/{goals[2].pk}"' in rail
    assert "Nobody has waved a note aside" not in text


def test_a_reason_given_at_a_goal_one_may_not_see_is_not_told(company: Company, champion: Person) -> None:
    hidden = company.objective(
        company.bo,
        "Secret merger",
        key_results=(number("Launch the merged shop", 0, 4, company.bo),),
        visibility="named",
        viewer_ids=(company.ann.pk,),
        at=EARLY,
    )
    row = company.key_result(hidden)
    dismiss(
        hidden.pk, code="K202", key_result_id=row.pk, reason="Hush", by=company.by(company.bo), door="test"
    )
    assert "Hush" not in page(champion, "/coach")
    assert "Hush" in page(company.ann, "/coach")


def test_a_number_leads_to_the_goals_behind_it_with_questions(
    company: Company, champion: Person, goals: list[Objective], settled: Settled
) -> None:
    KeyResult.objects.filter(objective=goals[0]).update(stuck=True)
    company.objective(
        company.eve, "Open", key_results=(KeyResultFields(title="Desks", kind="done"),), at=EARLY
    )
    company.objective(company.eve, "Written tomorrow", agreed=False, at=EARLY)
    settled()
    stuck = page(champion, "/coach/goals?situation=stuck")
    assert goals[0].title in stuck and goals[1].title not in stuck
    assert stuck.count('class="stage"') == 4
    assert "Open" in page(champion, "/coach/goals?situation=unclaimed")
    drafts = page(champion, "/coach/goals?situation=drafting")
    assert "Written tomorrow" in drafts and goals[0].title not in drafts
    asked = page(champion, "/coach/goals?code=K202")
    assert goals[2].title in asked and goals[0].title not in asked
    assert 'href="/coach/rules/K202"' in asked
    unaligned = page(champion, "/coach/goals?situation=unaligned")
    assert all(each.title in unaligned for each in goals)


def test_goals_behind_a_number_come_thirty_at_a_time_in_the_order_of_the_tree(
    company: Company, champion: Person, settled: Settled
) -> None:
    made = company.objective(company.eve, "Of Product", at=EARLY)
    for place in range(20):
        _again(made, f"Of Product {place}")
    last = company.objective(company.bo, "Of Sales", at=EARLY)
    for place in range(20):
        _again(last, f"Of Sales {place}")
    for each in Objective.objects.all():
        each.status = "off_track"
        each.save()
    settled()
    TeamFigure.objects.filter(team__in=[company.sales, company.product]).update(off_track=21)
    first = page(champion, "/coach/goals?situation=off_track")
    assert first.count('<a class="obj ') == 30 and first.index("Of Sales") < first.index("Of Product")
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    rest = page(champion, following[1].replace("&amp;", "&"))
    assert rest.count('<a class="obj ') == 12 and 'rel="next"' not in rest
    titles = re.findall(r"<h3>(Of \w+(?: \d+)?)</h3>", first + rest)
    assert len(titles) == len(set(titles)) == 42


def test_the_page_of_an_objective_has_questions_folded_for_whom_they_are_meant(
    company: Company, goals: list[Objective]
) -> None:
    with time_machine.travel(NOW, tick=False):
        asked = coaching_questions(company.by(company.cy), goals[2].pk)
    text = page(company.cy, f"/objectives/{goals[2].pk}")
    folded = text.partition('<details class="questions"')[2].partition("</details>")[0]
    assert len(asked.questions) == 4 and not folded.startswith(" open")
    assert all(escape(each.text) in folded for each in asked.questions)
    assert '<details class="questions"' not in page(company.bo, f"/objectives/{goals[2].pk}")


def test_in_review_one_asks_what_was_learnt(
    company: Company, goals: list[Objective], settled: Settled
) -> None:
    settled()
    Cycle.objects.filter(pk=company.quarter.pk).update(state="reviewing")
    text = page(company.ann, f"/coach?cycle={company.quarter.pk}")
    assert "Looking back" in text and "Off track" not in text.partition("By team")[0]


def test_a_coming_cycle_shows_what_is_drafted(company: Company, champion: Person, settled: Settled) -> None:
    coming = create_cycle(
        kind="quarter",
        starts=date(2027, 1, 1),
        ends=date(2027, 3, 31),
        state="drafting",
        by=company.by(company.ann),
        door="test",
    )
    company.objective(company.bo, "Improve sales", cycle=coming, agreed=False)
    settled()
    text = page(champion, f"/coach?cycle={coming.pk}")
    assert "Being drafted" in text and f"situation=drafting&amp;cycle={coming.pk}" in text


def test_the_champion_of_a_department_counts_drafts_of_that_team_alone(
    company: Company, settled: Settled
) -> None:
    below = Team.objects.create(name="Lab", parent=company.product, lft=5, rgt=6, depth=2)
    Team.objects.filter(pk=company.product.pk).update(rgt=7)
    Team.objects.filter(pk=company.top.pk).update(rgt=8)
    for team in (company.product, below):
        company.objective(
            company.ann, f"Of {team.name}", holder="team", team=Team.objects.get(pk=team.pk), agreed=False
        )
    settled()
    Person.objects.filter(pk=company.eve.pk).update(champion_of=company.product)
    eve = Person.objects.get(pk=company.eve.pk)
    drafts = page(eve, "/coach/goals?situation=drafting")
    assert "Of Product" in drafts and "Of Lab" not in drafts
    assert ">1</div>" in page(eve, "/coach").partition("Being drafted")[2][:200]


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_page_takes_twenty_three_queries(company: Company, settled: Settled, count: int) -> None:
    teams = Team.objects.bulk_create(
        Team(name=f"Team {n}", parent=company.top, lft=6 + 2 * n, rgt=7 + 2 * n, depth=1)
        for n in range(count)
    )
    Team.objects.filter(pk=company.top.pk).update(rgt=6 + 2 * count)
    rows = (
        number("Shops signed rise", 0, 40, company.bo),
        number("Shops lost a month fall", 9, 3, company.bo),
    )
    made = company.objective(
        company.ann, "Win the shops back", holder="team", team=teams[0], key_results=rows, at=EARLY
    )
    dismiss(made.pk, code="O108", reason="It stands alone", by=company.by(company.ann), door="test")
    settled()
    for team in teams[1:]:
        copy = _again(made, f"Of {team.name}")
        Objective.objects.filter(pk=copy.pk).update(team=team, counted_in=team)
    review_again(at=EARLY)
    assert page(company.ann, "/coach").count('<th scope="row">') == min(count, 58) + 2
    assert queries(company.ann, "/coach") == 23


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_goals_behind_a_number_take_twelve_queries(
    company: Company, settled: Settled, count: int
) -> None:
    made = company.objective(company.bo, "Of Sales", agreed=False, at=EARLY)
    for place in range(count - 1):
        _again(made, f"Of Sales {place}")
    review_again(at=EARLY)
    assert page(company.ann, "/coach/goals?situation=drafting").count('<a class="obj ') == min(count, 30)
    assert queries(company.ann, "/coach/goals?situation=drafting") == 12


def two(company: Company) -> tuple[KeyResultFields, ...]:
    return (
        number("Shops signed rise", 0, 40, company.bo),
        number("Shops lost a month fall", 9, 3, company.bo),
    )


def _again(made: Objective, title: str) -> Objective:
    copy = Objective.objects.get(pk=made.pk)
    copy.pk, copy.title = None, title
    copy.save()
    return copy
