"""Ten analyses of a public data set beside plain SQL that shares nothing with ours."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

import pytest
from sqlmodel import Session

from models.analysis.cac import read_cac
from models.analysis.clv import read_clv
from models.analysis.cost_of_sales import read_cost_of_sales
from models.analysis.coverage import read_coverage
from models.analysis.key_accounts import read_key_accounts
from models.analysis.products import read_products
from models.analysis.question import Question
from models.analysis.satisfaction import read_satisfaction
from models.analysis.seasonality import read_seasonality
from models.analysis.sellers import read_sellers
from models.analysis.trend import read_trend
from models.database import Database
from models.period import Period
from models.scorecard.scope import scope_of_team, scope_of_workspace
from models.team.records import Team
from tests.models.analysis import crm

TODAY = date(2018, 1, 10)
Q3 = Period(date(2017, 7, 1), date(2017, 10, 1), "2017-Q3")
YEAR = Period(date(2017, 1, 1), date(2018, 1, 1), "2017")
pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The data set in Koers, read once for all ten."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('crm')}/koers.db")
    database.metadata.create_all(database.engine)
    with Session(database.engine, expire_on_commit=False) as session:
        crm.stored(session)
        yield session
    database.close()


@pytest.fixture(scope="module")
def sql() -> Iterator[sqlite3.Connection]:
    """The data set in plain tables."""
    connection = crm.plain()
    yield connection
    connection.close()


def ask(session: Session, period: Period, office: str = "") -> Question:
    from models.workspace.queries import workspace_of

    workspace = workspace_of(session, "CRM")
    if office:
        scope = scope_of_team(session, workspace, session.get_one(Team, ("CRM", office)))
    else:
        scope = scope_of_workspace(session, workspace)
    return Question(session, workspace, scope, period, TODAY, TODAY)


def one(sql: sqlite3.Connection, text: str, *values: object) -> Any:
    [row] = sql.execute(text, values).fetchall()
    return row[0] if len(row) == 1 else row


IN_Q3 = "closed >= '2017-07-01' and closed < '2017-10-01'"


def test_the_cost_of_a_new_customer(company: Session, sql: sqlite3.Connection) -> None:
    first = "select account, min(closed) as day from deal group by account"
    march = Period(date(2017, 3, 1), date(2017, 4, 1), "2017-03")
    customers = one(sql, f"select count(*) from ({first}) where day < '2017-04-01'")
    costs = one(sql, "select sum(amount) from cost where kind <> 'delivery' and day < '2017-04-01'")
    found = read_cac(ask(company, march))
    assert (found.total.customers, found.total.costs, found.cac) == (customers, costs, costs / customers)
    # all 85 were customers by May: nobody is new in the third quarter
    assert one(sql, f"select count(*) from ({first}) where day >= '2017-07-01'") == 0
    assert read_cac(ask(company, Q3)).reason == "no_new_customers"


def test_the_lifetime_value(company: Session, sql: sqlite3.Connection) -> None:
    arpa = one(sql, "select 1.0 * sum(value) / count(distinct account) from deal")
    found = read_clv(ask(company, YEAR))
    assert found.arpa == pytest.approx(arpa, abs=0.01)
    assert (found.value, found.reason) == (None, "no_year_before")  # ten months of deals: nobody can have left
    delivery = one(sql, "select sum(amount) from cost where kind = 'delivery'")
    assert found.margin == pytest.approx(1 - delivery / one(sql, "select sum(value) from deal"))


def test_the_cost_of_sales(company: Session, sql: sqlite3.Connection) -> None:
    sales = one(sql, f"select sum(value) from deal where {IN_Q3}")
    delivery = one(sql, "select sum(amount) from cost where kind = 'delivery' and day between '2017-07' and '2017-10'")
    found = read_cost_of_sales(ask(company, Q3))
    assert (found.total.revenue, found.total.delivery, found.share) == (sales, delivery, delivery / sales)
    monthly = sql.execute(
        f"select sum(value) from deal where {IN_Q3} group by substr(closed, 1, 7) order by 1"
    ).fetchall()
    assert sorted(part.revenue for part in found.parts) == [float(value) for (value,) in monthly]


def test_products(company: Session, sql: sqlite3.Connection) -> None:
    split = sql.execute(
        "select product, sum(value), count(*), count(distinct account) from deal group by product order by 2 desc"
    ).fetchall()
    found = read_products(ask(company, YEAR))
    assert [(p.name, p.sales, p.deals, p.customers) for p in found.products] == split
    baskets = "select account, count(distinct product) as n from deal where {} group by account"
    each, several = one(sql, f"select avg(n), 1.0 * sum(n > 1) / count(*) from ({baskets.format(IN_Q3)})")
    of_q3 = read_products(ask(company, Q3))
    assert (of_q3.per_customer, of_q3.attach_rate) == (pytest.approx(each), pytest.approx(several))


def test_key_accounts(company: Session, sql: sqlite3.Connection) -> None:
    by_account = f"select account, sum(value) as v from deal where {IN_Q3} group by account"
    customers, total = one(sql, f"select count(*), sum(v) from ({by_account})")
    top = -(-customers // 5)
    share = one(sql, f"select sum(v) from (select v from ({by_account}) order by v desc limit {top})") / total
    found = read_key_accounts(ask(company, Q3))
    assert (found.customers, len(found.top), found.share) == (customers, top, pytest.approx(share))
    largest, value = one(sql, f"select account, max(v) from ({by_account})")
    assert (found.top[0].name, found.top[0].sales) == (largest, value)


@pytest.mark.parametrize("office", ["", "East"])
def test_the_trend(company: Session, sql: sqlite3.Connection, office: str) -> None:
    whose = "where seller in (select name from seller where office = ?)" if office else "where ? = ''"
    monthly = sql.execute(
        f"select substr(closed, 1, 7), sum(value) from deal {whose} group by 1 order by 1", (office,)
    ).fetchall()
    found = read_trend(ask(company, YEAR, office))
    assert [(f"{month.month:%Y-%m}", month.sales) for month in found.months] == monthly
    values = [value for _, value in monthly]
    assert found.forecast is not None
    assert found.forecast.values == pytest.approx([sum(values[-3:]) / 3] * 3, abs=0.01)
    off = [abs(sum(values[at - 3 : at]) / 3 - values[at]) for at in range(3, len(values))]
    assert found.forecast.error is not None
    assert found.forecast.error.share == pytest.approx(sum(off) / sum(values[3:]))


def test_the_sellers(company: Session, sql: sqlite3.Connection) -> None:
    sold = dict(sql.execute(f"select seller, sum(value) from deal where {IN_Q3} group by seller"))
    found = read_sellers(ask(company, Q3))
    assert {seller.name: seller.sales for seller in found.sellers if seller.sales} == sold
    best = sorted(sold.values(), reverse=True)[: found.best]
    assert found.share_of_best == pytest.approx(sum(best) / sum(sold.values()))
    assert len(found.sellers) == one(sql, "select count(*) from seller")


def test_satisfaction(company: Session, sql: sqlite3.Connection) -> None:
    inside = "day >= '2017-07-01' and day < '2017-10-01'"
    segments = sql.execute(
        "select sector, sum(kind = 'csat'), avg(case when kind = 'csat' then score end), "
        "avg(case when kind = 'csat' then score >= 4 end), "
        "100.0 * avg(case when kind = 'nps' then (score >= 9) - (score <= 6) end) "
        f"from score join account on account.name = score.account where {inside} group by sector"
    ).fetchall()
    found = read_satisfaction(ask(company, Q3))
    told = {segment.name: segment.scores for segment in found.segments}
    assert set(told) == {sector for sector, *_ in segments}
    for sector, number, mean, top_two, nps in segments:
        scores = told[sector]
        assert scores.entries == number
        assert (scores.mean, scores.top_two, scores.nps) == pytest.approx((mean, top_two, nps))
    mean = one(sql, f"select avg(score) from score where kind = 'csat' and {inside}")
    assert found.total.mean == pytest.approx(mean)


def test_territory_coverage(company: Session, sql: sqlite3.Connection) -> None:
    last = dict(
        sql.execute(
            f"select account, max(closed) from deal where closed < '2017-10-01' and value > {crm.LARGE} group by account"
        )
    )
    in_time = of = 0
    for name, tier in sql.execute("select name, tier from account").fetchall():
        of += 1
        earliest = date(2017, 9, 30) - timedelta(days=crm.TIERS[tier])
        in_time += date.fromisoformat(last[name]) >= earliest if name in last else 0
    total = read_coverage(ask(company, Q3)).total
    assert (total.contacted, total.of) == (in_time, of)
    assert 0 < in_time < of


def test_the_season(company: Session, sql: sqlite3.Connection) -> None:
    """Ten months have no season. Told twice over, a year apart, there are 22: the index is provisional, by hand below."""
    assert read_seasonality(ask(company, YEAR)).reason == "few_months"
    monthly = dict(sql.execute("select substr(closed, 1, 7), sum(value) from deal group by 1"))
    from models.analysis.seasonality import seasonality_of

    twice = {}
    for name, value in monthly.items():
        year, month = map(int, name.split("-"))
        twice |= {(year, month): value * 100.0, (year + 1, month): value * 110.0}
    found = seasonality_of(twice, date(2019, 1, 1))
    series = [twice.get((2017 + (at + 2) // 12, (at + 2) % 12 + 1), 0.0) for at in range(22)]
    centred = {at: (sum(series[at - 6 : at + 6]) + sum(series[at - 5 : at + 7])) / 24 for at in range(6, 16)}
    nearest = [centred[min(max(at, 6), 15)] for at in range(22)]
    ratios: dict[int, list[float]] = {}
    for at, value in enumerate(series):
        ratios.setdefault((at + 2) % 12 + 1, []).append(value / nearest[at])
    index = {month: median(found) for month, found in ratios.items()}
    mean = sum(index.values()) / 12
    assert found.index == pytest.approx({month: value / mean for month, value in index.items()})
    assert found.is_provisional
    assert all(before < after for before, after in pairwise(sorted(found.index)))
