"""After `reseal` the old key can be taken out: nothing that is sealed is forgotten, and what cannot be opened is said."""

import re
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Integer, insert, select
from sqlmodel import Session, SQLModel, col

from handlers.program.resealing import line_of, verdict_of
from handlers.program.rotation import REFRESH_COLUMN, TOKEN_COLUMN
from models.audit.ballots import box, turns
from models.calendar import links
from models.calendar.records import CalendarLink
from models.connections import actions
from models.connections.records import Connection
from models.database import Database
from models.newcomers import looking_back
from models.newcomers.records import NewcomerPlan
from models.private_notes import notes
from models.private_notes.notes import own_note
from models.private_notes.records import PrivateNote
from models.team.records import Person
from models.tools.counting import seal as seal_counts
from models.workspace import resealing
from models.workspace.resealing import reseal, sealed_columns
from models.workspace.secrets import SEALED, SecretError, Secrets, key_of
from tests.conftest import NOW, Cast, store

OLD = Secrets(["the old key of the tests"])
NEW = Secrets(["the new key of the tests"])
BOTH = Secrets(["the new key of the tests", "the old key of the tests"])


def note(cast: Cast, about: str, text: str, secrets: Secrets = OLD) -> PrivateNote:
    sealed = secrets.seal("T1", f"private_note.sealed:{cast.carla.id}:{about}", text)
    return PrivateNote(workspace_id="T1", author_id=cast.carla.id, about_id=about, sealed=sealed, written_at=NOW)


def a_row(column: Column[Any]) -> dict[str, Any]:
    """A row with something in every column that wants it, and this column sealed."""

    def filled(one: Column[Any]) -> Any:
        kind = type(one.type).__name__
        return {"JSON": {}, "Integer": 1, "Boolean": False, "UtcDateTime": NOW, "Date": NOW.date()}.get(kind, "x")

    row = {one.name: filled(one) for one in column.table.columns if not one.nullable}
    bound_to = column.info["sealed_as"].format_map(row)
    return {**row, column.name: OLD.seal(row["workspace_id"], bound_to, f"what stands in {column.name}")}


@pytest.mark.once
def test_every_sealed_column_is_sealed_anew(tmp_database: Database) -> None:
    columns = sealed_columns(tmp_database)
    with tmp_database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("PRAGMA ignore_check_constraints=ON")
        for table in {column.table for column in columns}:
            mine = [column for column in columns if column.table is table]
            row = a_row(mine[0])
            for column in mine[1:]:
                row[column.name] = a_row(column)[column.name]
            connection.execute(insert(table).values(row))
        connection.commit()
    done = reseal(tmp_database, BOTH, lambda one: None)
    assert [(one.column, one.anew, one.left) for one in done] == [
        (f"{column.table.name}.{column.name}", 1, 0) for column in columns
    ]
    with tmp_database.engine.connect() as connection:
        for column in columns:
            row_now = connection.execute(select(column.table)).mappings().one()
            bound_to = column.info["sealed_as"].format_map(row_now)
            assert NEW.open("x", bound_to, row_now[column.name]) == f"what stands in {column.name}"
    assert [one.anew for one in reseal(tmp_database, BOTH, lambda one: None)] == [0] * len(columns)


def test_what_is_not_declared_as_sealed_cannot_be_sealed() -> None:
    with pytest.raises(SecretError, match=r"person\.name:x is not declared"):
        NEW.seal("T1", "person.name:x", "Anna")


def test_the_features_seal_for_what_is_declared() -> None:
    """Each feature opens with its own words what was sealed with the words of the declaration."""
    ids = {"workspace_id": "T1", "id": "i1", "campaign_id": "c1", "author_id": "a1", "about_id": "b1"}
    carla = Person(workspace_id="T1", id="a1", name="Carla")
    link = CalendarLink.model_construct(id="i1")
    plan = NewcomerPlan.model_construct(id="i1")
    said = {
        "audit_box.sealed_box": box._column("sealed_box", "c1"),
        "audit_box.sealed_salt": box._column("sealed_salt", "c1"),
        "audit_turns.sealed": turns._COLUMN,
        "calendar_link.sealed_link": links._column("sealed_link", link),
        "calendar_link.sealed_before": links._column("sealed_before", link),
        "calendar_link.sealed_progress": links._column("sealed_progress", link),
        "connection.sealed_key": actions._column(Connection.model_construct(id="i1")),
        "installation.bot_token": TOKEN_COLUMN,
        "installation.refresh_token": REFRESH_COLUMN,
        "newcomer_plan.own_look": looking_back._column(plan, "own"),
        "newcomer_plan.manager_look": looking_back._column(plan, "manager"),
        "private_note.sealed": notes._column(carla, "b1"),
    }
    declared = {
        f"{column.table.name}.{column.name}": column.info["sealed_as"].format_map(ids)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if "sealed_as" in column.info
    }
    poll = declared.pop("tool_poll.sealed")
    assert declared == said
    assert OLD.open("T1", poll, seal_counts(OLD, "T1", "i1", {})).strip() == "{}"


def test_what_the_code_seals_is_what_is_declared(tmp_database: Database) -> None:
    declared = {f"{column.table.name}.{column.name}" for column in sealed_columns(tmp_database)}
    assert declared | {"connection.handed_over"} == SEALED
    named = {
        f"{column.table.name}.{column.name}"
        for table in tmp_database.metadata.sorted_tables
        for column in table.columns
        if re.search(r"sealed|token|secret|password", column.name)
        and not isinstance(column.type, JSON | Boolean | Integer)
    }
    assert named <= declared


def test_it_goes_by_the_page_and_what_is_new_already_stays(
    database: Database, session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "PAGE", 2)
    known = note(cast, "r9", "new already", NEW)
    before = known.sealed
    store(session, [*(note(cast, f"r{number}", f"text {number}") for number in range(5)), known])
    session.commit()
    (mine,) = [one for one in reseal(database, BOTH, lambda one: None) if one.column == "private_note.sealed"]
    assert (mine.anew, mine.left, mine.closed.total()) == (5, 0, 0)
    session.expire_all()
    assert [own_note(session, NEW, cast.carla, f"r{number}") for number in range(5)] == [f"text {n}" for n in range(5)]
    assert session.exec(select(PrivateNote.sealed).where(col(PrivateNote.about_id) == "r9")).scalar_one() == before  # type: ignore[call-overload]


def test_what_cannot_be_opened_is_counted_by_its_key_and_left_alone(
    database: Database, session: Session, cast: Cast
) -> None:
    lost = Secrets(["a key that nobody has any more"])
    store(session, [note(cast, "r1", "lost", lost), note(cast, "r2", "fine")])
    session.commit()
    done = reseal(database, BOTH, lambda one: None)
    (mine,) = [one for one in done if one.column == "private_note.sealed"]
    key = lost.newest
    assert line_of(mine) == f"private_note.sealed: 1 sealed anew; 1 cannot be opened (key {key})"
    verdict, is_done = verdict_of(done, NEW.newest)
    assert not is_done
    assert f"the key with the id {key}" in verdict
    assert {key_of(one) for one in session.execute(select(PrivateNote.sealed)).scalars()} == {key, NEW.newest}  # type: ignore[call-overload]


def test_when_all_is_done_the_old_key_can_go(database: Database, session: Session, cast: Cast) -> None:
    store(session, [note(cast, "r1", "fine")])
    session.commit()
    assert verdict_of(reseal(database, BOTH, lambda one: None), NEW.newest) == (
        f"Done: all that is sealed has the first key ({NEW.newest}). The other keys can be taken out.",
        True,
    )
