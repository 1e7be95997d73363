"""O101–O109: one objective."""

from okr_coach.rules.objective import frame, shape, task, vague, worth  # noqa: F401
