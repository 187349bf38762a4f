"""Examples of what we say about leave."""

from collections.abc import Iterator
from datetime import date

from messages import leave
from messages.blocks import Message, View

CHRISTMAS = leave.Away("1", date(2026, 12, 24), date(2027, 1, 2))
FRIDAY = leave.Away("2", date(2026, 11, 27), date(2026, 11, 27), "morning")


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message about leave."""
    yield "noted", leave.noted(language, CHRISTMAS)
    yield "noted_of_a_manager", leave.noted(language, CHRISTMAS, deputy="Joris Claes")
    yield "noted_half_day", leave.noted(language, FRIDAY)
    yield "cancelled", leave.cancelled(language, FRIDAY)
    yield "overview", leave.overview(language, [FRIDAY, CHRISTMAS])
    yield "overview_empty", leave.overview(language, [])
    yield "noted_for_another", leave.noted(language, CHRISTMAS, "Anna <!channel> *de* Vries 🌷")
    yield "cancelled_for_another", leave.cancelled(language, CHRISTMAS, "Anna de Vries")
    yield "overview_of_another", leave.overview(language, [], "Anna de Vries")
    yield "help", leave.help_text(language)
