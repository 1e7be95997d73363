"""What the demo company's story is made of: everything twice (English, Chinese), every date relative to the day of loading."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal

type Language = Literal["en", "zh"]
type Ambition = Literal["committed", "aspirational"]
type Kind = Literal["number", "hold", "milestones", "done"]
type CycleKind = Literal["year", "quarter", "month"]
type ObjectiveState = Literal["draft", "proposed", "agreed", "closed"]
type Outcome = Literal["achieved", "partly", "missed", "dropped", "carried_over"]
type LinkKind = Literal["contributes", "supports", "unblocks"]
type Role = Literal["member", "guest", "admin"]


@dataclass(frozen=True, slots=True)
class Text:
    """May hold `{season}`, `{last_season}`, `{next_season}`, `{quarter}`: filled by `Telling.text`."""

    en: str
    zh: str

    def told(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class OrganisationSpec:
    name: Text
    mission: Text
    vision: Text
    mail_domain: str
    zone: Text
    sponsor: str
    champion: str
    signed_in: str
    """The person the demo signs in as unless told otherwise."""


@dataclass(frozen=True, slots=True)
class StrategySpec:
    key: str
    year: int
    """Offset of the year: 0 is the year of the running quarter."""
    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class TeamSpec:
    key: str
    name: Text
    about: Text
    parent: str | None
    leads: tuple[str, ...]
    virtual: bool = False


@dataclass(frozen=True, slots=True)
class PersonSpec:
    key: str
    name: Text
    mail: str
    title: Text
    team: str
    manager: str | None
    role: Role = "member"
    other_teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CycleSpec:
    key: str
    kind: CycleKind
    offset: int
    """0 is the year, quarter or month in which the day of loading lies, -1 the one before."""

    @property
    def closed(self) -> bool:
        return self.offset < 0


@dataclass(frozen=True, slots=True)
class NoteSpec:
    """`week` counts the slots of the cycle from 1 (in a year: the months)."""

    week: int
    changed: Text
    obstacles: Text | None = None
    next: Text | None = None


@dataclass(frozen=True, slots=True)
class MilestoneSpec:
    title: Text
    weight: Decimal
    done_week: int | None
    due_week: int | None


@dataclass(frozen=True, slots=True)
class AmendmentSpec:
    """The target the people agreed on later; the key result's own `target` is the one first agreed."""

    week: int
    target: Decimal
    reason: Text


@dataclass(frozen=True, slots=True)
class HandSpec:
    """The owner sets the status by hand, with a sentence."""

    week: int
    status: str
    note: Text


@dataclass(frozen=True, slots=True)
class OverrideSpec:
    """The owner puts a progress (a fraction) beside the computed one, with a sentence."""

    week: int
    progress: Decimal
    note: Text


@dataclass(frozen=True, slots=True)
class ClaimSpec:
    """Somebody asks to take on a key result that is open; its objective's owner has yet to answer."""

    week: int
    person: str


@dataclass(frozen=True, slots=True)
class KeyResultSpec:
    """`path` and `confidence` are knots (week, value) with lines between; after the last one nobody checks in."""

    key: str
    title: Text
    owner: str | None
    """None: open to be claimed."""
    kind: Kind
    start: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: Text
    decimals: int
    scale_zh: Decimal
    """Money is told in another currency in Chinese: every number of this key result times this."""
    milestones: tuple[MilestoneSpec, ...]
    weight: Decimal | None
    path: tuple[tuple[int, Decimal], ...]
    confidence: tuple[tuple[int, Decimal], ...]
    notes: tuple[NoteSpec, ...]
    delegate: str | None = None
    proposer: str | None = None
    done_week: int | None = None
    dropped_week: int | None = None
    dropped_reason: Text | None = None
    amended: AmendmentSpec | None = None
    by_hand: HandSpec | None = None
    claim: ClaimSpec | None = None
    score: Decimal | None = None
    """None: the proposed score is taken."""
    score_note: Text | None = None


@dataclass(frozen=True, slots=True)
class LinkSpec:
    kind: LinkKind
    to: str
    """Key of an objective, or of a key result."""
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveSpec:
    key: str
    cycle: str
    holder: str
    """`company`, the key of a team, or `@` and the key of a person."""
    owner: str
    title: Text
    reality: Text
    worth: Text
    ambition: Ambition
    state: ObjectiveState
    weight: Decimal | None
    key_results: tuple[KeyResultSpec, ...]
    links: tuple[LinkSpec, ...]
    strategies: tuple[str, ...]
    proposer: str | None = None
    carried_from: str | None = None
    override: OverrideSpec | None = None
    outcome: Outcome | None = None
    score: Decimal | None = None
    """None: the weighted mean of the key results' scores."""
    score_note: Text | None = None

    @property
    def holder_person(self) -> str | None:
        return self.holder[1:] if self.holder.startswith("@") else None

    @property
    def holder_team(self) -> str | None:
        return None if self.holder == "company" or self.holder.startswith("@") else self.holder


@dataclass(frozen=True, slots=True)
class Story:
    organisation: OrganisationSpec
    strategies: tuple[StrategySpec, ...]
    teams: tuple[TeamSpec, ...]
    """Parents before children."""
    people: tuple[PersonSpec, ...]
    """Managers before those they manage."""
    cycles: tuple[CycleSpec, ...]
    """Years, then quarters, then months."""
    objectives: tuple[ObjectiveSpec, ...]


@dataclass(frozen=True, slots=True)
class CheckInSpec:
    date: date
    at: time
    """Local time of day at which it was typed."""
    week: int
    value: Decimal | None
    """`milestones`: None, see `done`. `done`: 0 or 1."""
    confidence: int
    done: tuple[int, ...]
    """Positions (from 0) of the milestones finished by now."""
    note: NoteSpec | None
