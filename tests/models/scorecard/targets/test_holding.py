"""Which target holds, how it converts between periods, and that closed periods keep theirs."""

from datetime import date
from decimal import Decimal

import pytest

from models.period import Period, PeriodType, month_of, quarter_of, week_of, year_of
from models.scorecard.kpis import KPIS, Kpi
from models.scorecard.pacing import Workload
from models.scorecard.reading.season import Seasons
from models.scorecard.targets.holding import InForce, Layer, SetFor, TargetFigure, target_in, together
from models.scorecard.targets.spread import Spread
from models.team.calendar import Away, Calendar

MEETINGS, SALES = KPIS["first_meetings"], KPIS["sales_by_channel"]
CLOSE_RATE, PIPELINE = KPIS["close_rate"], KPIS["pipeline"]
PLAIN = Workload(Calendar())
WEEK, MONTH, QUARTER = PeriodType.WEEK, PeriodType.MONTH, PeriodType.QUARTER
NOVEMBER = month_of(date(2026, 11, 12))
THIS_WEEK = week_of(date(2026, 11, 12))


def so_much(value: str | None, per: PeriodType, since: date = date(2026, 1, 1)) -> InForce:
    return InForce(None if value is None else Decimal(value), per, since)


def value_in(period: Period, *history: InForce, workload: Workload = PLAIN) -> float | None:
    found = target_in(MEETINGS, period, [Layer(SetFor.PERSON, history)], Spread(workload))
    return found and found.value


def test_a_weekly_target_in_its_own_week_is_itself() -> None:
    assert value_in(THIS_WEEK, so_much("8", WEEK)) == 8


def test_a_weekly_target_in_a_month_goes_by_working_days() -> None:
    assert value_in(NOVEMBER, so_much("8", WEEK)) == pytest.approx(33.6)  # 21 working days × 8/5


def test_a_monthly_target_in_a_week_goes_by_working_days_too() -> None:
    assert value_in(THIS_WEEK, so_much("42", MONTH)) == pytest.approx(10)  # 5 × 42/21


def test_a_week_over_two_months_takes_from_both() -> None:
    turn = week_of(date(2026, 12, 1))  # 30 November, and 1 to 4 December
    assert value_in(turn, so_much("46", MONTH)) == pytest.approx(46 / 21 + 4 * 46 / 23)


def test_months_of_a_quarter_add_up_to_three_monthly_targets() -> None:
    assert value_in(quarter_of(date(2026, 11, 12)), so_much("30", MONTH)) == pytest.approx(90)


def test_a_public_holiday_leaves_a_weekly_target_as_it_is() -> None:
    dutch = Workload(Calendar(country="NL"))
    assert value_in(week_of(date(2026, 12, 25)), so_much("8", WEEK), workload=dutch) == pytest.approx(8)


def test_somebody_who_starts_on_wednesday_has_three_fifths_of_the_week() -> None:
    joiner = Workload(Calendar(starts_on=date(2026, 11, 11)))
    assert value_in(THIS_WEEK, so_much("10", WEEK), workload=joiner) == pytest.approx(6)


def test_somebody_who_leaves_on_tuesday_has_two_fifths() -> None:
    leaver = Workload(Calendar(ends_on=date(2026, 11, 10)))
    assert value_in(THIS_WEEK, so_much("10", WEEK), workload=leaver) == pytest.approx(4)


def test_only_an_absence_of_more_than_five_working_days_lowers_the_target() -> None:
    week_off = Workload(Calendar(away=(Away(date(2026, 11, 2), date(2026, 11, 6)),)))
    two_weeks_off = Workload(Calendar(away=(Away(date(2026, 11, 2), date(2026, 11, 15)),)))
    assert value_in(NOVEMBER, so_much("21", MONTH), workload=week_off) == pytest.approx(21)
    assert value_in(NOVEMBER, so_much("21", MONTH), workload=two_weeks_off) == pytest.approx(11)  # 10 of 21 days off


