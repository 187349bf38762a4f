"""Socket Mode over two connections: one that went deaf is replaced, and the end waits for what is under way."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, WSMsgType, web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from handlers.program import socket_mode
from handlers.program.socket_mode import CONNECTIONS, DEAF_AFTER, REPLACED, SocketMode

HELLO = {"type": "hello", "num_connections": 1}


class Slack:
    """A Slack whose connections may be mute: they say no hello, and answer no ping."""

    def __init__(self) -> None:
        self.sockets: list[web.WebSocketResponse] = []
        self.heard: list[dict[str, Any]] = []
        self.mute: set[int] = set()
        """By number: the connections from which nothing comes."""
        self.url = ""

    async def open(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "url": f"{self.url.replace('http', 'ws')}/link"})

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        number = len(self.sockets)
        socket = web.WebSocketResponse(autoping=number not in self.mute)
        await socket.prepare(request)
        self.sockets.append(socket)
        if number not in self.mute:
            await socket.send_json(HELLO)
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                self.heard.append(json.loads(frame.data))
        return socket

    def are_open(self) -> list[int]:
        return [number for number, socket in enumerate(self.sockets) if not socket.closed]


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    made = Slack()
    site = web.Application()
    site.add_routes([web.post("/api/apps.connections.open", made.open), web.get("/link", made.link)])
    runner = web.AppRunner(site, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


def bolt(url: str) -> AsyncApp:
    async def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="UB", bot_id="B", bot_token="xoxb-1")

    client = AsyncWebClient(base_url=f"{url}/api/")
    return AsyncApp(signing_secret="-", authorize=authorize, client=client, process_before_response=True)


async def until(is_so: Any) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - what a test waits for has no event
            await asyncio.sleep(0.01)


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def opened(
    slack: Slack, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Slack, SocketMode]]:
    """Two connections, and a watch that looks only when a test says so."""
    monkeypatch.setattr(socket_mode, "LOOKS_EACH", 1000.0)
    made = SocketMode(bolt(slack.url), "xapp-1", seconds)
    await made.open()
    await until(lambda: len(made.connections) == CONNECTIONS and all(one.has_hello for one in made.connections))
    await until(lambda: all(one.client.last_ping_pong_time for one in made.connections))
    assert made.alive() == CONNECTIONS
    yield slack, made
    await made.close()


async def test_there_are_two_and_both_are_closed_at_the_end(opened: tuple[Slack, SocketMode]) -> None:
    slack, mode = opened
    assert slack.are_open() == [0, 1]
    assert mode.alive() == 2
    await mode.close()
    await until(lambda: slack.are_open() == [])


async def test_one_that_hears_nothing_any_more_is_replaced_and_said_so(
    opened: tuple[Slack, SocketMode], seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    slack, mode = opened
    before = REPLACED.labels("silent")._value.get()
    for _ in range(2):  # pings that are answered from now on are as good as a word
        seconds.now += DEAF_AFTER - 1
        await slack.sockets[1].send_json(HELLO)
        await until(lambda: mode.connections[-1].silent_for() == 0)
    assert mode.alive() == 1
    await mode.look()
    await until(lambda: slack.are_open() == [1, 2] and all(one.has_hello for one in mode.connections))
    assert "heard nothing for 35 s (silent): replacing it" in caplog.text
    assert REPLACED.labels("silent")._value.get() == before + 1
    assert mode.alive() == 2


async def test_one_that_never_says_hello_is_replaced(
    slack: Slack, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode, "LOOKS_EACH", 1000.0)
    slack.mute = {0}
    mode = SocketMode(bolt(slack.url), "xapp-1", seconds)
    await mode.open()
    await until(lambda: len(slack.sockets) == 2 and mode.connections[-1].has_hello)
    seconds.now += DEAF_AFTER
    await slack.sockets[1].send_json(HELLO)
    await until(lambda: mode.connections[-1].silent_for() == 0)
    await mode.look()
    await until(lambda: slack.are_open() == [1, 2])
    await mode.close()


async def test_one_that_is_renewed_and_says_no_hello_then_is_replaced(
    opened: tuple[Slack, SocketMode], seconds: Seconds
) -> None:
    """slack_sdk renews within the connection: that the session before it said hello says nothing of the new one."""
    slack, mode = opened
    before = REPLACED.labels("no_hello")._value.get()
    slack.mute = {2}
    renewed, other = mode.connections
    await renewed.client.connect_to_new_endpoint(force=True)
    await until(lambda: len(slack.sockets) == 3)
    assert not renewed.has_hello
    seconds.now += DEAF_AFTER
    await slack.sockets[1].send_json(HELLO)
    await until(lambda: other.silent_for() == 0)
    await mode.look()
    await until(lambda: slack.are_open() == [1, 3])
    assert REPLACED.labels("no_hello")._value.get() == before + 1


async def test_while_slack_lets_nobody_in_the_deaf_one_is_kept_and_it_is_tried_again(
    opened: tuple[Slack, SocketMode], seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack, mode = opened
    monkeypatch.setattr(socket_mode, "CONNECT_WITHIN", 0.2)
    url, slack.url = slack.url, "http://127.0.0.1:9"
    seconds.now += DEAF_AFTER
    await mode.look()
    assert len(mode.connections) == 2
    slack.url = url
    await mode.look()
    await until(lambda: slack.are_open() == [2, 3])


async def test_at_the_end_what_came_over_a_connection_is_acknowledged_first(opened: tuple[Slack, SocketMode]) -> None:
    slack, mode = opened
    begun = asyncio.Event()

    @mode.app.command("/log")
    async def slow(ack: Any) -> None:
        begun.set()
        await asyncio.sleep(0.3)
        await ack("stored")

    payload = {"command": "/log", "team_id": "T1", "user_id": "U1", "text": "", "trigger_id": "1"}
    envelope = {"type": "slash_commands", "envelope_id": "e1", "accepts_response_payload": True, "payload": payload}
    await slack.sockets[0].send_json(envelope)
    await begun.wait()
    await mode.close()
    await until(lambda: slack.heard)
    assert slack.heard == [{"envelope_id": "e1", "payload": {"text": "stored"}}]


async def test_at_the_end_what_waits_in_the_queue_of_slack_sdk_is_acknowledged_too(
    opened: tuple[Slack, SocketMode], monkeypatch: pytest.MonkeyPatch
) -> None:
    slack, mode = opened
    client, goes_on = mode.connections[0].client, asyncio.Event()
    process = client.process_message

    async def later() -> None:
        await goes_on.wait()
        await process()

    @mode.app.command("/log")
    async def at_once(ack: Any) -> None:
        await ack("stored")

    monkeypatch.setattr(client, "process_message", later)
    await slack.sockets[0].send_json(HELLO)  # for the one that waits already
    payload = {"command": "/log", "team_id": "T1", "user_id": "U1", "text": "", "trigger_id": "1"}
    envelope = {"type": "slash_commands", "envelope_id": "e1", "accepts_response_payload": True, "payload": payload}
    await slack.sockets[0].send_json(envelope)
    await until(lambda: client.message_queue.qsize() == 1)
    closing = asyncio.create_task(mode.close())
    await asyncio.sleep(0.1)
    assert not closing.done()
    goes_on.set()
    await closing
    await until(lambda: slack.heard)
    assert slack.heard == [{"envelope_id": "e1", "payload": {"text": "stored"}}]


async def test_during_a_rolling_restart_whatever_arrives_is_acknowledged() -> None:
    """The local Slack, two processes: the new one connects, then the old one leaves, under commands all the while.

    A command that Slack sends in the moment in which a connection is being closed arrives nowhere: no client can tell
    Slack to send it over another one. So at most one for each connection that closes, and none that was begun.
    """
    app = {"id": "A1", "name": "Koers", "app_token": "xapp-1", "bot_token": "xoxb-1", "commands": [{"command": "/log"}]}
    workspace = {
        "id": "T1",
        "name": "One",
        "users": [{"id": "U1", "name": "anna"}],
        "app": app,
        "channels": [{"id": "C1", "name": "sales"}],
    }
    async with LocalSlack({"workspaces": [workspace]}).running() as local, ClientSession() as people:
        bolts = [bolt(local.url) for _ in range(2)]
        begun: list[str] = []
        for one in bolts:

            @one.command("/log")
            async def answer(ack: Any, command: dict[str, Any]) -> None:
                begun.append(command["trigger_id"])
                await asyncio.sleep(0.02)
                await ack("stored")

        old, new = (SocketMode(one, "xapp-1") for one in bolts)
        await old.open()
        answers: list[Any] = []
        stop = asyncio.Event()

        async def type_on() -> None:
            asked = {"as": "U1", "team": "T1", "channel": "C1", "text": "/log call"}
            while not stop.is_set():
                answers.append(await (await people.post(f"{local.url}/control/type", json=asked)).json())

        typing = asyncio.create_task(type_on())
        await asyncio.sleep(0.2)
        await new.open()
        await asyncio.sleep(0.1)
        await old.close()
        await asyncio.sleep(0.2)
        stop.set()
        await typing
        await new.close()
    assert len(answers) > 5
    stored = [one for one in answers if (one.get("response") or {}).get("text") == "stored"]
    assert len(stored) == len(begun)
    assert len(answers) - len(stored) <= CONNECTIONS
