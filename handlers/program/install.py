"""Many workspaces: each installs the app itself at `/slack/install`; its token is stored encrypted.

Slack sends the person back with a `state`, which has to be one of ours, fresh, and from the same browser
(Bolt compares it with a cookie). It is signed instead of stored: any number of processes can check it.
"""

import asyncio
import hashlib
import hmac
import secrets as random
import time
from typing import Any

from slack_bolt.adapter.asgi.http_request import AsgiHttpRequest
from slack_bolt.adapter.asgi.http_response import AsgiHttpResponse
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.installation import Installation as SlackInstallation
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from handlers.door.payloads import profile
from handlers.program.installations import Installations
from handlers.program.manifest import SCOPES
from handlers.program.settings import Settings
from models.team.enrolment import enrol_installer

STATE_IS_FRESH_FOR = 600
"""Seconds."""


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
        """Store the token, welcome the workspace, and make whoever installed it the first admin and leader."""
        assert installation.team_id
        assert installation.bot_token
        client = AsyncWebClient(token=installation.bot_token, base_url=self.installations.api_url)
        user = (await client.users_info(user=installation.user_id, include_locale=True))["user"]
        await asyncio.to_thread(
            self.installations.store,
            installation,
            lambda session, now: enrol_installer(
                session, str(installation.team_id), profile(user, str(installation.team_id)), now
            ),
        )


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

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        request = AsgiHttpRequest(scope, receive)
        asked = AsyncBoltRequest(body="", query=request.query_string, headers=request.get_headers())
        handle = self.flow.handle_installation if scope["path"] == "/slack/install" else self.flow.handle_callback
        answer = await handle(asked)
        response = AsgiHttpResponse(status=answer.status, headers=answer.headers, body=answer.body)
        await send(response.get_response_start())
        await send(response.get_response_body())
