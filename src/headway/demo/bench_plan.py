"""What the benchmark asks of a company: whose pages, which key results; and the proof after the writes.

Run by ``tools/bench.py`` as a process of its own for each database, speaking JSON lines on standard output.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import batched
from random import Random

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from headway.core.decimals import to_text
from headway.demo.benchmark import OBJECTIVES_A_PERSON, BenchmarkCompany, Quarter
from headway.goals.actions.daily import differences
from headway.goals.models import Alignment, CheckIn, Cycle, KeyResult, Objective, Ripple
from headway.people.actions.tokens import create_token
from headway.people.models import Person

PERSONS = 64
WRITERS = 16
PEOPLE_A_WRITER = 12
TEAM_SIZE = 2_000
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Page:
    """``limit`` is the address it is held against; ``fragment`` says that htmx asks for it."""

    name: str
    paths: list[str]
    limit: list[str]
    fragment: bool = False
    api: bool = False


def build(people: int) -> None:
    """Into the empty database that the settings name."""
    call_command("migrate", verbosity=0)
    company = BenchmarkCompany(people, datetime.now(UTC).date())
    company.load(lambda what, done, total: _say({"what": what, "done": done, "total": total}))


def plan(people: int) -> None:
    """Sessions, tokens and addresses for one run, and how many queries each page takes."""
    company = BenchmarkCompany(people, _day())
    running = company.quarters[-1]
    random = Random(people)
    persons = [random.randrange(2, people + 1) for _ in range(PERSONS)]
    cookies = [_session(Person.objects.get(pk=person)) for person in persons]
    tokens = [_token(person) for person in persons]
    pages = list(_pages(company, running, persons, random))
    counts = {page.name: _queries(page, cookies[0], tokens[0]) for page in pages}
    _say(
        {
            "cookies": cookies,
            "tokens": tokens,
            "pages": [
                {
                    "name": page.name, "paths": page.paths, "limit": page.limit, "fragment": page.fragment,
                    "api": page.api, "queries": counts[page.name],
                }
                for page in pages
            ],
            "alone": _writes(_alone(running, persons)),
            "writers": [
                _writes(held)
                for held in batched(_under_one(company, running, random), PEOPLE_A_WRITER)
            ],
            "rows": {"objectives": Objective.objects.count(), "check-ins": CheckIn.objects.count()},
        }
    )  # fmt: skip


def watch(_: int) -> None:
    """Wait for a line of check-in ids on standard input, then say how long ancestors took to follow,
    how many of the check-ins are there, and which figures are not what the rules compute."""
    _say({"ready": True})
    for line in sys.stdin:
        began = time.perf_counter()
        while Ripple.objects.exists() and time.perf_counter() - began < 60:
            time.sleep(0.005)
        followed = time.perf_counter() - began
        ids = [int(pk) for pk in json.loads(line)]
        found = sum(CheckIn.objects.filter(pk__in=part).count() for part in batched(ids, 500))
        touched: set[int] = set()
        for part in batched(ids, 500):
            rows = CheckIn.objects.filter(pk__in=part)
            touched.update(rows.values_list("key_result__objective_id", flat=True))
        every = _with_ancestors(touched)
        wrong = [str(difference) for difference in differences(at=datetime.now(UTC), among=every)]
        _say(
            {
                "followed": followed, "found": found, "sent": len(ids), "objectives": len(touched),
                "compared": len(every), "wrong": wrong,
            }
        )  # fmt: skip


def _day() -> date:
    """The day the company was loaded for: its running quarter is today's, or the last one that ran."""
    cycle = Cycle.objects.get(kind="quarter", state="running")
    return min(datetime.now(UTC).date(), cycle.ends)


