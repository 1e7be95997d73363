"""The proof that stored reviews are what a review made anew says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import batched

from django.db.models import Q

from headway.coach.actions.sums import Sums, team_sums
from headway.coach.actions.upkeep import BATCH, KEPT, held_by_any, reviews_of, settle_reviews
from headway.coach.models import Review, TeamFinding, TeamQuality
from headway.coach.queries.sets import ALIVE, Holder, sets_of
from headway.coach.queries.settings import coach
from headway.goals.actions.daily import Difference
from headway.goals.models import Cycle, Objective


def differences(*, progress: Callable[[int], None] = lambda count: None) -> Iterator[Difference]:
    """Every stored review of an open cycle, and every sum, that differs from one made anew."""
    settle_reviews()
    now = coach()
    if not now.on:
        return
    opened = Q(cycle__in=Cycle.objects.exclude(state=Cycle.State.CLOSED).values("pk"))
    everyone = Objective.objects.filter(ALIVE, opened).order_by("cycle", "holder", "team", "person")
    count = 0
    seen: set[int] = set()
    for chunk in batched(
        [Holder(*each) for each in everyone.values_list("cycle", "holder", "team", "person").distinct()],
        BATCH,
    ):
        made = reviews_of(sets_of(Objective.objects.filter(ALIVE, held_by_any(chunk))), now)
        stored = Review.objects.in_bulk(made)
        seen |= set(made)
        for pk, row in made.items():
            was = stored.get(pk)
            if was is None:
                yield Difference("review", pk, "score", None, row.score)
                continue
            for name in KEPT:
                attribute = f"{name}_id" if name in ("cycle", "team") else name
                if getattr(was, attribute) != getattr(row, attribute):
                    yield Difference("review", pk, name, getattr(was, attribute), getattr(row, attribute))
        count += len(made)
        progress(count)
    for pk in Review.objects.filter(opened).values_list("pk", flat=True):
        if pk not in seen:
            yield Difference("review", pk, "score", "stored", None)
    yield from _sum_differences()


def _sum_differences() -> Iterator[Difference]:
    places = set(Review.objects.order_by().values_list("team", "cycle").distinct())
    stored = {(row.team_id, row.cycle_id): row for row in TeamQuality.objects.all()}
    found = {
        (row.team_id, row.cycle_id, row.code): [row.found, row.in_drafts] for row in TeamFinding.objects.all()
    }
    for team, cycle in sorted({*places, *stored}, key=lambda place: (place[1], place[0] or 0)):
        sums, codes = team_sums(cycle, (team,))
        row = stored.get((team, cycle))
        for name in Sums.__slots__:
            was, is_now = getattr(row, name, 0), getattr(sums[team], name)
            if was != is_now:
                yield Difference("team", team or 0, name, was, is_now)
        every = {code for _, code, _ in codes} | {code for t, c, code in found if (t, c) == (team, cycle)}
        for code in sorted(every):
            counted = [codes[team, code, True], codes[team, code, False]]
            if found.get((team, cycle, code), [0, 0]) != counted:
                yield Difference("team", team or 0, code, found.get((team, cycle, code)), counted)
