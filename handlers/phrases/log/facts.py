"""The facts of a part that stand in no other place: its day, its length, its order, when a contract is due."""

from calendar import monthrange
from datetime import date

from handlers.phrases.dates import date_at
from handlers.phrases.durations import duration_at
from handlers.phrases.log.draft import Draft
from handlers.phrases.log.names import FIRST_NAMES
from handlers.phrases.log.numbers import take_compact_million
from handlers.phrases.log.spans import Role, Span
from handlers.phrases.people import ME, person_at
from handlers.phrases.shares import SPLIT
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import MONTHS, ON, WITH, small

_FACTS = frozenset(
    {
        Role.DATE,
        Role.DURATION,
        Role.CLOCK,
        Role.DAY_PART,
        Role.ORDER,
        Role.SPLIT,
        Role.PERIOD,
        Role.DUE,
        Role.COMMA,
        Role.NEWLINE,
        Role.KEY,
        Role.QUOTED,
    }
)
_MAY_GO_WITH_FACTS = frozenset({Role.FILLER, Role.VERB, Role.ARTICLE, Role.AT, Role.TOOK, Role.AND})
_DUE_LEAD = ON | small("due_lead")
_SPLIT_LEAD = WITH | small("split_lead")


def is_only_facts(draft: Draft, first: int, last: int) -> bool:
    """Whether a clause holds nothing but facts that are still missing: `, yesterday, 30m`."""
    spans = draft.line.between(first, last)
    if _is_to_come(draft, spans):
        return False
    has_fact = False
    for span in spans:
        if span.role is Role.FIGURE:
            is_wanted = draft.wants_amount or (draft.scores is not None and draft.score is None)
            if not is_wanted:
                return False
            has_fact = True
        elif span.role is Role.WITH:
            return draft.contact is None and has_contact_only(draft, span.end, last)
        elif span.role is Role.CONTACT:
            return draft.contact is None
        elif (
            span.role in _FACTS
            or _is_contact(draft, span)
            or (span.role is Role.NAME and draft.line.words.tokens[span.start].text.startswith("("))
            or (span.role is Role.KIND and draft.kind is not None and span.value.meaning.kind == draft.kind.kind)
        ):
            has_fact = True
        elif span.role not in _MAY_GO_WITH_FACTS:
            return False
    return has_fact or all(span.role in (Role.FILLER, Role.VERB) for span in spans)


def _is_contact(draft: Draft, span: Span) -> bool:
    """`, Mr Weber`, `, Sam Peeters`: who it was with, when nobody is known yet."""
    if draft.contact is not None:
        return False
    if span.role is Role.TITLE:
        return draft.span(span.end).role is Role.NAME
    return span.role is Role.NAME and is_somebody(draft, span)


def is_somebody(draft: Draft, span: Span) -> bool:
    """Whether a name is plainly a person's: a first name, or a title before it."""
    is_titled = span.start > draft.first and draft.span(span.start - 1).role is Role.TITLE
    return is_titled or draft.low(span.start) in FIRST_NAMES


def _is_to_come(draft: Draft, spans: list[Span]) -> bool:
    """`, follow-up next week`, `, follow-up friday`: what is agreed for later is a remark."""
    roles = {span.role for span in spans}
    if any(span.role is Role.PERIOD and span.value > 0 for span in spans):
        return True
    today = draft.line.reader.typist.today
    is_future = any(span.role is Role.DATE and isinstance(span.value, date) and span.value > today for span in spans)
    return draft.is_complete and (is_future or {Role.ORDER, Role.DATE} <= roles)


def has_contact_only(draft: Draft, first: int, last: int) -> bool:
    """Whether nothing but somebody's name stands there."""
    roles = {span.role for span in draft.line.between(first, last)}
    return bool(roles) and roles <= {
        Role.NAME,
        Role.ARTICLE,
        Role.PEOPLE,
        Role.TITLE,
        Role.AND,
        Role.DATE,
        Role.DURATION,
    }


