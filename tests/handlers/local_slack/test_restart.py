"""The local Slack goes away and comes back, and so does the bot: neither has to be told."""

import asyncio
import socket

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from tests.handlers.local_slack.conftest import PATIENCE, People, config, connected


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answering(api_url: str, text: str) -> AsyncApp:
    app = AsyncApp(client=AsyncWebClient("xoxb-noordzee", base_url=api_url))

    @app.command("/log")
    async def log(ack):
        await ack(text)

    return app


async def test_a_bot_finds_a_local_slack_again_that_was_started_anew(http: aiohttp.ClientSession):
    port = free_port()
    api_url = f"http://127.0.0.1:{port}/api/"
    handler = AsyncSocketModeHandler(
        answering(api_url, "here"), "xapp-koers", web_client=AsyncWebClient(base_url=api_url), ping_interval=1
    )
    try:
        async with LocalSlack(config()).running(port) as first:
            await handler.connect_async()
            answer = await People(first, http).do("type", "UANNA", channel="CSALES", text="/log")
            assert answer["response"] == {"text": "here"}
        async with LocalSlack(config()).running(port) as second, asyncio.timeout(PATIENCE):
            while not second.platform.socket_mode.is_connected("A1"):  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.05)
            answer = await People(second, http).do("type", "UANNA", channel="CSALES", text="/log")
            assert answer["response"] == {"text": "here"}
    finally:
        await handler.client.disconnect()
        await handler.close_async()


async def test_a_local_slack_goes_on_with_a_bot_that_was_started_anew(slack: LocalSlack, people: People):
    async with connected(answering(slack.api_url, "the old one"), slack):
        await people.do("type", "UANNA", channel="CSALES", text="/log")
    away = await people.do("type", "UANNA", channel="CSALES", text="/log")
    assert away["error"] == "dispatch_failed"
    async with connected(answering(slack.api_url, "the new one"), slack):
        await people.do("type", "UANNA", channel="CSALES", text="/log")
    assert await people.texts("UANNA", "CSALES") == ["the old one", "the new one"]
