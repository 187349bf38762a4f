"""A public practice data set (Maven Analytics, “CRM Sales Opportunities”, public domain): the 4,238 won deals of a seller of
computer hardware from March to December 2017, with its 85 accounts and 35 sellers in three offices.

It has no costs, scores or tiers: these are made up from what there is, by the same rule in both doors. `plain()` is the data in
a database of its own, to be asked in plain SQL; `stored()` is the same data as Koers has it.
"""

import csv
import gzip
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from models.accounts.records import Account
from models.activity.records import Activity
from models.costs.records import Cost
from models.deals.records import Deal
from models.team.records import Person, Team
from models.territories.records import NamedAccount
from models.workspace.records import Workspace
from tests.conftest import LONG_AGO, NOW

HERE = Path(__file__).parent
FIRST, LAST = date(2017, 3, 1), date(2017, 12, 31)
LARGE = 5_500
"""Euro."""
TIERS = {"A": 14, "B": 60, "C": 180}


def deals() -> list[dict[str, str]]:
    """The won deals, as the file has them; the product that is spelled two ways is one."""
    with gzip.open(HERE / "crm_won.csv.gz", "rt", encoding="utf-8") as file:
        return [{**row, "product": row["product"].replace("GTXPro", "GTX Pro")} for row in csv.DictReader(file)]


def accounts() -> list[dict[str, str]]:
    """Name, sector and a tier by their own revenue."""
    with (HERE / "crm_accounts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [{**row, "tier": _tier(float(row["revenue"]))} for row in rows]


def sellers() -> list[dict[str, str]]:
    """Name and office."""
    with (HERE / "crm_teams.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def costs() -> Iterator[tuple[date, str, int]]:
    """Made up: each month 20,000 and 100 more of sales, half of that of marketing, and 40,000 of delivery, in euro."""
    month = FIRST
    while month <= LAST:
        yield month.replace(day=28), "sales", 20_000 + 100 * month.month
        yield month.replace(day=28), "marketing", 10_000 + 50 * month.month
        yield month.replace(day=28), "delivery", 40_000
        month = (month + timedelta(days=31)).replace(day=1)


def scores() -> Iterator[tuple[str, date, str, int]]:
    """Made up: each third deal is followed by a score, a week later; each seventh by one of 0 to 10."""
    for at, deal in enumerate(deals()):
        day = date.fromisoformat(deal["closed"]) + timedelta(days=7)
        if at % 3 == 0:
            yield deal["account"], day, "csat", int(deal["value"]) % 5 + 1
        if at % 7 == 0:
            yield deal["account"], day, "nps", int(deal["value"]) % 11


def visits() -> Iterator[tuple[str, date]]:
    """Made up: on the day on which a large deal closed its customer was visited."""
    for deal in deals():
        if int(deal["value"]) > LARGE:
            yield deal["account"], date.fromisoformat(deal["closed"])


def plain() -> sqlite3.Connection:
    """The same in plain tables."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "create table deal (id, seller, product, account, closed, value);"
        "create table account (name, sector, tier);"
        "create table seller (name, office);"
        "create table cost (day, kind, amount);"
        "create table score (account, day, kind, score);"
    )
    of_deal = ("id", "seller", "product", "account", "closed")
    rows = [(*(deal[key] for key in of_deal), int(deal["value"])) for deal in deals()]
    connection.executemany("insert into deal values (?, ?, ?, ?, ?, ?)", rows)
    connection.executemany(
        "insert into account values (?, ?, ?)", [(one["account"], one["sector"], one["tier"]) for one in accounts()]
    )
    connection.executemany("insert into seller values (?, ?)", [(one["seller"], one["office"]) for one in sellers()])
    connection.executemany("insert into cost values (?, ?, ?)", [(str(day), kind, euro) for day, kind, euro in costs()])
    connection.executemany("insert into score values (?, ?, ?, ?)", [(a, str(day), k, s) for a, day, k, s in scores()])
    return connection


def stored(session: Session) -> Workspace:
    """The same in Koers: a workspace whose teams are the three offices."""
    workspace = Workspace(workspace_id="CRM", name="Hardware", created_at=NOW)
    session.add(workspace)
    session.flush()
    here = {"workspace_id": "CRM"}
    offices = sorted({one["office"] for one in sellers()})
    _insert(session, Team, [{**here, "id": name, "name": name} for name in offices])
    person = {"created_at": LONG_AGO, "is_rep": True, "sales_role": "account"}
    people = [
        {**here, **person, "id": one["seller"], "name": one["seller"], "team_id": one["office"]} for one in sellers()
    ]
    _insert(session, Person, people)
    known = [{"id": one["account"], "name": one["account"], "key": one["account"].lower()} for one in accounts()]
    sectors = {one["account"]: one["sector"] for one in accounts()}
    _insert(session, Account, [{**here, **one, "sector": sectors[one["id"]], "created_at": NOW} for one in known])
    _insert(session, Deal, [{**here, **_deal(number, row)} for number, row in enumerate(deals(), start=1)])
    _insert(
        session,
        Cost,
        [
            {**here, "day": day, "kind": kind, "created_at": NOW, "currency": "EUR"}
            | {"amount_minor": euro * 100, "reporting_minor": euro * 100}
            for day, kind, euro in costs()
        ],
    )
    entry = {**here, "person_id": sellers()[0]["seller"], "created_at": NOW}
    told = [{**entry, "kind": kind, "account_id": a, "happened_on": day, "score": s} for a, day, kind, s in scores()]
    _insert(session, Activity, told)
    _insert(session, Activity, [{**entry, "kind": "visit", "account_id": a, "happened_on": day} for a, day in visits()])
    naming = {**here, "from_day": FIRST, "said_at": NOW, "batch_id": "crm"}
    _insert(
        session, NamedAccount, [{**naming, "account_id": one["account"], "tier": one["tier"]} for one in accounts()]
    )
    session.commit()
    return workspace


def _deal(number: int, row: dict[str, str]) -> dict[str, Any]:
    minor = int(row["value"]) * 100
    return {
        "number": number,
        "owner_id": row["seller"],
        "account_id": row["account"],
        "product": row["product"],
        "value_minor": minor,
        "reporting_minor": minor,
        "currency": "EUR",
        "stage": "won",
        "outcome": "won",
        "opened_on": date.fromisoformat(row["opened"]),
        "closed_on": date.fromisoformat(row["closed"]),
        "created_at": NOW,
    }


def _tier(revenue: float) -> str:
    return "A" if revenue > 3_000 else "B" if revenue > 1_000 else "C"


def _insert(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    session.execute(insert(table), rows)
