"""Stored reviews follow what is written: noted with the change, made anew right after it.

A change appends a ``Due`` in its own transaction and waits for nobody; ``settle_reviews`` reviews the sets of
those holders again and counts the teams again whose sums it changes. A set is read as everybody may read it:
what is open together, each draft beside it, each restricted goal alone beside it, so that no stored figure of
one betrays another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import batched
from typing import Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from headway.coach.actions.sums import Place, count_places
from headway.coach.models import CoachSettings, Due, Review, TeamQuality
from headway.coach.queries.notes import dismissed_of
from headway.coach.queries.sets import ALIVE, Holder, HolderSet, holder_of, is_drafted, is_shown, sets_of
from headway.coach.queries.settings import Coach, coach
from headway.coach.rules import Found, fingerprint, found_in, score_of
from headway.db.locks import one_at_a_time
from headway.goals.actions.ripples import wake
from headway.goals.coaching import Goal
from headway.goals.models import Cycle, KeyResult, Objective
from headway.people.queries.organisation import company_day, organisation, the_organisation
from okr_coach import review

BATCH = 100  # changes, or holders, that are reviewed together: SQLite lets nobody write meanwhile
WINDOW = 200  # ids that are looked through at once while an edition is on its way

type Stored = list[list[str | int | None]]


def settle_reviews() -> int:
    """Review what has changed and all that waits for new settings; how many objectives changed."""
    follow_release()
    count = _settle_due()
    while _next_stretch():
        pass
    return count


def settle_a_while() -> None:
    """For the thread that settles: what has changed, and one stretch of what waits for new settings, so that
    nobody's ancestors wait for those."""
    if settings.HEADWAY_SETTLE != "thread":
        settle_reviews()
        return
    _settle_due()
    if _next_stretch():
        wake()


def _settle_due() -> int:
    """What was there when it came; others may go on writing."""
    count = 0
    last = Due.objects.order_by("-id").values_list("id", flat=True).first()
    while last is not None:
        with one_at_a_time("reviews"):
            now = coach()
            rows = list(Due.objects.order_by("id")[:BATCH])
            if not rows or rows[0].pk > last:
                break
            changed = {row.objective_id for row in rows}
            if now.on and changed:
                count += _review(_holders_of(changed), now, also=changed)
            Due.objects.filter(pk__in=[row.pk for row in rows]).delete()
        if len(rows) < BATCH:
            break
    return count


def _next_stretch() -> bool:
    """Review the next ids that wait for the edition; False when none do."""
    with one_at_a_time("reviews"):
        now = coach()
        if now.due_after is None:
            return False
        last = Objective.objects.order_by("-id").values_list("id", flat=True).first()
        if not now.on or last is None or now.due_after >= last:
            CoachSettings.objects.filter(edition=now.edition).update(due_after=None)
            return False
        upto = now.due_after + WINDOW
        unread = Q(review__isnull=True)
        waiting = set(
            Objective.objects.filter(ALIVE, pk__gt=now.due_after, pk__lte=upto)
            .filter(unread | (~Q(cycle__state=Cycle.State.CLOSED) & ~Q(review__edition=now.edition)))
            .values_list("id", flat=True)
        )
        if waiting:
            _review(_holders_of(waiting), now)
        CoachSettings.objects.filter(edition=now.edition, due_after=now.due_after).update(due_after=upto)
        return True


