"""All data to another database: from SQLite to PostgreSQL when one machine is no longer enough, and back."""

from models.database import Database, plain_url
from models.migrations import migrate
from models.refusal import Refusal
from models.workspace.copying import Told, copy_rows, hold_still, is_filled
from models.workspace.in_use import is_in_use


def move(source: Database, url: str, told: Told = lambda _table, _rows: None) -> dict[str, int]:
    """Copy everything into the empty database at `url`; the number of rows of each table, the same in both.

    The source keeps its rows, and nobody writes to it meanwhile. Raises Refusal when the bot runs and when the target has
    data (both are then as they were), and when a row does not fit (the target then has its tables, and no rows).
    """
    if plain_url(url) == source.url:
        raise Refusal("backup.same_database")
    if is_in_use(source):
        raise Refusal("backup.in_use")
    target = Database(url)
    snapshot = source.engine if source.is_sqlite else source.engine.execution_options(isolation_level="REPEATABLE READ")
    try:
        if is_in_use(target):
            raise Refusal("backup.target_in_use")
        with target.engine.connect() as here:
            if is_filled(here):
                raise Refusal("backup.target_has_data")
        for one in (source, target):
            migrate(one)
        with snapshot.connect() as there, target.engine.begin() as here:
            hold_still(there)
            return copy_rows(there, here, told)
    finally:
        target.close()
