"""Tables of the heart: cycles, objectives, key results, check-ins, alignment, figures."""

from headway.goals.models.check_ins import CheckIn
from headway.goals.models.cycles import Cycle
from headway.goals.models.figures import Ripple, TeamFigure
from headway.goals.models.objectives import (
    Alignment,
    Amendment,
    Baseline,
    Claim,
    Draft,
    KeyResult,
    Milestone,
    Objective,
    PhasedTarget,
)

__all__ = [
    "Alignment",
    "Amendment",
    "Baseline",
    "CheckIn",
    "Claim",
    "Cycle",
    "Draft",
    "KeyResult",
    "Milestone",
    "Objective",
    "PhasedTarget",
    "Ripple",
    "TeamFigure",
]
