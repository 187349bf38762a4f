"""What all fakes have: a clock, faults in a row, a list of requests, and a door that is a transport of httpx."""

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from jobs.crm.calling import Surroundings

NOON = datetime(2026, 11, 28, 10, tzinfo=UTC)


@dataclass
class FakeClock:
    """Time that passes only when somebody sleeps, or says so."""

    now: datetime = NOON
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def pass_on(self, **much: float) -> datetime:
        self.now += timedelta(**much)
        return self.now


@dataclass(frozen=True)
class Fault:
    """One answer that is not what was asked for."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: object = None
    applied_but: int = 0
    """The request is done, and answered with this status all the same (observed of all three: a proxy gives up)."""
    no_answer: bool = False
    """The connection breaks before anything arrives."""
    only: str = ""
    """For the next request whose address holds this."""


class Fake:
    """A vendor: subclasses answer `respond(request, body)` with a status, JSON and headers."""

    vendor = ""

    def __init__(self, clock: FakeClock | None = None) -> None:
        self.clock = clock or FakeClock()
        self.faults: deque[Fault] = deque()
        self.requests: list[httpx.Request] = []
        self.before: list[Callable[[httpx.Request], None]] = []
        """Called before each request: for somebody who changes things while they are being read."""
        self.is_revoked = False

    @property
    def around(self) -> Surroundings:
        return Surroundings(
            self.clock, self.clock.sleep, lambda: 0.5, httpx.MockTransport(self._answer), allows_loopback=True
        )

    def fail(self, *faults: Fault) -> None:
        self.faults.extend(faults)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        for hook in self.before:
            hook(request)
        fault = next((fault for fault in self.faults if fault.only in str(request.url)), None)
        if fault:
            self.faults.remove(fault)
            if fault.no_answer:
                raise httpx.ConnectError("no answer", request=request)
            if fault.applied_but:
                self._responded(request)
                return httpx.Response(fault.applied_but, text="<html>Bad gateway</html>")
            if isinstance(fault.body, str | bytes):
                return httpx.Response(fault.status, content=fault.body, headers=fault.headers)
            return httpx.Response(fault.status, json=fault.body, headers=fault.headers)
        return self._responded(request)

    def _responded(self, request: httpx.Request) -> httpx.Response:
        is_json = "json" in request.headers.get("content-type", "")
        status, body, headers = self.respond(request, json.loads(request.content) if is_json else {})
        if body is None:
            return httpx.Response(status, headers=headers)
        return httpx.Response(status, json=body, headers=headers)

    def respond(self, request: httpx.Request, body: dict) -> tuple[int, object, dict[str, str]]:
        raise NotImplementedError


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
