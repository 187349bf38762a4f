"""Scores of the quadrants and of the whole: what is missing is left out, and a score says what it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.scorecard.kpis import Kpi, Quadrant
from models.scorecard.pacing import BEST_ATTAINMENT, Pace


@dataclass(frozen=True, slots=True)
class QuadrantScore:
    """The score of a quadrant (1 is exactly on target); None when no KPI of it has a value and a target."""

    score: float | None
    kpis_counted: int


@dataclass(frozen=True, slots=True)
class Score:
    """What a scorecard adds up to."""

    quadrants: Mapping[Quadrant, QuadrantScore]
    overall: float | None
    """The mean of the quadrants that have a score."""
    kpis_counted: int
    worst: Kpi | None
    """The KPI that is furthest from where it should be: always named beside a score."""


def score_of(measured: Iterable[tuple[Kpi, Pace]]) -> Score:
    """The score over KPIs with a value and a target.

    Of a quadrant: the weighted mean of min(attainment, 150 %). Overall: the mean of its quadrants.
    """
    counted = list(measured)
    quadrants = {quadrant: _quadrant(counted, quadrant) for quadrant in Quadrant}
    scores = [quadrant.score for quadrant in quadrants.values() if quadrant.score is not None]
    worst = min(counted, key=lambda line: _against_now(line[1]), default=None)
    return Score(quadrants, sum(scores) / len(scores) if scores else None, len(counted), worst[0] if worst else None)


def _quadrant(counted: list[tuple[Kpi, Pace]], quadrant: Quadrant) -> QuadrantScore:
    mine = [(kpi.weight, min(pace.attainment, BEST_ATTAINMENT)) for kpi, pace in counted if kpi.quadrant is quadrant]
    weight = sum(weight for weight, _ in mine)
    if not weight:
        return QuadrantScore(None, 0)
    return QuadrantScore(sum(weight * attainment for weight, attainment in mine) / weight, len(mine))


def _against_now(pace: Pace) -> float:
    """Against what was expected to date: halfway the month, half of a target is not the worst."""
    return pace.attainment if pace.pace is None else pace.pace
