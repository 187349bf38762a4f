"""One tick: each workspace alone; plan, claim, commit, send, confirm. One failure never stops the next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TypeAlias, TypeVar

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import inspect
from sqlmodel import Session

from jobs.alone import alone, attempt
from jobs.cadence import Cadence, Window
from jobs.delivering.ahead import next_look
from jobs.delivering.apart import Unplanned, who_is_due
from jobs.delivering.outcome import Outcome
from jobs.delivering.pacing import Pace
from jobs.delivering.postman import Postman
from jobs.schedule import SCHEDULE
from messages.command_names import USUAL_NAMES, CommandNames
from models.database import Database
from models.delivery import ledger
from models.delivery.looking import Asked, first_round, note_look, note_tick, whose_turn
from models.delivery.planning import Due, not_yet_planned, plan, round_of, window_start
from models.delivery.records import DeliveryState
from models.delivery.unplanned import note_unplanned, was_noted_today
from models.delivery.waiting import has_work
from models.row_security import serving
from models.workspace.queries import workspace_of
from models.workspace.secrets import Secrets

T = TypeVar("T")
ClientOf: TypeAlias = Callable[[str], Awaitable[AsyncWebClient | None]]
"""The client that speaks for a workspace; None when the app is not installed there."""

AT_ONCE = 16
"""Workspaces served at the same time, so that a slow one does not hold up the others."""


async def tick(
    database: Database,
    client_of: ClientOf,
    now: Callable[[], datetime],
    cadences: Sequence[Cadence] = SCHEDULE,
    pace: Pace | None = None,
    secrets: Secrets | None = None,
    names: CommandNames = USUAL_NAMES,
) -> list[Outcome]:
    """Everything that is due now, in all workspaces, once."""
    runner = Runner(database, client_of, now, cadences, pace, secrets, names)
    try:
        return await runner.tick()
    finally:
        runner.close()


@dataclass
class _Found:
    """What a look at a workspace brought."""

    touches: int | None
    """As it was before the look; None without a round."""
    look_at: datetime
    new: list[tuple[Cadence, list[Due]]] = field(default_factory=list)
    unplanned: list[tuple[str, Unplanned]] = field(default_factory=list)


class Runner:
    """Serves the ledger of every workspace. Any number of processes may run one."""

    def __init__(
        self,
        database: Database,
        client_of: ClientOf,
        now: Callable[[], datetime],
        cadences: Sequence[Cadence] = SCHEDULE,
        pace: Pace | None = None,
        secrets: Secrets | None = None,
        names: CommandNames = USUAL_NAMES,
    ) -> None:
        self.database = database
        self.client_of = client_of
        self.now = now
        self.cadences = {cadence.key: cadence for cadence in cadences}
        self.pace = pace or Pace()
        self.secrets = secrets
        self.names = names
        self._asked_at: datetime | None = None
        self._to_look: set[str] = set()
        """Workspaces that this process has yet to look at once, whatever was noted of them."""
        self.threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="tick")

    async def ask(self) -> Asked:
        """What there is to do now, in all workspaces: one question.

        Everybody is looked at by whoever starts (a release may plan otherwise) and after the clock was set back.
        """
        now = self.now()
        if self._asked_at is None or now < self._asked_at:
            everybody = await self._in_thread(self.database.read_over_all, partial(whose_turn, now=now, everybody=True))
            self._to_look = set(everybody.plan)
            self._asked_at = now
            return everybody
        self._asked_at = now
        asked = await self._in_thread(self.database.read_over_all, partial(whose_turn, now=now))
        return replace(asked, plan=asked.plan | self._to_look)

    async def tick(self, asked: Asked | None = None) -> list[Outcome]:
        """Plan what is due and send what waits; what became of each."""
        asked = asked or await self.ask()
        turns = asyncio.Semaphore(AT_ONCE)

        async def turn(workspace_id: str) -> list[Outcome]:
            async with turns:
                return await self._serve(workspace_id, workspace_id in asked.plan)

        served = await asyncio.gather(*(turn(workspace_id) for workspace_id in asked.all))
        return [outcome for outcomes in served for outcome in outcomes]

    async def note_tick(self) -> None:
        """Where `doctor` can see it, that the clock ticks; in the workspace that comes first."""
        now = self.now()
        if (one := await self._in_thread(self.database.read_over_all, first_round)) is not None:
            with serving(one):
                await self._write(lambda session: note_tick(session, one, now))

    async def _serve(self, workspace_id: str, planning: bool) -> list[Outcome]:
        outcomes: list[Outcome] = []
        with alone(workspace_id, "the tick"):
            client = await self.client_of(workspace_id)
            if client is None:
                self._to_look.discard(workspace_id)
                return []
            if planning:
                await self._plan(workspace_id, outcomes)
                self._to_look.discard(workspace_id)
            if await self._read(lambda session: self._has_work(session, workspace_id)):
                for delivery in await self._write(lambda session: ledger.tidy(session, workspace_id, self.now())):
                    outcomes.append(Outcome.of(delivery, delivery.state, delivery.error))
                postman = Postman(
                    client,
                    workspace_id,
                    self.cadences,
                    self.now,
                    self.pace,
                    self._read,
                    self._write,
                    outcomes,
                    self.secrets,
                    self.names,
                )
                await postman.look_up_what_is_unknown()
                await postman.send_what_waits()
        return outcomes

    # --- plan --------------------------------------------------------------------------------------

    async def _plan(self, workspace_id: str, outcomes: list[Outcome]) -> None:
        now = self.now()
        found = await self._read(lambda session: self._look(session, workspace_id, now))

        def work(session: Session) -> None:
            for cadence, dues in found.new:
                plan(session, workspace_id, cadence.key, dues, cadence.useful_for, now)
                outcomes.extend(
                    Outcome(workspace_id, due.recipient, cadence.key, due.slot, DeliveryState.MISSED, "nobody was up")
                    for due in dues
                    if due.at + cadence.useful_for <= now
                )
            for key, one in found.unplanned:
                failed = note_unplanned(session, workspace_id, key, one.person_id, one.why, now)
                outcomes.append(Outcome.of(failed, failed.state, failed.error))
            note_look(session, workspace_id, found.touches, found.look_at)

        await self._write(work)

    def _look(self, session: Session, workspace_id: str, now: datetime) -> _Found:
        this_round = round_of(session, workspace_id)  # first: what is written from here on, the next look sees
        workspace = workspace_of(session, workspace_id)
        window = Window(session, workspace, window_start(this_round.planned_until, workspace.created_at, now), now)
        found = _Found(this_round.touches if inspect(this_round).persistent else None, now)
        left_out_of: dict[str, frozenset[str]] = {}
        for cadence in self.cadences.values():
            what = "nobody can be planned for %s in workspace %s"
            asked = attempt(session, partial(_new_dues, cadence, window), what, cadence.key, workspace_id)
            if asked is None:
                left_out_of[cadence.key] = frozenset()
                continue
            dues, left_out = asked
            if dues:
                found.new.append((cadence, dues))
            if left_out:
                left_out_of[cadence.key] = frozenset(one.person_id for one in left_out)
            for one in left_out:
                if not was_noted_today(session, workspace_id, cadence.key, one.person_id, now):
                    one.log(cadence.key, workspace_id)
                    found.unplanned.append((cadence.key, one))
        found.look_at = next_look(window, self.cadences.values(), left_out_of)
        return found

    def _has_work(self, session: Session, workspace_id: str) -> bool:
        paused_until = round_of(session, workspace_id).paused_until
        is_paused = paused_until is not None and paused_until > self.now()
        return not is_paused and has_work(session, workspace_id, self.now())

    def close(self) -> None:
        """Give the threads back."""
        self.threads.shutdown()

    # --- the database, in a thread -------------------------------------------------------------------

    async def _read(self, work: Callable[[Session], T]) -> T:
        return await self._in_thread(self.database.read, work)

    async def _write(self, work: Callable[[Session], T]) -> T:
        return await self._in_thread(self.database.write, work)

    async def _in_thread(self, how: Callable[[Callable[[Session], T]], T], work: Callable[[Session], T]) -> T:
        run = copy_context().run  # the thread serves whom this task serves
        return await asyncio.get_running_loop().run_in_executor(self.threads, run, how, work)


def _new_dues(cadence: Cadence, window: Window) -> tuple[list[Due], list[Unplanned]]:
    """Whom the ledger has no row for yet, and who was left out."""
    who, left_out = who_is_due(cadence, window)
    return not_yet_planned(window.session, window.workspace.workspace_id, cadence.key, who), left_out
