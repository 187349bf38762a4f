"""Row-level security of PostgreSQL: a second wall between workspaces, for the day on which somebody forgets a WHERE.

Each table with a `workspace_id` has two policies. A transaction that serves a workspace reads and writes the rows of that
one alone; one over all workspaces (to find out who is due) reads, and writes nothing. Which it is stands in a setting of the
transaction (`SET LOCAL`), so that nothing stays on a connection that somebody else gets next. The owner of the tables
passes the wall: the bot signs in as another role (`docs/postgresql.md`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, text

OVER_ALL = "*"
"""In place of a workspace's id, which is never this."""
SETTING = "koers.workspace"
CONFINE = f"SELECT set_config('{SETTING}', %s, true)"
"""`SET LOCAL` as a question, which takes its value as a parameter; for the driver."""
OUTSIDE = ("alembic_version",)
"""Tables of the installation as a whole: they have no workspace."""

# In a question of its own it is asked once in a statement, and not for each row.
_SERVED = f"(SELECT current_setting('{SETTING}', true))"
POLICIES = {
    "koers_own": f"FOR ALL USING (workspace_id = {_SERVED}) WITH CHECK (workspace_id = {_SERVED})",
    "koers_over_all": f"FOR SELECT USING ({_SERVED} = '{OVER_ALL}')",
}
_OPEN_TABLES = text("""
    SELECT c.relname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
    AND (NOT c.relrowsecurity OR (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = ANY(:names)) < :wanted)
    ORDER BY c.relname
""")
_PASSED_TABLES = text("""
    SELECT c.relname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT row_security_active(c.oid)
    ORDER BY c.relname
""")

_served: ContextVar[str] = ContextVar("served", default="")


class NotServingError(RuntimeError):
    """A transaction began, and nobody had said which workspace it serves."""


@contextmanager
def serving(workspace_id: str) -> Iterator[None]:
    """Transactions that begin in this block serve this workspace, also those of tasks and threads that are begun in it."""
    before = _served.set(workspace_id)
    try:
        yield
    finally:
        _served.reset(before)


def served() -> str:
    """The workspace that is served here. Raises NotServingError."""
    if workspace_id := _served.get():
        return workspace_id
    raise NotServingError("say `with serving(workspace_id)` around it, or ask with `Database.read_over_all`")


def confine(driver: Any, workspace_id: str) -> None:
    """The driver's connection, for the rest of its transaction: this workspace, or `OVER_ALL` of them."""
    driver.execute(CONFINE, (workspace_id,))


def put_up(connection: Connection) -> list[str]:
    """Give each table with a workspace its policies, where they are missing; which ones did. Only their owner may."""
    tables = _open_tables(connection)
    for table in tables:
        connection.execute(text(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'))
        for name, rule in POLICIES.items():
            connection.execute(text(f'DROP POLICY IF EXISTS {name} ON "{table}"'))
            connection.execute(text(f'CREATE POLICY {name} ON "{table}" {rule}'))
    return tables


def trouble(connection: Connection, *, is_wanted: bool) -> str | None:
    """Why the wall does not stand as the settings want it, in a sentence with what to do; None when it does."""
    role = connection.execute(text("SELECT current_user")).scalar_one()
    passed = list(connection.execute(_PASSED_TABLES).scalars())
    tables = connection.execute(text("SELECT count(*) FROM pg_policy WHERE polname = 'koers_own'")).scalar_one()
    if not is_wanted:
        if tables > len(passed):
            return f"{role} is held by row-level security and would see nothing. Set KOERS_ROW_SECURITY=true."
        return None
    if len(passed) > 1 or (passed and not tables):
        return (
            f"KOERS_ROW_SECURITY is on, but {role} passes it: as owner of the tables, superuser or with BYPASSRLS."
            " Sign in as another role: docs/postgresql.md."
        )
    if passed or (passed := _open_tables(connection)):
        return f"KOERS_ROW_SECURITY is on, but {', '.join(passed)} has no policy. As the owner: python bot.py migrate."
    return None


def _open_tables(connection: Connection) -> list[str]:
    asked = {"names": list(POLICIES), "wanted": len(POLICIES)}
    return list(connection.execute(_OPEN_TABLES, asked).scalars())
