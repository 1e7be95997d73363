"""People, teams and cycles; queries do not grow with the rows."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Q, Sum

from headway.api.cursors import page_of
from headway.api.reads.texts import gathered, person_ref, team_ref, text
from headway.api.schemas.cycles import CycleOut
from headway.api.schemas.people import (
    Me,
    OrganisationOut,
    OwnTeam,
    PeoplePage,
    PersonOut,
    TeamFigures,
    TeamOut,
    TeamRead,
)
from headway.api.schemas.shared import PersonRef
from headway.core.decimals import from_millionths
from headway.core.errors import NotFound
from headway.goals.models import Cycle, TeamFigure
from headway.goals.models.objectives import Health
from headway.goals.naming import cycle_name
from headway.goals.queries.shell import due_count
from headway.people.models import Person, Team, TeamLead
from headway.people.viewer import Viewer


def me_read(viewer: Viewer) -> Me:
    person, org = viewer.person, viewer.org
    return Me(
        id=person.pk,
        name=person.name,
        mail=person.mail,
        title=person.title,
        role=person.role,
        language=person.language or org.language,
        time_zone=person.time_zone or org.time_zone,
        teams=[OwnTeam(team.id, team.name, team.lead, team.home) for team in viewer.teams],
        organisation=OrganisationOut(
            org.name, org.mission, org.vision, org.time_zone, viewer.today, org.agreement
        ),
        check_ins_due=due_count(viewer),
    )


def people_page(
    viewer: Viewer, *, q: str, team: int | None, limit: int, after: Sequence[int] | None
) -> PeoplePage:
    rows = Person.objects.filter(is_active=True)
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(mail__icontains=q))
    if team is not None:
        rows = rows.filter(Q(home_team=team) | Q(memberships__team=team)).distinct()
    if after is not None:
        rows = rows.filter(id__gt=after[0])
    guest = viewer.person.is_guest
    found = [
        PersonOut(
            pk,
            name,
            title,
            None if guest else mail,
            role,
            team_ref(home, home_name),
            person_ref(manager, manager_name),
        )
        for pk, name, title, mail, role, home, home_name, manager, manager_name in rows.order_by(
            "id"
        ).values_list(
            "id",
            "name",
            "title",
            "mail",
            "role",
            "home_team_id",
            "home_team__name",
            "manager_id",
            "manager__name",
        )[: limit + 1]
    ]
    items, cursor = page_of(found, limit, lambda row: (row.id,))
    return PeoplePage(list(items), cursor)


def teams_read() -> list[TeamOut]:
    leads = _leads()
    return [
        TeamOut(pk, name, kind, purpose, parent, depth, leads.get(pk, []))
        for pk, name, kind, purpose, parent, depth in Team.objects.filter(archived=False)
        .order_by("lft", "id")
        .values_list("id", "name", "kind", "purpose", "parent_id", "depth")
    ]


def team_read(pk: int) -> TeamRead:
    """The team with its figures in every cycle that is under way."""
    team = Team.objects.filter(pk=pk).first()
    if team is None:
        raise NotFound()
    return TeamRead(
        team.pk,
        team.name,
        team.kind,
        team.purpose,
        team.parent_id,
        team.depth,
        _leads(pk).get(pk, []),
        _figures(team),
    )


def _leads(team: int | None = None) -> dict[int, list[PersonRef]]:
    rows = TeamLead.objects.all() if team is None else TeamLead.objects.filter(team=team)
    return gathered(
        (row_team, PersonRef(pk, name))
        for row_team, pk, name in rows.order_by("id").values_list("team_id", "person_id", "person__name")
    )


def _figures(team: Team) -> list[TeamFigures]:
    here = TeamFigure.objects.filter(cycle__state__in=[Cycle.State.RUNNING, Cycle.State.REVIEWING])
    of_team = {figure.cycle_id: figure for figure in here.filter(team=team)}
    counted = ("objectives", "progress_sum", "stuck", "unclaimed", *Health.values)
    sums = {f"sum_{name}": Sum(name) for name in counted}
    below = here.filter(team__lft__gte=team.lft, team__rgt__lte=team.rgt).values("cycle_id").annotate(**sums)
    found = []
    for cycle, objectives, progress, stuck, unclaimed, *statuses in below.order_by("cycle_id").values_list(
        "cycle_id", *sums
    ):
        figure = of_team.get(cycle)
        own = None if figure is None else from_millionths(figure.own_progress)
        mean = Decimal(progress) / objectives if objectives else None
        found.append(
            TeamFigures(
                cycle,
                text(own),
                figure.own if figure else 0,
                None if mean is None else text(mean.scaleb(-6).quantize(Decimal("0.000001"))),
                objectives,
                dict(zip(Health.values, statuses, strict=True)),
                stuck,
                unclaimed,
            )
        )
    return found


def cycles_read(*, state: str | None = None, kind: str | None = None) -> list[CycleOut]:
    rows = Cycle.objects.all()
    if state is not None:
        rows = rows.filter(state=state)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return [cycle_out(cycle) for cycle in rows.prefetch_related("pilots").order_by("-starts", "ends", "id")]


def cycle_read(pk: int) -> CycleOut:
    cycle = Cycle.objects.filter(pk=pk).first()
    if cycle is None:
        raise NotFound()
    return cycle_out(cycle)


def cycle_out(cycle: Cycle) -> CycleOut:
    return CycleOut(
        cycle.pk,
        cycle_name(cycle.kind, cycle.starts, cycle.ends, cycle.name),
        cycle.kind,
        cycle.starts,
        cycle.ends,
        cycle.state,
        cycle.parent_id,
        cycle.drafting_opens,
        cycle.practice,
        cycle.reveal_company,
        cycle.reveal_teams,
        cycle.reveal_people,
        [team.pk for team in cycle.pilots.all()],
        cycle.version,
    )
