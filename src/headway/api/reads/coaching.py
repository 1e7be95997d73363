"""The coach's view of a cycle, and questions, as the API answers them."""

from collections.abc import Iterable

from headway.api.reads.texts import team_ref
from headway.api.schemas.coaching import (
    CycleCoachingOut,
    DismissedRuleOut,
    ExampleOut,
    FindingCountOut,
    ObjectiveQuestionsOut,
    QualityOut,
    QuestionOut,
    SituationCountOut,
    TeamQualityOut,
)
from headway.coach.queries.page import CoachView
from headway.coach.queries.quality import Quality, TeamRow
from headway.coach.queries.questions import Asked
from headway.coach.questions import Question
from headway.core.errors import NotFound


def questions_out(questions: Iterable[Question]) -> list[QuestionOut]:
    return [
        QuestionOut(each.id, each.stage.value, [one.value for one in each.situations], each.text)
        for each in questions
    ]


def asked_out(asked: Asked) -> ObjectiveQuestionsOut:
    return ObjectiveQuestionsOut(
        asked.objective_id,
        asked.week,
        [each.value for each in asked.situations],
        questions_out(asked.questions),
    )


def coaching_of(view: CoachView) -> CycleCoachingOut:
    if view.cycles is None or view.quality is None:
        raise NotFound()
    return CycleCoachingOut(
        cycle_id=view.cycles.chosen.id,
        team=team_ref(view.team.pk, view.team.name) if view.team else None,
        coach_on=view.on,
        whole=_quality(view.quality.whole.all),
        itself=[_team(row) for row in view.quality.itself],
        teams=[_team(row) for row in view.quality.teams],
        next_after=view.quality.after,
        findings=[
            FindingCountOut(row.code, row.name, row.severity, row.question, row.found, row.in_drafts)
            for row in view.findings
        ],
        examples=[
            ExampleOut(each.id, each.title, each.why, each.place, list(each.key_results))
            for each in view.examples
        ],
        situations=[
            SituationCountOut(row.situation.value, row.count, row.counts, questions_out(row.questions))
            for row in view.situations
        ],
        dismissed=[
            DismissedRuleOut(
                each.rule.code, each.rule.name, each.times, [reason.text for reason in each.reasons]
            )
            for each in view.waved
        ],
    )


def _team(row: TeamRow) -> TeamQualityOut:
    return TeamQualityOut(team_ref(row.id, row.name), _quality(row.own), _quality(row.all))


def _quality(sums: Quality) -> QualityOut:
    return QualityOut(sums.objectives, sums.clear, sums.score, sums.drafts)
