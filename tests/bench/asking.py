"""One question of a `/log`, asked three ways in turn: prepared, through SQLAlchemy's core, and through the ORM."""

import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

import models.every_table  # noqa: F401
from models.database import Database
from models.prepared import Prepared, fetch
from models.team.records import Person
from tests.bench.result import Result

ASKED = 200
"""Times in a row, of which the quickest of `ROUNDS` counts."""
ROUNDS = 25
WANTED = select(col(Person.id), col(Person.name)).where(
    col(Person.workspace_id) == bindparam("workspace"), col(Person.slack_user_id) == bindparam("user")
)
PREPARED = Prepared(WANTED)
VALUES = {"workspace": "T1", "user": "UANNA"}


def measure() -> Iterator[Result]:
    """What `models/prepared.py` is for: were it no quicker than the core, it could go."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/ask.db")
        database.metadata.create_all(database.engine)
        times = database.read(_times)
        database.close()
    details = ", ".join(f"{name} {seconds * 1e6:.0f} µs" for name, seconds in times.items())
    ratio = times["prepared"] / times["core"]
    yield Result(
        "a prepared question / the same through the core", ratio, "×", 0.5, at_least=False, details=f"({details})"
    )


def _times(session: Session) -> dict[str, float]:
    """Seconds of CPU for one question, each way."""
    ways: dict[str, Callable[[], Any]] = {
        "prepared": lambda: fetch(session, PREPARED, VALUES),
        "core": lambda: session.connection().execute(WANTED, VALUES).all(),
        "ORM": lambda: session.execute(WANTED, VALUES).all(),
    }
    quickest = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        for name, ask in ways.items():
            quickest[name] = min(quickest[name], _each(ask))
    return quickest


def _each(ask: Callable[[], Any]) -> float:
    start = time.thread_time()
    for _ in range(ASKED):
        ask()
    return (time.thread_time() - start) / ASKED
