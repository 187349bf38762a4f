"""A signed `/log` that stores, against what one would write instead, and against the same AsyncApp with an empty handler."""

import asyncio
import hashlib
import hmac
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from models.demo.company import PROSPECT_NAMES, PROSPECT_TRADES
from tests.bench.result import Result

SECRET = "bench-secret"
CLIENTS = 50
PEOPLE = [f"UREP{number}" for number in range(CLIENTS)]
"""Each client is a person of their own, who logs less than the 60 a minute that one may."""
REQUESTS = 1_200
ALONE = 150
"""Requests of one client, who waits for each."""
ROUNDS = 3
NAMES = [f"{name} {trade}" for name in PROSPECT_NAMES for trade in PROSPECT_TRADES]
ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    """Of one server, a value a round: requests a second, seconds of the slowest hundredth, of one client, of the processor."""

    rates: list[float] = field(default_factory=list)
    slowest: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    rates_new: list[float] = field(default_factory=list)


def measure() -> Iterator[Result]:
    """All servers in turn, several times: meetings with accounts that are known, then each with a new one, then one client."""
    found = {which: Measured() for which in ("empty", "naive", "log")}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(ROUNDS):
            for which, measured in found.items():
                _measure(which, Path(folder) / f"{which}{turn}.db", measured)
    empty, naive, log = found["empty"], found["naive"], found["log"]
    yield _rate("an AsyncApp with an empty handler", log.rates, empty.rates, 0.35)
    yield _rate("the naive app, known accounts", log.rates, naive.rates, 2)
    yield _rate("the naive app, a new account each", log.rates_new, naive.rates_new, 1.3)
    yield _time("/log, p99 at 50 clients / the naive app's", log.slowest, naive.slowest, 1)
    yield _time("/log of one client / the naive app's, p50", log.alone, naive.alone, 0.25)
    mine, theirs, nothing = (median(one.cpu) * 1000 for one in (log, naive, empty))
    told = f"(naive {theirs:.2f} ms, empty {nothing:.2f} ms)"
    yield Result("/log, processor of all of its server", mine, " ms", 1, at_least=False, details=told)


def _rate(beside: str, ours: Sequence[float], theirs: Sequence[float], promise: float) -> Result:
    mine, other = median(ours), median(theirs)
    told = f"({mine:,.0f}/s against {other:,.0f}/s, {CLIENTS} clients)"
    return Result(f"/log that stores / {beside}", mine / other, "×", promise, at_least=True, details=told)


def _time(what: str, ours: Sequence[float], theirs: Sequence[float], promise: float) -> Result:
    mine, other = median(ours), median(theirs)
    told = f"({mine * 1000:.1f} ms against {other * 1000:.1f} ms)"
    return Result(what, mine / other, "×", promise, at_least=False, details=told)


def _measure(which: str, file: Path, measured: Measured) -> None:
    with _Server(which, file) as server:
        spent = server.cpu()
        rate, times = asyncio.run(_load(server.port, [request(number) for number in range(REQUESTS)], CLIENTS))
        measured.cpu.append((server.cpu() - spent) / REQUESTS)
        measured.rates.append(rate)
        measured.slowest.append(sorted(times)[int(len(times) * 0.99)])
        new = [request(number, _unheard_of(number)) for number in range(REQUESTS)]
        measured.rates_new.append(asyncio.run(_load(server.port, new, CLIENTS))[0])
        _, times = asyncio.run(
            _load(server.port, [request(REQUESTS + number) for number in range(ALONE)], 1, pause=0.002)
        )
        measured.alone.append(median(times))
        if which == "log":
            stored = _count(file, "activity")
            assert stored == 2 * REQUESTS + ALONE, f"each request stores an activity: {stored}"


def _unheard_of(number: int) -> str:
    """A name that is like no other one, so that nobody is asked whether another one was meant."""
    letters = hashlib.blake2b(str(number).encode(), digest_size=6).digest()
    word = "".join("bdfghjklmnprstvz"[byte >> 4] + "aeiou"[byte % 5] for byte in letters)
    return f"{word[:6].title()} {word[6:].title()}"


def _count(database: Path, table: str) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class _Server:
    """A server in a process of its own."""

    def __init__(self, which: str, database: Path) -> None:
        self.command = [sys.executable, "-m", "tests.bench.server", which, str(database)]

    def __enter__(self) -> "_Server":
        self.process = subprocess.Popen(self.command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def cpu(self) -> float:
        """Seconds of the processor that it took so far."""
        values = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(values[11]) + int(values[12])) / TICKS


def request(number: int, account: str = "") -> bytes:
    """A slash command as Slack signs it."""
    body = urlencode(
        {
            "token": "t",
            "team_id": "T1",
            "team_domain": "bench",
            "channel_id": "C1",
            "channel_name": "sales",
            "user_id": PEOPLE[number % CLIENTS],
            "user_name": "anna",
            "command": "/log",
            "text": f"meeting {account or NAMES[number % len(NAMES)]}",
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


async def _load(port: int, requests: Sequence[bytes], clients: int, *, pause: float = 0) -> tuple[float, list[float]]:
    """Requests a second over all clients, and every single time."""
    waiting = list(requests)
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
            if pause:
                await asyncio.sleep(pause)
        writer.close()

    start = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return len(requests) / (time.perf_counter() - start), times
