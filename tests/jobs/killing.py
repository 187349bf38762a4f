"""Kills a ticking process again and again, at random points, and says what came of it.

Every second kill falls at a random moment of the tick; the others while Slack is posting, however slow the machine is.

A program of its own, with one thread: it forks (a preloaded process starts in milliseconds), and a fork of a
process with threads is not safe. Slack is another process, so that it survives.
"""

import asyncio
import gc
import json
import os
import random
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from select import select as ready
from typing import Any

from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session, col, select

import models.every_table  # noqa: F401 - the tables must be known before they are created
from jobs.cadence import Cadence, Occasion, Window
from jobs.delivering.pacing import Pace
from jobs.delivering.run import tick
from messages.blocks import Message
from models.database import Database
from models.delivery.planning import Due
from models.delivery.records import Delivery
from models.team.records import Person
from models.workspace.records import Workspace

START = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
PEOPLE = 3
A_MOMENT = 0.004
ROUND = timedelta(minutes=5)


def due_each_round(window: Window) -> Iterator[Due]:
    """Everybody, in each round of the test, also those whose tick was killed before it had planned."""
    for number in range((window.now - START) // ROUND + 1):
        for person in window.people:
            yield Due(person.id, f"{number}", START + number * ROUND)


def compose(occasion: Occasion) -> Message:
    """Something small."""
    return Message(f"round {occasion.slot}")


CADENCES = (Cadence("reply:round", due_each_round, compose, useful_for=timedelta(days=9)),)


def main(kills: int, url: str) -> None:
    """Print what happened as JSON."""
    prepare(url)
    listener = socket.create_server(("127.0.0.1", 0))
    told, tell = os.pipe()
    os.set_blocking(told, False)
    slack = fork(lambda: serve_slack(listener, tell))
    api = f"http://127.0.0.1:{listener.getsockname()[1]}/api/"
    listener.close()
    found: Counter[str] = Counter()
    database = Database(url)
    try:
        one_tick(url, api, START - ROUND)  # once here: what each copy would prepare again, it finds done
        gc.freeze()
        longest = how_long_a_tick_takes(url, api)
        for number in range(1, kills + 1):
            child = fork(lambda number=number: one_tick(url, api, START + number * ROUND))
            if number % 2:
                time.sleep(random.uniform(0.2, 1.05) * longest)
            else:
                wait_for_posts(told, child, random.randint(1, PEOPLE))
                time.sleep(random.uniform(0, 2 * A_MOMENT))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            found.update(states_in(database))
        for number in range(kills + 1, kills + 8):
            one_tick(url, api, START + number * ROUND)
        print(json.dumps({**result(url, api), "seen_while_dead": found}))
    finally:
        os.kill(slack, signal.SIGKILL)
        os.waitpid(slack, 0)


def fork(work: Any) -> int:
    """Run `work` in a copy of this process; its id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(0)


def prepare(url: str) -> None:
    """A workspace with a few people."""
    database = Database(url)
    database.metadata.create_all(database.engine)

    def seed(session: Session) -> None:
        session.add(Workspace(workspace_id="T1", name="N", created_at=START - timedelta(days=1)))
        session.flush()
        for number in range(PEOPLE):
            session.add(
                Person(
                    workspace_id="T1",
                    name=f"P{number}",
                    slack_user_id=f"U{number}",
                    created_at=START - timedelta(days=1),
                )
            )

    database.write(seed)
    database.close()


def one_tick(url: str, api: str, now: datetime) -> None:
    """What a process does each minute."""
    database = Database(url)
    client = AsyncWebClient("xoxb-1", base_url=api, retry_handlers=[], timeout=5)

    async def client_of(workspace_id: str) -> AsyncWebClient:
        return client

    asyncio.run(tick(database, client_of, lambda: now, CADENCES, Pace(0, 0)))
    database.close()


def how_long_a_tick_takes(url: str, api: str) -> float:
    """Seconds, in a process of its own, as those that are killed."""
    started = time.monotonic()
    os.waitpid(fork(lambda: one_tick(url, api, START)), 0)
    return time.monotonic() - started


def wait_for_posts(told: int, child: int, count: int) -> None:
    """Until Slack has got that many posts of this tick, or it is over: how long that takes depends on the machine."""
    with suppress(BlockingIOError):
        os.read(told, 1 << 16)  # of those before
    while count > 0 and not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        if ready([told], [], [], 0.01)[0]:
            count -= len(os.read(told, count))


def states_in(database: Database) -> Counter[str]:
    """How many deliveries stand half way, just after a kill."""
    half = col(Delivery.state).in_(("pending", "sending", "unknown"))
    states = database.read(lambda session: list(session.exec(select(Delivery.state).where(half))))
    return Counter(states)


def result(url: str, api: str) -> dict[str, Any]:
    """How often each delivery is in Slack, and what the ledger says."""
    database = Database(url)
    rows = database.read(lambda session: list(session.exec(select(Delivery))))
    database.close()
    posted = Counter(asyncio.run(AsyncWebClient("x", base_url=api).api_call("everything"))["ids"])
    return {
        "rounds": len({row.slot for row in rows}),
        "deliveries": len(rows),
        "states": Counter(row.state for row in rows),
        "unsent": sum(posted[row.id] == 0 for row in rows),
        "sent_twice": sum(posted[row.id] > 1 for row in rows),
        "wrong_ts": sum(row.ts is None for row in rows),
    }


def serve_slack(listener: socket.socket, tell: int | None = None) -> None:
    """A Slack that takes a moment before and after it stores. Writes a byte to `tell` for each post that comes in."""
    stored: list[dict[str, Any]] = []

    async def post(request: web.Request) -> web.Response:
        message = await request.json()
        if tell is not None:
            os.write(tell, b".")
        await asyncio.sleep(random.uniform(0, A_MOMENT))
        ts = f"{time.time():.6f}"
        stored.append({**message, "channel": "D" + message["channel"], "ts": ts, "bot_id": "B1"})
        await asyncio.sleep(random.uniform(0, A_MOMENT))
        return web.json_response({"ok": True, "channel": "D" + message["channel"], "ts": ts})

    async def open_dm(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "channel": {"id": "D" + (await request.json())["users"]}})

    async def history(request: web.Request) -> web.Response:
        oldest, channel = float(request.query["oldest"]), request.query["channel"]
        there = [message for message in stored if message["channel"] == channel and float(message["ts"]) > oldest]
        return web.json_response({"ok": True, "messages": there})

    async def everything(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "ids": [m["metadata"]["event_payload"]["id"] for m in stored]})

    app = web.Application()
    app.router.add_post("/api/chat.postMessage", post)
    app.router.add_post("/api/conversations.open", open_dm)
    app.router.add_route("*", "/api/conversations.history", history)
    app.router.add_post("/api/everything", everything)
    web.run_app(app, sock=listener, print=None, handle_signals=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
