"""A target of so much a week or month, over the days of an action."""

from decimal import Decimal

import pytest

from handlers.phrases.plan import read_plan
from models.period import PeriodType
from models.plan.to_goal import over_horizon

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("kpi", "target", "per", "days", "comes_to"),
    [
        ("first_meetings", 2, PeriodType.MONTH, 60, 4),  # two months of 30 days
        ("first_meetings", 8, PeriodType.WEEK, 30, 35),  # 8 × 30 / 7 = 34.3, a whole one more
        ("sales_by_channel", 90_000, PeriodType.QUARTER, 30, 30_000),
        ("first_meetings", 5, None, 60, 5),
        ("csat", 4, PeriodType.MONTH, 60, 4),  # a score adds up to nothing
    ],
)
def test_it_is_added_up_where_the_figure_is(
    kpi: str, target: int, per: PeriodType | None, days: int, comes_to: int
) -> None:
    assert over_horizon(kpi, Decimal(target), per, days) == comes_to


@pytest.mark.parametrize("typed", ["accept 3 first_meetings=2/month 60d", "accept 3 first_meetings=2 per maand 60d"])
def test_it_is_typed_as_behind_target(typed: str) -> None:
    phrase = read_plan(typed)
    assert (phrase.target.value if phrase.target else None, phrase.per, phrase.days) == (2, PeriodType.MONTH, 60)
