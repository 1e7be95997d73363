"""What the people of the story do, each through the product's own verb, at a moment that is handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from headway.core.units import Unit, parse_unit
from headway.demo.founding import DOOR, Cast
from headway.demo.story import Telling
from headway.demo.story.model import (
    AmendmentSpec,
    CheckInSpec,
    ClaimSpec,
    CycleSpec,
    HandSpec,
    KeyResultSpec,
    LinkSpec,
    NoteSpec,
    ObjectiveSpec,
    OverrideSpec,
    Text,
)
from headway.demo.story.telling import weight_of
from headway.goals.access import agreeing_people
from headway.goals.actions.alignment import align, answer_alignment
from headway.goals.actions.cycles import create_cycle, generate_ahead, step_cycle
from headway.goals.actions.fields import KeyResultFields, MilestoneFields, ObjectiveFields
from headway.goals.actions.history import PastCheckIn, refresh_after, write_history
from headway.goals.actions.key_results import (
    answer_amendment,
    claim_key_result,
    drop_key_result,
    edit_key_result,
    set_hand_status,
)
from headway.goals.actions.objectives import (
    agree_objective,
    carry_over,
    close_objective,
    create_objective,
    edit_objective,
    propose_objective,
    publish_objective,
    set_override,
)
from headway.goals.actions.ripples import settle
from headway.goals.actions.scores import score_key_result, score_objective
from headway.goals.models import Alignment, Amendment, Cycle, KeyResult, Milestone, Objective
from headway.goals.rules import score_band, score_proposal
from headway.people.queries.organisation import company_day
from headway.people.viewer import Viewer, viewer_of

AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Said:
    """A check-in as it was typed at a moment of the past."""

    at: datetime
    objective: ObjectiveSpec
    key_result: KeyResultSpec
    check_in: CheckInSpec


@dataclass(slots=True)
class Deeds:
    tale: Telling
    cast: Cast
    cycles: dict[str, int] = field(default_factory=dict)
    objectives: dict[str, int] = field(default_factory=dict)
    key_results: dict[str, int] = field(default_factory=dict)
    milestones: dict[int, list[int]] = field(default_factory=dict)
    agreed: dict[str, datetime] = field(default_factory=dict)
    viewers: dict[int, Viewer] = field(default_factory=dict)
    agreeing: dict[str, list[int]] = field(default_factory=dict)
    stale: set[int] = field(default_factory=set)

    def by(self, who: str | int, at: datetime) -> Viewer:
        """A person of the story, or the person with this id, at a moment."""
        pk = self.cast.people[who].pk if isinstance(who, str) else who
        if pk not in self.viewers:
            person = next(person for person in self.cast.people.values() if person.pk == pk)
            self.viewers[pk] = viewer_of(person, at=at, org=self.cast.org)
        return replace(self.viewers[pk], at=at, today=company_day(self.cast.org, at))

    # Cycles

    def open_cycle(self, spec: CycleSpec, at: datetime) -> None:
        starts, ends = self.tale.dates(spec.key)
        by = self.by(self.tale.story.organisation.champion, at)
        cycle = create_cycle(
            kind=spec.kind, starts=starts, ends=ends, state=Cycle.State.DRAFTING, by=by, door=DOOR
        )
        self.cycles[spec.key] = cycle.pk

    def step_cycle(self, spec: CycleSpec, state: str, at: datetime) -> None:
        by = self.by(self.tale.story.organisation.champion, at)
        step_cycle(self.cycles[spec.key], state=state, by=by, door=DOOR)

    def generate_ahead(self, at: datetime) -> None:
        by = self.by(self.tale.story.organisation.champion, at)
        generate_ahead(
            kinds=("year", "quarter", "month"),
            first=by.today,
            last=by.today + AHEAD,
            by=by,
            door=DOOR,
        )

    # Setting up

    def write_down(self, spec: ObjectiveSpec, at: datetime) -> None:
        who = spec.proposer or (
            self.tale.story.organisation.sponsor if spec.holder == "company" else spec.owner
        )
        made = create_objective(
            self.objective_fields(spec),
            [self.key_result_fields(spec, row) for row in spec.key_results],
            by=self.by(who, at),
            door=DOOR,
        )
        self.remember(spec, made)

    def remember(self, spec: ObjectiveSpec, made: Objective) -> None:
        self.objectives[spec.key] = made.pk
        rows = list(
            made.key_results.filter(state="live").order_by("position", "id").values_list("pk", flat=True)
        )
        for row, pk in zip(spec.key_results, rows, strict=True):
            self.key_results[row.key] = pk
            if row.milestones:
                self.milestones[pk] = list(
                    Milestone.objects.filter(key_result=pk).values_list("pk", flat=True)
                )
            if row.proposer:
                # Proposing a single key result to somebody's objective has no verb yet.
                KeyResult.objects.filter(pk=pk).update(proposer=self.cast.people[row.proposer])

    def propose(self, spec: ObjectiveSpec, at: datetime) -> None:
        propose_objective(self.objectives[spec.key], by=self.by(spec.owner, at), door=DOOR)

    def agree(self, spec: ObjectiveSpec, at: datetime) -> None:
        pk = self.objectives[spec.key]
        owner = self.by(spec.owner, at)
        answers = self.who_agrees(spec, owner)
        if answers is None:
            publish_objective(pk, by=owner, door=DOOR)
        else:
            agree_objective(pk, by=self.by(answers, at), door=DOOR)
        self.agreed[spec.key] = at

    def who_agrees(self, spec: ObjectiveSpec, owner: Viewer) -> int | None:
        """Somebody other than the owner; none where nobody else is asked."""
        if spec.holder not in self.agreeing:
            row = Objective.objects.select_related("team__parent", "person__home_team").get(
                pk=self.objectives[spec.key]
            )
            self.agreeing[spec.holder] = agreeing_people(row, owner)
        return next((pk for pk in self.agreeing[spec.holder] if pk != owner.id), None)

    def link(self, spec: ObjectiveSpec, link: LinkSpec, at: datetime) -> None:
        """Asked for, and accepted at once by whoever owns the other end."""
        parent = self.tale.linked(link)
        ends = {"child": self.objectives[spec.key], "parent": self.objectives[parent.key]}
        key_result = self.key_results.get(link.to)
        if (
            spec.carried_from
            and Alignment.objects.filter(**ends, key_result=key_result, state=Alignment.State.ACTIVE).exists()
        ):
            return  # It came along.
        made = align(
            ends["child"],
            ends["parent"],
            kind=link.kind,
            key_result_id=key_result,
            weight=link.weight,
            by=self.by(spec.owner, at),
            door=DOOR,
        )
        if made.state == Alignment.State.ASKED:
            later = at + timedelta(minutes=25)
            answer_alignment(made.pk, accept=True, by=self.by(parent.owner, later), door=DOOR)

    # Under way

    def say(self, said: Iterable[Said]) -> None:
        """Check-ins that lie between two other deeds."""
        rows = [
            self.past(one)
            for one in said
            if one.at >= self.agreed.get(one.objective.key, one.at + timedelta(days=1))
        ]
        if rows:
            write_history(rows, door=DOOR)
            self.stale |= {row.key_result_id for row in rows}

    def past(self, said: Said) -> PastCheckIn:
        row, spec, cycle = said.key_result, said.check_in, said.objective.cycle
        pk = self.key_results[row.key]
        who = row.delegate or row.owner or said.objective.owner
        note = spec.note
        return PastCheckIn(
            key_result_id=pk,
            author_id=self.cast.people[who].pk,
            at=said.at,
            value=spec.value,
            confidence=spec.confidence,
            steps=[self.milestones[pk][place] for place in spec.done] if row.milestones else None,
            changed=self.words(note, "changed", cycle),
            obstacles=self.words(note, "obstacles", cycle),
            next=self.words(note, "next", cycle),
        )

    def words(self, note: NoteSpec | None, part: Literal["changed", "obstacles", "next"], cycle: str) -> str:
        if note is None:
            return ""
        said: Text | None = {"changed": note.changed, "obstacles": note.obstacles, "next": note.next}[part]
        return self.tale.text(said, cycle) if said else ""

    def catch_up(self, at: datetime) -> None:
        """Everything derived stands as of this moment; what was closed has been derived when it was."""
        open_ones = KeyResult.objects.exclude(objective__cycle__state=Cycle.State.CLOSED)
        refresh_after(open_ones.filter(pk__in=self.stale).values_list("pk", flat=True), at=at)
        self.stale.clear()
        settle(at=at)

    def amend(self, spec: ObjectiveSpec, row: KeyResultSpec, change: AmendmentSpec, at: datetime) -> None:
        target = self.tale.number(row, change.target)
        edit_key_result(
            self.key_results[row.key],
            replace(self.key_result_fields(spec, row), target=target),
            version=KeyResult.objects.get(pk=self.key_results[row.key]).version,
            reason=self.tale.text(change.reason, spec.cycle),
            by=self.by(spec.owner, at),
            door=DOOR,
        )

    def drop(self, spec: ObjectiveSpec, row: KeyResultSpec, at: datetime) -> None:
        drop_key_result(
            self.key_results[row.key],
            reason=self.tale.text(row.dropped_reason, spec.cycle) if row.dropped_reason else "",
            by=self.by(spec.owner, at),
            door=DOOR,
        )

    def answer(self, spec: ObjectiveSpec, row: KeyResultSpec, at: datetime) -> None:
        """The agreeing person says yes to what was asked of this key result, unless it needed no yes."""
        asked = Amendment.objects.filter(key_result=self.key_results[row.key], state=Amendment.State.ASKED)
        for amendment in asked:
            who = self.who_agrees(spec, self.by(spec.owner, at))
            if who is not None:
                answer_amendment(amendment.pk, agree=True, by=self.by(who, at), door=DOOR)

    def claim(self, row: KeyResultSpec, claim: ClaimSpec, at: datetime) -> None:
        claim_key_result(self.key_results[row.key], by=self.by(claim.person, at), door=DOOR)

    def set_by_hand(self, spec: ObjectiveSpec, row: KeyResultSpec, said: HandSpec, at: datetime) -> None:
        refresh_after([self.key_results[row.key]], at=at)
        set_hand_status(
            self.key_results[row.key],
            status=said.status,
            note=self.tale.text(said.note, spec.cycle),
            by=self.by(row.owner or spec.owner, at),
            door=DOOR,
        )

    def override(self, spec: ObjectiveSpec, said: OverrideSpec, at: datetime) -> None:
        set_override(
            self.objectives[spec.key],
            progress=said.progress,
            note=self.tale.text(said.note, spec.cycle),
            by=self.by(spec.owner, at),
            door=DOOR,
        )

    # At the end

    def score(self, spec: ObjectiveSpec, row: KeyResultSpec, at: datetime) -> None:
        """Its own score, or the one that is proposed. A low one without a word stays a proposal."""
        stored = KeyResult.objects.get(pk=self.key_results[row.key])
        score = score_proposal(stored.progress) if row.score is None else row.score
        note = row.score_note or spec.score_note
        if score_band(score, spec.ambition) == "red" and note is None:
            return
        said = row.score_note if score_band(score, spec.ambition) != "red" else note
        score_key_result(
            stored.pk,
            score=score,
            note=self.tale.text(said, spec.cycle) if said else "",
            by=self.by(row.owner or spec.owner, at),
            door=DOOR,
        )

    def score_whole(self, spec: ObjectiveSpec, score: Decimal, note: Text, at: datetime) -> None:
        score_objective(
            self.objectives[spec.key],
            score=score,
            note=self.tale.text(note, spec.cycle),
            by=self.by(spec.owner, at),
            door=DOOR,
        )

    def close(self, spec: ObjectiveSpec, outcome: str, note: Text | None, at: datetime) -> None:
        close_objective(
            self.objectives[spec.key],
            outcome=outcome,
            note=self.tale.text(note, spec.cycle) if note else "",
            by=self.by(spec.owner, at),
            door=DOOR,
        )

    def carry_over(self, spec: ObjectiveSpec, before: ObjectiveSpec, at: datetime) -> None:
        """The last cycle's objective starts again, with the words and targets it has now."""
        by = self.by(before.owner, at)
        new = carry_over(self.objectives[before.key], cycle_id=self.cycles[spec.cycle], by=by, door=DOOR)
        rows = list(new.key_results.filter(state="live").order_by("position", "id"))
        fields = [self.key_result_fields(spec, row) for row in spec.key_results]
        for place, row in enumerate(rows[: len(fields)]):
            if row.kind == fields[place].kind:
                fields[place] = replace(fields[place], id=row.pk)
        later = at + timedelta(minutes=20)
        edit_objective(
            new.pk,
            self.objective_fields(spec),
            fields,
            version=new.version,
            by=self.by(spec.owner, later),
            door=DOOR,
        )
        self.remember(spec, new)

    # What forms would hold

    def objective_fields(self, spec: ObjectiveSpec) -> ObjectiveFields:
        text, people = self.tale.text, self.cast.people
        team, person = spec.holder_team, spec.holder_person
        strategy = next(iter(self.tale.strategies_of(spec)), None)
        return ObjectiveFields(
            cycle_id=self.cycles[spec.cycle],
            holder="team" if team else "person" if person else "company",
            title=text(spec.title, spec.cycle),
            team_id=self.cast.teams[team].pk if team else None,
            person_id=people[person].pk if person else None,
            owner_id=people[spec.owner].pk,
            strategy_id=self.cast.strategies[strategy.key].pk if strategy else None,
            why=f"{text(spec.reality, spec.cycle)}\n\n{text(spec.worth, spec.cycle)}",
            ambition=spec.ambition,
            weight=weight_of(spec, self.tale.beside(spec)),
        )

    def key_result_fields(self, spec: ObjectiveSpec, row: KeyResultSpec) -> KeyResultFields:
        unit = parse_unit(self.tale.text(row.unit)) if self.tale.text(row.unit) else Unit()
        people = self.cast.people

        def scaled(value: Decimal | None) -> Decimal | None:
            return None if value is None else self.tale.number(row, value)

        return KeyResultFields(
            title=self.tale.text(row.title, spec.cycle),
            kind=row.kind,
            start=scaled(row.start),
            target=scaled(row.target),
            low=scaled(row.low),
            high=scaled(row.high),
            unit_kind=unit.kind,
            unit=unit.code,
            decimals=row.decimals,
            weight=weight_of(row, spec.key_results),
            owner_id=people[row.owner].pk if row.owner else None,
            delegate_id=people[row.delegate].pk if row.delegate else None,
            milestones=tuple(
                MilestoneFields(
                    self.tale.text(step.title, spec.cycle), step.weight, self.due(spec.cycle, step.due_week)
                )
                for step in row.milestones
            ),
        )

    def due(self, cycle: str, week: int | None) -> date | None:
        return self.tale.slot(cycle, week) if week else None
