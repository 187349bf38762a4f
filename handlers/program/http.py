"""The HTTP side: Slack's requests to Bolt, and three addresses for whoever runs the bot."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from sqlalchemy.exc import SQLAlchemyError

from handlers.program.metrics import may_measure
from models.database import Database
from models.migrations import is_up_to_date

Scope: TypeAlias = dict[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Any]]
Send: TypeAlias = Callable[[Any], Awaitable[None]]


class Http:
    """An ASGI application. Its own addresses answer GET; everything else is Bolt's."""

    def __init__(
        self, app: AsyncApp, database: Database, *, takes_slack: bool, install: Any = None, metrics_token: str = ""
    ) -> None:
        self.database = database
        self.metrics_token = metrics_token
        self.slack = AsyncSlackRequestHandler(app, path="/slack/events") if takes_slack else None
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
                problem = await asyncio.to_thread(self._problem)
                await _answer(
                    send, 503 if problem else 200, json.dumps({"ok": not problem, "problem": problem}).encode()
                )
            case "GET", "/metrics":
                await self._measure(scope, send)
            case "GET", "/slack/install" | "/slack/oauth_redirect" if self.install is not None:
                await self.install(scope, receive, send)
            case _ if self.slack is not None:
                await self.slack(scope, receive, send)
            case _:
                await _answer(send, 404, b"Not found", "text/plain")

    async def _measure(self, scope: Scope, send: Send) -> None:
        client, _ = scope.get("client") or ("", 0)
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if may_measure(client, headers, self.metrics_token):
            await _answer(send, 200, generate_latest(), CONTENT_TYPE_LATEST)
        else:
            await _answer(send, 403, b"For this network, or with KOERS_METRICS_TOKEN as bearer", "text/plain")

    def _problem(self) -> str | None:
        try:
            return None if is_up_to_date(self.database) else "migrations are missing: run python bot.py migrate"
        except SQLAlchemyError:
            return "the database cannot be reached"


async def _answer(send: Send, status: int, body: bytes, content_type: str = "application/json") -> None:
    headers = [(b"content-type", content_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
