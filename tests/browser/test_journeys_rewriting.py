"""Setting a language model up, and taking a wording of its into a goal."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ADMIN, Corner, Visitor, corners
from tests.browser.test_pages import violations
from tests.rewriting.model import Model, answers, says, serve

pytestmark = pytest.mark.browser
DESK = Corner("en", "light", 1440)
WRITER = "declan@larkwell.example"


@pytest.fixture
def model() -> Iterator[Model]:
    made = Model(answer=says("Raise satisfaction from [x] to 9 of 10", "提升：客户满意度从[x]分提升到[x]分"))
    server = serve(made)
    yield made
    made.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def set_up(visit: Callable[..., Visitor], model: Model) -> Iterator[Callable[[Corner], None]]:
    """An administrator of that corner's demo sets it up and switches it on; off again at the end."""
    used: list[Visitor] = []

    def on(corner: Corner) -> None:
        visitor = visit(corner, ADMIN)
        used.append(visitor)
        page = visitor.open("/settings/rewriting")
        page.locator("input[name=address]").fill(model.address)
        page.locator("input[name=model]").fill("small")
        page.locator("form:has(input[name=address]) button").click()
        trial = page.locator("form[data-waits]")
        waits = trial.get_attribute("data-waits") or "?"
        trial.dispatch_event("submit")  # what a press says before the answer is there
        expect(trial).to_have_text(waits)
        trial.locator("button").click()
        expect(page.locator(".tried .rewrite")).to_have_count(1)
        assert violations(page) == []
        page.locator('form[action$="/switch"] button').click()
        expect(page.locator('input[name=on][value="0"]')).to_have_count(1)

    yield on
    for visitor in used:
        visitor.open("/settings/rewriting").locator('form[action$="/switch"] button').click()
        expect(visitor.page.locator('input[name=on][value="0"]')).to_have_count(0)


@pytest.mark.parametrize("corner", corners(), ids=str)
def test_a_wording_is_asked_for_taken_and_taken_back(
    visit: Callable[..., Visitor], set_up: Callable[[Corner], None], model: Model, corner: Corner
) -> None:
    set_up(corner)
    sentence = "提升客户满意度" if corner.language == "zh" else "Improve customer satisfaction"
    visitor = visit(corner, WRITER)
    page = visitor.open("/objectives/new")
    title = page.locator("[data-row-title]").first
    title.fill(sentence)
    row = page.locator(".krow").first
    sent = len(model.calls)
    row.locator("[data-rewrite]").click()
    expect(row.locator(".rewrites-say")).to_contain_text(model.place)
    assert len(model.calls) == sent
    assert violations(page) == []
    row.locator("[data-rewrite-agree]").click()
    expect(row.locator(".rewrite")).to_have_count(1)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= corner.width
    row.locator("[data-rewrite-use]").click()
    expect(title).to_have_value(model_says(corner))
    assert page.evaluate("document.getSelection().toString()") == "[x]"
    row.locator(".rewrites-done button").click()
    expect(title).to_have_value(sentence)
    expect(row.locator(".rewrites")).to_be_hidden()


def model_says(corner: Corner) -> str:
    if corner.language == "zh":
        return "提升：客户满意度从[x]分提升到[x]分"
    return "Raise satisfaction from [x] to [x] of [x]"


def test_while_it_thinks_and_when_it_fails_one_goes_on_writing(
    visit: Callable[..., Visitor], set_up: Callable[[Corner], None], model: Model
) -> None:
    set_up(DESK)
    page = visit(DESK, WRITER).open("/objectives/new")
    page.locator("#f-title").fill("Improve quality")
    thought = threading.Event()
    busy = answers(b"", 429)

    def think(handler: BaseHTTPRequestHandler, body: dict[str, object]) -> None:
        thought.wait(20)
        busy(handler, body)

    model.answer = think
    space = page.locator('[data-rewrites="title"]')
    page.locator('[data-rewrite="title"]').click()
    space.locator("[data-rewrite-agree]").click()  # another port is another place: one is told anew
    expect(space.locator(".rewrites-wait")).to_be_visible()
    page.locator("#f-why").fill("Typed while it thinks")
    thought.set()
    expect(space.locator("[data-rewrite-again]")).to_be_visible()
    expect(space).to_contain_text("has too much to do")
    expect(page.locator("#f-why")).to_have_value("Typed while it thinks")
    expect(page.locator("#f-title")).to_have_value("Improve quality")
    assert violations(page) == []
    space.locator("[data-rewrite-close]").click()
    expect(space).to_be_hidden()
