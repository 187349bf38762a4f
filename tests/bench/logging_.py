"""A signed `/log` that stores, against the same AsyncApp with an empty handler."""

import asyncio
import hashlib
import hmac
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from models.demo.company import PROSPECT_NAMES, PROSPECT_TRADES
from tests.bench.result import Result

SECRET = "bench-secret"
CLIENTS = 50
REQUESTS = 1_200
ROUNDS = 3
NAMES = [f"{name} {trade}" for name in PROSPECT_NAMES for trade in PROSPECT_TRADES]
ROOT = Path(__file__).parents[2]


def measure() -> Iterator[Result]:
    """Throughput of both servers in turn, and the slowest hundredth of `/log`: meetings with accounts that are known."""
    logged: list[float] = []
    empty: list[float] = []
    slowest: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(ROUNDS):
            for which, rates in (("empty", empty), ("log", logged)):
                with _Server(which, Path(folder) / f"{which}{turn}.db") as port:
                    rate, times = asyncio.run(_load(port))
                rates.append(rate)
                if which == "log":
                    assert _stored(Path(folder) / f"log{turn}.db") == REQUESTS, "each request stores an activity"
                    slowest.append(sorted(times)[int(len(times) * 0.99)])
    details = f"({median(logged):,.0f}/s against {median(empty):,.0f}/s, {CLIENTS} clients)"
    yield Result(
        "/log that stores / AsyncApp with an empty handler",
        median(logged) / median(empty),
        "×",
        0.35,
        at_least=True,
        details=details,
    )
    yield Result("/log, p99 at 50 clients", median(slowest) * 1000, " ms", 300, at_least=False)


def _stored(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute("SELECT count(*) FROM activity").fetchone()[0])


class _Server:
    """A server in a process of its own."""

    def __init__(self, which: str, database: Path) -> None:
        self.command = [sys.executable, "-m", "tests.bench.server", which, str(database)]

    def __enter__(self) -> int:
        self.process = subprocess.Popen(self.command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def _request(number: int) -> bytes:
    """A slash command as Slack signs it."""
    body = urlencode(
        {
            "token": "t",
            "team_id": "T1",
            "team_domain": "bench",
            "channel_id": "C1",
            "channel_name": "sales",
            "user_id": "UANNA",
            "user_name": "anna",
            "command": "/log",
            "text": f"meeting {NAMES[number % len(NAMES)]}",
            "api_app_id": "A1",
            "response_url": "http://127.0.0.1:9/",
            "trigger_id": f"{time.time_ns()}.{number}",
        }
    ).encode()
    stamp = str(int(time.time()))
    signature = "v0=" + hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _load(port: int) -> tuple[float, list[float]]:
    """Requests a second over all clients, and every single time."""
    waiting = [_request(number) for number in range(REQUESTS)]
    times: list[float] = []

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while waiting:
            request = waiting.pop()
            start = time.perf_counter()
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            assert head.startswith("http/1.1 200"), head
            await reader.readexactly(int(head.split("content-length:")[1].split("\r\n")[0]))
            times.append(time.perf_counter() - start)
        writer.close()

    start = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return REQUESTS / (time.perf_counter() - start), times
