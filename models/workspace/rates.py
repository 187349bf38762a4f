"""Exchange rates: what an amount is worth in the reporting currency on a day.

A rate is a fact (“1 USD = 0.92 EUR from 1 November”) and stays one when the reporting currency changes: what is asked is
then found the other way round, or by way of a third currency (1 GBP in USD, from what both cost in euros).
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from models.money import Money
from models.workspace.records import ExchangeRate, SettingChange, Workspace

QUOTED_IN = "EUR"
"""What the European Central Bank and most banks here quote in."""


def to_reporting(session: Session, workspace: Workspace, money: Money, day: date) -> Money | None:
    """`money` in the workspace's reporting currency at the rate of `day`; None while no rate is known for it."""
    if money.currency == workspace.currency:
        return money
    rate = rate_on(session, workspace, money.currency, day)
    return None if rate is None else money.converted(rate, workspace.currency)


def rate_on(session: Session, workspace: Workspace, currency: str, day: date) -> Decimal | None:
    """What one unit of `currency` cost in the reporting currency on `day`: by the latest rates on or before it."""
    return Rates(session, workspace).on(currency, day)


class Rates:
    """The rates into the reporting currency; each that was asked for is looked up once."""

    def __init__(self, session: Session, workspace: Workspace) -> None:
        self.reporting = workspace.currency
        self._session = session
        self._workspace_id = workspace.workspace_id
        self._found: dict[tuple[str, date], Decimal | None] = {}

    def on(self, currency: str, day: date) -> Decimal | None:
        """What one unit of `currency` cost on `day`; None while no rate is known."""
        if currency == self.reporting:
            return Decimal(1)
        key = (currency, day)
        if key not in self._found:
            self._found[key] = self._between(currency, self.reporting, day) or self._by_way_of_another(currency, day)
        return self._found[key]

    def worth(self, minor: int | None, currency: str | None, day: date) -> int | None:
        """An amount in minor units of the reporting currency; None without an amount, or while no rate is known."""
        if minor is None or currency is None:
            return None
        if currency == self.reporting:
            return minor
        rate = self.on(currency, day)
        return None if rate is None else Money(minor, currency).converted(rate, self.reporting).minor

    def _between(self, currency: str, other: str, day: date) -> Decimal | None:
        """As it was entered, or the other way round; the later of the two."""
        entered, reverse = self._entered(currency, other, day), self._entered(other, currency, day)
        if reverse and (entered is None or reverse[0] > entered[0]):
            return 1 / reverse[1]
        return entered[1] if entered else None

    def _by_way_of_another(self, currency: str, day: date) -> Decimal | None:
        for third in self._thirds():
            if third not in (currency, self.reporting):
                one = self._between(currency, third, day)
                two = self._between(third, self.reporting, day) if one else None
                if one and two:
                    return one * two
        return None

    def _thirds(self) -> Iterator[str]:
        """Currencies in which rates were entered: the euro, and what was the reporting currency before."""
        yield QUOTED_IN
        before = select(SettingChange).where(
            SettingChange.workspace_id == self._workspace_id, SettingChange.key == "currency"
        )
        yield from dict.fromkeys(str(change.old.get("value")) for change in self._session.exec(before))

    def _entered(self, currency: str, into: str, day: date) -> tuple[date, Decimal] | None:
        known = (
            select(ExchangeRate)
            .where(
                ExchangeRate.workspace_id == self._workspace_id,
                ExchangeRate.currency == currency,
                ExchangeRate.into == into,
                ExchangeRate.day <= day,
            )
            .order_by(col(ExchangeRate.day).desc())
        )
        found = self._session.exec(known.limit(1)).first()
        return None if found is None else (found.day, Decimal(found.rate))
