"""What somebody types when they are asked whether a commitment was kept: `yes`, `deels gelukt`, `nee.`"""

from handlers.phrases.tokens import folded
from models.reviews.questions import Kept
from models.vocabulary import vocabulary

_BY_WORD = {word: Kept(kept) for word, kept in vocabulary().table("commitment_kept").items()}


def kept_said(text: str) -> Kept | None:
    """By the first word; None where it says neither."""
    words = folded(text).split()
    return _BY_WORD.get(words[0].strip(",.!:;")) if words else None
