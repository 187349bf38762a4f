"""The names in a line: accounts that are known, and capitalised words that may be somebody new."""

from collections.abc import Iterator

from handlers.phrases.accounts import PARTICLES, AccountRef, capitalised_at, is_capital, known_account_at
from handlers.phrases.log.lexicon import Lexicon
from handlers.phrases.log.spans import Book, Reader, Role, Span
from handlers.phrases.tokens import WORD, Typed
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import NUMBERS, ON, WEEKDAYS

_IN_A_NAME, _AT_THE_START, _STRONG_ROLES = 2.8, 1.5, {Role.KIND, Role.ORDER, Role.DUE, Role.CONTACT}


def accounts_at(reader: Reader, words: Typed, at: int, by_word: list[Span]) -> Iterator[Span]:
    found = known_account_at(words, at, reader.book.exact) if reader.book else None
    if found is None and reader.book:
        found = _owner(reader.book, words, at)
    if found is None:
        return
    end = found[1]
    is_plain_word = end == at + 1 and bool(by_word) and not is_capital(words.tokens[at].text)
    is_number = end == at + 1 and words.low(at).isdecimal()
    weight = 2.0 if is_plain_word or is_number else 8.0 * (end - at)
    yield Span(Role.ACCOUNT, at, end, found[0].name, weight)


def _owner(book: Book, words: Typed, at: int) -> tuple[AccountRef, int] | None:
    """`Umicore's buyer`, `First Solar's Bob Miller`: whose it is."""
    for end in range(at + 1, min(at + 4, len(words.tokens)) + 1):
        if words.low(end - 1).endswith("'s"):
            owner = book.exact(words.between(at, end)[:-2])
            return (AccountRef(owner, True), end) if owner else None
    return None


def names_at(words: Typed, at: int, lexical: Lexicon) -> Iterator[Span]:
    """The capitalised words from here: somebody new."""
    try:
        found = capitalised_at(words, at)
    except Unreadable:
        return  # no name is that long
    if found is None:
        return
    is_small = not is_capital(words.tokens[at].text)
    weight = -1.2 if is_small else 0.0  # van Stark: the small word leads to the name
    for end in range(at + 1, found[1] + 1):
        weight += _name_weight(words, end - 1, lexical)
        is_whole = end == found[1] and words.low(end - 1) not in PARTICLES
        if is_capital(words.tokens[end - 1].text) or is_whole:
            yield Span(Role.NAME, at, end, words.between(at, end), weight + (end - at - 1) * 0.5)


def _name_weight(words: Typed, at: int, lexical: Lexicon) -> float:
    by_word = lexical.senses.at(words, at)
    if at == 0 and lexical.weak.at(words, at):  # Spoke with Thornbury Capital
        return -0.5
    low = words.low(at)
    if low in NUMBERS or low in WEEKDAYS or low in ON or low.isdecimal():
        return _AT_THE_START
    if not by_word:
        return 4.0
    is_strong = any(role in _STRONG_ROLES for (role, _), _ in by_word)
    return _AT_THE_START if is_strong or at == 0 or words.tokens[at - 1].shape != WORD else _IN_A_NAME
