"""Questions about the workspace."""

from sqlmodel import Session, select

from models.prepared import known
from models.workspace.records import Workspace


def workspace_of(session: Session, workspace_id: str) -> Workspace:
    """The workspace with this id. Raises KeyError when it never installed Koers."""
    workspace = known(session, Workspace, workspace_id) or session.get(Workspace, workspace_id)
    if workspace is None:
        raise KeyError(workspace_id)
    return workspace


def hold(session: Session, workspace_id: str) -> None:
    """Until the end of this transaction nobody else in the workspace gets past this point: for giving out numbers.

    On PostgreSQL the workspace's row is locked; on SQLite there is only one writer anyhow.
    """
    row = select(Workspace.workspace_id).where(Workspace.workspace_id == workspace_id).with_for_update()
    session.exec(row).first()
