"""`/koers rate`: `USD 0.92`, `USD 0,92 vanaf 1 nov`, `1 USD = 0.92 EUR from 2026-11-01`."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.phrases.amounts import SIGNS
from handlers.phrases.dates import read_date
from handlers.phrases.examples import example_of
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable
from models.workspace.rate_changes import read_rate

_FROM = re.compile(r"\s+(?:from|since|per|vanaf|sinds|as of|op|on)\s+(.+)$", re.IGNORECASE)
_RATE = re.compile(
    r"(?:1\s*)?(?P<currency>[^\W\d_]{1,12}|[€$£¥₹])\s*(?:=|is|:|costs|kost)?\s*"
    r"(?P<rate>[-−]?[\d.,]+)\s*(?P<into>[^\W\d_]{3}|[€$£¥₹])?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RatePhrase:
    """A rate as typed; `into` and `day` are None when they were not said."""

    currency: str
    rate: Decimal
    into: str | None = None
    day: date | None = None


def read_rate_line(text: str, today: date, *, language: str = "en") -> RatePhrase:
    """The rate in `text`. Raises Unreadable."""
    understood: list[Understood] = []
    try:
        return _read(text.strip(), today, language, understood)
    except Unreadable as error:
        raise error.within(understood, example_of("rates", language)) from None


def _read(text: str, today: date, language: str, understood: list[Understood]) -> RatePhrase:
    day = None
    if found := _FROM.search(text):
        day = read_date(found[1], today, Direction.PAST, language=language)
        understood.append((Label.FROM, day))
        text = text[: found.start()].strip()
    match = _RATE.fullmatch(text)
    if match is None:
        raise Unreadable(Reason.UNKNOWN_WORD if text else Reason.NOTHING_TYPED, text[:60])
    rate = read_rate(match["rate"].replace("−", "-"))
    if rate is None:
        raise Unreadable(Reason.NOT_A_NUMBER, match["rate"])
    into = match["into"]
    return RatePhrase(_code(match["currency"]), rate, _code(into) if into else None, day)


def _code(text: str) -> str:
    return SIGNS.get(text.lower(), text.upper())
