"""By due time: whatever may bring something has the next tick look again, and a plain entry does not."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, delete, update

from jobs.schedule import SCHEDULE
from models import touching
from models.activity.records import Activity
from models.calendar.records import AbsenceQuestion, CalendarLink
from models.coaching.records import Talk
from models.database import Database
from models.delivery.preferences import come_at, turn_on
from models.goals.records import Goal
from models.reviews.records import Review, ReviewState
from models.row_security import serving
from models.team.records import Leave, Person
from models.workspace.records import Workspace
from tests.conftest import LONG_AGO, NOW, Cast
from tests.jobs.conftest import House, round_in, running

QUIET = next(one for one in SCHEDULE if one.key == "nudge.day")
"""Whom nobody asked for."""
Write = Callable[[Session, Cast], object]


@pytest.fixture(autouse=True)
def _here_for_long(database: Database, cast: Cast) -> None:
    """Nothing comes of before a workspace came."""
    for workspace_id in ("T1", "T2"):
        with serving(workspace_id):
            here = update(Workspace).where(col(Workspace.workspace_id) == workspace_id)
            database.write(lambda session, here=here: session.execute(here.values(created_at=LONG_AGO)))  # type: ignore[misc]


# --- what moves the clock ---------------------------------------------------------------------------------


def test_each_table_is_of_one_kind() -> None:
    names = {table.name for table in Database.metadata.sorted_tables}
    told = {*touching.STILL, *touching.NEW_ROWS, *touching.QUIET, *touching.LOUD}
    assert told <= names, told - names
    assert not touching.STILL & {*touching.NEW_ROWS, *touching.QUIET, *touching.LOUD}
    for columns in (touching.QUIET, touching.LOUD):
        for name, some in columns.items():
            assert some <= set(Database.metadata.tables[name].columns.keys()), name
    moving = names - touching.STILL
    read_by_cadences = """absence_question anomaly_case audit_campaign audit_invitation calendar_link coaching_action
        coaching_talk contest contest_entrant delivery_wish goal leave membership move new_in_slack newcomer_plan person
        planned_visit practice qbr qbr_decision review setting_change suggestion target team tool_poll training
        training_seat workspace activity activity_change deal deal_change stage_change"""
    assert set(read_by_cadences.split()) <= moving


def leave_taken_back(session: Session, cast: Cast) -> None:
    session.execute(delete(Leave).where(col(Leave.workspace_id) == "T1"))


def wish_changed(session: Session, cast: Cast) -> None:
    turn_on(session, cast.anna, "morning")
    come_at(session, cast.anna, "morning", 10 * 60 + 45)


def talk_over(session: Session, cast: Cast) -> None:
    pair = {"coach_id": cast.carla.id, "rep_id": cast.anna.id}
    at = NOW - timedelta(minutes=61)
    session.add(Talk(workspace_id="T1", **pair, planned_at=at, state="planned", created_at=NOW - timedelta(days=3)))


def goal_over(session: Session, cast: Cast) -> None:
    days = {"starts_on": date(2026, 11, 1), "ends_on": date(2026, 11, 11), "horizon": "30d"}
    whose = {"scope_kind": "person", "scope_id": cast.anna.id, "set_by": cast.anna.id}
    session.add(Goal(workspace_id="T1", number=1, title="Calls", **days, **whose, created_at=NOW))


def review_written(session: Session, cast: Cast) -> None:
    days = {"month": date(2026, 10, 1), "opened_on": date(2026, 11, 10), "reflected_on": date(2026, 11, 11)}
    session.add(Review(workspace_id="T1", person_id=cast.anna.id, state=ReviewState.REFLECTED, **days))


def somebody_starts(session: Session, cast: Cast) -> None:
    about = {"manager_id": cast.carla.id, "starts_on": date(2026, 11, 12), "zone": "Europe/Amsterdam"}
    session.add(Person(workspace_id="T1", name="Nora", slack_user_id="UNORA", **about, created_at=NOW))


def calendar_says_away(session: Session, cast: Cast) -> None:
    one = {"workspace_id": "T1", "person_id": cast.anna.id}
    session.add(CalendarLink(**one, kind="ics", sealed_link="x", added_at=NOW))
    days = {"first_day": date(2026, 11, 16), "last_day": date(2026, 11, 17)}
    session.add(AbsenceQuestion(**one, key="k", **days, created_at=NOW + timedelta(seconds=30)))


CASES: dict[str, tuple[Write, str, str]] = {
    "a wish": (wish_changed, "nudge.morning", "delivery_wish"),
    "a talk": (talk_over, "coaching.record", "coaching_talk"),
    "a goal": (goal_over, "goal.ended", "goal"),
    "a review": (review_written, "review.write", "review"),
    "a newcomer": (somebody_starts, "newcomers.offer", "person"),
    "days away": (calendar_says_away, "calendar.away", "absence_question calendar_link"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("is_left_out", [False, True], ids=["", "table left out"])
async def test_a_write_is_seen_by_the_next_tick_because_of_its_table(
    house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch, case: str, is_left_out: bool
) -> None:
    write, cadence, tables = CASES[case]
    if is_left_out:
        monkeypatch.setattr(touching, "STILL", touching.STILL | set(tables.split()))
    runner = running(house, *[one for one in SCHEDULE if one.key == cadence])
    await runner.tick()
    assert round_in(house).look_at > house.now  # type: ignore[operator]
    house.database.write(lambda session: write(session, cast))
    house.later(minutes=1)
    await runner.tick()
    planned = [row.cadence for row in house.rows()]
    assert (cadence in planned) is not is_left_out, planned


async def test_leave_that_is_taken_back_is_seen(house: House, cast: Cast) -> None:
    [day] = [cadence for cadence in SCHEDULE if cadence.key == "nudge.morning"]

    def begin(session: Session) -> None:
        turn_on(session, cast.anna, "morning")
        about = {"person_id": cast.anna.id, "first_day": NOW.date(), "last_day": NOW.date()}
        session.add(Leave(workspace_id="T1", **about, created_at=NOW))

    house.database.write(begin)
    runner = running(house, day)
    await runner.tick()
    assert house.rows() == []
    house.database.write(lambda session: leave_taken_back(session, cast))
    await runner.tick()
    # 08:15 in Amsterdam is 07:15 in UTC in November.
    assert [row.due_at for row in house.rows()] == [datetime(2026, 11, 12, 7, 15, tzinfo=UTC)]


def test_a_plain_entry_moves_nothing_one_of_last_week_does(house: House, cast: Cast) -> None:
    before = round_in(house).touches

    def entry(day: date) -> None:
        one = Activity(workspace_id="T1", person_id=cast.anna.id, kind="call", happened_on=day, created_at=NOW)
        house.database.write(lambda session: session.add(one))

    entry(date(2026, 11, 9))  # Monday of this week
    assert round_in(house).touches == before
    entry(date(2026, 11, 8))  # Sunday of the last
    assert round_in(house).touches == before + 1


def test_what_moves_nothing_of_a_row_is_quiet_and_what_does_is_not(house: House, cast: Cast) -> None:
    def change(**values: Any) -> int:
        one = update(Person).where(col(Person.workspace_id) == "T1", col(Person.id) == cast.anna.id)
        house.database.write(lambda session: session.execute(one.values(**values)))
        return round_in(house).touches

    first = change(zone="Europe/London")
    assert change(home_opened_at=NOW, language="nl") == first
    assert change(home_opened_at=NOW, ends_on=NOW.date()) == first + 1


def test_what_is_rolled_back_moves_nothing(house: House, cast: Cast) -> None:
    def fails(session: Session) -> None:
        wish_changed(session, cast)
        raise KeyError

    before = round_in(house).touches
    with pytest.raises(KeyError):
        house.database.write(fails)
    assert round_in(house).touches == before
