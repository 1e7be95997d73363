"""Ancestors and team figures follow a change: appended with it, settled right after it.

A change appends a ``Ripple`` in its own transaction and waits for nobody. ``settle`` takes all that
have gathered, rolls each parent up once, goes on upwards while something changes, counts the touched
teams again, and deletes what it has settled; if it dies, the ripples are still there. In a server a
thread of its own settles within a fraction of a second; before a person's next page ``settle_for``
settles theirs, so whoever acted sees exact figures.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import date, datetime

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.db.models import BigIntegerField, Case, Count, F, Q, Sum, Value, When
from django.utils import timezone

from headway.db.locks import take
from headway.goals.access import open_to_everyone
from headway.goals.actions.figures import refresh_key_result, refresh_objective
from headway.goals.models import Alignment, KeyResult, Objective, Ripple, TeamFigure
from headway.goals.rules import Totals, effective_weights
from headway.people.models import Organisation, Person
from headway.people.queries.organisation import company_day, organisation
from headway.people.viewer import Viewer

log = logging.getLogger(__name__)
GATHER_SECONDS = 0.08
BATCH = 5_000

type Place = tuple[int | None, int]


def ripple(
    objective: Objective, *, by: Viewer, place: Place | None = None, rolled: int | None = None
) -> None:
    """Note, in the caller's transaction, that parents and team figures have to follow."""
    team, cycle = place if place is not None else (objective.counted_in_id, objective.cycle_id)
    Ripple.objects.create(
        objective_id=objective.pk, rolled_id=rolled, team_id=team, cycle_id=cycle, actor_id=by.id
    )
    transaction.on_commit(wake)


def settle_for(person: Person) -> None:
    """Settle before a person's page, if something of theirs is still to follow."""
    if Ripple.objects.filter(actor_id=person.pk).exists():
        settle()


def settle(*, at: datetime | None = None) -> int:
    """Bring every ancestor and team figure up to date as of ``at`` (now); returns how many ripples were settled.

    One settles at a time; a second caller waits for the first and then does what is left.
    """
    settled = 0
    while True:
        with _one_at_a_time():
            rows = list(Ripple.objects.order_by("id")[:BATCH])
            if not rows:
                return settled
            _spread(rows, at or timezone.now())
            Ripple.objects.filter(pk__in=[row.pk for row in rows]).delete()
            settled += len(rows)


def _spread(rows: list[Ripple], at: datetime) -> None:
    org = organisation()
    today = company_day(org, at)
    places: set[Place] = {(row.team_id, row.cycle_id) for row in rows if row.cycle_id is not None}
    wave = {row.objective_id for row in rows if row.objective_id is not None}
    extra = {row.rolled_id for row in rows if row.rolled_id is not None}
    guard = 0
    while (wave or extra) and guard < 64:
        guard += 1
        fed = _feed(wave, org, today)
        parents = set(
            Alignment.objects.filter(
                child__in=wave, kind=Alignment.Kind.CONTRIBUTES,
                state=Alignment.State.ACTIVE, key_result__isnull=True,
            ).values_list("parent_id", flat=True)
        )
        wave = set()
        for pk in sorted(parents | extra | fed):
            with transaction.atomic():
                objective = (
                    Objective.objects.select_for_update(of=("self",))
                    .select_related("cycle", "counted_in", "baseline")
                    .filter(pk=pk)
                    .first()
                )
                if objective is None or objective.cycle.state == "closed":
                    continue
                if refresh_objective(objective, org, today):
                    wave.add(objective.pk)
                    places.add((objective.counted_in_id, objective.cycle_id))
        extra = set()
    for team, cycle in sorted(places, key=lambda place: (place[1], place[0] or 0)):
        count_team(team, cycle)


def _feed(changed: set[int], org: Organisation, today: date) -> set[int]:
    """Key results driven by those below them: refreshed; the ids of their objectives."""
    fed: set[int] = set()
    wanted = KeyResult.objects.filter(
        pk__in=KeyResult.objects.filter(objective__in=changed, below__isnull=False).values("below_id"),
        driver=KeyResult.Driver.BELOW,
    ).select_related("objective__cycle", "objective__counted_in", "objective__owner")
    for row in wanted:
        with transaction.atomic():
            if refresh_key_result(row, row.objective, org, today):
                fed.add(row.objective_id)
    return fed


def count_team(team_id: int | None, cycle_id: int) -> TeamFigure:
    """Count a team's objectives of a cycle again (none: the company's): three aggregates, one row written."""
    held = Case(
        When(progress__isnull=True, then=Value(0)),
        When(progress__lt=0, then=Value(0)),
        When(progress__gt=1, then=Value(1_000_000)),
        default=F("progress"),
        output_field=BigIntegerField(),
    )
    rows = open_to_everyone().filter(cycle=cycle_id, counted_in=team_id)
    statuses = {
        name: Count("id", filter=Q(status=name))
        for name in ("not_started", "on_track", "at_risk", "off_track", "overdue", "done")
    }
    sums = rows.order_by().aggregate(
        objectives=Count("id"), valued=Count("progress"), progress_sum=Sum(held),
        aspirational=Count("id", filter=Q(ambition="aspirational")), **statuses,
    )
    own = list(
        rows.filter(holder__in=["team", "company"]).values_list("progress", "weight").order_by("id")
    )
    weights = effective_weights([weight for _, weight in own])
    totals = Totals.of((progress, weight) for (progress, _), weight in zip(own, weights, strict=True))
    mean = totals.progress()
    live = KeyResult.objects.filter(
        objective__in=rows.filter(state=Objective.State.AGREED).values("pk"), state=KeyResult.State.LIVE
    ).aggregate(stuck=Count("id", filter=Q(stuck=True)), unclaimed=Count("id", filter=Q(owner__isnull=True)))
    values = {
        **{name: value or 0 for name, value in {**sums, **live}.items()},
        "own": len(own),
        "own_valued": totals.valued,
        "own_progress": None if mean is None else int(mean.scaleb(6)),
    }
    with transaction.atomic():
        figure, _ = TeamFigure.objects.update_or_create(team_id=team_id, cycle_id=cycle_id, defaults=values)
    return figure


class _one_at_a_time:
    """A lock across processes that is not a transaction: settling commits parent by parent."""

    def __enter__(self) -> None:
        self._within = connection.in_atomic_block
        if connection.vendor != "postgresql":
            _in_process.acquire()
            return
        if self._within:
            take("settle")
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(7411002)")

    def __exit__(self, *exc: object) -> None:
        if connection.vendor != "postgresql":
            _in_process.release()
        elif not self._within:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(7411002)")


_in_process = threading.RLock()
_wanted = threading.Event()
_thread: threading.Thread | None = None
_starting = threading.Lock()


def wake() -> None:
    """After a commit: settle now, or let the server's thread do it."""
    if settings.HEADWAY_SETTLE == "thread":
        _start()
        _wanted.set()
    elif settings.HEADWAY_SETTLE == "inline":
        settle()


def _start() -> None:
    global _thread
    with _starting:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_follow, name="settle", daemon=True)
            _thread.start()


def _follow() -> None:
    while True:
        _wanted.wait(timeout=30)
        time.sleep(GATHER_SECONDS)
        _wanted.clear()
        try:
            close_old_connections()
            settle()
        except Exception:
            log.exception("settling failed; it is tried again")
            connection.close()
            time.sleep(0.5)
            _wanted.set()
