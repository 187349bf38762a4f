"""Who stands where in a competition, and who of them is named in public: the top, so that nobody is last for all to see."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_NAMED = 3
UNNAMED = 2
"""At least so many stay unnamed, so that nobody can tell who is last."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands; those who did equally well share a place, and the next one is left out."""

    person_id: str
    value: float
    """A share of their own target (1 is all of it), or by how much of it they improved."""
    place: int


def ranked(values: Sequence[tuple[str, float]]) -> list[Place]:
    """Best first: 120 %, 90 %, 90 %, 40 % are places 1, 2, 2 and 4."""
    in_order = sorted(values, key=lambda one: (-round(one[1], 9), one[0]))
    places: list[Place] = []
    for number, (person_id, value) in enumerate(in_order, start=1):
        shares = places and round(places[-1].value, 9) == round(value, 9)
        places.append(Place(person_id, value, places[-1].place if shares else number))
    return places


def named(places: Sequence[Place]) -> list[Place]:
    """The top, of those who did anything: at most three places, and never so many that fewer than two stay unnamed.

    Of two nobody is named, of three one, of five three. Who share a place are named together or not at all.
    """
    top: list[Place] = []
    for place in sorted({one.place for one in places if one.place <= MOST_NAMED and one.value > 0}):
        together = [one for one in places if one.place == place]
        if len(top) + len(together) > len(places) - UNNAMED:
            break
        top += together
    return top


def own_place(places: Sequence[Place], person_id: str) -> int | None:
    """The place that somebody may be told; None when only one other stays unnamed, who would be known by it."""
    own = next((one for one in places if one.person_id == person_id), None)
    unnamed = {one.person_id for one in places} - {one.person_id for one in named(places)}
    return None if own is None or (person_id in unnamed and len(unnamed) == UNNAMED) else own.place
