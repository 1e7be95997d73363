"""Setting up the language model that may suggest wordings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.rewriting.models import LEAST_SECONDS, MOST_SECONDS
from headway.web.forms.base import PageForm


class EndpointForm(PageForm):
    address = forms.CharField(
        label=_("Server address"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}),
        help_text=_(
            "As an OpenAI-compatible server gives it, such as https://models.example.com/v1 or "
            "http://localhost:11434/v1."
        ),
    )
    model = forms.CharField(
        label=_("Model"),
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false"}),
        help_text=_("Its name, as the server knows it."),
    )
    key = forms.CharField(
        label=_("Key"),
        required=False,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    forget_key = forms.BooleanField(label=_("Forget the kept key"), required=False)
    seconds = forms.IntegerField(
        label=_("Wait at most"),
        widget=forms.NumberInput(attrs={"min": LEAST_SECONDS, "max": MOST_SECONDS, "inputmode": "numeric"}),
    )
    notice = forms.CharField(
        label=_("What writers are told besides"),
        required=False,
        help_text=_("For instance who runs the model, in which country, and what is kept there."),
    )
