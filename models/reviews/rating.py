"""What the numbers say of a month, as a rating of 1 to 5."""

STATUS_RATINGS: dict[str, tuple[int, int]] = {"behind": (1, 2), "at_risk": (2, 3), "on_track": (3, 4), "ahead": (4, 5)}
"""The ratings that fit each status."""

FAR_APART = 2
"""Points between the manager's rating and the data's from which a comment is obligatory."""


def rating_range(status: str | None) -> tuple[int, int] | None:
    """The lowest and highest rating that fit a status; None without one (no targets, too early)."""
    return STATUS_RATINGS.get(status or "")


def distance(rating: int, status: str | None) -> int:
    """Points between a rating and the nearest one that the data give; 0 when the data say nothing."""
    given = rating_range(status)
    if given is None:
        return 0
    low, high = given
    return max(low - rating, rating - high, 0)


def needs_comment(rating: int, status: str | None) -> bool:
    """Whether a rating is so far from the data's that the manager has to say why."""
    return distance(rating, status) >= FAR_APART
