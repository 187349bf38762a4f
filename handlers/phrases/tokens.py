"""Typed text cut into tokens: words, quoted names, Slack's mentions, commas, equals signs.

Slack's entities (`&amp;`) are decoded, curly quotes and no-break spaces are taken for what they mean, and
invisible characters (zero-width, text direction) are dropped. Each token knows where it stood, so that a
note is handed on exactly as it was typed.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from handlers.phrases.unreadable import Reason, Unreadable

LONGEST_TEXT = 6_000
"""Characters of one command; far more than any note may have."""

T = TypeVar("T")

WORD, QUOTED, MENTION, COMMA, EQUALS, NEWLINE, DASH = range(7)

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
# A joiner between letters of a script that uses it, or inside an emoji, is part of the text.
_STRAY_JOINER = re.compile(r"(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029]")
_PIECE = r"[^\s,=<>\"“”„«»]+"
_TOKEN = re.compile(
    r"<(?P<link>[@#!][^<>\s][^<>]*|mailto:[^<>]*|https?:[^<>]*)>"
    r"|[\"“”„«](?P<quoted>[^\"“”„«»]*)[\"“”»]"
    r"|(?<!\w)(?:'(?P<single>[^'\n]+)'|‘(?P<curly>[^‘’\n]+)’)(?!\w)"
    rf"|(?P<word>{_PIECE}(?:(?<=\d),(?:-{{1,2}}(?!\S)|(?=\d){_PIECE}))*)"
    r"|(?P<newline>\n)|(?P<comma>,)|(?P<equals>=)|\S"
)
_DASHES = frozenset({"-", "--", "–", "—", "|", "//", ":"})
_TRIM = "().!?;:*_`~"


class Token(NamedTuple):
    """One piece of typed text. `low` is what tables are asked: lower case, without accents or punctuation."""

    text: str
    low: str
    shape: int
    start: int
    end: int


class OwnName(NamedTuple):
    """A way to type a KPI of the workspace's own."""

    words: tuple[str, ...]
    key: str
    unit: str


class Typed(NamedTuple):
    """The cleaned text and its tokens."""

    text: str
    tokens: list[Token]
    own: tuple[OwnName, ...] = ()
    """The names of the workspace's own KPIs, the longest first: whoever reads a KPI looks among them too."""

    def low(self, at: int) -> str:
        """The table word at a position; empty past the end."""
        return self.tokens[at].low if at < len(self.tokens) else ""

    def is_equals(self, at: int) -> bool:
        """Whether an equals sign stands at a position."""
        return at < len(self.tokens) and self.tokens[at].shape == EQUALS

    def between(self, first: int, last: int) -> str:
        """The text of tokens `first` up to `last` (not included), as it was typed."""
        if first >= last:
            return ""
        text = self.text[self.tokens[first].start : self.tokens[last - 1].end]
        return as_read(text) if "<" in text or "&" in text else text

    def rest(self, first: int) -> str:
        """Everything from token `first` on, as it was typed."""
        return as_read(self.text[self.tokens[first].start :]).strip() if first < len(self.tokens) else ""


NOTHING = Typed("", [])


class Phrases(Generic[T]):
    """Phrases of one or more words, looked up by their first; the longest comes first."""

    def __init__(self, senses: Iterable[tuple[str, T]]) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for text, sense in senses:
            phrase = tuple(text.split())
            self.by_first.setdefault(phrase[0], []).append((phrase, sense))
        for entries in self.by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Typed, at: int) -> list[tuple[T, int]]:
        """Every phrase at a token with the position after it, longest first."""
        tokens = words.tokens
        phrases = self.by_first.get(tokens[at].low)
        if phrases is None:  # most words of a line
            return []
        count, found = len(tokens), []
        for phrase, sense in phrases:
            end = at + len(phrase)
            if len(phrase) == 1 or (end <= count and all(tokens[at + n].low == w for n, w in enumerate(phrase))):
                found.append((sense, end))
        return found


def typed(text: "str | Typed") -> Typed:
    """Cut `text` into tokens, unless it is already. Raises Unreadable (TEXT_TOO_LONG) above 6,000 characters."""
    if isinstance(text, Typed):
        return text
    if len(text) > LONGEST_TEXT:
        raise Unreadable(Reason.TEXT_TOO_LONG, text[:60])
    return _cut(text)


@lru_cache(maxsize=16)
def _cut(text: str) -> Typed:
    """The names in a line are looked up before the line is read: it is cut once for both."""
    text = _cleaned(text)
    return Typed(text, [_token(match) for match in _TOKEN.finditer(text)])


def decoded(text: str) -> str:
    """Slack's three entities as the characters that were typed."""
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_read(text: str) -> str:
    """A stretch of text as the person saw it: mentions and links by their label, entities decoded."""
    return decoded(_LINK.sub(_label, text)) if "<" in text else decoded(text)


def folded(text: str) -> str:
    """Lower case without accents: `Één` and `een` are the same word."""
    text = text.lower()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).replace("’", "'")


_LINK = re.compile(r"<([@#!]|mailto:|(?=https?:))([^<>|]*)(?:\|([^<>]*))?>")


def _label(match: re.Match[str]) -> str:
    sign, target, label = match.groups()
    if sign in {"@", "#", "!"}:
        return sign.replace("!", "@") + (label or target).lstrip("@#")
    return label or target


def _cleaned(text: str) -> str:
    if text.isascii():
        return _CONTROL.sub(" ", text).strip()
    text = _STRAY_JOINER.sub("", text.translate(_INVISIBLE))
    text = unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("\u202f", " "))
    return _CONTROL.sub(" ", text).strip()


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    group = match.lastgroup
    if group == "word":
        text = decoded(match.group())
        if text in _DASHES:
            return Token(text, "", DASH, start, end)
        return Token(text, folded(text).strip(_TRIM), WORD, start, end)
    if group == "comma":
        return Token(",", "", COMMA, start, end)
    if group == "equals":
        return Token("=", "", EQUALS, start, end)
    if group == "newline":
        return Token("\n", "", NEWLINE, start, end)
    if group == "link":
        return Token(match.group("link"), "", MENTION, start, end)
    if group is None:
        return Token(match.group(), "", WORD, start, end)
    return Token(decoded(match.group(group)).strip(), "", QUOTED, start, end)
