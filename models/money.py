"""Money: whole minor units and a currency; never a float, never a bare number."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel.numbers import get_currency_precision, list_currencies

from models.vocabulary import vocabulary

LARGEST_AMOUNT = Decimal(10) ** 12
"""Amounts above this (in whole units of their currency) are typing errors, not deals."""

CURRENCY_SIGNS: dict[str, str] = {
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₺": "TRY",
    "₩": "KRW",
    "zł": "PLN",
}
"""Currencies by the sign that stands beside a number; one that ends in another's sign goes first."""
MULTIPLIERS: dict[str, int] = {
    "k": 1_000,
    **dict.fromkeys(("m", "mln", "mio", "mn"), 10**6),
    **dict.fromkeys(("b", "bn", "mrd", "mld"), 10**9),
    **vocabulary().numbers("money"),
}
"""What stands behind a number for thousands, millions, billions."""


@cache
def decimals_of(currency: str) -> int:
    """Number of decimals of an ISO 4217 currency: EUR 2, JPY 0."""
    return get_currency_precision(currency)


@cache
def known_currencies() -> frozenset[str]:
    """The ISO 4217 codes that Koers accepts."""
    return frozenset(list_currencies("en"))


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units (cents) of one currency."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int, currency: str) -> "Money":
        """`amount` in whole units (12.50 euro); halves of a minor unit are rounded up."""
        scaled = (Decimal(amount) * 10 ** decimals_of(currency)).quantize(Decimal(1), ROUND_HALF_UP)
        return cls(int(scaled), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in whole units of the currency."""
        return Decimal(self.minor).scaleb(-decimals_of(self.currency))

    def converted(self, rate: Decimal, currency: str) -> "Money":
        """The same value in `currency`; `rate` is what one unit of this currency costs in that one."""
        return Money.of(self.amount * rate, currency)

    def share(self, percent: int) -> "Money":
        """A credit share of `percent` (0 to 100)."""
        part = (Decimal(self.minor) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)
        return Money(int(part), self.currency)
