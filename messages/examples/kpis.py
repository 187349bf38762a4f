"""Examples of what we say about a workspace's own KPIs."""

from collections.abc import Iterator

from messages import kpis
from messages.blocks import Message, View
from messages.kpis import OwnKpiView
from models.scorecard.own_kpis import Counts, OwnKpi

NASTY = "Zoë *_~ <!channel>"
SURVEYS = OwnKpi("site_surveys", NASTY, NASTY, Counts("count", kinds=("site_survey",))).row(101)
UPSELL = OwnKpi(
    "upsell_share",
    "Upsell share",
    "Aandeel upsell",
    Counts("amount", outcomes=("won",), types=("upsell",), channels=("partner",)),
    Counts("count", outcomes=("lost", "returned")),
    lower_is_better=True,
).row(102)
HOURS = OwnKpi("hours", "Hours", "Uren", Counts("hours", kinds=("demo", "training"))).row(103)
ROWS = [OwnKpiView(SURVEYS, "Grow", "2 a week"), OwnKpiView(UPSELL, "Grow"), OwnKpiView(HOURS, "Grow", "", True)]


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message, and the form."""
    yield "overview", kpis.overview(language, ROWS, may_change=True)
    yield "none_yet", kpis.overview(language, [], may_change=False)
    yield "added", kpis.added(language, ROWS[0], "c" * 32)
    yield "added_without_target", kpis.added(language, ROWS[1], "c" * 32)
    yield "retired", kpis.retired(language, SURVEYS, "c" * 32)
    yield "is_gone", kpis.undone(language, NASTY, is_back=False)
    yield "is_back", kpis.undone(language, NASTY, is_back=True)
    yield "form", kpis.form(language)
    yield "help", kpis.help_text(language)
