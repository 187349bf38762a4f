"""Migration 0037: what a source calls an entry or a deal becomes a link, and goes back."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlmodel import SQLModel

from models.accounts.records import Account
from models.activity.records import Activity
from models.database import Database
from models.deals.records import Deal, DealChange
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import NOW
from tests.models.test_migrations import change_schema, differences
from tests.models.test_migrations import postgres as postgres  # the fixtures
from tests.models.test_migrations import server as server


def told(id_: str, source: str, external_id: str | None) -> dict[str, Any]:
    return {"id": id_, "source": source, "external_id": external_id}


BEFORE: list[tuple[SQLModel, dict[str, Any]]] = [
    (Workspace(workspace_id="T1", name="Noordzee Systems", created_at=NOW), {}),
    (Person(workspace_id="T1", id="anna", name="Anna", created_at=NOW), {}),
    (Account(workspace_id="T1", id="acme", name="Acme", key="acme", created_at=NOW), {}),
    *(
        (Activity(workspace_id="T1", person_id="anna", kind="call", happened_on=NOW.date(), created_at=NOW), more)
        for more in (told("a1", "csv", "77"), told("a2", "slack", None))
    ),
    *(
        (
            Deal(
                workspace_id="T1",
                number=n,
                owner_id="anna",
                currency="EUR",
                stage="won",
                account_id="acme",
                created_at=NOW,
            ),
            more,
        )
        for n, more in enumerate(
            (
                told("d1", "slack", "006X") | {"fingerprint": "f1"},
                told("d2", "csv", "007Y") | {"fingerprint": "f2"},
                told("d3", "csv", "006X") | {"fingerprint": "f3"},
                told("d4", "slack", None),
            )
        )
    ),
    (
        DealChange(
            workspace_id="T1",
            id="x1",
            deal_id="d1",
            changed_at=NOW,
            what="connect",
            old={"external_id": None},
            new={"external_id": "006X"},
        ),
        {},
    ),
]
LINKS = "SELECT origin, kind, external_id, fact_id, fingerprint FROM link ORDER BY kind, external_id"


def there_and_back(database: Database) -> None:
    with database.engine.connect() as connection:
        change_schema(connection, command.upgrade, "0036")
        tables = sa.MetaData()
        tables.reflect(connection)
        for row, more in BEFORE:
            name = str(row.__tablename__)
            types = {one.name: one.type for one in database.metadata.tables[name].columns}
            old = sa.table(name, *(sa.column(one.name, types.get(one.name)) for one in tables.tables[name].columns))
            values = {one.name: getattr(row, one.name, None) for one in old.columns} | more
            connection.execute(old.insert(), values)
        connection.commit()
        change_schema(connection, command.upgrade, "head")
        # An id that two deals have is that of the older one, which somebody connected with it.
        assert [tuple(link) for link in connection.exec_driver_sql(LINKS)] == [
            ("csv", "activity", "77", "a1", None),
            ("csv", "deal", "006X", "d1", "f1"),
            ("csv", "deal", "007Y", "d2", "f2"),
        ]
        change = database.metadata.tables["deal_change"]
        assert connection.execute(sa.select(change.c.old, change.c.new)).one() == (
            {"links": []},
            {"links": [["csv", "006X"]]},
        )
        connection.exec_driver_sql("UPDATE link SET origin = 'csv:hubspot' WHERE external_id = '007Y'")
        connection.commit()
        change_schema(connection, command.downgrade, "0036")
        ids = "SELECT external_id, fingerprint FROM deal ORDER BY id"
        assert [tuple(one) for one in connection.exec_driver_sql(ids)] == [
            ("006X", "f1"),
            ("csv:hubspot:007Y", "f2"),
            (None, None),
            (None, None),
        ]
        assert connection.exec_driver_sql("SELECT external_id FROM activity ORDER BY id").scalars().all() == [
            "77",
            None,
        ]
        assert connection.execute(sa.select(change.c.new)).scalar() == {"external_id": "006X"}
        change_schema(connection, command.upgrade, "head")
    assert differences(database) == []


def test_ids_are_carried_over_and_back(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/old.db")
    there_and_back(database)
    database.close()


@pytest.mark.postgres
def test_and_so_they_are_on_postgresql(postgres: Database) -> None:
    there_and_back(postgres)
