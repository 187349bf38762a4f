"""How a CRM is called: one client for each connection, that is patient, frugal and silent about what it carries."""

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx

from jobs.addresses import is_of_the_internet
from jobs.crm.adapter import BudgetGone, CrmError, SlowDown, TokenRefused, VendorBroken
from jobs.crm.guarding import Guarded
from jobs.crm.limits import Bucket, Budget

log = logging.getLogger("koers.crm")
for _library in ("httpx", "httpcore"):
    logging.getLogger(_library).setLevel(logging.WARNING)  # they write addresses, and addresses hold ids

SECONDS_FOR_AN_ANSWER = 20.0
TRIES = 4
LONGEST_WAIT = 30.0
"""Seconds. What asks for more is a SlowDown: the run goes on with others meanwhile."""
LARGEST_ANSWER = 32_000_000
"""Bytes."""


async def _sleep(seconds: float) -> None:
    await asyncio.sleep(seconds)


@dataclass(frozen=True)
class Surroundings:
    """What a call needs besides a key. The tests bring their own."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], Awaitable[None]] = _sleep
    chance: Callable[[], float] = random.random
    transport: httpx.AsyncBaseTransport | None = None
    allows_loopback: bool = False
    """Also http://127.0.0.1: for a CRM on the same machine, and for tests."""


@dataclass(frozen=True)
class Answer:
    """What came back: JSON with its numbers exact, or None where the body is empty."""

    status: int
    headers: Mapping[str, str]
    body: object = None


Judge = Callable[[Answer, datetime], "float | CrmError | None"]
"""What a vendor means by an answer that is no success: seconds to wait and try again (it did nothing), what to raise, or None."""


