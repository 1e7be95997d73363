"""Writing with the coach beside one, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import ADMIN, MEMBER, Corner, Visitor, corners
from tests.browser.test_pages import find, violations

pytestmark = pytest.mark.browser
DESK, PHONE = Corner("en", "light", 1440), Corner("en", "light", 390)
TYPED = {"en": "Launch the new app", "zh": "上线新版会员系统"}
COMPOUND = {
    "en": ("Grow revenue to $5M and bring churn down to 3%", "Grow revenue to $5M", "Bring churn down to 3%"),
    "zh": ("营收达到5000万元，客户流失率降到3%", "营收达到5000万元", "客户流失率降到3%"),
}


def title(page: Page, place: int = 0) -> Locator:
    return page.locator("[data-row-title]").nth(place)


def note(page: Page, code: str, row: int = 0) -> Locator:
    return page.locator("[data-row]").nth(row).locator(f'[data-coach-note^="{code}:"]')


def fresh(visitor: Visitor) -> Page:
    """The form for a new objective, without what another test has left in it."""
    page = visitor.open("/objectives/new")
    discard = page.locator(".keptnote button")
    if discard.count():
        discard.click()
        page.wait_for_url("**/objectives/new")
    return page


def opened(found: Locator) -> Locator:
    expect(found).to_be_visible()
    if found.get_attribute("open") is None:
        found.locator("summary").first.click()
    return found


@pytest.mark.parametrize("corner", corners(), ids=str)
def test_a_task_typed_as_a_key_result_is_asked_about_while_one_types(
    visit: Callable[..., Visitor], corner: Corner
) -> None:
    page = fresh(visit(corner, MEMBER))
    row = title(page)
    row.click()
    before = row.evaluate("field => field.getBoundingClientRect().top")
    page.keyboard.type(TYPED[corner.language])
    expect(note(page, "K202")).to_be_visible()
    expect(row).to_be_focused()
    expect(row).to_have_value(TYPED[corner.language])
    assert abs(row.evaluate("field => field.getBoundingClientRect().top") - before) < 1
    expect(page.locator("[data-coach-live]")).not_to_be_empty()
    opened(note(page, "K202")).locator(".cnote-not > summary").last.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= corner.width


@pytest.mark.parametrize("corner", corners(), ids=str)
def test_a_compound_key_result_is_split_by_one_press_and_joined_by_another(
    visit: Callable[..., Visitor], corner: Corner
) -> None:
    page = fresh(visit(corner, MEMBER))
    whole, first, second = COMPOUND[corner.language]
    title(page).fill(whole)
    opened(note(page, "K207")).locator("[data-coach-mend]").click()
    expect(page.locator("[data-row-title]")).to_have_count(2)
    expect(title(page)).to_have_value(first)
    expect(title(page, 1)).to_have_value(second)
    page.locator(".cnote-done button").click()
    expect(page.locator("[data-row-title]")).to_have_count(1)
    expect(title(page)).to_have_value(whole)
    expect(note(page, "K207")).to_be_visible()


def test_what_is_set_aside_with_a_reason_survives_a_reload_and_can_be_taken_back(
    visit: Callable[..., Visitor],
) -> None:
    page = fresh(visit(DESK, MEMBER))
    title(page).fill(TYPED["en"])
    found = opened(note(page, "K202"))
    found.locator(".cnote-not > summary").last.click()
    found.get_by_label("Another reason").fill("The board asked for the launch itself")
    with page.expect_response(lambda answer: "/objectives/draft" in answer.url):
        found.get_by_label("Another reason").press("Enter")
    expect(note(page, "K202")).to_have_count(0)
    page.reload()
    expect(note(page, "K201")).to_be_visible()
    expect(note(page, "K202")).to_have_count(0)
    page.locator(".coach-aside > summary").click()
    expect(page.locator(".coach-aside")).to_contain_text("The board asked for the launch itself")
    page.get_by_role("button", name="Take back").press("Enter")
    expect(note(page, "K202")).to_be_visible()
    expect(page.locator("#coach-title")).to_be_focused()


def test_neither_its_notes_nor_its_silence_keep_anything_from_being_saved(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit(DESK, MEMBER)
    page = fresh(visitor)
    page.route("**/coach/notes*", lambda route: route.abort())
    page.locator("#f-title").fill("Launch X")
    title(page).fill("Launch TBD")
    page.locator("[data-row] [name$='.target']").first.fill("1")
    page.wait_for_timeout(900)
    page.get_by_role("button", name="Save as draft").click()
    page.wait_for_url("**/objectives/*")
    expect(page.locator("h1")).to_have_text("Launch X")
    visitor.faults[:] = [fault for fault in visitor.faults if "ERR_FAILED" not in fault]


def test_the_coach_is_hidden_and_called_back_without_leaving_the_page(visit: Callable[..., Visitor]) -> None:
    page = fresh(visit(DESK, MEMBER))
    title(page).fill(TYPED["en"])
    expect(note(page, "K202")).to_be_visible()
    page.get_by_role("button", name="Hide the coach").click()
    expect(note(page, "K202")).to_have_count(0)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    title(page).fill("Launch the other app")
    page.wait_for_timeout(900)
    assert not any("/coach/" in address for address in asked)
    page.get_by_role("button", name="Let the coach speak").click()
    expect(note(page, "K202")).to_be_visible()
    expect(title(page)).to_have_value("Launch the other app")


def test_a_note_on_the_objectives_page_leads_into_its_field(visit: Callable[..., Visitor]) -> None:
    visitor = visit(DESK, ADMIN)
    page = fresh(visitor)
    page.locator("#f-title").fill("Improve fitness")
    title(page).fill(TYPED["en"])
    page.locator("[data-row] [name$='.target']").first.fill("1")
    page.get_by_role("button", name="Save as draft").click()
    page.wait_for_url("**/objectives/*")
    page.goto(page.url + "/coach")
    page.get_by_role("link", name="Edit there").last.click()
    expect(title(page)).to_be_focused()


def test_feedback_written_anywhere_gets_its_notes(visit: Callable[..., Visitor]) -> None:
    page = fresh(visit(PHONE, MEMBER))
    page.evaluate(
        """() => {
          const area = Object.assign(document.createElement("textarea"), { id: "feedback" });
          Object.assign(area.dataset, { coachKind: "feedback", coachUrl: "/coach/line" });
          document.getElementById("main").prepend(area);
        }"""
    )
    page.locator("#feedback").fill("You have been doing well recently")
    expect(page.locator("#main > .cslot .cnote")).to_have_count(1)
    page.locator("#feedback").fill(
        "On Tuesday you called the shop back within the hour; they signed that day."
    )
    expect(page.locator("#main > .cslot .cnote")).to_have_count(0)


def test_an_old_objective_comes_with_its_notes(visit: Callable[..., Visitor]) -> None:
    page = find(visit(DESK, ADMIN), "/company -> /objectives/\\d+$ -> /objectives/\\d+/edit$")
    expect(page.locator(".coach-whole")).to_contain_text("The coach")
    assert violations(page) == []
