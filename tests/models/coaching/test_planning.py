"""When two people could talk: on days and at hours on which both work, spread over the month."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from models.coaching.month_plan import plan_of_month
from models.coaching.pair import Pair
from models.coaching.queries import talks_between, to_record
from models.coaching.records import Talk, TalkState
from models.coaching.series import Series, call_off_series, plan_series
from models.coaching.suggesting import CoachsDays, Side, offered_again
from models.coaching.talks import cancel_talk, move_talk, plan_talk, planned_talks
from models.period import Period
from models.refusal import Refusal
from models.team.calendar import Away, Calendar
from models.team.records import Person
from tests.conftest import LONG_AGO, NOW, Cast, acting

AMSTERDAM, NEW_YORK = ZoneInfo("Europe/Amsterdam"), ZoneInfo("America/New_York")
AUCKLAND, HONOLULU = ZoneInfo("Pacific/Auckland"), ZoneInfo("Pacific/Honolulu")
DECEMBER = Period(date(2026, 12, 1), date(2027, 1, 1))
BEFORE = datetime(2026, 11, 30, 12, tzinfo=UTC)
DUTCH = Calendar(country="NL")


def first(rep: Side, coach: Side | None = None, wanted: int = 2) -> list[datetime]:
    days = CoachsDays(coach or Side(DUTCH, AMSTERDAM), DECEMBER, BEFORE)
    return [moments[0] for moments in days.moments_for(rep, wanted, 2)]


def test_two_talks_stand_in_the_middles_of_the_two_halves() -> None:
    # 31 days in two parts of 15.5: their middles are day 7 (8 December) and day 23 (24 December, a Thursday).
    found = [moment.astimezone(AMSTERDAM) for moment in first(Side(DUTCH, AMSTERDAM))]
    assert [(one.date(), one.time()) for one in found] == [
        (date(2026, 12, 8), time(10)),
        (date(2026, 12, 24), time(10)),
    ]


def test_leave_of_either_holidays_and_talks_with_others_are_kept_clear_of() -> None:
    away = Calendar(country="NL", away=(Away(date(2026, 12, 21), date(2026, 12, 31)),))
    busy = [datetime(2026, 12, 8, hour, tzinfo=AMSTERDAM) for hour in (9, 10, 11, 12, 13, 14, 15, 16)]
    found = first(Side(away, AMSTERDAM), Side(DUTCH, AMSTERDAM, busy))
    # Each of the eight takes 45 minutes of its hour: no half hour is left on the 8th, and it would be the fifth; the 7th
    # and the 9th are as near. The last day before the leave is Friday the 18th.
    assert [moment.date() for moment in found] == [date(2026, 12, 7), date(2026, 12, 18)]
    christmas = CoachsDays(Side(DUTCH, AMSTERDAM), Period(date(2026, 12, 25), date(2026, 12, 28)), BEFORE)
    assert christmas.moments_for(Side(DUTCH, AMSTERDAM), 1, 2) == [], "two holidays and a Sunday"


def test_both_are_at_work_where_they_are() -> None:
    # 15:00 in Amsterdam is 9:00 in New York; to 17:00 both work, and 15:00 is nearest to ten.
    found = first(Side(Calendar(country="US"), NEW_YORK))
    assert {moment.astimezone(AMSTERDAM).time() for moment in found} == {time(15)}
    assert {moment.astimezone(NEW_YORK).time() for moment in found} == {time(9)}


def test_zones_that_share_no_working_hour_share_the_edges_of_the_day() -> None:
    # Amsterdam is 12 hours behind Auckland: 7:00 there is 19:00 here, and 19:15 + 45 minutes ends at 20:00.
    found = first(Side(Calendar(country="NZ"), AUCKLAND))
    assert {(one.astimezone(AMSTERDAM).time(), one.astimezone(AUCKLAND).time()) for one in found} == {
        (time(7), time(19))
    }
    # Honolulu is 11 hours behind Amsterdam: 7:00 there is 18:00 here.
    found = first(Side(Calendar(), HONOLULU))
    assert {moment.astimezone(HONOLULU).time() for moment in found} == {time(7)}


def test_a_part_time_week_and_a_half_day_are_respected() -> None:
    mondays = Calendar(working_days="1000000", away=(Away(date(2026, 12, 7), date(2026, 12, 7), 0.5),))
    assert [one.date() for one in first(Side(mondays, AMSTERDAM))] == [date(2026, 12, 14), date(2026, 12, 21)]


def test_forty_reps_in_december_are_spread_over_its_days() -> None:
    days = CoachsDays(Side(DUTCH, AMSTERDAM), DECEMBER, BEFORE)
    given = [moments[0] for _ in range(40) for moments in days.moments_for(Side(DUTCH, AMSTERDAM), 2, 2)]
    # 22 working days (23 weekdays, and Christmas), four a day: 88 places for 80 talks.
    assert len(given) == 80
    assert max(Counter(moment.astimezone(AMSTERDAM).date() for moment in given).values()) == 4
    assert all(
        later - sooner >= timedelta(minutes=45) for sooner, later in zip(sorted(given), sorted(given)[1:], strict=False)
    )


def test_others_come_in_turn_and_begin_again() -> None:
    moments = [datetime(2026, 12, day, tzinfo=UTC) for day in (8, 9, 7, 10)]
    assert offered_again(moments, moments[0], 2) == [moments[1], moments[2]]
    assert offered_again(moments, moments[2], 2) == [moments[3]]
    assert offered_again(moments, moments[3], 2) == moments[:2]


def test_the_plan_knows_who_is_missing_what(session: Session, cast: Cast) -> None:
    plan_talk(acting(session, cast.carla), Pair(cast.carla, cast.anna), datetime(2026, 11, 26, 13, tzinfo=UTC))
    plan = plan_of_month(session, cast.workspace, cast.carla, NOW)
    found = {one.rep.name: len(one.moments) for one in plan.missing}
    assert (plan.days.name, found) == ("2026-11", {"Anna de Vries": 1, "Bram Bakker": 2})
    anna = plan.of(cast.anna.id)
    # From 12 to 30 November are 19 days, halves of 9.5: the middles are the 16th and the 26th, which has its talk.
    assert anna is not None
    assert anna.suggested is not None
    assert anna.suggested.date() == date(2026, 11, 16)
    assert plan.of(cast.rival.id) is None


def test_in_the_last_days_the_next_month_is_planned(session: Session, cast: Cast) -> None:
    late = datetime(2026, 11, 26, 9, tzinfo=UTC)  # Thursday: three working days are left
    assert plan_of_month(session, cast.workspace, cast.carla, late).days.name == "2026-12"


def every_two_weeks(until: date, start: date = date(2026, 11, 19)) -> Series:
    return Series(start, time(14), AMSTERDAM, 2, until)


def test_a_series_keeps_its_wall_time_and_avoids_days_off(session: Session, cast: Cast) -> None:
    cast.workspace.country = "NL"
    series = every_two_weeks(date(2027, 4, 8), date(2026, 11, 27))  # Fridays
    made = plan_series(acting(session, cast.carla), Pair(cast.carla, cast.anna), series)
    moments = [talk.planned_at.astimezone(AMSTERDAM) for talk in made.talks]
    assert {moment.time() for moment in moments} == {time(14)}, "also after the clocks change on 28 March"
    # 25 December and the weekend behind it, which is also Boxing Day: Monday the 28th. New Year's Day is no Friday of it.
    assert moments[2].date() == date(2026, 12, 28)
    assert made.put_off == 1
    assert len({talk.series_id for talk in made.talks}) == 1


def test_one_is_moved_or_called_off_without_the_others(session: Session, cast: Cast) -> None:
    by = acting(session, cast.carla)
    talks = plan_series(by, Pair(cast.carla, cast.anna), every_two_weeks(date(2027, 1, 28))).talks
    before = {talk.id: talk.planned_at for talk in talks}
    move_talk(by, talks[1].id, talks[1].planned_at + timedelta(days=1))
    cancel_talk(by, talks[2].id)
    assert [talk.id for talk in talks if talk.planned_at != before[talk.id]] == [talks[1].id]
    assert [talk.id for talk in talks if talk.state == TalkState.CANCELLED] == [talks[2].id]
    assert [talk.sequence for talk in talks] == [0, 1, 1, 0, 0, 0]
    assert [one.id for one in call_off_series(by, talks[3].id)] == [one.id for one in talks[3:]]
    assert [talk.state for talk in talks[:2]] == [TalkState.PLANNED] * 2


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        (every_two_weeks(date(2027, 1, 28), date(2026, 11, 11)), "in_the_past"),
        (every_two_weeks(date(2026, 11, 19)), "series_end"),
        (every_two_weeks(date(2028, 1, 1)), "too_far"),
        (Series(date(2026, 11, 19), time(14), AMSTERDAM, 9, date(2027, 1, 28)), "rhythm"),
    ],
)
def test_a_series_that_cannot_be_is_refused(session: Session, cast: Cast, series: Series, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        plan_series(acting(session, cast.carla), Pair(cast.carla, cast.anna), series)


def test_a_series_over_a_long_absence_leaves_out_what_finds_no_day(session: Session, cast: Cast) -> None:
    from models.team.records import Leave

    leave = {"first_day": date(2026, 11, 30), "last_day": date(2026, 12, 11), "created_at": LONG_AGO}
    session.add(Leave(workspace_id="T1", person_id=cast.anna.id, **leave))
    made = plan_series(acting(session, cast.carla), Pair(cast.carla, cast.anna), every_two_weeks(date(2027, 1, 28)))
    assert made.left_out == (date(2026, 12, 3),)  # to 7 December there is no day; the 14th would be eleven days later


def test_forty_reps_are_planned_in_a_moment(session: Session, cast: Cast) -> None:
    session.add_all(
        Person(workspace_id="T1", name=f"Rep {n:02}", manager_id=cast.carla.id, zone="Europe/Amsterdam", created_at=NOW)
        for n in range(40)
    )
    session.flush()
    plan = plan_of_month(session, cast.workspace, cast.carla, datetime(2026, 12, 1, 8, tzinfo=UTC))
    assert len(plan.missing) == 42
    moments = [moments[0] for one in plan.missing for moments in one.moments]
    assert len(set(moments)) == len(moments) == 84


def test_the_last_day_of_somebody_is_a_day_where_their_coach_is(session: Session, cast: Cast) -> None:
    # 02:00 UTC on 28 November is 21:00 on the 27th, Anna's last day, in New York; in Amsterdam it is 03:00 on the 28th.
    cast.anna.ends_on = date(2026, 11, 27)
    pair, at = Pair(cast.carla, cast.anna), datetime(2026, 11, 28, 2, tzinfo=UTC)
    session.add(Talk(workspace_id="T1", coach_id=cast.carla.id, rep_id=cast.anna.id, planned_at=at, created_at=NOW))
    session.flush()

    def stands() -> tuple[int, int, int, int]:
        until = at + timedelta(hours=1)
        return (
            len(planned_talks(session, "T1", pair)),
            len(talks_between(session, "T1", at, until)),
            len(talks_between(session, "T1", at, until, cast.carla.id)),
            len(to_record(session, cast.carla, until, at)),
        )

    cast.carla.zone = "America/New_York"
    session.flush()
    assert stands() == (1, 1, 1, 1)
    assert talks_between(session, "T1", at, at + timedelta(hours=1), cast.bram.id) == [], "is none of his"
    cast.carla.zone = "Europe/Amsterdam"
    session.flush()
    assert stands() == (0, 0, 0, 0)
