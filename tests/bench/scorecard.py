"""A month's scorecard of one person, with 10,000 and with 1,000,000 activities in the database."""

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import insert, select
from sqlmodel import Session

import models.every_table  # noqa: F401
from models.activity.records import Activity
from models.database import Database
from models.exports.run import export
from models.period import month_of
from models.scorecard.scope import scope_of_person
from models.team.records import Person
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from tests.bench.result import Result

WORKSPACE = "T1"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def measure() -> Iterator[Result]:
    """The ratio of the medians of nine runs each, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        few = _filled(Path(folder) / "few.db", people=10, each=1_000)
        many = _filled(Path(folder) / "many.db", people=1_000, each=1_000)
        times: dict[str, list[float]] = {"few": [], "many": []}
        for _ in range(9):
            times["few"].append(_one_month(few))
            times["many"].append(_one_month(many))
        few.close()
        many.close()
    small, large = median(times["few"]), median(times["many"])
    details = f"({large * 1000:.1f} ms against {small * 1000:.1f} ms)"
    yield Result(
        "scorecard with 1,000,000 activities / with 10,000", large / small, "×", 3, at_least=False, details=details
    )


def _one_month(database: Database) -> float:
    """Seconds that the export of person 5's scorecard of November takes."""

    def exported(session: Session) -> str:
        workspace = workspace_of(session, WORKSPACE)
        scope = scope_of_person(session, workspace, session.get_one(Person, (WORKSPACE, "p5")))
        return "".join(export(session, workspace, "scorecard", scope, month_of(NOW.date()), None, "json", NOW))

    start = time.perf_counter()
    assert "first_meetings" in database.read(exported)
    return time.perf_counter() - start


def _filled(file: Path, people: int, each: int) -> Database:
    """`people` with `each` activities over two years; person 5 has the same in both databases."""
    database = Database(f"sqlite:///{file}")
    database.metadata.create_all(database.engine)
    with database.engine.begin() as connection:
        connection.execute(insert(Workspace.__table__), {"workspace_id": WORKSPACE, "name": "Bench", "created_at": NOW})  # type: ignore[attr-defined]
        rows = [
            {
                "workspace_id": WORKSPACE,
                "id": f"p{n}",
                "name": f"Person {n}",
                "created_at": NOW - timedelta(days=730),
                "is_rep": True,
                "sales_role": "account",
            }
            for n in range(people)
        ]
        connection.execute(insert(Person), rows)
        kinds = ("meeting", "call", "email", "meeting", "proposal")
        for n in range(people):
            connection.execute(
                insert(Activity),
                [
                    {
                        "workspace_id": WORKSPACE,
                        "id": f"a{n}-{i}",
                        "person_id": f"p{n}",
                        "kind": kinds[i % 5],
                        "happened_on": date(2026, 11, 22) - timedelta(days=i * 730 // each),
                        "is_first": i % 2 == 0,
                        "created_at": NOW,
                    }
                    for i in range(each)
                ],
            )
    with database.engine.connect() as connection:
        assert connection.execute(select(Person.name).where(Person.id == "p5")).scalar() == "Person 5"
    return database
