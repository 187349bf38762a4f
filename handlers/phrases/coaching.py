"""What is typed after `/coach`: a person, a person with a day and a time, a topic, an action, a number."""

import re
from dataclasses import dataclass
from datetime import date, time

from handlers.phrases.dates import read_date
from handlers.phrases.people import PersonRef, person_at, read_person
from handlers.phrases.tokens import typed
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP

OVERVIEW = frozenset({"", "list", "lijst", "overview", "overzicht"})
VERBS: dict[str, str] = {
    **dict.fromkeys(("plan", "plannen"), "plan"),
    **dict.fromkeys(("topic", "onderwerp"), "topic"),
    **dict.fromkeys(("action", "actie"), "action"),
    **dict.fromkeys(("done", "klaar", "gedaan"), "done"),
}

_TIME = re.compile(r"(?:\b(?:at|om|@)\s+)?\b([01]?\d|2[0-3])[:.hu]([0-5]\d)\s*(?:h|uur|u)?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class CoachPhrase:
    """What was asked: `overview`, `help`, `pair`, `plan`, `topic`, `action`, `done`, or `unclear`."""

    verb: str
    person: PersonRef | None = None
    text: str = ""
    day: date | None = None
    at: time | None = None


def read_coach(text: str, today: date, language: str) -> CoachPhrase:
    """Read the words after `/coach`; what has a person but no readable moment comes back as `unclear` with its text."""
    text = text.strip()
    if text.lower() in HELP:
        return CoachPhrase("help")
    if text.lower() in OVERVIEW:
        return CoachPhrase("overview")
    first, _, rest = text.partition(" ")
    verb = VERBS.get(first.lower())
    if verb in ("topic", "action", "done"):
        return _with_person(verb, rest.strip())
    return _plan_or_pair(rest.strip() if verb == "plan" else text, today, language)


def _with_person(verb: str, text: str) -> CoachPhrase:
    words = typed(text)
    found = person_at(words, 0)
    if found is None:
        return CoachPhrase(verb, text=text)
    return CoachPhrase(verb, found[0], words.rest(found[1]))


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
