"""A backup made while the bot writes is put back whole, on both databases; a move brings every row; each refusal is one."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url
from sqlmodel import Session

from models.accounts.records import Account
from models.activity.records import Activity
from models.database import Database
from models.migrations import migrate, revision_of
from models.private_notes.records import PrivateNote
from models.refusal import Refusal
from models.team.records import Person
from models.workspace import copying
from models.workspace.backup import copy_to
from models.workspace.copying import empty
from models.workspace.in_use import is_in_use
from models.workspace.moving import move
from models.workspace.records import Workspace
from models.workspace.restoring import restore
from tests.conftest import NOW

pytestmark = pytest.mark.long(seconds=15)
PAIRS = 40
KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from tests.postgres import running_postgres

    with running_postgres() as url:
        yield url


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with a workspace, a manager, and a rep whose row comes before theirs."""
    file = tmp_path_factory.mktemp("source") / "koers.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)

    def work(session: Session) -> None:
        session.add(Workspace(workspace_id="T1", name="Noordzee Systems", created_at=NOW))
        session.flush()
        session.add(Person(workspace_id="T1", id="z-carla", name="Carla", created_at=NOW))
        session.flush()
        session.add(Person(workspace_id="T1", id="a-anna", name="Anna – “é” 🙂", manager_id="z-carla", created_at=NOW))

    database.write(work)
    database.close()
    return file


@pytest.fixture
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without rows; its kind is the test's parameter."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/target.db"
        return
    url = request.getfixturevalue("server")
    yield url
    _emptied(url)


def _emptied(url: str) -> str:
    """Without rows; its tables stay, as it takes seconds to make them anew."""
    database = Database(url)
    with database.engine.begin() as connection:
        if inspect(connection).has_table("workspace"):
            empty(connection)
    database.close()
    return url


def without_rows(source: Path, file: Path) -> str:
    """The address of a SQLite database with tables alone."""
    file.write_bytes(source.read_bytes())
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("DELETE FROM delivery_round; DELETE FROM person; DELETE FROM workspace;")
    return f"sqlite:///{file}"


both = pytest.mark.parametrize("target", KINDS, indirect=True)


def copy_of(source: Path, folder: Path) -> Path:
    file = folder / "koers.db"
    file.write_bytes(source.read_bytes())
    return file


def write_pair(database: Database, at: int) -> None:
    """An account and an activity there, in one transaction."""

    def work(session: Session) -> None:
        session.add(Account(workspace_id="T1", id=f"account-{at}", name=f"Acme {at}", key=f"acme{at}", created_at=NOW))
        session.flush()
        activity = Activity(
            workspace_id="T1",
            id=f"activity-{at}",
            person_id="a-anna",
            account_id=f"account-{at}",
            kind="call",
            happened_on=NOW.date(),
            created_at=NOW,
        )
        session.add(activity)

    database.write(work)


def rows_of(url: str, question: str) -> list[tuple[object, ...]]:
    database = Database(url)
    with database.engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(question))]
    database.close()
    return found


@both
def test_a_backup_made_while_the_bot_writes_is_put_back_whole(source: Path, target: str, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{copy_of(source, tmp_path)}")
    begun = threading.Event()

    def write() -> None:
        for at in range(PAIRS):
            write_pair(database, at)
            begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    copied = copy_to(database, tmp_path / "copy.db")
    writer.join()
    database.close()

    restored = restore(tmp_path / "copy.db", target)
    assert sum(restored.values()) == copied
    accounts = {row[0] for row in rows_of(target, "SELECT id FROM account")}
    of_activities = {row[0] for row in rows_of(target, "SELECT account_id FROM activity")}
    assert accounts == of_activities, "one half of a transaction is in the backup"
    assert len(accounts) == restored["account"] >= 1
    # Anna stands before her manager in the table, and is hers afterwards.
    managers = rows_of(target, "SELECT id, name, manager_id FROM person ORDER BY id")
    assert managers == [("a-anna", "Anna – “é” 🙂", "z-carla"), ("z-carla", "Carla", None)]
    fresh = Database(target)
    with pytest.raises(Exception, match=r"(?i)foreign key"), fresh.engine.begin() as connection:  # still guarded
        connection.execute(text("UPDATE person SET manager_id = 'nobody' WHERE id = 'a-anna'"))
    fresh.close()


@both
def test_data_is_replaced_only_when_asked_and_then_all_of_it(source: Path, target: str, tmp_path: Path) -> None:
    backup = tmp_path / "copy.db"
    backup.write_bytes(source.read_bytes())
    restore(backup, target)
    later = Database(target)
    write_pair(later, 1)
    later.close()
    with pytest.raises(Refusal) as refused:
        restore(backup, target)
    assert refused.value.reason == "backup.has_data"
    assert rows_of(target, "SELECT id FROM account") == [("account-1",)]
    restored = restore(backup, target, replaces=True)
    assert (restored["person"], restored["account"]) == (2, 0)
    assert rows_of(target, "SELECT id FROM account") == []


@both
def test_nothing_is_put_back_while_the_bot_runs(source: Path, target: str, tmp_path: Path) -> None:
    running = Database(target)
    migrate(running)
    with running.engine.connect() as connection:  # a bot keeps its connections, also when nothing happens
        connection.execute(text("SELECT 1"))
        with pytest.raises(Refusal) as refused:
            restore(source, target, replaces=True)
    running.close()
    assert refused.value.reason == "backup.in_use"
    assert sum(restore(source, target).values()) == 4  # the workspace, two people, and when the clock looks


@both
def test_what_is_refused_does_not_bring_the_database_to_this_version(source: Path, target: str, tmp_path: Path) -> None:
    """Who refuses has changed nothing: the version before can still be started on it."""
    restore(source, target)
    database = Database(target)
    head = revision_of(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0041'"))
    database.close()
    elsewhere = Database(f"sqlite:///{copy_of(source, tmp_path)}")
    for attempt in (lambda: restore(source, target), lambda: move(elsewhere, target)):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.reason in ("backup.has_data", "backup.target_has_data")
        assert rows_of(target, "SELECT version_num FROM alembic_version") == [("0041",)]
    if target.startswith("sqlite"):
        assert copy_to(database, tmp_path / "older.db") == 4
        assert rows_of(f"sqlite:///{tmp_path}/older.db", "SELECT version_num FROM alembic_version") == [("0041",)]
    else:
        with pytest.raises(Refusal) as refused:
            copy_to(database, tmp_path / "older.db")
        assert refused.value.reason == "backup.is_of_another_version"
        assert not (tmp_path / "older.db").exists()
    assert rows_of(target, "SELECT version_num FROM alembic_version") == [("0041",)]
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head})
    database.close()
    elsewhere.close()


