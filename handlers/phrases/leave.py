"""`/leave`: `2026-12-24..2027-01-02`, `24 dec - 2 jan`, `friday afternoon`, `volgende week`, `@anna morgen`, `list`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.phrases.dates import NAMED_DAYS, date_at
from handlers.phrases.examples import example_of
from handlers.phrases.log.slips import days_near
from handlers.phrases.people import ME, MYSELF, PersonRef, person_at
from handlers.phrases.periods import period_at
from handlers.phrases.tokens import COMMA, WORD, Token, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable
from handlers.phrases.words import AFTERNOON, AGO, DAY_WORDS, MORNING, NUMBERS, UNTIL, WEEK_WORDS, WEEKDAYS
from models.period import PeriodType
from models.vocabulary import vocabulary

LONGEST_DAYS = 366

_WORDS = vocabulary()
ACTIONS = _WORDS.table("leave_actions")
_PASSED_OVER = _WORDS.words("leave_words", "passed_over")
_SICK = _WORDS.words("leave_words", "sick")
_HALF = _WORDS.words("leave_words", "half")


@dataclass(frozen=True, slots=True)
class LeavePhrase:
    """Days away, both ends included, or what is asked about them."""

    action: str
    """`add`, `cancel` or `list`."""
    person: PersonRef | None = None
    """None: the one who typed."""
    first_day: date | None = None
    last_day: date | None = None
    part: str = "full"
    """`full`, `morning` or `afternoon`; a half day of which the half was not said is the afternoon."""


def read_leave(text: str, today: date, *, language: str = "en", locale: str | None = None) -> LeavePhrase:
    """The leave in `text`. Raises Unreadable."""
    understood: list[Understood] = []
    try:
        return _read(typed(text), Typist(today, language, locale), understood)
    except Unreadable as unreadable:
        raise unreadable.within(understood, example_of("leave", language)) from None


def _read(words: Typed, typist: Typist, understood: list[Understood]) -> LeavePhrase:
    if not words.tokens:
        raise Unreadable(Reason.NOTHING_TYPED)
    words = words._replace(tokens=[_mended(token) for token in words.tokens])
    action = ACTIONS.get(words.low(0), "add")
    at = 1 if words.low(0) in ACTIONS else 0
    person: PersonRef | None = None
    days: tuple[date, date] | None = None
    part = "full"
    while at < len(words.tokens):
        low = words.low(at)
        if person is None and (found := person_at(words, at)):
            person, at = found
            understood.append((Label.PERSON, person))
        elif low in {"me", "mij"} and low in ME:
            person, at = MYSELF, at + 1
        elif days is None and (span := _days_at(words, at, typist)):
            part = _part_of_day(low) or part
            days, at = span
            understood.append((Label.DATE, days))
        elif low in MORNING or low in AFTERNOON or low == "morgen":  # vrijdag morgen
            part, at = ("afternoon" if low in AFTERNOON else "morning"), at + 1
            understood.append((Label.DAY_PART, part))
        elif low in _HALF:
            part, at = ("afternoon" if part == "full" else part), at + 1
            understood.append((Label.DAY_PART, part))
        elif low in _PASSED_OVER or words.tokens[at].shape == COMMA:
            at += 1
        else:
            raise Unreadable(Reason.NOT_A_DATE, words.tokens[at].text)
    if action == "list":
        return LeavePhrase("list", person, *(days or (None, None)))
    if days is None and (part != "full" or _SICK & {token.low for token in words.tokens}):
        days = (typist.today, typist.today)
    if days is None:
        raise Unreadable(Reason.NOT_A_DATE, words.rest(1 if action == "cancel" else 0)[:60])
    if (days[1] - days[0]).days >= LONGEST_DAYS:
        raise Unreadable(Reason.NOT_A_PERIOD, f"{days[0]}..{days[1]}")
    return LeavePhrase(action, person, days[0], days[1], part)


def _mended(token: Token) -> Token:
    """`maandg`, `fridya`: the day that it is a slip of."""
    known = token.low in _PASSED_OVER or token.low in ACTIONS or token.low in WEEKDAYS or token.low in NAMED_DAYS
    near = [] if known or token.shape != WORD else days_near(token.low)
    return token._replace(low=near[0]) if len(near) == 1 else token


def _part_of_day(low: str) -> str | None:
    """`vanmiddag`, `vrijdagochtend`: a day that says which half."""
    if low.endswith("middag"):
        return "afternoon"
    is_morning = low.endswith("ochtend") or (low.endswith("morgen") and low not in {"morgen", "overmorgen"})
    return "morning" if is_morning else None


def _ahead(words: Typed, at: int, typist: Typist) -> tuple[tuple[date, date], int] | None:
    """`3 days`, `2 weken`, `until wednesday`: from today on."""
    low, unit = words.low(at), words.low(at + 1)
    if low in UNTIL and (last := date_at(words, at + 1 + (unit in {"en", "met"}), typist, Direction.FUTURE)):
        return (typist.today, last[0]), last[1]
    compact = re.fullmatch(r"(\d{1,3})(d|days?|dagen|w|weeks?|weken)", low)
    number = int(compact[1]) if compact else int(low) if re.fullmatch(r"\d{1,3}", low) else NUMBERS.get(low, 0)
    unit, end = (compact[2], at + 1) if compact else (unit, at + 2)
    is_weeks = unit in WEEK_WORDS or unit == "w"
    if not number or not (is_weeks or unit in DAY_WORDS or unit == "d") or words.low(end) in AGO:
        return None
    return (typist.today, typist.today + timedelta(days=number * (7 if is_weeks else 1) - 1)), end


def _days_at(words: Typed, at: int, typist: Typist) -> tuple[tuple[date, date], int] | None:
    """A range, a week or month by name, or one day; looked for ahead."""
    if words.low(at) == "this" and words.low(at + 1) in MORNING | AFTERNOON:
        return (typist.today, typist.today), at + 1
    if ahead := _ahead(words, at, typist):
        return ahead
    day = date_at(words, at, typist, Direction.FUTURE)
    found = period_at(words, at, typist, Direction.FUTURE)
    is_too_long = found is not None and found[0].type in (PeriodType.QUARTER, PeriodType.YEAR)
    if found and not is_too_long and (day is None or found[1] > day[1]):
        period = found[0].period
        return (period.start, period.last_day), found[1]
    return ((day[0], day[0]), day[1]) if day else None
