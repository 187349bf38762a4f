"""A typed sentence cut at its spaces, each word with the marks around it: for what is read loosely."""

import re
from dataclasses import dataclass

from handlers.phrases.tokens import folded

_KEYCAP = re.compile("[\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
_MARKS = ",.;:!?()…\"'“”‘’*_~"


@dataclass(frozen=True, slots=True)
class Cut:
    """One word."""

    text: str
    low: str
    """Small letters, without accents and without the marks around it; empty for a dash alone."""
    start: int
    """Where it begins in the text."""

    @property
    def ends(self) -> bool:
        """Whether a mark follows it, behind which something else may begin."""
        return self.text[-1] in ",.;:!?)" and len(self.text) > 1

    @property
    def opens(self) -> bool:
        """Whether it is a dash, or begins with a bracket."""
        return not self.low or self.text[0] in "(–—"


def cleaned(text: str) -> str:
    """The text without what only colours a sign: keycaps, and the shades of a hand."""
    return _KEYCAP.sub("", text).strip()


def cut(text: str) -> list[Cut]:
    """The words of a text that is cleaned."""
    found: list[Cut] = []
    for match in re.finditer(r"\S+", text):
        raw = match[0]
        low = folded(raw).replace("’", "'").strip(_MARKS)
        found.append(Cut(raw, "" if low in ("-", "–", "—", "--") else low or raw, match.start()))
    return found


def phrase_at(words: list[Cut], end: int) -> str:
    """The first words as a phrase; empty where a dash is among them."""
    return " ".join(word.low for word in words[:end]) if all(word.low for word in words[:end]) else ""
