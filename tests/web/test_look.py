"""What must hold of the styles, scripts and pictures whatever the pages become."""

import gzip
import re
import subprocess
import sys
from math import cos, radians, sin
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, Storage

from headway.web.staticfiles import BUNDLES, bundle

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "src/headway/web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))

type Rgb = tuple[float, float, float]

GROUNDS = ("canvas", "surface", "raised", "sunken")
PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3", "brand-ink", "off-ink") for ground in GROUNDS],
    *[(f"{hue}-ink", ground) for hue in ("on", "risk", "off") for ground in (*GROUNDS, f"{hue}-wash")],
    ("brand-ink", "brand-wash"),
    ("ink", "brand-wash"),
    ("ink", "risk-wash"),
    ("ink", "off-wash"),
    ("on-brand", "brand"),
    ("on-brand", "brand-hover"),
    ("ink-2", "track"),
]
EDGES = [("control-line", ground) for ground in GROUNDS] + [("focus", ground) for ground in GROUNDS]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_colour_reads_on_every_ground(theme: str) -> None:
    colours = tokens(theme)
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_controls_and_focus_stand_out_from_every_ground(theme: str) -> None:
    colours = tokens(theme)
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in EDGES}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_a_bundle_holds_every_part_and_names_none() -> None:
    paths = sources()
    for name in BUNDLES:
        text = bundle(paths, name)
        assert not re.search(r"@import|^import ", text, re.MULTILINE), name
        folder = (WEB / "static" / name).parent
        for part in re.findall(
            r'"(?:\./)?([\w-]+\.(?:css|js))"', (folder / Path(name).name).read_text("utf-8")
        ):
            assert (folder / part).read_text("utf-8").strip().splitlines()[-1].strip() in text, part


def test_the_sign_in_page_s_styles_and_icons_weigh_little() -> None:
    styles = gzip.compress(bundle(sources(), "css/signin.css").encode())
    sprite = gzip.compress((WEB / "static/icons.svg").read_bytes())
    assert len(styles) + len(sprite) < 12_000


def test_the_scripts_weigh_little() -> None:
    assert len(gzip.compress(bundle(sources(), "js/app.js").encode())) < 6_000


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (WEB / "static/icons.svg").read_text("utf-8")))
    named = {
        name
        for template in TEMPLATES
        for name in re.findall(r'icon(?:_name)?(?:\(|=)"([\w-]+)"', template.read_text("utf-8"))
    }
    assert named - drawn == set()


def test_no_template_needs_what_the_content_policy_forbids() -> None:
    forbidden = re.compile(r"\sstyle=|\shx-on|<script>|<style|\son\w+=|javascript:", re.IGNORECASE)
    found = [
        f"{template.relative_to(WEB)}: {match[0].strip()}"
        for template in TEMPLATES
        for match in forbidden.finditer(template.read_text("utf-8"))
    ]
    assert found == []


def test_the_vendored_files_are_those_of_the_lock() -> None:
    checked = subprocess.run(
        [sys.executable, ROOT / "tools/vendor.py"], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def sources() -> dict[str, tuple[Storage, str]]:
    storage = FileSystemStorage(WEB / "static")
    files = [path.relative_to(WEB / "static").as_posix() for path in (WEB / "static").rglob("*.*")]
    return {name: (storage, name) for name in files}


def tokens(theme: str) -> dict[str, Rgb]:
    text = (WEB / "static/css/tokens.css").read_text("utf-8")
    one = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
    return {
        name: rgb(*(float(part) for part in parts[:3] if part))
        if theme == "light"
        else rgb(*map(float, parts[3:]))
        for name, *parts in re.findall(rf"--([\w-]+): light-dark\({one}, {one}\)", text)
    }


def rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    """OKLCH (lightness in percent) to linear-light sRGB, clipped."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness / 100 + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness / 100 - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness / 100 - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return (min(max(red, 0), 1), min(max(green, 0), 1), min(max(blue, 0), 1))


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG 2's ratio of two linear-light colours."""
    light, dark = sorted(
        (0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] + 0.05 for c in (one, other)), reverse=True
    )
    return light / dark
