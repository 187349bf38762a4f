"""Once a day: forget what need not be kept, and the chores that were given along."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.database import Database
from models.workspace.records import Workspace
from models.workspace.seen import forget_old

log = logging.getLogger("koers.clock")


class Housekeeping:
    """What happens once on each day (UTC) that the process sees."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        chores: Sequence[Callable[[str], Awaitable[object]]],
    ) -> None:
        self.database = database
        self.now = now
        self.chores = chores
        self._done_on: date | None = None

    async def once_a_day(self) -> None:
        """Do it, unless it was done today."""
        today = self.now().date()
        if self._done_on == today:
            return
        self._done_on = today
        await asyncio.to_thread(self.database.write, lambda session: forget_old(session, self.now()))
        for workspace_id in await asyncio.to_thread(self.database.read, _active):
            for chore in self.chores:
                try:
                    await chore(workspace_id)
                except Exception:
                    # The edge of one chore in one workspace: the others still have theirs done.
                    log.exception("a daily chore failed in workspace %s", workspace_id)


def _active(session: Session) -> list[str]:
    return list(session.exec(select(Workspace.workspace_id).where(col(Workspace.uninstalled_at).is_(None))))