def review_again(
    *,
    cycle: int | None = None,
    at: datetime,
    progress: Callable[[int], None] = lambda count: None,
) -> int:
    """Review every objective of a cycle anew, or of all that are open, and how the running ones go; how many
    there were. What is closed and was reviewed stays as it was. Each piece leaves reviews and sums that
    agree; where it is broken off, all of it is done again with the next start or day."""
    with one_at_a_time("reviews"):
        if cycle is None:
            _begun()
        noted = list(Due.objects.values_list("id", flat=True))
        now = coach()
        where = Q() if cycle is None else Q(cycle=cycle)
        asked = Objective.objects.filter(ALIVE, where)
        if cycle is None:
            asked = asked.exclude(cycle__state=Cycle.State.CLOSED, review__isnull=False)
        # Those that are counted in one team stand together, so that it is summed once or twice.
        asked = asked.order_by("cycle", "counted_in", "holder", "team", "person")
        holders = asked.values_list("cycle", "holder", "team", "person").distinct()
        count = 0
        for chunk in batched(dict.fromkeys(Holder(*each) for each in holders), BATCH):
            count += _review(set(chunk), now)
            progress(count)
        _forget_gone(where)
        follow_courses(at=at, cycle=cycle)
        places = set(Review.objects.filter(where).order_by().values_list("team", "cycle").distinct())
        places |= set(TeamQuality.objects.filter(where).order_by().values_list("team", "cycle").distinct())
        count_places(places)
        if cycle is None:
            _caught_up(noted, now)
    return count


def _begun() -> None:
    """Until all is done the reviews are by no rules that anybody knows; see ``follow_release``."""
    CoachSettings.objects.get_or_create(organisation=organisation())
    CoachSettings.objects.update(release="")


@transaction.atomic
def _forget_gone(where: Q) -> None:
    gone = Review.objects.filter(where).exclude(objective__in=Objective.objects.filter(ALIVE, where))
    places = set(gone.order_by().values_list("team", "cycle").distinct())
    gone.delete()
    count_places(places)


def _caught_up(noted: Sequence[int], since: Coach) -> None:
    """What was noted, or set, while all was read again still waits."""
    for chunk in batched(noted, 1_000):
        Due.objects.filter(pk__in=chunk).delete()
    CoachSettings.objects.update(release=fingerprint())
    CoachSettings.objects.filter(edition=since.edition, due_after=since.due_after).update(due_after=None)


def nothing_waits() -> None:
    """Everything is reviewed by the rules and settings of today."""
    Due.objects.all().delete()
    CoachSettings.objects.update_or_create(
        organisation=organisation(), defaults={"release": fingerprint(), "due_after": None}
    )


class Judged(NamedTuple):
    """A review as it is to be stored."""

    goal: Goal
    score: int
    findings: Stored
    dismissed: int


def judged(held: HolderSet, now: Coach, waved: Collection[tuple[int, int | None, str]]) -> list[Judged]:
    """Every goal of a set, each read beside what everybody may read of it. What is asked of the set as a
    whole stands once, at the first goal that it was asked beside."""
    config = now.config
    shown = [goal for goal in held.goals if is_shown(goal.objective)]
    drafted = [goal for goal in held.goals if is_drafted(goal.objective)]
    apart = [goal for goal in held.goals if not (is_shown(goal.objective) or is_drafted(goal.objective))]
    reads = [(shown, shown), (drafted, [*shown, *drafted]), *(([goal], [*shown, goal]) for goal in apart)]
    found: list[Judged] = []
    said: set[str] = set()
    for asked, beside in reads:
        if not asked:
            continue
        among = _in_order(held, beside)
        findings = review(held.draft(now.focus, among), config=config).findings
        of_all = [each for each in findings if each.path == "" and each.code not in said]
        said |= {each.code for each in of_all}
        for goal in asked:
            own = found_in(findings, among.index(goal), whole=False)
            if goal is asked[0]:
                own += [Found(each, None) for each in of_all]
            found.append(_judged(goal, own, waved))
    return found


def _in_order(held: HolderSet, goals: Sequence[Goal]) -> list[Goal]:
    wanted = {goal.objective.pk for goal in goals}
    return [goal for goal in held.goals if goal.objective.pk in wanted]


def _judged(goal: Goal, found: list[Found], waved: Collection[tuple[int, int | None, str]]) -> Judged:
    objective = goal.objective.pk
    rows = [row.pk for row in goal.key_results]
    standing = [
        each
        for each in found
        if (objective, None if each.place is None else rows[each.place], each.code) not in waved
    ]
    return Judged(
        goal,
        score_of(standing, len(rows)),
        _stored(standing, rows),
        len(found) - len(standing),
    )


