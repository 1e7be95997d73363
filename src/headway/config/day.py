"""The daily job, once a day and by one process only, in whatever serves the pages."""

from __future__ import annotations

import logging
import threading
import time
from datetime import date, datetime

from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone

from headway.api.idempotency import prune
from headway.goals.actions.daily import turn_day
from headway.people.models import Organisation
from headway.people.queries.organisation import company_day, the_organisation

log = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 60

_thread: threading.Thread | None = None


def start() -> None:
    """Look once a minute, from now on, whether the company's day has turned."""
    global _thread
    if _thread is None or not _thread.is_alive():
        _thread = threading.Thread(target=_watch, name="day", daemon=True)
        _thread.start()


def turn(*, at: datetime) -> int:
    """Do the day's work, whoever did it before; returns how many rows were touched."""
    touched = turn_day(at=at)
    prune(at=at)
    return touched


def turn_if_due(*, at: datetime) -> int | None:
    """Do the day's work unless it is done, or another process has taken it on."""
    org = the_organisation()
    if org is None:
        return None
    today = company_day(org, at)
    before = org.settled_on
    if not _claim(today):
        return None
    try:
        return turn(at=at)
    except BaseException:
        Organisation.objects.filter(pk=1, settled_on=today).update(settled_on=before)
        raise


def _claim(today: date) -> bool:
    """One UPDATE that a single process wins."""
    due = Organisation.objects.filter(Q(settled_on__isnull=True) | Q(settled_on__lt=today), pk=1)
    return due.update(settled_on=today) == 1


def _watch() -> None:
    while True:
        try:
            turn_if_due(at=timezone.now())
        except DatabaseError:
            log.warning("the database cannot be reached; the day is turned later", exc_info=True)
        except Exception:
            log.exception("the daily job failed; it is tried again in a minute")
        finally:
            connection.close()
        time.sleep(LOOK_EVERY_SECONDS)
