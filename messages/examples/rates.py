"""Examples of what we say about exchange rates."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from messages import rates
from messages.blocks import Message
from messages.rates import Counted, Rate
from models.money import Money

DOLLAR = Rate("USD", "EUR", Decimal("0.92"), date(2026, 11, 1))
YEN = Rate("JPY", "EUR", Decimal("0.0061"), date(2026, 1, 1))
WAITED = Counted(12, 3, 1, Money.of(Decimal("12345.50"), "EUR"), waiting=2, waits_for=["CHF", "GBP"])
ONE = Counted(1, 1, 2, Money.of(500, "EUR"), changed=1, waiting=1, waits_for=["CHF"])


def examples(language: str) -> Iterator[tuple[str, Message]]:
    """Every message about rates."""
    yield "overview", rates.overview(language, [YEN, DOLLAR], [("CHF", 1), ("GBP", 4)], "EUR")
    yield "overview_for_others", rates.overview(language, [], [], "EUR", ["Dirk Visser", "<!channel> *Ada*"])
    yield "entered", rates.entered(language, DOLLAR, WAITED, "c" * 32, was_needed=True)
    yield "corrected", rates.entered(language, DOLLAR, ONE, "c" * 32, was_needed=False)
    yield "several_corrected", rates.entered(language, DOLLAR, Counted(changed=7), "c" * 32, was_needed=False)
    yield (
        "undone",
        rates.undone(language, Rate("USD", "EUR", None, date(2026, 11, 1)), Counted(waiting=3, waits_for=["USD"])),
    )
    yield "as_before", rates.undone(language, DOLLAR, Counted())
    yield "help", rates.help_text(language)
