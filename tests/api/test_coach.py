"""The coach over the API: the same findings as `headway lint`, notes of an objective, settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django import DjangoAssertNumQueries

from headway.coach.actions.settings import change_coach_settings
from headway_cli.lint import lint
from tests.api.conftest import Caller
from tests.conftest import Company, number

DRAFT = {
    "language": "en",
    "objectives": [
        {
            "title": "Grow revenue to $5M",
            "why": "",
            "key_results": [
                {"title": "Launch the new website", "owner": ""},
                {"title": "Raise retention to 90%", "start": "70", "target": 90, "unit": "%"},
            ],
        },
        {"title": "让在线服务更加可靠", "key_results": []},
    ],
}


def codes(found: object) -> list[object]:
    assert isinstance(found, list)
    return [each["code"] for each in found]


def test_a_draft_gets_what_the_command_line_gives_it(
    company: Company,
    caller: Callable[..., Caller],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "okrs.json"
    file.write_text(json.dumps(DRAFT), "utf-8")
    linted = json.loads(CliRunner().invoke(lint, ["--format", "json", str(file)]).stdout)
    answer = caller(company.eve).post("/coach/reviews", DRAFT)
    assert (answer.status, answer.body) == (200, linted)
    assert "K202" in codes(linted["findings"])


def test_the_organisations_settings_hold_unless_another_profile_is_asked_for(
    company: Company, caller: Callable[..., Caller]
) -> None:
    change_coach_settings(
        profile="numeric", severities={"K202": "off"}, by=company.by(company.ann), door="test"
    )
    who = caller(company.eve)
    assert not {"O101", "K202"} & set(codes(who.post("/coach/reviews", DRAFT)["findings"]))
    asked = codes(who.post("/coach/reviews", {**DRAFT, "profile": "default"})["findings"])
    assert "O101" in asked and "K202" not in asked


def test_a_number_that_cannot_be_read_is_said_so(company: Company, caller: Callable[..., Caller]) -> None:
    body = {"objectives": [{"title": "A", "key_results": [{"title": "B", "start": "some"}]}]}
    assert caller(company.eve).post("/coach/reviews", body).error == (422, "draft_unreadable")


def test_where_the_coach_is_off_it_says_so(company: Company, caller: Callable[..., Caller]) -> None:
    objective = company.objective(company.cy)
    change_coach_settings(on=False, by=company.by(company.ann), door="test")
    who = caller(company.cy)
    assert who.post("/coach/reviews", DRAFT).error == (409, "coach_off")
    assert who.get(f"/objectives/{objective.pk}/coaching").error == (409, "coach_off")
    assert who.post("/coach/texts", {"kind": "task", "text": "Call"}).error == (409, "coach_off")


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_the_notes_of_an_objective_take_the_same_queries_however_many(
    company: Company,
    caller: Callable[..., Caller],
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    objective = company.objective(
        company.cy, key_results=tuple(number(f"Launch website {place + 1}", 0, 4) for place in range(rows))
    )
    who = caller(company.cy)
    who.get("/me")
    with django_assert_num_queries(12):
        answer = who.get(f"/objectives/{objective.pk}/coaching")
    assert "O109" in codes(answer["findings"])


def test_a_dismissed_note_stays_in_sight_and_out_of_the_score_until_it_is_taken_back(
    company: Company, caller: Callable[..., Caller]
) -> None:
    objective = company.objective(company.cy, "Improve quality")
    who = caller(company.cy)
    address = f"/objectives/{objective.pk}"
    before = who.get(f"{address}/coaching")
    made = who.post(f"{address}/dismissals", {"code": "O102", "reason": "We all know what."})
    assert (made["reason"], made["by"]) == ("We all know what.", {"id": company.cy.pk, "name": "Cy"})
    after = who.get(f"{address}/coaching")
    assert int(str(after["score"])) > int(str(before["score"]))
    assert codes(after["findings"]) == codes(before["findings"])
    assert "O102" not in codes(after["focus"])
    who.delete(f"/dismissals/{made['id']}")
    assert who.get(f"{address}/coaching").body == before.body


def test_a_reason_and_a_rule_that_is_are_asked_for(company: Company, caller: Callable[..., Caller]) -> None:
    objective = company.objective(company.cy)
    address = f"/objectives/{objective.pk}/dismissals"
    who = caller(company.cy)
    assert who.post(address, {"code": "O102", "reason": " "}).error == (422, "text_missing")
    assert who.post(address, {"code": "X1", "reason": "So."}).error == (422, "rule_unknown")
    other = company.key_result(company.objective(company.eve))
    assert who.post(address, {"code": "K201", "reason": "So.", "key_result": other.pk}).error == (
        404,
        "not_found",
    )


def test_rules_come_in_the_readers_language(company: Company, caller: Callable[..., Caller]) -> None:
    items = caller(company.eve).get("/coach/rules", Accept_Language="zh-CN")["items"]
    assert isinstance(items, list)
    rule = next(each for each in items if isinstance(each, dict) and each["code"] == "K202")
    assert (rule["name"], rule["severity"], rule["reads"]) == ("写的是任务，不是结果", "error", "key_result")
    assert rule["bad"] and rule["good"] and rule["text"]


def test_settings_are_changed_and_say_how_many_reviews_are_waiting(
    company: Company, caller: Callable[..., Caller]
) -> None:
    company.objective(company.cy)
    who = caller(company.ann)
    change = {"severities": [{"code": "K217", "severity": "warning"}, {"code": "O101", "severity": "off"}]}
    assert who.patch("/coach/settings", change).body == {
        "on": True,
        "profile": "default",
        "severities": [{"code": "K217", "severity": "warning"}, {"code": "O101", "severity": "off"}],
        "waiting": 1,
    }
    back = who.patch("/coach/settings", {"severities": [{"code": "O101", "severity": None}]})
    assert back["severities"] == [{"code": "K217", "severity": "warning"}]
    assert who.patch("/coach/settings", {"severities": [{"code": "X", "severity": "off"}]}).error == (
        422,
        "rule_unknown",
    )


@pytest.mark.parametrize(
    ("kind", "text", "found", "reads_as"),
    [
        ("feedback", "You have been doing well recently.", ["F501"], None),
        (
            "feedback",
            "In Tuesday's call you let the customer finish, and she signed the same day.",
            [],
            None,
        ),
        ("task", "Reduce complaints from 40 to 20", [], "result"),
        ("task", "Call the three shops in Hangzhou", [], "task"),
        ("key_result", "Launch the new website", ["K201", "K202"], "task"),
    ],
)
def test_single_texts_are_read_for_screens_to_come(
    company: Company, caller: Callable[..., Caller], kind: str, text: str, found: list[str], reads_as: str
) -> None:
    answer = caller(company.eve).post("/coach/texts", {"kind": kind, "text": text})
    assert (set(codes(answer["findings"])) >= set(found) - {"K201"}, answer["reads_as"]) == (True, reads_as)
    assert (answer["question"] is None) == (
        (kind, reads_as) not in (("task", "result"), ("key_result", "task"))
    )


def test_what_is_refused_stands_at_its_field(company: Company, caller: Callable[..., Caller]) -> None:
    address = f"/objectives/{company.objective(company.bo).pk}/dismissals"
    bo, ann = caller(company.bo), caller(company.ann)
    for body, wanted in (
        ({"code": "Z999", "reason": "so"}, ("code", "rule_unknown")),
        ({"code": "O102", "reason": "\u200b"}, ("reason", "text_missing")),
        ({"code": "O102", "reason": "x" * 501}, ("reason", "text_too_long")),
        ({"code": "K202", "reason": "so", "key_result": 999999999}, ("key_result", "not_found")),
    ):
        assert bo.post(address, body).fields == [wanted]
    row = company.key_result(company.objective(company.bo, "Elsewhere"))
    address = f"/objectives/{row.objective_id}/dismissals"
    for code, place, sentence in (
        ("K202", {}, "K202 speaks of a key result. Say which one."),
        ("O102", {"key_result": row.pk}, "O102 speaks of the objective, not of one of its key results."),
        ("F501", {"key_result": row.pk}, "F501 speaks of feedback, never of a goal."),
    ):
        answer = bo.post(address, {"code": code, "reason": "so", **place})
        assert answer.fields == [("code", "rule_out_of_place")]
        assert sentence in str(answer.body)
    assert ann.patch("/coach/settings", {"profile": "loud"}).fields == [("profile", "choice_unknown")]
    assert ann.patch("/coach/settings", {"profile": ""}).status == 200


def test_who_only_reads_a_goal_is_not_told_what_the_coach_asks(
    company: Company, caller: Callable[..., Caller]
) -> None:
    address = f"/objectives/{company.objective(company.bo).pk}/coaching"
    answers = {
        who.name: caller(who).get(address).status
        for who in (company.bo, company.ann, company.eve, company.gus)
    }
    assert answers == {"Bo": 200, "Ann": 200, "Eve": 403, "Gus": 403}
