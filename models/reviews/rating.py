"""What the numbers say of a month, as a rating of 1 to 5, and why."""

from models.reviews.figures import Figure, MonthFigures

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


SAID = 3
"""Figures that are named as the reason of what the numbers say; more is a table."""


def because(figures: MonthFigures) -> list[Figure]:
    """The figures that explain what the numbers say of a month: those that moved the score most, the lowest first.

    How much one moves it is its weight in the score times its distance from what was expected of it (1). Of the two or
    three, one at least speaks against the status where there is one: a single good figure is no secret of a bad month.
    """
    moving = [
        (row, (1.0 if row.weight is None else row.weight) * (row.pace - 1))
        for row in figures.rows
        if row.pace is not None and row.weight != 0
    ]
    by_size = sorted(moving, key=lambda one: -abs(one[1]))
    chosen = by_size[:SAID]
    others = [one for one in by_size[SAID:] if (one[1] >= 0) != (chosen[0][1] >= 0)]
    if others and all((one[1] >= 0) == (chosen[0][1] >= 0) for one in chosen):
        chosen = [*chosen[: SAID - 1], others[0]]
    return [row for row, _ in sorted(chosen, key=lambda one: one[0].pace or 0)]
