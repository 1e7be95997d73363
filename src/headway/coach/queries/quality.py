"""How well a cycle's goals are written: by team, what is found most, and good examples. Nobody is ranked.

Restricted goals are in none of these. Drafts are counted apart, and only for those who see them: whoever
oversees the company, and leads and champions within what is theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from django.db import connection
from django.db.models import Q, Sum

from headway.coach.models import Review, TeamFinding, TeamQuality
from headway.coach.queries.notes import language_of_reader
from headway.core.errors import NotFound
from headway.goals.access import open_through, sight
from headway.goals.models import KeyResult, Objective
from headway.goals.queries.rows import Face, face
from headway.people.models import Team
from headway.people.viewer import Viewer
from okr_coach.rules.rule import RULES

BEST = 85  # a score from which an objective may stand as an example
MOST_LOOKED_AT = 60
FEWEST = 3  # objectives behind a mean, or it would speak of one person
TEAMS_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class Quality:
    """Sums over objectives that everybody may read, and over drafts."""

    objectives: int = 0
    score_sum: int = 0
    faultless: int = 0
    drafts: int = 0
    draft_score_sum: int = 0

    @property
    def score(self) -> int | None:
        """The mean, 0 to 100; none of fewer than three. Never rounded up to 100."""
        return _mean(self.score_sum, self.objectives)

    @property
    def clear(self) -> int | None:
        """How many are without an error or a warning; none of fewer than three."""
        return self.faultless if self.objectives >= FEWEST else None

    @property
    def draft_score(self) -> int | None:
        return _mean(self.draft_score_sum, self.drafts)

    def __add__(self, other: Quality) -> Quality:
        return Quality(
            self.objectives + other.objectives,
            self.score_sum + other.score_sum,
            self.faultless + other.faultless,
            self.drafts + other.drafts,
            self.draft_score_sum + other.draft_score_sum,
        )


def _mean(total: int, count: int) -> int | None:
    if count < FEWEST:
        return None
    return min(round(total / count), 100 if total == 100 * count else 99)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with its sub-teams; ``own`` is what is counted in the team itself. ``id`` None: the company."""

    id: int | None
    name: str
    own: Quality
    all: Quality
    has_below: bool


@dataclass(frozen=True, slots=True)
class QualityByTeam:
    """The team one looks at (the company), then each team right below it, in the order of the tree.

    ``itself``: what is counted in it and in no team below. ``after`` continues the list of teams.
    """

    whole: TeamRow
    itself: Sequence[TeamRow]
    teams: Sequence[TeamRow]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """How often a rule spoke. ``name`` and ``question`` in the reader's language."""

    code: str
    name: str
    question: str
    severity: str
    found: int
    in_drafts: int

    @property
    def count(self) -> int:
        return self.found + self.in_drafts


@dataclass(frozen=True, slots=True)
class Example:
    """A well-written objective with its key results."""

    id: int
    title: str
    why: str
    place: str
    owner: Face | None
    score: int
    key_results: Sequence[str]


def quality_by_team(
    viewer: Viewer, cycle: int, team: int | None = None, *, after: int | None = None
) -> QualityByTeam:
    """Six queries at most, of sums the database adds up. Below a company whose tree has one top the teams
    below that top are shown at once."""
    top = _team(team)
    opened, rows = _right_below(top, after)
    shown = rows[:TEAMS_A_PAGE]
    named = [(top.pk, top.name) if top else (None, viewer.org.name), *([opened] if opened else [])]
    ids = [pk for pk, _, _, _ in shown]
    below = _below(viewer, cycle, [*ids, *([top.pk] if top else [])])
    itself = _itself(viewer, cycle, [*ids, *(pk for pk, _ in named)])
    whole = below.get(top.pk, Quality()) if top else _everything(viewer, cycle)
    first = named[0]
    return QualityByTeam(
        TeamRow(first[0], first[1], itself.get(first[0], Quality()), whole, bool(rows)),
        [TeamRow(pk, name, itself[pk], itself[pk], False) for pk, name in named if pk in itself]
        if after is None
        else [],
        [
            TeamRow(pk, name, itself.get(pk, Quality()), below.get(pk, Quality()), rgt > lft + 1)
            for pk, name, lft, rgt in shown
        ],
        shown[-1][2] if len(rows) > TEAMS_A_PAGE else None,
    )


