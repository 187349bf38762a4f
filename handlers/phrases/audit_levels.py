"""A level as people say it in more than one word: `3 but it depends`, `een 4 denk ik`, `helemaal mee eens`, `3,5`, 👍.

What is plainly one level is taken, with the words behind it as its comment. What points to one or two is asked back.
Anything else is no level: `3 calls a day`, `2 years ago it was fine`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from handlers.phrases.audit_scales import NO_IDEA, near_levels
from handlers.phrases.cut_words import Cut, cleaned, cut, phrase_at
from handlers.phrases.log.lexicon import lexicon
from models.vocabulary import vocabulary

DIGITS = {str(level): level for level in range(1, 6)} | vocabulary().numbers("plain_levels")
SHORTEST_MISSPELLED = 4
"""Letters: a shorter word is near to too many others."""
_ALSO_NO_NUMBER = vocabulary().words("around_an_answer", "also_no_number")
"""`een goede klant`, `one of them`."""
_CORRECTS = vocabulary().words("around_an_answer", "corrects")
MOST_WORDS_CORRECTED = 8
"""Of an answer that takes itself back; in a longer text two numbers are two things."""
_SMALL = re.compile(rf"([1-5])['-]?(?:{'|'.join(vocabulary().section('around_an_answer')['small_endings'])})")
_NOT_BEHIND_A_WORD = vocabulary().words("around_an_answer", "not_goes_on")
"""`good at meetings` is no level with a comment; `4 at meetings` is."""


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer in words."""

    levels: tuple[int, ...] = ()
    """1 to 5: what was said, or (not plain) what is likeliest; none where it was a rating that nobody can read."""
    comment: str = ""
    is_plain: bool = True
    """Whether it can mean nothing else."""
    word: str = ""
    """`dont_know` or `not_my_job`, instead of a level."""


def read_rated(text: str, labels: Mapping[str, int]) -> Rated | None:
    """What the text says of 1 to 5; `labels` are the words on the buttons. None when it says anything else."""
    text = cleaned(text)
    words = cut(text)
    if not words:
        return None
    if text in NO_IDEA:
        return Rated(word="dont_know")
    digit = _digit(text, words)
    if digit and digit.is_plain and not digit.comment:
        return digit
    return _word(text, words, labels) or _near(text, words) or digit


def read_corrected(text: str) -> tuple[int, ...] | None:
    """`4 of nee toch 3`, `was 4 maar maak er 3 van`: the last level and the first, of which either may be meant."""
    words = cut(cleaned(text))
    if len(words) > MOST_WORDS_CORRECTED or _CORRECTS.isdisjoint(word.low for word in words):
        return None
    at = [place for place, word in enumerate(words) if word.low in DIGITS and word.low not in _ALSO_NO_NUMBER]
    if len(at) != 2 or any(is_counted(word.low) for place in at for word in words[place + 1 : place + 3]):
        return None
    first, last = (DIGITS[words[place].low] for place in at)
    return (last, first) if first != last else None


def read_misspelled(text: str) -> tuple[int, ...] | None:
    """The level of `4tje`, `vieer`, `drei`: one word, and nearly the word of a number."""
    words = cut(cleaned(text))
    words = words[_behind(words, 0, "before") :]
    if len(words) != 1:
        return None
    if small := _SMALL.fullmatch(words[0].low):
        return (int(small[1]),)
    spelled = [word for word in DIGITS if len(word) >= SHORTEST_MISSPELLED]
    found = get_close_matches(words[0].low, spelled, n=1, cutoff=0.75)
    return (DIGITS[found[0]],) if found else None


def _near(text: str, words: list[Cut]) -> Rated | None:
    """`4/5`, `3,5`, `tussen 3 en 4`, `een 8`, an emoji: asked back, with the words behind it as the comment."""
    first = _behind(words, 0, "before")
    for last in (_before_the_last(words), first + 1):
        said = " ".join(word.low or word.text for word in words[first:last])
        levels = near_levels(said)
        if levels is not None and (last >= _before_the_last(words) or _ends(words, last)):
            return Rated(levels, _rest(text, words, last if last == first + 1 < len(words) else len(words)), False)
    return None