def test_the_same_absence_in_several_rows_lowers_it_as_much() -> None:
    # D7: 5 to 23 October is fifteen of October's 22 working days: of 22 remain 7, in one row or in fifteen.
    october, month = month_of(date(2026, 10, 5)), so_much("22", MONTH)
    one_row = (Away(date(2026, 10, 5), date(2026, 10, 23)),)
    days = [date(2026, 10, day) for day in range(5, 24) if date(2026, 10, day).weekday() < 5]
    assert value_in(october, month, workload=Workload(Calendar(away=one_row))) == pytest.approx(7)
    by_day = Workload(Calendar(away=tuple(Away(day, day) for day in days)))
    assert value_in(october, month, workload=by_day) == pytest.approx(7)
    # Monday to Monday is six working days, so 16 remain; Monday to Sunday is five, which only moves the pace.
    to_monday, to_sunday = (Workload(Calendar(away=(Away(days[0], date(2026, 10, d)),))) for d in (12, 11))
    assert value_in(october, month, workload=to_monday) == pytest.approx(16)
    assert value_in(october, month, workload=to_sunday) == pytest.approx(22)


@pytest.mark.parametrize(
    "calendar",
    [
        Calendar(starts_on=date(2026, 12, 1)),
        Calendar(ends_on=date(2026, 10, 30)),
        Calendar(away=(Away(date(2026, 10, 1), date(2026, 12, 31)),)),
    ],
)
def test_of_somebody_who_is_not_there_nothing_is_asked_rather_than_zero(calendar: Calendar) -> None:
    assert value_in(NOVEMBER, so_much("8", WEEK), workload=Workload(calendar)) is None
    assert value_in(NOVEMBER, so_much("8", MONTH), workload=Workload(calendar)) is None


def test_none_at_all_stays_the_target_in_any_period() -> None:
    assert value_in(THIS_WEEK, so_much("0", MONTH)) == 0
    assert value_in(NOVEMBER, so_much("0", MONTH)) == 0


def test_a_newcomer_has_less_than_full_quota() -> None:
    newcomer = Workload(Calendar(starts_on=date(2026, 11, 9)), ramp_months=3)
    found = target_in(MEETINGS, THIS_WEEK, [Layer(SetFor.PERSON, [so_much("10", WEEK)])], Spread(newcomer))
    assert found is not None
    assert found.is_prorated
    # Five working days, each 2 of 10, at 1/92 to 5/92 of full quota (9 November to 9 February: 92 days).
    assert found.value == pytest.approx(2 * (1 + 2 + 3 + 4 + 5) / 92, abs=1e-6)


def test_a_change_never_rewrites_a_closed_period() -> None:
    history = [so_much("8", WEEK), so_much("12", WEEK, date(2026, 11, 11))]
    assert value_in(week_of(date(2026, 11, 5)), *history) == 8
    assert value_in(THIS_WEEK, *history) == 12
    assert value_in(month_of(date(2026, 10, 5)), *history) == pytest.approx(22 * 8 / 5)
    # November: 2 to 6 at 8 a week, and the sixteen days from the 9th at 12.
    assert value_in(NOVEMBER, *history) == pytest.approx(8 + 16 * 12 / 5)


def test_a_quarterly_change_fills_its_whole_quarter_and_its_months_add_up_to_it() -> None:
    history = [so_much("66", QUARTER), so_much("132", QUARTER, date(2026, 11, 12))]
    # Q4 of 2026 has 66 weekdays: 22 in October, 21 in November, 23 in December; 2 a day. Q3 keeps its 66.
    assert value_in(quarter_of(date(2026, 7, 1)), *history) == pytest.approx(66)
    assert value_in(quarter_of(date(2026, 11, 12)), *history) == pytest.approx(132)
    assert [value_in(month_of(date(2026, month, 1)), *history) for month in (10, 11, 12)] == [44, 42, 46]


def test_a_first_target_in_mid_period_fills_whole_periods_of_its_own_type_and_no_more() -> None:
    # D2: 48,000 a month from 5 June 2026.
    first = so_much("48000", MONTH, date(2026, 6, 5))
    assert value_in(month_of(date(2026, 5, 1)), first) is None
    assert value_in(month_of(date(2026, 6, 1)), first) == 48_000
    assert value_in(quarter_of(date(2026, 6, 1)), first) == 48_000  # June alone, not April and May
    assert value_in(year_of(date(2026, 6, 1)), first) == 7 * 48_000  # June to December
    assert value_in(week_of(date(2026, 5, 28)), first) is None


def test_a_first_weekly_target_holds_for_its_week_and_the_days_after_it() -> None:
    first = so_much("8", WEEK, date(2026, 11, 12))
    assert value_in(week_of(date(2026, 11, 5)), first) is None
    # November: the five days from the 9th, the two weeks after them, and Monday the 30th: 16 of 21 days × 8/5.
    assert value_in(NOVEMBER, first) == pytest.approx(16 * 8 / 5)


