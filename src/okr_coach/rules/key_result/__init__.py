"""K201–K218: one key result (K207 in okr_coach.rules.compound)."""

from okr_coach.rules.key_result import activity, baseline, direction, frame, measure, steering, wording  # noqa: F401
