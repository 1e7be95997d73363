"""One objective with all that its page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from headway.db.prepared import prepared
from headway.goals.access import (
    PUBLISHED,
    Sight,
    may_agree,
    may_check_in,
    may_edit,
    see_objective,
    seen_through,
    sight,
)
from headway.goals.models import Alignment, Amendment, Baseline, CheckIn, Claim, Draft, KeyResult, Objective
from headway.goals.queries.feed import Happening, happenings
from headway.goals.queries.rows import (
    KEY_RESULT,
    Face,
    KeyResultRow,
    Values,
    expected_today,
    face,
    key_result_rows,
    with_steps,
)
from headway.goals.rules import shares
from headway.people.viewer import Viewer

TIMELINE = 40
MOST_LINKS = 200


@dataclass(frozen=True, slots=True)
class LinkRow:
    """An objective on the other side of a link."""

    link_id: int
    kind: str
    state: str
    id: int
    title: str
    place: str
    owner: Face | None
    progress: Decimal | None
    status: str
    key_result: str
    sentence: str
    weight: Decimal | None
    counts: bool


@dataclass(frozen=True, slots=True)
class CheckInRow:
    id: int
    key_result_id: int
    key_result: str
    author: Face | None
    at: datetime
    on: date
    value: Decimal | None
    unit_kind: str
    unit: str
    decimals: int
    kind: str
    progress: Decimal | None
    confidence: int | None
    status: str
    changed: str
    obstacles: str
    next: str
    back_dated: bool
    corrects: bool
    superseded: bool


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    id: int
    key_result: str
    before: dict[str, object]
    after: dict[str, object]
    reason: str
    state: str
    asked_by: Face | None
    asked_at: datetime
    sentence: str
    unit_kind: str
    unit: str
    decimals: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    id: int
    key_result_id: int
    person: Face | None


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    objective: Objective
    expected: Decimal
    key_results: Sequence[KeyResultRow]
    shares: dict[int, Decimal]
    link_shares: dict[int, Decimal]
    dropped: Sequence[KeyResultRow]
    above: Sequence[LinkRow]
    below: Sequence[LinkRow]
    check_ins: Sequence[CheckInRow]
    happenings: Sequence[Happening]
    amendments: Sequence[AmendmentRow]
    claims: dict[int, ClaimRow]
    kept: dict[int, dict[str, object]]
    baseline: dict[int, dict[str, object]]
    baseline_at: datetime | None
    check_in_for: frozenset[int]
    may_edit: bool
    may_agree: bool
    trend: Sequence[float]

    @property
    def agreed_by(self) -> str:
        """Who said yes, by the record."""
        said = self._agreed
        return said.actor.name if said and said.actor else ""

    @property
    def agreed_at(self) -> datetime | None:
        """When; the baseline may have been taken later, when the cycle began."""
        return self._agreed.at if self._agreed else self.baseline_at

    @property
    def _agreed(self) -> Happening | None:
        return next((row for row in self.happenings if row.verb in ("agreed", "published")), None)

    @property
    def timeline(self) -> list[tuple[datetime, Sequence[CheckInRow], Happening | None]]:
        """Check-ins and events, newest first; one person's check-ins of one day stand together."""
        groups: list[list[CheckInRow]] = []
        for row in self.check_ins:
            last = groups[-1][0] if groups else None
            if last and (row.author, row.at.date(), row.on) == (last.author, last.at.date(), last.on):
                groups[-1].append(row)
            else:
                groups.append([row])
        both: list[tuple[datetime, Sequence[CheckInRow], Happening | None]] = [
            *((group[0].at, group, None) for group in groups),
            *((row.at, (), row) for row in self.happenings),
        ]
        return sorted(both, key=lambda each: each[0], reverse=True)[:TIMELINE]


