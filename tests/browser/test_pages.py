"""Every main page in every corner asked for: no violation, no fault, not too heavy, not overflowing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ADMIN, MEMBER, Corner, Visitor, corners
from tests.browser.touch import too_small

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
# Pages by name; {…} is found by following the first such link on the page before the arrow.
PAGES = {
    "week": "/",
    "company": "/company",
    "teams": "/teams",
    "team": "/teams -> /teams/\\d+$",
    "people": "/people",
    "person": "/people -> /people/\\d+$",
    "outline": "/outline",
    "objective": "/company -> /objectives/\\d+$",
    "coach": "/coach",
    "coach-goals": "/coach/goals?situation=stuck",
    "coach-empty": "/coach/goals?code=T403",
    "new": "/objectives/new",
    "templates": "/templates",
    "template": "/templates -> /templates/[a-z0-9-]*-[a-z0-9-]*$",
    "template-new": "/templates/new",
    "template-copy": "/templates/new?from=sales-manager-existing-customers",
    "edit": "/company -> /objectives/\\d+$ -> /objectives/\\d+/edit$",
    "objective-coach": "/company -> /objectives/\\d+$ -> /objectives/\\d+/coach$",
    "coach-rules": "/coach/rules",
    "coach-rule": "/coach/rules/S303",
    "profile": "/profile",
    "settings": "/settings/",
    "settings-rules": "/settings/rules",
    "settings-strategies": "/settings/strategies",
    "settings-teams": "/settings/teams",
    "settings-people": "/settings/people",
    "settings-invitations": "/settings/invitations",
    "settings-cycles": "/settings/cycles",
    "settings-coach": "/settings/coach",
    "settings-rewriting": "/settings/rewriting",
    "security": "/account/2fa/",
    "sessions": "/account/sessions/",
    "not-found": "/objectives/999999999",
}


@pytest.mark.parametrize("corner", corners(), ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(visit: Callable[..., Visitor], corner: Corner, name: str) -> None:
    visitor = visit(corner, ADMIN)
    page = find(visitor, PAGES[name])
    if name == "not-found":
        visitor.faults.clear()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= corner.width
    assert page.evaluate("document.documentElement.lang").lower().startswith(corner.language)
    if corner.width < 760:
        assert too_small(page) == []


def test_what_one_checks_in_with_is_40_px_high_on_a_phone(visit: Callable[..., Visitor]) -> None:
    visitor = visit(Corner("en", "light", 390), MEMBER)
    page = visitor.open("/")
    assert page.locator("input[type=range]").count() > 0
    assert too_small(page) == []


# Where what people write stands.
WRITTEN = (
    "h1, .kr h3 a, .obj h3, .due h3 a, .under a, .onode > span, .onode .who, .ev header > span, .ev .body p, "
    ".ev .body a, .crumbs :is(a, span), .tree-title > a, .person > span:not(.av), .sub > span, .lede, "
    ".strategies :is(h3, p), .purpose dd, .example h3, .waved :is(a, p), .krline > div, .team h3 a, "
    ".title-input, .goal b, .quality th a, .meta span, .said span, .due-list a, .tcard h2 a, .table th a"
)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_word_without_end_breaks_and_pushes_no_page_apart(
    visit: Callable[..., Visitor], width: int
) -> None:
    visitor = visit(Corner("en", "light", width), ADMIN)
    wide = {}
    for name in ("week", "company", "team", "person", "outline", "objective", "coach", "coach-goals", "edit"):
        page = find(visitor, PAGES[name])
        stretched = page.eval_on_selector_all(
            WRITTEN,
            """all => all.filter(each => !each.children.length)
                .map(each => each.textContent = "Supercalifragilistic".repeat(15)).length""",
        )
        assert stretched > 0
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: found for name, found in wide.items() if found > width} == {}


@pytest.mark.parametrize("corner", corners(), ids=str)
def test_the_door_is_sound(visit: Callable[..., Visitor], corner: Corner) -> None:
    visitor = visit(corner, None)
    page = visitor.open("/account/login/")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= corner.width


@pytest.mark.parametrize(
    ("name", "most"),
    [("week", 100), ("objective", 100), ("company", 100), ("outline", 100), ("templates", 100), ("new", 100)],
)
def test_a_page_weighs_at_most_100_kb_in_8_requests(
    visit: Callable[..., Visitor], name: str, most: int
) -> None:
    visitor = visit(Corner("en", "light", 1440), ADMIN)
    page = find(visitor, PAGES[name])
    kilobytes, requests = weigh(page, page.url)
    assert kilobytes <= most
    assert requests <= 8


def test_the_door_weighs_at_most_30_kb(visit: Callable[..., Visitor]) -> None:
    visitor = visit(Corner("en", "light", 1440), None)
    kilobytes, _ = weigh(visitor.page, visitor.demo.url + "/account/login/")
    assert kilobytes <= 30


def find(visitor: Visitor, path: str) -> Page:
    """Follow a path: an address, then links that match."""
    first, *links = path.split(" -> ")
    page = visitor.open(first)
    for pattern in links:
        hrefs = page.eval_on_selector_all(
            "a[href]", "all => all.map(a => a.getAttribute('href').split('#')[0].split('?')[0])"
        )
        found = [href for href in hrefs if re.fullmatch(pattern, href)]
        assert found, f"no link like {pattern} on {page.url}"
        page = visitor.open(found[0])
    return page


def violations(page: Page) -> list[str]:
    """What axe finds, one line each."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{page.url} {each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"][:3]
    ]


def weigh(page: Page, url: str) -> tuple[float, int]:
    """Kilobytes over the wire and requests of a first visit, fonts apart. A picture inside the browser's own
    controls (data:) is no request; the icon of the visit before may still be on its way."""
    page.goto("about:blank")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: dict[str, int] = {}
    kinds: dict[str, str] = {}
    session.on(
        "Network.responseReceived",
        lambda event: kinds.update(
            {event["requestId"]: "Font" if event["response"]["url"].startswith("data:") else event["type"]}
        ),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(url, wait_until="networkidle")
    counted = [size for request, size in sizes.items() if size and kinds.get(request) != "Font"]
    return sum(counted) / 1024, len(counted)
