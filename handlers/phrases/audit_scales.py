"""What is beside the scale of 1 to 5, and the level or levels that it is nearest to: `4/5`, `3,5`, `3+`, `6`, 80%, 👍."""

import re
from math import ceil, floor

from models.vocabulary import vocabulary

LOWEST, HIGHEST = 1, 5
_NUMBER = r"(\d{1,3}(?:[.,]\d+)?)"
_OUT_OF = re.compile(rf"{_NUMBER} ?(/|out of|of the|van de|uit|op de|op|of) ?{_NUMBER}")
_BETWEEN = re.compile(
    r"(?:between |tussen )?(?:a |an |de |een )?([1-5]) ?(?:-|–|a|to|tot|or|of|and|en|or maybe|of misschien)"
    r" ?(?:a |an |de |een )?([1-5])"
)
_SHADED = re.compile(r"([1-5]) ?(\+|-|plus|min|minus)")
_PERCENT = re.compile(rf"{_NUMBER} ?(?:%|procent|percent)")
_HALVES = re.compile(r"([1-5]|\w+?)(?: en een | and a |en)(?:half|halve)")
_ALONE = re.compile(rf"[-+]?{_NUMBER}")
_SIGNS = re.compile(r":[a-z0-9_+'-]+:|[^\w\s]+")
_STARS = re.compile(r"(⭐|🌟|★|:star:)(?: ?(?:⭐|🌟|★|:star:))*")
_PICTURES: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(
        ("👍", "+1", ":+1:", "thumbsup", ":thumbsup:", "👌", "ok_hand", ":ok_hand:", "🙂", "😊", "✅"), (4,)
    ),
    **dict.fromkeys(("💪", "muscle", ":muscle:", "😃", "😀", "smile", ":smile:"), (4, 5)),
    **dict.fromkeys(("🔥", "fire", ":fire:", "💯", "100", ":100:", "🤩", "🏆", ":trophy:"), (5,)),
    **dict.fromkeys(("😐", ":neutral_face:", "🤔", ":thinking_face:", "👌🤏"), (3,)),
    **dict.fromkeys(("👎", "-1", ":-1:", "thumbsdown", ":thumbsdown:", "🙁", "☹", "😕", ":confused:"), (2,)),
    **dict.fromkeys(("😢", "😭", "💩", "❌", ":x:"), (1,)),
}
NO_IDEA = ("🤷", "🤷‍♂", "🤷‍♀", ":shrug:", "shrug", ":man-shrugging:", ":woman-shrugging:")
"""Pictures of somebody who does not know."""


def near_levels(said: str) -> tuple[int, ...] | None:
    """The likeliest levels, the first the likeliest; empty for a sign that nobody can read; None for what is no rating."""
    if said in ("4", "5", "3", "2", "1"):
        return None
    if said in _PICTURES:
        return _PICTURES[said]
    if _STARS.fullmatch(said):
        return _inside(float(len(re.findall(r"⭐|🌟|★|:star:", said))))
    if found := _OUT_OF.fullmatch(said):
        return _out_of(_value(found[1]), found[2], _value(found[3]))
    if found := _BETWEEN.fullmatch(said):
        return tuple(dict.fromkeys((int(found[1]), int(found[2]))))
    if found := _SHADED.fullmatch(said):
        level = int(found[1])
        return _inside(level + (0.5 if found[2] in ("+", "plus") else -0.5))
    if found := _PERCENT.fullmatch(said):
        return _inside(_value(found[1]) / 20)
    if found := _HALVES.fullmatch(said):
        whole = found[1] if found[1].isdecimal() else str(_spelled(found[1]) or "")
        return _inside(int(whole) + 0.5) if whole else None
    if said in ("anderhalf", "anderhalve"):
        return (1, 2)
    if said[:1] in ("1", "2", "3", "4") and said[1:] in ("½", " ½", "1⁄2", " 1/2"):
        return _inside(int(said[0]) + 0.5)
    if found := _ALONE.fullmatch(said):
        return _alone(_value(found[1]))
    if (number := _spelled(said)) is not None and not LOWEST <= number <= HIGHEST:
        return _alone(float(number)) if number <= 10 else None
    return () if _SIGNS.fullmatch(said) else None


def _out_of(value: float, sign: str, most: float) -> tuple[int, ...]:
    """`8/10` is a 4; `3 of 4` is Dutch for 3 or 4, `2/3` may be either."""
    if most in (10, 20, 50, 100):
        return _inside(value / most * HIGHEST)
    if most == HIGHEST and not (sign == "of" and value == HIGHEST - 1):
        return _inside(value)
    return tuple(dict.fromkeys(int(max(LOWEST, min(HIGHEST, one))) for one in (value, most)))


def _alone(value: float) -> tuple[int, ...]:
    """`3,5` lies between two; a 6 or more is a mark out of ten, or one too high on this scale."""
    if value <= HIGHEST:
        return _inside(value)
    out_of_ten = _inside(value / 2) if value <= 10 else _inside(value / 20) if value <= 100 else (HIGHEST,)
    return tuple(dict.fromkeys((*out_of_ten, HIGHEST))) if value == HIGHEST + 1 else out_of_ten


def _inside(value: float) -> tuple[int, ...]:
    """The whole levels nearest to a value: one, or the two that it lies between."""
    value = max(LOWEST, min(HIGHEST, value))
    below, above = floor(value), ceil(value)
    if value - below <= 0.25:
        return (below,)
    return (above,) if above - value <= 0.25 else (below, above)


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def _spelled(word: str) -> int | None:
    return 0 if word in ("nul", "zero") else vocabulary().numbers("numbers").get(word)
