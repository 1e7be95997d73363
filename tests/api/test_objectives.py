"""Objectives through the API: lists and their filters, setting, editing, conflict, and the verbs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from headway.goals.actions.alignment import align
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.objectives import delete_draft_objective
from headway.goals.models import Objective
from tests.api.conftest import Answer, Caller, Json
from tests.conftest import Company, number

type Callers = Callable[..., Caller]


def titles(answer: Answer) -> list[Json]:
    items = answer["items"]
    assert isinstance(items, list)
    return [one["title"] for one in items if isinstance(one, dict)]


@pytest.fixture
def goals(company: Company) -> list[Objective]:
    goals = [
        company.objective(company.ann, "Be the first choice", holder="company", cycle=company.year),
        company.objective(company.bo, "Sell through shops", holder="team", team=company.sales),
        company.objective(company.cy, "Call every lead"),
        company.objective(company.eve, "Ship the new frame", agreed=False),
    ]
    check_in(
        company.key_result(goals[1]).pk,
        by=company.by(company.bo),
        door="test",
        value=Decimal(40),
        confidence=9,
    )
    return goals


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [0, 1, 2]),
        ("cycle={quarter}", [1, 2]),
        ("team={sales}", [1, 2]),
        ("team={top}", []),
        ("team={top}&below=true", [1, 2]),
        ("owner={cy}", [2]),
        ("mine=true", [1]),
        ("holder=company", [0]),
        ("state=agreed", [0, 1, 2]),
        ("status=done", [1]),
        ("q=SHOPS", [1]),
        ("q=%00", [0, 1, 2]),
        ("updated_since=2026-11-18T09:00:00Z", [0, 1, 2]),
        ("updated_since=2026-11-18T09:00:01%2B00:00", []),
        ("cycle=999999999999999999", []),
    ],
)
def test_a_list_is_narrowed(
    company: Company, caller: Callers, goals: list[Objective], query: str, found: list[int]
) -> None:
    names = {
        "quarter": company.quarter.pk,
        "sales": company.sales.pk,
        "top": company.top.pk,
        "cy": company.cy.pk,
    }
    answer = caller(company.bo).get(f"/objectives?{query.format(**names)}")
    assert titles(answer) == [goals[place].title for place in found]


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("limit=101", "limit", "out_of_range"),
        ("limit=0", "limit", "out_of_range"),
        ("limit=few", "limit", "not_a_whole_number"),
        ("cycle=Q4", "cycle", "not_a_whole_number"),
        ("cycle=0", "cycle", "out_of_range"),
        ("state=open", "state", "choice_unknown"),
        ("cursor=!", "cursor", "cursor_unreadable"),
        ("cursor=MQ.MQ", "cursor", "cursor_unreadable"),
        ("updated_since=yesterday", "updated_since", "moment_unreadable"),
        ("updated_since=2026-11-18T09:00:00", "updated_since", "moment_unreadable"),
        ("below=perhaps", "below", "not_a_flag"),
    ],
)
def test_a_filter_that_cannot_be_read_is_named(
    company: Company, caller: Callers, query: str, field: str, code: str
) -> None:
    refused = caller(company.bo).get(f"/objectives?{query}")
    assert (refused.error, refused.fields) == ((422, code), [(field, code)])


def test_pages_follow_each_other_to_the_end(
    company: Company, caller: Callers, goals: list[Objective]
) -> None:
    ann, seen, cursor = caller(company.ann), [], ""
    for _ in range(4):
        page = ann.get(f"/objectives?limit=1{cursor}")
        seen += titles(page)
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == [goal.title for goal in goals]


def test_a_draft_that_was_thrown_away_is_in_no_list(
    company: Company, caller: Callers, goals: list[Objective]
) -> None:
    delete_draft_objective(goals[3].pk, by=company.by(company.eve), door="test")
    assert goals[3].title not in titles(caller(company.eve).get("/objectives"))


def test_a_row_says_how_an_objective_stands(
    company: Company, caller: Callers, goals: list[Objective]
) -> None:
    answer = caller(company.gus).get("/objectives?status=done", Accept_Language="zh-CN,zh;q=0.9")
    assert answer["items"] == [
        {
            "id": goals[1].pk,
            "title": "Sell through shops",
            "cycle": {
                "id": company.quarter.pk,
                "name": "2026 年第 4 季度",
                "kind": "quarter",
                "starts": "2026-10-01",
                "ends": "2026-12-31",
                "state": "running",
            },
            "holder": "team",
            "team": {"id": company.sales.pk, "name": "Sales"},
            "person": None,
            "owner": {"id": company.bo.pk, "name": "Bo"},
            "state": "agreed",
            "outcome": None,
            "ambition": "committed",
            "visibility": "everyone",
            "weight": None,
            "progress": "1",
            "expected": "0.530303",
            "confidence": 9,
            "status": "done",
            "key_results_live": 1,
            "key_results_red": 0,
            "amended": False,
            "score": None,
            "checked_in_at": "2026-11-18T09:00:00Z",
            "changed_at": "2026-11-18T09:00:00Z",
            "version": Objective.objects.get(pk=goals[1].pk).version,
        }
    ]


@pytest.mark.parametrize("count", [1, 3, 100])
def test_lists_cost_the_same_queries_however_long(
    company: Company, caller: Callers, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    made = company.objective(company.bo)
    rows = [
        Objective(
            cycle=company.quarter,
            holder="person",
            person=company.cy,
            owner=company.cy,
            proposer=company.cy,
            counted_in=company.sales,
            title=f"Objective {place}",
            state="agreed",
            created_at=made.created_at,
            changed_at=made.changed_at,
        )
        for place in range(count - 1)
    ]
    Objective.objects.bulk_create(rows)
    bo = caller(company.bo)
    bo.get("/me")
    with django_assert_num_queries(5):
        page = bo.get("/objectives?limit=100")
    assert len(titles(page)) == count
    for path, queries in (("/people?limit=100", 5), ("/teams", 6), ("/cycles", 6)):
        with django_assert_num_queries(queries):
            assert bo.get(path).status == 200


def test_an_objective_costs_the_same_queries_however_many_key_results(
    company: Company, caller: Callers, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bo = caller(company.bo)
    bo.get("/me")
    for count in (1, 3, 30):
        rows = tuple(number(f"KR {place}", 0, 10, company.bo) for place in range(count))
        made = company.objective(company.bo, f"With {count}", key_results=rows)
        bo.get("/me")
        with django_assert_num_queries(12):
            answer = bo.get(f"/objectives/{made.pk}")
        assert isinstance(answer["key_results"], list) and len(answer["key_results"]) == count


def test_an_objective_is_set_with_its_key_results_as_people_write_them(
    company: Company, caller: Callers
) -> None:
    made = caller(company.cy).post(
        "/objectives",
        {
            "cycle": company.quarter.pk,
            "holder": "person",
            "person": company.cy.pk,
            "title": "  Win <b>the</b> shops 🎉 ",
            "why": "They turned us down.",
            "weight": "2",
            "key_results": [
                {"title": "Shops signed", "target": "1,200", "unit": "shops", "owner": company.cy.pk},
                {"title": "Share", "start": "2.5 %", "target": "4 %", "unit": "%"},
                {"title": "Revenue", "target": "¥1.2万", "unit": "CNY", "weight": 3},
                {"title": "Level", "kind": "hold", "low": 4.5},
                {
                    "title": "Steps",
                    "kind": "milestones",
                    "milestones": [{"title": "First"}, {"title": "Then"}],
                },
            ],
        },
    )
    assert made.status == 201, made
    assert (made["title"], made["state"], made["weight"]) == ("Win <b>the</b> shops 🎉", "draft", "2")
    rows = made["key_results"]
    assert isinstance(rows, list)
    shown = [
        tuple(row[name] for name in ("start", "target", "low", "unit_kind", "unit", "decimals", "weight"))
        for row in rows
        if isinstance(row, dict)
    ]
    assert shown == [
        ("0", "1200", None, "word", "shops", 0, None),
        ("2.5", "4", None, "percent", "", 1, None),
        ("0", "12000", None, "currency", "CNY", 0, "3"),
        (None, None, "4.5", "number", "", 1, None),
        (None, None, None, "number", "", 0, None),
    ]


def test_everything_wrong_with_a_new_objective_is_said_at_once(company: Company, caller: Callers) -> None:
    refused = caller(company.cy).post(
        "/objectives",
        {
            "cycle": company.quarter.pk,
            "holder": "person",
            "person": company.cy.pk,
            "title": "x" * 5_000,
            "key_results": [
                {"title": "A", "start": 3, "target": 3},
                {"title": "B", "target": 1, "weight": 1001},
            ],
        },
    )
    assert refused.error == (422, "fields_refused")
    assert refused.fields == [
        ("title", "text_too_long"),
        ("key_results.0.target", "start_equals_target"),
        ("key_results.1.weight", "weight_out_of_range"),
    ]
    assert Objective.objects.count() == 0


def test_numbers_that_cannot_be_read_are_named_by_their_place(company: Company, caller: Callers) -> None:
    refused = caller(company.cy).post(
        "/objectives",
        {
            "cycle": company.quarter.pk,
            "holder": "person",
            "person": company.cy.pk,
            "title": "T",
            "key_results": [{"title": "A", "target": "12,5"}, {"title": "B", "target": "9 %", "unit": "EUR"}],
        },
    )
    assert refused.fields == [
        ("key_results.0.target", "number_ambiguous"),
        ("key_results.1.target", "unit_mismatch"),
    ]


def test_what_is_left_out_of_an_edit_stays(company: Company, caller: Callers) -> None:
    objective = company.objective(company.bo, agreed=False)
    edited = caller(company.bo).patch(
        f"/objectives/{objective.pk}", {"version": objective.version, "why": "Because.", "weight": "1.5"}
    )
    assert (edited["title"], edited["why"], edited["weight"]) == (objective.title, "Because.", "1.5")
    assert isinstance(edited["key_results"], list) and len(edited["key_results"]) == 1


def test_the_second_of_two_edits_gets_the_first_ones_words(company: Company, caller: Callers) -> None:
    objective = company.objective(company.bo)
    bo, ann = caller(company.bo), caller(company.ann)
    version = objective.version
    assert ann.patch(f"/objectives/{objective.pk}", {"version": version, "title": "Hers"}).status == 200
    refused = bo.patch(f"/objectives/{objective.pk}", {"version": version, "title": "His"})
    assert refused.error == (409, "conflict")
    error = refused["error"]
    assert isinstance(error, dict) and isinstance(error["current"], dict)
    assert (error["current"]["title"], error["current"]["version"]) == ("Hers", version + 1)
    assert Objective.objects.get(pk=objective.pk).title == "Hers"


def test_a_key_results_second_edit_gets_its_current_values(company: Company, caller: Callers) -> None:
    row = company.key_result(company.objective(company.bo, agreed=False))
    bo = caller(company.bo)
    edited = bo.patch(f"/key-results/{row.pk}", {"version": 1, "target": "50", "unit": "%"})
    assert (edited["target"], edited["unit_kind"], edited["start"], edited["version"]) == (
        "50",
        "percent",
        "0",
        2,
    )
    refused = bo.patch(f"/key-results/{row.pk}", {"version": 1, "target": "60"})
    error = refused["error"]
    assert refused.error == (409, "conflict")
    assert (
        isinstance(error, dict) and isinstance(error["current"], dict) and error["current"]["target"] == "50"
    )


def test_what_was_agreed_changes_by_an_amendment_with_a_yes(company: Company, caller: Callers) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    bo, ann = caller(company.bo), caller(company.ann)
    version = row.version
    assert bo.patch(f"/key-results/{row.pk}", {"version": version, "target": 30}).error == (
        422,
        "amendment_reason_missing",
    )
    asked = bo.patch(
        f"/key-results/{row.pk}", {"version": version, "target": 30, "reason": "Two shops closed."}
    )
    assert (asked.status, asked["target"]) == (200, "40")
    waiting = bo.get(f"/objectives/{objective.pk}")["amendments"]
    assert isinstance(waiting, list) and isinstance(waiting[0], dict)
    assert (waiting[0]["before"], waiting[0]["after"]) == ({"target": "40"}, {"target": "30"})
    answered = ann.post(f"/amendments/{waiting[0]['id']}/answer", {"agree": True})
    assert answered["state"] == "agreed"
    assert bo.get(f"/key-results/{row.pk}")["target"] == "30"
    assert ann.post(f"/amendments/{waiting[0]['id']}/answer", {"agree": True}).error == (
        409,
        "already_answered",
    )


def test_from_draft_to_close_through_the_api(company: Company, caller: Callers) -> None:
    cy, ann = caller(company.cy), caller(company.ann)
    made = cy.post(
        "/objectives",
        {
            "cycle": company.quarter.pk,
            "holder": "person",
            "person": company.cy.pk,
            "title": "Call every lead",
            "key_results": [{"title": "Calls", "target": 100, "owner": company.cy.pk}],
        },
    )
    address = f"/objectives/{made['id']}"
    assert cy.post(f"{address}/proposal")["state"] == "proposed"
    assert cy.post(f"{address}/agreement").error == (403, "not_agreeing")
    assert ann.post(f"{address}/agreement")["state"] == "agreed"
    assert cy.post(f"{address}/agreement").status == 403
    assert ann.post(f"{address}/agreement").error == (409, "wrong_state")
    assert cy.post(f"{address}/closure", {"outcome": "dropped"}).error == (422, "reason_missing")
    assert cy.post(f"{address}/closure", {"outcome": "achieved"})["outcome"] == "achieved"
    assert cy.post(f"{address}/reopening", {"reason": "One more week."})["state"] == "agreed"


def test_unseen_goals_are_nowhere_in_an_answer(company: Company, caller: Callers) -> None:
    hidden = company.objective(company.bo, "Hidden", visibility="named", viewer_ids=(company.ann.pk,))
    parent = company.objective(company.bo, "Open")
    align(hidden.pk, parent.pk, by=company.by(company.bo), door="test")
    eve = caller(company.eve)
    assert eve.get(f"/objectives/{hidden.pk}").error == (404, "not_found")
    assert eve.get(f"/key-results/{company.key_result(hidden).pk}/check-ins").error == (404, "not_found")
    assert titles(eve.get("/objectives")) == ["Open"]
    assert eve.get(f"/objectives/{parent.pk}")["alignments"] == {"serves": [], "served_by": []}
    seen = caller(company.ann).get(f"/objectives/{parent.pk}")["alignments"]
    assert isinstance(seen, dict) and isinstance(seen["served_by"], list) and len(seen["served_by"]) == 1


def test_whoever_acted_reads_exact_figures_next(company: Company, caller: Callers) -> None:
    parent = company.objective(company.bo, "Sell", holder="team", team=company.sales)
    child = company.objective(company.cy, "Call")
    align(child.pk, parent.pk, kind="contributes", by=company.by(company.bo), door="test")
    cy = caller(company.cy)
    cy.post(f"/key-results/{company.key_result(child).pk}/check-ins", {"value": 40, "confidence": 8})
    assert cy.get(f"/objectives/{parent.pk}")["progress"] == "0.5"
