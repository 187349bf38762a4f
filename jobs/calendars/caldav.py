"""CalDAV (RFC 4791): a server is asked whether anything has changed (RFC 6578), and then for what touches the days.

Three small bodies of XML. A server that has no tokens is asked for the days each time.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree import ElementTree as Xml
from xml.sax.saxutils import escape

from jobs.calendars.fetching import PORTS, CalendarError, Fetcher, Reply, refused_by
from models.calendar.absences import FURTHEST_AHEAD
from models.calendar.links import Address
from models.calendar.reading import BACK, LARGEST_FILE
from models.calendar.suggesting import registered

DAV, CAL = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
MOST_CALENDARS = 10
MOST_STEPS = 4
MULTISTATUS = 207
_NAMES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
_WHAT_IT_IS = (
    f"<d:propfind {_NAMES}><d:prop><d:resourcetype/><d:sync-token/><d:current-user-principal/><c:calendar-home-set/>"
    "<c:supported-calendar-component-set/></d:prop></d:propfind>"
)
_CHANGES = (
    f"<d:sync-collection {_NAMES}><d:sync-token>{{token}}</d:sync-token><d:sync-level>1</d:sync-level>"
    "<d:prop><d:getetag/></d:prop></d:sync-collection>"
)
_DAYS = (
    f"<c:calendar-query {_NAMES}><d:prop><c:calendar-data/></d:prop><c:filter><c:comp-filter name='VCALENDAR'>"
    "<c:comp-filter name='VEVENT'><c:time-range start='{first}' end='{last}'/></c:comp-filter></c:comp-filter>"
    "</c:filter></c:calendar-query>"
)


class CalDav:
    """One person's calendars on one server."""

    def __init__(self, fetcher: Fetcher, address: Address) -> None:
        self.fetcher = fetcher
        self.url = address.url.strip()
        self.auth = (address.user, address.password) if address.user else None
        self._left = LARGEST_FILE
        """Bytes that may still come, of all answers together."""

    async def fetch(
        self, progress: dict[str, Any], now: datetime, *, anew: bool
    ) -> tuple[list[bytes] | None, dict[str, Any]]:
        """The events of all calendars, and what to ask with next time; None when nothing has changed.

        All of it together takes no longer, and is no larger, than one file may be.
        """
        self._left = LARGEST_FILE
        try:
            async with asyncio.timeout(self.fetcher.seconds):
                return await self._fetched(progress, now, anew=anew)
        except TimeoutError:
            raise CalendarError("too_slow") from None

    async def _fetched(
        self, progress: dict[str, Any], now: datetime, *, anew: bool
    ) -> tuple[list[bytes] | None, dict[str, Any]]:
        tokens: dict[str, str] = dict(progress.get("tokens") or {})
        if tokens and not anew:
            changed = False
            for url, token in list(tokens.items()):
                said = await self._changed(self._there(self.url, url), token)
                changed, tokens[url] = changed or said != token or not said, said or ""
            if not changed:
                return None, {"tokens": tokens}
        found = await self._calendars()
        events: list[bytes] = []
        for url in found:
            events += await self._events(url, now)
        return events, {"tokens": found}

    async def _calendars(self) -> dict[str, str]:
        """The addresses of the calendars with their tokens, whatever of the server's addresses was given."""
        url, depth, seen = self.url, 0, set[tuple[str, int]]()
        for _ in range(MOST_STEPS):
            if (url, depth) in seen:
                break
            seen.add((url, depth))
            answers = list(_answers(await self._dav("PROPFIND", url, _WHAT_IT_IS, depth), url))
            calendars = {href: _text(prop, f"{DAV}sync-token") for href, prop in answers if _is_calendar(prop)}
            if calendars:
                return {self._there(url, href): token for href, token in list(calendars.items())[:MOST_CALENDARS]}
            [*homes] = [_href(prop, f"{CAL}calendar-home-set") for _, prop in answers]
            [*principals] = [_href(prop, f"{DAV}current-user-principal") for _, prop in answers]
            home, principal = next(filter(None, homes), ""), next(filter(None, principals), "")
            if home:
                url, depth = self._there(url, home), 1
            elif principal and self._there(url, principal) != url:
                url, depth = self._there(url, principal), 0
            else:
                depth = 1
        raise CalendarError("no_calendar")

    async def _changed(self, url: str, token: str) -> str:
        """The token of now; empty where the server knows none, or no longer the one that we have."""
        if not token:
            return ""
        reply = await self._ask("REPORT", url, _CHANGES.format(token=escape(token)), 0)
        if reply.status in (401, 404, 410, 429) or (reply.status >= 500 and reply.status not in (501, 507)):
            raise refused_by(reply.status) or CalendarError("server")
        if reply.status != MULTISTATUS:
            return ""
        root = parsed(reply.content)
        found = root.find(f"{DAV}sync-token")
        says_more = root.find(f"{DAV}response") is not None
        return "" if found is None or says_more else (found.text or "").strip()

    async def _events(self, url: str, now: datetime) -> list[bytes]:
        first = (now - BACK - timedelta(days=1)).strftime("%Y%m%dT%H%M%SZ")
        last = (now + FURTHEST_AHEAD).strftime("%Y%m%dT%H%M%SZ")
        reply = await self._dav("REPORT", url, _DAYS.format(first=first, last=last), 1)
        return [
            data.encode() for _, prop in _answers(reply, url) if (data := _text(prop, f"{CAL}calendar-data")).strip()
        ]

    async def _dav(self, method: str, url: str, body: str, depth: int) -> Reply:
        reply = await self._ask(method, url, body, depth)
        if reply.status != MULTISTATUS:
            raise refused_by(reply.status) or CalendarError("no_calendar")
        return reply

    async def _ask(self, method: str, url: str, body: str, depth: int) -> Reply:
        headers = {"Depth": str(depth), "Content-Type": "application/xml; charset=utf-8"}
        reply = await self.fetcher.ask(method, url, headers=headers, body=body, auth=self.auth, most=self._left)
        self._left -= len(reply.content)
        return reply

    def _there(self, url: str, href: str) -> str:
        """Where the server points to. The password goes along, so only to its own company (iCloud has many hosts)."""
        to = urljoin(url, href)
        try:
            ours, theirs = _place(self.url), _place(to)
        except ValueError:
            raise CalendarError("no_calendar") from None
        if ours.scheme == "https" and theirs.scheme != "https":
            raise CalendarError("not_safe")
        if (theirs.host, theirs.port) != (ours.host, ours.port) and not ours.is_of_one_company(theirs):
            raise CalendarError("not_safe")
        return to


