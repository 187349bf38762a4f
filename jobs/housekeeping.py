"""Once a day in each workspace: delete what need not be kept, hand on the work of people who left, do `bot.py`'s chores."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
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
from models.workspace.records import Workspace
from models.workspace.seen import forget_old

FURTHEST_EAST = timedelta(days=1)
"""A date may have passed there and not here."""


class Housekeeping:
    """What happens once on each day (UTC) in each workspace, by whichever process comes first."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], chores: Sequence[Callable[[str], Awaitable[object]]]
    ) -> None:
        self.database = database
        self.now = now
        self.chores = chores

    async def once_a_day(self) -> None:
        """Do what has not been done today."""
        for workspace_id in await asyncio.to_thread(self.database.read_over_all, self._waiting):
            with alone(workspace_id, "housekeeping"):
                if await asyncio.to_thread(self.database.write, partial(self._take, workspace_id)):
                    for chore in self.chores:
                        with alone(workspace_id, "a daily chore"):
                            await chore(workspace_id)

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
