"""Entering exchange rates, by hand or many at once; what waited for one is counted at once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import sqlalchemy as sa
from sqlalchemy import insert, update
from sqlmodel import col, select

from models.database import new_id
from models.money import known_currencies
from models.refusal import Refusal
from models.workspace.records import ExchangeRate, SettingChange
from models.workspace.recounting import Recount, recount
from models.workspace.settings import Author, note_days, noted, stored, take_turn, to_undo

HIGHEST = Decimal(10) ** 9
LOWEST = Decimal(1) / HIGHEST
RATE, RATES = "rate", "rates"
AT_ONCE = 5_000


@dataclass(frozen=True)
class RateSet:
    """A rate that was entered or taken back, and what that changed."""

    change: SettingChange
    currency: str
    into: str
    day: date
    rate: Decimal | None
    """What holds from that day now; None: nothing was entered for it."""
    recount: Recount


@dataclass(frozen=True, slots=True)
class Quote:
    """What one unit of `currency` cost `into` on a day."""

    currency: str
    into: str
    day: date
    rate: Decimal


def read_rate(text: str) -> Decimal | None:
    """`0.92`, `0,92`, `1.234,5`: the last sign is the decimal one, as nobody writes a rate of thousands without decimals."""
    bare = re.sub(r"[ '\u00a0\u202f]", "", text)
    whole, sign, decimals = bare.replace(",", ".").rpartition(".")
    try:
        rate = Decimal(f"{whole.replace('.', '')}.{decimals}" if sign else bare)
    except InvalidOperation:
        return None
    return rate if rate.is_finite() else None


def check_rate(currency: str, rate: Decimal, reporting: str) -> None:
    """Refuses an unknown currency, the reporting one itself, and a rate of 0 or below."""
    if currency not in known_currencies():
        raise Refusal("rates.unknown_currency", typed=currency[:10], field="currency")
    if currency == reporting:
        raise Refusal("rates.is_reporting", currency=currency, field="currency")
    if not LOWEST <= rate <= HIGHEST:
        raise Refusal("rates.not_positive", currency=currency, reporting=reporting, field="rate")


def set_rate(author: Author, currency: str, rate: Decimal, day: date) -> RateSet:
    """From `day` on one unit of `currency` costs `rate` in the reporting currency. Refuses what `check_rate` refuses."""
    check_rate(currency, rate, author.workspace.currency)
    take_turn(author)
    into = author.workspace.currency
    before = _put(author, Quote(currency, into, day, rate))
    change = noted(author, RATE, f"{currency} {into} {day}", before, _text(rate))
    return _told(author, change, Quote(currency, into, day, rate), rate)


def undo_rate(author: Author, change_id: str) -> RateSet:
    """Take it back: the rate of that day is what it was. Refuses when it was changed since, or taken back already."""
    change = to_undo(author, change_id, RATE)
    currency, into, day = change.about.split(" ")
    row = _row(author, currency, into, date.fromisoformat(day))
    if row is None or row.rate != stored(change.new):
        raise Refusal("rates.changed_since", currency=currency)
    before = stored(change.old)
    if before is None:
        author.session.delete(row)
    else:
        row.rate = str(before)
    change.undone_at = author.now
    rate = None if before is None else Decimal(str(before))
    return _told(author, change, Quote(currency, into, date.fromisoformat(day), Decimal(0)), rate)


def take_in_rates(author: Author, quotes: Iterable[Quote]) -> tuple[int, int, int]:
    """Enter many at once. Returns how many are new, changed and the same; nothing is counted anew yet."""
    known = _known(author)
    new: dict[tuple[str, str, date], dict[str, object]] = {}
    changed: list[dict[str, object]] = []
    same, its_own = 0, {"workspace_id": author.workspace.workspace_id}
    for quote in quotes:
        key, text = (quote.currency, quote.into, quote.day), _text(quote.rate)
        if key not in known:
            said = {"currency": quote.currency, "into": quote.into, "day": quote.day, "rate": text}
            new[key] = {**its_own, "id": new_id(), **said}
        elif known[key][1] != text:
            changed.append({**its_own, "id": known[key][0], "rate": text})
        else:
            same += 1
    rows = list(new.values())
    for start in range(0, len(rows), AT_ONCE):
        author.session.execute(insert(ExchangeRate), rows[start : start + AT_ONCE])
    if changed:
        author.session.execute(update(ExchangeRate), changed)
    return len(rows), len(changed), same


def count_rates(author: Author, number: int) -> Recount:
    """After many were entered: what waited is counted, and that so many came is noted."""
    told = recount(author.session, author.workspace, author.today)
    note_days(noted(author, RATES, "", None, number), told)
    author.session.flush()
    return told


def _known(author: Author) -> dict[tuple[str, str, date], tuple[str, str]]:
    """Id and rate of each that is there."""
    wanted = (ExchangeRate.currency, ExchangeRate.into, ExchangeRate.day, ExchangeRate.id, ExchangeRate.rate)
    rows = author.session.execute(
        sa.select(*wanted).where(col(ExchangeRate.workspace_id) == author.workspace.workspace_id)  # type: ignore[call-overload]
    )
    return {(currency, into, day): (id_, rate) for currency, into, day, id_, rate in rows}


def rates_in_force(author: Author) -> Sequence[ExchangeRate]:
    """Today's rate of each currency for which one was entered in the reporting currency, by currency."""
    known = select(ExchangeRate).where(
        ExchangeRate.workspace_id == author.workspace.workspace_id,
        ExchangeRate.into == author.workspace.currency,
        ExchangeRate.day <= author.today,
    )
    latest = {row.currency: row for row in author.session.exec(known.order_by(col(ExchangeRate.day)))}
    return [latest[currency] for currency in sorted(latest)]


def _put(author: Author, quote: Quote) -> str | None:
    """Store it; returns the rate that stood there for that day."""
    row = _row(author, quote.currency, quote.into, quote.day)
    if row is not None:
        before, row.rate = row.rate, _text(quote.rate)
        return before
    author.session.add(
        ExchangeRate(
            workspace_id=author.workspace.workspace_id,
            currency=quote.currency,
            into=quote.into,
            day=quote.day,
            rate=_text(quote.rate),
        )
    )
    return None


def _row(author: Author, currency: str, into: str, day: date) -> ExchangeRate | None:
    that_day = select(ExchangeRate).where(
        ExchangeRate.workspace_id == author.workspace.workspace_id,
        ExchangeRate.currency == currency,
        ExchangeRate.into == into,
        ExchangeRate.day == day,
    )
    return author.session.exec(that_day).first()


def _told(author: Author, change: SettingChange, quote: Quote, rate: Decimal | None) -> RateSet:
    told = recount(author.session, author.workspace, author.today)
    note_days(change, told)
    author.session.flush()
    return RateSet(change, quote.currency, quote.into, quote.day, rate, told)


def _text(rate: Decimal) -> str:
    """As it is stored: no exponent, and no zeros that say nothing."""
    return f"{rate.normalize():f}"[:32]
