"""Installations: which token opens which workspace, the codes of OAuth, and tokens that rotate."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.sandbox.clock import Clock
from handlers.sandbox.workspace import Workspace

CODE_LIFETIME = timedelta(minutes=10)
ROTATED_LIFETIME = timedelta(hours=12)


@dataclass(frozen=True)
class Grant:
    """What a code or a refresh token stands for."""

    team: str
    user: str
    redirect_uri: str = ""


class Installs:
    """Bot tokens, app tokens, codes and refresh tokens of every workspace."""

    def __init__(self, workspaces: dict[str, Workspace], clock: Clock) -> None:
        self._workspaces = workspaces
        self._clock = clock
        self._by_token = {w.app.bot_token: w for w in workspaces.values()}
        self._expires: dict[str, datetime] = {}
        self._codes: dict[str, tuple[Grant, datetime]] = {}
        self._refresh: dict[str, Grant] = {}

    def workspace_of(self, token: str) -> Workspace | None:
        """The workspace that a bot token opens, even if it has expired or the app was removed."""
        return self._by_token.get(token)

    def has_expired(self, token: str) -> bool:
        """Whether a rotating token is past its twelve hours."""
        return token in self._expires and self._clock.now() >= self._expires[token]

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
        self._codes[code] = (Grant(workspace.id, user, redirect_uri), self._clock.now() + CODE_LIFETIME)
        return code

    def redeem_code(self, code: str) -> Grant | None:
        """What the code stands for, once."""
        grant, until = self._codes.pop(code, (None, self._clock.now()))
        return grant if until > self._clock.now() else None

    def rotate(self, grant: Grant) -> tuple[str, str]:
        """A new bot token for twelve hours, and the refresh token that is good once after it."""
        token, refresh = f"xoxe.xoxb-1-{secrets.token_urlsafe(24)}", f"xoxe-1-{secrets.token_urlsafe(24)}"
        self._by_token[token] = self._workspaces[grant.team]
        self._expires[token] = self._clock.now() + ROTATED_LIFETIME
        self._refresh[refresh] = grant
        return token, refresh

    def redeem_refresh(self, token: str) -> Grant | None:
        """What the refresh token stands for, once."""
        return self._refresh.pop(token, None)
