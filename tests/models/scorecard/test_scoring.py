"""Scores: what is missing is left out, and a score says what it rests on."""

import pytest

from models.scorecard.kpis import KPIS, Kpi, Quadrant
from models.scorecard.pacing import Pace
from models.scorecard.scoring import score_of
from models.scorecard.weights import weight_of


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


def weighed(kpi: Kpi) -> float:
    return weight_of("field", kpi.key)


def test_sales_weigh_more_than_training_and_proposals() -> None:
    # Manager 4: sales at 19 %, proposals at 340 % (150 at most), training at 250 %, first meetings at 59 %.
    # Close: (4 × 0.19 + 3 × 1.5) / 7 = 0.7514; Find: 0.59; Develop: 1.5. Overall 0.9471: sales are the worst by far.
    measured = [(KPIS[key], at(share)) for key, share in (("sales_by_channel", 0.19), ("proposals", 3.4))]
    measured += [(KPIS["training_hours"], at(2.5)), (KPIS["first_meetings"], at(0.59))]
    score = score_of(measured, weighed)
    assert score.quadrants[Quadrant.CLOSE].score == pytest.approx((4 * 0.19 + 3 * 1.5) / 7)
    assert score.overall == pytest.approx(((4 * 0.19 + 3 * 1.5) / 7 + 0.59 + 1.5) / 3)
    assert score.worst is KPIS["sales_by_channel"]


def test_the_worst_is_never_training_while_sales_are_far_behind() -> None:
    # No training at all: 0.5 × 1. Sales at 19 %: 4 × 0.81. Renewals at 10 %: 1 × 0.9.
    measured = [(KPIS[key], at(share)) for key, share in (("training_hours", 0), ("sales_by_channel", 0.19))]
    assert score_of([*measured, (KPIS["renewals"], at(0.1))], weighed).worst is KPIS["sales_by_channel"]


def test_when_nothing_falls_short_the_lowest_is_named() -> None:
    measured = [(KPIS["sales_by_channel"], at(1.3)), (KPIS["csat"], at(1.05))]
    assert score_of(measured, weighed).worst is KPIS["csat"]


def test_what_the_manager_does_is_in_no_reps_score() -> None:
    score = score_of([(KPIS["coaching"], at(0)), (KPIS["training_hours"], at(1))], weighed)
    assert (score.kpis_counted, score.overall, score.worst) == (1, 1, KPIS["training_hours"])


def test_nothing_measured_is_no_score() -> None:
    score = score_of([])
    assert (score.overall, score.kpis_counted, score.worst) == (None, 0, None)
