"""The goals behind a number of the coach page: those in one situation, or of which one thing was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from headway.coach.access import reach_of, team_in_reach
from headway.coach.models import Review, TeamFinding, TeamQuality
from headway.coach.queries.notes import language_of_reader
from headway.coach.queries.page import FOUND_BY, Place, ways_up
from headway.coach.queries.quality import CodeRow, code_row
from headway.coach.queries.questions import week_of
from headway.coach.questions import Question, Situation, questions_for
from headway.core.errors import NotFound
from headway.goals.access import PUBLISHED, objectives_for
from headway.goals.models import KeyResult, Objective, TeamFigure
from headway.goals.queries.cycles import Cycles, cycles_for_switcher
from headway.goals.queries.rows import ObjectiveRow, objective_rows
from headway.people.models import Team
from headway.people.viewer import Viewer
from okr_coach.rules.rule import RULES

GOALS_A_PAGE = 30
TEAMS_LOOKED_AT = 40  # each of them has such a goal, so that a page is full before these are through
_AFTER = re.compile(r"([0-9]{1,9})\.([0-9]{1,18})")

# Which stored figure tells where such goals are, so that no other team is looked through.
_FIGURES = {
    Situation.STUCK: "stuck",
    Situation.UNCLAIMED: "unclaimed",
    Situation.OFF_TRACK: "off_track",
    Situation.AT_RISK: "at_risk",
    Situation.SILENT: "overdue",
    Situation.REVIEW: "objectives",
    Situation.NEXT_CYCLE: "objectives",
}


@dataclass(frozen=True, slots=True)
class GoalsView:
    """Either a situation or a rule is asked for. ``after`` continues the list; empty at its end."""

    cycles: Cycles
    team: Team | None
    above: Sequence[tuple[int, str]]
    situation: Situation | None
    rule: CodeRow | None
    questions: Sequence[Question]
    goals: Sequence[ObjectiveRow]
    after: str


def goals_view(
    viewer: Viewer,
    *,
    situation: str = "",
    code: str = "",
    cycle_id: int | None = None,
    team_id: int | None = None,
    after: str = "",
) -> GoalsView:
    """Eight queries, thirty goals at a time in the order of the tree. ``NotFound`` for what is not listed."""
    reach = reach_of(viewer)
    team = team_in_reach(reach, team_id)
    wanted, codes = _wanted(situation, code)
    cycles = cycles_for_switcher(viewer.today, cycle_id)
    if cycles is None:
        raise NotFound()
    place = Place(cycles.chosen, team)
    goals, further = _listed(viewer, place, wanted, codes, after)
    seed = f"{place.cycle.id}/{team.pk if team else 0}/{week_of(viewer.today)}"
    return GoalsView(
        cycles=cycles,
        team=team,
        above=ways_up(reach, team),
        situation=wanted,
        rule=code_row(code) if code else None,
        questions=questions_for([wanted] if wanted else [], language_of_reader(), seed=seed),
        goals=goals,
        after=further,
    )


def _wanted(situation: str, code: str) -> tuple[Situation | None, Sequence[str]]:
    if code:
        if code not in RULES or situation:
            raise NotFound()
        return None, (code,)
    if situation not in (*_FIGURES, *FOUND_BY, Situation.DRAFTING):
        raise NotFound()
    wanted = Situation(situation)
    return wanted, FOUND_BY.get(wanted, ())


def _listed(
    viewer: Viewer, place: Place, situation: Situation | None, codes: Sequence[str], after: str
) -> tuple[list[ObjectiveRow], str]:
    found = _AFTER.fullmatch(after)
    lft, pk = (int(found[1]), int(found[2])) if found else (0, 0)
    teams = _teams_with(place, situation, codes, lft)
    known = [team for team, _ in teams if team is not None]
    whose = Q(counted_in__in=known)
    if len(known) < len(teams):
        whose |= Q(counted_in__isnull=True)
    # What these teams hold is found first: planners would rather look through the whole cycle.
    held = Objective.objects.filter(whose, cycle=place.cycle.id).values_list("id", flat=True)
    rows = list(
        _such(viewer, place, situation, codes)
        .filter(pk__in=list(held))
        .annotate(lft=Coalesce("counted_in__lft", Value(0), output_field=IntegerField()))
        .filter(Q(lft__gt=lft) | Q(lft=lft, pk__gt=pk))
        .order_by("lft", "id")
        .values_list("id", "lft")[: GOALS_A_PAGE + 1]
    )
    shown = [each for each, _ in rows[:GOALS_A_PAGE]]
    further = ""
    if len(rows) > GOALS_A_PAGE:
        further = f"{rows[GOALS_A_PAGE - 1][1]}.{shown[-1]}"
    elif len(teams) == TEAMS_LOOKED_AT:
        further = f"{teams[-1][1] + 1}.0"
    by_id = {
        row.id: row
        for row in objective_rows(Objective.objects.filter(pk__in=shown), viewer.org, viewer.today)
    }
    return [by_id[each] for each in shown], further


def _teams_with(
    place: Place, situation: Situation | None, codes: Sequence[str], lft: int
) -> list[tuple[int | None, int]]:
    """Teams in which such goals are counted, from ``lft`` on; the company itself is first, with 0."""
    rows: QuerySet[TeamFigure] | QuerySet[TeamFinding] | QuerySet[TeamQuality]
    if codes:
        rows = TeamFinding.objects.filter(Q(found__gt=0) | Q(in_drafts__gt=0), code__in=codes)
    elif situation is Situation.DRAFTING:
        rows = TeamQuality.objects.filter(drafts__gt=0)
    else:
        assert situation is not None
        rows = TeamFigure.objects.filter(**{f"{_FIGURES[situation]}__gt": 0})
    found = (
        rows.filter(place.within("team"), cycle=place.cycle.id)
        .annotate(lft=Coalesce(F("team__lft"), Value(0), output_field=IntegerField()))
        .filter(lft__gte=lft)
        .order_by("lft")
        .values_list("team_id", "lft")
        .distinct()
    )
    return list(found[:TEAMS_LOOKED_AT])


def _such(
    viewer: Viewer, place: Place, situation: Situation | None, codes: Sequence[str]
) -> QuerySet[Objective]:
    """As the figures count them: restricted goals are left out, drafts only where they are asked for."""
    rows = objectives_for(viewer).filter(cycle=place.cycle.id, visibility=Objective.Visibility.EVERYONE)
    rows = rows.exclude(outcome=Objective.Outcome.DROPPED)
    if codes:
        words = Q(pk__in=[])
        for code in codes:
            words |= Q(said__contains=f'"{code}"') | Q(gone__contains=f'"{code}"')
        reviews = Review.objects.annotate(
            said=Cast("findings", TextField()), gone=Cast("course", TextField())
        ).filter(words, pk=OuterRef("pk"))
        return rows.filter(Exists(reviews))
    if situation is Situation.DRAFTING:
        return rows.filter(state__in=[Objective.State.DRAFT, Objective.State.PROPOSED])
    rows = rows.filter(state__in=PUBLISHED)
    live = KeyResult.objects.filter(objective=OuterRef("pk"), state=KeyResult.State.LIVE)
    if situation is Situation.STUCK:
        return rows.filter(Exists(live.filter(stuck=True)))
    if situation is Situation.UNCLAIMED:
        return rows.filter(Exists(live.filter(owner__isnull=True)))
    if situation in (Situation.REVIEW, Situation.NEXT_CYCLE):
        return rows
    assert situation is not None
    return rows.filter(status=_FIGURES[situation])
