"""Examples of what we say about monthly reviews."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.blocks import Message, View
from messages.reviews import conversation, forms, history, overview, prompts, shorten, steps
from messages.reviews.conversation import Answered, Asked
from messages.reviews.history import Entry
from messages.reviews.overview import READ, REFLECT, WRITE, Line, TeamPage
from messages.reviews.text import ReviewView
from models.reviews.figures import Figure, MonthFigures
from models.reviews.promised import Promised
from models.reviews.records import LONGEST_TEXT
from models.reviews.restated import Restated
from models.reviews.standing import ByManager, Spread

OCTOBER = date(2026, 10, 1)
NASTY = "Bo *the_closer* ~`<!channel>` 🚀 \u202eמכירות " + "x" * 40

FIGURES = MonthFigures(
    status="at_risk",
    score=0.91,
    counted=4,
    worst="close_rate",
    currency="EUR",
    rows=(
        Figure("first_meetings", "count", 31, 32, "on_track", pace=0.97),
        Figure("proposals", "count", 9, 8, "ahead", pace=1.13),
        Figure("sales_by_channel", "money", 86_500, 100_000, "behind", pace=0.87),
        Figure("close_rate", "rate", 0.22, 0.3, "behind", pace=0.73),
        Figure("training_hours", "hours", 6, None, None),
        Figure("csat", "score", None, 4, None, reason="no_scores"),
    ),
)
NO_FIGURES = MonthFigures(status=None, score=None, counted=0, worst=None, currency="EUR", rows=())

PROMISED = Promised("Five first meetings in Limburg", date(2026, 9, 1), date(2026, 10, 31), "partly", "first_meetings")
KEPT = replace(PROMISED, kept="kept", before=24, now=31)

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
    has_managers_part=True,
    promised=KEPT,
    rating=4,
    comment="The month was better than its numbers.",
    figures=FIGURES,
    strengths="Prepares every meeting.",
    focus="Ask for the budget in the first meeting.",
    agreed="Five first meetings in Limburg by the end of November.",
)
SHARED = replace(DRAFTED, state="shared")
SIGNED = replace(SHARED, state="signed", closed_on=date(2026, 11, 9))
RESTATED = replace(SIGNED, restated=(Restated(FIGURES.rows[0], 33),), today=date(2026, 12, 1))
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
    promised=replace(PROMISED, text=LONG[:LONGEST_TEXT], kept=""),
)

OWN = [
    Line("Anna de Vries", OCTOBER, "open", "1", REFLECT),
    Line("Anna de Vries", date(2026, 9, 1), "signed", "2", READ),
]
TEAM = [
    Line("Anna de Vries", OCTOBER, "reflected", "1", WRITE, turn="write"),
    Line(NASTY, OCTOBER, "drafted_by_you", "2", WRITE, is_missed=True, turn="write"),
    Line("Els Smit", OCTOBER, "open", "3", is_short=True, turn="reflect"),
    Line("Finn Bos", OCTOBER, "shared", "4", READ, turn="sign"),
    Line("Guus Vos", OCTOBER, "none"),
    Line("Hanna Kok", OCTOBER, "not_due"),
    Line("Ivo Post", OCTOBER, "disagreed", "5", READ),
]
OF_FORTY = TeamPage(OCTOBER, (TEAM * 6)[:40], 2, date(2026, 11, 1), leads_managers=True)
HISTORY = [
    Entry("1", OCTOBER, "open"),
    Entry("2", date(2026, 9, 1), "signed", 4, "Five first meetings in Limburg", "kept", is_closed=True),
    Entry("3", date(2026, 8, 1), "disagreed", 2, LONG[:LONGEST_TEXT], is_closed=True),
]
ROWS = [
    (ByManager("Carla Mulder", 12, 10, 1, 1, 1, 1), Spread(14, 3.4, 2, 5)),
    (ByManager(NASTY, 2, 2, 0, 0, 0, 0), Spread(4, None)),
    (ByManager("", 1, 0, 1, 0, 0, 0), Spread(1, None)),
]
ASKED = Asked("1|went_well", "went_well", OCTOBER, 2, 8)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and modal of monthly reviews."""
    deadline = date(2026, 11, 5)
    yield "prompt", prompts.prompt(language, "1", OCTOBER, deadline, "Carla Mulder", FIGURES)
    yield "prompt_without_targets", prompts.prompt(language, "1", OCTOBER, deadline, "", NO_FIGURES)
    yield "prompt_after_a_commitment", prompts.prompt(language, "1", OCTOBER, deadline, "Carla Mulder", FIGURES, KEPT)
    yield "prompt_short", prompts.prompt(language, "1", OCTOBER, deadline, "Carla Mulder", FIGURES, is_short=True)
    yield "prompt_short_alone", prompts.prompt(language, "1", OCTOBER, deadline, "", FIGURES, PROMISED, is_short=True)
    yield from _conversation(language)
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
    yield "read_with_a_correction", steps.read(language, RESTATED, by_rep=True, may_export=True)
    yield "signed_now", steps.signed_now(language, SIGNED)
    yield "signed_with_action", steps.signed_now(language, SIGNED, NASTY, date(2026, 11, 30))
    yield "signed_with_action_undated", steps.signed_now(language, SIGNED, "Two visits a week")
    yield "came_too_late", steps.shared_without_it(language, SHARED, [LONG[:LONGEST_TEXT], "", "Late quotes."])
    yield "file_sent", steps.file_sent(language)
    yield "made_short", steps.made_short(language, "Carla Mulder", OCTOBER, is_short=True)
    yield "made_full", steps.made_short(language, NASTY, OCTOBER, is_short=False)
    yield "disagreed_now", steps.disagreed_now(language, DISAGREED)
    yield "was_signed", steps.was_answered(language, SIGNED)
    yield "was_disagreed", steps.was_answered(language, LONGEST)
    yield "remind_reflect", prompts.remind_reflect(language, "1", OCTOBER, deadline)
    yield "remind_sign", prompts.remind_sign(language, "1", OCTOBER)
    yield "missed", prompts.missed(language, [("Anna de Vries", NASTY, OCTOBER)])
    yield "missed_many", prompts.missed(language, [(NASTY, "Carla Mulder", OCTOBER)] * 25)
    yield "overview_rep", overview.overview(language, OWN, None, is_rep=True, next_on=None)
    yield "overview_first", overview.overview(language, [], None, is_rep=True, next_on=date(2026, 12, 1))
    yield "overview_manager", overview.overview(language, [], OF_FORTY, is_rep=False, next_on=None)
    yield "overview_of_both", overview.overview(language, OWN, TeamPage(OCTOBER, TEAM), is_rep=True, next_on=None)
    yield "overview_nobody", overview.overview(language, [], None, is_rep=False, next_on=None)
    yield "team_of_nobody", overview.team_page(language, TeamPage(OCTOBER, []))
    yield "history", history.history(language, HISTORY, 1, more=True, next_on=None)
    yield "history_older", history.history(language, HISTORY[1:], 2, more=False, next_on=None)
    yield "history_first", history.history(language, [], 1, more=False, next_on=date(2026, 12, 1))
    yield "by_manager", history.by_manager(language, ROWS, OCTOBER)
    yield "by_manager_none", history.by_manager(language, [], OCTOBER)
    people = [shorten.Choice(str(n), NASTY, n % 2 == 0) for n in range(40)]
    yield "shorten", shorten.choices(language, OCTOBER, people, 2)
    yield "shorten_few", shorten.choices(language, OCTOBER, people[:2])
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


