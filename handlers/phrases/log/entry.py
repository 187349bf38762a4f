"""One part of a line read into an entry: span after span, until the note begins.

Before the account and the kind are known, what means nothing is passed over; afterwards it begins the note. A comma or
a dash begins the note too, unless nothing but facts (a day, a length, an amount) stands behind it.
"""

from collections.abc import Callable

from handlers.phrases.log.contacts import take_name, take_with
from handlers.phrases.log.draft import Draft
from handlers.phrases.log.facts import (
    is_only_facts,
    take_clock,
    take_date,
    take_due,
    take_duration,
    take_order,
    take_period,
    take_split,
)
from handlers.phrases.log.keys import take_key
from handlers.phrases.log.kind import find_kind
from handlers.phrases.log.loose import may_be_a_name, take_loose
from handlers.phrases.log.marks import take_dash, take_mark
from handlers.phrases.log.names import behind_the_source, take_account, take_quoted, take_shares, take_word_as_account
from handlers.phrases.log.note import all_note, take_note
from handlers.phrases.log.numbers import take_compact_million, take_figure, take_score
from handlers.phrases.log.passing import pass_contact, pass_filler, pass_people, pass_source, pass_title
from handlers.phrases.log.spans import Role, Span
from handlers.phrases.log.topic import begins_a_topic
from handlers.phrases.people import person_at
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import ON, small

_WHERE = small("where")


def read_entry(draft: Draft) -> None:
    """Read the part of the draft. Raises Unreadable with the draft read as far as it went."""
    if "kind" in draft.choices:
        _choose_kind(draft)
    else:
        try:
            find_kind(draft)
        except Unreadable:
            _gather(draft)
            raise
    if draft.choices.get("order") == "follow_up":
        draft.is_first = False
    at = draft.first
    while at < draft.last:
        end = _take(draft, at)
        if end is None:
            take_note(draft, at)
            return
        is_over = draft.is_complete and end < draft.last and draft.line.ends_sentence(end - 1)
        if is_over and not is_only_facts(draft, end, draft.clause_end(end)):
            take_note(draft, end)
            return
        at = end


def ask_when_doubtful(draft: Draft) -> None:
    """Raises Unreadable (UNKNOWN_WORD) where the kind may only be what it was about, and nobody said that it is one."""
    if draft.doubted and not {"held", "kind"} & set(draft.choices):
        raise Unreadable(Reason.UNKNOWN_WORD, draft.doubted)


def _choose_kind(draft: Draft) -> None:
    """The kind that a button said; the words around it are read as ever."""
    try:
        found = find_kind(draft)
    except Unreadable:
        found = None
    draft.kind = draft.choices["kind"]  # type: ignore[assignment]  # a KindWord: the button carries it
    draft.kind_span, draft.kind_is_seen, draft.kind_is_later = found, found is None, False


def _gather(draft: Draft) -> None:
    """What else can be understood of a part without a kind, so that the answer can say it."""
    for span in draft.line.between(draft.first, draft.last):
        if span.role is Role.DATE and draft.day is None and not isinstance(span.value, Unreadable):
            draft.day = span.value
        elif span.role is Role.ACCOUNT and not draft.accounts:
            take_account(draft, span.start)
        elif span.role is Role.FIGURE and draft.amount is None and _is_money(span):
            draft.amount = span.value.amount


def _is_money(span: Span) -> bool:
    return not isinstance(span.value, Unreadable) and not span.value.is_plain and not span.value.is_percent


def _take(draft: Draft, at: int) -> int | None:
    """The position after the part that starts here; None when the words mean nothing here."""
    if draft.scores is not None and draft.score is None and (end := take_score(draft, at)):
        return end
    source_end = behind_the_source(draft)
    if source_end is not None and at < source_end and draft.span(at).role is not Role.KIND:
        return min(draft.span(at).end, source_end)
    return None if begins_a_topic(draft, at) else _TAKERS[draft.span(at).role](draft, at)


