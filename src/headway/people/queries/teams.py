"""The team tree as the settings show it, with a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from headway.people.models import Membership, Person, Team, TeamLead

# A tree of more teams than this is shown one level at a time.
MOST_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class TeamRow:
    id: int
    name: str
    depth: int
    is_virtual: bool
    archived: bool
    below: int
    people: int
    leads: Sequence[str]


@dataclass(frozen=True, slots=True)
class TeamTree:
    """``above`` runs from the top down to the team whose inside is shown."""

    above: Sequence[tuple[int, str]]
    rows: Sequence[TeamRow]
    whole: bool


def team_tree(*, under: int | None = None, archived: bool = False) -> TeamTree | None:
    """Everything below a team, or only its own level where that is too much. Four queries at most."""
    teams = Team.objects.all() if archived else Team.objects.filter(archived=False)
    above: list[tuple[int, str]] = []
    depth = 0
    if under is not None:
        top = Team.objects.filter(pk=under).first()
        if top is None:
            return None
        ancestors = Team.objects.filter(lft__lte=top.lft, rgt__gte=top.rgt).order_by("lft")
        above = list(ancestors.values_list("id", "name"))
        teams = teams.filter(lft__gt=top.lft, rgt__lt=top.rgt)
        depth = top.depth + 1
    rows = list(
        teams.order_by("lft")
        .annotate(home=Count("people", filter=Q(people__is_active=True)))
        .values_list("id", "name", "depth", "kind", "archived", "lft", "rgt", "home")[: MOST_AT_ONCE + 1]
    )
    whole = len(rows) <= MOST_AT_ONCE
    if not whole:
        rows = list(
            teams.filter(depth=depth)
            .order_by("lft")
            .annotate(home=Count("people", filter=Q(people__is_active=True)))
            .values_list("id", "name", "depth", "kind", "archived", "lft", "rgt", "home")
        )
    leads: dict[int, list[str]] = {}
    for team_id, name in (
        TeamLead.objects.filter(team_id__in=[row[0] for row in rows])
        .order_by("id")
        .values_list("team_id", "person__name")
    ):
        leads.setdefault(team_id, []).append(name)
    return TeamTree(
        above=above,
        rows=[
            TeamRow(
                id=pk,
                name=name,
                depth=level - depth,
                is_virtual=kind == Team.Kind.VIRTUAL,
                archived=gone,
                below=(rgt - lft - 1) // 2,
                people=home,
                leads=leads.get(pk, []),
            )
            for pk, name, level, kind, gone, lft, rgt, home in rows
        ],
        whole=whole,
    )


@dataclass(frozen=True, slots=True)
class TeamSheet:
    """A team as an administrator sees it."""

    team: Team
    above: Sequence[tuple[int, str]]
    leads: Sequence[Person]
    people: int
    others: int
    below: int


def team_sheet(pk: int) -> TeamSheet | None:
    """Five queries."""
    team = Team.objects.select_related("parent").filter(pk=pk).first()
    if team is None:
        return None
    ancestors = Team.objects.filter(lft__lt=team.lft, rgt__gt=team.rgt).order_by("lft")
    return TeamSheet(
        team=team,
        above=list(ancestors.values_list("id", "name")),
        leads=list(Person.objects.filter(lead_rows__team=team).order_by("lead_rows__id")),
        people=Person.objects.filter(home_team=team, is_active=True).count(),
        others=Membership.objects.filter(team=team, person__is_active=True).count(),
        below=(team.rgt - team.lft - 1) // 2,
    )
