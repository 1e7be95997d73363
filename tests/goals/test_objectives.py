"""Setting, agreeing, closing, lifting and carrying over an objective: result, event, refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from headway.activity.models import Event
from headway.core.errors import Conflict, Forbidden, NotFound, Refusal, Refusals
from headway.goals.access import objectives_for
from headway.goals.actions.alignment import align
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import create_cycle, step_cycle
from headway.goals.actions.daily import differences
from headway.goals.actions.fields import KeyResultFields, MilestoneFields, ObjectiveFields
from headway.goals.actions.objectives import (
    agree_objective,
    carry_over,
    close_objective,
    create_objective,
    delete_draft_objective,
    edit_objective,
    finish_draft,
    forget_draft,
    keep_draft,
    kept_draft,
    lift_objective,
    propose_objective,
    publish_objective,
    reopen_objective,
    return_objective,
    sent_draft,
    set_override,
)
from headway.goals.models import Alignment, Baseline, Cycle, Objective
from headway.people.models import Person, Strategy, Team, TeamLead
from tests.conftest import NOW, Company, number


def codes(refused: pytest.ExceptionInfo[BaseException]) -> list[tuple[str | None, str]]:
    """Field and code of everything that was refused."""
    error = refused.value
    assert isinstance(error, Refusal | Refusals)
    return [(each.field, each.code) for each in (error if isinstance(error, Refusals) else [error])]


def fields(company: Company, person: Person, **given: object) -> ObjectiveFields:
    usual = ObjectiveFields(
        cycle_id=company.quarter.pk, holder="person", person_id=person.pk, title="Sell more"
    )
    return replace(usual, **given)  # type: ignore[arg-type]


def of(objective: Objective, **given: object) -> ObjectiveFields:
    """What is stored, as it would be sent again with a change."""
    usual = ObjectiveFields(
        cycle_id=objective.cycle_id,
        holder=objective.holder,
        title=objective.title,
        team_id=objective.team_id,
        person_id=objective.person_id,
        owner_id=objective.owner_id,
        why=objective.why,
        ambition=objective.ambition,
        weight=objective.weight,
        visibility=objective.visibility,
        viewer_ids=tuple(objective.viewers.values_list("pk", flat=True)),
    )
    return replace(usual, **given)  # type: ignore[arg-type]


def next_quarter(company: Company, state: str = "drafting") -> Cycle:
    return create_cycle(
        kind="quarter",
        starts=date(2027, 1, 1),
        ends=date(2027, 3, 31),
        state=state,
        by=company.by(company.ann),
        door="test",
    )


# Setting


def test_a_new_objective_is_a_draft_with_its_key_results_in_order(company: Company) -> None:
    made = create_objective(
        fields(company, company.bo, title="  Sell\tmore ", why="Because.\r\n\r\n\r\nReally."),
        (number("First", 0, 4), number("Second", 10, 5, company.cy, Decimal(30))),
        by=company.by(company.bo),
        door="web",
    )
    stored = Objective.objects.get(pk=made.pk)
    assert (stored.title, stored.why, stored.state, stored.owner, stored.proposer, stored.counted_in) == (
        "Sell more",
        "Because.\n\nReally.",
        "draft",
        company.bo,
        company.bo,
        company.sales,
    )
    rows = [
        (row.title, row.start, row.target, row.owner, row.weight)
        for row in stored.key_results.order_by("position")
    ]
    assert rows == [
        ("First", 0, 4, None, None),
        ("Second", 10, 5, company.cy, Decimal(30)),
    ]
    event = Event.objects.filter(objective_id=made.pk).latest("id")
    assert (event.verb, event.actor, event.door, event.after) == (
        "created",
        company.bo,
        "web",
        {"title": "Sell more", "cycle": company.quarter.pk, "key_results": 2},
    )


def test_every_sentence_of_a_form_comes_at_once(company: Company) -> None:
    with pytest.raises(Refusals) as refused:
        create_objective(
            fields(company, company.bo, title=" ", weight=Decimal(-1), visibility="named", ambition="huge"),
            (
                number("A", 5, 5),
                number("", 0, 1, weight=Decimal(1001)),
                KeyResultFields(title="H", kind="hold"),
            ),
            by=company.by(company.bo),
            door="web",
        )
    assert codes(refused) == [
        ("title", "text_missing"),
        ("weight", "weight_out_of_range"),
        ("ambition", "choice_unknown"),
        ("viewers", "nobody_named"),
        ("key_results.0.target", "start_equals_target"),
        ("key_results.1.title", "text_missing"),
        ("key_results.1.weight", "weight_out_of_range"),
        ("key_results.2.low", "bound_missing"),
    ]
    assert (Objective.objects.count(), Event.objects.filter(noun="objective").count()) == (0, 0)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"holder": "team"}, ("holder", "holder_missing")),
        ({"holder": "nobody"}, ("holder", "holder_missing")),
        ({"person_id": 999_999}, ("holder", "person_unknown")),
        ({"owner_id": 999_999}, ("owner", "person_unknown")),
        ({"strategy_id": 999_999}, ("strategy", "strategy_unknown")),
        ({"visibility": "team"}, ("visible_team", "visible_team_missing")),
        ({"visibility": "team", "visible_team_id": 999_999}, ("visible_team", "team_unknown")),
        ({"visibility": "named", "viewer_ids": [999_999]}, ("viewers", "person_unknown")),
        ({"joined_on": date(2026, 9, 30)}, ("joined_on", "date_outside_cycle")),
        ({"cycle_id": 999_999}, ("cycle", "not_found")),
        ({"title": "x" * 5_000}, ("title", "text_too_long")),
        ({"why": "x" * 10_001}, ("why", "text_too_long")),
    ],
)
def test_an_objective_that_cannot_be_is_refused_at_its_field(
    company: Company, given: dict[str, object], expected: tuple[str, str]
) -> None:
    with pytest.raises((Refusal, Refusals)) as refused:
        create_objective(fields(company, company.bo, **given), by=company.by(company.bo), door="web")
    assert codes(refused) == [expected]
    assert Objective.objects.count() == 0


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "🎯 to the moon 🚀", "هدف الربع الأخير", "目标" * 250]
)
def test_any_words_are_kept_as_they_were_written(company: Company, title: str) -> None:
    made = create_objective(fields(company, company.bo, title=title), by=company.by(company.bo), door="web")
    assert Objective.objects.get(pk=made.pk).title == title


@pytest.mark.parametrize(
    ("who", "holder", "refused"),
    [
        ("cy", "company", True),
        ("bo", "company", True),
        ("ann", "company", False),
        ("gus", "team", True),
        ("cy", "team", False),
        ("eve", "team", False),
        ("cy", "person", True),
        ("bo", "person", False),
        ("ann", "person", False),
    ],
)
def test_who_may_set_it_for_whom(company: Company, who: str, holder: str, refused: bool) -> None:
    """Anybody may propose to a team; Bo, who leads Sales, sets it for Bo, and so may Ann above him."""
    given = ObjectiveFields(
        cycle_id=company.quarter.pk,
        holder=holder,
        title="T",
        team_id=company.sales.pk if holder == "team" else None,
        person_id=company.bo.pk if holder == "person" else None,
    )
    by = company.by(getattr(company, who))
    if refused:
        with pytest.raises(Refusal) as error:
            create_objective(given, by=by, door="web")
        assert codes(error) == [("holder", "holder_not_yours")]
    else:
        assert create_objective(given, by=by, door="web").holder == holder


def test_an_assistant_drafts_for_whoever_names_them_but_does_not_publish(company: Company) -> None:
    company.bo.assistant = company.eve
    company.bo.manager = None
    company.bo.save()
    TeamLead.objects.filter(team=company.top).delete()
    company.org.sponsor = None
    company.org.agreement = False
    company.org.save()
    made = create_objective(
        fields(company, company.bo, owner_id=company.bo.pk),
        (number("A", 0, 1),),
        by=company.by(company.eve),
        door="web",
    )
    assert (made.owner, made.proposer) == (company.bo, company.eve)
    with pytest.raises(Refusal) as refused:
        publish_objective(made.pk, by=company.by(company.eve), door="web")
    assert codes(refused) == [(None, "agreement_needed")]
    assert publish_objective(made.pk, by=company.by(company.bo), door="web").state == "agreed"


@pytest.mark.parametrize("state", ["planned", "reviewing", "closed"])
def test_objectives_are_set_while_a_cycle_is_drafted_or_runs(company: Company, state: str) -> None:
    Cycle.objects.filter(pk=company.quarter.pk).update(state=state)
    with pytest.raises(Refusal) as refused:
        create_objective(fields(company, company.bo), by=company.by(company.bo), door="web")
    assert codes(refused) == [("cycle", "cycle_closed" if state == "closed" else "cycle_not_open")]


def test_a_cycle_for_pilots_is_read_by_the_others(company: Company) -> None:
    company.quarter.pilots.add(company.product)
    with pytest.raises(Refusal) as refused:
        create_objective(fields(company, company.bo), by=company.by(company.bo), door="web")
    assert codes(refused) == [("cycle", "not_a_pilot")]
    assert create_objective(fields(company, company.eve), by=company.by(company.eve), door="web").pk


# Editing


def test_an_edit_says_what_it_changed(company: Company) -> None:
    objective = company.objective(company.bo, agreed=False)
    strategy = Strategy.objects.create(year=2026, title="Small shops")
    edit_objective(
        objective.pk,
        of(objective, title="Win them back", strategy_id=strategy.pk, weight=Decimal("12.5")),
        version=objective.version,
        by=company.by(company.bo),
        door="api",
    )
    objective.refresh_from_db()
    assert (objective.title, objective.strategy, objective.weight, objective.version) == (
        "Win them back",
        strategy,
        Decimal("12.5"),
        2,
    )
    event = Event.objects.filter(verb="edited", noun="objective").latest("id")
    assert (event.before, event.after) == (
        {"title": "Win the shops that turned us down", "strategy": None, "weight": None},
        {"title": "Win them back", "strategy": strategy.pk, "weight": "12.5"},
    )


def test_whoever_saves_second_is_refused_and_nothing_is_lost(company: Company) -> None:
    objective = company.objective(company.bo, agreed=False)
    first, second = of(objective, title="Ann's words"), of(objective, title="Bo's words")
    edit_objective(objective.pk, first, version=1, by=company.by(company.ann), door="web")
    with pytest.raises(Conflict) as refused:
        edit_objective(objective.pk, second, version=1, by=company.by(company.bo), door="web")
    assert refused.value.params == {"version": 2}
    assert Objective.objects.get(pk=objective.pk).title == "Ann's words"


def test_strangers_neither_edit_nor_see_a_draft(company: Company) -> None:
    draft = company.objective(company.bo, agreed=False)
    shown = company.objective(company.bo)
    with pytest.raises(NotFound):
        edit_objective(draft.pk, of(draft), version=1, by=company.by(company.eve), door="web")
    with pytest.raises(Forbidden):
        edit_objective(shown.pk, of(shown), version=shown.version, by=company.by(company.eve), door="web")


def test_an_agreed_objective_keeps_holder_cycle_and_ambition(company: Company) -> None:
    objective = company.objective(company.bo)
    by = company.by(company.bo)
    for change, expected in (
        ({"holder": "team", "team_id": company.sales.pk, "person_id": None}, ("holder", "holder_fixed")),
        ({"cycle_id": company.year.pk}, ("holder", "holder_fixed")),
        ({"ambition": "aspirational"}, ("ambition", "ambition_fixed")),
    ):
        with pytest.raises(Refusal) as refused:
            edit_objective(
                objective.pk, of(objective, **change), version=objective.version, by=by, door="web"
            )
        assert codes(refused) == [expected]
    edit_objective(
        objective.pk,
        of(objective, title="Reworded", owner_id=company.cy.pk),
        version=objective.version,
        by=by,
        door="web",
    )
    objective.refresh_from_db()
    assert (objective.title, objective.owner, objective.state, objective.amended) == (
        "Reworded",
        company.cy,
        "agreed",
        False,
    )


def test_a_draft_moves_with_its_figures(company: Company, settled: Callable[[], int]) -> None:
    objective = company.objective(company.bo, agreed=False)
    edit_objective(
        objective.pk,
        of(objective, holder="team", team_id=company.sales.pk, person_id=None, cycle_id=company.year.pk),
        version=1,
        by=company.by(company.bo),
        door="web",
    )
    settled()
    objective.refresh_from_db()
    assert (objective.holder, objective.team, objective.person, objective.cycle, objective.counted_in) == (
        "team",
        company.sales,
        None,
        company.year,
        company.sales,
    )
    assert list(differences(at=NOW)) == []


def test_no_number_betrays_a_goal_that_is_restricted_later(company: Company) -> None:
    parent = company.objective(company.bo, "Sell", holder="team", team=company.sales)
    child = company.objective(company.cy, "Call")
    align(child.pk, parent.pk, kind="contributes", by=company.by(company.bo), door="web")
    with pytest.raises(Refusals) as refused:
        edit_objective(
            child.pk,
            of(child, visibility="named", viewer_ids=(company.bo.pk,)),
            version=child.version,
            by=company.by(company.cy),
            door="web",
        )
    assert codes(refused) == [("visibility", "parent_more_visible")]
    assert Objective.objects.get(pk=child.pk).visibility == "everyone"


def test_a_draft_that_leaves_the_time_of_what_it_serves_is_refused(company: Company) -> None:
    parent = company.objective(company.ann, "Lead", holder="company", cycle=company.quarter)
    child = company.objective(company.bo, agreed=False)
    align(child.pk, parent.pk, by=company.by(company.bo), door="web")
    later = next_quarter(company)
    with pytest.raises(Refusals) as refused:
        edit_objective(
            child.pk, of(child, cycle_id=later.pk), version=1, by=company.by(company.bo), door="web"
        )
    assert codes(refused) == [("cycle", "cycles_apart")]


# Agreeing


def test_proposed_returned_and_agreed(company: Company) -> None:
    objective = company.objective(company.bo, agreed=False)
    by, above = company.by(company.bo), company.by(company.ann)
    assert propose_objective(objective.pk, by=by, door="web").state == "proposed"
    with pytest.raises(Refusal) as refused:
        return_objective(objective.pk, sentence=" ", by=above, door="web")
    assert codes(refused) == [("reason", "reason_missing")]
    assert return_objective(objective.pk, sentence="Name a number.", by=above, door="web").state == "draft"
    propose_objective(objective.pk, by=by, door="web")
    with pytest.raises(Refusal) as refused:
        agree_objective(objective.pk, by=company.by(company.cy), door="web")
    assert codes(refused) == [(None, "not_found")]
    agreed = agree_objective(objective.pk, by=above, door="web")
    assert (agreed.state, agreed.agreed_by, agreed.agreed_at) == ("agreed", company.ann, NOW)
    events = (
        Event.objects.filter(noun="objective", noun_id=objective.pk)
        .order_by("id")
        .values_list("verb", "reason")
    )
    assert list(events) == [
        ("created", ""),
        ("proposed", ""),
        ("returned", "Name a number."),
        ("proposed", ""),
        ("agreed", ""),
    ]


def test_nothing_is_proposed_or_published_without_a_key_result(company: Company) -> None:
    objective = company.objective(company.ann, key_results=(), agreed=False)
    for verb in (propose_objective, publish_objective):
        with pytest.raises(Refusal) as refused:
            verb(objective.pk, by=company.by(company.ann), door="web")
        assert codes(refused) == [("key_results", "key_results_missing")]


def test_an_owner_does_not_publish_past_whoever_agrees(company: Company) -> None:
    objective = company.objective(company.bo, agreed=False)
    with pytest.raises(Refusal) as refused:
        publish_objective(objective.pk, by=company.by(company.bo), door="web")
    assert codes(refused) == [(None, "agreement_needed")]
    company.org.agreement = False
    company.org.save()
    assert publish_objective(objective.pk, by=company.by(company.bo), door="web").state == "agreed"


def test_a_proposal_to_a_team_is_not_published_by_its_proposer(company: Company) -> None:
    """Where agreement is off the team's lead accepts what somebody else proposes."""
    company.org.agreement = False
    company.org.save()
    made = create_objective(
        ObjectiveFields(cycle_id=company.quarter.pk, holder="team", team_id=company.sales.pk, title="T"),
        (number("A", 0, 1),),
        by=company.by(company.eve),
        door="web",
    )
    with pytest.raises(Refusal) as refused:
        publish_objective(made.pk, by=company.by(company.eve), door="web")
    assert codes(refused) == [(None, "agreement_needed")]
    assert publish_objective(made.pk, by=company.by(company.bo), door="web").state == "agreed"