@both
def test_a_backup_is_one_file_whatever_a_broken_one_left(source: Path, target: str, tmp_path: Path) -> None:
    restore(source, target)
    database = Database(target)
    folder = tmp_path / "backups"
    folder.mkdir()
    # A backup that was killed leaves its file and the changes beside it, which are not those of the next one.
    with closing(sqlite3.connect(folder / "before.db")) as killed:
        killed.executescript("PRAGMA journal_mode=WAL; CREATE TABLE songs (name TEXT); INSERT INTO songs VALUES ('x');")
        for end in ("", "-wal", "-shm"):
            (folder / f"copy.db.part{end}").write_bytes((folder / f"before.db{end}").read_bytes())
    (folder / "before.db").unlink()
    assert copy_to(database, folder / "copy.db") == 4
    database.close()
    assert [path.name for path in folder.iterdir()] == ["copy.db"]
    # Bytes 18 and 19 of a SQLite file: 1 is a rollback journal, 2 a WAL (which needs two more files and a folder to write in).
    assert (folder / "copy.db").read_bytes()[18:20] == b"\x01\x01"
    folder.chmod(0o500)
    assert sum(restore(folder / "copy.db", f"sqlite:///{tmp_path}/again.db").values()) == 4
    folder.chmod(0o700)


@pytest.mark.postgres
def test_the_bot_behind_the_wall_is_seen_by_the_owner_and_who_watches_is_not() -> None:
    from tests.postgres import walled_postgres

    with walled_postgres() as urls:
        owner, bot = Database(urls.owner), Database(urls.bot)
        assert not is_in_use(owner)
        with bot.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            assert is_in_use(owner)
        bot.close()
        watching = Database(make_url(urls.owner).set(username="postgres").render_as_string(False))
        with watching.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            assert not is_in_use(owner)
        watching.close()
        owner.close()


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _words(file: Path) -> None:
    file.write_text("name,email\nAnna,anna@example.com\n" * 50, encoding="utf-8")


