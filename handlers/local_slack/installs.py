"""Installations: which token opens which workspace, the codes of OAuth, and tokens that rotate."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.local_slack.clock import Clock
from handlers.local_slack.config import AppConfig
from handlers.local_slack.workspace import Workspace

CODE_LIFETIME = timedelta(minutes=10)
ROTATED_LIFETIME = timedelta(hours=12)


@dataclass(frozen=True)
class Installed:
    """An app in a workspace: what one bot token opens."""

    workspace: Workspace
    app: AppConfig


@dataclass(frozen=True)
class Grant:
    """What a code or a refresh token stands for."""

    team: str
    app: str
    user: str
    redirect_uri: str = ""
    scopes: tuple[str, ...] = ()
    enterprise: str = ""
    """The organisation, when the app was allowed for all of it at once."""


class Installs:
    """Bot tokens, app tokens, codes and refresh tokens of every workspace."""

    def __init__(self, workspaces: dict[str, Workspace], clock: Clock) -> None:
        self._clock = clock
        self._all = [Installed(w, app) for w in workspaces.values() for app in w.apps.values()]
        self._by_token = {one.app.bot_token: one for one in self._all}
        self._revoked: set[str] = set()
        self._expires: dict[str, datetime] = {}
        self._codes: dict[str, tuple[Grant, datetime]] = {}
        self._refresh: dict[str, Grant] = {}

    def opened_by(self, token: str) -> Installed | None:
        """What a bot token opens, even if it has expired or the app was removed."""
        return self._by_token.get(token)

    def install(self, installed: Installed, scopes: tuple[str, ...]) -> None:
        """The app is in the workspace from now on; scopes are added to those of an earlier installation."""
        app = installed.app
        before = app.scopes if app.installed else []
        app.scopes = list(dict.fromkeys([*before, *scopes]))
        app.installed = True
        self._revoked.discard(app.bot_token)

    def revoke(self, app: AppConfig) -> None:
        """The app has given its token up."""
        app.installed = False
        self._revoked.add(app.bot_token)

    def trouble_with(self, installed: Installed, token: str) -> str | None:
        """Why a token that was given out does not open anything at present, as Slack's error code."""
        if self._is_past(token):
            return "token_expired"
        if installed.app.bot_token in self._revoked:
            return "token_revoked"
        return None if installed.app.installed else "account_inactive"

    def app_of(self, app_token: str) -> str | None:
        """The id of the app that an app-level token (xapp-…) belongs to."""
        known = (one.app.id for one in self._all if app_token and one.app.app_token == app_token)
        return next(known, None)

    def of_client(self, client_id: str) -> dict[str, Installed]:
        """Where the app with this client id can be installed, by the workspace's id."""
        return {one.workspace.id: one for one in self._all if client_id and one.app.client_id == client_id}

    def issue_code(
        self, installed: Installed, user: str, redirect_uri: str, scopes: tuple[str, ...], enterprise: str = ""
    ) -> str:
        """The code that a person's consent gives: good once, for ten minutes."""
        code = secrets.token_urlsafe(24)
        grant = Grant(installed.workspace.id, installed.app.id, user, redirect_uri, scopes, enterprise)
        self._codes[code] = (grant, self._clock.now() + CODE_LIFETIME)
        return code

    def redeem_code(self, code: str) -> Grant | None:
        """What the code stands for, once."""
        grant, until = self._codes.pop(code, (None, self._clock.now()))
        return grant if until > self._clock.now() else None

    def rotate(self, installed: Installed, user: str) -> tuple[str, str]:
        """A new bot token for twelve hours, and the refresh token that is good once after it."""
        token, refresh = f"xoxe.xoxb-1-{secrets.token_urlsafe(24)}", f"xoxe-1-{secrets.token_urlsafe(24)}"
        self._by_token[token] = installed
        self._expires[token] = self._clock.now() + ROTATED_LIFETIME
        self._refresh[refresh] = Grant(installed.workspace.id, installed.app.id, user)
        return token, refresh

    def _is_past(self, token: str) -> bool:
        """Whether a rotating token is past its twelve hours."""
        return token in self._expires and self._clock.now() >= self._expires[token]

    def redeem_refresh(self, token: str) -> Grant | None:
        """What the refresh token stands for, once."""
        return self._refresh.pop(token, None)
