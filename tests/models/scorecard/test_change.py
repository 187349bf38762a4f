"""The change against the period before: as far as a running one has come, and in whole for one that is over."""

from datetime import date

import pytest
from sqlmodel import Session

from models.period import Period, PeriodType, month_of, quarter_of, rolling, week_of, year_of
from models.scorecard.change import Change, change_of, period_before
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import decided, target

NOVEMBER = month_of(date(2026, 11, 12))


def change(session: Session, cast: Cast, period: Period = NOVEMBER, at: date | None = None) -> Change | None:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    card = scorecard_of(session, cast.workspace, scope, period, NOW, at)
    return change_of(session, cast.workspace, card, NOW, at)


def test_a_running_month_is_compared_with_as_many_days_of_the_one_before(session: Session, cast: Cast) -> None:
    # Today is 12 November. Won: 3,000 by then; 2,000 by 12 October, and 9,000 after it. Of 10,000: 30 % and 20 %.
    cast.anna.sales_role = None
    target(session, "sales_by_channel", "10000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    for day, value in ((date(2026, 11, 5), 3000), (date(2026, 10, 12), 2000), (date(2026, 10, 13), 9000)):
        decided(session, cast.anna, day, value)
    found = change(session, cast)
    assert found is not None
    assert (found.period.name, found.until, found.sales, found.sales_change) == (
        "2026-10",
        date(2026, 10, 12),
        2000,
        1000,
    )
    assert (found.score, found.score_change) == (pytest.approx(0.2), pytest.approx(0.1))


def test_a_month_that_is_over_is_compared_with_the_whole_one_before(session: Session, cast: Cast) -> None:
    decided(session, cast.anna, date(2026, 10, 31), 500)
    decided(session, cast.anna, date(2026, 9, 30), 900)
    for at in (None, date(2026, 10, 31)):
        found = change(session, cast, month_of(date(2026, 10, 1)), at)
        assert found is not None
        assert (found.until, found.sales_change) == (date(2026, 9, 30), -400)


def test_on_its_first_day_and_before_it_there_is_nothing_to_compare(session: Session, cast: Cast) -> None:
    assert change(session, cast, Period(NOW.date(), date(2026, 11, 20))) is None
    assert change(session, cast, month_of(date(2026, 12, 1))) is None


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (week_of(date(2026, 11, 12)), week_of(date(2026, 11, 5))),
        (month_of(date(2026, 3, 1)), month_of(date(2026, 2, 1))),
        (quarter_of(date(2026, 1, 1)), quarter_of(date(2025, 12, 1))),
        (year_of(date(2026, 1, 1)), year_of(date(2025, 1, 1))),
        (rolling(30, date(2026, 11, 12)), Period(date(2026, 9, 14), date(2026, 10, 14))),
    ],
)
def test_the_period_before(period: Period, before: Period) -> None:
    assert period_before(period) == before
