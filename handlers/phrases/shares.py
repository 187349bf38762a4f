"""Credit splits: `split @bram 50%`, `60/40 @bram`, `50% @bram`, `split @bram @carla`.

Who is not named keeps the rest: `split @bram 40%` leaves 60 % with the person who logs. In `60/40 @bram` the first
part is their own. Without percentages everybody, themself included, gets an equal part.
"""

import re
from dataclasses import dataclass

from handlers.phrases.amounts import figure_at
from handlers.phrases.people import ME, MYSELF, PersonRef, person_at
from handlers.phrases.tokens import COMMA, Typed
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import AND, WITH, small

SPLIT = small("split")

_RATIO = re.compile(r"\d{1,3}(?:/\d{1,3}){1,5}%?")


@dataclass(frozen=True, slots=True)
class Share:
    """A person's part of the credit, in percent (1 to 100)."""

    person: PersonRef
    percent: int


def shares_at(words: Typed, at: int) -> tuple[tuple[Share, ...], int] | None:
    """The split that starts at a token, and the position after it; the shares sum to 100.

    Raises Unreadable (SPLIT_NOT_100, SPLIT_WITHOUT_PERSON, PERSON_WITHOUT_SHARE).
    """
    is_said = words.low(at) in SPLIT
    first, at = at, at + is_said
    people: list[PersonRef] = []
    parts: list[int] = []
    ratio: list[int] = []
    part_came_first = False
    end = at
    while at < len(words.tokens):
        low = words.low(at)
        if found := person_at(words, at):
            people.append(found[0])
            at = end = found[1]
        elif low in ME and (is_said or people or parts):
            people.append(MYSELF)
            at = end = at + 1
        elif not ratio and not parts and _RATIO.fullmatch(low):
            ratio = [int(part) for part in low.rstrip("%").split("/")]
            at = end = at + 1
        elif not ratio and (part := _percent(words, at, is_said and bool(people))):
            part_came_first = part_came_first or not people
            parts.append(part[0])
            at = end = part[1]
        elif words.tokens[at].shape == COMMA or low in AND or low in WITH:
            at += 1
        else:
            break
    if end == first + is_said and not is_said:
        return None
    text = words.between(first, max(end, first + 1))
    if not people:
        raise Unreadable(Reason.SPLIT_WITHOUT_PERSON, text)
    if not (is_said or parts or ratio):
        raise Unreadable(Reason.PERSON_WITHOUT_SHARE, text)
    return _shares(people, parts, ratio, text), end


def starts_split(words: Typed, at: int) -> bool:
    """Whether a token can only be the beginning of a split: its word, a ratio, a percentage."""
    low = words.low(at)
    return low in SPLIT or bool(_RATIO.fullmatch(low)) or (low[:1].isdecimal() and low.endswith("%"))


def is_ratio(low: str) -> bool:
    """`60/40`, `50/30/20`: parts that sum to 100."""
    return bool(_RATIO.fullmatch(low)) and sum(int(part) for part in low.rstrip("%").split("/")) == 100


def _percent(words: Typed, at: int, may_be_bare: bool) -> tuple[int, int] | None:
    found = figure_at(words, at)
    if found is None:
        return None
    figure, end = found
    is_spelled = figure.is_plain and words.low(end) in {"%", "percent", "procent"}
    if not (figure.is_percent or is_spelled or (may_be_bare and figure.is_plain)):
        return None
    end += is_spelled
    whole = figure.value == figure.value.to_integral_value()
    if not whole or not 0 < figure.value <= 100:
        raise Unreadable(Reason.SPLIT_NOT_100, words.between(at, end))
    return int(figure.value), end


def _shares(people: list[PersonRef], parts: list[int], ratio: list[int], text: str) -> tuple[Share, ...]:
    others = [person for person in people if person != MYSELF]
    if len(set(people)) != len(people) or not others:
        raise Unreadable(Reason.SPLIT_WITHOUT_PERSON if not others else Reason.SPLIT_NOT_100, text)
    if ratio:
        everybody = people if MYSELF in people else [MYSELF, *people]
        if len(everybody) != len(ratio) or sum(ratio) != 100:
            raise Unreadable(Reason.SPLIT_NOT_100, text)
        return tuple(Share(person, part) for person, part in zip(everybody, ratio, strict=True) if part)
    if not parts:
        equal, more = divmod(100, len(others) + 1)
        return (Share(MYSELF, equal + more), *(Share(person, equal) for person in others))
    if len(parts) != len(people):
        raise Unreadable(Reason.SPLIT_NOT_100, text)
    shares = [Share(person, part) for person, part in zip(people, parts, strict=True)]
    rest = 100 - sum(parts)
    if rest < 0 or (rest and MYSELF in people):
        raise Unreadable(Reason.SPLIT_NOT_100, text)
    return (Share(MYSELF, rest), *shares) if rest else tuple(shares)
