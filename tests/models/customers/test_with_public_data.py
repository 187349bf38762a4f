"""Customers of a public data set beside plain SQL that shares nothing with ours."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from models.analysis.question import Question
from models.customers.report import CustomersReport, customers_report
from models.database import Database
from models.period import year_of
from models.scorecard.scope import scope_of_workspace
from tests.models.analysis import crm

TODAY = date(2018, 2, 28)
YEAR = ("2017-03-01", "2018-03-01")
pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CustomersReport]:
    """The customers on the last day of February, silent after 60 days."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('crm')}/koers.db")
    database.metadata.create_all(database.engine)
    with Session(database.engine, expire_on_commit=False) as session:
        workspace = crm.stored(session)
        company = scope_of_workspace(session, workspace)
        yield customers_report(Question(session, workspace, company, year_of(TODAY), TODAY, TODAY), silent_days=60)
    database.close()


@pytest.fixture(scope="module")
def sql() -> Iterator[sqlite3.Connection]:
    """The data set in plain tables."""
    connection = crm.plain()
    yield connection
    connection.close()


def ask(sql: sqlite3.Connection, text: str, *values: object) -> list[Any]:
    return sql.execute(text, values).fetchall()


def test_sales_and_scores_by_sector(report: CustomersReport, sql: sqlite3.Connection) -> None:
    sold = ask(
        sql,
        "select sector, count(distinct name), sum(value) from deal join account on name = account"
        " where closed >= ? and closed < ? group by 1",
        *YEAR,
    )
    assert {one.name: (one.active, one.sales) for one in report.segments} == {
        sector: (count, value) for sector, count, value in sold
    }
    scored = ask(
        sql,
        "select sector, count(*), avg(score), avg(score >= 4) from score join account on name = account"
        " where kind = 'csat' and day >= ? and day < ? group by 1",
        *YEAR,
    )
    assert {one.name: (one.scores.entries, one.csat, one.top_two) for one in report.segments} == {
        sector: (count, pytest.approx(mean), pytest.approx(top)) for sector, count, mean, top in scored
    }
    nps = ask(
        sql,
        "select sector, 100.0 * (sum(score >= 9) - sum(score <= 6)) / count(*) from score"
        " join account on name = account where kind = 'nps' and day >= ? and day < ? group by 1",
        *YEAR,
    )
    assert {one.name: one.nps for one in report.segments} == {sector: pytest.approx(points) for sector, points in nps}


def test_the_share_of_the_largest_fifth(report: CustomersReport, sql: sqlite3.Connection) -> None:
    values = [
        value
        for (value,) in ask(
            sql, "select sum(value) from deal where closed >= ? and closed < ? group by account order by 1 desc", *YEAR
        )
    ]
    assert len(values) == 85
    assert report.key.share == pytest.approx(sum(values[:17]) / sum(values))  # 20 % of 85 is 17


def test_who_is_silent(report: CustomersReport, sql: sqlite3.Connection) -> None:
    # Visits are made up on the days of large deals: nobody was spoken to later than they bought.
    plain = ask(sql, "select account, julianday(?) - max(julianday(closed)) from deal group by 1", str(TODAY))
    late = {account: days for account, days in plain if days >= 60}
    assert {one.customer.account.name: one.days for one in report.silent} == late


def test_cross_sell_gaps(report: CustomersReport, sql: sqlite3.Connection) -> None:
    pairs = ask(
        sql,
        "with has as (select distinct account, product from deal)"
        " select a.product, b.product, count(*), (select count(*) from has where product = a.product)"
        " from has a join has b on a.account = b.account and a.product <> b.product group by 1, 2",
    )
    expected = {
        (one, other): (both, buyers) for one, other, both, buyers in pairs if both * 2 > buyers and both < buyers
    }
    assert {(gap.bought, gap.lacks): (gap.both, gap.buyers) for gap in report.gaps} == expected
    assert all(len(gap.accounts) == gap.buyers - gap.both for gap in report.gaps)
    [(products, customers)] = ask(sql, "select count(distinct account || product), count(distinct account) from deal")
    assert report.products_per_customer == pytest.approx(products / customers)
