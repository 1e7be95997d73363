"""How well a cycle's goals are written: by team, what is found most, and good examples. Nobody is ranked.

Restricted goals are in none of these. Drafts are counted apart, and only for those who see them: whoever
oversees the company, and leads and champions within what is theirs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from django.db.models import Q, Sum

from headway.coach.models import Review, TeamFinding, TeamQuality
from headway.coach.queries.notes import language_of_reader
from headway.core.errors import NotFound
from headway.goals.access import sight
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
    """Four queries at most; some ten thousand rows at 80,000 people. Below a company whose tree has one top
    the teams below that top are shown at once."""
    top = _team(team)
    opened, rows = _right_below(top, after)
    shown = rows[:TEAMS_A_PAGE]
    starts = [lft for _, _, lft, _ in shown]
    sums = [Quality()] * len(shown)
    owns = [Quality()] * len(shown)
    whole = Quality()
    itself: dict[int | None, Quality] = {}
    for pk, lft, found in _sums(viewer, cycle, top):
        whole += found
        place = bisect_right(starts, lft) - 1 if lft is not None else -1
        if pk in (top.pk if top else None, opened[0] if opened else None):
            itself[pk] = itself.get(pk, Quality()) + found
        elif place >= 0 and lft is not None and lft < shown[place][3]:
            sums[place] += found
            if shown[place][0] == pk:
                owns[place] += found
    named = [(top.pk, top.name) if top else (None, viewer.org.name), *([opened] if opened else [])]
    own = [TeamRow(pk, name, itself[pk], itself[pk], False) for pk, name in named if pk in itself]
    return QualityByTeam(
        TeamRow(top.pk if top else None, named[0][1], itself.get(named[0][0], Quality()), whole, bool(rows)),
        own if after is None else [],
        [
            TeamRow(pk, name, mine, total, rgt > lft + 1)
            for (pk, name, lft, rgt), mine, total in zip(shown, owns, sums, strict=True)
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


def _sums(viewer: Viewer, cycle: int, top: Team | None) -> list[tuple[int | None, int | None, Quality]]:
    rows = TeamQuality.objects.filter(_within(top), cycle=cycle)
    found: list[tuple[int | None, int | None, Quality]] = []
    for pk, lft, rgt, objectives, score, faultless, drafts, draft_score in rows.values_list(
        "team", "team__lft", "team__rgt", "objectives", "score_sum", "faultless", "drafts", "draft_score_sum"
    ):
        if not _sees_drafts(viewer, pk, lft, rgt):
            drafts = draft_score = 0
        found.append((pk, lft, Quality(objectives, score, faultless, drafts, draft_score)))
    return found


def _sees_drafts(viewer: Viewer, team: int | None, lft: int | None, rgt: int | None) -> bool:
    seen = sight(viewer)
    if seen.oversees and not seen.is_guest:
        return True
    if seen.is_guest or team is None or lft is None or rgt is None:
        return False
    return team == seen.champion_of or any(first <= lft and rgt <= last for first, last in seen.led)


def commonest_findings(
    viewer: Viewer, cycle: int, team: int | None = None, *, limit: int = 8
) -> Sequence[CodeRow]:
    """The rules that spoke most often in a team with its sub-teams (the company), most first; two queries."""
    top = _team(team)
    rows = TeamFinding.objects.filter(_within(top), cycle=cycle).order_by()
    counted = {code: (found, 0) for code, found in rows.values_list("code").annotate(Sum("found"))}
    for code, drafts in rows.filter(_drafts_of(viewer)).values_list("code").annotate(Sum("in_drafts")):
        counted[code] = (counted[code][0], drafts)
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
    remark, from as many teams as there are. Drawn by the seed, in no rank. Three queries."""
    top = _team(team)
    rows = (
        Review.objects.filter(_within(top), cycle=cycle, shown=True, score__gte=BEST)
        .filter(objective__key_results_live__gte=2)
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
