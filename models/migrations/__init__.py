"""The schema's history, by Alembic. `migrate(database)` brings any database up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import ProgrammingError

from models.database import Database

INSUFFICIENT_PRIVILEGE = "42501"
"""PostgreSQL's code for what a role may not do."""


class NotOwnerError(Exception):
    """Migrations are missing, and this role does not own the tables."""

    def __init__(self, role: str | None) -> None:
        super().__init__(
            f"Migrations are missing, and {role} may not change the tables."
            " Run python bot.py migrate with the owner's DATABASE_URL first: docs/postgresql.md."
        )


def migrate(database: Database) -> None:
    """Apply what is missing, on SQLite and PostgreSQL alike; nothing to do is fine.

    Raises NotOwnerError when something is missing and the role may not change the tables.
    """
    configuration = _configuration()
    with database.engine.connect() as connection:
        configuration.attributes["connection"] = connection
        try:
            command.upgrade(configuration, "head")
        except ProgrammingError as error:
            if getattr(error.orig, "sqlstate", None) != INSUFFICIENT_PRIVILEGE:
                raise
            raise NotOwnerError(database.engine.url.username) from error


def is_up_to_date(database: Database) -> bool:
    """Whether every migration has been applied."""
    return revision_of(database) == ScriptDirectory.from_config(_configuration()).get_current_head()


def revision_of(database: Database) -> str | None:
    """The last migration that it has; None when it is no database of Koers."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_known(revision: str) -> bool:
    """Whether this version of the program has that migration: a newer one's it has not."""
    return any(one.revision == revision for one in ScriptDirectory.from_config(_configuration()).walk_revisions())


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent))
    return configuration
