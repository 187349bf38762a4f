"""Fair pace: what may be expected to date, and the status that follows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.period import Period, month_of, week_of
from models.scorecard.pacing import (
    Capacity,
    Status,
    Workload,
    as_whole,
    attained,
    capacity_of,
    pace_of_flow,
    pace_of_level,
    status_at,
)
from models.team.calendar import Away, Calendar

WEEK = week_of(date(2026, 11, 9))
THURSDAY = date(2026, 11, 12)
DUTCH = Calendar(country="NL")


def test_days_that_are_over_have_elapsed_and_today_has_not() -> None:
    assert capacity_of(Workload(DUTCH), WEEK, THURSDAY) == Capacity(total=5, elapsed=3, remaining_days=2)


def test_expected_to_date_is_the_targets_share_of_the_elapsed_capacity() -> None:
    pace = pace_of_flow(3, 8, capacity_of(Workload(DUTCH), WEEK, THURSDAY))
    assert pace.expected == pytest.approx(4.8)  # 8 × 3/5
    assert pace.pace == pytest.approx(0.625)  # 3 / 4.8
    assert pace.attainment == pytest.approx(0.375)  # 3 / 8
    assert pace.status is Status.BEHIND
    assert pace.required_per_day == pytest.approx(2.5)  # (8 - 3) / 2 days
    assert pace.projection == pytest.approx(5)  # 3 / (3/5)


def test_leave_lowers_what_is_expected_by_now() -> None:
    away = Calendar(country="NL", away=(Away(date(2026, 11, 9), date(2026, 11, 10)),))
    pace = pace_of_flow(3, 8, capacity_of(Workload(away), WEEK, THURSDAY))
    assert pace.expected == pytest.approx(8 / 3)  # one of three days is over
    assert pace.status is Status.AHEAD


def test_a_public_holiday_is_no_day_to_fall_behind_on() -> None:
    christmas = week_of(date(2026, 12, 25))  # the 25th is a Friday
    capacity = capacity_of(Workload(DUTCH), christmas, date(2026, 12, 24))
    assert capacity == Capacity(total=4, elapsed=3, remaining_days=1)


@pytest.mark.parametrize(
    ("pace", "status"),
    [
        (0.0, Status.BEHIND),
        (0.8499, Status.BEHIND),
        (0.85, Status.AT_RISK),
        (0.9499, Status.AT_RISK),
        (0.95, Status.ON_TRACK),
        (1.0, Status.ON_TRACK),
        (1.0999, Status.ON_TRACK),
        (1.1, Status.AHEAD),
        (9.0, Status.AHEAD),
    ],
)
def test_the_limits_between_the_statuses(pace: float, status: Status) -> None:
    assert status_at(pace) is status


def test_a_limit_that_arithmetic_just_misses_still_counts() -> None:
    assert status_at(0.1 + 0.75) is Status.AT_RISK  # 0.85, or 0.8499999999999999 in floats


def test_before_a_tenth_of_the_capacity_it_is_too_early_to_say() -> None:
    month = month_of(THURSDAY)  # 21 working days: 2 are under a tenth, 3 are not
    early = capacity_of(Workload(DUTCH), month, date(2026, 11, 4))
    later = capacity_of(Workload(DUTCH), month, date(2026, 11, 5))
    assert pace_of_flow(0, 20, early).status is Status.TOO_EARLY
    assert pace_of_flow(0, 20, later).status is Status.BEHIND
    assert pace_of_level(0.1, 0.3, early).status is Status.TOO_EARLY


def test_a_snapshot_is_never_too_early() -> None:
    monday = capacity_of(Workload(DUTCH), WEEK, WEEK.start)
    assert pace_of_level(50, 100, monday, is_snapshot=True).status is Status.BEHIND


def test_ratios_compare_with_the_target_itself() -> None:
    pace = pace_of_level(0.27, 0.3, capacity_of(Workload(DUTCH), WEEK, THURSDAY))
    assert pace.pace == pytest.approx(0.9)
    assert pace.status is Status.AT_RISK
    assert pace.expected is pace.required_per_day is pace.projection is None


def test_when_less_is_better_the_fraction_turns_over() -> None:
    capacity = capacity_of(Workload(DUTCH), WEEK, THURSDAY)
    pace = pace_of_flow(4, 2, capacity, lower_is_better=True)
    assert pace.attainment == 0.5  # 2 / 4
    assert pace.pace == pytest.approx(0.3)  # 1.2 / 4
    assert pace.required_per_day is None
    assert attained(0, 2, lower_is_better=True) == 1.5  # none at all is as good as it gets


def test_a_met_target_requires_nothing_more_and_a_closed_period_neither() -> None:
    assert pace_of_flow(9, 8, capacity_of(Workload(DUTCH), WEEK, THURSDAY)).required_per_day is None
    closed = pace_of_flow(3, 8, capacity_of(Workload(DUTCH), WEEK, WEEK.end))
    assert closed.is_closed
    assert closed.required_per_day is None
    assert closed.status is Status.BEHIND


def test_away_for_the_whole_period_is_excused_not_missed() -> None:
    away = Calendar(away=(Away(WEEK.start, WEEK.last_day),))
    assert pace_of_flow(0, 8, capacity_of(Workload(away), WEEK, WEEK.end)).status is None


def test_the_ramp_grows_evenly_to_full_quota() -> None:
    workload = Workload(Calendar(starts_on=date(2026, 9, 1)), ramp_months=3)
    # September to November has 91 days: after 1, 46 and 91 of them.
    assert workload.ramp_on(date(2026, 9, 1)) == pytest.approx(1 / 91)
    assert workload.ramp_on(date(2026, 10, 16)) == pytest.approx(46 / 91)
    assert workload.ramp_on(date(2026, 11, 30)) == 1
    assert workload.ramp_on(date(2027, 6, 1)) == 1
    assert Workload(Calendar()).ramp_on(date(2026, 9, 1)) == 1  # no first day known: no ramp


def test_the_season_moves_the_pace_within_a_quarter() -> None:
    quarter = Period(date(2026, 7, 1), date(2026, 10, 1))
    calm = Workload(Calendar(), season={7: 0.5, 8: 0.5, 9: 2.0})
    capacity = capacity_of(calm, quarter, date(2026, 9, 1))
    # 23 days in July, 21 in August, 22 in September: 22 of 66.
    assert capacity.elapsed == pytest.approx(22)
    assert capacity.total == pytest.approx(66)
    assert capacity.remaining_days == 22


@given(actual=st.floats(0, 1e6), target=st.floats(0.01, 1e6), elapsed=st.integers(0, 20), rest=st.integers(0, 20))
def test_doing_more_never_lowers_the_pace(actual: float, target: float, elapsed: int, rest: int) -> None:
    capacity = Capacity(elapsed + rest, elapsed, rest)
    less, more = pace_of_flow(actual, target, capacity), pace_of_flow(actual + 1, target, capacity)
    assert more.attainment >= less.attainment
    assert (more.pace or 0) >= (less.pace or 0)


@pytest.mark.parametrize(
    ("target", "whole"), [(0.5, 1), (2.4, 3), (3.6, 4), (8, 8), (8.001, 8), (7.999, 8), (0.001, 1)]
)
def test_a_part_of_a_target_is_read_as_the_first_whole_number_that_meets_it(target: float, whole: int) -> None:
    assert as_whole(target) == whole
