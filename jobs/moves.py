"""Moves take effect by themselves on their day: the rows of people follow, once a day in each workspace.

Figures need no job: they read where somebody was by the day. What follows is the roster, and who may see whom.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from functools import partial
from typing import TypeAlias

from sqlmodel import Session, col, select

from jobs.alone import alone
from models.database import Database
from models.team.concerned import concerned_by
from models.team.moves import follow_moves, today_in
from models.workspace.records import Workspace

OnMoved: TypeAlias = Callable[[str, frozenset[str]], Awaitable[None]]
"""Called with the workspace and the people on whose Home it shows: who lost a rep shows them no longer."""


async def nobody_listens(workspace_id: str, people: frozenset[str]) -> None:
    """Where no door is open, no Home is published either."""


class MovesRound:
    """What a tick does about moves, before anything is sent."""

    def __init__(self, database: Database, now: Callable[[], datetime], on_moved: OnMoved = nobody_listens) -> None:
        self.database = database
        self.now = now
        self.on_moved = on_moved
        self._followed: dict[str, date] = {}

    async def look(self) -> bool:
        """Let people be where they are today, where that was not done on this day of the workspace yet.

        False when it did not succeed everywhere.
        """
        went_well = True
        for workspace_id, today in await asyncio.to_thread(self.database.read_over_all, self._days):
            if self._followed.get(workspace_id) == today:
                continue
            with alone(workspace_id, "following moves") as turn:
                people = await asyncio.to_thread(self.database.write, partial(self._follow, workspace_id, today))
                self._followed[workspace_id] = today
                if people:
                    await self.on_moved(workspace_id, people)
            went_well = went_well and not turn.has_failed
        return went_well

    def _days(self, session: Session) -> list[tuple[str, date]]:
        here = select(Workspace.workspace_id, Workspace.zone).where(col(Workspace.uninstalled_at).is_(None))
        return [(workspace_id, today_in(zone, self.now())) for workspace_id, zone in session.exec(here)]

    @staticmethod
    def _follow(workspace_id: str, today: date, session: Session) -> frozenset[str]:
        return concerned_by(session) if follow_moves(session, workspace_id, today) else frozenset()
