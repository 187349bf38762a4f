"""Examples of what we say about goals."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from messages.blocks import Message, View
from messages.goals import answers, forms
from messages.goals.needed_examples import VIEW
from models.goals.lint import Advice, Weakness
from models.period import quarter
from models.scorecard.kpis import Unit

STEPS = (
    answers.Step("new_customers", "count", 5, 2, "at_risk"),
    answers.Step("first_meetings", "count", 30, 18, "on_track"),
    answers.Step("sales_by_channel", "money", 250_000, 31_500, "behind"),
    answers.Step("close_rate", "rate", 0.45, None, None, "nothing_decided"),
)
GOAL = answers.GoalView("g1", 3, "Grow new business", "Anna de Vries", "60d", date(2027, 1, 10), 48, "EUR", STEPS)
BARE = answers.GoalView("g2", 4, "Be nicer", "Anna de Vries", "2026-Q4", date(2026, 12, 31), 38, "EUR")
NASTY = answers.GoalView(
    "g3",
    5,
    "<!channel> *win* _all_ `deals` 🌷 שלום",
    "Zoë <@U1> & Co",
    "30d",
    date(2026, 12, 12),
    9,
    "EUR",
    STEPS[:1],
    is_own=False,
    can_change=False,
)
REACHED = answers.GoalView(
    "g4",
    6,
    "Thirty first meetings",
    "Anna de Vries",
    "30d",
    date(2026, 11, 22),
    0,
    "EUR",
    (answers.Step("first_meetings", "count", 30, 31, "on_track", is_reached=True),),
)
ADVICE = [
    Advice(Weakness.ONLY_LAG, ("new_customers", "sales_by_channel")),
    Advice(Weakness.NO_SOURCE, ("csat",)),
    Advice(Weakness.NOT_INFLUENCED, ("coca",)),
    Advice(Weakness.FAR_ABOVE_BEST, ("sales_by_channel",), Decimal(250_000), Decimal(80_000), Unit.MONEY),
]


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and form about goals."""
    yield "was_set", answers.was_set(language, GOAL, [])
    yield "was_set_with_advice", answers.was_set(language, GOAL, ADVICE)
    yield "was_set_without_kpi", answers.was_set(language, BARE, [Advice(Weakness.NO_KPI)])
    yield "was_set_with_what_it_takes", answers.was_set(language, GOAL, [], VIEW)
    yield "was_set_and_told", answers.was_set(language, replace(GOAL, is_own=False), [], told="Zoë <!channel>")
    yield "set_for_you", answers.set_for_you(language, "Carla <!here>", GOAL)
    yield "closed_by", answers.closed_by(language, "Bram <!here>", NASTY)
    yield "closed_by_of_mine", answers.closed_by(language, "Carla", GOAL)
    yield "was_set_for_another", answers.was_set(language, NASTY, [])
    yield "overview", answers.overview(language, [GOAL, BARE, NASTY])
    yield "overview_of_forty", answers.overview(language, [GOAL] * 40)
    yield "overview_empty", answers.overview(language, [])
    yield "closed", answers.closed(language, GOAL)
    yield "reopened", answers.reopened(language, GOAL)
    yield "ended", answers.ended(language, GOAL, REACHED)
    yield "ended_reached", answers.ended(language, REACHED, None)
    yield "ended_quarter", answers.ended(language, GOAL, None, quarter(2027, 1))
    yield "kept_with_undo", answers.kept(language, GOAL, can_close=True)
    yield "kept", answers.kept(language, GOAL)
    yield "new_goal", forms.new_goal(language)
    yield "new_goal_of_a_manager", forms.new_goal(language, for_others=True)
    yield "new_targets", forms.new_targets(language, GOAL)
    yield "next_targets", forms.new_targets(language, GOAL, of_next=True)
    yield "help", answers.help_text(language)
