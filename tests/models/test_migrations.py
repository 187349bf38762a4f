"""The migrations and the tables in the code tell the same story, on both databases."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, UniqueConstraint, inspect
from sqlmodel import Session, SQLModel, select

from models.accounts.records import Account
from models.activity.records import Activity
from models.database import Database
from models.delivery.records import Delivery, DeliveryPreference
from models.migrations import is_up_to_date, migrate
from models.team.records import Person, Team
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
            old = tables.tables[str(row.__tablename__)]
            connection.execute(old.insert(), {column.name: getattr(row, column.name, None) for column in old.columns})
        connection.commit()
        change_schema(connection, command.upgrade, "head")
        assert connection.exec_driver_sql(told).scalar() == "Acme"
        change_schema(connection, command.downgrade, "0003")
        assert connection.exec_driver_sql(told).scalar() == "Acme"
    database.close()


def upgraded_from_0012(database: Database) -> None:
    """What the everyday (0013 to 0018) finds: a team, people, an entry that falls due, a message that waits, a wish."""
    message: dict[str, Any] = {
        "state": "pending",
        "due_at": NOW,
        "expires_at": NOW,
        "created_at": NOW,
        "message": {"text": "hello"},
    }
    before: list[SQLModel] = [
        Workspace(workspace_id="T1", name="Noordzee Systems", created_at=NOW),
        Team(workspace_id="T1", id="north", name="North"),
        Person(workspace_id="T1", id="anna", name="Anna", team_id="north", created_at=NOW),
        Activity(
            workspace_id="T1",
            person_id="anna",
            kind="renewal",
            happened_on=NOW.date(),
            due_on=NOW.date(),
            created_at=NOW,
        ),
        Delivery(workspace_id="T1", id="d1", recipient="anna", cadence="digest.manager", slot="1", **message),
        DeliveryPreference(workspace_id="T1", person_id="anna", cadence="digest", at_minute=600),
    ]
    with database.engine.connect() as connection:
        change_schema(connection, command.upgrade, "0012")
        tables = MetaData()
        tables.reflect(connection)
        for row in before:
            name = str(row.__tablename__)
            known = [one for one in database.metadata.tables[name].columns if one.name in tables.tables[name].columns]
            # Without what the code fills in by itself.
            old = sa.table(name, *(sa.column(one.name, one.type) for one in known))
            connection.execute(old.insert(), {one.name: getattr(row, one.name) for one in known})
        connection.commit()
        change_schema(connection, command.upgrade, "head")
        connection.commit()
    with Session(database.engine) as session:
        waiting = session.get_one(Delivery, ("T1", "d1"))
        assert (waiting.state, waiting.has_waited, waiting.comes_with) == ("pending", False, None)
        assert session.get_one(Team, ("T1", "north")).wins == "off", "no channel is told what it was not told before"
        assert session.get_one(Person, ("T1", "anna")).home_opened_at is None
        wish = session.exec(select(DeliveryPreference)).one()
        assert (wish.at_minute, wish.days, wish.asked_at) == (600, None, None)
        assert session.exec(select(Activity)).one().due_on == NOW.date()
    with database.engine.connect() as connection:
        change_schema(connection, command.downgrade, "0012")
        assert connection.exec_driver_sql("SELECT count(*) FROM delivery").scalar() == 1
        change_schema(connection, command.upgrade, "head")
    assert differences(database) == []


def test_the_everyday_comes_to_a_house_that_is_lived_in(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/lived.db")
    upgraded_from_0012(database)
    database.close()


@pytest.mark.postgres
def test_and_so_it_does_on_postgresql() -> None:
    from tests.postgres import running_postgres

    with running_postgres() as url:
        database = Database(url)
        upgraded_from_0012(database)
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
