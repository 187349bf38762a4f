"""The trend with its forecast, the sellers and the season, worked out by hand."""

from datetime import date

import pytest
from sqlmodel import Session

from models.analysis.forecast import error_of, forecast_of, growth_of, mean_of_recent, same_month_last_year
from models.analysis.seasonality import provisional_index, read_seasonality, seasonality_of
from models.analysis.sellers import distribution, ramp_of, read_sellers
from models.analysis.trend import read_trend
from models.period import Period, PeriodType, month_of, months_after
from models.team.moves import move_at
from models.team.records import Team
from tests.conftest import NOW, Cast
from tests.models.analysis.conftest import Ask, year
from tests.models.scorecard.facts import decided, target

TWELVE = Period(date(2025, 11, 1), date(2026, 11, 1))


# --- trend ---


def test_twelve_months_beside_a_year_ago(session: Session, cast: Cast, ask: Ask) -> None:
    for at in range(24):  # November 2024 to October 2026: 100, 200 … 1,200, then each 50 more
        value = 100 * (at % 12 + 1) + (50 if at >= 12 else 0)
        decided(session, cast.anna, months_after(date(2024, 11, 15), at), value)
    decided(session, cast.anna, date(2026, 11, 2), 77_777)  # November runs
    found = read_trend(ask(Period(date(2025, 11, 13), date(2026, 11, 13))))
    assert [month.sales for month in found.months] == [100 * at + 50 for at in range(1, 13)]
    assert [month.year_ago for month in found.months] == [100 * at for at in range(1, 13)]
    # 7,800 + 12 × 50 = 8,400 on 7,800: 7.7 % more
    assert (found.sales, found.year_ago, found.change) == (8_400, 7_800, pytest.approx(600 / 7_800))
    assert (found.running, found.known_months) == (date(2026, 11, 1), 24)
    # the next months: 150, 250 and 350 of a year ago × 8,400 / 7,800
    assert found.forecast is not None
    assert found.forecast.values == pytest.approx([150 * 84 / 78, 250 * 84 / 78, 350 * 84 / 78])
    assert found.forecast_months == (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1))
    assert found.forecast.error is None  # two years are needed to forecast, so that no month is left to try it on


def test_a_year_is_told_by_its_own_months(session: Session, cast: Cast, ask: Ask) -> None:
    for day in (date(2025, 1, 10), date(2025, 3, 10), date(2026, 1, 10)):
        decided(session, cast.anna, day, 1_000)
    found = read_trend(ask(year(2026)))
    assert [month.month.month for month in found.months] == list(range(1, 11))
    assert (found.months[0].change, found.months[2].change) == (0, -1)


def test_a_shared_deal_and_somebody_who_moved_count_as_in_the_scorecard(session: Session, cast: Cast, ask: Ask) -> None:
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    decided(session, cast.anna, date(2026, 8, 1), 1_000)
    decided(session, cast.anna, date(2026, 9, 20), 1_000)
    decided(session, cast.bram, date(2026, 9, 20), 1_000, split=[(cast.bram, 40), (cast.anna, 60)])
    move_at(session, cast.anna, {"team_id": south.id}, date(2026, 9, 1), (NOW, None, NOW.date()))
    north, moved = (read_trend(ask(TWELVE, team)) for team in (cast.team, south))
    assert (north.sales, moved.sales) == (1_400, 1_600)


def test_nothing_won_is_no_trend(ask: Ask) -> None:
    found = read_trend(ask(TWELVE))
    assert (found.months, found.forecast, found.change) == ((), None, None)


# --- forecast ---


def test_the_error_is_what_it_was_off_over_what_there_was() -> None:
    series = [100.0, 120.0, 80.0, 100.0, 140.0]
    # from the third month on, each forecast by the mean of the three before: 100 for 100, then 100 for 140
    found = error_of(mean_of_recent, series, [3, 4])
    assert found is not None
    assert (found.share, found.months) == (40 / 240, 2)


