"""Linking goals: at once or as a request, answered, ended; what a link may not be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from headway.activity.models import Event
from headway.core.errors import Forbidden, NotFound, Refusal
from headway.goals.actions.alignment import align, answer_alignment, end_alignment, weigh_alignment
from headway.goals.actions.check_ins import check_in
from headway.goals.actions.cycles import create_cycle, step_cycle
from headway.goals.actions.daily import differences
from headway.goals.actions.fields import KeyResultFields
from headway.goals.actions.key_results import add_key_result, drop_key_result
from headway.goals.actions.objectives import close_objective
from headway.goals.models import Alignment, Objective
from tests.conftest import NOW, Company, number
from tests.goals.test_objectives import codes


def pair(company: Company) -> tuple[Objective, Objective]:
    """Cy's objective below Bo's team's."""
    return company.objective(company.cy, "Call"), company.objective(
        company.bo, "Sell", holder="team", team=company.sales
    )


def progress(objective: Objective) -> Decimal | None:
    reached: Decimal | None = Objective.objects.get(pk=objective.pk).progress
    return reached


def test_a_link_to_somebody_elses_goal_is_a_request(company: Company, settled: Callable[[], int]) -> None:
    child, parent = pair(company)
    link = align(child.pk, parent.pk, kind="contributes", by=company.by(company.cy), door="web")
    check_in(company.key_result(child).pk, value=Decimal(20), by=company.by(company.cy), door="web")
    settled()
    assert (link.state, progress(parent)) == ("asked", None)
    with pytest.raises(Forbidden):
        answer_alignment(link.pk, accept=True, by=company.by(company.cy), door="web")
    answer_alignment(link.pk, accept=True, sentence="Good.", by=company.by(company.bo), door="web")
    settled()
    link.refresh_from_db()
    assert (link.state, link.sentence, progress(parent)) == ("active", "Good.", Decimal("0.25"))
    with pytest.raises(NotFound):
        answer_alignment(link.pk, accept=True, by=company.by(company.bo), door="web")
    events = (
        Event.objects.filter(noun="alignment").order_by("id").values_list("verb", "actor", "objective_id")
    )
    assert list(events) == [
        ("alignment_asked", company.cy.pk, child.pk),
        ("alignment_accepted", company.bo.pk, child.pk),
    ]
    assert list(differences(at=NOW)) == []


def test_declining_takes_a_sentence(company: Company) -> None:
    child, parent = pair(company)
    link = align(child.pk, parent.pk, by=company.by(company.cy), door="web")
    with pytest.raises(Refusal) as refused:
        answer_alignment(link.pk, accept=False, sentence=" ", by=company.by(company.bo), door="web")
    assert codes(refused) == [("sentence", "text_missing")]
    answer_alignment(
        link.pk, accept=False, sentence="Not this quarter.", by=company.by(company.bo), door="web"
    )
    link.refresh_from_db()
    assert (link.state, link.sentence) == ("declined", "Not this quarter.")
    assert align(child.pk, parent.pk, by=company.by(company.cy), door="web").state == "asked"


def test_within_ones_own_holder_it_is_at_once_and_by_default_counts_nothing(
    company: Company, settled: Callable[[], int]
) -> None:
    child, parent = company.objective(company.bo, "Call"), company.objective(company.bo, "Sell")
    link = align(child.pk, parent.pk, by=company.by(company.bo), door="web")
    check_in(company.key_result(child).pk, value=Decimal(40), by=company.by(company.bo), door="web")
    settled()
    assert (link.kind, link.state, progress(parent)) == ("supports", "active", None)


def test_whoever_may_edit_the_parent_links_at_once(company: Company) -> None:
    child, parent = pair(company)
    assert align(child.pk, parent.pk, by=company.by(company.bo), door="web").state == "active"


def test_many_parents_up_and_sideways(company: Company, settled: Callable[[], int]) -> None:
    child = company.objective(company.cy, "Call")
    parents = [
        company.objective(company.bo, "Sell", holder="team", team=company.sales),
        company.objective(company.eve, "Build"),
        company.objective(company.ann, "Lead", holder="company", cycle=company.quarter),
    ]
    for parent in parents:
        align(child.pk, parent.pk, kind="contributes", by=company.by(company.cy), door="web")
    Alignment.objects.update(state="active")
    check_in(company.key_result(child).pk, value=Decimal(40), by=company.by(company.cy), door="web")
    settled()
    assert [progress(parent) for parent in parents] == [Decimal("0.5")] * 3


