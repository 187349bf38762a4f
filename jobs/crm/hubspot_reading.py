"""Reading HubSpot's records: found by the search, read in batches, with what they hang together with."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from jobs.crm import hubspot_values as values
from jobs.crm import reading
from jobs.crm.adapter import VendorBroken
from jobs.crm.calling import Calling
from jobs.crm.hubspot_values import PROPERTIES, VENDOR, Known
from jobs.crm.hubspot_walk import PAGE, Walk
from jobs.crm.reading import Row, inner, text
from models.connections.remote import AccountFacts, Gone, MovedTo, Pipeline, RemoteRecord

KNOWN_FOR = timedelta(hours=1)
"""How long stages and types of properties are taken as they are."""
SOON = timedelta(minutes=4)
"""A stage that nobody knows has them asked again, not more often than this."""
FEW = 20
"""So many missing records are looked at one by one; of more, first those are left out that are archived."""
MOST_PAGES = 20_000


class HubSpotReading:
    """What one connection reads."""

    def __init__(self, calling: Calling, clock: Callable[[], datetime]) -> None:
        self.calling, self.clock = calling, clock
        self._known: Known | None = None
        self._pipelines: list[Pipeline] = []
        self._known_at: datetime | None = None
        self._account: AccountFacts | None = None
        self._has_splits = True

    async def account(self) -> AccountFacts:
        """The portal: any service key may ask it (observed)."""
        said = (await self.calling.get("/account-info/2026-09/details")).body
        portal = reading.needed_id(inner(said, "portalId"), VENDOR)
        name = text(inner(said, "portalName")) or f"{VENDOR} {portal}"
        zone, currency = text(inner(said, "timeZone")), text(inner(said, "companyCurrency"))
        self._account = AccountFacts(portal, name, zone, currency, version="2026-09")
        return self._account

    async def pipelines(self, *, fresh: bool = False) -> list[Pipeline]:
        """The pipelines."""
        await self.known(fresh=fresh)
        return self._pipelines

    async def known(self, *, fresh: bool = False) -> Known:
        """What has to be known to understand deals; asked again after an hour."""
        now = self.clock()
        if self._known and self._known_at and not fresh and now - self._known_at < KNOWN_FOR:
            return self._known
        currency = (self._account or await self.account()).currency
        self._pipelines = values.pipelines((await self.calling.get("/crm/pipelines/2026-09/deals")).body)
        described = (await self.calling.get("/crm/properties/2026-09/deals")).body
        types = {
            name: text(row.get("type")) or ""
            for row in reading.rows(inner(described, "results"), VENDOR)
            if (name := text(row.get("name")))
        }
        stages = {stage.id: stage for pipeline in self._pipelines for stage in pipeline.stages}
        pipeline_of = {stage.id: pipeline.id for pipeline in self._pipelines for stage in pipeline.stages}
        self._known, self._known_at = Known(stages, pipeline_of, types, currency), now
        return self._known

    async def listed(self, path: str, params: Mapping[str, str]) -> AsyncIterator[Row]:
        """Every row of a list, page after page."""
        after: str | None = None
        for _ in range(MOST_PAGES):
            asked = {"limit": str(PAGE), **params, **({"after": after} if after else {})}
            body = (await self.calling.get(path, asked)).body
            for row in reading.rows(inner(body, "results"), VENDOR):
                yield row
            before, after = after, text(inner(body, "paging", "next", "after"))
            if after is None:
                return
            if after == before:
                break
        raise VendorBroken(f"A list of {VENDOR} goes round in circles.")

    async def search(self, part: str, walk: Walk) -> tuple[list[str], int]:
        """The ids of the next page, and how many there are from it on."""
        path = f"/crm/objects/2026-09/{part}/search"
        answer = await self.calling.call("POST", path, body=walk.search(part), reads=True, bucket="search")
        found = [
            reading.needed_id(row.get("id"), VENDOR) for row in reading.rows(inner(answer.body, "results"), VENDOR)
        ]
        return list(dict.fromkeys(found)), max(len(found), reading.whole(inner(answer.body, "total")) or 0)

    async def records(self, part: str, ids: Sequence[str]) -> list[RemoteRecord | Gone | MovedTo]:
        """Records by their ids, as they are now; what became of those that are not there."""
        prefix = f"{values.KIND_OF[part]}:" if part in values.KIND_OF else ""
        rows: dict[str, Row] = {}
        gone: list[Gone | MovedTo] = []
        for some in reading.chunks(ids, PAGE):
            found = await self._batch(part, some)
            asked = set(some)
            rows.update(found)
            missing = [record_id for record_id in some if record_id not in found]
            merged = {old: row_id for row_id, row in found.items() if row_id not in asked for old in _merged(row)}
            gone += [MovedTo(prefix + old, prefix + merged[old]) for old in missing if old in merged]
            missing = [record_id for record_id in missing if record_id not in merged]
            if len(missing) > FEW:
                archived = await self._batch(part, missing, archived=True)
                gone += [Gone(prefix + record_id) for record_id in missing if record_id in archived]
                missing = [record_id for record_id in missing if record_id not in archived]
            for record_id in missing:
                row = await self._one(part, record_id)
                if row is None:
                    gone.append(Gone(prefix + record_id))
                    continue
                now_id = reading.needed_id(row.get("id"), VENDOR)
                rows[now_id] = row
                if now_id != record_id:
                    gone.append(MovedTo(prefix + record_id, prefix + now_id))
        return [*await self._understood(part, rows), *gone]

    async def _batch(self, part: str, ids: Sequence[str], *, archived: bool = False) -> dict[str, Row]:
        body = {"inputs": [{"id": record_id} for record_id in ids], "properties": await self._properties(part)}
        params = {"archived": "true"} if archived else None
        path = f"/crm/objects/2026-09/{part}/batch/read"
        answer = await self.calling.call("POST", path, params=params, body=body, reads=True)
        found = reading.rows(inner(answer.body, "results"), VENDOR)
        # a key that may not see archived records apart would get the others again: those say so themselves
        return {
            reading.needed_id(row.get("id"), VENDOR): row
            for row in found
            if reading.flag(row.get("archived")) is archived
        }

    async def _one(self, part: str, record_id: str) -> Row | None:
        path = f"/crm/objects/2026-09/{part}/{reading.in_path(record_id)}"
        asked = {"properties": ",".join(await self._properties(part))}
        answer = await self.calling.get(path, asked, allowed=frozenset({404}))
        if answer.status == 404:
            return None
        found = reading.row(answer.body, VENDOR)
        return None if reading.flag(found.get("archived")) else found

    async def _properties(self, part: str) -> list[str]:
        return (await self.known()).deal_properties() if part == "deals" else list(PROPERTIES[part])

    async def _understood(self, part: str, rows: Mapping[str, Row]) -> list[RemoteRecord]:
        if part == "companies":
            return [values.company(row) for row in rows.values()]
        companies = await self._associated(part, "companies", list(rows))
        if part != "deals":
            deals = await self._associated(part, "deals", list(rows))
            now = self.clock()
            return [values.engagement(part, row, companies.get(i), deals.get(i), now) for i, row in rows.items()]
        known = await self.known()
        unseen = {str(stage) for row in rows.values() if (stage := inner(row, "properties", "dealstage"))}
        if not unseen <= set(known.stages) and self._known_at and self.clock() - self._known_at > SOON:
            known = await self.known(fresh=True)  # somebody made a stage since
        shares = await self._splits(list(rows))
        found = [values.deal(row, known, companies.get(i), shares.get(i, ())) for i, row in rows.items()]
        return list(found)

    async def _associated(self, part: str, other: str, ids: Sequence[str]) -> dict[str, str]:
        """The company or deal of each record: the primary one where HubSpot says it, else the first.

        The primary company comes twice, with a label and without one: it is one company.
        """
        found: dict[str, str] = {}
        for some in reading.chunks(ids, PAGE):
            path = f"/crm/associations/2026-09/{part}/{other}/batch/read"
            body = {"inputs": [{"id": record_id} for record_id in some]}
            answer = await self.calling.call("POST", path, body=body, reads=True, allowed=frozenset({404}))
            for row in reading.rows(inner(answer.body, "results"), VENDOR):
                of = text(inner(row, "from", "id"))
                to = reading.rows(row.get("to"), VENDOR)
                primary = sorted(to, key=lambda one: not _is_primary(one))
                first = next((name for one in primary if (name := text(one.get("toObjectId") or one.get("id")))), None)
                if of and first:
                    found[of] = first
        return found

    async def _splits(self, ids: Sequence[str]) -> dict[str, tuple[tuple[str, Decimal], ...]]:
        """Who shares a deal, in percent. Only the largest plan has it, and only a key that may see it: else nobody does."""
        found: dict[str, tuple[tuple[str, Decimal], ...]] = {}
        if not self._has_splits:
            return found
        for some in reading.chunks(ids, PAGE):
            body = {"inputs": [{"id": record_id} for record_id in some]}
            answer = await self.calling.call(
                "POST", "/deal-splits/2026-09/batch/read", body=body, reads=True, allowed=frozenset({400, 403, 404})
            )
            if answer.status >= 400:
                self._has_splits = False
                return found
            for row in reading.rows(inner(answer.body, "results"), VENDOR):
                parts = [
                    (owner, share * 100)
                    for split in reading.rows(row.get("splits"), VENDOR)
                    if (owner := text(inner(split, "properties", "hubspot_owner_id")))
                    and (share := reading.amount(inner(split, "properties", "hs_deal_split_percentage")))
                ]
                if (of := text(row.get("id"))) and len(parts) > 1:
                    found[of] = tuple(parts)
        return found


def _merged(row: Row) -> tuple[str, ...]:
    return values.merged_ids(reading.row(row.get("properties") or {}, VENDOR))


def _is_primary(association: Row) -> bool:
    """By its label; in the older shape the primary one has a type of its own besides the one that all have (observed)."""
    types = association.get("associationTypes")
    labels = [text(inner(one, "label")) or "" for one in (types if isinstance(types, list) else [])]
    kind = text(association.get("type")) or "unlabeled"
    return "primary" in [label.lower() for label in labels] or not kind.endswith("unlabeled")
