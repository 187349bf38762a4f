"""Types `/log` as Slack sends it: signed, and again with the same `trigger_id` where no acknowledgement came in time."""

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp

from tests.chaos.world import ACCOUNTS, PEOPLE, user_id, workspace_id

SECRET = "chaos-secret"
PATIENCE = 3.0
"""Seconds that Slack waits for an acknowledgement."""
TRIES = 4
"""Once, and Slack's three retries."""
AT_BOTH = 0.05
"""How many come to two processes at the same moment."""
STORED = "✅"
NOT_STORED = ("nothing was stored", "Nothing is logged until you choose")


@dataclass
class Log:
    """One command, and what was said about it."""

    number: int
    workspace: int
    acknowledged: bool = False
    said_at_once: bool = False
    """The acknowledgement itself said what became of it."""
    said: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    """What became of each try, and when (seconds since 1970)."""

    @property
    def note(self) -> str:
        """What stands in the database, and nowhere else."""
        return f"chaos {self.number:06d}"

    @property
    def is_said_stored(self) -> bool:
        """Somebody read that it is stored."""
        return any(STORED in text for text in self.said)

    @property
    def is_said_not_stored(self) -> bool:
        """Somebody read that it is not, and nobody read the opposite."""
        return not self.is_said_stored and any(words in text for text in self.said for words in NOT_STORED)


class Driver:
    """All the people who type."""

    def __init__(
        self, rng: random.Random, ports: Callable[[], list[int]], slack: str, count: int, workspaces: int
    ) -> None:
        self.rng = rng
        self.ports = ports
        self.slack = slack
        self.workspaces = workspaces
        self.logs = [Log(number, number % workspaces) for number in range(count)]
        self.happened: Counter[str] = Counter()
        self.done = 0
        self.slowest = 0.0

    async def type_all(self, clients: int) -> None:
        """Type everything; so many people at once."""
        waiting = list(reversed(self.logs))
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0)) as session:

            async def somebody() -> None:
                while waiting:
                    await self._type(session, waiting.pop())
                    self.done += 1

            await asyncio.gather(*(somebody() for _ in range(clients)))

    async def _type(self, session: aiohttp.ClientSession, log: Log) -> None:
        body = self._body(log)
        reason = ""
        for attempt in range(TRIES):
            if attempt:
                self.happened[f"again: {reason}"] += 1
                await asyncio.sleep(self.rng.uniform(0.1, 1.5) * attempt)
            ports = self.rng.sample(self.ports(), 2 if self.rng.random() < AT_BOTH and len(self.ports()) > 1 else 1)
            again = {"X-Slack-Retry-Num": f"{attempt}", "X-Slack-Retry-Reason": reason} if attempt else {}
            answers = await asyncio.gather(*(self._send(session, port, body, again, log) for port in ports))
            log.tried += [f"{answer or 'acknowledged'} {time.time():.1f}" for answer in answers]
            if "" in answers:
                log.acknowledged = True
                return
            reason = answers[0]

    async def _send(
        self, session: aiohttp.ClientSession, port: int, body: bytes, again: dict[str, str], log: Log
    ) -> str:
        """Why Slack would send it again; empty when it was acknowledged."""
        stamp = str(int(time.time()))
        signed = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed}",
            **again,
        }
        start = time.monotonic()
        try:
            async with session.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as response:
                text = await response.text()
                self.slowest = max(self.slowest, time.monotonic() - start)
                if response.status != 200:
                    return "http_error"
                if text:
                    log.said_at_once = True
                    log.said.append(json.dumps(json.loads(text), ensure_ascii=False))
                return ""
        except TimeoutError:
            return "http_timeout"
        except (aiohttp.ClientError, OSError):
            return "connection_failed"

    def _body(self, log: Log) -> bytes:
        workspace = log.workspace
        number = log.number // self.workspaces % PEOPLE
        account = ACCOUNTS[log.number // (self.workspaces * PEOPLE) % len(ACCOUNTS)]
        return urlencode(
            {
                "token": "t",
                "team_id": workspace_id(workspace),
                "team_domain": "chaos",
                "channel_id": "C1",
                "channel_name": "sales",
                "user_id": user_id(workspace, number),
                "user_name": "somebody",
                "command": "/log",
                "text": f"meeting {account}: {log.note}",
                "api_app_id": "A1",
                "response_url": f"{self.slack}/answers/{log.number}",
                "trigger_id": f"chaos.{log.number}",
            }
        ).encode()