def test_a_target_that_ended_in_mid_year_is_what_it_was_until_then() -> None:
    history = [so_much("10", MONTH), so_much(None, MONTH, date(2026, 4, 1))]
    assert value_in(year_of(date(2026, 6, 1)), *history) == pytest.approx(30)
    assert value_in(month_of(date(2026, 4, 1)), *history) is None


def test_where_an_own_target_ended_the_roles_holds_again() -> None:
    own = Layer(SetFor.PERSON, [so_much("10", MONTH), so_much(None, MONTH, date(2026, 4, 1))])
    role = Layer(SetFor.ROLE, [so_much("4", MONTH)])
    found = target_in(MEETINGS, year_of(date(2026, 6, 1)), [own, role], Spread(PLAIN))
    assert found is not None
    assert (found.value, found.set_for) == (pytest.approx(3 * 10 + 9 * 4), SetFor.ROLE)


def test_a_plan_by_quarter_may_come_in_any_order_of_the_calendar() -> None:
    quarters = [so_much(value, QUARTER, date(2026, month, 1)) for value, month in (("100", 1), ("120", 4), ("90", 7))]
    assert [value_in(quarter_of(date(2026, month, 1)), *quarters) for month in (1, 4, 7, 10)] == [100, 120, 90, 90]
    assert value_in(year_of(date(2026, 1, 1)), *quarters) == pytest.approx(400)


def test_a_year_is_a_period_for_a_target_too() -> None:
    # 2027 has 261 weekdays, 20 of them in February.
    year = so_much("261", PeriodType.YEAR, date(2027, 1, 1))
    assert value_in(year_of(date(2027, 5, 1)), year) == 261
    assert value_in(month_of(date(2027, 2, 1)), year) == pytest.approx(20)
    assert value_in(month_of(date(2026, 12, 1)), year) is None


def test_a_quarters_season_goes_to_its_months() -> None:
    # D17: three years of 100 a month and 340 in December: the moving average is 120, the index of October and
    # November 100/120, of December 340/120 (their mean over the year is 1). Q4 has 22, 21 and 23 weekdays:
    # 22 × 100, 21 × 100 and 23 × 340 of 12,120.
    sales = {(year, month): 340.0 if month == 12 else 100.0 for year in (2023, 2024, 2025) for month in range(1, 13)}
    spread = Spread(PLAIN, seasons=Seasons(lambda: sales | {(2026, month): 100.0 for month in range(1, 10)}))
    plan = [Layer(SetFor.PERSON, [so_much("12120", QUARTER)])]

    def sold(period: Period, kpi: Kpi = SALES) -> float:
        found = target_in(kpi, period, plan, spread)
        assert found is not None
        return found.value

    october, november, december = (month_of(date(2026, month, 1)) for month in (10, 11, 12))
    assert [sold(month) for month in (october, november, december)] == pytest.approx([2200, 2100, 7820])
    assert sold(quarter_of(october.start)) == pytest.approx(12_120)
    assert sold(october, MEETINGS) == pytest.approx(12_120 * 22 / 66)  # meetings do not come with the season


def test_a_target_that_was_ended_is_none() -> None:
    history = [so_much("8", WEEK), so_much(None, WEEK, date(2026, 11, 11))]
    assert value_in(THIS_WEEK, *history) is None
    assert value_in(week_of(date(2026, 11, 5)), *history) == 8


def test_nothing_in_force_is_none_and_never_zero() -> None:
    assert value_in(THIS_WEEK) is None
    assert value_in(THIS_WEEK, so_much("8", WEEK, date(2027, 1, 1))) is None


@pytest.mark.parametrize("kpi", [CLOSE_RATE, PIPELINE])
def test_ratios_and_snapshots_are_not_converted(kpi: Kpi) -> None:
    found = target_in(kpi, THIS_WEEK, [Layer(SetFor.ROLE, [so_much("0.3", QUARTER)])], Spread(PLAIN))
    assert found == TargetFigure(0.3, SetFor.ROLE, Decimal("0.3"), QUARTER)


def test_the_targets_of_people_add_up_but_ratios_only_when_they_are_the_same() -> None:
    eight, four = (TargetFigure(v, SetFor.PERSON, Decimal(v), WEEK) for v in (8, 4))
    assert together(MEETINGS, [eight, None, four]).value == 12  # type: ignore[union-attr]
    assert together(CLOSE_RATE, [eight, four]) is None
    assert together(CLOSE_RATE, [four, None, four]).value == 4  # type: ignore[union-attr]
    assert together(MEETINGS, [None]) is None
