"""A Pipedrive of our own."""

import base64
import json
from datetime import datetime, timedelta

import httpx

from jobs.crm.limits import Budget
from jobs.crm.pipedrive import Pipedrive
from tests.jobs.crm.fakes.common import Fake, FakeClock

COSTS = {
    "GET list": 10,
    "GET one": 1,
    "write": 5,
    "/deals/archived": 20,
    "/stages": 5,
    "/pipelines": 5,
    "/v1": 20,
    "/users/me": 2,
}


def second(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class FakePipedrive(Fake):
    """Stateful, with these behaviours:

    - lists by cursor, 500 at most (documented); a cursor names the last id (observed: it is readable base64);
    - `updated_since` is ≥ and `updated_until` < (documented), to the second (documented examples);
    - deleted deals only by `status=deleted`, for 30 days; deleting does not move `update_time` (documented; observed);
    - archived deals are in no list but their own (documented); a GET by id has them (unverified);
    - a merged record is gone for a GET by id with 404 (unverified; `merge(..., shows=)` plays other ways);
      what hangs on it moves to the other one, and its `update_time` moves (unverified);
    - tokens are counted as `x-token-cost` says (documented); a day's end is midnight UTC (unverified);
    - a burst that is too fast is 429 with `x-ratelimit-reset`; a day that is used up is 429 without any header; whoever
      goes on after 20 of those gets 403 (observed).
    """

    vendor = "pipedrive"

    def __init__(self, clock: FakeClock | None = None, *, seats: int = 3, plan: int = 1) -> None:
        super().__init__(clock)
        self.seats, self.plan = seats, plan
        self.rows: dict[str, dict[int, dict]] = {"deals": {}, "activities": {}, "organizations": {}}
        self.deleted_at: dict[int, datetime] = {}
        self.became: dict[tuple[str, int], tuple[int, str]] = {}
        self.stages = [
            {
                "id": 1,
                "name": "Qualified",
                "order_nr": 1,
                "pipeline_id": 1,
                "deal_probability": 20,
                "is_deleted": False,
            },
            {"id": 2, "name": "Offerte", "order_nr": 2, "pipeline_id": 1, "deal_probability": 60, "is_deleted": False},
        ]
        self.users = [
            {"id": n, "name": f"User {n}", "email": f"u{n}@northwind.example", "active_flag": True, "is_deleted": False}
            for n in range(41, 41 + seats)
        ]
        self.next_id = 100
        self.spent: dict[str, int] = {}
        self.refusals = 0
        self.is_used_up = False

    def client(self, **more) -> Pipedrive:
        return Pipedrive("pipe-secret", around=self.around, budget=Budget(30_000 * self.seats * self.plan), **more)

    # --- what people do there

    def put(self, part: str, properties: dict, *, id: int | None = None, at: datetime | None = None) -> str:
        """A new record, or a change to the one that has this id."""
        now = second(at or self.clock())
        if id is None:
            self.next_id += 1
            id = self.next_id
        fresh = {"id": id, "add_time": now, "is_deleted": False}
        if part == "deals":
            fresh |= {
                "status": "open",
                "stage_id": 1,
                "pipeline_id": 1,
                "is_archived": False,
                "currency": "EUR",
                "value": 0,
            }
        if part == "activities":
            fresh |= {"done": False, "type": "call", "due_time": None, "marked_as_done_time": None}
        row = self.rows[part].setdefault(id, fresh)
        row.update(properties)
        status = properties.get("status")
        if part == "deals" and status in ("won", "lost"):
            row.setdefault(f"{status}_time", now)
            row.setdefault("close_time", now)
        if part == "activities" and properties.get("done") and not row.get("marked_as_done_time"):
            row["marked_as_done_time"] = now
        row["update_time"] = now
        return str(id)

    def change(self, part: str, id: str, properties: dict, *, at: datetime | None = None) -> None:
        self.put(part, properties, id=int(id), at=at)

    def archive(self, part: str, id: str) -> None:
        """Only deals have an archive (documented); anything else is deleted."""
        if part != "deals":
            self.delete(part, id)
            return
        self.rows[part][int(id)]["is_archived"] = True
        self.change(part, id, {})

    def restore(self, part: str, id: str) -> None:
        self.rows[part][int(id)] |= {"is_archived": False, "is_deleted": False}
        self.deleted_at.pop(int(id), None)
        self.change(part, id, {})

    def delete(self, part: str, id: str) -> None:
        self.rows[part][int(id)]["is_deleted"] = True
        self.deleted_at[int(id)] = self.clock()

    def merge(self, part: str, id: str, into: str, *, shows: str = "404") -> str:
        """`shows`: what a GET of the old id answers: `404`, `other` (the record it became) or `mark` (`merged_to_id`)."""
        self.became[part, int(id)] = (int(into), shows)
        del self.rows[part][int(id)]
        if part == "organizations":
            for name in ("deals", "activities"):
                for row in list(self.rows[name].values()):
                    if row.get("org_id") == int(id):
                        self.change(name, str(row["id"]), {"org_id": int(into)})
        self.change(part, into, {})
        return into

    # --- what it answers

    def respond(self, request: httpx.Request, body: dict) -> tuple[int, object, dict[str, str]]:
        if self.refusals > 20:
            return 403, None, {}
        if self.is_revoked or request.headers.get("x-api-token") != "pipe-secret":
            return 401, {"success": False, "error": "unauthorized access"}, {}
        path = request.url.path
        day = self.clock().date().isoformat()
        cost = self._cost(request.method, path)
        if self.is_used_up or self.spent.get(day, 0) + cost > 30_000 * self.plan * self.seats:
            self.refusals += 1
            return 429, {"success": False, "error": "request over limit"}, {}
        self.spent[day] = self.spent.get(day, 0) + cost
        status, answer = self._route(request.method, path, request.url.params, body)
        if request.method == "GET" and request.url.params.get("include_fields") != "attendees":
            answer = _without_attendees(answer)
        return status, answer, {"x-ratelimit-limit": "20", "x-ratelimit-remaining": "19", "x-ratelimit-reset": "2"}

    @staticmethod
    def _cost(method: str, path: str) -> int:
        if path.startswith("/v1"):
            return COSTS["/users/me"] if path.endswith("/me") else COSTS["/v1"]
        for end in ("/deals/archived", "/stages", "/pipelines"):
            if path.endswith(end):
                return COSTS[end]
        if method != "GET":
            return COSTS["write"]
        return COSTS["GET one"] if path.rpartition("/")[2].isdecimal() else COSTS["GET list"]

    def _route(self, method: str, path: str, asked: httpx.QueryParams, body: dict) -> tuple[int, object]:
        if path == "/v1/users/me":
            me = {
                "company_id": 54,
                "company_name": "Northwind",
                "default_currency": "EUR",
                "timezone_name": "Europe/Amsterdam",
            }
            return 200, {"success": True, "data": {**self.users[0], **me}}
        if path == "/v1/users":
            return 200, {"success": True, "data": self.users}
        if path == "/v1/activityTypes":
            types = [(n, key, key.title()) for n, key in enumerate(("call", "meeting", "lunch", "email", "deadline"))]
            return 200, {
                "success": True,
                "data": [{"id": n, "key_string": k, "name": t, "active_flag": True} for n, k, t in types],
            }
        if path == "/api/v2/pipelines":
            return 200, {
                "success": True,
                "data": [{"id": 1, "name": "Sales", "is_deleted": False}],
                "additional_data": {},
            }
        if path == "/api/v2/stages":
            return 200, {"success": True, "data": self.stages, "additional_data": {}}
        part, _, rest = path.removeprefix("/api/v2/").partition("/")
        if part not in self.rows:
            return 404, {"success": False, "error": "not found"}
        if method == "GET" and rest in ("", "archived"):
            return self._list(part, rest, asked)
        if method == "POST":
            return 201, {"success": True, "data": self.rows[part][int(self.put(part, body))]}
        return self._one(method, part, int(rest), body)

    def _one(self, method: str, part: str, id: int, body: dict) -> tuple[int, object]:
        if (part, id) in self.became:
            into, shows = self.became[part, id]
            if shows == "mark":
                return 200, {"success": True, "data": {"id": id, "is_deleted": True, "merged_to_id": into}}
            if shows == "other":
                return 200, {"success": True, "data": self.rows[part][into]}
        row = self.rows[part].get(id)
        if row is None:
            return 404, {"success": False, "error": "Deal not found", "code": "ERR_NOT_FOUND"}
        if method == "DELETE":  # documented: marked as deleted, for 30 days
            row["is_deleted"] = True
            return 200, {"success": True, "data": {"id": id}}
        if method == "PATCH":
            if row.get("is_archived"):
                return 403, {"success": False, "error": "Archived deals cannot be edited"}
            if body.get("currency") == "JPX":
                return 400, {
                    "success": False,
                    "error": "Validation failed: currency: Invalid",
                    "code": "ERR_SCHEMA_VALIDATION_FAILED",
                }
            self.put(part, body, id=id)
        return 200, {"success": True, "data": row}

    def _list(self, part: str, rest: str, asked: httpx.QueryParams) -> tuple[int, object]:
        limit = int(asked.get("limit", "100"))
        if limit > 500 or asked.get("status") not in (None, "open", "won", "lost", "deleted"):
            return 400, {"success": False, "error": "Validation failed"}
        rows = list(self.rows[part].values())
        if asked.get("status") == "deleted":
            oldest = self.clock() - timedelta(days=30)
            rows = [row for row in rows if row["is_deleted"] and self.deleted_at[row["id"]] >= oldest]
        else:
            archived = rest == "archived"
            rows = [row for row in rows if not row["is_deleted"] and row.get("is_archived", False) is archived]
        if since := asked.get("updated_since"):
            rows = [row for row in rows if row["update_time"] >= since]
        if until := asked.get("updated_until"):
            rows = [row for row in rows if row["update_time"] < until]
        if wanted := asked.get("ids"):
            rows = [row for row in rows if str(row["id"]) in wanted.split(",")]
        down = asked.get("sort_direction") == "desc"
        rows.sort(key=lambda row: row["id"], reverse=down)
        if cursor := asked.get("cursor"):
            try:
                last = json.loads(base64.b64decode(cursor))["id"]
            except ValueError:
                return 400, {"success": False, "error": "Invalid cursor"}
            rows = [row for row in rows if (row["id"] < last if down else row["id"] > last)]
        page, more = rows[:limit], len(rows) > limit
        following = (
            base64.b64encode(json.dumps({"field": "id", "id": page[-1]["id"]}).encode()).decode() if more else None
        )
        return 200, {"success": True, "data": page, "additional_data": {"next_cursor": following}}


def _without_attendees(answer: object) -> object:
    """Documented: `attendees` is told only where it was asked for with `include_fields`."""
    if isinstance(answer, list):
        return [_without_attendees(one) for one in answer]
    if isinstance(answer, dict):
        return {name: _without_attendees(value) for name, value in answer.items() if name != "attendees"}
    return answer
