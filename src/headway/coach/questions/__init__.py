"""Questions a coach asks of a goal: which situations it is in, and what to ask there. Plain Python."""

from headway.coach.questions.library import Question, Stage, every_question, questions_for
from headway.coach.questions.situations import Facts, KeyResultFacts, Situation, situations_of

__all__ = [
    "Facts",
    "KeyResultFacts",
    "Question",
    "Situation",
    "Stage",
    "every_question",
    "questions_for",
    "situations_of",
]
