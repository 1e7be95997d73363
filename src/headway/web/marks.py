"""The small marks, drawn hundreds of times a page: functions, several times faster than template macros.

Progress and expected are fractions (1 = 100 %) or None. Templates have them as ``ui.track`` and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Final, Protocol

from django.templatetags.static import static
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

type Share = Decimal | float
type Amount = Decimal | float

BARS: Final = range(1, 11)
THICKNESS: Final = {"sm": 6, "md": 8, "lg": 10}


class Portrait(Protocol):
    @property
    def initials(self) -> str: ...
    @property
    def hue(self) -> int: ...


def percent(fraction: Share | None) -> str:
    """0.544 → “54%”; nothing → “—”. Never rounds up to 100 %."""
    if fraction is None:
        return "—"
    hundred = Decimal(str(fraction)) * 100
    rounded = int(hundred.quantize(Decimal(1), ROUND_HALF_EVEN))
    if rounded == 100 and hundred < 100:
        rounded = 99
    return f"{rounded:,}%".replace("-", "−")


@lru_cache(maxsize=512)
def icon(name: str, size: int = 16, label: str | None = None) -> Markup:
    said = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg width="{0}" height="{0}" {1}><use href="{2}#{3}"/></svg>').format(
        size, said, static("icons.svg"), name
    )


def brand(size: int = 22) -> Markup:
    return icon("brand", size)


def status_word(status: str | None) -> str:
    match status:
        case "on_track":
            return _("On track")
        case "at_risk":
            return _("At risk")
        case "off_track":
            return _("Off track")
        case "overdue":
            return _("Overdue")
        case "done":
            return _("Done")
        case "dropped":
            return _("Dropped")
    return _("Not started")


def glyph(status: str | None, size: int = 17, word: bool = False) -> Markup:
    """The shape alone; say the word beside it, or pass ``word=True`` to have it read out."""
    return _glyph(status or "not_started", size, status_word(status) if word else "")


@lru_cache(maxsize=512)
def _glyph(status: str, size: int, word: str) -> Markup:
    said = Markup('role="img" aria-label="{}"').format(word) if word else Markup('aria-hidden="true"')
    return Markup(
        '<svg class="glyph st-{0}" width="{1}" height="{1}" {2}><use href="{3}#st-{0}"/></svg>'
    ).format(status, size, said, static("icons.svg"))


def chip(status: str | None, label: str | None = None) -> Markup:
    return Markup('<span class="chip st-{}">{}{}</span>').format(
        status or "not_started", glyph(status, 15), label or status_word(status)
    )


def track(
    progress: Share | None,
    expected: Share | None = None,
    status: str | None = None,
    size: str = "md",
    label: str | None = None,
) -> Markup:
    """The pace track: how far, and the tick where it is expected today. ``size``: sm, md, lg."""
    height = THICKNESS[size]
    shape = f'y="{(14 - height) // 2}" height="{height}" rx="{height // 2}"'
    now, bar, tick = "", "", ""
    if progress is None:
        text = _("No value yet")
    else:
        done = min(max(float(progress), 0.0), 1.0) * 100
        now = f' aria-valuenow="{done:.0f}"'
        bar = f'<rect class="f" {shape} width="{done:.2f}%"/>' if done > 0 else ""
        text = percent(progress)
        if expected is not None:
            said = {"progress": text, "expected": percent(expected)}
            text = _("%(progress)s, expected %(expected)s") % said
    if expected is not None:
        today = min(max(float(expected), 0.0), 1.0) * 100
        tick = f'<rect class="x" x="{today:.2f}%" width="2" height="14" rx="1"/>'
    return Markup(
        f'<div role="progressbar" class="st-{status or "brand"}" aria-valuemin="0" aria-valuemax="100"{now}'
        f' aria-valuetext="{escape(text)}" aria-label="{escape(label or _("Progress"))}">'
        f'<svg class="track" aria-hidden="true"><rect class="t" {shape} width="100%"/>{bar}{tick}</svg></div>'
    )


def ring(progress: Share | None, status: str | None = None) -> Markup:
    done = 0.0 if progress is None else min(float(progress), 1.0) * 100
    dash = f'pathLength="100" stroke-dasharray="{done:.1f} 100"'
    arc = f'<circle class="f" cx="9" cy="9" r="7" {dash}/>' if done > 0 else ""
    return Markup(
        f'<svg class="ring st-{status or "brand"}" viewBox="0 0 18 18" aria-hidden="true">'
        f'<circle class="t" cx="9" cy="9" r="7"/>{arc}</svg>'
    )


@lru_cache(maxsize=128)
def bars(confidence: int | None, status: str | None = None) -> Markup:
    drawn = "".join('<i class="f"></i>' if n <= (confidence or 0) else "<i></i>" for n in BARS)
    return Markup(f'<span class="bars{f" st-{status}" if status else ""}" aria-hidden="true">{drawn}</span>')


def sparkline(points: Sequence[Amount], status: str | None = None, w: int = 92, h: int = 30) -> Markup:
    """``points`` in the order of time; pass progress rather than raw values, so that up is always better."""
    hue = f" st-{status}" if status else ""
    head = f'<svg class="spark{hue}" width="{w}" height="{h}" viewBox="0 0 {w} {h}" aria-hidden="true">'
    if not points:
        return Markup(f"{head}</svg>")
    heights = [float(point) for point in points]
    low, reach = min(heights), max(heights) - min(heights)
    scale = (h - 8) / reach if reach else 0.0
    step = (w - 6) / max(len(heights) - 1, 1)
    ys = [h - 4 - (height - low) * scale if reach else h / 2 for height in heights]
    dot = f'<circle cx="{w - 4}" cy="{ys[-1]:.1f}" r="2.4" fill="currentColor"/></svg>'
    if len(ys) == 1:
        return Markup(head + dot)
    line = "M" + "L".join(f"{2 + n * step:.1f} {y:.1f}" for n, y in enumerate(ys))
    return Markup(
        f'{head}<path d="{line}L{w - 4} {h}L2 {h}Z" fill="currentColor" fill-opacity=".1"/>'
        f'<path d="{line}" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"'
        f' stroke-linejoin="round"/>{dot}'
    )


def avatar(person: Portrait | None, size: str = "") -> Markup:
    """``size``: sm, nothing (22 px), lg, xl. Nobody: a hand, as open to be claimed."""
    if not person:
        return Markup(f'<span class="av none {size}" aria-hidden="true">{icon("hand", 10)}</span>')
    return Markup(
        f'<span class="av hue-{person.hue % 8} {size}" aria-hidden="true">{escape(person.initials)}</span>'
    )


MARKS: Final = {
    "icon": icon,
    "brand": brand,
    "status_word": status_word,
    "glyph": glyph,
    "chip": chip,
    "track": track,
    "ring": ring,
    "bars": bars,
    "sparkline": sparkline,
    "avatar": avatar,
}