def test_a_forecast_with_growth_and_season_beats_last_year() -> None:
    months = [100, 90, 130, 110, 100, 95, 70, 75, 110, 105, 100, 115]
    series = [months[at % 12] * 1.1 ** (at // 12) for at in range(36)]
    found = forecast_of(series)
    assert found is not None
    assert found.growth == pytest.approx(1.1)
    assert found.error is not None
    assert found.naive is not None
    # each year 10 % more: last year is off by 1 − 1 / 1.1; ours by nothing once a whole year has grown
    assert found.naive.share == pytest.approx(1 - 1 / 1.1)
    assert found.error.share < 0.001
    assert found.is_better


def test_growth_has_bounds_and_nothing_before_is_no_growth() -> None:
    assert growth_of([1.0] * 12 + [10.0] * 12) == 2
    assert growth_of([10.0] * 12 + [1.0] * 12) == 0.5
    assert growth_of([0.0] * 12 + [5.0] * 12) == 1
    assert same_month_last_year([float(at) for at in range(12)], 1) == 0


@pytest.mark.parametrize(
    ("series", "method"), [([1.0] * 2, None), ([0.0] * 9, None), ([1.0] * 9, "recent"), ([1.0] * 24, "growth")]
)
def test_which_method_for_how_much(series: list[float], method: str | None) -> None:
    found = forecast_of(series)
    assert (found.method if found else None) == method


# --- sellers ---


def test_sellers_by_what_they_attained(session: Session, cast: Cast, ask: Ask) -> None:
    for person, value, aim in ((cast.anna, 30_000, "20000"), (cast.bram, 9_000, "20000")):
        target(session, "sales_by_channel", aim, PeriodType.QUARTER, date(2026, 7, 1), person_id=person.id)
        decided(session, person, date(2026, 8, 3), value)
    q3 = Period(date(2026, 7, 1), date(2026, 10, 1), "2026-Q3")
    found = read_sellers(ask(q3))
    assert [(one.name, one.sales, one.attainment) for one in found.sellers] == [
        ("Anna de Vries", 30_000, 1.5),
        ("Bram Bakker", 9_000, 0.45),
    ]
    # one below half, one above 120 %; the best fifth of two is one: 30,000 / 39,000
    assert (found.classes, found.at_target, found.is_running) == ((1, 0, 0, 0, 1), 1, False)
    assert found.share_of_best == pytest.approx(30 / 39)


def test_the_classes_begin_where_they_say() -> None:
    assert distribution([0, 0.499, 0.5, 0.799, 0.8, 0.999, 1, 1.199, 1.2, 9]) == (2, 2, 2, 2, 2)


def test_newcomers_by_quarter_of_their_first_year() -> None:
    began = {"dora": date(2026, 1, 1), "eef": date(2026, 5, 15)}
    ends = {"dora": date(2026, 11, 1), "eef": date(2026, 11, 1)}
    sold = {
        "dora": {
            date(2026, 2, 1): 300.0,
            date(2026, 6, 30): 600.0,
            date(2026, 7, 1): 900.0,
            date(2026, 10, 5): 5_000.0,
        },
        "eef": {date(2026, 5, 15): 600.0},
    }
    steps = ramp_of(began, ends, sold, 300.0)
    # months 1–3: Dora 300, Eef 600 → 450 / 3 = 150 a month, half of 300. Months 4–6: of Dora alone 600 / 3 = 200 (Eef's
    # end on 15 November). Months 7–9: Dora 900 / 3 = 300; her tenth month is not over.
    assert [(one.quarter, one.newcomers, one.monthly, one.share) for one in steps] == [
        (1, 2, 150, 0.5),
        (2, 1, 200, pytest.approx(2 / 3)),
        (3, 1, 300, 1),
    ]


def test_who_joined_midway_is_beside_who_was_there(session: Session, cast: Cast, ask: Ask) -> None:
    cast.bram.starts_on = date(2026, 5, 1)
    for at in range(12):
        decided(session, cast.anna, months_after(date(2025, 11, 10), at), 1_000)
    decided(session, cast.bram, date(2026, 6, 10), 1_500)
    decided(session, cast.bram, date(2026, 9, 10), 3_000, split=[(cast.bram, 50), (cast.anna, 50)])
    found = read_sellers(ask(TWELVE))
    # Anna: 12,000 + 1,500 of the shared one in twelve months = 1,125 a month
    assert (found.experienced, found.experienced_monthly) == (1, 1_125)
    # Bram: 1,500 in May to July = 500 a month; 1,500 in August to October the same
    assert [(one.newcomers, one.monthly) for one in found.ramp] == [(1, 500), (1, 500)]
    assert found.ramp[0].share == pytest.approx(500 / 1_125)


# --- season ---

PATTERN = (80, 90, 130, 110, 100, 100, 70, 80, 110, 110, 100, 120)
"""Sums to 1,200: the months of a year by an index of 100."""


def months_of(number: int, first: date = date(2022, 11, 1)) -> dict[tuple[int, int], float]:
    days = [months_after(first, at) for at in range(number)]
    return {(day.year, day.month): float(PATTERN[day.month - 1]) for day in days}


def test_a_year_that_repeats_itself_is_its_own_index() -> None:
    found = seasonality_of(months_of(48), date(2026, 11, 1))
    # the centred average of twelve months is 100 everywhere, so the ratio of each month is its own
    assert found.index == pytest.approx({month: value / 100 for month, value in enumerate(PATTERN, start=1)})
    assert (found.strongest, found.weakest, found.is_provisional, found.years[3]) == (3, 7, False, 4)
    assert sum(found.index.values()) == pytest.approx(12)


@pytest.mark.parametrize("number", [12, 13, 18, 23])
def test_from_twelve_months_on_it_is_provisional(number: int) -> None:
    first = months_after(date(2026, 11, 1), -number)
    found = seasonality_of(months_of(number, first), date(2026, 11, 1))
    assert found.is_provisional
    assert found.index == pytest.approx({month: value / 100 for month, value in enumerate(PATTERN, start=1)})


def test_below_twelve_months_there_is_none() -> None:
    found = seasonality_of(months_of(11, date(2025, 12, 1)), date(2026, 11, 1))
    assert (found.index, found.reason, found.known_months) == ({}, "few_months", 11)
    assert seasonality_of({}, date(2026, 11, 1)).known_months == 0
    assert provisional_index([(month, 0.0) for month in range(1, 13)]) == {}


def test_the_season_of_a_channel_and_of_a_company(session: Session, cast: Cast, ask: Ask) -> None:
    for at in range(24):
        day = months_after(date(2024, 11, 15), at)
        decided(session, cast.anna, day, PATTERN[day.month - 1], channel="direct")
        decided(session, cast.bram, day, 100, channel="partner")
    pattern = {month: value / 100 for month, value in enumerate(PATTERN, start=1)}
    assert read_seasonality(ask(TWELVE, channel="direct")).index == pytest.approx(pattern)
    both = {month: (value + 1) / 2 for month, value in pattern.items()}
    assert read_seasonality(ask(TWELVE)).index == pytest.approx(both)
    assert month_of(date(2026, 10, 31)).end == TWELVE.end
