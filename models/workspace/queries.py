"""Questions about the workspace."""

from sqlmodel import Session

from models.workspace.records import Workspace


def workspace_of(session: Session, workspace_id: str) -> Workspace:
    """The workspace with this id. Raises KeyError when it never installed Koers."""
    workspace = session.get(Workspace, workspace_id)
    if workspace is None:
        raise KeyError(workspace_id)
    return workspace
