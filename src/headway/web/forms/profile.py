"""What people say about themselves: profile, days away, tokens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.people.models import THEMES, WEEKDAYS
from headway.web.forms.base import PageForm, PersonField, country_choices, language_choices, zone_choices


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProfileForm(PageForm):
    name = forms.CharField(label=_("Full name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    title = forms.CharField(label=_("What I do"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: language_choices(str(_("As the company")))
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=lambda: zone_choices(str(_("As the company"))),
        help_text=_("Times are shown in it. Cycle days and weeks follow the company's zone."),
    )
    country = forms.ChoiceField(
        label=_("Public holidays"), required=False, choices=lambda: country_choices(str(_("As the company")))
    )
    week_start = forms.TypedChoiceField(label=_("The week begins on"), coerce=int, choices=WEEKDAYS)
    theme = forms.ChoiceField(label=_("Appearance"), choices=THEMES)
    assistant = PersonField(
        label=_("My assistant"),
        required=False,
        help_text=_("Drafts objectives for me. Publishing, agreeing and checking in stay mine."),
    )
    coached = forms.BooleanField(
        label=_("The coach speaks while I write"),
        required=False,
        help_text=_(
            "Its notes stand beside the fields of the editor. They never keep anything from being saved."
        ),
    )


class LeaveForm(PageForm):
    first = forms.DateField(label=_("First day"), widget=day_input())
    last = forms.DateField(label=_("Last day"), widget=day_input())


class TokenForm(PageForm):
    name = forms.CharField(label=_("What it is for"), help_text=_("Such as “weekly report script”"))
    expires_on = forms.DateField(label=_("Last day"), required=False, widget=day_input())