def _pages(
    company: BenchmarkCompany, running: Quarter, persons: Sequence[int], random: Random
) -> Iterator[Page]:
    def limits(name: str, ids: Sequence[int]) -> list[str]:
        return [f"/bench/{name}/{pk}" for pk in ids]

    goals = [running.objective_of_person(person, random.randrange(OBJECTIVES_A_PERSON)) for person in persons]
    teams = [team.id for team in company.tree]
    of_teams = [running.objective_of_team(random.choice(teams), 0) for _ in persons]
    of_company = [running.objective_of_company(place % 5) for place in range(len(persons))]
    others = [random.randrange(1, company.people + 1) for _ in persons]
    inside = {
        team.id: (team.rgt - team.lft + 1) // 2 * company.people // company.teams for team in company.tree
    }
    wanted = min(TEAM_SIZE, company.people // 4)
    large = sorted(teams, key=lambda team: (abs(inside[team] - wanted), team))[:8]
    large = [large[place % len(large)] for place in range(len(persons))]
    cycle = running.cycle.pk
    yield Page("My week", ["/"], limits("week", [0]))
    yield Page(
        "objective of a person", [f"/objectives/{pk}" for pk in goals], limits("objective-person", goals)
    )
    yield Page(
        "objective of a team", [f"/objectives/{pk}" for pk in of_teams], limits("objective-team", of_teams)
    )
    yield Page(
        "objective of the company",
        [f"/objectives/{pk}" for pk in of_company],
        limits("objective-company", of_company),
    )
    yield Page("person", [f"/people/{pk}" for pk in others], limits("person", others))
    yield Page(f"team of {wanted:,} people", [f"/teams/{pk}" for pk in large], limits("team", large))
    yield Page("company", ["/company"], limits("company", [0]))
    yield Page(
        "outline, a branch opened",
        [f"/outline/children?cycle={cycle}&at=company,t1,t{pk}" for pk in large],
        limits("branch", large),
        fragment=True,
    )
    yield Page("outline", ["/outline"], [])
    yield Page("outline, flat by status", ["/outline?status=at_risk"], [])
    yield Page("teams", ["/teams"], [])
    yield Page("people", ["/people"], [])
    yield Page("API: me", ["/api/v1/me"], [], api=True)
    yield Page("API: one objective", [f"/api/v1/objectives/{pk}" for pk in goals], [], api=True)
    yield Page("API: objectives of a cycle", [f"/api/v1/objectives?cycle={cycle}&limit=50"], [], api=True)


def _queries(page: Page, cookie: str, token: str) -> int:
    """Of a second request: what a process reads once and keeps is not counted."""
    client = Client(HTTP_HOST="localhost")
    headers = {"HX-Request": "true"} if page.fragment else {}
    if page.api:
        headers["Authorization"] = f"Bearer {token}"
    else:
        client.cookies["sessionid"] = cookie
    client.get(page.paths[0], headers=headers)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page.paths[0], headers=headers)
    if answer.status_code != 200:
        raise SystemExit(f"{page.paths[0]} answers {answer.status_code}")
    return len(captured)


def _session(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = _BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@cache
def _token(person: int) -> str:
    who = Person.objects.get(pk=person)
    who.tokens.filter(name="benchmark").delete()
    return create_token(who, name="benchmark", actor=who, at=datetime.now(UTC), door="cli").text


type Held = tuple[int, list[int]]  # a person, and objectives of theirs


def _alone(running: Quarter, persons: Sequence[int]) -> list[Held]:
    return [
        (person, [running.objective_of_person(person, place) for place in range(OBJECTIVES_A_PERSON)])
        for person in persons
    ]


def _under_one(company: BenchmarkCompany, running: Quarter, random: Random) -> list[Held]:
    """People with one objective right below the company's first, and one below it by the teams between."""
    top = company.tree[1]
    inside = {team.id for team in company.tree if top.lft <= team.lft <= top.rgt}
    people = [
        person
        for person in range(1, company.people + 1)
        if person % 5 == 0 and company.team_of(person) in inside
    ]
    wanted = WRITERS * PEOPLE_A_WRITER
    chosen = random.sample(people, wanted) if len(people) >= wanted else (people * wanted)[:wanted]
    number = next(
        each for each in (0, 1) if running.parent_of_team(top, each) == running.objective_of_company(0)
    )
    return [
        (person, [running.objective_of_person(person, 3), running.objective_of_person(person, number)])
        for person in chosen
    ]


def _writes(held: Sequence[Held]) -> list[dict[str, object]]:
    """Key results with their owner's token and values that can be sent."""
    made: list[dict[str, object]] = []
    for person, objectives in held:
        for row in KeyResult.objects.filter(objective__in=objectives).order_by("id"):
            values = ["0", "1"]
            if row.kind == "hold":
                values = ["99", "98.5", "96"]
            elif row.start is not None and row.target is not None:
                way = row.target - row.start
                values = [to_text(row.start + way * step / 8) for step in range(1, 9)]
            made.append({"token": _token(person), "key_result": row.pk, "values": values})
    return made


def _with_ancestors(objectives: set[int]) -> set[int]:
    every = set(objectives)
    wave = set(objectives)
    while wave:
        above: set[int] = set()
        for part in batched(wave, 500):
            links = Alignment.objects.filter(child__in=part, kind="contributes", state="active")
            above.update(links.values_list("parent_id", flat=True))
        wave = above - every
        every |= above
    return every


def _say(fact: dict[str, object]) -> None:
    print(json.dumps(fact), flush=True)


def main() -> None:
    """``build``, ``plan`` or ``watch``, and for how many people; after ``django.setup()``."""
    verb, people = sys.argv[1], int(sys.argv[2])
    {"build": build, "plan": plan, "watch": watch}[verb](people)
