"""The running bot: database, door, Bolt and clock, from the first second to the last."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import uvicorn
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.door.bolt import bolt_app
from handlers.door.door import Door
from handlers.door.outside import Outside
from handlers.door.request import Feature
from handlers.program.health import health_of, key_trouble
from handlers.program.http import Http
from handlers.program.http_head import PROTOCOL
from handlers.program.install import INSTALL, Install
from handlers.program.installations import Installations, NotOnTheListError
from handlers.program.manifest import commands_of
from handlers.program.roster import Roster
from handlers.program.rotation import Rotation
from handlers.program.settings import Settings, SettingsError
from handlers.program.socket_mode import SocketMode
from handlers.program.warm_up import warm_up
from messages.command_names import CommandNames
from models.migrations import migrate
from models.row_security import trouble
from models.workspace.secrets import SecretError, Secrets

KEEP_ALIVE = 75
"""Seconds that a silent connection stays open: longer than proxies keep theirs, or they would meet a closed one."""
log = logging.getLogger("koers")


class Clock(Protocol):
    """The clock door, as far as this side needs to know it."""

    async def tick(self) -> Sequence[object]:
        """Do what is due now; one printable outcome a delivery."""

    async def run(self) -> None:
        """Tick every minute, until cancelled."""

    def wake(self) -> None:
        """Tick soon: something was put into the outbox."""


class House:
    """Everything that one process of the bot consists of."""

    def __init__(self, settings: Settings, features: Sequence[Feature], now: Callable[[], datetime]) -> None:
        self.settings = settings
        self.now = now
        words = [command.word for command in commands_of(features) if command.word != "koers"]
        self.names = CommandNames(settings.koers_command_prefix, words)
        self.database = settings.open_database()
        migrate(self.database)
        with self.database.engine.connect() as connection:
            if not self.database.is_sqlite and (wrong := trouble(connection, is_wanted=self.database.row_security)):
                raise SettingsError(wrong)
        self.secrets = Secrets(settings.secret_keys)
        self.installations = self._installations()
        self.roster = Roster(self.database, self.installations, now)
        self.door = Door(self.database, features, now, secrets=self.secrets, names=self.names)
        signing_secret = "" if settings.uses_socket_mode else settings.slack_signing_secret
        self.app = bolt_app(self.door, self.installations, self.roster, self._install_url)
        install = Install(settings, self.installations) if settings.takes_many_workspaces else None
        self.http = Http(
            self.app,
            lambda: health_of(self.database, self.secrets, self.now()),
            signing_secret=signing_secret,
            install=install,
            metrics_token=settings.koers_metrics_token,
        )

    async def connect(self) -> None:
        """Find out which workspace the token of the settings belongs to. Raises SettingsError."""
        if not self.settings.slack_bot_token:
            return
        try:
            workspace_id = await self.installations.use_token(self.settings.slack_bot_token)
        except SlackApiError as error:
            raise SettingsError(f"Slack refuses SLACK_BOT_TOKEN: {error.response['error']}") from None
        except NotOnTheListError as error:
            raise SettingsError(
                f"SLACK_BOT_TOKEN is of workspace {error}, which KOERS_WORKSPACES does not name"
            ) from None
        except OSError:
            raise SettingsError(f"Slack cannot be reached at {self.settings.slack_api_url}") from None
        log.info("serving workspace %s", workspace_id)

    async def _check_app_token(self) -> None:
        """Socket Mode tries for ever with a token that Slack refuses; say so instead. Raises SettingsError."""
        if not self.settings.uses_socket_mode:
            return
        client = AsyncWebClient(base_url=self.settings.slack_api_url)
        try:
            await client.apps_connections_open(app_token=self.settings.slack_app_token)
        except SlackApiError as error:
            raise SettingsError(f"Slack refuses SLACK_APP_TOKEN: {error.response['error']}") from None

    async def tick(self, clock: Clock) -> list[str]:
        """One tick, as lines to print."""
        if trouble := key_trouble(self.database, self.secrets):
            raise SecretError(trouble)
        await self.connect()
        return [str(outcome) for outcome in await clock.tick()]

    async def serve(self, clock: Clock | None) -> None:
        """Run until SIGTERM or SIGINT; what is under way is finished first."""
        if self.database.is_new:
            log.warning("there was no database at %s: a new and empty one was made", self.database.file)
        if trouble := key_trouble(self.database, self.secrets):
            log.error("%s", trouble)
        await self.connect()
        await self._check_app_token()
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stopped.set)
        async with self.running(clock):
            log.info("Koers runs; HTTP on port %s", self.settings.port)
            await stopped.wait()
            log.info("stopping")

    @contextlib.asynccontextmanager
    async def running(self, clock: Clock | None) -> AsyncIterator["House"]:
        """The bot, listening and ticking, as long as the block lasts."""
        await asyncio.to_thread(warm_up, self.database, self.now().date())
        how = uvicorn.Config(
            self.http, http=PROTOCOL, log_level="warning", log_config=None, timeout_keep_alive=KEEP_ALIVE
        )
        server = _Server(how)
        tasks = [asyncio.create_task(server.serve(sockets=[listening(self.settings.port)]))]
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        slack = None
        if self.settings.uses_socket_mode:
            slack = SocketMode(self.app, self.settings.slack_app_token)
            await slack.open()
        tasks.append(asyncio.create_task(self.door.homes.catch_up(self.installations.client_of)))
        if clock is not None:
            self.door.on_news = clock.wake
            tasks.append(asyncio.create_task(clock.run()))
        try:
            yield self
        finally:
            if slack is not None:
                await slack.close()
            server.should_exit = True
            for task in tasks[1:]:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.door.homes.stop()
            await self.door.transactions.readings.settle()
            self.door.transactions.queue.close()
            self.database.close()

    def _installations(self) -> Installations:
        settings, rotation = self.settings, None
        if settings.takes_many_workspaces:
            client = AsyncWebClient(base_url=settings.slack_api_url)
            keys = (settings.slack_client_id, settings.slack_client_secret)
            rotation = Rotation(self.database, self.secrets, self.now, client, *keys)
        where, allowed = settings.slack_api_url, settings.allowed_workspaces
        return Installations(self.database, self.secrets, where, self.now, allowed=allowed, rotation=rotation)

    @property
    def _install_url(self) -> str:
        """Where a workspace can install the app; empty where it cannot, or we do not know our own address."""
        address = self.settings.public_url.rstrip("/")
        return f"{address}{INSTALL}" if address and self.settings.takes_many_workspaces else ""

    @property
    def keeps_removed(self) -> timedelta:
        """How long the data of a workspace is kept that removed the app."""
        return self.settings.keeps_removed

    @property
    def outward(self) -> tuple[dict[str, Outside], bool]:
        """Where who asks outside Slack is plugged in, and whether they may ask in the bot's own network."""
        return self.door.outside, self.settings.koers_private_addresses

    async def show_moved(self, workspace_id: str, people: frozenset[str]) -> None:
        """Moves took effect: the Home tabs that show it follow."""
        client = await self.installations.client_of(workspace_id)
        if client is not None:
            self.door.homes.changed(client, workspace_id, people)


def listening(port: int) -> socket.socket:
    """A socket on all interfaces: it is a server, in a container or behind a proxy. Raises SettingsError."""
    try:
        server = socket.create_server(("", port), backlog=512)
    except OSError:
        raise SettingsError(f"Port {port} is taken. Say another with PORT or --port.") from None
    # Its connections inherit it. asyncio sets it only where a socket says it is TCP, which `create_server` leaves out;
    # without it an answer waits 40 ms for the client to confirm its head.
    server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return server


class _Server(uvicorn.Server):
    """Uvicorn without signal handlers of its own: the bot stops it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
