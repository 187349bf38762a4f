"""BottleCRM: a CRM that a team runs itself (PyPI `django-crm`). Its lists know no changes: all is read, and compared here.

Stages are known by their `code`, which every deal holds and which a new label does not change.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from jobs.crm import bottlecrm_values as values
from jobs.crm import bottlecrm_writing as writing
from jobs.crm import reading
from jobs.crm.adapter import TokenRefused
from jobs.crm.calling import Answer, Calling, Surroundings, checked_base
from jobs.crm.limits import Bucket, Budget
from jobs.crm.reading import Row, inner, needed_id, text
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
    RemoteStage,
    What,
    Written,
)

VENDOR = "BottleCRM"
AT_ONCE = 100
KINDS = (
    ActivityKind("meeting", "Meeting", "meeting"),
    ActivityKind("call", "Call", "call"),
    ActivityKind("email", "Email", "email"),
    ActivityKind("whatsapp", "WhatsApp"),
    ActivityKind("sms", "SMS"),
)
PATHS = {What.ACCOUNT: "/api/accounts/", What.DEAL: "/api/opportunities/"}
INTERACTIONS = "/api/interactions/"
NOT_FOUND = frozenset({403, 404})


class BottleCrm:
    """One organisation of a BottleCRM."""

    vendor = "bottlecrm"
    can = frozenset({Can.WRITE_ACTIVITY, Can.WRITE_DEAL, Can.REMOVE_ACTIVITY})

    def __init__(self, key: str, *, base_url: str = "", around: Surroundings | None = None) -> None:
        self.around = around or Surroundings(allows_loopback=True)  # it may well run on the same machine
        self.calling = Calling(
            VENDOR,
            checked_base(base_url, (), allows_loopback=self.around.allows_loopback),
            {"Authorization": f"Bearer {key.strip()}"},
            Budget(1_000_000),
            {"": Bucket(20, 20)},
            self.around,
            judge=values.judge,
            is_guarded=not self.around.allows_loopback,
        )
        self._just_read: dict[What, list[str]] = {}
        """The ids of companies and deals that were just read from the first to the last: their activities are asked for next."""
        self._walked: dict[str, RemoteRecord] | None = None
        """All activities of the last walk from the first company to the last deal: each of them alone cannot be asked for."""

    async def account(self) -> AccountFacts:
        """The organisation."""
        org = reading.row((await self.calling.get("/api/org/settings/")).body, VENDOR)
        org = reading.row(inner(org, "org") or org, VENDOR)
        return AccountFacts(
            needed_id(org.get("id"), VENDOR),
            text(org.get("name")) or VENDOR,
            text(org.get("timezone")),
            text(org.get("default_currency")) or text(org.get("currency")),
        )

    async def people(self) -> list[Owner]:
        """Everybody, also who is not active any more."""
        body = (await self.calling.get("/api/users/", {"limit": str(AT_ONCE)})).body
        found = []
        for part in ("active_users", "inactive_users"):
            for one in reading.rows(inner(body, part, part), VENDOR):
                email = text(inner(one, "user_details", "email"))
                name = text(inner(one, "user_details", "name")) or email or ""
                found.append(Owner(needed_id(one.get("id"), VENDOR), name, email, part == "active_users"))
        return found

    async def pipelines(self) -> list[Pipeline]:
        """The pipelines with their stages; a code that two of them have is one stage."""
        found, seen = [], set[str]()
        for pipeline in await self._pipelines():
            stages = []
            for stage in reading.rows(pipeline.get("stages"), VENDOR):
                code = needed_id(stage.get("code"), VENDOR)
                if code not in seen:
                    seen.add(code)
                    order = reading.whole(stage.get("order")) or 0
                    stages.append(
                        RemoteStage(code, text(stage.get("label")) or code, order, values.outcome_of(stage.get("kind")))
                    )
            name = text(pipeline.get("name")) or ""
            found.append(Pipeline(needed_id(pipeline.get("id"), VENDOR), name, tuple(stages)))
        return found

    async def kinds(self) -> list[ActivityKind]:
        """They are fixed there."""
        return list(KINDS)

    async def changed(self, what: What, since: Cursor | None, until: datetime) -> AsyncIterator[Page]:
        """Everything, each time; a cursor only goes on with what was begun."""
        if what is What.ACTIVITY:
            async for page in self._activities(since):
                yield page
            return
        at = reading.whole((since or {}).get("offset")) or 0
        ids: list[str] | None = [] if at == 0 else None
        self._just_read.pop(what, None)
        while True:
            rows, total = await self._listed(what, at)
            at += len(rows)
            is_last = not rows or at >= total
            if ids is not None:
                ids += [needed_id(row.get("id"), VENDOR) for row in rows]
                if is_last:
                    self._just_read[what] = ids
            yield Page(tuple(map(values.reader(what), rows)), {} if is_last else {"offset": at}, is_last, total)
            if is_last:
                return

    async def read(self, what: What, ids: Sequence[str]) -> list[RemoteRecord | Gone | MovedTo]:
        """One after the other. Of an interaction alone it tells nothing (a GET is a 405 there): all are read for it, once.

        What this adapter has walked through says how they are; a run opens a new one.
        """
        if what is not What.ACTIVITY:
            return [await self._one(what, id_) for id_ in ids]
        if ids and self._walked is None:
            async for _ in self._activities(None):
                pass
        walked = self._walked or {}
        return [walked.get(id_) or Gone(id_) for id_ in dict.fromkeys(ids)]

    async def ids(self, what: What) -> AsyncIterator[str]:
        """The ids of all that is there."""
        async for page in self.changed(what, None, self.around.clock()):
            for record in page.records:
                yield record.id

    async def write(self, change: Change) -> Written | Refused:
        """Write one thing. A deal's amount goes before its stage: without one nothing is won there."""
        if change.what is What.ACTIVITY:
            return await self._write_activity(change)
        if change.id is None:
            raise ValueError("only deals that are there, and activities, are written")
        path = f"{PATHS[What.DEAL]}{reading.in_path(change.id)}/"
        deal = await self._asked("GET", path, allowed=NOT_FOUND)
        if deal.status in NOT_FOUND:
            return writing.refused(deal)
        row = reading.row(inner(deal.body, "opportunity_obj") or deal.body, VENDOR)
        stage = writing.stage_of(change, row, await self._pipelines())
        if isinstance(stage, Refused):
            return stage
        for part, body in (("", writing.amount_of(change)), ("move/", {"column_id": stage} if stage else {})):
            if body:
                answer = await self._asked("PATCH", f"{path}{part}", body=body, allowed=writing.REFUSALS)
                if answer.status in writing.REFUSALS:
                    return writing.refused(answer)
        return Written(change.id, dict(change.fields))

    async def _asked(self, method: str, path: str, *, allowed: frozenset[int], body: object = None) -> Answer:
        """A call to which a refusal is an answer, unless it is one of the key. Raises CrmError."""
        answer = await self.calling.call(method, path, body=body, reads=method == "GET", allowed=allowed)
        if values.says_no_key(answer):
            self.calling.rest(refusal := TokenRefused(f"{VENDOR} does not take the key."))
            raise refusal
        return answer

    async def _write_activity(self, change: Change) -> Written | Refused:
        path = f"{INTERACTIONS}{reading.in_path(change.id)}/" if change.id else INTERACTIONS
        if change.is_removal and change.id:
            answer = await self._asked("DELETE", path, allowed=writing.REFUSALS)
            return Written(change.id) if answer.status < 300 or answer.status == 404 else writing.refused(answer)
        body = writing.interaction_of(change, self.around.clock())
        answer = await self._asked("PATCH" if change.id else "POST", path, body=body, allowed=writing.REFUSALS)
        if answer.status in writing.REFUSALS:
            return writing.refused(answer)
        record = values.activity(reading.row(answer.body, VENDOR))
        said = reading.said_by(record, change.fields)
        return Written(
            record.id, {name: value for name, value in said.items() if name not in ("owner_id", "account_id")}
        )

    async def close(self) -> None:
        """Give the connection back."""
        await self.calling.close()

    async def _pipelines(self) -> list[Row]:
        body = (await self.calling.get("/api/opportunities/pipelines/")).body
        return reading.rows(
            body if isinstance(body, list) else inner(body, "pipelines") or inner(body, "results"), VENDOR
        )

    async def _listed(self, what: What, offset: int) -> tuple[list[Row], int]:
        params = {"limit": str(AT_ONCE), "offset": str(offset)}
        body = (await self.calling.get(PATHS[what], params)).body
        if what is What.DEAL:
            return reading.rows(inner(body, "opportunities"), VENDOR), reading.whole(
                inner(body, "opportunities_count")
            ) or 0
        part = inner(body, "active_accounts")
        return (
            reading.rows(inner(part, "open_accounts"), VENDOR),
            reading.whole(inner(part, "open_accounts_count")) or 0,
        )

    async def _activities(self, since: Cursor | None) -> AsyncIterator[Page]:
        """What was logged on companies and deals, record by record: there is no list of all of it."""
        homes = [
            (home, id_)
            for home, what in (("account", What.ACCOUNT), ("opportunity", What.DEAL))
            for id_ in await self._all_ids(what)
        ]
        begin = reading.whole((since or {}).get("home")) or 0
        walked = dict[str, RemoteRecord]()
        self._walked = {} if not homes else None
        for place, (home, id_) in enumerate(homes[begin:], start=begin):
            body = (await self.calling.get(INTERACTIONS, {home: id_, "limit": "200"})).body
            rows = [one for one in reading.rows(inner(body, "interactions"), VENDOR) if one.get("home") == home]
            is_last = place + 1 >= len(homes)
            records = tuple(values.activity(one) for one in rows if one.get("kind") != "enquiry")
            walked |= {record.id: record for record in records}
            if is_last and begin == 0:
                self._walked = walked
            yield Page(records, {} if is_last else {"home": place + 1}, is_last)

    async def _all_ids(self, what: What) -> list[str]:
        listed = self._just_read.pop(what, None)
        return [id_ async for id_ in self.ids(what)] if listed is None else listed

    async def _one(self, what: What, id_: str) -> RemoteRecord | Gone:
        answer = await self._asked("GET", f"{PATHS[what]}{reading.in_path(id_)}/", allowed=NOT_FOUND)
        if answer.status in NOT_FOUND:
            return Gone(id_)
        names = {What.ACCOUNT: "account_obj", What.DEAL: "opportunity_obj"}
        return values.reader(what)(reading.row(inner(answer.body, names[what]) or answer.body, VENDOR))