@dataclass
class Calling:
    """The calls of one connection."""

    vendor: str
    base_url: str
    headers: dict[str, str]
    budget: Budget
    buckets: Mapping[str, Bucket]
    around: Surroundings = field(default_factory=Surroundings)
    judge: Judge = lambda answer, now: None
    renew: Callable[[], Awaitable[None]] | None = None
    """Gets another token, once, when one has run out."""
    heard: Callable[[Answer], None] = lambda answer: None
    """Hears every answer: some say how much is left."""
    is_guarded: bool = False
    """Whether somebody typed the address: then it must not be one of the bot's own network."""
    _rests: CrmError | None = None
    _client: httpx.AsyncClient | None = None

    async def get(self, path: str, params: Mapping[str, str] | None = None, **more: object) -> Answer:
        """Read something."""
        return await self.call("GET", path, params=params, reads=True, **more)  # type: ignore[arg-type]

    async def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: object = None,
        form: Mapping[str, str] | None = None,
        reads: bool = False,
        cost: int = 1,
        bucket: str = "",
        allowed: frozenset[int] = frozenset(),
    ) -> Answer:
        """One call, tried again where that does no harm. `allowed`: statuses that are an answer too. Raises CrmError."""
        self._wake()
        renewed = False
        for tries_left in reversed(range(TRIES)):
            self.budget.take(cost, self.around.clock())
            if wait := self.buckets[bucket].wait(self.around.clock()):
                await self.around.sleep(wait)
            answer = await self._once(method, path, params=params, json=body, data=form)
            if answer is not None and (answer.status in allowed or 200 <= answer.status < 300):
                return answer
            if answer is not None and answer.status == 401 and self.renew and not renewed:
                renewed = True
                await self.renew()
                continue
            await self._next_try(answer, reads, tries_left)
        raise VendorBroken(f"{self.vendor} does not answer as it should.")

    def rest(self, meaning: CrmError) -> None:
        """After a refusal, or a day that is used up, nothing is asked."""
        if isinstance(meaning, TokenRefused | BudgetGone):
            self._rests = meaning

    def _wake(self) -> None:
        """Whoever was told to rest, or that the key is refused, does not ask again before the time has come."""
        if isinstance(self._rests, BudgetGone) and self._rests.until <= self.around.clock():
            self._rests = None
        if self._rests is not None:
            raise self._rests

    async def _once(self, method: str, path: str, **sent: object) -> Answer | None:
        """The answer, or None when there was none."""
        if self._client is None:
            self._client = httpx.AsyncClient(
                timeout=SECONDS_FOR_AN_ANSWER,
                follow_redirects=False,
                transport=self.around.transport or (Guarded() if self.is_guarded else None),
            )
        sent = {name: value for name, value in sent.items() if value is not None}
        try:
            async with self._client.stream(method, self.base_url + path, headers=self.headers, **sent) as response:  # type: ignore[arg-type]
                read = bytearray()
                async for piece in response.aiter_bytes():
                    read += piece
                    if len(read) > LARGEST_ANSWER:
                        raise VendorBroken(f"What {self.vendor} answers is too large.")
        except httpx.HTTPError:
            return None  # what it says of itself holds the address
        answer = Answer(response.status_code, response.headers, self._json(bytes(read), response.status_code))
        self.heard(answer)
        return answer

    def _json(self, read: bytes, status: int) -> object:
        if not read.strip():
            return None
        try:
            found: object = json.loads(read, parse_float=Decimal, parse_constant=lambda name: None)
            return found
        except (ValueError, RecursionError):
            if 200 <= status < 300:
                raise VendorBroken(f"What {self.vendor} answers cannot be read.") from None
            return None

    async def _next_try(self, answer: Answer | None, reads: bool, tries_left: int) -> None:
        """Wait for the next try, or raise what is the matter."""
        now, backoff = self.around.clock(), 2.0 ** (TRIES - 1 - tries_left) * (0.5 + self.around.chance())
        if answer is None:
            meaning: float | CrmError = backoff if reads else VendorBroken(f"{self.vendor} did not answer.")
        else:
            log.warning("%s answered %d", self.vendor, answer.status)
            meaning = self._meaning(answer, now, reads, backoff)
        if isinstance(meaning, CrmError):
            self.rest(meaning)
            raise meaning
        if meaning > LONGEST_WAIT or (not tries_left and answer is not None and answer.status < 500):
            raise SlowDown(now + timedelta(seconds=max(meaning, LONGEST_WAIT)))
        if not tries_left:
            raise VendorBroken(f"{self.vendor} is out of order.")
        await self.around.sleep(meaning)

    def _meaning(self, answer: Answer, now: datetime, reads: bool, backoff: float) -> float | CrmError:
        meaning = self.judge(answer, now)
        if meaning is not None:
            return meaning
        if answer.status == 401:
            return TokenRefused(f"{self.vendor} does not take the key.")
        if answer.status == 429:
            return backoff if (asked := retry_after(answer, now)) is None else asked
        if answer.status >= 500 and reads:
            return max(backoff, retry_after(answer, now) or 0.0)
        return VendorBroken(f"{self.vendor} answered {answer.status}.")

    async def close(self) -> None:
        """Give the connection back."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None


def retry_after(answer: Answer, now: datetime) -> float | None:
    """The seconds that the answer asks us to wait, as a number or as an instant (RFC 9110, 10.2.3)."""
    said = answer.headers.get("retry-after", "").strip()
    with suppress(ValueError):
        return max(0.0, float(said)) if 0.0 <= float(said) < 1e7 else None
    with suppress(ValueError, TypeError):
        at = parsedate_to_datetime(said)
        return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())
    return None


def checked_base(url: str, hosts: tuple[str, ...], *, allows_loopback: bool = False) -> str:
    """The address without a slash at its end. Raises VendorBroken for one that a key must not be sent to.

    `hosts`: the only domains that may be called; none: any, as of a CRM that somebody runs themselves.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise VendorBroken("That is no address.") from None
    if parts.query or parts.fragment or parts.username or parts.password or not host:
        raise VendorBroken("That is no address.")
    if _is_loopback(host) and allows_loopback and parts.scheme in ("http", "https"):
        return url.strip().rstrip("/")
    if _is_private(host) and not allows_loopback:
        raise VendorBroken("The address is one of a private network.")
    if parts.scheme != "https" or _is_loopback(host):
        raise VendorBroken("The address has to begin with https:// and a name.")
    if hosts and not any(host == name or host.endswith(f".{name}") for name in hosts):
        raise VendorBroken(f"The address has to end in {' or '.join(hosts)}.")
    return url.strip().rstrip("/")


def _is_private(host: str) -> bool:
    """Whether it is written as an address of a private network; what a name stands for is looked at when it is called."""
    with suppress(ValueError):
        return not is_of_the_internet(str(ip_address(host)))
    return False


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return False
