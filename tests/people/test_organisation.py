from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress

from headway.activity.models import Event
from headway.core.errors import Refusals
from headway.people.access import AdminsOnly
from headway.people.actions import organisation as actions
from headway.people.actions.checks import (
    MailUnreadable,
    PasswordLikeName,
    PasswordOnlyDigits,
    PasswordTooCommon,
    PasswordTooShort,
)
from headway.people.models import Organisation, Person, Strategy
from tests.people.conftest import NOW, PASSWORD, Company, by


def found(**changes: str) -> Person:
    given = {
        "company": " Lantern  works ",
        "name": "周明",
        "mail": "Zhou@Lantern.example ",
        "password": PASSWORD,
        "language": "zh-hans",
        "time_zone": "Asia/Shanghai",
        **changes,
    }
    return actions.found_company(**given, at=NOW, door="web")


@pytest.mark.django_db
def test_founding_makes_the_company_and_an_administrator_who_can_sign_in() -> None:
    person = found()
    organisation = Organisation.objects.get()
    assert (organisation.pk, organisation.name, organisation.time_zone, organisation.language) == (
        1,
        "Lantern works",
        "Asia/Shanghai",
        "zh-hans",
    )
    assert (person.mail, person.name, person.role, person.check_password(PASSWORD)) == (
        "zhou@lantern.example",
        "周明",
        "admin",
        True,
    )
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.verified, address.primary) == ("zhou@lantern.example", True, True)
    assert list(Event.objects.order_by("id").values_list("verb", "noun", "actor_id", "door")) == [
        ("founded", "organisation", person.pk, "web"),
        ("added", "person", person.pk, "web"),
    ]


@pytest.mark.django_db
def test_a_company_is_founded_once() -> None:
    found()
    with pytest.raises(actions.AlreadyFounded):
        found(mail="other@lantern.example")
    assert Person.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("short", PasswordTooShort),
        ("password1234", PasswordTooCommon),
        ("zhou@lantern", PasswordLikeName),
        ("84629571640382", PasswordOnlyDigits),
    ],
)
def test_a_poor_password_is_refused_by_its_own_code(password: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal) as caught:
        found(password=password)
    assert caught.value.field == "password"  # type: ignore[attr-defined]
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_founding_refuses_what_is_no_mail_address() -> None:
    with pytest.raises(MailUnreadable) as caught:
        found(mail="zhou at lantern")
    assert caught.value.field == "mail"


def test_an_edit_keeps_what_changed_in_its_event(company: Company) -> None:
    organisation = actions.edit_organisation(
        **by(company.admin),
        name="Lanternworks",
        mission="Light where people work\r\n\r\n\r\n\r\nsafely",
        aspirational_aim=Decimal("0.65"),
        country="CN",
    )
    assert organisation.mission == "Light where people work\n\nsafely"
    event = Event.objects.latest("id")
    assert (event.verb, event.noun, event.before, event.after) == (
        "edited",
        "organisation",
        {"mission": "", "aspirational_aim": "0.7", "country": ""},
        {"mission": "Light where people work\n\nsafely", "aspirational_aim": "0.65", "country": "CN"},
    )


def test_an_edit_that_changes_nothing_leaves_no_event(company: Company) -> None:
    before = Event.objects.count()
    actions.edit_organisation(**by(company.admin), name="Lanternworks")
    assert Event.objects.count() == before


def test_every_wrong_field_of_the_organisation_is_named_at_once(company: Company) -> None:
    with pytest.raises(Refusals) as caught:
        actions.edit_organisation(
            **by(company.admin),
            name="  ",
            time_zone="Asia/Atlantis",
            aspirational_aim=Decimal("1.2"),
            stuck_after=1,
            country="XX",
            check_in_weekday=7,
        )
    assert [(refusal.field, refusal.code) for refusal in caught.value] == [
        ("name", "text_missing"),
        ("time_zone", "unknown_zone"),
        ("aspirational_aim", "out_of_bounds"),
        ("stuck_after", "out_of_bounds"),
        ("country", "unknown_country"),
        ("check_in_weekday", "unknown_choice"),
    ]
    assert Organisation.objects.get().name == "Lanternworks"


def test_thresholds_that_cross_each_other_are_refused(company: Company) -> None:
    with pytest.raises(Refusals) as caught:
        actions.edit_organisation(
            **by(company.admin),
            at_risk_ratio=Decimal("0.85"),
            focus_note=5,
            focus_strong=5,
        )
    assert [(refusal.field, str(refusal)) for refusal in caught.value] == [
        ("at_risk_ratio", "The ratio for “at risk” must be lower than the one for “on track” (0.85)."),
        ("focus_strong", "The strong note must come after the first one (5 objectives)."),
    ]


def test_only_an_administrator_edits_the_organisation(company: Company) -> None:
    with pytest.raises(AdminsOnly):
        actions.edit_organisation(**by(company.mei), mission="Mine")
    with pytest.raises(AdminsOnly):
        actions.edit_organisation(actor=None, at=NOW, door="web", mission="Nobody's")
    assert Organisation.objects.get().mission == ""


def test_the_operator_of_the_server_acts_without_a_person(company: Company) -> None:
    actions.edit_organisation(actor=None, at=NOW, door="load", mission="Light where people work")
    event = Event.objects.latest("id")
    assert (event.actor_id, event.door, event.after) == (None, "load", {"mission": "Light where people work"})


def test_strategies_stand_in_order_and_are_retired_and_restored(
    company: Company, last_events: Callable[[int], list[tuple[str, str, int]]]
) -> None:
    first = actions.add_strategy(year=2026, title="Own the night shift", **by(company.admin))
    second = actions.add_strategy(year=2026, title="Two cities more", **by(company.admin))
    actions.edit_strategy(
        second, year=2026, title="Three cities more", text="Xi’an first", **by(company.admin)
    )
    actions.retire_strategy(first, **by(company.admin))
    actions.restore_strategy(first, **by(company.admin))
    assert list(Strategy.objects.values_list("title", "text", "position", "retired")) == [
        ("Own the night shift", "", 0, False),
        ("Three cities more", "Xi’an first", 1, False),
    ]
    assert last_events(5) == [
        ("added", "strategy", first.pk),
        ("added", "strategy", second.pk),
        ("edited", "strategy", second.pk),
        ("retired", "strategy", first.pk),
        ("restored", "strategy", first.pk),
    ]


def test_a_strategy_needs_a_title_and_a_likely_year(company: Company) -> None:
    with pytest.raises(actions.OutOfBounds) as caught:
        actions.add_strategy(year=26, title="Old", **by(company.admin))
    assert (caught.value.field, str(caught.value)) == ("year", "Take a number between 2000 and 2100.")
    with pytest.raises(AdminsOnly):
        actions.add_strategy(year=2026, title="Mine", **by(company.mei))
    assert not Strategy.objects.exists()
