"""A local Slack that runs: in this event loop, or in a thread of its own."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime

from aiohttp import web

from handlers.local_slack.config import Config
from handlers.local_slack.platform import Platform
from handlers.local_slack.server import build_app
from handlers.local_slack.wire import Payload

LONGEST_ADDRESS = 512 * 1024  # bytes: slack_sdk sends some arguments, blocks too, in the query


class LocalSlack:
    """Slack on this machine, without an account.

    `async with LocalSlack(config).running() as slack:` or, from plain code, `with LocalSlack(config).in_thread() as slack:`;
    then point the app at `slack.api_url`.
    """

    def __init__(self, config: Config | Payload) -> None:
        self.platform = Platform(config if isinstance(config, Config) else Config.from_dict(config))

    @property
    def url(self) -> str:
        """The origin, e.g. http://127.0.0.1:3999 (page, control API)."""
        return self.platform.url

    @property
    def api_url(self) -> str:
        """The base of the Web API, with a slash at its end."""
        return f"{self.platform.url}/api/"

    def now(self) -> datetime:
        """What time it is in this Slack: aware, in UTC."""
        return self.platform.now()

    @asynccontextmanager
    async def running(self, port: int = 0, host: str = "127.0.0.1") -> AsyncIterator["LocalSlack"]:
        """Serves until the block ends; port 0 takes a free one. Raises OSError when the port is taken."""
        runner = web.AppRunner(
            build_app(self.platform), access_log=None, shutdown_timeout=1.0, max_line_size=LONGEST_ADDRESS
        )
        await runner.setup()
        try:
            site = web.TCPSite(runner, host, port)
            await site.start()
            taken = runner.addresses[0][1]
            self.platform.url = f"http://{host}:{taken}"
            yield self
        finally:
            self.platform.stream.stop()
            await self.platform.delivery.stop()
            await self.platform.socket_mode.stop()
            await self.platform.http_delivery.stop()
            await runner.cleanup()

    @contextmanager
    def in_thread(self, port: int = 0) -> Iterator["LocalSlack"]:
        """Serves from a thread with its own event loop until the block ends."""
        started: Future[None] = Future()
        loop = asyncio.new_event_loop()
        stop = asyncio.Event()

        async def serve() -> None:
            try:
                async with self.running(port):
                    started.set_result(None)
                    await stop.wait()
            except OSError as trouble:
                if started.done():
                    raise
                started.set_exception(trouble)

        thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), name="local-slack", daemon=True)
        thread.start()
        started.result()
        try:
            yield self
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join()
            loop.close()
