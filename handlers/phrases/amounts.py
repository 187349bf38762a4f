"""Numbers and amounts in both notations: `12.500`, `12,500.00`, `12,5k`, `€ 1,2 mln`, `5k USD`.

A separator followed by exactly three digits groups thousands, so `1.234` is 1234 and `12,500` is 12500; any
other single separator is a decimal sign. `1.234k` could be either and is refused with both readings.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from handlers.phrases.tokens import WORD, Typed, typed
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import each_of
from models.money import CURRENCY_SIGNS, LARGEST_AMOUNT, MULTIPLIERS
from models.vocabulary import vocabulary

_WORDS = vocabulary()
_LOOSE_MULTIPLIERS = frozenset(word for word in MULTIPLIERS if len(word) > 1) | {"k"}
"""Multipliers that may stand apart: `5 k`, `1,2 mln`; a loose `m` is minutes or metres as well."""

SIGNS: dict[str, str] = {
    **{sign.casefold(): code for sign, code in CURRENCY_SIGNS.items()},
    "eur": "EUR",
    "fr": "CHF",
    **_WORDS.table("currencies"),
}

CODES = each_of("""aed ars aud bgn brl cad chf clp cny cop czk dkk egp eur gbp hkd huf idr ils inr isk jpy kes krw kwd mad
    mxn myr ngn nok nzd pen php pkr pln qar ron rsd rub sar sek sgd thb try twd uah usd uyu vnd zar""")
"""Currencies (ISO 4217) that may be typed beside a number."""

_K_INSIDE = re.compile(r"(?P<before>[€$£])?(?P<whole>\d{1,3})k(?P<part>\d{1,3})")
_TOKEN = re.compile(
    r"(?P<minus>[-−])?(?P<before>[^\d\s.,'+−-]{1,3})?(?P<inner>[-−])?"
    r"(?P<number>\d[\d.,']*)(?P<tail>[^\W\d_]{1,8}|%)?(?P<after>[€$£¥₹₺₩])?(?:,?-{1,2})?"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,'])\d{3}(?:\1\d{3})*")
_BOTH = re.compile(r"\d{1,3}(?:([.,'])\d{3})+(?!\1)[.,]\d+")
_DECIMAL = re.compile(r"\d+[.,]\d+")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in whole units (euros, not cents); `currency` is None when none was typed."""

    value: Decimal
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as typed: plain (`5`), money (`5k`, `€ 5`) or a percentage (`45%`, value 45)."""

    value: Decimal
    currency: str | None = None
    is_percent: bool = False
    is_plain: bool = True
    """Neither multiplier, currency nor percent sign: could be a count as well as money."""

    @property
    def amount(self) -> Amount:
        """The figure as money."""
        return Amount(self.value, self.currency)

    @property
    def whole(self) -> int | None:
        """The figure as a count, when it is one."""
        return int(self.value) if self.is_plain and self.value == self.value.to_integral_value() else None


def read_number(text: str) -> Decimal | None:
    """The value of digits with separators, or None; see the module for which separator means what."""
    if text.isdecimal():
        return Decimal(text) if len(text) <= 30 else None
    if _GROUPED.fullmatch(text):
        return Decimal(re.sub(r"[.,']", "", text))
    if _BOTH.fullmatch(text):
        whole, decimals = re.split(r"[.,](?=\d+$)", text)
        return Decimal(re.sub(r"[.,']", "", whole) + "." + decimals)
    if _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return None


def read_amount(text: str) -> Amount:
    """The one amount in `text`. Raises Unreadable (NOT_A_NUMBER and what `figure_at` raises)."""
    words = typed(text)
    found = figure_at(words, 0)
    if found is None or found[1] != len(words.tokens) or found[0].is_percent:
        raise Unreadable(Reason.NOT_A_NUMBER, text.strip()[:80])
    return found[0].amount


def figure_at(words: Typed, at: int) -> tuple[Figure, int] | None:
    """The number or amount that starts at a token, and the position after it.

    Raises Unreadable (AMOUNT_NEGATIVE, AMOUNT_TOO_LARGE, AMOUNT_UNCLEAR).
    """
    if at >= len(words.tokens) or words.tokens[at].shape != WORD:
        return None
    first, currency, end = at, None, at
    if words.low(at) in SIGNS or words.low(at) in CODES:
        currency, end = _currency(words.low(at)), at + 1
    if inner := _K_INSIDE.fullmatch(words.low(end)):  # 17k5
        currency = currency or _currency(inner["before"] or "")
        thousands = Decimal(f"{inner['whole']}.{inner['part']}")
        return Figure(thousands * MULTIPLIERS["k"], currency, False, False), end + 1
    match = _TOKEN.fullmatch(words.low(end))
    value = match and read_number(match["number"].rstrip(".,'"))
    if match is None or value is None:
        return None
    before, tail = match["before"], match["tail"]
    end += 1
    if before and (currency or not (currency := _currency(before))):
        return None
    times = 1
    if tail == "%":
        if currency:
            return None
        return _checked(Figure(value, is_percent=True, is_plain=False), match, words.tokens[first].text), end
    if tail:
        times, tail_currency = _tail(tail)
        if times == 0 or (tail_currency and currency):
            return None
        currency = currency or tail_currency
    elif words.low(end) in _LOOSE_MULTIPLIERS:
        times, end = MULTIPLIERS[words.low(end)], end + 1
    if match["after"]:
        if currency:
            return None
        currency = SIGNS[match["after"]]
    if not currency and (currency := _currency(words.low(end))):
        end += 1
    if times > 1 and _GROUPED.fullmatch(match["number"]):
        raise _unclear(match["number"], times, words.between(first, end))
    plain = times == 1 and currency is None
    return _checked(Figure(value * times, currency, False, plain), match, words.between(first, end)), end


def _currency(word: str) -> str | None:
    return SIGNS.get(word) or (word.upper() if word in CODES else None)


def _tail(tail: str) -> tuple[int, str | None]:
    """What stands directly behind the digits: `k`, `eur`, `keur`; a multiplier of 0 says: not an amount."""
    if tail in MULTIPLIERS:
        return MULTIPLIERS[tail], None
    if currency := _currency(tail):
        return 1, currency
    if tail[0] in "km" and (currency := _currency(tail[1:])):
        return MULTIPLIERS[tail[0]], currency
    return 0, None


def _checked(figure: Figure, match: re.Match[str], text: str) -> Figure:
    if match["minus"] or match["inner"]:
        raise Unreadable(Reason.AMOUNT_NEGATIVE, text)
    if figure.value > LARGEST_AMOUNT:
        raise Unreadable(Reason.AMOUNT_TOO_LARGE, text)
    return figure


def _unclear(number: str, times: int, text: str) -> Unreadable:
    as_decimal = Decimal(re.sub(r"[.,']", ".", number, count=1)) if len(re.findall(r"[.,']", number)) == 1 else None
    as_thousands = Decimal(re.sub(r"[.,']", "", number)) * times
    readings = [f"{as_thousands:f}"] if as_decimal is None else [f"{as_decimal * times:.0f}", f"{as_thousands:f}"]
    return Unreadable(Reason.AMOUNT_UNCLEAR, text, readings)


def refuse_unknown_code(words: Typed, found: tuple[Figure, int]) -> None:
    """`100 XYZ`: three capitals right behind a sum are a currency. Raises Unreadable (UNKNOWN_CURRENCY)."""
    figure, at = found
    text = words.tokens[at].text if at < len(words.tokens) else ""
    if figure.currency is None and re.fullmatch(r"[A-Z]{3}", text) and not words.text.isupper():
        raise Unreadable(Reason.UNKNOWN_CURRENCY, text)
