"""How payloads travel: Socket Mode and signed HTTP, with their repetitions."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import uvicorn
from aiohttp import web
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from tests.handlers.local_slack.conftest import PATIENCE, SHORT, SIGNING_SECRET, People, config, serving


async def link(slack: LocalSlack, http: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    """A bare Socket Mode connection."""
    client = AsyncWebClient("xapp-koers", base_url=slack.api_url)
    url = (await client.apps_connections_open(app_token="xapp-koers"))["url"]
    return await http.ws_connect(url)


async def test_hello_comes_first_and_counts_the_connections(slack: LocalSlack, http: aiohttp.ClientSession):
    first, second = await link(slack, http), await link(slack, http)
    hello, other = await first.receive_json(), await second.receive_json()
    assert (hello["type"], hello["num_connections"], other["num_connections"]) == ("hello", 1, 2)
    assert hello["connection_info"] == {"app_id": "A1"}
    assert hello["debug_info"]["approximate_connection_time"] == 18060


async def test_a_ticket_is_good_once(slack: LocalSlack, http: aiohttp.ClientSession):
    client = AsyncWebClient("xapp-koers", base_url=slack.api_url)
    url = (await client.apps_connections_open(app_token="xapp-koers"))["url"]
    async with http.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(url)


async def test_payloads_go_to_the_connections_in_turn(slack: LocalSlack, people: People, http: aiohttp.ClientSession):
    sockets = [await link(slack, http) for _ in range(3)]
    heard: list[int] = []

    async def answer(number: int) -> None:
        async for frame in sockets[number]:
            envelope = json.loads(frame.data)
            if "envelope_id" in envelope:
                heard.append(number)
                await sockets[number].send_json({"envelope_id": envelope["envelope_id"]})

    tasks = [asyncio.create_task(answer(number)) for number in range(3)]
    for _ in range(6):
        await people.do("type", "UANNA", channel="CSALES", text="/raw")
    assert heard == [0, 1, 2, 0, 1, 2]
    for task in tasks:
        task.cancel()


async def test_an_eleventh_connection_is_turned_away(slack: LocalSlack, http: aiohttp.ClientSession):
    sockets = [await link(slack, http) for _ in range(11)]
    assert (await sockets[9].receive_json())["type"] == "hello"
    last = await sockets[10].receive_json()
    assert (last["type"], last["reason"]) == ("disconnect", "too_many_websockets")
    assert (await sockets[10].receive()).type is aiohttp.WSMsgType.CLOSE


@pytest.mark.usefixtures("impatient")
async def test_an_event_is_repeated_until_it_is_acknowledged(slack: LocalSlack, people: People, http):
    socket = await link(slack, http)
    await socket.receive_json()
    channel = await people.app_channel("UANNA")
    said = await people.do("type", "UANNA", channel=channel, text="anybody?")
    assert said["ok"]
    first, again = await socket.receive_json(), await socket.receive_json()
    assert (first["type"], first["retry_attempt"], first["retry_reason"]) == ("events_api", 0, "")
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
    assert again["envelope_id"] != first["envelope_id"]
    assert again["payload"]["event_id"] == first["payload"]["event_id"]
    await asyncio.sleep(3 * SHORT)
    await people.do("clock", advance=61)
    third = await socket.receive_json()
    assert third["retry_attempt"] == 2
    await socket.send_json({"envelope_id": third["envelope_id"]})
    await asyncio.sleep(0.05)
    await people.do("clock", advance=301)
    with pytest.raises(TimeoutError):
        await socket.receive_json(timeout=0.1)


@pytest.mark.usefixtures("impatient")
async def test_a_command_is_never_repeated(slack: LocalSlack, people: People, http: aiohttp.ClientSession):
    socket = await link(slack, http)
    await socket.receive_json()
    answer = await people.do("type", "UANNA", channel="CSALES", text="/log")
    assert answer["error"] == "operation_timeout"
    envelope = await socket.receive_json()
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert "retry_attempt" not in envelope
    with pytest.raises(TimeoutError):
        await socket.receive_json(timeout=0.1)


async def test_http_delivery_is_signed_and_answered(http: aiohttp.ClientSession):
    seen: list[tuple[dict, bytes]] = []

    async def events(request: web.Request) -> web.Response:
        body = await request.read()
        seen.append((dict(request.headers), body))
        return web.json_response({"text": "noted"})

    async with serving(events) as url, LocalSlack(config(request_url=url)).running() as slack:
        people = People(slack, http)
        answer = await people.do("type", "UANNA", channel="CSALES", text="/log meeting & more")
        assert await people.texts("UANNA", "CSALES") == ["noted"]
        assert (await people.see("state", "UANNA"))["app"]["connected"]
    assert answer["response"] == {"text": "noted"}
    headers, body = seen[0]
    assert SignatureVerifier(SIGNING_SECRET).is_valid_request(body, headers)
    assert not SignatureVerifier("other").is_valid_request(body, headers)
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"


@asynccontextmanager
async def asgi(app: AsyncApp) -> AsyncIterator[str]:
    """Bolt's own ASGI adapter on uvicorn; gives its request URL."""
    server = uvicorn.Server(uvicorn.Config(AsyncSlackRequestHandler(app), port=0, lifespan="off", log_level="error"))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/slack/events"
    finally:
        server.should_exit = True
        await task


