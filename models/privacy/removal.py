"""A workspace that removed the app: its data is kept for a while, in case it comes back, and then deleted for good.

A few thousand rows a transaction, so that the other workspaces' writers need not wait.
"""

from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import CursorResult, Table
from sqlmodel import Session, col, select

from models.workspace.copying import tables
from models.workspace.records import Workspace

ROWS_AT_ONCE = 2_000


def removed_workspaces(session: Session) -> dict[str, datetime]:
    """The workspaces in which the app is no longer, with when it was removed."""
    gone = select(Workspace.workspace_id, Workspace.uninstalled_at).where(col(Workspace.uninstalled_at).is_not(None))
    return {workspace_id: removed_at for workspace_id, removed_at in session.exec(gone) if removed_at is not None}


def delete_some(session: Session, workspace_id: str, removed_before: datetime, rows: int = ROWS_AT_ONCE) -> bool | None:
    """Delete up to `rows` rows of a workspace that was removed before then; True when all of it is gone.

    None for one that was installed again meanwhile: nothing of it is deleted from then on.
    """
    row = select(Workspace).where(Workspace.workspace_id == workspace_id).with_for_update()
    workspace = session.exec(row).first()
    if workspace is None or workspace.uninstalled_at is None or workspace.uninstalled_at >= removed_before:
        return None
    for table in reversed(_tables()):
        _let_go_of_each_other(session, table, workspace_id)
        rows -= _delete(session, table, workspace_id, rows)
        if rows <= 0:
            return False
    session.delete(workspace)
    return True


def _tables() -> list[Table]:
    """Every table but the workspace's own, those first that others refer to; also where only some features are loaded."""
    return [table for table in tables() if table.name != Workspace.__tablename__]


def _let_go_of_each_other(session: Session, table: Table, workspace_id: str) -> None:
    """Rows that refer to rows of the same table (a manager, a merged account) could not go in parts."""
    for foreign in table.foreign_key_constraints:
        if foreign.referred_table is table:
            column = next(one for one in foreign.columns if one.name != "workspace_id")
            session.execute(
                sa.update(table).where(table.c.workspace_id == workspace_id, column.is_not(None)).values({column: None})
            )


def _delete(session: Session, table: Table, workspace_id: str, rows: int) -> int:
    key = [column for column in table.primary_key.columns if column.name != "workspace_id"]
    here = table.c.workspace_id == workspace_id
    some = sa.select(*key).where(here).limit(rows)
    chosen = (key[0] if len(key) == 1 else sa.tuple_(*key)).in_(some)
    return cast("CursorResult[Any]", session.execute(sa.delete(table).where(here, chosen))).rowcount
