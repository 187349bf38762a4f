"""Salesforce: REST v67.0, by the client credentials of an External Client App that runs as an integration user."""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal

from jobs.crm import reading
from jobs.crm import salesforce_values as values
from jobs.crm import salesforce_writing as writing
from jobs.crm.adapter import CrmError, SlowDown, VendorBroken
from jobs.crm.calling import Surroundings
from jobs.crm.guessing import guess_kind
from jobs.crm.limits import Budget
from jobs.crm.reading import Row, flag, inner, text
from jobs.crm.salesforce_session import DATA, VERSION, Session
from jobs.crm.salesforce_values import OBJECTS, VENDOR
from jobs.crm.salesforce_walk import Walk
from models.connections.remote import (
    AccountFacts,
    ActivityKind,
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

KEPT_FOR = timedelta(hours=1)
Found = RemoteRecord | Gone | MovedTo


class Salesforce:
    """One organisation. `key`: the consumer key and secret of its app, `:` between; `base_url`: My Domain."""

    vendor = "salesforce"
    can = writing.CAN

    def __init__(
        self, key: str, *, base_url: str, around: Surroundings | None = None, budget: Budget | None = None
    ) -> None:
        self.around = around or Surroundings()
        self.session = Session(key, base_url, self.around, budget)
        self.budget = self.session.budget
        self._currency: str | None = None
        self._knows_currency = False
        self._pipelines: tuple[datetime, list[Pipeline]] | None = None

    async def account(self) -> AccountFacts:
        """The organisation."""
        wanted = {"Name", "TimeZoneSidKey", "DefaultCurrencyIsoCode", "OrganizationType"}
        there = {
            text(row.get("name"))
            for row in reading.rows((await self.session.described("Organization")).get("fields"), VENDOR)
        }
        [organisation, *_] = await self.session.rows(
            " ".join(("SELECT", ", ".join(["Id", *sorted(wanted & there)]), "FROM Organization"))
        ) or [{}]
        found = reading.needed_id(organisation.get("Id"), VENDOR)
        self._currency, self._knows_currency = text(organisation.get("DefaultCurrencyIsoCode")), True
        people = await self.people()
        return AccountFacts(
            found,
            text(organisation.get("Name")) or f"{VENDOR} {found}",
            text(organisation.get("TimeZoneSidKey")),
            self._currency,
            max(1, sum(person.is_active for person in people)),
            VERSION,
        )

    async def people(self) -> list[Owner]:
        """The users, also who is not active any more."""
        rows = await self.session.rows(
            "SELECT Id, Name, Email, IsActive FROM User WHERE UserType = 'Standard' ORDER BY Id"
        )
        return [
            Owner(
                user_id := reading.needed_id(row.get("Id"), VENDOR),
                text(row.get("Name")) or user_id,
                text(row.get("Email")),
                flag(row.get("IsActive")),
            )
            for row in rows
        ]

    async def pipelines(self) -> list[Pipeline]:
        """The stages: one line of them, also those that are not used any more."""
        rows = await self.session.rows(
            "SELECT Id, ApiName, MasterLabel, SortOrder, DefaultProbability, IsClosed, IsWon FROM OpportunityStage"
            " ORDER BY SortOrder"
        )
        stages = sorted((values.stage(row) for row in rows), key=lambda stage: stage.order)
        found = [Pipeline("opportunities", "Opportunities", tuple(stages))]
        self._pipelines = (self.around.clock(), found)
        return found

    async def _stages(self) -> list[Pipeline]:
        if self._pipelines and self.around.clock() - self._pipelines[0] < KEPT_FOR:
            return self._pipelines[1]
        return await self.pipelines()

    async def kinds(self) -> list[ActivityKind]:
        """Events, tasks and calls, with the types that the organisation has made of them."""
        found = [ActivityKind("event", "Event", "meeting"), ActivityKind("call", "Call", "call")]
        found += [ActivityKind("email", "Email", "email"), ActivityKind("task", "Task")]
        for name, otherwise in (("Event", "meeting"), ("Task", None)):
            fields = reading.rows((await self.session.described(name)).get("fields"), VENDOR)
            for option in next(
                (reading.rows(f.get("picklistValues"), VENDOR) for f in fields if f.get("name") == "Type"), []
            ):
                if value := text(option.get("value")):
                    label = text(option.get("label")) or value
                    found.append(ActivityKind(f"{name.lower()}/{value}", label, guess_kind(label, otherwise)))
        return found

    async def changed(self, what: What, since: Cursor | None, until: datetime) -> AsyncIterator[Page]:
        """By stamp and id through what changed in a window; deleted, merged and archived records are among it.

        Nobody marks an event as held: those that ended in the window come too, though nobody touched them.
        """
        walk = Walk.of(since, until)
        while True:
            parts = [(name, "SystemModstamp") for name in OBJECTS[what]]
            if what is What.ACTIVITY and walk.since:
                parts.append(("Event", "EndDateTime"))
            name, by = parts[min(walk.part, len(parts) - 1)]
            rows = await self.session.rows(await self.session.select(name) + walk.where(by))
            if (after := walk.further(rows, parts)) == walk:
                raise VendorBroken(f"A list of {VENDOR} goes round in circles.")
            is_last = after is None and walk.until >= until
            yield Page(tuple(await self._understood(name, rows)), after.cursor() if after else walk.end(), is_last)
            if is_last:
                return
            walk = after or Walk.of(walk.end(), until)

    async def _understood(self, name: str, rows: Sequence[Row]) -> list[Found]:
        found: list[Found] = [left for row in rows if (left := values.departed(row))]
        there = [row for row in rows if not flag(row.get("IsDeleted"))]
        if name == "Account":
            return found + [values.account(row) for row in there]
        if name != "Opportunity":
            now = self.around.clock()
            guests = await self._guests([text(row.get("Id")) or "" for row in there if flag(row.get("IsGroupEvent"))])
            return found + [values.activity(name, row, guests.get(text(row.get("Id")), []), now) for row in there]
        history = await self._history([text(row.get("Id")) or "" for row in there if flag(row.get("IsClosed"))])
        shares = await self._shares([text(row.get("Id")) or "" for row in there])
        stages = [stage for line in await self._stages() for stage in line.stages]
        if not self._knows_currency and there:
            await self.account()
        for row in there:
            record_id = text(row.get("Id"))
            found.append(
                values.deal(row, stages, history.get(record_id, []), self._currency, shares.get(record_id, ()))
            )
        return found

    async def _history(self, ids: Sequence[str]) -> dict[str | None, list[Row]]:
        found: dict[str | None, list[Row]] = {}
        select = "SELECT OpportunityId, StageName, CreatedDate FROM OpportunityHistory"
        async for row in self.session.of_ids(
            select, "OpportunityId", ids, " ORDER BY CreatedDate", "OpportunityHistory"
        ):
            found.setdefault(text(row.get("OpportunityId")), []).append(row)
        return found

    async def _shares(self, ids: Sequence[str]) -> dict[str | None, tuple[tuple[str, Decimal], ...]]:
        """Who shares the revenue of a deal: where the organisation has switched splits on."""
        found: dict[str | None, tuple[tuple[str, Decimal], ...]] = {}
        select = "SELECT OpportunityId, SplitOwnerId, SplitPercentage FROM OpportunitySplit"
        only = " AND SplitType.IsTotalValidated = true AND IsDeleted = false"
        async for row in self.session.of_ids(select, "OpportunityId", ids, only, "OpportunitySplit"):
            owner, share = text(row.get("SplitOwnerId")), reading.amount(row.get("SplitPercentage"))
            if owner and share:
                of = text(row.get("OpportunityId"))
                found[of] = (*found.get(of, ()), (owner, share))
        # two types of splits at once would be more than a whole deal: then nobody knows whose it is
        return {of: parts for of, parts in found.items() if len(parts) > 1 and sum(share for _, share in parts) <= 100}

    async def _guests(self, ids: Sequence[str]) -> dict[str | None, list[str]]:
        """Colleagues who were invited to an event and did not decline."""
        found: dict[str | None, list[str]] = {}
        select = "SELECT EventId, RelationId, Status FROM EventRelation"
        async for row in self.session.of_ids(select, "EventId", ids, needs="EventRelation"):
            guest = text(row.get("RelationId")) or ""
            if guest.startswith("005") and text(row.get("Status")) != "Declined":
                found.setdefault(text(row.get("EventId")), []).append(guest)
        return found

    async def read(self, what: What, ids: Sequence[str]) -> list[Found]:
        """These records; deleted and merged ones say so, and what is in no list any more is gone."""
        found: list[Found] = []
        for name in OBJECTS[what]:
            own = [i for i in ids if what is not What.ACTIVITY or i.startswith(values.PREFIXES[name])]
            rows = [row async for row in self.session.of_ids(await self.session.select(name), "Id", own)]
            found += await self._understood(name, rows)
        seen = {record.id for record in found}
        return found + [Gone(record_id) for record_id in dict.fromkeys(ids) if record_id not in seen]

    async def ids(self, what: What) -> AsyncIterator[str]:
        """All that is there; activities of more than a year ago too, which Salesforce calls archived."""
        for name in OBJECTS[what]:
            last = ""
            while True:
                where = f" WHERE IsDeleted = false AND Id > '{last}'" if last else " WHERE IsDeleted = false"
                rows = await self.session.rows(f"{await self.session.select(name)}{where} ORDER BY Id LIMIT 2000")
                for row in rows:
                    is_none = (name == "Event" and values.is_no_event(row)) or (
                        name == "Task" and flag(row.get("IsRecurrence"))
                    )
                    if not is_none:
                        yield reading.needed_id(row.get("Id"), VENDOR)
                before, last = last, (text(rows[-1].get("Id")) or "") if len(rows) >= 2000 else ""
                if not last or last == before:
                    break

    async def write(self, change: Change) -> Written | Refused:
        """Write one thing."""
        if change.is_removal and change.id:
            answer = await self.session.send("DELETE", writing.place_of(change.id), None, writing.REFUSALS)
            is_gone = answer.status < 300 or answer.status == 404
            return Written(change.id) if is_gone else writing.refused(answer)
        if change.what is What.DEAL and change.id:
            name, body = "Opportunity", writing.opportunity(change, await self._stages())
            if isinstance(body, Refused):
                return body
        elif change.what is What.ACTIVITY:
            name, body = writing.activity(change, await self._done())
        else:
            raise ValueError("only deals that are there, and activities, are written")
        path = f"{DATA}/sobjects/{name}" + (f"/{reading.in_path(change.id)}" if change.id else "")
        answer = await self.session.send("PATCH" if change.id else "POST", path, body, writing.REFUSALS)
        if answer.status in writing.REFUSALS:
            if writing.BUSY in writing.codes(answer):
                raise SlowDown(self.around.clock() + timedelta(seconds=30))
            self.session.may_go_on(answer)
            return writing.refused(answer)
        written_id = change.id or reading.needed_id(inner(answer.body, "id"), VENDOR)
        with suppress(CrmError):  # it was written, whatever becomes of reading it again
            for record in await self.read(change.what, [written_id]):
                if not isinstance(record, Gone | MovedTo):
                    return Written(written_id, reading.said_by(record, change.fields))
        return Written(written_id, dict(change.fields))

    async def _done(self) -> str:
        """The organisation's own word for a task that is done."""
        rows = await self.session.rows(
            "SELECT ApiName FROM TaskStatus WHERE IsClosed = true ORDER BY SortOrder", "TaskStatus"
        )
        return next((name for row in rows if (name := text(row.get("ApiName")))), "Completed")

    async def close(self) -> None:
        """Give the connection back."""
        await self.session.calling.close()
