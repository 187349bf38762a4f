"""When two typed names mean the same account, and when one looks like a slip of the other."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

LONGEST_NAME = 160
"""Characters of an account's name."""
LONGEST_ABBREVIATION = 4
"""Letters: a longer word in capitals alone is somebody who shouts."""
SHORTEST_SLIP = 4
"""Characters: in a shorter name one other letter is usually another company (KLM, KPM)."""

_LETTERS_WITHOUT_ACCENT = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "ı": "i"})
_NOT_IN_A_KEY = frozenset("PZC")
"""Unicode's classes of punctuation, spaces and invisible characters. Letters, digits and signs (+, €, 🚀) stay."""
_EMOJI_STYLE = "\ufe0f"
_LEGAL_FORMS = frozenset(
    {
        "bv",
        "nv",
        "vof",
        "cv",
        "inc",
        "ltd",
        "llc",
        "plc",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "ag",
        "kg",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
        "ab",
        "as",
        "oy",
        "aps",
    }
)


@lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """The name folded: without case, accents, spaces and punctuation. `ACMÉ-Corp` and `acme corp` are one account."""
    if name.isascii():
        kept = name.lower().translate(_LEFT_OUT_OF_ASCII)
    else:
        letters = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS_WITHOUT_ACCENT)
        kept = "".join(
            letter
            for letter in letters
            if not unicodedata.combining(letter) and letter != _EMOJI_STYLE and not _is_left_out(letter)
        )
    return (kept or name.strip().casefold())[:160]


def tidy_name(name: str) -> str:
    """The name as we keep it: one space between words, none around."""
    return " ".join(name.split())


def looks_like(typed: str, known: str) -> bool:
    """Whether `typed` may be a slip of the pen for the account `known` (names, not keys).

    One letter wrong, missing, too many or swapped; the same name with or without a legal form (Acme BV);
    or the first word or words of it (Globex for Globex Corporation). Other digits mean another account.
    """
    short, long = key_of(typed), key_of(known)
    if _digits(short) != _digits(long):
        return False
    if min(len(short), len(long)) >= SHORTEST_SLIP and OSA.distance(short, long, score_cutoff=1) <= 1:
        return True
    typed_words, known_words = words_of(typed), words_of(known)
    if _without_legal_form(typed_words) == _without_legal_form(known_words):
        return True
    return len(short) >= SHORTEST_SLIP and known_words[: len(typed_words)] == typed_words


def still_means(former: str, now: str) -> bool:
    """Whether somebody who types the `former` name of an account means it under the name that it has `now`.

    Not so a word that was taken for a name by mistake (`yest`): typed again, it would bring that account up.
    """
    return not former.islower() or looks_like(former, now) or looks_like(now, former)


def better_written(name: str, text: str) -> str | None:
    """The name as it stands in `text`, if that has capitals that ours lacks, and nothing else differs.

    `hooli` is better written Hooli, and klm KLM; HOOLI is only louder.
    """
    words = r"\s+".join(re.escape(word) for word in name.split())
    for found in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE):
        typed = tidy_name(found.group())
        has_more = sum(map(str.isupper, typed)) > sum(map(str.isupper, name))
        if has_more and typed.casefold() == name.casefold() and not any(map(_is_loud, typed.split())):
            return typed
    return None


def _is_loud(word: str) -> bool:
    return word.isupper() and len(word) > LONGEST_ABBREVIATION


def words_of(name: str) -> list[str]:
    """The words of a name, each folded; words of punctuation alone are no words."""
    return [key_of(word) for word in re.split(r"[\s/]+", name.strip()) if any(not _is_left_out(c) for c in word)]


def core_of(name: str) -> str:
    """The key of the name without its legal form: `acme` of `Acme B.V.`."""
    return "".join(_without_legal_form(words_of(name))) or key_of(name)


def _without_legal_form(words: list[str]) -> list[str]:
    return words[:-1] if len(words) > 1 and words[-1] in _LEGAL_FORMS else words


def _is_left_out(letter: str) -> bool:
    return unicodedata.category(letter)[0] in _NOT_IN_A_KEY


_LEFT_OUT_OF_ASCII = {code: None for code in range(128) if _is_left_out(chr(code))}


def _digits(key: str) -> str:
    return "".join(letter for letter in key if letter.isdigit())
