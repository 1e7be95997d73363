from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from headway.api.schemas.cycles import CycleRef
from headway.api.schemas.key_results import (
    AmendmentOut,
    Confidence,
    KeyResultOfObjective,
    KeyResultOut,
    StatusOut,
)
from headway.api.schemas.shared import (
    Day,
    Flag,
    Given,
    Id,
    Number,
    OneOf,
    PersonRef,
    Share,
    TeamRef,
    Text,
    Typed,
    Whole,
)

type Holder = Literal["company", "team", "person"]
type State = Literal["draft", "proposed", "agreed", "closed"]
type Ambition = Literal["committed", "aspirational"]
type Visibility = Literal["everyone", "team", "named"]
type Outcome = Literal["achieved", "partly", "missed", "dropped", "carried_over"]
type AlignmentKind = Literal["contributes", "supports", "unblocks"]
type AlignmentState = Literal["asked", "active", "declined", "ended"]

HolderOut = Annotated[str, OneOf(Holder)]
StateOut = Annotated[str, OneOf(State)]
AmbitionOut = Annotated[str, OneOf(Ambition)]
VisibilityOut = Annotated[str, OneOf(Visibility)]
OutcomeOut = Annotated[str, OneOf(Outcome)]
AlignmentKindOut = Annotated[str, OneOf(AlignmentKind)]
AlignmentStateOut = Annotated[str, OneOf(AlignmentState)]


@dataclass(slots=True)
class ObjectiveRow:
    id: Whole
    title: Annotated[str, Field(examples=["Win the shops that turned us down"])]
    cycle: CycleRef
    holder: HolderOut
    team: Annotated[TeamRef | None, Field(description="That holds it.")]
    person: Annotated[PersonRef | None, Field(description="Who holds it.")]
    owner: Annotated[PersonRef, Field(description="Who answers for it.")]
    state: StateOut
    outcome: OutcomeOut | None
    ambition: AmbitionOut
    visibility: VisibilityOut
    weight: Annotated[Number | None, Field(description="Null: automatic.")]
    progress: Annotated[Share | None, Field(description="Null without any value.")]
    expected: Annotated[Share | None, Field(description="Where pace would have it today.")]
    confidence: Annotated[Confidence | None, Field(description="Lowest of its live key results.")]
    status: StatusOut
    key_results_live: int
    key_results_red: Annotated[int, Field(description="Off track.")]
    amended: Annotated[bool, Field(description="What was agreed has changed since.")]
    score: Number | None
    checked_in_at: datetime | None
    changed_at: datetime
    version: Annotated[int, Field(description="Hand it back when you change this.")]


@dataclass(slots=True)
class ObjectivesPage:
    items: list[ObjectiveRow]
    next_cursor: Annotated[str | None, Field(description="Hand back as `cursor`; null on the last page.")]


@dataclass(slots=True)
class AlignmentOut:
    id: Whole
    kind: AlignmentKindOut
    state: AlignmentStateOut
    child: Annotated[int, Field(description="Id of the objective that serves.")]
    parent: Annotated[int, Field(description="Id of the objective that is served.")]
    key_result: Annotated[int | None, Field(description="Id, if it serves one key result of it.")]
    weight: Number | None
    sentence: str
    title: Annotated[str, Field(description="Of the one at the other end.")]
    progress: Annotated[Share | None, Field(description="Of the one at the other end.")]
    status: Annotated[StatusOut, Field(description="Of the one at the other end.")]


@dataclass(slots=True)
class AlignmentsOut:
    """Only what the caller may see."""

    serves: Annotated[
        list[AlignmentOut], Field(description="What this objective contributes to or supports.")
    ]
    served_by: Annotated[list[AlignmentOut], Field(description="What contributes to or supports it.")]


