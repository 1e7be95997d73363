"""The first page of an empty installation, and the one an invitation opens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.web.forms.base import PageForm, language_choices, zone_choices

_NEW_PASSWORD = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class StartForm(PageForm):
    company = forms.CharField(
        label=_("Company"), widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zone_choices, help_text=_("Days, weeks and due dates follow it.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=language_choices)
    name = forms.CharField(label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    mail = forms.CharField(
        label=_("Mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=_NEW_PASSWORD,
        help_text=_("At least 10 characters; a few words in a row are fine."),
    )


class InvitationForm(PageForm):
    name = forms.CharField(label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=_NEW_PASSWORD,
        help_text=_("At least 10 characters; a few words in a row are fine."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=language_choices)
