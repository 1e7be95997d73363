"""The company's rules have changed: figures follow within the request where they are few."""

from __future__ import annotations

from django.db import transaction

from headway.goals.actions.cycles import refresh_cycle
from headway.goals.models import Cycle, KeyResult
from headway.people.viewer import Viewer

# More key results than this follow new rules with the daily job instead of within a request.
MOST_AT_ONCE = 3_000


def follow_rules(*, by: Viewer) -> bool:
    """Derive the figures of open cycles again after the company's rules changed, which has made them due.

    Says whether it is done; what is too much for a request is left to the daily job.
    """
    opened = Cycle.objects.exclude(state__in=[Cycle.State.PLANNED, Cycle.State.CLOSED]).order_by("id")
    if KeyResult.objects.filter(objective__cycle__in=opened).count() > MOST_AT_ONCE:
        return False
    with transaction.atomic():
        for cycle in opened:
            refresh_cycle(cycle, by.org, by.today, actor=by)
    return True
