"""Load the demo company: one coherent story, as if it had been kept here for a year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from headway.activity.models import Event
from headway.coach.actions.upkeep import review_again
from headway.core.errors import N_
from headway.demo.asides import set_asides
from headway.demo.chronicle import Chronicle, Moment
from headway.demo.deeds import Deeds, Said
from headway.demo.founding import Cast, found
from headway.demo.own_templates import set_templates
from headway.demo.story import Story, Telling, story
from headway.demo.story.model import Language
from headway.goals.actions.daily import turn_day
from headway.goals.models import CheckIn, Objective
from headway.goals.rules import drafting_opens
from headway.people.models import Team

CODES: dict[Language, str] = {"en": "en", "zh": "zh-hans"}
# Whom one may sign in as, the first being the one that the demo opens with.
SIGN_INS: tuple[tuple[str, str], ...] = (
    ("maya", N_("leads a department and has check-ins due")),
    ("nora", N_("runs the company and agrees its goals")),
    ("declan", N_("is the OKR champion: cycles, reviews, adoption")),
    ("lena", N_("leads a department with two teams below it")),
    ("conor", N_("has key results of his own in a team")),
    ("ruth", N_("is the administrator: people, teams, settings")),
    ("agnes", N_("is a guest and reads what is open")),
)
FOUNDED_BEFORE = timedelta(days=21)

type Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class DemoSummary:
    people: int
    teams: int
    objectives: int
    check_ins: int
    sign_ins: list[tuple[str, str, str]]
    """Mail, name and what for; all with the one password."""


def _silent(stage: str, done: int, total: int) -> None:
    pass


@transaction.atomic
def load_demo(
    *,
    language: Language,
    password: str,
    at: datetime | None = None,
    progress: Progress = _silent,
    of: Story | None = None,
) -> DemoSummary:
    """The story, or a part ``of`` it, into an empty installation, dated back from the day of ``at``.

    Raises ``AlreadyFounded``, or what is wrong with the password.
    """
    now = at or timezone.now()
    told = of or story()
    zone = told.organisation.zone.told(language)
    tale = Telling(told, language=language, today=now.astimezone(ZoneInfo(zone)).date())
    with translation.override(CODES[language]):
        progress(_("Founding the company"), 0, 1)
        founded = datetime.combine(_first_day(tale) - FOUNDED_BEFORE, time(9), ZoneInfo(zone))
        cast = found(tale, password=password, zone=zone, language=CODES[language], at=founded)
        deeds = Deeds(tale, cast)
        _live_through(Chronicle(tale, deeds, ZoneInfo(zone)), deeds, now, progress)
        turn_day(at=now)
        review_again(at=now)
        set_asides(deeds, now)
        set_templates(deeds, now)
        # Nobody is to be told of what is only a story.
        Event.objects.filter(handled=False).update(handled=True)
        return _summary(tale, cast)


def _live_through(chronicle: Chronicle, deeds: Deeds, now: datetime, progress: Progress) -> None:
    course = chronicle.course()
    said: list[Said] = []
    for count, step in enumerate(course):
        if isinstance(step, Moment):
            if step.at <= now or not step.waits:
                deeds.say(said)
                said = []
                step.act(min(step.at, now))
        elif step.at <= now:
            said.append(step)
        if count % 200 == 0:
            progress(_("Living through the year"), count, len(course))
    deeds.say(said)
    deeds.catch_up(now)
    progress(_("Living through the year"), len(course), len(course))


def _first_day(tale: Telling) -> date:
    """The day on which the drafting of the first cycle opens."""
    return min(drafting_opens(cycle.kind, tale.dates(cycle.key)[0]) for cycle in tale.cycles())


def _summary(tale: Telling, cast: Cast) -> DemoSummary:
    return DemoSummary(
        people=len(cast.people),
        teams=Team.objects.count(),
        objectives=Objective.objects.count(),
        check_ins=CheckIn.objects.count(),
        sign_ins=[(cast.people[key].mail, cast.people[key].name, _(what)) for key, what in SIGN_INS],
    )