def test_whoever_agrees_has_to_see_it(company: Company) -> None:
    objective = company.objective(company.bo, visibility="named", viewer_ids=(company.cy.pk,), agreed=False)
    with pytest.raises(Refusal) as refused:
        propose_objective(objective.pk, by=company.by(company.bo), door="web")
    assert codes(refused) == [("viewers", "agreeing_cannot_see")]
    objective.viewers.add(company.ann)
    assert propose_objective(objective.pk, by=company.by(company.bo), door="web").state == "proposed"


def test_the_baseline_is_taken_once_it_is_agreed_and_runs(company: Company) -> None:
    running = company.objective(company.bo, key_results=(number("A", 0, 40, weight=Decimal(30)),))
    coming = company.objective(company.bo, cycle=next_quarter(company))
    row = company.key_result(running)
    assert Baseline.objects.get(objective=running).key_results == [
        {
            "id": row.pk,
            "title": "A",
            "kind": "number",
            "start": "0",
            "target": "40",
            "low": None,
            "high": None,
            "weight": "30",
            "unit_kind": "number",
            "unit": "",
        }
    ]
    assert not Baseline.objects.filter(objective=coming).exists()
    at = datetime(2027, 1, 1, 1, tzinfo=UTC)
    step_cycle(coming.cycle_id, state="running", by=company.by(company.ann, at), door="test")
    assert Baseline.objects.get(objective=coming).taken_at == at


