"""Whose turn a review is, since when, and when somebody is reminded.

The rep has three working days for the self-review; then the manager may write without it. Each turn
brings a reminder after two and after four working days; a manager who has not shared by the fifth
has missed it, and the manager above sees that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.reviews.records import ReviewState

SELF_REVIEW_WITHIN = 3
"""Working days of the rep."""
REMINDERS_AFTER = (2, 4)
"""Working days of whoever's turn it is."""
MISSED_AFTER = 5
"""Working days of the manager."""


class Turn(StrEnum):
    """What a review waits for."""

    REFLECT = "reflect"
    WRITE = "write"
    SIGN = "sign"
    NOTHING = "nothing"


WorkingDaysAfter = Callable[[date, int], date]
"""The n-th working day after a day, in somebody's calendar."""


@dataclass(frozen=True)
class Waiting:
    """A turn, and the local day on which it began."""

    turn: Turn
    since: date


def waiting_for(
    state: str,
    opened_on: date,
    reflected_on: date | None,
    shared_on: date | None,
    today: date,
    rep_days: WorkingDaysAfter,
) -> Waiting:
    """What the review waits for on `today`. Past the deadline it is the manager's turn, self-review or not."""
    if state == ReviewState.OPEN:
        deadline = rep_days(opened_on, SELF_REVIEW_WITHIN)
        return Waiting(Turn.WRITE, deadline) if today >= deadline else Waiting(Turn.REFLECT, opened_on)
    if state in (ReviewState.REFLECTED, ReviewState.DRAFTED):
        deadline = rep_days(opened_on, SELF_REVIEW_WITHIN)
        return Waiting(Turn.WRITE, min(reflected_on or deadline, deadline))
    if state == ReviewState.SHARED and shared_on is not None:
        return Waiting(Turn.SIGN, shared_on)
    return Waiting(Turn.NOTHING, opened_on)


def reminder_due(waiting: Waiting, today: date, own_days: WorkingDaysAfter) -> int | None:
    """2 or 4 when today is the day (or past the day) of that reminder for whoever's turn it is; else None.

    The later one stands for the earlier one when that was missed.
    """
    if waiting.turn is Turn.NOTHING:
        return None
    due = [days for days in REMINDERS_AFTER if today >= own_days(waiting.since, days)]
    return max(due, default=None)


def is_missed(waiting: Waiting, today: date, manager_days: WorkingDaysAfter) -> bool:
    """Whether the manager let the review pass."""
    return waiting.turn is Turn.WRITE and today >= manager_days(waiting.since, MISSED_AFTER)
