"""Suggestions against a real server on loopback: well answered, badly answered, not at all."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest
import time_machine
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django import Settings

from headway.activity.models import Event
from headway.coach.actions.settings import change_coach_settings
from headway.coach.queries.settings import CoachOff
from headway.core.errors import Refusal
from headway.people.access import AdminsOnly
from headway.rewriting import calling
from headway.rewriting.access import GuestsDoNotWrite
from headway.rewriting.actions.endpoint import KeyLost, NotSetUp, set_endpoint, switch_off
from headway.rewriting.actions.suggestions import (
    PER_MINUTE,
    NotTold,
    SwitchedOff,
    TooOften,
    agree_to_send,
    suggest,
    try_endpoint,
)
from headway.rewriting.models import Asker
from okr_coach import KeyResult, Objective
from tests.conftest import NOW, Company
from tests.rewriting.model import Answer, Model, answers, says, serve, speaks

SUBJECT = KeyResult("Improve customer satisfaction")


def refusal_of(helped: Company, subject: KeyResult = SUBJECT) -> Refusal:
    with pytest.raises(Refusal) as refused:
        suggest(subject, by=helped.by(helped.cy), speak="en")
    return refused.value


def test_wordings_come_with_their_findings_beside_the_originals(helped: Company, model: Model) -> None:
    model.answer = says("Raise satisfaction from [x] to 9 of 10", "Improve customer satisfaction!")
    found = suggest(SUBJECT, by=helped.by(helped.cy), speak="en")
    assert [each.code for each in found.original.findings] == ["K201"]
    assert [each.judged.text for each in found.suggestions] == ["Raise satisfaction from [x] to [x] of [x]"]
    assert found.suggestions[0].invented == ("9", "10")
    assert (found.place, found.model, found.left_out) == (model.place, "small", 1)


def test_sent_are_the_title_and_the_coachs_questions_and_the_key(helped: Company, model: Model) -> None:
    suggest(Objective("Make Cy's shops happy", why="Because of Bo", owner="Cy"), by=helped.by(helped.cy))
    (call,) = model.calls
    assert call.path == "/v1/chat/completions"
    assert call.headers["Authorization"] == "Bearer sk-secret-1"
    assert call.material.keys() == {"objective", "questions"}
    assert call.material["objective"] == "Make Cy's shops happy"
    sent = json.dumps(call.body)
    assert "Because of Bo" not in sent and "Small Company" not in sent and "example.com" not in sent


def test_a_server_without_a_key_is_sent_none(helped: Company, model: Model) -> None:
    by = helped.by(helped.ann)
    set_endpoint(address=model.address, model="small", forget_key=True, seconds=30, by=by, door="test")
    suggest(SUBJECT, by=helped.by(helped.cy))
    assert "Authorization" not in model.calls[0].headers


def test_a_server_that_knows_the_limit_by_its_newer_name_is_asked_again(
    helped: Company, model: Model
) -> None:
    def particular(handler: BaseHTTPRequestHandler, body: dict[str, object]) -> None:
        answer = answers(b'{"error": {}}', 400) if "max_tokens" in body else says("Raise satisfaction to [x]")
        answer(handler, body)

    model.answer = particular
    found = suggest(SUBJECT, by=helped.by(helped.cy))
    assert [each.judged.text for each in found.suggestions] == ["Raise satisfaction to [x]"]
    assert len(model.calls) == 2


def test_where_nothing_is_better_nothing_is_shown(helped: Company, model: Model) -> None:
    model.answer = says("improve customer satisfaction", "提升客户满意度")
    found = suggest(SUBJECT, by=helped.by(helped.cy))
    assert (found.suggestions, found.left_out) == ((), 2)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (answers(b"", 401), "rewriting_key_refused"),
        (answers(b"", 403), "rewriting_key_refused"),
        (answers(b"no such model", 404), "rewriting_server_refused"),
        (answers(b"", 400), "rewriting_server_refused"),
        (answers(b"", 429, Retry_After="1"), "rewriting_server_busy"),
        (answers(b"<h1>Broken</h1>", 500), "rewriting_server_refused"),
        (answers(b"", 302, Location="http://169.254.169.254/latest"), "rewriting_redirected"),
        (answers(b"", 307, Location="/elsewhere"), "rewriting_redirected"),
        (answers(b"<html>Welcome</html>"), "rewriting_unreadable"),
        (answers(b""), "rewriting_unreadable"),
        (answers(b"\xff\xfe\x00"), "rewriting_unreadable"),
        (answers(b"[" * 100_000), "rewriting_unreadable"),
        (answers(b'{"choices": [{"message": {"content": null}}]}'), "rewriting_unreadable"),
        (speaks("..."), "rewriting_unreadable"),
        (answers(b"x" * 300_000), "rewriting_unreadable"),
        (answers(b"\x1f\x8b\x08\x00", Content_Encoding="gzip"), "rewriting_unreadable"),
    ],
)
def test_each_failure_has_its_code_and_a_calm_sentence(
    helped: Company, model: Model, answer: Answer, code: str
) -> None:
    model.answer = answer
    refusal = refusal_of(helped)
    assert refusal.code == code
    assert "sk-secret-1" not in str(refusal) and "latest" not in str(refusal)


def test_a_redirect_is_not_followed(helped: Company, model: Model) -> None:
    other = Model()
    server = serve(other)
    try:
        model.answer = answers(b"", 308, Location=other.address)
        assert refusal_of(helped).code == "rewriting_redirected"
        assert (len(model.calls), other.calls) == (1, [])
    finally:
        server.shutdown()
        server.server_close()


def silent(model: Model) -> Answer:
    return lambda handler, body: wait(model)


def dripping_headers(model: Model) -> Answer:
    """A byte now and then: each comes within any limit for one read."""

    def answer(handler: BaseHTTPRequestHandler, body: dict[str, object]) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        while not model.over.wait(0.05):
            handler.wfile.write(b"x")

    return answer


def dripping_body(model: Model) -> Answer:
    def answer(handler: BaseHTTPRequestHandler, body: dict[str, object]) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not model.over.wait(0.05):
            handler.wfile.write(b" ")

    return answer


def wait(model: Model) -> None:
    """Until the test is over: whoever waited for the answer would wait for ever."""
    model.over.wait(60)


def hurry(helped: Company, model: Model) -> None:
    set_endpoint(address=model.address, model="small", seconds=3, by=helped.by(helped.ann), door="test")


@pytest.mark.parametrize("slow", [silent, dripping_headers, dripping_body])
def test_a_server_that_takes_its_time_is_not_waited_for(
    helped: Company, model: Model, slow: Callable[[Model], Answer]
) -> None:
    model.answer = slow(model)
    hurry(helped, model)
    assert refusal_of(helped).code == "rewriting_timed_out"


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach(helped: Company, model: Model) -> None:
    gone = Model()
    server = serve(gone)
    server.shutdown()
    server.server_close()
    by = helped.by(helped.ann)
    set_endpoint(address=gone.address, model="small", seconds=30, by=by, door="test")
    agree_to_send(place=gone.place, by=helped.by(helped.cy), door="test")
    refusal = refusal_of(helped)
    assert refusal.code == "rewriting_unreachable"
    assert str(refusal).startswith(f"The language model cannot be reached at {gone.place}.")


def test_a_server_that_hangs_up_is_out_of_reach(helped: Company, model: Model) -> None:
    model.answer = lambda handler, body: handler.connection.close()
    assert refusal_of(helped).code == "rewriting_unreachable"


def test_a_name_that_leads_to_the_networks_own_addresses_is_not_followed(
    helped: Company, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = helped.by(helped.ann)
    set_endpoint(address="http://models.example/v1", model="small", seconds=30, by=by, door="test")
    agree_to_send(place="models.example", by=helped.by(helped.cy), door="test")
    metadata = [(2, 1, 6, "", ("169.254.169.254", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: metadata)
    assert refusal_of(helped).code == "rewriting_address_forbidden"


def test_a_resolver_that_hangs_is_not_waited_for(
    helped: Company, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(*args: object, **named: object) -> list[object]:
        wait(model)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    hurry(helped, model)
    assert refusal_of(helped).code == "rewriting_timed_out"


def test_the_servers_proxy_is_used_where_its_environment_names_one(
    helped: Company, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://me:word@{model.place}")
    monkeypatch.setenv("no_proxy", "")
    by = helped.by(helped.ann)
    set_endpoint(address="http://models.invalid/v1", model="small", seconds=30, by=by, door="test")
    agree_to_send(place="models.invalid", by=helped.by(helped.cy), door="test")
    suggest(SUBJECT, by=helped.by(helped.cy))
    (call,) = model.calls
    assert call.path == "http://models.invalid:80/v1/chat/completions"
    assert call.headers["Proxy-Authorization"].startswith("Basic ")


@examples(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    status=st.sampled_from([200, 200, 200, 201, 204, 299, 301, 400, 418, 502, 599]),
    body=st.binary(max_size=300)
    | st.text(max_size=200).map(
        lambda said: json.dumps({"choices": [{"message": {"content": said}}]}).encode()
    )
    | st.recursive(
        st.none() | st.text(max_size=9) | st.integers(), lambda inner: st.lists(inner, max_size=3)
    ).map(lambda found: json.dumps({"choices": found}).encode()),
)
def test_whatever_the_server_answers_it_ends_in_suggestions_or_a_refusal(
    helped: Company, model: Model, status: int, body: bytes
) -> None:
    model.answer = answers(body, status)
    Asker.objects.update(asked=0)
    before = Event.objects.count()
    try:
        found = suggest(SUBJECT, by=helped.by(helped.cy), speak="en")
    except Refusal as refusal:
        assert refusal.code.startswith("rewriting_")
    else:
        assert found.original.text == SUBJECT.title
        assert all(each.judged.errors <= found.original.errors for each in found.suggestions)
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "noise",
    [
        b"\x16\x03\x01\x02",
        b"HTTP/9.9 hi\r\n\r\n",
        b"\r\n" * 50,
        b"HTTP/1.1 200\r\nContent-Length: -4\r\n\r\n",
    ],
)
def test_raw_noise_instead_of_http_ends_in_a_refusal(helped: Company, model: Model, noise: bytes) -> None:
    def answer(handler: BaseHTTPRequestHandler, body: dict[str, object]) -> None:
        handler.wfile.write(noise)

    model.answer = answer
    assert refusal_of(helped).code == "rewriting_unreachable"


# Who, when, how often


def test_nothing_is_sent_before_one_has_been_told_where_to(helped: Company, model: Model) -> None:
    by = helped.by(helped.bo)
    with pytest.raises(NotTold) as refused:
        suggest(SUBJECT, by=by)
    assert (
        str(refused.value) == f"Nothing has been sent: first agree that this sentence goes to {model.place}."
    )
    with pytest.raises(NotTold):
        agree_to_send(place="elsewhere.example", by=by, door="test")
    assert agree_to_send(place=model.place, by=by, door="test").told
    suggest(SUBJECT, by=by)
    assert len(model.calls) == 1
    agreed = Event.objects.filter(verb="agreed_to_send", actor=helped.bo)
    assert [event.after for event in agreed] == [{"place": model.place}]


def test_a_new_place_is_told_anew(helped: Company, model: Model) -> None:
    by = helped.by(helped.ann)
    set_endpoint(address="https://models.example/v1", model="small", seconds=30, by=by, door="test")
    refusal = refusal_of(helped)
    assert (refusal.code, refusal.params) == ("rewriting_not_told", {"place": "models.example"})


def test_switched_off_not_set_up_or_without_the_coach_nothing_is_sent(helped: Company, model: Model) -> None:
    by = helped.by(helped.ann)
    change_coach_settings(on=False, by=by, door="test")
    assert type(refusal_of(helped)) is CoachOff
    switch_off(by=by, door="test")
    assert type(refusal_of(helped)) is SwitchedOff
    with pytest.raises(SwitchedOff):
        agree_to_send(place=model.place, by=helped.by(helped.cy), door="test")
    type(helped.org)._meta.apps.get_model("rewriting", "Endpoint").objects.all().delete()
    assert type(refusal_of(helped)) is NotSetUp
    assert model.calls == []


def test_guests_have_nothing_to_reword(helped: Company, model: Model) -> None:
    for verb in (
        lambda by: suggest(SUBJECT, by=by),
        lambda by: agree_to_send(place=model.place, by=by, door="test"),
    ):
        with pytest.raises(GuestsDoNotWrite):
            verb(helped.by(helped.gus))
    assert model.calls == []


@pytest.mark.parametrize(("title", "code"), [("  ", "text_missing"), ("x" * 501, "text_too_long")])
def test_a_sentence_that_is_none_is_not_sent(helped: Company, model: Model, title: str, code: str) -> None:
    assert refusal_of(helped, KeyResult(title)).code == code
    assert model.calls == []


def test_one_may_ask_so_often_within_a_minute(helped: Company, model: Model) -> None:
    for _time in range(PER_MINUTE):
        suggest(SUBJECT, by=helped.by(helped.cy))
    refusal = refusal_of(helped)
    assert (type(refusal), refusal.status) == (TooOften, 429)
    assert len(model.calls) == PER_MINUTE
    later = NOW.replace(minute=NOW.minute + 1)
    with time_machine.travel(later, tick=True):
        suggest(SUBJECT, by=helped.by(helped.cy, later))


def test_a_slow_model_holds_two_threads_and_no_more(helped: Company, model: Model) -> None:
    entered = threading.Semaphore(0)

    def hold() -> None:
        with calling.turn():
            entered.release()
            model.over.wait(30)

    threads = [threading.Thread(target=hold, daemon=True) for _each in range(2)]
    for thread in threads:
        thread.start()
        assert entered.acquire(timeout=30)
    refusal = refusal_of(helped)
    assert (type(refusal), refusal.status, model.calls) == (calling.Busy, 429, [])
    assert Asker.objects.get(person=helped.cy).asked == 0
    model.over.set()
    for thread in threads:
        thread.join(30)
    suggest(SUBJECT, by=helped.by(helped.cy))


def test_a_failed_call_gives_its_turn_back(helped: Company, model: Model) -> None:
    model.answer = answers(b"", 500)
    for _time in range(4):
        assert refusal_of(helped).code == "rewriting_server_refused"


def test_a_lost_key_is_said_and_nothing_is_sent(helped: Company, model: Model, settings: Settings) -> None:
    settings.SECRET_KEY = "another-secret-key-of-this-server-9876543210"
    assert type(refusal_of(helped)) is KeyLost
    assert model.calls == []


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_model_thinks(helped: Company, model: Model) -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        suggest(SUBJECT, by=helped.by(helped.cy))
    assert model.calls == []
    open_during: list[bool] = []
    own, is_postgres = connection.connection, connection.vendor == "postgresql"

    def look(handler: BaseHTTPRequestHandler, body: dict[str, object]) -> None:
        idle = own.info.transaction_status.name == "IDLE" if is_postgres else not own.in_transaction
        open_during.append(not idle)
        says("Raise satisfaction to [x]")(handler, body)

    model.answer = look
    suggest(SUBJECT, by=helped.by(helped.cy))
    assert open_during == [False]


# Trying it


def test_an_administrator_tries_it_with_a_harmless_sentence_even_while_it_is_off(
    helped: Company, model: Model
) -> None:
    by = helped.by(helped.ann)
    switch_off(by=by, door="test")
    found = try_endpoint(by=by, door="test")
    assert [each.judged.text for each in found.suggestions] == ["Raise satisfaction from [x] to [x]"]
    assert model.calls[0].material["key_result"] == "Improve customer satisfaction"
    model.answer = says("客户满意度从[x]分提升到[x]分")
    found = try_endpoint(by=by, language="zh", door="test")
    assert model.calls[1].material["key_result"] == "提升客户满意度"
    assert [each.judged.text for each in found.suggestions] == ["客户满意度从[x]分提升到[x]分"]
    assert found.seconds > 0


def test_nobody_else_tries_it(helped: Company, model: Model) -> None:
    with pytest.raises(AdminsOnly):
        try_endpoint(by=helped.by(helped.bo), door="test")
    assert model.calls == []
