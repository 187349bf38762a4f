"""A key on its way from a form to whoever tests it: sealed, so that it stands nowhere as it was typed."""

from models.workspace.secrets import Secrets

_COLUMN = "connection.handed_over"


def hand_over(secrets: Secrets, workspace_id: str, key: str) -> str:
    """The key, sealed for this workspace and this purpose alone."""
    return secrets.seal(workspace_id, _COLUMN, key)


def open_handed_over(secrets: Secrets, workspace_id: str, sealed: str) -> str:
    """The key again. Raises SecretError."""
    return secrets.open(workspace_id, _COLUMN, sealed)
