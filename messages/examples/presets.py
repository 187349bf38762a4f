"""Examples of what we say about the usual targets of a role."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages import presets
from messages.blocks import Message, View
from messages.targets import TargetView, Whose
from models.scorecard.kpis import KPIS

ANNA, NASTY = "Anna de Vries", "Zoë *_~ <!channel>"
DAY = date(2026, 11, 16)
MEETINGS = TargetView(KPIS["first_meetings"], Whose("role"), 6, "week", "EUR", starts_on=DAY)
RATE = TargetView(KPIS["close_rate"], Whose("role"), 0.3, "quarter", "EUR")

SDR = presets.Lists(
    [("lead", None), ("call", None), ("gift", NASTY)], [KPIS["first_meetings"]], ["week"], ["day", "morning"]
)
LISTS = presets.Lists([("call", None), ("meeting", None)], [KPIS["close_rate"], KPIS["first_meetings"]], ["week"])
GIVEN = presets.Lists(prompts=["week", "day", "morning"])


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message, and the form."""
    many = [f"Rep {number}" for number in range(12)]
    yield (
        "overview",
        presets.overview(language, "account", [replace(MEETINGS, starts_on=None), RATE], LISTS, may_change=True),
    )
    yield "overview_kinds", presets.overview(language, "sdr", [MEETINGS], SDR, may_change=True)
    yield "kinds_noted", presets.list_noted(language, "sdr", "kinds", SDR, DAY, "c")
    yield "kpis_noted", presets.list_noted(language, "account", "kpis", LISTS, DAY, "c")
    newly = {"day": [], "morning": [ANNA, NASTY]}
    yield "prompts_noted", presets.list_noted(language, "field", "prompts", GIVEN, DAY, "c", newly)
    yield "prompts_noted_for_many", presets.list_noted(language, "field", "prompts", GIVEN, DAY, "c", {"day": many})
    yield "prompts_none", presets.list_noted(language, "field", "prompts", presets.Lists(), DAY, "c")
    yield "overview_empty", presets.overview(language, "", [], may_change=False)
    yield "which_role", presets.which_role(language, may_change=True)
    yield (
        "noted",
        presets.noted(language, "account", [MEETINGS], [replace(RATE, starts_on=DAY)], ([ANNA], [NASTY]), "c"),
    )
    yield "noted_for_many", presets.noted(language, "", [MEETINGS], [], (many, many), "c")
    yield "noted_for_nobody", presets.noted(language, "sdr", [MEETINGS], [], ([], []), "c")
    yield "undone", presets.undone(language, "account")
    yield (
        "form",
        presets.form(language, "account", [(KPIS["first_meetings"], "6/week"), (KPIS["close_rate"], "")], LISTS),
    )
    yield "help", presets.help_text(language)
