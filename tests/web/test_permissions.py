"""The permission matrix of the pages: every route, and what each kind of person gets from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from headway.goals.actions.fields import KeyResultFields
from headway.goals.actions.key_results import claim_key_result
from headway.goals.models import Alignment, Amendment
from headway.library.models import Template
from headway.people.models import Person
from tests.conftest import NOW, Company, number
from tests.library.made import own_template

# Asked by: nobody signed in, a guest, a member of another team, the owner, an admin (who agrees).
type Answers = tuple[int, int, int, int, int]


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


# What a GET answers: 302 is the way to sign-in, 403 seen but not theirs, 404 not there for them.
READ: dict[str, Answers] = {
    "week": (302, 200, 200, 200, 200),
    "health": (200, 200, 200, 200, 200),
    "objective": (302, 200, 200, 200, 200),
    "start": (302, 302, 302, 302, 302),
    "invitation": (404, 404, 404, 404, 404),
    "profile": (302, 200, 200, 200, 200),
    "profile-tokens": (302, 200, 200, 200, 200),
    "settings": (302, 403, 403, 403, 200),
    "settings-rules": (302, 403, 403, 403, 200),
    "settings-strategies": (302, 403, 403, 403, 200),
    "settings-strategy": (302, 403, 403, 403, 404),
    "settings-teams": (302, 403, 403, 403, 200),
    "settings-team": (302, 403, 403, 403, 200),
    "settings-people": (302, 403, 403, 403, 200),
    "settings-person": (302, 403, 403, 403, 200),
    "settings-invitations": (302, 403, 403, 403, 200),
    "settings-coach": (302, 403, 403, 403, 200),
    "settings-rewriting": (302, 403, 403, 403, 200),
    "settings-cycles": (302, 403, 403, 403, 200),
    "settings-cycle": (302, 403, 403, 403, 200),
    "company": (302, 200, 200, 200, 200),
    "teams": (302, 200, 200, 200, 200),
    "team": (302, 200, 200, 200, 200),
    "people": (302, 200, 200, 200, 200),
    "person": (302, 200, 200, 200, 200),
    "outline": (302, 200, 200, 200, 200),
    "outline-children": (302, 302, 302, 302, 302),
    "coach": (302, 403, 403, 403, 200),
    "coach-goals": (302, 403, 403, 403, 404),
    "objective-new": (302, 403, 200, 200, 200),
    "objective-standing": (302, 200, 200, 200, 200),
    "objective-options": (302, 200, 200, 200, 200),
    "people-options": (302, 200, 200, 200, 200),
    "team-options": (302, 200, 200, 200, 200),
    "holder-options": (302, 200, 200, 200, 200),
    "objective-coach": (302, 403, 403, 200, 200),
    "coach-rules": (302, 200, 200, 200, 200),
    "coach-rule": (302, 404, 404, 404, 404),
    "objective-edit": (302, 403, 403, 200, 200),
    "objective-propose": (302, 403, 403, 200, 200),
    "objective-publish": (302, 403, 403, 200, 200),
    "objective-agree": (302, 403, 403, 403, 200),
    "objective-return": (302, 403, 403, 200, 200),
    "objective-discard": (302, 403, 403, 200, 200),
    "objective-close": (302, 403, 403, 200, 200),
    "objective-drop": (302, 403, 403, 200, 200),
    "objective-reopen": (302, 403, 403, 200, 200),
    "objective-lift": (302, 403, 200, 200, 200),
    "objective-carry-over": (302, 403, 403, 200, 200),
    "objective-override": (302, 403, 403, 200, 200),
    "alignment-new": (302, 403, 403, 200, 200),
    "alignment-answer": (302, 403, 403, 200, 200),
    "alignment-end": (302, 403, 403, 200, 200),
    "amendment-answer": (302, 403, 403, 403, 200),
    "key-result-claim": (302, 403, 200, 200, 200),
    "claim-answer": (302, 403, 403, 200, 200),
    "key-result-release": (302, 403, 403, 200, 200),
    "key-result-delegate": (302, 403, 403, 200, 200),
    "key-result-status": (302, 403, 403, 200, 200),
    "key-result-drop": (302, 403, 403, 200, 200),
    "key-result-score": (302, 403, 403, 200, 200),
    "objective-score": (302, 403, 403, 200, 200),
}
READ |= {
    "templates": (302, 200, 200, 200, 200),
    "templates-near": (302, 302, 302, 302, 302),
    "template": (302, 200, 200, 200, 200),
    "template-new": (302, 403, 403, 403, 200),
    "template-edit": (302, 403, 403, 403, 200),
}
# What a POST without a body answers: 422 asks for what is missing, 302 has done it, 403 refuses.
SENT: dict[str, Answers] = {
    "check-in": (302, 403, 403, 422, 403),
    "check-in-keep": (302, 403, 403, 204, 403),
    "check-in-forget": (302, 403, 403, 302, 403),
    "start": (302, 302, 302, 302, 302),
    "invitation": (404, 404, 404, 404, 404),
    "language": (422, 422, 422, 422, 422),
    "theme": (302, 422, 422, 422, 422),
    "profile": (302, 200, 200, 200, 200),
    "profile-leave": (302, 422, 422, 422, 422),
    "profile-leave-removal": (302, 404, 404, 404, 404),
    "profile-tokens": (302, 200, 200, 200, 200),
    "profile-token-revocation": (302, 404, 404, 404, 404),
    "settings": (302, 403, 403, 403, 200),
    "settings-rules": (302, 403, 403, 403, 200),
    "settings-strategies": (302, 403, 403, 403, 200),
    "settings-strategy": (302, 403, 403, 403, 404),
    "settings-strategy-retirement": (302, 403, 403, 403, 404),
    "settings-strategy-restoration": (302, 403, 403, 403, 404),
    "settings-teams": (302, 403, 403, 403, 200),
    "settings-team": (302, 403, 403, 403, 200),
    "settings-team-place": (302, 403, 403, 403, 302),
    "settings-team-leads": (302, 403, 403, 403, 422),
    "settings-team-lead-removal": (302, 403, 403, 403, 302),
    "settings-team-archive": (302, 403, 403, 403, 422),
    "settings-team-restoration": (302, 403, 403, 403, 302),
    "settings-people": (302, 403, 403, 403, 200),
    "settings-person": (302, 403, 403, 403, 200),
    "settings-person-deactivation": (302, 403, 403, 403, 302),
    "settings-person-reactivation": (302, 403, 403, 403, 302),
    "settings-person-teams": (302, 403, 403, 403, 422),
    "settings-person-team-departure": (302, 403, 403, 403, 404),
    "settings-invitations": (302, 403, 403, 403, 200),
    "settings-invitation-sending": (302, 403, 403, 403, 422),
    "settings-invitation-withdrawal": (302, 403, 403, 403, 422),
    "settings-coach": (302, 403, 403, 403, 302),
    "settings-rewriting": (302, 403, 403, 403, 422),
    "settings-rewriting-switch": (302, 403, 403, 403, 302),
    "settings-rewriting-trial": (302, 403, 403, 403, 422),
    "settings-cycles": (302, 403, 403, 403, 200),
    "settings-cycle-generation": (302, 403, 403, 403, 422),
    "settings-cycle": (302, 403, 403, 403, 200),
    "settings-cycle-step": (302, 403, 403, 403, 422),
    "objective-new": (302, 422, 422, 422, 422),
    "draft-save": (302, 404, 404, 404, 404),
    "objective-edit": (302, 403, 403, 422, 422),
    "coach-notes": (302, 403, 200, 200, 200),
    "coach-line": (302, 204, 204, 204, 204),
    "coach-rewrites": (302, 403, 422, 422, 422),
    "objective-propose": (302, 403, 403, 422, 422),
    "objective-publish": (302, 403, 403, 422, 422),
    "objective-agree": (302, 403, 403, 403, 422),
    "objective-return": (302, 403, 403, 422, 422),
    "objective-discard": (302, 403, 403, 422, 422),
    "objective-close": (302, 403, 403, 422, 422),
    "objective-drop": (302, 403, 403, 422, 422),
    "objective-reopen": (302, 403, 403, 422, 422),
    "objective-lift": (302, 403, 422, 422, 422),
    "objective-carry-over": (302, 403, 403, 422, 422),
    "objective-override": (302, 403, 403, 302, 302),
    "alignment-new": (302, 403, 403, 422, 422),
    "alignment-answer": (302, 403, 403, 422, 422),
    "alignment-end": (302, 403, 403, 302, 302),
    "amendment-answer": (302, 403, 403, 403, 302),
    "key-result-claim": (302, 403, 422, 422, 422),
    "claim-answer": (302, 403, 403, 302, 302),
    "key-result-release": (302, 403, 403, 422, 422),
    "key-result-delegate": (302, 403, 403, 302, 302),
    "key-result-status": (302, 403, 403, 302, 302),
    "key-result-drop": (302, 403, 403, 422, 422),
    "key-result-score": (302, 403, 403, 422, 422),
    "objective-score": (302, 403, 403, 422, 422),
}
SENT |= {
    "template-use": (302, 403, 302, 302, 302),
    "template-new": (302, 403, 403, 403, 422),
    "template-edit": (302, 403, 403, 403, 409),
    "template-away": (302, 403, 403, 403, 302),
    "template-back": (302, 403, 403, 403, 302),
}
# allauth's own pages, tested with sign-in.
ELSEWHERE = {"account_email"}


def routes(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in patterns:
        if isinstance(each, URLResolver):
            if each.namespace is None and "allauth" not in str(each.urlconf_name):
                yield from routes(each.url_patterns)
        else:
            yield each


def test_every_route_stands_in_the_matrix() -> None:
    named = {route.name for route in routes(get_resolver().url_patterns)} - ELSEWHERE
    assert named == READ.keys() | SENT.keys()


@pytest.mark.parametrize("name", READ)
def test_who_may_read(company: Company, cast: dict[str, object], name: str) -> None:
    assert asked(company, cast, name, "get") == READ[name]


@pytest.mark.parametrize("name", SENT)
def test_who_may_send(company: Company, cast: dict[str, object], name: str) -> None:
    assert asked(company, cast, name, "post") == SENT[name]


@pytest.fixture
def cast(company: Company) -> dict[str, object]:
    """An agreed objective of Bo's with a key result that Cy claims, a link asked for, an amendment."""
    unclaimed = KeyResultFields(title="Open", kind="done")
    mine = company.objective(company.bo, key_results=(number("Shops signed", 0, 40, company.bo), unclaimed))
    theirs = company.objective(company.dee, "Ship", holder="team", team=company.product)
    company.org.claim_days = 0
    company.org.save()
    claim = claim_key_result(company.key_result(mine, 1).pk, by=company.by(company.cy), door="test")
    link = Alignment.objects.create(
        child=theirs, parent=mine, state="asked", made_by=company.dee, made_at=NOW
    )
    amendment = Amendment.objects.create(
        objective=mine,
        key_result=company.key_result(mine),
        before={"target": "40"},
        after={"target": "30"},
        reason="Two shops closed.",
        asked_by=company.bo,
        asked_at=NOW,
    )
    row = company.key_result(mine)
    own_template(company)
    return {"objective": mine, "row": row, "claim": claim, "link": link, "amendment": amendment}


