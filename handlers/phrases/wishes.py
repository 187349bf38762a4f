"""What somebody wishes of what comes by itself: `day at 17:00 mon-thu`, `digest every 2 weeks`, `ochtend aan`, `week uit`."""

import re
from dataclasses import dataclass

from handlers.phrases.tokens import typed
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import WEEKDAYS
from handlers.phrases.working_days import working_days_at
from models.refusal import Refusal
from models.vocabulary import vocabulary

_DAY = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
_WHEN = {
    "every": r"(?:every|each|elke|iedere)\s+(?:(?P<every>\d+|other|second|andere|tweede)\s+)?(?P<weekly>weeks?|weken)|om de (?P<other>week)",
    "at": r"(?:at|om)\s+(?P<at>\S+)(?:\s+(?:uur|o'clock))?|(?P<clock>\d{1,2}[:.]\d{2}|\d{1,2}\s?(?:am|pm|uur|u))",
    "daily": r"(?P<daily>(?:every|each|elke|iedere)\s+(?:working\s*)?(?:day|dag|werkdag|weekday)|daily|dagelijks|(?:on )?weekdays|(?:op )?werkdagen)",
    "days": rf"(?:(?:on|op)\s+)?(?P<days>(?:{_DAY})(?:s|en)?(?:\s*(?:,|-|–|&|/|\ben\b|\band\b|\bt/m\b|\btot\b|\bto\b|\s)\s*(?:{_DAY})(?:s|en)?)*)",
    "until": r"(?:snooze|pause|pauze|pauzeer|sluimer)?\s*(?:until|till|tot|t/m)\s+(?P<until>.+)",
}
_PARTS = [re.compile(rf"(?:{pattern})(?=\s|,|$)", re.IGNORECASE) for pattern in _WHEN.values()]
_OTHER = frozenset({"other", "second", "andere", "tweede", "week"})
_SWITCH = vocabulary().table("wish_switch")
_THINGS = vocabulary().table("comes")
_REMINDERS = vocabulary().words("reminders")


@dataclass(frozen=True)
class Wish:
    """What is wished; what is None stays as it is."""

    is_on: bool | None = None
    every: int | None = None
    """Each so many weeks."""
    at: str | None = None
    """A time of day, as typed."""
    days: str | None = None
    """Monday to Sunday, 1 for a day on which it comes."""
    until: str | None = None
    """Not before this day, as typed."""

    def __bool__(self) -> bool:
        return self != Wish()


def read_wish(text: str) -> Wish | None:
    """The wish of a line; None when not all of it can be read as one."""
    said: dict[str, str] = {}
    rest = text.strip().strip(".!")
    while rest:
        word = rest.split()[0].lower()
        found = next((match for part in _PARTS if (match := part.match(rest))), None)
        if found is not None:
            said |= {name: value for name, value in found.groupdict().items() if value}
            rest = rest[found.end() :].lstrip(" ,")
        elif word in _SWITCH and "switch" not in said:
            said["switch"] = _SWITCH[word]
            rest = rest[len(word) :].lstrip(" ,")
        else:
            return None
    return _wish(said) if said else None


def thing_in(text: str) -> tuple[str, str] | None:
    """What comes, at the beginning of a line (`day`, `week`, `digest` …), and the rest; None when it names nothing."""
    low = " ".join(text.lower().split())
    for words in sorted(_THINGS, key=len, reverse=True):
        if low == words or low.startswith(f"{words} "):
            return _THINGS[words], low[len(words) :].strip()
    return None


def reminder_in(text: str) -> str | None:
    """What is wished of the reminder, in `remind me every day at 17:00`; None when the text is something else."""
    low = " ".join(text.lower().strip(".!").split())
    for words in sorted(_REMINDERS, key=len, reverse=True):
        rest = low.removeprefix(words).strip()
        if (low == words or low.startswith(f"{words} ")) and (not rest or read_wish(rest)):
            return rest or "on"
    return None


def minute_of(typed: str) -> int:
    """`07:45`, `7.45`, `7`, `7:45u` or `5pm` as minutes after midnight. Refuses what is no time of day."""
    low = typed.strip().lower().removesuffix("uur").rstrip("uh ")
    is_later = low.endswith("pm")
    hours, _, minutes = low.removesuffix("am").removesuffix("pm").strip().replace(".", ":").partition(":")
    if hours.isdecimal() and (minutes or "0").isdecimal() and int(hours) < 24 and int(minutes or 0) < 60:
        return (int(hours) + (12 if is_later and int(hours) < 12 else 0)) * 60 + int(minutes or 0)
    raise Refusal("delivery.not_a_time", typed=typed.strip()[:40])


def _wish(said: dict[str, str]) -> Wish | None:
    every = said.get("every") or said.get("other") or ("1" if "weekly" in said else None)
    days = "1111111" if "daily" in said else None
    if "days" in said:
        try:
            days, _ = working_days_at(typed(re.sub(r"(?<=dag)en\b|(?<=day)s\b", "", said["days"])), 0)
        except Unreadable:
            return None
    switch = said.get("switch")
    return Wish(
        None if switch is None else switch == "on",
        None if every is None else 2 if every in _OTHER else int(every),
        said.get("at") or said.get("clock"),
        days,
        said.get("until"),
    )
