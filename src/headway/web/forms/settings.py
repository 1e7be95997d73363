"""What administrators keep: organisation, rules, strategies, teams, people, invitations, cycles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.goals.models import Cycle
from headway.people.actions.organisation import BOUNDS
from headway.people.models import WEEKDAYS, Person, Team
from headway.web.forms.base import (
    PageForm,
    PersonField,
    TeamField,
    TeamsField,
    country_choices,
    language_choices,
    zone_choices,
)
from headway.web.forms.profile import day_input

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_MONTHS = [
    (1, _("January")),
    (2, _("February")),
    (3, _("March")),
    (4, _("April")),
    (5, _("May")),
    (6, _("June")),
    (7, _("July")),
    (8, _("August")),
    (9, _("September")),
    (10, _("October")),
    (11, _("November")),
    (12, _("December")),
]


def _lines() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3})


class OrganisationForm(PageForm):
    name = forms.CharField(label=_("Company"))
    mission = forms.CharField(
        label=_("Mission"), required=False, widget=_lines(), help_text=_("Why the company exists.")
    )
    vision = forms.CharField(
        label=_("Vision"),
        required=False,
        widget=_lines(),
        help_text=_("What the world looks like once it succeeds."),
    )
    sponsor = PersonField(label=_("Sponsor of OKR"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=language_choices)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zone_choices, help_text=_("Days, weeks and due dates follow it.")
    )
    country = forms.ChoiceField(
        label=_("Public holidays"), required=False, choices=lambda: country_choices(str(_("None")))
    )
    fiscal_month = forms.TypedChoiceField(label=_("The fiscal year begins in"), coerce=int, choices=_MONTHS)


def _number(field: str, label: StrOrPromise, help_text: StrOrPromise) -> forms.DecimalField:
    low, high = BOUNDS[field]
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        decimal_places=2,
        max_digits=6,
        widget=forms.NumberInput(attrs={"step": "0.01", "min": low, "max": high, "inputmode": "decimal"}),
        localize=False,
    )


def _count(field: str, label: StrOrPromise, help_text: StrOrPromise) -> forms.IntegerField:
    low, high = BOUNDS[field]
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"min": low, "max": high, "inputmode": "numeric"}),
    )


class RulesForm(PageForm):
    check_in_weekday = forms.TypedChoiceField(label=_("Check-ins are due on"), coerce=int, choices=WEEKDAYS)
    agreement = forms.BooleanField(
        label=_("Objectives are agreed before they run"),
        required=False,
        help_text=_("Switched off, the owner publishes alone."),
    )
    aspirational_aim = _number(
        "aspirational_aim",
        _("Aim of an aspirational objective"),
        _("0.7 means: seven tenths of the target count as success."),
    )
    on_track_ratio = _number(
        "on_track_ratio", _("On track from"), _("Progress divided by what is expected today.")
    )
    at_risk_ratio = _number("at_risk_ratio", _("At risk from"), _("Below it a key result is off track."))
    silent_share = _number(
        "silent_share", _("Silent at the start"), _("Pace says nothing in this share of the cycle.")
    )
    stuck_after = _count(
        "stuck_after", _("Stuck after"), _("So many check-ins in a row with the same value.")
    )
    hold_slots_out = _count(
        "hold_slots_out",
        _("Out of bounds, off track after"),
        _("So many check-ins outside the level to hold."),
    )
    focus_note = _count(
        "focus_note",
        _("A note beyond"),
        _("So many objectives of one holder in a cycle. Nothing is blocked."),
    )
    focus_strong = _count("focus_strong", _("A strong note beyond"), _("So many objectives."))
    claim_days = _count(
        "claim_days",
        _("First refusal for the proposer"),
        _("So many days before anybody may claim a key result."),
    )


class StrategyForm(PageForm):
    year = forms.IntegerField(
        label=_("Year"), widget=forms.NumberInput(attrs={"min": 2000, "max": 2100, "inputmode": "numeric"})
    )
    title = forms.CharField(label=_("Strategy"))
    text = forms.CharField(label=_("What it means"), required=False, widget=_lines())


class TeamForm(PageForm):
    name = forms.CharField(label=_("Name"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Team.Kind.choices)
    purpose = forms.CharField(label=_("What the team is there for"), required=False, widget=_lines())
    check_in_weekday = forms.TypedChoiceField(
        label=_("Check-ins are due on"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("As the company")), *WEEKDAYS],
    )


class NewTeamForm(PageForm):
    name = forms.CharField(label=_("Name"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Team.Kind.choices)
    parent = TeamField(label=_("Belongs to"), required=False)
    lead = PersonField(label=_("Lead"), required=False)


class MoveForm(PageForm):
    parent = TeamField(label=_("Belongs to"), required=False)


class LeadForm(PageForm):
    person = PersonField(label=_("Person"))


class PersonForm(PageForm):
    name = forms.CharField(label=_("Full name"))
    mail = forms.CharField(label=_("Mail address"), widget=forms.EmailInput())
    title = forms.CharField(label=_("What they do"), required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Person.Role.choices,
        help_text=_("Guests read what is open. Administrators keep these settings."),
    )
    home_team = TeamField(label=_("Home team"), required=False)
    manager = PersonField(label=_("Manager"), required=False)
    champion = forms.BooleanField(
        label=_("OKR champion of the company"),
        required=False,
        help_text=_("Reviews drafts and opens and closes cycles; edits nobody's goals."),
    )
    champion_of = TeamField(label=_("OKR champion of a department"), required=False)
    joined_on = forms.DateField(label=_("Here since"), required=False, widget=day_input())


class JoinForm(PageForm):
    team = TeamField(label=_("Team"))


class InviteForm(PageForm):
    mail = forms.CharField(label=_("Mail address"), widget=forms.EmailInput())
    name = forms.CharField(label=_("Full name"), required=False)
    team = TeamField(label=_("Home team"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Person.Role.choices, initial=Person.Role.MEMBER)


class CycleForm(PageForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Cycle.Kind.choices, initial=Cycle.Kind.QUARTER)
    name = forms.CharField(label=_("Name"), required=False, help_text=_("Empty: named by kind and days."))
    starts = forms.DateField(label=_("First day"), widget=day_input())
    ends = forms.DateField(label=_("Last day"), widget=day_input())
    practice = forms.BooleanField(
        label=_("Practice cycle"), required=False, help_text=_("To learn with; it stays out of reports.")
    )


class EditCycleForm(PageForm):
    name = forms.CharField(label=_("Name"), required=False, help_text=_("Empty: named by kind and days."))
    starts = forms.DateField(label=_("First day"), widget=day_input())
    ends = forms.DateField(label=_("Last day"), widget=day_input())
    opens = forms.DateField(
        label=_("Drafting opens"),
        required=False,
        widget=day_input(),
        help_text=_("Empty: by the rule of its kind."),
    )
    reveal_company = forms.DateField(label=_("Company drafts open on"), required=False, widget=day_input())
    reveal_teams = forms.DateField(label=_("Department drafts open on"), required=False, widget=day_input())
    reveal_people = forms.DateField(label=_("Personal drafts open on"), required=False, widget=day_input())
    pilots = TeamsField(
        label=_("Pilot teams"),
        required=False,
        help_text=_(
            "One team a line. Only their members write objectives in this cycle; everyone else reads along. "
            "Empty: everyone writes."
        ),
    )
    practice = forms.BooleanField(
        label=_("Practice cycle"), required=False, help_text=_("To learn with; it stays out of reports.")
    )


class GenerateForm(PageForm):
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"), choices=[choice for choice in Cycle.Kind.choices if choice[0] != Cycle.Kind.CUSTOM]
    )
    first = forms.DateField(label=_("From"), widget=day_input())
    last = forms.DateField(label=_("To"), widget=day_input())


class StepForm(PageForm):
    state = forms.ChoiceField(label=_("State"), choices=Cycle.State.choices)
    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
