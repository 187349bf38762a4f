"""Numbers and money in English and Dutch notation."""

from decimal import Decimal

import pytest

from handlers.phrases import Amount, Reason, Unreadable, read_amount
from handlers.phrases.amounts import CODES, LARGEST_AMOUNT, SIGNS
from models import money

AMOUNTS: list[tuple[str, str, str | None]] = [
    ("12500", "12500", None),
    ("12.500", "12500", None),
    ("12,500", "12500", None),
    ("12,500.00", "12500", None),
    ("12.500,00", "12500", None),
    ("12'500.50", "12500.50", None),
    ("12.5", "12.5", None),
    ("12,5", "12.5", None),
    ("12,50", "12.50", None),
    ("1.234", "1234", None),
    ("0.500", "0.5", None),
    ("0,5", "0.5", None),
    ("1.250.000", "1250000", None),
    ("1,250,000", "1250000", None),
    ("1.250.000,50", "1250000.50", None),
    ("1,250,000.50", "1250000.50", None),
    ("1234,5", "1234.5", None),
    ("5", "5", None),
    ("0", "0", None),
    ("12,5k", "12500", None),
    ("12.5k", "12500", None),
    ("12.5K", "12500", None),
    ("5 k", "5000", None),
    ("1.2m", "1200000", None),
    ("1,2m", "1200000", None),
    ("1,2 mln", "1200000", None),
    ("1,2mln", "1200000", None),
    ("1.2 million", "1200000", None),
    ("1,2 miljoen", "1200000", None),
    ("3 ton", "300000", None),
    ("1,5 ton", "150000", None),
    ("25 duizend", "25000", None),
    ("25 thousand", "25000", None),
    ("1bn", "1000000000", None),
    ("1 miljard", "1000000000", None),
    ("€ 1,2 mln", "1200000", "EUR"),
    ("€1.2m", "1200000", "EUR"),
    ("€ 12.500", "12500", "EUR"),
    ("€12.500,-", "12500", "EUR"),
    ("€ 500,--", "500", "EUR"),
    ("500,-", "500", None),
    ("12500 euro", "12500", "EUR"),
    ("12.500 EUR", "12500", "EUR"),
    ("EUR 300", "300", "EUR"),
    ("eur300", "300", "EUR"),
    ("300eur", "300", "EUR"),
    ("12keur", "12000", "EUR"),
    ("300 €", "300", "EUR"),
    ("300€", "300", "EUR"),
    ("5k€", "5000", "EUR"),
    ("$5k", "5000", "USD"),
    ("$ 5,000.00", "5000", "USD"),
    ("US$5k", "5000", "USD"),
    ("5k USD", "5000", "USD"),
    ("5 k USD", "5000", "USD"),
    ("5000 dollar", "5000", "USD"),
    ("£1,250", "1250", "GBP"),
    ("1250 pond", "1250", "GBP"),
    ("CHF 12'500", "12500", "CHF"),
    ("250 sek", "250", "SEK"),
    ("¥5000", "5000", "JPY"),
    ("1000000000000", "1000000000000", None),
    ("€\u00a01.500", "1500", "EUR"),
    ("  12.500  ", "12500", None),
]


@pytest.mark.parametrize(("text", "value", "currency"), AMOUNTS, ids=[text for text, _, _ in AMOUNTS])
def test_an_amount_is_read_in_either_notation(text: str, value: str, currency: str | None) -> None:
    assert read_amount(text) == Amount(Decimal(value), currency)


REFUSED: list[tuple[str, Reason, tuple[str, ...]]] = [
    ("-5", Reason.AMOUNT_NEGATIVE, ()),
    ("-12.500", Reason.AMOUNT_NEGATIVE, ()),
    ("€ -5", Reason.AMOUNT_NEGATIVE, ()),
    ("-€5", Reason.AMOUNT_NEGATIVE, ()),
    ("€-5k", Reason.AMOUNT_NEGATIVE, ()),
    ("1000000000001", Reason.AMOUNT_TOO_LARGE, ()),
    ("2000 mld", Reason.AMOUNT_TOO_LARGE, ()),
    ("99999999999999999999", Reason.AMOUNT_TOO_LARGE, ()),
    ("1.234k", Reason.AMOUNT_UNCLEAR, ("1234", "1234000")),
    ("1,250 mln", Reason.AMOUNT_UNCLEAR, ("1250000", "1250000000")),
    ("", Reason.NOT_A_NUMBER, ()),
    ("abc", Reason.NOT_A_NUMBER, ()),
    ("12.34.56", Reason.NOT_A_NUMBER, ()),
    ("1,2,3", Reason.NOT_A_NUMBER, ()),
    ("45%", Reason.NOT_A_NUMBER, ()),
    ("5k or so", Reason.NOT_A_NUMBER, ()),
    ("€", Reason.NOT_A_NUMBER, ()),
    ("12x", Reason.NOT_A_NUMBER, ()),
    ("5 k$ USD", Reason.NOT_A_NUMBER, ()),
]


@pytest.mark.parametrize(("text", "reason", "readings"), REFUSED, ids=[text for text, _, _ in REFUSED])
def test_an_amount_that_cannot_be_meant_is_refused(text: str, reason: Reason, readings: tuple[str, ...]) -> None:
    with pytest.raises(Unreadable) as caught:
        read_amount(text)
    assert (caught.value.reason, caught.value.suggestions) == (reason, readings)


def test_every_currency_that_can_be_typed_is_one_that_can_be_stored() -> None:
    assert {code.upper() for code in CODES} | set(SIGNS.values()) <= money.known_currencies()


def test_the_largest_amount_is_the_one_of_the_business() -> None:
    assert LARGEST_AMOUNT == money.LARGEST_AMOUNT