# Ending


def test_an_end_is_told_and_taken_back(company: Company) -> None:
    objective = company.objective(company.bo)
    by = company.by(company.bo)
    closed = close_objective(objective.pk, outcome="partly", note="Half of them.", by=by, door="web")
    assert (closed.state, closed.outcome) == ("closed", "partly")
    with pytest.raises(Refusal) as refused:
        reopen_objective(objective.pk, reason="", by=by, door="web")
    assert codes(refused) == [("reason", "reason_missing")]
    again = reopen_objective(objective.pk, reason="Two more came.", by=by, door="web")
    assert (again.state, again.outcome) == ("agreed", "")
    told = (
        Event.objects.filter(noun_id=objective.pk, noun="objective")
        .order_by("-id")
        .values_list("verb", "reason")
    )
    assert list(told[:2]) == [("reopened", "Two more came."), ("closed", "Half of them.")]


def test_dropping_takes_a_reason_and_leaves_every_roll_up(
    company: Company, settled: Callable[[], int]
) -> None:
    parent = company.objective(
        company.bo, "Sell", holder="team", team=company.sales, key_results=(), agreed=False
    )
    Objective.objects.filter(pk=parent.pk).update(state="agreed")
    kept, dropped = company.objective(company.cy, "Call"), company.objective(company.cy, "Write")
    for child in (kept, dropped):
        align(child.pk, parent.pk, kind="contributes", by=company.by(company.bo), door="web")
    check_in(company.key_result(kept).pk, value=Decimal(20), by=company.by(company.cy), door="web")
    settled()
    parent.refresh_from_db()
    assert parent.progress == Decimal("0.25")
    with pytest.raises(Refusal) as refused:
        close_objective(dropped.pk, outcome="dropped", by=company.by(company.cy), door="web")
    assert codes(refused) == [("reason", "reason_missing")]
    close_objective(dropped.pk, outcome="dropped", note="No time.", by=company.by(company.cy), door="web")
    settled()
    parent.refresh_from_db()
    assert parent.progress == Decimal("0.5")
    assert list(differences(at=NOW)) == []


