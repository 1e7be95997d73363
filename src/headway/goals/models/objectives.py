from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from headway.db.fields import Millionths, PackedDecimal
from headway.goals.models.cycles import Cycle
from headway.people.models import Person, Strategy, Team


class Health(models.TextChoices):
    """How a goal stands; always shown as shape, word and hue together."""

    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    OFF_TRACK = "off_track", _("Off track")
    OVERDUE = "overdue", _("Overdue")
    DONE = "done", _("Done")


class Ambition(models.TextChoices):
    COMMITTED = "committed", _("Committed")
    ASPIRATIONAL = "aspirational", _("Aspirational")


class Objective(models.Model):
    """What a company, a team or a person wants to be true at the end of a cycle.

    ``progress``, ``status``, ``confidence`` and the counts are stored, so that reading is cheap;
    ``headway recompute --check`` proves that they equal what the rules compute.
    """

    class Holder(models.TextChoices):
        COMPANY = "company", _("Company")
        TEAM = "team", _("Team")
        PERSON = "person", _("Person")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        CLOSED = "closed", _("Closed")

    class Visibility(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        TEAM = "team", _("One team")
        NAMED = "named", _("Named people")

    class Outcome(models.TextChoices):
        ACHIEVED = "achieved", _("Achieved")
        PARTLY = "partly", _("Partly achieved")
        MISSED = "missed", _("Missed")
        DROPPED = "dropped", _("Dropped")
        CARRIED_OVER = "carried_over", _("Carried over")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="objectives", db_index=False)
    holder = models.CharField(max_length=8, choices=Holder)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="objectives")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="objectives", db_index=False
    )
    counted_in = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="team whose figures count it; none: company",
    )
    owner = models.ForeignKey(Person, models.PROTECT, related_name="owned_objectives", db_index=False)
    proposer = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    strategy = models.ForeignKey(
        Strategy, models.SET_NULL, null=True, blank=True, related_name="objectives", db_index=False
    )
    title = models.CharField(max_length=500)
    why = models.TextField(blank=True)
    ambition = models.CharField(max_length=12, choices=Ambition, default=Ambition.COMMITTED)
    position = models.PositiveIntegerField(default=0)
    weight = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.EVERYONE)
    visible_team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    viewers: models.ManyToManyField[Person, models.Model] = models.ManyToManyField(
        Person, blank=True, related_name="named_objectives"
    )
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    joined_on = models.DateField(null=True, blank=True, help_text="pace counts from here")
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    agreed_at = models.DateTimeField(null=True)
    carried_from = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )
    carried = models.PositiveSmallIntegerField(default=0, help_text="how many cycles it comes from")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    computed = Millionths(null=True, help_text="roll-up of its parts")
    override = Millionths(null=True, blank=True)
    override_note = models.TextField(blank=True)
    progress = Millionths(null=True, help_text="override, or computed")
    progress_agreed = Millionths(null=True, help_text="as agreed: against the baseline, nothing dropped")
    expected = Millionths(null=True, help_text="as of status_on")
    confidence = models.PositiveSmallIntegerField(null=True, help_text="lowest of its live key results")
    status = models.CharField(max_length=12, choices=Health, default=Health.NOT_STARTED)
    status_on = models.DateField(null=True)
    status_until = models.DateField(null=True, help_text="the day on which it next changes by itself")
    key_results_live = models.PositiveSmallIntegerField(default=0)
    key_results_red = models.PositiveSmallIntegerField(default=0)
    checked_in_at = models.DateTimeField(null=True)
    check_ins_count = models.PositiveIntegerField(default=0)
    amended = models.BooleanField(default=False, help_text="what was agreed has changed since")
    score = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    score_agreed = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    score_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="objective_has_one_holder",
                condition=(
                    Q(holder="company", team__isnull=True, person__isnull=True)
                    | Q(holder="team", team__isnull=False, person__isnull=True)
                    | Q(holder="person", team__isnull=True, person__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="objective_weight_in_range",
                condition=Q(weight__isnull=True) | Q(weight__gte=0, weight__lte=1000),
            ),
        ]
        indexes = [
            models.Index(fields=["cycle", "counted_in", "holder"], name="objective_counted"),
            models.Index(
                fields=["cycle", "holder", "position"],
                name="objective_of_company",
                condition=Q(holder="company"),
            ),
            models.Index(fields=["cycle", "status", "id"], name="objective_by_status"),
            models.Index(fields=["person", "cycle"], name="objective_of_person"),
            models.Index(fields=["owner", "cycle"], name="objective_of_owner"),
            # Words of a title are looked for in the index alone.
            models.Index(fields=["cycle", "id", "title"], name="objective_by_title"),
            models.Index(
                fields=["strategy", "cycle", "holder"],
                name="objective_of_strategy",
                condition=Q(strategy__isnull=False),
            ),
            models.Index(
                fields=["status_until"],
                name="objective_due_to_change",
                condition=Q(status_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class KeyResult(models.Model):
    """How one sees that an objective comes true: a metric of one of four kinds."""

    class Kind(models.TextChoices):
        NUMBER = "number", _("Number")
        HOLD = "hold", _("Hold a level")
        MILESTONES = "milestones", _("Milestones")
        DONE = "done", _("Done or not")

    class State(models.TextChoices):
        LIVE = "live", _("Live")
        DROPPED = "dropped", _("Dropped")

    class Driver(models.TextChoices):
        CHECK_INS = "check_ins", _("Check-ins")
        BELOW = "below", _("Key results below it")

    class Mode(models.TextChoices):
        SUM = "sum", _("Sum")
        MEAN = "mean", _("Mean")
        LATEST = "latest", _("Latest")
        LEAST = "least", _("Least")
        GREATEST = "greatest", _("Greatest")

    class UnitKind(models.TextChoices):
        NUMBER = "number", _("Number")
        PERCENT = "percent", _("Percent")
        CURRENCY = "currency", _("Currency")
        DURATION = "duration", _("Duration")
        WORD = "word", _("Own word")

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="key_results")
    title = models.CharField(max_length=500)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="key_results")
    delegate = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="delegated_key_results"
    )
    proposer = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField(default=0)
    weight = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.NUMBER)
    unit_kind = models.CharField(max_length=8, choices=UnitKind, default=UnitKind.NUMBER)
    unit = models.CharField(max_length=12, blank=True, help_text="ISO code, duration unit or own word")
    decimals = models.PositiveSmallIntegerField(default=0)
    start = PackedDecimal(null=True, blank=True)
    target = PackedDecimal(null=True, blank=True)
    low = PackedDecimal(null=True, blank=True)
    high = PackedDecimal(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    driver = models.CharField(max_length=12, choices=Driver, default=Driver.CHECK_INS)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.SUM)
    below = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="feeders")
    state = models.CharField(max_length=8, choices=State, default=State.LIVE)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    current = PackedDecimal(null=True)
    progress = Millionths(null=True)
    progress_agreed = Millionths(null=True, help_text="the same value against the baseline")
    expected = Millionths(null=True, help_text="as of status_on")
    confidence = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=12, choices=Health, default=Health.NOT_STARTED)
    status_on = models.DateField(null=True)
    status_until = models.DateField(null=True)
    hand_status = models.CharField(max_length=12, choices=Health, blank=True)
    hand_note = models.TextField(blank=True)
    stuck = models.BooleanField(default=False)
    planned = models.BooleanField(default=False, help_text="has phased targets or dated milestones")
    out_since = models.DateField(null=True, help_text="hold: out of bounds since")
    due_from = models.DateField(null=True, help_text="from this day the next check-in is asked for")
    due_by = models.DateField(null=True, help_text="its slot; overdue once that day has passed")
    checked_in_on = models.DateField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    check_ins_count = models.PositiveIntegerField(default=0)
    last_change = PackedDecimal(null=True, help_text="latest value less the one before")
    spark = models.CharField(max_length=160, blank=True, help_text="progress of its check-ins, in percent")
    score = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    score_agreed = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    score_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="key_result_moves_something",
                condition=Q(start__isnull=True) | Q(target__isnull=True) | ~Q(start=F("target")),
            ),
            models.CheckConstraint(
                name="key_result_weight_in_range",
                condition=Q(weight__isnull=True) | Q(weight__gte=0, weight__lte=1000),
            ),
            models.CheckConstraint(
                name="confidence_in_ten",
                condition=Q(confidence__isnull=True) | Q(confidence__gte=1, confidence__lte=10),
            ),
        ]
        indexes = [
            models.Index(
                fields=["status_until"],
                name="key_result_due_to_change",
                condition=Q(status_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=300)
    weight = models.DecimalField(max_digits=7, decimal_places=2, default="1")
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]


class PhasedTarget(models.Model):
    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="phased_targets")
    on = models.DateField()
    value = PackedDecimal()

    class Meta:
        ordering: ClassVar = ["on"]
        constraints = [models.UniqueConstraint(fields=["key_result", "on"], name="one_phase_a_day")]


