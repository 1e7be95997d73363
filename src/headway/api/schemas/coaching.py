"""The coach's view of a cycle and the questions it brings."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from headway.api.schemas.coach import Code, SeverityOut
from headway.api.schemas.shared import OneOf, TeamRef, Whole

type SituationName = Literal[
    "review",
    "next_cycle",
    "drafting",
    "stuck",
    "off_track",
    "silent",
    "hopeful",
    "doubtful",
    "at_risk",
    "unclaimed",
    "overloaded",
    "amended",
    "sandbagged",
    "unaligned",
    "new",
    "well",
]
type StageName = Literal["closing", "goal", "reality", "options", "will"]
type Counted = Literal["objective", "key_result", "holder"]

SituationOut = Annotated[str, OneOf(SituationName)]
StageOut = Annotated[str, OneOf(StageName)]
CountedOut = Annotated[str, OneOf(Counted)]
Score = Annotated[
    int | None, Field(description="The mean, 0 to 100; null where fewer than three objectives are behind it.")
]


@dataclass(slots=True)
class QuestionOut:
    id: Annotated[str, Field(description="Stable.", examples=["stuck-since-then"])]
    stage: StageOut
    situations: list[SituationOut]
    text: Annotated[str, Field(description="In the caller's language.")]


@dataclass(slots=True)
class QuestionsOut:
    items: list[QuestionOut]


@dataclass(slots=True)
class ObjectiveQuestionsOut:
    objective_id: Whole
    week: Annotated[str, Field(examples=["2026-W47"])]
    situations: list[SituationOut]
    questions: list[QuestionOut]


@dataclass(slots=True)
class QualityOut:
    objectives: int
    faultless: Annotated[
        int | None, Field(description="Of them without an error or a warning; null for fewer than three.")
    ]
    score: Score
    drafts: Annotated[int, Field(description="As far as the caller sees drafts.")]


@dataclass(slots=True)
class TeamQualityOut:
    team: Annotated[TeamRef | None, Field(description="null: the company itself.")]
    own: Annotated[QualityOut, Field(description="What is counted in the team itself.")]
    all: Annotated[QualityOut, Field(description="With the teams below it.")]


@dataclass(slots=True)
class FindingCountOut:
    code: Code
    name: str
    severity: SeverityOut
    question: str
    found: int
    in_drafts: int


@dataclass(slots=True)
class ExampleOut:
    id: Whole
    title: str
    why: str
    place: Annotated[str, Field(description="Whose it is; empty: the company's.")]
    key_results: list[str]


@dataclass(slots=True)
class SituationCountOut:
    situation: SituationOut
    count: int
    counts: CountedOut
    questions: list[QuestionOut]


@dataclass(slots=True)
class DismissedRuleOut:
    code: Code
    name: str
    times: int
    reasons: Annotated[list[str], Field(description="The last three.")]


@dataclass(slots=True)
class CycleCoachingOut:
    cycle_id: Whole
    team: Annotated[TeamRef | None, Field(description="null: the whole company.")]
    coach_on: bool
    whole: QualityOut
    itself: Annotated[
        list[TeamQualityOut], Field(description="What is counted in it and in no team that is listed.")
    ]
    teams: Annotated[list[TeamQualityOut], Field(description="Right below it, in the order of the tree.")]
    next_after: Annotated[int | None, Field(description="Hand it back as `after` for further teams.")]
    findings: Annotated[list[FindingCountOut], Field(description="Of what is written, most found first.")]
    examples: Annotated[list[ExampleOut], Field(description="Drawn anew each week, in no rank.")]
    situations: list[SituationCountOut]
    dismissed: list[DismissedRuleOut]
