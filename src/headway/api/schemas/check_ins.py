from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from headway.api.schemas.key_results import Confidence, StatusOut
from headway.api.schemas.shared import Count, Day, Given, Id, Number, PersonRef, Share, Text, Typed, Whole


class CheckInIn(Given):
    value: Typed | None = Field(
        None,
        description="Where it stands now; 1 or 0 for `done`. For `milestones` give `steps`.",
    )
    confidence: Count | None = Field(
        None, description="1 to 10; left out: as last time.", json_schema_extra={"minimum": 1, "maximum": 10}
    )
    steps: list[Id] | None = Field(
        None, description="Of `milestones`: ids of all that are finished by now.", max_length=200
    )
    changed: Text = Field("", description="What has changed.", examples=["Two shops in Chengdu signed."])
    obstacles: Text = ""
    next: Text = ""
    on: Day | None = Field(None, description="The day the value speaks of; left out: today.")
    corrects: Id | None = Field(None, description="Id of the check-in that this one supersedes.")


@dataclass(slots=True)
class CheckInOut:
    id: Whole
    key_result: Whole
    author: PersonRef
    on: Annotated[date, Field(description="The company's day the value speaks of.")]
    at: Annotated[datetime, Field(description="When it was sent.")]
    value: Number | None
    steps: list[int] | None
    progress: Share | None
    confidence: Confidence | None
    status: StatusOut
    changed: str
    obstacles: str
    next: str
    back_dated: bool
    corrects: Annotated[int | None, Field(description="Id of the check-in that this one supersedes.")]
    superseded: bool
    door: Annotated[str, Field(description="Through which door it came.", examples=["web", "api", "cli"])]


@dataclass(slots=True)
class Standing:
    """Where the key result stands after the check-in."""

    current: Number | None
    progress: Share | None
    expected: Share | None
    confidence: Confidence | None
    status: StatusOut
    due_by: date | None
    check_ins: int


@dataclass(slots=True)
class CheckInMade:
    check_in: CheckInOut
    key_result: Standing


@dataclass(slots=True)
class CheckInsPage:
    """Newest day first."""

    items: list[CheckInOut]
    next_cursor: Annotated[str | None, Field(description="Hand back as `cursor`; null on the last page.")]
