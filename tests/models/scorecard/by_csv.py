"""A workspace that is filled by CSV files and asked by `export scorecard`, as somebody at a terminal does."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers.program.terminal import Whose, write_export
from models.database import Database
from models.imports.run import import_file
from models.team.records import Person
from models.workspace.records import Workspace
from models.workspace.settings import Author

LONG_AGO = datetime(2024, 1, 1, 12, tzinfo=UTC)
NOW = datetime(2026, 11, 12, 10, tzinfo=UTC)
PEOPLE = "name,team,manager,start\nAnna,North,Carla,2023-01-02\nBram,North,Carla,2023-01-02\nCleo,South,Dora,2023-01-02"
TARGETS = "kpi,target,period,person,team,from\n"
DEALS = "id,owner,account,stage,opened,closed,value,currency,channel,shares,type\n"
MEETINGS = "person,kind,account,date,order\n"
ACTIVITIES = "id,person,kind,account,date,quantity,shares,due,score,minutes,deal\n"
GOAL = ("value", "target", "expected")


class World:
    """A workspace that is filled by CSV and asked by export. `who` is a person, a team, `line NAME` or (empty) all."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder

    def begin(self, people: str = PEOPLE, now: datetime = LONG_AGO, **settings: object) -> None:
        values: dict[str, Any] = {"currency": "EUR", "country": "NL", "zone": "Europe/Amsterdam", **settings}
        row = Workspace(workspace_id="T1", name="Noordzee", created_at=LONG_AGO, **values)
        self.do(lambda session: session.add(row))
        self.take("people", people, now)

    def do(self, work: Callable[[Session], object]) -> None:
        with Session(self.database.engine, expire_on_commit=False) as session:
            work(session)
            session.commit()

    def as_admin(self, work: Callable[[Author], object], now: datetime = LONG_AGO) -> None:
        self.do(lambda session: work(Author(session, session.get_one(Workspace, "T1"), now)))

    def change(self, name: str, **values: object) -> None:
        def work(session: Session) -> None:
            person = session.exec(select(Person).where(Person.name == name)).one()
            for key, value in values.items():
                setattr(person, key, value)

        self.do(work)

    def take(self, kind: str, rows: str, now: datetime = NOW) -> None:
        path = self.folder / "file.csv"
        path.write_text(rows + "\n")
        report = import_file(self.database, "T1", kind, path, {}, None, False, lambda done, total: None, now)
        assert not report.skipped

    def ask(self, rows: str, now: datetime = LONG_AGO) -> None:
        """Targets."""
        self.take("targets", TARGETS + rows, now)

    def card(self, period: str, who: str = "", at: str | None = None) -> dict[str, Any]:
        line = who.removeprefix("line ") if who.startswith("line ") else None
        team = who if who in ("North", "South") else None
        whose = Whose(None if line or team else who or None, team, line)
        out = io.StringIO()
        write_export(self.database, None, "scorecard", whose, period, at, "json", NOW, out)
        card: dict[str, Any] = json.loads(out.getvalue())
        return card

    def of(
        self, kpi: str, period: str, who: str = "", at: str | None = None, fields: tuple[str, ...] = ("value",)
    ) -> Any:
        line = self.card(period, who, at)["kpis"][kpi]
        found = [line.get(field) for field in fields]
        numbers = [pytest.approx(one, abs=1e-5) if isinstance(one, int | float) else one for one in found]
        return numbers[0] if len(fields) == 1 else numbers

    def goal(self, kpi: str, period: str, who: str = "", at: str | None = None) -> Any:
        return self.of(kpi, period, who, at, GOAL)