def objective_view(viewer: Viewer, pk: int) -> ObjectiveView:
    """At most twelve queries, however many key results, check-ins and links there are."""
    objective = see_objective(viewer, pk)
    rows = with_steps(key_result_rows(_key_results(pk), viewer.org, viewer.today))
    live = [row for row in rows if row.state == "live"]
    check_ins = _check_ins(pk)
    baseline = next(iter(_baseline(pk)), None)
    seen = sight(viewer)
    allowed = {
        row.id
        for row in live
        if may_check_in(
            viewer,
            KeyResult(
                id=row.id,
                owner_id=row.owner.id if row.owner else None,
                delegate_id=row.delegate.id if row.delegate else None,
                objective=objective,
            ),
        )
    }
    below = _link_rows(_links_down(seen, pk))
    # Who sees an objective sees what contributes to it; of very many only some are read: no share then.
    counting = [link for link in below if link.counts] if len(below) < MOST_LINKS else []
    among = shares([*(row.weight for row in live), *(link.weight for link in counting)])
    return ObjectiveView(
        objective=objective,
        expected=expected_today(
            viewer.org,
            objective.ambition,
            objective.cycle.starts,
            objective.cycle.ends,
            objective.joined_on,
            viewer.today,
        ),
        key_results=live,
        shares=dict(zip([row.id for row in live], among[: len(live)], strict=True)),
        link_shares=dict(zip([link.link_id for link in counting], among[len(live) :], strict=True)),
        dropped=[row for row in rows if row.state != "live"],
        above=_link_rows(_links_up(seen, pk)),
        below=below,
        check_ins=check_ins,
        happenings=happenings(viewer, limit=TIMELINE, objective=pk, without=("checked_in", "corrected")),
        amendments=_amendments(pk),
        claims={
            row_id: ClaimRow(claim, row_id, face(person, name)) for claim, row_id, person, name in _claims(pk)
        },
        kept={
            int(key.rpartition("/")[2]): body
            for key, body in _kept(viewer.id)
            if int(key.rpartition("/")[2]) in {row.id for row in live}
        },
        baseline={int(row["id"]): row for row in baseline[1]} if baseline else {},
        baseline_at=baseline[0] if baseline else None,
        check_in_for=frozenset(allowed),
        may_edit=may_edit(viewer, objective),
        may_agree=objective.state in ("draft", "proposed", "agreed") and may_agree(viewer, objective),
        trend=_trend(check_ins, live),
    )


def _trend(check_ins: Sequence[CheckInRow], live: Sequence[KeyResultRow]) -> list[float]:
    """The mean progress over the days on which somebody checked in, in percent, oldest first."""
    known: dict[int, float] = {}
    wanted = {row.id for row in live}
    points: dict[date, float] = {}
    standing = sorted(
        (
            row
            for row in check_ins
            if not row.superseded and row.key_result_id in wanted and row.progress is not None
        ),
        key=lambda row: (row.on, row.id),
    )
    for row in standing:
        assert row.progress is not None
        known[row.key_result_id] = float(min(max(row.progress, Decimal(0)), Decimal(1)))
        points[row.on] = 100 * sum(known.values()) / max(1, len(wanted))
    return list(points.values())


@prepared
def _checked_in(pk: int) -> QuerySet[CheckIn, Values]:
    return (
        CheckIn.objects.filter(key_result__objective=pk)
        .order_by("-at", "-id")
        .values_list(
            "id",
            "key_result_id",
            "key_result__title",
            "author_id",
            "author__name",
            "at",
            "on",
            "value",
            "key_result__unit_kind",
            "key_result__unit",
            "key_result__decimals",
            "key_result__kind",
            "progress",
            "confidence",
            "status",
            "changed",
            "obstacles",
            "next",
            "back_dated",
            "corrects_id",
            "superseded",
        )[:240]
    )


