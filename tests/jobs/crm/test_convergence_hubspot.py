"""The same of a HubSpot with its search, its pages and its merges: what came bit by bit is what one clean look finds."""

import asyncio
from collections.abc import Callable
from random import Random
from typing import Any

import httpx
import pytest
from sqlmodel import Session

from models.database import Database
from tests.conftest import NOW, Cast
from tests.jobs.crm.fakes.common import FakeClock, stamp
from tests.jobs.crm.fakes.hubspot import FakeHubSpot, Row
from tests.jobs.crm.simple import Killed
from tests.jobs.crm.test_convergence import FIRST, LAST, differences, without_facts
from tests.jobs.crm.world import World

STEPS = 18
OPEN = ("appointmentscheduled", "contractsent")
DECIDED = ("closedwon", "closedlost")


class History:
    """Random steps in a HubSpot, by a seed."""

    def __init__(self, seed: int, database: Database, cast: Cast) -> None:
        self.random, self.fake = Random(seed), FakeHubSpot(FakeClock(NOW))
        about = {"lastName": "", "archived": False}
        self.fake.owners = [
            {"id": "41", "email": "anna@example.com", "firstName": "Anna", **about},
            {"id": "43", "email": "bram@example.com", "firstName": "Bram", **about},
        ]
        for name in ("Initech", "Umbrella", "Acme"):
            self.fake.put("companies", {"name": name})
        self.world = self.connected(database, cast)

    def connected(self, database: Database, cast: Cast) -> World:
        """A workspace that reads it, from now on."""
        crm: Any = self.fake.client()
        crm.facts, crm.dies_after = asyncio.run(crm.account()), None

        def dies(_request: httpx.Request) -> None:
            if crm.dies_after is not None:
                crm.dies_after -= 1
                if crm.dies_after < 0:
                    raise Killed

        self.fake.before = [dies]
        world = World(database, cast, crm, now=self.fake.clock.now)
        world.connect()
        return world

    def go(self) -> None:
        """All steps, and runs between them, of which some are killed."""
        for _ in range(STEPS):
            self.random.choice(STEPS_OF)(self)
            self.later(self.random.choice((0.1, 1, 5, 20)))
            if self.random.random() < 0.5:
                self.world.sync(dies_after=self.random.choice((None, None, 3, 5, 7, 9, 12)))

    def later(self, hours: float) -> None:
        self.world.later(hours=hours)
        self.fake.clock.now = self.world.now

    def some(self, part: str, which: Callable[[Row], bool] = lambda row: True, *, archived: bool = False) -> Row | None:
        rows = [row for row in self.fake.rows[part].values() if row.is_archived is archived and which(row)]
        return self.random.choice(rows) if rows else None

    def company(self) -> str | None:
        row = self.some("companies")
        return row.id if row else None

    def add_deal(self) -> None:
        said = {
            "dealname": self.random.choice(("A", "B")),
            "dealstage": self.random.choice(OPEN),
            "amount": self.random.choice((None, "500", "1200.50")),
            "hubspot_owner_id": self.random.choice(("41", "43")),
            "createdate": stamp(self.fake.clock()),
        }
        self.fake.put("deals", said, company=self.company())

    def edit_deal(self) -> None:
        if row := self.some("deals"):
            name, value = self.random.choice((("amount", "900"), ("amount", None), ("dealname", "C")))
            self.fake.change("deals", row.id, {name: value})

    def move_deal(self) -> None:
        if row := self.some("deals", _was_never_decided):
            self.fake.change("deals", row.id, {"dealstage": self.random.choice((*OPEN, *DECIDED, "closedwon"))})

    def hand_over(self) -> None:
        """Open ones, as in the other histories."""
        if row := self.some("deals", _was_never_decided):
            self.fake.change("deals", row.id, {"hubspot_owner_id": self.random.choice(("41", "43"))})

    def hold(self) -> None:
        part = self.random.choice(("meetings", "calls"))
        said = {
            "hs_timestamp": stamp(self.fake.clock()),
            "hubspot_owner_id": self.random.choice(("41", "43")),
            **({"hs_meeting_outcome": "COMPLETED"} if part == "meetings" else {"hs_call_status": "COMPLETED"}),
        }
        self.fake.put(part, said, company=self.company())

    def remove(self) -> None:
        part = self.random.choice(("deals", "meetings", "calls"))
        if row := self.some(part):
            self.random.choice((self.fake.archive, self.fake.archive, self.fake.delete))(part, row.id)

    def restore(self) -> None:
        for part in ("deals", "meetings", "calls"):
            if row := self.some(part, archived=True):
                self.fake.restore(part, row.id)

    def merge_deals(self) -> None:
        """Two become a third one."""
        if one := self.some("deals", _was_never_decided):
            owner = one.properties["hubspot_owner_id"]
            other = self.some(
                "deals", lambda row: _was_never_decided(row) and row.properties["hubspot_owner_id"] == owner
            )
            if other is not None and other is not one:
                self.fake.merge("deals", one.id, other.id)

    def merge_companies(self) -> None:
        one, other = self.some("companies"), self.some("companies")
        if one and other and one is not other:
            self.fake.merge("companies", one.id, other.id)

    def rename(self) -> None:
        if row := self.some("companies"):
            self.fake.change("companies", row.id, {"name": self.random.choice(("Soylent", "Wonka", "Acme"))})


def _was_never_decided(row: Row) -> bool:
    return not any(row.properties.get(f"hs_v2_date_entered_{stage}") for stage in DECIDED)


STEPS_OF = (
    *(History.add_deal,) * 3,
    *(History.edit_deal,) * 2,
    *(History.move_deal,) * 2,
    History.hand_over,
    *(History.hold,) * 3,
    *(History.remove,) * 2,
    *(History.restore,) * 2,
    History.merge_deals,
    History.merge_companies,
    History.rename,
)


@pytest.mark.parametrize("seed", range(FIRST, min(LAST, FIRST + (LAST - FIRST) // 3) + 1))
def test_every_history_of_a_hubspot_ends_in_the_figures_of_one_clean_look(
    seed: int, database: Database, cast: Cast, session: Session
) -> None:
    session.close()
    history = History(seed, database, cast)
    history.go()
    history.later(24)
    history.world.full()
    found, rows = history.world.figures(), history.world.rows()
    history.world.full()
    assert history.world.rows() == rows, "reading it again wrote something"
    database.write(without_facts)
    again = history.connected(database, cast)
    again.now = history.world.now  # the HubSpot's clock went on while a run waited for its turn
    again.full()
    assert not differences(found, again.figures())
