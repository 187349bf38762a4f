"""The clock: one tick a minute. It knows only *when*; the database knows *what*."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from jobs.audit_round import AuditRound
from jobs.calendars.fetching import Fetcher
from jobs.calendars.round import CalendarRound
from jobs.crm.desk import CrmDesk
from jobs.crm.opening import opening
from jobs.crm.rounds import CrmRounds
from jobs.crm.sending import CrmSending
from jobs.delivering.outcome import Outcome
from jobs.delivering.run import ClientOf, Runner
from jobs.housekeeping import KEEPS_REMOVED, Housekeeping
from jobs.metrics import DELIVERIES, TICK_LAG
from jobs.moves import MovesRound, OnMoved, nobody_listens
from messages.command_names import USUAL_NAMES, CommandNames
from models.database import Database
from models.workspace.secrets import Secrets

Outside: TypeAlias = Callable[[str, str], Awaitable[str | None]]
"""Asks something outside Slack while somebody waits: a workspace's id, and what it is about."""
Chore: TypeAlias = Callable[[str], Awaitable[object]]
"""Something to do once a day for a workspace."""
QUARTER = 15 * 60
log = logging.getLogger("koers.clock")


class Clock:
    """Ticks every minute and when something was put into the outbox; never two ticks at once in this process."""

    def __init__(
        self,
        database: Database,
        client_of: ClientOf,
        now: Callable[[], datetime],
        chores: Sequence[Chore] = (),
        secrets: Secrets | None = None,
        names: CommandNames = USUAL_NAMES,
        on_moved: OnMoved = nobody_listens,
        outward: tuple[dict[str, Outside], bool] | None = None,
        keeps_removed: timedelta = KEEPS_REMOVED,
    ) -> None:
        self.runner = Runner(database, client_of, now, secrets=secrets, names=names)
        self.moves = MovesRound(database, now, on_moved)
        self.audits = AuditRound(database, secrets, now)
        outside, private_addresses = outward or ({}, False)
        self.connections = CrmRounds(database, secrets, now, opening(private_addresses=private_addresses))
        self.writing = CrmSending(database, secrets, now, opening(private_addresses=private_addresses))
        outside["crm"] = CrmDesk(self.connections).ask
        self.calendars = CalendarRound(database, secrets, now, Fetcher(private_addresses=private_addresses))
        outside["calendar"] = self.calendars.read_given
        self.housekeeping = Housekeeping(database, now, chores, keeps_removed)
        self.now = now
        self._runs = False
        self._quarter: int | None = None
        self._went_well = True
        """Whether moves and surveys were followed everywhere; else the next tick tries again."""
        self._one_at_a_time = asyncio.Lock()
        self._woken = asyncio.Event()
        self._sends: set[asyncio.Task[None]] = set()
        self._ticked_at = time.monotonic()

    async def tick(self) -> Sequence[Outcome]:
        """Do what is due now; what became of each delivery."""
        async with self._one_at_a_time:
            asked, is_new = await self.runner.ask(), self._is_new_quarter()
            rare = is_new or asked.was_touched or not self._went_well
            if rare:
                self._went_well = all([await self.moves.look(), await self.audits.look()])
            await self.calendars.look()
            # What was just done may have brought something.
            outcomes = await self.runner.tick(asked=None if rare or not self._runs else asked)
            await self.housekeeping.once_a_day(may_be_new=rare)
            if is_new:
                await self.runner.note_tick()
            if not self._runs:  # no other tick comes: what is beside a running clock is done here
                await self.writing.look()
                await self.connections.look()
        self._ticked_at = time.monotonic()
        for outcome in outcomes:
            log.info("%s", outcome)
            DELIVERIES.labels(outcome.state).inc()
        return outcomes

    def _is_new_quarter(self) -> bool:
        """Whether an hour's quarter has begun, or the time jumped: no zone has its midnight within one."""
        quarter = int(self.now().timestamp() // QUARTER)
        self._quarter, before = quarter, self._quarter
        return quarter != before

    async def run(self) -> None:
        """Tick every minute, until cancelled. After a long sleep of the machine it ticks once, not once a minute slept."""
        self.calendars.waits, self._runs = False, True
        scheduler = AsyncIOScheduler()
        # The CRMs beside the ticks: one that takes its time must not hold up what people are sent.
        for look in (self.tick, self.connections.look, self.writing.look):
            scheduler.add_job(look, "interval", minutes=1, coalesce=True, max_instances=1, misfire_grace_time=None)
        scheduler.start()
        TICK_LAG.set_function(lambda: time.monotonic() - self._ticked_at)
        try:
            self.wake()
            while True:
                await self._woken.wait()
                self._woken.clear()
                sends = asyncio.create_task(self._send())
                self._sends.add(sends)
                sends.add_done_callback(self._sends.discard)
                try:
                    await self.tick()
                except Exception:
                    # The clock's own edge: a database that is away for a minute must not stop it for good.
                    log.exception("a tick failed")
        finally:
            scheduler.shutdown(wait=False)
            for sends in self._sends:
                sends.cancel()

    async def _send(self) -> None:
        """What was logged a moment ago goes to the CRMs beside the tick."""
        try:
            await self.writing.look()
        except Exception:
            # The edge of work that nobody waits for: the next minute looks again.
            log.exception("writing to the CRMs failed")

    def wake(self) -> None:
        """Tick soon: something was put into the outbox, or the time has jumped."""
        self._woken.set()
