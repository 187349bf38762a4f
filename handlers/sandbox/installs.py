"""Installations: which token opens which workspace, the codes of OAuth, and tokens that rotate."""

import secrets
import time
from dataclasses import dataclass

from handlers.sandbox.workspace import Workspace

CODE_SECONDS = 600
ROTATED_TOKEN_SECONDS = 12 * 3600


@dataclass(frozen=True)
class Grant:
    """What a code or a refresh token stands for."""

    team: str
    user: str
    redirect_uri: str = ""
    until: float = 0.0


class Installs:
    """Bot tokens, app tokens, codes and refresh tokens of every workspace."""

    def __init__(self, workspaces: dict[str, Workspace]) -> None:
        self._workspaces = workspaces
        self._by_token = {w.app.bot_token: w for w in workspaces.values()}
        self._codes: dict[str, Grant] = {}
        self._refresh: dict[str, Grant] = {}

    def workspace_of(self, token: str) -> Workspace | None:
        """The workspace that a bot token opens, installed or not any more."""
        return self._by_token.get(token)

    def app_of(self, app_token: str) -> str | None:
        """The id of the app that an app-level token (xapp-…) belongs to."""
        for workspace in self._workspaces.values():
            if app_token and workspace.app.app_token == app_token:
                return workspace.app.id
        return None

    def workspaces_of_client(self, client_id: str) -> list[Workspace]:
        """The workspaces in which the app with this client id can be installed."""
        return [w for w in self._workspaces.values() if client_id and w.app.client_id == client_id]

    def issue_code(self, workspace: Workspace, user: str, redirect_uri: str) -> str:
        """The code that a person's consent gives: good once, for ten minutes."""
        code = secrets.token_urlsafe(24)
        self._codes[code] = Grant(workspace.id, user, redirect_uri, time.monotonic() + CODE_SECONDS)
        return code

    def redeem_code(self, code: str) -> Grant | None:
        """What the code stands for, once."""
        grant = self._codes.pop(code, None)
        return grant if grant and grant.until > time.monotonic() else None

    def issue_refresh(self, grant: Grant) -> str:
        """A refresh token, good once."""
        token = f"xoxe-1-{secrets.token_urlsafe(32)}"
        self._refresh[token] = grant
        return token

    def redeem_refresh(self, token: str) -> Grant | None:
        """What the refresh token stands for, once."""
        return self._refresh.pop(token, None)
