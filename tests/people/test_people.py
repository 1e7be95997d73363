from __future__ import annotations

from datetime import date

import pytest
from allauth.account.models import EmailAddress

from headway.activity.models import Event
from headway.people.access import AdminsOnly, NotYourProfile
from headway.people.actions import people as actions
from headway.people.actions.checks import MailTaken, MailUnreadable, UnknownChoice, UnknownZone
from headway.people.actions.teams import create_team
from headway.people.actions.tokens import create_token, person_of_token
from headway.people.models import Leave, Membership, Person
from headway.people.queries.lines import manager_line, stand_in
from tests.people.conftest import LATER, NOW, Company, by


def test_an_added_person_has_an_address_to_sign_in_with(company: Company) -> None:
    person = actions.add_person(
        mail=" Wei@Lantern.example",
        name="陈薇",
        title="Designer",
        home_team=company.product,
        manager=company.mei,
        **by(company.admin),
    )
    assert (person.mail, person.title, person.joined_on, person.has_usable_password()) == (
        "wei@lantern.example",
        "Designer",
        NOW.date(),
        False,
    )
    assert EmailAddress.objects.filter(user=person, email="wei@lantern.example", verified=True).exists()
    event = Event.objects.latest("id")
    assert (event.verb, event.noun_id, event.team_id, event.after) == (
        "added",
        person.pk,
        company.product.pk,
        {
            "name": "陈薇",
            "mail": "wei@lantern.example",
            "role": "member",
            "home_team": company.product.pk,
            "manager": company.mei.pk,
        },
    )


def test_one_address_belongs_to_one_person(company: Company) -> None:
    with pytest.raises(MailTaken):
        actions.add_person(mail="MEI@lantern.example", name="Another Mei", **by(company.admin))
    with pytest.raises(MailTaken):
        actions.edit_person(company.jonas, mail="mei@lantern.example", **by(company.admin))
    with pytest.raises(MailUnreadable):
        actions.add_person(mail="mei@", name="Mei", **by(company.admin))


def test_everyone_edits_their_own_profile_and_nothing_more(company: Company) -> None:
    person = actions.edit_person(
        company.priya, name="Priya N.", language="zh-hans", theme="dark", **by(company.priya)
    )
    assert (person.name, person.language, person.theme) == ("Priya N.", "zh-hans", "dark")
    assert Event.objects.latest("id").before == {"name": "Priya Nair", "language": "", "theme": "auto"}
    with pytest.raises(AdminsOnly):
        actions.edit_person(company.priya, role="admin", **by(company.priya))
    with pytest.raises(AdminsOnly):
        actions.edit_person(company.priya, manager=company.mei, **by(company.priya))
    with pytest.raises(NotYourProfile):
        actions.edit_person(company.priya, name="Somebody", **by(company.jonas))


def test_a_profile_takes_known_zones_and_choices_only(company: Company) -> None:
    with pytest.raises(UnknownZone):
        actions.edit_person(company.priya, time_zone="Mars/Olympus", **by(company.priya))
    with pytest.raises(UnknownChoice):
        actions.edit_person(company.priya, theme="purple", **by(company.priya))
    with pytest.raises(UnknownChoice):
        actions.edit_person(company.priya, week_start=9, **by(company.priya))


def test_a_new_address_is_the_one_to_sign_in_with(company: Company) -> None:
    actions.edit_person(company.priya, mail="p.nair@lantern.example", **by(company.admin))
    assert list(
        EmailAddress.objects.filter(user=company.priya).values_list("email", "verified", "primary")
    ) == [("p.nair@lantern.example", True, True)]


def test_a_manager_line_is_never_a_circle(company: Company) -> None:
    with pytest.raises(actions.ManagerCircle) as caught:
        actions.set_manager(company.admin, company.jonas, **by(company.admin))
    assert (caught.value.field, str(caught.value)) == (
        "manager",
        "Jonas Weber reports to Zhou Ming already, directly or further up. Choose somebody else.",
    )
    with pytest.raises(actions.ManagerCircle):
        actions.set_manager(company.mei, company.mei, **by(company.admin))


