"""A goal runs 30, 60 or 90 days, or a fiscal quarter."""

from datetime import date

import pytest

from models.goals.horizon import Horizon, is_rolling, quarter_named, rolling_from, successor_of
from models.period import quarter
from models.refusal import Refusal

TODAY = date(2026, 11, 12)


def test_thirty_days_include_today() -> None:
    period = rolling_from(30, TODAY).period
    assert (period.start, period.last_day) == (TODAY, date(2026, 12, 11))


@pytest.mark.parametrize("days", [0, 29, 45, 365 * 4])
def test_other_lengths_are_refused(days: int) -> None:
    with pytest.raises(Refusal, match="unknown_horizon"):
        rolling_from(days, TODAY)


@pytest.mark.parametrize(
    ("number", "year", "fiscal_start", "name", "start"),
    [
        (4, None, 1, "2026-Q4", date(2026, 10, 1)),  # the running one
        (1, None, 1, "2027-Q1", date(2027, 1, 1)),  # Q1 of this year is over: the next one is meant
        (1, 2028, 1, "2028-Q1", date(2028, 1, 1)),
        (3, None, 4, "2026-Q3", date(2026, 10, 1)),  # a fiscal year from April: October is its third quarter
    ],
)
def test_a_quarter_is_the_running_or_the_next_one(
    number: int, year: int | None, fiscal_start: int, name: str, start: date
) -> None:
    horizon = quarter_named(number, year, TODAY, fiscal_start)
    assert (horizon.name, horizon.period.start) == (name, start)


def test_a_quarter_that_is_over_is_refused() -> None:
    with pytest.raises(Refusal, match="quarter_is_over"):
        quarter_named(1, 2026, TODAY, 1)


def test_a_goal_is_followed_the_day_after_and_a_quarter_by_the_next_fiscal_one() -> None:
    assert successor_of("60d", date(2026, 11, 30), 1).period.start == date(2026, 12, 1)
    assert successor_of("2026-Q4", date(2026, 12, 31), 1) == Horizon("2027-Q1", quarter(2027, 1))
    assert successor_of("2026-Q3", date(2026, 12, 31), 4) == Horizon("2026-Q4", quarter(2026, 4, 4))
    assert (is_rolling("60d"), is_rolling("2026-Q4")) == (True, False)
