"""Invitations that can still be accepted, and all of them for the settings page."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from headway.people.models import Invitation


def open_invitations(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)