class Alignment(models.Model):
    """A link from an objective to one it contributes to, supports or unblocks."""

    class Kind(models.TextChoices):
        CONTRIBUTES = "contributes", _("Contributes to")
        SUPPORTS = "supports", _("Supports")
        UNBLOCKS = "unblocks", _("Unblocks")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        ACTIVE = "active", _("Active")
        DECLINED = "declined", _("Declined")
        ENDED = "ended", _("Ended")

    child = models.ForeignKey(Objective, models.PROTECT, related_name="aligned_to")
    parent = models.ForeignKey(Objective, models.PROTECT, related_name="aligned_from", db_index=False)
    key_result = models.ForeignKey(
        KeyResult, models.PROTECT, null=True, blank=True, related_name="aligned_from"
    )
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SUPPORTS)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    weight = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    sentence = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(child=F("parent")), name="never_to_itself"),
            models.UniqueConstraint(
                fields=["child", "parent"],
                name="one_link_each",
                condition=Q(key_result__isnull=True, state__in=["asked", "active"]),
            ),
            models.UniqueConstraint(
                fields=["child", "key_result"],
                name="one_link_each_key_result",
                condition=Q(key_result__isnull=False, state__in=["asked", "active"]),
            ),
            models.CheckConstraint(
                name="alignment_weight_in_range",
                condition=Q(weight__isnull=True) | Q(weight__gte=0, weight__lte=1000),
            ),
        ]
        # In the order in which a page shows them: of thousands it reads the first.
        indexes = [models.Index(fields=["parent", "kind", "id"], name="alignment_below")]


class Baseline(models.Model):
    """What was agreed: each key result's metric and weight on the day it was agreed and running."""

    objective = models.OneToOneField(Objective, models.CASCADE, related_name="baseline")
    taken_at = models.DateTimeField()
    key_results = models.JSONField(help_text="list of {id, title, kind, start, target, low, high, weight}")


class Amendment(models.Model):
    """A change of something agreed: asked for with a reason, answered by the person who agrees."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="amendments")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, null=True, related_name="amendments")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    sentence = models.TextField(blank=True)


class Claim(models.Model):
    """Somebody's wish to take on a key result that has no owner."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        RELEASED = "released", _("Released")

    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="claims")
    person = models.ForeignKey(Person, models.PROTECT, related_name="claims")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key_result"], name="one_claim_at_a_time", condition=Q(state="asked")
            )
        ]


class Draft(models.Model):
    """What somebody has typed into a form and not yet sent: kept on the server for that person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=80, help_text="which form: objective/new, objective/12, check-in/34")
    body = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_draft_a_form")]
