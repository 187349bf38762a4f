"""The days of a week on which somebody works: `mon-thu`, `ma,di,do`, `ma t/m do`, `1111000`."""

import re

from handlers.phrases.tokens import COMMA, DASH, Typed
from handlers.phrases.unreadable import Reason, Unreadable, did_you_mean
from handlers.phrases.words import AND, WEEKDAYS


def working_days_at(words: Typed, at: int) -> tuple[str, int]:
    """`mon-thu`, `ma-do`, `ma,di,do`, `ma t/m do`, `1111000`, as seven ones and zeros; the position after it.

    Raises Unreadable (UNKNOWN_WEEKDAY).
    """
    low = words.low(at) or words.tokens[at].text.lower()
    if re.fullmatch(r"[01]{7}", low) and "1" in low:
        return low, at + 1
    days: set[int] = set()
    while at < len(words.tokens):
        text = words.low(at) or words.tokens[at].text.lower()
        for piece in re.split(r"[\s,+/&]+(?!m)", text):
            days |= _span(piece, words.tokens[at].text)
        at += 1
        if words.low(at) in {"t/m", "tm", "tot", "to", "until", "through"} or (
            at < len(words.tokens) and words.tokens[at].shape == DASH
        ):
            last = WEEKDAYS.get(words.low(at + 1))
            if last is None:
                raise Unreadable(Reason.UNKNOWN_WEEKDAY, words.rest(at)[:40])
            days |= _from_to(max(days), last)
            at += 2
        is_more = at < len(words.tokens) and (words.tokens[at].shape == COMMA or words.low(at) in AND)
        if is_more:
            at += 1
        elif words.low(at) not in WEEKDAYS:
            break
    return "".join("1" if day in days else "0" for day in range(7)), at


def _span(piece: str, typed_text: str) -> set[int]:
    first, _, last = piece.partition("-")
    if first not in WEEKDAYS or (last and last not in WEEKDAYS):
        raise Unreadable(Reason.UNKNOWN_WEEKDAY, typed_text, did_you_mean(first, WEEKDAYS))
    return _from_to(WEEKDAYS[first], WEEKDAYS[last or first])


def _from_to(first: int, last: int) -> set[int]:
    return {(first + n) % 7 for n in range((last - first) % 7 + 1)}
