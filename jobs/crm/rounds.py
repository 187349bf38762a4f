"""Every minute: which connections are due, each with a slice of its own, beside what is delivered to people."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlmodel import Session

from jobs.alone import alone
from jobs.crm.adapter import Crm, CrmError
from jobs.crm.opening import open_crm
from jobs.crm.run import Progress, Ran, Run, nobody_watches
from jobs.metrics import SYNC_LAG
from models.connections.actions import key_of
from models.connections.claiming import ClaimLostError, due, release
from models.connections.own_writes import forget_writes
from models.connections.progress import Reading
from models.connections.records import Connection
from models.connections.status import lags
from models.connections.telling import refused_and_untold, tell_of_trouble
from models.database import Database, new_id
from models.mistakes import place_of
from models.row_security import serving
from models.workspace.secrets import SecretError, Secrets

OpenCrm = Callable[[str, str, str], Crm]
"""Of vendor, key and address."""
log = logging.getLogger("koers.crm")


class CrmRounds:
    """The connections of all workspaces."""

    def __init__(
        self, database: Database, secrets: Secrets | None, now: Callable[[], datetime], opens: OpenCrm = open_crm
    ) -> None:
        self.database, self.secrets, self.now, self.opens = database, secrets, now, opens
        self._one_at_a_time = asyncio.Lock()

    async def look(self) -> list[Ran]:
        """Read what is due now; never two rounds at once in this process."""
        if self.secrets is None or self._one_at_a_time.locked():
            return []
        ran = []
        async with self._one_at_a_time:
            for workspace_id, connection_id in await asyncio.to_thread(self.database.read_over_all, self._due):
                with alone(workspace_id, "reading a CRM"):
                    if (one := await self.read(workspace_id, connection_id)) is not None:
                        ran.append(one)
        for workspace_id, connection_id in await asyncio.to_thread(self.database.read_over_all, self._untold):
            with alone(workspace_id, "telling of a CRM"):
                await asyncio.to_thread(self.database.write, partial(self._tell, workspace_id, connection_id))
        await asyncio.to_thread(self.database.read_over_all, self._measure)
        return ran

    async def read(
        self, workspace_id: str, connection_id: str, *, again: bool = False, progress: Progress = nobody_watches
    ) -> Ran | None:
        """One run of one connection; None when another process has it. What goes wrong is kept, and told once."""
        with serving(workspace_id):
            return await self._read(workspace_id, connection_id, again=again, progress=progress)

    async def _read(self, workspace_id: str, connection_id: str, *, again: bool, progress: Progress) -> Ran | None:
        reading = Reading(workspace_id, connection_id, new_id())
        now = self.now()
        if not await asyncio.to_thread(self.database.write, lambda session: reading.take(session, now)):
            return None
        crm = None
        try:
            crm = await self._open(reading)
            ran = await Run(self.database, crm, reading, self.now, progress=progress).go(again=again)
        except (SecretError, CrmError) as error:
            ran = await self._stopped(reading, str(error))
        except (
            Exception
        ) as error:  # the edge of one connection: its mistakes hold what a CRM says, and stay out of the log
            log.error("a run failed: %s", place_of(error))
            ran = await self._stopped(reading, "Koers made a mistake with what the CRM says; the log has where.")
        finally:
            if crm is not None:
                await crm.close()
        await asyncio.to_thread(self.database.write, partial(self._end, reading, ran))
        return ran

    async def _open(self, reading: Reading) -> Crm:
        def work(session: Session) -> tuple[str, str, str]:
            connection = session.get_one(Connection, (reading.workspace_id, reading.connection_id))
            assert self.secrets is not None
            return connection.vendor, key_of(connection, self.secrets), connection.base_url

        return self.opens(*await asyncio.to_thread(self.database.read, work))

    def _due(self, session: Session) -> list[tuple[str, str]]:
        return due(session, self.now())

    def _untold(self, session: Session) -> list[tuple[str, str]]:
        return refused_and_untold(session, self.now())

    def _tell(self, workspace_id: str, connection_id: str, session: Session) -> None:
        tell_of_trouble(session, workspace_id, connection_id, "refused", self.now())

    def _measure(self, session: Session) -> None:
        SYNC_LAG.clear()
        for connection, seconds in lags(session, self.now()).items():
            SYNC_LAG.labels(connection).set(seconds)

    async def _stopped(self, reading: Reading, error: str) -> Ran:
        """What became of a run that could not begin, or was a mistake of ours; told once it lasts for a day."""

        def note(session: Session) -> bool:
            return reading.failed(session, "run", error, self.now())

        try:
            tells = "broken" if await asyncio.to_thread(self.database.write, note) else ""
        except ClaimLostError:
            return Ran(error=CrmError(error), is_lost=True)
        return Ran(error=CrmError(error), tells=tells)

    def _end(self, reading: Reading, ran: Ran, session: Session) -> None:
        if ran.tells:
            tell_of_trouble(session, reading.workspace_id, reading.connection_id, ran.tells, self.now())
        forget_writes(session, reading.workspace_id, self.now())
        release(session, reading.workspace_id, reading.connection_id, reading.token)
