"""The schema's history, by Alembic. `migrate(database)` brings any database up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from models.database import Database


def migrate(database: Database) -> None:
    """Apply what is missing, on SQLite and PostgreSQL alike; nothing to do is fine."""
    configuration = _configuration()
    with database.engine.connect() as connection:
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")


def is_up_to_date(database: Database) -> bool:
    """Whether every migration has been applied."""
    head = ScriptDirectory.from_config(_configuration()).get_current_head()
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def is_known(revision: str) -> bool:
    """Whether this version of the program has that migration: a newer one's it has not."""
    return any(one.revision == revision for one in ScriptDirectory.from_config(_configuration()).walk_revisions())


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent))
    return configuration