async def test_bolt_takes_commands_actions_and_modals_over_http(http: aiohttp.ClientSession):
    client = AsyncWebClient("xoxb-noordzee")
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET)
    opened = asyncio.Event()
    button = {"type": "button", "action_id": "undo", "text": {"type": "plain_text", "text": "Undo"}}
    view = {
        "type": "modal",
        "callback_id": "f",
        "title": {"type": "plain_text", "text": "T"},
        "submit": {"type": "plain_text", "text": "S"},
        "blocks": [
            {
                "type": "input",
                "block_id": "b",
                "label": {"type": "plain_text", "text": "L"},
                "element": {"type": "plain_text_input", "action_id": "a"},
            }
        ],
    }

    @app.command("/log")
    async def log(ack, command, client):
        await ack(text="noted", blocks=[{"type": "actions", "elements": [button]}])
        await client.views_open(trigger_id=command["trigger_id"], view=view)
        opened.set()

    @app.action("undo")
    async def undo(ack, respond):
        await ack()
        await respond(delete_original=True)

    @app.view("f")
    async def save(ack, view):
        if view["state"]["values"]["b"]["a"]["value"] == "no":
            await ack(response_action="errors", errors={"b": "Not that."})
        else:
            await ack()

    async with asgi(app) as url, LocalSlack(config(request_url=url)).running() as slack:
        client.base_url = slack.api_url
        people = People(slack, http)
        answer = await people.do("type", "UANNA", channel="CSALES", text="/log")
        assert answer["response"]["text"] == "noted"
        await asyncio.wait_for(opened.wait(), PATIENCE)
        (modal,) = (await people.see("views", "UANNA"))["modals"]
        wrong = await people.do("submit", "UANNA", view_id=modal["id"], values={"a": "no"})
        assert wrong["errors"] == {"b": "Not that."}
        assert (await people.do("submit", "UANNA", view_id=modal["id"], values={"a": "yes"}))["ok"]
        assert (await people.see("views", "UANNA"))["modals"] == []
        assert await people.texts("UANNA", "CSALES") == ["noted"]
        assert (await people.do("click", "UANNA", channel="CSALES", action_id="undo"))["ok"]
        assert (await people.do("verify"))["verified"]
        unknown = await people.do("type", "UANNA", channel="CSALES", text="/raw")
        assert unknown["error"] == "dispatch_failed"
        while await people.texts("UANNA", "CSALES"):  # noqa: ASYNC110 - the answer comes after the acknowledgement
            await asyncio.sleep(0.01)


