"""`/koers cost`: `12k marketing 2026-11`, `€ 1.250 verkoop vorige maand beurs in Utrecht`, `500 USD sales 3 nov`."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.phrases.amounts import Amount, figure_at
from handlers.phrases.dates import date_at
from handlers.phrases.examples import example_of
from handlers.phrases.periods import period_at
from handlers.phrases.tokens import COMMA, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable
from handlers.phrases.words import MONTHS
from models.vocabulary import vocabulary

KINDS = vocabulary().table("costs")
_FILLER = frozenset({"for", "voor", "of", "van", "in", "on", "op", "aan", "at"})


@dataclass(frozen=True, slots=True)
class CostPhrase:
    """A cost as typed; what was not said is None."""

    amount: Amount
    kind: str | None = None
    """`sales`, `marketing` or `delivery`."""
    day: date | None = None
    note: str = ""


def read_cost(text: str, today: date, *, language: str = "en", fiscal_start_month: int = 1) -> CostPhrase:
    """The cost in `text`: an amount and what it went to, perhaps a day or a month, and a note. Raises Unreadable."""
    understood: list[Understood] = []
    try:
        return _read(typed(text), Typist(today, language, None, fiscal_start_month), understood)
    except Unreadable as error:
        raise error.within(understood, example_of("costs", language)) from None


def _read(words: Typed, typist: Typist, understood: list[Understood]) -> CostPhrase:
    if not words.tokens:
        raise Unreadable(Reason.NOTHING_TYPED)
    amount: Amount | None = None
    kind: str | None = None
    day: date | None = None
    note: list[str] = []
    at = 0
    while at < len(words.tokens):
        low = words.low(at)
        if day is None and (found := _day_at(words, at, typist)):
            day, at = found
            understood.append((Label.DATE, day))
        elif amount is None and (figure := figure_at(words, at)):
            amount, at = figure[0].amount, figure[1]
            understood.append((Label.AMOUNT, amount))
        elif kind is None and low in KINDS:
            kind, at = KINDS[low], at + 1
            understood.append((Label.KIND, kind))
        else:
            if not (words.tokens[at].shape == COMMA or (low in _FILLER and not note)):
                note.append(words.tokens[at].text)
            at += 1
    if amount is None:
        raise Unreadable(Reason.NOT_A_NUMBER, " ".join(note)[:60] or words.text[:60])
    return CostPhrase(amount, kind, day, re.sub(r"^[\"“'](.*)[\"”']$", r"\1", " ".join(note)))


def _day_at(words: Typed, at: int, typist: Typist) -> tuple[date, int] | None:
    """A day; of a month, a week or a quarter its last day, today while it runs, and the first day of one to come."""
    if words.low(at).isdecimal() and words.low(at + 1) not in MONTHS:
        return None  # an amount: `2000 marketing` is of no year
    if found := date_at(words, at, typist, Direction.PAST):
        return found
    if period := period_at(words, at, typist, Direction.PAST):
        span = period[0].period
        return max(span.start, min(span.last_day, typist.today)), period[1]
    return None
