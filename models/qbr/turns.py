"""Whose turn a quarterly review is, since when, and when somebody is reminded: as with monthly reviews, in its own days.

Each turn brings a reminder after two and after four working days; a manager who has not shared by the fifth has missed
it, and the manager above sees that.
"""

from collections.abc import Callable
from datetime import date

from models.qbr.due import report_until
from models.qbr.records import QbrState
from models.reviews.turns import Turn, Waiting

WorkingDaysAfter = Callable[[date, int], date]
STILL_ASKED_FOR = 6
"""Months: a review of a quarter that began longer ago waits for nobody any more; the next one has begun."""


def waiting_for(
    state: str,
    opened_on: date,
    reported_on: date | None,
    shared_on: date | None,
    today: date,
    rep_days: WorkingDaysAfter,
) -> Waiting:
    """What it waits for on `today`. Past the rep's last day it is the manager's turn, report or not."""
    if state == QbrState.SHARED and shared_on is not None:
        return Waiting(Turn.SIGN, shared_on)
    if state not in (QbrState.OPEN, QbrState.REPORTED, QbrState.DRAFTED):
        return Waiting(Turn.NOTHING, opened_on)
    until = report_until(opened_on, rep_days)
    if state == QbrState.OPEN:
        return Waiting(Turn.WRITE, until) if today >= until else Waiting(Turn.REFLECT, opened_on)
    return Waiting(Turn.WRITE, reported_on or until)