def _stored(found: Iterable[Found], rows: Sequence[int]) -> Stored:
    return [
        [each.code, each.finding.severity, None if each.place is None else rows[each.place]] for each in found
    ]


def _holders_of(objectives: Collection[int]) -> set[Holder]:
    """The holders of these, those they were held by when they were last reviewed, and the same holders'
    next cycles, which look back at them."""
    rows = Objective.objects.filter(pk__in=objectives).only("cycle", "holder", "team", "person")
    holders = {holder_of(row) for row in rows}
    before = Review.objects.filter(pk__in=objectives).values_list("cycle", "holder", "held_by")
    holders |= {_held(*each) for each in before}
    after: dict[int, list[int]] = defaultdict(list)
    cycles = list(Cycle.objects.all())
    for cycle in cycles:
        if cycle.state != Cycle.State.CLOSED:
            earlier = [
                each
                for each in cycles
                if each.kind == cycle.kind and each.practice == cycle.practice and each.ends < cycle.starts
            ]
            if earlier:
                after[max(earlier, key=lambda each: each.ends).pk].append(cycle.pk)
    return holders | {holder._replace(cycle=later) for holder in holders for later in after[holder.cycle]}


def _held(cycle: int, holder: str, held_by: int | None) -> Holder:
    return Holder(
        cycle, holder, held_by if holder == "team" else None, held_by if holder == "person" else None
    )


def held_by_any(holders: Iterable[Holder]) -> Q:
    by_kind: dict[tuple[int, str], list[int | None]] = defaultdict(list)
    for each in holders:
        by_kind[each.cycle, each.holder].append(each.team or each.person)
    where = Q(pk__in=[])
    for (cycle, holder), ids in by_kind.items():
        whose = {} if holder == "company" else {f"{holder}__in": ids}
        where |= Q(cycle=cycle, holder=holder, **whose)
    return where


@transaction.atomic
def _review(holders: Collection[Holder], now: Coach, *, also: Collection[int] = ()) -> int:
    """Review these sets and keep what is new; ``also``: objectives that may have left every set. Read and
    written in one transaction: on SQLite nothing else keeps another process from writing in between."""
    made = reviews_of(sets_of(Objective.objects.filter(ALIVE, held_by_any(holders))), now)
    stored = Review.objects.in_bulk({*also, *made})
    gone = [pk for pk in also if pk not in made and pk in stored]
    Review.objects.filter(pk__in=gone).delete()
    _keep_courses(made, stored)
    changed = [row for pk, row in made.items() if pk in stored and _differ(stored[pk], row)]
    new = [row for pk, row in made.items() if pk not in stored]
    Review.objects.bulk_create(new, batch_size=200)
    Review.objects.bulk_update(changed, [*KEPT, "course"], batch_size=200)
    touched = [*new, *changed, *(stored[row.pk] for row in changed), *(stored[pk] for pk in gone)]
    count_places({(row.team_id, row.cycle_id) for row in touched})
    return len(made)


KEPT: Final = (
    "cycle", "holder", "held_by", "team", "shown", "drafted", "score", "findings", "dismissed", "edition",
)  # fmt: skip


def reviews_of(sets: Iterable[HolderSet], now: Coach) -> dict[int, Review]:
    sets = list(sets)
    waved = dismissed_of([goal.objective.pk for held in sets for goal in held.goals])
    made: dict[int, Review] = {}
    for held in sets:
        for each in judged(held, now, waved):
            row = each.goal.objective
            made[row.pk] = Review(
                objective_id=row.pk,
                cycle_id=row.cycle_id,
                holder=row.holder,
                held_by=row.team_id or row.person_id,
                team_id=row.counted_in_id,
                shown=is_shown(row),
                drafted=is_drafted(row),
                score=each.score,
                findings=each.findings,
                dismissed=each.dismissed,
                edition=now.edition,
            )
    return made


