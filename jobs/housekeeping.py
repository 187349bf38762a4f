"""Once a day in each workspace: delete what need not be kept, hand on the work of people who left, do `bot.py`'s chores.

Of a workspace that removed the app the terms go on, and when it has not come back for long enough all of it goes.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from sqlmodel import Session, col, select

from jobs.alone import alone
from jobs.prompts.goals import GOAL_ENDED
from models.database import Database
from models.delivery.planning import take_chores
from models.delivery.records import DeliveryRound
from models.goals.actions import roll_over_forgotten
from models.plan.leaving import hand_over
from models.privacy.forgetting import forget_what_is_old
from models.privacy.removal import delete_some, removed_workspaces
from models.row_security import serving
from models.workspace.records import Workspace
from models.workspace.seen import NONE_YET, forget_old, forget_states

FURTHEST_EAST = timedelta(days=1)
"""A date may have passed there and not here."""
KEEPS_REMOVED = timedelta(days=90)
"""How long a workspace that removed the app is kept, where the settings do not say."""
PARTS_A_TICK = 20
"""So many transactions at most go into deleting a workspace before the next tick has its turn."""
log = logging.getLogger("koers.housekeeping")


class Housekeeping:
    """What happens once on each day (UTC) in each workspace, by whichever process comes first."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        chores: Sequence[Callable[[str], Awaitable[object]]],
        keeps_removed: timedelta = KEEPS_REMOVED,
    ) -> None:
        self.database = database
        self.now = now
        self.chores = chores
        self.keeps_removed = keeps_removed
        self._looked_at_removed: date | None = None
        self._parts = PARTS_A_TICK
        """Transactions that may still go into deleting, in this tick."""

    async def once_a_day(self, *, may_be_new: bool = True) -> None:
        """Do what has not been done today; unless there `may_be_new` work, only go on with what was begun."""
        waiting = await asyncio.to_thread(self.database.read_over_all, self._waiting) if may_be_new else []
        for workspace_id in waiting:
            with alone(workspace_id, "housekeeping"):
                if await asyncio.to_thread(self.database.write, partial(self._take, workspace_id)):
                    for chore in self.chores:
                        with alone(workspace_id, "a daily chore"):
                            await chore(workspace_id)
        if self._looked_at_removed != self.now().date():
            with alone("a removed one", "forgetting removed workspaces"):
                await self._look_at_removed()

    async def _look_at_removed(self) -> None:
        """Workspaces that removed the app: what is too old goes, and all of it after its term."""
        now, self._parts = self.now(), PARTS_A_TICK
        with serving(NONE_YET):
            await asyncio.to_thread(self.database.write, partial(forget_states, now=now))
        removed = await asyncio.to_thread(self.database.read_over_all, removed_workspaces)
        is_done = True
        for workspace_id, removed_at in removed.items():
            is_done_with_it = False
            with alone(workspace_id, "forgetting a removed workspace"):
                is_done_with_it = await self._is_done_with(workspace_id, removed_at)
            is_done = is_done and is_done_with_it
            if self._parts <= 0:
                return  # the next tick goes on
        if is_done:  # else the next tick tries the one that failed again
            self._looked_at_removed = now.date()

    async def _is_done_with(self, workspace_id: str, removed_at: datetime) -> bool:
        """Whether nothing more of a removed workspace need be deleted today."""
        now = self.now()
        if removed_at >= now - self.keeps_removed:
            await asyncio.to_thread(self.database.write, partial(_forget, workspace_id, now))
            return True
        delete = partial(delete_some, workspace_id=workspace_id, removed_before=now - self.keeps_removed)
        while (is_gone := await asyncio.to_thread(self.database.write, delete)) is False:
            self._parts -= 1
            if self._parts <= 0:
                return False
        if is_gone:
            log.info("all data of workspace %s is deleted: it removed Koers on %s", workspace_id, removed_at.date())
        return True

    def _waiting(self, session: Session) -> list[str]:
        done = select(DeliveryRound.workspace_id).where(DeliveryRound.chores_on == self.now().date())
        waiting = select(Workspace.workspace_id).where(
            col(Workspace.uninstalled_at).is_(None), col(Workspace.workspace_id).not_in(done)
        )
        return list(session.exec(waiting))

    def _take(self, workspace_id: str, session: Session) -> bool:
        now = self.now()
        forget_old(session, workspace_id, now)
        forget_what_is_old(session, workspace_id, now)
        # A goal ends by its date, also when its owner could not be told for too long to tell it still.
        roll_over_forgotten(session, workspace_id, (now - GOAL_ENDED.useful_for).date() - FURTHEST_EAST, now)
        hand_over(session, workspace_id, now.date())
        return take_chores(session, workspace_id, self.now().date())


def _forget(workspace_id: str, now: datetime, session: Session) -> None:
    forget_old(session, workspace_id, now)
    forget_what_is_old(session, workspace_id, now)
