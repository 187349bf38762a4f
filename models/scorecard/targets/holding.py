"""Which target holds in a period: a person's own, else their role's, else the role's default.

A target per week, month or quarter is spread over the working days of each such period (weekends and public holidays
left out) and added up over the days that are asked for: 8 a week is 8 in every week, and about 35 in a month.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from models.period import Period, PeriodType, period_of
from models.scorecard.kpis import InTime, Kpi
from models.scorecard.pacing import Workload
from models.scorecard.targets.presets import Preset
from models.team.calendar import Calendar, days_of


class SetFor(StrEnum):
    """Where a target comes from."""

    PERSON = "person"
    TEAM = "team"
    ROLE = "role"
    WORKSPACE = "workspace"
    PRESET = "preset"
    MEMBERS = "members"
    """The sum of the targets of a team's people."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A target as it was set: so much per week, month or quarter from a day on. `value` None ended it."""

    value: Decimal | None
    period_type: PeriodType
    effective_from: date

    @classmethod
    def stored(cls, value: str | None, period_type: str, effective_from: date) -> "InForce":
        """From the columns of the table."""
        return cls(None if value is None else Decimal(value), PeriodType(period_type), effective_from)


@dataclass(frozen=True, slots=True)
class TargetFigure:
    """The target of a period, prorated, and what it was made from."""

    value: float
    set_for: SetFor
    stated: Decimal
    """As it was set …"""
    period_type: PeriodType
    """… per this."""
    is_prorated: bool = False
    """Lowered for a joiner, a leaver, a ramp or long leave."""


def target_in(
    kpi: Kpi,
    period: Period,
    history: Sequence[InForce],
    set_for: SetFor,
    workload: Workload,
    fiscal_start_month: int = 1,
) -> TargetFigure | None:
    """What `history` (oldest first) asks of one person in `period`; None when nothing was in force, and when the
    person was not with us or on long leave all along: nothing can be asked of them.

    A change holds for every period that was not over on its day: it never touches a closed one.
    """
    known = [row for row in history if row.effective_from <= period.last_day]
    if not known or known[-1].value is None:
        return None
    last, value = known[-1], known[-1].value
    if kpi.kind is not InTime.FLOW:
        return TargetFigure(float(value), set_for, value, last.period_type)
    is_its_own_period = period == period_of(last.period_type, period.start, fiscal_start_month)
    if is_its_own_period and workload.is_full_quota(period) and working_days_in(workload.calendar, period):
        return TargetFigure(float(value), set_for, value, last.period_type)
    spread = whole = quota = 0.0
    for day in days_of(period):
        row = _in_force_on(day, known, fiscal_start_month)
        if row.value is None or not workload.calendar.pattern_on(day):
            continue
        stretch = period_of(row.period_type, day, fiscal_start_month)
        share = float(row.value) / working_days_in(workload.calendar, stretch)
        whole += share
        spread += share * workload.quota_on(day)
        quota += workload.quota_on(day)
    if not quota:
        return None
    is_prorated = abs(spread - whole) > 1e-9
    return TargetFigure(round(spread, 6), set_for, value, last.period_type, is_prorated)


def _in_force_on(day: date, known: Sequence[InForce], fiscal_start_month: int) -> InForce:
    """The latest row that was set before the week, month or quarter of `day` was over; else the first one."""
    for row in reversed(known):
        if row.effective_from <= period_of(row.period_type, day, fiscal_start_month).last_day:
            return row
    return known[0]


def of_preset(preset: Preset) -> InForce:
    """A role's default: in force since ever."""
    return InForce(preset.value, preset.period_type, date.min)


def together(kpi: Kpi, targets: Iterable[TargetFigure | None]) -> TargetFigure | None:
    """What the targets of several people come to: added up; for a ratio only when all are the same."""
    given = [target for target in targets if target is not None]
    if not given:
        return None
    first = given[0]
    if kpi.kind is InTime.RATIO:
        same = all(target.value == first.value for target in given)
        return TargetFigure(first.value, SetFor.MEMBERS, first.stated, first.period_type) if same else None
    total = sum(target.value for target in given)
    stated = sum((target.stated for target in given), Decimal(0))
    prorated = any(target.is_prorated for target in given)
    return TargetFigure(round(total, 6), SetFor.MEMBERS, stated, first.period_type, prorated)


def working_days_in(calendar: Calendar, period: Period) -> int:
    """Days of the person's pattern that are no public holidays, employed and present or not."""
    pattern = replace(calendar, away=(), starts_on=None, ends_on=None)
    return _pattern_days(pattern, period)


@lru_cache(maxsize=4096)
def _pattern_days(pattern: Calendar, period: Period) -> int:
    return round(sum(pattern.pattern_on(day) for day in days_of(period)))
