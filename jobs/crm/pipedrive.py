"""Pipedrive: v2 with a personal token. What it counts is tokens, 30,000 a seat and day of the smallest plan."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from jobs.crm import pipedrive_values as values
from jobs.crm import reading
from jobs.crm.adapter import BudgetGone, CrmError, SlowDown, TokenRefused, VendorBroken
from jobs.crm.calling import Answer, Calling, Surroundings, checked_base, retry_after
from jobs.crm.limits import Bucket, Budget, Memory, memory_of
from jobs.crm.pipedrive_values import PLACES, VENDOR
from jobs.crm.pipedrive_walk import LIMIT, Walk
from jobs.crm.reading import Row, inner, text
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
    RemoteRecord,
    What,
    Written,
)

BASE = "https://api.pipedrive.com"
TOKENS_A_SEAT = 30_000
LIST, ONE, WRITE, DEAR, STAGES, V1, ME = 10, 1, 5, 20, 5, 20, 2
"""Tokens, from `x-token-cost` in Pipedrive's description of 18 August 2026. A list costs the same however long it is."""
SMALL = 12_000
"""Tokens of ours in a day. With fewer there is not enough to read everything every five minutes: see RARELY."""
RARELY: Mapping[What, timedelta] = {What.ACCOUNT: timedelta(hours=1), What.ACTIVITY: timedelta(minutes=10)}
FEW = 10
MOST_PAGES = 5_000
REFUSALS = frozenset({400, 404, 409, 422})


