"""The daily job, once a day and by one process at a time, in whatever serves the pages.

Who takes it on has it for `LEASE`; the day counts as done when it is done. So a process that is killed in
the middle leaves the day to whoever looks once the lease has run out; doing a part twice changes nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone

from headway.api.idempotency import prune
from headway.coach.actions.upkeep import follow_release, turn_reviews
from headway.goals.actions.daily import turn_day
from headway.people.models import Organisation
from headway.people.queries.organisation import company_day, the_organisation

log = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 60
LEASE = timedelta(minutes=20)

_thread: threading.Thread | None = None


def start() -> None:
    """Look once a minute, from now on, whether the company's day has turned."""
    global _thread
    if _thread is None or not _thread.is_alive():
        _thread = threading.Thread(target=_watch, name="day", daemon=True)
        _thread.start()


def turn(*, at: datetime, still_at_it: Callable[[], None] = lambda: None) -> int:
    """Do the day's work, whoever did it before; returns how many rows were touched."""
    touched = turn_day(at=at, still_at_it=still_at_it)
    touched += turn_reviews(at=at, still_at_it=still_at_it)
    prune(at=at)
    return touched


def turn_if_due(*, at: datetime) -> int | None:
    """Do the day's work unless it is done, or another process has taken it on."""
    org = the_organisation()
    if org is None:
        return None
    lease = _Lease(at)
    if not lease.won(company_day(org, at)):
        return None
    try:
        return turn(at=at, still_at_it=lease.renew)
    finally:
        lease.end()


class _Lease:
    """The day's work is one process's until `until`, which it puts off while it is at it."""

    def __init__(self, at: datetime) -> None:
        self.at, self.began, self.until = at, time.monotonic(), at + LEASE

    def won(self, today: date) -> bool:
        """One UPDATE that a single process wins."""
        due = Organisation.objects.filter(
            Q(settled_on__isnull=True) | Q(settled_on__lt=today),
            Q(settling_until__isnull=True) | Q(settling_until__lte=self.at),
            pk=1,
        )
        return due.update(settling_until=self.until) == 1

    def renew(self) -> None:
        until = self.at + timedelta(seconds=time.monotonic() - self.began) + LEASE
        if until - self.until > LEASE / 2:
            Organisation.objects.filter(pk=1, settling_until=self.until).update(settling_until=until)
            self.until = until

    def end(self) -> None:
        Organisation.objects.filter(pk=1, settling_until=self.until).update(settling_until=None)


def _watch() -> None:
    begun = False
    while True:
        try:
            if not begun:
                follow_release()
                begun = True
            turn_if_due(at=timezone.now())
        except DatabaseError:
            log.warning("the database cannot be reached; the day is turned later", exc_info=True)
        except Exception:
            log.exception("the daily job failed; it is tried again in a minute")
        finally:
            connection.close()
        time.sleep(LOOK_EVERY_SECONDS)
