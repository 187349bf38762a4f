"""Every figure of a digest under the name of the days that it counts: weeks over two months, the month that ended, today."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from messages.digest import weekly
from models.digest.months import month_told, quarter_until, told_until
from models.digest.reading import week_of_manager
from models.digest.restating import latest_change
from models.digest.week import Headline, TeamWeek
from models.period import PeriodType, month_of, week_of
from models.team.records import DayPart, Leave
from tests.conftest import Cast
from tests.models.scorecard.facts import decided, meeting, target

OVER_TWO = week_of(date(2026, 11, 30))
"""Monday 30 November to Sunday 6 December."""


@pytest.mark.parametrize(
    ("week", "today", "month", "until"),
    [
        # The week is over: the month in which it began, to its end when it ended in the week.
        (date(2026, 11, 16), date(2026, 11, 23), "2026-11", date(2026, 11, 22)),
        (date(2026, 11, 30), date(2026, 12, 7), "2026-11", date(2026, 11, 30)),
        (date(2026, 12, 28), date(2027, 1, 4), "2026-12", date(2026, 12, 31)),
        (date(2027, 1, 25), date(2027, 2, 1), "2027-01", date(2027, 1, 31)),
        # It runs: today's month, as far as today.
        (date(2026, 11, 30), date(2026, 11, 30), "2026-11", date(2026, 11, 30)),
        (date(2026, 11, 30), date(2026, 12, 2), "2026-12", date(2026, 12, 2)),
    ],
)
def test_the_month_beside_a_week(week: date, today: date, month: str, until: date) -> None:
    assert month_told(week_of(week), today).name == month
    assert told_until(week_of(week), today) == until


@pytest.mark.parametrize(
    ("week", "today", "until"),
    [
        # As far as the week goes, also where the month that is told has ended in it.
        (date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 6)),
        # The quarter that ended in the week is told to its end; the next one not before its own month is.
        (date(2026, 12, 28), date(2027, 1, 4), date(2026, 12, 31)),
        # It runs: as far as today.
        (date(2026, 12, 28), date(2026, 12, 30), date(2026, 12, 30)),
        (date(2026, 12, 28), date(2027, 1, 2), date(2027, 1, 2)),
    ],
)
def test_the_quarter_beside_a_week(week: date, today: date, until: date) -> None:
    assert quarter_until(week_of(week), today, fiscal_start=1) == until


def test_each_month_is_told_to_its_end_once() -> None:
    weeks = [week_of(date(2026, 1, 5) + timedelta(weeks=number)) for number in range(52)]
    told = [(month_told(week, week.end), told_until(week, week.end)) for week in weeks]
    assert [month.start.month for month, until in told if until == month.last_day] == list(range(1, 13))


def at(day: date, hour: int = 7) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)


def read(session: Session, cast: Cast, week: date, now: datetime) -> TeamWeek:
    return week_of_manager(session, cast.workspace, cast.carla, week_of(week), now)


def test_the_first_digest_of_a_month_tells_how_the_last_one_ended(session: Session, cast: Cast) -> None:
    # Anna is to sell 10,000 a month. Won 4,000 on 10 November, 2,000 on the 30th, 9,000 on 1 December.
    target(session, "sales_by_channel", "10000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    for day, value in ((date(2026, 11, 10), 4000), (date(2026, 11, 30), 2000), (date(2026, 12, 1), 9000)):
        decided(session, cast.anna, day, value)
    week = read(session, cast, OVER_TWO.start, at(date(2026, 12, 7)))
    sales = week.totals[-1]
    assert (sales.actual, sales.target, sales.attainment) == (6000, 10_000, pytest.approx(0.6)), (
        "4,000 + 2,000, all of it"
    )
    assert (week.changes[-1].actual, week.changes[-1].before) == (11_000, 0), "in the week itself 2,000 + 9,000"
    said = str(weekly.to_manager("en", week).plain_blocks)
    assert "*November, the whole month*" in said
    assert "€6,000 of €10,000 sales" in said
    assert "December" not in said
    # The next one: December as far as the 13th; 9 of its 22 working days are over, 10,000 × 9/22 = 4,091 was expected.
    later = read(session, cast, date(2026, 12, 7), at(date(2026, 12, 14)))
    assert (later.totals[-1].actual, later.totals[-1].expected) == (9000, pytest.approx(10_000 * 9 / 22))
    assert "*December so far*, to 13 Dec" in str(weekly.to_manager("en", later).plain_blocks)


def test_a_figure_of_the_month_is_looked_at_again_when_that_month_changed(session: Session, cast: Cast) -> None:
    decided(session, cast.anna, date(2026, 11, 10), 4000)
    meeting(session, cast.anna, date(2026, 11, 3))
    assert latest_change(session, cast.workspace, OVER_TWO) is not None, "an entry of November stands in it"
    assert latest_change(session, cast.workspace, week_of(date(2026, 12, 7))) is None


def test_an_hour_into_the_week_nobody_is_silent_or_without_a_target(session: Session, cast: Cast) -> None:
    # Monday 16 November, 09:05: 0 of 4 first meetings, and nobody could have had one.
    week = read(session, cast, date(2026, 11, 16), at(date(2026, 11, 16), 8))
    assert (week.headline, week.silent, week.need_help, week.without_targets) == (Headline.TOO_EARLY, [], [], [])
    assert [rep.is_away for rep in week.reps] == [False, False]
    text = weekly.to_manager("en", week).text
    assert text == "*Too early to say who is on course*: the week has only just begun."


def test_who_begins_later_in_the_week_is_not_away_yet(session: Session, cast: Cast) -> None:
    cast.anna.working_days = "0011100"
    session.flush()
    week = read(session, cast, date(2026, 11, 16), at(date(2026, 11, 16), 8))
    assert [(rep.days_worked, rep.is_away) for rep in week.reps] == [(0, False), (1, False)]


def leave(session: Session, person_id: str, first: date, last: date) -> None:
    session.add(
        Leave(
            workspace_id="T1",
            person_id=person_id,
            first_day=first,
            last_day=last,
            part=DayPart.FULL,
            created_at=at(first),
        )
    )
    session.flush()


def test_who_is_just_back_or_worked_two_days_is_not_called(session: Session, cast: Cast) -> None:
    # Anna was away from 26 October to 6 November: five days at work since, after a whole week off. Bram worked on Monday
    # and Tuesday of 9 to 15 November. Neither did anything of 2 first meetings.
    leave(session, cast.anna.id, date(2026, 10, 26), date(2026, 11, 6))
    leave(session, cast.bram.id, date(2026, 11, 11), date(2026, 11, 13))
    week = read(session, cast, date(2026, 11, 9), at(date(2026, 11, 16)))
    assert [(rep.name, rep.days_worked, rep.came_back) for rep in week.reps] == [
        ("Anna de Vries", 5, True),
        ("Bram Bakker", 2, False),
    ]
    assert (week.need_help, week.silent, week.headline) == ([], [], Headline.TOO_EARLY)
    # A week later both had five days, after a week in which they were there.
    later = read(session, cast, date(2026, 11, 16), at(date(2026, 11, 23)))
    assert [rep.name for rep in later.silent] == ["Anna de Vries", "Bram Bakker"]


def test_who_works_two_days_a_week_may_be_praised_and_called_for_those(session: Session, cast: Cast) -> None:
    cast.anna.working_days = "1100000"
    session.flush()
    meeting(session, cast.anna, date(2026, 11, 10), quantity=3)
    week = read(session, cast, date(2026, 11, 9), at(date(2026, 11, 16)))
    anna = next(rep for rep in week.reps if rep.person_id == cast.anna.id)
    assert (anna.days_worked, anna.has_worked_enough, anna.strength is not None) == (2, True, True)


def test_who_is_away_in_the_week_in_which_it_is_read(session: Session, cast: Cast) -> None:
    # Read on Monday 16 November: Anna from Wednesday to the Tuesday after, Bram all week (and until the 27th).
    leave(session, cast.anna.id, date(2026, 11, 18), date(2026, 11, 24))
    leave(session, cast.bram.id, date(2026, 11, 16), date(2026, 11, 27))
    week = read(session, cast, date(2026, 11, 9), at(date(2026, 11, 16)))
    assert [(one.name, one.first_day.day, one.back_on.day, one.all_week) for one in week.away] == [
        ("Bram Bakker", 16, 30, True),
        ("Anna de Vries", 18, 25, False),
    ]
    said = str(weekly.to_manager("nl", week).blocks)
    assert "Bram Bakker: afwezig, weer terug op ma 30 nov" in said
    assert "Anna de Vries: afwezig vanaf wo 18 nov, weer terug op wo 25 nov" in said


def test_the_week_is_compared_with_the_one_before_and_a_running_one_with_its_days(session: Session, cast: Cast) -> None:
    # Anna: 2 first meetings on Tue 3 Nov, 1 on Fri 6 Nov; 4 on Tue 10 Nov. Seen on Wed 11 Nov: 4 against 2, not 3.
    for day, number in ((3, 2), (6, 1), (10, 4)):
        meeting(session, cast.anna, date(2026, 11, day), quantity=number)
    running = read(session, cast, date(2026, 11, 9), at(date(2026, 11, 11)))
    assert (running.changes[0].actual, running.changes[0].before) == (4, 2)
    over = read(session, cast, date(2026, 11, 9), at(date(2026, 11, 16)))
    assert (over.changes[0].actual, over.changes[0].before) == (4, 3)
    assert "First meetings: *4 of 4* · ▲ 1" in str(weekly.to_manager("en", over).plain_blocks)


def test_a_quadrant_is_the_scorecards_score_beside_what_it_would_be_on_pace(session: Session, cast: Cast) -> None:
    # Anna alone, with 20 first meetings a month and nothing else in Find: 5 of them by Sunday 8 November, when 5 of the
    # month's 21 working days are over. Score 5/20 = 25 %, on pace 5/21 = 24 %.
    cast.bram.is_rep, cast.anna.sales_role = False, None
    session.flush()
    target(session, "first_meetings", "20", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    meeting(session, cast.anna, date(2026, 11, 4), quantity=5)
    week = read(session, cast, date(2026, 11, 2), at(date(2026, 11, 9)))
    find = next(one for one in week.quadrants if one.quadrant == "find")
    assert (find.score, find.expected) == (pytest.approx(0.25), pytest.approx(5 / 21))
    assert (find.status.value, find.worst) == ("on_track", None), "25 / 23.8 = 105 %"
    assert week.month == month_of(date(2026, 11, 1))
    assert "*Find* 25% · by now 24%" in str(weekly.to_manager("en", week).blocks)
