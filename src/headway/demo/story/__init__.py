"""The demo company: Larkwell (云雀), which builds e-bikes that can be repaired for twenty years."""

from functools import cache

from headway.demo.story.model import Story
from headway.demo.story.read import read_story
from headway.demo.story.telling import Telling, check_ins, cycle_dates

__all__ = ["Story", "Telling", "check_ins", "cycle_dates", "story"]


@cache
def story() -> Story:
    return read_story()
