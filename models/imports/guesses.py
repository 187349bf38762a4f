"""Which column of a file may be meant by a field that none of its headings tells: by likeness of the heading, and by what stands in it."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from models.imports.fields import FIELDS
from models.imports.profiles import elsewhere

LIKELY = 70
"""Likeness (0 to 100) from which on a heading is offered."""
LOOKED_AT = 40

_DATES = frozenset(
    {"opened", "closed", "expected", "date", "first", "last", "won", "lost", "start", "end", "due", "from", "day"}
)
_FIGURES = frozenset(
    {"value", "amount", "actual", "probability", "minutes", "quantity", "target", "rate", "hours", "cost"}
)
_IS_DATE = re.compile(r"\d{1,4}[-/.\s][^\W_]{1,9}[-/.\s,]+\d{1,4}.*|[^\W\d_]{3,9}\s\d{1,2},?\s\d{4}.*|\d{5}|\d{8}")
_IS_FIGURE = re.compile(r"[^\w(]*(?:[A-Z]{3})?\s*[(-]?\d[\d.,'\s]*(?:[A-Z]{3}|[€$£%]|,-)?\)?")


def guessed(kind: str, fields: Iterable[str], headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """For a field the heading (of those that are not read) that is most like its names, where one is likely."""
    found: dict[str, str] = {}
    for field in fields:
        best = max(
            (
                (_likeness(kind, field, heading), -place, heading)
                for place, heading in enumerate(headings)
                if heading
                and heading not in found.values()
                and _may_hold(field, [r[place] for r in rows[:LOOKED_AT] if place < len(r)])
            ),
            default=(0, 0, ""),
        )
        if best[0] >= LIKELY:
            found[field] = best[2]
    return found


def option(field: str, heading: str | None) -> str:
    """What to type for it."""
    return f'--map "{heading or "My column"}={field}"'


def _likeness(kind: str, field: str, heading: str) -> float:
    names = next(one.headings for one in FIELDS[kind] if one.name == field).split("|")
    known = [*names, *elsewhere(kind).get(field, ())]
    text = default_process(heading)
    likeness = 0.0
    for name in map(default_process, known):
        whole = fuzz.ratio(name, text)
        words = fuzz.token_set_ratio(name, text) - 8 if len(name) > 3 else 0
        likeness = max(likeness, whole, words)
    return likeness


def _may_hold(field: str, cells: Sequence[str]) -> bool:
    """Whether what stands in the column can be meant: dates for a day, figures for an amount, neither for a name."""
    said = [cell.strip() for cell in cells if cell.strip()]
    if not said:
        return False
    dates = sum(bool(_IS_DATE.fullmatch(cell)) for cell in said) / len(said)
    figures = sum(bool(_IS_FIGURE.fullmatch(cell)) for cell in said) / len(said)
    if field in _DATES:
        return dates > 0.5
    if field in _FIGURES:
        return figures > 0.5
    return field in ("id", "deal", "merged") or (dates < 0.5 and figures < 0.5)
