"""What is typed after `/coach`: a person, a person with a day and a time, a topic, an action, a number."""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from handlers.phrases.dates import read_date
from handlers.phrases.people import PersonRef, person_at, read_person
from handlers.phrases.periods import read_period
from handlers.phrases.tokens import typed
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from models.period import month_of

OVERVIEW = frozenset({"", "list", "lijst", "overview", "overzicht"})
VERBS: dict[str, str] = {
    **dict.fromkeys(("plan", "plannen"), "plan"),
    **dict.fromkeys(("topic", "onderwerp", "agenda"), "topic"),
    **dict.fromkeys(("month", "maand", "planning"), "month"),
    **dict.fromkeys(("action", "actie"), "action"),
    **dict.fromkeys(("done", "klaar", "gedaan"), "done"),
    **dict.fromkeys(("drop", "laat", "vervalt"), "drop"),
}

WEEKS = {"two": 2, "three": 3, "four": 4, "other": 2, "twee": 2, "drie": 3, "vier": 4}
_MONTH = re.compile(r"(?:(?:the|de|next|volgende|this|deze)\s+)?(?:month|maand)", re.IGNORECASE)
_NEXT = re.compile(r"(?:next|volgende)\b", re.IGNORECASE)
_EVERY = re.compile(
    r"\b(?:(?P<two>fortnightly|biweekly|tweewekelijks|om\s+de\s+week)|(?P<one>weekly|wekelijks)"
    r"|(?:every|elke|iedere|om\s+de)\s+(?:(?P<number>\d{1,2}|two|three|four|other|twee|drie|vier)\s+)?(?:weeks?|weken))\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\s(?:until|till|tot(?:\s+en\s+met)?|t/m)\s+(.+)$", re.IGNORECASE)
_TIME = re.compile(r"(?:\b(?:at|om|@)\s+)?\b([01]?\d|2[0-3])[:.hu]([0-5]\d)\s*(?:h|uur|u)?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class CoachPhrase:
    """What was asked: `overview`, `help`, `pair`, `plan`, `topic`, `action`, `done`, `drop`, `month`, or `unclear`."""

    verb: str
    person: PersonRef | None = None
    text: str = ""
    day: date | None = None
    at: time | None = None
    weeks: int = 0
    """Of a series: how many between two talks."""
    until: date | None = None


def read_coach(text: str, today: date, language: str) -> CoachPhrase:
    """Read the words after `/coach`; what has a person but no readable moment comes back as `unclear` with its text."""
    text = text.strip()
    if text.lower() in HELP:
        return CoachPhrase("help")
    if text.lower() in OVERVIEW:
        return CoachPhrase("overview")
    first, _, rest = text.partition(" ")
    verb = VERBS.get(first.lower())
    if verb in ("topic", "action", "done", "drop"):
        return _with_person(verb, rest.strip())
    if verb == "month":
        return _month(rest.strip(), today, language)
    text = rest.strip() if verb == "plan" else text
    if _MONTH.fullmatch(text):
        return CoachPhrase("month", day=_start_of(text, today, language))
    return _series(text, today, language) or _plan_or_pair(text, today, language)


def _with_person(verb: str, text: str) -> CoachPhrase:
    words = typed(text)
    found = person_at(words, 0)
    number, _, behind = text.partition(" ")
    if number.isdecimal() and behind:  # `done 1 @anna` is `done @anna 1`
        return _with_person(verb, f"{behind.strip()} {number}")
    if found is None:
        return CoachPhrase(verb, text=text)
    return CoachPhrase(verb, found[0], words.rest(found[1]))


def _month(text: str, today: date, language: str) -> CoachPhrase:
    return CoachPhrase("month", day=_start_of(text, today, language) if text else None)


def _start_of(text: str, today: date, language: str) -> date | None:
    """The month that was meant: `next`, `december`; None for the one to plan now, also where it cannot be read."""
    if _NEXT.match(text):
        return month_of(today).end
    try:
        return read_period(text, today, language=language, direction=Direction.FUTURE).period.start
    except Unreadable:
        return None


def _series(text: str, today: date, language: str) -> CoachPhrase | None:
    """`@anna every 2 weeks thursday 14:00 until 31 march`; None when it says nothing of how often."""
    often = _EVERY.search(text)
    if often is None:
        return None
    number = (often["number"] or "1").lower()
    weeks = 2 if often["two"] else 1 if often["one"] else WEEKS.get(number) or int(number)
    rest, until = f"{text[: often.start()]} {text[often.end() :]}", None
    if ends := _UNTIL.search(rest):
        try:
            until = read_date(ends[1], today, Direction.FUTURE, language=language)
        except Unreadable:
            return CoachPhrase("unclear", text=text)
        rest = rest[: ends.start()]
    found = _plan_or_pair(" ".join(rest.split()), today, language)
    return replace(found, weeks=weeks, until=until) if found.verb == "plan" else CoachPhrase("unclear", text=text)


def _plan_or_pair(text: str, today: date, language: str) -> CoachPhrase:
    clock = _TIME.search(text)
    if clock is None:
        return _pair(text)
    at = time(int(clock[1]), int(clock[2]))
    words = text[: clock.start()].split()
    for cut in range(1, len(words)):
        try:
            day = read_date(" ".join(words[cut:]), today, Direction.FUTURE, language=language)
            return CoachPhrase("plan", read_person(" ".join(words[:cut])), day=day, at=at)
        except Unreadable:
            continue
    return CoachPhrase("unclear", text=text)


def _pair(text: str) -> CoachPhrase:
    if not text:
        return CoachPhrase("plan")
    words = typed(text)
    found = person_at(words, 0)
    if found is not None and found[1] < len(words.tokens):
        return CoachPhrase("unclear", found[0], words.rest(found[1]))
    try:
        return CoachPhrase("pair", read_person(text))
    except Unreadable:
        return CoachPhrase("unclear", text=text)