def test_ending_a_link_rolls_the_parent_up_again(company: Company, settled: Callable[[], int]) -> None:
    child, parent = pair(company)
    link = align(child.pk, parent.pk, kind="contributes", by=company.by(company.bo), door="web")
    check_in(company.key_result(child).pk, value=Decimal(40), by=company.by(company.cy), door="web")
    settled()
    assert progress(parent) == Decimal("0.5")
    with pytest.raises(Forbidden):
        end_alignment(link.pk, by=company.by(company.eve), door="web")
    end_alignment(link.pk, by=company.by(company.cy), door="web")
    settled()
    link.refresh_from_db()
    assert (link.state, progress(parent)) == ("ended", None)
    event = Event.objects.latest("id")
    assert (event.verb, event.before) == ("alignment_ended", {"parent": parent.pk, "kind": "contributes"})
    with pytest.raises(NotFound):
        end_alignment(link.pk, by=company.by(company.cy), door="web")


def test_a_weight_of_a_contributing_link_rolls_the_parent_up_again(
    company: Company, settled: Callable[[], int]
) -> None:
    child, parent = pair(company)
    other = company.objective(company.bo, "Answer")
    link = align(child.pk, parent.pk, kind="contributes", by=company.by(company.bo), door="web")
    align(other.pk, parent.pk, kind="contributes", by=company.by(company.bo), door="web")
    check_in(company.key_result(child).pk, value=Decimal(40), by=company.by(company.cy), door="web")
    settled()
    assert progress(parent) == Decimal("0.333333")
    weigh_alignment(link.pk, weight=Decimal(80), by=company.by(company.bo), door="web")
    settled()
    assert progress(parent) == Decimal("0.8")
    event = Event.objects.latest("id")
    assert (event.verb, event.objective_id, event.before, event.after) == (
        "alignment_weighed",
        parent.pk,
        {"child": child.pk, "weight": None},
        {"child": child.pk, "weight": "80"},
    )
    weigh_alignment(link.pk, weight=Decimal(80), by=company.by(company.bo), door="web")
    assert Event.objects.latest("id") == event
    weigh_alignment(link.pk, weight=None, by=company.by(company.bo), door="web")
    settled()
    assert progress(parent) == Decimal("0.333333")
    assert list(differences(at=NOW)) == []


def test_only_who_works_on_the_parent_weighs_what_counts_in_it(company: Company) -> None:
    child, parent = pair(company)
    link = align(child.pk, parent.pk, kind="contributes", by=company.by(company.bo), door="web")
    with pytest.raises(Forbidden):
        weigh_alignment(link.pk, weight=Decimal(80), by=company.by(company.cy), door="web")
    end_alignment(link.pk, by=company.by(company.bo), door="web")
    with pytest.raises(NotFound):
        weigh_alignment(link.pk, weight=Decimal(80), by=company.by(company.bo), door="web")


def test_a_link_that_counts_nothing_a_weight_out_of_range_and_a_closed_goal_are_refused(
    company: Company,
) -> None:
    child, parent = pair(company)
    by = company.by(company.bo)

    def refused(link: Alignment, weight: int) -> list[tuple[str | None, str]]:
        with pytest.raises(Refusal) as refusal:
            weigh_alignment(link.pk, weight=Decimal(weight), by=by, door="web")
        return codes(refusal)

    link = align(child.pk, parent.pk, by=by, door="web")
    assert refused(link, 80) == [("weight", "link_without_weight")]
    end_alignment(link.pk, by=by, door="web")
    link = align(child.pk, parent.pk, kind="contributes", by=by, door="web")
    assert refused(link, 1001) == [("weight", "weight_out_of_range")]
    close_objective(parent.pk, outcome="partly", note="Sold.", by=by, door="web")
    assert refused(link, 80) == [(None, "wrong_state")]


