"""One KPI of a scorecard: its figure, its target, and how the one stands against the other."""

from dataclasses import dataclass

from models.scorecard.figure import Figure
from models.scorecard.kpis import InTime, Kpi
from models.scorecard.pacing import Pace
from models.scorecard.targets.holding import TargetFigure


@dataclass(frozen=True)
class Line:
    """One KPI of a scorecard."""

    kpi: Kpi
    figure: Figure
    """Of a team or company: everybody's."""
    target: TargetFigure | None
    pace: Pace | None
    """None without a value or a target. Of a team or company it is that of the people who have the target."""
    compared: float | None = None
    """Of a team or company: the part of the value that is compared with the target. None of one person."""
    people_target: float | None = None
    """What the people's own targets come to, where one that was set for their team or company differs from it."""

    @property
    def by_others(self) -> float | None:
        """What people without the target added to the value; None when there is nothing to say."""
        if self.compared is None or self.figure.value is None or self.kpi.kind is InTime.RATIO:
            return None
        added = self.figure.value - self.compared
        return added if abs(added) > 1e-6 else None
