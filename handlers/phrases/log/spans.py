"""A line covered with spans: what each stretch of words is, and why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from handlers.phrases.kinds import OwnKind
from handlers.phrases.tokens import Typed
from handlers.phrases.typist import Typist


class Role(StrEnum):
    """What a stretch of a line is."""

    # words of the vocabulary
    KIND = "kind"
    ORDER = "order"
    WITH = "with"
    AT = "at"
    AND = "and"
    THEN = "then"
    ARTICLE = "article"
    FILLER = "filler"
    VERB = "verb"
    PEOPLE = "people"
    TITLE = "title"
    INTERNAL = "internal"
    SOURCE = "source"
    CLAUSE = "clause"
    TOPIC = "topic"
    CONTACT = "contact"
    DAY_PART = "day_part"
    DUE = "due"
    TOOK = "took"
    # found by reading
    ACCOUNT = "account"
    NEAR = "near"
    NAME = "name"
    DATE = "date"
    PERIOD = "period"
    DURATION = "duration"
    CLOCK = "clock"
    FIGURE = "figure"
    SPLIT = "split"
    KEY = "key"
    # marks
    QUOTED = "quoted"
    MENTION = "mention"
    COMMA = "comma"
    DASH = "dash"
    NEWLINE = "newline"
    WORD = "word"
    """Nothing that is known: part of a note, or the name of somebody new."""


@dataclass(frozen=True, slots=True)
class Span:
    """The tokens from `start` up to `end` (not included) are this."""

    role: Role
    start: int
    end: int
    value: Any = None
    """What was read: a day, minutes, a figure, a name; an Unreadable where it can be read in two ways."""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Near:
    """Accounts that a typed stretch may stand for, nearest first."""

    names: tuple[str, ...]
    distance: int
    """0: the same name written otherwise (`and` for `&`); 1: a slip of the pen; 2: a part of the name."""


class Book(Protocol):
    """The accounts of a workspace, as far as the reader asks for them."""

    def exact(self, name: str) -> str | None:
        """The account's own spelling of a name that is known, whatever its case and punctuation."""

    def near(self, name: str) -> Near | None:
        """What the name may stand for when it is not known."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who typed, and what is known to their workspace."""

    typist: Typist
    book: Book | None = None
    own: tuple[OwnKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A typed line and its cover."""

    reader: Reader
    words: Typed
    spans: dict[int, Span]
    """By first token; the spans of the cover follow one another without a gap."""
    flags: tuple["Flag", ...] = ()

    @property
    def count(self) -> int:
        """How many tokens there are."""
        return len(self.words.tokens)

    def at(self, start: int) -> Span:
        """The span that starts at a token; a word that means nothing where none does."""
        return self.spans.get(start) or Span(Role.WORD, start, start + 1)

    def between(self, first: int, last: int) -> list[Span]:
        """The spans from token `first` up to `last`."""
        found, spans = [], self.spans
        while first < last:
            span = spans.get(first) or self.at(first)
            found.append(span)
            first = span.end if span.end > first else first + 1
        return found

    def ends_sentence(self, at: int) -> bool:
        """Whether a sentence ends with the token: `Umicore.`, `getekend!`."""
        text = self.words.tokens[at].text
        return len(text) > 2 and text[-1] in ".!?;" and not text[:-1].endswith(".")


@dataclass(frozen=True, slots=True)
class Flag:
    """Words that say whether it happened: cancelled, no_show, negated, nothing, planned, planned_after, conditional, frequency."""

    sort: str
    start: int
    end: int
