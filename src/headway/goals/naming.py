"""Names of cycles in the reader's language, made from kind and dates unless one was given."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _


def cycle_name(kind: str, starts: date, ends: date, name: str = "") -> str:
    """“Q4 2026”, “2026 年第四季度”, “November 2026”; of a fiscal year across two: “FY 2026/27”."""
    if name:
        return name
    if kind == "year":
        if starts.year == ends.year:
            return _("%(year)s") % {"year": starts.year}
        return _("FY %(first)s/%(last)s") % {"first": starts.year, "last": f"{ends.year % 100:02d}"}
    if kind == "half":
        return _("H%(half)s %(year)s") % {"half": 1 if starts.month <= 6 else 2, "year": starts.year}
    if kind == "quarter":
        return _("Q%(quarter)s %(year)s") % {"quarter": (starts.month + 2) // 3, "year": starts.year}
    if kind == "month":
        return _("%(month)s %(year)s") % {"month": MONTHS[starts.month - 1](), "year": starts.year}
    if kind == "two_months":
        return _("%(first)s–%(last)s %(year)s") % {
            "first": MONTHS[starts.month - 1](),
            "last": MONTHS[ends.month - 1](),
            "year": starts.year,
        }
    return _("%(first)s to %(last)s") % {"first": starts.isoformat(), "last": ends.isoformat()}


MONTHS = (
    lambda: _("January"),
    lambda: _("February"),
    lambda: _("March"),
    lambda: _("April"),
    lambda: _("May"),
    lambda: _("June"),
    lambda: _("July"),
    lambda: _("August"),
    lambda: _("September"),
    lambda: _("October"),
    lambda: _("November"),
    lambda: _("December"),
)