def _kind(draft: Draft, at: int) -> int | None:
    span = draft.span(at)
    if draft.kind_span is not None and at == draft.kind_span.start:
        draft.kind_is_seen = True
        if draft.kind and draft.kind.is_first is not None and draft.is_first is None:
            draft.is_first = draft.kind.is_first
        if draft.accounts and draft.line.words.tokens[span.end - 1].text.endswith(":"):
            return all_note(draft, span.end) if span.end < draft.last else span.end
        return span.end
    return None if draft.is_complete or not draft.may_have_account else span.end


def _account(draft: Draft, at: int) -> int | None:
    if draft.accounts or not draft.may_have_account:
        if end := take_compact_million(draft, at):  # quote 3M 3m
            return end
        return None if draft.kind_is_seen else draft.span(at).end
    end = take_account(draft, at)
    is_heading = draft.line.words.tokens[draft.span(at).end - 1].text.endswith(":")
    if end is not None and is_heading and draft.kind_is_seen and end < draft.last:
        return end if is_only_facts(draft, end, draft.last) else all_note(draft, end)
    return end


def _at(draft: Draft, at: int) -> int | None:
    """`at Acme`, `of 12k`, `for 2 hours`: passed over when something that it can belong to follows."""
    after = at + 1
    following = draft.span(after)
    if following.role is Role.ARTICLE:
        following = draft.span(following.end)
    if following.role is Role.NAME and draft.low(at) in _WHERE and draft.kind_is_seen and not draft.accounts:
        return take_name(draft, following.start, is_doubtful=True)
    if draft.is_complete:
        is_fact = following.role in (Role.DURATION, Role.CLOCK, Role.DATE, Role.DAY_PART) and not (
            following.role is Role.DURATION and draft.minutes is not None
        )
        is_money = following.role is Role.FIGURE and draft.wants_amount
        return after if (is_fact or is_money) and after < draft.last else None
    is_word = draft.kind_is_seen and following.role is Role.WORD and following.start < draft.last
    if is_word and draft.account_ahead(after) is None and may_be_a_name(draft, following.start):
        return take_word_as_account(draft, following.start)
    return after


def _topic(draft: Draft, at: int) -> int | None:
    """`about an hour` is a length, `on friday` a day; `about pricing` begins the note, unless the account is still to come."""
    span = draft.span(at)
    following = draft.span(span.end)
    if following.role in (Role.DURATION, Role.CLOCK) and draft.minutes is None:
        return span.end
    if following.role is Role.DATE and draft.day is None and draft.low(at) in ON:
        return span.end
    return take_loose(draft, at)


def _mention(draft: Draft, at: int) -> int | None:
    return take_shares(draft, at) if person_at(draft.line.words, at) else None


_TAKERS: dict[Role, Callable[[Draft, int], int | None]] = {
    Role.KIND: _kind,
    Role.ORDER: take_order,
    Role.WITH: take_with,
    Role.AT: _at,
    Role.AND: pass_filler,
    Role.THEN: pass_filler,
    Role.ARTICLE: pass_filler,
    Role.FILLER: pass_filler,
    Role.VERB: pass_filler,
    Role.TOOK: pass_filler,
    Role.DAY_PART: pass_filler,
    Role.PEOPLE: pass_people,
    Role.INTERNAL: pass_people,
    Role.TITLE: pass_title,
    Role.SOURCE: pass_source,
    Role.CLAUSE: take_loose,
    Role.WORD: take_loose,
    Role.TOPIC: _topic,
    Role.CONTACT: pass_contact,
    Role.DUE: take_due,
    Role.ACCOUNT: _account,
    Role.NEAR: _account,
    Role.NAME: take_name,
    Role.DATE: take_date,
    Role.PERIOD: take_period,
    Role.DURATION: take_duration,
    Role.CLOCK: take_clock,
    Role.FIGURE: take_figure,
    Role.SPLIT: take_split,
    Role.KEY: take_key,
    Role.QUOTED: take_quoted,
    Role.MENTION: _mention,
    Role.COMMA: take_mark,
    Role.NEWLINE: take_mark,
    Role.DASH: take_dash,
}
