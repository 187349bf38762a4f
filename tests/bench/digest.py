"""What the digests of a manager and of a leader cost the processor, beside a scorecard and a plain question, on the demo's year."""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

from sqlmodel import Session, select

import models.every_table  # noqa: F401
from messages.digest.company import to_leader
from messages.digest.weekly import to_manager
from models.database import Database
from models.demo.company import WORKSPACE_ID
from models.demo.history import seed
from models.digest.company_reading import company_week
from models.digest.reading import week_before, week_of_manager
from models.period import month_of
from models.scorecard.scope import scope_of_manager
from models.scorecard.scorecard import group_scorecard_of
from models.team.records import Person
from models.workspace.queries import workspace_of
from tests.bench.result import Result

NOW = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)
"""A Monday, 08:30 where the manager is."""
MANAGER, LEADER = "Carla Mulder", "Femke van Dijk"
ASKED = 20


def measure() -> Iterator[Result]:
    """The ratios of the medians of 25 runs each, in turn; and how often the database is asked for one digest."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/demo.db")
        database.metadata.create_all(database.engine)
        database.write(lambda session: seed(session, NOW.date()))
        spent: dict[str, list[float]] = {"digest": [], "scorecard": [], "leader": [], "question": []}
        for _ in range(25):
            spent["digest"].append(_seconds(database, of_manager))
            spent["scorecard"].append(_seconds(database, _scorecard))
            spent["leader"].append(_seconds(database, _digest_of_leader))
            spent["question"].append(_seconds(database, _questions) / ASKED)
        asked = _times_asked(database, of_manager)
        database.close()
    took = {what: median(seconds) * 1000 for what, seconds in spent.items()}
    for name, baseline, promise in (
        ("scorecard", "the scorecard of the team", 2.1),
        ("question", "a question through the ORM", 110),
    ):
        yield Result(
            f"a manager's digest / {baseline}",
            took["digest"] / took[name],
            "×",
            promise,
            at_least=False,
            details=f"({took['digest']:.1f} ms of the processor against {took[name]:.2f} ms)",
        )
    details = f"({took['leader']:.1f} ms of the processor)"
    ratio = took["leader"] / took["digest"]
    yield Result("a leader's digest / a manager's digest", ratio, "×", 5, at_least=False, details=details)
    yield Result("questions to the database for a manager's digest", asked, "", 45, at_least=False)


def of_manager(session: Session) -> object:
    """The words of one manager's week."""
    workspace, manager = workspace_of(session, WORKSPACE_ID), _manager(session)
    week = week_of_manager(session, workspace, manager, week_before(date(2026, 11, 30)), NOW)
    return to_manager("en", week)


def _digest_of_leader(session: Session) -> object:
    workspace, leader = workspace_of(session, WORKSPACE_ID), _named(session, LEADER)
    return to_leader("en", company_week(session, workspace, leader, week_before(date(2026, 11, 30)), NOW))


def _scorecard(session: Session) -> object:
    workspace = workspace_of(session, WORKSPACE_ID)
    scope = scope_of_manager(session, workspace, _manager(session))
    return group_scorecard_of(session, workspace, scope, month_of(NOW.date()), NOW)


def _questions(session: Session) -> object:
    """What no code of ours makes quicker: SQLAlchemy's own way of asking, built anew each time."""
    return [_manager(session) for _ in range(ASKED)]


def _manager(session: Session) -> Person:
    return _named(session, MANAGER)


def _named(session: Session, name: str) -> Person:
    return session.exec(select(Person).where(Person.name == name)).one()


def _times_asked(database: Database, work: Callable[[Session], Any]) -> int:
    """How many statements the driver of SQLite is given for it."""
    asked: list[str] = []

    def counted(session: Session) -> object:
        driver: Any = session.connection().connection.driver_connection
        driver.set_trace_callback(asked.append)
        work(session)
        driver.set_trace_callback(None)
        return True

    database.read(counted)
    return len(asked)


def _seconds(database: Database, work: Callable[[Session], Any]) -> float:
    """Of the processor's time: another process on the machine is no part of it."""
    start = time.process_time()
    assert database.read(work)
    return time.process_time() - start
