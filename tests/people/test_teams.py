from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from headway.activity.models import Event
from headway.people.access import AdminsOnly
from headway.people.actions import teams as actions
from headway.people.actions.people import TeamArchived, change_home_team, deactivate_person
from headway.people.models import Person, Team, TeamLead
from tests.people.conftest import Company, by


def drawn() -> list[str]:
    """The tree by its numbers, indented by its stored depth."""
    return ["  " * team.depth + team.name for team in Team.objects.order_by("lft")]


def is_sound() -> bool:
    """Numbers run from 1 without a gap, and nest exactly as the parents say."""
    teams = list(Team.objects.all())
    numbers = sorted([team.lft for team in teams] + [team.rgt for team in teams])
    nested = all(
        (above.lft < team.lft and team.rgt < above.rgt and team.depth == above.depth + 1)
        if (above := next((other for other in teams if other.pk == team.parent_id), None))
        else team.depth == 0
        for team in teams
    )
    return numbers == list(range(1, 2 * len(teams) + 1)) and nested


def test_a_new_team_stands_last_among_its_siblings(company: Company) -> None:
    growth = actions.create_team(name="Growth", **by(company.admin))
    actions.create_team(name="Search", parent=company.platform, **by(company.admin))
    actions.create_team(name="Night shift", kind="virtual", parent=company.product, **by(company.admin))
    assert drawn() == ["Product", "  Platform", "    Search", "  Night shift", "Growth"]
    assert is_sound()
    event = Event.objects.filter(noun="team", noun_id=growth.pk).get()
    assert (event.verb, event.team_id, event.after) == (
        "added",
        growth.pk,
        {"name": "Growth", "kind": "department", "parent": None},
    )


def test_a_moved_team_takes_everything_below_it_along(company: Company) -> None:
    search = actions.create_team(name="Search", parent=company.platform, **by(company.admin))
    growth = actions.create_team(name="Growth", **by(company.admin))
    actions.move_team(company.platform, growth, **by(company.admin))
    assert drawn() == ["Product", "Growth", "  Platform", "    Search"]
    actions.move_team(search, None, **by(company.admin))
    assert drawn() == ["Product", "Growth", "  Platform", "Search"]
    actions.move_team(growth, company.product, **by(company.admin))
    assert drawn() == ["Product", "  Growth", "    Platform", "Search"]
    assert is_sound()
    event = Event.objects.latest("id")
    assert (event.verb, event.before, event.after) == (
        "moved",
        {"parent": None},
        {"parent": company.product.pk},
    )


def test_the_tree_stays_sound_whatever_is_moved_where(company: Company) -> None:
    dice = random.Random(7)
    made = 0
    for _ in range(120):
        teams = list(Team.objects.order_by("id"))
        parent = dice.choice([*teams, None])
        if len(teams) < 12:
            made += 1
            actions.create_team(name=f"Team {made}", parent=parent, **by(company.admin))
        else:
            try:
                actions.move_team(dice.choice(teams), parent, **by(company.admin))
            except actions.TeamCircle:
                continue
        assert is_sound()
    before = drawn()
    Team.objects.update(lft=0, rgt=0, depth=0)
    assert actions.renumber_teams() == 12
    assert is_sound()
    assert sorted(line.strip() for line in before) == sorted(line.strip() for line in drawn())


def test_a_team_never_moves_below_itself(company: Company) -> None:
    with pytest.raises(actions.TeamCircle) as caught:
        actions.move_team(company.product, company.platform, **by(company.admin))
    assert (caught.value.field, str(caught.value)) == (
        "parent",
        "“Platform” belongs to “Product” itself. Choose a team outside it.",
    )
    with pytest.raises(actions.TeamCircle):
        actions.move_team(company.product, company.product, **by(company.admin))
    assert drawn() == ["Product", "  Platform"]


