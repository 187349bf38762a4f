"""Fair pace: what may be expected to date of somebody with this calendar, and how they stand against it.

Working days that are over count as elapsed; the running day does not, so nobody is behind at nine in the morning.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from models.period import Period, months_after
from models.scorecard.kpis import InTime, Kpi, Unit
from models.team.calendar import Calendar, days_of, long_absences

BEHIND_BELOW = 0.85
AT_RISK_BELOW = 0.95
AHEAD_FROM = 1.10
TOO_EARLY_BELOW = 0.10
"""Share of the capacity that must have elapsed before a status is given."""
BEST_ATTAINMENT = 1.5
"""Attainment counts up to this in a score; also what "less is better" gives for none at all."""
_ALMOST = 1e-9
_ROUNDED = 0.005
"""Targets of parts of a period are rounded to cents and hundredths."""


class Status(StrEnum):
    """How a figure stands against what was to be expected by now."""

    TOO_EARLY = "too_early"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Workload:
    """What a person can do on a day: their calendar, their ramp, and the season (1 for an ordinary month)."""

    calendar: Calendar
    ramp_months: int = 0
    season: Mapping[int, float] = field(default_factory=dict)
    """By month of the year, 1 to 12."""

    def on(self, day: date) -> float:
        """Capacity on a day: working time × ramp × season."""
        if not (works := self.calendar.works_on(day)):
            return 0.0
        return works * self.ramp_on(day) * self.season.get(day.month, 1.0)

    def quota_on(self, day: date) -> float:
        """What the target rests on: working days while with us, less absences of more than five of them, × ramp."""
        calendar = self.calendar
        if not calendar.pattern_on(day) or not calendar.is_with_us(day) or calendar.in_long_absence(day):
            return 0.0
        return self.ramp_on(day)

    def is_full_quota(self, period: Period) -> bool:
        """Nothing lowers the target in `period`: with us all along, the ramp is over, no long absence."""
        calendar, first, last = self.calendar, period.start, period.last_day
        is_with_us = calendar.is_with_us(first) and calendar.is_with_us(last) and self.ramp_on(first) == 1.0
        return is_with_us and not any(began <= last and first <= ended for began, ended in long_absences(calendar))

    def ramp_on(self, day: date) -> float:
        """Share of full quota on a day: grows evenly from the first day to the end of the ramp."""
        start = self.calendar.starts_on
        if start is None or self.ramp_months == 0:
            return 1.0
        length = (months_after(start, self.ramp_months) - start).days
        return min(1.0, max(0.0, ((day - start).days + 1) / length))


class Capacity(NamedTuple):
    """How much can be done in a period, how much of it is over, and the working days that are left."""

    total: float
    elapsed: float
    remaining_days: float

    @property
    def elapsed_share(self) -> float:
        """Share of the period's capacity that is over; 0 to 1."""
        return self.elapsed / self.total if self.total else 0.0

    def __add__(self, other: "Capacity") -> "Capacity":  # type: ignore[override]
        # Days of a team are days on the calendar, not the sum over its people.
        remaining = max(self.remaining_days, other.remaining_days)
        return Capacity(self.total + other.total, self.elapsed + other.elapsed, remaining)


NO_CAPACITY = Capacity(0, 0, 0)


def capacity_of(workload: Workload, period: Period, until: date) -> Capacity:
    """The capacity of one person in `period`; days before `until` are over."""
    if not workload.season:
        until = min(max(until, period.start), period.end)
        return _without_season(workload.calendar, workload.ramp_months, period, until)
    return _summed(workload, period, until)


@lru_cache(maxsize=4096)
def _without_season(calendar: Calendar, ramp_months: int, period: Period, until: date) -> Capacity:
    """Once for all who work on the same days, and for each scorecard in which they stand."""
    return _summed(Workload(calendar, ramp_months), period, until)


def _summed(workload: Workload, period: Period, until: date) -> Capacity:
    total = elapsed = remaining = 0.0
    for day in days_of(period):
        capacity = workload.on(day)
        total += capacity
        if day < until:
            elapsed += capacity
        else:
            remaining += workload.calendar.works_on(day)
    return Capacity(total, elapsed, remaining)


def of_one_person(parts: Iterable[Capacity]) -> Capacity:
    """The capacity of one person in several stretches of a period: what remains are days of each of them."""
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    return together(parts)._replace(remaining_days=sum(part.remaining_days for part in parts))


