"""A real CalDAV server, Radicale, is found, read, and asked what changed. Skipped, aloud, where it is not installed."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from jobs.calendars.caldav import CalDav
from jobs.calendars.fetching import CalendarError, Fetcher
from models.calendar.links import Address
from models.calendar.reading import read_calendar
from models.zones import zone_named
from tests.conftest import NOW
from tests.node_js import missing

pytestmark = pytest.mark.once
ANNA = ("anna", "pw")


@pytest.fixture
def server(tmp_path: Path, unused_tcp_port: int) -> Iterator[str]:
    if find_spec("radicale") is None:
        missing("Radicale is not installed: no CalDAV server to try (uv sync brings it)")
    users = tmp_path / "users"
    users.write_text(":".join(ANNA) + "\n")
    settings = {
        "server-hosts": f"127.0.0.1:{unused_tcp_port}",
        "auth-type": "htpasswd",
        "auth-htpasswd-filename": str(users),
        "auth-htpasswd-encryption": "plain",
        "storage-filesystem-folder": str(tmp_path / "collections"),
    }
    options = [f"--{name}={value}" for name, value in settings.items()]
    process = subprocess.Popen([sys.executable, "-m", "radicale", *options], stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{unused_tcp_port}"
    for _ in range(100):
        try:
            httpx.get(url, timeout=1)
            break
        except httpx.HTTPError:
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait(10)


def event(uid: str, start: datetime, more: str = "") -> str:
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\n"
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}\r\nDURATION:PT1H\r\n{more}END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


async def test_radicale_is_found_read_and_asked_what_changed(server: str) -> None:
    calendar = f"{server}/anna/work/"
    async with httpx.AsyncClient(auth=ANNA, timeout=10) as owner:
        assert (await owner.request("MKCALENDAR", calendar)).status_code == 201
        weekly = event("weekly", NOW - timedelta(days=70), "RRULE:FREQ=WEEKLY\r\n")
        for name, text in (("weekly", weekly), ("old", event("old", NOW - timedelta(days=300)))):
            assert (await owner.put(f"{calendar}{name}.ics", content=text)).status_code == 201
        dav = CalDav(Fetcher(private_addresses=True), Address(server, *ANNA))

        files, progress = await dav.fetch({}, NOW, anew=True)
        assert files is not None
        reading = read_calendar(b"\r\n".join(files), zone_named("Europe/Amsterdam"), NOW)
        # 70 days are ten weeks: today, and four weeks back, at the same hour of UTC.
        assert [one.start for one in reading.occurrences] == [
            NOW - timedelta(days=7 * week) for week in (4, 3, 2, 1, 0)
        ]
        assert list(progress["tokens"]) == [calendar]
        assert list(progress["tokens"].values()) != [""]

        assert (await dav.fetch(progress, NOW, anew=False))[0] is None
        assert (await owner.put(f"{calendar}new.ics", content=event("new", NOW))).status_code == 201
        files, progress = await dav.fetch(progress, NOW, anew=False)
        assert files is not None
        assert len(files) == 2
        files, progress = await dav.fetch(progress, NOW, anew=False)
        assert (await dav.fetch(progress, NOW, anew=False))[0] is None


async def test_radicale_refuses_a_wrong_password(server: str) -> None:
    dav = CalDav(Fetcher(private_addresses=True), Address(f"{server}/anna/work/", "anna", "wrong"))
    with pytest.raises(CalendarError, match="no_entry"):
        await dav.fetch({}, NOW, anew=True)
