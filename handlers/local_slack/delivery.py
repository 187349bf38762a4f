"""What Slack sends to the app: commands, interactions and events, by Socket Mode or signed HTTP, with the waiting."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, Protocol

from handlers.local_slack.clock import Clock
from handlers.local_slack.config import AppConfig, Config
from handlers.local_slack.faults import EVENT, Fault, Faults
from handlers.local_slack.inspector import Inspector, Kind
from handlers.local_slack.subscriptions import is_told_of
from handlers.local_slack.wire import Payload

Route = Literal["command", "interactive", "event"]


@dataclass(frozen=True)
class Retry:
    """Which repetition of an event this is, and why it is repeated."""

    number: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Ack:
    """The app's answer; `error` is what the person is told when there is none."""

    ms: float
    response: Any = None
    error: str | None = None
    no_retry: bool = False


class Transport(Protocol):
    """A way to reach an app."""

    async def send(self, app: AppConfig, route: Route, payload: Payload, retry: Retry) -> Ack:
        """Delivers once and waits for the answer, at most Slack's three seconds."""


class Delivery:
    """Chooses the way, measures, repeats events, and writes everything in the inspector."""

    def __init__(
        self, config: Config, clock: Clock, inspector: Inspector, faults: Faults, socket: Transport, http: Transport
    ) -> None:
        self._retry_seconds = config.retry_seconds
        self._clock = clock
        self._inspector = inspector
        self._faults = faults
        self._socket = socket
        self._http = http
        self._tasks: set[asyncio.Task[Any]] = set()
        self._held: dict[tuple[str, str], list[asyncio.Event]] = {}  # by workspace and app: to be overtaken

    async def send(self, team: str, app: AppConfig, route: Route, kind: Kind, name: str, payload: Payload) -> Ack:
        """Sends a command or an interaction: once, never repeated, and not to an app that was removed."""
        if not app.installed:
            return Ack(0.0, error="dispatch_failed")
        return await self._attempt(team, app, route, kind, name, payload, Retry())

    async def send_event(self, team: str, app: AppConfig, event: Payload) -> Ack | None:
        """Sends an event and goes on repeating it in the background while it is not acknowledged.

        Returns the first attempt's answer, or None when the app is not subscribed to it.
        """
        if not app.installed or not is_told_of(app, event):
            return None
        envelope = self._envelope(team, app, event)
        fault = self._faults.strike(EVENT, team, str(event.get("channel", "")))
        overtakes = fault is not None and fault.effect == "reorder" and (team, app.id) in self._held
        if fault and not overtakes:
            return await self._send_broken(fault, team, app, envelope)
        ack = await self._send_envelope(team, app, envelope)
        self._let_go(team, app)
        return ack

    def in_background(self, work: Coroutine[Any, Any, Any]) -> None:
        """Runs something to its end without waiting for it."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Ends all background work."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _send_broken(self, fault: Fault, team: str, app: AppConfig, envelope: Payload) -> Ack | None:
        """Sends an event as a fault wills it: not at all, twice, or later than what comes after it."""
        name = envelope["event"]["type"]
        if fault.effect == "lose":
            self._inspector.note("out", "event", name, team=team, error="lost_by_fault", request=envelope, fault="lose")
            return Ack(0.0, error="lost_by_fault")
        if fault.effect == "duplicate":
            ack = await self._send_envelope(team, app, envelope)
            await self._attempt(team, app, "event", "event", name, envelope, Retry(), "duplicate")
            return ack
        overtaken = asyncio.Event()
        if fault.effect == "reorder":
            self._held.setdefault((team, app.id), []).append(overtaken)
        self.in_background(self._send_later(fault, overtaken, team, app, envelope))
        return None

    async def _send_later(
        self, fault: Fault, overtaken: asyncio.Event, team: str, app: AppConfig, envelope: Payload
    ) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(overtaken.wait(), fault.seconds)
        await self._send_envelope(team, app, envelope, fault.effect)

    def _let_go(self, team: str, app: AppConfig) -> None:
        """An event went out: those that waited to be overtaken may follow."""
        for overtaken in self._held.pop((team, app.id), []):
            overtaken.set()

    async def _send_envelope(self, team: str, app: AppConfig, envelope: Payload, fault: str = "") -> Ack:
        name = envelope["event"]["type"]
        ack = await self._attempt(team, app, "event", "event", name, envelope, Retry(), fault)
        if ack.error and not ack.no_retry:
            self.in_background(self._repeat(team, app, name, envelope, _reason(app, ack.error)))
        return ack

    async def _repeat(self, team: str, app: AppConfig, name: str, envelope: Payload, reason: str) -> None:
        for number, seconds in enumerate(self._retry_seconds, start=1):
            await self._clock.sleep_until(self._clock.now() + timedelta(seconds=seconds))
            if not app.installed:
                return
            ack = await self._attempt(team, app, "event", "event", name, envelope, Retry(number, reason))
            if ack.error is None or ack.no_retry:
                return
            reason = _reason(app, ack.error)

    async def _attempt(
        self,
        team: str,
        app: AppConfig,
        route: Route,
        kind: Kind,
        name: str,
        payload: Payload,
        retry: Retry,
        fault: str = "",
    ) -> Ack:
        way = self._http if app.request_url else self._socket
        started = time.perf_counter()
        ack = await way.send(app, route, payload, retry)
        ms = (time.perf_counter() - started) * 1000
        label = f"{name} (retry {retry.number}: {retry.reason})" if retry.number else name
        self._inspector.note(
            "out", kind, label, team=team, ms=ms, error=ack.error, request=payload, response=ack.response, fault=fault
        )
        return Ack(round(ms, 2), ack.response, ack.error, ack.no_retry)

    def _envelope(self, team: str, app: AppConfig, event: Payload) -> Payload:
        return {
            "token": app.verification_token,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": app.id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(5).upper()}",
            "event_time": int(self._clock.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": app.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{secrets.token_urlsafe(24)}",
        }


def _reason(app: AppConfig, error: str) -> str:
    """Why an event is repeated; over Socket Mode Slack knows one reason only."""
    return error if app.request_url else "timeout"
