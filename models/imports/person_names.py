"""How other systems write people: `Vries, Anna de`, `Anna de Vries (Inactive)`, `Anna de Vries <anna@example.com>`."""

import re
from typing import NamedTuple

from models.imports.fields import folded
from models.vocabulary import vocabulary

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_ADDRESS = re.compile(r"\s*[<(\[]\s*([^\s<>()\[\]]+@[^\s<>()\[\]]+)\s*[>)\]]\s*$")
_INACTIVE = frozenset(map(folded, vocabulary().words("imports.cells", "inactive")))
_LAST_FIRST = re.compile(r"[^\W\d_][^,@\d]*,\s*[^\W\d_][^,@\d]*")


class Called(NamedTuple):
    """A person as a cell names them."""

    name: str
    email: str = ""
    """Where it stands beside the name."""


def called(text: str) -> Called:
    """The name without what stands around it, first name first."""
    name, email = " ".join(text.split()), ""
    if match := _ADDRESS.search(name):
        name, email = name[: match.start()].strip(), match[1]
    while (match := _BRACKETS.search(name)) and folded(match[1]) in _INACTIVE and match.start():
        name = name[: match.start()].strip()
    head, dash, tail = name.rpartition(" - ")
    if dash and folded(tail) in _INACTIVE:
        name = head.strip()
    name = name.strip("\"' ")
    if _LAST_FIRST.fullmatch(name):
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    return Called(name or email, email)


def name_in_address(email: str) -> str:
    """`anna.de.vries@example.com` as a name, folded; empty for what is no address or has one word only."""
    local, at, _ = email.partition("@")
    words = [word for word in re.split(r"[._\-+]", local) if word]
    return "".join(folded(word) for word in words) if at and len(words) > 1 else ""
