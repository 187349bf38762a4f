"""Where an account's name begins and ends in typed text.

1. A quoted name is taken as it stands: `"Smith, Jones & Co"`.
2. Otherwise the longest run of words that is a known account: `acme` is Acme, `Acme North discussed` is Acme North
   when that is known.
3. Otherwise a run of capitalised words, with particles and company forms in between or behind:
   `De Groot & Zonen BV`, `Van der Berg`, `Acme Corporation`.
4. Otherwise one word.

A name that is not known is marked so: the handler may ask before an account is made of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from handlers.phrases.dates import NAMED_DAYS
from handlers.phrases.kinds import ORDER
from handlers.phrases.tokens import COMMA, QUOTED, WORD, Typed, typed
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import LAST, NEXT, SHORT_WEEKDAYS, WEEKDAYS, WITH, each_of
from models.accounts.naming import LONGEST_NAME

Known = Callable[[str], str | None]
"""Looks a typed name up; gives the account's own spelling, or None."""

MOST_WORDS = 6

COMPANY_FORMS = each_of(
    "bv b.v nv n.v vof inc ltd llc llp plc gmbh ag kg sa s.a sarl srl spa ab oy as aps co corp holding groep group"
)
PARTICLES = each_of("van der den de het 't ter ten te von of the & + aan op du la le l'")
_STOPS = (frozenset(NAMED_DAYS) | (frozenset(WEEKDAYS) - SHORT_WEEKDAYS) | WITH | LAST | NEXT | frozenset(ORDER)) | {
    "split",
    "due",
}


@dataclass(frozen=True, slots=True)
class AccountRef:
    """An account as typed (or, when known, as it is spelled)."""

    name: str
    is_known: bool = False
    is_doubtful: bool = False
    """Not known, and not plainly a name either: small letters, or perhaps somebody's surname."""
    near: tuple[str, ...] = ()
    """Known accounts that may have been meant, nearest first."""


def account_at(words: Typed, at: int, known: Known | None) -> tuple[AccountRef, int] | None:
    """The account that starts at a token by rules 1 to 3, and the position after it."""
    if at >= len(words.tokens):
        return None
    token = words.tokens[at]
    if token.shape == QUOTED:
        return (_ref(token.text, known), at + 1) if token.text else None
    if token.shape != WORD:
        return None
    return known_account_at(words, at, known) or capitalised_at(words, at)


def one_word_account_at(words: Typed, at: int) -> tuple[AccountRef, int] | None:
    """Rule 4: a single word as the account."""
    token = words.tokens[at]
    name = _bare(token.text)
    return (_ref(name, None), at + 1) if token.shape == WORD and name[:1].isalnum() else None


def known_account_at(words: Typed, at: int, known: Known | None, fewest: int = 1) -> tuple[AccountRef, int] | None:
    """The longest known account of at least `fewest` words at a token (rule 2)."""
    if known is None:
        return None
    for end in _ends(words, at):
        if end - at < fewest:
            break
        if name := known(_bare(words.between(at, end))):
            return AccountRef(name, True), end
    return None


def possible_names(text: str) -> tuple[str, ...]:
    """Every stretch of `text` that could be an account's name: one query can look them all up beforehand."""
    words = typed(text)
    names = dict.fromkeys(token.text for token in words.tokens if token.shape == QUOTED and token.text)
    for at, token in enumerate(words.tokens):
        if token.shape == WORD:
            names.update(dict.fromkeys(_bare(words.between(at, end)) for end in _ends(words, at)))
    names.pop("", None)
    return tuple(name for name in names if len(name) <= LONGEST_NAME)


def _ends(words: Typed, at: int) -> list[int]:
    """The ends of runs of words and commas from `at`, longest first; a run ends with a word."""
    ends: list[int] = []
    for end, token in enumerate(words.tokens[at : at + MOST_WORDS], at + 1):
        if token.shape == WORD:
            if says_something(token.text):
                ends.append(end)
        elif token.shape != COMMA:
            break
    ends.reverse()
    return ends


def says_something(text: str) -> bool:
    """Whether there is a letter or a digit in it: a mark alone is no word."""
    return text.isalnum() or any(letter.isalnum() for letter in text)


def capitalised_at(words: Typed, at: int) -> tuple[AccountRef, int] | None:
    end, has_capital = at, False
    while end < len(words.tokens) and words.tokens[end].shape == WORD:
        text, low = words.tokens[end].text, words.tokens[end].low
        if has_capital and low in _STOPS:
            break
        if is_capital(text):
            has_capital = True
        elif has_capital and low in COMPANY_FORMS:
            end += 1
            break
        elif not (low in PARTICLES and _leads_to_capital(words, end)):
            break
        end += 1
        if text[-1] in ":;!?" or (text[-1] == "." and low not in COMPANY_FORMS and len(text) > 2):
            break
    return (_ref(_bare(words.between(at, end)), None), end) if has_capital else None


@lru_cache(maxsize=4096)
def is_capital(text: str) -> bool:
    """A capital, a letter of a script without capitals (النور), or the `3M` of a name."""
    text = text.lstrip("('*_`")
    if text[:1].isalpha() and text[:1].lower() == text[:1].upper():
        return True
    return text[:1].isupper() or (text[:1].isdigit() and any(c.isupper() for c in text))


def _leads_to_capital(words: Typed, at: int) -> bool:
    """Whether particles from `at` end in a capitalised word: the `der` of `Van der Berg`."""
    while words.low(at) in PARTICLES:
        at += 1
    return at < len(words.tokens) and words.tokens[at].shape == WORD and is_capital(words.tokens[at].text)


def _ref(name: str, known: Known | None) -> AccountRef:
    if len(name) > LONGEST_NAME:
        raise Unreadable(Reason.NAME_TOO_LONG, name[:60])
    spelled = known(name) if known else None
    return AccountRef(spelled or name, spelled is not None)


def _bare(name: str) -> str:
    name = name.rstrip(":;!?,")
    return name[:-1] if name.endswith(".") and name[:-1].split(" ")[-1].count(".") == 0 else name
