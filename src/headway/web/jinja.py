"""The Jinja2 environment: gettext, links, static files, and how numbers, days and times are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from jinja2 import Environment

from headway.core.units import Unit, UnitKind, format_value
from headway.goals.naming import cycle_name
from headway.goals.queries.feed import together
from headway.web import feed
from headway.web.marks import MARKS, percent


def environment(**options: object) -> Environment:
    env = Environment(
        **{**options, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True},  # type: ignore[arg-type]
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        url=url,
        static=_static,
        now=timezone.now,
        marks=MARKS,
        cycle_name=cycle_name,
        said_of=feed.said,
        icon_of=feed.icon_of,
        amount=feed.amount,
        words_of=feed.words_of,
        unit_label=unit_label,
        said_all=said_all,
    )
    env.filters.update(
        percent=percent,
        number=number,
        value=value,
        day=day,
        when=when,
        ago=ago,
        said=said,
        plain=plain_number,
        together=together,
    )
    # Also there when one block is rendered alone.
    env.globals["ui"] = env.get_template("ui/kit.html").module
    env.globals["goal"] = env.get_template("goals/_inputs.html").module
    env.globals["feed"] = env.get_template("goals/_feed.html").module
    return env


def url(name: str, *args: object) -> str:
    return reverse(name, args=args) if args else _plain_url(name)


@lru_cache(maxsize=512)
def _plain_url(name: str) -> str:
    return reverse(name)


@lru_cache(maxsize=512)
def _static(path: str) -> str:
    return static(path)


def babel_locale() -> str:
    return "zh_Hans_CN" if (translation.get_language() or "en").startswith("zh") else "en"


def number(amount: Decimal | int | float | None, decimals: int | None = None) -> str:
    if amount is None:
        return "—"
    if decimals is not None:
        amount = Decimal(str(amount)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    return format_decimal(amount, locale=babel_locale(), decimal_quantization=False).replace("-", "−")


def plain_number(amount: Decimal | None) -> str:
    """As an input field shows it: no grouping, no trailing zeros."""
    return "" if amount is None else format(amount.normalize(), "f")


def value(amount: Decimal | None, unit_kind: str, unit: str = "", decimals: int = 0) -> str:
    if amount is None:
        return "—"
    return format_value(amount, Unit(UnitKind(unit_kind), unit), decimals, translation.get_language() or "en")


def unit_label(unit_kind: str, unit: str) -> str:
    return Unit(UnitKind(unit_kind), unit).label(translation.get_language() or "en")


def said_all(errors: Mapping[str, object]) -> dict[str, str]:
    """Each field's refusal as its sentence."""
    return {name: said(error) for name, error in errors.items()}


def day(on: date | None, style: str = "medium") -> str:
    if on is None:
        return "—"
    if isinstance(on, datetime):
        on = timezone.localtime(on).date()
    if style == "short":
        return format_date(
            on, "M月d日" if babel_locale().startswith("zh") else "MMM d", locale=babel_locale()
        )
    if style == "full" and babel_locale().startswith("zh"):
        style = "y年M月d日 EEEE"
    return format_date(on, style, locale=babel_locale())


def when(at: datetime | None, style: str = "medium") -> str:
    """In the reader's zone, which the middleware has activated."""
    if at is None:
        return "—"
    zone = timezone.get_current_timezone()
    return format_datetime(at, style, tzinfo=ZoneInfo(str(zone)), locale=babel_locale())


def ago(at: datetime | None) -> str:
    if at is None:
        return "—"
    passed = timezone.now() - at
    if passed < timedelta(seconds=60):
        return translation.gettext("just now")
    if passed > timedelta(days=27):
        return day(timezone.localtime(at).date())
    return format_timedelta(
        -passed, add_direction=True, granularity="minute", threshold=0.95, locale=babel_locale()
    )


def said(refusal: object) -> str:
    """A refusal's sentence in the reader's language."""
    if isinstance(refusal, str | Promise):
        return str(refusal)
    message = getattr(refusal, "message", None)
    return str(message(translation.gettext)) if callable(message) else str(refusal)


type Context = Mapping[str, object]
