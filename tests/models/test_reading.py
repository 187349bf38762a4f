"""Work that only asks questions may not change anything: its transaction is rolled back, and nobody would know."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, update
from sqlmodel import Session, col, select

from models.database import Database
from models.prepared import Prepared, WroteWhileReadingError, execute
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from tests.conftest import NOW

RENAMING = Prepared(update(Workspace).values(name=bindparam("to")))


def workspace(name: str) -> Workspace:
    return Workspace(workspace_id=name, name=name, created_at=NOW)


def rename(session: Session) -> None:
    workspace_of(session, "T1").name = "Other"


def rename_and_ask(session: Session) -> None:
    rename(session)
    session.exec(select(Workspace)).all()


WRITING: dict[str, Callable[[Session], Any]] = {
    "a record is added": lambda session: session.add(workspace("T2")),
    "a record is changed": rename,
    "a record is changed, and something asked after it": rename_and_ask,
    "a record is deleted": lambda session: session.delete(workspace_of(session, "T1")),
    "rows are changed": lambda session: session.execute(update(Workspace).values(name="Other")),
    "rows are deleted": lambda session: session.exec(delete(Workspace).where(col(Workspace.name) == "T1")),
    "a prepared statement changes rows": lambda session: execute(session, RENAMING, {"to": "Other"}),
}


@pytest.fixture
def kept(tmp_database: Database) -> Database:
    tmp_database.write(lambda session: session.add(workspace("T1")))
    return tmp_database


@pytest.mark.parametrize("what", WRITING)
def test_whoever_only_reads_is_refused_when(kept: Database, what: str) -> None:
    with pytest.raises(WroteWhileReadingError, match=r"(?i)workspace"):
        kept.read(WRITING[what])
    assert kept.read(lambda session: session.exec(select(Workspace.name)).all()) == ["T1"]


def test_what_is_set_to_what_it_was_is_no_change(kept: Database) -> None:
    def work(session: Session) -> str:
        found = workspace_of(session, "T1")
        found.name = "T1"
        return found.name

    assert kept.read(work) == "T1"
