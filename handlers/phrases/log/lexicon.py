"""Which words of the vocabulary stand at a token, in which role; built once for the words of a workspace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.phrases.kinds import KINDS, ORDER, KindWord, OwnKind
from handlers.phrases.log.spans import Flag, Role, Span
from handlers.phrases.tokens import WORD, Phrases, Typed, folded
from models.activity.kinds import rules_of
from models.vocabulary import vocabulary, words_of

STRONG, LIGHT = 3, 2
"""How plainly a word says the kind."""

_WEIGHTS = {Role.KIND: 6.0, Role.ORDER: 5.0, Role.CLAUSE: 2.0, Role.INTERNAL: 4.0, Role.SOURCE: 4.0}
_USUAL_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class KindSense:
    """A kind as a word says it."""

    meaning: KindWord
    strength: int = STRONG
    is_later: bool = False
    """An infinitive: still to be done, unless a length or a day is said."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words that a line may be made of."""

    senses: Phrases[tuple[Role, object]]
    weak: Phrases[KindSense]
    flags: Phrases[str]
    kinds: Mapping[str, KindSense]
    """Every single word or phrase for a kind, for slips of the pen."""

    def spans_at(self, words: Typed, at: int) -> list[Span]:
        """What stands at a token, by the vocabulary."""
        return [
            Span(role, at, end, value, _WEIGHTS.get(role, _USUAL_WEIGHT) * (end - at) + (end - at - 1))
            for (role, value), end in self.senses.at(words, at)
        ]

    def flags_in(self, words: Typed) -> tuple[Flag, ...]:
        """Where a line says that something did not happen, or is still to come."""
        found: list[Flag] = []
        at = 0
        while at < len(words.tokens):
            hits = self.flags.at(words, at) if words.tokens[at].shape == WORD and words.tokens[at].low else []
            if not hits and self._is_nearly_cancelled(words, at):
                hits = [("cancelled", at + 1)]
            if hits:
                longest = hits[0][1]
                found += [Flag(sort, at, end) for sort, end in hits if end == longest]
                at = longest
            else:
                at += 1
        return tuple(found)

    def _is_nearly_cancelled(self, words: Typed, at: int) -> bool:
        """`cancled`: a slip in the word that says most often that it did not take place."""
        low = words.low(at)
        if len(low) < LONG_ENOUGH or low[0] not in _INITIALS or not low.isalpha() or self.senses.at(words, at):
            return False
        return any(OSA.distance(low, word, score_cutoff=2) <= (2 if len(word) > 8 else 1) for word in _CANCELLED)


LONG_ENOUGH = 7
"""Letters: in a shorter word a slip makes another word."""
_CANCELLED = vocabulary().words("happened", "mended")
_INITIALS = {word[0] for word in _CANCELLED}


@lru_cache(maxsize=64)
def lexicon(own: tuple[OwnKind, ...] = ()) -> Lexicon:
    """The words of all languages, with the kinds that a workspace added."""
    kinds = dict(_kinds(own))
    senses: dict[str, tuple[Role, object]] = {}
    for text, kind in kinds.items():
        senses.setdefault(text, (Role.KIND, kind))
    for text, role, value in _small_words():
        senses.setdefault(text, (role, value))
    happened = vocabulary().section("happened")
    flags = [
        (word, sort)
        for sort in (
            "no_show",
            "cancelled",
            "planned",
            "planned_after",
            "conditional",
            "nothing",
            "negated",
            "frequency",
        )
        for word in happened[sort]
    ]
    return Lexicon(Phrases(senses.items()), Phrases(_weak_kinds()), Phrases(flags), kinds)


def _kinds(own: Sequence[OwnKind]) -> Iterable[tuple[str, KindSense]]:
    order = vocabulary().section("meeting_order")
    for kind_of_own in own:
        meaning = KindWord(kind_of_own.key, kind_of_own.sums)
        for name in (kind_of_own.key, kind_of_own.key.replace("_", " "), *kind_of_own.names):
            if text := " ".join(folded(name).split()):
                yield text, KindSense(meaning)
    seen: set[str] = {" ".join(folded(name).split()) for each in own for name in (each.key, *each.names)}
    for key, is_first in (("first_meeting", True), ("follow_up_meeting", False)):
        for text in order[key]:
            seen.add(text)
            yield text, KindSense(KindWord("meeting", "count", is_first))
    for strength, level in ((STRONG, "words"), (LIGHT, "light"), (LIGHT, "later")):
        for kind in KINDS:
            for text in vocabulary().section(f"kinds.{kind}")[level]:
                if text not in seen:
                    seen.add(text)
                    yield text, KindSense(KindWord(kind, rules_of(kind).sums), strength, level == "later")


def _weak_kinds() -> Iterable[tuple[str, KindSense]]:
    for kind in KINDS:
        for text in vocabulary().section(f"kinds.{kind}")["weak"]:
            yield text, KindSense(KindWord(kind, rules_of(kind).sums), 1)


def is_with(word: str, language: str) -> bool:
    """Whether a word is no more than `with` to who writes a language: `met` in Dutch, where in English it is a meeting."""
    return word in words_of(language).section("small")["with"]


def _small_words() -> Iterable[tuple[str, Role, object]]:
    """Words by their role; one that has several keeps the first."""
    words = vocabulary()
    for text, is_first in ORDER.items():
        yield text, Role.ORDER, is_first
    for role, section, key in _ROLES:
        for text in words.section(section)[key]:
            yield text, role, key
    for text in words.section("happened")["frequency"]:
        if " " in text or text in words.words("happened", "rhythm"):
            yield text, Role.FILLER, "frequency"  # `a week` is no account


_ROLES = (
    (Role.WITH, "small", "with"),
    (Role.AND, "small", "and"),
    (Role.THEN, "small", "then"),
    (Role.AT, "small", "at"),
    (Role.ARTICLE, "small", "articles"),
    (Role.DUE, "small", "due"),
    (Role.CONTACT, "around", "contact"),
    (Role.DAY_PART, "day_parts", "morning"),
    (Role.DAY_PART, "day_parts", "afternoon"),
    (Role.DAY_PART, "day_parts", "evening"),
    (Role.INTERNAL, "around", "internal"),
    (Role.PEOPLE, "around", "people"),
    (Role.TITLE, "around", "titles"),
    (Role.SOURCE, "around", "sources"),
    (Role.TOPIC, "around", "topic"),
    (Role.TOPIC, "small", "on"),
    (Role.VERB, "around", "verbs"),
    (Role.FILLER, "around", "filler"),
    (Role.CLAUSE, "around", "clause"),
    (Role.CLAUSE, "around", "remark"),
    (Role.TOOK, "small", "took"),
)
