"""One KPI of a scorecard: its figure, its target, and how the one stands against the other."""

from dataclasses import dataclass, replace
from math import ceil

from models.scorecard.figure import Figure
from models.scorecard.kpis import InTime, Kpi, Unit
from models.scorecard.pacing import Capacity, Pace, Status, pace_of
from models.scorecard.targets.holding import TargetFigure

FEWEST_OTHERS = 2
"""Of one colleague what "the others" did would be that colleague's own figure."""


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
    others: int = 0
    """Of a team or company: how many reps have no part in the target."""
    no_target: str | None = None
    """Why there is no target: `not_set`, `not_employed`, `away` all along, or `different` ones for a ratio."""
    people_target: float | None = None
    """What the people's own targets come to, where one that was set for their team or company differs from it."""

    @property
    def to_go(self) -> float | None:
        """What is missing to the target of something that adds up; a count in whole ones. None when it is met."""
        if self.pace is None or self.target is None or self.kpi.kind is not InTime.FLOW or self.kpi.lower_is_better:
            return None
        actual = self.figure.value if self.compared is None else self.compared
        missing = self.target.value - (actual or 0)
        if missing < 1e-6:
            return None
        return ceil(missing - 1e-6) if self.kpi.unit is Unit.COUNT else missing

    @property
    def tells_of_others(self) -> bool:
        """Whether what the others added may be said: of one person alone it would be that colleague's own figure."""
        return self.by_others is not None and self.others >= FEWEST_OTHERS

    @property
    def by_others(self) -> float | None:
        """What people without the target added to the value; None when there is nothing to say."""
        if self.compared is None or self.figure.value is None or self.kpi.kind is InTime.RATIO:
            return None
        added = self.figure.value - self.compared
        return added if abs(added) > 1e-6 else None


def line_of(
    kpi: Kpi,
    figure: Figure,
    target: TargetFigure,
    capacity: Capacity,
    expected: float | None = None,
    *,
    is_too_early: bool = False,
) -> Line:
    """A KPI with a target of one person; `expected` to date where the target's share of the capacity does not say it.

    `is_too_early`: they have only just begun, so that nothing is judged yet.
    """
    if figure.value is None:
        return Line(kpi, figure, target, None)
    pace = pace_of(kpi, figure.value, target.value, capacity, expected)
    if is_too_early and pace.status:
        pace = replace(pace, status=Status.TOO_EARLY)
    return Line(kpi, figure, target, pace)
