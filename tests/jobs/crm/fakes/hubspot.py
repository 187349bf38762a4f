"""A HubSpot of our own."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import ge, gt, lt

import httpx

from jobs.crm.hubspot import HubSpot
from jobs.crm.limits import Budget
from tests.jobs.crm.fakes.common import Fake, FakeClock, stamp

STAGES = [
    ("appointmentscheduled", "Appointment scheduled", "0.2", False),
    ("contractsent", "Contract sent", "0.9", False),
    ("closedwon", "Closed won", "1.0", True),
    ("closedlost", "Closed lost", "0.0", True),
]
LABELS = {"companies": "company", "deals": "deal", "meetings": "meeting_event", "calls": "call"}


@dataclass
class Row:
    id: str
    properties: dict[str, str | None]
    created: datetime
    changed: datetime
    visible_from: datetime
    is_archived: bool = False
    company: str | None = None
    deal: str | None = None
    other_companies: list[str] = field(default_factory=list)
    splits: list[tuple[str, str]] = field(default_factory=list)


class FakeHubSpot(Fake):
    """Stateful, with these behaviours:

    - a search shows at most 10,000 results and answers 400 beyond (documented), 200 a page (documented);
    - its index lags by `lag` (documented: "a few moments"); archived records never appear in it (documented);
    - all values are strings or null (documented); `hs_lastmodifieddate` moves on every change (documented);
    - GET of a merged id answers the record that it became (documented for deals); two merged deals become a third
      (documented); a batch read leaves merged ids out (unverified); the survivor of merged companies keeps its id (documented);
    - associations name the primary company twice, with a label and without (observed);
    - a stage that is entered is stamped `hs_v2_date_entered_<stage>` (documented), and left `…_exited_…` (documented);
    - a service key gets its daily limit in headers, except from the search (observed);
    - a rule of the admins refuses a write with 400 VALIDATION_ERROR (documented).
    """

    vendor = "hubspot"

    def __init__(self, clock: FakeClock | None = None, *, lag: timedelta = timedelta(0), daily: int = 250_000) -> None:
        super().__init__(clock)
        self.lag, self.daily = lag, daily
        self.rows: dict[str, dict[str, Row]] = {name: {} for name in LABELS}
        self.became: dict[tuple[str, str], str] = {}
        self.owners = [
            {
                "id": "41",
                "email": "anna@northwind.example",
                "firstName": "Anna",
                "lastName": "de Vries",
                "archived": False,
            }
        ]
        self.stages = [{"id": i, "label": n, "p": p, "closed": c} for i, n, p, c in STAGES]
        self.types = {"closedate": "datetime", "createdate": "datetime"}
        self.currency, self.zone = "EUR", "Europe/Amsterdam"
        self.required: dict[str, str] = {}
        """Stage to the property that an admin's rule wants there."""
        self.has_splits = False
        self.next_id = 900
        self.deepest = 0
        """The furthest result of a search that was asked for."""
        self.changes = 0
        self._kept: tuple[tuple, list[Row]] = ((), [])

    def client(self, **more) -> HubSpot:
        return HubSpot("pat-eu1-secret", around=self.around, budget=Budget(self.daily), **more)

    # --- what people do there

    def put(self, part: str, properties: dict, *, id: str | None = None, at: datetime | None = None, **more) -> str:
        """A new record (or, with the id of one that is there, a change to it)."""
        if id is not None and id in self.rows[part]:
            self.change(part, id, properties)
            return id
        self.next_id += 1
        row = Row(id or str(self.next_id), {}, at or self.clock(), at or self.clock(), self.clock(), **more)
        self.rows[part][row.id] = row
        self._set(row, properties, at)
        return row.id

    def change(self, part: str, id: str, properties: dict, *, at: datetime | None = None) -> None:
        self._set(self.rows[part][id], properties, at)

    def archive(self, part: str, id: str) -> None:
        self.changes += 1
        self.rows[part][id].is_archived = True

    def restore(self, part: str, id: str) -> None:
        """A restored record is a changed one (unverified)."""
        self.rows[part][id].is_archived = False
        self._set(self.rows[part][id], {}, None)

    def delete(self, part: str, id: str) -> None:
        """For good: no list has it any more."""
        self.changes += 1
        del self.rows[part][id]

    def merge(self, part: str, id: str, into: str) -> str:
        """The id of what they became: `into`, and of deals a third one."""
        self.changes += 1
        first, second = self.rows[part].pop(id), self.rows[part][into]
        merged = ";".join(
            filter(
                None,
                [second.properties.get("hs_merged_object_ids"), first.id, first.properties.get("hs_merged_object_ids")],
            )
        )
        if part == "deals":
            del self.rows[part][into]
            properties = {**second.properties, "hs_merged_object_ids": f"{merged};{into}"}
            new = self.put(part, properties, company=second.company, splits=second.splits)
            self.became[part, into] = new
        else:
            new = into
            self._set(second, {"hs_merged_object_ids": merged}, None)
            for name in ("deals", "meetings", "calls"):
                for row in self.rows[name].values():
                    if row.company == id:
                        row.company = into
                        self._set(row, {}, None)
        self.became[part, id] = new
        return new

    def _set(self, row: Row, properties: dict, at: datetime | None) -> None:
        at = at or self.clock()
        self.changes += 1
        if (stage := properties.get("dealstage")) and stage != row.properties.get("dealstage"):
            if old := row.properties.get("dealstage"):
                row.properties[f"hs_v2_date_exited_{old}"] = stamp(at)
            row.properties[f"hs_v2_date_entered_{stage}"] = row.properties["hs_v2_date_entered_current_stage"] = stamp(
                at
            )
            closed = next((s for s in self.stages if s["id"] == stage), {"closed": False, "p": "0"})
            row.properties["hs_is_closed"] = str(closed["closed"]).lower()
            row.properties["hs_is_closed_won"] = str(closed["closed"] and closed["p"] == "1.0").lower()
        row.properties.update(properties)
        row.changed, row.visible_from = at, self.clock() + self.lag
        row.properties["hs_lastmodifieddate"] = stamp(at)
        row.properties["hs_object_id"] = row.id

    # --- what it answers

    def respond(self, request: httpx.Request, body: dict) -> tuple[int, object, dict[str, str]]:
        path, asked = request.url.path, request.url.params
        headers = {} if path.endswith("/search") else {"X-HubSpot-RateLimit-Daily": str(self.daily)}
        if self.is_revoked or request.headers.get("authorization") != "Bearer pat-eu1-secret":
            return 401, {"status": "error", "category": "INVALID_AUTHENTICATION", "message": "no"}, {}
        status, answer = self._route(request.method, path, asked, body)
        return status, answer, headers

    def _route(self, method: str, path: str, asked: httpx.QueryParams, body: dict) -> tuple[int, object]:
        if path == "/account-info/2026-09/details":
            return 200, {
                "portalId": 77,
                "timeZone": self.zone,
                "companyCurrency": self.currency,
                "accountType": "STANDARD",
            }
        if path == "/crm/owners/2026-09":
            wanted = asked.get("archived") == "true"
            return 200, {"results": [owner for owner in self.owners if owner["archived"] is wanted]}
        if path == "/crm/pipelines/2026-09/deals":
            stages = [
                {
                    "id": s["id"],
                    "label": s["label"],
                    "displayOrder": n,
                    "metadata": {"probability": s["p"], "isClosed": str(s["closed"]).lower()},
                }
                for n, s in enumerate(self.stages)
            ]
            return 200, {"results": [{"id": "default", "label": "Sales", "stages": stages}]}
        if path == "/crm/properties/2026-09/deals":
            stamps = {f"hs_v2_date_{way}_{s['id']}": "datetime" for s in self.stages for way in ("entered", "exited")}
            named = {"closed_lost_reason": "string", "amount": "number", **stamps, **self.types}
            return 200, {"results": [{"name": name, "type": kind} for name, kind in named.items()]}
        if path.startswith("/crm/properties/2026-09/"):
            return 200, {"name": "hs_activity_type", "options": [{"label": "Demo", "value": "Demo", "hidden": False}]}
        if path == "/deal-splits/2026-09/batch/read":
            if not self.has_splits:
                return 403, {"category": "MISSING_SCOPES", "message": "no"}
            return 200, {"results": [self._split(one["id"]) for one in body["inputs"]]}
        if found := re.fullmatch(r"/crm/associations/2026-09/(\w+)/(\w+)/batch/read", path):
            return self._associated(found[1], found[2], body)
        if found := re.fullmatch(r"/crm/objects/2026-09/(\w+)(/.*)?", path):
            return self._objects(method, found[1], found[2] or "", asked, body)
        return 404, {"message": "no such path"}

    def _objects(self, method: str, part: str, rest: str, asked: httpx.QueryParams, body: dict) -> tuple[int, object]:
        rows = self.rows[part]
        archived = asked.get("archived") == "true"
        if rest == "/search":
            return self._search(part, body)
        if rest == "/batch/read":
            if len(body["inputs"]) > 100:
                return 400, {"category": "VALIDATION_ERROR", "message": "100 at most"}
            found = [rows[i["id"]] for i in body["inputs"] if i["id"] in rows and rows[i["id"]].is_archived is archived]
            return 200, {"status": "COMPLETE", "results": [self._shown(row, body["properties"]) for row in found]}
        if method == "GET" and not rest:
            all_of = sorted(
                (row for row in rows.values() if row.is_archived is archived), key=lambda r: (len(r.id), r.id)
            )
            start, limit = int(asked.get("after", "0")), min(int(asked["limit"]), 100)
            paging = {"paging": {"next": {"after": str(start + limit)}}} if start + limit < len(all_of) else {}
            return 200, {"results": [self._shown(row, []) for row in all_of[start : start + limit]], **paging}
        record_id = rest.strip("/")
        while (part, record_id) in self.became:
            record_id = self.became[part, record_id]
        row = rows.get(record_id)
        if method == "POST":
            new = self.put(part, body["properties"])
            types = {188: "company", 182: "company", 212: "deal", 206: "deal"}
            for link in body.get("associations", []):
                setattr(rows[new], types[link["types"][0]["associationTypeId"]], link["to"]["id"])
            return 201, self._shown(rows[new], [])
        if method == "DELETE":  # documented: 204, into the recycling bin, also what is there already
            if row is not None:
                row.is_archived = True
            return 204, None
        if row is None or row.is_archived is not archived:
            return 404, {"status": "error", "category": "OBJECT_NOT_FOUND", "message": "resource not found"}
        if method == "PATCH":
            wanted = self.required.get(body["properties"].get("dealstage", ""))
            if wanted and not (body["properties"].get(wanted) or row.properties.get(wanted)):
                return 400, {
                    "status": "error",
                    "category": "VALIDATION_ERROR",
                    "message": f"{wanted} is required",
                    "correlationId": "x",
                }
            self._set(row, body["properties"], None)
        return 200, self._shown(row, asked.get("properties", "").split(","))

    def _search(self, part: str, body: dict) -> tuple[int, object]:
        groups = [group["filters"] for group in body["filterGroups"]]
        start, limit = int(body.get("after", 0)), body["limit"]
        self.deepest = max(self.deepest, start + limit)
        if start + limit > 10_000 or limit > 200 or len(groups) > 5:
            return 400, {"category": "VALIDATION_ERROR", "message": "too far"}
        down = body["sorts"][0]["direction"] == "DESCENDING"
        found = self._found(part, groups)
        if down:
            found = found[::-1]
        results = [self._shown(row, body["properties"]) for row in found[start : start + limit]]
        return 200, {"total": len(found), "results": results}

    def _found(self, part: str, groups: list[list[dict]]) -> list[Row]:
        """By id. What was found is kept until something changes: whoever walks by id asks the same of it page after page."""
        by_id = [one for one in groups[0] if one["propertyName"] == "hs_object_id"] if len(groups) == 1 else []
        rest = [[one for one in group if one not in by_id] for group in groups] or [[]]
        now = self.clock()
        asked = (part, now, self.changes, str(rest))
        if asked != self._kept[0]:
            tests = [[self._test(wanted) for wanted in group] for group in rest]
            seen = (row for row in self.rows[part].values() if not row.is_archived and row.visible_from <= now)
            rows = [row for row in seen if any(all(test(row) for test in group) for group in tests)]
            self._kept = (asked, sorted(rows, key=lambda row: int(row.id)))
        found = self._kept[1]
        for one in by_id:
            value, how = int(one["value"]), one["operator"]
            at = (bisect_left if how == "LT" or how == "GTE" else bisect_right)(
                found, value, key=lambda row: int(row.id)
            )
            found = found[:at] if how == "LT" else found[at:]
        return found

    @staticmethod
    def _test(wanted: dict) -> Callable[[Row], bool]:
        name, value = wanted["propertyName"], int(wanted["value"])
        compare = {"GTE": ge, "GT": gt, "LT": lt}[wanted["operator"]]
        if name == "hs_object_id":
            return lambda row: compare(int(row.id), value)
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)
        if name == "hs_lastmodifieddate":
            return lambda row: compare(row.changed, at)
        return lambda row: bool(said := row.properties.get(name)) and compare(datetime.fromisoformat(said), at)

    def _associated(self, part: str, other: str, body: dict) -> tuple[int, object]:
        results = []
        for one in body["inputs"]:
            row = self.rows[part].get(one["id"])
            first = (row.company if other == "companies" else row.deal) if row else None
            if not row or not first:
                continue
            labels: list = ["Primary", None] if part == "deals" and other == "companies" else [None]
            others = row.other_companies if other == "companies" else []
            to = [
                {"toObjectId": i, "associationTypes": [{"category": "HUBSPOT_DEFINED", "typeId": 341, "label": None}]}
                for i in others
            ]
            to += [
                {
                    "toObjectId": first,
                    "associationTypes": [{"category": "HUBSPOT_DEFINED", "typeId": 5, "label": label}],
                }
                for label in labels
            ]
            results.append({"from": {"id": row.id}, "to": to})
        return 207 if len(results) < len(body["inputs"]) else 200, {"status": "COMPLETE", "results": results}

    def _split(self, deal: str) -> dict:
        splits = self.rows["deals"][deal].splits
        return {
            "id": deal,
            "splits": [
                {"id": "1", "properties": {"hubspot_owner_id": o, "hs_deal_split_percentage": p}} for o, p in splits
            ],
        }

    @staticmethod
    def _shown(row: Row, wanted: list[str]) -> dict:
        names = {*wanted, "hs_object_id", "hs_lastmodifieddate", "createdate"} - {""}
        properties = {name: row.properties.get(name) for name in names}
        return {
            "id": row.id,
            "properties": properties,
            "createdAt": stamp(row.created),
            "updatedAt": stamp(row.changed),
            "archived": row.is_archived,
        }
