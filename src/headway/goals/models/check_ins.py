from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.db.fields import Millionths, PackedDecimal
from headway.goals.models.objectives import Health, KeyResult
from headway.people.models import Person


class CheckIn(models.Model):
    """One confirmation of progress. A correction supersedes; nothing is overwritten."""

    key_result = models.ForeignKey(KeyResult, models.PROTECT, related_name="check_ins", db_index=False)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField(help_text="the company's day the value speaks of")
    at = models.DateTimeField(help_text="when it was sent")
    value = PackedDecimal(null=True)
    steps = models.JSONField(null=True, help_text="ids of the milestones finished by then")
    progress = Millionths(null=True)
    confidence = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=12, choices=Health)
    changed = models.TextField(blank=True)
    obstacles = models.TextField(blank=True)
    next = models.TextField(blank=True)
    back_dated = models.BooleanField(default=False)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    superseded = models.BooleanField(default=False)
    door = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=1, confidence__lte=10),
                name="check_in_confidence_in_ten",
            )
        ]
        indexes = [models.Index(fields=["key_result", "-on", "-id"], name="check_in_latest")]
