"""Templates that the company of the story has made of its own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from headway.demo.deeds import Deeds
from headway.demo.founding import DOOR
from headway.library.actions.templates import make_template
from headway.library.built_in import BuiltIn, read

HOME = Path(__file__).parent / "story" / "templates"


def written_down(language: str) -> list[BuiltIn]:
    """They stand in files of the same shape as the built-in ones."""
    return [each for path in sorted((HOME / language).glob("*.yaml")) for each in read(path)]


def set_templates(deeds: Deeds, at: datetime) -> int:
    """Made by the company's OKR champion; how many."""
    by = deeds.by(deeds.tale.story.organisation.champion, at)
    made = [make_template(each.body, by=by, door=DOOR) for each in written_down(deeds.tale.language)]
    return len(made)