def take_date(draft: Draft, at: int) -> int | None:
    """A day. Raises Unreadable (DATE_AMBIGUOUS, DATE_IMPOSSIBLE, DATE_CONTRADICTS) when nobody chose one."""
    span = draft.span(at)
    if draft.day is not None:
        return None if draft.is_complete else span.end
    if isinstance(span.value, Unreadable):
        if "day" not in draft.choices:
            raise span.value
        return span.end
    draft.day = span.value
    return span.end


def take_period(draft: Draft, at: int) -> int | None:
    """`last week` is more than a day, `next week` is still to come. Raises Unreadable (DATE_IS_A_PERIOD)."""
    span = draft.span(at)
    if draft.day is not None or "day" in draft.choices:
        return span.end
    if span.value > 0:
        draft.is_future = True
        return span.end
    raise Unreadable(Reason.DATE_IS_A_PERIOD, draft.text(at, span.end))


def take_duration(draft: Draft, at: int) -> int | None:
    """How long it took. Raises Unreadable (DURATION_OUT_OF_RANGE)."""
    span = draft.span(at)
    if end := take_compact_million(draft, at):
        return end
    if isinstance(span.value, Unreadable):
        raise span.value
    if draft.minutes is not None:
        return None if draft.is_complete else span.end
    draft.minutes = span.value
    return span.end


def take_clock(draft: Draft, at: int) -> int | None:
    """A time of the day says nothing that is kept; of a training `16u` are hours."""
    if not draft.may_have_account and draft.minutes is None and (found := duration_at(draft.line.words, at)):
        draft.minutes = found[0]
        return found[1]
    return draft.span(at).end


def take_order(draft: Draft, at: int) -> int | None:
    """`first`, `follow-up`."""
    span = draft.span(at)
    if draft.is_first is not None:
        return None if draft.is_complete else span.end
    draft.is_first = bool(span.value)
    return span.end


def take_split(draft: Draft, at: int) -> int | None:
    """The credit split. Raises Unreadable (SPLIT_NOT_100, SPLIT_WITHOUT_PERSON)."""
    span = draft.span(at)
    if draft.shares:
        return None
    if isinstance(span.value, Unreadable):
        if not _split_is_meant(draft, at):
            return None if draft.is_complete else span.end
        raise span.value
    draft.shares = span.value
    return span.end


def _split_is_meant(draft: Draft, at: int) -> bool:
    """`shared the deck` in a note is no split: a person or a percentage has to follow the word."""
    if draft.low(at) not in SPLIT:
        return True
    after = at + 1
    while draft.low(after) in _SPLIT_LEAD:
        after += 1
    low, following = draft.low(after), draft.low(after + 1)
    has_part = low[:1].isdecimal() or (low in ME and following[:1].isdecimal())
    return after >= draft.last or has_part or bool(person_at(draft.line.words, after))


def take_due(draft: Draft, at: int) -> int | None:
    """`due 31 december`, `loopt af eind december`: until when a contract runs."""
    span = draft.span(at)
    if draft.kind is None or draft.kind.sums != "amount" or draft.due_on is not None:
        return None if draft.is_complete else span.end
    after = span.end
    while draft.low(after) in _DUE_LEAD:
        after += 1
    found = date_at(draft.line.words, after, draft.line.reader.typist, Direction.FUTURE) if after < draft.last else None
    if found is None and draft.low(after) in MONTHS:
        found = _end_of_month(draft, MONTHS[draft.low(after)]), after + 1
    if found is None:
        return None if draft.is_complete else span.end
    if draft.kind.kind != "renewal":  # quote for Acme is due friday
        draft.is_future = draft.is_future or found[0] > draft.line.reader.typist.today
        return found[1]
    draft.due_on = found[0]
    return found[1]


def _end_of_month(draft: Draft, month: int) -> date:
    today = draft.line.reader.typist.today
    year = today.year + (month < today.month)
    return date(year, month, monthrange(year, month)[1])
