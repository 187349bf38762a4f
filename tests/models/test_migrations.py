"""The migrations and the tables in the code tell the same story, on both databases."""

from collections.abc import Callable, Iterator
from datetime import date
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
from models.activity.planning import entry_of, visits_planned
from models.activity.records import Activity
from models.database import Database
from models.delivery.records import Delivery, DeliveryPreference
from models.migrations import is_up_to_date, migrate
from models.team.records import Person, Team
from models.territories.lists import lists_of
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


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from tests.postgres import running_postgres

    with running_postgres() as url:
        yield url


@pytest.fixture
def postgres(server: str) -> Iterator[Database]:
    """An empty PostgreSQL database, emptied after the test."""
    database = Database(server)
    yield database
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    database.close()


@pytest.mark.postgres
def test_migrating_an_empty_postgresql_gives_the_same(postgres: Database) -> None:
    migrate(postgres)
    assert differences(postgres) == []


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
def test_and_so_it_does_on_postgresql(postgres: Database) -> None:
    upgraded_from_0012(postgres)


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
            first, *_ = foreign.elements
            assert first.column.name == "workspace_id", f"what a foreign key of {table.name} points at"
            pointed_at = {element.column.name for element in foreign.elements}
            assert pointed_at <= set(first.column.table.primary_key.columns.keys()), f"a foreign key of {table.name}"
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


def lists_from_0018(database: Database) -> None:
    """What 0019 finds: an account with tier and territory as text, one with a tier alone, and a visit that lies ahead."""
    ahead, past = date(2099, 1, 4), NOW.date()
    visit = {"workspace_id": "T1", "person_id": "anna", "kind": "visit", "note": "samples", "created_at": NOW}
    with database.engine.connect() as connection:
        change_schema(connection, command.upgrade, "0018")
        tables = MetaData()
        tables.reflect(connection)
        before: list[tuple[str, dict[str, Any]]] = [
            ("workspace", _row(Workspace(workspace_id="T1", name="Noordzee Systems", created_at=NOW))),
            ("person", _row(Person(workspace_id="T1", id="anna", name="Anna", created_at=NOW))),
            *(
                ("account", {**_row(Account(workspace_id="T1", id=key, name=key, key=key, created_at=NOW)), **said})
                for key, said in (
                    ("acme", {"tier": "A", "territory": " North  West", "owner_id": "anna", "opened_on": past}),
                    ("globex", {"tier": "B", "territory": "north-west"}),
                    ("initech", {"tier": "C"}),
                    ("hooli", {}),
                )
            ),
            ("activity", _row(Activity(id="ahead", account_id="acme", happened_on=ahead, **visit))),
            ("activity", _row(Activity(id="past", account_id="acme", happened_on=past, **visit))),
        ]
        for name, values in before:
            known = {one: value for one, value in values.items() if one in tables.tables[name].columns}
            typed = [
                sa.column(one, database.metadata.tables[name].columns[one].type)
                for one in known
                if one not in ("tier", "territory")
            ]
            plain = [sa.column(one) for one in ("tier", "territory") if one in known]
            connection.execute(sa.table(name, *typed, *plain).insert(), known)
        connection.commit()
        change_schema(connection, command.upgrade, "head")
        connection.commit()
    with Session(database.engine) as session:
        lists = lists_of(session, "T1")
        named = {
            one.account_id: (one.tier, lists.territories.get(one.territory_id or ""), one.owner_id)
            for one in lists.on(past)
        }
        assert named == {
            "acme": ("A", "North West", "anna"),
            "globex": ("B", "North West", None),
            "initech": ("C", None, None),
        }
        assert session.get_one(Activity, ("T1", "past")).undone_at is None
        assert session.get_one(Activity, ("T1", "ahead")).undone_at is not None, "it counts once it was held"
        [plan] = visits_planned(session, "T1", past, ahead)
        entry = entry_of(plan, ahead)
        assert (plan.person_id, entry.account_id, entry.happened_on, entry.note) == ("anna", "acme", ahead, "samples")
    with database.engine.connect() as connection:
        change_schema(connection, command.downgrade, "0018")
        told = connection.exec_driver_sql("SELECT tier, territory FROM account ORDER BY id").all()
        assert [tuple(row) for row in told] == [("A", "North West"), ("B", "North West"), (None, None), ("C", None)]
        change_schema(connection, command.upgrade, "head")


def _row(record: SQLModel) -> dict[str, Any]:
    return record.model_dump()


def test_tiers_and_territories_become_dated_rows_and_what_lies_ahead_is_planned(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/lists.db")
    lists_from_0018(database)
    database.close()


@pytest.mark.postgres
def test_and_so_they_do_on_postgresql(postgres: Database) -> None:
    lists_from_0018(postgres)