def asked(company: Company, cast: dict[str, object], name: str, method: str) -> Answers:
    people: list[Person | None] = [None, company.gus, company.eve, company.bo, company.ann]
    return tuple(_answer(company, cast, name, method, person) for person in people)  # type: ignore[return-value]


def _answer(company: Company, cast: dict[str, object], name: str, method: str, person: Person | None) -> int:
    client = Client()
    if person is not None:
        client.force_login(person)
    point = transaction.savepoint_create()
    try:
        return int(getattr(client, method)(reverse(name, args=_arguments(company, cast, name))).status_code)
    finally:
        transaction.savepoint_rollback(point)


def _arguments(company: Company, cast: dict[str, object], name: str) -> list[object]:
    route = next(each for each in routes(get_resolver().url_patterns) if each.name == name)
    if not route.pattern.converters:
        return []
    if "secret" in route.pattern.converters:
        return ["x" * 30]
    if name.startswith("template"):
        return [Template.objects.get().slug]
    things = {
        "key-result": cast["row"],
        "check-in": cast["row"],
        "claim-": cast["claim"],
        "alignment-new": cast["objective"],
        "alignment": cast["link"],
        "amendment": cast["amendment"],
        "objective": cast["objective"],
        "settings-team": company.sales,
        "team": company.sales,
        "settings-cycle": company.quarter,
        "settings-person": company.eve,
        "person": company.bo,
    }
    found = next((thing for start, thing in things.items() if name.startswith(start)), None)
    second = [company.eve.pk] if len(route.pattern.converters) == 2 else []
    return [getattr(found, "pk", 1), *second]
