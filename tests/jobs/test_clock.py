"""The clock: ticks when woken, outlives a failure, and does the daily chores once a day."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from prometheus_client import REGISTRY
from sqlmodel import Session, select

from jobs.clock import Clock
from jobs.delivering.pacing import Pace
from jobs.delivering.run import Runner
from messages.blocks import Message
from models.workspace.records import HandledRequest
from models.workspace.seen import first_time
from tests.conftest import NOW, Cast
from tests.jobs.conftest import House
from tests.jobs.fake_slack import FakeSlack


async def until(true: Callable[[], bool]) -> None:
    """Wait (at most a minute) until something holds."""
    for _ in range(6000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never happened")


def client_of(house: House) -> Callable[[str], Awaitable[Any]]:
    async def of(workspace_id: str) -> Any:
        return house.slacks.get(workspace_id)

    return of


async def test_what_is_put_into_the_outbox_goes_out_when_the_clock_is_woken(house: House, cast: Cast) -> None:
    clock = Clock(house.database, client_of(house), lambda: house.now)
    running = asyncio.create_task(clock.run())
    await asyncio.sleep(0.1)
    id_ = house.put(cast.anna.id)
    clock.wake()
    await until(lambda: house.slack.delivered == [id_])
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_a_tick_that_fails_does_not_stop_the_clock(
    house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(house.database, client_of(house), lambda: house.now)
    ticks = 0

    async def failing(**how: Any) -> list[Any]:
        nonlocal ticks
        ticks += 1
        raise OSError("the database is away")

    monkeypatch.setattr(clock.runner, "tick", failing)
    running = asyncio.create_task(clock.run())
    await until(lambda: ticks == 1)
    clock.wake()
    await until(lambda: ticks == 2)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_what_became_of_deliveries_is_counted_and_how_long_ago_the_clock_ticked(house: House, cast: Cast) -> None:
    def sent() -> float:
        return REGISTRY.get_sample_value("koers_deliveries", {"state": "sent"}) or 0

    def lag() -> float:
        return REGISTRY.get_sample_value("koers_tick_lag_seconds") or 0

    before = sent()
    clock = Clock(house.database, client_of(house), lambda: house.now)
    house.put(cast.anna.id, "1")
    house.put(cast.bram.id, "2")
    running = asyncio.create_task(clock.run())
    await until(lambda: sent() == before + 2)
    ticked = lag()
    await asyncio.sleep(0.05)
    assert lag() >= ticked + 0.05
    clock.wake()
    await until(lambda: lag() < 0.05)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_chores_are_done_once_a_day_and_one_that_fails_does_not_stop_the_next(house: House, cast: Cast) -> None:
    done: list[str] = []

    async def fails(workspace_id: str) -> None:
        raise RuntimeError

    async def works(workspace_id: str) -> None:
        done.append(workspace_id)

    house.database.write(lambda session: first_time(session, "T1", "event:1", NOW - timedelta(days=5)))
    clock = Clock(house.database, client_of(house), lambda: house.now, [fails, works])
    await clock.tick()
    await clock.tick()
    assert sorted(done) == ["T1", "T2"]
    assert house.database.read(lambda session: session.exec(select(HandledRequest)).all()) == []
    house.later(days=1)
    await clock.tick()
    assert len(done) == 4


async def test_a_workspace_that_cannot_be_tidied_up_keeps_no_other_from_it(
    house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    async def works(workspace_id: str) -> None:
        done.append(workspace_id)

    def fails_in_one(session: Session, workspace_id: str, day: date) -> None:
        if workspace_id == "T1":
            raise ZeroDivisionError("of a test")

    monkeypatch.setattr("jobs.housekeeping.hand_over", fails_in_one)
    clock = Clock(house.database, client_of(house), lambda: house.now, [works])
    await clock.tick()
    assert done == ["T2"]
    monkeypatch.undo()
    await clock.tick()
    assert done == ["T2", "T1"], "what was not done is done at the next tick"


async def test_one_workspace_that_fails_or_hangs_does_not_hold_up_another(house: House, cast: Cast) -> None:
    class Hanging(FakeSlack):
        async def api_call(self, method: str, **how: Any) -> Any:
            await released.wait()
            return await super().api_call(method, **how)

    released = asyncio.Event()
    house.slacks["T2"] = house.slack
    house.slacks["T1"] = Hanging()
    stuck = house.put(cast.anna.id)

    def for_rita(session: Any) -> str:
        from models.delivery.outbox import post

        delivery = post(
            session, "T2", recipient=cast.rival.id, cadence="reply:x", slot="1", now=house.now, message=Message("hi")
        )
        assert delivery is not None
        return delivery.id

    other = house.database.write(for_rita)
    ticking = asyncio.create_task(house.tick())
    await until(lambda: house.slack.delivered == [other])
    released.set()
    await ticking
    assert house.slacks["T1"].delivered == [stuck]


async def test_no_more_than_one_message_a_second_to_a_channel(house: House, cast: Cast) -> None:
    time = 0.0
    sent: list[tuple[str, float]] = []

    async def sleep(seconds: float) -> None:
        nonlocal time
        time += seconds

    class Timed(FakeSlack):
        async def api_call(self, method: str, **how: Any) -> Any:
            sent.append((how["json"]["channel"], time))
            return await super().api_call(method, **how)

    house.slacks["T1"] = Timed()
    for slot in "abc":
        house.put("channel:C1", slot)
    house.put(cast.anna.id, "d")
    runner = Runner(house.database, client_of(house), lambda: house.now, (), Pace(1.0, 0.25, lambda: time, sleep))
    await runner.tick()
    runner.close()
    to_channel = [at for channel, at in sent if channel == "C1"]
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(to_channel))
    assert next(at for channel, at in sent if channel == "UANNA") < 1.0, "Anna does not wait for the channel"


@pytest.mark.once
async def test_a_single_tick_reads_and_writes_the_crms_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, looked = Clock(house.database, client_of(house), lambda: house.now), list[str]()
    for name in ("connections", "writing"):

        async def look(name: str = name) -> None:
            looked.append(name)

        monkeypatch.setattr(getattr(clock, name), "look", look)
    await clock.tick()
    assert looked == ["writing", "connections"]