@pytest.mark.parametrize(("outcome", "code"), [("won", "choice_unknown"), ("achieved", "wrong_state")])
def test_a_draft_does_not_end_as_achieved(company: Company, outcome: str, code: str) -> None:
    objective = company.objective(company.bo, agreed=False)
    with pytest.raises(Refusal) as refused:
        close_objective(objective.pk, outcome=outcome, by=company.by(company.bo), door="web")
    assert codes(refused)[0][1] == code


def test_a_discarded_draft_is_kept_but_counts_nowhere(company: Company) -> None:
    objective = company.objective(company.bo, agreed=False)
    delete_draft_objective(objective.pk, by=company.by(company.bo), door="web")
    objective.refresh_from_db()
    assert (objective.state, objective.outcome) == ("closed", "dropped")
    assert Event.objects.latest("id").verb == "discarded"
    with pytest.raises(Refusal):
        delete_draft_objective(company.objective(company.bo).pk, by=company.by(company.bo), door="web")


def test_a_closed_cycle_is_frozen(company: Company) -> None:
    objective = company.objective(company.bo)
    for state in ("reviewing", "closed"):
        step_cycle(company.quarter.pk, state=state, by=company.by(company.ann), door="test")
    by = company.by(company.ann)
    verbs: tuple[Callable[[], object], ...] = (
        lambda: edit_objective(objective.pk, of(objective), version=objective.version, by=by, door="web"),
        lambda: close_objective(objective.pk, outcome="achieved", by=by, door="web"),
        lambda: set_override(objective.pk, progress=Decimal(1), note="Really.", by=by, door="web"),
        lambda: lift_objective(objective.pk, holder="company", by=by, door="web"),
    )
    for verb in verbs:
        with pytest.raises(Refusal) as refused:
            verb()
        assert codes(refused) == [(None, "cycle_closed")]


