"""Who stands above whom."""

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet

from headway.db.prepared import made, names, prepared
from headway.people.models import Person, TeamLead

# A manager line is never a circle; the bound only keeps a broken import from running on.
_LONGEST_LINE = 100

_LINE = """
WITH RECURSIVE line (id, manager_id, step) AS (
    SELECT id, manager_id, 0 FROM people_person WHERE id = %s
    UNION ALL
    SELECT above.id, above.manager_id, line.step + 1
    FROM people_person above JOIN line ON above.id = line.manager_id WHERE line.step < %s
)
SELECT id FROM line WHERE step > 0 ORDER BY step
"""


def manager_line(person: Person) -> list[Person]:
    """Manager, manager's manager and so on, nearest first. Two queries."""
    ids = _line_ids(person)
    people = {person.pk: person for person in people_with(tuple(ids))}
    return [people[pk] for pk in ids]


def people_with(ids: tuple[int, ...]) -> list[Person]:
    """One query, in no order; those that exist."""
    return [made(Person, row) for row in _people(ids)]


@prepared
def _people(ids: tuple[int, ...]) -> QuerySet[Person, tuple[object, ...]]:
    return Person.objects.filter(pk__in=ids).values_list(*names(Person))


def leads_to(person: Person, above: Person) -> bool:
    """Whether ``above`` is the person or stands somewhere in the person's manager line. One query."""
    return person.pk == above.pk or above.pk in _line_ids(person)


def stand_in(person: Person) -> Person | None:
    """The manager; without one the home team's lead, or for a lead the nearest one above.

    Three queries at most.
    """
    if person.manager_id is not None:
        manager = Person.objects.filter(pk=person.manager_id, is_active=True).first()
        if manager is not None:
            return manager
    if person.home_team_id is None:
        return None
    led = TeamLead.objects.filter(person=person).values("team_id")
    home = person.home_team
    assert home is not None
    row = (
        TeamLead.objects.filter(
            team__lft__lte=home.lft, team__rgt__gte=home.rgt, team__archived=False, person__is_active=True
        )
        .exclude(team_id__in=led)
        .select_related("person")
        .order_by("-team__depth", "id")
        .first()
    )
    return row.person if row else None


def _line_ids(person: Person) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_LINE, [person.pk, _LONGEST_LINE])
        return [pk for (pk,) in cursor.fetchall()]
