"""Who may change the organisation, its teams and its people."""

from __future__ import annotations

from headway.core.errors import N_, Forbidden
from headway.people.models import Person

# The operator of the server acts without a person through these doors only.
OPERATOR_DOORS = ("cli", "load", "demo")


class AdminsOnly(Forbidden):
    code = "admins_only"
    sentence = N_("Only an administrator can change this. Ask one of yours.")


class NotYourProfile(Forbidden):
    code = "not_your_profile"
    sentence = N_("Only this person or an administrator can change this.")


def may_administer(actor: Person | None, *, door: str) -> bool:
    if actor is None:
        return door in OPERATOR_DOORS
    return actor.is_active and actor.is_admin


def must_administer(actor: Person | None, *, door: str) -> None:
    if not may_administer(actor, door=door):
        raise AdminsOnly()


def must_be_self_or_administer(person: Person, actor: Person | None, *, door: str) -> None:
    if actor is not None and actor.is_active and actor.pk == person.pk:
        return
    if not may_administer(actor, door=door):
        raise NotYourProfile()
