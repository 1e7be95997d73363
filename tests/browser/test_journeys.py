"""What people do, start to end, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ADMIN, CHAMPION, LEADER, MEMBER, Corner, Visitor, corners, sign_in_as
from tests.browser.test_pages import find, violations

pytestmark = pytest.mark.browser
DESK = Corner("en", "light", 1440)


def share(text: str) -> float:
    """“54%” → 54."""
    found = re.search(r"(\d+)\s*%", text)
    assert found, text
    return float(found[1])


@pytest.mark.parametrize("corner", corners(), ids=str)
def test_one_short_form_moves_the_goal_its_team_and_the_company(
    visit: Callable[..., Visitor], corner: Corner
) -> None:
    visitor = visit(corner, MEMBER)
    page = visitor.page
    cards = page.locator("form.due")
    due = cards.count()
    assert due >= 3
    card = cards.filter(has=page.locator("input[type=range]")).first
    title = card.locator("h3").inner_text()
    under = card.locator(".under a").get_attribute("href") or ""
    goal = visitor.open(under)
    before = share(goal.locator(".strip .big").first.inner_text())
    visitor.open("/")
    card = page.locator("form.due", has_text=title)
    high = card.locator("input[type=range]").get_attribute("max") or ""
    low = card.locator("input[type=range]").get_attribute("min") or ""
    falls = card.locator("input[type=range]").get_attribute("dir") == "rtl"
    card.locator("input[name=value]").fill(low if falls else high)
    card.locator(".seg label").nth(7).click()
    card.get_by_role("button", name=re.compile("^(Save|保存)$")).click()
    expect(page.locator("form.due")).to_have_count(due - 1)
    after = share(visitor.open(under).locator(".strip .big").first.inner_text())
    assert after > before
    expect(page.locator(".timeline .ev").first).to_contain_text(title)


def test_a_refused_check_in_keeps_what_was_typed_and_says_why(visit: Callable[..., Visitor]) -> None:
    visitor = visit(DESK, MEMBER)
    card = visitor.page.locator("form.due").filter(has=visitor.page.locator("input[type=range]")).first
    card.locator("input[name=value]").fill("12,5")
    card.locator("summary").click()
    card.locator("textarea[name=note]").fill("Half a thought <b>kept</b>")
    card.get_by_role("button", name="Save").click()
    error = visitor.page.locator("form.due .error").first
    expect(error).to_contain_text("12.5")
    expect(visitor.page.locator("form.due textarea[name=note]").first).to_have_value(
        "Half a thought <b>kept</b>"
    )
    assert violations(visitor.page) == []


def test_an_objective_is_written_by_keyboard_alone_and_survives_a_lost_tab(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit(DESK, MEMBER)
    page = visitor.open("/objectives/new")
    expect(page.locator("[name=title]")).to_be_focused()
    page.keyboard.type("Riders feel the workshop knows their bike")
    page.keyboard.press("Tab")
    page.keyboard.type("They tell us the same story three times.")
    first = page.locator("[data-row-title]").first
    first.focus()
    page.keyboard.type("Riders who explain a fault only once rise")
    page.wait_for_timeout(1500)
    expect(page.locator("[data-autosave-state]").first).to_contain_text("Draft saved")
    address = page.url
    page.close()
    again = visitor.page.context.new_page()
    again.goto(address)
    expect(again.locator("[data-row-title]").first).to_have_value("Riders who explain a fault only once rise")
    assert "Riders feel the workshop knows their bike" in again.content()


def test_a_template_is_filled_in_and_becomes_an_objective(visit: Callable[..., Visitor]) -> None:
    visitor = visit(DESK, MEMBER)
    page = visitor.open("/templates?department=sales&language=en")
    page.get_by_role("link", name=re.compile("Our existing customers choose")).click()
    page.locator("[name='v.product']").fill("the Larkwell plan")
    page.locator("[name='v.renewal_now']").fill("61")
    expect(page.locator("#filled h1")).to_have_text(
        "Our existing customers choose the Larkwell plan again and bring others along"
    )
    expect(page.locator("#filled .tkrs")).to_contain_text("61% → 86%")
    assert violations(page) == []
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("[name=title]")).to_have_value(
        "Our existing customers choose the Larkwell plan again and bring others along"
    )
    expect(page.locator("[data-row-title]").first).to_have_value(
        "Raise the renewal rate from 61% to [renewal rate aimed for]%"
    )
    page.locator("[data-row-title]").first.fill("Raise the renewal rate from 61% to 70%")
    for place, target in enumerate(("70", "230,000", "6")):
        page.locator("[name$='.target']").nth(place).fill(target)
    page.get_by_role("button", name="Save as draft").click()
    page.wait_for_url(re.compile(r"/objectives/\d+$"))
    expect(page.locator("h1")).to_have_text(
        "Our existing customers choose the Larkwell plan again and bring others along"
    )
    expect(page.locator(".krs")).to_contain_text("Raise the renewal rate from 61% to 70%")


def test_two_who_edit_at_once_both_see_what_the_other_wrote(visit: Callable[..., Visitor]) -> None:
    one, two = visit(DESK, ADMIN), visit(DESK, ADMIN)
    path = "/company -> /objectives/\\d+$ -> /objectives/\\d+/edit$"
    first, second = find(one, path), find(two, path)
    title = first.locator("[name=title]")
    mine, theirs = "The first to save wins the title", "The second is shown both"
    title.fill(mine)
    first.get_by_role("button", name=re.compile("Save", re.I)).first.click()
    first.wait_for_load_state()
    second.locator("[name=title]").fill(theirs)
    second.get_by_role("button", name=re.compile("Save", re.I)).first.click()
    expect(second.locator("body")).to_contain_text(mine)
    assert theirs in second.content()


def test_a_champion_follows_a_note_to_its_rule_and_an_example_to_its_objective(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit(DESK, CHAMPION)
    page = visitor.page
    page.locator(".side .nav a", has_text="Coach").click()
    expect(page.locator("h1")).to_have_text("Coach")
    finding = page.locator(".asked-most h3 a").first
    rule, code = finding.inner_text(), finding.get_attribute("href")
    finding.click()
    expect(page.locator("h1")).to_have_text(rule)
    assert code is not None and page.url.endswith(code)
    page.go_back()
    title = page.locator(".example h3 a").first.inner_text()
    page.locator(".example h3 a").first.click()
    expect(page.locator("h1")).to_have_text(title)
    questions = page.locator("#questions")
    expect(questions.locator(".asks")).to_be_hidden()
    questions.locator("summary").click()
    expect(questions.locator(".asks li")).to_have_count(4)
    assert violations(page) == []
    visitor.open("/coach").locator(".situation", has_text="Standing still").locator("h3 a").click()
    expect(page.locator("a.obj").first).to_be_visible()
    page.locator(".side .nav a", has_text="Cycles").click()
    expect(page.locator("h1")).to_have_text("Cycles")


def test_the_outline_opens_and_closes_by_keyboard(visit: Callable[..., Visitor]) -> None:
    visitor = visit(DESK, LEADER)
    page = visitor.open("/outline")
    rows = page.locator("[role=treegrid] tbody tr")
    shut = page.locator("tr[data-kind=team][aria-expanded=false]").first
    team = page.locator(f"tr#{shut.get_attribute('id')}")
    before = rows.count()
    team.focus()
    page.keyboard.press("ArrowRight")
    expect(team).to_have_attribute("aria-expanded", "true")
    expect(rows.nth(before)).to_be_attached()
    page.keyboard.press("ArrowLeft")
    expect(team).to_have_attribute("aria-expanded", "false")


def test_an_invitation_lets_its_mail_address_in_once(visit: Callable[..., Visitor]) -> None:
    admin = visit(DESK, ADMIN)
    page = admin.open("/settings/invitations")
    page.fill("input[name=mail]", "newcomer@larkwell.example")
    page.locator("main form").filter(has=page.locator("input[name=mail]")).locator(
        "button[type=submit]"
    ).first.click()
    link = re.search(r"/invitations/[\w-]{20,}", page.content())
    assert link, "the invitation's link is shown"
    guest = visit(DESK, None)
    door = guest.open(link[0])
    door.fill("input[name=name]", "Nell Newcomer")
    door.fill("input[name=password]", "a bicycle made of rain")
    door.locator("form button[type=submit].primary").click()
    door.wait_for_load_state()
    expect(door.locator("body")).to_contain_text("Nell Newcomer")
    again = visit(DESK, None)
    again.open(link[0])
    again.faults.clear()
    expect(again.page.locator("input[name=password]")).to_have_count(0)


def test_the_language_is_switched_on_any_page(visit: Callable[..., Visitor]) -> None:
    visitor = visit(DESK, LEADER)
    page = visitor.open("/company")
    page.locator("button.whoami").click()
    page.locator("#account button[lang=zh-Hans]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator(".side")).to_contain_text("我的一周")
    page.locator("button.whoami").click()
    page.locator("#account button[lang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_signing_out_closes_the_door(visit: Callable[..., Visitor]) -> None:
    visitor = visit(DESK, None)
    sign_in_as(visitor, MEMBER)
    visitor.page.locator("button.whoami").click()
    visitor.page.get_by_role("button", name="Sign out").click()
    visitor.page.wait_for_load_state()
    assert "/account/login" in visitor.open("/").url