# Lifting


def test_a_personal_objective_is_lifted_with_its_history(
    company: Company, settled: Callable[[], int]
) -> None:
    objective = company.objective(company.cy)
    check_in(company.key_result(objective).pk, value=Decimal(10), by=company.by(company.cy), door="web")
    lifted = lift_objective(
        objective.pk, holder="team", team_id=company.sales.pk, by=company.by(company.bo), door="web"
    )
    assert (lifted.pk, lifted.holder, lifted.team, lifted.person, lifted.owner) == (
        objective.pk,
        "team",
        company.sales,
        None,
        company.cy,
    )
    event = Event.objects.get(verb="lifted")
    assert (event.before, event.after) == (
        {"holder": "person", "team": None, "person": company.cy.pk},
        {"holder": "team", "team": company.sales.pk},
    )
    lift_objective(
        objective.pk, holder="company", reason="Everybody's.", by=company.by(company.ann), door="web"
    )
    settled()
    objective.refresh_from_db()
    assert (objective.holder, objective.counted_in, objective.progress) == ("company", None, Decimal("0.25"))
    assert list(differences(at=NOW)) == []


def test_nobody_lifts_a_goal_sideways_or_down(company: Company) -> None:
    personal = company.objective(company.cy)
    team = company.objective(company.bo, holder="team", team=company.sales)
    whole = company.objective(company.ann, holder="company")
    for pk, given, who, code in (
        (personal.pk, {"holder": "team", "team_id": company.product.pk}, company.dee, "lift_not_up"),
        (team.pk, {"holder": "team", "team_id": company.sales.pk}, company.bo, "lift_not_up"),
        (whole.pk, {"holder": "team", "team_id": company.top.pk}, company.ann, "lift_not_up"),
        (whole.pk, {"holder": "company"}, company.ann, "lift_not_up"),
        (personal.pk, {"holder": "company"}, company.bo, "holder_not_yours"),
        (personal.pk, {"holder": "person"}, company.bo, "choice_unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            lift_objective(pk, by=company.by(who), door="web", **given)
        assert codes(refused) == [("holder", code)]


# By hand


def test_a_progress_by_hand_stands_beside_the_computed_one(company: Company) -> None:
    objective = company.objective(company.bo)
    by = company.by(company.bo)
    check_in(company.key_result(objective).pk, value=Decimal(10), by=by, door="web")
    set_override(
        objective.pk, progress=Decimal("0.4"), note="Two contracts are signed on Friday.", by=by, door="web"
    )
    objective.refresh_from_db()
    assert (objective.progress, objective.computed, objective.override_note) == (
        Decimal("0.4"),
        Decimal("0.25"),
        "Two contracts are signed on Friday.",
    )
    set_override(objective.pk, progress=None, note="", by=by, door="web")
    objective.refresh_from_db()
    assert (objective.progress, objective.override, objective.override_note) == (Decimal("0.25"), None, "")
    assert list(Event.objects.order_by("-id").values_list("verb", flat=True)[:2]) == [
        "override_lifted",
        "overridden",
    ]


@pytest.mark.parametrize(
    ("progress", "note", "expected"),
    [
        ("0.5", "", ("reason", "reason_missing")),
        ("1.2", "Why not.", ("progress", "override_out_of_range")),
        ("-0.1", "Why not.", ("progress", "override_out_of_range")),
        ("NaN", "Why not.", ("progress", "override_out_of_range")),
        ("Infinity", "Why not.", ("progress", "override_out_of_range")),
    ],
)
def test_a_progress_by_hand_needs_a_sentence_and_lies_within_bounds(
    company: Company, progress: str, note: str, expected: tuple[str, str]
) -> None:
    objective = company.objective(company.bo)
    with pytest.raises(Refusal) as refused:
        set_override(
            objective.pk, progress=Decimal(progress), note=note, by=company.by(company.bo), door="web"
        )
    assert codes(refused) == [expected]


# Carrying over


def test_a_carried_objective_goes_on_from_where_the_old_one_ended(company: Company) -> None:
    steps = [MilestoneFields("Drawn"), MilestoneFields("Built", Decimal(2))]
    old = company.objective(
        company.bo,
        "Sell",
        ambition="aspirational",
        key_results=(
            number("Going", 0, 40, company.bo, Decimal(30)),
            number("Reached", 0, 10, company.bo),
            number("Beyond", 0, 10, company.bo),
            KeyResultFields(title="Steps", kind="milestones", milestones=steps, owner_id=company.bo.pk),
        ),
    )
    by = company.by(company.bo)
    rows = [company.key_result(old, place) for place in range(4)]
    check_in(rows[0].pk, value=Decimal(10), confidence=4, by=by, door="web")
    check_in(rows[1].pk, value=Decimal(10), by=by, door="web")
    check_in(rows[2].pk, value=Decimal(15), by=by, door="web")
    drawn = rows[3].milestones.first()
    assert drawn is not None
    check_in(rows[3].pk, steps=[drawn.pk], by=by, door="web")
    later = next_quarter(company)
    new = carry_over(old.pk, cycle_id=later.pk, by=by, door="web")
    old.refresh_from_db()
    assert (old.state, old.outcome, new.carried_from, new.carried, new.state, new.ambition) == (
        "closed",
        "carried_over",
        old,
        1,
        "draft",
        "aspirational",
    )
    kept = new.key_results.order_by("position")
    assert [(row.title, row.start, row.target, row.current, row.confidence, row.weight) for row in kept] == [
        ("Going", 10, 40, None, None, Decimal(30)),
        ("Steps", None, None, None, None, None),
    ]
    assert list(kept[1].milestones.values_list("title", "weight")) == [("Built", Decimal(2))]
    with pytest.raises(Refusal) as refused:
        carry_over(old.pk, cycle_id=later.pk, by=by, door="web")
    assert codes(refused) == [(None, "wrong_state")]


def test_a_carried_link_replaces_its_predecessors_and_counts_once(
    company: Company, settled: Callable[[], int]
) -> None:
    year = create_cycle(
        kind="custom",
        starts=date(2026, 7, 1),
        ends=date(2027, 6, 30),
        state="running",
        by=company.by(company.ann),
        door="t",
    )
    above = company.objective(company.ann, "Lead", holder="company", cycle=year)
    beside = company.objective(company.bo, "Sell", holder="team", team=company.sales)
    old = company.objective(company.cy, "Call")
    for parent in (above, beside):
        align(old.pk, parent.pk, kind="contributes", by=company.by(company.cy), door="web")
    Alignment.objects.update(state="active")
    new = carry_over(old.pk, cycle_id=next_quarter(company).pk, by=company.by(company.cy), door="web")
    links = Alignment.objects.order_by("id").values_list("child", "parent", "state")
    assert list(links) == [
        (old.pk, above.pk, "ended"),
        (old.pk, beside.pk, "active"),
        (new.pk, above.pk, "active"),
    ]
    settled()
    assert list(differences(at=NOW)) == []


def test_an_objective_is_carried_forwards_only_and_never_a_draft(company: Company) -> None:
    agreed, draft = company.objective(company.bo), company.objective(company.bo, agreed=False)
    by = company.by(company.bo)
    with pytest.raises(Refusal) as refused:
        carry_over(agreed.pk, cycle_id=company.quarter.pk, by=by, door="web")
    assert codes(refused) == [("cycle", "carried_backwards")]
    with pytest.raises(Refusal) as refused:
        carry_over(draft.pk, cycle_id=next_quarter(company).pk, by=by, door="web")
    assert codes(refused) == [(None, "wrong_state")]
    with pytest.raises(Forbidden):
        carry_over(agreed.pk, cycle_id=company.quarter.pk, by=company.by(company.eve), door="web")


# Who sees it


def test_a_restricted_objective_is_seen_by_those_named_alone(company: Company) -> None:
    named = company.objective(company.bo, visibility="named", viewer_ids=(company.ann.pk, company.cy.pk))
    seen = {
        who: named in objectives_for(company.by(getattr(company, who)))
        for who in ("ann", "bo", "cy", "dee", "eve", "gus")
    }
    assert seen == {"ann": True, "bo": True, "cy": True, "dee": False, "eve": False, "gus": False}


def test_a_team_s_objective_is_seen_inside_it_and_by_leads_above(company: Company) -> None:
    below = Team.objects.create(name="Inside sales", parent=company.sales, lft=0, rgt=0)
    objective = company.objective(company.bo, visibility="everyone")
    Objective.objects.filter(pk=objective.pk).update(visibility="team", visible_team=company.sales)
    seen = {
        who: objective in objectives_for(company.by(getattr(company, who)))
        for who in ("ann", "cy", "dee", "eve", "gus")
    }
    assert seen == {"ann": True, "cy": True, "dee": False, "eve": False, "gus": False}
    assert below.pk


# What is typed and not sent


def test_what_is_typed_is_kept_for_one_person_and_forgotten_when_sent(company: Company) -> None:
    by, other = company.by(company.bo), company.by(company.ann)
    keep_draft("objective/new", {"typed": {"title": ["Half a tit"]}}, by=by)
    draft = keep_draft("objective/new", {"typed": {"title": ["Half a title"]}}, by=by)
    assert (draft.body, draft.saved_at) == ({"typed": {"title": ["Half a title"]}}, NOW)
    assert kept_draft("objective/new", by=other) is None
    objective = company.objective(company.bo, agreed=False)
    finish_draft("objective/new", "f1", objective=objective, by=by)
    assert kept_draft("objective/new", by=by) is None
    assert (sent_draft("objective/new", "f1", by=by), sent_draft("objective/new", "f2", by=by)) == (
        objective.pk,
        None,
    )
    assert sent_draft("objective/new", "f1", by=other) is None
    keep_draft("objective/new", {"typed": {}}, by=by)
    forget_draft("objective/new", by=by)
    assert kept_draft("objective/new", by=by) is None