def test_two_teams_in_one_place_have_different_names(company: Company) -> None:
    with pytest.raises(actions.TeamNameTaken):
        actions.create_team(name="Product", **by(company.admin))
    growth = actions.create_team(name="Growth", **by(company.admin))
    with pytest.raises(actions.TeamNameTaken):
        actions.edit_team(growth, name="Product", **by(company.admin))
    actions.create_team(name="Product", parent=growth, **by(company.admin))
    assert drawn() == ["Product", "  Platform", "Growth", "  Product"]


def test_editing_a_team_records_what_changed(company: Company) -> None:
    team = actions.edit_team(
        company.platform, name="Platform", purpose="Keep it up", check_in_weekday=2, **by(company.admin)
    )
    assert (team.purpose, team.check_in_weekday) == ("Keep it up", 2)
    event = Event.objects.latest("id")
    assert (event.before, event.after) == (
        {"purpose": "", "check_in_weekday": None},
        {"purpose": "Keep it up", "check_in_weekday": 2},
    )


def test_a_team_with_teams_or_people_is_not_archived(company: Company) -> None:
    with pytest.raises(actions.TeamHasTeams):
        actions.archive_team(company.product, **by(company.admin))
    with pytest.raises(actions.TeamHasPeople) as caught:
        actions.archive_team(company.platform, **by(company.admin))
    assert str(caught.value) == (
        "“Platform” is still somebody's home team (2). Give them another home team first."
    )


def test_an_archived_team_takes_part_in_nothing_until_it_is_restored(
    company: Company, last_events: Callable[[int], list[tuple[str, str, int]]]
) -> None:
    growth = actions.create_team(name="Growth", **by(company.admin))
    actions.archive_team(growth, **by(company.admin))
    with pytest.raises(TeamArchived):
        actions.create_team(name="Mail", parent=growth, **by(company.admin))
    with pytest.raises(TeamArchived):
        actions.move_team(company.platform, growth, **by(company.admin))
    with pytest.raises(TeamArchived):
        change_home_team(company.mei, growth, **by(company.admin))
    actions.restore_team(growth, **by(company.admin))
    assert last_events(2) == [("archived", "team", growth.pk), ("restored", "team", growth.pk)]


def test_a_team_below_an_archived_one_is_not_restored_alone(company: Company) -> None:
    growth = actions.create_team(name="Growth", **by(company.admin))
    mail = actions.create_team(name="Mail", parent=growth, **by(company.admin))
    actions.archive_team(mail, **by(company.admin))
    actions.archive_team(growth, **by(company.admin))
    with pytest.raises(actions.ParentArchived):
        actions.restore_team(mail, **by(company.admin))


def test_leads_are_exactly_those_that_were_chosen(company: Company) -> None:
    actions.set_leads(company.product, [company.jonas, company.priya], **by(company.admin))
    assert set(TeamLead.objects.filter(team=company.product).values_list("person__name", flat=True)) == {
        "Jonas Weber",
        "Priya Nair",
    }
    event = Event.objects.latest("id")
    assert (event.verb, event.before, event.after) == (
        "led_by",
        {"leads": [company.mei.pk]},
        {"leads": [company.jonas.pk, company.priya.pk]},
    )
    deactivate_person(company.mei, **by(company.admin))
    with pytest.raises(actions.LeadInactive):
        actions.set_leads(company.product, [Person.objects.get(pk=company.mei.pk)], **by(company.admin))


def test_only_an_administrator_shapes_the_tree(company: Company) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: actions.create_team(name="Mine", **by(company.mei)),
        lambda: actions.edit_team(company.product, name="Mine", **by(company.mei)),
        lambda: actions.move_team(company.platform, None, **by(company.mei)),
        lambda: actions.archive_team(company.platform, **by(company.mei)),
        lambda: actions.set_leads(company.platform, [company.mei], **by(company.mei)),
    ]
    for attempt in attempts:
        with pytest.raises(AdminsOnly):
            attempt()
    assert drawn() == ["Product", "  Platform"]
