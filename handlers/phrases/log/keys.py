"""`key=value` in a `/log` line."""

from handlers.phrases.accounts import AccountRef, account_at, one_word_account_at
from handlers.phrases.amounts import figure_at
from handlers.phrases.dates import date_at
from handlers.phrases.durations import duration_at
from handlers.phrases.log.contacts import set_contact
from handlers.phrases.log.draft import Draft
from handlers.phrases.log.note import all_note
from handlers.phrases.shares import shares_at
from handlers.phrases.tokens import COMMA, QUOTED
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Reason, Unreadable, did_you_mean
from handlers.phrases.words import AND
from models.activity.entry import MOST_AT_ONCE
from models.vocabulary import vocabulary

KEYS = vocabulary().table("log_keys")
"""What may be typed as `key=value` in `/log`."""

_WRONG_VALUE: dict[str, Reason] = {
    "date": Reason.NOT_A_DATE,
    "due": Reason.NOT_A_DATE,
    "amount": Reason.NOT_A_NUMBER,
    "duration": Reason.DURATION_MISSING,
    "score": Reason.SCORE_MISSING,
    "quantity": Reason.NOT_A_NUMBER,
    "deal": Reason.NOT_A_NUMBER,
    "split": Reason.SPLIT_WITHOUT_PERSON,
}


def take_key(draft: Draft, at: int) -> int | None:
    """The part that was named. Raises Unreadable (UNKNOWN_KEY, VALUE_MISSING, and what the value raises)."""
    key = KEYS.get(draft.low(at))
    if key is None:
        if draft.kind_is_seen and draft.accounts:
            return None
        text = draft.line.words.tokens[at].text
        raise Unreadable(Reason.UNKNOWN_KEY, text, did_you_mean(draft.low(at), KEYS))
    value = at + 2
    if value >= draft.last:
        raise Unreadable(Reason.VALUE_MISSING, draft.line.words.tokens[at].text)
    end = _value(draft, key, value)
    if end is None:
        raise Unreadable(_WRONG_VALUE.get(key, Reason.VALUE_MISSING), draft.line.words.rest(value)[:60])
    return end


def _value(draft: Draft, key: str, at: int) -> int | None:
    words = draft.line.words
    text = words.tokens[at].text
    if key == "account":
        return _accounts(draft, at)
    if key == "note":
        if words.tokens[at].shape != QUOTED:
            return all_note(draft, at)
        draft.note = text
        return at + 1
    if key == "contact":
        return set_contact(draft, text, at + 1)
    if key == "topic":
        draft.topic = text
        return at + 1
    if key in ("date", "due"):
        return _day(draft, key, at)
    if key == "duration":
        duration = duration_at(words, at)
        draft.minutes = duration[0] if duration else None
        return duration[1] if duration else None
    if key == "amount":
        figure = figure_at(words, at)
        draft.amount = figure[0].amount if figure and not figure[0].is_percent else None
        return figure[1] if figure and draft.amount else None
    if key == "split":
        shares = shares_at(words, at)
        draft.shares = shares[0] if shares else ()
        return shares[1] if shares else None
    return _number(draft, key, at, text)


def _accounts(draft: Draft, at: int) -> int | None:
    """One name, or several with commas between them."""
    known = draft.line.reader.book.exact if draft.line.reader.book else None
    while True:
        found = account_at(draft.line.words, at, known) or one_word_account_at(draft.line.words, at)
        if found is None:
            return None
        name: AccountRef = found[0]
        draft.accounts.append(name)
        at = found[1]
        tokens = draft.line.words.tokens
        is_joined = at + 1 < draft.last and (tokens[at].shape == COMMA or tokens[at].low in AND)
        if not is_joined or draft.line.words.is_equals(at + 2) or not account_at(draft.line.words, at + 1, known):
            return at
        at += 1


def _day(draft: Draft, key: str, at: int) -> int | None:
    direction = Direction.PAST if key == "date" else Direction.FUTURE
    found = date_at(draft.line.words, at, draft.line.reader.typist, direction)
    if found is None:
        return None
    if key == "date":
        draft.day = found[0]
    else:
        draft.due_on = found[0]
    return found[1]


def _number(draft: Draft, key: str, at: int, text: str) -> int | None:
    number = draft.low(at).lstrip("#")
    if not number.isdecimal() or len(number) > 9:
        return None
    if key == "score":
        if int(number) not in (draft.scores or range(1, 6)):
            raise Unreadable(draft.out_of_range, text)
        draft.score = int(number)
    elif key == "quantity":
        if not 1 <= int(number) <= MOST_AT_ONCE:
            raise Unreadable(Reason.QUANTITY_OUT_OF_RANGE, text)
        draft.quantity = int(number)
    else:
        draft.deal = int(number)
    return at + 1
