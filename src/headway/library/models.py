"""The organisation's own templates, and which of the built-in ones it has put away."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from django.db import models

from headway.library.rules import OWN, Body
from headway.people.models import Person


class Template(models.Model):
    """One of the organisation's own. What it is looked up by stands beside its body."""

    language = models.CharField(max_length=2)
    department = models.CharField(max_length=16)
    role = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    body = models.JSONField(help_text="headway.library.rules.Body")
    words = models.TextField(help_text="all its words in small letters, to be searched")
    cycles = models.CharField(max_length=60, help_text="|quarter|half|")
    archived = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        indexes = [
            models.Index(fields=["archived", "language", "name", "id"], name="template_by_language"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return f"{OWN}{self.pk}"

    @property
    def shape(self) -> Body:
        return msgspec.convert(self.body, Body)


class PutAway(models.Model):
    """A built-in template that the organisation does not offer."""

    slug = models.CharField(max_length=50, unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug
