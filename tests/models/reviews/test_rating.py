"""The rating that fits the numbers, and when a manager has to say why theirs is another."""

import pytest

from models.reviews.rating import distance, needs_comment, rating_range


@pytest.mark.parametrize(
    ("status", "fits"),
    [
        ("behind", (1, 2)),
        ("at_risk", (2, 3)),
        ("on_track", (3, 4)),
        ("ahead", (4, 5)),
        ("too_early", None),
        (None, None),
    ],
)
def test_each_status_has_its_two_ratings(status: str | None, fits: tuple[int, int] | None) -> None:
    assert rating_range(status) == fits


@pytest.mark.parametrize(
    ("rating", "status", "points"),
    [
        (1, "behind", 0),
        (2, "behind", 0),
        (3, "behind", 1),
        (4, "behind", 2),
        (5, "behind", 3),
        (1, "ahead", 3),
        (2, "ahead", 2),
        (3, "ahead", 1),
        (1, "on_track", 2),
        (5, "on_track", 1),
        (5, "at_risk", 2),
        (1, None, 0),
    ],
)
def test_the_distance_is_to_the_nearest_rating_that_fits(rating: int, status: str | None, points: int) -> None:
    assert distance(rating, status) == points
    assert needs_comment(rating, status) is (points >= 2)
