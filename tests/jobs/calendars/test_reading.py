"""Calendars are read over HTTP: conditionally, in bounded time and size, from the internet only, and nothing leaks."""

import asyncio
import contextlib
import gzip
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from sqlmodel import Session, select

from jobs.addresses import is_of_the_internet
from jobs.calendars.caldav import CalDav, parsed
from jobs.calendars.fetching import CalendarError, Fetcher, Reply
from jobs.calendars.ics import fetch_file, plain_url
from jobs.calendars.round import CalendarRound
from models.calendar.links import Address, add_link, attempt_of, link_of
from models.calendar.reading import LARGEST_FILE
from models.calendar.records import CalendarLink, LinkKind, Suggestion
from models.database import Database
from tests.conftest import NOW, SECRETS, Cast

pytestmark = pytest.mark.once
OPEN = Fetcher(private_addresses=True, seconds=5)
EVENT = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261112T080000Z\r\nDURATION:PT1H\r\nSUMMARY:Secretword\r\n"
    "ORGANIZER:mailto:anna@example.com\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:jo@acme.example\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture
async def served() -> AsyncIterator[Callable[[Handler], Awaitable[str]]]:
    runners: list[web.AppRunner] = []

    async def serve(handler: Handler) -> str:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        runners.append(runner)
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield serve
    for runner in runners:
        await runner.cleanup()


async def trouble(url: str, fetcher: Fetcher = OPEN) -> str:
    with pytest.raises(CalendarError) as caught:
        await fetch_file(fetcher, Address(url), {}, anew=True)
    assert url not in str(caught.value)
    return caught.value.key


# --- one request ---------------------------------------------------------------------------------------------


async def test_a_file_is_asked_for_again_only_when_it_changed(served: Any) -> None:
    asked: list[dict[str, str]] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(dict(request.headers))
        if request.headers.get("If-None-Match") == '"v1"':
            return web.Response(status=304)
        return web.Response(text=EVENT, headers={"ETag": '"v1"'})

    url = await served(answer)
    files, progress = await fetch_file(OPEN, Address(url), {}, anew=False)
    assert (files, progress["etag"]) == ([EVENT.encode()], '"v1"')
    assert await fetch_file(OPEN, Address(url), progress, anew=False) == (None, progress)
    assert (await fetch_file(OPEN, Address(url), progress, anew=True))[0] is not None
    assert asked[0]["Host"] == url.removeprefix("http://")


def test_a_link_to_subscribe_to_is_asked_for_over_https() -> None:
    assert plain_url("webcal://a.example/x.ics?y=1") == "https://a.example/x.ics?y=1"


@pytest.mark.parametrize(
    ("status", "key"),
    [(401, "no_entry"), (403, "no_entry"), (404, "gone"), (410, "gone"), (500, "server"), (429, "server")],
)
async def test_what_a_status_says(served: Any, status: int, key: str) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, text="Secretword")

    assert await trouble(await served(answer)) == key


async def test_what_is_too_large_is_cut_while_it_comes_in(served: Any) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(30):
            await response.write(b"X" * 1_000_000)
        return response

    async def bomb(_: web.Request) -> web.Response:
        return web.Response(body=gzip.compress(b"X" * 50_000_000), headers={"Content-Encoding": "gzip"})

    async def honest(_: web.Request) -> web.Response:
        return web.Response(body=b"X" * 11_000_000)

    for handler in (endless, bomb, honest):
        assert await trouble(await served(handler)) == "too_large"


async def test_a_page_is_no_calendar_and_a_slow_server_is_not_waited_for(served: Any) -> None:
    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<html>Sign in</html>")

    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    assert await trouble(await served(page)) == "not_a_calendar"
    assert await trouble(await served(slow), Fetcher(private_addresses=True, seconds=0.3)) == "too_slow"
    assert await trouble("http://127.0.0.1:9/x.ics") == "unreachable"


async def test_redirects_are_few_and_a_password_stays_with_its_host(served: Any) -> None:
    passwords: list[str | None] = []

    async def there(request: web.Request) -> web.Response:
        passwords.append(request.headers.get("Authorization"))
        return web.Response(text=EVENT)

    target = await served(there)

    async def round_and_round(request: web.Request) -> web.Response:
        where = request.path if request.path == "/loop" else f"{target}/x.ics"
        return web.Response(status=302, headers={"Location": where})

    url = await served(round_and_round)
    await fetch_file(OPEN, Address(f"{url}/once", "anna", "pw"), {}, anew=True)
    assert passwords == [None]
    assert await trouble(f"{url}/loop") == "redirects"


