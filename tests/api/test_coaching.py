"""Questions, and a cycle as the coach sees it, over the API."""

from __future__ import annotations

from collections.abc import Callable

from headway.coach.actions.upkeep import settle_reviews
from headway.coach.questions import every_question
from headway.goals.actions.ripples import settle
from headway.people.models import Person
from tests.api.conftest import Caller, Json
from tests.conftest import Company, number


def test_the_library_comes_in_the_callers_language_and_is_narrowed(
    company: Company, caller: Callable[[Person], Caller]
) -> None:
    call = caller(company.cy)
    assert _ids(call.get("/coach/questions")["items"]) == [each.id for each in every_question("en")]
    answer = call.get("/coach/questions?situation=stuck&stage=will", Accept_Language="zh-CN")
    wanted = [
        {
            "id": each.id,
            "stage": "will",
            "situations": [str(one) for one in each.situations],
            "text": each.text,
        }
        for each in every_question("zh")
        if "stuck" in each.situations and each.stage == "will"
    ]
    assert answer["items"] == wanted and wanted


def test_a_situation_that_there_is_not_is_refused(
    company: Company, caller: Callable[[Person], Caller]
) -> None:
    assert caller(company.cy).get("/coach/questions?situation=lazy").status == 422


def test_an_objective_is_asked_about_by_how_it_stands(
    company: Company, caller: Callable[[Person], Caller]
) -> None:
    goal = company.objective(company.cy)
    company.key_result(goal).objective.key_results.update(stuck=True)
    answer = caller(company.cy).get(f"/objectives/{goal.pk}/coaching-questions")
    assert answer["objective_id"] == goal.pk and answer["week"] == "2026-W47"
    assert answer["situations"] == ["stuck", "unaligned", "new"]
    questions = answer["questions"]
    assert isinstance(questions, list) and len(questions) == 4
    assert caller(company.eve).get(f"/objectives/{goal.pk}/coaching-questions").status == 403


def test_a_champion_reads_a_cycle_as_the_coach_sees_it(
    company: Company, caller: Callable[[Person], Caller]
) -> None:
    Person.objects.filter(pk=company.eve.pk).update(champion_of=company.sales)
    company.objective(company.cy, "Launch the shop", key_results=(number("Launch it", 0, 4, company.cy),))
    company.objective(company.cy, "Shops come back to us", agreed=False)
    company.objective(company.dee, "Ship the H2 to its first riders")
    settle()
    settle_reviews()
    answer = caller(company.ann).get(f"/cycles/{company.quarter.pk}/coaching")
    assert answer["cycle_id"] == company.quarter.pk and answer["team"] is None
    whole = answer["whole"]
    assert isinstance(whole, dict)
    assert (whole["objectives"], whole["drafts"], whole["score"]) == (2, 1, None)
    assert _names(answer["teams"]) == ["Sales", "Product"]
    assert "K202" in _codes(answer["findings"])
    assert "drafting" in _of(answer["situations"], "situation")
    own = caller(company.eve).get(f"/cycles/{company.quarter.pk}/coaching")
    assert own["team"] == {"id": company.sales.pk, "name": "Sales"}
    assert (
        caller(company.eve).get(f"/cycles/{company.quarter.pk}/coaching?team={company.product.pk}").status
        == 403
    )
    assert caller(company.ann).get("/cycles/999999999/coaching").status == 404
    assert caller(company.ann).get(f"/cycles/{company.quarter.pk}/coaching?team=999999999").status == 404


def _of(items: Json, name: str) -> list[Json]:
    assert isinstance(items, list)
    return [each[name] for each in items if isinstance(each, dict)]


def _ids(items: Json) -> list[Json]:
    return _of(items, "id")


def _codes(items: Json) -> list[Json]:
    return _of(items, "code")


def _names(items: Json) -> list[Json]:
    return [team["name"] for team in _of(items, "team") if isinstance(team, dict)]
