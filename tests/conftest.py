"""The small company most tests are about, on a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from headway.goals.actions.cycles import create_cycle
from headway.goals.actions.fields import KeyResultFields, ObjectiveFields
from headway.goals.actions.objectives import agree_objective, create_objective, publish_objective
from headway.goals.actions.ripples import settle
from headway.goals.models import Cycle, KeyResult, Objective
from headway.people.models import Organisation, Person, Team, TeamLead
from headway.people.viewer import Viewer, viewer_of

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)  # a Wednesday, half-way through the last quarter


@dataclass
class Company:
    """Ann leads it, Bo leads Sales with Cy in it, Dee leads Product with Eve in it; Gus is a guest."""

    org: Organisation
    ann: Person
    bo: Person
    cy: Person
    dee: Person
    eve: Person
    gus: Person
    top: Team
    sales: Team
    product: Team
    year: Cycle
    quarter: Cycle

    def by(self, person: Person, at: datetime = NOW) -> Viewer:
        return viewer_of(person, at=at, org=self.org)

    def objective(
        self,
        owner: Person,
        title: str = "Win the shops that turned us down",
        *,
        key_results: tuple[KeyResultFields, ...] | None = None,
        cycle: Cycle | None = None,
        holder: str = "person",
        team: Team | None = None,
        ambition: str = "committed",
        visibility: str = "everyone",
        viewer_ids: tuple[int, ...] = (),
        agreed: bool = True,
        at: datetime = NOW,
    ) -> Objective:
        by = self.by(owner, at)
        made = create_objective(
            ObjectiveFields(
                cycle_id=(cycle or self.quarter).pk,
                holder=holder,
                title=title,
                team_id=team.pk if team else None,
                person_id=owner.pk if holder == "person" else None,
                owner_id=owner.pk,
                ambition=ambition,
                visibility=visibility,
                viewer_ids=viewer_ids,
            ),
            key_results if key_results is not None else (number("Shops signed", 0, 40, owner),),
            by=by,
            door="test",
        )
        if agreed:
            agree_objective(
                made.pk, by=self.by(self.ann, at), door="test"
            ) if owner != self.ann else publish_objective(made.pk, by=by, door="test")
        return Objective.objects.get(pk=made.pk)

    def key_result(self, objective: Objective, place: int = 0) -> KeyResult:
        return objective.key_results.order_by("position", "id")[place]


def number(
    title: str,
    start: int | str,
    target: int | str,
    owner: Person | None = None,
    weight: Decimal | None = None,
) -> KeyResultFields:
    return KeyResultFields(
        title=title,
        start=Decimal(start),
        target=Decimal(target),
        owner_id=owner.pk if owner else None,
        weight=weight,
    )


@pytest.fixture
def company(db: None) -> Company:
    org = Organisation.objects.create(pk=1, name="Small Company", time_zone="UTC")

    def person(name: str, **fields: object) -> Person:
        mail = f"{name.lower()}@example.com"
        return Person.objects.create_person(mail=mail, name=name, password=None, **fields)

    top = Team.objects.create(name="Company", lft=1, rgt=6)
    sales = Team.objects.create(name="Sales", parent=top, lft=2, rgt=3, depth=1)
    product = Team.objects.create(name="Product", parent=top, lft=4, rgt=5, depth=1)
    ann = person("Ann", role=Person.Role.ADMIN, home_team=top)
    bo = person("Bo", home_team=sales, manager=ann)
    cy = person("Cy", home_team=sales, manager=ann)
    dee = person("Dee", home_team=product, manager=ann)
    eve = person("Eve", home_team=product, manager=ann)
    gus = person("Gus", role=Person.Role.GUEST)
    for team, lead in ((top, ann), (sales, bo), (product, dee)):
        TeamLead.objects.create(team=team, person=lead)
    org.sponsor = ann
    org.save()
    by = viewer_of(ann, at=NOW, org=org)
    year = create_cycle(
        kind="year", starts=date(2026, 1, 1), ends=date(2026, 12, 31), state="running", by=by, door="test"
    )
    quarter = create_cycle(
        kind="quarter", starts=date(2026, 10, 1), ends=date(2026, 12, 31), state="running", by=by, door="test"
    )
    return Company(org, ann, bo, cy, dee, eve, gus, top, sales, product, year, quarter)


@pytest.fixture
def settled() -> Callable[[], int]:
    """Lets ancestors and team figures follow, as the server's thread does."""
    return settle
