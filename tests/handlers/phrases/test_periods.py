"""Periods in both languages; the tests' today is Monday 23 November 2026."""

from datetime import date, timedelta

import pytest

from handlers.phrases import Direction, Reason, Unreadable, read_period
from models.period import PeriodType
from tests.handlers.phrases.known import MONDAY

WEEK, MONTH, QUARTER, YEAR = PeriodType.WEEK, PeriodType.MONTH, PeriodType.QUARTER, PeriodType.YEAR

# text, first day, last day, type
PERIODS: list[tuple[str, str, str, PeriodType | None]] = [
    ("this week", "2026-11-23", "2026-11-29", WEEK),
    ("deze week", "2026-11-23", "2026-11-29", WEEK),
    ("week", "2026-11-23", "2026-11-29", WEEK),
    ("last week", "2026-11-16", "2026-11-22", WEEK),
    ("vorige week", "2026-11-16", "2026-11-22", WEEK),
    ("afgelopen week", "2026-11-16", "2026-11-22", WEEK),
    ("next week", "2026-11-30", "2026-12-06", WEEK),
    ("week 46", "2026-11-09", "2026-11-15", WEEK),
    ("w46", "2026-11-09", "2026-11-15", WEEK),
    ("2026-W46", "2026-11-09", "2026-11-15", WEEK),
    ("week 50", "2025-12-08", "2025-12-14", WEEK),
    ("week 50 2026", "2026-12-07", "2026-12-13", WEEK),
    ("this month", "2026-11-01", "2026-11-30", MONTH),
    ("deze maand", "2026-11-01", "2026-11-30", MONTH),
    ("month", "2026-11-01", "2026-11-30", MONTH),
    ("last month", "2026-10-01", "2026-10-31", MONTH),
    ("vorige maand", "2026-10-01", "2026-10-31", MONTH),
    ("2026-10", "2026-10-01", "2026-10-31", MONTH),
    ("10-2026", "2026-10-01", "2026-10-31", MONTH),
    ("october", "2026-10-01", "2026-10-31", MONTH),
    ("oktober", "2026-10-01", "2026-10-31", MONTH),
    ("Oct", "2026-10-01", "2026-10-31", MONTH),
    ("november", "2026-11-01", "2026-11-30", MONTH),
    ("december", "2025-12-01", "2025-12-31", MONTH),
    ("december 2026", "2026-12-01", "2026-12-31", MONTH),
    ("mei 2025", "2025-05-01", "2025-05-31", MONTH),
    ("may", "2026-05-01", "2026-05-31", MONTH),
    ("last november", "2025-11-01", "2025-11-30", MONTH),
    ("afgelopen mei", "2026-05-01", "2026-05-31", MONTH),
    ("this quarter", "2026-10-01", "2026-12-31", QUARTER),
    ("dit kwartaal", "2026-10-01", "2026-12-31", QUARTER),
    ("vorig kwartaal", "2026-07-01", "2026-09-30", QUARTER),
    ("last quarter", "2026-07-01", "2026-09-30", QUARTER),
    ("Q3", "2026-07-01", "2026-09-30", QUARTER),
    ("q4", "2026-10-01", "2026-12-31", QUARTER),
    ("K3", "2026-07-01", "2026-09-30", QUARTER),
    ("kwartaal 3", "2026-07-01", "2026-09-30", QUARTER),
    ("derde kwartaal", "2026-07-01", "2026-09-30", QUARTER),
    ("first quarter", "2026-01-01", "2026-03-31", QUARTER),
    ("2026-Q3", "2026-07-01", "2026-09-30", QUARTER),
    ("2026Q3", "2026-07-01", "2026-09-30", QUARTER),
    ("2025 Q3", "2025-07-01", "2025-09-30", QUARTER),
    ("Q3 2025", "2025-07-01", "2025-09-30", QUARTER),
    ("Q3-2025", "2025-07-01", "2025-09-30", QUARTER),
    ("year", "2026-01-01", "2026-12-31", YEAR),
    ("this year", "2026-01-01", "2026-12-31", YEAR),
    ("dit jaar", "2026-01-01", "2026-12-31", YEAR),
    ("vorig jaar", "2025-01-01", "2025-12-31", YEAR),
    ("last year", "2025-01-01", "2025-12-31", YEAR),
    ("2026", "2026-01-01", "2026-12-31", YEAR),
    ("year to date", "2026-01-01", "2026-12-31", YEAR),
    ("ytd", "2026-01-01", "2026-12-31", YEAR),
    ("30d", "2026-10-25", "2026-11-23", None),
    ("90 days", "2026-08-26", "2026-11-23", None),
    ("30 dagen", "2026-10-25", "2026-11-23", None),
    ("last 30 days", "2026-10-25", "2026-11-23", None),
    ("afgelopen 30 dagen", "2026-10-25", "2026-11-23", None),
    ("de laatste zeven dagen", "2026-11-17", "2026-11-23", None),
    ("2026-10-01..2026-10-15", "2026-10-01", "2026-10-15", None),
    ("2026-10-01 .. 2026-10-15", "2026-10-01", "2026-10-15", None),
    ("2026-10-01 - 2026-10-15", "2026-10-01", "2026-10-15", None),
    ("2026-10-01–2026-10-15", "2026-10-01", "2026-10-15", None),
    ("1 oct - 15 oct", "2026-10-01", "2026-10-15", None),
    ("1 okt t/m 15 okt", "2026-10-01", "2026-10-15", None),
    ("van 1 oktober tot en met 15 oktober", "2026-10-01", "2026-10-15", None),
    ("from 1 october until 15 october", "2026-10-01", "2026-10-15", None),
    ("1-15 oct", "2026-10-01", "2026-10-15", None),
    ("yesterday", "2026-11-22", "2026-11-22", None),
    ("vandaag", "2026-11-23", "2026-11-23", None),
    ("12 nov", "2026-11-12", "2026-11-12", None),
]


