"""`visit Acme in 3 weeks`, `bezoek Acme over een maand`: what is still to come, by how long it takes until then."""

from datetime import date, timedelta

from handlers.phrases.log.draft import Draft
from handlers.phrases.words import ARTICLES, DAY_WORDS, MONTH_WORDS, NUMBERS, WEEK_WORDS, YEAR_WORDS
from models.period import months_after
from models.vocabulary import words_of

_LONGEST = 1200
"""Days, weeks, months or years; who types more means something else."""


def take_what_is_ahead(draft: Draft) -> None:
    """The day, where nothing but `in 3 weeks` is left of the line; five calls in 2 days, and a part of a note, are no plan."""
    is_plain = draft.kind is not None and draft.quantity is None and draft.day is None and draft.minutes is None
    if draft.note_at is None or not is_plain or {"held", "day"} & set(draft.choices):
        return
    at, typist = draft.note_at, draft.line.reader.typist
    leads = words_of(typist.language).section("small")["until_then"]
    if draft.last - at != 3 or draft.low(at) not in leads:
        return
    day = _later(typist.today, draft.low(at + 1), draft.low(at + 2))
    if day is not None:
        draft.day, draft.note = day, ""


def _later(today: date, count: str, unit: str) -> date | None:
    number = 1 if count in ARTICLES else int(count[:6]) if count.isdecimal() else NUMBERS.get(count)
    if not number or number > _LONGEST:
        return None
    if unit in DAY_WORDS:
        return today + timedelta(days=number)
    if unit in WEEK_WORDS:
        return today + timedelta(weeks=number)
    months = 1 if unit in MONTH_WORDS else 12 if unit in YEAR_WORDS else 0
    return months_after(today, months * number) if months else None
