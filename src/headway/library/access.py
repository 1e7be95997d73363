"""Who may make the organisation's templates; everybody may read and use them."""

from __future__ import annotations

from headway.core.errors import N_, Forbidden
from headway.people.viewer import Viewer


class ChampionsOnly(Forbidden):
    code = "champions_only"
    sentence = N_("Only an OKR champion or an administrator can change templates. Ask one of yours.")


def may_make(viewer: Viewer) -> bool:
    person = viewer.person
    return person.is_admin or person.champion or person.champion_of_id is not None


def must_make(viewer: Viewer) -> None:
    if not may_make(viewer):
        raise ChampionsOnly()


def may_use(viewer: Viewer) -> bool:
    return not viewer.person.is_guest
