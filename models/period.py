"""Periods: half-open stretches of whole local days, in the team's time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class PeriodType(StrEnum):
    """The lengths of period that a target or a digest can have."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to, and not including, `end`."""

    start: date
    end: date
    name: str = ""

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period ends after it starts: {self.start} .. {self.end}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def days(self) -> int:
        """Length in calendar days."""
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """The last day that still belongs to the period."""
        return self.end - timedelta(days=1)

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The first instant of the period and the first one after it, in UTC."""
        return first_instant(self.start, zone), first_instant(self.end, zone)

    def overlap(self, start: date, end: date) -> "Period | None":
        """The part of this period that lies in `start` .. `end` (half-open), if any."""
        first, last = max(self.start, start), min(self.end, end)
        return Period(first, last, self.name) if first < last else None


def first_instant(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day in UTC; where midnight is skipped, the first moment after the gap."""
    midnight = datetime.combine(day, time.min, tzinfo=zone)
    return midnight.astimezone(UTC).astimezone(zone).astimezone(UTC)


def week_of(day: date) -> Period:
    """The ISO week (Monday to Sunday) that holds `day`; named `2026-W07`."""
    start = day - timedelta(days=day.weekday())
    year, week, _ = start.isocalendar()
    return Period(start, start + timedelta(days=7), f"{year}-W{week:02d}")


def month_of(day: date) -> Period:
    """The calendar month that holds `day`; named `2026-02`."""
    start = day.replace(day=1)
    return Period(start, months_after(start, 1), f"{start:%Y-%m}")


def quarter_of(day: date, fiscal_start_month: int = 1) -> Period:
    """The fiscal quarter that holds `day`; named `2026-Q1` after the year in which the fiscal year starts."""
    months_in = (day.month - fiscal_start_month) % 12
    year = day.year if day.month >= fiscal_start_month else day.year - 1
    return quarter(year, months_in // 3 + 1, fiscal_start_month)


def quarter(year: int, number: int, fiscal_start_month: int = 1) -> Period:
    """Quarter `number` (1 to 4) of the fiscal year that starts in `year`."""
    start = months_after(date(year, fiscal_start_month, 1), (number - 1) * 3)
    return Period(start, months_after(start, 3), f"{year}-Q{number}")


def year_of(day: date, fiscal_start_month: int = 1) -> Period:
    """The fiscal year that holds `day`; named after the year in which it starts."""
    year = day.year if day.month >= fiscal_start_month else day.year - 1
    return fiscal_year(year, fiscal_start_month)


def fiscal_year(year: int, fiscal_start_month: int = 1) -> Period:
    """The fiscal year that starts in calendar year `year`."""
    start = date(year, fiscal_start_month, 1)
    return Period(start, months_after(start, 12), str(year))


def rolling(days: int, today: date) -> Period:
    """The last `days` days including today; named `30d`."""
    return Period(today - timedelta(days=days - 1), today + timedelta(days=1), f"{days}d")


def period_of(kind: PeriodType, day: date, fiscal_start_month: int = 1) -> Period:
    """The period of this type that holds `day`."""
    match kind:
        case PeriodType.WEEK:
            return week_of(day)
        case PeriodType.MONTH:
            return month_of(day)
        case PeriodType.QUARTER:
            return quarter_of(day, fiscal_start_month)
        case PeriodType.YEAR:
            return year_of(day, fiscal_start_month)


def previous(period: Period, kind: PeriodType, fiscal_start_month: int = 1) -> Period:
    """The period of this type just before `period`."""
    return period_of(kind, period.start - timedelta(days=1), fiscal_start_month)


def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later (or earlier), or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    next_month = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), next_month - timedelta(days=1))
