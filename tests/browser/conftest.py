"""A demo company served as ``make demo`` serves it, and a browser that notices everything."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    StorageState,
    ViewportSize,
    expect,
    sync_playwright,
)

ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000  # ms that a busy machine may take for anything; a quiet one never notices
expect.set_options(timeout=PATIENCE)
HEIGHTS = {1440: 900, 390: 844, 320: 640}
# Of the demo's story: who has check-ins due, who agrees, who keeps the settings, who coaches.
MEMBER, LEADER, ADMIN = "maya@larkwell.example", "nora@larkwell.example", "ruth@larkwell.example"
CHAMPION = "declan@larkwell.example"


@dataclass(frozen=True)
class Corner:
    """One way of looking: a language, a theme and a width."""

    language: str
    theme: str
    width: int

    def __str__(self) -> str:
        return f"{self.language}/{self.theme}/{self.width}"


def corners() -> list[Corner]:
    named = os.environ.get("HEADWAY_CORNERS", "en/light/1440 zh/dark/390").split()
    return [
        Corner(language, theme, int(width)) for language, theme, width in (each.split("/") for each in named)
    ]


@dataclass(frozen=True)
class Demo:
    url: str
    password: str
    data: Path


@dataclass
class Visitor:
    """A page that remembers what went wrong on it."""

    page: Page
    demo: Demo
    corner: Corner
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.demo.url + path, wait_until="load")
        return self.page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("HEADWAY_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is not installed: apt-get install chromium")
    player: Playwright
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Demo]]:
    """One demo company a language, all started with the first test and waited for when asked for."""
    running = {
        language: _start(tmp_path_factory.mktemp(f"demo-{language}"), language)
        for language in {"en"} | {corner.language for corner in corners()}
    }
    ready: dict[str, Demo] = {}

    def demo(language: str) -> Demo:
        if language not in ready:
            ready[language] = _served(*running[language])
        return ready[language]

    yield demo
    for process, _, _ in running.values():
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def signed_in() -> dict[tuple[str, str], StorageState]:
    """The cookies of those who signed in before, by demo and mail: most tests do not ask about the door."""
    return {}


@pytest.fixture
def visit(
    chromium: Browser, demos: Callable[[str], Demo], signed_in: dict[tuple[str, str], StorageState]
) -> Iterator[Callable[..., Visitor]]:
    """Opens a signed-in browser in a corner; at the end nothing may have gone wrong in any of them."""
    opened: list[tuple[Visitor, BrowserContext]] = []

    def sign_in(corner: Corner, mail: str | None = MEMBER) -> Visitor:
        demo = demos(corner.language)
        size: ViewportSize = {"width": corner.width, "height": HEIGHTS[corner.width]}
        context = chromium.new_context(
            viewport=size,
            color_scheme="dark" if corner.theme == "dark" else "light",
            locale="zh-CN" if corner.language == "zh" else "en-GB",
            reduced_motion="reduce",
            storage_state=signed_in.get((demo.url, mail)) if mail else None,
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context.new_page(), demo, corner)
        _watch(visitor)
        opened.append((visitor, context))
        if mail is not None:
            home = visitor.open("/")
            if home.url != demo.url + "/":  # never signed in, or signed out since
                sign_in_as(visitor, mail)
            signed_in[demo.url, mail] = context.storage_state()
        return visitor

    yield sign_in
    faults = [f"{visitor.corner}: {fault}" for visitor, _ in opened for fault in visitor.faults]
    for _, context in opened:
        context.close()
    assert faults == []


def sign_in_as(visitor: Visitor, mail: str) -> None:
    page = visitor.open("/account/login/")
    form = page.locator("form").filter(has=page.locator("input[name=login]:visible"))
    form.locator("input[name=login]").fill(mail)
    form.locator("input[name=password]").fill(visitor.demo.password)
    form.locator("input[name=password]").press("Enter")
    page.wait_for_url(visitor.demo.url + "/")


def _watch(visitor: Visitor) -> None:
    page = visitor.page
    page.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " e => console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI))"
    )
    page.on("console", lambda message: _note(visitor, message.type, message.text))
    page.on("pageerror", lambda error: visitor.faults.append(f"{page.url}: {error}"))


def _note(visitor: Visitor, kind: str, text: str) -> None:
    # A refused form is answered with 422, which Chromium logs as a failed resource.
    if kind == "error" and "status of 422" not in text and "status of 409" not in text:
        visitor.faults.append(f"{visitor.page.url}: {text}")


def _start(data: Path, language: str) -> tuple[subprocess.Popen[bytes], str, Path]:
    port = _free_port()
    command = [str(Path(sys.executable).parent / "headway"), "demo", "--data", str(data), "--port", str(port)]
    with (data / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--language", language],
            stdout=log,
            stderr=log,
            env={**os.environ, "HEADWAY_DATA": str(data)},
        )
    return process, f"http://localhost:{port}", data


def _served(process: subprocess.Popen[bytes], url: str, data: Path) -> Demo:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{url}/health", timeout=1):
                return Demo(url, (data / "demo-password").read_text().strip(), data)
        except (URLError, OSError):
            time.sleep(0.2)
    process.kill()
    raise RuntimeError((data / "log").read_text()[-2000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
