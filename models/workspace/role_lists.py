"""A list that a workspace sets for a sales role, from a day on: rows of role, key, values between commas, and day."""

from collections.abc import Iterable, Sequence
from datetime import date

NOTHING = "none"
"""Instead of values: the list is empty, which is not the same as the one that comes with Koers."""


def list_on(rows: Iterable[Sequence[str | None]], role: str, key: str, day: date) -> tuple[str, ...] | None:
    """What was set last for a role up to `day`; None where the list that comes with Koers holds."""
    chosen: tuple[str, str] = ("", "")
    for whose, which, values, first_day in rows or ():
        if whose == role and which == key and chosen[0] <= (first_day or "") <= day.isoformat():
            chosen = (first_day or "", values or "")
    if chosen[1] == NOTHING:
        return ()
    return tuple(chosen[1].split(",")) if chosen[1] else None
