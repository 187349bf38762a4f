"""What cannot be said yet is not said: churn of a year that is hardly known, a year that has just begun."""

from dataclasses import replace
from datetime import date

import pytest

from models.analysis.clv import Clv
from models.analysis.key_accounts import Retention
from models.analysis.question import usual_period
from models.analysis.table import Usual
from models.period import Period

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
WHOLE = Clv(
    YEAR, revenue=3_505_000, customers=187, before=7, lost=5, margin=0.91, is_company=True, has_margin_costs=True
)


@pytest.mark.parametrize(
    ("known_since", "churn"),
    [
        (None, 5 / 7),
        (date(2025, 7, 1), 5 / 7),  # 184 days of the year before are known: more than half
        (date(2025, 7, 3), None),  # 182 days
        (date(2025, 12, 5), None),  # 27 days, in which seven bought: 71 % churn of nothing
        (date(2026, 3, 1), None),
    ],
)
def test_churn_is_of_a_year_before_that_is_known(known_since: date | None, churn: float | None) -> None:
    found = replace(WHOLE, known_since=known_since)
    assert found.churn == churn
    assert (found.value is None) == (churn is None)
    assert found.reason == (None if churn else "no_year_before")


@pytest.mark.parametrize(
    ("today", "fiscal", "first"),
    [
        (date(2027, 1, 7), 1, date(2026, 1, 1)),  # four working days say nothing of eight sellers
        (date(2027, 1, 31), 1, date(2026, 1, 1)),
        (date(2027, 2, 1), 1, date(2027, 1, 1)),
        (date(2027, 7, 20), 7, date(2026, 7, 1)),
        (date(2027, 8, 20), 7, date(2027, 7, 1)),
    ],
)
def test_in_its_first_month_the_year_before_is_told(today: date, fiscal: int, first: date) -> None:
    assert usual_period(Usual.THIS_YEAR, today, fiscal).start == first


def test_nobody_was_lost_from_weeks() -> None:
    # 32 customers of three months of the year before, of whom nine bought again: 25 % is no retention of a year.
    found = Retention(32, then=100_000, now=25_000, kept=15_000, lost=23, renewed_without_a_deal=0)
    assert (found.nrr, found.grr) == (0.25, 0.15)
    assert (replace(found, is_known=False).nrr, replace(found, is_known=False).grr) == (None, None)
