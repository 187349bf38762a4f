"""One guarded request: to an address of the internet, with a limit to time, size and redirects.

Whoever links a calendar chooses where the bot connects to. So the name is looked up here, an address of the bot's own
network is refused, and the connection goes to the very address that was looked at: a second look-up could say another.
No error holds an address, a name or what a server said.
"""

import asyncio
import logging
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from jobs.addresses import LookUp, addresses_of, bracketed, is_of_the_internet
from models.calendar.reading import LARGEST_FILE

SECONDS = 20
MOST_REDIRECTS = 3
PORTS = {"https": 443, "http": 80}
SUCCESS = range(200, 300)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGENT = "Koers"

for _name in ("httpx", "httpcore"):
    # They log each address that is asked, and at DEBUG the password: a link to a calendar is one.
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


class CalendarError(Exception):
    """A calendar that cannot be read. `key` is one of our words: nothing of the address or the server's answer."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    url: str = field(default="", repr=False)
    """Where it was found in the end."""


class Fetcher:
    """Asks servers of calendars. `private_addresses`: an admin runs one in the same network."""

    def __init__(
        self, *, private_addresses: bool = False, look_up: LookUp = addresses_of, seconds: float = SECONDS
    ) -> None:
        self.private_addresses = private_addresses
        self.look_up = look_up
        self.seconds = seconds

    async def ask(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: str | None = None,
        auth: tuple[str, str] | None = None,
        most: int = LARGEST_FILE,
    ) -> Reply:
        """The answer, whatever its status; redirects are followed, without the password to another host."""
        try:
            async with asyncio.timeout(self.seconds):
                for _ in range(MOST_REDIRECTS + 1):
                    reply = await self._once(method, url, headers or {}, body, auth, most)
                    where = reply.headers.get("location", "")
                    if reply.status not in REDIRECTS or not where:
                        return reply
                    to = urljoin(url, where)
                    if urlsplit(to)[:2] != urlsplit(url)[:2]:
                        auth = None
                    if urlsplit(url).scheme == "https" and urlsplit(to).scheme != "https":
                        raise CalendarError("not_safe")
                    url = to
        except TimeoutError:
            raise CalendarError("too_slow") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, UnicodeError):
            # What they say holds the address.
            raise CalendarError("unreachable") from None
        raise CalendarError("redirects")

    async def _once(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: str | None,
        auth: tuple[str, str] | None,
        most: int,
    ) -> Reply:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
        if parts.scheme not in PORTS or not host or parts.username:
            raise CalendarError("not_an_address")
        address = await self._checked(host, port)
        there = urlunsplit((parts.scheme, f"{bracketed(address)}:{port}", parts.path or "/", parts.query, ""))
        named = bracketed(host) if port == PORTS[parts.scheme] else f"{bracketed(host)}:{port}"
        sent = {"Host": named, "User-Agent": AGENT, "Accept-Encoding": "identity", **headers}
        async with (
            httpx.AsyncClient(timeout=self.seconds, follow_redirects=False, trust_env=False) as client,
            client.stream(
                method, there, headers=sent, content=body, auth=auth, extensions={"sni_hostname": host}
            ) as response,
        ):
            content = b"" if response.status_code in REDIRECTS else await _content(response, most)
            return Reply(response.status_code, content, dict(response.headers), url)

    async def _checked(self, host: str, port: int) -> str:
        """The address to connect to. All that the name stands for must be of the internet."""
        addresses = await self.look_up(host, port)
        if not addresses:
            raise CalendarError("unreachable")
        if not self.private_addresses and not all(map(is_of_the_internet, addresses)):
            raise CalendarError("private_address")
        return addresses[0]


async def _content(response: httpx.Response, most: int) -> bytes:
    """The body, as it comes in: nobody reads more than `most`, however it is packed."""
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise CalendarError("too_large")
    packing = response.headers.get("content-encoding", "identity").lower()
    if packing not in ("identity", "gzip", "deflate", ""):
        raise CalendarError("not_a_calendar")
    unpack = zlib.decompressobj(wbits=47) if packing in ("gzip", "deflate") else None
    content = bytearray()
    async for piece in response.aiter_raw():
        try:
            content += unpack.decompress(piece, most + 1 - len(content)) if unpack else piece
        except zlib.error:
            raise CalendarError("not_a_calendar") from None
        if len(content) > most or (unpack and unpack.unconsumed_tail):
            raise CalendarError("too_large")
    return bytes(content)


def refused_by(status: int) -> CalendarError | None:
    """What a status says of the calendar; None: it was found."""
    if status in SUCCESS:
        return None
    if status in (401, 403):
        return CalendarError("no_entry")
    if status in (404, 410):
        return CalendarError("gone")
    if status == 429 or status >= 500:
        return CalendarError("server")
    return CalendarError("unreachable")
