"""Templates: complete OKRs with placeholders, the organisation's own and the built-in ones."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from headway.api.schemas.coach import FindingOut
from headway.api.schemas.key_results import Kind, KindOut
from headway.api.schemas.objectives import Ambition, AmbitionOut
from headway.api.schemas.shared import Flag, Given, Id, OneOf, Text, Typed
from headway.library.rules import CycleKind, Department, Language

type PlaceholderKind = Literal["text", "number"]
type Origin = Literal["own", "built-in"]

LanguageOut = Annotated[str, OneOf(Language)]
DepartmentOut = Annotated[str, OneOf(Department)]
CycleKindOut = Annotated[str, OneOf(CycleKind)]
PlaceholderKindOut = Annotated[str, OneOf(PlaceholderKind)]
Slot = Annotated[str, Field(description="A number, or one placeholder such as `{churn_now}`.")]


@dataclass(slots=True)
class PlaceholderOut:
    label: Annotated[str, Field(description="What is asked; it stands in [brackets] until it is filled.")]
    example: str
    kind: PlaceholderKindOut
    help: str


@dataclass(slots=True)
class TemplateKeyResultOut:
    title: Annotated[str, Field(examples=["Raise the renewal rate from {now}% to {goal}%"])]
    kind: KindOut
    unit: str
    start: Slot | None
    target: Slot | None
    low: Slot | None
    high: Slot | None
    steps: list[str]
    counterweight: Annotated[bool, Field(description="Keeps the others honest.")]


@dataclass(slots=True)
class TemplateOut:
    slug: Annotated[str, Field(examples=["sales-manager-existing-customers"])]
    own: Annotated[bool, Field(description="The organisation's own; the others come with the product.")]
    away: Annotated[bool, Field(description="Archived or put away: not offered.")]
    language: LanguageOut
    department: DepartmentOut
    role: Annotated[str, Field(examples=["Sales manager"])]
    name: str
    objective: Annotated[str, Field(examples=["Our customers choose {product} again"])]
    background: str
    why_good: str
    ambition: AmbitionOut
    cycle_kinds: list[CycleKindOut]
    key_results: list[TemplateKeyResultOut]
    placeholders: dict[str, PlaceholderOut]
    tags: list[str]
    changed_at: Annotated[datetime | None, Field(description="Null for those that come with the product.")]
    version: Annotated[int | None, Field(description="Of your own: hand it back when you change it.")]


@dataclass(slots=True)
class TemplatesPage:
    items: list[TemplateOut]
    next_cursor: Annotated[str | None, Field(description="Hand back as `cursor`; null on the last page.")]


class PlaceholderIn(Given):
    label: Text = Field(examples=["product"])
    example: Typed = Field(examples=["Atlas"])
    kind: PlaceholderKind = "text"
    help: Text = ""


class TemplateKeyResultIn(Given):
    title: Text = Field(examples=["Raise the renewal rate from {now}% to {goal}%"])
    kind: Kind = "number"
    unit: Text = ""
    start: Typed | None = Field(None, description="A number, or one placeholder such as `{now}`.")
    target: Typed | None = None
    low: Typed | None = None
    high: Typed | None = None
    steps: list[Text] = Field(default_factory=list, max_length=50)
    counterweight: Flag = False


class TemplateIn(Given):
    language: Language
    department: Department
    role: Text = Field(examples=["Sales manager"])
    name: Text
    objective: Text = Field(examples=["Our customers choose {product} again"])
    background: Text = ""
    why_good: Text = ""
    ambition: Ambition = "committed"
    cycle_kinds: list[CycleKind] = Field(["quarter"], max_length=5)
    key_results: list[TemplateKeyResultIn] = Field(max_length=50)
    placeholders: dict[str, PlaceholderIn] = Field(
        default_factory=dict, description="By name: every {name} that the texts hold, and no other."
    )
    tags: list[Text] = Field(default_factory=list, max_length=50)


class TemplateChange(Given):
    """What is left out stays as it is."""

    version: Id = Field(description="The version you read; if somebody saved since, 409 with theirs.")
    language: Language | None = None
    department: Department | None = None
    role: Text | None = None
    name: Text | None = None
    objective: Text | None = None
    background: Text | None = None
    why_good: Text | None = None
    ambition: Ambition | None = None
    cycle_kinds: list[CycleKind] | None = Field(None, max_length=5)
    key_results: list[TemplateKeyResultIn] | None = Field(None, max_length=50)
    placeholders: dict[str, PlaceholderIn] | None = None
    tags: list[Text] | None = Field(None, max_length=50)


class ValuesIn(Given):
    values: dict[str, Typed] = Field(
        default_factory=dict,
        description="By the name of the placeholder; what is left out stays as its [label].",
        examples=[{"product": "Atlas", "renewal_now": "78"}],
    )


@dataclass(slots=True)
class FilledMilestone:
    title: str


@dataclass(slots=True)
class FilledKeyResultOut:
    title: str
    kind: KindOut
    unit: str
    start: str | None
    target: Annotated[str | None, Field(description="Null while its placeholder is not filled.")]
    low: str | None
    high: str | None
    milestones: list[FilledMilestone]


@dataclass(slots=True)
class FilledObjective:
    title: str
    why: str
    ambition: AmbitionOut
    key_results: list[FilledKeyResultOut]


@dataclass(slots=True)
class FilledOut:
    objective: Annotated[
        FilledObjective,
        Field(description="With `cycle` and `holder` added, what `POST /objectives` takes."),
    ]
    unfilled: Annotated[list[str], Field(description="Placeholders without a value.")]
    findings: list[FindingOut]
    score: Annotated[int | None, Field(description="0 to 100; null where the coach is switched off.")]
