"""What may bring something due sooner than the clock thinks: a write to one of these tables has it look again.

A tick asks for the workspaces whose time has come (`models/delivery/looking.py`), and looks at nobody else. So whatever
a cadence's `due` reads must move that time when it changes. It does so here, for every statement that goes through the
engine of a `Database`: whoever writes, and in whatever way, one UPDATE goes with the same commit.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, event

STILL = frozenset(
    [
        "account",
        "account_change",
        "activity_draft",
        "audit_box",
        "audit_turns",
        "calendar_domain",
        "connection",
        "cost",
        "credit_claim",
        "credit_share",
        "crm_mapping",
        "crm_write",
        "deal_confirmation",
        "deal_share",
        "delivery_round",
        "dispute",
        "exchange_rate",
        "handled_request",
        "link",
        "own_kind",
        "own_write",
        "private_note",
        "reading",
        "skill_progress",
        "skill_rating",
        "stage",
        "sync_cursor",
        "tool_voter",
        "trail",
        "used_install_state",
    ]
)
"""Tables that no cadence reads to say who is due. All others move the clock."""
Row = Mapping[str, Any]


def _is_of_a_week_before(row: Row) -> bool:
    """It may change a digest that was published. Ahead of UTC it is Monday up to 14 hours earlier."""
    day, at = row.get("happened_on"), row.get("created_at") or row.get("changed_at")
    if not isinstance(day, date) or not isinstance(at, datetime):
        return True
    latest = (at + timedelta(hours=14)).date()
    return day < latest - timedelta(days=latest.weekday())


def _never(_: Row) -> bool:
    return False


NEW_ROWS: Mapping[str, Callable[[Row], bool]] = {
    "activity": _is_of_a_week_before,
    "stage_change": _is_of_a_week_before,
    "deal": _never,
    "deal_change": lambda row: row.get("what") == "crm",
    "delivery": _never,
}
"""Which new rows of these tables move the clock: a plain `/log` does not, it only makes that somebody is not asked."""
QUIET: Mapping[str, frozenset[str]] = {
    "calendar_link": frozenset(
        [
            "sealed_link",
            "sealed_before",
            "sealed_progress",
            "read_at",
            "ok_at",
            "full_at",
            "has_guests",
            "events",
            "cut_off",
            "claimed_until",
            "claimed_by",
        ]
    ),
    "deal_change": frozenset({"stage_change_id", "undone_by", "undone_at"}),
    "installation": frozenset(["bot_token", "refresh_token", "expires_at", "refreshing_until"]),
    "person": frozenset(["home_opened_at", "language", "style", "style_is_plain", "style_hides_hint"]),
    "workspace": frozenset(["crm_writers", "first_steps_closed", "quadrant_labels", "takes_rich_blocks"]),
}
"""Columns that may change without moving the clock. What a calendar's reading notes of itself changes every half hour."""
LOUD: Mapping[str, frozenset[str]] = {"deal": frozenset({"closed_on"}), "delivery": frozenset({"recipient", "slot"})}
"""Of these tables only these columns do; what becomes of a delivery is told by the ledger (`touch`) where it matters."""
_TOUCHED, _UNWATCHED = "koers_touched", "koers_unwatched"
EVERY = ""
"""In the place of a workspace, where a statement does not name one."""
_SET = re.compile(r"\sSET\s(.*?)(?:\sWHERE\s|\sRETURNING\s|$)", re.DOTALL)
_COLUMN = re.compile(r'(?:^|,)\s*"?(\w+)"?\s*=')


def watch(engine: Engine) -> None:
    """From now on what is written through this engine moves the clock where it has to."""
    event.listen(engine, "before_cursor_execute", _look)
    event.listen(engine, "commit", _store)
    event.listen(engine, "rollback", forget_touches)


def watch_line(connection: Connection, *, wanted: bool) -> None:
    """Whether this line to the database is watched: not while its tables are those of an older version."""
    connection.info[_UNWATCHED] = not wanted
    forget_touches(connection)


def touch(connection: Connection, workspace_id: str) -> None:
    """Something may be due in this workspace by what this transaction does."""
    connection.info.setdefault(_TOUCHED, set()).add(workspace_id)


def moves(table: str, row: Row) -> bool:
    """Whether a new row moves the clock."""
    return table not in STILL and NEW_ROWS.get(table, _always)(row)


def _always(_: Row) -> bool:
    return True


def _look(connection: Connection, _: Any, text: str, __: Any, context: Any, ___: bool) -> None:
    if context is None or not (context.isinsert or context.isupdate or context.isdelete):
        return
    table = context.compiled.statement.table.name
    if table in STILL or (context.isupdate and not _is_loud(table, text)):
        return
    rows: Iterable[Row] = context.compiled_parameters
    if context.isinsert and table in NEW_ROWS:
        rows = [row for row in rows if NEW_ROWS[table](row)]
        if not rows:
            return
    touched: set[str] = connection.info.setdefault(_TOUCHED, set())
    for row in rows:
        touched.update(_workspaces(row) or (EVERY,))


def _workspaces(row: Row) -> list[str]:
    return [value for name, value in row.items() if "workspace_id" in name and isinstance(value, str)]


@cache
def _is_loud(table: str, text: str) -> bool:
    """Whether an UPDATE changes a column that matters."""
    if table not in QUIET and table not in LOUD:
        return True
    found = _SET.search(text)
    columns = set(_COLUMN.findall(found.group(1))) if found else set()
    if not columns:
        return True
    return bool(columns & LOUD[table] if table in LOUD else columns - QUIET[table])


_AGAIN = "UPDATE delivery_round SET look_at = NULL, touches = touches + 1"
_IN_ONE = {mark: f"{_AGAIN} WHERE workspace_id = {mark}" for mark in ("?", "%s")}
_FIRST = "INSERT INTO delivery_round (workspace_id, id, touches) SELECT workspace_id, workspace_id, 1 FROM workspace"
_FIRST_IN_ONE = {
    mark: f"{_FIRST} WHERE workspace_id = {mark} AND uninstalled_at IS NULL ON CONFLICT DO NOTHING"
    for mark in ("?", "%s")
}
"""Where a workspace is being deleted there is none to have a round."""


def _store(connection: Connection) -> None:
    touched: set[str] | None = connection.info.pop(_TOUCHED, None)
    if not touched or connection.info.get(_UNWATCHED):
        return
    driver: Any = connection.connection.driver_connection
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    if EVERY in touched:
        driver.execute(_AGAIN)
    for workspace_id in sorted(touched - {EVERY}):
        if driver.execute(_IN_ONE[mark], [workspace_id]).rowcount == 0:
            driver.execute(_FIRST_IN_ONE[mark], [workspace_id])


def forget_touches(connection: Connection) -> None:
    """What this transaction has written so far moves no clock."""
    connection.info.pop(_TOUCHED, None)
