"""HubSpot: its dated interface of 2026-09, with a service key. It has no webhooks for such keys, so we ask."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from jobs.crm import hubspot_writing as writing
from jobs.crm import reading
from jobs.crm.adapter import BudgetGone, CrmError, TokenRefused, VendorBroken
from jobs.crm.calling import Answer, Calling, Surroundings, checked_base, retry_after
from jobs.crm.guessing import guess_kind
from jobs.crm.hubspot_reading import HubSpotReading
from jobs.crm.hubspot_values import PARTS, VENDOR
from jobs.crm.hubspot_walk import Walk
from jobs.crm.limits import Bucket, Budget, Memory, memory_of
from jobs.crm.reading import inner, text
from models.connections.remote import (
    AccountFacts,
    ActivityKind,
    Can,
    Change,
    Cursor,
    Gone,
    MovedTo,
    Owner,
    Page,
    Pipeline,
    Refused,
    RemoteDeal,
    RemoteRecord,
    What,
    Written,
)
from models.zones import zone_named

BASE = "https://api.hubapi.com"
DAILY = 250_000
"""Calls that the smallest plan has in a day; the answers say if it is more."""


class HubSpot:
    """One account of HubSpot."""

    vendor = "hubspot"
    can = frozenset({Can.CHANGES, Can.WRITE_ACTIVITY, Can.WRITE_DEAL, Can.REMOVE_ACTIVITY})

    def __init__(
        self, key: str, *, base_url: str = "", around: Surroundings | None = None, budget: Budget | None = None
    ) -> None:
        self.around = around or Surroundings()
        base = checked_base(base_url or BASE, ("hubapi.com",), allows_loopback=self.around.allows_loopback)
        # 100 in ten seconds and five searches a second, of all that is connected to the account
        memory = Memory(budget or Budget(DAILY), {"": Bucket(6, 20), "search": Bucket(3, 2)})
        if budget is None:
            memory = memory_of(VENDOR, base, key, memory)
        self.budget = memory.budget
        self.calling = Calling(
            VENDOR,
            base,
            {"Authorization": f"Bearer {key.strip()}"},
            self.budget,
            memory.buckets,
            self.around,
            judge=self._judge,
            heard=self._heard,
        )
        self.reading = HubSpotReading(self.calling, self.around.clock)

    async def account(self) -> AccountFacts:
        """The portal."""
        facts = await self.reading.account()
        self.budget.zone = zone_named(facts.zone)
        return facts

    async def people(self) -> list[Owner]:
        """The owners; who has left is a second list."""
        found: dict[str, Owner] = {}
        for archived in ("true", "false"):
            async for row in self.reading.listed("/crm/owners/2026-09", {"archived": archived}):
                owner_id = reading.needed_id(row.get("id"), VENDOR)
                email = text(row.get("email"))
                name = " ".join(part for part in (text(row.get("firstName")), text(row.get("lastName"))) if part)
                is_active = archived == "false" and not reading.flag(row.get("archived"))
                found[owner_id] = Owner(owner_id, name or email or owner_id, email, is_active)
        return list(found.values())

    async def pipelines(self) -> list[Pipeline]:
        """The pipelines of deals."""
        return await self.reading.pipelines(fresh=True)

    async def kinds(self) -> list[ActivityKind]:
        """Meetings and calls, and the types that a portal has made of them."""
        found = [ActivityKind("meeting", "Meeting", "meeting"), ActivityKind("call", "Call", "call")]
        for part, kind in (("meetings", "meeting"), ("calls", "call")):
            path = f"/crm/properties/2026-09/{part}/hs_activity_type"
            answer = await self.calling.get(path, allowed=frozenset({404}))
            for option in reading.rows(inner(answer.body, "options"), VENDOR):
                if (value := text(option.get("value"))) and not reading.flag(option.get("hidden")):
                    label = text(option.get("label")) or value
                    found.append(ActivityKind(f"{kind}/{value}", label, guess_kind(label, kind)))
        return found

    async def changed(self, what: What, since: Cursor | None, until: datetime) -> AsyncIterator[Page]:
        """By id through what changed in a window, or backwards through everything. Archived records never show here."""
        walk, parts = Walk.of(since, until), PARTS[what]
        while True:
            part = parts[walk.part] if walk.part < len(parts) else parts[-1]
            ids, total = await self.reading.search(part, walk)
            if any(not walk.is_new(record_id) for record_id in ids):
                raise VendorBroken(f"The search of {VENDOR} goes round in circles.")
            records = await self.reading.records(part, ids)
            if walk.last is None:
                walk = Walk(walk.since, walk.until, walk.part, None, walk.total + total)
            after = walk.further(ids, total - len(ids), len(parts))
            is_last = after is None and walk.until >= until
            yield Page(tuple(records), after.cursor() if after else walk.end(), is_last, walk.total)
            if is_last:
                return
            walk = after or walk.next_window(until)

    async def read(self, what: What, ids: Sequence[str]) -> list[RemoteRecord | Gone | MovedTo]:
        """These records; of a merged one HubSpot answers the id of what it became."""
        if what is not What.ACTIVITY:
            return await self.reading.records(PARTS[what][0], ids)
        found: list[RemoteRecord | Gone | MovedTo] = []
        for part, kind in (("meetings", "meeting"), ("calls", "call")):
            of_part = [record_id.partition(":")[2] for record_id in ids if record_id.startswith(f"{kind}:")]
            found += await self.reading.records(part, of_part)
        return found + [Gone(record_id) for record_id in ids if not record_id.startswith(("meeting:", "call:"))]

    async def ids(self, what: What) -> AsyncIterator[str]:
        """All that is not archived."""
        for part in PARTS[what]:
            prefix = {"meetings": "meeting:", "calls": "call:"}.get(part, "")
            path, wanted = f"/crm/objects/2026-09/{part}", {"archived": "false", "properties": "hs_object_id"}
            async for row in self.reading.listed(path, wanted):
                yield prefix + reading.needed_id(row.get("id"), VENDOR)

    async def write(self, change: Change) -> Written | Refused:
        """Write one thing. HubSpot holds to the rules of the account's admins: what it misses, it says."""
        known = await self.reading.known()
        if change.is_removal and change.id:
            kind, _, number = change.id.partition(":")
            path = f"/crm/objects/2026-09/{kind}s/{reading.in_path(number)}"
            answer = await self.calling.call("DELETE", path, allowed=writing.REFUSALS)
            is_gone = answer.status < 300 or answer.status == 404
            return Written(change.id) if is_gone else writing.refused(answer, known)
        if change.what is What.DEAL and change.id:
            now = None
            if not change.fields.get("stage_id"):
                read = await self.reading.records("deals", [change.id])
                now = next((record for record in read if isinstance(record, RemoteDeal)), None)
            properties = writing.deal_properties(change, now, known)
            if isinstance(properties, Refused):
                return properties
            part, method, body = "deals", "PATCH", dict[str, object](properties=properties)
        elif change.what is What.ACTIVITY:
            part, body = writing.engagement_of(change, self.around.clock())
            method = "PATCH" if change.id else "POST"
        else:
            raise ValueError("only deals that are there, and activities, are written")
        path = f"/crm/objects/2026-09/{part}"
        if change.id:
            path += f"/{reading.in_path(change.id.rpartition(':')[2])}"
        answer = await self.calling.call(method, path, body=body, allowed=writing.REFUSALS)
        if answer.status in writing.REFUSALS:
            return writing.refused(answer, known)
        written_id = reading.needed_id(inner(answer.body, "id"), VENDOR)
        record_id = written_id if part == "deals" else f"{part.removesuffix('s')}:{written_id}"
        with suppress(CrmError):  # it was written, whatever becomes of reading it again
            for record in await self.reading.records(part, [written_id]):
                if not isinstance(record, Gone | MovedTo):
                    return Written(record_id, reading.said_by(record, change.fields))
        return Written(record_id, dict(change.fields))

    async def close(self) -> None:
        """Give the connection back."""
        await self.calling.close()

    def _judge(self, answer: Answer, now: datetime) -> float | CrmError | None:
        if answer.status == 429:
            policy = (text(inner(answer.body, "policyName")) or "").upper()
            if "DAILY" in policy:
                return BudgetGone(self.budget.next_day(now))
            if (asked := retry_after(answer, now)) is not None:
                return asked
            said = (text(inner(answer.body, "message")) or "").lower()
            return 1.0 if policy == "SECONDLY" or "secondly limit" in said else 10.0
        if answer.status == 423:
            return 2.0
        if answer.status == 477:
            return retry_after(answer, now) or timedelta(minutes=5).total_seconds()
        if answer.status == 403 and "SCOPE" in (text(inner(answer.body, "category")) or "").upper():
            return TokenRefused(f"The key of {VENDOR} is not allowed to read all that is needed.{_scopes(answer)}")
        return None

    def _heard(self, answer: Answer) -> None:
        """Answers to a service key say how much a day has; those of the search do not."""
        daily = reading.whole(answer.headers.get("x-hubspot-ratelimit-daily"))
        if daily and daily > 0:
            self.budget.limit = daily


def _scopes(answer: Answer) -> str:
    """The rights that are missing, by HubSpot's names for them."""
    errors = inner(answer.body, "errors")
    found = [
        name
        for error in (errors if isinstance(errors, list) else [])
        for names in (inner(error, "context", "requiredGranularScopes"), inner(error, "context", "requiredScopes"))
        for name in (names if isinstance(names, list) else [])
        if isinstance(name, str) and re.fullmatch(r"[\w.-]{3,60}", name)
    ]
    return f" It lacks: {', '.join(sorted(set(found))[:8])}." if found else ""
