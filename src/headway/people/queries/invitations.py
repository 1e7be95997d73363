"""Invitations that can still be accepted, and all of them for the settings page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from headway.people.models import Invitation

PAGE = 50


def open_invitations(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """``state`` is open, used, withdrawn or expired."""

    id: int
    mail: str
    name: str
    team: str
    role: str
    state: str
    invited_by: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class InvitationPage:
    rows: Sequence[InvitationRow]
    page: int
    pages: int


def invitation_page(*, at: datetime, page: int = 1) -> InvitationPage:
    """Newest first, 50 a page. Two queries."""
    pages = max(1, -(-Invitation.objects.count() // PAGE))
    page = min(max(1, page), pages)
    found = Invitation.objects.select_related("team", "invited_by").order_by("-created_at", "-id")
    return InvitationPage(
        rows=[
            InvitationRow(
                id=row.pk,
                mail=row.mail,
                name=row.name,
                team=row.team.name if row.team else "",
                role=row.get_role_display(),
                state=_state(row, at),
                invited_by=row.invited_by.name if row.invited_by else "",
                created_at=row.created_at,
                expires_at=row.expires_at,
                used_at=row.used_at,
            )
            for row in found[(page - 1) * PAGE : page * PAGE]
        ],
        page=page,
        pages=pages,
    )


def _state(invitation: Invitation, at: datetime) -> str:
    if invitation.used_at is not None:
        return "used"
    if invitation.withdrawn_at is not None:
        return "withdrawn"
    return "open" if invitation.expires_at > at else "expired"
