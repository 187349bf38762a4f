"""Scores: what is missing is left out, and a score says what it rests on."""

import pytest

from models.scorecard.kpis import KPIS, Quadrant
from models.scorecard.pacing import Pace
from models.scorecard.scoring import score_of


def at(attainment: float, pace: float | None = None) -> Pace:
    return Pace(attainment, pace, None, None, None, 1, None)


def test_a_quadrant_is_the_mean_of_attainments_up_to_150_percent() -> None:
    score = score_of([(KPIS["first_meetings"], at(0.5)), (KPIS["new_customers"], at(4.0))])
    assert score.quadrants[Quadrant.FIND].score == pytest.approx(1.0)  # (0.5 + 1.5) / 2
    assert score.quadrants[Quadrant.FIND].kpis_counted == 2
    assert score.quadrants[Quadrant.GROW].score is None


def test_the_whole_is_the_mean_of_the_quadrants_that_have_a_score() -> None:
    score = score_of([(KPIS["first_meetings"], at(0.5)), (KPIS["new_customers"], at(0.7)), (KPIS["csat"], at(1.0))])
    assert score.overall == pytest.approx(0.8)  # (0.6 + 1.0) / 2
    assert score.kpis_counted == 3


def test_the_worst_is_the_furthest_behind_by_now() -> None:
    score = score_of([(KPIS["first_meetings"], at(0.4, 1.1)), (KPIS["csat"], at(0.9, 0.9))])
    assert score.worst is KPIS["csat"]


def test_nothing_measured_is_no_score() -> None:
    score = score_of([])
    assert (score.overall, score.kpis_counted, score.worst) == (None, 0, None)
