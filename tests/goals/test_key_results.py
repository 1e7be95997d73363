"""Key results: the four kinds, editing, amendments, claims, delegates, status by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from headway.activity.models import Event
from headway.core.errors import Conflict, Forbidden, NotFound, Refusal
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import step_cycle
from headway.goals.actions.daily import differences
from headway.goals.actions.fields import KeyResultFields, MilestoneFields
from headway.goals.actions.key_results import (
    add_key_result,
    answer_amendment,
    answer_claim,
    claim_key_result,
    drop_key_result,
    edit_key_result,
    release_key_result,
    set_delegate,
    set_hand_status,
)
from headway.goals.actions.objectives import edit_objective, lift_objective
from headway.goals.models import Amendment, Baseline, Claim, KeyResult, Objective
from headway.people.models import Person
from tests.conftest import NOW, Company, number
from tests.goals.test_objectives import codes, of

LONG = Decimal("1" * 16)


def again(row: KeyResult, **given: object) -> KeyResultFields:
    """What is stored, as it would be sent again with a change."""
    steps = [MilestoneFields(step.title, step.weight, step.due, step.pk) for step in row.milestones.all()]
    usual = KeyResultFields(
        title=row.title,
        kind=row.kind,
        start=row.start,
        target=row.target,
        low=row.low,
        high=row.high,
        unit_kind=row.unit_kind,
        unit=row.unit,
        decimals=row.decimals,
        weight=row.weight,
        owner_id=row.owner_id,
        delegate_id=row.delegate_id,
        due=row.due,
        driver=row.driver,
        mode=row.mode,
        milestones=steps,
        phased_targets=[(phase.on, phase.value) for phase in row.phased_targets.all()],
        id=row.pk,
    )
    return replace(usual, **given)  # type: ignore[arg-type]


def changed(usual: KeyResultFields, given: Mapping[str, object]) -> KeyResultFields:
    return replace(usual, **given)  # type: ignore[arg-type]


def edit(
    company: Company, objective: Objective, rows: Sequence[KeyResultFields], who: Person, reason: str = ""
) -> None:
    objective.refresh_from_db()
    edit_objective(
        objective.pk,
        of(objective),
        rows,
        version=objective.version,
        reason=reason,
        by=company.by(who),
        door="web",
    )


# The four kinds


def test_each_kind_keeps_its_own_fields_and_no_others(company: Company) -> None:
    step = [MilestoneFields("One", Decimal(2), date(2026, 11, 30))]
    objective = company.objective(
        company.bo,
        key_results=tuple(
            KeyResultFields(
                title=kind,
                kind=kind,
                milestones=step,
                phased_targets=[(date(2026, 11, 1), Decimal(1))],
                start=Decimal(1),
                target=Decimal(2),
                low=Decimal(3),
                high=Decimal(4),
            )
            for kind in ("number", "hold", "milestones", "done")
        ),
    )
    kept = {
        row.kind: (
            row.start,
            row.target,
            row.low,
            row.high,
            row.milestones.count(),
            row.phased_targets.count(),
            row.planned,
        )
        for row in objective.key_results.all()
    }
    assert kept == {
        "number": (1, 2, None, None, 0, 1, True),
        "hold": (None, None, 3, 4, 0, 0, False),
        "milestones": (None, None, None, None, 1, 0, True),
        "done": (None, None, None, None, 0, 0, False),
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"target": None}, ("target", "target_missing")),
        ({"start": Decimal(40), "target": Decimal(40)}, ("target", "start_equals_target")),
        ({"target": Decimal(0)}, ("target", "start_equals_target")),
        ({"target": LONG}, ("target", "number_too_long")),
        ({"target": Decimal("1E+20")}, ("target", "number_too_long")),
        ({"target": Decimal("1E-20")}, ("target", "number_too_long")),
        ({"target": Decimal("NaN")}, ("target", "number_too_long")),
        ({"start": Decimal("-Infinity")}, ("start", "number_too_long")),
        ({"weight": Decimal(-1)}, ("weight", "weight_out_of_range")),
        ({"weight": Decimal(1001)}, ("weight", "weight_out_of_range")),
        ({"weight": Decimal("NaN")}, ("weight", "weight_out_of_range")),
        ({"kind": "feeling"}, ("kind", "choice_unknown")),
        ({"kind": "hold", "low": None, "high": None}, ("low", "bound_missing")),
        ({"kind": "hold", "low": Decimal(3), "high": Decimal(2)}, ("low", "bounds_crossed")),
        ({"kind": "milestones"}, ("milestones", "milestones_missing")),
        (
            {"kind": "milestones", "milestones": [MilestoneFields(" ")]},
            ("milestones.0.title", "text_missing"),
        ),
        ({"unit_kind": "word", "unit": "thirteen-long"}, ("unit", "unit_too_long")),
        ({"unit_kind": "currency", "unit": "XYZ"}, ("unit", "unit_unknown")),
        ({"unit_kind": "duration", "unit": "moons"}, ("unit", "unit_unknown")),
        ({"decimals": 7}, ("decimals", "decimals_out_of_range")),
        ({"title": "x" * 501}, ("title", "text_too_long")),
        ({"owner_id": 999_999}, ("owner", "person_unknown")),
        ({"delegate_id": 999_999}, ("delegate", "person_unknown")),
        ({"due": date(2027, 1, 1)}, ("due", "date_outside_cycle")),
        ({"phased_targets": [(date(2026, 9, 1), Decimal(1))]}, ("phased_targets.0.on", "date_outside_cycle")),
        (
            {"phased_targets": [(date(2026, 11, 1), Decimal(1)), (date(2026, 11, 1), Decimal(2))]},
            ("phased_targets.1.on", "two_phases_a_day"),
        ),
        ({"phased_targets": [(date(2026, 11, 1), LONG)]}, ("phased_targets.0.value", "number_too_long")),
    ],
)
def test_a_key_result_that_cannot_be_is_refused_at_its_field(
    company: Company, given: dict[str, object], expected: tuple[str, str]
) -> None:
    objective = company.objective(company.bo, agreed=False)
    with pytest.raises(Exception) as refused:
        add_key_result(objective, changed(number("New", 0, 10), given), by=company.by(company.bo), door="web")
    assert codes(refused) == [expected]
    assert objective.key_results.count() == 1


def test_a_wrong_person_is_named_at_the_row_they_stand_in(company: Company) -> None:
    objective = company.objective(company.bo, agreed=False)
    rows = [again(company.key_result(objective)), replace(number("New", 0, 1), owner_id=999_999)]
    with pytest.raises(Exception) as refused:
        edit(company, objective, rows, company.bo)
    assert codes(refused) == [("key_results.1.owner", "person_unknown")]


def test_a_number_without_a_start_starts_at_nothing(company: Company) -> None:
    objective = company.objective(company.bo, key_results=(KeyResultFields(title="A", target=Decimal(4)),))
    assert company.key_result(objective).start == 0


# Drafts


def test_rows_of_a_draft_come_go_and_move_freely(company: Company) -> None:
    objective = company.objective(
        company.bo, key_results=(number("A", 0, 1), number("B", 0, 1), number("C", 0, 1)), agreed=False
    )
    a, _b, c = objective.key_results.order_by("position")
    edit(company, objective, [again(c, target=Decimal(9)), number("D", 0, 1), again(a)], company.bo)
    live = [
        (row.title, row.target) for row in objective.key_results.filter(state="live").order_by("position")
    ]
    assert live == [("C", 9), ("D", 1), ("A", 1)]
    assert objective.key_results.get(title="B").state == "dropped"
    events = Event.objects.filter(noun="keyresult").order_by("id").values_list("verb", "before", "after")
    assert list(events) == [("edited", {"target": "1"}, {"target": "9"}), ("dropped", {}, {})]
    objective.refresh_from_db()
    assert objective.key_results_live == 3
    assert list(differences(at=NOW)) == []


def test_a_row_of_another_objective_or_given_twice_is_refused(company: Company) -> None:
    mine, other = company.objective(company.bo, agreed=False), company.objective(company.cy, agreed=False)
    row, stranger = company.key_result(mine), company.key_result(other)
    for rows, expected in (
        ([again(row), again(stranger)], ("key_results.1.id", "not_found")),
        ([again(row), again(row)], ("key_results.1.title", "key_result_twice")),
    ):
        with pytest.raises(Refusal) as refused:
            edit(company, mine, rows, company.bo)
        assert codes(refused) == [expected]


def test_milestones_keep_what_is_done_when_they_are_edited(company: Company) -> None:
    steps = [MilestoneFields("One"), MilestoneFields("Two")]
    given = KeyResultFields(title="Steps", kind="milestones", milestones=steps, owner_id=company.bo.pk)
    objective = company.objective(company.bo, key_results=(given,))
    row = company.key_result(objective)
    one, two = row.milestones.all()
    check_in(row.pk, steps=[one.pk], by=company.by(company.bo), door="web")
    edit(
        company,
        objective,
        [
            again(
                row,
                milestones=[MilestoneFields("Two, reworded", id=two.pk), MilestoneFields("One", id=one.pk)],
            )
        ],
        company.bo,
        reason="In the order we do them.",
    )
    amendment = Amendment.objects.get()
    answer_amendment(amendment.pk, agree=True, by=company.by(company.ann), door="web")
    done = row.milestones.values_list("title", "done_on")
    assert list(done) == [("Two, reworded", None), ("One", date(2026, 11, 18))]


def test_whoever_edits_a_row_second_is_refused(company: Company) -> None:
    objective = company.objective(company.bo, agreed=False)
    row = company.key_result(objective)
    edit_key_result(row.pk, again(row, title="Mine"), version=1, by=company.by(company.bo), door="api")
    with pytest.raises(Conflict):
        edit_key_result(row.pk, again(row, title="Theirs"), version=1, by=company.by(company.ann), door="api")
    assert KeyResult.objects.get(pk=row.pk).title == "Mine"


@pytest.mark.parametrize("what", ["add", "edit", "drop", "delegate", "claim", "release", "amend"])
def test_a_change_of_a_row_is_seen_by_whoever_is_editing_the_whole(company: Company, what: str) -> None:
    """An editor open since before would otherwise put the old row back without a word."""
    mine = company.objective(company.bo, key_results=(number("A", 0, 4, company.bo), number("B", 0, 4)))
    owned, free = mine.key_results.order_by("position")
    by, above = company.by(company.bo), company.by(company.ann)
    opened = Objective.objects.get(pk=mine.pk)
    match what:
        case "add":
            add_key_result(mine, number("New", 0, 1), reason="More.", by=above, door="api")
        case "edit":
            edit_key_result(owned.pk, again(owned, title="Else"), version=owned.version, by=above, door="api")
        case "drop":
            drop_key_result(owned.pk, reason="Gone.", by=above, door="api")
        case "delegate":
            set_delegate(owned.pk, person_id=company.cy.pk, by=above, door="api")
        case "claim":
            claim_key_result(free.pk, by=by, door="api")
        case "release":
            release_key_result(owned.pk, reason="Too much.", by=above, door="api")
        case "amend":
            asked = add_key_result(mine, number("New", 0, 1), reason="More.", by=by, door="api")
            assert isinstance(asked, Amendment)
            opened.refresh_from_db()
            answer_amendment(asked.pk, agree=True, by=above, door="api")
    with pytest.raises(Conflict):
        edit_objective(mine.pk, of(opened), [again(owned)], version=opened.version, by=by, door="web")


# Amendments


def test_wording_of_what_was_agreed_changes_at_once(company: Company) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    change = again(
        row,
        title="Shops won",
        owner_id=company.cy.pk,
        delegate_id=company.bo.pk,
        due=date(2026, 12, 1),
        decimals=1,
    )
    edit(company, objective, [change], company.bo)
    row.refresh_from_db()
    objective.refresh_from_db()
    assert (row.title, row.owner, row.delegate, row.due, row.decimals) == (
        "Shops won",
        company.cy,
        company.bo,
        date(2026, 12, 1),
        1,
    )
    assert (Amendment.objects.count(), objective.amended) == (0, False)
    event = Event.objects.get(verb="reworded")
    assert (event.before["title"], event.after["title"], event.after["owner_id"]) == (
        "Shops signed",
        "Shops won",
        company.cy.pk,
    )


def test_a_change_that_waits_already_is_not_asked_again(company: Company) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    for target in (20, 20, 25):
        edit(company, objective, [again(row, target=Decimal(target))], company.bo, reason="Shops closed.")
        row.refresh_from_db()
        objective.refresh_from_db()
    assert [each.after for each in Amendment.objects.order_by("id")] == [{"target": "20"}, {"target": "25"}]
    assert Event.objects.filter(verb="amendment_asked").count() == 2


def test_a_changed_target_waits_for_the_agreeing_person(company: Company) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    check_in(row.pk, value=Decimal(10), by=company.by(company.bo), door="web")
    edit(company, objective, [again(row, target=Decimal(20))], company.bo, reason="Half the shops closed.")
    row.refresh_from_db()
    asked = Amendment.objects.get()
    assert (row.target, asked.state, asked.before, asked.after, asked.reason, asked.asked_by) == (
        40,
        "asked",
        {"target": "40"},
        {"target": "20"},
        "Half the shops closed.",
        company.bo,
    )
    for who, error in ((company.bo, Forbidden), (company.cy, Forbidden), (company.gus, Forbidden)):
        with pytest.raises(error):
            answer_amendment(asked.pk, agree=True, by=company.by(who), door="web")
    answer_amendment(asked.pk, agree=True, sentence="I see.", by=company.by(company.ann), door="web")
    row.refresh_from_db()
    objective.refresh_from_db()
    assert (row.target, row.progress, row.progress_agreed, objective.amended) == (
        20,
        Decimal("0.5"),
        Decimal("0.25"),
        True,
    )
    assert (objective.progress, objective.progress_agreed) == (Decimal("0.5"), Decimal("0.25"))
    assert Baseline.objects.get(objective=objective).key_results[0]["target"] == "40"
    with pytest.raises(Refusal) as refused:
        answer_amendment(asked.pk, agree=False, by=company.by(company.ann), door="web")
    assert codes(refused) == [(None, "already_answered")]
    assert list(differences(at=NOW)) == []
    told = Event.objects.filter(verb__startswith="amend").order_by("id").values_list("verb", "reason")
    assert list(told) == [("amendment_asked", "Half the shops closed."), ("amendment_agreed", "I see.")]


def test_a_declined_change_changes_nothing(company: Company) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    edit(company, objective, [again(row, target=Decimal(20))], company.bo, reason="Half the shops closed.")
    answer_amendment(
        Amendment.objects.get().pk, agree=False, sentence="Not yet.", by=company.by(company.ann), door="web"
    )
    row.refresh_from_db()
    objective.refresh_from_db()
    assert (row.target, objective.amended, Amendment.objects.get().state) == (40, False, "declined")


@pytest.mark.parametrize(
    "change",
    [
        {"start": Decimal(1)},
        {"target": Decimal(41)},
        {"weight": Decimal(50)},
        {"unit_kind": "percent"},
        {"kind": "done"},
        {"phased_targets": [(date(2026, 11, 1), Decimal(5))]},
    ],
)
def test_what_was_agreed_changes_with_a_reason_only(company: Company, change: dict[str, object]) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    with pytest.raises(Refusal) as refused:
        edit(company, objective, [again(row, title="Reworded as well", **change)], company.bo)
    assert codes(refused) == [("reason", "amendment_reason_missing")]
    assert KeyResult.objects.get(pk=row.pk).title == "Shops signed"
    edit(company, objective, [again(row, **change)], company.bo, reason="Because.")
    assert Amendment.objects.get().after.keys() == change.keys() | (
        {"start", "target"} if "kind" in change else set()
    )


def test_the_agreeing_person_amends_at_once(company: Company) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    edit(company, objective, [again(row, target=Decimal(20))], company.ann, reason="We talked about it.")
    row.refresh_from_db()
    assert (row.target, Amendment.objects.get().state, Event.objects.filter(verb="amended").count()) == (
        20,
        "agreed",
        1,
    )


def test_a_key_result_added_later_comes_with_its_milestones(company: Company) -> None:
    objective = company.objective(company.bo)
    steps = [MilestoneFields("Drawn", Decimal(2), date(2026, 11, 30)), MilestoneFields("Built")]
    given = KeyResultFields(
        title="New", kind="milestones", milestones=steps, owner_id=company.cy.pk, due=date(2026, 12, 20)
    )
    asked = add_key_result(objective, given, reason="We forgot it.", by=company.by(company.bo), door="web")
    assert isinstance(asked, Amendment) and asked.key_result is None
    assert objective.key_results.count() == 1
    answer_amendment(asked.pk, agree=True, by=company.by(company.ann), door="web")
    new = objective.key_results.get(title="New")
    assert (new.kind, new.owner, new.due, new.planned, new.proposer) == (
        "milestones",
        company.cy,
        date(2026, 12, 20),
        True,
        company.bo,
    )
    assert list(new.milestones.values_list("title", "weight", "due")) == [
        ("Drawn", Decimal(2), date(2026, 11, 30)),
        ("Built", Decimal(1), None),
    ]
    objective.refresh_from_db()
    assert (objective.amended, objective.key_results_live) == (True, 2)


def test_a_number_that_becomes_milestones_gets_them_once_agreed(company: Company) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    change = again(row, kind="milestones", milestones=[MilestoneFields("First"), MilestoneFields("Then")])
    edit(company, objective, [change], company.bo, reason="There is nothing to count.")
    assert (KeyResult.objects.get(pk=row.pk).kind, row.milestones.count()) == ("number", 0)
    answer_amendment(Amendment.objects.get().pk, agree=True, by=company.by(company.ann), door="web")
    row.refresh_from_db()
    assert (row.kind, row.start, row.target) == ("milestones", None, None)
    assert list(row.milestones.values_list("title", flat=True)) == ["First", "Then"]


def test_a_late_drop_never_lifts_progress_silently(company: Company) -> None:
    objective = company.objective(
        company.bo, key_results=(number("A", 0, 10, company.bo), number("B", 0, 10, company.bo))
    )
    a, b = objective.key_results.order_by("position")
    check_in(a.pk, value=Decimal(8), by=company.by(company.bo), door="web")
    with pytest.raises(Refusal) as refused:
        drop_key_result(b.pk, reason="", by=company.by(company.bo), door="web")
    assert codes(refused) == [("reason", "amendment_reason_missing")]
    asked = drop_key_result(b.pk, reason="It hurts the look.", by=company.by(company.bo), door="web")
    assert asked is not None
    answer_amendment(asked.pk, agree=True, by=company.by(company.ann), door="web")
    objective.refresh_from_db()
    b.refresh_from_db()
    assert (b.state, objective.key_results_live) == ("dropped", 1)
    assert (objective.progress, objective.progress_agreed) == (Decimal("0.8"), Decimal("0.4"))
    with pytest.raises(Refusal) as refused:
        drop_key_result(b.pk, reason="Again.", by=company.by(company.bo), door="web")
    assert codes(refused) == [(None, "key_result_dropped")]


def test_two_changes_that_meet_badly_are_refused_not_broken(company: Company) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    edit(company, objective, [again(row, start=Decimal(50))], company.bo, reason="We had them already.")
    edit(company, objective, [again(row, target=Decimal(50))], company.bo, reason="More shops.")
    first, second = Amendment.objects.order_by("id")
    answer_amendment(first.pk, agree=True, by=company.by(company.ann), door="web")
    with pytest.raises(Refusal) as refused:
        answer_amendment(second.pk, agree=True, by=company.by(company.ann), door="web")
    assert codes(refused) == [("target", "start_equals_target")]
    second.refresh_from_db()
    assert second.state == "asked"


def test_in_review_what_was_agreed_stays(company: Company) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    edit(company, objective, [again(row, target=Decimal(20))], company.bo, reason="Before the review.")
    step_cycle(company.quarter.pk, state="reviewing", by=company.by(company.ann), door="test")
    verbs: tuple[Callable[[], object], ...] = (
        lambda: edit(company, objective, [again(row, target=Decimal(30))], company.bo, reason="Late."),
        lambda: drop_key_result(row.pk, reason="Late.", by=company.by(company.bo), door="web"),
        lambda: answer_amendment(
            Amendment.objects.get().pk, agree=True, by=company.by(company.ann), door="web"
        ),
    )
    for verb in verbs:
        with pytest.raises(Refusal) as refused:
            verb()
        assert codes(refused) == [(None, "no_amendments_in_review")]
    edit(company, objective, [again(row, title="Reworded")], company.bo)
    assert KeyResult.objects.get(pk=row.pk).title == "Reworded"


def test_who_cannot_see_an_objective_learns_nothing_of_its_changes(company: Company) -> None:
    objective = company.objective(company.bo, visibility="named", viewer_ids=(company.ann.pk,))
    edit(
        company,
        objective,
        [again(company.key_result(objective), target=Decimal(20))],
        company.bo,
        reason="Because.",
    )
    with pytest.raises(NotFound):
        answer_amendment(Amendment.objects.get().pk, agree=True, by=company.by(company.eve), door="web")


# Claims


def unclaimed(company: Company) -> KeyResult:
    return company.key_result(company.objective(company.bo, key_results=(number("Free", 0, 4),)))


def test_the_first_claim_stands_once_the_owner_confirms(company: Company) -> None:
    row = unclaimed(company)
    later = NOW + timedelta(days=2, minutes=1)
    claim = claim_key_result(row.pk, by=company.by(company.cy, later), door="web")
    with pytest.raises(Refusal) as refused:
        claim_key_result(row.pk, by=company.by(company.eve, later), door="web")
    assert codes(refused) == [(None, "already_claimed")]
    with pytest.raises(Forbidden):
        answer_claim(claim.pk, confirm=True, by=company.by(company.cy, later), door="web")
    answer_claim(claim.pk, confirm=True, by=company.by(company.bo, later), door="web")
    row.refresh_from_db()
    claim.refresh_from_db()
    assert (row.owner, claim.state) == (company.cy, "confirmed")
    with pytest.raises(Refusal) as refused:
        claim_key_result(row.pk, by=company.by(company.eve, later), door="web")
    assert codes(refused) == [(None, "has_owner")]
    verbs = Event.objects.filter(noun="keyresult").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["claimed", "claim_confirmed"]


def test_the_proposer_has_first_refusal_for_two_days(company: Company) -> None:
    row = unclaimed(company)
    with pytest.raises(Refusal) as refused:
        claim_key_result(row.pk, by=company.by(company.cy, NOW + timedelta(days=1, hours=23)), door="web")
    assert codes(refused) == [(None, "first_refusal")]
    assert refused.value.params == {"name": "Bo", "until": "2026-11-20"}
    claim_key_result(row.pk, by=company.by(company.bo), door="web")
    row.refresh_from_db()
    assert row.owner == company.bo


def test_a_guest_claims_nothing_and_a_declined_claim_frees_it(company: Company) -> None:
    row = unclaimed(company)
    later = NOW + timedelta(days=3)
    with pytest.raises(Forbidden):
        claim_key_result(row.pk, by=company.by(company.gus, later), door="web")
    claim = claim_key_result(row.pk, by=company.by(company.cy, later), door="web")
    answer_claim(
        claim.pk, confirm=False, reason="You have enough.", by=company.by(company.bo, later), door="web"
    )
    assert (Claim.objects.get().state, Claim.objects.get().reason) == ("declined", "You have enough.")
    assert claim_key_result(row.pk, by=company.by(company.eve, later), door="web").state == "asked"


def test_a_claim_does_not_push_out_an_owner_set_meanwhile(company: Company) -> None:
    row = unclaimed(company)
    later = NOW + timedelta(days=3)
    claim = claim_key_result(row.pk, by=company.by(company.cy, later), door="web")
    edit(company, row.objective, [again(row, owner_id=company.eve.pk)], company.bo)
    with pytest.raises(Refusal) as refused:
        answer_claim(claim.pk, confirm=True, by=company.by(company.bo, later), door="web")
    assert codes(refused) == [(None, "has_owner")]
    assert KeyResult.objects.get(pk=row.pk).owner == company.eve


def test_a_release_takes_a_reason_and_opens_it_again(company: Company) -> None:
    row = company.key_result(company.objective(company.bo, key_results=(number("A", 0, 4, company.cy),)))
    with pytest.raises(Forbidden):
        release_key_result(row.pk, reason="Mine now.", by=company.by(company.eve), door="web")
    with pytest.raises(Refusal) as refused:
        release_key_result(row.pk, reason=" ", by=company.by(company.cy), door="web")
    assert codes(refused) == [("reason", "reason_missing")]
    release_key_result(row.pk, reason="I change teams.", by=company.by(company.cy), door="web")
    row.refresh_from_db()
    assert row.owner is None
    event = Event.objects.latest("id")
    assert (event.verb, event.reason, event.before, event.after) == (
        "released",
        "I change teams.",
        {"owner": company.cy.pk},
        {"owner": None},
    )
    with pytest.raises(Refusal) as refused:
        release_key_result(row.pk, reason="Again.", by=company.by(company.bo), door="web")
    assert codes(refused) == [(None, "has_no_owner")]


# Delegates, status by hand


def test_a_delegate_checks_in_beside_the_owner(company: Company) -> None:
    row = company.key_result(company.objective(company.bo))
    with pytest.raises(Forbidden):
        set_delegate(row.pk, person_id=company.eve.pk, by=company.by(company.eve), door="web")
    with pytest.raises(Refusal) as refused:
        set_delegate(row.pk, person_id=999_999, by=company.by(company.bo), door="web")
    assert codes(refused) == [("delegate", "person_unknown")]
    set_delegate(row.pk, person_id=company.eve.pk, by=company.by(company.bo), door="web")
    check_in(row.pk, value=Decimal(4), by=company.by(company.eve), door="web")
    assert (KeyResult.objects.get(pk=row.pk).current, Amendment.objects.count()) == (4, 0)


def test_a_status_by_hand_needs_a_sentence_and_can_be_taken_back(company: Company) -> None:
    objective = company.objective(company.bo)
    row = company.key_result(objective)
    check_in(row.pk, value=Decimal(30), confidence=8, by=company.by(company.bo), door="web")
    with pytest.raises(Refusal) as refused:
        set_hand_status(row.pk, status="off_track", note="", by=company.by(company.bo), door="web")
    assert codes(refused) == [("note", "reason_missing")]
    with pytest.raises(Refusal) as refused:
        set_hand_status(row.pk, status="purple", note="x", by=company.by(company.bo), door="web")
    assert codes(refused) == [("status", "choice_unknown")]
    set_hand_status(
        row.pk, status="off_track", note="The courier is bankrupt.", by=company.by(company.bo), door="web"
    )
    row.refresh_from_db()
    objective.refresh_from_db()
    assert (row.status, row.hand_status, row.hand_note, objective.key_results_red) == (
        "on_track",
        "off_track",
        "The courier is bankrupt.",
        1,
    )
    set_hand_status(row.pk, status="", note="", by=company.by(company.bo), door="web")
    row.refresh_from_db()
    objective.refresh_from_db()
    assert (row.hand_status, row.hand_note, objective.key_results_red) == ("", "", 0)


def test_nothing_of_a_closed_cycle_changes_hands(company: Company) -> None:
    objective = company.objective(company.bo, key_results=(number("A", 0, 4, company.bo), number("B", 0, 4)))
    owned, free = objective.key_results.order_by("position")
    later = NOW + timedelta(days=3)
    claim = claim_key_result(free.pk, by=company.by(company.cy, later), door="web")
    for state in ("reviewing", "closed"):
        step_cycle(company.quarter.pk, state=state, by=company.by(company.ann), door="test")
    by = company.by(company.bo)
    verbs: tuple[Callable[[], object], ...] = (
        lambda: release_key_result(owned.pk, reason="x", by=by, door="web"),
        lambda: set_delegate(owned.pk, person_id=company.cy.pk, by=by, door="web"),
        lambda: set_hand_status(owned.pk, status="done", note="x", by=by, door="web"),
        lambda: answer_claim(claim.pk, confirm=True, by=by, door="web"),
        lambda: add_key_result(objective, number("New", 0, 1), reason="x", by=by, door="web"),
        lambda: drop_key_result(owned.pk, reason="x", by=by, door="web"),
        lambda: lift_objective(objective.pk, holder="company", by=company.by(company.ann), door="web"),
    )
    for verb in verbs:
        with pytest.raises(Refusal) as refused:
            verb()
        assert codes(refused) == [(None, "cycle_closed")]
