"""What the list of people and a person's page read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from headway.core.errors import NotFound
from headway.goals.models import KeyResult, Objective
from headway.goals.queries.person import people_view, person_view
from headway.people.models import Person
from tests.conftest import NOW, Company, number

EARLY = datetime(2026, 10, 2, 9, tzinfo=UTC)


def names(company: Company, **asked: object) -> list[str]:
    return [row.name for row in people_view(company.by(company.cy), **asked).page.rows]  # type: ignore[arg-type]


def test_people_are_found_by_name_mail_and_team(company: Company) -> None:
    assert names(company) == ["Ann", "Bo", "Cy", "Dee", "Eve", "Gus"]
    assert names(company, text="  ev ") == ["Eve"]
    assert names(company, text="dee@exam") == ["Dee"]
    assert names(company, text="sales") == ["Bo", "Cy"]
    assert names(company, text="100%") == []
    assert names(company, team_id=company.top.pk) == ["Ann", "Bo", "Cy", "Dee", "Eve"]


def test_people_who_left_are_not_listed(company: Company) -> None:
    Person.objects.filter(pk=company.bo.pk).update(is_active=False)
    assert "Bo" not in names(company)


def test_a_page_holds_fifty_and_leads_on(company: Company) -> None:
    Person.objects.bulk_create(Person(mail=f"p{n}@example.com", name=f"Person {n:03}") for n in range(100))
    by = company.by(company.cy)
    first = people_view(by)
    second = people_view(by, after=first.page.after)
    assert (first.count, len(first.page.rows), len(second.page.rows)) == (106, 50, 50)
    assert first.page.rows[-1].name < second.page.rows[0].name
    assert people_view(by, before=second.page.before).page.rows == first.page.rows
    assert people_view(by, after="nonsense").page.rows == first.page.rows


def test_a_person_shows_goals_key_results_elsewhere_and_those_above(company: Company) -> None:
    own = company.objective(company.cy, "Own", at=EARLY)
    other = company.objective(
        company.dee, "Dee's", key_results=(number("Carried for Dee", 0, 5, company.cy),), at=EARLY
    )
    view = person_view(company.by(company.eve), company.cy.pk)
    assert [
        (each.objective.id, [kr.title for kr in each.key_results]) for _, held in view.held for each in held
    ] == [(own.pk, ["Shops signed"])]
    assert [(kr.title, kr.objective_id) for kr in view.elsewhere] == [("Carried for Dee", other.pk)]
    assert [each.name for each, _ in view.line] == ["Ann"]
    assert [(place.name, place.home, place.lead) for place in view.places] == [("Sales", True, False)]
    assert {row.objective_id for row in view.feed} == {own.pk, other.pk}


def test_what_is_due_from_a_person_shows_with_what_is_overdue(company: Company) -> None:
    company.objective(company.cy, at=EARLY)
    view = person_view(company.by(company.eve), company.cy.pk)
    assert [(kr.title, kr.is_overdue(NOW.date())) for kr in view.due] == [("Shops signed", True)]


def test_nothing_restricted_shows_on_a_persons_page(company: Company) -> None:
    company.objective(
        company.cy,
        "Secret",
        visibility="named",
        viewer_ids=(company.bo.pk, company.ann.pk),
        at=EARLY,
        key_results=(number("Secret number", 0, 5, company.dee),),
    )
    stranger = company.by(company.eve)
    for pk in (company.cy.pk, company.dee.pk):
        view = person_view(stranger, pk)
        assert (view.held, view.elsewhere, view.due, view.feed) == ([], [], [], [])
    assert people_view(stranger).figures == {}
    assert people_view(stranger).key_results == {}
    named = person_view(company.by(company.bo), company.dee.pk)
    assert [kr.title for kr in named.elsewhere] == ["Secret number"]


def test_somebody_who_does_not_exist_is_not_found(company: Company) -> None:
    with pytest.raises(NotFound):
        person_view(company.by(company.ann), 999999999)


@pytest.mark.parametrize("count", [1, 3, 100])
def test_people_take_five_queries(
    company: Company, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    Person.objects.bulk_create(Person(mail=f"p{n}@example.com", name=f"Person {n}") for n in range(count))
    by = company.by(company.cy)
    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        people_view(by)


@pytest.mark.parametrize("count", [1, 3, 100])
def test_a_person_takes_twelve_queries(
    company: Company, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    made = company.objective(company.cy, at=EARLY)
    elsewhere = company.objective(company.dee, key_results=(number("For Dee", 0, 5, company.cy),), at=EARLY)
    kr = company.key_result(elsewhere)
    for _ in range(count - 1):
        again = Objective.objects.get(pk=made.pk)
        again.pk = None
        again.save()
        KeyResult.objects.create(
            objective=elsewhere,
            title="More",
            owner=company.cy,
            proposer=company.cy,
            start=kr.start,
            target=kr.target,
            created_at=NOW,
            changed_at=NOW,
        )
    by = company.by(company.bo)
    with django_assert_num_queries(11):  # type: ignore[attr-defined]
        view = person_view(by, company.cy.pk)
    assert (sum(len(held) for _, held in view.held), len(view.elsewhere)) == (min(count, 60), min(count, 60))
