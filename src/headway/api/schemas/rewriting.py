"""Other wordings of one sentence, each with what the coach says of it."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from headway.api.schemas.coach import FindingOut
from headway.api.schemas.shared import Given, Text, Typed


class RewriteIn(Given):
    kind: Literal["objective", "key_result"]
    text: Annotated[Text, Field(max_length=500)] = Field(examples=["Improve customer satisfaction"])
    start: Typed | None = Field(None, description="Of a key result; for the coach here, not sent.")
    target: Typed | None = Field(None, description="Of a key result; for the coach here, not sent.")
    send_to: Annotated[Text, Field(max_length=300)] | None = Field(
        None,
        description="Needed once for each place: says that the person agrees to sentences being sent there.",
        examples=["models.example.com"],
    )


@dataclass(slots=True)
class WordingOut:
    text: str
    score: Annotated[int, Field(ge=0, le=100)]
    findings: list[FindingOut]


@dataclass(slots=True)
class SuggestionOut:
    text: Annotated[str, Field(examples=["Raise satisfaction from [x] to [x] of 10"])]
    score: Annotated[int, Field(ge=0, le=100)]
    findings: list[FindingOut]
    open: Annotated[bool, Field(description="Whether [x] waits for a number of the writer's own.")]
    invented: Annotated[list[str], Field(description="Numbers of the model's own that [x] stands for.")]


@dataclass(slots=True)
class RewritesOut:
    place: Annotated[str, Field(description="Where the sentence was sent.", examples=["models.example.com"])]
    model: str
    original: WordingOut
    suggestions: Annotated[list[SuggestionOut], Field(description="Best first, at most three.")]
    left_out: Annotated[int, Field(description="Wordings that were no better than the original.")]
