"""The month that is told beside a week. Never two months in one figure, and never one under the name of another."""

from datetime import date

from models.period import Period, month_of, quarter_of


def month_told(week: Period, today: date) -> Period:
    """Of a week that is over the month in which it began, so that each month is told to its end, once; of the running
    week the month of today.

    The week of 30 November to 6 December tells how November ended, the next one how far December is.
    """
    return month_of(week.start if week.end <= today else max(week.start, today))


def told_until(week: Period, today: date) -> date:
    """The last day that the figures of the month look at: the end of the week, of the month, or today."""
    return min(month_told(week, today).last_day, week.last_day, max(week.start, today))


def quarter_until(week: Period, today: date, fiscal_start: int) -> date:
    """The last day that the quarter looks at: as far as the week goes, within the quarter of the month that is told.

    The week of 30 November to 6 December tells how November ended, and the quarter as it stands on 6 December; that of
    28 December to 3 January how the quarter ended.
    """
    quarter = quarter_of(month_told(week, today).start, fiscal_start)
    return min(quarter.last_day, week.last_day, max(week.start, today))
