"""What follows in the goals when people or the company's rules change."""

from __future__ import annotations

from django.db import transaction

from headway.goals.actions.cycles import refresh_cycle
from headway.goals.actions.ripples import ripple
from headway.goals.models import Cycle, KeyResult, Objective
from headway.people.models import Person
from headway.people.viewer import Viewer

# More key results than this follow new rules with the daily job instead of within a request.
MOST_AT_ONCE = 3_000


@transaction.atomic
def follow_home_team(person: Person, *, by: Viewer) -> int:
    """A person's objectives count in the home team of today; how many moved. Closed cycles stay."""
    held = (
        Objective.objects.select_for_update()
        .filter(holder=Objective.Holder.PERSON, person=person)
        .exclude(cycle__state=Cycle.State.CLOSED)
        .order_by("id")
    )
    moved = [objective for objective in held if objective.counted_in_id != person.home_team_id]
    for objective in moved:
        old_place = (objective.counted_in_id, objective.cycle_id)
        objective.counted_in = person.home_team
        objective.save(update_fields=["counted_in"])
        ripple(objective, by=by, place=old_place)
        ripple(objective, by=by)
    return len(moved)


def follow_rules(*, by: Viewer) -> bool:
    """Derive the figures of open cycles again after the company's rules changed.

    Says whether it is done; where there is too much for a request, the daily job finds it due.
    """
    opened = Cycle.objects.exclude(state__in=[Cycle.State.PLANNED, Cycle.State.CLOSED]).order_by("id")
    rows = KeyResult.objects.filter(objective__cycle__in=opened)
    if rows.count() > MOST_AT_ONCE:
        rows.update(status_until=by.today)
        Objective.objects.filter(cycle__in=opened).update(status_until=by.today)
        return False
    with transaction.atomic():
        for cycle in opened:
            refresh_cycle(cycle, by)
    return True
