"""Invitations: a link that lets one mail address in once, within 14 days."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from headway.activity.record import record
from headway.core.errors import N_, Refusal
from headway.core.text import clean_line
from headway.db import locks
from headway.people.access import must_administer
from headway.people.actions.checks import (
    MailTaken,
    checked_choice,
    checked_language,
    checked_mail,
    checked_password,
    checked_zone,
)
from headway.people.actions.people import TeamArchived, enter
from headway.people.models import Invitation, Organisation, Person, Team
from headway.people.queries.invitations import open_invitations

LASTS = timedelta(days=14)


class InvitationUnknown(Refusal):
    code = "invitation_unknown"
    sentence = N_(
        "We do not know this invitation. Check that the whole link arrived; "
        "if it was sent again, use the newer one."
    )
    status = 404


class InvitationExpired(Refusal):
    code = "invitation_expired"
    sentence = N_("This invitation has expired. Ask whoever invited you to send it again.")


class InvitationUsed(Refusal):
    code = "invitation_used"
    sentence = N_("This invitation has been used already. Sign in with your mail address and password.")


class InvitationWithdrawn(Refusal):
    code = "invitation_withdrawn"
    sentence = N_("This invitation was withdrawn. Ask an administrator for a new one.")


class AlreadyInvited(Refusal):
    code = "already_invited"
    sentence = N_("%(mail)s has an open invitation. Send that one again instead.")


class Invited(NamedTuple):
    """The link is known now and never again: only its digest is stored."""

    invitation: Invitation
    link: str


@transaction.atomic
def invite(
    *,
    mail: str,
    name: str = "",
    team: Team | None = None,
    role: str = Person.Role.MEMBER,
    actor: Person | None,
    at: datetime,
    door: str,
) -> Invited:
    """Mails the link once the transaction is through."""
    locks.take("person-mail")
    must_administer(actor, door=door)
    mail = checked_mail(mail)
    name = clean_line(name, limit=120, field="name", required=False)
    role = checked_choice(role, Person.Role.values, field="role")
    if Person.objects.filter(mail=mail).exists():
        raise MailTaken(field="mail", mail=mail)
    if open_invitations(at).filter(mail=mail).exists():
        raise AlreadyInvited(field="mail", mail=mail)
    if team is not None and team.archived:
        raise TeamArchived(field="team", team=team.name)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        mail=mail,
        name=name,
        team=team,
        role=role,
        digest=_digest(secret),
        invited_by=actor,
        created_at=at,
        expires_at=at + LASTS,
    )
    record(
        "invited",
        invitation,
        actor=actor,
        at=at,
        door=door,
        team_id=team.pk if team else None,
        after={"mail": mail, "role": role, "team": team},
    )
    return _send(invitation, secret)


@transaction.atomic
def send_again(invitation: Invitation, *, actor: Person | None, at: datetime, door: str) -> Invited:
    """A new link with 14 new days; the old one stops working. A withdrawn one opens again."""
    locks.take("person-mail")
    must_administer(actor, door=door)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.used_at is not None:
        raise InvitationUsed()
    if Person.objects.filter(mail=invitation.mail).exists():
        raise MailTaken(field="mail", mail=invitation.mail)
    if open_invitations(at).filter(mail=invitation.mail).exclude(pk=invitation.pk).exists():
        raise AlreadyInvited(field="mail", mail=invitation.mail)
    secret = secrets.token_urlsafe(32)
    invitation.digest = _digest(secret)
    invitation.expires_at = at + LASTS
    invitation.withdrawn_at = None
    invitation.save(update_fields=["digest", "expires_at", "withdrawn_at"])
    record(
        "sent_again", invitation, actor=actor, at=at, door=door, after={"expires_at": invitation.expires_at}
    )
    return _send(invitation, secret)


@transaction.atomic
def withdraw_invitation(
    invitation: Invitation, *, actor: Person | None, at: datetime, door: str
) -> Invitation:
    must_administer(actor, door=door)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.used_at is not None:
        raise InvitationUsed()
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = at
        invitation.save(update_fields=["withdrawn_at"])
        record("withdrawn", invitation, actor=actor, at=at, door=door)
    return invitation


def invitation_of(secret: str, *, at: datetime) -> Invitation:
    """The open invitation behind a link; why not, as a Refusal."""
    invitation = (
        Invitation.objects.filter(digest=_digest(secret)).select_related("team", "invited_by").first()
    )
    if invitation is None:
        raise InvitationUnknown()
    _must_be_open(invitation, at)
    return invitation


@transaction.atomic
def accept_invitation(
    secret: str,
    *,
    name: str,
    password: str,
    language: str = "",
    time_zone: str = "",
    at: datetime,
    door: str,
) -> Person:
    locks.take("person-mail")
    invitation = Invitation.objects.select_for_update().filter(digest=_digest(secret)).first()
    if invitation is None:
        raise InvitationUnknown()
    _must_be_open(invitation, at)
    if Person.objects.filter(mail=invitation.mail).exists():
        raise MailTaken(mail=invitation.mail)
    name = clean_line(name, limit=120, field="name")
    team = invitation.team if invitation.team and not invitation.team.archived else None
    person = enter(
        Person(
            mail=invitation.mail,
            name=name,
            role=invitation.role,
            home_team=team,
            language=checked_language(language),
            time_zone=checked_zone(time_zone),
            joined_on=at.date(),
        ),
        password=checked_password(password, mail=invitation.mail, name=name),
    )
    invitation.used_at = at
    invitation.person = person
    invitation.save(update_fields=["used_at", "person"])
    record(
        "accepted",
        invitation,
        actor=person,
        at=at,
        door=door,
        team_id=team.pk if team else None,
        after={"person": person.pk, "name": name, "role": person.role},
    )
    return person


def _must_be_open(invitation: Invitation, at: datetime) -> None:
    if invitation.used_at is not None:
        raise InvitationUsed()
    if invitation.withdrawn_at is not None:
        raise InvitationWithdrawn()
    if invitation.expires_at <= at:
        raise InvitationExpired()


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _send(invitation: Invitation, secret: str) -> Invited:
    link = f"{settings.BASE_URL}/invitations/{secret}"
    organisation = Organisation.objects.get(pk=1)
    with translation.override(organisation.language):
        subject, text = _letter(invitation, organisation, link)
    # A mail server that is down must not undo the invitation: its page shows the link.
    transaction.on_commit(partial(send_mail, subject, text, None, [invitation.mail]), robust=True)
    return Invited(invitation, link)


def _letter(invitation: Invitation, organisation: Organisation, link: str) -> tuple[str, str]:
    by = invitation.invited_by.name if invitation.invited_by else organisation.name
    subject = _("%(by)s invites you to %(company)s on Headway") % {"by": by, "company": organisation.name}
    text = _(
        "Hello,\n\n"
        "%(by)s would like you to join %(company)s on Headway, where the company keeps its objectives "
        "and key results.\n\n"
        "Open this link within 14 days to choose a password and come in:\n%(link)s\n\n"
        "If you did not expect this mail, you can ignore it.\n"
    ) % {"by": by, "company": organisation.name, "link": link}
    return subject, text
