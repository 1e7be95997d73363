"""Whoever asks for the rules finds all of them: each module registers its own."""

from okr_coach.rules import compound, course, feedback, key_result, objective, set  # noqa: F401