def _word(text: str, words: list[Cut], labels: Mapping[str, int]) -> Rated | None:
    """`agree`, `oneens, want …`, the words of a button, `n.v.t.`, `geen mening`."""
    softly = vocabulary().words("around_an_answer", "softly")
    for start in dict.fromkeys((0, _behind(words, 0, "before"))):
        plainly = words[start:]
        for said in (plainly, [word for word in plainly if word.low not in softly]):
            for is_level, is_plain, table in _tables(labels):
                end = _longest(said, table)
                if end is None:
                    continue
                rest = _behind(words, words.index(said[end - 1]) + 1, "after")
                if rest < len(words) and not _ends(words, rest, but=_NOT_BEHIND_A_WORD):
                    continue
                meant, comment = table[phrase_at(said, end)], _rest(text, words, rest)
                if is_level:
                    return Rated((int(meant),), comment, is_plain)
                return Rated((), comment, word=str(meant))
    return None


def _digit(text: str, words: list[Cut]) -> Rated | None:
    """`3 but …`, `een 4 denk ik`; with a word behind it that may be counted it is asked back."""
    for at in dict.fromkeys((_behind(words, 0, "before"), 0)):
        if at >= len(words) or words[at].low not in DIGITS:
            continue
        level = DIGITS[words[at].low]
        rest = _behind(words, at + 1, "after")
        if words[at].low in _ALSO_NO_NUMBER and rest == at + 1 < len(words) and not words[at].ends:
            continue
        if rest >= len(words) or _ends(words, rest):
            return Rated((level,), _rest(text, words, rest))
        if any(is_counted(word.low) for word in words[rest : rest + 3]):
            return None
        return Rated((level,), _rest(text, words, rest), False)
    return None


def is_counted(word: str) -> bool:
    """Whether a number before the word is how many: `calls`, `klanten`, `years`."""
    counted = vocabulary().words("around_an_answer", "counted")
    return word in counted or word in lexicon().kinds or f"{word}s" in lexicon().kinds


def _ends(words: list[Cut], at: int, but: frozenset[str] = frozenset()) -> bool:
    """Whether what is said before a word is complete there: a mark, or a word with which a remark begins."""
    goes_on = vocabulary().words("around_an_answer", "goes_on")
    before, here = words[at - 1], words[at] if at < len(words) else None
    return here is None or before.ends or here.opens or (here.low in goes_on and here.low not in but)


def _behind(words: list[Cut], at: int, which: str) -> int:
    """The position behind the small words that may stand before or after an answer."""
    phrases = vocabulary().section("around_an_answer")[which]
    while (end := _longest(words[at:], dict.fromkeys(phrases, 0))) is not None and end:
        if which == "before" and at + end >= len(words):
            return at
        at += end
    return at


def _before_the_last(words: list[Cut]) -> int:
    """The position of the first of the small words at the end, if there are any."""
    return next((at for at in range(1, len(words)) if _behind(words, at, "after") == len(words)), len(words))


def _longest(words: list[Cut], table: Mapping[str, object]) -> int | None:
    """How many words the longest phrase at the beginning has."""
    return next((end for end in range(min(len(words), 8), 0, -1) if phrase_at(words, end) in table), None)


def _rest(text: str, words: list[Cut], at: int) -> str:
    """The words of a comment as they were typed, without the mark before them."""
    if at >= len(words):
        return ""
    rest = text[words[at].start :].strip().lstrip(",.;:!–—- ").strip()
    return rest[1:-1].strip() if rest.startswith("(") and rest.endswith(")") and rest.count("(") == 1 else rest


def _tables(labels: Mapping[str, int]) -> Iterator[tuple[bool, bool, Mapping[str, int | str]]]:
    """Tables of words, with whether they mean a level, and plainly so."""
    yield False, True, _answers()
    yield True, True, {**vocabulary().numbers("levels"), **labels}
    yield True, False, vocabulary().numbers("likely_levels")


@cache
def _answers() -> Mapping[str, str]:
    return vocabulary().table("survey_answers")
