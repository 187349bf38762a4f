"""One small app on each client that Slack makes for Python; tests/javascript/bolt_app.mjs is the same for JavaScript.

A command that is noted and can be taken back, and a form that can be wrong.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler as OnAiohttp
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler as OnBuiltin
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler as OnWebsocketClient
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler as OnWebsockets
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack

Json = dict[str, Any]
Hello = Callable[[], None]
Connected = Callable[[LocalSlack, Hello], AbstractAsyncContextManager[None]]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


UNDO = {"type": "button", "action_id": "undo", "text": plain("Undo")}
NOTE = {"type": "plain_text_input", "action_id": "typed"}
FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Log"),
    "submit": plain("Save"),
    "blocks": [{"type": "input", "block_id": "note", "label": plain("Note"), "element": NOTE}],
}


def noted(text: str) -> Json:
    blocks = [{"type": "section", "text": plain(f"noted: {text}")}, {"type": "actions", "elements": [UNDO]}]
    return {"text": f"noted: {text}", "blocks": blocks}


def note_of(view: Json) -> str:
    return view["state"]["values"]["note"]["typed"]["value"]


def plain_bolt(slack: LocalSlack) -> App:
    """The app on Bolt with threads."""
    app = App(client=WebClient("xoxb-noordzee", base_url=slack.api_url))

    @app.command("/log")
    def log(ack, command):
        ack(**noted(command["text"]))

    @app.command("/raw")
    def form(ack, client, body):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.action("undo")
    def undo(ack, respond):
        ack()
        respond(text="taken back", replace_original=True)

    @app.view("form")
    def save(ack, client, body, view):
        if len(note_of(view)) < 5:
            return ack(response_action="errors", errors={"note": "That is too short."})
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text=f"saved: {note_of(view)}")

    return app


def async_bolt(slack: LocalSlack) -> AsyncApp:
    """The app on Bolt with asyncio."""
    app = AsyncApp(client=AsyncWebClient("xoxb-noordzee", base_url=slack.api_url))

    @app.command("/log")
    async def log(ack, command):
        await ack(**noted(command["text"]))

    @app.command("/raw")
    async def form(ack, client, body):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.action("undo")
    async def undo(ack, respond):
        await ack()
        await respond(text="taken back", replace_original=True)

    @app.view("form")
    async def save(ack, client, body, view):
        if len(note_of(view)) < 5:
            return await ack(response_action="errors", errors={"note": "That is too short."})
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"saved: {note_of(view)}")

    return app


def with_threads(handler_class: type) -> Connected:
    """Connected by a client that runs in threads; `hello` is called at each handshake."""

    @asynccontextmanager
    async def connected(slack: LocalSlack, hello: Hello) -> AsyncIterator[None]:
        def connect() -> Any:
            handler = handler_class(plain_bolt(slack), "xapp-koers")
            handler.client.message_listeners.append(
                lambda client, message, raw: hello() if message.get("type") == "hello" else None
            )
            handler.connect()
            return handler

        handler = await asyncio.to_thread(connect)
        try:
            yield
        finally:
            await asyncio.to_thread(handler.close)

    return connected


def with_asyncio(handler_class: type) -> Connected:
    """Connected by a client that runs in the test's own loop."""

    @asynccontextmanager
    async def connected(slack: LocalSlack, hello: Hello) -> AsyncIterator[None]:
        handler = handler_class(async_bolt(slack), "xapp-koers")

        async def listen(client, message, raw):
            if message.get("type") == "hello":
                hello()

        handler.client.message_listeners.append(listen)
        await handler.connect_async()
        try:
            yield
        finally:
            await handler.client.disconnect()
            await handler.close_async()

    return connected


CLIENTS: dict[str, Connected] = {
    "plain Bolt, builtin": with_threads(OnBuiltin),
    "plain Bolt, websocket_client": with_threads(OnWebsocketClient),
    "async Bolt, aiohttp": with_asyncio(OnAiohttp),
    "async Bolt, websockets": with_asyncio(OnWebsockets),
}
