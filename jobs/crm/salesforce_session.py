"""A session with Salesforce: a token by the client credentials of an External Client App, and queries with it."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

from jobs.crm import reading
from jobs.crm.adapter import BudgetGone, CrmError, TokenRefused, VendorBroken
from jobs.crm.calling import Answer, Calling, Surroundings, checked_base
from jobs.crm.limits import Bucket, Budget, Memory, memory_of
from jobs.crm.reading import Row, inner, text
from jobs.crm.salesforce_values import FIELDS, VENDOR

VERSION = "v67.0"
DATA = f"/services/data/{VERSION}"
HOSTS = ("salesforce.com", "salesforce.mil")
LOWEST_LIMIT = 100_000
"""Calls a day of the smallest edition that has an interface; the answers say how many it really is."""
DESCRIBED_FOR = timedelta(days=1)
CROWDED = 90
"""Percent of the organisation's day, by everybody together: then we leave the rest to the others."""
MOST_PAGES = 20_000
WITHOUT = frozenset({"INVALID_TYPE", "INVALID_FIELD", "INSUFFICIENT_ACCESS", "NOT_FOUND"})


class Session:
    """One organisation."""

    def __init__(self, key: str, base_url: str, around: Surroundings, budget: Budget | None) -> None:
        self.client_id, _, self.client_secret = key.strip().partition(":")
        base = checked_base(base_url, HOSTS, allows_loopback=around.allows_loopback)
        memory = Memory(budget or Budget(LOWEST_LIMIT), {"": Bucket(5, 10)})
        if budget is None:
            memory = memory_of(VENDOR, base, key, memory)
        self.around, self.budget, self._described = around, memory.budget, memory.answers
        self.calling = Calling(
            VENDOR,
            base,
            {"Accept": "application/json"},
            self.budget,
            memory.buckets,
            around,
            judge=self._judge,
            renew=self._sign_in,
            heard=self._heard,
        )
        self._used = 0
        self.missing: set[str] = set()
        """Objects that this organisation has not, or hides."""

    async def get(self, path: str, **more: object) -> Answer:
        """Read something, signing in first."""
        if "Authorization" not in self.calling.headers:
            await self._sign_in()
        self._leave_some()
        return await self.calling.get(path, **more)  # type: ignore[arg-type]

    async def send(self, method: str, path: str, body: object, allowed: frozenset[int]) -> Answer:
        """Write something."""
        if "Authorization" not in self.calling.headers:
            await self._sign_in()
        return await self.calling.call(method, path, body=body, allowed=allowed)

    async def _sign_in(self) -> None:
        """A token: at the organisation's own address, for no other one gives tokens to client credentials."""
        self.calling.headers.pop("Authorization", None)
        form = {"grant_type": "client_credentials", "client_id": self.client_id, "client_secret": self.client_secret}
        renew, self.calling.renew = self.calling.renew, None
        try:
            answer = await self.calling.call(
                "POST", "/services/oauth2/token", form=form, reads=True, allowed=frozenset({400})
            )
        finally:
            self.calling.renew = renew
        token = text(inner(answer.body, "access_token"))
        if answer.status == 400 or token is None:
            self.calling.rest(refused := TokenRefused(f"{VENDOR} does not take the key and secret of the app."))
            raise refused
        self.calling.headers["Authorization"] = f"Bearer {token}"

    async def page(self, soql: str, *, lacking: bool = False) -> tuple[list[Row], str | None]:
        """The first rows of a query, deleted and archived ones too, and where the next are. `lacking`: it may be missing."""
        allowed = frozenset({400, 403, 404}) if lacking else frozenset[int]()
        answer = await self.get(f"{DATA}/queryAll", params={"q": soql}, allowed=allowed)
        if answer.status != 200:
            codes = {text(inner(one, "errorCode")) for one in (answer.body if isinstance(answer.body, list) else [])}
            if not codes & WITHOUT:
                meaning = self._judge(answer, self.around.clock())
                raise meaning if isinstance(meaning, CrmError) else VendorBroken(f"{VENDOR} answered {answer.status}.")
            return [], "missing"
        return self._rows(answer)

    def _rows(self, answer: Answer) -> tuple[list[Row], str | None]:
        body = reading.row(answer.body, VENDOR)
        following = text(body.get("nextRecordsUrl")) if not reading.flag(body.get("done")) else None
        if following is not None and not following.startswith("/services/data/"):
            raise VendorBroken(f"{VENDOR} answers something else than was asked.")
        return reading.rows(body.get("records"), VENDOR), following

    async def rows(self, soql: str, needs: str = "") -> list[Row]:
        """All rows of a query. `needs`: an object that may not exist here; then there are none."""
        if needs in self.missing:
            return []
        found, following = await self.page(soql, lacking=bool(needs))
        if following == "missing":
            self.missing.add(needs)
            return []
        for _ in range(MOST_PAGES):
            if following is None:
                return found
            more, next_one = self._rows(await self.get(following))
            if next_one == following:
                break
            found, following = found + more, next_one
        raise VendorBroken(f"A list of {VENDOR} goes round in circles.")

    async def of_ids(
        self, select: str, field: str, ids: Sequence[str], more: str = "", needs: str = ""
    ) -> AsyncIterator[Row]:
        """Rows that name one of `ids`, a hundred at a time: a query is an address, and those have an end."""
        for some in reading.chunks([i for i in ids if i.isalnum()], 100):
            named = ", ".join(f"'{record_id}'" for record_id in some)
            for row in await self.rows(f"{select} WHERE {field} IN ({named}){more}", needs):
                yield row

    async def described(self, name: str) -> Row:
        """What an object has here, as far as the key may see it; kept for a day."""
        at, kept = self._described.get(name, (None, None))
        if at is None or self.around.clock() - at > DESCRIBED_FOR:
            kept = (await self.get(f"{DATA}/sobjects/{name}/describe")).body
            self._described[name] = (self.around.clock(), reading.row(kept, VENDOR))
        return reading.row(kept, VENDOR)

    async def select(self, name: str) -> str:
        """`SELECT … FROM …` of what there is of what we want."""
        there = {text(row.get("name")) for row in reading.rows((await self.described(name)).get("fields"), VENDOR)}
        return " ".join(("SELECT", ", ".join(field for field in FIELDS[name] if field in there), "FROM", name))

    def _judge(self, answer: Answer, now: datetime) -> float | CrmError | None:
        codes = {text(inner(one, "errorCode")) for one in (answer.body if isinstance(answer.body, list) else [])}
        if "REQUEST_LIMIT_EXCEEDED" in codes:
            return BudgetGone(self.budget.next_day(now))
        if codes & {"API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED"}:
            return TokenRefused(f"This edition of {VENDOR} has no interface, or it is switched off.")
        if answer.status == 403 and codes & {"INSUFFICIENT_ACCESS", "INVALID_OPERATION"}:
            return TokenRefused(f"The user of the app may not read all that is needed of {VENDOR}.")
        return 1.0 if "UNABLE_TO_LOCK_ROW" in codes else None

    def may_go_on(self, answer: Answer) -> None:
        """Raise what a refusal of a write says of the key or the day, and not of what was written."""
        meaning = self._judge(answer, self.around.clock()) if "REQUEST_LIMIT_EXCEEDED" in str(answer.body) else None
        if isinstance(meaning, CrmError):
            self.calling.rest(meaning)
            raise meaning

    def _heard(self, answer: Answer) -> None:
        """`api-usage=n/m`: of the last 24 hours, by everybody."""
        used, _, limit = (
            answer.headers.get("sforce-limit-info", "").partition("api-usage=")[2].partition(";")[0].partition("/")
        )
        if (most := reading.whole(limit)) and (spent := reading.whole(used)) is not None and most > 0:
            self.budget.limit, self._used = most, spent

    def _leave_some(self) -> None:
        """Where the organisation's day is nearly used up by others, it is theirs."""
        if self._used * 100 >= self.budget.limit * CROWDED:
            self._used = 0  # asked again after the rest: the answer says how it is then
            raise BudgetGone(self.around.clock() + timedelta(hours=1))
