"""What the stored reviews of a team and cycle add up to; counted afresh, written only where it changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import batched

from django.db import transaction
from django.db.models import Q

from headway.coach.models import Review, TeamFinding, TeamQuality

type Place = tuple[int | None, int]


def count_places(places: Iterable[Place]) -> None:
    """Sum the reviews of these teams (none: the company) and cycles again; writes only what changed."""
    by_cycle: dict[int, list[int | None]] = defaultdict(list)
    for team, cycle in places:
        by_cycle[cycle].append(team)
    for cycle, teams in sorted(by_cycle.items()):
        known = sorted(team for team in teams if team is not None)
        for chunk in batched(known, 200):
            _keep(cycle, chunk)
        if None in teams:
            _keep(cycle, (None,))


@dataclass(slots=True)
class Sums:
    objectives: int = 0
    score_sum: int = 0
    faultless: int = 0
    drafts: int = 0
    draft_score_sum: int = 0


def team_sums(
    cycle: int, teams: Sequence[int | None]
) -> tuple[dict[int | None, Sums], Counter[tuple[int | None, str, bool]]]:
    """What the stored reviews of these teams add up to; codes by team, code and whether they are shown."""
    sums: dict[int | None, Sums] = {team: Sums() for team in teams}
    codes: Counter[tuple[int | None, str, bool]] = Counter()
    rows = Review.objects.filter(Q(shown=True) | Q(drafted=True), _of(teams), cycle=cycle)
    for team, shown, score, findings, course in rows.values_list(
        "team", "shown", "score", "findings", "course"
    ).iterator(chunk_size=2000):
        each = sums[team]
        if shown:
            each.objectives += 1
            each.score_sum += score
            each.faultless += all(severity == "info" for _, severity, _ in findings)
        else:
            each.drafts += 1
            each.draft_score_sum += score
        codes.update((team, code, shown) for code, _, _ in (*findings, *course))
    return sums, codes


def _of(teams: Sequence[int | None]) -> Q:
    return Q(team__isnull=True) if None in teams else Q(team__in=teams)


@transaction.atomic
def _keep(cycle: int, teams: Sequence[int | None]) -> None:
    sums, codes = team_sums(cycle, teams)
    asked = TeamQuality.objects.filter(_of(teams), cycle=cycle).select_for_update(of=("self",)).order_by("pk")
    stored = {row.team_id: row for row in asked}
    for team, each in sums.items():
        values = {name: getattr(each, name) for name in Sums.__slots__}
        row = stored.get(team)
        if row is None:
            if any(values.values()):
                TeamQuality.objects.create(team_id=team, cycle_id=cycle, **values)
        elif any(getattr(row, name) != value for name, value in values.items()):
            TeamQuality.objects.filter(pk=row.pk).update(**values)
    wanted: dict[tuple[int | None, str], list[int]] = defaultdict(lambda: [0, 0])
    for (team, code, shown), count in codes.items():
        wanted[team, code][0 if shown else 1] = count
    gone: list[int] = []
    changed: list[TeamFinding] = []
    for found in TeamFinding.objects.filter(_of(teams), cycle=cycle):
        counts = wanted.pop((found.team_id, found.code), None)
        if counts is None:
            gone.append(found.pk)
        elif counts != [found.found, found.in_drafts]:
            found.found, found.in_drafts = counts
            changed.append(found)
    TeamFinding.objects.filter(pk__in=gone).delete()
    TeamFinding.objects.bulk_update(changed, ["found", "in_drafts"], batch_size=200)
    TeamFinding.objects.bulk_create(
        TeamFinding(team_id=team, cycle_id=cycle, code=code, found=counts[0], in_drafts=counts[1])
        for (team, code), counts in wanted.items()
    )