# --- only the internet -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("nonsense", False),
    ],
)
def test_which_addresses_are_of_the_internet(address: str, is_open: bool) -> None:
    assert is_of_the_internet(address) is is_open


async def test_a_name_for_a_private_address_is_refused_also_after_a_redirect(served: Any) -> None:
    async def inside(_: web.Request) -> web.Response:
        return web.Response(text=EVENT)

    async def private(host: str, port: int) -> list[str]:
        return ["8.8.8.8", "127.0.0.1"]

    url = await served(inside)
    assert await trouble(url, Fetcher()) == "private_address"
    assert await trouble("http://rebinding.example/x.ics", Fetcher(look_up=private)) == "private_address"
    assert await trouble("http://2130706433/x.ics", Fetcher()) == "private_address"  # 127.0.0.1 as one number
    assert await trouble("file:///etc/passwd") == "not_an_address"


async def test_the_connection_goes_to_the_address_that_was_looked_at(served: Any) -> None:
    hosts: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        hosts.append(request.headers["Host"])
        return web.Response(text=EVENT)

    async def here(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    port = (await served(answer)).rpartition(":")[2]
    fetcher = Fetcher(private_addresses=True, look_up=here)
    await fetch_file(fetcher, Address(f"http://cal.example:{port}/x.ics"), {}, anew=True)
    assert hosts == [f"cal.example:{port}"]


# --- CalDAV ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>',
        "<!doctype a><a/>",
        "not xml",
        '<?xml version="1.0" encoding="utf-16"?><a>\x00</a>',
    ],
)
def test_entities_and_what_is_no_xml_are_refused(text: str) -> None:
    with pytest.raises(CalendarError):
        parsed(text.encode())


class Server:
    """A CalDAV server with one calendar behind a principal, and tokens or none."""

    def __init__(self, *, has_tokens: bool = True) -> None:
        self.has_tokens = has_tokens
        self.token = "http://dav.example/t/1"
        self.asked: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.text()
        what = "sync" if "sync-collection" in body else "query" if "calendar-query" in body else request.method
        self.asked.append(f"{what} {request.path}")
        if request.headers.get("Authorization") is None:
            return web.Response(status=401)
        if what == "sync":
            if not self.has_tokens:
                return web.Response(status=501)
            return self._multi(
                f"<d:sync-token>{self.token}</d:sync-token>"
                if self.token in body
                else self._item("", "") + f"<d:sync-token>{self.token}</d:sync-token>"
            )
        if what == "query":
            return self._multi(self._item("/cal/a.ics", f"<c:calendar-data>{EVENT}</c:calendar-data>"))
        if request.path == "/cal/":
            token = f"<d:sync-token>{self.token}</d:sync-token>" if self.has_tokens else ""
            return self._multi(self._item("/cal/", f"<d:resourcetype><c:calendar/></d:resourcetype>{token}"))
        if request.path == "/home/":
            kinds = "<d:resourcetype><c:calendar/></d:resourcetype><c:supported-calendar-component-set>"
            tasks = self._item("/tasks/", f"{kinds}<c:comp name='VTODO'/></c:supported-calendar-component-set>")
            token = f"<d:sync-token>{self.token}</d:sync-token>" if self.has_tokens else ""
            mine = self._item("/cal/", f"{kinds}<c:comp name='VEVENT'/></c:supported-calendar-component-set>{token}")
            return self._multi(tasks + mine)
        if request.path == "/me/":
            return self._multi(self._item("/me/", "<c:calendar-home-set><d:href>/home/</d:href></c:calendar-home-set>"))
        principal = "<d:current-user-principal><d:href>/me/</d:href></d:current-user-principal>"
        return self._multi(self._item("/", principal))

    def _multi(self, inner: str) -> web.Response:
        text = f'<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">{inner}</d:multistatus>'
        return web.Response(status=207, text=text, content_type="application/xml")

    def _item(self, href: str, prop: str) -> str:
        return (
            f"<d:response><d:href>{href}</d:href><d:propstat><d:prop>{prop}</d:prop>"
            "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
        )


async def test_a_calendar_is_found_from_the_servers_address_and_asked_what_changed(served: Any) -> None:
    server = Server()
    dav = CalDav(OPEN, Address(await served(server.answer), "anna", "pw"))
    files, progress = await dav.fetch({}, NOW, anew=True)
    assert files is not None
    assert b"UID:a" in files[0]
    assert server.asked == ["PROPFIND /", "PROPFIND /me/", "PROPFIND /home/", "query /cal/"]
    server.asked.clear()
    assert await dav.fetch(progress, NOW, anew=False) == (None, progress)
    assert server.asked == ["sync /cal/"]
    server.token = "http://dav.example/t/2"
    files, again = await dav.fetch(progress, NOW, anew=False)
    assert files is not None
    assert list(again["tokens"].values()) == ["http://dav.example/t/2"]


