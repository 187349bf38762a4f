"""What a training was about: all that is left behind its kind; where nothing is, the words before it."""

from handlers.phrases.log.draft import Draft
from handlers.phrases.log.spans import Role
from handlers.phrases.words import ON, WEEKDAYS, small

_LEAD = small("topic")
_IN_A_NAME = frozenset({Role.WORD, Role.NAME, Role.ORDER, Role.KIND, Role.PEOPLE})
_GOES_BEFORE_A_NAME = frozenset({Role.DURATION, Role.DATE, Role.DAY_PART, Role.ARTICLE, Role.VERB, Role.AT, Role.COMMA})


def is_about(draft: Draft) -> bool:
    """Whether what is left is a topic: of a training, that has none yet."""
    return not draft.may_have_account and draft.topic is None


def begins_a_topic(draft: Draft, at: int) -> bool:
    """`first aid`, `follow-up emails`: what says something of a meeting is a word like any other of a topic."""
    return draft.kind_is_seen and is_about(draft) and draft.span(at).role is Role.ORDER


def topic_between(draft: Draft, at: int, last: int) -> str:
    """The words from `at` up to `last`, without what only leads to them and what was done with it: `gevolgd`."""
    while draft.span(at).role is Role.VERB and at + 1 < last:
        at += 1
    if draft.low(at) in _LEAD and last > at + 1:
        at += 1
    spans = draft.line.between(at, last)
    while len(spans) > 1 and spans[-1].role in (Role.VERB, Role.COMMA, Role.DASH):
        last = spans.pop().start
    kind = draft.kind_span
    if kind is not None and at < kind.start and kind.end == last:  # EHBO training
        last = kind.start
    return draft.text(at, last).strip().rstrip(",;-–— ")


def topic_before(draft: Draft) -> str | None:
    """`2h first aid training`, `a 3h negotiation course`: the words right before the kind, when they begin where a fact ends."""
    kind = draft.kind_span
    if kind is None or draft.line.words.between(kind.start, kind.end) == "":
        return None
    before = draft.line.between(draft.first, kind.start)
    named = []
    while before and before[-1].role in _IN_A_NAME:
        named.append(before.pop())
    says_more = any(span.role is not Role.ORDER for span in named)
    if not says_more or (before and before[-1].role not in _GOES_BEFORE_A_NAME):
        return None
    return draft.text(named[-1].start, kind.start).strip(" ,;:-–—") or None


def is_its_day(draft: Draft, at: int) -> bool:
    """`first aid monday`, `first aid on monday`: behind a topic it is the day; behind a note it may be one to come."""
    low = draft.low(at)
    is_day = (low in WEEKDAYS and draft.low(at - 1) not in ON) or (low in ON and draft.low(at + 1) in WEEKDAYS)
    return is_day and is_about(draft)
