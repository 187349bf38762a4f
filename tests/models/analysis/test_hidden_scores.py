"""A segment with fewer than three scores cannot be worked out from the total less the other segments."""

import random

import pytest

from models.analysis.satisfaction import FEWEST_ANSWERS, Satisfaction, Scores, Segment, hidden_beside


def of(*scores: int) -> Scores:
    """Scores of 1 to 5."""
    return Scores(len(scores), len(scores), sum(scores), sum(score >= 4 for score in scores))


def test_the_smallest_of_the_others_is_hidden_too() -> None:
    # Retail 5 scores (mean 4.2), Care 4 (mean 4), Energy 1 (a 2). Total 10 scores, mean 3.9: 39 − 21 − 16 = 2, one customer's.
    # With Care hidden too the total gives away (16 + 2) / 5 = 3.6, of five scores of two segments.
    scores = [of(5, 4, 4, 4, 4), of(4, 4, 4, 4), of(2)]
    shown = [Segment("", one, also) for one, also in zip(scores, hidden_beside(scores), strict=True)]
    assert [(one.mean, one.top_two) for one in shown] == [(4.2, 1.0), (None, None), (None, None)]


def test_two_that_hide_each_other_need_no_third() -> None:
    # One score and two: the total gives away the mean of three.
    assert hidden_beside([of(5, 5, 5, 5), of(1), of(2, 3)]) == [frozenset()] * 3
    assert hidden_beside([of(5, 5, 5, 5), of(4, 4, 4), Scores()]) == [frozenset()] * 3, "where nothing is hidden"


def test_of_two_segments_neither_is_shown_and_nps_stands_by_itself() -> None:
    ten = Scores(4, 4, 16, 4, asked=2, promoters=1, nps_weight=2)
    more = Scores(2, 2, 9, 2, asked=6, promoters=3, nps_weight=6)
    assert hidden_beside([ten, more]) == [{"csat"}, {"nps"}]


def test_a_hidden_segment_is_not_called_the_weakest() -> None:
    # Care (2.0) would be, but stands in for Energy's one score; Retail and Trade are left.
    scores = [of(5, 5, 5, 5, 5, 5), of(4, 4, 4, 4, 4, 4), of(2, 2, 2, 2, 2), of(1)]
    names = ["Retail", "Trade", "Care", "Energy"]
    parts = [Segment(name, one, also) for name, one, also in zip(names, scores, hidden_beside(scores), strict=True)]
    weakest = Satisfaction(sum(scores, Scores()), Scores(), tuple(parts)).weakest
    assert weakest is not None
    assert weakest.name == "Trade"


@pytest.mark.parametrize("seed", range(20))
def test_what_is_left_of_the_total_is_of_three_or_more(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(50):
        scores = [of(*draw.choices(range(1, 6), k=draw.randrange(7))) for _ in range(draw.randrange(1, 6))]
        parts = [Segment("", one, also) for one, also in zip(scores, hidden_beside(scores), strict=True)]
        left = sum(one.entries for one in scores) - sum(one.scores.entries for one in parts if one.mean is not None)
        assert left == 0 or left >= FEWEST_ANSWERS or all(one.mean is None for one in parts)
