"""Everything in a cycle as a tree, opened branch by branch, or as a flat list when one looks for something.

Company → its objectives → teams → theirs → people → theirs → key results. A branch is named by the path
to it: ``company,t3,t7,p21``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from django.db.models import Exists, OuterRef, Q, QuerySet

from headway.core.errors import NotFound
from headway.db.prepared import prepared
from headway.goals.access import Sight, objectives_for, see_objective, sight
from headway.goals.models import KeyResult, Objective
from headway.goals.models.objectives import Health
from headway.goals.queries.cycles import CycleChoice, Cycles, cycles_for_switcher
from headway.goals.queries.figures import (
    EMPTY,
    Figure,
    company_figure,
    figure_of_all_teams,
    figures_below,
    figures_of_people,
    pace_of,
)
from headway.goals.queries.rows import (
    KEY_RESULT,
    OBJECTIVE,
    Face,
    ObjectiveRow,
    Values,
    key_result_rows,
    objective_rows,
)
from headway.people.models import Person, Team
from headway.people.viewer import Viewer

ROWS_A_BRANCH = 100
ROWS_A_LIST = 50
MOST_OPEN = 24
MOST_OWNERS = 200
TEAMS_TO_CHOOSE = 200
COMPANY = "company"

type Kind = Literal["company", "team", "person", "objective", "key_result", "more"]
type Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says. ``owner`` is a name, an id, or “me”; ``opened`` are keys of branches."""

    cycle: int | None = None
    team: int | None = None
    owner: str = ""
    status: str = ""
    text: str = ""
    opened: Collection[str] = ()
    after: int | None = None
    before: int | None = None
    more: str = ""

    @property
    def flat(self) -> bool:
        return bool(self.owner or self.status or self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """``expanded`` is None for a leaf; a row of kind “more” stands for the rest of its branch."""

    path: Path
    kind: Kind
    id: int
    title: str
    expanded: bool | None = None
    owner: Face | None = None
    status: str = ""
    progress: Decimal | None = None
    expected: Decimal | None = None
    figure: Figure | None = None
    state: str = ""
    place: str = ""
    objective_id: int = 0
    position: int = 0
    siblings: int = -1
    after: str = ""

    @property
    def key(self) -> str:
        return self.path[-1]

    @property
    def level(self) -> int:
        return len(self.path)


@dataclass(frozen=True, slots=True)
class OutlineView:
    asked: Asked
    cycles: Cycles | None
    rows: Sequence[Row]
    team: tuple[int, str] | None
    teams: Sequence[tuple[int, str, int]]
    owner: str
    before: int | None = None
    after: int | None = None
    opened: Sequence[str] = field(default=())


def outline_view(viewer: Viewer, asked: Asked) -> OutlineView:
    """Flat: five queries. As a tree: four, and up to six for each branch that is open."""
    cycles = cycles_for_switcher(viewer.today, asked.cycle)
    if asked.status and asked.status not in Health.values:
        raise NotFound()
    team = Team.objects.filter(pk=asked.team).first() if asked.team is not None else None
    if asked.team is not None and team is None:
        raise NotFound()
    view = OutlineView(
        asked=asked,
        cycles=cycles,
        rows=(),
        team=(team.pk, team.name) if team else None,
        teams=list(
            Team.objects.filter(archived=False)
            .filter(Q(depth__lte=1) | Q(pk=asked.team))
            .order_by("lft")
            .values_list("id", "name", "depth")[:TEAMS_TO_CHOOSE]
        ),
        owner=asked.owner,
    )
    if cycles is None:
        return view
    if asked.flat:
        return _flat(view, viewer, cycles.chosen, team)
    tree = _Tree(viewer, cycles.chosen, asked)
    return replace(view, rows=tree.whole(team), opened=sorted(tree.opened))


def outline_children(viewer: Viewer, *, cycle: int | None, at: str, after: str = "") -> Sequence[Row]:
    """The rows right below the branch at a path; ``NotFound`` for what the viewer may not see."""
    cycles = cycles_for_switcher(viewer.today, cycle)
    if cycles is None:
        raise NotFound()
    path = tuple(at.split(","))
    return _Tree(viewer, cycles.chosen, Asked()).branch(path, after)


_KEY = re.compile(r"(?:company|[tpo][1-9][0-9]{0,17})")
_AFTER = re.compile(r"([otp])\.([0-9]{1,9})")


class _Tree:
    """The open branches of one cycle."""

    def __init__(self, viewer: Viewer, cycle: CycleChoice, asked: Asked) -> None:
        self.viewer = viewer
        self.cycle = cycle
        self.pace = pace_of(cycle, viewer.org, viewer.today)
        self.opened = {key for key in list(asked.opened)[:MOST_OPEN] if _KEY.fullmatch(key)}
        self.first = not asked.opened
        self.more = dict([asked.more.split("~", 1)]) if "~" in asked.more else {}
        self.sight = sight(viewer)

    def whole(self, team: Team | None) -> list[Row]:
        if team is None:
            top = Row((COMPANY,), "company", 0, self.viewer.org.name, True)
            figure = company_figure(self.cycle.id)
        else:
            top = Row((f"t{team.pk}",), "team", team.pk, team.name, True)
            figure = figures_below([team.pk], self.cycle.id)[team.pk]
        top = replace(top, figure=figure, position=1, siblings=1)
        self.opened.add(top.key)
        return [self._totalled(top), *self.branch(top.path, self.more.get(top.key, ""))]

    def branch(self, path: Path, after: str = "") -> list[Row]:
        """The rows below ``path`` and, where they are open, below those."""
        if len(path) > 64 or not all(_KEY.fullmatch(key) for key in path):
            raise NotFound()
        key = path[-1]
        rows = self._key_results(path) if key[0] == "o" else self._holders(path, after)
        numbered = _numbered(rows, whole=not after)
        found: list[Row] = []
        only_team = [row.key for row in numbered if row.kind == "team"]
        if self.first and key == COMPANY and len(only_team) == 1:
            self.opened.add(only_team[0])
        for row in numbered:
            if row.expanded is not None and row.key in self.opened and row.key not in path:
                found.append(replace(row, expanded=True))
                found.extend(self.branch(row.path, self.more.get(row.key, "")))
            else:
                found.append(row)
        return found

    def _holders(self, path: Path, after: str) -> list[Row]:
        """Objectives, then teams, then people of one branch, a hundred at a time."""
        key = path[-1]
        pk = int(key[1:]) if key != COMPANY else None
        if pk is not None and not (Team if key[0] == "t" else Person).objects.filter(pk=pk).exists():
            raise NotFound()
        found = _AFTER.fullmatch(after)
        group, skip = (found[1], int(found[2])) if found else ("o", 0)
        parts = {"o": self._objectives, "t": self._teams, "p": self._people}
        if key[0] == "p":
            parts = {"o": self._objectives}
        rows: list[Row] = []
        for name, part in parts.items():
            if "otp".index(name) < "otp".index(group):
                continue
            start = skip if name == group else 0
            left = ROWS_A_BRANCH - len(rows)
            got = part(path, pk, start, left + 1)
            rows.extend(got[:left])
            if len(got) > left:
                rows.append(Row((*path, "more"), "more", 0, "", after=f"{name}.{start + left}"))
                break
        return rows

    def _objectives(self, path: Path, pk: int | None, start: int, count: int) -> list[Row]:
        holder = {"c": "company", "t": "team", "p": "person"}[path[-1][0]]
        rows = _objectives_held(self.sight, self.cycle.id, holder, pk, f"{start}:{start + count}")
        found = objective_rows(rows, self.viewer.org, self.viewer.today)
        return [_objective(row, path) for row in found]

    def _teams(self, path: Path, pk: int | None, start: int, count: int) -> list[Row]:
        found = _teams_below(pk, f"{start}:{start + count}")
        if pk is None and start == 0 and len(found) == 1:
            figures = {found[0][0]: figure_of_all_teams(self.cycle.id)}
        else:
            figures = figures_below([team for team, _ in found], self.cycle.id)
        return [
            self._totalled(Row((*path, f"t{team}"), "team", team, name, False, figure=figures[team]))
            for team, name in found
        ]

    def _people(self, path: Path, pk: int | None, start: int, count: int) -> list[Row]:
        """Those of the team (or of none) who hold something the viewer may see."""
        found = _people_in(self.sight, self.cycle.id, pk, f"{start}:{start + count}")
        figures = figures_of_people([person for person, _ in found], self.cycle.id)
        return [
            self._totalled(
                Row(
                    (*path, f"p{person}"),
                    "person",
                    person,
                    name,
                    False,
                    owner=Face(person, name),
                    figure=figures.get(person, EMPTY),
                )
            )
            for person, name in found
        ]

    def _key_results(self, path: Path) -> list[Row]:
        objective = see_objective(self.viewer, int(path[-1][1:]))
        rows = key_result_rows(_live_of(objective.pk), self.viewer.org, self.viewer.today)
        return [
            Row(
                (*path, f"k{row.id}"),
                "key_result",
                row.id,
                row.title,
                None,
                row.owner,
                row.status,
                row.progress,
                row.expected,
                objective_id=row.objective_id,
            )
            for row in rows
        ]

    def _totalled(self, row: Row) -> Row:
        figure = row.figure or EMPTY
        return replace(row, progress=figure.progress, expected=self.pace.of(figure))


@prepared
def _objectives_held(
    seen: Sight, cycle: int, holder: str, pk: int | None, which: str
) -> QuerySet[Objective, Values]:
    rows = objectives_for(seen).filter(cycle=cycle, holder=holder)
    if pk is not None:
        rows = rows.filter(**{holder: pk})
    return rows.order_by("position", "id").values_list(*OBJECTIVE)[_slice(which)]


@prepared
def _teams_below(pk: int | None, which: str) -> QuerySet[Team, tuple[int, str]]:
    teams = Team.objects.filter(parent=pk, archived=False)
    return teams.order_by("lft").values_list("id", "name")[_slice(which)]


@prepared
def _people_in(seen: Sight, cycle: int, team: int | None, which: str) -> QuerySet[Person, tuple[int, str]]:
    held = objectives_for(seen).filter(cycle=cycle, holder=Objective.Holder.PERSON, person=OuterRef("pk"))
    people = Person.objects.filter(Exists(held), home_team=team)
    return people.order_by("name", "id").values_list("id", "name")[_slice(which)]


@prepared
def _live_of(objective: int) -> QuerySet[KeyResult, Values]:
    live = KeyResult.objects.filter(objective=objective, state=KeyResult.State.LIVE)
    return live.order_by("position", "id").values_list(*KEY_RESULT)


def _slice(which: str) -> slice:
    first, _, last = which.partition(":")
    return slice(int(first), int(last))


def _objective(row: ObjectiveRow, path: Path) -> Row:
    return Row(
        (*path, f"o{row.id}"),
        "objective",
        row.id,
        row.title,
        False if row.key_results else None,
        row.owner,
        "dropped" if row.outcome == Objective.Outcome.DROPPED else row.status,
        row.progress,
        row.expected,
        state=row.state,
        place=row.place,
        objective_id=row.id,
    )


def _numbered(rows: Sequence[Row], *, whole: bool) -> list[Row]:
    """Places among siblings; their number is unknown (-1) while more are to come or came before."""
    known = whole and not any(row.kind == "more" for row in rows)
    if not whole:
        return list(rows)
    return [
        replace(row, position=place, siblings=len(rows) if known else -1) for place, row in enumerate(rows, 1)
    ]


def _flat(view: OutlineView, viewer: Viewer, cycle: CycleChoice, team: Team | None) -> OutlineView:
    """Objectives that fit what is asked for, fifty at a time."""
    asked = view.asked
    rows = objectives_for(viewer).filter(cycle=cycle.id)
    if team is not None:
        rows = rows.filter(counted_in__lft__gte=team.lft, counted_in__lft__lte=team.rgt)
    if asked.status:
        rows = rows.filter(status=asked.status).exclude(outcome=Objective.Outcome.DROPPED)
    if asked.text:
        rows = rows.filter(title__icontains=asked.text)
    name = asked.owner
    if asked.owner:
        owners, name = _owners(asked.owner, viewer)
        rows = rows.filter(owner__in=owners)
    backwards = asked.before is not None
    if asked.before is not None:
        rows = rows.filter(pk__lt=asked.before)
    elif asked.after is not None:
        rows = rows.filter(pk__gt=asked.after)
    found = objective_rows(
        rows.order_by("-id" if backwards else "id")[: ROWS_A_LIST + 1], viewer.org, viewer.today
    )
    more = len(found) > ROWS_A_LIST
    shown = found[:ROWS_A_LIST]
    if backwards:
        shown.reverse()
    earlier = more if backwards else asked.after is not None
    later = True if backwards else more
    return replace(
        view,
        rows=_numbered([replace(_objective(row, ()), expanded=None) for row in shown], whole=True),
        owner=name,
        before=shown[0].id if shown and earlier else None,
        after=shown[-1].id if shown and later else None,
    )


def _owners(asked: str, viewer: Viewer) -> tuple[list[int], str]:
    """Who is meant, and what stands in the field; one query."""
    if asked == "me":
        return [viewer.id], viewer.person.name
    if asked.isascii() and asked.isdecimal() and len(asked) < 19:
        found = Person.objects.filter(pk=int(asked)).values_list("id", "name").first()
        return ([found[0]], found[1]) if found else ([], asked)
    rows = Person.objects.filter(name__icontains=asked).order_by("name").values_list("id", flat=True)
    return list(rows[:MOST_OWNERS]), asked
