"""The fixed cast, on the database that the run was asked for.

`KOERS_TEST_DATABASE=postgres` runs everything against PostgreSQL; SQLite otherwise.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Insert, Table, insert, inspect, make_url
from sqlmodel import Session, SQLModel

import models.every_table  # noqa: F401 - the tables must be known before they are created
from handlers.door.request import Request
from models.acting import Acting
from models.database import Database, new_id
from models.prepared import attached, built
from models.row_security import serving
from models.team.records import Person, Team
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets
from tests.statements import note_statements, noted_for

NOW = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
"""A Thursday, 11:00 in Amsterdam."""
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
"""Since then the cast is in Koers."""
SECRETS = Secrets(["the key of the tests, and of nothing else"])


IN_FULL = os.environ.get("KOERS_TEST_ALL") == "1"
A_WHILE = 60
"""Seconds. A file that takes this long is for full runs, so that `make test` is done within three minutes."""
ON_POSTGRES = os.environ.get("KOERS_TEST_DATABASE") in ("postgres", "walled")
BEHIND_THE_WALL = os.environ.get("KOERS_TEST_DATABASE") == "walled"
"""On PostgreSQL with row-level security: what the bot does is done as its own role, what a test does as the owner."""
MEMORY = Path("/dev/shm")
ENOUGH = 2 << 30
"""Bytes. A run fills some hundred megabytes; a container may have 64 in all."""


def pytest_configure() -> None:
    """Temporary files stand in memory where there is room: each commit waits for the disk, and no test pulls the plug.

    What is imported until the tests begin all stays: the garbage collector finds nothing in it.
    """
    gc.disable()
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("TMPDIR", str(MEMORY))
        tempfile.tempdir = None  # it is looked up again


def pytest_collection_finish() -> None:
    """What has been imported stays: the garbage collector need not look through it again in each of thousands of tests."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: browsers, bots and people wait for each other more than they compute."""
    return (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The files that take longest come first, so that none of them runs on alone at the end; the longest in full runs only.

    On PostgreSQL only what touches the database stays: the rest has just been proven, and would be the same.
    """
    if ON_POSTGRES:
        touches = [
            item
            for item in items
            if "database" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("once")
        ]
        config.hook.pytest_deselected(items=list(set(items) - set(touches)))
        items[:] = touches
    items.sort(key=_seconds, reverse=True)
    if not IN_FULL:
        later = pytest.mark.skip(reason="takes a minute or more: KOERS_TEST_ALL=1 runs it too")
        for item in items:
            if _seconds(item) >= A_WHILE:
                item.add_marker(later)


def _seconds(item: pytest.Item) -> float:
    """What the file of this test says of itself."""
    of_file = item.getparent(pytest.Module)
    mark = of_file.get_closest_marker("long") if of_file else None
    return mark.kwargs["seconds"] if mark else 0


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One empty database for the run."""
    if BEHIND_THE_WALL:
        from tests.postgres import walled_postgres

        with walled_postgres() as walls:
            yield walls.owner
    elif ON_POSTGRES:
        from tests.postgres import running_postgres

        with running_postgres() as url:
            yield url
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('database')}/koers.db"


