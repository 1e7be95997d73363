from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from headway.people.models import Team


class Cycle(models.Model):
    """A stretch of days, both ends inclusive, in which objectives are set, run and reviewed."""

    class Kind(models.TextChoices):
        YEAR = "year", _("Year")
        HALF = "half", _("Half-year")
        QUARTER = "quarter", _("Quarter")
        TWO_MONTHS = "two_months", _("Two months")
        MONTH = "month", _("Month")
        CUSTOM = "custom", _("Custom")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DRAFTING = "drafting", _("Drafting")
        RUNNING = "running", _("Running")
        REVIEWING = "reviewing", _("In review")
        CLOSED = "closed", _("Closed")

    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=80, blank=True, help_text="empty: named by kind and dates")
    starts = models.DateField()
    ends = models.DateField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    drafting_opens = models.DateField()
    practice = models.BooleanField(default=False)
    reveal_company = models.DateField(null=True, blank=True)
    reveal_teams = models.DateField(null=True, blank=True)
    reveal_people = models.DateField(null=True, blank=True)
    pilots: models.ManyToManyField[Team, models.Model] = models.ManyToManyField(Team, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-starts", "ends", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="cycle_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.kind} {self.starts}"
