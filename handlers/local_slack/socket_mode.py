"""Socket Mode: the app's WebSockets, and payloads that travel over any one of them."""

import asyncio
import json
import secrets
import time
import uuid
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from handlers.local_slack.config import AppConfig
from handlers.local_slack.delivery import Ack, Retry, Route
from handlers.local_slack.inspector import Inspector
from handlers.local_slack.stream import Stream
from handlers.local_slack.wire import Payload

MOST_CONNECTIONS = 10
LARGEST_FRAME = 20_480  # bytes; a frame of this size or more is ignored without a word
TICKET_SECONDS = 30
CLOSE_SECONDS = 2.0
LEAVE_SECONDS = 1.0  # between a disconnect and the end of the connection
ENVELOPE_TYPES = {"command": "slash_commands", "interactive": "interactive", "event": "events_api"}
ANSWERED_INTERACTIONS = ("view_submission", "block_suggestion", "dialog_suggestion")


@dataclass(eq=False)
class Connection:
    """One WebSocket of an app."""

    socket: web.WebSocketResponse
    waiting: dict[str, asyncio.Future[object]] = field(default_factory=dict)
    closing: asyncio.Future[bool] | None = None

    def close(self) -> None:
        """Ends the connection, if the app has not done so itself."""
        if not self.socket.closed:
            self.closing = asyncio.ensure_future(self.socket.close())

    def break_off(self) -> None:
        """The connection is gone: nobody answers what was sent over it."""
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(ConnectionError("the connection was closed"))


class SocketMode:
    """All connections of all apps."""

    def __init__(self, ack_seconds: float, inspector: Inspector, stream: Stream) -> None:
        self._ack_seconds = ack_seconds
        self._inspector = inspector
        self._stream = stream
        self._tickets: dict[str, tuple[str, float]] = {}
        self._connections: dict[str, list[Connection]] = {}

    def issue_ticket(self, app_id: str) -> str:
        """What apps.connections.open hands out: good for one connection, soon."""
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = (app_id, time.monotonic() + TICKET_SECONDS)
        return ticket

    def is_connected(self, app_id: str) -> bool:
        return bool(self._connections.get(app_id))

    async def send(self, app: AppConfig, route: Route, payload: Payload, retry: Retry) -> Ack:
        """Delivers over the next connection in the row."""
        connections = self._connections.get(app.id, [])
        if not connections:
            return Ack(0.0, error="no_connection" if route == "event" else "dispatch_failed")
        connection = connections.pop(0)
        connections.append(connection)
        envelope_id = str(uuid.uuid4())
        envelope: Payload = {"envelope_id": envelope_id, "payload": payload, "type": ENVELOPE_TYPES[route]}
        envelope["accepts_response_payload"] = route == "command" or payload.get("type") in ANSWERED_INTERACTIONS
        if route == "event":
            envelope |= {"retry_attempt": retry.number, "retry_reason": retry.reason}
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = answer
        try:
            async with asyncio.timeout(self._ack_seconds):
                await connection.socket.send_str(json.dumps(envelope))
                response = await answer
        except TimeoutError:
            return Ack(0.0, error="timeout" if route == "event" else "operation_timeout")
        except ConnectionError:
            return Ack(0.0, error="connection_failed" if route == "event" else "dispatch_failed")
        finally:
            connection.waiting.pop(envelope_id, None)
        return Ack(0.0, response if envelope["accepts_response_payload"] else None)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One WebSocket, from hello to its end."""
        app_id, until = self._tickets.pop(request.query.get("ticket", ""), ("", 0.0))
        if time.monotonic() > until:
            raise web.HTTPForbidden(text="the ticket is unknown, used or too old")
        socket = web.WebSocketResponse(heartbeat=30, timeout=CLOSE_SECONDS)
        await socket.prepare(request)
        connections = self._connections.setdefault(app_id, [])
        if len(connections) >= MOST_CONNECTIONS:
            await socket.send_json(_disconnect("too_many_websockets"))
            await socket.close()
            return socket
        connection = Connection(socket)
        connections.append(connection)
        await socket.send_json(_hello(app_id, len(connections)))
        self._stream.tell({"type": "connection", "connected": True})
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._take(connection, frame.data)
        finally:
            if connection in connections:
                connections.remove(connection)
            connection.break_off()
            self._stream.tell({"type": "connection", "connected": bool(connections)})
        return socket

    async def disconnect(self, app_id: str, reason: str) -> int:
        """Asks every connection of the app to leave: "warning" only says so, the others close soon after."""
        connections = list(self._connections.get(app_id, []))
        self._inspector.note("out", "socket", f"disconnect: {reason}", fault="disconnect")
        for connection in connections:
            await connection.socket.send_json(_disconnect(reason))
            if reason != "warning":
                self._connections[app_id].remove(connection)
                asyncio.get_running_loop().call_later(LEAVE_SECONDS, connection.close)
        return len(connections)

    async def stop(self) -> None:
        """Closes everything."""
        for connections in list(self._connections.values()):
            for connection in list(connections):
                connection.break_off()
                await connection.socket.close()

    def _take(self, connection: Connection, text: str) -> None:
        size = len(text.encode())
        if size >= LARGEST_FRAME:
            self._inspector.note("in", "socket", f"a frame of {size} bytes was dropped", error="frame_too_large")
            return
        try:
            frame = json.loads(text)
            envelope_id = frame["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self._inspector.note(
                "in", "socket", "a frame that acknowledges nothing", error="invalid_frame", request=text
            )
            return
        answer = connection.waiting.get(envelope_id)
        if answer and not answer.done():
            answer.set_result(frame.get("payload"))
        else:
            self._inspector.note("in", "socket", "an acknowledgement too late", error="late", request=frame)


def _hello(app_id: str, number: int) -> Payload:
    return {
        "type": "hello",
        "num_connections": number,
        "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060},
        "connection_info": {"app_id": app_id},
    }


def _disconnect(reason: str) -> Payload:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
