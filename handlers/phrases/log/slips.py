"""Slips of the pen: a word one or two letters from a kind or a day is read as that, when nothing else is as near."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.phrases.dates import NAMED_DAYS, date_at
from handlers.phrases.kinds import OwnKind
from handlers.phrases.log.lexicon import KindSense, lexicon
from handlers.phrases.log.spans import Reader, Role, Span
from handlers.phrases.tokens import Typed
from handlers.phrases.typist import Direction
from handlers.phrases.words import WEEKDAYS
from models.vocabulary import vocabulary

_OF_DEALS = vocabulary().words("deal_news", "deal")
"""`deal` is no slip of `dials`."""


def slip_of_a_kind(words: Typed, at: int, own: tuple[OwnKind, ...]) -> tuple[KindSense, ...]:
    """The kinds whose word is nearest to the one at a token; several when they are equally near."""
    low = words.low(at)
    most = most_slips(low)
    if not most or not low.isalpha() or low in _OF_DEALS:
        return ()
    if is_skeleton(low):
        found = {sense.meaning.kind: sense for text, sense in lexicon(own).kinds.items() if skeleton(text) == low}
        return tuple(found.values())
    nearest: dict[str, KindSense] = {}
    distance = most + 1
    for text, sense in lexicon(own).kinds.items():
        if " " in text or len(text) < 4 or sense.is_later or text[0] != low[0] or abs(len(text) - len(low)) > most:
            continue
        slips = OSA.distance(low, text, score_cutoff=most)
        if slips > most or (sense.strength < 3 and slips > 1):
            continue
        if slips < distance:
            nearest, distance = {}, int(slips)
        if slips == distance:
            nearest.setdefault(sense.meaning.kind, sense)
    return tuple(nearest.values())


_VOWELS = re.compile("[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")


def is_skeleton(low: str) -> bool:
    """Whether a word is typed without its vowels, as on a phone: `vstd`, `gstrn`, `ystrdy`."""
    return len(low) > 2 and low.isalpha() and not _VOWELS.search(low)


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """A word without its vowels, and with each consonant once where it was doubled."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", text)) if text.isalpha() else ""


def most_slips(low: str) -> int:
    """How many letters of a word may be wrong: none below 3, one up to 6, two above."""
    return 0 if len(low) < 3 else 1 if len(low) < 7 else 2


_DAYS = {word: word for word in [*WEEKDAYS] if len(word) > 5}


def slip_of_a_day(reader: Reader, words: Typed, at: int) -> Span | None:
    """A word one or two letters from a day (`ystrday`, `dinsdg`), when only one day is that near."""
    days = set()
    for word in days_near(words.low(at)):
        token = words.tokens[at]._replace(low=word)
        day = date_at(words._replace(tokens=[token]), 0, reader.typist, Direction.PAST)
        days.add(day[0] if day else None)
    return Span(Role.DATE, at, at + 1, days.pop(), 7.0) if len(days) == 1 and None not in days else None


def days_near(low: str) -> list[str]:
    """The words for a day that are nearest to a word; none for one that is no slip of any."""
    if (len(low) < 5 and not is_skeleton(low)) or not low.isalpha():
        return []
    if is_skeleton(low) and (bare := [word for word in (*NAMED_DAYS, *_DAYS) if skeleton(word) == low]):
        return bare
    most = 1 if len(low) < 6 else 2
    found: dict[str, int] = {}
    for word in (*(word for word in NAMED_DAYS if len(word) > 4), *_DAYS):
        if word[0] == low[0] and abs(len(word) - len(low)) <= most:
            distance = OSA.distance(low, word, score_cutoff=most)
            if distance <= most:
                found[word] = int(distance)
    return [word for word, distance in found.items() if distance == min(found.values())]