@dataclass(slots=True)
class ObjectiveOut:
    id: Whole
    title: Annotated[str, Field(examples=["Win the shops that turned us down"])]
    why: Annotated[str, Field(description="Background and value.")]
    cycle: CycleRef
    holder: HolderOut
    team: TeamRef | None
    person: PersonRef | None
    owner: PersonRef
    proposer: PersonRef
    strategy: Annotated[int | None, Field(description="Id of the strategy it points at.")]
    state: StateOut
    outcome: OutcomeOut | None
    ambition: AmbitionOut
    visibility: VisibilityOut
    visible_team: Annotated[int | None, Field(description="Id, if it is visible to one team.")]
    viewers: Annotated[list[int], Field(description="Ids of the people named, if visible to them alone.")]
    weight: Number | None
    joined_on: date | None
    progress: Annotated[Share | None, Field(description="The override, or the computed one.")]
    computed: Annotated[Share | None, Field(description="Rolled up from its parts.")]
    override: Annotated[Share | None, Field(description="Set by hand.")]
    override_note: str
    progress_agreed: Annotated[Share | None, Field(description="Against what was agreed, nothing dropped.")]
    expected: Share | None
    confidence: Confidence | None
    status: StatusOut
    key_results_live: int
    key_results_red: int
    amended: bool
    score: Number | None
    score_agreed: Number | None
    score_note: str
    agreed_by: PersonRef | None
    agreed_at: datetime | None
    carried_from: Annotated[int | None, Field(description="Id of the objective it goes on from.")]
    carried: Annotated[int, Field(description="How many cycles it has been carried over from.")]
    checked_in_at: datetime | None
    created_at: datetime
    changed_at: datetime
    version: Annotated[int, Field(description="Hand it back when you change this.")]
    key_results: list[KeyResultOut]
    alignments: AlignmentsOut
    amendments: Annotated[list[AmendmentOut], Field(description="That wait for an answer.")]


class ObjectiveIn(Given):
    cycle: Id = Field(description="Id of a cycle that is being drafted or runs.")
    holder: Holder
    title: Text = Field(examples=["Win the shops that turned us down"])
    team: Id | None = Field(None, description="Of the team that holds it.")
    person: Id | None = Field(None, description="Of the person who holds it.")
    owner: Id | None = Field(None, description="Left out: the person who holds it, or you.")
    strategy: Id | None = None
    why: Text = ""
    ambition: Ambition = "committed"
    weight: Typed | None = Field(
        None, description="0 to 1000 among its holder's objectives; null: automatic."
    )
    visibility: Visibility = "everyone"
    visible_team: Id | None = None
    viewers: list[Id] = Field(default_factory=list, max_length=500)
    joined_on: Day | None = Field(None, description="Pace counts from here.")
    key_results: list[KeyResultOfObjective] = Field(default_factory=list, max_length=50)


class ObjectiveChange(Given):
    """What is left out stays as it is; null empties what may be empty."""

    version: Id = Field(description="The version you read; if somebody saved since, 409 with theirs.")
    reason: Text = Field("", description="Needed when agreed key results change.")
    cycle: Id | None = None
    holder: Holder | None = None
    title: Text | None = None
    team: Id | None = None
    person: Id | None = None
    owner: Id | None = None
    strategy: Id | None = None
    why: Text | None = None
    ambition: Ambition | None = None
    weight: Typed | None = None
    visibility: Visibility | None = None
    visible_team: Id | None = None
    viewers: list[Id] | None = Field(None, max_length=500)
    joined_on: Day | None = None
    key_results: list[KeyResultOfObjective] | None = Field(
        None, max_length=50, description="All of them in order; left out: untouched."
    )


class Closure(Given):
    outcome: Outcome
    note: Text = Field("", description="Needed when it is dropped.")


class Lift(Given):
    holder: Literal["team", "company"]
    team: Id | None = None
    reason: Text = ""


class Override(Given):
    progress: Typed | None = Field(
        description="A fraction, 1 is 100 %; or “30 %”. Null: back to the computed one."
    )
    note: Text = ""


class CarryOver(Given):
    cycle: Id = Field(description="Id of the cycle it goes on in.")


class ObjectiveScore(Given):
    score: Typed | None = Field(description="0.0 to 1.0; null: back to the mean of its parts.")
    note: Text = ""


class AlignmentIn(Given):
    child: Id = Field(description="Id of the objective that serves.")
    parent: Id = Field(description="Id of the objective that is served.")
    kind: AlignmentKind = "supports"
    key_result: Id | None = Field(None, description="Id of a key result of the parent.")
    weight: Typed | None = None


class AlignmentWeight(Given):
    weight: Typed | None = Field(description="0 to 1000; null is automatic.")


class AlignmentAnswer(Given):
    accept: Flag
    sentence: Text = Field("", description="Needed when it is declined.")
