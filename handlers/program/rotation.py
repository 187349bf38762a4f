"""Bot tokens that run out after twelve hours, where the app in Slack was set so: the next one is fetched in time.

A refresh token is good once: of all processes one claims the row, asks Slack without a transaction open, and stores.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlmodel import Session, select

from models.database import Database
from models.workspace.records import Installation
from models.workspace.secrets import Secrets

TOKEN_COLUMN = "installation.bot_token"
REFRESH_COLUMN = "installation.refresh_token"
IN_TIME = timedelta(hours=2)
"""So long before its end a token is exchanged."""
CLAIMED_FOR = timedelta(seconds=30)
AGAIN_AFTER = timedelta(minutes=5)
"""After Slack refused: it will not say anything else a second later."""
WAITS = (0.2, 0.4, 0.8, 1.0)
"""Seconds between looks, while another process fetches what nobody can do without."""
NO_ANSWER = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, json.JSONDecodeError)
"""How Slack fails to answer a call."""
log = logging.getLogger("koers.install")


class Rotation:
    """Exchanges tokens that run out."""

    def __init__(
        self,
        database: Database,
        secrets: Secrets,
        now: Callable[[], datetime],
        client: AsyncWebClient,
        client_id: str,
        client_secret: str,
    ) -> None:
        self.database = database
        self.secrets = secrets
        self.now = now
        self.client = client
        self.client_id = client_id
        self.client_secret = client_secret
        self._under_way: set[asyncio.Task[Installation | None]] = set()

    async def in_time(self, row: Installation) -> Installation | None:
        """The installation with a token that works: at once as long as it does, whatever Slack takes to give the next.

        None where the app was removed while somebody waited for it.
        """
        if row.expires_at is None or row.expires_at - self.now() > IN_TIME:
            return row
        exchange = asyncio.create_task(self._exchanged(row))
        self._under_way.add(exchange)
        exchange.add_done_callback(self._over)
        return await exchange if row.expires_at <= self.now() else row

    async def _exchanged(self, row: Installation) -> Installation | None:
        workspace_id = row.workspace_id
        claimed = await asyncio.to_thread(self.database.write, lambda session: self._claim(session, workspace_id))
        if claimed is None:
            return await self._of_another_process(row)
        try:
            answer = await self.client.oauth_v2_access(
                client_id=self.client_id,
                client_secret=self.client_secret,
                grant_type="refresh_token",
                refresh_token=claimed,
            )
        except NO_ANSWER as error:
            why = error.response["error"] if isinstance(error, SlackApiError) else type(error).__name__
            log.error("the token of %s could not be renewed (%s); it lasts until %s", workspace_id, why, row.expires_at)
            await asyncio.to_thread(self.database.write, lambda session: self._give_up(session, workspace_id))
            return row
        return await asyncio.to_thread(self.database.write, lambda session: self._keep(session, row, answer))

    def _claim(self, session: Session, workspace_id: str) -> str | None:
        """The refresh token, for one process; None when there is nothing to do, or another does it."""
        row, now = self._locked(session, workspace_id), self.now()
        if row is None or row.refresh_token is None or row.expires_at is None or row.expires_at - now > IN_TIME:
            return None
        if row.refreshing_until is not None and row.refreshing_until > now:
            return None
        row.refreshing_until = now + CLAIMED_FOR
        return self.secrets.open(workspace_id, REFRESH_COLUMN, row.refresh_token)

    def _keep(self, session: Session, old: Installation, answer: AsyncSlackResponse) -> Installation | None:
        row = self._locked(session, old.workspace_id)
        if row is None or self._opened(row) != self._opened(old):
            return row  # removed, or installed anew, meanwhile
        row.bot_token = self.secrets.seal(row.workspace_id, TOKEN_COLUMN, answer["access_token"])
        row.refresh_token = self.secrets.seal(row.workspace_id, REFRESH_COLUMN, answer["refresh_token"])
        row.expires_at, row.refreshing_until = self.now() + timedelta(seconds=answer["expires_in"]), None
        return row

    def _opened(self, row: Installation) -> str | None:
        """What was sealed: the seal itself may be another one by now (`bot.py reseal`)."""
        return row.refresh_token and self.secrets.open(row.workspace_id, REFRESH_COLUMN, row.refresh_token)

    def _give_up(self, session: Session, workspace_id: str) -> None:
        row = self._locked(session, workspace_id)
        if row is not None:
            row.refreshing_until = self.now() + AGAIN_AFTER

    async def _of_another_process(self, row: Installation) -> Installation | None:
        """What another process has fetched; what there was, as long as it has nothing; None where it was removed."""
        for seconds in WAITS:
            found = await asyncio.to_thread(
                self.database.read, lambda session: installation_of(session, row.workspace_id)
            )
            if found is None or found.bot_token != row.bot_token or (row.expires_at and row.expires_at > self.now()):
                return found
            await asyncio.sleep(seconds)
        return row

    def _locked(self, session: Session, workspace_id: str) -> Installation | None:
        row = select(Installation).where(Installation.workspace_id == workspace_id).with_for_update()
        return session.exec(row).first()

    def _over(self, exchange: "asyncio.Task[Installation | None]") -> None:
        self._under_way.discard(exchange)
        if not exchange.cancelled() and (error := exchange.exception()) is not None:
            log.error("a token could not be renewed", exc_info=error)


def installation_of(session: Session, workspace_id: str) -> Installation | None:
    """The workspace's installation, as it is stored."""
    return session.exec(select(Installation).where(Installation.workspace_id == workspace_id)).first()
