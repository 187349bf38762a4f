"""10,000 reps who all want to be asked at half past four, planned in one tick.

The baseline in the same run: as many rows written into the ledger by one plain insert of many.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import TypeVar

from sqlalchemy import delete, insert
from sqlmodel import Session

from jobs.cadence import Window
from jobs.delivering.apart import who_is_due
from jobs.prompts.nudges import CADENCES
from models.activity.records import Activity
from models.database import Database, new_id
from models.delivery.planning import not_yet_planned, plan
from models.delivery.records import Delivery, DeliveryPreference
from models.migrations import migrate
from models.team.records import Person
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from tests.bench.result import Result

T = TypeVar("T")

PEOPLE = 10_000
ROUNDS = 3
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 12, 15, 31, tzinfo=UTC)
"""A Thursday, one minute after half past four in Amsterdam."""
ZONES = ("Europe/Amsterdam", "Europe/Brussels")
[DAY] = [cadence for cadence in CADENCES if cadence.key == "nudge.day"]


def measure() -> Iterator[Result]:
    """Planning all of them, and asking again a minute later, when nobody is due any more."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/nudges.db")
        migrate(database)
        database.write(_company)
        plain: list[float] = []
        planned: list[float] = []
        again: list[float] = []
        for _ in range(ROUNDS):
            plain.append(_seconds(lambda: database.write(_plainly)))
            database.write(_emptied)
            planned.append(_seconds(lambda: database.write(_tick)))
            again.append(_seconds(lambda: database.read(_who)))
            database.write(_emptied)
        database.close()
    base = median(plain)
    for name, seconds, promise in (
        ("10,000 nudges planned", median(planned), 8),
        ("the tick after it", median(again), 6),
    ):
        details = f"({seconds * 1000:.0f} ms; the insert {base * 1000:.0f} ms)"
        yield Result(
            f"{name} / one insert of 10,000 rows", seconds / base, "×", promise, at_least=False, details=details
        )


def _tick(session: Session) -> None:
    new = _who(session)
    assert len(new) == PEOPLE * 9 // 10, "one in ten has logged something"
    plan(session, "T1", DAY.key, new, DAY.useful_for, NOW)


def _who(session: Session) -> list:  # type: ignore[type-arg]
    window = Window(session, workspace_of(session, "T1"), NOW - timedelta(hours=26), NOW)
    found, _ = who_is_due(DAY, window)
    return not_yet_planned(session, "T1", DAY.key, found)


def _plainly(session: Session) -> None:
    rows = [
        {
            "workspace_id": "T1",
            "id": new_id(),
            "recipient": f"p{n:05}",
            "cadence": DAY.key,
            "slot": "2026-11-12",
            "due_at": NOW,
            "expires_at": NOW,
            "about": {},
            "created_at": NOW,
        }
        for n in range(PEOPLE)
    ]
    session.execute(insert(Delivery), rows)


def _emptied(session: Session) -> None:
    session.execute(delete(Delivery))


def _company(session: Session) -> None:
    session.add(Workspace(workspace_id="T1", name="Bench", created_at=LONG_AGO))
    session.flush()
    people = [
        {
            "workspace_id": "T1",
            "id": f"p{n:05}",
            "name": f"Person {n}",
            "slack_user_id": f"U{n}",
            "zone": ZONES[n % 2],
            "created_at": LONG_AGO,
            "is_rep": True,
        }
        for n in range(PEOPLE)
    ]
    session.execute(insert(Person), people)
    wishes = [{"workspace_id": "T1", "id": new_id(), "person_id": one["id"], "cadence": "day"} for one in people]
    session.execute(insert(DeliveryPreference), wishes)
    logged = [
        {
            "workspace_id": "T1",
            "id": f"a{n}",
            "person_id": f"p{n:05}",
            "kind": "call",
            "happened_on": date(2026, 11, 12),
            "created_at": NOW,
        }
        for n in range(0, PEOPLE, 10)
    ]
    session.execute(insert(Activity), logged)


def _seconds(work: Callable[[], T]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start