async def test_a_server_without_tokens_is_asked_for_the_days_each_time(served: Any) -> None:
    server = Server(has_tokens=False)
    dav = CalDav(OPEN, Address(f"{await served(server.answer)}/cal/", "anna", "pw"))
    _, progress = await dav.fetch({}, NOW, anew=True)
    files, _ = await dav.fetch(progress, NOW, anew=False)
    assert files is not None
    assert server.asked.count("query /cal/") == 2


@pytest.mark.parametrize(
    ("given", "href", "is_asked"),
    [
        ("https://caldav.icloud.com/", "https://p34-caldav.icloud.com/1/", True),
        ("https://dav.acme.co.uk/", "https://cal.acme.co.uk/1/", True),
        ("https://dav.acme.co.uk/", "https://cal.evil.co.uk/1/", False),
        ("https://dav.acme.example/", "http://dav.acme.example/1/", False),
        ("https://dav.acme.example/", "https://dav.acme.example:8443/1/", False),
        ("https://dav.acme.example/", "https://dav.acme.example.evil.example/1/", False),
        ("https://dav.acme.example/", "https://anna@dav.acme.example/1/", False),
        ("http://8.8.8.8/", "http://9.9.8.8/1/", False),
        ("http://cal/", "http://other/1/", False),
        ("http://dav.acme.example/", "https://dav.acme.example/1/", True),
    ],
)
@pytest.mark.parametrize("what", ["principal", "home", "calendar"])
async def test_a_password_goes_to_the_servers_own_company_only(
    given: str, href: str, is_asked: bool, what: str
) -> None:
    inner = {
        "principal": f"<d:current-user-principal><d:href>{href}</d:href></d:current-user-principal>",
        "home": f"<c:calendar-home-set><d:href>{href}</d:href></c:calendar-home-set>",
        "calendar": "<d:resourcetype><c:calendar/></d:resourcetype>",
    }[what]
    server, asked = Server(), list[str]()

    class Told(Fetcher):
        async def ask(self, method: str, url: str, **how: Any) -> Reply:  # type: ignore[override]
            asked.append(url)
            item = server._item(href if what == "calendar" else "/", inner)
            return Reply(207, (server._multi(item).text or "").encode())

    with contextlib.suppress(CalendarError):
        await CalDav(Told(), Address(given, "anna", "pw")).fetch({}, NOW, anew=True)
    assert (href in asked) is is_asked


async def test_all_answers_of_a_server_together_are_bounded() -> None:
    server, asked_for = Server(), list[int]()

    class Large(Fetcher):
        async def ask(self, method: str, url: str, *, body: str = "", most: int = 0, **how: Any) -> Reply:  # type: ignore[override]
            asked_for.append(most)
            if "calendar-query" in body:
                return Reply(207, b"<a/>".ljust(4_000_000))
            items = (server._item(f"/{n}/", "<d:resourcetype><c:calendar/></d:resourcetype>") for n in range(3))
            return Reply(207, (server._multi("".join(items)).text or "").encode())

    class Slow(Fetcher):
        async def ask(self, method: str, url: str, **how: Any) -> Reply:  # type: ignore[override]
            await asyncio.sleep(0.15)
            return await Large().ask(method, url, **how)

    await CalDav(Large(), Address("https://a.example/")).fetch({}, NOW, anew=True)
    # 10 MB for all: after two calendars of 4 MB not three are left for the third.
    assert [LARGEST_FILE - one < 1_000_000 for one in asked_for] == [True, True, False, False]
    assert asked_for[3] < LARGEST_FILE - 8_000_000
    with pytest.raises(CalendarError, match="too_slow"):
        await CalDav(Slow(seconds=0.4), Address("https://a.example/")).fetch({}, NOW, anew=True)


# --- the round -----------------------------------------------------------------------------------------------------


