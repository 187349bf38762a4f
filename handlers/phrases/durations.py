"""Durations in minutes: `45m`, `2h`, `1,5 uur`, `90 min`, `1h30`, `half uur`, `anderhalf uur`."""

import re
from decimal import Decimal

from handlers.phrases.amounts import read_number
from handlers.phrases.spelled import spelled_at
from handlers.phrases.tokens import WORD, Typed
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import NUMBERS
from models.vocabulary import vocabulary

LONGEST_MINUTES = 24 * 60

_WORDS = vocabulary()
HOURS, MINUTES = _WORDS.words("units", "hour"), _WORDS.words("units", "minute")
QUARTERS = _WORDS.words("units", "quarter_of_an_hour")
_MINUTES_IN = dict.fromkeys(QUARTERS, 15) | dict.fromkeys(MINUTES, 1) | dict.fromkeys(HOURS, 60)
_OR_SO = _WORDS.words("units", "or_so")
_FRACTIONS = {"1/2": "0.5", "½": "0.5", "1/4": "0.25", "¼": "0.25", "3/4": "0.75", "¾": "0.75"}
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
    elif low in SPOKEN_FIRST or low in NUMBERS or low in _FRACTIONS or spelled_at(words, at):
        found = _or_so(words, at) or _spoken(words, at) or _two_words(words, at)
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
    """`90 min`, `forty minutes`, `vijf kwartier`, `1/2 hour`, `1 hr 15`, `2 uur 10 min`."""
    number, end = _number_at(words, at)
    each = _MINUTES_IN.get(words.low(end))
    if each is None or read_number(number) is None:
        return None
    minutes, end = _minutes(number, each), end + 1
    more = words.low(end)
    if each < 60 or not re.fullmatch(r"[1-5]?\d", more):
        return minutes, end
    if words.low(end + 1) in MINUTES:
        return minutes + int(more), end + 2
    is_last = end + 1 >= len(words.tokens) or words.tokens[end + 1].shape != WORD
    return (minutes + int(more), end + 1) if is_last and int(more) >= 5 else (minutes, end)


def _number_at(words: Typed, at: int) -> tuple[str, int]:
    """The number at a token, in digits, and the position after it."""
    low = words.low(at)
    if low in _FRACTIONS:
        return _FRACTIONS[low], at + 1
    if low in NUMBERS:
        return str(NUMBERS[low]), at + 1
    spelled = spelled_at(words, at)
    return (str(spelled[0]), spelled[1]) if spelled else (low, at + 1)


def _or_so(words: Typed, at: int) -> tuple[int, int] | None:
    """`een minuut of veertig`, `een uur of twee`: about so many."""
    each = _MINUTES_IN.get(words.low(at + 1))
    if NUMBERS.get(words.low(at)) != 1 or each is None or words.low(at + 2) not in _OR_SO:
        return None
    number, end = _number_at(words, at + 3)
    value = read_number(number)
    return (_minutes(number, each), end) if value is not None and value > 1 else None


def _spoken(words: Typed, at: int) -> tuple[int, int] | None:
    for phrase, minutes in _LONGEST_FIRST:
        if all(words.low(at + offset) == word for offset, word in enumerate(phrase)):
            return minutes, at + len(phrase)
    return None


def _minutes(number: str, each: int) -> int:
    value = read_number(number)
    assert value is not None
    return round(min(value, Decimal(10**6)) * each)
