"""The migrations and the tables in the code tell the same story, on both databases."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, UniqueConstraint, inspect
from sqlmodel import SQLModel

from models.accounts.records import Account
from models.activity.records import Activity
from models.database import Database
from models.migrations import is_up_to_date, migrate
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import NOW

MIGRATIONS = Path(__file__).parents[2] / "models" / "migrations"


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, database.metadata))


def test_migrating_an_empty_sqlite_file_gives_the_tables_of_the_code(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new.db")
    assert not is_up_to_date(database)
    migrate(database)
    assert is_up_to_date(database)
    assert differences(database) == []
    migrate(database)  # a second time is nothing to do
    database.close()


@pytest.mark.postgres
def test_migrating_an_empty_postgresql_gives_the_same() -> None:
    from tests.postgres import running_postgres

    with running_postgres() as url:
        database = Database(url)
        migrate(database)
        assert differences(database) == []
        database.close()


def test_what_was_stored_before_is_there_after_a_migration_and_back(tmp_path: Path) -> None:
    """SQLite rebuilds a table to change it; the rows that refer to its rows must not notice."""
    database = Database(f"sqlite:///{tmp_path}/old.db")
    call = Activity(
        workspace_id="T1", person_id="anna", account_id="acme", kind="call", happened_on=NOW.date(), created_at=NOW
    )
    before: list[SQLModel] = [
        Workspace(workspace_id="T1", name="Noordzee Systems", created_at=NOW),
        Person(workspace_id="T1", id="anna", name="Anna", created_at=NOW),
        Account(workspace_id="T1", id="acme", name="Acme", key="acme", created_at=NOW),
        call,
    ]
    told = "SELECT account.name FROM activity JOIN account ON account.id = activity.account_id"
    with database.engine.connect() as connection:
        change_schema(connection, command.upgrade, "0003")
        tables = MetaData()
        tables.reflect(connection)
        for row in before:
            table = tables.tables[str(row.__tablename__)]
            connection.execute(table.insert(), {column.name: getattr(row, column.name) for column in table.columns})
        connection.commit()
        change_schema(connection, command.upgrade, "head")
        assert connection.exec_driver_sql(told).scalar() == "Acme"
        change_schema(connection, command.downgrade, "0003")
        assert connection.exec_driver_sql(told).scalar() == "Acme"
    database.close()


def change_schema(connection: Connection, way: Callable[[Config, str], None], revision: str) -> None:
    """Upgrade or downgrade to a revision."""
    connection.commit()
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.attributes["connection"] = connection
    way(configuration, revision)


def test_foreign_keys_are_on_again_after_a_migration(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new.db")
    migrate(database)
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


def test_the_workspace_leads_every_key() -> None:
    """So that nothing crosses a workspace, and the tables can be distributed by it."""
    for table in Database.metadata.sorted_tables:
        first = next(column.name for column in table.primary_key.columns)
        assert first == "workspace_id", f"primary key of {table.name}"
        for foreign in table.foreign_key_constraints:
            assert foreign.column_keys[0] == "workspace_id", f"a foreign key of {table.name}"
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                assert next(iter(constraint.columns)).name == "workspace_id", f"a unique key of {table.name}"
        for index in table.indexes:
            if index.unique:
                assert next(iter(index.columns)).name == "workspace_id", f"a unique index of {table.name}"


def test_every_table_has_a_workspace(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new.db")
    migrate(database)
    for name in set(inspect(database.engine).get_table_names()) - {"alembic_version"}:
        assert "workspace_id" in {column["name"] for column in inspect(database.engine).get_columns(name)}
    database.close()