async def test_a_link_is_read_every_half_hour_by_one_of_two_processes(
    served: Any, database: Database, session: Session, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        await asyncio.sleep(0.05)
        return web.Response(text=EVENT)

    url = f"{await served(answer)}/private-5ecr3t/basic.ics"
    add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(url), NOW).read_at = None
    session.commit()
    now = [NOW]
    first, second = (CalendarRound(database, SECRETS, lambda: now[0], OPEN) for _ in range(2))
    with caplog.at_level(logging.DEBUG):
        await asyncio.gather(first.look(), second.look())
        assert len(asked) == 1
        await first.look()
        assert len(asked) == 1
        now[0] = NOW + timedelta(minutes=31)
        await second.look()
        assert len(asked) == 2
    with Session(database.engine) as fresh:
        [row] = fresh.exec(select(Suggestion)).all()
        assert (row.person_id, row.domains, row.is_organizer) == (cast.anna.id, ["acme.example"], True)
        assert row.starts_at == datetime(2026, 11, 12, 8, tzinfo=UTC)
        link = fresh.exec(select(CalendarLink)).one()
        assert (link.error, link.has_guests, link.events) == ("", True, 1)
        told = " ".join(str(getattr(one, name)) for one in (row, link) for name in type(one).model_fields)
    for secret in ("5ecr3t", "Secretword", "jo@acme", url):
        assert secret not in caplog.text
        assert secret not in told


async def test_what_was_moved_or_cancelled_is_asked_about_no_longer(
    served: Any, database: Database, session: Session, cast: Cast
) -> None:
    text = [EVENT]

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=text[0])

    link = add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(f"{await served(answer)}/x.ics"), NOW)
    link.read_at = None
    session.commit()
    now = [NOW]
    reader = CalendarRound(database, SECRETS, lambda: now[0], OPEN)

    async def starts() -> list[str]:
        await reader.look()
        now[0] += timedelta(minutes=31)
        with Session(database.engine) as fresh:
            return [f"{row.starts_at:%H:%M}" for row in fresh.exec(select(Suggestion))]

    assert await starts() == ["08:00"]
    text[0] = EVENT.replace("20261112T080000Z", "20261112T070000Z")
    assert await starts() == ["07:00"]
    text[0] = EVENT.replace("SUMMARY", "STATUS:CANCELLED\r\nSUMMARY")
    assert await starts() == []


async def test_what_one_reading_brings_after_its_turn_is_thrown_away(
    served: Any, database: Database, session: Session, cast: Cast
) -> None:
    """The same process reads the calendar once more meanwhile: what the first reading says is old."""
    first_waits, second_waits, now = asyncio.Event(), asyncio.Event(), [NOW]
    answers = [(EVENT, first_waits), (EVENT.replace("acme", "globex"), second_waits)]

    async def answer(_: web.Request) -> web.Response:
        text, until = answers.pop(0)
        await until.wait()
        return web.Response(text=text)

    link = add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(f"{await served(answer)}/x.ics"), NOW)
    session.commit()
    reader = CalendarRound(database, SECRETS, lambda: now[0], OPEN)
    first = asyncio.create_task(reader.read("T1", link.id))
    await asyncio.sleep(0.2)
    now[0] += timedelta(minutes=6)  # longer than a turn
    second = asyncio.create_task(reader.read("T1", link.id))
    await asyncio.sleep(0.2)
    first_waits.set()
    await first
    second_waits.set()
    await second
    with Session(database.engine) as fresh:
        assert [row.domains for row in fresh.exec(select(Suggestion))] == [["globex.example"]]


async def test_an_older_attempt_neither_reads_nor_holds_the_link_that_was_given_after_it(
    served: Any, database: Database, session: Session, cast: Cast
) -> None:
    """Whoever waits for the newer one reads it at once: it is not taken by the older one, which was slow to begin."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(text=EVENT)

    url = await served(answer)
    older, newer = (
        attempt_of(add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(f"{url}/{name}.ics"), NOW))
        for name in ("older", "newer")
    )
    session.commit()
    reader = CalendarRound(database, SECRETS, lambda: NOW, OPEN)
    await reader.read_given("T1", older)
    with Session(database.engine) as fresh:
        link = link_of(fresh, cast.anna)
        assert link is not None
        assert (asked, link.claimed_by, link.ok_at) == ([], None, None)
    await reader.read_given("T1", newer)
    with Session(database.engine) as fresh:
        link = link_of(fresh, cast.anna)
        assert link is not None
        assert (asked, link.ok_at) == (["/newer.ics"], NOW)


async def test_an_answer_that_came_too_late_is_thrown_away(
    served: Any, database: Database, session: Session, cast: Cast
) -> None:
    async def answer(_: web.Request) -> web.Response:
        def forget(inner: Session) -> None:
            from models.calendar.links import forget_calendar

            forget_calendar(inner, cast.anna)

        await asyncio.to_thread(database.write, forget)
        return web.Response(text=EVENT)

    link = add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(f"{await served(answer)}/x.ics"), NOW)
    link.read_at = None
    session.commit()
    await CalendarRound(database, SECRETS, lambda: NOW, OPEN).look()
    with Session(database.engine) as fresh:
        assert fresh.exec(select(Suggestion)).all() == []
        assert link_of(fresh, cast.anna) is None
