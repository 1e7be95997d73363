"""The coach as the company wants it: on or off, which profile, how loudly each rule speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from headway.coach.actions.settings import LEVELS, change_coach_settings
from headway.coach.queries.notes import language_of_reader
from headway.coach.queries.rules import RuleRow, rule_rows
from headway.coach.queries.settings import Coach, coach, waiting
from headway.core.errors import Refusal
from headway.web.page import SignedInRequest
from headway.web.views.settings.shared import administrators, settings_page
from okr_coach.pages import SCOPES


@dataclass(frozen=True, slots=True)
class Line:
    """A rule with an example of what it finds, and what may be chosen for it."""

    rule: RuleRow
    example: str
    chosen: str
    choices: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@administrators
def settings_coach(request: SignedInRequest) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        try:
            _change(request)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _saved())
            return redirect("settings-coach")
    now = coach()
    typed = request.POST if refusal else None
    lines = [_line(row, typed) for row in rule_rows(now)]
    scopes = {line.rule.scope: None for line in lines}
    zh = language_of_reader() == "zh"
    context = {
        "coach": now,
        "on": now.on if typed is None else "on" in typed,
        "profile": now.chosen if typed is None else typed.get("profile", ""),
        "profiles": _profiles(now),
        "groups": [
            (SCOPES[scope][zh], [line for line in lines if line.rule.scope == scope]) for scope in scopes
        ],
        "changed": sum(1 for line in lines if line.chosen),
        "waiting": waiting(),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return settings_page(request, "settings/coach.html", context, at="settings-coach", status=status)


def _change(request: SignedInRequest) -> None:
    rules = [row.code for row in rule_rows(coach())]
    change_coach_settings(
        on="on" in request.POST,
        profile=request.POST.get("profile", ""),
        severities={code: request.POST[code] or None for code in rules if code in request.POST},
        by=request.viewer,
        door="web",
    )


def _saved() -> str:
    left = waiting()
    if not left:
        return _("Saved.")
    return ngettext(
        "Saved. %(count)s goal is read again by and by.",
        "Saved. %(count)s goals are read again by and by.",
        left,
    ) % {"count": left}


def _line(row: RuleRow, typed: QueryDict | None) -> Line:
    words = {"error": _("To mend"), "warning": _("Look again"), "info": _("A thought"), "off": _("Silent")}
    usual = _("As it comes: %(level)s") % {"level": words[row.usual]}
    chosen = row.chosen if typed is None else typed.get(row.code, "")
    return Line(row, _example(row), chosen, [("", usual), *((level, words[level]) for level in LEVELS)])


def _example(row: RuleRow) -> str:
    """The first line of the first example, without the letter that says what it is."""
    line = row.bad[0].split(" | ")[0] if row.bad else ""
    return re.sub(r"^(?:O|F|KR)[:：]\s*", "", line)


def _profiles(now: Coach) -> list[tuple[str, str]]:
    """The plain names first; what each changes stands beside them."""
    usual = (
        _("By the company's language: as Chinese companies write")
        if now.usual == "zh"
        else _("By the company's language: as the rules come")
    )
    return [
        ("", usual),
        ("default", _("As the rules come")),
        ("zh", _("As Chinese companies write: “by doing …” is no fault in a key result")),
        ("numeric", _("Numbers are wanted in objectives too")),
        ("strict", _("Strict: every thought is a reason to look again")),
    ]
