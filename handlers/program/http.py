"""The HTTP side: Slack's requests to Bolt, and three addresses for whoever runs the bot.

What comes from outside is measured and its signature checked here, before anything reads it; what is refused is one
line in the log, with the reason and the length, and never a word of what it says.
"""

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.async_app import AsyncApp

from handlers.door.signature import why_not_from_slack
from handlers.program.bolt_http import Receive, Scope, Send, UnreadableRequestError, read_request, send_response
from handlers.program.health import Health
from handlers.program.http_body import LARGEST_BODY, BrokenOffError, TooLargeError, body_of, throw_away
from handlers.program.metrics import may_measure

EVENTS = "/slack/events"
log = logging.getLogger("koers.http")


class Http:
    """An ASGI application. Its own addresses answer GET; what Slack signed, at `EVENTS`, is Bolt's."""

    def __init__(
        self,
        app: AsyncApp,
        health: Callable[[], Health],
        *,
        signing_secret: str,
        install: Any = None,
        metrics_token: str = "",
    ) -> None:
        self.health = health
        self.metrics_token = metrics_token
        self.signing_secret = signing_secret
        """Empty in Socket Mode: nothing arrives from outside."""
        self.app = app
        self.install = install

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        if scope["type"] != "http":
            return
        match scope["method"], scope["path"]:
            case "GET", "/healthz":
                await _answer(send, 200, b'{"ok": true}')
            case "GET", "/readyz":
                await self._ready(send)
            case "GET", "/metrics":
                await self._measure(scope, send)
            case "GET", "/slack/install" | "/slack/oauth_redirect" if self.install is not None:
                await self.install(scope, receive, send)
            case "POST", path if path == EVENTS and self.signing_secret:
                await self._take(scope, receive, send)
            case _:
                await _answer(send, 404, b"Not found", "text/plain")

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request that says it is Slack's."""
        try:
            body = await body_of(scope, receive)
        except TooLargeError:
            log.warning("refused a request of more than %d bytes", LARGEST_BODY)
            await _answer_and_close(send, receive)
            return
        except BrokenOffError:
            log.debug("a request ended before its body did")
            return
        if why := why_not_from_slack(self.signing_secret, scope["headers"], body, time.time()):
            log.warning("refused a request of %d bytes: %s", len(body), why)
            await _answer(send, 401, b'{"error": "invalid request"}')
            return
        try:
            request = read_request(scope, receive, body)
        except UnreadableRequestError as error:
            reference = secrets.token_hex(4)
            log.warning("a request of %d bytes cannot be read (%s), reference %s", len(body), error, reference)
            log.debug("reference %s", reference, exc_info=error)
            await _answer(send, 400, json.dumps({"error": "unreadable", "reference": reference}).encode())
            return
        await send_response(send, await self.app.async_dispatch(request))

    async def _measure(self, scope: Scope, send: Send) -> None:
        client, _ = scope.get("client") or ("", 0)
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if may_measure(client, headers, self.metrics_token):
            await _answer(send, 200, generate_latest(), CONTENT_TYPE_LATEST)
        else:
            await _answer(send, 403, b"For this network, or with KOERS_METRICS_TOKEN as bearer", "text/plain")

    async def _ready(self, send: Send) -> None:
        found = await asyncio.to_thread(self.health)
        told = {
            "ok": found.problem is None,
            "problem": found.problem,
            "warnings": list(found.warnings),
            "last_tick_seconds_ago": found.ticked_ago,
            "free_disk_bytes": found.free_disk,
        }
        await _answer(send, 503 if found.problem else 200, json.dumps(told).encode())


async def _answer(send: Send, status: int, body: bytes, content_type: str = "application/json") -> None:
    headers = [(b"content-type", content_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _answer_and_close(send: Send, receive: Receive) -> None:
    """413, at once; the connection is closed when the client has had time to read it."""
    body = b'{"error": "too large"}'
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": [*headers, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    await throw_away(receive)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
