"""Wordings over the API: with what the coach says of each, after the person agreed where they go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headway.people.models import Person
from headway.rewriting.actions.suggestions import PER_MINUTE
from headway.rewriting.models import Asker
from tests.api.conftest import Caller
from tests.conftest import Company
from tests.rewriting.model import Model, answers, says

type Calls = Callable[[Person], Caller]

SENTENCE = {"kind": "key_result", "text": "Improve customer satisfaction"}


def test_wordings_come_with_score_and_findings(helped: Company, model: Model, caller: Calls) -> None:
    model.answer = says("Raise satisfaction from [x] to 9", "improve customer satisfaction")
    answer = caller(helped.cy).post("/coach/rewrites", SENTENCE)
    assert answer.status == 200
    assert (answer["place"], answer["model"], answer["left_out"]) == (model.place, "small", 1)
    original, suggestions = answer["original"], answer["suggestions"]
    assert isinstance(original, dict) and isinstance(suggestions, list)
    assert (original["text"], original["score"]) == (SENTENCE["text"], 60)
    (suggestion,) = suggestions
    assert isinstance(suggestion, dict) and isinstance(suggestion["findings"], list)
    assert suggestion["text"] == "Raise satisfaction from [x] to [x]"
    assert (suggestion["open"], suggestion["invented"]) == (True, ["9"])
    assert [found["code"] for found in suggestion["findings"] if isinstance(found, dict)] == ["K208"]


def test_numbers_given_beside_the_sentence_stay_here_and_are_no_invention(
    helped: Company, model: Model, caller: Calls
) -> None:
    model.answer = says("Raise satisfaction from 7 to 9")
    answer = caller(helped.cy).post("/coach/rewrites", {**SENTENCE, "start": "7", "target": 9})
    assert isinstance(answer["suggestions"], list)
    assert [each["invented"] for each in answer["suggestions"] if isinstance(each, dict)] == [[]]
    assert "7" not in str(model.calls[0].material) and "9" not in str(model.calls[0].material)


def test_findings_are_in_the_callers_language(helped: Company, model: Model, caller: Calls) -> None:
    answer = caller(helped.cy).post("/coach/rewrites", SENTENCE, Accept_Language="zh-CN")
    original = answer["original"]
    assert isinstance(original, dict) and isinstance(original["findings"], list)
    assert isinstance(original["findings"][0], dict)
    assert "\u4e00" <= str(original["findings"][0]["message"])[0] <= "\u9fff"


def test_nothing_goes_where_the_person_has_not_agreed(helped: Company, model: Model, caller: Calls) -> None:
    bo = caller(helped.bo)
    assert bo.post("/coach/rewrites", SENTENCE).error == (409, "rewriting_not_told")
    assert bo.post("/coach/rewrites", {**SENTENCE, "send_to": "elsewhere.example"}).error == (
        409,
        "rewriting_not_told",
    )
    assert model.calls == []
    assert bo.post("/coach/rewrites", {**SENTENCE, "send_to": model.place}).status == 200
    assert bo.post("/coach/rewrites", SENTENCE).status == 200


@pytest.mark.parametrize(("status", "refused"), [(401, 502), (404, 502), (429, 502), (500, 502)])
def test_a_failing_server_is_answered_in_the_usual_shape(
    helped: Company, model: Model, caller: Calls, status: int, refused: int
) -> None:
    model.answer = answers(b"sk-secret-1", status)
    answer = caller(helped.cy).post("/coach/rewrites", SENTENCE)
    assert answer.status == refused
    assert "sk-secret-1" not in str(answer.body)


def test_asking_too_often_is_refused(helped: Company, caller: Calls) -> None:
    cy = caller(helped.cy)
    Asker.objects.filter(person=helped.cy).update(asked=PER_MINUTE, minute="2026-11-18T09:00:00Z")
    assert cy.post("/coach/rewrites", SENTENCE).error == (429, "rewriting_too_often")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "key_result"}, "text"),
        ({"kind": "task", "text": "Call"}, "kind"),
        ({"kind": "objective", "text": "x" * 501}, "text"),
        ({"kind": "objective", "text": "x", "goal": 1}, "goal"),
        ({"kind": "key_result", "text": "x", "start": "12,5"}, "start"),
    ],
)
def test_what_cannot_be_meant_is_said_of_its_field(
    helped: Company, model: Model, caller: Calls, body: dict[str, object], field: str
) -> None:
    refused = caller(helped.cy).post("/coach/rewrites", body)
    assert (refused.status, [name for name, _code in refused.fields]) == (422, [field])
    assert model.calls == []


def test_a_key_against_retries_is_not_offered_where_nothing_is_kept(helped: Company, caller: Calls) -> None:
    described = Caller(None).get("/openapi.json")
    paths = described["paths"]
    assert isinstance(paths, dict)
    rewrites, reviews = paths["/api/v1/coach/rewrites"], paths["/api/v1/coach/reviews"]
    assert isinstance(rewrites, dict) and isinstance(reviews, dict)
    assert "Idempotency-Key" not in str(rewrites) and "Idempotency-Key" in str(reviews)
    assert "'504'" in str(rewrites) and "'504'" not in str(reviews)
    trial = paths["/api/v1/rewriting/trial"]
    assert "Idempotency-Key" not in str(trial) and "'504'" in str(trial)


def test_an_administrator_sets_it_up_and_nobody_reads_the_key_again(
    company: Company, model: Model, caller: Calls
) -> None:
    ann = caller(company.ann)
    empty = ann.get("/rewriting/settings")
    assert (empty["on"], empty["address"], empty["place"], empty["key"]) == (False, "", None, "none")
    setup = {"address": model.address, "model": "small", "key": "sk-secret-1", "notice": "In Kiel."}
    assert ann.patch("/rewriting/settings", setup).body == {
        "on": False,
        "address": model.address,
        "place": model.place,
        "model": "small",
        "key": "sealed",
        "seconds": 15,
        "notice": "In Kiel.",
        "readable_on_the_way": False,
        "hosts": [],
        "switched_by": None,
        "switched_at": None,
    }
    on = ann.patch("/rewriting/settings", {"on": True, "seconds": 20})
    assert (on["on"], on["seconds"], on["model"], on["key"]) == (True, 20, "small", "sealed")
    assert on["switched_by"] == {"id": company.ann.pk, "name": "Ann"}
    assert "sk-secret-1" not in str(ann.get("/rewriting/settings").body)
    assert ann.patch("/rewriting/settings", {"key": ""})["key"] == "none"


def test_what_cannot_be_set_up_is_said_beside_its_field_and_shows_no_key(
    company: Company, caller: Calls
) -> None:
    wrong = {"address": "models", "model": "", "seconds": 1, "key": "sk secret"}
    refused = caller(company.ann).patch("/rewriting/settings", wrong)
    assert (refused.status, dict(refused.fields)) == (
        422,
        {
            "address": "rewriting_address_unreadable",
            "model": "text_missing",
            "seconds": "out_of_bounds",
            "key": "rewriting_key_unreadable",
        },
    )
    assert "secret" not in str(refused.body)
    assert caller(company.ann).patch("/rewriting/settings", {"on": True}).error == (
        409,
        "rewriting_not_set_up",
    )


def test_it_is_tried_before_it_is_switched_on(helped: Company, model: Model, caller: Calls) -> None:
    ann = caller(helped.ann)
    ann.patch("/rewriting/settings", {"on": False})
    tried = ann.post("/rewriting/trial", Accept_Language="zh-CN")
    assert (tried.status, tried["place"], tried["model"]) == (200, model.place, "small")
    assert isinstance(tried["original"], dict) and tried["original"]["text"] == "提升客户满意度"
    assert isinstance(tried["seconds"], str) and float(tried["seconds"]) >= 0
    model.answer = answers(b"no", 401)
    assert ann.post("/rewriting/trial").error == (502, "rewriting_key_refused")
