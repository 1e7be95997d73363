"""Other wordings of one sentence, each with what the coach says of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from headway.api.schemas.coach import FindingOut
from headway.api.schemas.shared import Count, Flag, Given, OneOf, PersonRef, Text, Typed


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


type KeyKept = Literal["none", "sealed", "server"]


@dataclass(slots=True)
class EndpointOut:
    """The key itself is never answered."""

    on: bool
    address: Annotated[
        str, Field(description="Empty: not set up.", examples=["https://models.example.com/v1"])
    ]
    place: Annotated[
        str | None,
        Field(description="Host and port as writers read it; null: not set up, or not allowed any more."),
    ]
    model: Annotated[str, Field(examples=["small-instruct"])]
    key: Annotated[
        str,
        OneOf(KeyKept),
        Field(
            description="`sealed`: one is kept; `server`: the environment's is used (HEADWAY_REWRITING_KEY)."
        ),
    ]
    seconds: Annotated[int, Field(description="How long a writer waits at most.")]
    notice: Annotated[str, Field(description="What writers are told besides.")]
    readable_on_the_way: Annotated[
        bool, Field(description="The address begins with http: and leads beyond your network.")
    ]
    hosts: Annotated[
        list[str], Field(description="The only ones whoever runs the server allows; empty: any.")
    ]
    switched_by: PersonRef | None
    switched_at: datetime | None


class EndpointChange(Given):
    """What is left out stays as it is."""

    on: Flag | None = None
    address: Annotated[Text, Field(max_length=2_000)] | None = Field(
        None,
        description="Of an OpenAI-compatible server; a kept key is forgotten when it leads to another one.",
        examples=["https://models.example.com/v1"],
    )
    model: Annotated[Text, Field(max_length=2_000)] | None = Field(
        None, description="Its name, as the server knows it."
    )
    key: Annotated[Text, Field(max_length=2_000)] | None = Field(
        None, description="Kept sealed and never answered; empty: the kept one is forgotten."
    )
    seconds: Count | None = Field(None, description="3 to 60.")
    notice: Annotated[Text, Field(max_length=2_000)] | None = None


@dataclass(slots=True)
class RewritesOut:
    place: Annotated[str, Field(description="Where the sentence was sent.", examples=["models.example.com"])]
    model: str
    original: WordingOut
    suggestions: Annotated[list[SuggestionOut], Field(description="Best first, at most three.")]
    left_out: Annotated[int, Field(description="Wordings that were no better than the original.")]


@dataclass(slots=True)
class TrialOut:
    place: Annotated[str, Field(description="Where the sentence was sent.", examples=["models.example.com"])]
    model: str
    seconds: Annotated[str, Field(description="How long the model took.", examples=["1.4"])]
    original: WordingOut
    suggestions: Annotated[list[SuggestionOut], Field(description="Best first, at most three.")]
    left_out: Annotated[int, Field(description="Wordings that were no better than the original.")]
