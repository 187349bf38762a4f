"""What a fault does to a call of the app: the connection goes, or another answer comes, or none for a while."""

import asyncio
import secrets

from aiohttp import web

from handlers.local_slack.faults import Fault
from handlers.local_slack.wire import Payload


async def broken(fault: Fault, request: web.Request, *, stored: bool) -> web.Response | None:
    """The answer in place of the right one, when this is the fault's moment; None = the call goes on."""
    if stored != (fault.after == "store"):
        return None
    if fault.effect == "slow":
        await asyncio.sleep(fault.seconds)
        return None
    if fault.effect == "drop" and request.transport:
        request.transport.abort()
        return web.Response(status=500)
    if fault.effect == "500":
        return web.Response(status=500, text="Internal Server Error")
    if fault.effect == "429":
        return _refusal("ratelimited", 429, {"Retry-After": str(max(1, round(fault.seconds)))})
    return _refusal(fault.error, 200, {})


def told(fault: Fault, *, stored: bool) -> str:
    """How the inspector calls a call that was broken off."""
    return f"fault: {fault.effect}, after storing" if stored else f"fault: {fault.effect}"


def _refusal(code: str, status: int, headers: dict[str, str]) -> web.Response:
    answer: Payload = {"ok": False, "error": code}
    return web.json_response(answer, status=status, headers={"x-slack-req-id": secrets.token_hex(16), **headers})
