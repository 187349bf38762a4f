"""A stand-in for Slack that is having a bad day: it drops lines, takes its time, answers 500 and 429, and loses answers.

What it stores it shows in its history, so that what got no answer can be looked up there.
"""

import asyncio
import random
import time
from collections import Counter, defaultdict
from typing import Any

from aiohttp import web

PAGE = 10
"""Messages of a history at once."""
POSTS = (
    ("fine", 82.0),
    ("dropped before", 2.0),
    ("dropped after", 3.0),
    ("500 before", 2.0),
    ("500 after", 2.0),
    ("internal_error after", 1.0),
    ("429", 3.0),
    ("slow before", 2.0),
    ("slow after", 2.0),
    ("no answer", 0.3),
)
"""What becomes of a message, and how often. *After*: it is stored all the same."""
QUESTIONS = (("fine", 90.0), ("429", 4.0), ("500 before", 3.0), ("dropped before", 3.0))


class BadSlack:
    """Every workspace's Slack at once, told apart by the token."""

    def __init__(self, rng: random.Random, hurried: float = 1) -> None:
        self.rng = rng
        self.longest_delay = 3.0 if hurried == 1 else 1.0
        self.silence = 35.0 if hurried == 1 else 4.0
        self.is_well = False
        self.happened: Counter[str] = Counter()
        self.channels: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.posted: Counter[str] = Counter()
        self.astray: list[str] = []
        self.answers: dict[str, list[str]] = defaultdict(list)
        """What was said over a response_url, by its last part."""

    def app(self) -> web.Application:
        """What it answers to."""
        app = web.Application()
        app.router.add_post("/api/chat.postMessage", self.post)
        app.router.add_post("/api/conversations.open", self.open)
        app.router.add_route("*", "/api/conversations.history", self.history)
        app.router.add_route("*", "/api/conversations.replies", self.history)
        app.router.add_post("/answers/{id}", self.answer)
        app.router.add_route("*", "/api/{method}", self.anything)
        return app

    async def post(self, request: web.Request) -> web.StreamResponse:
        """`chat.postMessage`."""
        message = await request.json()
        fault = self._choice(POSTS)
        if (refused := await self._before(request, fault)) is not None:
            return refused
        if fault == "slow before":
            await asyncio.sleep(self.rng.uniform(0.3, self.longest_delay))
        ts = self._store(request, message)
        channel = _dm(message["channel"])
        if fault == "slow after":
            await asyncio.sleep(self.rng.uniform(0.3, self.longest_delay))
        if fault == "no answer":
            await asyncio.sleep(self.silence)
        if fault == "internal_error after":
            return web.json_response({"ok": False, "error": "internal_error"})
        if fault == "500 after":
            return web.Response(status=503, text="<html>down</html>", content_type="text/html")
        if fault in ("dropped after", "no answer"):
            return _hang_up(request)
        return web.json_response({"ok": True, "channel": channel, "ts": ts})

    async def open(self, request: web.Request) -> web.StreamResponse:
        """`conversations.open`."""
        user = (await request.json())["users"]
        if (refused := await self._before(request, self._choice(QUESTIONS))) is not None:
            return refused
        return web.json_response({"ok": True, "channel": {"id": _dm(user)}})

    async def history(self, request: web.Request) -> web.StreamResponse:
        """`conversations.history`: the newest first, a page at a time."""
        self.happened["looked up"] += 1
        if (refused := await self._before(request, self._choice(QUESTIONS))) is not None:
            return refused
        asked = {**request.query, **(await request.post())}
        oldest, start = float(asked["oldest"]), int(str(asked.get("cursor") or 0))
        there = [one for one in reversed(self.channels[str(asked["channel"])]) if float(one["ts"]) > oldest]
        cursor = str(start + PAGE) if len(there) > start + PAGE else ""
        page = {"messages": there[start : start + PAGE], "response_metadata": {"next_cursor": cursor}}
        return web.json_response({"ok": True, **page})

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """A response_url."""
        said = await request.json()
        self.answers[request.match_info["id"]].append(str(said.get("text") or said.get("blocks")))
        return web.Response(text="ok")

    async def anything(self, request: web.Request) -> web.StreamResponse:
        """Every other method: well."""
        return web.json_response({"ok": True, "members": [], "channels": [], "messages": []})

    async def _before(self, request: web.Request, fault: str) -> web.StreamResponse | None:
        """The answer of a Slack that did nothing."""
        if fault != "fine":
            self.happened[fault] += 1
        if fault == "dropped before":
            return _hang_up(request)
        if fault == "500 before":
            return web.Response(status=500, text="<html>down</html>", content_type="text/html")
        if fault == "429":
            seconds = str(self.rng.choice((1, 1, 1, 2, 3, 10)))
            return web.json_response(
                {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": seconds}
            )
        return None

    def _store(self, request: web.Request, message: dict[str, Any]) -> str:
        channel, ts = _dm(message["channel"]), f"{time.time():.6f}"
        id_ = str(message.get("metadata", {}).get("event_payload", {}).get("id", ""))
        self.channels[channel].append({**message, "channel": channel, "ts": ts, "bot_id": "B1"})
        self.posted[id_] += 1
        workspace = request.headers.get("Authorization", "").removeprefix("Bearer xoxb-T")
        if not channel.startswith(f"DU{workspace}X"):
            self.astray.append(id_)
        return ts

    def _choice(self, of: tuple[tuple[str, float], ...]) -> str:
        if self.is_well:
            return "fine"
        return self.rng.choices([name for name, _ in of], [often for _, often in of])[0]


def _dm(channel: str) -> str:
    return f"D{channel}" if channel.startswith("U") else channel


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
