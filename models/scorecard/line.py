"""One KPI of a scorecard: its figure, its target, and how the one stands against the other."""

from dataclasses import dataclass

from models.scorecard.figure import Figure
from models.scorecard.kpis import Kpi
from models.scorecard.pacing import Pace
from models.scorecard.targets.holding import TargetFigure


@dataclass(frozen=True)
class Line:
    """One KPI of a scorecard."""

    kpi: Kpi
    figure: Figure
    target: TargetFigure | None
    pace: Pace | None
    """None without a value or a target."""
