from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from headway.api.schemas.shared import (
    Count,
    Day,
    Flag,
    Given,
    Id,
    Number,
    OneOf,
    PersonRef,
    Share,
    Text,
    Typed,
    Whole,
)

type Kind = Literal["number", "hold", "milestones", "done"]
type UnitKind = Literal["number", "percent", "currency", "duration", "word"]
type Driver = Literal["check_ins", "below"]
type Mode = Literal["sum", "mean", "latest", "least", "greatest"]
type Status = Literal["not_started", "on_track", "at_risk", "off_track", "overdue", "done"]
type Life = Literal["live", "dropped"]
type ClaimState = Literal["asked", "confirmed", "declined", "released"]
type AmendmentState = Literal["asked", "agreed", "declined"]

KindOut = Annotated[str, OneOf(Kind)]
UnitKindOut = Annotated[str, OneOf(UnitKind)]
DriverOut = Annotated[str, OneOf(Driver)]
ModeOut = Annotated[str, OneOf(Mode)]
StatusOut = Annotated[str, OneOf(Status)]
LifeOut = Annotated[str, OneOf(Life)]
ClaimStateOut = Annotated[str, OneOf(ClaimState)]
AmendmentStateOut = Annotated[str, OneOf(AmendmentState)]

Confidence = Annotated[
    int, Field(description="The owner's chance in ten of reaching the aim, 1 to 10.", examples=[7])
]


@dataclass(slots=True)
class MilestoneOut:
    id: Whole
    title: str
    weight: Number
    due: date | None
    done_on: date | None


@dataclass(slots=True)
class PhasedTargetOut:
    on: date
    value: Number


@dataclass(slots=True)
class KeyResultOut:
    id: Whole
    objective: Annotated[int, Field(description="Id of its objective.")]
    title: Annotated[str, Field(examples=["Shops signed"])]
    kind: KindOut
    start: Number | None
    target: Number | None
    low: Annotated[Number | None, Field(description="Of `hold`: stay at least here.")]
    high: Annotated[Number | None, Field(description="Of `hold`: stay at most here.")]
    current: Annotated[Number | None, Field(description="Latest value; null before the first check-in.")]
    unit_kind: UnitKindOut
    unit: Annotated[
        str, Field(description="ISO currency, one of s min h d w, or a word.", examples=["clients"])
    ]
    decimals: int
    weight: Annotated[Number | None, Field(description="Null: automatic.")]
    owner: Annotated[PersonRef | None, Field(description="Null: open to be claimed.")]
    delegate: PersonRef | None
    due: date | None
    driver: DriverOut
    mode: ModeOut
    state: LifeOut
    progress: Annotated[Share | None, Field(description="Not clamped; null without a value.")]
    progress_agreed: Annotated[Share | None, Field(description="The same value against what was agreed.")]
    expected: Annotated[Share | None, Field(description="Where pace would have it today.")]
    confidence: Confidence | None
    status: StatusOut
    hand_status: Annotated[StatusOut | None, Field(description="Set by hand beside the computed one.")]
    hand_note: str
    stuck: bool
    due_from: Annotated[date | None, Field(description="From this day a check-in is asked for.")]
    due_by: Annotated[date | None, Field(description="Overdue once this day has passed.")]
    checked_in_at: datetime | None
    check_ins: int
    last_change: Number | None
    score: Number | None
    score_agreed: Number | None
    score_note: str
    version: Annotated[int, Field(description="Hand it back when you change this.")]
    milestones: list[MilestoneOut]
    phased_targets: list[PhasedTargetOut]


@dataclass(slots=True)
class KeyResultsOut:
    items: list[KeyResultOut]


class MilestoneIn(Given):
    id: Id | None = Field(None, description="Of one that is there already.")
    title: Text
    weight: Typed = "1"
    due: Day | None = None


class PhasedTargetIn(Given):
    on: Day
    value: Typed


