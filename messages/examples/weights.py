"""Examples of what we say about weights."""

from collections.abc import Iterator
from datetime import date

from messages import weights
from messages.blocks import Message, View
from messages.examples.kpis import ROWS
from messages.weights import Weight

SURVEYS = Weight("site_surveys", 1, 1, ROWS[0].kpi)
WEIGHTS = [
    Weight("sales_by_channel", 5, 4),
    Weight("first_meetings", 3, 3),
    Weight("training_hours", 0.5, 0.5),
    SURVEYS,
]


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message, and the form."""
    of_roles = {"account": WEIGHTS[:1]}
    yield "overview", weights.overview(language, WEIGHTS, of_roles, may_change=True)
    yield "overview_of_a_rep", weights.overview(language, WEIGHTS, {}, may_change=False)
    yield "noted", weights.noted(language, "account", WEIGHTS[:1], date(2026, 12, 1), "c" * 32)
    yield "undone", weights.undone(language, "")
    yield "form", weights.form(language, "account", WEIGHTS)
    yield "help", weights.help_text(language)
