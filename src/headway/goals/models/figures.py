from __future__ import annotations

from django.db import models
from django.db.models import Q

from headway.goals.models.cycles import Cycle
from headway.people.models import Team


class TeamFigure(models.Model):
    """Sums over the objectives counted in one team (none: held by the company) in one cycle.

    Restricted goals are left out. A subtree's figure is the sum of its teams' rows.
    """

    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="figures")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="figures", db_index=False)
    objectives = models.PositiveIntegerField(default=0)
    valued = models.PositiveIntegerField(default=0)
    progress_sum = models.BigIntegerField(default=0, help_text="clamped progress, millionths")
    aspirational = models.PositiveIntegerField(default=0, help_text="how many of them are aspirational")
    own = models.PositiveIntegerField(default=0, help_text="held by the team itself")
    own_valued = models.PositiveIntegerField(default=0)
    own_progress = models.BigIntegerField(null=True, help_text="weighted mean of its own, millionths")
    not_started = models.PositiveIntegerField(default=0)
    on_track = models.PositiveIntegerField(default=0)
    at_risk = models.PositiveIntegerField(default=0)
    off_track = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    stuck = models.PositiveIntegerField(default=0, help_text="key results")
    unclaimed = models.PositiveIntegerField(default=0, help_text="key results")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "team"], name="one_figure_a_team", condition=Q(team__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["cycle"], name="one_figure_of_the_company", condition=Q(team__isnull=True)
            ),
        ]


class Ripple(models.Model):
    """A change whose ancestors and team figures have yet to follow; written with the change.

    Appending never waits for anybody, so a company objective above 16,000 others is no hot row.
    """

    objective_id = models.BigIntegerField(null=True, help_text="its parents and its team's figures follow")
    rolled_id = models.BigIntegerField(null=True, help_text="an objective to be rolled up again itself")
    team_id = models.BigIntegerField(null=True)
    cycle_id = models.BigIntegerField(
        null=True, help_text="figures of team and cycle are to be counted again"
    )
    actor_id = models.BigIntegerField(null=True, db_index=True)
