"""Server-Sent Events: what changes for one person, for as long as their page is open."""

import asyncio
import json

from aiohttp import web

from handlers.local_slack.control.asking import Ask, ControlRefused
from handlers.local_slack.platform import Platform
from handlers.local_slack.stream import Listener

QUIET_SECONDS = 15.0
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}


class PageStream:
    """GET /control/stream?as=U1."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Tells a page what has changed, until it goes away or the local Slack stops."""
        ask = Ask(self._platform, dict(request.query))
        try:
            team, reader = ask.workspace.id, ask.person.id
        except ControlRefused as refusal:
            return web.json_response(refusal.as_payload(), status=400)
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(request)
        with self._platform.stream.listening(team, reader) as listener:
            line: str | None = ": hello"
            while line is not None:
                try:
                    await response.write(f"{line}\n\n".encode())
                except ConnectionError:
                    break
                line = await _next_line(listener)
        return response


async def _next_line(listener: Listener) -> str | None:
    """The next change; a sign of life when there is none for a while; None at the end."""
    try:
        change = await asyncio.wait_for(listener.next(), QUIET_SECONDS)
    except TimeoutError:
        return ": still here"
    return None if change is None else f"data: {json.dumps(change)}"
