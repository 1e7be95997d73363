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
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import batched, groupby
from operator import itemgetter

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.db.models import BigIntegerField, Case, Count, F, Q, Sum, Value, When
from django.utils import timezone

from headway.db.locks import one_at_a_time
from headway.db.rows import add, write
from headway.goals.access import open_to_everyone
from headway.goals.actions.figures import refresh_key_result, refresh_together
from headway.goals.models import Alignment, Cycle, KeyResult, Objective, Ripple, TeamFigure
from headway.goals.rules import Totals, effective_weights
from headway.people.models import Organisation, Person
from headway.people.queries.organisation import company_day, organisation
from headway.people.viewer import Viewer

log = logging.getLogger(__name__)
GATHER_SECONDS = 0.08
# Settling takes about a third of the time, and what has changed is settled within a second.
LONGEST_GATHER = 0.4
BATCH = 5_000
TOGETHER = 50
MOST_TURNS = 64

type Place = tuple[int | None, int]


def ripple(
    objective: Objective, *, by: Viewer, place: Place | None = None, rolled: int | None = None
) -> None:
    """Note, in the caller's transaction, that parents and team figures have to follow."""
    team, cycle = place if place is not None else (objective.counted_in_id, objective.cycle_id)
    add(Ripple(objective_id=objective.pk, rolled_id=rolled, team_id=team, cycle_id=cycle, actor_id=by.id))
    transaction.on_commit(wake)


def settle_for(person: Person) -> None:
    """Settle before a person's page, if something of theirs is still to follow."""
    if Ripple.objects.filter(actor_id=person.pk).exists():
        settle()


def settle(*, at: datetime | None = None) -> int:
    """Bring every ancestor and team figure up to date as of ``at`` (now); returns how many were settled.

    One settles at a time; a second caller waits for the first and then does what is left of what was there
    when it came: under a steady stream of check-ins it would otherwise never be done.
    """
    settled = 0
    last = Ripple.objects.order_by("-id").values_list("id", flat=True).first()
    while last is not None:
        with one_at_a_time("settle"):
            rows = list(Ripple.objects.order_by("id")[:BATCH])
            if not rows or rows[0].pk > last:
                break
            _spread(rows, at or timezone.now())
            Ripple.objects.filter(pk__in=[row.pk for row in rows]).delete()
            settled += len(rows)
        if len(rows) < BATCH:
            break
    return settled


def _spread(rows: list[Ripple], at: datetime) -> None:
    org = organisation()
    today = company_day(org, at)
    places: set[Place] = {(row.team_id, row.cycle_id) for row in rows if row.cycle_id is not None}
    changed = {row.objective_id for row in rows if row.objective_id is not None}
    again = {row.rolled_id for row in rows if row.rolled_id is not None}
    climbed = False
    for _ in range(MOST_TURNS):
        again |= _feed(changed, org, today)
        if climbed and not again:
            break
        risen = _climb(set() if climbed else changed, again, org, today)
        places |= set(risen.values())
        changed, again, climbed = set(risen), set(), True
    count_teams(places)


def _climb(changed: set[int], again: set[int], org: Organisation, today: date) -> dict[int, Place]:
    """Roll up what lies above ``changed``, and ``again`` with what lies above it, each once and after all
    that contributes to it. Those whose own parents or team see a change, with the place that counts them.
    """
    above = _above(changed | again)
    parents = {parent for every in above.values() for parent in every}
    waiting = dict.fromkeys(parents | again, 0)
    for child, every in above.items():
        if child in waiting:
            for parent in every:
                waiting[parent] += 1
    due = again | {parent for child in changed for parent in above.get(child, ())}
    risen: dict[int, Place] = {}
    while waiting:
        ready = [pk for pk, below in waiting.items() if not below] or list(waiting)
        for chunk in batched(sorted(due.intersection(ready)), TOGETHER):
            for objective in _rolled_up(chunk, org, today):
                risen[objective.pk] = (objective.counted_in_id, objective.cycle_id)
                due |= above.get(objective.pk, set())
        for pk in ready:
            del waiting[pk]
        for pk in ready:
            for parent in above.get(pk, ()):
                if parent in waiting:
                    waiting[parent] -= 1
    return risen


