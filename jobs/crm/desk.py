"""What an admin asks of a CRM from Slack, while a modal waits for it: does the key work, what would change, read it now.

What is asked and what came of it are JSON; the key in it is sealed.
"""

import asyncio
import json
from typing import Any, TypeAlias

from sqlmodel import Session

from jobs.crm.adapter import BudgetGone, Crm, CrmError, SlowDown, TokenRefused, VendorBroken
from jobs.crm.opening import account_behind, look_into
from jobs.crm.rounds import CrmRounds
from models.connections.actions import VENDOR_NAMES, connect, give_key, key_of, remove
from models.connections.connecting import Connecting
from models.connections.handing_over import open_handed_over
from models.connections.mapping import Mapped
from models.connections.preview import Preview, Stock, keep_stock, preview
from models.connections.records import Connection, State, Vendor
from models.connections.remote import AccountFacts
from models.refusal import Refusal
from models.row_security import serving
from models.team.records import Person
from models.workspace.queries import workspace_of

Json: TypeAlias = dict[str, Any]


class CrmDesk:
    """Asks CRMs for people who wait."""

    def __init__(self, rounds: CrmRounds) -> None:
        self.rounds = rounds
        self.database, self.secrets, self.now = rounds.database, rounds.secrets, rounds.now

    async def ask(self, workspace_id: str, about: str) -> str:
        """Do what is asked (`test`, `preview`, `read` or `remove`) and tell what came of it: a connection, or why not."""
        asked: Json = json.loads(about)
        does = {"test": self._test, "preview": self._preview, "read": self._read, "remove": self._remove}[asked["do"]]
        try:
            with serving(workspace_id):
                told = await does(workspace_id, asked)
        except Refusal as refusal:
            told = {"refused": refusal.reason, "values": refusal.values}
        return json.dumps(
            {**{key: asked[key] for key in ("do", "vendor", "connection", "address") if key in asked}, **told}
        )

    async def _test(self, workspace_id: str, asked: Json) -> Json:
        """Whether the key opens an account; then there is a connection, of which it is known what has to be mapped."""
        assert self.secrets is not None
        vendor, address = str(asked["vendor"]), str(asked.get("address") or "")
        connection_id = str(asked.get("connection") or "")
        if connection_id:
            address = (await self._connection(workspace_id, connection_id)).base_url
        key = open_handed_over(self.secrets, workspace_id, str(asked["sealed"]))
        crm = self._opened(vendor, key, address)
        try:
            facts = await account_behind(crm)
            stock = await self._looked(crm, with_records=False)
        finally:
            await crm.close()

        def work(session: Session) -> str:
            return self._kept(session, workspace_id, asked, key, address, facts, stock)

        return {"connection": await asyncio.to_thread(self.database.write, work)}

    def _kept(
        self,
        session: Session,
        workspace_id: str,
        asked: Json,
        key: str,
        address: str,
        facts: AccountFacts,
        stock: Stock,
    ) -> str:
        assert self.secrets is not None
        workspace, now = workspace_of(session, workspace_id), self.now()
        by = session.get_one(Person, (workspace_id, str(asked["by"])))
        connecting = Connecting(session, workspace, now, by)
        if asked.get("connection"):
            known = session.get_one(Connection, (workspace_id, str(asked["connection"])))
            connection = give_key(connecting, known, key, facts, self.secrets)
        else:
            connection = connect(connecting, str(asked["vendor"]), key, facts, self.secrets, base_url=address)
        keep_stock(session, connection, stock)
        return connection.id

    async def _preview(self, workspace_id: str, asked: Json) -> Json:
        """What would change with *Start*; nothing of it is stored."""
        assert self.secrets is not None
        connection = await self._connection(workspace_id, str(asked["connection"]))
        crm = self._opened(connection.vendor, key_of(connection, self.secrets), connection.base_url)
        try:
            stock = await self._looked(crm, with_records=True)
        finally:
            await crm.close()
        found = await asyncio.to_thread(preview, self.database, workspace_id, connection.id, stock, self.now())
        return {"preview": _as_json(found)}

    async def _read(self, workspace_id: str, asked: Json) -> Json:
        """The connection is read now."""
        await self.rounds.read(workspace_id, (await self._connection(workspace_id, str(asked["connection"]))).id)
        return {}

    async def _remove(self, workspace_id: str, asked: Json) -> Json:
        """The connection goes, with what only it told of."""

        def work(session: Session) -> str:
            by = session.get_one(Person, (workspace_id, str(asked["by"])))
            connecting = Connecting(session, workspace_of(session, workspace_id), self.now(), by)
            connection = session.get_one(Connection, (workspace_id, str(asked["connection"])))
            remove(connecting, connection, keeps_facts=False)
            return connection.name

        return {"name": await asyncio.to_thread(self.database.write, work)}

    async def _connection(self, workspace_id: str, connection_id: str) -> Connection:
        def work(session: Session) -> Connection:
            connection = session.get(Connection, (workspace_id, connection_id))
            if connection is None or connection.state == State.REMOVED:
                raise Refusal("connections.gone")
            session.expunge(connection)
            return connection

        return await asyncio.to_thread(self.database.read, work)

    def _opened(self, vendor: str, key: str, address: str) -> Crm:
        try:
            return self.rounds.opens(vendor, key, address)
        except VendorBroken:
            raise Refusal("connections.bad_address", vendor=VENDOR_NAMES[Vendor(vendor)]) from None

    async def _looked(self, crm: Crm, *, with_records: bool) -> Stock:
        vendor = VENDOR_NAMES[Vendor(crm.vendor)]
        try:
            return await look_into(crm, self.now(), with_records=with_records)
        except TokenRefused:
            raise Refusal("connections.key_too_narrow", vendor=vendor) from None
        except (SlowDown, BudgetGone):
            raise Refusal("connections.asks_for_rest", vendor=vendor) from None
        except CrmError:
            raise Refusal("connections.no_answer", vendor=vendor) from None


def _as_json(found: Preview) -> Json:
    return {
        "deals": found.deals,
        "deals_known": found.deals_known,
        "accounts": found.accounts,
        "activities": found.activities,
        "before": found.sales_before,
        "after": found.sales_after,
        "currency": found.currency,
        "is_complete": found.is_complete,
        **{str(what): len(found.unknown(what)) for what in Mapped},
    }
