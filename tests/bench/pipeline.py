"""Pipeline, stale deals and customers of a company with 100,000 deals, beside one statement by hand over the same deals and steps."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session

import models.every_table  # noqa: F401
from models.accounts.records import Account
from models.analysis.question import Question
from models.customers.report import customers_report
from models.database import Database
from models.deals.records import Deal, DealChange, StageChange
from models.period import quarter_of
from models.pipeline.report import pipeline_report
from models.pipeline.signs import signs_now
from models.scorecard.records import Target
from models.scorecard.scope import scope_of_workspace
from models.team.records import Person, Team
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from tests.bench.result import Result

DEALS, PEOPLE, ACCOUNTS = 100_000, 100, 5_000
RATIO = 6.0
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STAGES = ("qualified", "discovery", "proposal", "negotiation")
_BY_HAND = """
select stage, count(*), sum(reporting_minor), sum(days) from (
  select d.id, s.stage, s.reporting_minor, julianday('2026-11-23') - julianday(s.happened_on) as days,
         row_number() over (partition by s.deal_id order by s.changed_at desc, s.id desc) as place
  from deal d join stage_change s on s.workspace_id = d.workspace_id and s.deal_id = d.id
  where d.workspace_id = 'T1' and s.undone_at is null and s.happened_on <= '2026-11-23'
) where place = 1 group by stage
"""


def measure() -> Iterator[Result]:
    """Of each of the three, the median of three runs of the processor's time, as a ratio to the statement."""
    with tempfile.TemporaryDirectory() as folder:
        database = _filled(Path(folder) / "deals.db")
        by_hand = _median(database, lambda session: session.execute(text(_BY_HAND)).all())
        for name, work in {"pipeline": _report, "stale deals": _stale, "customers": _customers}.items():
            ours = _median(database, work)
            details = f"({ours:.2f} s against {by_hand:.2f} s)"
            yield Result(
                f"{name} of 100,000 deals / one statement", ours / by_hand, "×", RATIO, at_least=False, details=details
            )
        database.close()


def _report(session: Session) -> Any:
    workspace = workspace_of(session, "T1")
    scope = scope_of_workspace(session, workspace)
    assert pipeline_report(session, workspace, scope, quarter_of(NOW.date()), NOW).total.deals > DEALS / 10


def _stale(session: Session) -> Any:
    workspace = workspace_of(session, "T1")
    assert len(signs_now(session, workspace, scope_of_workspace(session, workspace), NOW)) > DEALS / 10


def _customers(session: Session) -> Any:
    workspace = workspace_of(session, "T1")
    scope = scope_of_workspace(session, workspace)
    of = Question(session, workspace, scope, quarter_of(NOW.date()), scope.today(NOW), scope.latest_day(NOW))
    assert len(customers_report(of).customers) > ACCOUNTS / 2


def _median(database: Database, work: Callable[[Session], Any]) -> float:
    """Of the processor's time, SQLite's included: another process on the machine is no part of it."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        database.read(work)
        seconds.append(time.process_time() - start)
    return median(seconds)


def _filled(file: Path) -> Database:
    """Two years of deals, a quarter of them open, with what became of their expected closes."""
    database = Database(f"sqlite:///{file}")
    database.metadata.create_all(database.engine)
    here, dice = {"workspace_id": "T1"}, random.Random(1)
    steps: list[dict[str, Any]] = []
    deals = [_deal(here, n, dice, steps) for n in range(DEALS)]
    changes = [change for deal in deals for change in _date_changes(deal, dice)]
    names = [f"Account {n}" for n in range(ACCOUNTS)]
    accounts = [
        {**here, "id": f"a{n}", "name": name, "key": name.lower(), "created_at": NOW} for n, name in enumerate(names)
    ]
    aim = {**here, "kpi": "sales_by_channel", "scope": "person", "value": "400000", "period_type": "quarter"}
    since = {"effective_from": date(2024, 1, 1), "set_at": NOW}
    targets = [{**aim, **since, "id": f"g{n}", "person_id": f"p{n}"} for n in range(PEOPLE)]
    teams = [{**here, "id": f"t{n}", "name": f"Team {n}"} for n in range(10)]
    person = {**here, "created_at": NOW - timedelta(days=900), "is_rep": True, "sales_role": "account"}
    people = [{**person, "id": f"p{n}", "name": f"Person {n}", "team_id": f"t{n % 10}"} for n in range(PEOPLE)]
    with database.engine.begin() as connection:
        connection.execute(insert(Workspace), {"workspace_id": "T1", "name": "Bench", "created_at": NOW})
        tables = {Team: teams, Person: people, Account: accounts, Target: targets, Deal: deals, StageChange: steps}
        for table, rows in {**tables, DealChange: changes}.items():
            for start in range(0, len(rows), 5_000):
                connection.execute(insert(table), rows[start : start + 5_000])
    return database


def _deal(here: dict[str, str], n: int, dice: random.Random, steps: list[dict[str, Any]]) -> dict[str, Any]:
    first = day = date(2024, 11, 1) + timedelta(days=dice.randrange(740))
    minor, path = dice.randrange(100_000, 9_000_000), list(STAGES[: dice.randrange(1, 5)])
    outcome = None if first > date(2026, 6, 1) else dice.choice(["won", "lost", "lost"])
    for stage in [*path, *([outcome] if outcome else [])]:
        told = datetime(day.year, day.month, day.day, 10, tzinfo=UTC) + timedelta(seconds=len(steps) % 60)
        worth = {"value_minor": minor, "reporting_minor": minor}
        steps.append(
            {**here, **worth, "id": f"s{len(steps)}", "deal_id": f"d{n}", "stage": stage, "happened_on": day}
            | {"changed_at": told}
        )
        day = min(day + timedelta(days=dice.randrange(1, 30)), NOW.date())
    return {
        **here,
        "id": f"d{n}",
        "number": n + 1,
        "owner_id": f"p{n % PEOPLE}",
        "account_id": f"a{n % ACCOUNTS}",
        "product": f"Product {n % 7}",
        "value_minor": minor,
        "reporting_minor": minor,
        "currency": "EUR",
        "stage": outcome or path[-1],
        "outcome": outcome,
        "closed_on": steps[-1]["happened_on"] if outcome else None,
        "opened_on": first,
        "expected_close": first + timedelta(days=dice.randrange(30, 200)),
        "created_at": datetime(first.year, first.month, first.day, tzinfo=UTC),
    }


def _date_changes(deal: dict[str, Any], dice: random.Random) -> Iterator[dict[str, Any]]:
    """How the expected close was moved to what it is: none to three times."""
    close, at = deal["expected_close"], deal["created_at"]
    for n in range(dice.randrange(4)):
        before, at = close - timedelta(days=dice.randrange(-5, 40)), at + timedelta(days=dice.randrange(1, 60))
        if at < NOW:
            dates = {"old": {"expected_close": str(before)}, "new": {"expected_close": str(close)}}
            yield {
                "workspace_id": "T1",
                "id": f"{deal['id']}c{n}",
                "deal_id": deal["id"],
                "changed_at": at,
                "what": "edit",
                **dates,
            }
