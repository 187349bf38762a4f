"""Examples of what we say about costs."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from messages import costs
from messages.blocks import Message, View
from messages.costs import CostView, Total
from models.money import Money

DAY = date(2026, 11, 12)
FAIR = CostView("1" * 32, "marketing", Money.of(12_000, "EUR"), DAY, "<!channel> *fair* in Utrecht", "Carla Mulder")
TRAIN = CostView("2" * 32, "sales", Money.of(Decimal("42.50"), "USD"), DAY, waits=True)
PARTS = CostView("3" * 32, "delivery", Money.of(900, "EUR"), DAY)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and the form."""
    yield "entered", costs.entered(language, FAIR, "EUR")
    yield "entered_without_a_rate", costs.entered(language, TRAIN, "EUR")
    yield "undone", costs.undone(language, PARTS)
    totals = [
        Total("sales", None, 1),
        Total("marketing", Money.of(12_000, "EUR"), 2),
        Total("delivery", Money.of(900, "EUR")),
    ]
    yield "overview", costs.overview(language, DAY, [FAIR, TRAIN, PARTS], totals)
    yield "none_yet", costs.overview(language, DAY, [], [])
    yield "form", costs.form(language, DAY)
    yield "help", costs.help_text(language)
