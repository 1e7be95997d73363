"""Other wordings in the editor, and the page where administrators set the model up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from headway.goals.models import Objective
from headway.rewriting.actions.endpoint import set_endpoint, switch_off
from headway.rewriting.models import Asker, Endpoint
from headway.rewriting.queries import the_endpoint
from tests.conftest import NOW, Company
from tests.rewriting.model import Model, answers, says

PART = {"HX-Request": "true"}
SETTINGS = {"address": "https://models.example/v1", "model": "small", "seconds": "20"}


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cy(helped: Company, client: Client) -> Client:
    client.force_login(helped.cy)
    return client


def told(client: Client, body: dict[str, str], *, part: bool = True, status: int = 200) -> str:
    answer = client.post("/coach/rewrites", body, headers=PART if part else {})
    assert answer.status_code == status, answer.content
    page = answer.content.decode()
    assert page.startswith("<!doctype html>") is not part
    return page


SENTENCE = {"text": "Improve customer satisfaction", "kind": "key_result"}


def test_wordings_are_shown_with_their_findings(cy: Client, model: Model) -> None:
    model.answer = says("Raise satisfaction from 3 of 5 to <b>[x]</b>")
    page = told(cy, SENTENCE)
    assert "still waits to be filled in" in page and "100 once filled in" in page
    assert "The model had put 3, 5 here, which you did not say." in page
    assert "&lt;b&gt;" in page and "<b>[x]" not in page
    assert "data-rewrite-use" in page


def test_the_field_of_the_editors_form_is_named_and_what_stands_beside_it_is_not_sent(
    cy: Client,
    model: Model,
) -> None:
    form = {
        "title": "Make the night shift safe",
        "row": "n1",
        "n1.kind": "number",
        "n1.title": "Fewer accidents",
        "n1.start": "17",
        "n1.target": "5",
    }
    model.answer = says("Accidents fall from 17 to 5 a year")
    page = told(cy, {**form, "rewrite": "n1"})
    assert model.calls[-1].material["key_result"] == "Fewer accidents"
    assert "17" not in str(model.calls[-1].material)
    assert "Accidents fall from 17 to 5 a year" in page
    told(cy, {**form, "rewrite": "title"})
    assert model.calls[-1].material["objective"] == "Make the night shift safe"
    assert cy.post("/coach/rewrites", {**form, "rewrite": "n9"}, headers=PART).status_code == 404


def test_before_the_first_sentence_one_is_told_where_it_goes(
    helped: Company,
    model: Model,
    client: Client,
) -> None:
    by = helped.by(helped.ann)
    set_endpoint(
        address=model.address, model="small", seconds=30, notice="It stands in Kiel.", by=by, door="test"
    )
    client.force_login(helped.bo)
    page = told(client, SENTENCE)
    assert f"This sentence is sent to {model.place}. Nothing else." in page
    assert "It stands in Kiel." in page and "Improve customer satisfaction" in page
    assert model.calls == []
    assert "Raise satisfaction" in told(client, {**SENTENCE, "agree": model.place})
    assert "Raise satisfaction" in told(client, SENTENCE)
    assert Asker.objects.get(person=helped.bo).told_place == model.place


def test_without_script_it_is_a_page_of_its_own(cy: Client, model: Model) -> None:
    Asker.objects.update(told_place="")
    page = told(cy, SENTENCE, part=False)
    assert '<input type="hidden" name="text" value="Improve customer satisfaction">' in page
    assert f'name="agree" value="{model.place}"' in page
    page = told(cy, {**SENTENCE, "agree": model.place}, part=False)
    assert "Raise satisfaction from" in page and "data-rewrite-use" not in page


@pytest.mark.parametrize(
    ("status", "sentence", "again"),
    [
        (401, "does not accept the key", False),
        (429, "has too much to do", True),
        (500, "refuses the request (500)", False),
    ],
)
def test_a_failure_is_one_calm_sentence(
    cy: Client,
    model: Model,
    status: int,
    sentence: str,
    again: bool,
) -> None:
    model.answer = answers(b"", status)
    page = told(cy, SENTENCE, status=422)
    assert sentence in page and ("data-rewrite-again" in page) is again


def test_nothing_of_it_stands_in_the_editor_while_it_is_off(
    helped: Company,
    cy: Client,
) -> None:
    assert 'data-rewrites="title"' in cy.get("/objectives/new").content.decode()
    switch_off(by=helped.by(helped.ann), door="test")
    assert "rewrite" not in cy.get("/objectives/new").content.decode().replace("rewrites.css", "")
    assert "switched off" in told(cy, SENTENCE, status=422)


def test_asking_changes_no_goal(helped: Company, cy: Client, model: Model) -> None:
    before = list(Objective.objects.values())
    told(cy, SENTENCE)
    assert list(Objective.objects.values()) == before


# Its settings


@pytest.fixture
def ann(company: Company, client: Client) -> Client:
    client.force_login(company.ann)
    return client


def test_an_administrator_sets_it_up_and_never_sees_the_key_again(ann: Client) -> None:
    answer = ann.post("/settings/rewriting", {**SETTINGS, "key": "sk-very-secret"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/settings/rewriting")
    page = ann.get("/settings/rewriting").content.decode()
    assert 'value="https://models.example/v1"' in page and "A key is kept" in page
    assert "sk-very-secret" not in page and the_endpoint().sealed_key not in page
    ann.post("/settings/rewriting", {**SETTINGS, "forget_key": "on"})
    assert the_endpoint().sealed_key == ""


def test_what_is_wrong_stands_beside_its_field_and_the_key_is_not_repeated(ann: Client) -> None:
    answer = ann.post(
        "/settings/rewriting", {**SETTINGS, "address": "ftp://models.example", "key": "sk-very-secret"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the whole address" in page and 'value="ftp://models.example"' in page
    assert "sk-very-secret" not in page
    assert not Endpoint.objects.exists()


def test_it_is_switched_on_and_off(ann: Client) -> None:
    assert (
        "No language model is set up" in ann.post("/settings/rewriting/switch", {"on": "1"}).content.decode()
    )
    ann.post("/settings/rewriting", SETTINGS)
    ann.post("/settings/rewriting/switch", {"on": "1"})
    assert the_endpoint().on
    page = ann.get("/settings/rewriting").content.decode()
    assert "Sentences go to models.example when somebody asks for it." in page and "Ann" in page
    ann.post("/settings/rewriting/switch", {"on": "0"})
    assert not the_endpoint().on


def test_trying_it_shows_what_comes_back_or_what_went_wrong(
    helped: Company,
    model: Model,
    client: Client,
) -> None:
    client.force_login(helped.ann)
    page = client.post("/settings/rewriting/trial").content.decode()
    assert "It answered after" in page and "Raise satisfaction from" in page
    model.answer = answers(b"", 404)
    answer = client.post("/settings/rewriting/trial")
    assert answer.status_code == 422
    assert "refuses the request (404)" in answer.content.decode()


def test_what_is_sent_stands_there_word_for_word(ann: Client) -> None:
    page = ann.get("/settings/rewriting").content.decode()
    assert "Never make up a number." in page
    assert "&#34;key_result&#34;: &#34;Improve customer satisfaction&#34;" in page


def test_the_operators_say_is_told(ann: Client, settings: Settings) -> None:
    ann.post("/settings/rewriting", SETTINGS)
    settings.HEADWAY_REWRITING_KEY = "sk-operator"
    settings.HEADWAY_REWRITING_HOSTS = ["localhost"]
    page = ann.get("/settings/rewriting").content.decode()
    assert "HEADWAY_REWRITING_KEY" in page and "sk-operator" not in page
    assert "Whoever runs this server allows localhost only." in page
    assert "This address is no longer allowed" in page
