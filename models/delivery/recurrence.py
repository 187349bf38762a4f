"""Recurrences: every Monday at 08:30, the first of the month at 09:00, one day only; days off move them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TypeAlias

WorksOn: TypeAlias = Callable[[date], bool]
LONGEST_SHIFT = 31
"""Days; what would move further than this is dropped instead."""


@dataclass(frozen=True)
class Recurrence:
    """On which local dates something happens, and at what wall time."""

    at: time
    weekday: int | None = None
    """Monday is 0."""
    day_of_month: int | None = None
    once_on: date | None = None
    moves: bool = True
    """On a day off it moves to the next working day; else it is left out."""

    def names(self, day: date) -> bool:
        """Whether `day` itself is named by the rhythm, day off or not."""
        if self.weekday is not None:
            return day.weekday() == self.weekday
        if self.day_of_month is not None:
            return day.day == self.day_of_month
        return self.once_on is None or day == self.once_on

    def slot_on(self, day: date, works_on: WorksOn) -> date | None:
        """The named date that is kept on `day`: itself, or one moved here over days off. None: nothing today."""
        if not works_on(day):
            return None
        named = day
        while not self.names(named):
            named -= timedelta(days=1)
            if not self.moves or works_on(named) or (day - named).days > LONGEST_SHIFT:
                return None
        return named

    def turns_between(self, first: date, slot: date) -> int:
        """How many turns of the rhythm `slot` is after the turn that `first` falls in (0 when it is before it)."""
        if self.weekday is not None:
            turns = (slot - first).days // 7
        elif self.day_of_month is not None:
            turns = (slot.year - first.year) * 12 + slot.month - first.month - (first.day > self.day_of_month)
        else:
            turns = (slot - first).days
        return max(0, turns)

    def at_minute(self, minute: int | None) -> "Recurrence":
        """The same rhythm at another time: `minute` minutes after midnight (None changes nothing)."""
        return self if minute is None else replace(self, at=time(minute // 60, minute % 60))


def weekly(weekday: int, at: time) -> Recurrence:
    """Each week on `weekday` (Monday is 0), moved over days off."""
    return Recurrence(at, weekday=weekday)


def monthly(day: int, at: time) -> Recurrence:
    """Each month on `day`, moved over days off: day 1 is the first working day."""
    return Recurrence(at, day_of_month=day)


def once(day: date, at: time) -> Recurrence:
    """On one day only, moved over days off."""
    return Recurrence(at, once_on=day)
