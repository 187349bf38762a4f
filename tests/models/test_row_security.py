"""Whoever forgets a WHERE on PostgreSQL sees nothing of another workspace, and writes nothing there."""

import asyncio
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, make_url, text, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from models.database import Database
from models.migrations import NotOwnerError, is_up_to_date, migrate
from models.prepared import WroteWhileReadingError
from models.row_security import OUTSIDE, NotServingError, put_up, serving, trouble
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import NOW
from tests.postgres import Walled, walled_postgres

NAMES = select(Person.name).order_by(Person.name)
"""The WHERE is forgotten on purpose."""


@pytest.fixture(scope="module")
def walls() -> Iterator[Walled]:
    with walled_postgres() as walls:
        yield walls


@pytest.fixture(scope="module")
def owner(walls: Walled) -> Iterator[Database]:
    owner = Database(walls.owner)
    owner.write(fill)
    yield owner
    owner.close()


@pytest.fixture
def bot(owner: Database, walls: Walled) -> Iterator[Database]:
    """The database as the bot has it, in which Anna is in T1 and Rita in T2."""
    bot = Database(walls.bot, row_security=True)
    yield bot
    bot.close()


def fill(session: Session) -> None:
    for workspace_id, name in (("T1", "Anna"), ("T2", "Rita")):
        session.add(Workspace(workspace_id=workspace_id, created_at=NOW))
        session.flush()
        session.add(person(workspace_id, name))


def person(workspace_id: str, name: str) -> Person:
    return Person(workspace_id=workspace_id, name=name, slack_user_id=f"U{name.upper()}", created_at=NOW)


def names(session: Session) -> list[str]:
    return list(session.exec(NAMES))


def test_who_forgets_a_where_sees_their_own_workspace_alone(owner: Database, bot: Database) -> None:
    seen = {}
    for workspace_id in ("T1", "T2", "T3"):
        with serving(workspace_id):
            seen[workspace_id] = (bot.read(names), bot.write(names))
    assert seen == {"T1": (["Anna"],) * 2, "T2": (["Rita"],) * 2, "T3": ([],) * 2}
    assert owner.read(names) == ["Anna", "Rita"], "the first wall alone: whoever forgets it there sees both"


def moved(session: Session) -> None:
    session.exec(select(Person)).one().workspace_id = "T2"
    session.flush()


WRITES: dict[str, Callable[[Session], Any]] = {
    "a row is added": lambda session: session.add(person("T2", "Rob")),
    "rows are added at once": lambda session: session.execute(
        Person.__table__.insert(),  # type: ignore[attr-defined]
        [person("T2", "Rob").model_dump(), person("T2", "Ria").model_dump()],
    ),
    "a row is moved there": moved,
    "all rows are moved there": lambda session: session.execute(update(Person).values(workspace_id="T2")),
}


@pytest.mark.parametrize("what", WRITES)
def test_a_row_of_another_workspace_is_refused_when(owner: Database, bot: Database, what: str) -> None:
    with serving("T1"), pytest.raises(DBAPIError, match=r"row-level security|violates foreign key"):
        bot.write(WRITES[what])
    assert owner.read(names) == ["Anna", "Rita"]


def test_who_changes_or_deletes_everything_reaches_their_own_rows_alone(owner: Database, bot: Database) -> None:
    def mailed(session: Session, to: str | None) -> int:
        return session.execute(update(Person).values(email=to)).rowcount  # type: ignore[attr-defined,no-any-return]

    def mails(session: Session) -> list[str | None]:
        return list(session.exec(select(Person.email).order_by(Person.name)))

    with serving("T1"):
        assert bot.write(lambda session: mailed(session, "x@example.com")) == 1
    assert owner.read(mails) == ["x@example.com", None]
    with serving("T3"):
        assert bot.write(lambda session: session.execute(delete(Person)).rowcount) == 0  # type: ignore[attr-defined]
    owner.write(lambda session: mailed(session, None))


def test_over_all_workspaces_is_for_questions(owner: Database, bot: Database, walls: Walled) -> None:
    assert bot.read_over_all(names) == ["Anna", "Rita"]
    with pytest.raises(WroteWhileReadingError):
        bot.read_over_all(lambda session: session.execute(delete(Person)))
    with bot.engine.begin() as connection:  # past all that the code refuses
        connection.execute(text("SELECT set_config('koers.workspace', '*', true)"))
        assert connection.execute(text("SELECT count(*) FROM person")).scalar_one() == 2
        assert connection.execute(text("DELETE FROM person")).rowcount == 0
        assert connection.execute(text("UPDATE person SET name = 'x'")).rowcount == 0
        assert connection.execute(text("SELECT 1 FROM person FOR UPDATE")).all() == []
    assert owner.read(names) == ["Anna", "Rita"]


def test_who_has_not_said_whom_they_serve_is_told_and_sees_nothing(owner: Database, bot: Database) -> None:
    for ask in (bot.read, bot.write):
        with pytest.raises(NotServingError, match="serving"):
            ask(names)
    with bot.engine.connect() as connection:
        assert connection.execute(NAMES).all() == []
    assert Database("sqlite://", row_security=True).read(lambda session: 1) == 1, "SQLite has no such wall"


