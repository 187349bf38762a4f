"""The CRMs for the other door (Home, the terminal): looking into one with a key, and reading one now.

`bot.py` hands it over, as the two doors do not know each other. What goes wrong is a refusal, in words for people.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime

from jobs.crm.adapter import Crm, CrmError
from jobs.crm.opening import account_behind, look_into, open_crm
from jobs.crm.rounds import CrmRounds
from jobs.crm.run import Progress, Ran, nobody_watches
from models.connections.actions import VENDOR_NAMES
from models.connections.preview import Stock
from models.connections.records import Vendor
from models.connections.remote import AccountFacts
from models.database import Database
from models.refusal import Refusal
from models.workspace.secrets import Secrets

Opens = Callable[[str, str, str], Crm]


class CrmDoor:
    """What can be asked of a CRM at once."""

    def __init__(self, opens: Opens = open_crm) -> None:
        self._opens = opens

    async def account(self, vendor: str, key: str, base_url: str = "") -> AccountFacts:
        """The account that the key opens: a second, while a form is open. Refuses a key that is not taken."""
        crm = self._open(vendor, key, base_url)
        try:
            return await account_behind(crm)
        finally:
            await crm.close()

    async def look(
        self, vendor: str, key: str, base_url: str, now: datetime, *, with_records: bool = True
    ) -> tuple[AccountFacts, Stock]:
        """The account, what has to be mapped, and (for a preview) its records. A minute for a large one."""
        crm = self._open(vendor, key, base_url)
        try:
            return await account_behind(crm), await look_into(crm, now, with_records=with_records)
        except CrmError:
            raise Refusal("connections.no_answer", vendor=VENDOR_NAMES[Vendor(vendor)], field="key") from None
        finally:
            await crm.close()

    def look_now(self, vendor: str, key: str, base_url: str, now: datetime) -> tuple[AccountFacts, Stock]:
        """The same from a terminal, where nothing else runs."""
        return asyncio.run(self.look(vendor, key, base_url, now))

    def read_now(
        self,
        database: Database,
        secrets: Secrets,
        now: Callable[[], datetime],
        which: tuple[str, str],
        *,
        once: bool = False,
        full: bool = False,
        progress: Progress = nobody_watches,
    ) -> tuple[dict[str, int], str] | None:
        """Slice after slice until everything is read (one alone with `once`): the counts, and what went wrong.

        None when another process reads it. `which` is (workspace, connection).
        """
        rounds = CrmRounds(database, secrets, now, self._opens)

        async def go() -> Ran | None:
            total: Ran | None = None
            while True:
                ran = await rounds.read(*which, again=full and total is None, progress=progress)
                if ran is None or ran.is_lost:
                    return total
                if total is not None:
                    ran.counts.update(total.counts)
                total = ran
                if once or ran.error is not None or ran.is_read_through:
                    return total

        ran = asyncio.run(go())
        return None if ran is None else (dict(ran.counts), str(ran.error or ""))

    def _open(self, vendor: str, key: str, base_url: str) -> Crm:
        try:
            return self._opens(vendor, key.strip(), base_url)
        except CrmError:
            raise Refusal("connections.no_address", vendor=VENDOR_NAMES[Vendor(vendor)], field="url") from None
