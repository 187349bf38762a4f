"""Manager 2, the first week: nothing before somebody joined Koers is expected, missed, reviewed or called silent.

Installed on Thursday 26 November 2026, 10:00 in Amsterdam, with two account managers (2 first meetings and 6 follow-ups
a week by default), of whom Anna logs one meeting.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from messages.digest import weekly
from models.activity.records import Source
from models.digest.reading import week_of_manager
from models.period import PeriodType, month_of, week_of
from models.reviews.due import month_due, next_asked_on
from models.scorecard.pacing import Status
from models.scorecard.scope import scope_of_person, scope_of_team
from models.scorecard.scorecard import Scorecard, group_scorecard_of, scorecard_of
from models.scorecard.standing import standing_of
from models.team.calendar import Calendar
from models.team.records import Person
from tests.conftest import Cast
from tests.models.scorecard.facts import decided, meeting, opened, target

INSTALLED = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
RED = {Status.BEHIND, Status.AT_RISK}
ACCUSING = ("ehind", "needs you", "Who needs help", "Logged nothing", "Nobody logged", "No news", "at risk", "Only ")


@pytest.fixture(autouse=True)
def _installed(session: Session, cast: Cast) -> None:
    cast.workspace.created_at = INSTALLED
    for person in (cast.anna, cast.bram, cast.carla, cast.dirk):
        person.created_at = INSTALLED
    entry = meeting(session, cast.anna, INSTALLED.date())
    entry.created_at = INSTALLED + timedelta(hours=2)
    session.flush()


def card(session: Session, cast: Cast, person: Person, now: datetime, period: object = None) -> Scorecard:
    scope = scope_of_person(session, cast.workspace, person)
    return scorecard_of(session, cast.workspace, scope, period or month_of(now.date()), now)  # type: ignore[arg-type]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)


def test_a_target_is_prorated_from_the_day_on_which_koers_began_to_count(session: Session, cast: Cast) -> None:
    found = card(session, cast, cast.anna, INSTALLED, week_of(INSTALLED.date()))
    line = found.lines["first_meetings"]
    assert line.target is not None
    assert line.target.value == pytest.approx(2 * 2 / 5)  # Thursday and Friday of five days
    assert line.pace is not None
    assert line.pace.status is Status.TOO_EARLY
    assert (found.score.overall, found.counts_from) == (None, INSTALLED.date())
    standing = standing_of(session, cast.anna, "first_meetings", INSTALLED)
    assert standing is not None
    assert (standing.target, standing.status) == (pytest.approx(0.8), Status.TOO_EARLY)


def test_the_month_before_asks_nothing_and_has_no_score(session: Session, cast: Cast) -> None:
    october = card(session, cast, cast.bram, INSTALLED, month_of(date(2026, 10, 1)))
    assert {line.target for line in october.lines.values()} == {None}
    assert october.score.overall is None
    assert october.lines["first_meetings"].no_target == "not_counted"


def test_until_their_third_working_day_is_over_nobody_is_red(session: Session, cast: Cast) -> None:
    # Thursday, Friday, Monday: over on Tuesday 1 December, of which the running week counts from Monday on.
    for day in (26, 27, 28, 29, 30):
        for person in (cast.anna, cast.bram):
            for period in (week_of(date(2026, 11, day)), month_of(date(2026, 11, day))):
                lines = card(session, cast, person, at(date(2026, 11, day)), period).lines.values()
                assert not RED & {line.pace.status for line in lines if line.pace}, (day, person.name)
    scope = scope_of_team(session, cast.workspace, cast.team)
    team = group_scorecard_of(session, cast.workspace, scope, week_of(date(2026, 11, 26)), at(date(2026, 11, 30)))
    assert team.total.score.overall is None


@pytest.mark.parametrize("monday", [date(2026, 11, 30), date(2026, 12, 7)])
def test_the_digests_of_the_first_two_weeks_accuse_nobody(session: Session, cast: Cast, monday: date) -> None:
    week = week_of_manager(session, cast.workspace, cast.carla, week_of(monday - timedelta(days=1)), at(monday))
    assert (week.need_help, week.silent, week.headline.value) == ([], [], "welcome")
    message = weekly.to_manager("en", week)
    text = message.text + str(message.blocks)
    assert [word for word in ACCUSING if word in text] == []
    assert "Thu 26 Nov" in text


def test_the_first_digest_praises_who_logged_for_the_first_time(session: Session, cast: Cast) -> None:
    now = at(date(2026, 11, 30))
    week = week_of_manager(session, cast.workspace, cast.carla, week_of(date(2026, 11, 26)), now)
    assert [rep.name for rep in week.first_logged] == ["Anna de Vries"]
    assert [(rep.name, rep.days_worked) for rep in week.reps] == [("Anna de Vries", 2), ("Bram Bakker", 2)]
    assert "Anna de Vries logged for the first time" in weekly.to_manager("en", week).text


def test_a_month_with_fewer_than_ten_days_on_record_is_not_reviewed(session: Session, cast: Cast) -> None:
    calendar = Calendar.of(session, cast.anna, cast.workspace)
    assert month_due(cast.anna, calendar, date(2026, 12, 1)) is None  # three days
    assert month_due(cast.anna, calendar, date(2027, 1, 4)) == month_of(date(2026, 12, 1))
    cast.anna.created_at = datetime(2026, 11, 17, 9, tzinfo=UTC)  # ten: 17 to 20, 23 to 27 and 30
    assert month_due(cast.anna, calendar, date(2026, 12, 1)) == month_of(date(2026, 11, 1))
    cast.anna.created_at = datetime(2026, 11, 18, 9, tzinfo=UTC)
    assert month_due(cast.anna, calendar, date(2026, 12, 1)) is None


def test_who_has_been_here_for_long_is_reviewed_however_few_days_they_work(session: Session, cast: Cast) -> None:
    cast.anna.created_at, cast.anna.working_days = datetime(2024, 1, 1, tzinfo=UTC), "1000000"
    assert month_due(cast.anna, Calendar.of(session, cast.anna, cast.workspace), date(2026, 12, 7)) is not None


def import_two_years(session: Session, cast: Cast) -> None:
    """Of deals alone: a won one each month, the first on 15 December 2024."""
    for month in range(24):
        day = date(2024 + (month + 11) // 12, (month + 11) % 12 + 1, 15)
        for person in (cast.anna, cast.bram):
            decided(session, person, day, 1000, source="csv")
    session.flush()


def test_imported_deals_count_from_the_first_of_them_and_no_meeting_is_missed(session: Session, cast: Cast) -> None:
    import_two_years(session, cast)
    target(session, "sales_by_channel", "2000", PeriodType.MONTH, date(2024, 1, 1), person_id=cast.anna.id)
    june = card(session, cast, cast.anna, INSTALLED, month_of(date(2026, 6, 1)))
    sales = june.lines["sales_by_channel"]
    assert sales.pace is not None
    assert (sales.figure.value, sales.target and sales.target.value, sales.pace.status) == (1000, 2000, Status.BEHIND)
    assert june.lines["first_meetings"].target is None  # nobody could log one


@pytest.mark.parametrize("monday", [date(2026, 11, 30), date(2026, 12, 7)])
def test_two_years_of_imported_history_accuse_nobody_in_the_first_two_weeks(
    session: Session, cast: Cast, monday: date
) -> None:
    import_two_years(session, cast)
    for person in (cast.anna, cast.bram):  # and meetings, up to the day before
        for weeks in range(100):
            day = date(2026, 11, 25) - timedelta(weeks=weeks)
            meeting(session, person, day, False, source=Source.CSV)
    week = week_of_manager(session, cast.workspace, cast.carla, week_of(monday - timedelta(days=1)), at(monday))
    assert (week.need_help, week.silent) == ([], [])
    message = weekly.to_manager("en", week)
    assert [word for word in ACCUSING if word in message.text + str(message.blocks)] == []
    assert "data_visualization" not in str(message.blocks), "whom it judges not, it sets not beside each other"
    assert "▱" not in str(message.plain_blocks)
    assert month_due(cast.anna, Calendar.of(session, cast.anna, cast.workspace), date(2026, 12, 1)) is None
    october = card(session, cast, cast.anna, INSTALLED, month_of(date(2026, 10, 1)))
    assert october.lines["follow_ups"].figure.value == 4  # Wednesdays 7, 14, 21 and 28
    assert october.lines["follow_ups"].target is not None


def test_what_is_typed_of_a_time_before_moves_nothing_back(session: Session, cast: Cast) -> None:
    # Anna, here since the 26th, enters a meeting of the 9th and a deal that she won on 10 September; an open deal of
    # March comes by a file. All three were entered on the 26th or later: that is since when something can be expected.
    for kpi in ("sales_by_channel", "pipeline"):
        target(session, kpi, "2000", PeriodType.MONTH, date(2024, 1, 1), person_id=cast.anna.id)
    meeting(session, cast.anna, date(2026, 11, 9))
    decided(session, cast.anna, date(2026, 9, 10), 1000)
    opened(session, cast.anna, date(2026, 3, 2), 5000, source="csv")
    for month in (3, 9, 10):
        found = card(session, cast, cast.anna, INSTALLED, month_of(date(2026, month, 1)))
        assert {key: line.target for key, line in found.lines.items() if line.target} == {}, month
        assert found.score.overall is None
    # November has 21 working days; since the 26th 3 of them: Thursday, Friday and Monday.
    november = card(session, cast, cast.anna, INSTALLED)
    asked = {key: november.lines[key].target for key in ("sales_by_channel", "first_meetings")}
    assert {key: line and line.value for key, line in asked.items()} == {
        "sales_by_channel": pytest.approx(2000 * 3 / 21),
        "first_meetings": pytest.approx(2 * 3 / 5),
    }


def test_the_first_question_about_a_month_is_named_by_its_own_day(session: Session, cast: Cast) -> None:
    # Here since 26 November, three days of it: 1 December asks nothing, the first is on Monday 4 January.
    calendar = Calendar.of(session, cast.anna, cast.workspace)
    assert next_asked_on(cast.anna, calendar, date(2026, 11, 27)) == date(2027, 1, 4)
    assert next_asked_on(cast.anna, calendar, date(2027, 1, 4)) == date(2027, 2, 1)
    cast.anna.created_at = datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert next_asked_on(cast.anna, calendar, date(2026, 11, 27)) == date(2026, 12, 1)