def test_nothing_stays_on_a_connection(owner: Database, walls: Walled) -> None:
    """Also after a mistake, and after a savepoint that was taken back: the next one to get it starts with nothing."""
    bot = Database(walls.bot, row_security=True)
    only = bot.engine.pool
    with serving("T1"):
        assert bot.read(names) == ["Anna"]
        with pytest.raises(ZeroDivisionError):
            bot.write(lambda session: 1 / 0)
    with bot.engine.connect() as connection:
        assert only.checkedin() == 0, "it is the connection that the others had"  # type: ignore[attr-defined]
        assert connection.execute(NAMES).all() == []

    def after_a_savepoint(session: Session) -> list[str]:
        savepoint = session.begin_nested()
        session.add(person("T2", "Rob"))
        savepoint.rollback()
        return names(session)

    with serving("T2"):
        assert bot.write(after_a_savepoint) == ["Rita"]
    bot.close()


async def test_tasks_and_threads_serve_whom_they_were_begun_for(owner: Database, bot: Database) -> None:
    async def ask(workspace_id: str) -> list[str]:
        with serving(workspace_id):
            await asyncio.sleep(0)
            return await asyncio.to_thread(bot.read, names)

    seen = await asyncio.gather(*(ask(workspace_id) for workspace_id in ("T1", "T2") * 20))
    assert seen == [["Anna"], ["Rita"]] * 20


def test_every_table_but_those_of_the_installation_is_behind_the_wall(owner: Database) -> None:
    asked = text("SELECT tablename, policyname FROM pg_policies ORDER BY tablename, policyname")
    with owner.engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(asked)]
        tables = set(connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars())
    expected = sorted(tables - set(OUTSIDE))
    assert found == [(table, policy) for table in expected for policy in ("koers_over_all", "koers_own")]
    assert {table.name for table in Database.metadata.sorted_tables} == set(expected)
    assert OUTSIDE == ("alembic_version",)


def test_a_table_without_a_policy_is_seen_before_anything_is_served(owner: Database, bot: Database) -> None:
    with owner.engine.begin() as connection:
        connection.execute(text("CREATE TABLE forgotten (workspace_id varchar, id varchar)"))
    try:
        with bot.engine.connect() as connection:
            assert trouble(connection, is_wanted=True) == (
                "KOERS_ROW_SECURITY is on, but forgotten has no policy. As the owner: python bot.py migrate."
            )
        migrate(owner)
        with bot.engine.connect() as connection:
            assert trouble(connection, is_wanted=True) is None
        with owner.engine.begin() as connection:
            assert put_up(connection) == [], "what stands is left alone"
    finally:
        with owner.engine.begin() as connection:
            connection.execute(text("DROP TABLE forgotten"))


def test_a_role_that_passes_the_wall_or_is_held_by_it_unasked_is_told(owner: Database, bot: Database) -> None:
    with owner.engine.connect() as owners, bot.engine.connect() as bots:
        assert trouble(owners, is_wanted=False) is None
        assert trouble(bots, is_wanted=True) is None
        passes, held = trouble(owners, is_wanted=True), trouble(bots, is_wanted=False)
    assert passes is not None
    assert passes.startswith("KOERS_ROW_SECURITY is on, but koers passes it")
    assert held == "koers_bot is held by row-level security and would see nothing. Set KOERS_ROW_SECURITY=true."


def test_the_bot_changes_no_table(owner: Database, bot: Database) -> None:
    migrate(bot)  # nothing is missing
    with owner.engine.begin() as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = '0039'"))
    try:
        assert not is_up_to_date(bot)
        with pytest.raises(NotOwnerError, match=r"koers_bot may not change the tables.*owner's DATABASE_URL"):
            migrate(bot)
    finally:
        with owner.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


PGBOUNCER = """
[databases]
koers = host={host} user=koers_bot
[pgbouncer]
pool_mode = transaction
default_pool_size = 1
unix_socket_dir = {folder}
listen_port = 6432
auth_type = any
logfile = {folder}/pgbouncer.log
ignore_startup_parameters = extra_float_digits
"""


@pytest.fixture
def pgbouncer(walls: Walled) -> Iterator[str]:
    """The bot's URL through a pgbouncer that has one connection for everybody."""
    program = shutil.which("pgbouncer")
    if program is None:
        pytest.skip("pgbouncer is not installed")
    url = make_url(walls.bot)
    with tempfile.TemporaryDirectory(prefix="koers-pgbouncer-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        settings = folder / "pgbouncer.ini"
        settings.write_text(PGBOUNCER.format(host=url.query["host"], folder=folder))
        who = {"user": Path(str(url.query["host"])).owner()} if os.geteuid() == 0 else {}  # it refuses to run as root
        process = subprocess.Popen([program, settings], **who, stderr=subprocess.DEVNULL)  # type: ignore[call-overload]
        while not (folder / ".s.PGSQL.6432").exists() and process.poll() is None:
            time.sleep(0.02)
        yield url.set(query={"host": name, "port": "6432"}).render_as_string(hide_password=False)
        process.terminate()
        process.wait()


def test_through_pgbouncer_in_transaction_mode(owner: Database, pgbouncer: str) -> None:
    """Two processes share one connection of the server, and each statement comes often enough to be prepared."""
    processes = [Database(pgbouncer, row_security=True, is_pooled=True) for _ in range(2)]
    for _ in range(20):  # commits: a rollback makes psycopg drop what it has prepared
        for bot, workspace_id, expected in zip(processes, ("T1", "T2"), (["Anna"], ["Rita"]), strict=True):
            with serving(workspace_id):
                assert bot.write(names) == expected
    for bot in processes:
        assert bot.read_over_all(names) == ["Anna", "Rita"]
        with bot.engine.connect() as connection:
            assert connection.execute(NAMES).all() == []
    for bot in processes:
        bot.close()
