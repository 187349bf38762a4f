"""What was logged or changed in Slack, on its way to the CRMs: at once after the commit, and every minute what had to wait."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session

from jobs.alone import alone
from jobs.crm.adapter import BudgetGone, Crm, CrmError, SlowDown, TokenRefused
from jobs.crm.opening import open_crm
from models.connections import writing
from models.connections.actions import key_of
from models.connections.records import Connection
from models.connections.remote import Can, Change, MovedTo, Refused, RemoteDeal, What, Written
from models.connections.write_words import NO_STAGE, deal_change
from models.connections.writing import AGAIN_AFTER, Claimed
from models.database import Database
from models.mistakes import place_of
from models.references.records import Fact
from models.workspace.secrets import SecretError, Secrets

T = TypeVar("T")
OpenCrm = Callable[[str, str, str], Crm]
MOST_AT_ONCE = 200
"""Writes of one connection in one go; the others follow a minute later."""
log = logging.getLogger("koers.crm")


class CrmSending:
    """The writing of all workspaces."""

    def __init__(
        self, database: Database, secrets: Secrets | None, now: Callable[[], datetime], opens: OpenCrm = open_crm
    ) -> None:
        self.database, self.secrets, self.now, self.opens = database, secrets, now, opens
        self._one_at_a_time = asyncio.Lock()
        self._is_awaited = False

    async def look(self) -> int:
        """Send what waits, as far as it may be sent now; how many the CRMs took."""
        if self.secrets is None or self._is_awaited:
            return 0
        taken, self._is_awaited = 0, True
        async with self._one_at_a_time:
            self._is_awaited = False
            found = await asyncio.to_thread(self.database.read_over_all, self._waiting)
            for workspace_id, connection_id in found:
                with alone(workspace_id, "writing to a CRM"):
                    taken += await self._of_one(workspace_id, connection_id)
        return taken

    def _waiting(self, session: Session) -> list[tuple[str, str]]:
        return writing.waiting(session, self.now())

    async def _of_one(self, workspace_id: str, connection_id: str) -> int:
        taken, crm = 0, None
        try:
            crm = await self._open(workspace_id, connection_id)
            for _ in range(MOST_AT_ONCE):
                claimed = await self._write(writing.claim_next, workspace_id, connection_id)
                if claimed is None:
                    break
                taken += await self._send(crm, claimed)
        except (SecretError, CrmError):
            pass  # its next reading finds that out too, and tells whoever connected it
        except Exception as error:  # the edge of one connection: what a CRM says stays out of the log
            log.error("writing to a CRM failed: %s", place_of(error))
        finally:
            if crm is not None:
                await crm.close()
        return taken

    async def _send(self, crm: Crm, claimed: Claimed) -> bool:
        """One row; whether the CRM has it now. Raises CrmError when nothing more can be sent now."""
        is_sent = False
        try:
            change = await self._change(crm, claimed)
            if change is None:
                return False
            if change.is_removal and Can.REMOVE_ACTIVITY not in crm.can:
                await self._write(writing.note_still_there, claimed)
                return False
            sending = await self._write(writing.note_sending, claimed, change)
            if sending is None:
                return False
            claimed, is_sent = sending, True
            answer = await crm.write(change)
        except (SlowDown, BudgetGone) as error:
            await self._write(writing.note_not_done, claimed, error.until, is_sent)
            raise
        except TokenRefused:
            await self._write(writing.note_not_done, claimed, self.now() + AGAIN_AFTER, is_sent)
            raise
        except CrmError:
            if not is_sent:
                await self._write(writing.note_not_reached, claimed)
                raise
            await self._write(writing.note_unknown, claimed)
            return False
        if isinstance(answer, Refused):
            await self._write(writing.note_refused, claimed, answer.message, answer.fields, change.id or "")
            return False
        await self._write(writing.note_written, claimed, answer)
        return True

    async def _change(self, crm: Crm, claimed: Claimed) -> Change | None:
        """What to send; None when that is settled without it. A deal is read first: it may say so already."""
        plan = claimed.plan
        needed = Can.WRITE_DEAL if plan.kind is Fact.DEAL else Can.WRITE_ACTIVITY
        if needed not in crm.can:
            await self._write(writing.note_nothing, claimed)
            return None
        if plan.kind is not Fact.DEAL:
            return plan.change
        record = await self._deal(crm, plan.deal_id)
        if record is None:
            await self._write(writing.note_nothing, claimed)
            return None
        change = deal_change(record, plan.wanted, plan.currency, plan.stages)
        if change == NO_STAGE:
            await self._write(writing.note_refused, claimed, NO_STAGE, (), record.id)
            return None
        if change is None:
            await self._write(writing.note_written, claimed, Written(record.id))
            return None
        assert isinstance(change, Change)
        return change

    async def _deal(self, crm: Crm, record_id: str) -> RemoteDeal | None:
        for _ in range(3):
            [record, *_] = [*await crm.read(What.DEAL, [record_id]), None]
            if not isinstance(record, MovedTo):
                return record if isinstance(record, RemoteDeal) else None
            record_id = record.into_id
        return None

    async def _open(self, workspace_id: str, connection_id: str) -> Crm:
        def work(session: Session) -> tuple[str, str, str]:
            connection = session.get_one(Connection, (workspace_id, connection_id))
            assert self.secrets is not None
            return connection.vendor, key_of(connection, self.secrets), connection.base_url

        return self.opens(*await asyncio.to_thread(self.database.read, work))

    async def _write(self, work: Callable[..., T], *about: object) -> T:
        """One transaction: `work(session, *about, now)`."""
        now = self.now()
        return await asyncio.to_thread(self.database.write, lambda session: work(session, *about, now))