_LINKS = f"""
SELECT child_id, parent_id FROM {Alignment._meta.db_table}
WHERE kind = '{Alignment.Kind.CONTRIBUTES}' AND state = '{Alignment.State.ACTIVE}' AND key_result_id IS NULL
"""
# UNION, not UNION ALL: a link that is found again leads nowhere new, so it ends even if there were a circle.
_UPWARDS = """
WITH RECURSIVE link (child_id, parent_id) AS (
    {links} AND child_id IN ({marks})
    UNION
    SELECT a.child_id, a.parent_id FROM link JOIN ({links}) a ON a.child_id = link.parent_id
) SELECT child_id, parent_id FROM link
"""


def _above(objectives: set[int]) -> dict[int, set[int]]:
    """What each of these contributes to, and so on up; one query however many levels."""
    above: dict[int, set[int]] = {pk: set() for pk in objectives}
    with connection.cursor() as cursor:
        for some in batched(objectives, 900):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(_UPWARDS.format(links=_LINKS, marks=marks), some)
            for child, parent in cursor.fetchall():
                above.setdefault(child, set()).add(parent)
                above.setdefault(parent, set())
    return above


@transaction.atomic
def _rolled_up(ids: Sequence[int], org: Organisation, today: date) -> list[Objective]:
    """Locked in the order of their ids, which every settling keeps; those that changed."""
    objectives = [
        objective
        for objective in Objective.objects.select_for_update(of=("self",))
        .select_related("cycle", "baseline")
        .filter(pk__in=ids)
        .order_by("pk")
        if objective.cycle.state != Cycle.State.CLOSED
    ]
    changed = refresh_together(objectives, org, today)
    return [objective for objective in objectives if objective.pk in changed]


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


def count_team(team_id: int | None, cycle_id: int) -> None:
    """Count a team's objectives of a cycle again (none: the company's)."""
    count_teams([(team_id, cycle_id)])


def count_teams(places: Iterable[Place]) -> None:
    """Count teams again: per cycle four queries and a write for each team whose figures changed."""
    by_cycle: dict[int, list[int | None]] = {}
    for team, cycle in places:
        by_cycle.setdefault(cycle, []).append(team)
    for cycle, teams in sorted(by_cycle.items()):
        known = sorted(team for team in teams if team is not None)
        for chunk in batched(known, TOGETHER):
            _keep(cycle, chunk)
        if None in teams:
            _keep(cycle, None)


