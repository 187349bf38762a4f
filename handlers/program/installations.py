"""Which token speaks for which workspace: from the environment (one workspace) or the installation table.

Bolt's default asks Slack's `auth.test` at every request. Here a token is remembered for `FRESH_FOR`, then compared with
the database again; at once where Slack refuses it. So each process follows when another one (re)installed the app or
heard that it was removed. Until then `require_comes_in` stops what would be stored: it sees the workspace's own row.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store.models.installation import Installation as SlackInstallation
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session, select

from handlers.door.metrics import CountErrors
from handlers.program.rotation import NO_ANSWER, REFRESH_COLUMN, TOKEN_COLUMN, Rotation, installation_of
from models.database import Database
from models.row_security import serving
from models.team.enrolment import person_of
from models.workspace.records import Installation, Workspace
from models.workspace.secrets import Secrets
from models.workspace.trail import Did, Way, as_in_slack, note

FRESH_FOR = 60.0
"""Seconds that a token is used without a look at the database."""
DEAD = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
"""What Slack says of a token that is of no use any more."""
log = logging.getLogger("koers.install")
T = TypeVar("T")


class NotOnTheListError(Exception):
    """A workspace that `KOERS_WORKSPACES` does not name; the text is its id."""


@dataclass(frozen=True)
class Known:
    """A token, as the database had it at `seen_at` (seconds of `time.monotonic`)."""

    speaker: AuthorizeResult
    sealed: str
    """As it is stored: what tells one token from the next without opening it."""
    seen_at: float


class Installations:
    """The tokens by workspace, remembered in this process for a while. Ask it from one event loop."""

    def __init__(
        self,
        database: Database,
        secrets: Secrets,
        api_url: str,
        now: Callable[[], datetime],
        *,
        allowed: frozenset[str] = frozenset(),
        rotation: Rotation | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.database = database
        self.secrets = secrets
        self.api_url = api_url
        self.now = now
        self.allowed = allowed  # all where it is empty
        self.rotation = rotation
        self.seconds = seconds
        self._known: dict[str, Known] = {}
        self._only: AuthorizeResult | None = None
        self._forgotten = 0  # how often: what was read before must not be remembered after

    def takes(self, workspace_id: str) -> bool:
        """Whether this server serves the workspace at all."""
        return not self.allowed or workspace_id in self.allowed

    async def use_token(self, token: str) -> str:
        """Serve the one workspace of this bot token, and return its id.

        Raises SlackApiError for a wrong token, NotOnTheListError for a workspace that is not served.
        """
        who = await self._client(token).auth_test()
        workspace_id = str(who["team_id"])
        if not self.takes(workspace_id):
            raise NotOnTheListError(workspace_id)
        self._only = AuthorizeResult(
            enterprise_id=None,
            team_id=workspace_id,
            bot_user_id=who["user_id"],
            bot_id=who.get("bot_id"),
            bot_token=token,
        )
        with serving(workspace_id):
            await asyncio.to_thread(
                self.database.write, lambda session: self._welcome(session, workspace_id, who["team"])
            )
        return workspace_id

    async def authorize(
        self, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> AuthorizeResult | None:
        """Bolt's question at each request; None for a workspace that did not install the app, or is not on the list."""
        workspace_id = team_id or (str(self._only.team_id) if self._only else "")
        if not workspace_id or not self.takes(workspace_id):
            return None
        if self._only is not None and workspace_id != self._only.team_id:
            return None
        known = self._known.get(workspace_id)
        if known is not None and self.seconds() - known.seen_at < FRESH_FOR:
            return known.speaker
        return await self._looked_up(workspace_id, known)

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
            row = installation_of(session, workspace_id)
            token = self.secrets.seal(workspace_id, TOKEN_COLUMN, installed.bot_token or "")
            if row is None:
                row = Installation(workspace_id=workspace_id, bot_token=token, bot_user_id="", installed_at=self.now())
                session.add(row)
            row.bot_token, row.bot_user_id, row.bot_id = token, installed.bot_user_id or "", installed.bot_id
            row.app_id, row.installed_by, row.installed_at = installed.app_id, installed.user_id, self.now()
            row.scopes = ",".join(installed.bot_scopes or [])
            again, lasts = installed.bot_refresh_token, installed.bot_token_expires_at
            row.refresh_token = self.secrets.seal(workspace_id, REFRESH_COLUMN, again) if again else None
            row.expires_at = datetime.fromtimestamp(lasts, tz=UTC) if again and lasts else None
            row.refreshing_until = None
            and_then(session, self.now())
            installer = person_of(session, workspace_id, installed.user_id)
            by, about = installer.id if installer else None, as_in_slack(installed.user_id)
            note(session, workspace_id, Did.INSTALL, by=by, at=self.now(), about=about, way=Way.SLACK)

        with serving(workspace_id):
            self.database.write(work)
        self._forget(workspace_id)

    async def removed(self, workspace_id: str, said_at: datetime | None = None) -> None:
        """Slack says that the app was removed, or its token taken back: forget the token, here and in the database.

        An event that is older than the installation may be one from before, sent again: then the token itself is tried.
        """
        row = await self._read(workspace_id, lambda session: installation_of(session, workspace_id))
        # Slack tells whole seconds, cut off: one that is as old may be of just after.
        is_older = said_at is not None and row is not None and said_at <= row.installed_at - timedelta(seconds=1)
        if is_older and await self._still_works(workspace_id):
            log.info("an event of before %s was installed again is left alone", workspace_id)
            return
        await asyncio.to_thread(self.forget, workspace_id)

    def forget(self, workspace_id: str) -> None:
        """Forget the token of a workspace, here and in the database; every process stops serving it."""

        def remove(session: Session) -> None:
            workspace = session.get(Workspace, workspace_id)
            if workspace is not None and workspace.uninstalled_at is None:
                workspace.uninstalled_at = self.now()
                note(session, workspace_id, Did.UNINSTALL, by=None, at=self.now(), way=Way.BY_ITSELF)
            for installation in session.exec(select(Installation).where(Installation.workspace_id == workspace_id)):
                session.delete(installation)

        with serving(workspace_id):
            self.database.write(remove)
        self._forget(workspace_id)

    def refused(self, token: str) -> None:
        """Slack refuses this token: whoever asks next gets the one that is stored by now."""
        for workspace_id, known in list(self._known.items()):
            if known.speaker.bot_token == token:
                log.warning("Slack refuses the token of %s; looking for a newer one", workspace_id)
                self._forget(workspace_id)

    def counting(self) -> CountErrors:
        """What counts the errors of a client, and notices tokens that are of no use any more."""
        return CountErrors(lambda error, token: self.refused(token) if error in DEAD else None)

    def _forget(self, workspace_id: str) -> None:
        self._forgotten += 1
        self._known.pop(workspace_id, None)

    async def _looked_up(self, workspace_id: str, known: Known | None) -> AuthorizeResult | None:
        if known is not None:  # the others go on with it meanwhile
            self._known[workspace_id] = replace(known, seen_at=self.seconds())
        before = self._forgotten
        found = await (self._look(workspace_id, known) if self._only is None else self._look_at_only(self._only))
        if found is None:
            self._forget(workspace_id)
            return None
        if before == self._forgotten:
            self._known[workspace_id] = found
        return found.speaker

    async def _look(self, workspace_id: str, known: Known | None) -> Known | None:
        """What is stored, with a new token where the one of now runs out."""
        row = await self._read(workspace_id, lambda session: installation_of(session, workspace_id))
        if row is not None and self.rotation is not None and row.expires_at is not None:
            with serving(workspace_id):
                row = await self.rotation.in_time(row)
        if row is None:
            return None
        if known is not None and known.sealed == row.bot_token:
            return replace(known, seen_at=self.seconds())
        speaker = AuthorizeResult(
            enterprise_id=None,
            team_id=workspace_id,
            bot_user_id=row.bot_user_id,
            bot_id=row.bot_id,
            bot_token=self.secrets.open(workspace_id, TOKEN_COLUMN, row.bot_token),
        )
        return Known(speaker, row.bot_token, self.seconds())

    async def _look_at_only(self, only: AuthorizeResult) -> Known | None:
        """The token of the settings; after the app was removed, as soon as it works again."""
        workspace_id = str(only.team_id)
        workspace = await self._read(workspace_id, lambda session: session.get(Workspace, workspace_id))
        if workspace is None or workspace.uninstalled_at is not None:
            try:
                await self.use_token(only.bot_token or "")
            except NO_ANSWER:
                return None
        return Known(only, "", self.seconds())

    async def _still_works(self, workspace_id: str) -> bool:
        """Only what Slack says of a dead token counts: other trouble is raised, and Slack sends the event again."""
        self._forget(workspace_id)  # what is stored is tried, not what was remembered
        client = await self.client_of(workspace_id)
        try:
            return client is not None and bool((await client.auth_test())["ok"])
        except SlackApiError as error:
            if error.response["error"] not in DEAD:
                raise
            return False

    async def _read(self, workspace_id: str, work: Callable[[Session], T]) -> T:
        with serving(workspace_id):
            return await asyncio.to_thread(self.database.read, work)

    def _client(self, token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=self.api_url, retry_handlers=[self.counting()])

    def _welcome(self, session: Session, workspace_id: str, name: str) -> None:
        workspace = session.get(Workspace, workspace_id)
        if workspace is None:
            session.add(Workspace(workspace_id=workspace_id, name=name, created_at=self.now()))
        else:
            workspace.name, workspace.uninstalled_at = name, None
