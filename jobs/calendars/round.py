"""Each linked calendar is read every half hour, by one process at a time; a clock that runs does not wait for it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from jobs.alone import alone
from jobs.calendars.caldav import CalDav
from jobs.calendars.fetching import CalendarError, Fetcher
from jobs.calendars.ics import fetch_file
from models.calendar.links import (
    Address,
    address_of,
    attempt_of,
    claim,
    held_by,
    keep_progress,
    link_id_in,
    links_due,
    progress_of,
    release,
)
from models.calendar.noting import note_reading
from models.calendar.occurrences import Reading
from models.calendar.reading import read_calendar
from models.calendar.records import LinkKind
from models.database import Database, new_id
from models.mistakes import place_of
from models.row_security import serving
from models.team.records import Person
from models.workspace.queries import workspace_of
from models.workspace.secrets import SecretError, Secrets
from models.zones import zone_named

FULL_EVERY = timedelta(hours=12)
"""Days move on: what was far away yesterday may be over tomorrow, also in a calendar that has not changed."""
AT_ONCE = 4
log = logging.getLogger("koers.calendars")


class CalendarRound:
    """What a tick does about calendars."""

    def __init__(
        self, database: Database, secrets: Secrets | None, now: Callable[[], datetime], fetcher: Fetcher | None = None
    ) -> None:
        self.database = database
        self.secrets = secrets
        self.now = now
        self.fetcher = fetcher or Fetcher()
        self.waits = True
        """Whether a tick waits until all are read: not so where another tick comes in a minute."""
        self._under_way: asyncio.Task[None] | None = None

    async def look(self) -> None:
        """Read what is due; what was begun a minute ago may still go on."""
        if self.secrets is None or (self._under_way is not None and not self._under_way.done()):
            return
        if due := await asyncio.to_thread(self.database.read_over_all, partial(links_due, now=self.now())):
            self._under_way = asyncio.create_task(self._read_all(due))
            if self.waits:
                await self._under_way

    async def _read_all(self, due: list[tuple[str, str]]) -> None:
        turns = asyncio.Semaphore(AT_ONCE)

        async def turn(workspace_id: str, link_id: str) -> None:
            async with turns:
                await self.read(workspace_id, link_id)

        await asyncio.gather(*(turn(*one) for one in due))

    async def read_given(self, workspace_id: str, attempt: str) -> None:
        """Read what somebody has just given (`attempt_of`), while they wait; not when they have given another one since."""
        await self.read(workspace_id, link_id_in(attempt), attempt)

    async def read(self, workspace_id: str, link_id: str, attempt: str = "") -> None:
        """Read one calendar now and keep what came of it. Nothing that goes wrong leaves here, nor its words."""
        by = new_id()  # of this reading: one that took too long must not keep over the one after it
        try:
            with serving(workspace_id):
                await self._read(workspace_id, link_id, by, attempt)
        except Exception as error:  # the edge of one calendar; a text could hold the link, so the log gets the place
            log.error("calendar %s could not be read: %s", link_id[-12:], place_of(error))
            with alone(workspace_id, "giving a calendar back"):  # else its claim runs out by itself
                await self._release(workspace_id, link_id, by, "crashed")

    async def _read(self, workspace_id: str, link_id: str, by: str, attempt: str) -> None:
        taken = await asyncio.to_thread(self.database.write, partial(self._take, workspace_id, link_id, by, attempt))
        if taken is None:
            return
        kind, address, progress, zone, anew = taken
        try:
            files, progress = await self._fetch(kind, address, progress, anew=anew)
        except CalendarError as error:
            await self._release(workspace_id, link_id, by, error.key)
            return
        reading = None
        if files is not None:
            reading = await asyncio.to_thread(_read_files, files, zone, self.now())
        keep = partial(self._keep, workspace_id, link_id, by, reading, progress)
        await asyncio.to_thread(self.database.write, keep)

    async def _fetch(
        self, kind: str, address: Address, progress: dict[str, Any], *, anew: bool
    ) -> tuple[list[bytes] | None, dict[str, Any]]:
        if kind == LinkKind.CALDAV:
            return await CalDav(self.fetcher, address).fetch(progress, self.now(), anew=anew)
        return await fetch_file(self.fetcher, address, progress, anew=anew)

    async def _release(self, workspace_id: str, link_id: str, by: str, error: str) -> None:
        def work(session: Session) -> None:
            if (link := held_by(session, workspace_id, link_id, by)) is not None:
                release(link, self.now(), error)

        await asyncio.to_thread(self.database.write, work)

    def _take(
        self, workspace_id: str, link_id: str, by: str, attempt: str, session: Session
    ) -> tuple[str, Address, dict[str, Any], ZoneInfo, bool] | None:
        now = self.now()
        link = claim(session, workspace_id, link_id, by, now)
        if link is None or self.secrets is None:
            return None
        if attempt and attempt_of(link) != attempt:  # whoever gave the newer one reads it
            link.claimed_until = link.claimed_by = None
            return None
        try:
            address, progress = address_of(self.secrets, link), progress_of(self.secrets, link)
        except SecretError:
            release(link, now, "sealed")
            return None
        person = session.get_one(Person, (workspace_id, link.person_id))
        zone = zone_named(person.zone, workspace_of(session, workspace_id).zone)
        anew = link.full_at is None or now - link.full_at >= FULL_EVERY
        return link.kind, address, progress, zone, anew

    def _keep(
        self,
        workspace_id: str,
        link_id: str,
        by: str,
        reading: Reading | None,
        progress: dict[str, Any],
        session: Session,
    ) -> None:
        link = held_by(session, workspace_id, link_id, by)
        if link is None or self.secrets is None:
            return  # forgotten while it was read: nothing of it is kept
        now = self.now()
        if reading is not None:
            note_reading(session, session.get_one(Person, (workspace_id, link.person_id)), link, reading, now)
            link.full_at = now
        keep_progress(self.secrets, link, progress)
        release(link, now)


def _read_files(files: list[bytes], zone: ZoneInfo, now: datetime) -> Reading:
    return read_calendar(b"\r\n".join(files), zone, now)
