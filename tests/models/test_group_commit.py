"""Writers share a commit, and nothing else: one that fails takes nobody along, and nobody is told too early."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from models.database import Database
from models.workspace.records import Workspace
from tests.conftest import NOW


def workspace(name: str) -> Workspace:
    return Workspace(workspace_id=name, name=name, created_at=NOW)


def test_hundreds_of_writers_at_once_all_get_their_own(tmp_database: Database) -> None:
    def write(number: int) -> str:
        def work(session: Session) -> str:
            if number % 7 == 3:
                session.add(workspace(f"T{number}"))
                session.flush()
                if number % 2:
                    session.expunge_all()
                    session.add(workspace(f"T{number}"))
                    session.flush()  # the database itself refuses a second one
                raise ValueError(number)
            session.add(workspace(f"T{number}"))
            return f"T{number}"

        try:
            return tmp_database.write(work)
        except (ValueError, IntegrityError):
            return f"failed {number}"

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(write, range(300)))
    assert answers == [f"failed {n}" if n % 7 == 3 else f"T{n}" for n in range(300)]
    stored = tmp_database.read(lambda session: set(session.exec(select(Workspace.workspace_id))))
    assert stored == {f"T{n}" for n in range(300) if n % 7 != 3}


def test_a_failing_commit_is_everybodys_failure(tmp_database: Database) -> None:
    """Two wait while a third holds the door; their common commit breaks a foreign key checked at its end."""
    inside, go_on = threading.Event(), threading.Event()

    def hold(session: Session) -> None:
        inside.set()
        go_on.wait(5)

    def fine(session: Session) -> None:
        session.add(workspace("T1"))

    def breaks(session: Session) -> None:
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        session.connection().exec_driver_sql(
            "INSERT INTO team (workspace_id, id, name) VALUES ('nowhere', '1', 'North')"
        )

    with ThreadPoolExecutor(3) as threads:
        threads.submit(tmp_database.write, hold)
        inside.wait(5)
        waiting = [threads.submit(tmp_database.write, work) for work in (fine, breaks)]
        while len(tmp_database._group_commit._waiting) < 2:
            pass
        go_on.set()
        for future in waiting:
            with pytest.raises(Exception, match="FOREIGN KEY"):
                future.result()
    assert tmp_database.read(lambda session: session.exec(select(func.count()).select_from(Workspace)).one()) == 0


def test_two_processes_writing_lose_nothing(tmp_database: Database) -> None:
    """Two Database objects on one file stand for two processes: a counter read and written by both."""
    other = Database(tmp_database.url)
    tmp_database.write(lambda session: session.add(workspace("0")))

    def count_up(session: Session) -> None:
        row = session.exec(select(Workspace)).one()
        row.name = str(int(row.name or 0) + 1)

    tmp_database.write(lambda session: setattr(session.exec(select(Workspace)).one(), "name", "0"))
    with ThreadPoolExecutor(8) as threads:
        for future in [threads.submit((tmp_database, other)[n % 2].write, count_up) for n in range(200)]:
            future.result()
    assert tmp_database.read(lambda session: session.exec(select(Workspace)).one().name) == "200"
    other.close()
