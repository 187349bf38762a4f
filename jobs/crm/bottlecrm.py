"""BottleCRM: a CRM that a team runs itself (PyPI `django-crm`). Its lists know no changes: all is read, and compared here.

Stages are known by their `code`, which every deal holds and which a new label does not change.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime

from jobs.crm import reading
from jobs.crm.adapter import VendorBroken
from jobs.crm.calling import Calling, Surroundings, checked_base
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
    Outcome,
    Owner,
    Page,
    Pipeline,
    Refused,
    RemoteAccount,
    RemoteActivity,
    RemoteDeal,
    RemoteRecord,
    RemoteStage,
    What,
    Written,
)

VENDOR = "BottleCRM"
AT_ONCE = 100
KINDS = (("meeting", "meeting"), ("call", "call"), ("email", "email"), ("whatsapp", None), ("sms", None))
PATHS = {What.ACCOUNT: "/api/accounts/", What.DEAL: "/api/opportunities/"}
NOT_FOUND = frozenset({403, 404})


class BottleCrm:
    """One organisation of a BottleCRM."""

    vendor = "bottlecrm"
    can: frozenset[Can] = frozenset()

    def __init__(self, key: str, *, base_url: str = "", around: Surroundings | None = None) -> None:
        self.around = around or Surroundings(allows_loopback=True)  # it may well run on the same machine
        self.calling = Calling(
            VENDOR,
            checked_base(base_url, (), allows_loopback=self.around.allows_loopback),
            {"Authorization": f"Bearer {key.strip()}"},
            Budget(1_000_000),
            {"": Bucket(20, 20)},
            self.around,
        )
        self._just_read: dict[What, list[str]] = {}
        """The ids of companies and deals that were just read from the first to the last: their activities are asked for next."""

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
        for part, names in (("active_users", "active_users"), ("inactive_users", "inactive_users")):
            for one in reading.rows(inner(body, part, names), VENDOR):
                email = text(inner(one, "user_details", "email"))
                name = text(inner(one, "user_details", "name")) or email or ""
                found.append(Owner(needed_id(one.get("id"), VENDOR), name, email, part == "active_users"))
        return found

    async def pipelines(self) -> list[Pipeline]:
        """The pipelines with their stages; a code that two of them have is one stage."""
        body = (await self.calling.get("/api/opportunities/pipelines/")).body
        found, seen = [], set[str]()
        listed = body if isinstance(body, list) else inner(body, "pipelines") or inner(body, "results")
        for pipeline in reading.rows(listed, VENDOR):
            stages = []
            for stage in reading.rows(pipeline.get("stages"), VENDOR):
                code = needed_id(stage.get("code"), VENDOR)
                if code not in seen:
                    seen.add(code)
                    order = reading.whole(stage.get("order")) or 0
                    stages.append(
                        RemoteStage(code, text(stage.get("label")) or code, order, _outcome(stage.get("kind")))
                    )
            found.append(
                Pipeline(needed_id(pipeline.get("id"), VENDOR), text(pipeline.get("name")) or "", tuple(stages))
            )
        return found

    async def kinds(self) -> list[ActivityKind]:
        """They are fixed there."""
        return [ActivityKind(kind, kind, guess) for kind, guess in KINDS]

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
            yield Page(tuple(map(_reader(what), rows)), {} if is_last else {"offset": at}, is_last, total)
            if is_last:
                return

    async def read(self, what: What, ids: Sequence[str]) -> list[RemoteRecord | Gone | MovedTo]:
        """One after the other."""
        return [await self._one(what, id_) for id_ in ids]

    async def ids(self, what: What) -> AsyncIterator[str]:
        """The ids of all that is there."""
        async for page in self.changed(what, None, self.around.clock()):
            for record in page.records:
                yield record.id

    async def write(self, change: Change) -> Written | Refused:
        """It is only read."""
        return Refused("BottleCRM is only read.")

    async def close(self) -> None:
        """Give the connection back."""
        await self.calling.close()

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
        for place, (home, id_) in enumerate(homes[begin:], start=begin):
            body = (await self.calling.get("/api/interactions/", {home: id_, "limit": "200"})).body
            rows = [one for one in reading.rows(inner(body, "interactions"), VENDOR) if one.get("home") == home]
            is_last = place + 1 >= len(homes)
            records = tuple(_activity(one) for one in rows if one.get("kind") != "enquiry")
            yield Page(records, {} if is_last else {"home": place + 1}, is_last)

    async def _all_ids(self, what: What) -> list[str]:
        listed = self._just_read.pop(what, None)
        return [id_ async for id_ in self.ids(what)] if listed is None else listed

    async def _one(self, what: What, id_: str) -> RemoteRecord | Gone:
        path = "/api/interactions/" if what is What.ACTIVITY else PATHS[what]
        answer = await self.calling.get(f"{path}{reading.in_path(id_)}/", allowed=NOT_FOUND)
        if answer.status in NOT_FOUND:
            return Gone(id_)
        names = {What.ACCOUNT: "account_obj", What.DEAL: "opportunity_obj", What.ACTIVITY: "interaction"}
        return _reader(what)(reading.row(inner(answer.body, names[what]) or answer.body, VENDOR))


def _reader(what: What) -> Callable[[Row], RemoteRecord]:
    return {What.ACCOUNT: _account, What.DEAL: _deal, What.ACTIVITY: _activity}[what]


def _account(one: Row) -> RemoteRecord:
    return RemoteAccount(
        needed_id(one.get("id"), VENDOR),
        text(one.get("name")) or "",
        _first(one),
        reading.host_of(one.get("website")),
        reading.instant(one.get("created_at")),
    )


def _deal(one: Row) -> RemoteRecord:
    outcome = _outcome(one.get("stage_kind"))
    return RemoteDeal(
        id=needed_id(one.get("id"), VENDOR),
        title=text(one.get("name")) or "",
        stage_id=text(one.get("stage")) or "",
        owner_id=_first(one),
        account_id=text(inner(one, "account", "id")),
        outcome=outcome,
        value=reading.amount(one.get("amount")),
        currency=text(one.get("currency")),
        created_at=reading.instant(one.get("created_at")),
        decided_at=reading.instant(one.get("stage_changed_at")) if outcome is not Outcome.OPEN else None,
        close_date=reading.day(one.get("closed_on")),
        probability=reading.percent(one.get("probability")),
        is_archived=one.get("is_active") is False,
    )


def _activity(one: Row) -> RemoteRecord:
    seconds = reading.whole(one.get("duration_seconds"))
    return RemoteActivity(
        id=needed_id(one.get("id"), VENDOR),
        kind_id=text(one.get("kind")) or "",
        owner_id=text(one.get("logged_by")),
        account_id=text(one.get("account")),
        deal_id=text(one.get("opportunity")),
        happened_at=reading.instant(one.get("occurred_at")),
        minutes=seconds // 60 if seconds else None,
        subject=text(one.get("subject")) or "",
    )


def _first(one: Row) -> str | None:
    """Who has it: the first one to whom it is assigned."""
    assigned = reading.rows(one.get("assigned_to"), VENDOR)
    return text(assigned[0].get("id")) if assigned else None


def _outcome(kind: object) -> Outcome:
    try:
        return Outcome(text(kind) or "open")
    except ValueError:
        raise VendorBroken(f"{VENDOR} has a kind of stage that nobody knows.") from None
