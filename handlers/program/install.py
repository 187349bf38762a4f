"""Many workspaces: each installs the app itself at `/slack/install`; its token is stored encrypted.

Slack sends the person back with a `state`, which has to be one of ours, fresh, and from the same browser
(Bolt compares it with a cookie). It is signed instead of stored: any number of processes can check it.
"""

import asyncio
import hashlib
import hmac
import html
import logging
import secrets as random
import time
from typing import Any

import aiohttp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.installation import Installation as SlackInstallation
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from handlers.door.payloads import profile
from handlers.program.bolt_http import Receive, Scope, Send, UnreadableRequestError, read_request, send_response
from handlers.program.installations import Installations
from handlers.program.manifest import SCOPES
from handlers.program.settings import Settings
from models.team.enrolment import Profile, enrol_installer

STATE_IS_FRESH_FOR = 600
"""Seconds."""
NO_ORGANISATIONS = "Koers cannot be installed for a whole organisation yet: install it again, and choose one workspace at the top right."
NO_BOT = "Slack gave no token for the bot: install it again, and allow everything that is asked."
log = logging.getLogger("koers.install")


class NotInstalledError(Exception):
    """Why it was not installed, as a sentence for whoever waits in the browser."""


class SignedStates(AsyncOAuthStateStore):
    """`<time>.<random>.<signature>`, signed with the bot's own key."""

    def __init__(self, key: str) -> None:
        self.key = hashlib.sha256(f"oauth state {key}".encode()).digest()

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        """A new state for the OAuth round trip: time, random text and signature."""
        content = f"{int(time.time())}.{random.token_urlsafe(16)}"
        return f"{content}.{self._signature(content)}"

    async def async_consume(self, state: str) -> bool:
        """Whether the state is ours and not too old."""
        content, _, signature = state.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(content).encode()):
            return False
        return time.time() - int(content.partition(".")[0]) < STATE_IS_FRESH_FOR

    def _signature(self, content: str) -> str:
        return hmac.new(self.key, content.encode(), hashlib.sha256).hexdigest()


class StoredInstallations(AsyncInstallationStore):
    """Where Bolt's OAuth flow leaves a finished installation: our own table."""

    def __init__(self, installations: Installations) -> None:
        self.installations = installations

    async def async_save(self, installation: SlackInstallation) -> None:
        """Store the token, welcome the workspace, and make whoever installed it the first admin and leader.

        Raises NotInstalledError for a whole organisation, and for an app without a bot.
        """
        if installation.is_enterprise_install or not installation.team_id:
            raise NotInstalledError(NO_ORGANISATIONS)
        if not installation.bot_token:
            raise NotInstalledError(NO_BOT)
        workspace_id = str(installation.team_id)
        who = await self._who_installed(installation, workspace_id)
        await asyncio.to_thread(
            self.installations.store,
            installation,
            lambda session, now: enrol_installer(session, workspace_id, who, now),
        )

    async def _who_installed(self, installation: SlackInstallation, workspace_id: str) -> Profile:
        """What Slack says of them; where it says nothing, the app is installed all the same, and the name comes later."""
        client = AsyncWebClient(token=installation.bot_token, base_url=self.installations.api_url)
        try:
            user = (await client.users_info(user=installation.user_id, include_locale=True))["user"]
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("Slack says nothing of whoever installed the app: %s", type(error).__name__)
            return Profile(installation.user_id, installation.user_id, is_told=False)
        return profile(user, workspace_id)


class Install:
    """The two addresses of the OAuth flow, as an ASGI application."""

    def __init__(self, settings: Settings, installations: Installations) -> None:
        self.flow = AsyncOAuthFlow(
            client=AsyncWebClient(base_url=settings.slack_api_url),
            settings=AsyncOAuthSettings(
                client_id=settings.slack_client_id,
                client_secret=settings.slack_client_secret,
                scopes=list(SCOPES),
                authorization_url=f"{settings.slack_api_url.rstrip('/').removesuffix('/api')}/oauth/v2/authorize",
                redirect_uri=f"{settings.public_url.rstrip('/')}/slack/oauth_redirect" if settings.public_url else None,
                installation_store=StoredInstallations(installations),
                state_store=SignedStates(settings.secret_keys[0]),
            ),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send_response(send, await self._answer(scope, receive))

    async def _answer(self, scope: Scope, receive: Receive) -> BoltResponse:
        """What Bolt answers; where it has none, a page with one sentence."""
        try:
            asked = read_request(scope, receive)
        except UnreadableRequestError as error:
            log.warning("an address of the installation cannot be read (%s)", error)
            return page(400, "This address cannot be read. Start again where you found “Add to Slack”.")
        handle = self.flow.handle_installation if scope["path"] == "/slack/install" else self.flow.handle_callback
        try:
            return await handle(asked)
        except NotInstalledError as error:
            log.warning("not installed: %s", error)
            return page(400, str(error))
        except Exception as error:
            # Slack may have installed the app already: who waits in the browser reads what to do.
            reference = random.token_hex(4)
            log.error("an installation failed, reference %s", reference, exc_info=error)
            return page(
                500,
                f"Something went wrong on our side. Try again; if it stays, tell your admin. The reference is {reference}.",
            )


def page(status: int, sentence: str) -> BoltResponse:
    """A page with one sentence."""
    body = f'<!doctype html><meta charset="utf-8"><title>Koers</title><p>{html.escape(sentence)}</p>'
    return BoltResponse(status=status, headers={"content-type": ["text/html; charset=utf-8"]}, body=body)
