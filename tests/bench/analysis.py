"""Each of the ten analyses over 100,000 deals and 1,000,000 activities, beside one SQL by hand over the same deals."""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session

import models.every_table  # noqa: F401
from handlers.analysis.subject import Asked
from handlers.analysis.views import analysis
from handlers.door.request import Request
from handlers.scorecard.subject import Subject
from messages.analysis.answers import analysis as told
from models.accounts.records import Account
from models.activity.records import Activity
from models.analysis.table import ANALYSES
from models.costs.records import Cost
from models.database import Database
from models.deals.records import Deal, DealShare
from models.period import Period, months_after
from models.scorecard.records import Target
from models.scorecard.scope import ScopeKind
from models.team.records import Person, Team
from models.territories.records import NamedAccount
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets
from tests.bench.result import Result

NOW = datetime(2026, 11, 12, 12, tzinfo=UTC)
TODAY = NOW.date()
WORKSPACE = "T1"
PEOPLE, TEAMS, ACCOUNTS, DEALS, ENTRIES = 50, 5, 5_000, 100_000, 1_000_000
YEAR = Period(date(2025, 11, 1), date(2026, 11, 1))
BY_HAND = """
    SELECT account_id, strftime('%Y-%m', closed_on), sum(reporting_minor), count(*) FROM deal
    WHERE workspace_id = 'T1' AND outcome = 'won' AND removed_at IS NULL GROUP BY 1, 2
"""
PROMISE, RATIO = 2.0, 5.0


def measure() -> Iterator[Result]:
    """The median of three runs of each, and of the SQL by hand: of the company, and of one team."""
    with tempfile.TemporaryDirectory() as folder:
        database = _filled(Path(folder) / "analysis.db")
        by_hand = _median(database, lambda session: session.execute(text(BY_HAND)).all())
        for kind, id_ in ((ScopeKind.WORKSPACE, WORKSPACE), (ScopeKind.TEAM, "team1")):
            spent = {
                key: _median(database, partial(_one, asked=Asked(key, Subject(kind, id_, YEAR)))) for key in ANALYSES
            }
            slowest = max(spent, key=lambda key: spent[key])
            each = ", ".join(f"{key} {seconds * 1000:.0f}" for key, seconds in spent.items())
            name = f"slowest analysis of a {kind.value} ({slowest})"
            yield Result(name, spent[slowest], " s", PROMISE, at_least=False, details=f"(ms: {each})")
            ratio = spent[slowest] / by_hand
            yield Result(
                f"{name} / one SQL by hand", ratio, "×", RATIO, at_least=False, details=f"({by_hand * 1000:.0f} ms)"
            )
        database.close()


def _one(session: Session, asked: Asked) -> object:
    leader = session.get_one(Person, (WORKSPACE, "leader"))
    request = Request(session, workspace_of(session, WORKSPACE), leader, NOW, Secrets(["the key of the bench alone"]))
    return told("en", analysis(request, asked)).blocks


def _median(database: Database, work: Callable[[Session], Any]) -> float:
    """Of the processor's time, SQLite's included: another process on the machine is no part of it."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        assert database.read(work)
        seconds.append(time.process_time() - start)
    return median(seconds)


def _filled(file: Path) -> Database:
    """Five teams of ten, three years of deals (a fifth of them shared), two of activities."""
    random, here = Random(11), {"workspace_id": WORKSPACE}
    database = Database(f"sqlite:///{file}")
    database.metadata.create_all(database.engine)
    with database.engine.begin() as connection:

        def fill(table: Any, rows: list[dict[str, Any]]) -> None:
            connection.execute(insert(table), rows)

        connection.execute(insert(Workspace.__table__), {**here, "name": "Bench", "created_at": NOW})  # type: ignore[attr-defined]
        fill(Team, [{**here, "id": f"team{n}", "name": f"Team {n}"} for n in range(TEAMS)])
        about = {**here, "created_at": NOW - timedelta(days=1200)}
        fill(Person, [{**about, "id": "leader", "name": "Leader", "is_leader": True, "is_rep": False}])
        rep = {**about, "is_rep": True, "sales_role": "account", "manager_id": "leader"}
        fill(Person, [{**rep, "id": f"p{n}", "name": f"Rep {n}", "team_id": f"team{n % TEAMS}"} for n in range(PEOPLE)])
        known = {**here, "created_at": NOW}
        names = [f"Account {n}" for n in range(ACCOUNTS)]
        fill(
            Account,
            [
                {**known, "id": f"a{n}", "name": name, "key": name.lower(), "sector": f"Sector {n % 9}"}
                for n, name in enumerate(names)
            ],
        )
        naming = {**here, "from_day": date(2024, 1, 1), "said_at": NOW, "batch_id": "b"}
        fill(
            NamedAccount,
            [
                {**naming, "id": f"n{n}", "account_id": f"a{n}", "tier": "ABC"[n % 3], "owner_id": f"p{n % PEOPLE}"}
                for n in range(ACCOUNTS)
            ],
        )
        fill(Deal, [_deal(random, n) for n in range(DEALS)])
        fill(
            DealShare,
            [
                {**here, "id": f"{n}{side}", "deal_id": f"d{n}", "person_id": f"p{(n + side) % PEOPLE}", "percent": 50}
                for n in range(0, DEALS, 5)
                for side in (0, 1)
            ],
        )
        cost = {**here, "currency": "EUR", "amount_minor": 500_000, "reporting_minor": 500_000, "created_at": NOW}
        kinds = ("sales", "marketing", "delivery")
        fill(
            Cost,
            [{**cost, "id": f"c{n}", "day": TODAY - timedelta(days=n), "kind": kinds[n % 3]} for n in range(1_000)],
        )
        aim = {**here, "kpi": "sales_by_channel", "scope": "person", "value": "400000", "period_type": "month"}
        fill(
            Target,
            [
                {**aim, "id": f"t{n}", "person_id": f"p{n}", "effective_from": date(2024, 1, 1), "set_at": NOW}
                for n in range(PEOPLE)
            ],
        )
        for first in range(0, ENTRIES, 100_000):
            fill(Activity, [_entry(random, n) for n in range(first, first + 100_000)])
    return database


def _deal(random: Random, number: int) -> dict[str, Any]:
    outcome = ("won", "won", "lost", "returned")[number % 4]
    minor = random.randint(1_000, 900_000)
    closed = TODAY - timedelta(days=random.randint(0, 1_095))
    return {
        "workspace_id": WORKSPACE,
        "id": f"d{number}",
        "number": number,
        "owner_id": f"p{number % PEOPLE}",
        "account_id": f"a{random.randrange(ACCOUNTS)}",
        "product": f"Product {number % 12}",
        "channel": ("direct", "partner", "online")[number % 3],
        "value_minor": minor,
        "reporting_minor": minor,
        "currency": "EUR",
        "stage": outcome,
        "outcome": outcome,
        "opened_on": months_after(closed, -2),
        "closed_on": closed,
        "created_at": NOW,
    }


def _entry(random: Random, number: int) -> dict[str, Any]:
    kind = ("call", "meeting", "email", "visit", "csat")[0 if number % 50 else 4] if number % 3 == 0 else "call"
    return {
        "workspace_id": WORKSPACE,
        "id": f"e{number}",
        "person_id": f"p{number % PEOPLE}",
        "kind": kind,
        "account_id": f"a{random.randrange(ACCOUNTS)}",
        "happened_on": TODAY - timedelta(days=random.randint(0, 730)),
        "score": number % 5 + 1 if kind == "csat" else None,
        "created_at": NOW,
    }
