"""Founding the company, its settings and the strategies of its years."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from headway.activity.record import record
from headway.core.errors import N_, Refusal, Refusals
from headway.core.text import clean_line, clean_text
from headway.db import locks
from headway.people.access import must_administer
from headway.people.actions.checks import (
    checked_language,
    checked_mail,
    checked_password,
    checked_weekday,
    checked_zone,
)
from headway.people.actions.people import enter
from headway.people.models import Organisation, Person, Strategy
from headway.people.queries.countries import is_country


class AlreadyFounded(Refusal):
    code = "already_founded"
    sentence = N_(
        "This installation already has its company. Sign in, or ask an administrator for an invitation."
    )
    status = 409


class OutOfBounds(Refusal):
    code = "out_of_bounds"
    sentence = N_("Take a number between %(low)s and %(high)s.")


class RatiosCrossed(Refusal):
    code = "ratios_crossed"
    sentence = N_("The ratio for “at risk” must be lower than the one for “on track” (%(on_track)s).")


class FocusCrossed(Refusal):
    code = "focus_crossed"
    sentence = N_("The strong note must come after the first one (%(focus_note)s objectives).")


class UnknownCountry(Refusal):
    code = "unknown_country"
    sentence = N_("We have no holiday calendar for “%(typed)s”. Choose a country from the list, or none.")


class OrganisationFields(TypedDict, total=False):
    name: str
    mission: str
    vision: str
    time_zone: str
    language: str
    country: str
    fiscal_month: int
    check_in_weekday: int
    agreement: bool
    aspirational_aim: Decimal
    on_track_ratio: Decimal
    at_risk_ratio: Decimal
    silent_share: Decimal
    stuck_after: int
    hold_slots_out: int
    focus_note: int
    focus_strong: int
    claim_days: int
    sponsor: Person | None


BOUNDS: dict[str, tuple[Decimal, Decimal]] = {
    "fiscal_month": (Decimal(1), Decimal(12)),
    "aspirational_aim": (Decimal("0.3"), Decimal(1)),
    "on_track_ratio": (Decimal("0.5"), Decimal("1.2")),
    "at_risk_ratio": (Decimal("0.1"), Decimal("1.1")),
    "silent_share": (Decimal(0), Decimal("0.5")),
    "stuck_after": (Decimal(2), Decimal(12)),
    "hold_slots_out": (Decimal(1), Decimal(12)),
    "focus_note": (Decimal(1), Decimal(20)),
    "focus_strong": (Decimal(2), Decimal(30)),
    "claim_days": (Decimal(0), Decimal(30)),
}


@transaction.atomic
def found_company(
    *,
    company: str,
    name: str,
    mail: str,
    password: str,
    language: str = "en",
    time_zone: str = "UTC",
    at: datetime,
    door: str,
) -> Person:
    """The organisation and its first administrator, on an empty installation only."""
    locks.take("organisation")
    if Organisation.objects.exists():
        raise AlreadyFounded()
    company = clean_line(company, limit=120, field="company")
    name = clean_line(name, limit=120, field="name")
    mail = checked_mail(mail)
    organisation = Organisation.objects.create(
        pk=1,
        name=company,
        language=checked_language(language, required=True),
        time_zone=checked_zone(time_zone, required=True),
    )
    person = enter(
        Person(mail=mail, name=name, role=Person.Role.ADMIN, language=language, joined_on=at.date()),
        password=checked_password(password, mail=mail, name=name),
    )
    record("founded", organisation, actor=person, at=at, door=door, after={"name": company})
    record("added", person, actor=person, at=at, door=door, after={"name": name, "role": person.role})
    return person


@transaction.atomic
def edit_organisation(
    *, actor: Person | None, at: datetime, door: str, **changes: Unpack[OrganisationFields]
) -> Organisation:
    """Raises Refusals with one Refusal a field."""
    organisation = Organisation.objects.select_for_update().get(pk=1)
    must_administer(actor, door=door)
    errors: list[Refusal] = []
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for field, given in changes.items():
        was = getattr(organisation, field)
        try:
            value = _checked(field, given)
        except Refusal as refusal:
            errors.append(refusal)
            continue
        if value != was:
            setattr(organisation, field, value)
            before[field], after[field] = was, value
    if not errors:
        errors = _crossed(organisation)
    if errors:
        raise Refusals(errors)
    if after:
        organisation.save(update_fields=list(after))
        record("edited", organisation, actor=actor, at=at, door=door, before=before, after=after)
    return organisation


def _checked(field: str, given: object) -> object:
    if field == "name":
        return clean_line(str(given), limit=120, field=field)
    if field in ("mission", "vision"):
        return clean_text(str(given), limit=2000, field=field)
    if field == "time_zone":
        return checked_zone(str(given), required=True)
    if field == "language":
        return checked_language(str(given), required=True)
    if field == "country":
        if given and not is_country(str(given)):
            raise UnknownCountry(field=field, typed=given)
        return given
    if field == "check_in_weekday":
        return checked_weekday(int(str(given)), field=field)
    if field in BOUNDS:
        low, high = BOUNDS[field]
        if not low <= Decimal(str(given)) <= high:
            raise OutOfBounds(field=field, low=low, high=high)
    return given


def _crossed(organisation: Organisation) -> list[Refusal]:
    errors: list[Refusal] = []
    if organisation.at_risk_ratio >= organisation.on_track_ratio:
        errors.append(RatiosCrossed(field="at_risk_ratio", on_track=organisation.on_track_ratio))
    if organisation.focus_strong <= organisation.focus_note:
        errors.append(FocusCrossed(field="focus_strong", focus_note=organisation.focus_note))
    return errors


@transaction.atomic
def add_strategy(
    *, year: int, title: str, text: str = "", actor: Person | None, at: datetime, door: str
) -> Strategy:
    locks.take("strategies")
    must_administer(actor, door=door)
    year = _year(year)
    last = Strategy.objects.filter(year=year).aggregate(last=Max("position"))["last"]
    strategy = Strategy.objects.create(
        year=year,
        title=clean_line(title, limit=200, field="title"),
        text=clean_text(text, limit=4000, field="text"),
        position=0 if last is None else last + 1,
    )
    record("added", strategy, actor=actor, at=at, door=door, after={"year": year, "title": strategy.title})
    return strategy


@transaction.atomic
def edit_strategy(
    strategy: Strategy,
    *,
    year: int,
    title: str,
    text: str = "",
    actor: Person | None,
    at: datetime,
    door: str,
) -> Strategy:
    strategy = Strategy.objects.select_for_update().get(pk=strategy.pk)
    must_administer(actor, door=door)
    before = {"year": strategy.year, "title": strategy.title, "text": strategy.text}
    strategy.year = _year(year)
    strategy.title = clean_line(title, limit=200, field="title")
    strategy.text = clean_text(text, limit=4000, field="text")
    strategy.save(update_fields=["year", "title", "text"])
    after = {"year": strategy.year, "title": strategy.title, "text": strategy.text}
    if after != before:
        record("edited", strategy, actor=actor, at=at, door=door, before=before, after=after)
    return strategy


def retire_strategy(strategy: Strategy, *, actor: Person | None, at: datetime, door: str) -> Strategy:
    """Offered to new objectives no longer; those that point at it keep doing so."""
    return _set_retired(strategy, True, verb="retired", actor=actor, at=at, door=door)


def restore_strategy(strategy: Strategy, *, actor: Person | None, at: datetime, door: str) -> Strategy:
    return _set_retired(strategy, False, verb="restored", actor=actor, at=at, door=door)


@transaction.atomic
def _set_retired(
    strategy: Strategy, retired: bool, *, verb: str, actor: Person | None, at: datetime, door: str
) -> Strategy:
    strategy = Strategy.objects.select_for_update().get(pk=strategy.pk)
    must_administer(actor, door=door)
    if strategy.retired != retired:
        strategy.retired = retired
        strategy.save(update_fields=["retired"])
        record(verb, strategy, actor=actor, at=at, door=door)
    return strategy


def _year(year: int) -> int:
    if not 2000 <= year <= 2100:
        raise OutOfBounds(field="year", low=2000, high=2100)
    return year
