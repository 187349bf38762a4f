"""What somebody types when they are asked whether a commitment was kept: `yes`, `deels gelukt`, `nee.`"""

from handlers.phrases.tokens import folded
from models.reviews.questions import Kept

_SAID = {
    Kept.KEPT: ("yes", "yep", "yeah", "done", "kept", "ja", "jazeker", "gelukt", "klaar", "gedaan"),
    Kept.PARTLY: ("partly", "partially", "half", "somewhat", "mostly", "deels", "gedeeltelijk", "grotendeels"),
    Kept.NOT: ("no", "nope", "not", "nee", "niet", "mislukt"),
}
_BY_WORD = {word: kept for kept, words in _SAID.items() for word in words}


def kept_said(text: str) -> Kept | None:
    """By the first word; None where it says neither."""
    words = folded(text).split()
    return _BY_WORD.get(words[0].strip(",.!:;")) if words else None
