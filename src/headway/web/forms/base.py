"""Forms that keep what was typed and take a verb's refusals beside their fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.core.errors import Refusal, Refusals
from headway.people.models import Person, Team
from headway.people.queries.countries import countries
from headway.web.jinja import babel_locale

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Choices = list[tuple[str, str]]

_REGIONS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)


class PageForm(forms.Form):
    """`renames` says which field of the form shows a refusal of a verb's field of another name."""

    renames: ClassVar[dict[str, str]] = {}
    error_css_class = ""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for field in self.fields.values():
            field.error_messages.setdefault("required", "")
            field.error_messages["required"] = gettext("Write something here; it cannot stay empty.")

    def refuse(self, refusal: Refusal | Refusals) -> None:
        for each in refusal if isinstance(refusal, Refusals) else [refusal]:
            name = self.renames.get(each.field or "", each.field)
            self.add_error(name if name in self.fields else None, each.message(gettext))


class PersonField(forms.CharField):
    """A person by mail address or by full name; a list of suggestions while the company is small."""

    MOST_SUGGESTED = 300

    default_error_messages: ClassVar[dict[str, StrOrPromise]] = {
        "unknown": _("We know nobody called “%(typed)s”. Write the full name or the mail address."),
        "several": _("Several people are called “%(typed)s”. Write the mail address instead."),
    }

    def to_python(self, value: object) -> Person | None:  # type: ignore[override]
        if isinstance(value, Person):
            return value
        typed = str(value or "").strip()
        if not typed:
            return None
        mail = typed.rsplit("<", 1)[-1].rstrip("> ") if "@" in typed else ""
        people = Person.objects.filter(mail=mail.lower()) if mail else Person.objects.filter(name=typed)
        found = list(people.order_by("-is_active")[:2])
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"typed": typed})
        if len(found) > 1:
            raise ValidationError(self.error_messages["several"], code="several", params={"typed": typed})
        return found[0]

    def prepare_value(self, value: object) -> object:
        return f"{value.name} <{value.mail}>" if isinstance(value, Person) else value


class TeamField(forms.CharField):
    """A team from a list; by its name where the list would be too long."""

    MOST_LISTED = 400

    default_error_messages: ClassVar[dict[str, StrOrPromise]] = {
        "unknown": _("We know no team called “%(typed)s”. Write its name as it stands on its page."),
        "several": _("Several teams are called “%(typed)s”. Write the number from the end of its address."),
    }

    def to_python(self, value: object) -> Team | None:  # type: ignore[override]
        if isinstance(value, Team):
            return value
        typed = str(value or "").strip()
        if not typed:
            return None
        by_name = Team.objects.filter(name=typed, archived=False)
        is_number = typed.isdecimal() and len(typed) < 18
        found = list((Team.objects.filter(pk=int(typed)) if is_number else by_name)[:2])
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"typed": typed})
        if len(found) > 1:
            raise ValidationError(self.error_messages["several"], code="several", params={"typed": typed})
        return found[0]

    def prepare_value(self, value: object) -> object:
        return str(value.pk) if isinstance(value, Team) else value


class LinesOrChecks(forms.Textarea):
    """One a line, or one a box that was ticked."""

    def value_from_datadict(self, data: Mapping[str, object], files: object, name: str) -> str:
        given = data.getlist(name) if isinstance(data, QueryDict) else [data.get(name) or ""]
        return "\n".join(str(each) for each in given)


class TeamsField(forms.CharField):
    """Some teams, one a line."""

    widget = LinesOrChecks

    def to_python(self, value: object) -> list[Team]:  # type: ignore[override]
        one = TeamField(required=False)
        named = [one.to_python(line) for line in str(value or "").splitlines()]
        return list(dict.fromkeys(team for team in named if team is not None))

    def prepare_value(self, value: object) -> object:
        return "\n".join(team.name for team in value) if isinstance(value, list) else value


def team_choices(empty: str) -> Choices | None:
    """Open teams in the order of the tree, indented; None where they are too many. One query."""
    rows = list(
        Team.objects.filter(archived=False)
        .order_by("lft")
        .values_list("id", "name", "depth")[: TeamField.MOST_LISTED + 1]
    )
    if len(rows) > TeamField.MOST_LISTED:
        return None
    return [("", empty), *[(str(pk), "\u2003" * depth + name) for pk, name, depth in rows]]


def teams_to_tick(field: forms.BoundField) -> list[tuple[int, str, int, bool]] | None:
    """Open teams in the order of the tree with whether they are chosen; None where they are too many."""
    given = field.value()
    chosen = (
        {str(team.pk) for team in given} if isinstance(given, list) else set(str(given or "").split("\n"))
    )
    listed = Q(archived=False) | Q(pk__in=[int(pk) for pk in chosen if pk.isdecimal() and len(pk) < 18])
    rows = list(
        Team.objects.filter(listed)
        .order_by("lft")
        .values_list("id", "name", "depth")[: TeamField.MOST_LISTED + 1]
    )
    if len(rows) > TeamField.MOST_LISTED:
        return None
    return [(pk, name, depth, str(pk) in chosen or name in chosen) for pk, name, depth in rows]


def suggested_people() -> Sequence[str]:
    """What a field for a person suggests; nothing where they are too many. One query."""
    rows = list(
        Person.objects.filter(is_active=True)
        .order_by("name")
        .values_list("name", "mail")[: PersonField.MOST_SUGGESTED + 1]
    )
    return [] if len(rows) > PersonField.MOST_SUGGESTED else [f"{name} <{mail}>" for name, mail in rows]


def zone_choices(empty: str | None = None) -> Choices:
    zones = [(zone, zone.replace("_", " ")) for zone in _zones()]
    return zones if empty is None else [("", empty), *zones]


def _zones() -> list[str]:
    return ["UTC", *sorted(zone for zone in available_timezones() if zone.split("/")[0] in _REGIONS)]


def country_choices(empty: str) -> Choices:
    names = Locale.parse(babel_locale()).territories
    named = [(code, names.get(code, code)) for code in countries()]
    return [("", empty), *sorted(named, key=lambda each: each[1])]


def language_choices(empty: str | None = None) -> Choices:
    languages = [("en", "English"), ("zh-hans", "简体中文")]
    return languages if empty is None else [("", empty), *languages]
