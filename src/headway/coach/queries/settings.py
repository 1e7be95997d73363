"""How the organisation has set the coach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from headway.core.errors import N_, Refusal
from headway.db.prepared import prepared
from headway.goals.models import Cycle, Objective
from headway.people.models import Organisation
from okr_coach import Config


class CoachOff(Refusal):
    code = "coach_off"
    sentence = N_("The coach is switched off here. An administrator can switch it on in the settings.")
    status = 409


EVERY = ("O", "K", "S", "F", "T")


@dataclass(frozen=True, slots=True)
class Coach:
    """The settings as they hold. ``usual``: the profile that goes with the company's language; ``chosen``:
    the one somebody chose, empty while the language decides."""

    on: bool
    usual: str
    chosen: str
    severities: Mapping[str, str]
    edition: int
    due_after: int | None
    release: str
    focus: tuple[int, int]

    @property
    def profile(self) -> str:
        return self.chosen or self.usual

    @property
    def config(self) -> Config:
        """A rule that is given a severity speaks in every profile."""
        return Config(
            profile=self.profile,
            select=(*EVERY, *(code for code, level in sorted(self.severities.items()) if level != "off")),
            severity=dict(self.severities),
        )


def coach() -> Coach:
    """One query; as it comes while there is no organisation or nobody has set anything."""
    for language, on, profile, severities, edition, due_after, release, noted, warned in _rows():
        return Coach(
            on=on is not False,
            usual="zh" if language.startswith("zh") else "default",
            chosen=profile or "",
            severities=severities or {},
            edition=edition or 1,
            due_after=due_after,
            release=release or "",
            focus=(noted, warned),
        )
    return Coach(True, "default", "", {}, 1, None, "", (3, 5))


def coach_config() -> Config | None:
    """What to review with; None where the organisation has switched the coach off."""
    found = coach()
    return found.config if found.on else None


def config_or_refusal() -> Config:
    config = coach_config()
    if config is None:
        raise CoachOff()
    return config


def waiting() -> int:
    """How many objectives of open cycles are still to be reviewed with the settings of now."""
    found = coach()
    if found.due_after is None or not found.on:
        return 0
    rows = Objective.objects.filter(pk__gt=found.due_after).exclude(cycle__state=Cycle.State.CLOSED)
    return rows.count()


@prepared
def _rows() -> QuerySet[
    Organisation,
    tuple[str, bool | None, str | None, dict[str, str] | None, int | None, int | None, str | None, int, int],
]:
    return Organisation.objects.filter(pk=1).values_list(
        "language",
        "coach__on",
        "coach__profile",
        "coach__severities",
        "coach__edition",
        "coach__due_after",
        "coach__release",
        "focus_note",
        "focus_strong",
    )
