"""*Why?*: the latest records and costs behind an analysis, of whoever it is about."""

from datetime import date

from sqlmodel import Session

from models.analysis.evidence import behind
from models.analysis.readiness import State, read_stock, readiness_of
from models.analysis.table import ANALYSES, next_after
from models.period import Period
from tests.conftest import Cast
from tests.models.analysis.conftest import Ask, cost
from tests.models.scorecard.facts import account, decided, entry

Q3 = Period(date(2026, 7, 1), date(2026, 10, 1), "2026-Q3")


def test_new_customers_and_costs_stand_behind_cac(session: Session, cast: Cast, ask: Ask) -> None:
    acme, globex = (account(session, name).id for name in ("Acme", "Globex"))
    decided(session, cast.anna, date(2026, 7, 2), 5_000, account_id=acme)
    decided(session, cast.anna, date(2026, 8, 2), 4_000, account_id=acme)  # no longer new
    decided(session, cast.bram, date(2026, 9, 2), 3_000, account_id=globex)
    cost(session, "marketing", date(2026, 8, 1), 700)
    cost(session, "delivery", date(2026, 8, 1), 900)
    found = behind(ask(Q3), ANALYSES["cac"])
    assert [(record.account, record.value) for record in found.records] == [("Globex", 3_000), ("Acme", 5_000)]
    assert [one.kind for one in found.costs] == ["marketing"]
    assert [one.kind for one in behind(ask(Q3), ANALYSES["cost_of_sales"]).costs] == ["delivery"]
    assert behind(ask(Q3, cast.team), ANALYSES["cac"]).costs == ()


def test_twelve_of_all_are_listed_the_latest_first(session: Session, cast: Cast, ask: Ask) -> None:
    for day in range(1, 16):
        decided(session, cast.anna, date(2026, 8, day), day, split=[(cast.anna, 50), (cast.bram, 50)])
    found = behind(ask(Q3, cast.team), ANALYSES["trend"])
    assert (len(found.records), found.total, found.records[0].day) == (12, 15, date(2026, 8, 15))
    assert behind(ask(Q3, cast.carla), ANALYSES["trend"]).records == ()


def test_scores_stand_behind_satisfaction(session: Session, cast: Cast, ask: Ask) -> None:
    for kind, score in (("csat", 4), ("nps", 9)):
        entry(session, cast.anna, kind, date(2026, 8, 1), score=score)
    entry(session, cast.anna, "call", date(2026, 8, 1))
    assert {record.kind for record in behind(ask(Q3), ANALYSES["satisfaction"]).records} == {"csat", "nps"}


def test_a_period_that_lies_ahead_has_nothing_behind_it(ask: Ask) -> None:
    ahead = Period(date(2027, 1, 1), date(2028, 1, 1), "2027")
    assert behind(ask(ahead), ANALYSES["trend"]).records == ()


def test_what_there_is_enough_for(session: Session, cast: Cast, ask: Ask) -> None:
    assert {one.state for one in readiness_of(read_stock(ask(Q3))) if one.key != "sellers"} <= {State.NOTHING}
    for at in range(6):
        decided(session, cast.anna, date(2026, 7, 2), 5, account_id=account(session, f"A{at}").id, product="GTX")
        entry(session, cast.anna, "csat", date(2026, 8, 1), score=4)
    cost(session, "sales", date(2026, 8, 1), 700)
    ready = {one.key: one.state for one in readiness_of(read_stock(ask(Q3)))}
    assert ready == {
        "cac": State.ENOUGH,
        "clv": State.THIN,
        "cost_of_sales": State.NOTHING,
        "products": State.ENOUGH,
        "coverage": State.NOTHING,
        "key_accounts": State.ENOUGH,
        "trend": State.THIN,
        "sellers": State.THIN,
        "satisfaction": State.ENOUGH,
        "seasonality": State.NOTHING,
    }


def test_next_goes_round() -> None:
    key, seen = "cac", []
    for _ in ANALYSES:
        seen.append(key)
        key = next_after(key)
    assert (seen, key) == (list(ANALYSES), "cac")
