"""Scores of the quadrants and of the whole: what is missing is left out, and a score says what it rests on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from models.scorecard.kpis import InTime, Kpi, Quadrant
from models.scorecard.pacing import BEST_ATTAINMENT, Pace


@dataclass(frozen=True, slots=True)
class QuadrantScore:
    """The score of a quadrant (1 is exactly on target); None when no KPI of it has a value and a target."""

    score: float | None
    kpis_counted: int
    expected: float | None = None
    """What the score would be with every KPI exactly on pace; 1 when the period is over."""
    worst: Kpi | None = None
    """The KPI with the largest weighted shortfall against that; None when there is none."""


@dataclass(frozen=True, slots=True)
class Score:
    """What a scorecard adds up to."""

    quadrants: Mapping[Quadrant, QuadrantScore]
    overall: float | None
    """The mean of the quadrants that have a score."""
    kpis_counted: int
    worst: Kpi | None
    """The KPI with the largest weighted shortfall: always named beside a score."""


@dataclass(frozen=True, slots=True)
class _Counted:
    kpi: Kpi
    weight: float
    pace: Pace

    @property
    def against_now(self) -> float:
        """Against what was expected to date: halfway the month, half of a target is no shortfall."""
        return self.pace.attainment if self.pace.pace is None else self.pace.pace

    @property
    def on_pace(self) -> float:
        """The attainment of somebody who did exactly what was expected to date; where less is better it falls to 1."""
        share = self.pace.expected_share
        if not self.kpi.lower_is_better or self.kpi.kind is not InTime.FLOW:
            return share
        return min(BEST_ATTAINMENT, 1 / share) if share else BEST_ATTAINMENT

    @property
    def shortfall(self) -> float:
        """What is missing to what was expected by now (0 to 1), × weight: sales at 19 % are worse than no training."""
        return self.weight * max(0.0, 1 - self.against_now)


def score_of(measured: Iterable[tuple[Kpi, Pace]], weigh: Callable[[Kpi], float] = lambda _: 1) -> Score:
    """The score over KPIs with a value, a target and a weight.

    Of a quadrant: the weighted mean of min(attainment, 150 %). Overall: the mean of its quadrants.
    """
    counted = [_Counted(kpi, weight, pace) for kpi, pace in measured if (weight := weigh(kpi))]
    quadrants = {quadrant: _quadrant(counted, quadrant) for quadrant in Quadrant}
    scores = [quadrant.score for quadrant in quadrants.values() if quadrant.score is not None]
    worst = max(counted, key=lambda one: (one.shortfall, -one.against_now), default=None)
    return Score(quadrants, sum(scores) / len(scores) if scores else None, len(counted), worst.kpi if worst else None)


def _quadrant(counted: list[_Counted], quadrant: Quadrant) -> QuadrantScore:
    mine = [one for one in counted if one.kpi.quadrant is quadrant]
    weight = sum(one.weight for one in mine)
    if not weight:
        return QuadrantScore(None, 0)
    score = sum(one.weight * min(one.pace.attainment, BEST_ATTAINMENT) for one in mine) / weight
    expected = sum(one.weight * one.on_pace for one in mine) / weight
    worst = max(mine, key=lambda one: (one.shortfall, -one.against_now))
    return QuadrantScore(score, len(mine), expected, worst.kpi if worst.shortfall > 0 else None)
