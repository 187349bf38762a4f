"""One run of one connection: people and stages, accounts, deals, activities; a page and how far that is are one transaction.

It may end at any moment, by a kill as well: the next one goes on where it was. Nothing of what a CRM says is logged.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

from jobs.crm.adapter import BudgetGone, Crm, CrmError, SlowDown, TokenRefused
from models.connections.claiming import ClaimLostError
from models.connections.preview import Stock
from models.connections.progress import Reading
from models.connections.remote import Can, Gone, Page, What
from models.database import Database, has_lost_connection
from models.mistakes import place_of

T = TypeVar("T")
SLICE = 60.0
"""Seconds: then others have their turn, and the history goes on at the next tick."""
AT_ONCE = 100
"""Records that are asked for by their ids in one go."""
MOST_READ_AGAIN = 2000
"""Records that one run reads once more; the others wait for the next one."""
log = logging.getLogger("koers.crm")

Progress = Callable[[What, int, int | None], None]
"""What is read, how many records, of how many."""


def nobody_watches(_what: What, _done: int, _total: int | None) -> None:
    """Progress that nobody sees."""


@dataclass
class Ran:
    """What became of a run."""

    counts: Counter[str] = field(default_factory=Counter)
    is_read_through: bool = False
    error: CrmError | None = None
    is_lost: bool = False
    """Somebody else has the connection by now."""
    tells: str = ""
    """`refused`, `budget` or `broken`: whoever connected it is to be told."""


class Run:
    """One run."""

    def __init__(
        self,
        database: Database,
        crm: Crm,
        reading: Reading,
        now: Callable[[], datetime],
        *,
        longest: float = SLICE,
        progress: Progress = nobody_watches,
        compares: bool = True,
    ) -> None:
        self.database, self.crm, self.reading, self.now = database, crm, reading, now
        self.longest, self.progress, self.compares = longest, progress, compares
        self._began = time.monotonic()
        self._ran = Ran()
        self._at: str = "stock"
        """The cursor of what is being read: what goes wrong is kept there."""
        self._listed: dict[What, set[str]] = {}
        """The ids of what this run has read from the first to the last, of a CRM that lists everything each time."""
        self._not_taken: set[tuple[What, str]] = set()

    async def go(self, *, again: bool = False) -> Ran:
        """Read what there is to read, as long as the slice lasts; `again`: everything from the beginning."""
        try:
            if again:
                await self._write(self.reading.start_again)
            await self._go()
        except ClaimLostError:
            self._ran.is_lost = True
        except CrmError as error:
            self._ran.error = error
            await self._note(error)
        return self._ran

    async def _go(self) -> None:
        began = self.now()
        stock = Stock(await self.crm.people(), await self.crm.pipelines(), await self.crm.kinds())
        await self._write(self.reading.stock, stock)
        for what in What:
            self._at = what
            if not await self._read(what, began):
                return
        await self._read_again()
        for what in What if self.compares else ():
            await self._compare(what)
        await self._read_again()
        self._ran.is_read_through = True
        await self._write(self.reading.well, Counter(str(what) for what, _ in self._not_taken))

    async def _read(self, what: What, began: datetime) -> bool:
        """Everything that changed; whether that is all, and there is time left."""
        cursor = await self._write(self.reading.cursor, what)
        done, lists_all = 0, cursor is None and Can.CHANGES not in self.crm.can
        listed = set[str]()
        async for page in self.crm.changed(what, cursor, began):
            await self._take(what, page, is_asked_for=False)
            done += len(page.records)
            listed |= {record.id for record in page.records} if lists_all else set()
            self.progress(what, done, page.total)
            if page.is_last:
                break
            if time.monotonic() - self._began > self.longest:
                return False
        await self._write(self.reading.read_through, what, began)
        if lists_all:
            self._listed[what] = listed
        return True

    async def _read_again(self) -> None:
        """What rests on something that is known by now, or named something that did not come yet."""
        asked: set[tuple[What, str]] = set()
        for _ in range(len(What)):  # an account that was unknown is known now, and then the deals that named it
            for what in What:
                self._at = "again"
                ids = await self._write(self.reading.unread, what, MOST_READ_AGAIN)
                known = asked if what is What.ACCOUNT else self._not_taken
                ids = [id_ for id_ in ids if (what, id_) not in known]
                asked |= {(what, id_) for id_ in ids}
                await self._take_by_id(what, ids)

    async def _compare(self, what: What) -> None:
        """Once a day, and of a CRM that lists no changes each time: what is no longer there, and what was missed."""
        self._at = f"compare:{what}"
        is_listing = Can.CHANGES in self.crm.can
        if is_listing and await self._write(self.reading.is_compared, what):
            return
        there = self._listed.get(what)
        if there is None:
            there = {id_ async for id_ in _watched(self.crm.ids(what), self._keep)}
        here, ever = await self._write(self.reading.known_ids, what)
        await self._take_by_id(what, sorted(here - there) + sorted(there - ever) + sorted(there & (ever - here)))
        await self._write(self.reading.compared, what)

    async def _take_by_id(self, what: What, ids: Sequence[str]) -> None:
        for at in range(0, len(ids), AT_ONCE):
            some = ids[at : at + AT_ONCE]
            records = list(await self.crm.read(what, some))
            never = await self._write(self.reading.placeholders, what, some)
            records += [Gone(id_) for id_ in sorted(never - {record.id for record in records})]
            await self._take(what, Page(tuple(records), {}), is_asked_for=True)

    async def _take(self, what: What, page: Page, *, is_asked_for: bool) -> None:
        take = self.reading.piece if is_asked_for else self.reading.page
        try:
            self._count(await self._write(take, what, page))
        except ClaimLostError:
            raise
        except Exception as error:
            if has_lost_connection(error):
                raise
            await self._take_one_by_one(what, page, is_asked_for=is_asked_for)

    async def _take_one_by_one(self, what: What, page: Page, *, is_asked_for: bool) -> None:
        """One record that cannot be taken in must not keep back all others."""
        for record in page.records:
            one = Page((record,), {})
            try:
                self._count(await self._write(self.reading.piece, what, one))
            except ClaimLostError:
                raise
            except Exception as error:
                if has_lost_connection(error):
                    raise
                if (what, record.id) not in self._not_taken:
                    self._ran.counts[f"{what}:failed"] += 1
                    log.error("%s %s cannot be taken in: %s", what, record.id[:60], place_of(error))
                self._not_taken.add((what, record.id))
                await self._write(self.reading.not_taken, what, record.id)
        if not is_asked_for:
            await self._write(self.reading.skipped, what, page)

    async def _keep(self) -> None:
        await self._write(self.reading.hold)

    async def _note(self, error: CrmError) -> None:
        """Keep what went wrong, and say whether somebody is to be told."""
        try:
            if isinstance(error, TokenRefused):
                self._ran.tells = "refused" if await self._write(self.reading.refused, self._at, str(error)) else ""
                return
            failed = self.reading.failed
            if isinstance(error, SlowDown | BudgetGone):
                await self._write(self.reading.rest, error.until)
                self._ran.tells = "budget" if isinstance(error, BudgetGone) else ""
                failed = partial(failed, is_away=False)
            if await self._write(failed, self._at, str(error)):
                self._ran.tells = self._ran.tells or "broken"
        except ClaimLostError:
            self._ran.is_lost = True

    def _count(self, counts: dict[str, int]) -> None:
        self._ran.counts.update(counts)

    async def _write(self, work: Callable[..., T], *about: object) -> T:
        """One transaction: `work(session, *about, now)`."""
        now = self.now()
        return await asyncio.to_thread(self.database.write, lambda session: work(session, *about, now))


async def _watched(ids: AsyncIterator[str], keep: Callable[[], object]) -> AsyncIterator[str]:
    """The ids; a long list must not cost the claim."""
    count = 0
    async for id_ in ids:
        count += 1
        if count % 5000 == 0 and asyncio.iscoroutine(kept := keep()):
            await kept
        yield id_
