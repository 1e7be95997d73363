"""The coach in the house: how loudly it speaks, what was waved aside, and what it found in each objective."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.goals.models import Cycle, KeyResult, Objective
from headway.people.models import Organisation, Person, Team


class CoachSettings(models.Model):
    """The organisation's own; while there is no row, everything stands as it comes."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="coach", db_column="id"
    )
    on = models.BooleanField(default=True)
    profile = models.CharField(max_length=16, blank=True, help_text="empty: as the company's language has it")
    severities = models.JSONField(default=dict, help_text="code: error, warning, info or off")
    edition = models.PositiveIntegerField(default=1, help_text="goes up whenever every review is due again")
    due_after = models.BigIntegerField(
        null=True, help_text="objectives above this id wait for the edition; none wait where null"
    )
    release = models.CharField(max_length=32, blank=True, help_text="whose rules the reviews were made by")


class Dismissal(models.Model):
    """Somebody waved a note aside and said why. It holds as long as the text it spoke of stays as it is."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="dismissals", db_index=False)
    key_result = models.ForeignKey(
        KeyResult, models.CASCADE, null=True, related_name="dismissals", db_index=False
    )
    code = models.CharField(max_length=8)
    digest = models.CharField(max_length=32, help_text="of the title it was said about")
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "code"],
                name="one_dismissal_an_objective",
                condition=Q(key_result__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["key_result", "code"],
                name="one_dismissal_a_key_result",
                condition=Q(key_result__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["objective", "id"], name="dismissal_of_objective")]


class Review(models.Model):
    """What the coach found in one objective, so that a cycle can be looked at as a whole.

    ``findings`` are open ones: lists of code, severity and key result (or null). ``course`` are those of
    T401 to T404, which the daily job keeps up. Sentences are made where they are read.
    """

    objective = models.OneToOneField(
        Objective, models.CASCADE, primary_key=True, related_name="review", db_column="id"
    )
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+", db_index=False)
    holder = models.CharField(max_length=8, help_text="as it was reviewed, so that what it left is known")
    held_by = models.BigIntegerField(null=True, help_text="that team or person")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+", db_index=False)
    shown = models.BooleanField(default=False, help_text="published and open to everyone: counted")
    drafted = models.BooleanField(
        default=False, help_text="not published yet, but not restricted: counted apart"
    )
    score = models.PositiveSmallIntegerField()
    findings = models.JSONField(default=list)
    course = models.JSONField(default=list)
    dismissed = models.PositiveSmallIntegerField(default=0)
    edition = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["cycle", "team"], name="review_counted"),
            models.Index(
                fields=["cycle", "-score", "objective"], name="review_best", condition=Q(shown=True)
            ),
        ]


class Due(models.Model):
    """An objective whose holder's set is to be reviewed again; written with the change, settled after it."""

    objective_id = models.BigIntegerField()


class TeamQuality(models.Model):
    """Sums over the reviews counted in one team (none: held by the company) in one cycle."""

    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="qualities")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="qualities", db_index=False)
    objectives = models.PositiveIntegerField(default=0)
    score_sum = models.PositiveBigIntegerField(default=0)
    faultless = models.PositiveIntegerField(default=0, help_text="of them without an error or a warning")
    drafts = models.PositiveIntegerField(default=0)
    draft_score_sum = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "team"], name="one_quality_a_team", condition=Q(team__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["cycle"], name="one_quality_of_the_company", condition=Q(team__isnull=True)
            ),
        ]


class TeamFinding(models.Model):
    """How often a code was found among the reviews counted in one team in one cycle."""

    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="findings", db_index=False)
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="findings", db_index=False)
    code = models.CharField(max_length=8)
    found = models.PositiveIntegerField(default=0, help_text="in what everybody may read")
    in_drafts = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["cycle", "team", "code", "found", "in_drafts"], name="finding_of_team")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "code", "team"],
                name="one_finding_a_team",
                condition=Q(team__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["cycle", "code"],
                name="one_finding_of_the_company",
                condition=Q(team__isnull=True),
            ),
        ]
