"""The demo company as it is loaded: alive on the day of loading, whole, and told as it happened."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import check_password
from django.db.models import Count, F, Q, Sum

from headway.activity.models import Event
from headway.coach.models import Dismissal, Review, TeamFinding, TeamQuality
from headway.core.errors import Refusal
from headway.demo import own_templates
from headway.demo.load import DemoSummary, load_demo
from headway.goals.actions.daily import differences
from headway.goals.models import Alignment, Amendment, CheckIn, Claim, Cycle, KeyResult, Objective
from headway.library.coaching import draft_of
from headway.library.models import Template
from headway.library.rules import examples, fill
from headway.people.models import Person, Strategy, Team
from headway.people.viewer import viewer_of
from headway.transfer.load import load_file
from okr_coach import review
from tests.demo.conftest import MAYA, PASSWORD, TODAY, faces_of_the_week, week_of

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.django_db
def test_its_figures_are_what_the_rules_compute(demo_company: DemoSummary) -> None:
    assert list(differences(at=TODAY)) == []


@pytest.mark.django_db
def test_the_summary_says_what_is_there(demo_company: DemoSummary) -> None:
    assert (demo_company.people, demo_company.teams) == (60, 9)
    assert (Person.objects.count(), Team.objects.count()) == (60, 9)
    assert (demo_company.objectives, demo_company.check_ins) == (
        Objective.objects.count(),
        CheckIn.objects.count(),
    )
    assert demo_company.objectives > 130
    assert demo_company.check_ins > 2500


@pytest.mark.django_db
def test_its_champion_has_made_a_template_of_its_own(demo_company: DemoSummary) -> None:
    made = Template.objects.get()
    assert (made.name, made.language, made.made_by.name) == (
        "A partner workshop opens in a new town",
        "en",
        "Declan Roche",
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_templates_of_its_own_are_as_good_as_the_built_in_ones(language: str) -> None:
    found = own_templates.written_down(language)
    assert found
    for each in found:
        draft = draft_of(each.body, fill(each.body, examples(each.body)), owner="Declan", parent="Partners")
        assert [each.code for each in review(draft).findings if each.severity != "info"] == []


@pytest.mark.django_db
def test_its_people_sign_in_with_the_one_password(demo_company: DemoSummary) -> None:
    assert demo_company.sign_ins[0] == (MAYA, "Maya Flynn", "leads a department and has check-ins due")
    mails = {mail for mail, _, _ in demo_company.sign_ins}
    people = Person.objects.filter(mail__in=mails, is_active=True)
    assert len(people) == len(mails) == 7
    assert {person.role for person in people} == {"admin", "member", "guest"}
    digests = set(Person.objects.values_list("password", flat=True))
    assert [check_password(PASSWORD, digest) for digest in digests] == [True]
    assert EmailAddress.objects.filter(verified=True, primary=True, email=F("user__mail")).count() == 60


@pytest.mark.django_db
def test_three_quarters_and_a_month_are_closed_with_scores_and_outcomes(demo_company: DemoSummary) -> None:
    states = Counter(Cycle.objects.values_list("kind", "state"))
    assert {kind: states[kind, "closed"] for kind in ("year", "quarter", "month")} == {
        "year": 0,
        "quarter": 3,
        "month": 1,
    }
    assert {kind: states[kind, "running"] for kind in ("year", "quarter", "month")} == {
        "year": 1,
        "quarter": 1,
        "month": 1,
    }
    over = Objective.objects.filter(cycle__state="closed")
    assert set(over.values_list("state", flat=True)) == {"closed"}
    assert Counter(over.values_list("outcome", flat=True)).keys() == {
        "achieved",
        "partly",
        "missed",
        "dropped",
        "carried_over",
    }
    assert not over.filter(score=None).exclude(outcome="dropped").exists()
    assert not over.filter(baseline=None).exists()


@pytest.mark.django_db
def test_every_kind_of_trouble_can_be_seen(demo_company: DemoSummary) -> None:
    running = KeyResult.objects.filter(
        objective__cycle__state="running", objective__state="agreed", state="live"
    )
    statuses = set(running.values_list("status", flat=True))
    assert {"on_track", "at_risk", "off_track", "done"} <= statuses
    assert running.filter(due_by__lt=TODAY.date()).count() >= 2
    assert running.filter(stuck=True).count() >= 3
    assert running.filter(owner=None).count() == 1
    assert set(KeyResult.objects.values_list("kind", flat=True)) == {"number", "hold", "milestones", "done"}
    assert running.filter(hand_status="at_risk").exclude(hand_note="").count() == 1
    assert Objective.objects.get(override__isnull=False).progress == Decimal("0.55")
    assert set(Amendment.objects.values_list("state", flat=True)) == {"agreed"}
    assert Objective.objects.filter(amended=True, cycle__state="running").count() == 1
    assert list(Claim.objects.values_list("state", "person__name")) == [("asked", "Saoirse Daly")]
    carried = Objective.objects.get(carried_from__isnull=False)
    assert (carried.state, carried.carried_from and carried.carried_from.outcome) == (
        "agreed",
        "carried_over",
    )
    assert {"draft", "proposed"} <= set(Objective.objects.values_list("state", flat=True))


@pytest.mark.django_db
def test_goals_are_linked_and_counted_upwards(demo_company: DemoSummary) -> None:
    kinds = Counter(Alignment.objects.filter(state="active").values_list("kind", flat=True))
    assert min(kinds[kind] for kind in ("contributes", "supports", "unblocks")) >= 3
    fed = Objective.objects.annotate(
        count=Count("aligned_from", filter=Q(aligned_from__kind="contributes"))
    ).filter(holder="company", cycle__state="running", count__gt=0)
    assert {objective.cycle.kind for objective in fed.select_related("cycle")} == {"year", "quarter"}
    assert Strategy.objects.filter(objectives__isnull=False).distinct().count() >= 3


@pytest.mark.django_db
def test_check_ins_are_those_that_were_due_and_typed_in_time(demo_company: DemoSummary) -> None:
    rows = CheckIn.objects.select_related("key_result__objective__cycle", "key_result__objective__owner")
    assert not rows.filter(Q(back_dated=True) | Q(superseded=True) | Q(at__gt=TODAY)).exists()
    for row in rows:
        objective = row.key_result.objective
        assert objective.cycle.starts <= row.on <= objective.cycle.ends
        assert objective.agreed_at is not None and row.at > objective.agreed_at
        may = {row.key_result.owner_id, row.key_result.delegate_id, objective.owner_id}
        assert row.author_id in may
    assert rows.exclude(changed="").count() > 400


@pytest.mark.django_db
def test_events_stand_in_the_order_of_time_and_nobody_is_told_of_them(demo_company: DemoSummary) -> None:
    times = list(Event.objects.order_by("id").values_list("at", flat=True))
    backwards = [(before, after) for before, after in pairwise(times) if after < before]
    # A link is accepted half an hour after it was asked for; the next may be asked for meanwhile.
    assert all(before - after <= timedelta(minutes=30) for before, after in backwards)
    assert not Event.objects.filter(Q(handled=False) | Q(at__gt=TODAY)).exists()


@pytest.mark.django_db
def test_mayas_week_is_alive(demo_company: DemoSummary) -> None:
    told = week_of(MAYA, TODAY)
    assert len(told.due) == 4
    assert len(told.objectives) >= 2
    assert len(told.feed) == 6
    assert len(faces_of_the_week(TODAY)) >= 6


@pytest.mark.django_db
def test_an_installation_that_has_a_company_takes_no_demo(demo_company: DemoSummary) -> None:
    with pytest.raises(Refusal) as refused:
        load_demo(language="en", password=PASSWORD, at=TODAY)
    assert refused.value.code == "already_founded"


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.md")), ids=lambda path: path.stem)
@pytest.mark.django_db
def test_every_example_loads_into_the_demo(demo_company: DemoSummary, example: Path) -> None:
    nora = Person.objects.get(mail="nora@larkwell.example")
    before = set(Objective.objects.values_list("pk", flat=True))
    report = load_file(example, by=viewer_of(nora, at=TODAY))
    made = Objective.objects.exclude(pk__in=before).select_related("cycle")
    assert made
    assert {(one.holder, one.state, one.cycle.kind) for one in made} == {("company", "agreed", "quarter")}
    assert [one.title for one in report.created if one.noun == "objective"] == [
        one.title for one in made.order_by("id")
    ]


@pytest.mark.django_db
def test_teams_write_differently_well_and_the_coach_has_much_to_ask(demo_company: DemoSummary) -> None:
    running = Cycle.objects.get(kind="quarter", state="running")
    sums = TeamQuality.objects.filter(cycle=running, objectives__gte=3)
    means = {row.team.name if row.team else "": row.score_sum / row.objectives for row in sums}
    assert means.pop("") >= 95
    assert len(means) >= 7 and len({round(mean) for mean in means.values()}) >= 6
    assert 60 <= min(means.values()) <= 85 and max(means.values()) < 100
    counted = TeamFinding.objects.filter(cycle=running, found__gt=0).values("code").annotate(Sum("found"))
    often = {row["code"]: row["found__sum"] for row in counted if row["code"][0] in "OK"}
    assert len(often) >= 8 and sum(times > 1 for times in often.values()) >= 5


@pytest.mark.django_db
def test_some_notes_of_the_coach_were_set_aside_with_a_reason(demo_company: DemoSummary) -> None:
    said = list(Dismissal.objects.values_list("objective__cycle__state", "reason", "by__is_active"))
    assert len(said) >= 3
    assert all(state == "running" and reason and active for state, reason, active in said)
    assert Review.objects.filter(dismissed__gt=0).exists()
