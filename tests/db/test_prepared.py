"""A prepared query answers as the plain one does, whatever is put in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from django.db.models import QuerySet

from headway.db.prepared import prepared
from headway.goals.models import Cycle, KeyResult, Objective
from tests.conftest import Company


class Span(NamedTuple):
    first: date
    last: date


@prepared
def _cycles(span: Span, states: tuple[str, ...], ids: tuple[int, ...]) -> QuerySet[Cycle, tuple[int, date]]:
    rows = Cycle.objects.filter(starts__gte=span.first, ends__lte=span.last, state__in=states, pk__in=ids)
    return rows.order_by("pk").values_list("pk", "starts")


@prepared
def _titles(owner: int | None) -> QuerySet[KeyResult, str]:
    return KeyResult.objects.filter(owner=owner).order_by("id").values_list("title", flat=True)


@prepared
def _targets(owner: int) -> QuerySet[KeyResult, tuple[Decimal | None, Decimal | None]]:
    rows = KeyResult.objects.filter(owner=owner).order_by("objective__title", "id")
    return rows.values_list("target", "progress")


@prepared
def _limited(most: int) -> QuerySet[Objective, int]:
    return Objective.objects.order_by("id").values_list("id", flat=True)[:most]


def test_values_may_differ_from_call_to_call(company: Company) -> None:
    both = (company.year.pk, company.quarter.pk)
    whole, half = Span(date(2026, 1, 1), date(2026, 12, 31)), Span(date(2026, 7, 1), date(2026, 12, 31))
    assert _cycles(whole, ("running",), both) == [
        (company.year.pk, date(2026, 1, 1)),
        (company.quarter.pk, date(2026, 10, 1)),
    ]
    assert _cycles(half, ("running",), both) == [(company.quarter.pk, date(2026, 10, 1))]
    assert _cycles(whole, ("closed",), both) == []


def test_how_long_a_tuple_is_makes_another_query(company: Company) -> None:
    whole = Span(date(2026, 1, 1), date(2026, 12, 31))
    assert _cycles(whole, ("running",), (company.quarter.pk,)) == [(company.quarter.pk, date(2026, 10, 1))]
    assert _cycles(whole, ("running",), ()) == []


def test_nobody_is_another_query_than_somebody(company: Company) -> None:
    company.objective(company.bo)
    assert _titles(company.bo.pk) == ["Shops signed"]
    assert _titles(company.cy.pk) == []
    assert _titles(None) == []


def test_numbers_come_back_as_the_fields_give_them(company: Company) -> None:
    company.objective(company.bo)
    assert _targets(company.bo.pk) == [(Decimal(40), None)]


def test_a_number_that_is_no_value_is_refused(company: Company) -> None:
    with pytest.raises(ValueError, match="went into its text"):
        _limited(3)
