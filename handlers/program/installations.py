"""Which token speaks for which workspace: from the environment (one workspace) or the installation table.

Bolt's default asks Slack's `auth.test` at every request; here the answer is kept until Slack says
that the app was removed or its tokens were revoked.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.oauth.installation_store.models.installation import Installation as SlackInstallation
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session, select

from handlers.door.metrics import CountErrors
from models.database import Database
from models.row_security import serving
from models.workspace.records import Installation, Workspace
from models.workspace.secrets import Secrets

TOKEN_COLUMN = "installation.bot_token"


class Installations:
    """The tokens by workspace, remembered in this process."""

    def __init__(self, database: Database, secrets: Secrets, api_url: str, now: Callable[[], datetime]) -> None:
        self.database = database
        self.secrets = secrets
        self.api_url = api_url
        self.now = now
        self._known: dict[str, AuthorizeResult] = {}
        self._only: AuthorizeResult | None = None

    async def use_token(self, token: str) -> str:
        """Serve the one workspace of this bot token, and return its id. Raises SlackApiError for a wrong token."""
        client = self._client(token)
        who = await client.auth_test()
        self._only = AuthorizeResult(
            enterprise_id=None,
            team_id=who["team_id"],
            bot_user_id=who["user_id"],
            bot_id=who.get("bot_id"),
            bot_token=token,
        )
        with serving(who["team_id"]):
            await asyncio.to_thread(
                self.database.write, lambda session: self._welcome(session, who["team_id"], who["team"])
            )
        return str(who["team_id"])

    async def authorize(
        self, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> AuthorizeResult | None:
        """Bolt's question at each request; None for a workspace that did not install the app."""
        if self._only is not None:
            return self._only if team_id in (None, self._only.team_id) else None
        if team_id is None:
            return None
        if team_id not in self._known:
            with serving(team_id):
                found = await asyncio.to_thread(self.database.read, lambda session: self._stored(session, team_id))
            if found is None:
                return None
            self._known[team_id] = found
        return self._known[team_id]

    async def client_of(self, workspace_id: str) -> AsyncWebClient | None:
        """A client that speaks for the workspace; None when the app is not (or no longer) installed there."""
        found = await self.authorize(None, workspace_id)
        return None if found is None else self._client(found.bot_token or "")

    def store(self, installed: SlackInstallation, and_then: Callable[[Session, datetime], object]) -> None:
        """Keep the token of a workspace that installed the app, in one transaction with `and_then`."""
        workspace_id = str(installed.team_id)

        def work(session: Session) -> None:
            self._welcome(session, workspace_id, installed.team_name or workspace_id)
            session.flush()
            row = session.exec(select(Installation).where(Installation.workspace_id == workspace_id)).first()
            token = self.secrets.seal(workspace_id, TOKEN_COLUMN, installed.bot_token or "")
            if row is None:
                row = Installation(workspace_id=workspace_id, bot_token=token, bot_user_id="", installed_at=self.now())
                session.add(row)
            row.bot_token, row.bot_user_id, row.bot_id = token, installed.bot_user_id or "", installed.bot_id
            row.app_id, row.installed_by = installed.app_id, installed.user_id
            row.scopes = ",".join(installed.bot_scopes or [])
            and_then(session, self.now())

        with serving(workspace_id):
            self.database.write(work)
        self._known.pop(workspace_id, None)

    def forget(self, workspace_id: str) -> None:
        """The app was removed or its tokens were revoked: forget the token, here and in the database."""
        self._known.pop(workspace_id, None)

        def remove(session: Session) -> None:
            workspace = session.get(Workspace, workspace_id)
            if workspace is not None:
                workspace.uninstalled_at = self.now()
            for installation in session.exec(select(Installation).where(Installation.workspace_id == workspace_id)):
                session.delete(installation)

        with serving(workspace_id):
            self.database.write(remove)

    def _client(self, token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=self.api_url, retry_handlers=[CountErrors()])

    def _stored(self, session: Session, workspace_id: str) -> AuthorizeResult | None:
        installation = session.exec(select(Installation).where(Installation.workspace_id == workspace_id)).first()
        if installation is None:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=workspace_id,
            bot_user_id=installation.bot_user_id,
            bot_id=installation.bot_id,
            bot_token=self.secrets.open(workspace_id, TOKEN_COLUMN, installation.bot_token),
        )

    def _welcome(self, session: Session, workspace_id: str, name: str) -> None:
        workspace = session.get(Workspace, workspace_id)
        if workspace is None:
            session.add(Workspace(workspace_id=workspace_id, name=name, created_at=self.now()))
        else:
            workspace.name, workspace.uninstalled_at = name, None
