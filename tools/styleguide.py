"""Draw the kit's living page, in every width, theme and language, and let axe read it.

    python tools/styleguide.py [--out DIR] [--corner kit,week,objective] [--quick]

The pages come from templates/ui/_styleguide.html with made-up texts, under the same content security policy
as the product. Exits with 1 on an axe violation, a console error or a page wider than its window.
"""

import argparse
import http.server
import json
import os
import shutil
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TypedDict

from playwright.sync_api import ConsoleMessage, Error, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self';"
    " form-action 'self'; base-uri 'none'"
)


class Texts(TypedDict):
    people: list[str]
    krs: list[str]
    cycle: str
    edit: str


TEXTS: dict[str, Texts] = json.loads((ROOT / "tools/styleguide.json").read_text("utf-8"))
STEADY = [0, 4, 9, 15, 20, 28, 34, 43, 41, 49, 56, 65]
UNEVEN = [0, 10, 15, 25, 40, 45, 45, 40, 20, 50, 55, 65]
FALLING = [0, 12, 35, 50, 35, 65, 50, 35, 50, 35, 35, 22]
NUMBERS = (
    {
        "status": "on_track",
        "progress": 0.52,
        "value": "2,140",
        "low": "1,200",
        "high": "3,000",
        "confidence": 7,
        "delta": "+6%",
        "points": STEADY,
        "raw": 2140,
        "start": 1200,
        "end": 3000,
        "decimals": 0,
        "unit": "",
    },
    {
        "status": "at_risk",
        "progress": 0.48,
        "value": "71%",
        "low": "58%",
        "high": "85%",
        "confidence": 5,
        "delta": "+2%",
        "points": UNEVEN,
        "raw": 71,
        "start": 58,
        "end": 85,
        "decimals": 0,
        "unit": "%",
    },
    {
        "status": "on_track",
        "progress": 0.86,
        "value": "0.95 s",
        "low": "1.9 s",
        "high": "0.8 s",
        "confidence": 9,
        "delta": "+9%",
        "points": STEADY,
        "raw": 0.95,
        "start": 1.9,
        "end": 0.8,
        "decimals": 2,
        "unit": "s",
    },
    {
        "status": "off_track",
        "progress": 0.11,
        "value": "33",
        "low": "31",
        "high": "50",
        "confidence": None,
        "delta": "−1%",
        "points": FALLING,
        "raw": 33,
        "start": 31,
        "end": 50,
        "decimals": 0,
        "unit": "",
    },
)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "shots/styleguide")
    parser.add_argument("--screens", default="week,objective,kit,door")
    parser.add_argument("--quick", action="store_true", help="English light 1440 and Chinese dark 390 only")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        prepare(site)
        corners = [
            (language, theme, width)
            for language in TEXTS
            for theme in ("light", "dark")
            for width in (1440, 390)
            if not asked.quick
            or (language, theme, width) in (("en", "light", 1440), ("zh-Hans", "dark", 390))
        ]
        screens = asked.screens.split(",")
        for language in TEXTS:
            for screen in screens:
                for theme in ("light", "dark"):
                    page = draw(screen, language, theme)
                    (site / f"{screen}.{language}.{theme}.html").write_text(page, "utf-8")
        return look(site, asked.out, screens, corners)


def prepare(site: Path) -> None:
    os.environ.update(DJANGO_SETTINGS_MODULE="headway.config.settings", HEADWAY_DATA=str(site))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)


def draw(screen: str, language: str, theme: str) -> str:
    from django.template import engines
    from django.template.backends.jinja2 import Jinja2
    from django.utils import translation
    from django.utils.safestring import mark_safe

    texts = TEXTS[language]
    people = [
        SimpleNamespace(
            name=name, initials=name[0] if language != "en" else "".join(w[0] for w in name.split()), hue=hue
        )
        for hue, name in enumerate(texts["people"])
    ]
    krs = [
        SimpleNamespace(title=title, owner=None if row["confidence"] is None else people[n], **row)
        for n, (title, row) in enumerate(zip(texts["krs"], NUMBERS, strict=True))
    ]
    names = ["My week", "Objectives", "Company", "Teams", "People"]
    if language != "en":
        names = ["我的一周", "目标", "公司", "团队", "成员"]
    icons = ["calendar-check", "target", "building-2", "network", "users"]
    shell = SimpleNamespace(
        person=people[0],
        nav=[
            SimpleNamespace(
                label=name, icon=icon, url="#", count=3 * (n == 0), current=n == (screen == "objective")
            )
            for n, (name, icon) in enumerate(zip(names, icons, strict=True))
        ],
        teams=[SimpleNamespace(name=name, url="#", hue=n) for n, name in enumerate(texts["krs"][:3])],
        cycle=SimpleNamespace(name=texts["cycle"], elapsed=0.57, week=47, days_left=39),
        account=[SimpleNamespace(label=texts["edit"], icon="user-round", url="#")],
        theme_url="/theme",
        language_url="/language",
        sign_out_url="/out",
    )
    template = "ui/_styleguide_door.html" if screen == "door" else "ui/_styleguide.html"
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    with translation.override(language.lower()):
        return str(
            engine.env.get_template(template).render(
                screen=screen,
                say=texts,
                people=people,
                palette=[SimpleNamespace(initials="AB", hue=hue) for hue in range(8)],
                krs=krs,
                shell=shell,
                lang=language,
                theme=theme,
                language_url="/language",
                csrf_token="token",
                csrf_input=mark_safe('<input type="hidden" name="csrfmiddlewaretoken" value="token">'),
                messages=[],
                request=SimpleNamespace(get_full_path=lambda: "/"),
            )
        )


class Guarded(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


def note_error(said: list[str], line: ConsoleMessage) -> None:
    if line.type == "error":
        said.append(line.text)


def note_exception(said: list[str], error: Error) -> None:
    said.append(str(error))


def look(site: Path, out: Path, screens: list[str], corners: list[tuple[str, str, int]]) -> int:
    out.mkdir(parents=True, exist_ok=True)
    axe = (ROOT / "tests/browser/vendor/axe.min.js").read_text("utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Guarded, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wrong = 0
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--no-sandbox",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        for screen in screens:
            for language, theme, width in corners:
                page = browser.new_page(viewport={"width": width, "height": 900 if width > 700 else 844})
                said: list[str] = []
                page.on("console", partial(note_error, said))
                page.on("pageerror", partial(note_exception, said))
                page.goto(f"http://127.0.0.1:{server.server_port}/{screen}.{language}.{theme}.html")
                page.wait_for_load_state("networkidle")
                name = f"{screen}-{language[:2]}-{theme}-{width}"
                page.screenshot(path=out / f"{name}.png")
                page.screenshot(path=out / f"{name}-full.png", full_page=True)
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if wide > 0:
                    said.append(f"{wide} px wider than the window")
                page.evaluate(axe)
                found = json.loads(page.evaluate("axe.run().then(r => JSON.stringify(r.violations))"))
                said += [
                    f"{each['id']}: {node['html'][:140]} {node['any'][0]['message'] if node['any'] else ''}"
                    for each in found
                    for node in each["nodes"]
                ]
                for line in said:
                    print(f"{name}: {line}", file=sys.stderr)
                wrong += len(said)
                page.close()
        browser.close()
    server.shutdown()
    print(f"{len(screens) * len(corners)} pictures in {out}, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