async def test_events_over_http_are_repeated_with_their_headers(http: aiohttp.ClientSession):
    seen: asyncio.Queue = asyncio.Queue()

    async def events(request: web.Request) -> web.Response:
        await seen.put((request.headers.get("X-Slack-Retry-Num"), request.headers.get("X-Slack-Retry-Reason")))
        stop = seen.qsize() > 1
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"} if stop else {})

    async with serving(events) as url, LocalSlack(config(request_url=url)).running() as slack:
        people = People(slack, http)
        await people.do("type", "UANNA", channel=await people.app_channel("UANNA"), text="hi")
        async with asyncio.timeout(PATIENCE):
            while not seen.qsize():  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            await people.do("clock", advance=61)
            while seen.qsize() < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        await asyncio.sleep(0.1)  # no third one
    assert [seen.get_nowait() for _ in range(seen.qsize())] == [(None, None), ("1", "http_error")]


async def test_an_app_that_is_down_fails_the_command(http: aiohttp.ClientSession):
    async with LocalSlack(config(request_url="http://127.0.0.1:9/slack/events")).running() as slack:
        people = People(slack, http)
        answer = await people.do("type", "UANNA", channel="CSALES", text="/log")
    assert answer["error"] == "dispatch_failed"


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("size", "arrives"), [(20_479, True), (20_480, False)])
async def test_the_largest_answer_is_one_byte_below_twenty_kilobytes(slack, people: People, http, size, arrives):
    socket = await link(slack, http)
    await socket.receive_json()
    typing = asyncio.create_task(people.do("type", "UANNA", channel="CSALES", text="/log"))
    envelope = await socket.receive_json()
    frame = {"envelope_id": envelope["envelope_id"], "payload": {"text": ""}}
    frame["payload"]["text"] = "x" * (size - len(json.dumps(frame)))
    await socket.send_json(frame)
    assert (await typing)["ok"] is arrives


async def test_a_warning_leaves_the_connection_as_it_is(slack: LocalSlack, people: People, http):
    socket = await link(slack, http)
    await socket.receive_json()
    await people.do("disconnect", reason="warning")
    warned = await socket.receive_json()
    assert (warned["type"], warned["reason"]) == ("disconnect", "warning")
    assert (await people.see("state", "UANNA"))["app"]["connected"]
    assert (await people.do("disconnect", reason="boredom"))["error"] == "invalid_reason"


async def test_a_connection_that_breaks_fails_the_command_at_once(slack: LocalSlack, people: People, http):
    socket = await link(slack, http)
    await socket.receive_json()
    typing = asyncio.create_task(people.do("type", "UANNA", channel="CSALES", text="/log"))
    await socket.receive_json()
    await socket.close()
    assert (await typing)["error"] == "dispatch_failed"
    assert not (await people.see("state", "UANNA"))["app"]["connected"]


@pytest.mark.parametrize(
    ("answer", "reason", "told"),
    [("late", "http_timeout", "operation_timeout"), ("error", "http_error", "dispatch_failed")],
)
async def test_what_goes_wrong_over_http_is_told_with_its_reason(
    http: aiohttp.ClientSession, answer: str, reason: str, told: str
):
    reasons: list[str | None] = []

    async def events(request: web.Request) -> web.Response:
        reasons.append(request.headers.get("X-Slack-Retry-Reason"))
        if answer == "late":
            await asyncio.sleep(1)
        return web.Response(status=500)

    impatient = {"ack_seconds": SHORT}
    async with serving(events) as url, LocalSlack(config(request_url=url) | impatient).running() as slack:
        people = People(slack, http)
        command = await people.do("type", "UANNA", channel="CSALES", text="/log")
        assert command["error"] == told
        reasons.clear()
        await people.do("type", "UANNA", channel=await people.app_channel("UANNA"), text="hi")
        async with asyncio.timeout(PATIENCE):
            while len(reasons) < 2:  # noqa: ASYNC110 - the first repetition comes at once
                await asyncio.sleep(0.02)
    assert reasons[:2] == [None, reason]