@pytest.fixture(scope="session")
def _tables(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    if database.is_sqlite:
        note_statements(database.engine)
    database.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture(scope="session")
def _as_the_bot(_tables: Database) -> Iterator[Database]:
    """The same database as the bot has it."""
    if not BEHIND_THE_WALL:
        yield _tables
        return
    url = make_url(_tables.url).set(username="koers_bot").render_as_string(hide_password=False)
    database = Database(url, row_security=True)
    yield database
    database.close()


@pytest.fixture
def database(_tables: Database, _as_the_bot: Database, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The database with all tables, emptied after the test."""
    with noted_for(request.node), serving("T1") if BEHIND_THE_WALL else nullcontext():
        yield _as_the_bot
    _empty(_tables)


def _empty(database: Database) -> None:
    # A TRUNCATE of all tables makes new files for each of them on PostgreSQL, and takes a hundred times as long.
    line = database.engine.raw_connection()
    cursor: Any = line.cursor()
    if database.is_sqlite:
        cursor.execute(
            "PRAGMA foreign_keys=OFF"
        )  # else each row that goes is looked for in the tables that point at it
        cursor.execute("BEGIN")
    for (name,) in cursor.execute(_which_are_filled()).fetchall():
        cursor.execute(f"DELETE FROM {name}")
    line.commit()
    if database.is_sqlite:
        cursor.execute("PRAGMA foreign_keys=ON")
    line.close()


@cache
def _which_are_filled() -> str:
    """Asks for the names of the tables with something in them, those that point at others first."""
    names = [f'"{table.name}"' for table in reversed(Database.metadata.sorted_tables)]
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names)


@pytest.fixture
def session(_tables: Database, database: Database) -> Iterator[Session]:
    """A session in a transaction that the test may commit or leave."""
    with Session(_tables.engine, expire_on_commit=False) as session:
        yield session


@dataclass
class Cast:
    """The company of the tests: Anna the rep, Bram her colleague, Carla their manager, Dirk the leader and admin.

    `rival` is somebody in a second workspace, whose data must never show.
    """

    workspace: Workspace
    team: Team
    anna: Person
    bram: Person
    carla: Person
    dirk: Person
    rival: Person


@pytest.fixture
def cast(session: Session) -> Cast:
    """The fixed cast, stored."""
    usual = _usual(Workspace)
    workspace = built(Workspace, {**usual, "workspace_id": "T1", "name": "Noordzee Systems", "created_at": NOW})
    other = built(Workspace, {**usual, "workspace_id": "T2", "name": "Zuiderzee", "created_at": NOW})
    team = built(Team, {**_usual(Team), "id": new_id(), "workspace_id": "T1", "name": "North"})

    def person(name: str, **more: object) -> Person:
        values: dict[str, object] = {
            "workspace_id": "T1",
            "name": name,
            "slack_user_id": f"U{name.split()[0].upper()}",
            "email": f"{name.split()[0].lower()}@example.com",
            "zone": "Europe/Amsterdam",
            "language": "en",
            "team_id": team.id,
            "sales_role": "account",
            "created_at": LONG_AGO,
        }
        return built(Person, {**_usual(Person), "id": new_id(), **values, **more})

    dirk = person("Dirk Visser", is_rep=False, is_leader=True, is_admin=True, team_id=None, sales_role=None)
    carla = person("Carla Mulder", is_rep=False, manager_id=dirk.id, sales_role=None)
    anna = person("Anna de Vries", manager_id=carla.id)
    bram = person("Bram Bakker", manager_id=carla.id, language="nl")
    rival = person("Rita Rival", workspace_id="T2", team_id=None, slack_user_id="URITA")
    for records in ([workspace, other], [team], [dirk, carla, anna, bram, rival]):
        store(session, records)
    session.commit()
    return Cast(workspace, team, anna, bram, carla, dirk, rival)


def store(session: Session, records: Sequence[SQLModel]) -> None:
    """Inserts new records of one table as they are, and has the session know them as stored.

    Thousands of tests begin here, and the session takes longer: it finds out what must come before what.
    """
    table = inspect(type(records[0]))
    names = table.columns.keys()
    rows = [{name: getattr(record, name) for name in names} for record in records]
    session.connection().execute(_insert(table.local_table), rows)
    for record in records:
        attached(session, record)


def _usual(table: type[SQLModel]) -> dict[str, Any]:
    """The defaults of its columns, which the constructor takes longer to find than all the rest of it."""
    usual = {column: getattr(_bare(table), column) for column in table.model_fields}
    return {column: copy(value) if isinstance(value, dict | list) else value for column, value in usual.items()}


@cache
def _bare(table: type[SQLModel]) -> SQLModel:
    return table()


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


@pytest.fixture
def joris(session: Session, cast: Cast) -> Person:
    """Joris, a manager beside Carla, of nobody yet."""
    about = {"zone": "Europe/Amsterdam", "language": "en", "is_rep": False, "manager_id": cast.dirk.id}
    joris = Person(workspace_id="T1", name="Joris Claes", slack_user_id="UJORIS", created_at=NOW, **about)
    session.add(joris)
    session.flush()
    return joris


@pytest.fixture
def request_of(session: Session, cast: Cast) -> Callable[..., Request]:
    """`request_of(cast.anna)`: what that person asks of the bot, now or at `now`."""

    def at_the_door(person: Person, now: datetime = NOW, channel_id: str = "C1", message: str = "") -> Request:
        return Request(session, cast.workspace, person, now, SECRETS, channel_id, message)

    return at_the_door


def acting(session: Session, person: Person, now: datetime = NOW, today: date | None = None) -> Acting:
    """`person` doing something at `now`; `today` is the date where they are, unless a test says another."""
    workspace = workspace_of(session, person.workspace_id)
    zone = ZoneInfo(person.zone or workspace.zone)
    return Acting(session, workspace, person, now, today or now.astimezone(zone).date())


@pytest.fixture
def tmp_database(tmp_path: Path) -> Iterator[Database]:
    """A SQLite file of the test's own."""
    database = Database(f"sqlite:///{tmp_path}/koers.db")
    database.metadata.create_all(database.engine)
    yield database
    database.close()
