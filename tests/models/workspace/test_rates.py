"""Money is worth what it was worth on the day; a missing rate is said, not guessed."""

from datetime import date

from sqlmodel import Session

from models.money import Money
from models.workspace.rates import to_reporting
from models.workspace.records import ExchangeRate
from tests.conftest import Cast

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 13)


def test_the_latest_rate_on_or_before_the_day_holds(session: Session, cast: Cast) -> None:
    for day, rate in ((MONDAY, "0.90"), (FRIDAY, "0.95")):
        session.add(ExchangeRate(workspace_id="T1", currency="USD", day=day, rate=rate))
    hundred = Money(10_000, "USD")
    assert to_reporting(session, cast.workspace, hundred, TUESDAY) == Money(9_000, "EUR")
    assert to_reporting(session, cast.workspace, hundred, FRIDAY) == Money(9_500, "EUR")


def test_before_the_first_rate_and_in_another_workspace_there_is_none(session: Session, cast: Cast) -> None:
    session.add(ExchangeRate(workspace_id="T1", currency="USD", day=TUESDAY, rate="0.90"))
    session.add(ExchangeRate(workspace_id="T2", currency="GBP", day=MONDAY, rate="1.15"))
    assert to_reporting(session, cast.workspace, Money(100, "USD"), MONDAY) is None
    assert to_reporting(session, cast.workspace, Money(100, "GBP"), FRIDAY) is None


def test_the_reporting_currency_needs_no_rate(session: Session, cast: Cast) -> None:
    assert to_reporting(session, cast.workspace, Money(100, "EUR"), MONDAY) == Money(100, "EUR")
