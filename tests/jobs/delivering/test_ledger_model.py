"""The ledger against a Slack that drops answers, fails, asks to wait, and a process that dies: sent once, or visibly not."""

import asyncio
import contextlib
import tempfile
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlmodel import Session

from messages.blocks import Message
from models.database import Database
from models.delivery.records import DeliveryState
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import NOW
from tests.jobs.conftest import House
from tests.jobs.fake_slack import Crashed

pytestmark = pytest.mark.long(seconds=20)

IN_SLACK = {DeliveryState.SENT, DeliveryState.RECONCILED}
OVER = {*IN_SLACK, DeliveryState.FAILED, DeliveryState.EXPIRED}
FAULTS = st.sampled_from(
    [
        "",
        "",
        "lost before",
        "lost after",
        "500 before",
        "500 after",
        "internal_error",
        "429",
        "429 short",
        "unreachable",
        "crash before",
        "crash after",
        "is_archived",
        "token_revoked",
        "invalid_blocks",
    ]
)


def says(message: dict[str, Any], words: str) -> bool:
    """Whether the message says this, alone or with others that waited."""
    return any(line.removeprefix("• ") == words for line in message["text"].splitlines())


class Ledger(RuleBasedStateMachine):
    """Anything in any order; at the end everything is settled."""

    @initialize()
    def an_empty_house(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database(f"sqlite:///{self.folder.name}/koers.db")
        self.database.metadata.create_all(self.database.engine)
        self.house = House(self.database)
        self.house.slacks["T1"] = self.house.slack
        self.number = 0

        def seed(session: Session) -> None:
            session.add(Workspace(workspace_id="T1", name="N", created_at=NOW))
            session.flush()
            session.add_all(
                Person(workspace_id="T1", id=f"p{n}", name=f"P{n}", slack_user_id=f"U{n}", created_at=NOW)
                for n in range(3)
            )

        self.database.write(seed)

    @rule(who=st.integers(0, 2), kind=st.sampled_from(["reply:x", "news"]), plain=st.booleans())
    def put(self, who: int, kind: str, plain: bool) -> None:
        self.number += 1
        message = Message(f"hello {self.number}", [{"type": "data_table"}], [] if plain else None)
        self.house.put(f"p{who}", f"{self.number}", cadence=kind, message=message, useful_for=timedelta(days=3))

    @rule(faults=st.lists(FAULTS, max_size=4))
    def tick(self, faults: list[str]) -> None:
        self.house.slack.faults.clear()
        self.house.slack.faults.extend(faults)
        with contextlib.suppress(Crashed):
            asyncio.run(self.house.tick())

    @rule(minutes=st.integers(1, 300))
    def time_passes(self, minutes: int) -> None:
        self.house.later(minutes=minutes)

    @rule(error=st.sampled_from(["", "", "missing_scope", "ratelimited"]))
    def history(self, error: str) -> None:
        self.house.slack.history_fault = error

    @invariant()
    def nothing_is_there_twice(self) -> None:
        if hasattr(self, "house"):
            delivered = self.house.slack.delivered
            assert len(delivered) == len(set(delivered))
            for number in range(1, self.number + 1):
                assert sum(says(message, f"hello {number}") for message in self.house.slack.messages) <= 1

    @invariant()
    def what_is_sent_is_there(self) -> None:
        if hasattr(self, "house"):
            there = {m["metadata"]["event_payload"]["id"]: m["ts"] for m in self.house.slack.messages}
            for row in self.house.rows():
                if row.state in IN_SLACK:
                    assert row.ts == there[row.comes_with or row.id]
                elif row.state in (DeliveryState.FAILED, DeliveryState.EXPIRED):
                    assert (row.comes_with or row.id) not in there
                    assert row.error

    def teardown(self) -> None:
        if not hasattr(self, "house"):
            return
        self.house.slack.faults.clear()
        self.house.slack.history_fault = ""
        for _ in range(30):
            asyncio.run(self.house.later(hours=1).tick())
        for _ in range(40):  # seven hours on: every hour of the day comes by
            asyncio.run(self.house.later(hours=7).tick())
        assert {row.state for row in self.house.rows()} <= OVER
        self.nothing_is_there_twice()
        self.what_is_sent_is_there()
        self.database.close()
        self.folder.cleanup()


TestLedger = Ledger.TestCase
TestLedger.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
