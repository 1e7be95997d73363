"""The organisation's own row, its thresholds and its day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from headway.people.models import Organisation


def the_organisation() -> Organisation | None:
    """The one organisation; None on an empty installation."""
    return Organisation.objects.filter(pk=1).first()


def organisation() -> Organisation:
    """The one organisation; raises ``Organisation.DoesNotExist`` on an empty installation."""
    return Organisation.objects.get(pk=1)


def company_day(org: Organisation, at: datetime) -> date:
    """The company's calendar day at an instant: cycle days and slots follow it."""
    return at.astimezone(ZoneInfo(org.time_zone)).date()
