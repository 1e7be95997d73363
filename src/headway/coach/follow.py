"""Reviews follow what is written: these run in the transaction of the verb that was recorded."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import F, Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from headway.activity.models import Event
from headway.activity.record import listen
from headway.coach.actions.upkeep import settle_a_while
from headway.coach.models import CoachSettings, Dismissal, Due, Review
from headway.db.rows import add
from headway.goals.actions.ripples import settle_too, wake
from headway.goals.follow import OPEN
from headway.goals.models import Alignment, Amendment, Cycle, KeyResult, Objective
from headway.people.models import Organisation, Person, Strategy

# Verbs that change nothing of what is written, made by everybody all day or for many goals at once.
QUIET: Final = frozenset(
    {
        "checked_in",
        "corrected",
        "scored",
        "status_set",
        "status_lifted",
        "overridden",
        "override_lifted",
        "delegated",
        "amendment_asked",
        "amendment_declined",
        "claimed",
        "claim_confirmed",
        "claim_declined",
        "released",
    }
)


def start() -> None:
    for thing in (Objective, KeyResult, Alignment, Amendment, Dismissal):
        listen(_note, to=thing)
    listen(_named_otherwise, to=Objective)
    listen(_strategy_named_otherwise, to=Strategy)
    listen(_look_back_elsewhere, to=Cycle)
    listen(_read_again, to=Organisation)
    settle_too(settle_a_while)


def _note(event: Event) -> None:
    if event.objective_id is None or event.verb in QUIET:
        return
    add(Due(objective_id=event.objective_id))
    if event.verb == "carried_over":  # what was dropped and is carried over after all counts again
        add(Due(objective_id=event.before["objective"]))
    transaction.on_commit(wake)


def _named_otherwise(event: Event) -> None:
    """What serves a goal is read with its title, whoever holds it."""
    if event.verb != "edited" or not _renamed(event):
        return
    links = Alignment.objects.filter(
        parent=event.noun_id, state__in=[Alignment.State.ASKED, Alignment.State.ACTIVE]
    ).exclude(child__cycle__state=Cycle.State.CLOSED)
    below = links.values_list("child_id", flat=True).distinct()
    Due.objects.bulk_create([Due(objective_id=pk) for pk in below], batch_size=500)


def _strategy_named_otherwise(event: Event) -> None:
    """Half a company may point at one strategy, so these wait as they wait for new settings."""
    if event.verb == "edited" and _renamed(event):
        _are_due(Q(objective__strategy=event.noun_id))


def _renamed(event: Event) -> bool:
    return (event.before or {}).get("title") != (event.after or {}).get("title")


_ORDER: Final = ("starts", "ends", "practice")


def _look_back_elsewhere(event: Event) -> None:
    """A cycle with other dates is another one's last: every set is looked at again. A new one may come
    between two; one that opens again has missed what was set, and what was written before it, meanwhile."""
    before, after = event.before or {}, event.after or {}
    if event.verb == "edited" and any(before.get(name) != after.get(name) for name in _ORDER):
        _all_are_due()
    elif event.verb == "created":
        made = Cycle.objects.get(pk=event.noun_id)
        later = Cycle.objects.filter(kind=made.kind, practice=made.practice, starts__gt=made.ends)
        _are_due(Q(cycle__in=later.exclude(state=Cycle.State.CLOSED)))
    elif event.verb == "reopened" and before.get("state") == Cycle.State.CLOSED:
        _are_due(Q(cycle=event.noun_id))


def _read_again(event: Event) -> None:
    """The company's focus and its language, by which the profile goes, are read with every goal."""
    if event.verb == "edited" and {"focus_note", "focus_strong", "language"} & set(event.after):
        _all_are_due()


def _all_are_due() -> None:
    CoachSettings.objects.update(edition=F("edition") + 1, due_after=0)
    transaction.on_commit(wake)


def _are_due(which: Q) -> None:
    if Review.objects.filter(which).update(edition=0):
        CoachSettings.objects.update(due_after=0)
        transaction.on_commit(wake)


@receiver(post_save, sender=Person)
def _follow_home_team(
    sender: type[Person],
    instance: Person,
    created: bool,
    update_fields: frozenset[str] | None,
    **kwargs: object,
) -> None:
    """After the objectives of a person who moved have moved with them."""
    if created or (update_fields is not None and "home_team" not in update_fields):
        return
    moved = Objective.objects.filter(person=instance, cycle__state__in=OPEN).exclude(
        review__team=F("counted_in")
    )
    for pk, now, reviewed in moved.values_list("pk", "counted_in_id", "review__team_id"):
        if now != reviewed:
            add(Due(objective_id=pk))
            transaction.on_commit(wake)
