"""The one audit trail: every verb leaves an Event in its own transaction.

It is the feed, the history and the outbox at once, so nothing that was acknowledged is lost.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Event(models.Model):
    """Who did what to which thing, when, through which door, and what it was before and after."""

    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    verb = models.CharField(max_length=48)
    noun = models.CharField(max_length=24)
    noun_id = models.BigIntegerField()
    objective_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    door = models.CharField(max_length=8)
    handled = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["noun", "noun_id", "-id"], name="event_of_thing"),
            models.Index(fields=["objective_id", "-id"], name="event_of_objective"),
            models.Index(fields=["team_id", "-id"], name="event_of_team"),
            models.Index(fields=["id"], name="event_unhandled", condition=models.Q(handled=False)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.noun}/{self.noun_id}"
