"""The note of a part: where it begins, and what is certain in it."""

from datetime import date

from handlers.phrases.amounts import CODES, figure_at
from handlers.phrases.dates import NAMED_DAYS, date_at
from handlers.phrases.durations import duration_at
from handlers.phrases.log.draft import Draft
from handlers.phrases.log.spans import Role
from handlers.phrases.log.topic import is_about, is_its_day, topic_between
from handlers.phrases.shares import SPLIT, shares_at, starts_split
from handlers.phrases.tokens import MENTION, WORD, Typed
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import AGO, LAST, WEEKDAYS, small

_BEFORE_ANOTHER_DATE = small("before_another_date")
_BEFORE_ANOTHER_DURATION = small("before_another_duration")
_TOOK = small("took")
_WHERE = small("where")


def all_note(draft: Draft, at: int) -> int:
    """Everything from here on is the note, as typed."""
    draft.note_at = at if draft.note_at is None else draft.note_at
    rest = draft.text(at, draft.last).strip()
    draft.note = f"{draft.note} {rest}".strip() if draft.note else rest
    return draft.last


def take_note(draft: Draft, at: int) -> int:
    """The note from here on, less what is certain at its end; for training it is the topic."""
    draft.note_at = at
    last = _without_tail(draft, at)
    rest = draft.text(at, last).strip().rstrip(",").strip()
    _day_behind_a_place(draft, at, last)
    _look_inside(draft, at, last)
    if is_about(draft):
        draft.topic = topic_between(draft, at, last)
    else:
        draft.note = f"{draft.note} {rest}".strip() if draft.note else rest
    return draft.last


def _without_tail(draft: Draft, first: int) -> int:
    """The position where the certain parts at the end of the note begin; they are taken."""
    last = draft.last
    while (start := _tail_before(draft, last, first)) is not None:
        last = start
    return last


def _tail_before(draft: Draft, last: int, first: int) -> int | None:
    tokens = draft.line.words.tokens
    words = draft.line.words._replace(tokens=tokens[:last])
    for length in (1, 2, 3, 4):
        start = last - length
        if start <= first:
            return None
        if tokens[start].shape not in (WORD, MENTION):
            continue
        try:
            if _tail_at(draft, words, start, last):
                return start
        except Unreadable:
            continue
    return None


def _tail_at(draft: Draft, words: Typed, start: int, last: int) -> bool:
    low = words.low(start)
    if draft.day is None and (
        is_its_day(draft, start) or _is_certainly_past(low, words.low(start + 1), words.low(last - 1))
    ):
        found = date_at(words, start, draft.line.reader.typist, Direction.PAST)
        if found and found[1] == last and found[0] <= draft.line.reader.typist.today:
            if low[0].isdecimal() and words.low(start - 1) in _BEFORE_ANOTHER_DATE:
                return False
            draft.day = found[0]
            return True
    if draft.minutes is None and low[:1].isdecimal():
        duration = duration_at(words, start)
        if duration and duration[1] == last and words.low(start - 1) not in _BEFORE_ANOTHER_DURATION:
            draft.minutes = duration[0]
            return True
    if not draft.shares and (low in SPLIT or starts_split(words, start)):
        shares = shares_at(words, start)
        if shares and shares[1] == last:
            draft.shares = shares[0]
            return True
    if draft.wants_amount and (figure := figure_at(words, start)) and figure[1] == last:
        if figure[0].is_percent or words.low(start - 1) in CODES or words.low(start - 1) == "€":
            return False
        draft.amount = figure[0].amount
        return True
    return False


def _is_certainly_past(low: str, following: str, last: str) -> bool:
    """Whether words at the end of a note may be its date: named days, `last friday`, `3 days ago`, numeric dates."""
    if NAMED_DAYS.get(low, 1) <= 0:
        return True
    return last in AGO or (low in LAST and (following in WEEKDAYS or following == "night")) or low[:1].isdecimal()


def _day_behind_a_place(draft: Draft, first: int, last: int) -> None:
    """`in derby yesterday morning …`: the day that follows on where it was."""
    if draft.day is not None or draft.low(first) not in _WHERE:
        return
    for span in draft.line.between(first + 1, last):
        if span.role is Role.DATE and isinstance(span.value, date):
            draft.day = span.value if span.value <= draft.line.reader.typist.today else None
        if span.role not in (Role.WORD, Role.NAME, Role.ARTICLE):
            return


def _look_inside(draft: Draft, first: int, last: int) -> None:
    """A length that the note says (`for like two hours`), and the one amount of a proposal in it; the note keeps them."""
    for span in draft.line.between(first, last):
        before = draft.low(span.start - 1) if span.start > first else ""
        if span.role is Role.DURATION and draft.minutes is None and isinstance(span.value, int):
            is_said = before in _TOOK and draft.low(span.start - 2) not in _BEFORE_ANOTHER_DURATION
            if is_said or before == "like":
                draft.minutes = span.value
        is_money = span.role is Role.FIGURE and not isinstance(span.value, Unreadable)
        if is_money and draft.wants_amount and not span.value.is_percent:
            is_plainly_money = not span.value.is_plain or span.value.value >= 1000
            draft.amount = span.value.amount if is_plainly_money else None
