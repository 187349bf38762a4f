"""By due time: an idle tick is one question whoever exists; a look says when the next one is due."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, col, update

from jobs.cadence import Cadence, Window
from jobs.clock import Clock
from jobs.schedule import SCHEDULE
from models.database import Database, new_id
from models.delivery.looking import Asked, note_look, whose_turn
from models.delivery.planning import Due
from models.delivery.preferences import turn_on
from models.delivery.records import Delivery, DeliveryState
from models.row_security import serving
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import LONG_AGO, NOW, Cast
from tests.jobs.conftest import House, round_in, running
from tests.jobs.fake_slack import FakeSlack

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