type _TeamValues = tuple[int, str, int, int]


def _right_below(top: Team | None, after: int | None) -> tuple[tuple[int, str] | None, list[_TeamValues]]:
    """The single top of the tree if it was opened, and the teams to list."""
    rows = _children(top.pk if top else None)
    opened = None
    if top is None and len(rows) == 1 and rows[0][3] > rows[0][2] + 1:
        opened = rows[0][:2]
        rows = _children(opened[0], after)
    elif after is not None:
        rows = _children(top.pk if top else None, after)
    return opened, rows


def _children(parent: int | None, after: int | None = None) -> list[_TeamValues]:
    rows = Team.objects.filter(parent=parent, archived=False)
    if after is not None:
        rows = rows.filter(lft__gt=after)
    return list(rows.order_by("lft").values_list("id", "name", "lft", "rgt")[: TEAMS_A_PAGE + 1])


def _team(pk: int | None) -> Team | None:
    if pk is None:
        return None
    team = Team.objects.filter(pk=pk).first()
    if team is None:
        raise NotFound()
    return team


def _within(top: Team | None, name: str = "team") -> Q:
    if top is None:
        return Q()
    return Q(**{f"{name}__lft__gte": top.lft, f"{name}__rgt__lte": top.rgt})


_SUMMED = ("objectives", "score_sum", "faultless", "drafts", "draft_score_sum")
_OF_DRAFTS = ("drafts", "draft_score_sum")
_BELOW = """
SELECT top.id, {sums}
FROM {team} top
JOIN {team} below ON below.lft BETWEEN top.lft AND top.rgt
JOIN {quality} q ON q.team_id = below.id AND q.cycle_id = %s AND q.team_id IS NOT NULL
WHERE top.id IN ({places})
GROUP BY top.id
"""


def _below(viewer: Viewer, cycle: int, teams: Sequence[int]) -> dict[int, Quality]:
    """Each team's sums with its sub-teams, drafts as far as they are seen; one query, none for no teams."""
    if not teams:
        return {}
    seen, told = _drafts_seen_below(viewer)
    sums = [
        f"SUM(CASE WHEN {seen} THEN q.{name} ELSE 0 END)" if name in _OF_DRAFTS else f"SUM(q.{name})"
        for name in _SUMMED
    ]
    sql = _BELOW.format(
        sums=", ".join(sums),
        team=Team._meta.db_table,
        quality=TeamQuality._meta.db_table,
        places=", ".join(["%s"] * len(teams)),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*told, *told, cycle, *teams])
        return {int(pk): Quality(*(int(each or 0) for each in found)) for pk, *found in cursor.fetchall()}


def _drafts_seen_below(viewer: Viewer) -> tuple[str, list[int]]:
    """``_drafts_of`` for a team that a query calls ``below``, and its parameters."""
    seen = sight(viewer)
    if seen.is_guest or not (seen.oversees or seen.champion_of or seen.led):
        return "0 = 1", []
    if seen.oversees:
        return "1 = 1", []
    said = ["(below.lft >= %s AND below.rgt <= %s)"] * len(seen.led)
    told = [bound for stretch in seen.led for bound in stretch]
    if seen.champion_of:
        said, told = [*said, "below.id = %s"], [*told, seen.champion_of]
    return f"({' OR '.join(said)})", told


def _itself(viewer: Viewer, cycle: int, teams: Sequence[int | None]) -> dict[int | None, Quality]:
    """What is counted in each team itself (None: the company); two queries."""
    whose = Q(team__in=[team for team in teams if team is not None])
    if None in teams:
        whose |= Q(team__isnull=True)
    rows = TeamQuality.objects.filter(whose, cycle=cycle)
    found = {pk: Quality(*sums) for pk, *sums in rows.values_list("team_id", *_SUMMED)}
    known = set(rows.filter(_drafts_of(viewer), drafts__gt=0).values_list("team_id", flat=True))
    return {
        pk: sums if pk in known else replace(sums, drafts=0, draft_score_sum=0) for pk, sums in found.items()
    }


