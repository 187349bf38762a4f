"""Who it was with, at the account: `with Jan from Acme`, `Ellen Vos (Philips)`, `mevrouw De Wit van Van der Valk`."""

from dataclasses import replace

from handlers.phrases.accounts import AccountRef, is_capital
from handlers.phrases.log.draft import Draft
from handlers.phrases.log.names import FIRST_NAMES, OF, WORKS_FOR, bare, take_account, take_shares
from handlers.phrases.log.spans import Role, Span
from handlers.phrases.people import person_at
from handlers.phrases.tokens import folded
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import AND, ARTICLES
from models.activity.entry import LONGEST_TOPIC
from models.vocabulary import vocabulary

_NOBODY = vocabulary().words("around", "nobody") | ARTICLES
"""`the guys`, `de mannen`: nobody in particular."""


def take_with(draft: Draft, at: int) -> int | None:
    """`with Jan`, `with Acme`, `with Jan from Acme`, `with the CFO`, `with @bram 40%`."""
    after = at + 1
    if after >= draft.last:
        return None if draft.is_complete else after
    person = person_at(draft.line.words, after)
    if person and "." not in person[0].value:
        return take_shares(draft, after)
    following = draft.span(after)
    if following.role is Role.ARTICLE and not is_capital(draft.line.words.tokens[after].text):
        following = draft.span(following.end)
    if following.role in (Role.ACCOUNT, Role.NEAR) and not draft.accounts:
        return after if following.start == after else following.start
    if draft.contact is not None:
        return None if draft.is_complete else after
    if person:
        return set_contact(draft, person[0].value, person[1])
    linked = _linked_contact(draft, after) or in_small_letters(draft, after)
    if linked is not None:
        return linked
    return _loose_contact(draft, after)


def _linked_contact(draft: Draft, at: int) -> int | None:
    """`Jan from Acme`, `the guys from Blue Ocean`, `John Smith (Juniper Bikes)`: who, and then the account."""
    if draft.accounts:
        return None
    end = at
    while end < min(draft.last, at + 6):
        span = draft.span(end)
        if span.role in (Role.ACCOUNT, Role.NEAR):
            return set_contact(draft, draft.text(at, end), end) if end > at and _opens(draft, end) else None
        follows = draft.span(span.end)
        is_link = span.role in (Role.AT, Role.TOPIC) and draft.low(end) in OF
        if is_link and end > at and follows.role in (Role.ACCOUNT, Role.NEAR, Role.NAME):
            return set_contact(draft, draft.text(at, end), end + 1)
        if span.role not in (Role.WORD, Role.NAME, Role.PEOPLE, Role.TITLE, Role.ARTICLE, Role.FILLER, Role.AND):
            return None
        if span.role is Role.NAME and (parted := _parted(draft, span)):
            return parted
        end = span.end
    return None


def _opens(draft: Draft, at: int) -> bool:
    return draft.line.words.tokens[at].text.startswith("(")


def _parted(draft: Draft, span: Span) -> int | None:
    """`Jan de Vries van Delta Pompen`: capitals all along, but a person and where they work."""
    words = draft.line.words
    for at in range(span.end - 2, span.start, -1):
        is_link = words.low(at) in WORKS_FOR and not words.tokens[at].text[0].isupper()
        if is_link and is_capital(words.tokens[at + 1].text):
            name = draft.text(span.start, at)
            account = AccountRef(bare(draft.text(at + 1, span.end)), False)
            is_sure = at - span.start > 1 or (words.low(span.start) in FIRST_NAMES and span.end - at > 2)
            draft.accounts.append(account if is_sure else AccountRef(account.name, False, is_doubtful=True))
            return set_contact(draft, name, span.end)
    return None


def _loose_contact(draft: Draft, at: int) -> int | None:
    """Somebody named behind `with`, where the account is known or stands elsewhere."""
    span = draft.span(at)
    start = at
    if span.role in (Role.ARTICLE, Role.TITLE) and span.end < draft.last:
        span = draft.span(span.end)
    if span.role is Role.NAME:
        end = (
            surname_end(draft, span.end)
            if draft.accounts or draft.account_ahead(surname_end(draft, span.end))
            else span.end
        )
        while draft.low(end) in AND and draft.span(end + 1).role is Role.NAME:
            end = draft.span(end + 1).end
        is_somebody = draft.low(span.start) in FIRST_NAMES or start < span.start
        draft.is_named = not (is_somebody or draft.accounts or draft.account_ahead(end))
        return set_contact(draft, draft.text(start, end), end)
    if draft.is_complete and span.role is Role.WORD and draft.is_written:
        return None  # mail Acme met verslag: what was in it
    if draft.is_complete and span.role in (Role.WORD, Role.PEOPLE, Role.INTERNAL) and span.end <= draft.last:
        end = span.end
        while end < draft.last and draft.span(end).role is Role.PEOPLE:  # the ops team
            end = draft.span(end).end
        return set_contact(draft, draft.text(start, end), end)
    if span.role in (Role.PEOPLE, Role.INTERNAL):
        draft.is_internal = draft.is_internal or span.role is Role.INTERNAL
        return span.end
    if draft.is_complete:
        return None
    return at


