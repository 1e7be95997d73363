"""Who may have a sentence reworded: whoever may write goals."""

from __future__ import annotations

from headway.core.errors import N_, Forbidden
from headway.people.viewer import Viewer


class GuestsDoNotWrite(Forbidden):
    code = "rewriting_for_writers"
    sentence = N_("Guests read what is open; suggestions are for those who write goals.")


def may_ask(viewer: Viewer) -> bool:
    return viewer.person.is_active and not viewer.person.is_guest


def must_be_writer(viewer: Viewer) -> None:
    if not may_ask(viewer):
        raise GuestsDoNotWrite()
