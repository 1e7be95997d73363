"""Bad settings are system checks: one sentence each, before anything is served."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext

from headway.config import settings


@register()
def settings_can_be_used(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    return [
        Error(problem.said(gettext), id=f"headway.{problem.name.lower()}") for problem in settings.PROBLEMS
    ]
