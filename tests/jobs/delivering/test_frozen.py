"""A process that stood still for longer than its lease: it sends nothing twice, and what it heard changes nothing any more."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from jobs.delivering import postman
from messages.command_names import CommandNames
from models.delivery import ledger
from models.delivery.records import Delivery
from tests.conftest import Cast
from tests.jobs.conftest import House
from tests.jobs.fake_slack import FakeSlack


def others_deliver(house: House) -> None:
    """Another process, while this one stands still: the lease runs out, Slack is asked, and it is sent."""
    other = replace(house, names=CommandNames())

    async def ticks() -> None:
        for minutes in (4, 2, 2):
            await other.later(minutes=minutes).tick()

    thread = threading.Thread(target=lambda: asyncio.run(ticks()))
    thread.start()
    thread.join()
    house.now = other.now


@dataclass
class Frozen:
    """Names of commands, and a moment before the message is posted in which `meanwhile` happens, once."""

    meanwhile: Callable[[], None] | None

    def renamed(self, content: Any) -> Any:
        if (meanwhile := self.meanwhile) is not None:
            self.meanwhile = None
            meanwhile()
        return content


class AnswersLate(FakeSlack):
    """Takes what it is asked, and answers this when another process has gone on meanwhile."""

    def __init__(self, house: House, fault: str) -> None:
        super().__init__()
        self.house, self.fault = house, fault

    async def api_call(self, method: str, **more: Any) -> Any:
        if method == "chat.postMessage" and (fault := self.fault):
            self.fault = ""
            others_deliver(self.house)
            self.faults.append(fault)
        return await super().api_call(method, **more)


async def test_who_was_frozen_between_claim_and_post_does_not_post(
    house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postman.Since, "seconds", lambda since: 200.0)
    house.names = Frozen(lambda: others_deliver(house))  # type: ignore[assignment]
    id_ = house.put(cast.anna.id)
    await house.tick()
    assert house.slack.delivered == [id_]
    assert (house.row(id_).state, house.row(id_).claims) == ("sent", 2)


async def test_who_was_only_slow_sends_it_with_a_new_lease(
    house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postman.Since, "seconds", lambda since: 200.0)
    id_ = house.put(cast.anna.id)
    await house.tick()
    assert (house.slack.delivered, house.row(id_).claims) == ([id_], 1)


@pytest.mark.parametrize("fault", ["429", "channel_not_found", "lost before"])
async def test_what_a_late_answer_says_changes_nothing(house: House, cast: Cast, fault: str) -> None:
    house.slacks["T1"] = house.slack = AnswersLate(house, fault)
    id_ = house.put(cast.anna.id)
    await house.tick()
    for _ in range(3):
        await house.later(minutes=2).tick()
    assert house.slack.delivered == [id_], "once, by who took over"
    assert house.row(id_).state == "sent"


def test_a_machine_that_slept_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    since = postman.Since()
    wall = postman.time.time() + 240
    monkeypatch.setattr(postman.time, "time", lambda: wall)
    assert since.seconds() > 239, "the clock that stops with the machine says nothing"


async def test_who_was_frozen_while_looking_up_has_it_sent_no_third_time(house: House, cast: Cast) -> None:
    """What they found out is of a claim before the last one."""
    house.slack.faults.append("lost before")
    id_ = house.put(cast.anna.id)
    await house.tick()
    house.now += timedelta(minutes=2)

    def sent_by_another(session: Session) -> int:
        old = session.get_one(Delivery, ("T1", id_))
        number = old.claims
        ledger.claim(old, dict(old.message or {}), house.now, house.now)
        ledger.lose(session, "T1", id_, old.claims, "no answer", house.now)
        return number

    before = house.database.write(sent_by_another)
    assert not house.database.write(lambda session: ledger.not_there(session, "T1", id_, before, house.now))
    house.database.write(lambda session: ledger.cannot_look(session, "T1", id_, before, "x", house.now, house.now))
    assert (house.row(id_).state, house.row(id_).error) == ("unknown", "no answer")
