"""The coach: drafts it reads, what it finds, what was waved aside, how it is set."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from headway.api.schemas.shared import Flag, Given, Id, OneOf, PersonRef, Text, Typed, Whole

type Severity = Literal["error", "warning", "info"]
type Level = Literal["error", "warning", "info", "off"]
type Profile = Literal["default", "zh", "numeric", "strict"]
type ProfileOrUsual = Literal["", "default", "zh", "numeric", "strict"]
type Scope = Literal["objective", "key_result", "set", "draft", "feedback", "course"]
type TextKind = Literal["feedback", "task", "key_result", "objective"]
type ReadsAs = Literal["result", "task"]

SeverityOut = Annotated[str, OneOf(Severity)]
LevelOut = Annotated[str, OneOf(Level)]
Line = Annotated[Text, Field(max_length=5_000)]
Code = Annotated[str, Field(examples=["K202"])]


class DraftKeyResult(Given):
    """What is null or left out is unknown and finds nothing; what is empty is missing."""

    title: Line = Field(examples=["Launch the new website"])
    owner: Line | None = None
    start: Typed | None = None
    target: Typed | None = None
    unit: Line | None = None
    due: Line | None = None
    kind: Literal["number", "hold", "milestones", "done"] | None = None


class DraftObjective(Given):
    title: Line = Field(examples=["Win the shops that turned us down"])
    why: Line | None = None
    owner: Line | None = None
    parent: Line | None = Field(
        None, description="The title of what it supports; empty: it supports nothing."
    )
    ambition: Literal["committed", "aspirational", ""] | None = None
    key_results: Annotated[list[DraftKeyResult], Field(max_length=50)] | None = None


class ReviewIn(Given):
    """One holder's objectives of one cycle, as `headway lint --format json` reads them."""

    language: Literal["en", "zh", "auto"] = "auto"
    profile: Profile | None = Field(None, description="In place of the organisation's.")
    cycle: Line | None = Field(None, description="Its name; empty: none.")
    objectives: Annotated[list[DraftObjective], Field(max_length=100)]
    previous: Annotated[list[Line], Field(max_length=100)] | None = Field(
        None, description="Titles of the cycle before."
    )
    feedback: Annotated[list[Line], Field(max_length=100)] = []


@dataclass(slots=True)
class FindingOut:
    code: Code
    severity: SeverityOut
    path: Annotated[str, Field(examples=["objectives/0/key_results/1"])]
    span: Annotated[
        list[int], Field(description="First character of the title it is about, and the one after the last.")
    ]
    message: str
    question: str
    mend: str


@dataclass(slots=True)
class ReviewOut:
    findings: list[FindingOut]
    score: Annotated[int, Field(ge=0, le=100)]


@dataclass(slots=True)
class DismissalOut:
    id: Whole
    objective: int
    key_result: int | None
    code: Code
    reason: str
    by: PersonRef
    at: datetime


class DismissalIn(Given):
    code: Annotated[Text, Field(max_length=8)] = Field(examples=["K202"])
    key_result: Id | None = Field(None, description="Id, if the note stands at one of its key results.")
    reason: Text = Field(
        description="Kept, with who said so.", examples=["The launch itself is what counts."]
    )


@dataclass(slots=True)
class NoteOut:
    code: Code
    severity: SeverityOut
    path: Annotated[str, Field(examples=["objectives/0/key_results/1"])]
    span: list[int]
    message: str
    question: str
    mend: str
    key_result: Annotated[int | None, Field(description="Id; null: it is about the objective.")]
    dismissed: Annotated[DismissalOut | None, Field(description="Who waved it aside, and why.")]


@dataclass(slots=True)
class CoachingOut:
    findings: list[NoteOut]
    focus: Annotated[list[NoteOut], Field(description="At most three to begin with.")]
    score: Annotated[int, Field(ge=0, le=100, description="Without what is dismissed and how it goes (T4…).")]


@dataclass(slots=True)
class RuleOut:
    code: Code
    name: str
    reads: Annotated[str, OneOf(Scope)]
    severity: Annotated[LevelOut, Field(description="As it holds here.")]
    own_severity: Annotated[SeverityOut, Field(description="As the rule comes.")]
    question: str
    mend: str
    text: Annotated[str, Field(description="Its page in the handbook.")]
    bad: list[str]
    good: list[str]


@dataclass(slots=True)
class RulesOut:
    items: list[RuleOut]


class SeverityIn(Given):
    code: Annotated[Text, Field(max_length=8)] = Field(examples=["O101"])
    severity: Level | None = Field(description="Null: the rule's own again.")


class SettingsChange(Given):
    """What is left out stays as it is."""

    on: Flag | None = None
    profile: ProfileOrUsual | None = Field(
        None, description="Empty: the one that goes with the company's language."
    )
    severities: Annotated[list[SeverityIn], Field(max_length=200)] = []


@dataclass(slots=True)
class SeverityChosen:
    code: Code
    severity: LevelOut


@dataclass(slots=True)
class SettingsOut:
    on: bool
    profile: Annotated[str, OneOf(Profile)]
    severities: Annotated[list[SeverityChosen], Field(description="Where the organisation has said so.")]
    waiting: Annotated[int, Field(description="Objectives still to be reviewed with these settings.")]


class TextIn(Given):
    kind: TextKind
    text: Annotated[Text, Field(max_length=20_000)] = Field(examples=["You have been doing well recently."])


@dataclass(slots=True)
class TextOut:
    findings: list[FindingOut]
    reads_as: Annotated[
        str | None, Field(description="`result` or `task`; null where it cannot be told or is not asked.")
    ]
    question: Annotated[str | None, Field(description="Where it stands as the other of the two.")]