def _conversation(language: str) -> Iterator[tuple[str, Message | View]]:
    """The self-review by conversation."""
    yield "asked", conversation.question(language, ASKED)
    yield "asked_again", conversation.question(language, replace(ASKED, given=LONG[:LONGEST_TEXT]))
    for key in ("in_the_way", "self_rating", "help_needed", "commitment", "commitment_kpi"):
        yield f"asked_{key}", conversation.question(language, replace(ASKED, ref=f"1|{key}", key=key, position=3))
    kept = replace(ASKED, ref="1|kept", key="kept", position=1, promised=KEPT)
    yield "asked_kept", conversation.question(language, kept)
    days = (date(2026, 11, 26), date(2026, 11, 30), date(2026, 12, 31))
    yield "asked_by", conversation.question(language, replace(ASKED, ref="1|b", key="commitment_by", days=days))
    given = {
        "kept": "partly",
        "went_well": LONG[:LONGEST_TEXT],
        "self_rating": "4",
        "help_needed": "",
        "commitment_kpi": "first_meetings",
        "commitment_by": "2026-11-30",
    }
    lines = [Answered(f"1|{key}", key, OCTOBER, text) for key, text in given.items()]
    for line in lines:
        yield f"answered_{line.key}", conversation.answered(language, line)
    yield "answered_by_word", conversation.answered(language, lines[1], by_word=True)
    yield "paused", conversation.paused(language, "1", OCTOBER)
    yield "summary", conversation.summary(language, replace(REFLECTED, is_draft=True), lines, ())
    draft = replace(OPEN, is_draft=True, went_well="Two new customers")
    yield "summary_incomplete", conversation.summary(language, draft, lines, ("self_rating", "commitment"))
    yield "one_answer_form", forms.one_answer(language, "1|commitment", "ask_commitment", LONG[:LONGEST_TEXT])
    yield "self_form_after_a_commitment", forms.self_review(language, replace(OPEN, promised=KEPT), FIGURES, days[1])
    one = replace(OPEN, asks="one")
    yield "self_form_one_question", forms.self_review(language, one, FIGURES, days[1])
    yield "self_form_one_alone", forms.self_review(language, replace(one, manager=""), FIGURES, days[1])
    yield "manager_form_one_question", forms.manager_review(language, replace(REFLECTED, asks="one"), FIGURES, "")
