"""The lives of cycles and objectives: one step on, or one step back."""

from collections.abc import Sequence

CYCLE_STATES = ("planned", "drafting", "running", "reviewing", "closed")
OBJECTIVE_STATES = ("draft", "proposed", "agreed", "closed")
_OBJECTIVE_STATES_UNAGREED = ("draft", "agreed", "closed")


def may_step(from_state: str, to_state: str) -> bool:
    """Of a cycle."""
    return _are_neighbours(CYCLE_STATES, from_state, to_state)


def objective_may_step(from_state: str, to_state: str, *, agreement: bool = True) -> bool:
    """With agreement switched off an owner publishes a draft directly."""
    if _are_neighbours(OBJECTIVE_STATES, from_state, to_state):
        return True
    return not agreement and _are_neighbours(_OBJECTIVE_STATES_UNAGREED, from_state, to_state)


def _are_neighbours(states: Sequence[str], one: str, other: str) -> bool:
    if one not in states or other not in states:
        return False
    return abs(states.index(one) - states.index(other)) == 1
