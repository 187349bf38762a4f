"""Importing 8,800 deals."""

import csv
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from models.database import Database
from models.imports.run import import_file
from models.migrations import migrate
from models.workspace.records import Workspace
from tests.bench.result import Result

DEALS = 8_800
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def measure() -> Iterator[Result]:
    """The first import into an empty workspace, and the second one, which changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/import.db")
        migrate(database)
        database.write(lambda session: session.add(Workspace(workspace_id="T1", name="Bench", created_at=NOW)))
        file = _deals(Path(folder) / "deals.csv")
        for name in ("first", "second"):
            start = time.perf_counter()
            report = import_file(database, "T1", "deals", file, {}, None, False, lambda done, total: None, NOW)
            seconds = time.perf_counter() - start
            taken = report.taken if name == "first" else report.unchanged
            yield Result(
                f"import of 8,800 deals, {name} time", seconds, " s", 10, at_least=False, details=f"({taken:,} rows)"
            )
        database.close()


def _deals(file: Path) -> Path:
    random = Random(1)
    with file.open("w", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(
            [
                "opportunity_id",
                "sales_agent",
                "product",
                "account",
                "deal_stage",
                "engage_date",
                "close_date",
                "close_value",
            ]
        )
        for number in range(DEALS):
            engaged = date(2025, 1, 1) + timedelta(days=random.randint(0, 500))
            stage = random.choice(["Won", "Won", "Lost", "Engaging", "Prospecting"])
            closed = engaged + timedelta(days=random.randint(5, 130)) if stage in ("Won", "Lost") else ""
            value = random.randint(50, 30_000) if stage == "Won" else 0 if stage == "Lost" else ""
            account = "" if stage == "Prospecting" else f"Customer {random.randint(1, 85)}"
            rows.writerow([f"D{number}", f"Seller {number % 30}", "Pro", account, stage, engaged, closed, value])
    return file
