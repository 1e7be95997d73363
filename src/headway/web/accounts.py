"""How allauth signs people in here: nobody signs up by themselves, and it speaks our sentences."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.activity.record import record
from headway.core.errors import Refusal
from headway.people.actions.checks import checked_password
from headway.people.models import Person
from headway.people.viewer import Viewer
from headway.web.page import shell

# Said by the page one arrives at anyway.
_NEEDLESS = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})


_MISMATCH = _("Mail address and password do not match. Check both, or reset the password.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account has been deactivated. Ask an administrator."),
        "email_password_mismatch": _MISMATCH,
        "enter_current_password": _("Type your current password."),
        "incorrect_password": _("This is not your password. Try again."),
        "incorrect_code": _("This code is not right. Take the one shown now."),
        "invalid_login": _MISMATCH,
        "invalid_password_reset": _("This link has been used or is too old. Ask for a new one."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, or reset the password."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
        "same_as_current": _("Take a password that differs from the current one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_password(self, password: str, user: Person | None = None) -> str:
        try:
            return checked_password(password, mail=user.mail if user else "", name=user.name if user else "")
        except Refusal as refusal:
            raise ValidationError(refusal.message(gettext), code=refusal.code) from None

    @transaction.atomic
    def set_password(self, user: Person, password: str) -> None:
        super().set_password(user, password)
        record("changed_password", user, actor=user, at=timezone.now(), door="web")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if message_template not in _NEEDLESS:
            super().add_message(request, level, message_template, message_context, extra_tags, message)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Take the one shown now."),
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a passkey first."),
    }

    def build_totp_svg(self, url: str) -> SafeString:
        """The code as a picture inside the page: a data: image would be stopped by the content policy."""
        import qrcode

        code = qrcode.QRCode(border=2)
        code.add_data(url)
        squares = [
            f"M{x} {y}h1v1h-1z"
            for y, row in enumerate(code.get_matrix())
            for x, dark in enumerate(row)
            if dark
        ]
        size = len(code.get_matrix())
        return mark_safe(
            f'<svg class="qr" viewBox="0 0 {size} {size}" width="196" height="196" role="img" '
            f'aria-label="{gettext("QR code for your authenticator app")}" shape-rendering="crispEdges">'
            f'<rect width="{size}" height="{size}" fill="#fff"/>'
            f'<path d="{"".join(squares)}" fill="#000"/></svg>'
        )

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def _record_authenticator(
    signal: object, user: Person, authenticator: Authenticator, **kwargs: object
) -> None:
    verb = {id(authenticator_added): "added", id(authenticator_removed): "removed"}.get(id(signal), "renewed")
    record(f"{verb}_{authenticator.type}", user, actor=user, at=timezone.now(), door="web")


def around(request: HttpRequest) -> dict[str, object]:
    """What stands around allauth's pages as around ours. Lazy, because letters come through here too."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    return {
        "lang": "zh-Hans" if getattr(request, "LANGUAGE_CODE", "en").startswith("zh") else "en",
        "theme": viewer.person.theme if viewer else "auto",
        "viewer": viewer,
        "shell": SimpleLazyObject(lambda: shell(viewer, "")) if viewer else None,
        "messages": SimpleLazyObject(lambda: list(get_messages(request))),
        "language_url": reverse("language"),
        "browser": browser,
        "demo_people": demo_people,
    }


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    mail: str
    name: str
    title: str
    password: str


def demo_people() -> list[DemoSignIn]:
    """Three people of the demo company, an administrator among them; nobody anywhere else. One query."""
    kept = settings.DATA / "demo-password"
    known = settings.DATA / "demo-people.json"
    if not settings.DEMO or not kept.exists() or not known.exists():
        return []
    mails = [str(entry[0]) for entry in json.loads(known.read_text("utf-8"))]
    found = {person.mail: person for person in Person.objects.filter(mail__in=mails, is_active=True)}
    people = [found[mail] for mail in mails if mail in found]
    others = [person for person in people if not person.is_admin]
    password = kept.read_text("utf-8").strip()
    return [
        DemoSignIn(person.mail, person.name, person.title or person.get_role_display(), password)
        for person in [*others[:2], *[person for person in people if person.is_admin][:1]]
    ]


def browser(user_agent: str) -> str:
    """“Firefox on Windows”, from what a browser says of itself. In order: they all claim to be others."""
    name = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((system for mark, system in _SYSTEMS if mark in user_agent), "")
    if name and system:
        return gettext("%(browser)s on %(system)s") % {"browser": name, "system": system}
    return name or system or gettext("Unknown browser")


_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("Lark/", "Feishu"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