def test_contributing_links_form_no_circle(company: Company) -> None:
    a, b, c = (company.objective(company.bo, title) for title in "ABC")
    by = company.by(company.bo)
    align(a.pk, b.pk, kind="contributes", by=by, door="web")
    align(b.pk, c.pk, kind="contributes", by=by, door="web")
    for child, parent in ((b, a), (c, a), (c, b)):
        with pytest.raises(Refusal) as refused:
            align(child.pk, parent.pk, kind="contributes", by=by, door="web")
        assert codes(refused) == [("parent", "alignment_circle")]
    with pytest.raises(Refusal) as refused:
        align(a.pk, a.pk, by=by, door="web")
    assert codes(refused) == [("parent", "aligned_to_itself")]
    assert align(c.pk, a.pk, kind="supports", by=by, door="web").state == "active"


def test_a_circle_of_requests_is_seen_before_it_closes(company: Company) -> None:
    mine, theirs = company.objective(company.cy, "Call"), company.objective(company.eve, "Build")
    align(mine.pk, theirs.pk, kind="contributes", by=company.by(company.cy), door="web")
    with pytest.raises(Refusal) as refused:
        align(theirs.pk, mine.pk, kind="contributes", by=company.by(company.eve), door="web")
    assert codes(refused) == [("parent", "alignment_circle")]


def test_two_goals_are_linked_once(company: Company) -> None:
    child, parent = pair(company)
    align(child.pk, parent.pk, by=company.by(company.cy), door="web")
    with pytest.raises(Refusal) as refused:
        align(child.pk, parent.pk, kind="unblocks", by=company.by(company.cy), door="web")
    assert codes(refused) == [("parent", "already_aligned")]
    row = company.key_result(parent)
    assert align(
        child.pk, parent.pk, key_result_id=row.pk, kind="unblocks", by=company.by(company.cy), door="web"
    ).pk


def test_a_goal_feeds_a_key_result_only_when_that_is_driven_from_below(
    company: Company, settled: Callable[[], int]
) -> None:
    """100 shops are 40 + 60, never a mean of percentages."""
    rows = (
        KeyResultFields(title="By hand", target=Decimal(100), owner_id=company.bo.pk),
        KeyResultFields(
            title="Shops", target=Decimal(100), driver="below", mode="sum", owner_id=company.bo.pk
        ),
    )
    parent = company.objective(company.bo, "Sell", holder="team", team=company.sales, key_results=rows)
    by_hand, summed = parent.key_results.order_by("position")
    first = company.objective(company.cy, "North", key_results=(number("Shops", 0, 40, company.cy),))
    second = company.objective(company.bo, "South", key_results=(number("Shops", 0, 60, company.bo),))
    with pytest.raises(Refusal) as refused:
        align(
            first.pk,
            parent.pk,
            key_result_id=by_hand.pk,
            kind="contributes",
            by=company.by(company.bo),
            door="web",
        )
    assert codes(refused) == [("key_result", "not_driven_from_below")]
    for child in (first, second):
        align(
            child.pk,
            parent.pk,
            key_result_id=summed.pk,
            kind="contributes",
            by=company.by(company.bo),
            door="web",
        )
    check_in(company.key_result(first).pk, value=Decimal(30), by=company.by(company.cy), door="web")
    check_in(company.key_result(second).pk, value=Decimal(12), by=company.by(company.bo), door="web")
    settled()
    summed.refresh_from_db()
    assert (summed.current, summed.progress) == (42, Decimal("0.42"))
    assert list(differences(at=NOW)) == []
    link = Alignment.objects.get(child=second)
    end_alignment(link.pk, by=company.by(company.bo), door="web")
    settled()
    summed.refresh_from_db()
    assert (summed.current, progress(parent)) == (30, Decimal("0.15"))
    assert list(differences(at=NOW)) == []


def test_no_number_betrays_a_restricted_goal(company: Company) -> None:
    secret = company.objective(
        company.bo, "Buy them", visibility="named", viewer_ids=(company.ann.pk, company.cy.pk)
    )
    open_goal = company.objective(company.bo, "Sell")
    narrower = company.objective(
        company.bo, "Talk", visibility="named", viewer_ids=(company.cy.pk,), agreed=False
    )
    by = company.by(company.bo)
    with pytest.raises(Refusal) as refused:
        align(secret.pk, open_goal.pk, kind="contributes", by=by, door="web")
    assert codes(refused) == [("kind", "parent_more_visible")]
    assert align(secret.pk, open_goal.pk, kind="supports", by=by, door="web").state == "active"
    assert align(secret.pk, narrower.pk, kind="contributes", by=by, door="web").state == "active"
    with pytest.raises(NotFound):
        align(company.objective(company.eve).pk, secret.pk, by=company.by(company.eve), door="web")


