"""A column that says who gets which part of the credit: `Anna de Vries 60%, Bram Bakker 40%`."""

import re

from models.imports.naming import People
from models.imports.report import SkipRow

_PART = re.compile(r"(?P<name>.*?)[\s:=(]*(?P<percent>\d{1,3})\s*%?\s*\)?")


def shares_said(text: str, people: People) -> tuple[tuple[str, int], ...]:
    """Person and percent, largest part first; empty for an empty cell. People who are not known yet are added.

    Raises SkipRow for what is no name and percentage, and for parts that are not 100 together.
    """
    parts: dict[str, int] = {}
    for part in filter(None, (piece.strip() for piece in re.split(r"[,;|/]", text))):
        said = _PART.fullmatch(part)
        if said is None or not said["name"].strip():
            raise SkipRow("not_a_split", value=text[:60])
        parts[said["name"].strip()] = int(said["percent"])
    if parts and (sum(parts.values()) != 100 or not all(parts.values())):
        raise SkipRow("shares_not_100", total=sum(parts.values()))
    shares = [(people.find_or_add(name).id, percent) for name, percent in parts.items()]
    if len({person_id for person_id, _ in shares}) < len(shares):
        raise SkipRow("not_a_split", value=text[:60])
    return tuple(sorted(shares, key=lambda share: (-share[1], share[0])))