def together(capacities: Iterable[Capacity]) -> Capacity:
    """The capacity of several people."""
    return sum(capacities, NO_CAPACITY)


@dataclass(frozen=True, slots=True)
class Pace:
    """How an actual stands against its target."""

    attainment: float
    """Actual / target of the whole period; target / actual where less is better."""
    pace: float | None
    """Against what was expected to date; None while nothing was expected yet."""
    status: Status | None
    """None when nothing could be expected: away for the whole period."""
    expected: float | None
    """To date; None for ratios and snapshots, which compare with the target itself."""
    required_per_day: float | None
    """Per remaining working day; None when none is left, when the target is met, or for ratios and snapshots."""
    remaining_days: float
    projection: float | None
    """Where it ends at this rate: simple, actual / elapsed capacity × capacity. None for ratios and snapshots."""
    expected_share: float = 1.0
    """The part of the target that was expected to date; all of it for ratios and snapshots."""

    @property
    def is_closed(self) -> bool:
        """No working day is left."""
        return self.remaining_days == 0


def pace_of(kpi: Kpi, actual: float, target: float, capacity: Capacity, expected: float | None = None) -> Pace:
    """How `actual` stands against the target of the period, by the kind of KPI.

    `expected` to date is the target's share of the elapsed capacity, unless several people's parts are given together.
    """
    if kpi.kind is InTime.FLOW:
        return pace_of_flow(actual, target, capacity, lower_is_better=kpi.lower_is_better, expected=expected)
    is_snapshot = kpi.kind is InTime.SNAPSHOT
    return pace_of_level(actual, target, capacity, lower_is_better=kpi.lower_is_better, is_snapshot=is_snapshot)


def pace_of_flow(
    actual: float, target: float, capacity: Capacity, *, lower_is_better: bool = False, expected: float | None = None
) -> Pace:
    """Of something that adds up day by day: against target × elapsed capacity / capacity."""
    attainment = attained(actual, target, lower_is_better)
    if expected is None:
        expected = target * capacity.elapsed_share
    elapsed_share = expected / target if target else capacity.elapsed_share
    pace = attained(actual, expected, lower_is_better) if capacity.elapsed else None
    missing = target - actual
    may_still = not lower_is_better and missing > _ALMOST and capacity.remaining_days > 0
    return Pace(
        attainment,
        pace,
        _status(pace, capacity),
        expected,
        missing / capacity.remaining_days if may_still else None,
        capacity.remaining_days,
        actual / elapsed_share if elapsed_share else None,
        elapsed_share,
    )


def pace_of_level(
    actual: float, target: float, capacity: Capacity, *, lower_is_better: bool = False, is_snapshot: bool = False
) -> Pace:
    """Of a ratio or a snapshot: against the target itself. How things stand now is never too early to say."""
    attainment = attained(actual, target, lower_is_better)
    status = status_at(attainment) if is_snapshot else _status(attainment, capacity)
    return Pace(attainment, attainment, status, None, None, capacity.remaining_days, None)


def attained(actual: float, target: float, lower_is_better: bool = False) -> float:
    """Actual / target; target / actual where less is better, and the best there is when that actual is nothing."""
    if lower_is_better:
        return target / actual if actual else BEST_ATTAINMENT
    return actual / target if target else (BEST_ATTAINMENT if actual else 1.0)


def as_whole(target: float) -> int:
    """The first whole number that meets a target: a week's 3.6 meetings (somebody new, or long away) are read as 4.

    Status and score go by the 3.6.
    """
    return max(1, ceil(target - _ROUNDED))


def as_read(kpi: Kpi, target: float) -> float:
    """A target as somebody reads it: of what is counted one by one a whole number, anything else as it is."""
    is_counted = kpi.unit is Unit.COUNT and kpi.kind is InTime.FLOW
    return float(as_whole(target)) if is_counted else target


def status_at(pace: float) -> Status:
    """The status at a pace of 1 for exactly as expected. 95 % is on track, 94.99 % is not."""
    if pace < BEHIND_BELOW - _ALMOST:
        return Status.BEHIND
    if pace < AT_RISK_BELOW - _ALMOST:
        return Status.AT_RISK
    return Status.ON_TRACK if pace < AHEAD_FROM - _ALMOST else Status.AHEAD


def _status(pace: float | None, capacity: Capacity) -> Status | None:
    if not capacity.total:
        return None
    if pace is None or capacity.elapsed_share < TOO_EARLY_BELOW - _ALMOST:
        return Status.TOO_EARLY
    return status_at(pace)
