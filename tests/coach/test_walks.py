"""Whatever happens to goals, in whatever order, what is stored is what a review made anew says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from random import Random

import pytest
import time_machine

from headway.coach.actions.dismissals import dismiss, take_back
from headway.coach.actions.proof import differences
from headway.coach.actions.settings import change_coach_settings
from headway.coach.actions.upkeep import settle_reviews, turn_reviews
from headway.coach.models import Dismissal
from headway.core.errors import Refusal, Refusals
from headway.goals.actions.alignment import align, answer_alignment, end_alignment
from headway.goals.actions.cycles import create_cycle, edit_cycle, step_cycle
from headway.goals.actions.key_results import (
    add_key_result,
    answer_amendment,
    claim_key_result,
    drop_key_result,
    edit_key_result,
    release_key_result,
)
from headway.goals.actions.objectives import (
    agree_objective,
    carry_over,
    close_objective,
    delete_draft_objective,
    edit_objective,
    lift_objective,
    propose_objective,
    reopen_objective,
)
from headway.goals.models import Alignment, Amendment, Cycle, KeyResult, Objective
from headway.people.actions.organisation import edit_organisation
from headway.people.actions.people import edit_person
from headway.people.models import Person
from tests.coach.test_reviews import fields_of
from tests.conftest import NOW, Company, number

TITLES = (
    "Improve quality",
    "Shops come back",
    "Shops come back to us",
    "Launch the shop",
    "让在线服务更加可靠",
)
ROWS = (
    "Improve quality",
    "Hold three workshops",
    "Shops that order twice rise from 0 to 40",
    "销售额达到200万元",
)
WHOLE = "本月销售额达到200万元"
PARTS = ("一组销售额达到100万元", "二组销售额达到100万元")
STEPS = 30


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


class Walk:
    """One step after another, each by somebody, on something; what is refused is no step."""

    def __init__(self, company: Company, seed: int) -> None:
        self.company, self.lot = company, Random(seed)
        self.people = [company.ann, company.bo, company.cy, company.dee, company.eve]
        self.ann = company.by(company.ann)

    def objective(self) -> Objective:
        return self.lot.choice(list(Objective.objects.order_by("id")))

    def row(self) -> KeyResult:
        return self.lot.choice(list(KeyResult.objects.order_by("id")))

    def of[T](self, rows: list[T]) -> T | None:
        return self.lot.choice(rows) if rows else None

    def write(self) -> None:
        holder = self.lot.choice(["person", "team", "company"])
        owner = self.lot.choice(self.people) if holder != "company" else self.company.ann
        self.company.objective(
            owner,
            self.lot.choice(TITLES),
            key_results=tuple(number(self.lot.choice(ROWS), 0, 40) for _ in range(self.lot.randrange(1, 4))),
            cycle=self.lot.choice(list(Cycle.objects.order_by("id"))),
            holder=holder,
            team=self.lot.choice([self.company.sales, self.company.product]) if holder == "team" else None,
            ambition=self.lot.choice(["committed", "aspirational"]),
            visibility=self.lot.choice(["everyone", "everyone", "named"]),
            viewer_ids=(self.company.ann.pk,),
            agreed=self.lot.random() < 0.6,
        )

    def edit(self) -> None:
        objective = self.objective()
        changes: dict[str, object] = self.lot.choice(
            [
                {"title": self.lot.choice(TITLES)},
                {"why": "Three regions have nobody."},
                {"visibility": "team", "visible_team_id": self.company.sales.pk},
                {"visibility": "everyone", "visible_team_id": None},
                {"cycle_id": self.lot.choice(list(Cycle.objects.order_by("id"))).pk},
            ]
        )
        edit_objective(
            objective.pk, fields_of(objective, **changes), version=objective.version, by=self.ann, door="test"
        )

    def propose(self) -> None:
        objective = self.objective()
        propose_objective(objective.pk, by=self.company.by(objective.owner), door="test")

    def agree(self) -> None:
        agree_objective(self.objective().pk, by=self.ann, door="test")

    def close(self) -> None:
        objective = self.objective()
        outcome = self.lot.choice(["dropped", "achieved"])
        close_objective(objective.pk, outcome=outcome, note="so", by=self.ann, door="test")

    def reopen(self) -> None:
        reopen_objective(self.objective().pk, reason="after all", by=self.ann, door="test")

    def throw_away(self) -> None:
        objective = self.objective()
        delete_draft_objective(objective.pk, by=self.company.by(objective.owner), door="test")

    def lift(self) -> None:
        lift_objective(
            self.objective().pk, holder="team", team_id=self.company.sales.pk, by=self.ann, door="test"
        )

    def carry(self) -> None:
        objective = self.objective()
        cycle = self.lot.choice(list(Cycle.objects.order_by("id")))
        carry_over(objective.pk, cycle_id=cycle.pk, by=self.company.by(objective.owner), door="test")

    def add(self) -> None:
        add_key_result(
            self.objective(),
            number(self.lot.choice(ROWS), 0, 40),
            by=self.ann,
            door="test",
            reason="more",
        )

    def reword(self) -> None:
        row = self.row()
        given = number(self.lot.choice(ROWS), 0, self.lot.choice([40, 50]))
        edit_key_result(row.pk, given, by=self.ann, door="test", version=row.version, reason="so")

    def drop(self) -> None:
        drop_key_result(self.row().pk, reason="no more", by=self.ann, door="test")

    def answer(self) -> None:
        asked = self.of(list(Amendment.objects.filter(state="asked").order_by("id")))
        if asked is not None:
            answer_amendment(asked.pk, agree=self.lot.random() < 0.7, sentence="so", by=self.ann, door="test")

    def claim(self) -> None:
        claim_key_result(self.row().pk, by=self.company.by(self.lot.choice(self.people)), door="test")

    def release(self) -> None:
        row = self.row()
        if row.owner is not None:
            release_key_result(row.pk, reason="no time", by=self.company.by(row.owner), door="test")

    def link(self) -> None:
        align(self.objective().pk, self.objective().pk, by=self.ann, door="test")

    def divide(self) -> None:
        """Somebody's number stands in another's set too, and is only divided below it."""
        above = self.company.objective(self.company.ann, WHOLE, holder="company")
        owner = self.lot.choice(self.people[1:])
        self.company.objective(owner, WHOLE)
        below = self.company.objective(
            owner, "Two teams sell", key_results=tuple(number(each, 0, 100) for each in PARTS)
        )
        align(below.pk, above.pk, by=self.company.by(owner), door="test")

    def rename(self) -> None:
        link = self.of(list(Alignment.objects.order_by("id")))
        if link is not None:
            objective = link.parent
            edit_objective(
                objective.pk,
                fields_of(objective, title=self.lot.choice([WHOLE, *TITLES])),
                version=objective.version,
                by=self.ann,
                door="test",
            )

    def unlink(self) -> None:
        link = self.of(list(Alignment.objects.order_by("id")))
        if link is None:
            return
        if link.state == "asked" and self.lot.random() < 0.6:
            accept = self.lot.random() < 0.5
            by = self.company.by(link.parent.owner)
            answer_alignment(link.pk, accept=accept, sentence="so", by=by, door="test")
        else:
            end_alignment(link.pk, by=self.ann, door="test")

    def move(self) -> None:
        person: Person = self.lot.choice(self.people)
        team = self.lot.choice([self.company.top, self.company.sales, self.company.product])
        fresh = Person.objects.get(pk=person.pk)
        edit_person(fresh, home_team=team, actor=self.company.ann, at=NOW, door="test")

    def wave(self) -> None:
        row = self.row() if self.lot.random() < 0.5 else None
        objective = row.objective if row else self.objective()
        code = self.lot.choice(["K201", "K202", "S304"] if row else ["O102", "O108", "O109", "S304", "S309"])
        dismiss(
            objective.pk,
            code=code,
            key_result_id=row.pk if row else None,
            reason="so",
            by=self.ann,
            door="test",
        )

    def take_back(self) -> None:
        said = self.of(list(Dismissal.objects.order_by("id")))
        if said is not None:
            take_back(said.pk, by=self.ann, door="test")

    def set(self) -> None:
        change_coach_settings(
            on=self.lot.random() < 0.8,
            severities={self.lot.choice(["O102", "K201", "O108"]): self.lot.choice(["off", "error", None])},
            by=self.ann,
            door="test",
        )

    def focus(self) -> None:
        edit_organisation(
            focus_note=self.lot.choice([1, 3]),
            focus_strong=5,
            language=self.lot.choice(["en", "zh-hans"]),
            actor=self.company.ann,
            at=NOW,
            door="test",
        )

    def cycle(self) -> None:
        cycle = self.lot.choice(list(Cycle.objects.order_by("id")))
        states = list(Cycle.State.values)
        state = states[min(len(states) - 1, max(0, states.index(cycle.state) + self.lot.choice([-1, 1])))]
        step_cycle(cycle.pk, state=state, reason="so", by=self.ann, door="test")

    def shift(self) -> None:
        cycle = self.lot.choice(list(Cycle.objects.order_by("id")))
        practice = self.lot.random() < 0.4
        edit_cycle(
            cycle.pk,
            starts=cycle.starts,
            ends=cycle.ends,
            practice=practice,
            version=cycle.version,
            by=self.ann,
            door="test",
        )

    def day(self) -> None:
        turn_reviews(at=NOW)


VERBS: tuple[Callable[[Walk], None], ...] = (
    *(Walk.write,) * 5, *(Walk.edit,) * 4, *(Walk.reword,) * 3, *(Walk.wave,) * 2, *(Walk.cycle,) * 2,
    Walk.propose, Walk.agree, Walk.close, Walk.reopen, Walk.throw_away, Walk.lift, Walk.carry, Walk.add,
    Walk.drop, Walk.answer, Walk.claim, Walk.release, Walk.link, Walk.unlink, Walk.move, Walk.take_back,
    Walk.set, Walk.focus, Walk.shift, Walk.day, *(Walk.divide,) * 2, *(Walk.rename,) * 3,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_reviews_follow_whatever_happens(company: Company, seed: int) -> None:
    by = company.by(company.ann)
    for starts, ends in ((date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 30))):
        create_cycle(kind="quarter", starts=starts, ends=ends, state="running", by=by, door="test")
    walk = Walk(company, seed)
    for _ in range(6):
        walk.write()
    done: list[str] = []
    for _ in range(STEPS):
        verb = walk.lot.choice(VERBS)
        try:
            verb(walk)
        except (Refusal, Refusals):
            continue
        done.append(verb.__name__)
        if walk.lot.random() < 0.4:
            settle_reviews()
            assert list(differences()) == [], done
    settle_reviews()
    assert list(differences()) == [], done
    assert len(done) > STEPS / 4
