"""The demo company's organisation, teams and people, made through the product's own verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from headway.demo.story import Telling
from headway.people.actions.organisation import add_strategy, edit_organisation, found_company
from headway.people.actions.people import add_person, edit_person, join_team
from headway.people.actions.teams import create_team, set_leads
from headway.people.models import Organisation, Person, Strategy, Team
from headway.people.queries.organisation import organisation

DOOR = "demo"
SETTLING_IN_DAYS = 1500


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the story's keys stand for."""

    org: Organisation
    people: dict[str, Person]
    teams: dict[str, Team]
    strategies: dict[str, Strategy]


def found(tale: Telling, *, password: str, zone: str, language: str, at: datetime) -> Cast:
    """The organisation with everything in it but goals. Everybody has the same password."""
    story = tale.story
    spec = story.organisation
    founder = next(person for person in story.people if person.role == "admin")
    admin = found_company(
        company=tale.text(spec.name),
        name=tale.text(founder.name),
        mail=founder.mail,
        password=password,
        language=language,
        time_zone=zone,
        at=at,
        door=DOOR,
    )
    teams = _teams(tale, admin, at)
    people = {founder.key: admin}
    for one in story.people:
        if one.key != founder.key:
            people[one.key] = add_person(
                mail=one.mail,
                name=tale.text(one.name),
                title=tale.text(one.title),
                role=one.role,
                home_team=teams[one.team],
                manager=people.get(one.manager or ""),
                joined_on=(at - timedelta(days=crc32(one.key.encode()) % SETTLING_IN_DAYS)).date(),
                actor=admin,
                at=at,
                door=DOOR,
            )
    # Sixty digests of one password would take a minute to compute: everybody gets the first one.
    Person.objects.update(password=admin.password)
    people[founder.key] = edit_person(
        admin,
        title=tale.text(founder.title),
        home_team=teams[founder.team],
        manager=people.get(founder.manager or ""),
        actor=admin,
        at=at,
        door=DOOR,
    )
    for one in story.people:
        for other in one.other_teams:
            join_team(people[one.key], teams[other], actor=admin, at=at, door=DOOR)
    for team in story.teams:
        set_leads(teams[team.key], [people[lead] for lead in team.leads], actor=admin, at=at, door=DOOR)
    edit_person(people[spec.champion], champion=True, actor=admin, at=at, door=DOOR)
    edit_organisation(
        mission=tale.text(spec.mission),
        vision=tale.text(spec.vision),
        check_in_weekday=tale.weekday,
        sponsor=people[spec.sponsor],
        actor=admin,
        at=at,
        door=DOOR,
    )
    strategies = {
        strategy.key: add_strategy(
            year=year,
            title=tale.text(strategy.title),
            text=tale.text(strategy.text),
            actor=admin,
            at=at,
            door=DOOR,
        )
        for strategy, year in tale.strategies()
    }
    fresh = {person.pk: person for person in Person.objects.select_related("home_team")}
    return Cast(
        org=organisation(),
        people={key: fresh[person.pk] for key, person in people.items()},
        teams={key: Team.objects.get(pk=team.pk) for key, team in teams.items()},
        strategies=strategies,
    )


def _teams(tale: Telling, admin: Person, at: datetime) -> dict[str, Team]:
    teams: dict[str, Team] = {}
    for spec in tale.story.teams:
        teams[spec.key] = create_team(
            name=tale.text(spec.name),
            purpose=tale.text(spec.about),
            parent=teams.get(spec.parent or ""),
            kind=Team.Kind.VIRTUAL if spec.virtual else Team.Kind.DEPARTMENT,
            actor=admin,
            at=at,
            door=DOOR,
        )
    return teams