def _everything(viewer: Viewer, cycle: int) -> Quality:
    """One query; two where only some drafts are seen."""
    rows = TeamQuality.objects.filter(cycle=cycle)
    sums = rows.aggregate(**{f"all_{name}": Sum(name) for name in _SUMMED})
    found = Quality(*(sums[f"all_{name}"] or 0 for name in _SUMMED))
    if sight(viewer).oversees:
        return found
    seen = rows.filter(_drafts_of(viewer)).aggregate(**{f"all_{name}": Sum(name) for name in _OF_DRAFTS})
    drafts = {name: seen[f"all_{name}"] or 0 for name in _OF_DRAFTS}
    return replace(found, **drafts)


def commonest_findings(
    viewer: Viewer, cycle: int, team: int | None = None, *, limit: int = 8
) -> Sequence[CodeRow]:
    """The rules that spoke most often in a team with its sub-teams (the company), most first; two queries
    at most."""
    top = _team(team)
    rows = TeamFinding.objects.filter(_within(top), cycle=cycle).order_by()
    if sight(viewer).oversees:
        sums = rows.values_list("code").annotate(Sum("found"), Sum("in_drafts"))
        counted = {code: (found, drafts) for code, found, drafts in sums}
    else:
        counted = {code: (found, 0) for code, found in rows.values_list("code").annotate(Sum("found"))}
        seen = rows.filter(_drafts_of(viewer)).values_list("code").annotate(Sum("in_drafts"))
        counted |= {code: (counted[code][0], drafts) for code, drafts in seen}
    return [
        code_row(code, shown, drafts)
        for code, (shown, drafts) in sorted(counted.items(), key=lambda each: (-sum(each[1]), each[0]))
        if code in RULES and shown + drafts
    ][:limit]


def code_row(code: str, found: int = 0, in_drafts: int = 0) -> CodeRow:
    """A rule in the reader's language, without the words that only a text fills in."""
    rule = RULES[code]
    words = rule.zh if language_of_reader() == "zh" else rule.en
    question = words.question.replace("{found}", "…").replace("{other}", "…")
    return CodeRow(code, words.name, question, rule.severity, found, in_drafts)


def _drafts_of(viewer: Viewer) -> Q:
    seen = sight(viewer)
    if seen.is_guest:
        return Q(pk__in=[])
    if seen.oversees:
        return Q()
    mine = Q(pk__in=[])
    if seen.champion_of:
        mine |= Q(team=seen.champion_of)
    for first, last in seen.led:
        mine |= Q(team__lft__gte=first, team__rgt__lte=last)
    return mine


def best_written(
    viewer: Viewer, cycle: int, team: int | None = None, *, limit: int = 6, seed: str = ""
) -> Sequence[Example]:
    """Published, open objectives that stand as examples: at least two key results and nothing worse than a
    remark, from as many teams as there are. Drawn by the seed, in no rank. Three queries.

    A review may be older than its objective: what has been restricted or dropped since is no example."""
    top = _team(team)
    rows = (
        Review.objects.filter(_within(top), cycle=cycle, shown=True, score__gte=BEST)
        .filter(open_through("objective"), objective__key_results_live__gte=2)
        .order_by("-score", "objective")
        .values_list("objective", "team", "score", "findings")[:MOST_LOOKED_AT]
    )
    good = [
        (pk, place, score)
        for pk, place, score, findings in rows
        if all(severity == "info" for _, severity, _ in findings)
    ]
    good.sort(key=lambda row: _lot(seed, row[0]))
    taken: dict[int | None, int] = {}
    for pk, place, _ in good:
        taken.setdefault(place, pk)
    first = list(taken.values())
    chosen = [*first, *(pk for pk, _, _ in good if pk not in first)][:limit]
    return _examples(chosen, {pk: score for pk, _, score in good})


def _lot(seed: str, pk: int) -> bytes:
    return blake2b(f"{seed}/{pk}".encode(), digest_size=8).digest()


def _examples(objectives: Sequence[int], scores: dict[int, int]) -> list[Example]:
    titles: dict[int, list[str]] = {pk: [] for pk in objectives}
    rows = KeyResult.objects.filter(objective__in=objectives, state=KeyResult.State.LIVE)
    for pk, title in rows.order_by("position", "id").values_list("objective_id", "title"):
        titles[pk].append(title)
    found = {
        pk: Example(pk, title, why, team or person or "", face(owner, name), scores[pk], titles[pk])
        for pk, title, why, team, person, owner, name in Objective.objects.filter(
            pk__in=objectives
        ).values_list("id", "title", "why", "team__name", "person__name", "owner_id", "owner__name")
    }
    return [found[pk] for pk in objectives]