def take_name(draft: Draft, at: int, *, is_doubtful: bool = False) -> int | None:
    """Capitalised words that are no known account: somebody, or a new account (or a place, `in Leeds`: doubtful)."""
    span = draft.span(at)
    if draft.is_complete:
        is_person = _opens(draft, at) or (draft.low(at) in FIRST_NAMES and _ends_here(draft, span.end))
        may_be = is_person and draft.contact is None
        return set_contact(draft, bare(str(span.value)).strip("()"), span.end) if may_be else None
    if not draft.accounts and (linked := _person_at_account(draft, span)):
        return linked
    if draft.account_ahead(span.end):
        return span.end  # the known account goes before a new one
    if not draft.may_have_account:
        return None
    end = take_account(draft, at)
    if is_doubtful:
        draft.accounts[0] = replace(draft.accounts[0], is_doubtful=True)
    return end


def _ends_here(draft: Draft, at: int) -> bool:
    return at >= draft.last or draft.span(at).role in (Role.COMMA, Role.NEWLINE, Role.DASH, Role.DATE, Role.DURATION)


def in_small_letters(draft: Draft, at: int) -> int | None:
    """`dave hughes at northern rail`, `mevrouw claes van telenet`: who, and the position where the account begins."""
    is_titled = draft.span(at).role is Role.TITLE
    start = draft.span(at).end if is_titled else at
    if draft.contact is not None or draft.accounts or not (is_titled or draft.low(at) in FIRST_NAMES):
        return None
    end = start
    while end < min(draft.last, start + 4):
        target = draft.span(end + 1)
        named = (Role.ACCOUNT, Role.NEAR, Role.NAME, Role.WORD)
        if end > start and draft.low(end) in OF and end + 1 < draft.last and target.role in named:
            return set_contact(draft, draft.text(at, end), end + 1)
        if draft.span(end).role not in (Role.WORD, Role.ARTICLE, Role.AT):
            return None
        end += 1
    return None


def _person_at_account(draft: Draft, span: Span) -> int | None:
    """`Jan Peeters at Vlaamse Textiel`, `mevrouw De Wit van Van der Valk`, `Ellen Vos (Philips)`, `Sarah at Hooli`."""
    following = draft.span(span.end)
    first = draft.low(span.start)
    is_titled = span.start > draft.first and draft.span(span.start - 1).role is Role.TITLE
    is_somebody = first in FIRST_NAMES or is_titled or " " in str(span.value)
    start = span.start - is_titled
    if following.role in (Role.ACCOUNT, Role.NEAR) and _opens(draft, span.end):
        return set_contact(draft, draft.text(start, span.end), span.end)
    is_link = draft.low(span.end) in OF and following.role in (Role.AT, Role.TOPIC)
    target = draft.span(following.end)
    if is_link and is_somebody and target.role in (Role.ACCOUNT, Role.NEAR):
        return set_contact(draft, draft.text(start, span.end), following.end)
    if is_link and first in FIRST_NAMES and target.role is Role.NAME:
        return set_contact(draft, draft.text(start, span.end), following.end)
    if (first in FIRST_NAMES or is_titled) and draft.contact is None:
        return set_contact(draft, draft.text(start, span.end), span.end)
    return None


def surname_end(draft: Draft, end: int) -> int:
    """Where somebody's name ends: `Peter de Boer`, also when De Boer is an account."""
    following = draft.span(end)
    is_surname = following.role is Role.ACCOUNT and draft.line.words.tokens[end].text[0].islower()
    return following.end if is_surname and end < draft.last and following.end - end > 1 else end


def set_contact(draft: Draft, name: str, end: int) -> int:
    """Note who it was with. Raises Unreadable (NAME_TOO_LONG)."""
    if len(name) > LONGEST_TOPIC:
        raise Unreadable(Reason.NAME_TOO_LONG, name[:60])
    name = bare(name).strip("()")
    is_nobody = all(folded(word) in _NOBODY for word in name.split())
    if name and draft.contact is None and not is_nobody:
        draft.contact = AccountRef(name)
    return end