def _other_database(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
        connection.commit()


def _page_overwritten(file: Path) -> None:
    with file.open("r+b") as raw:
        raw.seek(4096 * 3)
        raw.write(os.urandom(4096 * 4))


def _cut_off(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _points_nowhere(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE person SET manager_id = 'nobody' WHERE id = 'a-anna'")
        connection.commit()


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (Path.unlink, "no_such_file"),
        (_empty, "is_no_backup"),
        (_words, "is_no_backup"),
        (_other_database, "is_no_backup"),
        (_page_overwritten, "is_damaged"),
        (_cut_off, "is_damaged"),
        (_points_nowhere, "is_damaged"),
        (_newer, "is_newer"),
    ],
)
def test_what_is_no_whole_backup_is_refused_and_nothing_is_made(
    source: Path, tmp_path: Path, spoil: object, reason: str
) -> None:
    file = copy_of(source, tmp_path)
    spoil(file)  # type: ignore[operator]
    with pytest.raises(Refusal) as refused:
        restore(file, f"sqlite:///{tmp_path}/new/target.db")
    assert refused.value.reason == f"backup.{reason}"
    assert not (tmp_path / "new").exists()


def test_the_database_is_not_restored_from_itself(source: Path) -> None:
    with pytest.raises(Refusal) as refused:
        restore(source, f"sqlite:///{source}", replaces=True)
    assert refused.value.reason == "backup.is_the_database"


def test_a_damaged_database_is_replaced_and_what_lay_beside_it_goes(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.db"
    _words(target)
    for path in (target.with_name("target.db-wal"), target.with_name("target.db-shm")):
        path.write_bytes(b"of the old file")
    with pytest.raises(Refusal) as refused:
        restore(source, f"sqlite:///{target}")
    assert refused.value.reason == "backup.has_data"
    restore(source, f"sqlite:///{target}", replaces=True)
    assert rows_of(f"sqlite:///{target}", "SELECT count(*) FROM person") == [(2,)]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("koers-restore")] == []


def test_a_backup_that_is_broken_off_leaves_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(f"sqlite:///{source}")
    with monkeypatch.context() as patched:
        patched.setattr("models.workspace.backup._count", lambda _file: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            copy_to(database, tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []
    assert copy_to(database, tmp_path / "copy.db") == 4
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]
    database.close()


def test_a_process_that_has_imported_nothing_else_knows_all_tables() -> None:
    """A backup of none of them would look like one of an empty database."""
    asked = "from models.workspace.copying import tables; print(len(tables()))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, timeout=60, check=True)
    assert int(done.stdout) == len(copying.tables()) == len(Database.metadata.tables)


def test_no_table_counts_its_own_rows() -> None:
    """So there is no sequence that a copy would have to set."""
    assert [table.name for table in Database.metadata.sorted_tables if table.autoincrement_column is not None] == []


@pytest.mark.postgres
def test_a_move_to_postgresql_and_back_brings_every_row_in_pages(
    server: str, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGE", 7)
    here = Database(f"sqlite:///{copy_of(source, tmp_path)}")
    for at in range(20):  # three pages of accounts, the last of which is not full
        write_pair(here, at)

    def odd(session: Session) -> None:
        activity = session.get_one(Activity, ("T1", "activity-3"))
        activity.note = "before\0after"  # PostgreSQL has no NUL in a text
        session.add(activity)
        who = {"workspace_id": "T1", "author_id": "z-carla", "about_id": "a-anna"}
        session.add(PrivateNote(**who, sealed="gAAAAsealed", written_at=NOW))

    here.write(odd)
    told: dict[str, int] = {}
    moved = move(here, server, lambda table, rows: told.update({table: rows}))
    assert (moved["account"], moved["activity"], moved["person"]) == (20, 20, 2)
    assert moved == told
    assert rows_of(server, "SELECT note FROM activity WHERE id = 'activity-3'") == [("beforeafter",)]

    with pytest.raises(Refusal) as refused:
        move(here, server)
    assert refused.value.reason == "backup.target_has_data"
    here.close()

    there = Database(server)
    back = without_rows(source, tmp_path / "back.db")
    assert move(there, back) == moved
    there.close()
    kept = [f"sqlite:///{tmp_path}/koers.db", back]
    for table in ("workspace", "person", "account"):
        first, second = (rows_of(url, f"SELECT * FROM {table} ORDER BY 1, 2") for url in kept)
        assert json.dumps(first, default=str) == json.dumps(second, default=str)
    _emptied(server)


@pytest.mark.parametrize("target", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_what_does_not_fit_into_postgresql_is_told_and_nothing_is_kept(
    source: Path, target: str, tmp_path: Path
) -> None:
    here = Database(f"sqlite:///{copy_of(source, tmp_path)}")
    with here.engine.begin() as connection:  # SQLite does not hold a text to its length
        connection.execute(text("UPDATE workspace SET currency = :word"), {"word": "x" * 5_000})
    with pytest.raises(Refusal) as refused:
        move(here, target)
    here.close()
    assert (refused.value.reason, refused.value.values["table"]) == ("backup.does_not_fit", "workspace")
    assert "xxx" not in str(refused.value.values)
    assert rows_of(target, "SELECT count(*) FROM workspace") == [(0,)]


def test_nobody_moves_while_the_bot_runs_nor_into_the_same(source: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{copy_of(source, tmp_path)}"
    running, other = Database(url), Database(url)
    with pytest.raises(Refusal) as refused:
        move(other, url)
    assert refused.value.reason == "backup.same_database"
    with running.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(Refusal) as refused:
            move(other, f"sqlite:///{tmp_path}/new.db")
    assert refused.value.reason == "backup.in_use"
    assert not (tmp_path / "new.db").exists()
    running.close()
    other.close()


def test_whoever_writes_meanwhile_waits(source: Path, tmp_path: Path) -> None:
    """What a bot that is started too early would store is not lost on the way."""
    file = copy_of(source, tmp_path)
    here = Database(f"sqlite:///{file}")
    busy: list[str] = []

    def told(_table: str, _rows: int) -> None:
        with closing(sqlite3.connect(file, timeout=0)) as other:
            try:
                other.execute("UPDATE workspace SET name = 'Zuiderzee'")
            except sqlite3.OperationalError as error:
                busy.append(str(error))

    move(here, without_rows(source, tmp_path / "new.db"), told)
    here.close()
    assert set(busy) == {"database is locked"}
    assert make_url(here.url).database == str(file)