def _check_ins(pk: int) -> list[CheckInRow]:
    found = []
    for (
        row,
        key_result_id,
        key_result,
        author,
        name,
        at,
        on,
        value,
        unit_kind,
        unit,
        decimals,
        kind,
        progress,
        confidence,
        status,
        changed,
        obstacles,
        next_,
        back_dated,
        corrects,
        superseded,
    ) in _checked_in(pk):
        found.append(
            CheckInRow(
                row,
                key_result_id,
                key_result,
                face(author, name),
                at,
                on,
                value,
                unit_kind,
                unit,
                decimals,
                kind,
                progress,
                confidence,
                status,
                changed,
                obstacles,
                next_,
                back_dated,
                corrects is not None,
                superseded,
            )
        )
    return found


_LINK = ("id", "kind", "state", "sentence", "weight", "key_result__title")
_FAR_END = (
    "id", "title", "team__name", "person__name", "owner_id", "owner__name", "progress", "status", "state",
    "outcome",
)  # fmt: skip


@prepared
def _links_up(seen: Sight, pk: int) -> QuerySet[Alignment, Values]:
    """What the objective serves, as far as the viewer may see it."""
    links = Alignment.objects.filter(seen_through(seen, "parent"), child=pk, state__in=["active", "asked"])
    return links.order_by("kind", "id").values_list(*_LINK, *(f"parent__{name}" for name in _FAR_END))[
        :MOST_LINKS
    ]


@prepared
def _links_down(seen: Sight, pk: int) -> QuerySet[Alignment, Values]:
    """What serves it; a company objective may have thousands, so the index has their order."""
    links = Alignment.objects.filter(seen_through(seen, "child"), parent=pk, state__in=["active", "asked"])
    return links.order_by("kind", "id").values_list(*_LINK, *(f"child__{name}" for name in _FAR_END))[
        :MOST_LINKS
    ]


def _link_rows(found: Sequence[Values]) -> list[LinkRow]:
    return [
        LinkRow(
            link,
            kind,
            state,
            other,
            title,
            team or person or "",
            face(owner, name),
            reached,
            status,
            row or "",
            said,
            weight,
            (kind, state, row) == ("contributes", "active", None)
            and stage in PUBLISHED
            and outcome != Objective.Outcome.DROPPED,
        )
        for (
            link, kind, state, said, weight, row,
            other, title, team, person, owner, name, reached, status, stage, outcome,
        ) in found
    ]  # fmt: skip


@prepared
def _key_results(pk: int) -> QuerySet[KeyResult, Values]:
    return KeyResult.objects.filter(objective=pk).order_by("position", "id").values_list(*KEY_RESULT)


@prepared
def _baseline(pk: int) -> QuerySet[Baseline, Values]:
    return Baseline.objects.filter(objective=pk).values_list("taken_at", "key_results")


@prepared
def _claims(pk: int) -> QuerySet[Claim, Values]:
    claims = Claim.objects.filter(key_result__objective=pk, state=Claim.State.ASKED)
    return claims.values_list("id", "key_result_id", "person_id", "person__name")


@prepared
def _kept(person: int) -> QuerySet[Draft, Values]:
    return Draft.objects.filter(person=person, key__startswith="check-in/").values_list("key", "body")


def _amendments(pk: int) -> list[AmendmentRow]:
    asked = _asked_for(pk)
    return [
        AmendmentRow(
            row,
            title or str(after.get("title", "")),
            before,
            after,
            reason,
            state,
            face(by, name),
            at,
            said,
            unit_kind or "number",
            unit or "",
            decimals or 0,
        )
        for row, title, before, after, reason, state, by, name, at, said, unit_kind, unit, decimals in asked
    ]


@prepared
def _asked_for(pk: int) -> QuerySet[Amendment, Values]:
    return (
        Amendment.objects.filter(objective=pk)
        .order_by("-id")
        .values_list(
            "id",
            "key_result__title",
            "before",
            "after",
            "reason",
            "state",
            "asked_by_id",
            "asked_by__name",
            "asked_at",
            "sentence",
            "key_result__unit_kind",
            "key_result__unit",
            "key_result__decimals",
        )
    )
