"""Each period is paced by its own target and capacity; so a month and its quarter may stand differently, and why is here.

October, November and December of 2026 have 22, 21 and 22 working days in the Netherlands (Christmas is a Friday): 65.
"""

from datetime import date

import pytest
from sqlmodel import Session

from models.period import Period, PeriodType, month_of, quarter_of
from models.scorecard.line import Line
from models.scorecard.pacing import Status
from models.scorecard.scope import Scope, scope_of_person, scope_of_team
from models.scorecard.scorecard import scorecard_of
from models.team.leave import take_leave
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import decided, target

OCTOBER, QUARTER = month_of(date(2026, 10, 1)), quarter_of(date(2026, 10, 1))
SALES, SINCE = "sales_by_channel", date(2026, 10, 1)
STRONG_DECEMBER = 22 * 100 + 21 * 100 + 22 * 340
"""The days of the quarter, each by its season: 11,780, of which October has 2,200."""


def by_november(session: Session, cast: Cast, scope: Scope, period: Period) -> tuple[float, Status | None]:
    """What was expected by the end of October, and how that stands."""
    line: Line = scorecard_of(session, cast.workspace, scope, period, NOW, date(2026, 10, 31)).lines[SALES]
    assert line.pace is not None
    return round(line.pace.expected or 0, 2), line.pace.status


@pytest.fixture
def strong_december(session: Session, cast: Cast) -> None:
    """Three years of 100 a month and 340 in December: the moving average is 120, their index 100/120 and 340/120."""
    for year in (2023, 2024, 2025, 2026):
        for month in range(1, 10 if year == 2026 else 13):
            decided(session, cast.anna, date(year, month, 15), 340 if month == 12 else 100)


@pytest.mark.usefixtures("strong_december")
def test_a_quarters_target_expects_of_a_month_what_it_expects_of_the_quarter(session: Session, cast: Cast) -> None:
    # D17: 11,780 in the quarter, by season 2,200 in October; 2,100 won are 95 % of it in the month and in the quarter.
    target(session, SALES, str(STRONG_DECEMBER), PeriodType.QUARTER, SINCE, person_id=cast.anna.id)
    decided(session, cast.anna, date(2026, 10, 15), 2100)
    anna = scope_of_person(session, cast.workspace, cast.anna)
    found = [by_november(session, cast, anna, period) for period in (OCTOBER, QUARTER)]
    assert found == [(2200, Status.ON_TRACK), (2200, Status.ON_TRACK)]


@pytest.mark.usefixtures("strong_december")
def test_a_months_target_is_the_months_and_the_quarter_waits_for_december(session: Session, cast: Cast) -> None:
    # 3,000 a month was said of each month: October's 2,600 are 87 % of it. The quarter's 9,000 are expected by the season,
    # 9,000 × 2,200 / 11,780 = 1,680.81 by now: 155 %. Both are target × capacity elapsed / capacity in the period.
    target(session, SALES, "3000", PeriodType.MONTH, SINCE, person_id=cast.anna.id)
    decided(session, cast.anna, date(2026, 10, 15), 2600)
    anna = scope_of_person(session, cast.workspace, cast.anna)
    found = [by_november(session, cast, anna, period) for period in (OCTOBER, QUARTER)]
    assert found == [(3000, Status.AT_RISK), (1680.81, Status.AHEAD)]


@pytest.mark.parametrize("whose", ["the team's own", "Anna's"])
def test_a_week_off_moves_the_pace_of_the_quarter_and_no_target(session: Session, cast: Cast, whose: str) -> None:
    # 6,500 a quarter are 100 a working day: 2,200 in October, also when its reps are away for five days of it, which lowers
    # no target. All of October's capacity is over by its end; of the quarter's 60 days 17 are: 6,500 × 17/60 = 1,841.67.
    # 2,000 won are 91 % of the month's, and 109 % of what could be done of the quarter.
    is_team = whose == "the team's own"
    about = {"team_id": cast.team.id} if is_team else {"person_id": cast.anna.id}
    target(session, SALES, "6500", PeriodType.QUARTER, SINCE, **about)
    for person in (cast.anna, cast.bram):
        take_leave(session, person, date(2026, 10, 5), date(2026, 10, 9), NOW)
    decided(session, cast.anna, date(2026, 10, 15), 2000)
    of_team, of_anna = (
        scope_of_team(session, cast.workspace, cast.team),
        scope_of_person(session, cast.workspace, cast.anna),
    )
    found = [by_november(session, cast, of_team if is_team else of_anna, period) for period in (OCTOBER, QUARTER)]
    assert found == [(2200, Status.AT_RISK), (1841.67, Status.ON_TRACK)]
