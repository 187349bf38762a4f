"""The cover of a line: of all that its words may be, the spans that explain most of it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from handlers.phrases.accounts import says_something
from handlers.phrases.amounts import CODES, SIGNS, Figure, figure_at, read_number
from handlers.phrases.dates import NAMED_DAYS, STARTERS, date_at
from handlers.phrases.durations import SPOKEN_FIRST, duration_at
from handlers.phrases.holidays import HOLIDAYS_BEGIN
from handlers.phrases.log.capitals import accounts_at, names_at
from handlers.phrases.log.lexicon import Lexicon, lexicon
from handlers.phrases.log.spans import Line, Reader, Role, Span
from handlers.phrases.shares import SPLIT, shares_at, starts_split
from handlers.phrases.spelled import is_spelled, spelled_at
from handlers.phrases.tokens import COMMA, DASH, MENTION, NEWLINE, QUOTED, WORD, Phrases, Typed
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import (
    AGO,
    ARTICLES,
    DAY_PARTS,
    LAST,
    MONTH_WORDS,
    MONTHS,
    NEXT,
    NUMBERS,
    ON,
    QUARTER_WORDS,
    SHORT_WEEKDAYS,
    THIS,
    WEEK_WORDS,
    WEEKDAYS,
    YEAR_WORDS,
)
from models.money import MULTIPLIERS
from models.vocabulary import vocabulary, words_of

PERIOD_WORDS = WEEK_WORDS | MONTH_WORDS | QUARTER_WORDS | YEAR_WORDS
_MARKS = {COMMA: Role.COMMA, DASH: Role.DASH, NEWLINE: Role.NEWLINE, QUOTED: Role.QUOTED, MENTION: Role.MENTION}
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])(?::\d\d(?:u|h|uur|am|pm)?|(?:\.\d\d)?(?:am|pm))|(?:0?[7-9]|1\d|2[0-3])[uh]\d\d"
)
_HOUR = re.compile(r"(?:[01]?\d|2[0-3])(?:u|h|uur)?")
_OFFICE_HOUR = re.compile(r"(?:9|1\d|20)u")
"""`afspraak Acme 14u` began then: nobody sits together for fourteen hours."""
_AT_THE_CLOCK, _AT_EXACTLY, _O_CLOCK, _JUST_PAST, _INTERJECTIONS = (
    vocabulary().words("around", key) for key in ("at_the_clock", "at_exactly", "o_clock", "just_past", "interjections")
)
"""An interjection is no day: `zo, klaar bij Acme` is not Sunday."""
_PRIMES = re.compile(r"(\d{1,3})['’]")


def chart(reader: Reader, words: Typed) -> Line:
    """The line with the cover that explains most of it; on a tie the longer span, then the earlier role."""
    lexical = lexicon(reader.own)
    is_caps = words.text.isupper()
    count = len(words.tokens)
    best: list[float] = [0.0] * (count + 1)
    choice: list[Span | None] = [None] * (count + 1)
    for at in range(count - 1, -1, -1):
        best[at] = best[at + 1]
        for span in _candidates(reader, words, at, lexical, is_caps=is_caps):
            value = span.weight + best[span.end]
            if value > best[at]:
                best[at], choice[at] = value, span
    spans: dict[int, Span] = {}
    at = 0
    while at < count:
        span = choice[at] or Span(Role.WORD, at, at + 1)
        spans[at] = span
        at = span.end
    return Line(reader, words, spans, lexical.flags_in(words))


def _candidates(reader: Reader, words: Typed, at: int, lexical: Lexicon, *, is_caps: bool) -> Iterator[Span]:
    token = words.tokens[at]
    if role := _MARKS.get(token.shape):
        yield Span(role, at, at + 1, token.text, 4.0)
        return
    if token.shape != WORD:
        return
    low = token.low
    if not says_something(low):
        yield Span(Role.AND if token.text in "&+" and token.text else Role.FILLER, at, at + 1, None, 1.0)
        if low not in SIGNS:
            return
    if words.is_equals(at + 1):
        yield Span(Role.KEY, at, at + 2, low, 50.0)
    by_word = lexical.spans_at(words, at)
    yield from by_word
    yield from accounts_at(reader, words, at, by_word)
    if low in _FIGURES_BEGIN or _DIGIT_OR_OWNED.search(low) or is_spelled(low):
        yield from _times(reader, words, at)
        yield from _figures(words, at, low)
    if not is_caps or token.text.lower() == token.text.upper():
        yield from names_at(words, at, lexical)


def _times(reader: Reader, words: Typed, at: int) -> Iterator[Span]:
    low, following = words.low(at), words.low(at + 1)
    today = reader.typist.today
    if low in _INTERJECTIONS and at == 0 and len(words.tokens) > 1 and words.tokens[1].shape == COMMA:
        return
    if low.endswith("'s") and (owned := _day_of(reader, words, at)):
        yield owned
    for ahead, end in _LONG_DAYS.at(words, at) if low else ():
        yield Span(Role.DATE, at, end, today + timedelta(days=ahead), 7.0 * (end - at))
    if low in ON and (numbered := _day_of_the_month(words, at, today)):
        yield numbered
    try:
        if found := date_at(words, at, reader.typist, Direction.PAST):
            end = found[1] + (words.low(found[1]) in _JUST_PAST)
            end += words.low(end) in _A_DAY_PART
            yield Span(Role.DATE, at, end, found[0], 7.0 * (end - at))
        elif low in SHORT_WEEKDAYS and _names_a_day(words, at, reader.typist.language):
            day = date_at(words._replace(tokens=words.tokens[: at + 1]), at, reader.typist, Direction.PAST)
            end = at + 1 + (following in _JUST_PAST)
            if day:
                yield Span(Role.DATE, at, end, day[0], 7.0 * (end - at))
    except Unreadable as problem:
        end = at + max(1, len(problem.rest.split()))
        yield Span(Role.DATE, at, min(end, len(words.tokens)), problem, 7.0 * (end - at))
    if low in LAST | NEXT | THIS and following in PERIOD_WORDS:
        sign = -1 if low in LAST else 1 if low in NEXT else 0
        yield Span(Role.PERIOD, at, at + 2, sign, 12.0)
    yield from _durations(words, at, low)


def _day_of(reader: Reader, words: Typed, at: int) -> Span | None:
    """`Monday's meeting`: the day that a kind belongs to."""
    low = words.low(at).removesuffix("'s")
    if at + 1 >= len(words.tokens) or low not in WEEKDAYS:
        return None
    token = words.tokens[at]._replace(low=low)
    found = date_at(words._replace(tokens=[token]), 0, reader.typist, Direction.PAST)
    return Span(Role.DATE, at, at + 1, found[0], 7.0) if found else None


TIMES = vocabulary().words("around", "times") | {"×"}
TWICE = vocabulary().numbers("times")
_FRACTIONS = {
    **dict.fromkeys(vocabulary().words("fractions", "half"), Decimal("0.5")),
    **dict.fromkeys(vocabulary().words("fractions", "one_and_a_half"), Decimal("1.5")),
}
_LONG_DAYS = Phrases((words, ahead) for words, ahead in NAMED_DAYS.items() if " " in words or words[0].isdigit())
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|e|de|ste)")
_FIGURES_BEGIN = frozenset([*STARTERS, *SPOKEN_FIRST, *SIGNS, *CODES, *SPLIT, *TWICE, *_AT_THE_CLOCK, *SHORT_WEEKDAYS])
_FIGURES_BEGIN |= {*HOLIDAYS_BEGIN, *_LONG_DAYS.by_first, *(words.split()[0] for words in _FRACTIONS)}
"""What a time or a figure may begin with, apart from words with a digit, numbers in words, and `Monday's`."""
_DIGIT_OR_OWNED = re.compile(r"[\d½¼¾]|'s$")


def _day_of_the_month(words: Typed, at: int, today: date) -> Span | None:
    """`on the 12th`, `op de 12e`: the latest such day."""
    number = at + 1 + (words.low(at + 1) in ARTICLES)
    match = _ORDINAL.fullmatch(words.low(number))
    if match is None or words.low(number + 1) in MONTHS or not 1 <= int(match[1]) <= 31:
        return None
    day = today
    while day.day != int(match[1]):
        day -= timedelta(days=1)
    return Span(Role.DATE, at, number + 1, day, 7.0 * (number + 1 - at))


_AT_THE_START = vocabulary().words("short_weekdays", "at_the_start")
_A_DAY_PART = frozenset(word for part in DAY_PARTS.values() for word in part if " " not in word)


def _names_a_day(words: Typed, at: int, language: str) -> bool:
    """`ma afspraak Acme`: a short weekday at the beginning, or with "last" behind it (`di j.l.`)."""
    low, following = words.low(at), words.low(at + 1)
    if following in _JUST_PAST or (words.tokens[at].text.endswith(":") and low in SHORT_WEEKDAYS):
        return True
    is_a_day = low in _AT_THE_START or low in words_of(language).section("short_weekdays")["only_in_this_language"]
    return at == 0 and is_a_day and bool(following)


def _durations(words: Typed, at: int, low: str) -> Iterator[Span]:
    is_clock = bool(_CLOCK.fullmatch(low) or _OFFICE_HOUR.fullmatch(low))
    if is_clock:
        yield Span(Role.CLOCK, at, at + 1, None, 7.5)
    if low in _AT_THE_CLOCK and _HOUR.fullmatch(words.low(at + 1)):
        end = at + 2 + (words.low(at + 2) in _O_CLOCK)
        if end > at + 2 or low in _AT_EXACTLY:
            yield Span(Role.CLOCK, at, end, None, 7.5 * (end - at))
    if low in _AT_THE_CLOCK and _CLOCK.fullmatch(words.low(at + 1)):
        yield Span(Role.CLOCK, at, at + 2, None, 15.0)
    if prime := _PRIMES.fullmatch(words.tokens[at].text):
        yield Span(Role.DURATION, at, at + 1, int(prime[1]), 7.0)
    try:
        found = duration_at(words, at)
    except Unreadable as problem:
        yield Span(Role.DURATION, at, at + 1, problem, 7.0)
        return
    if found:
        minutes, end = found
        if words.low(end) in AGO:
            yield Span(Role.CLOCK, at, end + 1, None, 7.5 * (end + 1 - at))
        yield Span(Role.DURATION, at, end, minutes, 7.0 * (end - at))


def _figures(words: Typed, at: int, low: str) -> Iterator[Span]:
    bare = low.removesuffix("x").removeprefix("x")
    if low.isdecimal() and len(low) < 8 and words.low(at + 1) in TIMES:
        yield Span(Role.FIGURE, at, at + 2, Figure(Decimal(low)), 14.0)
    if low in TWICE:
        yield Span(Role.FIGURE, at, at + 1, Figure(Decimal(TWICE[low])), 6.5)
    for length in (1, 2):  # anderhalf miljoen, half a million
        text, times = " ".join(words.low(n) for n in range(at, at + length)), MULTIPLIERS.get(words.low(at + length))
        if text in _FRACTIONS and times:
            figure = Figure(_FRACTIONS[text] * times, None, False, False)
            yield Span(Role.FIGURE, at, at + length + 1, figure, 7.0 * (length + 1))
    if bare != low and bare.isdecimal() and len(bare) < 8:
        yield Span(Role.FIGURE, at, at + 1, Figure(Decimal(bare)), 6.5)
    if starts_split(words, at):
        try:
            if shares := shares_at(words, at):
                yield Span(Role.SPLIT, at, shares[1], shares[0], 6.6 * (shares[1] - at))
        except Unreadable as problem:
            yield Span(Role.SPLIT, at, at + 1, problem, 6.6)
    try:
        if found := figure_at(words, at):
            yield Span(Role.FIGURE, at, found[1], found[0], 6.5 * (found[1] - at))
            yield from _grouped(words, at, low, found[0])
    except Unreadable as problem:
        end = min(at + len(problem.rest.split()), len(words.tokens))
        yield Span(Role.FIGURE, at, end, problem, 6.5 * (end - at))
    if low in NUMBERS and low in ARTICLES:
        return
    if spelled := spelled_at(words, at):
        value, end = spelled
        if words.low(end) in TIMES:
            yield Span(Role.FIGURE, at, end + 1, Figure(Decimal(value)), 6.5 * (end + 1 - at))
        thousands = MULTIPLIERS.get(words.low(end)) if value < 1000 else None  # six grand
        value, end = (value * int(thousands), end + 1) if thousands else (value, end)
        currency = SIGNS.get(words.low(end)) or (words.low(end).upper() if words.low(end) in CODES else None)
        end += currency is not None
        figure = Figure(Decimal(value), currency, False, currency is None and not thousands)
        yield Span(Role.FIGURE, at, end, figure, 6.5 * (end - at))


def _grouped(words: Typed, at: int, low: str, figure: Figure) -> Iterator[Span]:
    """`12 500`, `USD 80 000`: thousands grouped by a space."""
    first = at + (low in SIGNS or low in CODES)
    end = first + 1
    while re.fullmatch(r"\d{3}(?:[.,]\d\d?|,-+)?", words.low(end)) and re.fullmatch(r"[1-9]\d{0,2}", words.low(first)):
        end += 1
    value = read_number("".join(words.low(n).rstrip(",-") for n in range(first, end))) if end > first + 1 else None
    if value is not None and (figure.is_plain or first > at):
        behind = SIGNS.get(words.low(end)) if figure.currency is None else None
        whole = Figure(value, figure.currency or behind, False, False)
        yield Span(Role.FIGURE, at, end + bool(behind), whole, 6.6 * (end - at))