def test_the_manager_line_runs_from_the_nearest_up(
    company: Company, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert [person.name for person in manager_line(company.jonas)] == ["Mei Lin", "Zhou Ming"]
    assert manager_line(company.admin) == []


def test_without_a_manager_the_lead_stands_in_and_for_a_lead_the_one_above(company: Company) -> None:
    assert stand_in(company.jonas) == company.mei
    assert stand_in(company.priya) == company.jonas
    jonas = actions.set_manager(company.jonas, None, **by(company.admin))
    assert stand_in(jonas) == company.mei
    mei = actions.set_manager(company.mei, None, **by(company.admin))
    assert stand_in(mei) is None
    actions.deactivate_person(company.jonas, **by(company.admin))
    assert stand_in(company.priya) == company.mei


def test_a_new_home_team_replaces_a_membership_in_it(company: Company) -> None:
    growth = create_team(name="Growth", **by(company.admin))
    actions.join_team(company.priya, growth, **by(company.admin))
    actions.join_team(company.priya, growth, **by(company.admin))
    assert Membership.objects.filter(person=company.priya).count() == 1
    person = actions.change_home_team(company.priya, growth, **by(company.admin))
    assert (person.home_team_id, Membership.objects.count()) == (growth.pk, 0)
    event = Event.objects.latest("id")
    assert (event.before, event.after) == ({"home_team": company.platform.pk}, {"home_team": growth.pk})


def test_a_person_leaves_other_teams_but_not_the_home_team(company: Company) -> None:
    actions.join_team(company.priya, company.product, **by(company.admin))
    actions.leave_team(company.priya, company.product, **by(company.admin))
    assert [(event.verb, event.team_id) for event in Event.objects.order_by("-id")[:2]] == [
        ("left", company.product.pk),
        ("joined", company.product.pk),
    ]
    with pytest.raises(actions.HomeTeamStays):
        actions.leave_team(company.priya, company.platform, **by(company.admin))


def test_somebody_deactivated_can_do_nothing_more(company: Company) -> None:
    text = create_token(company.mei, name="script", **by(company.mei)).text
    person = actions.deactivate_person(company.mei, **by(company.admin))
    assert (person.is_active, person_of_token(text, at=NOW)) == (False, None)
    with pytest.raises(NotYourProfile):
        actions.edit_person(person, name="Back", **by(person))
    with pytest.raises(actions.ManagerInactive):
        actions.set_manager(company.priya, person, **by(company.admin))
    assert actions.reactivate_person(person, **by(company.admin)).is_active
    assert person_of_token(text, at=NOW) is None


def test_one_administrator_always_remains(company: Company) -> None:
    with pytest.raises(actions.LastAdministrator):
        actions.edit_person(company.admin, role="member", **by(company.admin))
    with pytest.raises(actions.NotYourself):
        actions.deactivate_person(company.admin, **by(company.admin))
    mei = actions.edit_person(company.mei, role="admin", **by(company.admin))
    actions.edit_person(company.admin, role="member", **by(mei))
    assert list(Person.objects.filter(role="admin").values_list("name", flat=True)) == ["Mei Lin"]


def test_leave_is_ones_own(company: Company) -> None:
    leave = actions.add_leave(
        company.priya, first=date(2026, 12, 21), last=date(2026, 12, 31), **by(company.priya)
    )
    with pytest.raises(NotYourProfile):
        actions.remove_leave(leave, **by(company.jonas))
    actions.remove_leave(leave, **by(company.priya, LATER))
    assert not Leave.objects.exists()
    assert [event.verb for event in Event.objects.filter(noun="leave").order_by("id")] == ["added", "removed"]


def test_leave_ends_after_it_starts_and_within_a_year(company: Company) -> None:
    with pytest.raises(actions.LeaveEndsFirst):
        actions.add_leave(
            company.priya, first=date(2026, 12, 31), last=date(2026, 12, 21), **by(company.priya)
        )
    with pytest.raises(actions.LeaveTooLong):
        actions.add_leave(company.priya, first=date(2026, 1, 1), last=date(2028, 1, 1), **by(company.priya))
