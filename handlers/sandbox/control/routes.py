"""The addresses of the control API."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from handlers.sandbox.control import arranging, doing, seeing
from handlers.sandbox.control.asking import Action, Ask, ControlRefused, answered
from handlers.sandbox.platform import Platform

QUIET_SECONDS = 15.0

READ: dict[str, Action] = {
    "state": seeing.state,
    "messages": seeing.messages,
    "thread": seeing.thread,
    "views": seeing.views,
    "log": seeing.log,
    "clock": arranging.read_clock,
    "faults": arranging.read_faults,
}
DO: dict[str, Action] = {
    "type": doing.type_text,
    "click": doing.click,
    "fill": doing.fill_field,
    "submit": doing.submit_modal,
    "close": doing.close_modal,
    "open_home": doing.open_home,
    "open_dm": doing.open_dm,
    "mark_read": doing.mark_read,
    "options": doing.options,
    "clock": arranging.move_clock,
    "user": arranging.change_user,
    "invite": arranging.invite,
    "fault": arranging.add_fault,
    "rate_limits": arranging.rate_limits,
    "disconnect": arranging.disconnect,
    "uninstall": arranging.uninstall,
    "verify": arranging.verify_request_url,
}


def control_routes(platform: Platform) -> list[web.RouteDef]:
    """Everything under /control/."""
    return [
        *(web.get(f"/control/{name}", answered(platform, action)) for name, action in READ.items()),
        *(web.post(f"/control/{name}", answered(platform, action)) for name, action in DO.items()),
        web.delete("/control/faults", answered(platform, arranging.clear_faults)),
        web.get("/control/stream", _stream(platform)),
    ]


def _stream(platform: Platform) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def serve(request: web.Request) -> web.StreamResponse:
        """Server-Sent Events about what changes for one person, until the page goes away."""
        ask = Ask(platform, dict(request.query))
        try:
            team, reader = ask.workspace.id, ask.person.id
        except ControlRefused as refusal:
            return web.json_response(
                {"ok": False, "error": refusal.code, "message": refusal.message}, status=400
            )
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        )
        await response.prepare(request)
        with platform.stream.listening(team, reader) as listener:
            await response.write(b": hello\n\n")
            while True:
                try:
                    change = await asyncio.wait_for(listener.queue.get(), QUIET_SECONDS)
                    if change is None:
                        return response
                    line = f"data: {json.dumps(change)}\n\n"
                except TimeoutError:
                    line = ": still here\n\n"
                try:
                    await response.write(line.encode())
                except ConnectionError:
                    return response

    return serve
