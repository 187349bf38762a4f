"""Examples of what we say when somebody leaves."""

from collections.abc import Iterator
from datetime import date

from messages import handover
from messages.blocks import Message, View
from models.handover.beside import Beside
from models.money import Money

NASTY = "Zoë <!channel> *bold*"
COUNTS = {
    "deals": 10,
    "territories": 2,
    "accounts": 12,
    "visits": 3,
    "goals": 1,
    "actions": 1,
    "decisions": 2,
    "objectives": 1,
    "seats": 2,
    "tools": 1,
}
BESIDE = Beside((("Acme", date(2026, 12, 31)), (NASTY, date(2027, 2, 1))), True, ("Pim", NASTY), (NASTY,))
HEIRS = [("p1", "Mehdi El Amrani"), ("p2", NASTY)]
LAST = date(2026, 12, 4)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Who left, the form, who has it now, and undone."""
    worth = Money.of(72_100, "EUR")
    yield "left", handover.left(language, "d1", "Lotte Peeters", LAST, COUNTS, worth, HEIRS, BESIDE)
    one = {"deals": 1, "territories": 1, "visits": 1, "goals": 2, "actions": 3, "accounts": 1}
    one |= {"decisions": 1, "objectives": 2, "seats": 1, "tools": 2}
    yield "left_with_nobody_to_take_over", handover.left(language, "d1", NASTY, LAST, one, Money.of(0, "EUR"), [])
    yield "left_with_nothing_open", handover.left(language, "d1", NASTY, LAST, {}, worth, HEIRS, Beside(own_plan=True))
    yield "form", handover.form(language, "d1", NASTY, COUNTS, HEIRS)
    yield "given", handover.given(language, "d1", NASTY, [(NASTY, {"deals": 10}), ("Noor", {"goals": 1})])
    yield "nothing_given", handover.given(language, "d1", NASTY, [])
    yield "undone", handover.undone(language, NASTY, {"deals": 10})
    yield "undone_too_late", handover.undone(language, NASTY, {})
    yield "taken_over", handover.taken_over(language, NASTY, "Lotte Peeters", {"deals": 10, "tools": 1})
    yield "stays", handover.stays(language, NASTY, None)
    yield "leaves_as_before", handover.stays(language, "Lotte Peeters", LAST)
    yield "no_longer_yours", handover.no_longer_yours(language, NASTY, "Lotte Peeters")
