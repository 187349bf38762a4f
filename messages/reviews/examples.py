"""Examples of what we say about monthly reviews."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.blocks import Message, View
from messages.reviews import forms, overview, prompts, steps
from messages.reviews.overview import READ, REFLECT, WRITE, Line
from messages.reviews.text import ReviewView
from models.reviews.figures import Figure, MonthFigures
from models.reviews.records import LONGEST_TEXT

OCTOBER = date(2026, 10, 1)
NASTY = "Bo *the_closer* ~`<!channel>` 🚀 \u202eמכירות " + "x" * 40

FIGURES = MonthFigures(
    status="at_risk",
    score=0.91,
    counted=4,
    worst="close_rate",
    currency="EUR",
    rows=(
        Figure("first_meetings", "count", 31, 32, "on_track"),
        Figure("proposals", "count", 9, 8, "ahead"),
        Figure("sales_by_channel", "money", 86_500, 100_000, "behind"),
        Figure("close_rate", "rate", 0.22, 0.3, "behind"),
        Figure("training_hours", "hours", 6, None, None),
        Figure("csat", "score", None, 4, None, reason="no_scores"),
    ),
)
NO_FIGURES = MonthFigures(status=None, score=None, counted=0, worst=None, currency="EUR", rows=())

OPEN = ReviewView("1", "Anna de Vries", OCTOBER, "open", manager="Carla Mulder")
REFLECTED = replace(
    OPEN,
    state="reflected",
    went_well="Two new customers in Limburg & one renewal.",
    in_the_way="Late quotes.",
    self_rating=4,
    help_needed="Half a day with presales.",
    commitment="Five first meetings in Limburg",
    commitment_kpi="first_meetings",
    commitment_by=date(2026, 11, 30),
)
DRAFTED = replace(
    REFLECTED,
    state="drafted",
    rating=4,
    comment="The month was better than its numbers.",
    figures=FIGURES,
    strengths="Prepares every meeting.",
    focus="Ask for the budget in the first meeting.",
    agreed="Five first meetings in Limburg by the end of November.",
)
SHARED = replace(DRAFTED, state="shared")
SIGNED = replace(SHARED, state="signed", closed_on=date(2026, 11, 9))
DISAGREED = replace(
    SHARED, state="disagreed", closed_on=date(2026, 11, 9), answer="Two deals moved to November because of holidays."
)
LONG = "Sales & more, <!channel> *and* so on. " * 60
LONGEST = replace(
    DISAGREED,
    rep=NASTY,
    manager=NASTY,
    went_well=LONG[:LONGEST_TEXT],
    in_the_way="&" * LONGEST_TEXT,
    help_needed=LONG[:LONGEST_TEXT],
    commitment=LONG[:LONGEST_TEXT],
    comment=LONG[:LONGEST_TEXT],
    strengths="<" * LONGEST_TEXT,
    focus=LONG[:LONGEST_TEXT],
    agreed=LONG[:LONGEST_TEXT],
    answer=LONG[:LONGEST_TEXT],
)

OWN = [
    Line("Anna de Vries", OCTOBER, "open", "1", REFLECT),
    Line("Anna de Vries", date(2026, 9, 1), "signed", "2", READ),
]
TEAM = [
    Line("Anna de Vries", OCTOBER, "reflected", "1", WRITE),
    Line(NASTY, OCTOBER, "drafted_by_you", "2", WRITE, is_missed=True),
    Line("Els Smit", OCTOBER, "open", "3"),
    Line("Finn Bos", OCTOBER, "shared", "4", READ),
    Line("Guus Vos", OCTOBER, "none"),
    Line("Hanna Kok", OCTOBER, "not_due"),
    Line("Ivo Post", OCTOBER, "disagreed", "5", READ),
]


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and modal of monthly reviews."""
    deadline = date(2026, 11, 5)
    yield "prompt", prompts.prompt(language, "1", OCTOBER, deadline, "Carla Mulder", FIGURES)
    yield "prompt_without_targets", prompts.prompt(language, "1", OCTOBER, deadline, "", NO_FIGURES)
    yield "handed_in", steps.handed_in(language, REFLECTED, "Carla Mulder")
    yield "handed_in_no_manager", steps.handed_in(language, REFLECTED, "")
    yield "to_write", prompts.to_write(language, TEAM[:3])
    yield "to_write_again", prompts.to_write(language, TEAM[:1] * 30, again=True)
    yield "preview", steps.preview(language, DRAFTED, language)
    yield ("preview_without_self_review", steps.preview(language, replace(DRAFTED, self_rating=None), language))
    yield "shared_now", steps.shared_now(language, SHARED)
    yield "shared", steps.shared(language, SHARED)
    yield "shared_longest", steps.shared(language, LONGEST)
    yield "read_shared", steps.read(language, SHARED, by_rep=True)
    yield "read_signed", steps.read(language, SIGNED, by_rep=True)
    yield "read_disagreed", steps.read(language, DISAGREED, by_rep=False)
    yield "signed_now", steps.signed_now(language, SIGNED)
    yield "disagreed_now", steps.disagreed_now(language, DISAGREED)
    yield "was_signed", steps.was_answered(language, SIGNED)
    yield "was_disagreed", steps.was_answered(language, LONGEST)
    yield "remind_reflect", prompts.remind_reflect(language, "1", OCTOBER, deadline)
    yield "remind_sign", prompts.remind_sign(language, "1", OCTOBER)
    yield "missed", prompts.missed(language, [("Anna de Vries", NASTY, OCTOBER)])
    yield "missed_many", prompts.missed(language, [(NASTY, "Carla Mulder", OCTOBER)] * 25)
    yield "overview_rep", _overview(language, own=OWN, is_rep=True)
    yield "overview_first", _overview(language, is_rep=True, next_on=date(2026, 12, 1))
    yield "overview_manager", _overview(language, team=TEAM * 6, is_manager=True)
    yield "overview_manager_empty", _overview(language, is_manager=True)
    yield "overview_nobody", _overview(language)
    yield "of_anna", overview.reviews_of(language, NASTY, OWN)
    yield "of_anna_none", overview.reviews_of(language, "Anna de Vries", [])
    yield "help", overview.help_text(language)
    yield "self_form", forms.self_review(language, OPEN, FIGURES, date(2026, 11, 30))
    yield "self_form_short", forms.self_review(language, OPEN, FIGURES, date(2026, 11, 30), is_short=True)
    yield "self_form_again", forms.self_review(language, REFLECTED, NO_FIGURES, date(2026, 11, 30))
    yield "manager_form", forms.manager_review(language, REFLECTED, FIGURES, "")
    yield "manager_form_again", forms.manager_review(language, LONGEST, NO_FIGURES, "Only for me.")
    yield "manager_form_alone", forms.manager_review(language, OPEN, NO_FIGURES, "")
    yield "disagree_form", forms.disagree(language, SHARED)


def _overview(
    language: str,
    own: list[Line] | None = None,
    team: list[Line] | None = None,
    *,
    is_rep: bool = False,
    is_manager: bool = False,
    next_on: date | None = None,
) -> Message:
    return overview.overview(
        language, own or [], team or [], OCTOBER, is_rep=is_rep, is_manager=is_manager, next_on=next_on
    )
