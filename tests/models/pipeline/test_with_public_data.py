"""The pipeline of a public data set, imported, beside plain SQL that shares nothing with ours.

Each eighth of the 8,800 opportunities of Maven Analytics’ “CRM Sales Opportunities” (public domain), its days moved so that
the last of them is yesterday. Its open deals have neither value nor date: these are made up by the same rule in both doors.
"""

import csv
import gzip
import io
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from sqlmodel import Session, select

from models.database import Database
from models.period import quarter_of
from models.pipeline.report import PipelineReport, pipeline_report
from models.scorecard.scope import scope_of_person, scope_of_workspace
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import NOW
from tests.models.imports.files import importing
from tests.models.pipeline.deals import TODAY

FILE = Path(__file__).parent / "crm_deals.csv.gz"
SHIFT = TODAY - timedelta(days=1) - date(2017, 12, 31)
STAGES = {"Prospecting": ("qualified", 10), "Engaging": ("discovery", 25)}
SINCE = date(2026, 8, 13)
"""The three months that end with today begin on 13 August."""
pytestmark = pytest.mark.once


def rows() -> Iterator[dict[str, str]]:
    """As the file has them, with later days; an open deal with a value, and (most of them) with a day."""
    for at, row in enumerate(csv.DictReader(io.StringIO(gzip.decompress(FILE.read_bytes()).decode()))):
        for column in ("engage_date", "close_date"):
            row[column] = str(date.fromisoformat(row[column]) + SHIFT) if row[column] else ""
        row["value"] = row["close_value"]
        if row["deal_stage"] in STAGES:
            row["value"] = str(1_000 + at * 37 % 5_000)
            row["close_date"] = str(TODAY + timedelta(days=at % 240 - 60)) if at % 9 else ""
        yield row


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The data set in Koers, by the door of the import."""
    folder = tmp_path_factory.mktemp("crm")
    database = Database(f"sqlite:///{folder}/koers.db")
    database.metadata.create_all(database.engine)
    text = io.StringIO()
    columns = (
        "opportunity_id",
        "sales_agent",
        "product",
        "account",
        "deal_stage",
        "engage_date",
        "close_date",
        "value",
    )
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows())
    with Session(database.engine, expire_on_commit=False) as session:
        session.add(Workspace(workspace_id="T1", name="Hardware", created_at=NOW))
        session.commit()
        assert importing(database, folder)("deals", text.getvalue()).taken == 1_100
        yield session
    database.close()


@pytest.fixture(scope="module")
def report(company: Session) -> PipelineReport:
    """The pipeline of the whole company, today."""
    workspace = company.get_one(Workspace, "T1")
    return pipeline_report(company, workspace, scope_of_workspace(company, workspace), quarter_of(TODAY), NOW)


@pytest.fixture(scope="module")
def sql() -> Iterator[sqlite3.Connection]:
    """The same in one plain table."""
    connection = sqlite3.connect(":memory:")
    connection.execute("create table deal (seller, stage, opened, closed, value)")
    of_row = ("sales_agent", "deal_stage", "engage_date", "close_date", "value")
    connection.executemany(
        "insert into deal values (?, ?, nullif(?, ''), nullif(?, ''), cast(nullif(?, '') as real))",
        [tuple(row[key] for key in of_row) for row in rows()],
    )
    yield connection
    connection.close()


def ask(sql: sqlite3.Connection, text: str, *values: object) -> list[Any]:
    return sql.execute(text, [str(value) for value in values]).fetchall()


def test_by_stage(report: PipelineReport, sql: sqlite3.Connection) -> None:
    plain = ask(
        sql, "select stage, count(*), sum(value) from deal where stage in ('Prospecting', 'Engaging') group by 1"
    )
    told = {key: (of.deals, of.value / 100, of.weighted / 100) for key, of in report.by_stage.items()}
    assert told == {
        STAGES[stage][0]: (count, value, pytest.approx(value * STAGES[stage][1] / 100)) for stage, count, value in plain
    }


def test_by_owner(report: PipelineReport, company: Session, sql: sqlite3.Connection) -> None:
    plain = ask(
        sql, "select seller, count(*), sum(value) from deal where stage in ('Prospecting', 'Engaging') group by 1"
    )
    names = {person.id: person.name for person in company.exec(select(Person))}
    told = {names[id_]: (of.deals, of.value / 100) for id_, of in report.by_owner.items()}
    assert told == {seller: (count, value) for seller, count, value in plain}
    largest = next(iter(report.by_owner))
    workspace = company.get_one(Workspace, "T1")
    own = scope_of_person(company, workspace, company.get_one(Person, ("T1", largest)))
    of_one = pipeline_report(company, workspace, own, quarter_of(TODAY), NOW)
    assert of_one.total == report.by_owner[largest]


def test_by_month_of_expected_close(report: PipelineReport, sql: sqlite3.Connection) -> None:
    plain = ask(
        sql,
        "select case when closed is null then 'no_date' when closed < '2026-11-01' then 'overdue'"
        " when closed >= '2027-05-01' then 'later' else substr(closed, 1, 7) end, count(*), sum(value)"
        " from deal where stage in ('Prospecting', 'Engaging') group by 1",
    )
    assert {key: (of.deals, of.value / 100) for key, of in report.by_month.items()} == {
        month: (count, value) for month, count, value in plain
    }


def test_close_rate_cycle_size_and_velocity(report: PipelineReport, sql: sqlite3.Connection) -> None:
    [(won, lost)] = ask(
        sql,
        "select sum(stage = 'Won'), sum(stage = 'Lost') from deal where stage in ('Won', 'Lost') and closed >= ?",
        SINCE,
    )
    days = [
        days
        for (days,) in ask(
            sql, "select julianday(closed) - julianday(opened) from deal where stage = 'Won' and closed >= ?", SINCE
        )
    ]
    [(size,)] = ask(sql, "select avg(value) from deal where stage = 'Won' and closed >= ?", SINCE)
    [(open_,)] = ask(sql, "select count(*) from deal where stage in ('Prospecting', 'Engaging')")
    velocity = report.velocity
    assert won > 50
    assert velocity.rate.value == pytest.approx(won / (won + lost))
    assert (velocity.cycle.value, velocity.deals) == (median(days), open_)
    assert velocity.size.value == pytest.approx(size, abs=0.005)
    assert velocity.per_day == pytest.approx(open_ * size * won / (won + lost) / median(days), rel=1e-5)


def test_slipped_and_the_months_of_the_forecast(report: PipelineReport, sql: sqlite3.Connection) -> None:
    [(past,)] = ask(sql, "select count(*) from deal where stage in ('Prospecting', 'Engaging') and closed < ?", TODAY)
    assert len(report.having("slipped")) == past
    assert report.having("silent") == []  # all of it came into Koers today
    for month in report.forecasts:
        first, end = month.month.start, month.month.end
        [(won,)] = ask(
            sql, "select total(value) from deal where stage = 'Won' and closed >= ? and closed < ?", first, end
        )
        [(open_,)] = ask(
            sql,
            "select total(value) from deal where stage in ('Prospecting', 'Engaging') and closed >= ? and closed < ?",
            first,
            end,
        )
        assert month.won / 100 == won
        assert month.now.best / 100 == won + (0 if month.is_over else open_)
        assert month.now.commit == month.now.best - (0 if month.is_over else open_ * 100)  # nobody is at 75 %
