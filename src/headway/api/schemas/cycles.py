from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from headway.api.schemas.shared import Day, Flag, Given, Id, OneOf, Text, Whole

type CycleKind = Literal["year", "half", "quarter", "two_months", "month", "custom"]
type CycleState = Literal["planned", "drafting", "running", "reviewing", "closed"]

CycleKindOut = Annotated[str, OneOf(CycleKind)]
CycleStateOut = Annotated[str, OneOf(CycleState)]


@dataclass(slots=True)
class CycleRef:
    id: Whole
    name: Annotated[str, Field(description="In the caller's language.", examples=["Q4 2026"])]
    kind: CycleKindOut
    starts: date
    ends: Annotated[date, Field(description="Inclusive.")]
    state: CycleStateOut


@dataclass(slots=True)
class CycleOut:
    id: Whole
    name: Annotated[str, Field(description="In the caller's language.", examples=["Q4 2026"])]
    kind: CycleKindOut
    starts: date
    ends: Annotated[date, Field(description="Inclusive.")]
    state: CycleStateOut
    parent: Annotated[int | None, Field(description="Id of the shortest longer cycle around it.")]
    drafting_opens: date
    practice: bool
    reveal_company: date | None
    reveal_teams: date | None
    reveal_people: date | None
    pilots: Annotated[list[int], Field(description="Ids of the teams it is open to; empty: all.")]
    version: Annotated[int, Field(description="Hand it back when you change this.")]


@dataclass(slots=True)
class CyclesOut:
    items: list[CycleOut]


class CycleIn(Given):
    kind: CycleKind
    starts: Day
    ends: Day
    name: Text = Field("", description="Empty: named by kind and days, in each reader's language.")
    practice: Flag = False
    state: CycleState = "planned"


class CycleChange(Given):
    """What is left out stays as it is."""

    version: Id = Field(description="The version you read; if somebody saved since, 409 with theirs.")
    starts: Day | None = None
    ends: Day | None = None
    name: Text | None = None
    practice: Flag | None = None
    drafting_opens: Day | None = None
    reveal_company: Day | None = None
    reveal_teams: Day | None = None
    reveal_people: Day | None = None
    pilots: list[Id] | None = Field(None, description="Ids of teams; empty: open to all.", max_length=500)


class CycleStep(Given):
    state: CycleState = Field(description="One step on, or one back with a reason.")
    reason: Text = ""


class CyclesAhead(Given):
    kinds: list[Literal["year", "half", "quarter", "two_months", "month"]] = Field(max_length=5)
    first: Day
    last: Day
