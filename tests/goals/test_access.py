"""Who sees what: drafts by those who work on them, restricted goals by those named, all else by everyone."""

from __future__ import annotations

import pytest

from headway.goals.access import may_agree, may_check_in, may_edit, may_see, objectives_for
from headway.goals.actions.objectives import propose_objective
from headway.goals.models import Objective
from headway.people.models import Person
from tests.conftest import Company


def seen_by(company: Company, objective: Objective) -> set[str]:
    """Names of those whose lists hold the objective; the page must agree with the list."""
    everyone = Person.objects.order_by("name")
    listed = {p.name for p in everyone if objectives_for(company.by(p)).filter(pk=objective.pk).exists()}
    opened = {p.name for p in everyone if may_see(company.by(p), objective)}
    assert listed == opened
    return listed


def test_what_is_published_is_seen_by_everyone(company: Company) -> None:
    assert seen_by(company, company.objective(company.cy)) == {"Ann", "Bo", "Cy", "Dee", "Eve", "Gus"}


def test_a_draft_is_seen_by_its_owner_their_manager_and_leads(company: Company) -> None:
    assert seen_by(company, company.objective(company.cy, agreed=False)) == {"Ann", "Bo", "Cy"}


def test_a_goal_for_named_people_is_seen_by_them_alone(company: Company) -> None:
    objective = company.objective(company.cy, visibility="named", viewer_ids=(company.eve.pk, company.ann.pk))
    assert seen_by(company, objective) == {"Ann", "Cy", "Eve"}


def test_the_sponsor_sees_what_they_are_to_agree(company: Company) -> None:
    sponsor = Person.objects.create_person(mail="sam@example.com", name="Sam")
    company.org.sponsor = sponsor
    company.org.save()
    company.top.leads.clear()
    objective = company.objective(company.bo, holder="team", team=company.sales, agreed=False)
    propose_objective(objective.pk, by=company.by(company.bo), door="test")
    objective.refresh_from_db()
    assert may_agree(company.by(sponsor), objective)
    assert "Sam" in seen_by(company, objective)


@pytest.mark.parametrize(
    ("who", "edits", "checks_in", "agrees"),
    [
        ("cy", True, True, False),
        ("bo", True, False, False),
        ("ann", True, False, True),
        ("eve", False, False, False),
        ("gus", False, False, False),
    ],
)
def test_who_may_do_what_with_a_persons_goal(
    company: Company, who: str, edits: bool, checks_in: bool, agrees: bool
) -> None:
    objective = company.objective(company.cy)
    by = company.by(getattr(company, who))
    row = company.key_result(objective)
    assert (may_edit(by, objective), may_check_in(by, row), may_agree(by, objective)) == (
        edits,
        checks_in,
        agrees,
    )
