"""People, teams and who calls."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from headway.api.schemas.shared import OneOf, PersonRef, Share, TeamRef, Whole

type Role = Literal["member", "guest", "admin"]
type TeamKind = Literal["department", "virtual"]

RoleOut = Annotated[str, OneOf(Role)]
TeamKindOut = Annotated[str, OneOf(TeamKind)]


@dataclass(slots=True)
class OwnTeam:
    id: Whole
    name: Annotated[str, Field(examples=["Product"])]
    lead: Annotated[bool, Field(description="Whether you lead it.")]
    home: Annotated[bool, Field(description="Whether it is your home team.")]


@dataclass(slots=True)
class OrganisationOut:
    name: str
    mission: str
    vision: str
    time_zone: Annotated[str, Field(description="Days of cycles follow it.", examples=["Asia/Shanghai"])]
    today: Annotated[date, Field(description="The company's calendar day.")]
    agreement: Annotated[
        bool, Field(description="Whether objectives are agreed by somebody before they run.")
    ]


@dataclass(slots=True)
class Me:
    id: Whole
    name: str
    mail: str
    title: str
    role: RoleOut
    language: Annotated[str, Field(examples=["en", "zh-hans"])]
    time_zone: str
    teams: list[OwnTeam]
    organisation: OrganisationOut
    check_ins_due: Annotated[int, Field(description="Key results that wait for your check-in.")]


@dataclass(slots=True)
class PersonOut:
    id: Whole
    name: str
    title: str
    mail: Annotated[str | None, Field(description="Not shown to guests.")]
    role: RoleOut
    home_team: TeamRef | None
    manager: PersonRef | None


@dataclass(slots=True)
class PeoplePage:
    items: list[PersonOut]
    next_cursor: Annotated[str | None, Field(description="Hand back as `cursor`; null on the last page.")]


@dataclass(slots=True)
class TeamOut:
    id: Whole
    name: str
    kind: TeamKindOut
    purpose: str
    parent: Annotated[int | None, Field(description="Id of the team above.")]
    depth: Annotated[int, Field(description="0 at the top.")]
    leads: list[PersonRef]


@dataclass(slots=True)
class TeamsOut:
    """The whole tree, each team after the one above it."""

    items: list[TeamOut]


@dataclass(slots=True)
class TeamFigures:
    """How a team stands in a cycle; restricted goals are left out."""

    cycle: Annotated[int, Field(description="Id of the cycle.")]
    progress: Annotated[Share | None, Field(description="Weighted mean of its own objectives.")]
    objectives_own: int
    progress_with_teams_below: Annotated[
        Share | None, Field(description="Mean over all objectives held in it and below, people's too.")
    ]
    objectives: Annotated[int, Field(description="How many stand behind that mean.")]
    statuses: Annotated[dict[str, int], Field(description="Objectives by status.")]
    stuck: Annotated[int, Field(description="Key results that bring the same value again and again.")]
    unclaimed: Annotated[int, Field(description="Key results nobody owns yet.")]


@dataclass(slots=True)
class TeamRead:
    id: Whole
    name: str
    kind: TeamKindOut
    purpose: str
    parent: int | None
    depth: int
    leads: list[PersonRef]
    figures: list[TeamFigures]
