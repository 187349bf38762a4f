"""By due time: an idle tick is one question whoever exists, and whatever may bring something has it look again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, col, delete, select, update

from jobs.cadence import Cadence, Window
from jobs.clock import Clock
from jobs.delivering.pacing import Pace
from jobs.delivering.run import Runner
from jobs.schedule import SCHEDULE
from models import touching
from models.activity.records import Activity
from models.calendar.records import AbsenceQuestion, CalendarLink
from models.coaching.records import Talk
from models.database import Database, new_id
from models.delivery.looking import Asked, note_look, whose_turn
from models.delivery.planning import Due
from models.delivery.preferences import come_at, turn_on
from models.delivery.records import Delivery, DeliveryRound, DeliveryState
from models.goals.records import Goal
from models.reviews.records import Review, ReviewState
from models.row_security import serving
from models.team.records import Leave, Person
from models.workspace.records import Workspace
from tests.conftest import LONG_AGO, NOW, Cast
from tests.jobs.conftest import House
from tests.jobs.fake_slack import FakeSlack

QUIET = next(one for one in SCHEDULE if one.key == "nudge.day")
"""Whom nobody asked for."""
Write = Callable[[Session, Cast], object]


def running(house: House, *cadences: Cadence) -> Runner:
    """A process that stays up."""

    async def client_of(workspace_id: str) -> Any:
        return house.slacks.get(workspace_id)

    async def nap(_: float) -> None: ...

    pace = Pace(per_channel=0, per_workspace=0, sleep=nap)
    return Runner(house.database, client_of, lambda: house.now, cadences or SCHEDULE, pace)


def round_in(house: House) -> DeliveryRound:
    return house.database.read(
        lambda session: session.exec(select(DeliveryRound).where(DeliveryRound.workspace_id == "T1")).one()
    )


@pytest.fixture(autouse=True)
def _here_for_long(database: Database, cast: Cast) -> None:
    """Nothing comes of before a workspace came."""
    for workspace_id in ("T1", "T2"):
        with serving(workspace_id):
            here = update(Workspace).where(col(Workspace.workspace_id) == workspace_id)
            database.write(lambda session, here=here: session.execute(here.values(created_at=LONG_AGO)))  # type: ignore[misc]


@contextmanager
def asked(engine: Engine) -> Iterator[list[str]]:
    """The statements in this block."""
    found: list[str] = []

    def note(_: Any, __: Any, text: str, *___: Any) -> None:
        found.append(text)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


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


# --- a look -------------------------------------------------------------------------------------------------


async def test_a_write_between_reading_and_noting_is_not_lost(house: House, cast: Cast) -> None:
    is_first = [True]

    def due(window: Window) -> Iterator[Due]:
        if is_first[0]:
            is_first[0] = False  # somebody writes while this look goes on
            with Session(house.database.engine) as other:
                turn_on(other, cast.anna, "day")
                other.commit()
        return iter(())

    def nothing(_: Any) -> None: ...

    runner = running(house, Cadence("test", due, nothing))
    house.database.write(lambda session: turn_on(session, cast.bram, "day"))
    await runner.tick()
    assert round_in(house).look_at is None
    house.later(minutes=1)
    await runner.tick()
    assert round_in(house).look_at == datetime(2026, 11, 12, 23, 0, tzinfo=UTC)  # midnight in Amsterdam


def test_only_a_look_that_saw_everything_says_when_the_next_is(house: House, cast: Cast) -> None:
    touches, later = round_in(house).touches, NOW + timedelta(hours=2)
    assert not house.database.write(lambda session: note_look(session, "T1", touches - 1, later))
    assert round_in(house).look_at is None
    assert house.database.write(lambda session: note_look(session, "T1", touches, later))
    assert round_in(house).look_at == later


async def test_a_cadence_that_fails_is_tried_again_soon_and_silences_no_other(house: House, cast: Cast) -> None:
    def fails_ahead(window: Window) -> Iterator[Due]:
        if window.is_ahead:
            raise RuntimeError("no idea")
        return iter(())

    def at_noon(window: Window) -> Iterator[Due]:
        at = NOW + timedelta(minutes=5)
        if window.since < at <= window.now:
            yield Due(cast.anna.id, "1", at)

    def nothing(_: Any) -> None: ...

    runner = running(house, Cadence("fails", fails_ahead, nothing), Cadence("works", at_noon, nothing))
    await runner.tick()
    assert round_in(house).look_at == NOW + timedelta(minutes=5)
    house.later(minutes=5)
    await runner.tick()
    assert [row.cadence for row in house.rows()] == ["works"]
    assert round_in(house).look_at == NOW + timedelta(minutes=15), "ten minutes later, not each minute"


async def test_a_clock_set_back_and_a_new_process_look_at_everybody(house: House, cast: Cast) -> None:
    runner = running(house, QUIET)
    await runner.tick()
    house.later(minutes=1)
    assert "T1" not in (await runner.ask()).plan
    house.later(hours=-30)
    assert "T1" in (await runner.ask()).plan
    assert "T1" in (await running(house, QUIET).ask()).plan


def test_a_look_put_off_by_a_clock_that_was_ahead_is_not_believed(house: House, cast: Cast) -> None:
    touches = round_in(house).touches
    house.database.write(lambda session: note_look(session, "T1", touches, NOW + timedelta(days=30)))
    assert "T1" in house.database.read_over_all(lambda session: whose_turn(session, NOW)).plan


async def test_a_workspace_that_comes_back_is_looked_at(house: House, cast: Cast) -> None:
    def gone(at: datetime | None) -> None:
        def work(session: Session) -> None:
            session.get_one(Workspace, "T1").uninstalled_at = at

        house.database.write(work)

    runner = running(house, QUIET)
    await runner.tick()
    gone(NOW)
    house.later(minutes=1)
    assert "T1" not in (await runner.ask()).plan
    gone(None)
    assert "T1" in (await runner.ask()).plan


# --- an idle tick ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 50, 200])
async def test_an_idle_tick_is_one_question_and_loads_nobody(house: House, cast: Cast, count: int) -> None:
    def many(session: Session) -> None:
        for number in range(count):
            workspace_id = f"W{number}"
            session.add(Workspace(workspace_id=workspace_id, name=workspace_id, created_at=NOW))
            session.flush()
            person = {"slack_user_id": f"U{number}", "created_at": NOW}
            session.add(Person(workspace_id=workspace_id, id=new_id(), name="Somebody", **person))

    house.database.write(many)
    house.slacks = {**dict.fromkeys(["T1", "T2"], house.slack), **{f"W{n}": FakeSlack() for n in range(count)}}
    runner = running(house, QUIET)
    await runner.tick()
    house.later(minutes=1)
    loaded: list[Any] = []
    event.listen(Person, "load", lambda one, _: loaded.append(one))
    with asked(house.database.engine) as statements:
        assert await runner.tick() == []
    assert (len(statements), loaded) == (1, [])


async def test_an_idle_tick_of_the_whole_clock_asks_as_little(house: House, cast: Cast) -> None:
    async def client_of(workspace_id: str) -> Any:
        return house.slack

    clock = Clock(house.database, client_of, lambda: house.now)
    clock._runs = True
    await clock.tick()
    await clock.tick()
    house.later(minutes=1)
    with asked(house.database.engine) as statements:
        await clock.tick()
    assert len(statements) == 1, statements
    house.later(minutes=14)
    with asked(house.database.engine) as statements:
        await clock.tick()
    assert len(statements) > 1, "a quarter has begun"


async def test_what_waits_is_sent_without_a_look(house: House, cast: Cast) -> None:
    runner = running(house, QUIET)
    house.slacks["T2"] = house.slack
    await runner.tick()
    house.later(minutes=1)
    id_ = house.put(cast.anna.id)
    assert await runner.ask() == Asked(send=frozenset({"T1"}))
    await runner.tick()
    assert house.slack.delivered == [id_]
    assert house.database.read(lambda session: session.get_one(Delivery, ("T1", id_))).state == DeliveryState.SENT
    with serving("T1"):
        assert round_in(house).look_at is not None
