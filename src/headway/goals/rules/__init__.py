"""Every number the product shows, as pure functions: no clock, no database, no Django.

Each calculation is told in prose, with its arithmetic, in docs/handbook.
"""

from headway.goals.rules.days import (
    CYCLE_MONTHS,
    DRAFTING_DAYS,
    Working,
    WorkingDays,
    cycle_bounds,
    drafting_opens,
    elapsed_share,
    generate_cycles,
    next_slot,
    overdue,
    slots,
)
from headway.goals.rules.decimals import Progress, clamp, quantise
from headway.goals.rules.metrics import (
    StartEqualsTarget,
    below,
    hold_progress,
    hold_within,
    milestone_expected,
    milestone_progress,
    out_since,
    progress,
)
from headway.goals.rules.pace import (
    Plan,
    Status,
    Thresholds,
    aim,
    confidence_status,
    expected,
    pace_status,
    phased_expected,
    severity,
    stuck,
)
from headway.goals.rules.scores import score_band, score_of_mean, score_proposal, sweet_spot
from headway.goals.rules.states import CYCLE_STATES, OBJECTIVE_STATES, may_step, objective_may_step
from headway.goals.rules.status import (
    KeyResultFacts,
    key_result_expected,
    key_result_status,
    objective_changes_on,
    objective_status,
    status_changes_on,
)
from headway.goals.rules.totals import Totals, roll_up, roll_up_over_time, time_share
from headway.goals.rules.weights import WeightOutOfRange, effective_weights, shares

__all__ = [
    "CYCLE_MONTHS",
    "CYCLE_STATES",
    "DRAFTING_DAYS",
    "OBJECTIVE_STATES",
    "KeyResultFacts",
    "Plan",
    "Progress",
    "StartEqualsTarget",
    "Status",
    "Thresholds",
    "Totals",
    "WeightOutOfRange",
    "Working",
    "WorkingDays",
    "aim",
    "below",
    "clamp",
    "confidence_status",
    "cycle_bounds",
    "drafting_opens",
    "effective_weights",
    "elapsed_share",
    "expected",
    "generate_cycles",
    "hold_progress",
    "hold_within",
    "key_result_expected",
    "key_result_status",
    "may_step",
    "milestone_expected",
    "milestone_progress",
    "next_slot",
    "objective_changes_on",
    "objective_may_step",
    "objective_status",
    "out_since",
    "overdue",
    "pace_status",
    "phased_expected",
    "progress",
    "quantise",
    "roll_up",
    "roll_up_over_time",
    "score_band",
    "score_of_mean",
    "score_proposal",
    "severity",
    "shares",
    "slots",
    "status_changes_on",
    "stuck",
    "sweet_spot",
    "time_share",
]
