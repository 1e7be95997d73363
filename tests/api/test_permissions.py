"""Every route of the API × who calls. A route that is not in the table fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from headway.api.app import api
from headway.coach.actions.dismissals import dismiss
from headway.goals.actions.alignment import align
from headway.goals.actions.cycles import create_cycle
from headway.goals.actions.fields import KeyResultFields
from headway.goals.actions.key_results import add_key_result, claim_key_result
from headway.goals.actions.objectives import close_objective, propose_objective
from headway.goals.models import Amendment
from tests.api.conftest import Caller
from tests.conftest import Company, number
from tests.library.made import own_template

ROLES = ("anonymous", "guest", "stranger", "owner", "lead", "admin")


@dataclass(frozen=True)
class Scene:
    """Goals of Cy in Sales, which Bo leads; Eve of Product is the stranger, Ann agrees and administers."""

    cycle: int
    coming: int
    team: int
    person: int
    draft: int
    proposed: int
    agreed: int
    closed: int
    other: int
    row: int
    unclaimed: int
    claim: int
    amendment: int
    asked: int
    active: int
    version: int
    dismissal: int
    template: str


@pytest.fixture
def scene(company: Company) -> Scene:
    by_cy = company.by(company.cy)
    rows = (number("Shops signed", 0, 40, company.cy), number("Calls", 0, 100), number("Visits", 0, 9))
    draft = company.objective(company.cy, "Draft", agreed=False)
    proposed = company.objective(company.cy, "Proposed", agreed=False)
    propose_objective(proposed.pk, by=by_cy, door="test")
    agreed = company.objective(company.cy, "Agreed", key_results=rows)
    closed = company.objective(company.cy, "Closed")
    close_objective(closed.pk, outcome="partly", by=by_cy, door="test")
    other = company.objective(company.eve, "Elsewhere")
    claim = claim_key_result(company.key_result(agreed, 2).pk, by=by_cy, door="test")
    claimed = claim_key_result(company.key_result(agreed, 1).pk, by=by_cy, door="test")
    amendment = add_key_result(
        agreed, KeyResultFields(title="Later", target=Decimal(3)), by=by_cy, door="test", reason="It grew."
    )
    assert isinstance(amendment, Amendment) and claim.state == claimed.state == "confirmed"
    asked = align(other.pk, agreed.pk, by=company.by(company.eve), door="test")
    active = align(draft.pk, agreed.pk, kind="contributes", by=by_cy, door="test")
    unclaimed_of = company.objective(company.cy, "Unclaimed", key_results=(number("Open", 0, 5),))
    open_row = company.key_result(unclaimed_of)
    waiting = company.objective(company.cy, "Waiting", key_results=(number("Wanted", 0, 5),))
    wanted = company.key_result(waiting)
    type(wanted).objects.filter(pk=wanted.pk).update(proposer=company.eve)
    claim = claim_key_result(wanted.pk, by=company.by(company.eve), door="test")
    type(open_row).objects.filter(pk=open_row.pk).update(proposer=company.eve)
    coming = create_cycle(
        kind="quarter",
        starts=date(2027, 1, 1),
        ends=date(2027, 3, 31),
        state="drafting",
        by=company.by(company.ann),
        door="test",
    )
    return Scene(
        cycle=company.quarter.pk,
        coming=coming.pk,
        team=company.sales.pk,
        person=company.cy.pk,
        draft=draft.pk,
        proposed=proposed.pk,
        agreed=agreed.pk,
        closed=closed.pk,
        other=other.pk,
        row=company.key_result(agreed).pk,
        unclaimed=open_row.pk,
        claim=claim.pk,
        amendment=amendment.pk,
        asked=asked.pk,
        active=active.pk,
        version=type(agreed).objects.get(pk=agreed.pk).version,
        template=own_template(company).slug,
        dismissal=dismiss(agreed.pk, code="O109", reason="We all know.", by=by_cy, door="test").pk,
    )


type Body = dict[str, object] | None
type Case = tuple[str, str, str, Callable[[Scene], Body], tuple[int, int, int, int, int, int]]


def nothing(scene: Scene) -> Body:
    return None


def always(**body: object) -> Callable[[Scene], Body]:
    return lambda scene: body


ALL = (401, 200, 200, 200, 200, 200)
NEW_OBJECTIVE = {"title": "New", "key_results": [{"title": "One", "target": "3"}]}

# Route as it is registered, the address called, the body, and the status for each of ROLES.
CASES: list[Case] = [
    ("GET", "/me", "/me", nothing, ALL),
    ("GET", "/people", "/people", nothing, ALL),
    ("GET", "/teams", "/teams", nothing, ALL),
    ("GET", "/teams/{int:pk}", "/teams/{team}", nothing, ALL),
    ("GET", "/cycles", "/cycles", nothing, ALL),
    (
        "POST",
        "/cycles",
        "/cycles",
        always(kind="month", starts="2026-11-01", ends="2026-11-30"),
        (401, 403, 403, 403, 403, 201),
    ),
    (
        "POST",
        "/cycles/generation",
        "/cycles/generation",
        always(kinds=["month"], first="2026-11-01", last="2026-12-31"),
        (401, 403, 403, 403, 403, 201),
    ),
    ("GET", "/cycles/{int:pk}", "/cycles/{cycle}", nothing, ALL),
    (
        "PATCH",
        "/cycles/{int:pk}",
        "/cycles/{cycle}",
        always(version=1, name="The long one"),
        (401, 403, 403, 403, 403, 200),
    ),
    (
        "POST",
        "/cycles/{int:pk}/state",
        "/cycles/{cycle}/state",
        always(state="reviewing"),
        (401, 403, 403, 403, 403, 200),
    ),
    ("GET", "/objectives", "/objectives", nothing, ALL),
    (
        "POST",
        "/objectives",
        "/objectives",
        lambda scene: {**NEW_OBJECTIVE, "cycle": scene.cycle, "holder": "person", "person": scene.person},
        (401, 403, 403, 201, 201, 201),
    ),
    ("GET", "/objectives/{int:pk}", "/objectives/{agreed}", nothing, ALL),
    ("GET", "/objectives/{int:pk}", "/objectives/{draft}", nothing, (401, 404, 404, 200, 200, 200)),
    (
        "PATCH",
        "/objectives/{int:pk}",
        "/objectives/{agreed}",
        lambda scene: {"version": scene.version, "title": "Better"},
        (401, 403, 403, 200, 200, 200),
    ),
    (
        "POST",
        "/objectives/{int:pk}/proposal",
        "/objectives/{draft}/proposal",
        nothing,
        (401, 404, 404, 200, 200, 200),
    ),
    (
        "POST",
        "/objectives/{int:pk}/agreement",
        "/objectives/{proposed}/agreement",
        nothing,
        (401, 404, 404, 403, 403, 200),
    ),
    (
        "POST",
        "/objectives/{int:pk}/publication",
        "/objectives/{draft}/publication",
        nothing,
        (401, 404, 404, 422, 422, 200),
    ),
    (
        "POST",
        "/objectives/{int:pk}/return",
        "/objectives/{proposed}/return",
        always(reason="Too many words."),
        (401, 404, 404, 200, 200, 200),
    ),
    (
        "POST",
        "/objectives/{int:pk}/closure",
        "/objectives/{agreed}/closure",
        always(outcome="achieved"),
        (401, 403, 403, 200, 200, 200),
    ),
    (
        "POST",
        "/objectives/{int:pk}/reopening",
        "/objectives/{closed}/reopening",
        always(reason="Too early."),
        (401, 403, 403, 200, 200, 200),
    ),
    (
        "POST",
        "/objectives/{int:pk}/discard",
        "/objectives/{draft}/discard",
        nothing,
        (401, 404, 404, 200, 200, 200),
    ),
    (
        "POST",
        "/objectives/{int:pk}/lift",
        "/objectives/{agreed}/lift",
        lambda scene: {"holder": "team", "team": scene.team},
        (401, 403, 403, 403, 200, 200),
    ),
    (
        "POST",
        "/objectives/{int:pk}/override",
        "/objectives/{agreed}/override",
        always(progress="30 %", note="Late figures."),
        (401, 403, 403, 200, 200, 200),
    ),
    (
        "POST",
        "/objectives/{int:pk}/carry-over",
        "/objectives/{agreed}/carry-over",
        lambda scene: {"cycle": scene.coming},
        (401, 403, 403, 201, 201, 201),
    ),
    (
        "POST",
        "/objectives/{int:pk}/score",
        "/objectives/{agreed}/score",
        always(score="0.7", note="So so."),
        (401, 403, 403, 409, 409, 409),
    ),
    ("GET", "/objectives/{int:pk}/key-results", "/objectives/{agreed}/key-results", nothing, ALL),
    (
        "POST",
        "/objectives/{int:pk}/key-results",
        "/objectives/{agreed}/key-results",
        always(title="More", target="5", reason="It grew."),
        (401, 403, 403, 202, 202, 201),
    ),
    ("GET", "/objectives/{int:pk}/amendments", "/objectives/{agreed}/amendments", nothing, ALL),
    (
        "POST",
        "/amendments/{int:pk}/answer",
        "/amendments/{amendment}/answer",
        always(agree=True),
        (401, 403, 403, 403, 403, 200),
    ),
    ("GET", "/objectives/{int:pk}/alignments", "/objectives/{agreed}/alignments", nothing, ALL),
    ("GET", "/key-results/{int:pk}", "/key-results/{row}", nothing, ALL),
    (
        "PATCH",
        "/key-results/{int:pk}",
        "/key-results/{row}",
        always(version=1, title="Better"),
        (401, 403, 403, 200, 200, 200),
    ),
    (
        "POST",
        "/key-results/{int:pk}/drop",
        "/key-results/{row}/drop",
        always(reason="No longer."),
        (401, 403, 403, 202, 202, 200),
    ),
    (
        "POST",
        "/key-results/{int:pk}/claim",
        "/key-results/{unclaimed}/claim",
        nothing,
        (401, 403, 201, 201, 409, 409),
    ),
    ("GET", "/key-results/{int:pk}/claims", "/key-results/{unclaimed}/claims", nothing, ALL),
    (
        "POST",
        "/claims/{int:pk}/answer",
        "/claims/{claim}/answer",
        always(confirm=True),
        (401, 403, 403, 200, 200, 200),
    ),
    (
        "POST",
        "/key-results/{int:pk}/release",
        "/key-results/{row}/release",
        always(reason="Too much."),
        (401, 403, 403, 200, 200, 200),
    ),
    (
        "POST",
        "/key-results/{int:pk}/delegate",
        "/key-results/{row}/delegate",
        lambda scene: {"person": scene.person},
        (401, 403, 403, 200, 200, 200),
    ),
    (
        "POST",
        "/key-results/{int:pk}/status",
        "/key-results/{row}/status",
        always(status="at_risk", note="A supplier is late."),
        (401, 403, 403, 200, 200, 200),
    ),
    (
        "POST",
        "/key-results/{int:pk}/score",
        "/key-results/{row}/score",
        always(score="1"),
        (401, 403, 403, 409, 409, 409),
    ),
    ("GET", "/key-results/{int:pk}/check-ins", "/key-results/{row}/check-ins", nothing, ALL),
    (
        "POST",
        "/key-results/{int:pk}/check-ins",
        "/key-results/{row}/check-ins",
        always(value="7", confidence=6),
        (401, 403, 403, 201, 403, 403),
    ),
    (
        "POST",
        "/alignments",
        "/alignments",
        lambda scene: {"child": scene.agreed, "parent": scene.other},
        (401, 403, 403, 201, 201, 201),
    ),
    (
        "POST",
        "/alignments/{int:pk}/answer",
        "/alignments/{asked}/answer",
        always(accept=True),
        (401, 403, 403, 200, 200, 200),
    ),
    (
        "PATCH",
        "/alignments/{int:pk}",
        "/alignments/{active}",
        always(weight="30"),
        (401, 403, 403, 200, 200, 200),
    ),
    ("DELETE", "/alignments/{int:pk}", "/alignments/{asked}", nothing, (401, 403, 200, 200, 200, 200)),
    ("POST", "/coach/reviews", "/coach/reviews", always(objectives=[{"title": "Improve quality"}]), ALL),
    (
        "POST",
        "/coach/rewrites",
        "/coach/rewrites",
        always(kind="objective", text="Improve quality"),
        (401, 403, 409, 409, 409, 409),
    ),
    ("GET", "/rewriting/settings", "/rewriting/settings", nothing, (401, 403, 403, 403, 403, 200)),
    (
        "PATCH",
        "/rewriting/settings",
        "/rewriting/settings",
        always(address="https://models.example.com/v1", model="small"),
        (401, 403, 403, 403, 403, 200),
    ),
    ("POST", "/rewriting/trial", "/rewriting/trial", nothing, (401, 403, 403, 403, 403, 409)),
    ("POST", "/coach/texts", "/coach/texts", always(kind="task", text="Call three shops"), ALL),
    ("GET", "/coach/rules", "/coach/rules", nothing, ALL),
    ("GET", "/coach/questions", "/coach/questions", nothing, ALL),
    ("GET", "/cycles/{int:pk}/coaching", "/cycles/{cycle}/coaching", nothing, (401, 403, 403, 403, 403, 200)),
    (
        "GET",
        "/objectives/{int:pk}/coaching-questions",
        "/objectives/{agreed}/coaching-questions",
        nothing,
        (401, 403, 403, 200, 403, 200),
    ),
    ("GET", "/coach/settings", "/coach/settings", nothing, (401, 403, 403, 403, 403, 200)),
    (
        "PATCH",
        "/coach/settings",
        "/coach/settings",
        always(profile="strict"),
        (401, 403, 403, 403, 403, 200),
    ),
    (
        "GET",
        "/objectives/{int:pk}/coaching",
        "/objectives/{agreed}/coaching",
        nothing,
        (401, 403, 403, 200, 200, 200),
    ),
    (
        "GET",
        "/objectives/{int:pk}/coaching",
        "/objectives/{draft}/coaching",
        nothing,
        (401, 404, 404, 200, 200, 200),
    ),
    (
        "POST",
        "/objectives/{int:pk}/dismissals",
        "/objectives/{agreed}/dismissals",
        always(code="O108", reason="It stands alone on purpose."),
        (401, 403, 403, 201, 201, 201),
    ),
    (
        "DELETE",
        "/dismissals/{int:pk}",
        "/dismissals/{dismissal}",
        nothing,
        (401, 403, 403, 200, 200, 200),
    ),
    ("GET", "/templates", "/templates", nothing, ALL),
    ("GET", "/templates/{slug:slug}", "/templates/{template}", nothing, ALL),
    (
        "POST",
        "/templates",
        "/templates",
        always(
            language="en",
            department="sales",
            role="Seller",
            name="One",
            objective="Shops come back to us",
            key_results=[{"title": "Win 40 shops back", "start": 0, "target": 40}],
        ),
        (401, 403, 403, 403, 403, 201),
    ),
    (
        "PATCH",
        "/templates/{slug:slug}",
        "/templates/{template}",
        always(version=1, name="Better"),
        (401, 403, 403, 403, 403, 200),
    ),
    (
        "DELETE",
        "/templates/{slug:slug}",
        "/templates/{template}",
        nothing,
        (401, 403, 403, 403, 403, 200),
    ),
    (
        "DELETE",
        "/templates/{slug:slug}",
        "/templates/sales-manager-existing-customers",
        nothing,
        (401, 403, 403, 403, 403, 200),
    ),
    (
        "POST",
        "/templates/{slug:slug}/restoration",
        "/templates/{template}/restoration",
        nothing,
        (401, 403, 403, 403, 403, 200),
    ),
    (
        "POST",
        "/templates/{slug:slug}/filled",
        "/templates/{template}/filled",
        always(values={"product": "Atlas"}),
        ALL,
    ),
]


def callers(company: Company, caller: Callable[..., Caller]) -> dict[str, Caller]:
    return {
        "anonymous": Caller(None),
        "guest": caller(company.gus),
        "stranger": caller(company.eve),
        "owner": caller(company.cy),
        "lead": caller(company.bo),
        "admin": caller(company.ann),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[2]}")
def test_each_role_gets_its_answer(
    company: Company, scene: Scene, caller: Callable[..., Caller], case: Case
) -> None:
    method, _, address, body, expected = case
    path = address.format(**{name: getattr(scene, name) for name in Scene.__dataclass_fields__})
    answered = {}
    for role, who in callers(company, caller).items():
        point = transaction.savepoint_create()
        answered[role] = who.ask(method, path, body(scene)).status
        transaction.savepoint_rollback(point)
    assert answered == dict(zip(ROLES, expected, strict=True))


def test_every_route_is_in_the_table() -> None:
    routes = {
        (method, "/" + path.lstrip("/"))
        for _, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }
    assert {(method, route) for method, route, *_ in CASES} == routes
