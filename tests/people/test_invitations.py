from __future__ import annotations

from hashlib import sha256

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from pytest_django import DjangoCaptureOnCommitCallbacks

from headway.activity.models import Event
from headway.people.access import AdminsOnly
from headway.people.actions import invitations as actions
from headway.people.actions.checks import MailTaken, PasswordTooShort
from headway.people.actions.people import add_person
from headway.people.actions.teams import archive_team, create_team
from headway.people.models import Invitation, Person
from tests.people.conftest import LATER, NOW, PASSWORD, Company, by


def secret_of(invited: actions.Invited) -> str:
    return invited.link.rsplit("/", 1)[1]


def test_an_invitation_mails_a_link_whose_digest_alone_is_kept(
    company: Company,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invited = actions.invite(mail="Wei@lantern.example", team=company.product, **by(company.admin))
    secret = secret_of(invited)
    row = Invitation.objects.get()
    assert (row.mail, row.digest, (row.expires_at - NOW).days) == (
        "wei@lantern.example",
        sha256(secret.encode()).hexdigest(),
        14,
    )
    (letter,) = mailoutbox
    assert letter.to == ["wei@lantern.example"]
    assert letter.subject == "Zhou Ming invites you to Lanternworks on Headway"
    assert invited.link in str(letter.body)
    event = Event.objects.latest("id")
    assert (event.verb, event.after) == (
        "invited",
        {"mail": "wei@lantern.example", "role": "member", "team": company.product.pk},
    )
    assert secret not in str(event.after)


def test_an_accepted_invitation_makes_a_person(company: Company) -> None:
    invited = actions.invite(
        mail="wei@lantern.example", team=company.product, role="guest", **by(company.admin)
    )
    person = actions.accept_invitation(
        secret_of(invited), name=" 陈薇 ", password=PASSWORD, language="zh-hans", at=NOW, door="web"
    )
    assert (person.name, person.mail, person.role, person.home_team_id, person.language) == (
        "陈薇",
        "wei@lantern.example",
        "guest",
        company.product.pk,
        "zh-hans",
    )
    assert person.check_password(PASSWORD)
    assert EmailAddress.objects.filter(user=person, verified=True).exists()
    event = Event.objects.latest("id")
    assert (event.verb, event.noun, event.actor_id, event.after) == (
        "accepted",
        "invitation",
        person.pk,
        {"person": person.pk, "name": "陈薇", "role": "guest"},
    )


def test_an_invitation_is_used_once(company: Company) -> None:
    invited = actions.invite(mail="wei@lantern.example", **by(company.admin))
    actions.accept_invitation(secret_of(invited), name="Wei", password=PASSWORD, at=NOW, door="web")
    with pytest.raises(actions.InvitationUsed):
        actions.accept_invitation(secret_of(invited), name="Wei 2", password=PASSWORD, at=NOW, door="web")
    with pytest.raises(actions.InvitationUsed):
        actions.send_again(invited.invitation, **by(company.admin))
    with pytest.raises(actions.InvitationUsed):
        actions.withdraw_invitation(invited.invitation, **by(company.admin))
    assert Person.objects.filter(mail="wei@lantern.example").count() == 1


def test_an_invitation_expires_after_fourteen_days(company: Company) -> None:
    invited = actions.invite(mail="wei@lantern.example", **by(company.admin))
    with pytest.raises(actions.InvitationExpired):
        actions.accept_invitation(secret_of(invited), name="Wei", password=PASSWORD, at=LATER, door="web")
    with pytest.raises(actions.InvitationExpired):
        actions.invitation_of(secret_of(invited), at=LATER)
    assert not Person.objects.filter(mail="wei@lantern.example").exists()


def test_sending_again_replaces_the_link(company: Company) -> None:
    first = actions.invite(mail="wei@lantern.example", **by(company.admin))
    second = actions.send_again(first.invitation, **by(company.admin, LATER))
    with pytest.raises(actions.InvitationUnknown):
        actions.invitation_of(secret_of(first), at=LATER)
    assert actions.invitation_of(secret_of(second), at=LATER).pk == first.invitation.pk


def test_a_withdrawn_invitation_lets_nobody_in(company: Company) -> None:
    invited = actions.invite(mail="wei@lantern.example", **by(company.admin))
    actions.withdraw_invitation(invited.invitation, **by(company.admin))
    with pytest.raises(actions.InvitationWithdrawn):
        actions.accept_invitation(secret_of(invited), name="Wei", password=PASSWORD, at=NOW, door="web")
    assert Event.objects.latest("id").verb == "withdrawn"


def test_nobody_is_invited_twice_or_when_already_here(company: Company) -> None:
    with pytest.raises(MailTaken):
        actions.invite(mail="mei@lantern.example", **by(company.admin))
    actions.invite(mail="wei@lantern.example", **by(company.admin))
    with pytest.raises(actions.AlreadyInvited):
        actions.invite(mail="WEI@lantern.example", **by(company.admin))
    again = actions.invite(mail="wei@lantern.example", **by(company.admin, LATER))
    assert again.invitation.created_at == LATER


def test_somebody_added_meanwhile_makes_the_invitation_useless(company: Company) -> None:
    invited = actions.invite(mail="wei@lantern.example", **by(company.admin))
    add_person(mail="wei@lantern.example", name="Wei", **by(company.admin))
    with pytest.raises(MailTaken):
        actions.accept_invitation(secret_of(invited), name="Wei", password=PASSWORD, at=NOW, door="web")


def test_a_poor_password_leaves_the_invitation_open(company: Company) -> None:
    invited = actions.invite(mail="wei@lantern.example", **by(company.admin))
    with pytest.raises(PasswordTooShort):
        actions.accept_invitation(secret_of(invited), name="Wei", password="short", at=NOW, door="web")
    assert actions.invitation_of(secret_of(invited), at=NOW).used_at is None


def test_a_team_archived_meanwhile_is_left_out(company: Company) -> None:
    growth = create_team(name="Growth", **by(company.admin))
    invited = actions.invite(mail="wei@lantern.example", team=growth, **by(company.admin))
    archive_team(growth, **by(company.admin))
    person = actions.accept_invitation(secret_of(invited), name="Wei", password=PASSWORD, at=NOW, door="web")
    assert person.home_team is None


def test_only_administrators_invite(company: Company) -> None:
    with pytest.raises(AdminsOnly):
        actions.invite(mail="wei@lantern.example", **by(company.mei))
    assert not Invitation.objects.exists()