@pytest.mark.parametrize(("text", "first", "last", "kind"), PERIODS, ids=[row[0] for row in PERIODS])
def test_a_period_is_read(text: str, first: str, last: str, kind: PeriodType | None) -> None:
    phrase = read_period(text, MONDAY)
    assert (phrase.period.start.isoformat(), phrase.period.last_day.isoformat(), phrase.type) == (first, last, kind)


@pytest.mark.parametrize(
    ("text", "first"), [("Q1", "2027-01-01"), ("Q4", "2026-10-01"), ("march", "2027-03-01"), ("november", "2026-11-01")]
)
def test_looking_forward_a_name_without_a_year_is_the_running_or_next_one(text: str, first: str) -> None:
    assert read_period(text, MONDAY, direction=Direction.FUTURE).period.start == date.fromisoformat(first)


def test_a_fiscal_year_moves_quarters_and_years_but_not_months() -> None:
    assert read_period("Q3", MONDAY, fiscal_start_month=4).period.start == date(2026, 10, 1)
    assert read_period("Q4", MONDAY, fiscal_start_month=4).period.start == date(2026, 1, 1)
    assert read_period("this year", MONDAY, fiscal_start_month=4).period.start == date(2026, 4, 1)
    assert read_period("last month", MONDAY, fiscal_start_month=4).period.start == date(2026, 10, 1)


def test_rolling_days_end_with_today() -> None:
    period = read_period("30d", MONDAY).period
    assert (period.days, period.last_day, period.name) == (30, MONDAY, "30d")
    assert period.end == MONDAY + timedelta(days=1)


REFUSED: list[tuple[str, Reason]] = [
    ("2026-10-15..2026-10-01", Reason.DATES_REVERSED),
    ("2026-13", Reason.NOT_A_PERIOD),
    ("week 54", Reason.NOT_A_PERIOD),
    ("0d", Reason.NOT_A_PERIOD),
    ("9999d", Reason.NOT_A_PERIOD),
    ("Q5", Reason.NOT_A_PERIOD),
    ("soon", Reason.NOT_A_PERIOD),
    ("", Reason.NOT_A_PERIOD),
    ("last month or so", Reason.NOT_A_PERIOD),
    ("2026-02-30..2026-03-01", Reason.DATE_IMPOSSIBLE),
    ("03/04/2026..03/05/2026", Reason.DATE_AMBIGUOUS),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=[text for text, _ in REFUSED])
def test_what_is_no_period_is_refused(text: str, reason: Reason) -> None:
    with pytest.raises(Unreadable) as caught:
        read_period(text, MONDAY)
    assert caught.value.reason is reason
