"""What makes a process useless is said: a wrong key, a database that is gone, damaged or not to be written."""

import errno
import json
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import Session, select

from handlers.program import health
from handlers.program.doctor import _last_tick
from handlers.program.health import Health, health_of, key_trouble
from handlers.program.http import Http
from handlers.program.serving import House
from handlers.program.settings import Settings
from handlers.program.terminal import clear_line
from models.database import Database
from models.delivery.records import DeliveryRound
from models.migrations import migrate
from models.workspace.backup import copy_to
from models.workspace.records import Installation, Workspace
from models.workspace.secrets import SecretError, Secrets
from tests.conftest import NOW

pytestmark = pytest.mark.once
RIGHT, WRONG = Secrets(["the right key of the house"]), Secrets(["another key of the house"])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database of one installed workspace whose clock ticked at `NOW`."""
    file = tmp_path_factory.mktemp("health") / "koers.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)

    def fill(session: Session) -> None:
        session.add(Workspace(workspace_id="T1", name="Acme", created_at=NOW))
        session.flush()
        token = RIGHT.seal("T1", "installation.bot_token", "xoxb-1")
        session.add(Installation(workspace_id="T1", bot_token=token, bot_user_id="B", installed_at=NOW))
        session.add(DeliveryRound(workspace_id="T1", ticked_at=NOW))

    database.write(fill)
    database.close()
    return file


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "koers.db"))


def test_all_is_well(file: Path) -> None:
    found = health_of(Database(f"sqlite:///{file}"), RIGHT, NOW + timedelta(seconds=40))
    assert (found.problem, found.ticked_ago) == (None, 40.0)
    assert found.free_disk


async def test_a_wrong_key_is_said_by_readyz_and_ends_a_tick(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    answered: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        answered.append(message)

    http = Http(None, lambda: health_of(database, WRONG, NOW), signing_secret="")  # type: ignore[arg-type]
    await http({"type": "http", "method": "GET", "path": "/readyz", "headers": []}, None, send)  # type: ignore[arg-type]
    assert answered[0]["status"] == 503
    problem = json.loads(answered[1]["body"])["problem"]
    assert f"installation.bot_token was sealed with key {RIGHT.newest}" in problem
    settings = Settings(
        koers_secret_key="another key of the house", database_url=f"sqlite:///{file}", slack_bot_token="xoxb-1"
    )
    house = House(settings, [], now=lambda: NOW)
    with pytest.raises(SecretError, match="KOERS_SECRET_KEY is not the right one") as ended:
        await house.tick(None)  # type: ignore[arg-type]
    assert clear_line(ended.value) == str(ended.value), "one line, and exit status 1"


def test_the_key_may_be_any_of_the_list(file: Path) -> None:
    both = Secrets(["another key of the house", "the right key of the house"])
    assert key_trouble(Database(f"sqlite:///{file}"), both) is None


def test_a_file_that_is_taken_away_is_noticed_and_never_made_anew(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    assert health_of(database, RIGHT, NOW).problem is None
    database.close()
    file.unlink()
    assert "is gone" in str(health_of(database, RIGHT, NOW).problem)
    with pytest.raises(OperationalError, match="is gone") as refused:
        database.read(lambda session: session.get(Workspace, "T1"))
    assert str(clear_line(refused.value)).startswith("The database cannot be used: the file")
    assert not file.exists()
    sqlite3.connect(file).close()
    file.write_bytes(b"")
    assert database.is_gone, "another file in its place is not this one"


def test_a_new_one_says_that_it_is_new(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/in/koers.db")
    migrate(database)
    assert database.is_new
    again = Database(f"sqlite:///{tmp_path}/in/koers.db")
    assert again.read(lambda session: session.get(Workspace, "T1")) is None
    assert not again.is_new


def test_database_and_backups_are_for_their_owner_alone(tmp_path: Path, file: Path) -> None:
    file.chmod(0o644)
    database = Database(f"sqlite:///{file}")
    database.write(lambda session: session.get(Workspace, "T1"))
    copy_to(database, tmp_path / "backup.db")
    found = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.glob("*.db*")}
    assert set(found) >= {"koers.db", "koers.db-wal", "backup.db"}
    assert set(found.values()) == {"0o600"}


def test_a_damaged_file_is_one_clear_line(tmp_path: Path) -> None:
    broken = tmp_path / "koers.db"
    broken.write_bytes(b"no database at all " * 500)
    database = Database(f"sqlite:///{broken}")
    with pytest.raises((DatabaseError, sqlite3.DatabaseError)) as refused:
        migrate(database)
    assert str(clear_line(refused.value)).startswith(
        "The database is damaged or no database (file is not a database). Restore a backup"
    )
    assert "cannot be used" in str(health_of(database, RIGHT, NOW).problem)


def test_a_database_that_only_reads_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(f"sqlite:///{file}")

    def refuses(*_: object) -> None:
        raise OperationalError("UPDATE", {}, sqlite3.OperationalError("attempt to write a readonly database"))

    monkeypatch.setattr(database, "write", refuses)
    assert "cannot be used" in str(health_of(database, RIGHT, NOW).problem)


def test_little_space_is_warned_of_and_a_full_disk_is_a_problem(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "free_disk", lambda _: 99_000_000)
    found = health_of(Database(f"sqlite:///{file}"), RIGHT, NOW)
    assert (found.problem, found.warnings) == (None, ("little space: 99 MB are free where the database is",))

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(health, "free_disk", lambda _: 400_000)
    monkeypatch.setattr(health.os, "fsync", full)
    found = health_of(Database(f"sqlite:///{file}"), RIGHT, NOW)
    assert found.problem == "the disk is full: 0 MB are free, and no more can be written"
    assert [one.name for one in file.parent.iterdir() if not one.name.startswith("koers.db")] == []


def test_a_file_that_another_program_holds_is_said_as_such(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(f"sqlite:///{file}")

    def waited(*_: object) -> None:
        raise OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr(database, "write", waited)
    problem = str(health_of(database, RIGHT, NOW).problem)
    assert problem == f"another program holds the database file {file} (database is locked): wait for it, or end it"
    with pytest.raises(OperationalError) as locked:
        waited()
    line = clear_line(locked.value)
    assert line == "Another program holds the database file (database is locked). Wait until it is done, or end it."


@pytest.mark.parametrize("damaged", ["T1", "T2"])
async def test_one_row_that_cannot_be_read_stops_nobody(
    damaged: str, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Two workspaces, one sealed token each; of one the seal is damaged."""
    database = Database(f"sqlite:///{file}")

    def work(session: Session) -> None:
        session.add(Workspace(workspace_id="T2", name="Globex", created_at=NOW))
        session.flush()
        token = RIGHT.seal("T2", "installation.bot_token", "xoxb-2")
        session.add(Installation(workspace_id="T2", bot_token=token, bot_user_id="B", installed_at=NOW))
        session.flush()
        row = session.exec(select(Installation).where(Installation.workspace_id == damaged)).one()
        row.bot_token = RIGHT.seal("T3", "installation.bot_token", "xoxb-3")  # of another workspace

    database.write(work)
    found = health_of(database, RIGHT, NOW + timedelta(seconds=40))
    assert (found.problem, found.ticked_ago) == (None, 40.0)
    [warning] = found.warnings
    assert warning.startswith(
        "1 of 2 sealed texts that were tried cannot be opened: installation.bot_token was changed"
    )
    assert warning.endswith(f"(workspace {damaged})")
    assert key_trouble(database, RIGHT) is None
    assert warning in caplog.text
    assert "is not the right one" in str(health_of(database, WRONG, NOW).problem)


@pytest.mark.parametrize(
    ("ago", "said"),
    [(None, "has not ticked yet"), (20.0, "it ticks"), (1201.0, "20 minutes ago"), (-90.0, "90 seconds ahead")],
)
def test_doctor_says_when_the_clock_ticked_last(ago: float | None, said: str) -> None:
    [(_, line)] = _last_tick(Health(None, ago))
    assert said in line
