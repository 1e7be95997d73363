"""Goals follow what changes below them: a person's home team, the company's thresholds, days and leave.

People never know who listens; these receivers run in the transaction of the verb that saved.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone

from headway.goals.models import Cycle, KeyResult, Objective, Ripple
from headway.people.models import Leave, Organisation, Person, Team

OPEN: Final = (Cycle.State.PLANNED, Cycle.State.DRAFTING, Cycle.State.RUNNING, Cycle.State.REVIEWING)
FIGURE_FIELDS: Final = (
    "time_zone",
    "country",
    "check_in_weekday",
    "aspirational_aim",
    "on_track_ratio",
    "at_risk_ratio",
    "silent_share",
    "stuck_after",
    "hold_slots_out",
)


@receiver(post_save, sender=Person)
def follow_home_team(
    sender: type[Person],
    instance: Person,
    created: bool,
    update_fields: frozenset[str] | None,
    **kwargs: object,
) -> None:
    """A person's open objectives are counted in their home team; closed cycles stay as they were."""
    if created or (update_fields is not None and "home_team" not in update_fields):
        return
    moved = Objective.objects.filter(person=instance, cycle__state__in=OPEN).exclude(
        counted_in=instance.home_team_id
    )
    if instance.home_team_id is not None:
        moved = moved | Objective.objects.filter(
            person=instance, cycle__state__in=OPEN, counted_in__isnull=True
        )
    for pk, old, cycle in list(moved.values_list("pk", "counted_in_id", "cycle_id").distinct()):
        Objective.objects.filter(pk=pk).update(counted_in=instance.home_team_id)
        Ripple.objects.create(objective_id=pk, team_id=old, cycle_id=cycle)
        Ripple.objects.create(team_id=instance.home_team_id, cycle_id=cycle)


@receiver(pre_save, sender=Organisation)
def follow_thresholds(sender: type[Organisation], instance: Organisation, **kwargs: object) -> None:
    """New thresholds, slots or holidays, by whatever door: every running figure is due, and the daily job
    runs again. ``follow_rules`` then derives them within a request where they are few."""
    old = Organisation.objects.filter(pk=instance.pk).first()
    if old is not None and moves_figures(old, instance):
        _due_again(Q())
        instance.settled_on = None


def moves_figures(before: Organisation, after: Organisation) -> bool:
    pairs = [(getattr(before, name), getattr(after, name)) for name in FIGURE_FIELDS]
    return any(was != now and str(was) != str(now) for was, now in pairs)


@receiver(pre_save, sender=Team)
def follow_team_day(sender: type[Team], instance: Team, **kwargs: object) -> None:
    """Another day for a team's check-ins moves its slots."""
    old = Team.objects.filter(pk=instance.pk).values_list("check_in_weekday", flat=True).first()
    if old != instance.check_in_weekday:
        _due_again(Q(objective__counted_in=instance.pk))


@receiver([post_save, post_delete], sender=Leave)
def follow_leave(sender: type[Leave], instance: Leave, **kwargs: object) -> None:
    """No check-in falls due while its owner is away."""
    _due_again(Q(owner=instance.person_id) | Q(owner__isnull=True, objective__owner=instance.person_id))


def _due_again(which: Q) -> None:
    """``which`` key results, and their objectives; with none said all that are not closed, drafts too, whose
    pace and next check-in stand on their page."""
    past = timezone.now().date() - timedelta(days=1)  # in every time zone, so that the day's job finds it
    rows = KeyResult.objects.filter(which, objective__cycle__state__in=OPEN)
    objectives = Objective.objects.filter(cycle__state__in=OPEN)
    if which:
        objectives = objectives.filter(pk__in=rows.values("objective_id"))
    objectives.update(status_until=past)
    KeyResult.objects.filter(pk__in=rows.values("pk")).update(status_until=past)
    Organisation.objects.filter(pk=1).update(settled_on=None)
