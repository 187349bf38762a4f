"""A clock that the test moves, and a runner without waiting."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from jobs.cadence import Cadence
from jobs.delivering.outcome import Outcome
from jobs.delivering.pacing import Pace
from jobs.delivering.run import Runner, tick
from jobs.schedule import SCHEDULE
from messages.blocks import Message
from messages.command_names import USUAL_NAMES, CommandNames
from models.database import Database
from models.delivery.outbox import post
from models.delivery.records import Delivery, DeliveryRound
from tests.conftest import NOW, Cast
from tests.jobs.fake_slack import FakeSlack


@dataclass
class House:
    """A database, a Slack and a clock."""

    database: Database
    slack: FakeSlack = field(default_factory=FakeSlack)
    now: datetime = NOW
    cadences: tuple[Cadence, ...] = ()
    naps: list[float] = field(default_factory=list)
    slacks: dict[str, Any] = field(default_factory=dict)
    """Where the app is installed, by workspace."""
    names: CommandNames = USUAL_NAMES

    async def tick(self, *cadences: Cadence) -> list[Outcome]:
        """One tick at the house's time."""

        async def client_of(workspace_id: str) -> Any:
            return self.slacks.get(workspace_id)

        async def nap(seconds: float) -> None:
            self.naps.append(seconds)

        pace = Pace(per_channel=0, per_workspace=0, sleep=nap)
        return await tick(self.database, client_of, lambda: self.now, cadences or self.cadences, pace, names=self.names)

    def later(self, **how: float) -> "House":
        self.now += timedelta(**how)
        return self

    def put(self, recipient: str, slot: str = "1", **more: Any) -> str:
        """Something into the outbox; its id."""
        values = {"cadence": "reply:test", "message": Message(f"hello {slot}"), **more}

        def work(session: Session) -> Delivery:
            delivery = post(session, "T1", recipient=recipient, slot=slot, now=self.now, **values)
            assert delivery is not None
            return delivery

        return self.database.write(work).id

    def row(self, delivery_id: str) -> Delivery:
        found = self.database.read(lambda session: session.get(Delivery, ("T1", delivery_id)))
        assert found is not None
        return found

    def rows(self) -> list[Delivery]:
        return self.database.read(lambda session: list(session.exec(select(Delivery).order_by(Delivery.due_at))))  # type: ignore[arg-type]


@pytest.fixture
def house(database: Database, cast: Cast) -> House:
    house = House(database)
    house.slacks["T1"] = house.slack
    return house


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
