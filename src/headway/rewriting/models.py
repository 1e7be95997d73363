"""The language model that the organisation lets help with wording, and who has asked it lately."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

DEFAULT_SECONDS, LEAST_SECONDS, MOST_SECONDS = 15, 3, 60


class Endpoint(models.Model):
    """Where an OpenAI-compatible server answers. ``sealed_key`` opens with the server's SECRET_KEY only."""

    address = models.CharField(max_length=500, blank=True)
    model = models.CharField(max_length=200, blank=True)
    sealed_key = models.TextField(blank=True)
    seconds = models.PositiveSmallIntegerField(default=DEFAULT_SECONDS)
    notice = models.CharField(max_length=500, blank=True, help_text="the organisation's own words to writers")
    on = models.BooleanField(default=False)
    switched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    switched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_rewriting_endpoint"),
            models.CheckConstraint(
                condition=Q(seconds__gte=LEAST_SECONDS) & Q(seconds__lte=MOST_SECONDS),
                name="rewriting_seconds_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(on=False) | (~Q(address="") & ~Q(model="")), name="rewriting_on_only_if_set_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} at {self.address}"


class Asker(models.Model):
    """A person who has been told where their sentence goes, and how often they asked in one minute."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    told_place = models.CharField(max_length=300, blank=True, help_text="host and port they agreed to")
    told_at = models.DateTimeField(null=True)
    minute = models.DateTimeField(null=True)
    asked = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.asked}"
