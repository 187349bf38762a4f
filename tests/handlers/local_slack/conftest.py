"""A local Slack with two companies, the people who use it, and apps that are connected to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack

Json = dict[str, Any]
SIGNING_SECRET = "s3cret"
PATIENCE = 60.0
"""Seconds: for what must come. A test that passes waits no longer than it must, on a busy machine too."""
SHORT = 0.4
"""Seconds: for what must not come, and for who tests that an app is late."""


def config(**app: Any) -> Json:
    """Noordzee with Anna, Bram and Carla; Zuiderzee with Rita, whose things must never show."""
    koers = {
        "id": "A1",
        "name": "Koers",
        "bot_user_id": "UKOERS",
        "bot_id": "BKOERS",
        "bot_token": "xoxb-noordzee",
        "app_token": "xapp-koers",
        "signing_secret": SIGNING_SECRET,
        "client_id": "client.1",
        "client_secret": "hush",
        "commands": [
            {"command": "/log", "description": "Log work", "usage_hint": "meeting Acme", "should_escape": True},
            {"command": "/raw"},
        ],
    }
    return {
        "ack_seconds": PATIENCE,
        "retry_seconds": [0.0, 60.0, 300.0],
        "workspaces": [
            {
                "id": "T1",
                "name": "Noordzee",
                "domain": "noordzee",
                "app": koers | app,
                "users": [
                    {
                        "id": "UANNA",
                        "name": "anna",
                        "real_name": "Anna de Vries",
                        "email": "anna@example.com",
                        "locale": "en-GB",
                    },
                    {"id": "UBRAM", "name": "bram", "real_name": "Bram Bakker", "locale": "nl-NL", "tz": "Asia/Tokyo"},
                    {"id": "UCARLA", "name": "carla", "real_name": "Carla Mulder", "is_owner": True},
                    {"id": "UGONE", "name": "gone", "deleted": True},
                ],
                "channels": [
                    {"id": "CSALES", "name": "sales", "topic": "Selling"},
                    {"id": "CELSE", "name": "elsewhere", "members": ["UANNA", "UBRAM"]},
                    {"id": "CSECRET", "name": "secret", "is_private": True, "members": ["UCARLA"]},
                    {"id": "COLD", "name": "old", "is_archived": True},
                ],
            },
            {
                "id": "T2",
                "name": "Zuiderzee",
                "domain": "zuiderzee",
                "app": koers | {"bot_token": "xoxb-zuiderzee", "bot_user_id": "UKOERS2"} | app,
                "users": [{"id": "URITA", "name": "rita"}],
                "channels": [{"id": "CZUID", "name": "zuid"}],
            },
        ],
    }


class People:
    """The control API, the only way in which tests play people."""

    def __init__(self, slack: LocalSlack, http: aiohttp.ClientSession) -> None:
        self.slack = slack
        self._http = http

    async def do(self, action: str, who: str | None = None, **arguments: Any) -> Json:
        """POST /control/<action> as somebody."""
        body = arguments | ({"as": who} if who else {})
        async with self._http.post(f"{self.slack.url}/control/{action}", json=body) as answer:
            return await answer.json()

    async def see(self, what: str, who: str | None = None, **arguments: Any) -> Json:
        """GET /control/<what> as somebody."""
        query = arguments | ({"as": who} if who else {})
        async with self._http.get(f"{self.slack.url}/control/{what}", params=query) as answer:
            return await answer.json()

    async def drop(self, what: str, **arguments: Any) -> Json:
        """DELETE /control/<what>."""
        async with self._http.delete(f"{self.slack.url}/control/{what}", params=arguments) as answer:
            return await answer.json()

    async def texts(self, who: str, channel: str) -> list[str]:
        """What somebody reads in a conversation."""
        return [m["text"] for m in (await self.see("messages", who, channel=channel))["messages"]]

    async def app_channel(self, who: str) -> str:
        """The id of somebody's conversation with the app."""
        state = await self.see("state", who)
        return next(c["id"] for c in state["channels"] if c["type"] == "app")

    async def log(self, kind: str) -> list[Json]:
        """The inspector's rows of one kind."""
        return [row for row in (await self.see("log", limit=1000))["rows"] if row["kind"] == kind]


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A local Slack that runs."""
    async with LocalSlack(config()).running() as running:
        yield running


@pytest.fixture
def impatient(slack: LocalSlack) -> None:
    """The three seconds of this Slack are over soon."""
    slack.platform.socket_mode._ack_seconds = SHORT


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def people(slack: LocalSlack, http: aiohttp.ClientSession) -> People:
    return People(slack, http)


@pytest.fixture
def client(slack: LocalSlack) -> AsyncWebClient:
    """The app's client in Noordzee; it repeats nothing by itself."""
    return AsyncWebClient("xoxb-noordzee", base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def bolt(client: AsyncWebClient) -> AsyncApp:
    """A Bolt app, not yet connected."""
    return AsyncApp(client=client, signing_secret=SIGNING_SECRET)


@asynccontextmanager
async def connected(
    app: AsyncApp, slack: LocalSlack, app_token: str = "xapp-koers"
) -> AsyncIterator[AsyncSocketModeHandler]:
    """The app is there by Socket Mode for as long as the block lasts."""
    handler = AsyncSocketModeHandler(app, app_token, web_client=AsyncWebClient(base_url=slack.api_url))
    await handler.connect_async()
    try:
        yield handler
    finally:
        await handler.client.disconnect()
        await handler.close_async()


@asynccontextmanager
async def serving(handle: Any) -> AsyncIterator[str]:
    """A small web server for an app that is reached over HTTP; gives its request URL."""
    application = web.Application()
    application.router.add_post("/slack/events", handle)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()