def _keep_courses(made: Mapping[int, Review], stored: Mapping[int, Review]) -> None:
    """What the day found of how they go, without what has been waved aside or dropped since. Two queries
    where the day found anything."""
    found = {pk: stored[pk].course for pk in made if pk in stored and stored[pk].course}
    if not found:
        return
    waved = dismissed_of(found)
    rows = KeyResult.objects.filter(objective__in=list(found), state=KeyResult.State.LIVE)
    live = {None, *rows.values_list("id", flat=True)}
    for pk, course in found.items():
        made[pk].course = [each for each in course if each[2] in live and (pk, each[2], each[0]) not in waved]


def _differ(stored: Review, made: Review) -> bool:
    return any(
        getattr(stored, name) != getattr(made, name)
        for name in ("course", *(f"{name}_id" if name in ("cycle", "team") else name for name in KEPT))
    )


def follow_courses(
    *,
    at: datetime,
    cycle: int | None = None,
    still_at_it: Callable[[], None] = lambda: None,
) -> int:
    """How the running key results go, as of today: T401 to T404 of each review; how many changed."""
    org = organisation()
    today = company_day(org, at)
    now = coach()
    config = now.config._replace(select=("T",))
    changed = 0
    for chunk in batched(_worth_a_look(today, cycle), BATCH):
        rows = Review.objects.in_bulk(chunk)
        places: set[Place] = set()
        news: list[Review] = []
        waved = dismissed_of(chunk)
        for held in sets_of(Objective.objects.filter(pk__in=chunk), today=today, org=org):
            for goal in held.goals:
                row = rows.get(goal.objective.pk)
                course = _judged(
                    goal,
                    found_in(review(held.draft(now.focus, [goal]), config=config).findings, 0, whole=False),
                    waved,
                ).findings
                if row is not None and row.course != course:
                    row.course = course
                    news.append(row)
                    places.add((row.team_id, row.cycle_id))
        with one_at_a_time("reviews"), transaction.atomic():
            Review.objects.bulk_update(news, ["course"], batch_size=200)
            count_places(places)
        changed += len(news)
        still_at_it()
    return changed


def _worth_a_look(today: date, cycle: int | None) -> list[int]:
    """Objectives of which a key result may be late, flat or at odds with its confidence, or was.

    Asked apart, and each from its objective: PostgreSQL read one list of an OR for each row of the other.
    """
    theirs = Q() if cycle is None else Q(cycle=cycle)
    running = Q(cycle__state__in=[Cycle.State.RUNNING, Cycle.State.REVIEWING], state=Objective.State.AGREED)
    odd = Q(due_by__lt=today) | Q(stuck=True) | Q(confidence__gte=7) | Q(confidence__lte=3)
    late = KeyResult.objects.filter(odd, state=KeyResult.State.LIVE, objective=OuterRef("pk"))
    now = Objective.objects.filter(theirs, running & (Q(Exists(late)) | Q(ambition="aspirational")))
    before = Review.objects.filter(theirs).exclude(course=[])
    return sorted({*now.values_list("pk", flat=True), *before.values_list("pk", flat=True)})


def turn_reviews(*, at: datetime, still_at_it: Callable[[], None] = lambda: None) -> int:
    """The coach's part of the day: other rules than yesterday's, and how the running ones go."""
    follow_release()
    settle_a_while()
    return follow_courses(at=at, still_at_it=still_at_it) if coach().on else 0


def follow_release() -> None:
    """Where the rules are not those the reviews were made by, or reading all again was broken off, every
    review of an open cycle is due, and what was closed before there was a coach is read too."""
    org = None if coach().release == fingerprint() else the_organisation()
    if org is None:
        return
    _, made = CoachSettings.objects.get_or_create(
        organisation=org, defaults={"release": fingerprint(), "due_after": 0}
    )
    if not made:
        CoachSettings.objects.exclude(release=fingerprint()).update(
            release=fingerprint(), due_after=0, edition=F("edition") + 1
        )
    if settings.HEADWAY_SETTLE == "thread":
        wake()
