"""Which target holds, how it converts between periods, and that closed periods keep theirs."""

from datetime import date
from decimal import Decimal

import pytest

from models.period import Period, PeriodType, month_of, quarter_of, week_of
from models.scorecard.kpis import KPIS
from models.scorecard.pacing import Workload
from models.scorecard.targets.holding import InForce, SetFor, TargetFigure, target_in, together
from models.team.calendar import Away, Calendar

MEETINGS, CLOSE_RATE, PIPELINE = KPIS["first_meetings"], KPIS["close_rate"], KPIS["pipeline"]
PLAIN = Workload(Calendar())
WEEK, MONTH, QUARTER = PeriodType.WEEK, PeriodType.MONTH, PeriodType.QUARTER
NOVEMBER = month_of(date(2026, 11, 12))
THIS_WEEK = week_of(date(2026, 11, 12))


def so_much(value: str | None, per: PeriodType, since: date = date(2026, 1, 1)) -> InForce:
    return InForce(None if value is None else Decimal(value), per, since)


def value_in(period: Period, *history: InForce, workload: Workload = PLAIN) -> float | None:
    found = target_in(MEETINGS, period, history, SetFor.PERSON, workload)
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


def test_only_leave_of_more_than_a_week_lowers_the_target() -> None:
    week_off = Workload(Calendar(away=(Away(date(2026, 11, 2), date(2026, 11, 6)),)))
    two_weeks_off = Workload(Calendar(away=(Away(date(2026, 11, 2), date(2026, 11, 15)),)))
    assert value_in(NOVEMBER, so_much("21", MONTH), workload=week_off) == pytest.approx(21)
    assert value_in(NOVEMBER, so_much("21", MONTH), workload=two_weeks_off) == pytest.approx(11)  # 10 of 21 days off


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
    found = target_in(MEETINGS, THIS_WEEK, [so_much("10", WEEK)], SetFor.PERSON, newcomer)
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


def test_a_quarterly_change_leaves_the_closed_month_alone() -> None:
    history = [so_much("66", QUARTER), so_much("132", QUARTER, date(2026, 11, 12))]
    # Q4 of 2026 has 66 weekdays, 22 of them in October.
    assert value_in(month_of(date(2026, 10, 5)), *history) == pytest.approx(22)
    assert value_in(quarter_of(date(2026, 11, 12)), *history) == pytest.approx(132)


def test_the_first_target_of_somebody_holds_for_the_running_periods_not_for_closed_ones() -> None:
    first = so_much("8", WEEK, date(2026, 11, 12))
    assert value_in(week_of(date(2026, 11, 5)), first) is None
    assert value_in(NOVEMBER, first) == pytest.approx(33.6)


def test_a_target_that_was_ended_is_none() -> None:
    history = [so_much("8", WEEK), so_much(None, WEEK, date(2026, 11, 11))]
    assert value_in(THIS_WEEK, *history) is None
    assert value_in(week_of(date(2026, 11, 5)), *history) == 8


def test_nothing_in_force_is_none_and_never_zero() -> None:
    assert value_in(THIS_WEEK) is None
    assert value_in(THIS_WEEK, so_much("8", WEEK, date(2027, 1, 1))) is None


@pytest.mark.parametrize("kpi", [CLOSE_RATE, PIPELINE])
def test_ratios_and_snapshots_are_not_converted(kpi: object) -> None:
    found = target_in(kpi, THIS_WEEK, [so_much("0.3", QUARTER)], SetFor.ROLE, PLAIN)  # type: ignore[arg-type]
    assert found == TargetFigure(0.3, SetFor.ROLE, Decimal("0.3"), QUARTER)


def test_the_targets_of_people_add_up_but_ratios_only_when_they_are_the_same() -> None:
    eight, four = (TargetFigure(v, SetFor.PERSON, Decimal(v), WEEK) for v in (8, 4))
    assert together(MEETINGS, [eight, None, four]).value == 12  # type: ignore[union-attr]
    assert together(CLOSE_RATE, [eight, four]) is None
    assert together(CLOSE_RATE, [four, None, four]).value == 4  # type: ignore[union-attr]
    assert together(MEETINGS, [None]) is None
