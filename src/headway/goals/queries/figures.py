"""Totals that everyone may see: stored sums added up, restricted goals left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When

from headway.db.prepared import prepared
from headway.goals.access import open_to_everyone
from headway.goals.calendar import working_days
from headway.goals.models import KeyResult, Objective, TeamFigure
from headway.goals.queries.cycles import CycleChoice
from headway.goals.queries.rows import Values
from headway.goals.rules import elapsed_share, expected, quantise
from headway.people.models import Organisation, Team

STATUSES = ("on_track", "at_risk", "off_track", "overdue", "not_started", "done")
_SUMMED = ("objectives", "valued", "progress_sum", "aspirational", *STATUSES, "stuck", "unclaimed")


@dataclass(frozen=True, slots=True)
class Figure:
    """Sums over objectives; two of them add up to the figure of both."""

    objectives: int = 0
    valued: int = 0
    progress_sum: int = 0
    aspirational: int = 0
    on_track: int = 0
    at_risk: int = 0
    off_track: int = 0
    overdue: int = 0
    not_started: int = 0
    done: int = 0
    stuck: int = 0
    unclaimed: int = 0

    def __add__(self, other: Figure) -> Figure:
        return Figure(*(getattr(self, name) + getattr(other, name) for name in _SUMMED))

    @property
    def progress(self) -> Decimal | None:
        """The mean, each objective counted once; one without a value counts 0."""
        if not self.valued:
            return None
        return quantise(Decimal(self.progress_sum) / (self.objectives * 1_000_000))

    @property
    def statuses(self) -> list[tuple[str, int]]:
        """What asks for most comes last, as the bar is read."""
        order = ("done", "on_track", "not_started", "overdue", "at_risk", "off_track")
        return [(name, getattr(self, name)) for name in order if getattr(self, name)]


EMPTY = Figure()


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a cycle has gone, so that a figure can say where it should stand today."""

    committed: Decimal
    aspirational: Decimal

    def of(self, figure: Figure) -> Decimal | None:
        if not figure.objectives:
            return None
        bold = figure.aspirational
        due = self.committed * (figure.objectives - bold) + self.aspirational * bold
        return quantise(due / figure.objectives)


def pace_of(cycle: CycleChoice, org: Organisation, today: date) -> Pace:
    calendar = working_days(org.country, cycle.starts, cycle.ends)
    share = elapsed_share(cycle.starts, cycle.ends, today, calendar)
    aim = Decimal(str(org.aspirational_aim))
    return Pace(
        expected(ambition="committed", share=share, aspirational=aim),
        expected(ambition="aspirational", share=share, aspirational=aim),
    )


_BELOW = """
SELECT top.id, {sums}
FROM {team} top
JOIN {team} below ON below.lft BETWEEN top.lft AND top.rgt
JOIN {figure} f ON f.team_id = below.id AND f.cycle_id = %s AND f.team_id IS NOT NULL
WHERE top.id IN ({places})
GROUP BY top.id
"""


def figures_below(teams: Sequence[int], cycle_id: int) -> dict[int, Figure]:
    """Each team's figure with its sub-teams, in one query (none for no teams)."""
    if not teams:
        return {}
    sql = _BELOW.format(
        sums=", ".join(f"SUM(f.{name})" for name in _SUMMED),
        team=Team._meta.db_table,
        figure=TeamFigure._meta.db_table,
        places=", ".join(["%s"] * len(teams)),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [cycle_id, *teams])
        found = {int(pk): Figure(*(int(each or 0) for each in sums)) for pk, *sums in cursor.fetchall()}
    return {pk: found.get(pk, EMPTY) for pk in teams}


@dataclass(frozen=True, slots=True)
class Own:
    """What a team, or the company, holds itself: the mean by its weights."""

    objectives: int = 0
    progress: Decimal | None = None


def own_figures(team_id: int | None, cycle_id: int) -> tuple[Own, Figure]:
    """What is held by the team itself (none: the company), and all that is counted in it. One query."""
    rows = _own(team_id, cycle_id)
    if not rows:
        return Own(), EMPTY
    own, mean, *sums = rows[0]
    return Own(own, None if mean is None else Decimal(mean).scaleb(-6)), Figure(*sums)


def company_figure(cycle_id: int) -> Figure:
    """Everything in the cycle: the teams' sums, and the company's own. Two queries."""
    return figure_of_all_teams(cycle_id) + own_figures(None, cycle_id)[1]


def figure_of_all_teams(cycle_id: int) -> Figure:
    """What lies below a single top team, too, in a quarter of the time its range takes. One query."""
    rows = _of_all_teams(cycle_id)
    return Figure(*(int(each or 0) for each in rows[0])) if rows else EMPTY


@prepared
def _own(team: int | None, cycle: int) -> QuerySet[TeamFigure, Values]:
    return TeamFigure.objects.filter(cycle=cycle, team=team).values_list("own", "own_progress", *_SUMMED)[:1]


@prepared
def _of_all_teams(cycle: int) -> QuerySet[TeamFigure, Values]:
    sums = {f"all_{name}": Sum(name) for name in _SUMMED}
    rows = TeamFigure.objects.filter(cycle=cycle, team__isnull=False).order_by().values("cycle")
    return rows.annotate(**sums).values_list(*sums)


def figures_of_people(people: Iterable[int], cycle_id: int) -> dict[int, Figure]:
    """Each person's own objectives in one query (none for nobody)."""
    rows = _of_people(tuple(people), cycle_id)
    return {person: Figure(*(int(each or 0) for each in sums)) for person, *sums in rows}


@prepared
def _of_people(people: tuple[int, ...], cycle: int) -> QuerySet[Objective, Values]:
    held = Case(
        When(progress__isnull=True, then=Value(0)),
        When(progress__lt=0, then=Value(0)),
        When(progress__gt=1, then=Value(1_000_000)),
        default=F("progress"),
        output_field=BigIntegerField(),
    )
    return (
        open_to_everyone()
        .filter(cycle=cycle, person__in=people)
        .order_by()
        .values("person")
        .annotate(
            a_count=Count("id"),
            a_valued=Count("progress"),
            a_held=Sum(held),
            a_bold=Count("id", filter=Q(ambition="aspirational")),
            **{f"a_{name}": Count("id", filter=Q(status=name)) for name in STATUSES},
        )
        .values_list("person", "a_count", "a_valued", "a_held", "a_bold", *(f"a_{name}" for name in STATUSES))
    )


def key_results_of_people(people: Iterable[int], cycle_id: int) -> dict[int, int]:
    """How many live key results each of them owns in the cycle; one query (none for nobody)."""
    return dict(_owned_by(tuple(people), cycle_id))


@prepared
def _owned_by(people: tuple[int, ...], cycle: int) -> QuerySet[KeyResult, tuple[int, int]]:
    """Found by their owners: planners would rather read the whole cycle."""
    counted = Exists(open_to_everyone().filter(pk=OuterRef("objective_id"), cycle=cycle))
    return (
        KeyResult.objects.filter(counted, owner__in=people, state=KeyResult.State.LIVE)
        .order_by()
        .values("owner")
        .annotate(count=Count("id"))
        .values_list("owner", "count")
    )
