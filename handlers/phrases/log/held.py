"""Whether what a part says took place: cancelled, planned, denied and asked things are not stored."""

from dataclasses import dataclass
from enum import StrEnum

from handlers.phrases.log.draft import Draft
from handlers.phrases.log.spans import Flag, Line, Role
from models.vocabulary import vocabulary

QUESTIONS = vocabulary().words("happened", "questions")
_MAY_ASK = tuple(tuple(phrase.split()) for phrase in vocabulary().words("happened", "may_ask"))
_APART = tuple(tuple(phrase.split()) for phrase in vocabulary().section("happened")["apart"])
_SUBJECTS, _BUT = (vocabulary().words("happened", key) for key in ("subjects", "but"))
_NEVER_DOUBTED = frozenset({"note", "training"})
_BEGINS_A_CLAUSE = (Role.COMMA, Role.DASH, Role.NEWLINE, Role.AND)
_BEFORE_A_VERB = (Role.COMMA, Role.DASH, Role.FILLER, Role.AND, Role.ARTICLE, Role.CLAUSE, Role.VERB)
_TIMES = (
    vocabulary().numbers("times").keys()
    | vocabulary().words("around", "times")
    | vocabulary().words("happened", "once")
)
_STILL = vocabulary().words("happened", "still")


class Standing(StrEnum):
    """Why a part is not stored at once."""

    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    NEGATED = "negated"
    PLANNED = "planned"
    FREQUENCY = "frequency"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class NotHeld:
    """It did not take place, or not yet; `said` are the words that say so."""

    standing: Standing
    said: str = ""


def not_held(draft: Draft) -> NotHeld | None:
    """Why the part should not be stored; None when it took place."""
    if "held" in draft.choices or draft.kind is None or draft.kind.kind in _NEVER_DOUBTED:
        return None
    if asks(draft.line, draft.first, draft.last):
        return NotHeld(Standing.QUESTION)
    for flag in draft.line.flags:
        if draft.first <= flag.start < draft.last and (standing := _standing(draft, flag)):
            return NotHeld(standing, draft.text(flag.start, flag.end))
    if apart := _called_off(draft):
        return NotHeld(Standing.CANCELLED, apart)
    today = draft.line.reader.typist.today
    may_be_planned = draft.kind.kind == "visit"
    is_future = draft.is_future or (draft.day is not None and draft.day > today and not may_be_planned)
    if is_future:
        return NotHeld(Standing.PLANNED)
    is_unproven = draft.kind_is_later and draft.minutes is None and draft.quantity is None and draft.day is None
    return (
        NotHeld(Standing.PLANNED, draft.low(draft.kind_span.start) if draft.kind_span else "") if is_unproven else None
    )


def asks(line: Line, first: int, last: int) -> bool:
    """Whether the words are a question to the bot: `did I log Acme?`, `wanneer waren we bij Siemens`."""
    words = line.words
    if first >= last:
        return False
    if words.low(first) in QUESTIONS:
        return True
    text = words.tokens[last - 1].text
    if not text.endswith("?"):
        return False
    opens = any(all(words.low(first + n) == word for n, word in enumerate(phrase)) for phrase in _MAY_ASK if phrase)
    return opens or not any(span.role in (Role.COMMA, Role.DASH) for span in line.between(first, last))


def _called_off(draft: Draft) -> str:
    """`zegde de demo af`, `called the demo off`: a verb in two pieces, the second at the end of the clause."""
    lows = [draft.low(at) for at in range(draft.first, draft.clause_end(draft.first))]
    said = [low for low in lows if low[:1].isalpha()]
    return next((f"{first} … {last}" for first, last in _APART if said and said[-1] == last and first in said[:-1]), "")


def _standing(draft: Draft, flag: Flag) -> Standing | None:
    is_in_head = flag.start < (draft.last if draft.note_at is None else draft.note_at)
    begins_note = draft.note_at is not None and flag.start == _first_word(draft, draft.note_at)
    if _is_inside_a_name(draft, flag):
        return None
    if flag.sort in ("cancelled", "no_show"):
        is_said = is_in_head or begins_note or _begins_a_clause(draft, flag) or _ends_the_line(draft, flag)
        return Standing(flag.sort) if is_said else None
    if flag.sort == "conditional":
        return Standing.PLANNED if flag.start == draft.first else None
    if flag.sort in ("planned", "planned_after"):
        is_plan = (is_in_head and _before_it_is_said(draft, flag)) or (flag.sort == "planned_after" and begins_note)
        return Standing.PLANNED if is_plan or _must_still_go(draft, flag) else None
    if flag.sort in ("negated", "nothing"):
        return Standing.NEGATED if is_in_head and _denies(draft, flag) else None
    if flag.sort == "frequency" and _is_a_day(draft, flag):
        return None
    return Standing.FREQUENCY if is_in_head or begins_note or _is_counted(draft, flag) else None