def test_cycles_have_to_overlap_and_be_open(company: Company) -> None:
    by = company.by(company.ann)
    later = create_cycle(
        kind="quarter", starts=date(2027, 1, 1), ends=date(2027, 3, 31), state="drafting", by=by, door="t"
    )
    now, then = company.objective(company.ann, "Now"), company.objective(company.ann, "Then", cycle=later)
    with pytest.raises(Refusal) as refused:
        align(now.pk, then.pk, by=by, door="web")
    assert codes(refused) == [("parent", "cycles_apart")]
    other = company.objective(company.ann, "Other")
    link = align(now.pk, other.pk, by=by, door="web")
    for state in ("reviewing", "closed"):
        step_cycle(company.quarter.pk, state=state, by=by, door="t")
    verbs: tuple[Callable[[], object], ...] = (
        lambda: align(other.pk, now.pk, by=by, door="web"),
        lambda: end_alignment(link.pk, by=by, door="web"),
    )
    for verb in verbs:
        with pytest.raises(Refusal) as refused:
            verb()
        assert codes(refused) == [(None, "cycle_closed")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"kind": "blesses"}, ("kind", "choice_unknown")),
        ({"weight": Decimal(-1)}, ("weight", "weight_out_of_range")),
        ({"key_result_id": 999_999}, ("key_result", "not_found")),
    ],
)
def test_a_link_that_cannot_be_is_refused(
    company: Company, given: dict[str, object], expected: tuple[str, str]
) -> None:
    child, parent = pair(company)
    with pytest.raises(Refusal) as refused:
        align(child.pk, parent.pk, by=company.by(company.cy), door="web", **given)  # type: ignore[arg-type]
    assert codes(refused) == [expected]
    assert Alignment.objects.count() == 0


def test_only_who_works_on_a_goal_links_it(company: Company) -> None:
    child, parent = pair(company)
    for who in (company.eve, company.gus):
        with pytest.raises(Forbidden):
            align(child.pk, parent.pk, by=company.by(who), door="web")


def test_a_link_can_be_taken_away_from_one_end_when_the_other_is_hidden(company: Company) -> None:
    child, parent = pair(company)
    link = align(child.pk, parent.pk, by=company.by(company.bo), door="web")
    Objective.objects.filter(pk=parent.pk).update(visibility="named")
    assert end_alignment(link.pk, by=company.by(company.cy), door="web").state == "ended"


def test_what_is_added_below_later_feeds_what_is_above_too(
    company: Company, settled: Callable[[], int]
) -> None:
    shops = KeyResultFields(
        title="Shops",
        target=Decimal(100),
        driver="below",
        unit_kind="word",
        unit="shops",
        owner_id=company.bo.pk,
    )
    parent = company.objective(company.bo, "Sell", holder="team", team=company.sales, key_results=(shops,))
    above = company.key_result(parent)
    child = company.objective(company.cy, "Call", key_results=(number("Calls", 0, 9, company.cy),))
    align(
        child.pk,
        parent.pk,
        key_result_id=above.pk,
        kind="contributes",
        by=company.by(company.bo),
        door="web",
    )
    new = KeyResultFields(
        title="North", target=Decimal(40), unit_kind="word", unit="shops", owner_id=company.cy.pk
    )
    by = company.by(company.ann)
    added = add_key_result(child, new, reason="Those count as well.", by=by, door="web")
    check_in(added.pk, value=Decimal(30), by=company.by(company.cy), door="web")
    settled()
    above.refresh_from_db()
    assert above.current == 30
    drop_key_result(added.pk, reason="They do not.", by=by, door="web")
    settled()
    above.refresh_from_db()
    assert (above.current, progress(parent)) == (None, None)
    assert list(differences(at=NOW)) == []
