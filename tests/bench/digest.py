"""What a manager's digest costs the processor, beside the scorecard of the same team, on the demo's year."""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

from sqlmodel import Session, select

import models.every_table  # noqa: F401
from messages.digest.weekly import to_manager
from models.database import Database
from models.demo.company import WORKSPACE_ID
from models.demo.history import seed
from models.digest.reading import scope_of_manager, week_before, week_of_manager
from models.period import month_of
from models.scorecard.scorecard import group_scorecard_of
from models.team.records import Person
from models.workspace.queries import workspace_of
from tests.bench.result import Result

NOW = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)
"""A Monday, 08:30 where the manager is."""
MANAGER = "Carla Mulder"


def measure() -> Iterator[Result]:
    """The ratio of the medians of 25 runs each, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/demo.db")
        database.metadata.create_all(database.engine)
        database.write(lambda session: seed(session, NOW.date()))
        spent: dict[str, list[float]] = {"digest": [], "scorecard": []}
        for _ in range(25):
            spent["digest"].append(_seconds(database, _digest))
            spent["scorecard"].append(_seconds(database, _scorecard))
        database.close()
    digest, scorecard = (median(spent[what]) * 1000 for what in ("digest", "scorecard"))
    yield Result(
        "a manager's digest / the scorecard of the team",
        digest / scorecard,
        "×",
        2.5,
        at_least=False,
        details=f"({digest:.1f} ms of the processor against {scorecard:.1f} ms)",
    )


def _digest(session: Session) -> object:
    workspace, manager = workspace_of(session, WORKSPACE_ID), _manager(session)
    week = week_of_manager(session, workspace, manager, week_before(date(2026, 11, 30)), NOW)
    return to_manager("en", week)


def _scorecard(session: Session) -> object:
    workspace = workspace_of(session, WORKSPACE_ID)
    scope = scope_of_manager(session, workspace, _manager(session))
    return group_scorecard_of(session, workspace, scope, month_of(NOW.date()), NOW)


def _manager(session: Session) -> Person:
    return session.exec(select(Person).where(Person.name == MANAGER)).one()


def _seconds(database: Database, work: Callable[[Session], Any]) -> float:
    """Of the processor's time: another process on the machine is no part of it."""
    start = time.process_time()
    assert database.read(work)
    return time.process_time() - start