class KeyResultIn(Given):
    title: Text = Field(examples=["Shops signed"])
    kind: Kind = "number"
    start: Typed | None = Field(None, description="Of `number`; 0 if left out.")
    target: Typed | None = Field(None, description="Of `number`. A falling target needs no flag.")
    low: Typed | None = None
    high: Typed | None = None
    unit_kind: UnitKind | None = Field(None, description="Left out: recognised from `unit`.")
    unit: Text = Field("", description="“%”, “USD”, “¥”, “min”, or a word of at most 12 characters.")
    decimals: Count | None = Field(
        None, ge=0, le=6, description="Left out: as many as start and target have."
    )
    weight: Typed | None = Field(None, description="0 to 1000; null: automatic.")
    owner: Id | None = Field(None, description="Id of a person; null: open to be claimed.")
    delegate: Id | None = None
    due: Day | None = None
    driver: Driver = "check_ins"
    mode: Mode = "sum"
    milestones: list[MilestoneIn] = Field(default_factory=list, max_length=200)
    phased_targets: list[PhasedTargetIn] = Field(default_factory=list, max_length=200)


class KeyResultAdded(KeyResultIn):
    reason: Text = Field("", description="Needed once the objective is agreed.")


class KeyResultOfObjective(KeyResultIn):
    id: Id | None = Field(None, description="Of one that is there already; without it, a new one.")


class KeyResultChange(Given):
    """What is left out stays as it is; null empties what may be empty."""

    version: Id = Field(description="The version you read.")
    reason: Text = Field("", description="Needed once the objective is agreed and its metric changes.")
    title: Text | None = None
    kind: Kind | None = None
    start: Typed | None = None
    target: Typed | None = None
    low: Typed | None = None
    high: Typed | None = None
    unit_kind: UnitKind | None = None
    unit: Text | None = None
    decimals: Count | None = Field(None, ge=0, le=6)
    weight: Typed | None = None
    owner: Id | None = None
    delegate: Id | None = None
    due: Day | None = None
    driver: Driver | None = None
    mode: Mode | None = None
    milestones: list[MilestoneIn] | None = Field(None, max_length=200)
    phased_targets: list[PhasedTargetIn] | None = Field(None, max_length=200)


class ClaimAnswer(Given):
    confirm: Flag
    reason: Text = ""


class Delegate(Given):
    person: Id | None = Field(description="Id of who checks in beside the owner; null: nobody.")


class HandStatus(Given):
    status: Status | None = Field(description="Null: back to the computed one.")
    note: Text = ""


class KeyResultScore(Given):
    score: Typed = Field(description="0.0 to 1.0; asked while the cycle is in review.")
    note: Text = ""


@dataclass(slots=True)
class ClaimOut:
    id: Whole
    key_result: int
    person: PersonRef
    state: ClaimStateOut
    asked_at: datetime
    answered_at: datetime | None
    reason: str


@dataclass(slots=True)
class ClaimsOut:
    items: list[ClaimOut]


@dataclass(slots=True)
class AmendmentOut:
    """A change of something agreed: in force once the agreeing person has said yes."""

    id: Whole
    objective: int
    key_result: Annotated[int | None, Field(description="Null: a new one is asked for.")]
    before: Annotated[dict[str, object], Field(examples=[{"target": "40"}])]
    after: Annotated[dict[str, object], Field(examples=[{"target": "30"}])]
    reason: str
    state: AmendmentStateOut
    asked_by: PersonRef
    asked_at: datetime
    answered_by: PersonRef | None
    answered_at: datetime | None
    sentence: str


@dataclass(slots=True)
class AmendmentsOut:
    items: list[AmendmentOut]


class AmendmentAnswer(Given):
    agree: Flag
    sentence: Text = ""


@dataclass(slots=True)
class KeyResultDropped:
    """At once while it is not agreed; else an amendment that waits for a yes."""

    key_result: KeyResultOut
    amendment: AmendmentOut | None


@dataclass(slots=True)
class KeyResultMade:
    """One of the two: the key result, or the amendment that asks for it."""

    key_result: KeyResultOut | None
    amendment: AmendmentOut | None
