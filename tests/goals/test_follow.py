"""Goals follow what changes below them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import create_cycle
from headway.goals.actions.daily import differences, turn_day
from headway.goals.actions.ripples import settle
from headway.goals.actions.thresholds import follow_rules
from headway.goals.follow import moves_figures
from headway.goals.models import KeyResult, TeamFigure
from headway.people.actions.organisation import edit_organisation
from headway.people.models import Leave, Organisation
from headway.people.viewer import viewer_of
from tests.conftest import NOW, Company


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_objective_moves_with_its_person_to_another_team(
    company: Company, settled: Callable[[], int]
) -> None:
    objective = company.objective(company.cy)
    settled()
    company.cy.home_team = company.product
    company.cy.save()
    settled()
    objective.refresh_from_db()
    counts = dict(TeamFigure.objects.filter(cycle=company.quarter).values_list("team__name", "objectives"))
    assert (objective.counted_in, counts) == (company.product, {"Sales": 0, "Product": 1})


def test_a_sign_in_moves_nothing(
    company: Company, django_assert_num_queries: Callable[[int], object]
) -> None:
    company.objective(company.cy)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        company.cy.save(update_fields=["last_login"])


def test_new_thresholds_reach_every_running_goal_with_the_daily_job(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    check_in(row.pk, by=company.by(company.bo), door="web", value=Decimal(19), confidence=9)
    row.refresh_from_db()
    assert row.status == "on_track"
    company.org.on_track_ratio = Decimal("0.99")
    company.org.save()
    turn_day(at=NOW)
    row.refresh_from_db()
    assert row.status == "at_risk"
    assert list(differences(at=NOW)) == []


NEW_RULES: tuple[dict[str, object], ...] = (
    {"on_track_ratio": Decimal("0.99")},
    {"aspirational_aim": Decimal("0.4")},
    {"check_in_weekday": 2},
    {"country": "CN"},
    {"time_zone": "Pacific/Kiritimati"},
    {"time_zone": "Pacific/Pago_Pago"},
)


def goals_of_every_kind(company: Company) -> KeyResult:
    row = company.key_result(company.objective(company.bo))
    check_in(row.pk, by=company.by(company.bo), door="web", value=Decimal(19), confidence=9)
    company.objective(company.cy, "A draft", agreed=False, ambition="aspirational")
    coming = create_cycle(
        kind="quarter",
        starts=date(2027, 1, 1),
        ends=date(2027, 3, 31),
        state="drafting",
        by=company.by(company.ann),
        door="test",
    )
    company.objective(company.eve, "Next quarter", cycle=coming)
    return row


@pytest.mark.parametrize("rules", NEW_RULES, ids=str)
def test_new_rules_leave_every_figure_right_by_the_day_or_at_once(
    company: Company, rules: dict[str, object]
) -> None:
    goals_of_every_kind(company)
    turn_day(at=NOW)
    for name, value in rules.items():
        setattr(company.org, name, value)
    company.org.save()
    assert Organisation.objects.get().settled_on is None
    turn_day(at=NOW)
    assert list(differences(at=NOW)) == []


@pytest.mark.parametrize("rules", NEW_RULES, ids=str)
def test_where_there_is_little_new_rules_hold_at_once(company: Company, rules: dict[str, object]) -> None:
    goals_of_every_kind(company)
    org = edit_organisation(actor=company.ann, at=NOW, door="test", **rules)  # type: ignore[arg-type]
    assert moves_figures(company.org, org)
    assert follow_rules(by=viewer_of(company.ann, at=NOW, org=org))
    settle(at=NOW)
    assert list(differences(at=NOW)) == []


def test_what_moves_no_figure_makes_nothing_due(company: Company) -> None:
    goals_of_every_kind(company)
    turn_day(at=NOW)
    was = Organisation.objects.get()
    before = list(KeyResult.objects.order_by("pk").values_list("status_until", flat=True))
    org = edit_organisation(actor=company.ann, at=NOW, door="test", name="TeeBee Ltd", focus_note=2)
    assert not moves_figures(was, org)
    assert org.settled_on is not None
    assert list(KeyResult.objects.order_by("pk").values_list("status_until", flat=True)) == before


@pytest.mark.parametrize("zone", ["Pacific/Pago_Pago", "Pacific/Kiritimati"])
def test_what_new_rules_make_due_is_due_on_the_companys_own_day(company: Company, zone: str) -> None:
    company.org.time_zone = zone
    company.org.save()
    row = goals_of_every_kind(company)
    with time_machine.travel(datetime(2026, 11, 18, 2, tzinfo=UTC), tick=False):
        at = timezone.now()
        turn_day(at=at)
        company.org.refresh_from_db()
        company.org.on_track_ratio = Decimal("0.99")
        company.org.save()
        turn_day(at=at)
        row.refresh_from_db()
        assert row.status == "at_risk"


def test_no_check_in_falls_due_while_its_owner_is_away(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    assert row.due_by == date(2026, 11, 23)
    Leave.objects.create(person=company.bo, first=date(2026, 11, 19), last=date(2026, 11, 29))
    turn_day(at=NOW)
    row.refresh_from_db()
    assert row.due_by == date(2026, 11, 30)
