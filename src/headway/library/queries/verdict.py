"""What the coach, as the organisation has set it, says of a template once it is filled."""

from __future__ import annotations

from collections.abc import Mapping

from headway.coach.queries.settings import coach_config
from headway.library.coaching import draft_of
from headway.library.rules import Body, Filled, examples, fill
from okr_coach import Report, review


def verdict(body: Body, filled: Filled, *, language: str) -> Report | None:
    """One query; None where the organisation has switched the coach off. ``language`` is the reader's."""
    config = coach_config()
    if config is None:
        return None
    return review(draft_of(body, filled), config=config, language="zh" if language.startswith("zh") else "en")


def with_examples(body: Body, values: Mapping[str, str]) -> Filled:
    """As it reads now, with the example wherever nothing is given yet."""
    given = {name: text for name, text in values.items() if text.strip()}
    return fill(body, examples(body) | given)