class Pipedrive:
    """One company of Pipedrive, as the user sees it whose token it is."""

    vendor = "pipedrive"
    can = frozenset({Can.CHANGES, Can.WRITE_ACTIVITY, Can.WRITE_DEAL, Can.REMOVE_ACTIVITY})

    def __init__(
        self, key: str, *, base_url: str = "", around: Surroundings | None = None, budget: Budget | None = None
    ) -> None:
        self.around = around or Surroundings()
        base = checked_base(base_url or BASE, ("pipedrive.com",), allows_loopback=self.around.allows_loopback)
        # 20 requests in two seconds, of the smallest plan
        memory = Memory(budget or Budget(TOKENS_A_SEAT), {"": Bucket(5, 8)})
        if budget is None:
            memory = memory_of(VENDOR, base, key, memory)
        self.v1 = "/v1" if urlsplit(base).hostname == "api.pipedrive.com" else "/api/v1"
        self.budget, self._kept = memory.budget, memory.answers
        headers = {"x-api-token": key.strip(), "Accept": "application/json"}
        self.calling = Calling(VENDOR, base, headers, self.budget, memory.buckets, self.around, judge=self._judge)

    async def account(self) -> AccountFacts:
        """The company. How dear its plan is, it does not say: the cheapest is assumed."""
        said = inner((await self.calling.get(f"{self.v1}/users/me", cost=ME)).body, "data")
        seats = max(1, sum(person.is_active for person in await self.people()))
        self.budget.limit = max(self.budget.limit, TOKENS_A_SEAT * seats)
        company = reading.needed_id(inner(said, "company_id"), VENDOR)
        name = text(inner(said, "company_name")) or f"{VENDOR} {company}"
        zone, currency = text(inner(said, "timezone_name")), text(inner(said, "default_currency"))
        return AccountFacts(company, name, zone, currency, seats, "v2")

    async def people(self) -> list[Owner]:
        """The users."""
        return values.people(await self._seldom(f"{self.v1}/users"))

    async def pipelines(self) -> list[Pipeline]:
        """The pipelines."""
        lines, stages = await self._seldom_listed("pipelines"), await self._seldom_listed("stages")
        return values.pipelines(lines, stages)

    async def kinds(self) -> list[ActivityKind]:
        """The types of activities."""
        return values.kinds(await self._seldom(f"{self.v1}/activityTypes"))

    async def changed(self, what: What, since: Cursor | None, until: datetime) -> AsyncIterator[Page]:
        """By id through what changed in a window, or backwards through everything.

        A company with few tokens has accounts read once an hour and activities every ten minutes: in between, nothing
        is asked, and the page is empty and ends where it began.
        """
        if since and self._waits(what, since, until):
            yield Page((), since, is_last=True)
            return
        walk = Walk.of(what, since, until)
        while True:
            rows, following = await self._page(what, walk)
            after = walk.further(following)
            records = tuple(values.record(what, row) for row in rows)
            is_last = after is None and walk.until >= until
            yield Page(records, after.cursor() if after else walk.end(), is_last)
            if is_last:
                return
            walk = after or Walk.of(what, walk.end(), until)

    def _waits(self, what: What, since: Cursor, until: datetime) -> bool:
        if self.budget.ours >= SMALL or since.get("until") is not None or what not in RARELY:
            return False
        last = reading.instant(since.get("since"))
        return last is not None and until - last < RARELY[what]

    async def _page(self, what: What, walk: Walk) -> tuple[list[Row], str | None]:
        place = walk.places[walk.part]
        path, cost = f"/api/v2/{PLACES[what]}", LIST
        if place == "archived":
            path, cost = f"{path}/archived", DEAR
        asked = walk.asked()
        asked |= _more(what)
        allowed = frozenset({400}) if walk.next else frozenset[int]()
        answer = await self.calling.get(path, asked, cost=cost, allowed=allowed)
        if answer.status == 400:  # its cursor is not good any more: once more from the beginning of the window
            answer = await self.calling.get(path, {k: v for k, v in asked.items() if k != "cursor"}, cost=cost)
        following = text(inner(answer.body, "additional_data", "next_cursor"))
        if following is not None and following == walk.next:
            raise VendorBroken(f"A list of {VENDOR} goes round in circles.")
        return reading.rows(inner(answer.body, "data"), VENDOR), following

    async def read(self, what: What, ids: Sequence[str]) -> list[RemoteRecord | Gone | MovedTo]:
        """These records: many in a list, few (and those that no list has) one by one."""
        found: dict[str, RemoteRecord | Gone | MovedTo] = {}
        for some in reading.chunks([i for i in ids if i.isdecimal()], 100):
            if len(some) <= FEW:
                break
            asked = {"ids": ",".join(some), "limit": str(LIMIT), **_more(what)}
            answer = await self.calling.get(f"/api/v2/{PLACES[what]}", asked, cost=LIST)
            for row in reading.rows(inner(answer.body, "data"), VENDOR):
                record = values.record(what, row)
                found[record.id] = record
        for record_id in dict.fromkeys(ids):
            if record_id in found:
                continue
            found[record_id] = await self._one(what, record_id) if record_id.isdecimal() else Gone(record_id)
        return [found[record_id] for record_id in dict.fromkeys(ids)]

    async def _one(self, what: What, record_id: str) -> RemoteRecord | Gone | MovedTo:
        path = f"/api/v2/{PLACES[what]}/{record_id}"
        answer = await self.calling.get(path, _more(what), cost=ONE, allowed=frozenset({404, 410}))
        if answer.status != 200:
            return Gone(record_id)
        return values.record(what, reading.row(inner(answer.body, "data"), VENDOR), record_id)

    async def ids(self, what: What) -> AsyncIterator[str]:
        """All that is there; the archive too, for what is in it happened."""
        places = [(f"/api/v2/{PLACES[what]}", LIST)]
        if what is What.DEAL:
            places.append(("/api/v2/deals/archived", DEAR))
        for path, cost in places:
            async for row in self._listed(path, cost, {"sort_by": "id"}):
                if not isinstance(record := values.record(what, row), Gone | MovedTo):
                    yield record.id

    async def _listed(self, path: str, cost: int, more: Mapping[str, str]) -> AsyncIterator[Row]:
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            asked = {"limit": str(LIMIT), **more, **({"cursor": cursor} if cursor else {})}
            body = (await self.calling.get(path, asked, cost=cost)).body
            for row in reading.rows(inner(body, "data"), VENDOR):
                yield row
            before, cursor = cursor, text(inner(body, "additional_data", "next_cursor"))
            if cursor is None:
                return
            if cursor == before:
                break
        raise VendorBroken(f"A list of {VENDOR} goes round in circles.")

    async def _seldom(self, path: str) -> object:
        """What hardly ever changes, and is dear: kept for an hour, of few tokens for six."""
        if (kept := self._fresh(path)) is None:
            kept = (await self.calling.get(path, cost=V1)).body
            self._kept[path] = (self.around.clock(), kept)
        return kept

    async def _seldom_listed(self, name: str) -> list[Row]:
        if (kept := self._fresh(name)) is None:
            kept = [row async for row in self._listed(f"/api/v2/{name}", STAGES, {})]
            self._kept[name] = (self.around.clock(), kept)
        return reading.rows(kept, VENDOR)

    def _fresh(self, name: str) -> object | None:
        at, kept = self._kept.get(name, (datetime.min.replace(tzinfo=self.around.clock().tzinfo), None))
        return kept if self.around.clock() - at < timedelta(hours=6 if self.budget.ours < SMALL else 1) else None

    async def write(self, change: Change) -> Written | Refused:
        """Write one thing."""
        if change.what is What.ACCOUNT or (change.what is What.DEAL and not change.id):
            raise ValueError("only deals that are there, and activities, are written")
        body = values.body_of(change.what, change.fields, is_new=change.id is None)
        path, method = f"/api/v2/{PLACES[change.what]}", "PATCH" if change.id else "POST"
        if change.is_removal:
            body, method = {}, "DELETE"
        if change.id:
            path += f"/{reading.in_path(change.id)}"
        answer = await self.calling.call(method, path, body=body or None, cost=WRITE, allowed=REFUSALS | {403, 410})
        if change.is_removal and (answer.status < 300 or answer.status in (404, 410)):
            return Written(change.id or "")
        if answer.status == 403 and not text(inner(answer.body, "error")):
            raise SlowDown(self.around.clock() + timedelta(hours=1))
        if answer.status in REFUSALS | {403, 410}:
            said = " ".join(s for name in ("error", "error_info") if (s := text(inner(answer.body, name))))
            named = tuple(name for name in body if name in said)
            return Refused(said[:500] or f"{VENDOR} answered {answer.status}.", named)
        row = reading.row(inner(answer.body, "data"), VENDOR)
        written_id = reading.needed_id(row.get("id"), VENDOR)
        now = values.record(change.what, row)
        said_now = dict(change.fields) if isinstance(now, Gone | MovedTo) else reading.said_by(now, change.fields)
        return Written(written_id, said_now)

    async def close(self) -> None:
        """Give the connection back."""
        await self.calling.close()

    def _judge(self, answer: Answer, now: datetime) -> float | CrmError | None:
        """A burst says when it is over; the day's budget says nothing at all, and who goes on asking is locked out."""
        if answer.status == 429:
            reset = reading.amount(answer.headers.get("x-ratelimit-reset"))
            wait = retry_after(answer, now) if reset is None or not 0 <= reset <= 3600 else float(reset)
            return BudgetGone(self.budget.next_day(now)) if wait is None else max(1.0, wait)
        if answer.status == 403:
            said = (text(inner(answer.body, "error")) or "").lower()
            if "scope" in said or "permission" in said or "forbidden" in said:
                return TokenRefused(f"The key of {VENDOR} is not allowed to read all that is needed.")
            return SlowDown(now + timedelta(hours=1))
        return TokenRefused(f"The account of {VENDOR} is closed or not paid.") if answer.status == 402 else None


def _more(what: What) -> dict[str, str]:
    """What has to be asked for by name: who was there, of activities."""
    return {"include_fields": "attendees"} if what is What.ACTIVITY else {}
