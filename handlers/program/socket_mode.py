"""Socket Mode over two connections, each watched: while one is renewed, Slack sends over the other.

slack_sdk renews a connection that Slack closes, or that answers no ping. What it does not notice (its own watch has
ended, or a connection never said hello), and so would hear nothing any more, is noticed here and replaced whole.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable

from aiohttp import WSMessage
from prometheus_client import Counter, Gauge
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

CONNECTIONS = 2
"""Of each process. Slack allows ten for an app: five processes, of which the fifth is the new one while four are replaced one by one."""
DEAF_AFTER = 35.0
"""Seconds without a word, a ping's answer or the hello; a ping goes out each ten, and slack_sdk itself waits forty."""
CONNECT_WITHIN = 15.0
LOOKS_EACH = 5.0
FINISH_WITHIN = 2.5
"""Seconds that a connection stays open at the end for what came over it to be acknowledged."""
ALIVE = Gauge("koers_socket_connections", "Connections of Socket Mode that hear something")
REPLACED = Counter("koers_socket_replaced", "Connections that went deaf and were replaced", ["why"])
ENVELOPE = '"envelope_id"'
"""Of a message that wants to be acknowledged."""
log = logging.getLogger("koers.socket")


class Connection(AsyncSocketModeHandler):
    """One connection, which knows when it last heard something, and what it has not acknowledged yet."""

    def __init__(self, app: AsyncApp, app_token: str, seconds: Callable[[], float]) -> None:
        super().__init__(app, app_token)
        self.seconds = seconds
        self.heard_at = seconds()
        self._greeted: object | None = None
        self.under_way = 0
        """Requests that arrived and are not acknowledged: they wait in a queue of slack_sdk before they are handled."""
        self._ponged_at: float | None = None
        self.client.on_message_listeners.append(self._hear)

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """A request, up to its acknowledgement."""
        try:
            await super().handle(client, req)  # type: ignore[arg-type]
        finally:
            self.under_way -= 1

    def silent_for(self) -> float:
        """Seconds since it last heard a word or the answer to a ping."""
        ponged_at = self.client.last_ping_pong_time
        if ponged_at is not None and ponged_at != self._ponged_at and self.has_hello:
            self._ponged_at, self.heard_at = ponged_at, self.seconds()
        return self.seconds() - self.heard_at

    async def open(self) -> None:
        """Raises TimeoutError when Slack does not let it in for `CONNECT_WITHIN` seconds."""
        async with asyncio.timeout(CONNECT_WITHIN):
            await self.connect_async()  # type: ignore[no-untyped-call]
        self.heard_at = self.seconds()

    async def end(self) -> None:
        """Close it, when what came over it has been acknowledged; at once where that takes too long."""
        until = self.seconds() + FINISH_WITHIN
        while self.under_way and self.seconds() < until:  # noqa: ASYNC110 - Bolt has no event for it
            await asyncio.sleep(0.02)
        with contextlib.suppress(Exception):  # a broken connection may fail to close: it is over all the same
            async with asyncio.timeout(FINISH_WITHIN):
                await self.close_async()  # type: ignore[no-untyped-call]

    async def _hear(self, message: WSMessage) -> None:
        self.heard_at, self._greeted = self.seconds(), self.client.current_session
        self.under_way += ENVELOPE in message.data

    @property
    def has_hello(self) -> bool:
        """Whether anything was heard over the session of now: slack_sdk renews it in the same connection."""
        return self._greeted is not None and self._greeted is self.client.current_session


class SocketMode:
    """All connections of this process."""

    def __init__(self, app: AsyncApp, app_token: str, seconds: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self.app_token = app_token
        self.seconds = seconds
        self.connections: list[Connection] = []
        self._watching: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect once, as long as it takes; the others follow by themselves."""
        first = self._new()
        await first.connect_async()  # type: ignore[no-untyped-call]
        first.heard_at = self.seconds()
        self.connections.append(first)
        ALIVE.set_function(self.alive)
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Close one after the other, so that what is under way is acknowledged where it came in."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        for connection in self.connections:
            await connection.end()
        self.connections.clear()

    def alive(self) -> int:
        """How many connections hear something."""
        return sum(one.silent_for() < DEAF_AFTER for one in self.connections)

    async def look(self) -> None:
        """Replace what went deaf, and open what is missing."""
        for connection in list(self.connections):
            if connection.silent_for() >= DEAF_AFTER:
                why = "silent" if connection.has_hello else "no_hello"
                log.warning("a connection to Slack heard nothing for %d s (%s): replacing it", DEAF_AFTER, why)
                if await self._open_one():
                    REPLACED.labels(why).inc()
                    self.connections.remove(connection)
                    await connection.end()
        while len(self.connections) < CONNECTIONS and await self._open_one():
            log.debug("%d connections to Slack are open", len(self.connections))

    async def _watch(self) -> None:
        while True:
            try:
                await self.look()
            except Exception:  # the edge of one look: the next one comes all the same
                log.exception("the connections to Slack could not be looked at")
            await asyncio.sleep(LOOKS_EACH)

    async def _open_one(self) -> bool:
        connection = self._new()
        try:
            await connection.open()
        except Exception as error:  # the edge of one connection: whatever kept it shut, it is tried again
            log.warning("no connection to Slack (%s); trying again in %d s", type(error).__name__, LOOKS_EACH)
            await connection.end()
            return False
        self.connections.append(connection)
        return True

    def _new(self) -> Connection:
        return Connection(self.app, self.app_token, self.seconds)
