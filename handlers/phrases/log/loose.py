"""A word that means nothing by itself: passed over, a new name, or the beginning of the note."""

from handlers.phrases.log.contacts import in_small_letters
from handlers.phrases.log.draft import Draft
from handlers.phrases.log.names import SHORTEST_NAME, bare, take_shares, take_word_as_account, words_end
from handlers.phrases.log.spans import Role
from handlers.phrases.people import person_at
from handlers.phrases.unreadable import Reason, Unreadable

MOST_PASSED_OVER = 5
"""Unknown words before the kind; with more of them the line is asked about."""


def take_loose(draft: Draft, at: int) -> int | None:
    """A word that means nothing here: passed over, a new name, or the beginning of the note."""
    span, text = draft.span(at), draft.line.words.tokens[at].text
    if text.startswith("@") or "@" in text[1:]:
        person = person_at(draft.line.words, at)
        if person and "." not in person[0].value:
            return take_shares(draft, at)
    if (end := in_small_letters(draft, at)) is not None:
        return end
    if not draft.kind_is_seen:
        return _account_before_the_kind(draft, at) or _before_the_kind(draft, at)
    if draft.is_complete:
        return None
    if draft.account_ahead(span.end):
        return span.end
    is_beside = span.start > draft.first and draft.span(span.start - 1).role is not Role.CLAUSE
    if span.role is Role.WORD and is_beside and draft.may_have_account and _names_somebody(draft, at):
        return take_word_as_account(draft, at)
    return None


def _account_before_the_kind(draft: Draft, at: int) -> int | None:
    """`zand gebeld`, `bouwbedrijf kloosterman bezocht`: unknown words at the very beginning, right before the kind."""
    kind = draft.kind_span
    is_first = at == draft.first and draft.span(at).role is Role.WORD and not draft.accounts and kind is not None
    if not is_first or kind is None or draft.names_somebody or not draft.may_have_account:
        return None
    if not may_be_a_name(draft, at) or words_end(draft, at) != kind.start:
        return None
    return take_word_as_account(draft, at)


def _before_the_kind(draft: Draft, at: int) -> int:
    """An unknown word before the kind; a clause between an account and the kind makes the kind doubtful."""
    span = draft.span(at)
    draft.passed_over += span.role is Role.WORD
    is_doubtful = span.role is Role.CLAUSE and draft.accounts and span.end - span.start == 1
    if (is_doubtful or draft.passed_over > MOST_PASSED_OVER) and "held" not in draft.choices:
        raise Unreadable(Reason.UNKNOWN_WORD, draft.text(at, at + 1))
    return span.end


def _names_somebody(draft: Draft, at: int) -> bool:
    """Whether a word in small letters right behind the kind may be a new account: `meeting newco`."""
    if draft.accounts or not may_be_a_name(draft, at):
        return False
    kind = draft.kind_span
    before = draft.span(at - 1) if at > draft.first else None
    is_at = before is not None and before.role is Role.AT and draft.contact is not None  # sophie van bloomon
    is_led = before is not None and before.role in (Role.ARTICLE, Role.ORDER, Role.WITH)
    return is_led or is_at or (kind is not None and at == kind.end)


def may_be_a_name(draft: Draft, at: int) -> bool:
    low = draft.low(at)
    is_note = draft.kind is not None and draft.kind.kind == "note"
    return not is_note and len(bare(low)) >= SHORTEST_NAME and low[0].isalnum()
