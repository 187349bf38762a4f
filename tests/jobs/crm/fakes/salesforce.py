"""A Salesforce of our own."""

from datetime import UTC, datetime

import httpx

from jobs.crm.limits import Budget
from jobs.crm.salesforce import Salesforce
from jobs.crm.salesforce_values import FIELDS
from tests.jobs.crm.fakes import soql
from tests.jobs.crm.fakes.common import Fake, FakeClock

DATA = "/services/data/v67.0"
PREFIX = {
    "Account": "001",
    "Opportunity": "006",
    "Event": "00U",
    "Task": "00T",
    "OpportunityHistory": "008",
    "EventRelation": "0RE",
    "User": "005",
    "OpportunitySplit": "1Sx",
}
STAGES = [
    ("01J1", "Prospecting", "Prospecting", 10, False, False),
    ("01J2", "Proposal", "Offerte", 50, False, False),
    ("01J3", "Closed Won", "Closed Won", 100, True, True),
    ("01J4", "Closed Lost", "Closed Lost", 0, True, False),
]


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


class FakeSalesforce(Fake):
    """Stateful, with these behaviours:

    - a token by client credentials at My Domain; a session that has ended is 401 INVALID_SESSION_ID (documented);
    - `queryAll` shows deleted, merged (`MasterRecordId`) and archived rows (documented); deleting moves the stamp (documented);
    - 2,000 rows an answer, then `nextRecordsUrl` (documented); SystemModstamp has whole seconds (observed);
    - a row may be seen later than its stamp says: `visible_from` (observed);
    - a row of OpportunityHistory for each change of stage or amount (documented); merging accounts re-parents what
      hangs on them, and moves their stamps (documented; the stamps are unverified);
    - an object that is not there is 400 INVALID_TYPE, a field that is not there 400 INVALID_FIELD (documented);
    - `Sforce-Limit-Info: api-usage=n/m` in every answer (documented); beyond it 403 REQUEST_LIMIT_EXCEEDED (documented);
    - an address of more than 16,000 characters is 414 (observed).
    """

    vendor = "salesforce"

    def __init__(self, clock: FakeClock | None = None, *, limit: int = 100_000) -> None:
        super().__init__(clock)
        self.limit, self.used = limit, 0
        self.rows: dict[str, dict[str, dict]] = {name: {} for name in PREFIX}
        self.stages = list(STAGES)
        self.hidden: set[str] = {"CurrencyIsoCode"}
        """Fields that this organisation has not, or does not show."""
        self.absent: set[str] = {"OpportunitySplit"}
        self.required: dict[str, str] = {}
        self.token, self.signed_in = "00Dxx!1", 0
        self.batch = 2000
        self.count = 0
        self.open_queries: dict[str, list[dict]] = {}
        self.put(
            "User",
            {"Name": "Anna", "Email": "anna@northwind.example", "IsActive": True, "UserType": "Standard"},
            id="0051",
        )

    def client(self, **more) -> Salesforce:
        base = "https://northwind.my.salesforce.com"
        return Salesforce("3MVG9:secret", base_url=base, around=self.around, budget=Budget(self.limit), **more)

    # --- what people do there

    def put(
        self,
        part: str,
        fields: dict,
        *,
        id: str | None = None,
        at: datetime | None = None,
        visible_from: datetime | None = None,
    ) -> str:
        """A new record, or a change to the one that has this id."""
        self.count += 1
        id = id or f"{PREFIX[part]}{self.count:015d}"
        now = at or self.clock()
        row = self.rows[part].setdefault(id, {"Id": id, "IsDeleted": False, "CreatedDate": stamp(now)})
        before = (row.get("StageName"), row.get("Amount"))
        row.update(fields)
        if part == "Opportunity":
            closed = next((s for s in self.stages if s[1] == row.get("StageName")), None)
            if closed and "IsClosed" not in fields:
                row |= {"IsClosed": closed[4], "IsWon": closed[5], "Probability": closed[3]}
            if (row.get("StageName"), row.get("Amount")) != before:
                self.put("OpportunityHistory", {"OpportunityId": id, "StageName": row.get("StageName")}, at=at)
        row |= {"SystemModstamp": stamp(now), "_visible": visible_from or datetime.min.replace(tzinfo=UTC)}
        return id

    def change(self, part: str, id: str, fields: dict, **more) -> None:
        self.put(part, fields, id=id, **more)

    def delete(self, part: str, id: str) -> None:
        self.put(part, {"IsDeleted": True}, id=id)

    archive = delete
    """It has no archive that takes anything out of a list; the recycle bin is the nearest."""

    def restore(self, part: str, id: str) -> None:
        self.put(part, {"IsDeleted": False}, id=id)

    def purge(self, part: str, id: str) -> None:
        """Out of the recycle bin."""
        del self.rows[part][id]

    def merge(self, part: str, id: str, into: str) -> str:
        self.put(part, {"IsDeleted": True, "MasterRecordId": into}, id=id)
        for name in ("Opportunity", "Event", "Task"):
            for row in list(self.rows[name].values()):
                if row.get("AccountId") == id:
                    self.put(name, {"AccountId": into}, id=row["Id"])
        self.put(part, {}, id=into)
        return into

    def rename(self, old: str, new: str, label: str | None = None) -> None:
        """A stage gets another name: deals carry the new one, histories keep the old one (documented)."""
        self.stages = [
            (i, new, label or new, p, c, w) if api == old else (i, api, lb, p, c, w)
            for i, api, lb, p, c, w in self.stages
        ]
        for row in self.rows["Opportunity"].values():
            if row.get("StageName") == old:
                row["StageName"] = new

    # --- what it answers

    def respond(self, request: httpx.Request, body: dict) -> tuple[int, object, dict[str, str]]:
        path = request.url.path
        if path == "/services/oauth2/token":
            self.signed_in += 1
            if (
                self.is_revoked
                or b"client_secret=secret" not in request.content
                or b"client_credentials" not in request.content
            ):
                return 400, {"error": "invalid_client", "error_description": "invalid client credentials"}, {}
            return (
                200,
                {
                    "access_token": self.token,
                    "instance_url": "https://northwind.my.salesforce.com",
                    "token_type": "Bearer",
                },
                {},
            )
        if len(str(request.url)) > 16_000:
            return 414, None, {}
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return 401, [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}], {}
        if self.used >= self.limit:
            return 403, [{"message": "TotalRequests Limit exceeded.", "errorCode": "REQUEST_LIMIT_EXCEEDED"}], {}
        self.used += 1
        status, answer = self._route(request, path, body)
        return status, answer, {"Sforce-Limit-Info": f"api-usage={self.used}/{self.limit}"}

    def _route(self, request: httpx.Request, path: str, body: dict) -> tuple[int, object]:
        if path == f"{DATA}/queryAll":
            return self._query(request.url.params["q"])
        if path.startswith(f"{DATA}/query/"):
            return self._answered(path.rpartition("/")[2])
        parts = path.removeprefix(f"{DATA}/sobjects/").split("/")
        if parts[-1] == "describe":
            return self._described(parts[0])
        if request.method == "POST":
            return 201, {"id": self.put(parts[0], body), "success": True, "errors": []}
        if request.method == "PATCH" and parts[1] in self.rows[parts[0]]:
            if (wanted := self.required.get(body.get("StageName", ""))) and not body.get(wanted):
                return 400, [
                    {
                        "message": f"{wanted} is required",
                        "errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                        "fields": [wanted],
                    }
                ]
            self.put(parts[0], body, id=parts[1])
            return 204, None
        if request.method == "DELETE" and parts[1] in self.rows[parts[0]]:
            self.put(parts[0], {"IsDeleted": True}, id=parts[1])
            return 204, None
        return 404, [{"message": "The requested resource does not exist", "errorCode": "NOT_FOUND"}]

    def _described(self, name: str) -> tuple[int, object]:
        if name == "Organization":
            names: tuple = ("Id", "Name", "TimeZoneSidKey", "DefaultCurrencyIsoCode")
        else:
            names = FIELDS[name]
        fields = [{"name": field} for field in names if field not in self.hidden]
        for field in fields:
            if field["name"] == "Type":
                field["picklistValues"] = [{"value": "Demo", "label": "Demo"}, {"value": "Visit", "label": "Bezoek"}]
        return 200, {"name": name, "fields": fields}

    def _query(self, text: str) -> tuple[int, object]:
        query = soql.parsed(text)
        if query["of"] in self.absent:
            return 400, [{"message": f"sObject type '{query['of']}' is not supported.", "errorCode": "INVALID_TYPE"}]
        if bad := self.hidden & set(query["fields"]):
            return 400, [{"message": f"No such column '{bad}'", "errorCode": "INVALID_FIELD"}]
        rows = [
            row
            for row in self._rows(query["of"])
            if row.get("_visible", datetime.min.replace(tzinfo=UTC)) <= self.clock() and query["where"](row)
        ]
        for field, down in reversed(query["order"]):
            rows.sort(
                key=lambda row, field=field: (
                    row.get(field) is not None,
                    soql.at(row.get(field)) if row.get(field) is not None else "",
                ),
                reverse=down,
            )
        shown = [{name: row.get(name) for name in query["fields"]} for row in rows[: query["limit"]]]
        self.count += 1
        self.open_queries[f"01g{self.count}"] = shown
        return self._answered(f"01g{self.count}-0")

    def _answered(self, locator: str) -> tuple[int, object]:
        name, _, start = locator.partition("-")
        rows, first = self.open_queries[name], int(start)
        page, done = rows[first : first + self.batch], first + self.batch >= len(rows)
        more = {} if done else {"nextRecordsUrl": f"{DATA}/query/{name}-{first + self.batch}"}
        return 200, {"totalSize": len(rows), "done": done, "records": page, **more}

    def _rows(self, name: str) -> list[dict]:
        if name == "Organization":
            return [
                {
                    "Id": "00D1",
                    "Name": "Northwind",
                    "TimeZoneSidKey": "Europe/Amsterdam",
                    "DefaultCurrencyIsoCode": "EUR",
                }
            ]
        if name == "OpportunityStage":
            keys = ("Id", "ApiName", "MasterLabel", "DefaultProbability", "IsClosed", "IsWon")
            return [dict(zip(keys, stage, strict=True), SortOrder=n) for n, stage in enumerate(self.stages)]
        if name == "TaskStatus":
            return [{"ApiName": "Afgerond", "IsClosed": True, "SortOrder": 1}]
        return list(self.rows[name].values())
