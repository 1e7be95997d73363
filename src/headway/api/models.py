from __future__ import annotations

from django.db import models

from headway.people.models import Person


class IdempotencyKey(models.Model):
    """One request that was carried out, with its answer, so that a retry changes nothing.

    Written in the transaction of what it stands for; pruned after a week.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="of method, path and body")
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_request_a_key")]