def _is_a_day(draft: Draft, flag: Flag) -> bool:
    """`a week ago` is a day, no frequency."""
    return any(
        span.role in (Role.DATE, Role.CLOCK) and span.start <= flag.start < span.end
        for span in draft.line.between(draft.first, draft.last)
    )


def _is_counted(draft: Draft, flag: Flag) -> bool:
    """`visit Acme once a month`, `I visit every customer twice a year`; behind a comma it is about something else."""
    before = draft.line.between(draft.first, flag.start)
    is_apart = any(span.role in (Role.COMMA, Role.DASH, Role.NEWLINE) for span in before)
    last = draft.low(flag.start - 1) if flag.start > draft.first else ""
    return not is_apart and (last in _TIMES or last.removesuffix("x").isdecimal())


def _must_still_go(draft: Draft, flag: Flag) -> bool:
    """`offerte Acme moet nog de deur uit`, `quote Acme still has to go out`: what is not sent yet."""
    if not draft.wants_account or draft.note_at is None:
        return False
    begins = draft.note_at + (draft.low(draft.note_at) in _STILL)
    said = {draft.low(at) for at in range(flag.start, draft.clause_end(flag.start))}
    return flag.start == begins and bool(said & _STILL)


def _first_word(draft: Draft, at: int) -> int:
    """Where the note says something: behind commas, and the small words before a verb (`was called off`)."""
    while at < draft.last:
        span = draft.span(at)
        flagged = any(
            flag.start == at
            for flag in draft.line.flags
            if flag.sort in ("cancelled", "no_show", "planned_after", "frequency")
        )
        if flagged or span.role not in _BEFORE_A_VERB:
            return at
        if span.role is Role.CLAUSE and draft.low(at) in _SUBJECTS:
            return at
        at = span.end
    return at


def _begins_a_clause(draft: Draft, flag: Flag) -> bool:
    at = flag.start - 1
    while at > draft.first and draft.span(at).role in (Role.FILLER, Role.ARTICLE) and draft.low(at) not in _SUBJECTS:
        at -= 1
    before = draft.line.spans.get(at)
    is_mark = before is not None and before.role in _BEGINS_A_CLAUSE
    return is_mark or draft.line.ends_sentence(max(at, 0)) or draft.low(at) in _BUT


def _ends_the_line(draft: Draft, flag: Flag) -> bool:
    """`…, they cancelled`: nothing is said that they cancelled, so it is this."""
    after = flag.end
    while after < draft.last and draft.span(after).role in (Role.FILLER, Role.DATE, Role.DAY_PART):
        after = draft.span(after).end
    return after >= draft.last


def _before_it_is_said(draft: Draft, flag: Flag) -> bool:
    kind = draft.kind_span
    named = [
        span.start for span in draft.line.between(draft.first, draft.last) if span.role in (Role.ACCOUNT, Role.NAME)
    ]
    until = max([kind.start if kind else 0, *named[:1]])
    return flag.start < until or (kind is not None and kind.start <= flag.start < kind.end)


def _denies(draft: Draft, flag: Flag) -> bool:
    """`no calls`, `geen afspraken`, `haven't called Acme`, `niet bij Acme geweest`."""
    covering = draft.line.spans.get(flag.start)
    if covering is not None and covering.end > flag.end and covering.role is Role.CLAUSE:
        return False
    kind = draft.kind_span
    if kind is None:
        return True
    if flag.start >= kind.start:
        return False
    between = draft.line.between(flag.end, kind.start)
    return not any(span.role in (Role.COMMA, Role.DASH, Role.NEWLINE) for span in between)


def _is_inside_a_name(draft: Draft, flag: Flag) -> bool:
    for span in draft.line.between(draft.first, draft.last):
        if span.start <= flag.start < span.end:
            return span.role in (Role.ACCOUNT, Role.NAME, Role.QUOTED)
    return False
