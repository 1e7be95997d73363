from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from ninja.params.functions import Query

from headway.api.auth import Call
from headway.api.reads.coaching import asked_out, coaching_of, questions_out
from headway.api.replies import reply
from headway.api.schemas.coaching import (
    CycleCoachingOut,
    ObjectiveQuestionsOut,
    QuestionsOut,
    SituationName,
    StageName,
)
from headway.coach.queries.notes import language_of_reader
from headway.coach.queries.page import coach_view
from headway.coach.queries.questions import coaching_questions
from headway.coach.questions import every_question

router = Router(tags=["Coach"])


@router.get(
    "/coach/questions",
    response=QuestionsOut,
    operation_id="listCoachingQuestions",
    summary="Coaching questions",
)
def list_questions(
    request: Call,
    situation: Annotated[SituationName | None, Query(None)] = None,
    stage: Annotated[StageName | None, Query(None)] = None,
) -> HttpResponse:
    """The whole library in your language, or what suits a situation or a stage of the talk."""
    found = every_question(language_of_reader())
    if situation is not None:
        found = tuple(each for each in found if situation in each.situations)
    if stage is not None:
        found = tuple(each for each in found if each.stage == stage)
    return reply(QuestionsOut(questions_out(found)))


@router.get(
    "/objectives/{int:pk}/coaching-questions",
    response=ObjectiveQuestionsOut,
    operation_id="readCoachingQuestions",
    summary="What to ask about an objective this week",
)
def read_questions(request: Call, pk: int) -> HttpResponse:
    """At most four, by how it stands; others next week. For its owner, who stands above the owner, and OKR
    champions."""
    return reply(asked_out(coaching_questions(request.auth, pk)))


@router.get(
    "/cycles/{int:pk}/coaching",
    response=CycleCoachingOut,
    operation_id="readCycleCoaching",
    summary="A cycle as the coach sees it",
)
def read_cycle_coaching(
    request: Call,
    pk: int,
    team: Annotated[int | None, Query(None, ge=1)] = None,
    after: Annotated[int | None, Query(None, ge=0)] = None,
) -> HttpResponse:
    """How well goals are written by team, what is found most, examples, whom to talk to about what. For
    administrators and OKR champions; those of a department read their teams. Nobody is ranked."""
    return reply(coaching_of(coach_view(request.auth, pk, team, after=after)))
