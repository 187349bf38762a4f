"""Durations in minutes: `45m`, `2h`, `1,5 uur`, `90 min`, `1h30`, `half uur`, `anderhalf uur`."""

import re
from decimal import Decimal

from handlers.phrases.amounts import read_number
from handlers.phrases.tokens import Typed
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import NUMBERS
from models.vocabulary import vocabulary

LONGEST_MINUTES = 24 * 60

_WORDS = vocabulary()
HOURS, MINUTES = _WORDS.words("units", "hour"), _WORDS.words("units", "minute")
_SPOKEN = {tuple(phrase.split()): minutes for phrase, minutes in _WORDS.numbers("spoken_minutes").items()}
SPOKEN_FIRST = frozenset(words[0] for words in _SPOKEN)
_LONGEST_FIRST = sorted(_SPOKEN.items(), key=lambda item: -len(item[0]))
_COMPACT = re.compile(r"(\d+(?:[.,]\d+)?)(h|hr|hrs|hours?|u|uur|m|mins?|minutes?|minuten)(\d{1,2})?m?(?:in)?")


def duration_at(words: Typed, at: int) -> tuple[int, int] | None:
    """The minutes that start at a token, and the position after them.

    Raises Unreadable (DURATION_OUT_OF_RANGE) for none at all or more than a day.
    """
    low = words.low(at)
    if low[:1].isdecimal():
        found = _compact(words, at) or _two_words(words, at)
    elif low in SPOKEN_FIRST or low in NUMBERS:
        found = _spoken(words, at) or _two_words(words, at)
    else:
        return None
    if found and not 0 < found[0] <= LONGEST_MINUTES:
        raise Unreadable(Reason.DURATION_OUT_OF_RANGE, words.between(at, found[1]))
    return found


def _compact(words: Typed, at: int) -> tuple[int, int] | None:
    match = _COMPACT.fullmatch(words.low(at))
    if match is None:
        return None
    number, unit, more = match.groups()
    if unit[0] in "hu":
        minutes = _minutes(number, 60)
        if more:
            return minutes + int(more), at + 1
        following = re.fullmatch(r"(\d{1,2})(?:m|min)", words.low(at + 1))
        return (minutes + int(following[1]), at + 2) if following else (minutes, at + 1)
    return None if more else (_minutes(number, 1), at + 1)


def _two_words(words: Typed, at: int) -> tuple[int, int] | None:
    low, unit = words.low(at), words.low(at + 1)
    if unit not in HOURS and unit not in MINUTES:
        return None
    number = str(NUMBERS[low]) if low in NUMBERS else low
    if read_number(number) is None:
        return None
    minutes, end = _minutes(number, 60 if unit in HOURS else 1), at + 2
    if unit in HOURS and words.low(end)[:2].strip().isdecimal() and words.low(end + 1) in MINUTES:
        return minutes + int(Decimal(read_number(words.low(end)) or 0)), end + 2
    return minutes, end


def _spoken(words: Typed, at: int) -> tuple[int, int] | None:
    for phrase, minutes in _LONGEST_FIRST:
        if all(words.low(at + offset) == word for offset, word in enumerate(phrase)):
            return minutes, at + len(phrase)
    return None


def _minutes(number: str, each: int) -> int:
    value = read_number(number)
    assert value is not None
    return round(min(value, Decimal(10**6)) * each)
