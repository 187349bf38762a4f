"""Ticks by due time: what a minute costs in which nothing is due, and what it costs when 5,000 of 10,000 people are.

The baseline in the same run: an idle tick of one workspace; as many rows written into the ledger by one plain insert.
"""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import delete, event, insert
from sqlmodel import Session

from jobs.delivering.run import Runner
from jobs.schedule import SCHEDULE
from models.database import Database, new_id
from models.delivery.records import Delivery, DeliveryPreference
from models.migrations import migrate
from models.team.records import Person
from models.workspace.records import Workspace
from tests.bench.result import Result

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 12, 11, 58, tzinfo=UTC)
"""A Thursday. Nobody has a rhythm at this hour."""
DUE_AT = 14 * 60 + 30
"""Half past two in Amsterdam: when the 5,000 wish to be asked what they did."""
WHEN_DUE = datetime(2026, 11, 12, 13, 30, tzinfo=UTC)
IN_ONE, COMPANIES, IN_EACH, DUE = 20, 5, 2_000, 5_000


class House:
    """A database of so many workspaces, and a process that ticks and sends nothing."""

    def __init__(self, folder: str, workspaces: int, people: int, due: int = 0) -> None:
        self.database, self.now, self.asked = Database(f"sqlite:///{folder}/{workspaces}.db"), NOON, 0
        migrate(self.database)
        self.database.write(lambda session: _fill(session, workspaces, people, due))
        self.runner = Runner(self.database, self._client, lambda: self.now, SCHEDULE)
        self.runner._has_work = lambda *_: False  # type: ignore[method-assign]
        event.listen(self.database.engine, "before_cursor_execute", self._count)

    def tick(self) -> tuple[float, int]:
        """Seconds of CPU and statements of one tick."""
        self.asked, start = 0, time.process_time()
        asyncio.run(self.runner.tick())
        return time.process_time() - start, self.asked

    def later(self, minutes: int = 1) -> "House":
        self.now += timedelta(minutes=minutes)
        return self

    async def _client(self, _: str) -> Any:
        return self

    def _count(self, *_: Any) -> None:
        self.asked += 1


def measure() -> Iterator[Result]:
    """An idle minute of 1 and of 1,000 workspaces, and a minute that brings 5,000 of 10,000 people something."""
    with tempfile.TemporaryDirectory() as folder:
        idle = {}
        for count in (1, 1_000):
            house = House(folder, count, IN_ONE)
            house.tick()  # who starts looks at everybody
            ticks = [house.later().tick() for _ in range(20)]
            idle[count] = median(seconds for seconds, _ in ticks), max(asked for _, asked in ticks)
        (one, _), (many, asked) = idle[1], idle[1_000]
        told = f"({many * 1000:.1f} ms; of one {one * 1000:.1f} ms)"
        yield Result("an idle tick of 1,000 workspaces / of one", many / one, "×", 2, at_least=False, details=told)
        yield Result("statements of an idle tick of 1,000 workspaces", asked, "", 1, at_least=False)
        house = House(folder, COMPANIES, IN_EACH, DUE)
        house.tick()
        quiet, _ = house.later().tick()
        plain = _plainly(house.database)
        house.now = WHEN_DUE
        wall = time.perf_counter()
        planned, statements = house.tick()
        wall = time.perf_counter() - wall
        rows = house.database.read(lambda session: session.query(Delivery).filter_by(cadence="nudge.day").count())
        assert rows == DUE, rows
        told = f"({planned:.2f} s of CPU, {wall:.2f} s, {statements} statements; the insert {plain * 1000:.0f} ms)"
        name = f"{DUE:,} due of {COMPANIES * IN_EACH:,} planned / one insert of {DUE:,} rows"
        yield Result(name, planned / plain, "×", 20, at_least=False, details=told)
        told = f"({quiet * 1000:.1f} ms)"
        name = "an idle tick of 10,000 people / of one workspace"
        yield Result(name, quiet / one, "×", 2, at_least=False, details=told)


def _plainly(database: Database) -> float:
    rows = [
        {
            "workspace_id": "W0",
            "id": new_id(),
            "recipient": f"p{n:06}",
            "cadence": "plain",
            "slot": "2026-11-12",
            "due_at": NOON + timedelta(days=9),
            "expires_at": NOON + timedelta(days=9),
            "about": {},
            "created_at": NOON,
        }
        for n in range(DUE)
    ]
    start = time.process_time()
    database.write(lambda session: session.execute(insert(Delivery), rows))
    seconds = time.process_time() - start
    database.write(lambda session: session.execute(delete(Delivery).where(Delivery.cadence == "plain")))  # type: ignore[arg-type]
    return seconds


def _fill(session: Session, workspaces: int, people: int, due: int) -> None:
    """The 5,000 are in the first workspaces, all of each."""
    for place in range(workspaces):
        workspace_id = f"W{place}"
        session.add(Workspace(workspace_id=workspace_id, name=workspace_id, created_at=NOON))
        session.flush()
        everybody = [
            {
                "workspace_id": workspace_id,
                "id": f"p{place:04}{n:05}",
                "name": f"Person {n}",
                "slack_user_id": f"U{place}X{n}",
                "zone": "Europe/Amsterdam",
                "created_at": LONG_AGO,
                "is_rep": True,
            }
            for n in range(people)
        ]
        session.execute(insert(Person), everybody)
        wishing = everybody[: max(0, due - place * people)]
        wishes = [
            {
                "workspace_id": workspace_id,
                "id": new_id(),
                "person_id": one["id"],
                "cadence": "day",
                "at_minute": DUE_AT,
            }
            for one in wishing
        ]
        if wishes:
            session.execute(insert(DeliveryPreference), wishes)
