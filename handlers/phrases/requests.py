"""What somebody asks the bot for in their own words: `how am I doing?`, `mijn deals`, `undo that`, `ziek vandaag`, `thanks`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.phrases.tokens import folded
from models.vocabulary import vocabulary

ORDER = ("undo", "attention", "help", "list", "scorecard", "deals", "goals", "review", "coaching")
"""Requests in the order in which they are looked for; leave is looked for by its words."""
_MARKS = re.compile(r"[^\w'/+&@-]+")
_SMALL = vocabulary().section("request_small")
_LEADS, _OWN, _LOGGED, _PERIODS = (frozenset(_SMALL[key]) for key in ("leads", "own", "logged", "periods"))
_ME = frozenset(_SMALL["me"])
_UNDOES, _UNDONE = frozenset(_SMALL["undo_verbs"]), frozenset(_SMALL["undo_things"])


def request_in(text: str) -> str | None:
    """What is asked for: a key of the vocabulary's `requests`; None when the text is something else."""
    words = _words(text)
    if not words or len(words) > 14:
        return None
    bare = " ".join(words)
    for key in ORDER:
        if bare in _phrases(key):
            return key
    for core in _cores(words):
        for key in ORDER:
            if core in _phrases(key):
                return key
    if _asks_to_undo(words):
        return "undo"
    if any(f" {count} " in f" {bare} " for count in _SMALL["counts"]) and set(words) & _ME:
        told = request_by_word(text)
        return told if told in ("deals", "goals") else "scorecard"
    if mended := _mended(words):
        return request_in(mended)
    if _LOGGED & set(words) and (words[0] in _asking() or text.strip().endswith("?")):
        return "list"
    return "undo" if _undoes_within(bare) else None


def _asks_to_undo(words: list[str]) -> bool:
    """`remove that last one please`, `verwijder mijn laatste regel`: nothing but words for undoing and for what."""
    return (
        len(words) > 1
        and bool(_UNDOES & set(words))
        and bool(_UNDONE & set(words))
        and not set(words) - _UNDOES - _UNDONE
    )


MOST_AROUND_A_REQUEST = 6
"""Words of a text in which a phrase is a request: `call Acme, they asked us to remove it from the quote` is none."""


def _undoes_within(bare: str) -> bool:
    """`oh no, remove that one`: a phrase for undoing with a few words around it."""
    is_short = len(bare.split()) <= MOST_AROUND_A_REQUEST
    return is_short and any(f" {phrase} " in f" {bare} " for phrase in _phrases("undo") if " " in phrase)


def request_by_word(text: str) -> str | None:
    """`how's my pipeline looking`, `laat de cijfers van mij zien`: a short question or request with one telling word."""
    words = _words(text)
    if not words:
        return None
    is_asked = words[0] in _asking() or words[0] in _LEADS or set(words) & _OWN or words[0].startswith(("how", "what"))
    if len(words) > 8 or not is_asked:
        return None
    told = [key for key, named in vocabulary().section("request_words").items() if set(named) & set(words)]
    return told[0] if len(told) == 1 else None


def leave_in(text: str) -> bool:
    """Whether the text says that somebody is away: `sick today`, `morgen vrij`, `verlof volgende week vrijdag`."""
    bare = f" {' '.join(_words(text))} "
    return len(bare) < 90 and any(f" {phrase} " in bare for phrase in _phrases("leave"))


def leave_line(text: str) -> str:
    """What `/leave` reads of a message about being away: `sick today, stinking cold` is `sick today`.

    The first clause that says it, without pictures; when it says no day, today for who is ill.
    """
    clauses = [clause for clause in _CLAUSE.split(text) if leave_in(clause)]
    said = _PICTURE.sub(" ", clauses[0] if clauses else text).strip()
    words = set(_words(said))
    is_dayless = words & vocabulary().words("leave_words", "sick") and len(words) < 4
    return f"{said} today" if is_dayless and not words & set(vocabulary().table("days")) else said


_CLAUSE = re.compile(r"[,.;!?\n]+|\s[-–—]\s")
_PICTURE = re.compile(r"[^\w\s'’:/@#&<>|.-]+")


def talk_in(text: str) -> str | None:
    """`greeting`, `thanks` or `robot`, when the text is nothing else."""
    words = _words(text)
    if not words:
        return "thanks" if text.strip() else "greeting"
    bare = " ".join(words)
    for key in ("robot", "greeting", "thanks"):
        phrases = frozenset(vocabulary().section("talk")[key])
        if bare in phrases or all(word in phrases or word == "koers" for word in words):
            return key
    small = frozenset(
        word
        for key in ("greeting", "thanks")
        for phrase in vocabulary().section("talk")[key]
        for word in phrase.split()
    )
    return "thanks" if all(word in small or word == "koers" for word in words) else None


MOST_TO_MEND = 3
"""Words of a text in which a slip is mended."""


def _mended(words: list[str]) -> str:
    """`unod`, `my dealz`: the request that it becomes with one slip mended; empty when that is none."""
    if len(words) > MOST_TO_MEND:
        return ""
    for at, word in enumerate(words):
        if len(word) < 4 or word in _words_of_requests():
            continue
        for meant in _words_of_requests():
            if (
                meant[0] == word[0]
                and abs(len(meant) - len(word)) < 2
                and OSA.distance(word, meant, score_cutoff=1) == 1
            ):
                text = " ".join([*words[:at], meant, *words[at + 1 :]])
                if any(text in _phrases(key) for key in ORDER):
                    return text
    return ""


@lru_cache(maxsize=1)
def _words_of_requests() -> frozenset[str]:
    return frozenset(
        word for key in (*ORDER, "leave") for phrase in _phrases(key) for word in phrase.split() if len(word) > 3
    )


@lru_cache(maxsize=16)
def _phrases(key: str) -> frozenset[str]:
    return frozenset(" ".join(_words(phrase)) for phrase in vocabulary().section("requests")[key])


@lru_cache(maxsize=1)
def _asking() -> frozenset[str]:
    happened = vocabulary().section("happened")
    return frozenset(happened["questions"]) | {phrase.split()[0] for phrase in happened["may_ask"]}


def _words(text: str) -> list[str]:
    return [word for word in _MARKS.sub(" ", folded(text)).split() if any(c.isalnum() for c in word)]


def _cores(words: list[str]) -> Iterator[str]:
    """The words without politeness before them, and with ever less of a period behind them."""
    first, last = 0, len(words)
    while first < last and words[first] in _LEADS:
        first += 1
    while last > first:
        yield " ".join(words[first:last])
        if words[last - 1] not in _PERIODS:
            return
        last -= 1
