"""Pictures of every main page × 1440/390 × light/dark × en/zh into shots/, from a demo company of their own.

python tools/shots.py [--out shots] [--corner en/light/1440 …] [--page week …]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.conftest import (
    ADMIN,
    ARGUMENTS,
    HEIGHTS,
    Corner,
    Demo,
    Visitor,
    _served,
    _start,
    sign_in_as,
)
from tests.browser.test_pages import PAGES, find

EVERY = [
    f"{language}/{theme}/{width}"
    for language in ("en", "zh")
    for theme in ("light", "dark")
    for width in (1440, 390)
]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("shots"))
    parser.add_argument("--corner", nargs="*", default=EVERY)
    parser.add_argument("--page", nargs="*", default=list(PAGES))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    wanted = [
        Corner(language, theme, int(width)) for language, theme, width in (c.split("/") for c in given.corner)
    ]
    chromium = os.environ.get("HEADWAY_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for language in sorted({corner.language for corner in wanted}):
            data = Path(folder) / language
            data.mkdir()
            process, url, _ = _start(data, language)
            try:
                demo = _served(process, url, data)
                for corner in (each for each in wanted if each.language == language):
                    _draw(
                        browser.new_context(
                            viewport={"width": corner.width, "height": HEIGHTS[corner.width]},
                            color_scheme="dark" if corner.theme == "dark" else "light",
                            device_scale_factor=2 if corner.width < 700 else 1,
                            locale="zh-CN" if language == "zh" else "en-GB",
                        ),
                        demo,
                        corner,
                        given.page,
                        given.out,
                    )
            finally:
                process.terminate()
                process.wait(timeout=20)
        browser.close()


def _draw(context: BrowserContext, demo: Demo, corner: Corner, pages: list[str], out: Path) -> None:
    page = context.new_page()
    visitor = Visitor(page, demo, corner)
    sign_in_as(visitor, ADMIN)
    for name in pages:
        find(visitor, PAGES[name])
        page.wait_for_timeout(200)
        target = out / f"{name}-{corner.language}-{corner.theme}-{corner.width}.png"
        page.screenshot(path=target, full_page=True)
        print(target)
    context.close()


if __name__ == "__main__":
    main()
