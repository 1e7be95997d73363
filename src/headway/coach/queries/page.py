"""A cycle as the coach sees it: how well goals are written by team, what is asked most, whom to talk to.

Read from sums that are stored by team, so that it costs the same for one team and for thousands. Nobody is
ranked: teams stand in the order of the tree, a mean needs several objectives behind it, and restricted goals
are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from headway.coach.access import Reach, reach_of, team_in_reach
from headway.coach.models import Dismissal
from headway.coach.queries.notes import language_of_reader
from headway.coach.queries.quality import (
    CodeRow,
    Example,
    Quality,
    QualityByTeam,
    best_written,
    code_row,
    commonest_findings,
    quality_by_team,
)
from headway.coach.queries.questions import week_of
from headway.coach.queries.settings import coach_config
from headway.coach.questions import Question, Situation, questions_for
from headway.goals.access import visible
from headway.goals.models import Objective
from headway.goals.queries.cycles import CycleChoice, Cycles, cycles_for_switcher
from headway.goals.queries.figures import Figure, company_figure, figures_below
from headway.people.models import Team
from headway.people.viewer import Viewer
from okr_coach.coach import FREE
from okr_coach.rules.rule import RULES

MOST_FINDINGS = 8
EXAMPLES = 3
RULES_WAVED = 6
REASONS = 3
QUESTIONS_A_SITUATION = 2

# Situations that the coach's findings tell; the others are told by the figures of goals.
FOUND_BY: dict[Situation, tuple[str, ...]] = {
    Situation.OVERLOADED: ("S301",),
    Situation.SANDBAGGED: ("K212", "T403"),
    Situation.UNALIGNED: ("O108",),
}


@dataclass(frozen=True, slots=True)
class SituationRow:
    """How many goals are in a situation; ``counts`` says what is counted: objective, key_result or holder."""

    situation: Situation
    count: int
    counts: str
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Reason:
    text: str
    at: datetime
    objective_id: int
    objective: str


@dataclass(frozen=True, slots=True)
class WavedRule:
    """A rule that was waved aside, how often, and what was said last."""

    rule: CodeRow
    times: int
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class CoachView:
    """``team`` is the one chosen; ``above`` the ways back up, as far as the viewer coaches. ``quality`` is
    none while there is no cycle. ``findings`` are of what is written: how it goes is told by situations."""

    on: bool
    cycles: Cycles | None
    reach: Reach
    team: Team | None = None
    above: Sequence[tuple[int, str]] = ()
    quality: QualityByTeam | None = None
    findings: Sequence[CodeRow] = ()
    more_findings: int = 0
    examples: Sequence[Example] = ()
    situations: Sequence[SituationRow] = ()
    waved: Sequence[WavedRule] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where one looks: a cycle, and a team with those below it, or everything."""

    cycle: CycleChoice
    team: Team | None

    def within(self, name: str) -> Q:
        """The same as a condition on a table that points at a team by ``name``."""
        if self.team is None:
            return Q()
        return Q(**{f"{name}__lft__gte": self.team.lft, f"{name}__lft__lte": self.team.rgt})


def coach_view(
    viewer: Viewer, cycle_id: int | None = None, team_id: int | None = None, *, after: int | None = None
) -> CoachView:
    """Some twenty queries, however many teams, people and goals there are.

    ``NotOpen`` for who coaches nobody, and for a team out of reach.
    """
    reach = reach_of(viewer)
    team = team_in_reach(reach, team_id)
    cycles = cycles_for_switcher(viewer.today, cycle_id)
    view = CoachView(coach_config() is not None, cycles, reach, team)
    if cycles is None:
        return view
    place, cycle, chosen = Place(cycles.chosen, team), cycles.chosen.id, team.pk if team else None
    quality = quality_by_team(viewer, cycle, chosen, after=after)
    findings = commonest_findings(viewer, cycle, chosen, limit=len(RULES))
    written = [row for row in findings if row.code not in FREE and not row.code.startswith("T")]
    week = week_of(viewer.today)
    return replace(
        view,
        above=ways_up(reach, team),
        quality=quality,
        findings=written[:MOST_FINDINGS],
        more_findings=max(0, len(written) - MOST_FINDINGS),
        examples=best_written(viewer, cycle, chosen, limit=EXAMPLES, seed=week),
        situations=_situations(place, quality.whole.all, findings, week),
        waved=_waved(viewer, place),
    )


