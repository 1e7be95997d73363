"""S301–S310: objectives and key results together."""

from okr_coach.rules.set import balance, copies, frame  # noqa: F401
