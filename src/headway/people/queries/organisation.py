"""The organisation's own row, its thresholds and its day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from headway.db.prepared import made, names, prepared
from headway.people.models import Organisation


def the_organisation() -> Organisation | None:
    """The one organisation; None on an empty installation."""
    return next((made(Organisation, row) for row in _rows()), None)


def organisation() -> Organisation:
    """The one organisation; raises ``Organisation.DoesNotExist`` on an empty installation."""
    org = the_organisation()
    if org is None:
        raise Organisation.DoesNotExist
    return org


def company_day(org: Organisation, at: datetime) -> date:
    """The company's calendar day at an instant: cycle days and slots follow it."""
    return at.astimezone(ZoneInfo(org.time_zone)).date()


@prepared
def _rows() -> QuerySet[Organisation, tuple[object, ...]]:
    return Organisation.objects.filter(pk=1).values_list(*names(Organisation))