def ways_up(reach: Reach, team: Team | None) -> list[tuple[int, str]]:
    """The teams above, as far as the viewer coaches; one query, none without a team."""
    if team is None:
        return []
    rows = Team.objects.filter(lft__lt=team.lft, rgt__gt=team.rgt)
    if reach.top is not None:
        rows = rows.filter(lft__gte=reach.top.lft)
    return list(rows.order_by("depth").values_list("id", "name"))


def _situations(place: Place, quality: Quality, findings: Sequence[CodeRow], week: str) -> list[SituationRow]:
    """Two queries for the whole company, one for a team."""
    if place.team is None:
        figure = company_figure(place.cycle.id)
    else:
        figure = figures_below([place.team.pk], place.cycle.id)[place.team.pk]
    found = {row.code: row.count for row in findings}
    seed = f"{place.cycle.id}/{place.team.pk if place.team else 0}/{week}"
    rows: list[SituationRow] = []
    for situation, counts, count in _counted(place.cycle, figure, quality, found):
        if count:
            asked = {question.id for row in rows for question in row.questions}
            questions = questions_for(
                [situation], language_of_reader(), seed=seed, most=QUESTIONS_A_SITUATION, besides=asked
            )
            rows.append(SituationRow(situation, count, counts, questions))
    return rows


def _counted(
    cycle: CycleChoice, figure: Figure, quality: Quality, found: dict[str, int]
) -> list[tuple[Situation, str, int]]:
    """In the order of ``Situation``. While a cycle runs one asks how it goes, at its end what was learnt."""
    if cycle.state in ("reviewing", "closed"):
        whole = figure.objectives
        return [(Situation.REVIEW, "objective", whole), (Situation.NEXT_CYCLE, "objective", whole)]
    asked = {
        Situation.DRAFTING: ("objective", quality.drafts),
        Situation.STUCK: ("key_result", figure.stuck),
        Situation.OFF_TRACK: ("objective", figure.off_track),
        Situation.SILENT: ("objective", figure.overdue),
        Situation.AT_RISK: ("objective", figure.at_risk),
        Situation.UNCLAIMED: ("key_result", figure.unclaimed),
        Situation.OVERLOADED: ("holder", 0),
        Situation.SANDBAGGED: ("key_result", 0),
        Situation.UNALIGNED: ("objective", 0),
    }
    for situation, codes in FOUND_BY.items():
        asked[situation] = (asked[situation][0], sum(found.get(code, 0) for code in codes))
    return [(situation, counts, count) for situation, (counts, count) in asked.items()]


def _waved(viewer: Viewer, place: Place) -> list[WavedRule]:
    """The rules that were waved aside most, with what was said last. Two queries."""
    # Each dismissal asks for its objective: planners would rather begin with all that is visible.
    theirs = Objective.objects.filter(visible(viewer), place.within("counted_in"), cycle=place.cycle.id)
    rows = Dismissal.objects.filter(Exists(theirs.filter(pk=OuterRef("objective_id"))))
    counted = dict(
        rows.order_by()
        .values("code")
        .annotate(times=Count("id"))
        .order_by("-times", "code")
        .values_list("code", "times")[:RULES_WAVED]
    )
    if not counted:
        return []
    latest = Window(RowNumber(), partition_by=F("code"), order_by=F("id").desc())
    reasons: dict[str, list[Reason]] = {code: [] for code in counted}
    for code, text, at, pk, title in (
        rows.filter(code__in=list(counted))
        .annotate(nth=latest)
        .filter(nth__lte=REASONS)
        .order_by("-id")
        .values_list("code", "reason", "at", "objective_id", "objective__title")
    ):
        reasons[code].append(Reason(text, at, pk, title))
    return [
        WavedRule(code_row(code), times, reasons[code]) for code, times in counted.items() if code in RULES
    ]