@dataclass(frozen=True)
class _Place:
    scheme: str
    host: str
    port: int

    def is_of_one_company(self, other: "_Place") -> bool:
        """Whether both are names below one registered domain, where the usual ports are. A number is no name."""
        are_names = all("." in one and not one.rpartition(".")[2].isdigit() for one in (self.host, other.host))
        are_usual = all(one.port == PORTS.get(one.scheme) for one in (self, other))
        return are_names and are_usual and registered(self.host) == registered(other.host)


def _place(url: str) -> _Place:
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if parts.username or scheme not in PORTS:
        raise ValueError
    return _Place(scheme, (parts.hostname or "").rstrip("."), parts.port or PORTS[scheme])


def parsed(content: bytes) -> Xml.Element:
    """XML of a server we do not know. Raises CalendarError: for what is none, and for entities, which may be bombs."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper() or "\x00" in text:
        raise CalendarError("not_a_calendar")
    try:
        return Xml.fromstring(_without_declaration(text))  # noqa: S314
    except Xml.ParseError:
        raise CalendarError("not_a_calendar") from None


def _without_declaration(text: str) -> str:
    """An encoding that the text names is the one of the bytes, which are read already."""
    return text.partition("?>")[2] if text.lstrip().startswith("<?xml") else text


def _answers(reply: Reply, url: str) -> Iterator[tuple[str, Xml.Element]]:
    """Address and properties of each thing that was found."""
    for response in parsed(reply.content).iter(f"{DAV}response"):
        href = (response.findtext(f"{DAV}href") or "").strip()
        for found in response.iter(f"{DAV}propstat"):
            prop = found.find(f"{DAV}prop")
            if prop is not None and " 200" in (found.findtext(f"{DAV}status") or " 200"):
                yield urljoin(url, quote(unquote(href), safe="/:@!$&'()*+,;=~-._")), prop


def _is_calendar(prop: Xml.Element) -> bool:
    kinds = prop.find(f"{DAV}resourcetype")
    if kinds is None or kinds.find(f"{CAL}calendar") is None:
        return False
    parts = prop.find(f"{CAL}supported-calendar-component-set")
    return parts is None or any(one.get("name", "").upper() == "VEVENT" for one in parts) or len(parts) == 0


def _href(prop: Xml.Element, name: str) -> str:
    return (prop.findtext(f"{name}/{DAV}href") or "").strip()


def _text(prop: Xml.Element, name: str) -> str:
    return prop.findtext(name) or ""
