"""`/team plan`: `@anna`, `stop @anna`, `checklist`; and what stands in the fields of a plan: lines and targets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.phrases.goal import read_goal
from handlers.phrases.kpis import with_own
from handlers.phrases.people import PersonRef, read_person
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import each_of
from models.newcomers.program import Line
from models.scorecard.kpis import Kpi

PLAN = each_of("plan plans plannen inwerkplan inwerken newcomer newcomers nieuwkomer nieuwkomers onboarding")
"""What stands before it, behind `/team`."""
_CHECKLIST = each_of("checklist checklijst controlelijst lijst list")
_STOP = each_of("stop stops stoppen end einde")
_FILLER = each_of("for of voor van open show toon make maak")
_LINE = re.compile(r"\s*(?:[-•*]\s*)?(?:day|dag|d)?\s*(\d{1,3})\s*(?:[:.)\-–]|\s)\s*(.+)", re.IGNORECASE)
_EMPTY = re.compile(r"[\s•*\-–]*")


@dataclass(frozen=True, slots=True)
class NewcomerPhrase:
    """`list`, `open` or `stop` (of a person), or `checklist`."""

    action: str
    person: PersonRef | None = None


def read_newcomers(text: str) -> NewcomerPhrase:
    """What `text`, behind `/team plan`, asks for. Raises Unreadable."""
    words = text.split()
    while words and words[0].lower() in _FILLER:
        words = words[1:]
    if not words:
        return NewcomerPhrase("list")
    if len(words) == 1 and words[0].lower() in _CHECKLIST:
        return NewcomerPhrase("checklist")
    action = "open"
    if words[0].lower() in _STOP or words[-1].lower() in _STOP:
        action = "stop"
        words = words[1:] if words[0].lower() in _STOP else words[:-1]
    if not words:
        raise Unreadable(Reason.PERSON_MISSING)
    return NewcomerPhrase(action, read_person(" ".join(words)))


def read_lines(text: str) -> list[Line]:
    """`day 3: Logged a first activity`, a line each, `dag 3` and `3.` too. Without a day it is 0, which no plan takes."""
    found = []
    for typed in text.splitlines():
        if _EMPTY.fullmatch(typed):
            continue
        matched = _LINE.fullmatch(typed)
        found.append(Line(int(matched[1]), matched[2].strip()) if matched else Line(0, typed.strip()))
    return found


def read_targets(text: str, today: date, own: Iterable[Kpi], language: str) -> tuple[tuple[str, Decimal], ...]:
    """`first meetings 12, training hours 6`; empty for nothing. Raises Unreadable."""
    if not text.strip():
        return ()
    phrase = read_goal(with_own(f'"plan" 30d {text}', own), today, language=language)
    return tuple((one.kpi, one.value) for one in phrase.milestones)
