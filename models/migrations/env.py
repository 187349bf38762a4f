"""How Alembic runs here: with the connection it is given, in batch mode on SQLite.

Foreign keys are off while SQLite rebuilds a table (with them on, a widened parent column deletes
every child row), and checked afterwards.
"""

import os
from typing import Any

from alembic import context
from sqlalchemy import Connection

import models.every_table  # noqa: F401 - the tables must be known before they are compared
from models.database import Database
from models.row_security import put_up
from models.touching import watch_line


def run(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    watch_line(connection, wanted=False)
    if sqlite:
        _keep_foreign_keys(connection, "OFF")
    context.configure(connection=connection, target_metadata=Database.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "postgresql":
            put_up(connection)
        if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise RuntimeError(f"the migration broke {len(broken)} references, the first: {broken[0]}")
    is_newest = context.get_context().get_current_revision() == context.get_head_revision()
    connection.commit()
    watch_line(connection, wanted=is_newest)
    if sqlite:
        _keep_foreign_keys(connection, "ON")


def _keep_foreign_keys(connection: Connection, state: str) -> None:
    """Straight to the driver: SQLAlchemy begins a transaction first, and inside of one SQLite does not listen."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={state}")
    assert driver.execute("PRAGMA foreign_keys").fetchone()[0] == (state == "ON")


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with Database(os.environ.get("DATABASE_URL", "sqlite:///koers.db")).engine.connect() as opened:
        run(opened)
