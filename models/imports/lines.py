"""Lines of a file that are no rows: titles above the headings, totals, and what a report says of itself below."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from models.imports.fields import folded
from models.money import known_currencies
from models.vocabulary import vocabulary

LOOKED_AT = 30
"""Lines among which the headings are looked for."""

_WORDS = vocabulary()
_TOTAL = sorted(map(re.escape, _WORDS.words("imports.lines", "total")), key=len, reverse=True)
_COUNTED = "|".join(map(re.escape, sorted(_WORDS.words("imports.lines", "counted"), key=len, reverse=True)))
_IS_TOTAL = re.compile(rf"(?:{'|'.join(_TOTAL)})\s*[:=]?\s*\(?\s*(?:[\d.,]+)?\s*(?:{_COUNTED})?\s*\)?")
_ENDS_IN_TOTAL = re.compile(rf".{{1,80}}\s[-–:]?\s*(?:{'|'.join(_TOTAL[-8:])}|total|totaal|subtotal|subtotaal)")
_FIGURE = re.compile(
    r"[-−(]?\s*(?:[^\W\d_]{1,3}|[€$£¥])?\s*[-−(]?\d[\d.,' \u00a0\u202f]*(?:,-)?\s*(?:[^\W\d_]{1,3}|[€$£¥%])?\)?"
)
_FOOTER = tuple(_WORDS.words("imports.lines", "footer"))

Line = tuple[int, list[str]]


class Cut(NamedTuple):
    """A file's lines: which are rows, and which are passed over, by why (`title`, `total`, `footer`)."""

    rows: list[Line]
    passed_over: list[tuple[int, str]]


def heading_at(lines: Sequence[Line], fit: Callable[[list[str]], int], width: int = 2) -> int:
    """Where the headings stand: the line of which most are recognised, the first one when none is better.

    `fit` counts what is recognised of a line.
    """
    best, most = 0, fit(lines[0][1]) if lines else 0
    for at, (_, cells) in enumerate(lines[1:LOOKED_AT], start=1):
        if sum(bool(cell.strip()) for cell in cells) >= width and (found := fit(cells)) > max(most, 1):
            best, most = at, found
    return best


def cut(lines: Sequence[Line], width: int, *, needs_several: bool) -> Cut:
    """The rows among the lines below the headings. `needs_several`: a row with a single value cannot be one."""
    filled = [[cell.strip() for cell in cells] for _, cells in lines]
    last = max((at for at, cells in enumerate(filled) if sum(map(bool, cells)) > 1), default=-1)
    rows: list[Line] = []
    passed_over: list[tuple[int, str]] = []
    for at, (line, cells) in enumerate(lines):
        said = [cell for cell in filled[at] if cell]
        if not said:
            continue
        if is_total(filled[at]):
            passed_over.append((line, "total"))
        elif width > 2 and _says_nothing(said, at > last and needs_several):
            passed_over.append((line, "footer"))
        else:
            rows.append((line, cells))
    return Cut(rows, passed_over)


def in_groups(found: Cut, headings: Sequence[str]) -> Cut:
    """Rows of a grouped report with the names of their groups, which stand on the first row of each only.

    Such columns carry an arrow (`Opportunity Owner  ↑`), and such a report has totals.
    """
    grouped = [place for place, heading in enumerate(headings) if heading.endswith(("↑", "↓"))]
    if not grouped or not any(why == "total" for _, why in found.passed_over):
        return found
    last: dict[int, str] = {}
    rows: list[Line] = []
    for line, cells in found.rows:
        filled = list(cells)
        for place in grouped:
            if place < len(filled) and filled[place].strip():
                last = {at: name for at, name in last.items() if at < place} | {place: filled[place]}
            elif place < len(filled):
                filled[place] = last.get(place, "")
        rows.append((line, filled))
    return found._replace(rows=rows)


def is_total(cells: Sequence[str]) -> bool:
    """`Grand Total,,,1,12000`, `Totaal (12)`, `Anna de Vries Total`: besides that word there are only figures."""
    said = [cell for cell in cells if cell]
    words: list[str] = []
    for cell in said:
        low = " ".join(cell.casefold().split())
        if not _FIGURE.fullmatch(low) and low.upper() not in known_currencies():
            words.append(low)
            if len(words) > 2:
                return False
    if not words:
        return False
    named = [word for word in words if _IS_TOTAL.fullmatch(word)]
    if named:
        return len(named) == len(words) or (len(words) == 2 and words[-1] in named and len(said) > 2)
    return len(words) == 1 and len(said) > 1 and _ENDS_IN_TOTAL.fullmatch(words[0]) is not None


def _is_footer(text: str) -> bool:
    low = " ".join(text.casefold().split())
    return any(low.startswith(word) for word in _FOOTER) or folded(low) == ""


def _says_nothing(said: Sequence[str], is_below: bool) -> bool:
    """Whether a line is a footer: one text, or one whose commas have cut it (`Copyright … salesforce.com, inc. …`)."""
    return (len(said) == 1 and is_below) or (len(said) <= 2 and _is_footer(said[0]) and (len(said) == 1 or is_below))
