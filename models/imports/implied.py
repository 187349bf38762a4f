"""What a whole file is about where none of its columns says so: an export of calls has no column for the kind."""

from collections.abc import Container, Mapping, Sequence

from models.vocabulary import vocabulary

LEAST = 2
"""Headings that begin with a kind (`Call Title`, `Call direction`), from which on every row is taken to be of it."""
MAY_BE = ("call", "meeting", "visit", "email", "demo")


def implied(kind: str, headings: Sequence[str], found: Container[str]) -> Mapping[str, str]:
    """The field `kind` of a file of activities of one kind, told by how most of its headings begin; else nothing."""
    if kind != "activities" or "kind" in found:
        return {}
    begin = [heading.casefold().split()[0] for heading in headings if len(heading.split()) > 1]
    counted = {meant: sum(word in _words(meant) for word in begin) for meant in MAY_BE}
    most = max(counted, key=lambda meant: counted[meant])
    is_clear = counted[most] >= LEAST and sum(count >= LEAST for count in counted.values()) == 1
    return {"kind": most} if is_clear else {}


def _words(kind: str) -> frozenset[str]:
    return frozenset(vocabulary().section(f"kinds.{kind}")["words"])