def team_figures(cycle_id: int, teams: Sequence[int] | None) -> dict[int | None, dict[str, int | None]]:
    """What the figures of these teams (none: the company) are, counted afresh; three queries."""
    places = {"counted_in__isnull": True} if teams is None else {"counted_in__in": teams}
    rows = open_to_everyone().filter(cycle=cycle_id, **places)
    asked: Sequence[int | None] = [None] if teams is None else teams
    found: dict[int | None, dict[str, int | None]] = {
        team: {**dict.fromkeys(_COUNTED, 0), "own_progress": None} for team in asked
    }
    held = Case(
        When(progress__isnull=True, then=Value(0)),
        When(progress__lt=0, then=Value(0)),
        When(progress__gt=1, then=Value(1_000_000)),
        default=F("progress"),
        output_field=BigIntegerField(),
    )
    sums = {
        "objectives": Count("id"),
        "valued": Count("progress"),
        "progress_sum": Sum(held),
        "aspirational": Count("id", filter=Q(ambition="aspirational")),
        **{name: Count("id", filter=Q(status=name)) for name in _STATUSES},
    }
    named = {f"all_{name}": each for name, each in sums.items()}
    for team, *values in (
        rows.order_by().values("counted_in").annotate(**named).values_list("counted_in", *named)
    ):
        found[team].update({name: int(value or 0) for name, value in zip(sums, values, strict=True)})
    own = rows.filter(holder__in=["team", "company"]).order_by("counted_in", "id")
    for team, group in groupby(own.values_list("counted_in", "progress", "weight"), key=itemgetter(0)):
        parts = list(group)
        weights = effective_weights([weight for _, _, weight in parts])
        totals = Totals.of(
            (progress, weight) for (_, progress, _), weight in zip(parts, weights, strict=True)
        )
        mean = totals.progress()
        found[team].update(
            own=len(parts),
            own_valued=totals.valued,
            own_progress=None if mean is None else int(mean.scaleb(6)),
        )
    live = (
        KeyResult.objects.filter(
            state=KeyResult.State.LIVE,
            objective__cycle=cycle_id,
            objective__state=Objective.State.AGREED,
            objective__visibility=Objective.Visibility.EVERYONE,
            **{f"objective__{name}": wanted for name, wanted in places.items()},
        )
        .exclude(objective__outcome=Objective.Outcome.DROPPED)
        .order_by()
        .values("objective__counted_in")
        .annotate(
            all_stuck=Count("id", filter=Q(stuck=True)),
            all_unclaimed=Count("id", filter=Q(owner__isnull=True)),
        )
        .values_list("objective__counted_in", "all_stuck", "all_unclaimed")
    )
    for team, stuck, unclaimed in live:
        found[team].update(stuck=stuck, unclaimed=unclaimed)
    return found


_STATUSES = ("not_started", "on_track", "at_risk", "off_track", "overdue", "done")
_COUNTED = (
    "objectives", "valued", "progress_sum", "aspirational", "own", "own_valued", *_STATUSES,
    "stuck", "unclaimed",
)  # fmt: skip


@transaction.atomic
def _keep(cycle: int, teams: Sequence[int] | None) -> None:
    asked = TeamFigure.objects.filter(cycle=cycle)
    asked = asked.filter(team__isnull=True) if teams is None else asked.filter(team__in=teams)
    stored = {figure.team_id: figure for figure in asked.select_for_update(of=("self",)).order_by("pk")}
    for team, values in team_figures(cycle, teams).items():
        figure = stored.get(team)
        if figure is None:
            TeamFigure.objects.create(team_id=team, cycle_id=cycle, **values)
            continue
        changed = {name: value for name, value in values.items() if getattr(figure, name) != value}
        if changed:
            write(TeamFigure, figure.pk, changed)


_wanted = threading.Event()
_thread: threading.Thread | None = None
_starting = threading.Lock()


def wake() -> None:
    """After a commit: settle now, or let the server's thread do it."""
    if settings.HEADWAY_SETTLE == "thread":
        _start()
        _wanted.set()
    elif settings.HEADWAY_SETTLE == "inline":
        _all()


def settle_too(follow: Callable[[], object]) -> None:
    """Rooms above that keep something up let it be settled at the same time."""
    _followers.append(follow)


def _all() -> None:
    settle()
    for follow in _followers:
        follow()


_followers: list[Callable[[], object]] = []


def _start() -> None:
    global _thread
    with _starting:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_follow, name="settle", daemon=True)
            _thread.start()


def _follow() -> None:
    pause = GATHER_SECONDS
    while True:
        _wanted.wait(timeout=30)
        time.sleep(pause)
        _wanted.clear()
        began = time.monotonic()
        try:
            close_old_connections()
            _all()
            pause = min(LONGEST_GATHER, max(GATHER_SECONDS, 2 * (time.monotonic() - began)))
        except Exception:
            log.exception("settling failed; it is tried again")
            connection.close()
            time.sleep(0.5)
            _wanted.set()
